"""Cases of rules as files: directories, EXTENT CONTROLs, commands, in which comment records mark what is to be found.

    *? profile=security zvm=7.3 fragment=yes            how to judge the file (first records; all of it may be left out)
    *! EXT001 19-28 B/0191 shares LX0001 cylinders       what is found in the next record that is no such mark: code, first and
    *!   149-149 with A/0191                             last column (both inclusive), and the whole message

`current=FILE` names the directory beside an EXTENT CONTROL, `extents=FILE` the EXTENT CONTROL beside another file, from
tests/cases on. The comments of a COPY file look otherwise, and profiles cloud and dirmaint judge comments: there the
marks are blank records for lint.

What no mark announces must not be found. A case without DIRECTORY statement or `fragment=yes` shows ENT010 as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from dirtool.lint.engine import lint, severities_of
from dirtool.lint.options import Options
from dirtool.lint.registry import Profile
from dirtool.model.volume_list import KnownVolume
from dirtool.syntax.copy_file import is_copy_file
from tests.model.made import control_of, directory_of, judged_of, records_of

FOLDER = Path(__file__).parents[1] / "cases" / "rules"
FILES = sorted(file for suffix in ("direct", "extents", "copy", "dirm") for file in FOLDER.rglob(f"*.{suffix}"))

_MARK = re.compile(r"\*! ([A-Z]{3}\d{3}) (\d+)-(\d+) (.*)")


class Expected(NamedTuple):
    """A finding: code, record, first and last column (inclusive), message."""

    code: str
    line: int
    column: int
    last_column: int
    message: str


def expected(text: str) -> list[Expected]:
    """What the marks of a case announce, in order of place."""
    found: list[Expected] = []
    waiting: list[list[str]] = []
    for line, record in enumerate(text.split("\n"), 1):
        if (match := _MARK.match(record)) is not None:
            waiting.append(list(match.groups()))
        elif record.startswith("*!"):
            waiting[-1][3] += f" {record[2:].strip()}"
        else:
            found += [Expected(code, line, int(first), int(last), said.strip()) for code, first, last, said in waiting]
            waiting = []
    assert not waiting, "a mark at the end of the file"
    return sorted(found, key=_place)


def found_in(text: str) -> list[Expected]:
    """What is found in a case, in order of place."""
    diagnostics = lint(judged_of(shown_to_lint(text)), options=options_of(text)).diagnostics
    return sorted(
        (
            Expected(one.code, one.span.line, one.span.column, one.span.end_column - 1, one.message)
            for one in diagnostics
        ),
        key=_place,
    )


def shown_to_lint(text: str) -> str:
    """The records of a case; without its marks in a COPY file, and where comments are judged."""
    without = "\n".join("" if record.startswith(("*?", "*!")) else record for record in text.split("\n"))
    is_hidden = is_copy_file(records_of(without)) or _judges_comments(text.partition("\n")[0])
    return without if is_hidden else text


def _judges_comments(first: str) -> bool:
    return "profile=cloud" in first or "profile=dirmaint" in first


def options_of(text: str) -> Options:
    """How the first records want a case judged: profile=, zvm=, fragment=, esm=, volumes=LX0001:10017,LX0002, current=FILE,
    extents=FILE.
    """
    asking = takewhile(lambda record: record.startswith("*?"), text.split("\n"))
    told = dict(word.split("=", 1) for record in asking for word in record.split()[1:])
    assert set(told) <= {"profile", "zvm", "fragment", "esm", "volumes", "current", "extents"}, told
    volumes: dict[str, KnownVolume] = {}
    for volume in filter(None, told.get("volumes", "").split(",")):
        volid, _, size = volume.partition(":")
        volumes[volid] = KnownVolume(size=int(size) if size else None)
    return Options(
        severities=severities_of(Profile(told.get("profile", "recommended"))),
        releases=tuple(filter(None, told.get("zvm", "").split(","))),
        fragment={"yes": True, "no": False}.get(told.get("fragment", "")),
        esm=told.get("esm"),
        volumes=volumes,
        current=directory_of(_text_of(told["current"])) if "current" in told else None,
        extents=control_of(_text_of(told["extents"])) if "extents" in told else None,
    )


def _text_of(name: str) -> str:
    return (FOLDER.parent / name).read_text(encoding="latin-1")


def codes_in(files: list[Path]) -> Iterator[str]:
    """The codes that the cases expect."""
    for file in files:
        yield from (one.code for one in expected(file.read_text(encoding="latin-1")))


def _place(one: Expected) -> tuple[int, int, str, str]:
    return one.line, one.column, one.code, one.message
