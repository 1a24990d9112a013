"""dirtool lint."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

import typer

from dirtool.cli.common import (
    STDIN,
    STDIN_NAME,
    Colour,
    ColourOption,
    EncodingOption,
    OutputOption,
    PlainOption,
    answer,
    command,
    fail,
    make_parser,
    progress,
    read,
    refuse_to_overwrite,
    style_for,
)
from dirtool.errors import ANSWER_IS_NO, DONE, InputError
from dirtool.lint.diagnostic import Severity
from dirtool.lint.engine import Report
from dirtool.lint.engine import lint as find
from dirtool.model.directory import Directory
from dirtool.report.style import Style
from dirtool.syntax.parser import Parser


class Format(StrEnum):
    """How findings are written."""

    FULL = "full"
    CONCISE = "concise"
    JSON = "json"


@command
def lint(
    files: Annotated[list[str], typer.Argument(help="Directory files; - is standard input.", show_default=False)],
    format_: Annotated[
        Format, typer.Option("--format", case_sensitive=False, help="How to write the findings.")
    ] = Format.FULL,
    output_file: OutputOption = None,
    fail_on: Annotated[
        Severity, typer.Option(case_sensitive=False, help="Exit with 1 from this severity on.")
    ] = Severity.ERROR,
    all_: Annotated[bool, typer.Option("--all", help="Show every finding; else ten of one code in a file.")] = False,
    encoding: EncodingOption = None,
    stdin_filename: Annotated[str, typer.Option(help="The name to show for standard input.")] = STDIN_NAME,
    color: ColourOption = Colour.AUTO,
    plain: PlainOption = False,
) -> int:
    """Find what is wrong in user directories.

    Each directory is judged alone. Exit code 0: nothing at or above --fail-on; 1: findings; 2: a file cannot be read.
    """
    if files.count(STDIN) > 1:
        raise InputError("standard input (-) can be read only once")
    if STDIN in files and stdin_filename in files:
        raise InputError(f"--stdin-filename {stdin_filename}: this is also one of the files")
    with progress("reading and judging", color):
        directories, failures = _read_all(
            list(dict.fromkeys(files)), make_parser(plain=plain), encoding, stdin_filename
        )
        refuse_to_overwrite(output_file, directories, stdin=STDIN in files)
        report = find(*directories)
    if directories and not (failures and output_file):  # a file would be taken for the whole answer
        answer(_lines(report, directories, format_, style_for(color, output_file), fold=not all_), output_file)
    if failures:
        return fail(*failures)
    failing = any(found.severity.rank <= fail_on.rank for found in report.diagnostics)
    return ANSWER_IS_NO if failing else DONE


def _read_all(
    files: list[str], parser: Parser, encoding: str | None, stdin_filename: str
) -> tuple[list[Directory], list[InputError]]:
    """What can be read of the files, and why the rest of them cannot."""
    directories: list[Directory] = []
    failures: list[InputError] = []
    for name in files:
        try:
            directory = read(name, parser, encoding, stdin_filename)
        except InputError as failure:
            failures.append(failure)
        else:
            directories.append(directory)
            failures += directory.failures
    return directories, failures


def _lines(report: Report, directories: list[Directory], format_: Format, style: Style, *, fold: bool) -> Iterator[str]:
    if format_ is Format.JSON:
        from dirtool.report.findings_json import findings_json

        yield from findings_json(report)
        return
    from dirtool.report.findings_text import concise, full, summary

    if format_ is Format.FULL:
        sources = {source.path: source for directory in directories for source in directory.sources}
        yield from full(report, sources, style, fold=fold)
    else:
        yield from concise(report, style)
    yield summary(report, style)
