"""dirtool export."""

import os
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
    entries_in,
    fail,
    is_standard_output,
    make_parser,
    progress,
    read,
    refuse_to_overwrite,
    tell,
)
from dirtool.errors import ANSWER_IS_NO, DONE, InputError
from dirtool.model.directory import Directory


@command
def export(
    file: Annotated[
        str | None, typer.Argument(help="A directory file; - is standard input.", show_default=False)
    ] = None,
    entry: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Only these entries; commas between, or repeatable.", show_default=False),
    ] = None,
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON Schema of desired.yaml instead, for editors.")
    ] = False,
    output_file: OutputOption = None,
    encoding: EncodingOption = None,
    color: ColourOption = Colour.AUTO,
    plain: PlainOption = False,
) -> int:
    """Write a directory as a desired.yaml, which says the same of every entry.

    Whatever the file does not mention stays as it is. Passwords are never in it, only the words NOLOG, NOPASS, AUTOONLY and
    LBYONLY; a minidisk or a LINK is written without its passwords, APPCPASS with a password is left out. Comments of the
    directory, and the sections before its entries, are left out, too.

    What cannot be said is told at its place, in a comment, and on standard error: statements with an error, a second device of
    one number, a second entry of one name, what stands behind SYSAFFIN, and all statements of a list (OPTION, LOGONBY, those
    of one NICDEF) of which one cannot be said. Statements whose order counts keep it.

    With -o the path of the directory is written relative to the file, as it is read. Exit code 1: a statement of an entry
    could not be said; 2: a file cannot be read, or there is no such entry.
    """
    if schema:
        if file is not None or entry:
            raise InputError("--schema goes without FILE and --entry")
        answer(_schema_lines(), output_file)
        return DONE
    if file is None:
        raise InputError("FILE is missing", "name a directory file, or - for standard input")
    from dirtool.compare.desired.export import export as exported_of
    from dirtool.compare.desired.text import desired_text
    from dirtool.report.export_notes import comments_of, told

    with progress("reading", color):
        directory = read(file, make_parser(plain=plain), encoding)
        refuse_to_overwrite(output_file, [directory], stdin=file == STDIN)
        if directory.failures:
            return fail(*directory.failures)
        exported = exported_of(directory, _chosen(directory, entries_in(entry)), _current(file, output_file))
    answer(desired_text(exported.desired, comments_of(exported)), output_file)
    tell(*told(exported))
    return ANSWER_IS_NO if any(not one.stays for one in exported.all_unsaid) else DONE


def _schema_lines() -> list[str]:
    import json

    from dirtool.compare.desired.schema import desired_schema

    return json.dumps(desired_schema(), indent=2, ensure_ascii=False).split("\n")


def _chosen(directory: Directory, wanted: tuple[str, ...]) -> set[str] | None:
    """The names of the entries to write; None: all. Raises InputError for one that is not there."""
    from dirtool.spec.statement import nearest
    from dirtool.wording import did_you_mean

    if not wanted:
        return None
    entries = [one for one in directory.entries if one.kind not in ("directory", "global")]
    known = tuple(dict.fromkeys(one.name for one in entries if one.shown_name == one.name))
    for name in wanted:
        if name not in known:
            hint = did_you_mean(nearest(name, known))
            raise InputError(f"{directory.sources[0].path}: no entry {name}", hint)
    return set(wanted)


def _current(file: str, output_file: Path | None) -> str | None:
    """The path of the directory as it is read from the file that is written."""
    if file == STDIN:
        return None
    if output_file is None or is_standard_output(output_file) or os.path.isabs(file):
        return file
    return Path(os.path.relpath(file, output_file.parent)).as_posix()
