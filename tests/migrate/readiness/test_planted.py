"""Defects planted in healthy directories are found, each at its record, and every place lies in the file."""

from functools import cache
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.migrate.readiness.shortfall import Readiness, Shortfall, State
from tests.generator import entries, generate
from tests.migrate.readiness.made import readiness_of


class Plant(NamedTuple):
    """Records of entries of their own, the one of them that is at fault, and what is to be said of it."""

    check: str
    state: str
    at: int
    records: tuple[str, ...]


PLANTS = [
    Plant("C1", "open", 1, ("USER PLANT01 NOLOG", " MASCHINE ESA")),
    Plant("C2", "open", 2, ("USER PLANT02 NOLOG", " ACCOUNT 1", "USER PLANT02 NOLOG", " ACCOUNT 2")),
    Plant("C2", "note", 0, ("USER PLANT2A NOLOG",)),
    Plant("C3", "check", 1, ("USER PLANT03 NOLOG", f"{' ACCOUNT 1':<73}BEHIND")),
    Plant("C4", "check", 1, ("* of the next one", "USER PLANT04 NOLOG", " ACCOUNT 1")),
    Plant("C5", "check", 1, ("USER PLANT05 NOLOG", "*PW00= 20250101", " ACCOUNT 1")),
    Plant("C6", "open", 2, ("USER PLANT06 NOLOG", " SPOOL 000C 2540 READER A", " MACHINE ESA")),
    Plant("C7", "open", 2, ("USER PLANT07 NOLOG", " MDISK 1 3390 100 50 PLT007 MR", " MDISK 2 3390 149 50 PLT007 MR")),
    Plant(
        "C8",
        "mended",
        1,
        ("USER PLANT08 NOLOG", " MDISK 1 3390 0 END PLT8", "USER P8 NOLOG", " MDISK 1 3390 1 5 PLT8"),
    ),
    Plant("C9", "open", 1, ("USER PLANT09 NOLOG", " MDISK 1 3390 0 10 PLT009 MR", " MDISK 2 3390 10 50 PLT009 MR")),
    Plant("C9", "mended", 1, ("USER PLANT9A NOLOG", " MDISK 1 3390 1 50 PLT09A MR")),
    Plant("C10", "check", 1, ("USER PLANT10 NOLOG", " MDISK 1 3390 1 50 PLT010 MR")),
    Plant("C11", "open", 1, ("USER PLANT11 NOLOG", " INCLUDE PLANTED")),
    Plant("C12", "check", 1, ("USER PLANT12 NOLOG", " LINK PLANTED 191 191 RR")),
    Plant("C13", "open", 0, ("SUBCONFIG PLANT-13", " ACCOUNT 1")),
    Plant("C14", "open", 0, ("USER PLANT14 NOLOG 4G 2G", " ACCOUNT 1")),
    Plant("C15", "check", 0, ("USER PLANT15 PLANT15 1G 2G", " LINK MAINT 190 190 RR")),
    Plant("C16", "open", 1, ("USER PLANT16 NOLOG", "\tACCOUNT 1")),
    Plant("C16", "note", 1, ("USER PLANT6A NOLOG", " account 1")),
    Plant("C17", "note", 1, ("USER PLANT17 NOLOG", " COMMAND SET,", " RUN ON")),
    Plant("C18", "check", 1, ("USER PLANT18 NOLOG", " XSTORE 32M")),
    Plant("C19", "check", 1, ("USER PLANT19 NOLOG", " SYSAFFIN EXIST_AT *", " ACCOUNT 1")),
]
KINDS = ("linux", "ssi")
SIZE = 150  # records, of which the smallest of these directories have more


@cache
def healthy(kind: str, seed: int) -> list[list[str]]:
    """A directory entry by entry."""
    return list(entries(generate(kind, SIZE, seed)))


def first_user(parts: list[list[str]]) -> int:
    """The first entry before which a USER may stand."""
    return next(at for at, part in enumerate(parts) if part[0].split()[:1] in (["USER"], ["IDENTITY"]))


def tells_of(one: Shortfall, line: int) -> bool:
    """Whether a record is among the places of a shortfall."""
    spans = [one.span, *(related.span for related in one.related)]
    return any(span is not None and span.line <= line <= span.end_line for span in spans)


def assert_in_file(readiness: Readiness, records: list[str]) -> None:
    for one in readiness.shortfalls:
        for span in filter(None, [one.span, *(related.span for related in one.related)]):
            assert span.path in ("USER.DIRECT", "USER INPUT")
            assert 1 <= span.line <= span.end_line <= len(records)
            assert span.column >= 1
            assert span.end_column <= len(records[span.end_line - 1]) + 2
            assert (span.line, span.column) < (span.end_line, span.end_column)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(KINDS), st.integers(0, 3), st.lists(st.sampled_from(PLANTS), unique=True, min_size=1), st.data())
def test_planted_defects_are_found_at_their_records(
    kind: str, seed: int, plants: list[Plant], data: st.DataObject
) -> None:
    parts = healthy(kind, seed)
    first = first_user(parts)
    places = sorted(data.draw(st.integers(first, len(parts))) for _ in plants)
    records: list[str] = []
    lines = []
    for at, part in enumerate([*parts, []]):
        for plant in (plant for place, plant in zip(places, plants, strict=True) if place == at):
            lines.append(len(records) + 1 + plant.at)
            records += plant.records
        records += part
    readiness = readiness_of("\n".join(records))
    assert_in_file(readiness, records)
    for plant, line in zip(plants, lines, strict=True):
        told = {(one.check.code, one.state.value) for one in readiness.shortfalls if tells_of(one, line)}
        assert (plant.check, plant.state) in told, plant


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(KINDS), st.integers(0, 9))
def test_without_a_plant_nothing_is_open(kind: str, seed: int) -> None:
    records = generate(kind, SIZE, seed)
    readiness = readiness_of("\n".join(records))
    assert_in_file(readiness, records)
    assert [one for one in readiness.shortfalls if one.state is State.OPEN] == []
