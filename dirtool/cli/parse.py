"""dirtool parse."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dirtool.cli.common import (
    STDIN,
    Colour,
    ColourOption,
    EncodingOption,
    OutputOption,
    PlainOption,
    answer,
    command,
    completions,
    fail,
    make_parser,
    progress,
    read_any,
    refuse_to_overwrite,
    style_for,
)
from dirtool.errors import DONE, InputError
from dirtool.model.copy_file import CopyConfiguration, Dialect
from dirtool.model.directory import ANY_MEMBER, Directory
from dirtool.model.effective import Effective, Layers, effective
from dirtool.model.extent_control import ExtentControl
from dirtool.model.links import LinkResolver
from dirtool.model.reading import read_file
from dirtool.model.recognition import NAMES
from dirtool.report.authorization_list_view import authorization_list_json, authorization_list_text
from dirtool.report.commands_view import commands_json, commands_text
from dirtool.report.copy_view import copy_json, copy_text
from dirtool.report.directory_view import directory_json, directory_text, effective_json, effective_text
from dirtool.report.extent_control_view import extent_control_json, extent_control_text
from dirtool.report.style import Style
from dirtool.spec.statement import abbreviations, nearest
from dirtool.spec.statements import BY_NAME
from dirtool.syntax.authorization_list import AuthorizationList
from dirtool.syntax.command_file import CommandFile
from dirtool.syntax.secrets import hides_name
from dirtool.syntax.words import fold
from dirtool.wording import did_you_mean

_HEADERS = (*abbreviations(BY_NAME["USER"].spelling), *abbreviations(BY_NAME["IDENTITY"].spelling))


class Format(StrEnum):
    """How a directory is written."""

    JSON = "json"
    TEXT = "text"


def _userids(context: typer.Context, incomplete: str) -> list[str]:
    """The userids of the file that the command line names, for completion: found by the first word, without a parser."""
    file = context.params.get("file") or next(iter(context.args), "")
    try:
        texts = read_file(Path(file)).texts
    except InputError:
        return []
    headers = (words for text in texts if (words := fold(text).split())[:1] and words[0] in _HEADERS)
    return completions((words[1] for words in headers if len(words) > 1 and not hides_name(words)), incomplete)


@command
def parse(
    file: Annotated[
        str,
        typer.Argument(
            help="A directory file, EXTENT CONTROL, a COPY file, an AUTHLIST, or DirMaint commands; - is standard input.",
            show_default=False,
        ),
    ],
    format_: Annotated[
        Format | None,
        typer.Option("--format", case_sensitive=False, help="json (default), or text (default with --effective)."),
    ] = None,
    effective_id: Annotated[
        str | None,
        typer.Option(
            "--effective",
            metavar="USERID",
            autocompletion=_userids,
            help="Show this entry as it logs on, with its profile.",
        ),
    ] = None,
    member: Annotated[
        str | None, typer.Option(help="With --effective: only on this member of the SSI cluster.")
    ] = None,
    dialect: Annotated[
        Dialect | None,
        typer.Option(
            case_sensitive=False,
            help="Show a COPY file as REXX reads it (default), or the IVP scripts.",
            show_default=False,
        ),
    ] = None,
    output_file: OutputOption = None,
    encoding: EncodingOption = None,
    color: ColourOption = Colour.AUTO,
    plain: PlainOption = False,
) -> int:
    """Show how a user directory is understood: its entries, statements and operands.

    Also shown are EXTENT CONTROL, DMSSICNF COPY, DMSSICMO COPY, the AUTHLIST of SMAPI and files of commands to DirMaint: what
    a file is, its content tells.

    With --effective: one entry with its profile and, on each member of an SSI cluster, its subconfiguration; every line
    with the place that it comes from, every LINK with the disk that it leads to. Secrets are masked.
    """
    if member is not None and effective_id is None:
        raise InputError("--member goes with --effective")
    with progress("reading", color):
        found = read_any(file, make_parser(plain=plain), encoding)
        refuse_to_overwrite(output_file, [found], stdin=file == STDIN)
    style = style_for(color, output_file)
    is_named = f"{found.sources[0].path}: this is {NAMES[type(found)]}"
    if isinstance(found, CopyConfiguration):
        found.dialect = dialect or found.dialect
    elif dialect is not None:
        raise InputError(f"{is_named}, and --dialect goes with DMSSICNF or DMSSICMO COPY")
    if not isinstance(found, Directory):
        if effective_id is not None:
            raise InputError(f"{is_named}, which has no entries", "--effective wants a directory")
        answer(_lines_of_other(found, format_, style), output_file)
        return DONE
    if found.failures:
        return fail(*found.failures)
    answer(_lines(found, format_, effective_id, member, style), output_file)
    return DONE


def _lines(
    directory: Directory, format_: Format | None, userid: str | None, member: str | None, style: Style
) -> Iterator[str]:
    if userid is None:
        return directory_text(directory, style) if format_ is Format.TEXT else directory_json(directory)
    layers = Layers(directory)
    resolver = LinkResolver(directory, layers)
    machines = _machines(directory, layers, directory.members, userid.upper(), member.upper() if member else None)
    if format_ is Format.JSON:
        return effective_json(machines, resolver)
    return effective_text(machines, resolver, style)


def _lines_of_other(
    file: ExtentControl | CopyConfiguration | AuthorizationList | CommandFile, format_: Format | None, style: Style
) -> Iterator[str]:
    """What is shown of a file that is no directory."""
    if isinstance(file, ExtentControl):
        return extent_control_text(file, style) if format_ is Format.TEXT else extent_control_json(file)
    if isinstance(file, CopyConfiguration):
        return copy_text(file, style) if format_ is Format.TEXT else copy_json(file)
    if isinstance(file, CommandFile):
        return commands_text(file, style) if format_ is Format.TEXT else commands_json(file)
    return authorization_list_text(file, style) if format_ is Format.TEXT else authorization_list_json(file)


def _machines(
    directory: Directory, layers: Layers, members: list[str], userid: str, member: str | None
) -> list[Effective]:
    """The entry on every member where it differs, or on one. Raises InputError for what is not there."""
    path = directory.sources[0].path
    if not userid:
        raise InputError("--effective wants a userid")
    entry = directory.machine(userid)
    if entry is None:
        names = nearest(userid, tuple(name for name, one in directory.machines.items() if one.shown_name == name))
        raise InputError(f"{path}: no USER or IDENTITY {userid}", did_you_mean(names))
    built_for = layers.members(entry)
    if member is None:
        return [effective(layers, entry, one, userid) for one in built_for]
    if ANY_MEMBER not in built_for and member not in (members if built_for == [None] else built_for):
        named = [str(one) for one in built_for if one is not None] or members
        raise InputError(
            f"{path}: {userid} has no BUILD for {member}" if built_for != [None] else f"{path}: no member {member}",
            f"it has {', '.join(named)}" if named else "no BUILD of this directory names a member",
        )
    return [effective(layers, entry, member, userid)]
