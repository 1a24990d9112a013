"""dirtool mine."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dirtool.cli.common import (
    STDIN,
    Colour,
    ColourOption,
    EncodingOption,
    PlainOption,
    answer,
    command,
    fail,
    is_standard_output,
    make_parser,
    progress,
    read,
    style_for,
    tell,
)
from dirtool.cli.lint_options import ConfigOption, NoConfigOption
from dirtool.cli.lint_output import Format as FindingsFormat
from dirtool.cli.settings import read_settings
from dirtool.cli.site import extents_in_force
from dirtool.cli.space_input import ExtentsOption, tell_of_lost_records
from dirtool.errors import DONE, InputError
from dirtool.migrate.mine.mined import LEAST
from dirtool.syntax.statement import Unparsed
from dirtool.text.output import write_folder

if TYPE_CHECKING:
    from dirtool.migrate.mine.mined import Mined
    from dirtool.model.directory import Directory
    from dirtool.report.style import Style

_NAME_OF_STDIN = "user.direct"


class Format(StrEnum):
    """How proposals are written."""

    TEXT = "text"
    JSON = "json"


@command
def mine(
    file: Annotated[str, typer.Argument(help="A directory file; - is standard input.", show_default=False)],
    extents: ExtentsOption = None,
    min_members: Annotated[
        int, typer.Option(metavar="N", min=2, help="The fewest entries for which a profile is proposed.")
    ] = LEAST,
    format_: Annotated[Format, typer.Option("--format", case_sensitive=False, help="How to write it.")] = Format.TEXT,
    all_: Annotated[
        bool, typer.Option("--all", help="With --format text: show every profile, entry and record.")
    ] = False,
    output_folder: Annotated[
        Path | None,
        typer.Option(
            "--output-folder",
            "-o",
            metavar="FOLDER",
            help="Write the new directory and the PROTODIR files to this folder, for their owner alone.",
            show_default=False,
        ),
    ] = None,
    config: ConfigOption = None,
    no_config: NoConfigOption = False,
    encoding: EncodingOption = None,
    color: ColourOption = Colour.AUTO,
    plain: PlainOption = False,
) -> int:
    """Find look-alike entries, and propose PROFILEs that hold what they have in common.

    For each group: who is in it, which records move, how many go, and who nearly belongs to it. Before anything is shown it is
    proved that every virtual machine is what it was, on each member of a cluster: its profile, its own statements and its
    SUBCONFIGs are put together before and after, and must say the same. What has a password in it never moves.

    For each group of USERs there is a PROTODIR file, too, for DIRM ADD ... LIKE: a NOLOG entry that includes the profile, with
    what the members share. A minidisk is in it (AUTOG) where all members have one of the same size in one group of the EXTENT
    CONTROL; what is missing is told in a comment.

    Nothing is written without -o. The folder of -o must be new or empty. Exit code 0, also where nothing is proposed; 2: a
    file cannot be read, or the folder cannot be written.
    """
    from dirtool.migrate.mine.mining import mine as mined_of

    if output_folder is not None and is_standard_output(output_folder):
        raise InputError("-o: a directory holds passwords, and is never written to a stream", "name a folder")
    settings = read_settings(config, no_config=no_config, formats=tuple(FindingsFormat))
    style = style_for(color, None)
    with progress("looking for profiles", color):
        directory = read(file, make_parser(plain=plain), encoding)
        if directory.failures:
            return fail(*directory.failures)
        _check(directory)
        control = extents_in_force(settings.values, extents)
        tell_of_lost_records(control)
        mined = mined_of(directory, control, least=min_members)
    if output_folder is not None and mined.groups:
        name = _NAME_OF_STDIN if file == STDIN else Path(file).name
        write_folder(output_folder, _files(mined, name), private=True)
    answer(_lines(mined, format_, style, fold=not all_), None)
    if output_folder is not None and not mined.groups:
        tell(f"dirtool: nothing is written to {output_folder}, since nothing is proposed")
    return DONE


def _check(directory: "Directory") -> None:
    """Raise InputError for a file that is no directory."""
    if not any(kind is not Unparsed for source in directory.sources for kind in source.positions_by_type):
        raise InputError(f"{directory.sources[0].path}: this is no directory: no record of it is a statement")


def _files(mined: "Mined", name: str) -> dict[str, bytes]:
    """The new directory under the name of the old one, and the prototypes in its encoding and its form."""
    from dirtool.text.columns import RECORD_LENGTH
    from dirtool.text.records import Records

    form = mined.records
    width = RECORD_LENGTH if form.blocks else 0
    prototypes = [group.prototype for group in mined.groups if group.prototype is not None]
    files = {
        one.name.replace(" ", "."): Records(
            one.name, [text.ljust(width) for text in one.records], form.encoding, form.blocks, form.end
        ).to_bytes()
        for one in prototypes
    }
    return {name: form.to_bytes(), **files}


def _lines(mined: "Mined", format_: Format, style: "Style", *, fold: bool) -> Iterator[str]:
    """The proposals in a format."""
    match format_:
        case Format.TEXT:
            from dirtool.report.mine_text import mine_text

            return mine_text(mined, style, fold=fold)
        case Format.JSON:
            from dirtool.report.mine_json import mine_json

            return mine_json(mined)
