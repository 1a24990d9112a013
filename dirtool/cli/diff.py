"""dirtool diff."""

import os
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NamedTuple

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
    known_encoding,
    make_parser,
    progress,
    read,
    refuse_to_overwrite,
    style_for,
)
from dirtool.errors import ANSWER_IS_NO, DONE, DirtoolError, InputError
from dirtool.model.directory import Directory
from dirtool.model.reading import directory_of, records_of
from dirtool.report.style import Style, harmless
from dirtool.spec.statement import nearest
from dirtool.syntax.parser import Parser
from dirtool.text.input import read_bytes
from dirtool.wording import did_you_mean

MAX_BYTES = 60_000  # what many places for comments take, with some room
_NO_FILE = ("/dev/null", "nul")  # what git calls the side that does not exist
_OF_GIT = (7, 9)  # words that git hands over: without and with another name of the file


class Format(StrEnum):
    """How a difference is written."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


class _Sides(NamedTuple):
    """The two directories, and what they are called."""

    old: Directory
    new: Directory
    old_path: str
    new_path: str


class _Answer(NamedTuple):
    """What is to be written of a difference, and how. No names: all entries."""

    format: Format
    names: tuple[str, ...]
    max_bytes: int
    all: bool


@command
def diff(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="OLD NEW",
            help="Two directory files, or index files with LOAD statements; one of them may be - for standard input.",
            show_default=False,
        ),
    ],
    format_: Annotated[
        Format, typer.Option("--format", case_sensitive=False, help="How to write it; markdown is for pull requests.")
    ] = Format.TEXT,
    output_file: OutputOption = None,
    entry: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="Only these entries, by their old or new names; commas between, or repeatable.",
            show_default=False,
        ),
    ] = None,
    all_: Annotated[
        bool,
        typer.Option(
            "--all",
            help="With --format text: show everything, equal changes of many entries and the end of long lists too.",
        ),
    ] = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 if anything differs.")] = False,
    max_bytes: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1000,
            help=f"With --format markdown: leave out what is more than this, {MAX_BYTES} if it is not given.",
            show_default=False,
        ),
    ] = None,
    git: Annotated[
        bool, typer.Option("--git", help="Take the words that git hands over to a diff driver instead of OLD and NEW.")
    ] = False,
    encoding: EncodingOption = None,
    color: ColourOption = Colour.AUTO,
    plain: PlainOption = False,
) -> int:
    """Show what changed in meaning between two user directories.

    Order, spelling, comments and layout are not compared. A renamed entry, a device with another number and a minidisk with
    another owner are shown as moves, found by what they hold; each change of a minidisk says what becomes of the data, as far
    as directories tell. Passwords are compared and never shown.

    Exit code 1: something differs, with --exit-code; 2: a file cannot be read, or an option is wrong.
    """
    if all_ and format_ is not Format.TEXT:
        raise InputError(f"--all goes with --format text, not {format_}")
    if max_bytes is not None and format_ is not Format.MARKDOWN:
        raise InputError(f"--max-bytes goes with --format markdown, not {format_}")
    answer_as = _Answer(format_, entries_in(entry), max_bytes or MAX_BYTES, all_)
    if git:
        return _for_git(files, answer_as, output_file, encoding, color, exit_code=exit_code, plain=plain)
    if len(files) != 2:
        raise InputError(f"diff: two directories are wanted, and {len(files)} given", "dirtool diff OLD NEW")
    if files == [STDIN, STDIN]:
        raise InputError("diff: only one of the two directories can come from standard input")
    style = style_for(color, output_file)
    with progress("comparing", color):
        parser = make_parser(plain=plain)
        old, new = (read(file, parser, encoding) for file in files)
        refuse_to_overwrite(output_file, [old, new], stdin=STDIN in files)
        if old.failures or new.failures:
            return fail(*old.failures, *new.failures)
        sides = _Sides(old, new, *(directory.sources[0].path for directory in (old, new)))
        _check_names(answer_as.names, sides)
        lines, differs = _compared(sides, answer_as, style)
        answer(lines, output_file)
    return ANSWER_IS_NO if differs and exit_code else DONE


def _compared(sides: _Sides, wanted: _Answer, style: Style) -> tuple[Iterator[str], bool]:
    """The lines of the answer, and whether anything differs."""
    from dirtool.compare.diff.comparison import compare

    found = compare(sides.old, sides.new)
    if wanted.names:
        found = found.of(wanted.names)
    match wanted.format:
        case Format.TEXT:
            from dirtool.report.diff_text import diff_text

            lines = diff_text(found, style, fold=not wanted.all)
        case Format.JSON:
            from dirtool.report.diff_json import diff_json

            lines = diff_json(found, sides.old_path, sides.new_path)
        case Format.MARKDOWN:
            from dirtool.report.diff_markdown import diff_markdown

            lines = diff_markdown(found, wanted.max_bytes)
    return lines, bool(found.entries)


def _check_names(names: Iterable[str], sides: _Sides) -> None:
    """Raise InputError for an entry that is in neither directory."""
    known = {entry.name: entry for side in (sides.new, sides.old) for entry in side.entries}
    for name in names:
        if name not in known:
            shown = tuple(one for one, entry in known.items() if entry.shown_name == one)
            raise InputError(f"--entry {name}: in neither directory", did_you_mean(nearest(name, shown)))


# ---- as a diff driver of git


def _for_git(
    words: list[str],
    wanted: _Answer,
    output_file: Path | None,
    encoding: str | None,
    color: Colour,
    *,
    exit_code: bool,
    plain: bool,
) -> int:
    """A difference between two versions of a file, which git has put into temporary files.

    git goes on only if the exit code is 0: a version that is no directory is told of in the answer.
    """
    if len(words) == 1:
        answer([f"* Unmerged path {harmless(words[0])}"], output_file)
        return DONE
    if len(words) not in _OF_GIT:
        raise InputError(
            f"diff --git: {len(words)} words; git hands over {_OF_GIT[0]}, or {_OF_GIT[1]} for a renamed file"
        )
    path, old_file, _, old_mode, new_file, _, new_mode, *others = words
    new_path = others[0] if others else path
    style = style_for(_colour_in_pager(color), output_file)
    head = [style.paint("bold", f"diff --dirtool a/{harmless(path)} b/{harmless(new_path)}")]
    fate = [f"{said} file" for said, file in (("new", old_file), ("deleted", new_file)) if file in _NO_FILE]
    if not fate and old_mode != new_mode:
        fate = [f"old mode {harmless(old_mode)}", f"new mode {harmless(new_mode)}"]
    head += fate
    differs = True
    lines: Iterator[str]
    try:
        parser = make_parser(plain=plain)
        old, new = (
            _version(file, name, parser, known_encoding(encoding))
            for file, name in ((old_file, path), (new_file, new_path))
        )
        lines, differs = _compared(_Sides(old, new, path, new_path), wanted, style)
    except DirtoolError as error:
        lines = iter([f"cannot be compared: {harmless(error.message)}"])
    answer([*head, *lines] if wanted.format is Format.TEXT else lines, output_file)
    return ANSWER_IS_NO if differs and exit_code else DONE


def _version(file: str, name: str, parser: Parser, encoding: str | None) -> Directory:
    """A version of a file, under the name that it has in the repository; an empty one where there is none."""
    data = b"" if file in _NO_FILE else read_bytes(Path(file))
    found = directory_of(records_of(data, name, encoding), parser, None, encoding)
    for failure in found.failures:
        raise failure
    return found


def _colour_in_pager(color: Colour) -> Colour:
    """Colour also in the pager that git has started: the answer goes to a pipe then, and on to a terminal."""
    is_plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    in_pager = os.environ.get("GIT_PAGER_IN_USE") in ("true", "1")
    return Colour.ALWAYS if color is Colour.AUTO and in_pager and not is_plain else color
