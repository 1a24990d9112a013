"""A part of a volume, drawn: aligned, within the width, and no shared cylinder too small to be seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.lint.diagnostic import Bar, Scale, Severity
from dirtool.lint.engine import lint
from dirtool.lint.options import Options
from dirtool.report.findings_text import full
from dirtool.report.scale import drawn_scale
from dirtool.report.style import Style
from tests.report.judged import directory

EVERY_WIDTH = pytest.mark.parametrize("width", [40, 57, 80, 132, 200])


def lines(*bars: Bar, width: int = 80, volid: str = "VM01RS") -> list[str]:
    return list(drawn_scale(Scale(volid, bars), width))


def test_two_minidisks_that_share_a_cylinder() -> None:
    assert lines(Bar("A/0191", 100, 149), Bar("B/0191", 149, 158)) == [
        "  VM01RS  100                                              149      158",
        "  A/0191   |================================================|",
        "  B/0191                                                    |========|",
    ]


def test_a_narrow_one() -> None:
    assert lines(Bar("A/0191", 100, 149), Bar("B/0191", 149, 158), width=40) == [
        "  VM01RS  100                   149 158",
        "  A/0191   |=====================|",
        "  B/0191                         |===|",
    ]


def test_the_end_of_the_volume() -> None:
    assert lines(Bar("A/0191", 100, 149), Bar("B/0191", 140, None), width=60) == [
        "  VM01RS  100                140 149                    END",
        "  A/0191   |======================|",
        "  B/0191                      |==========================>",
    ]


def test_a_single_cylinder_of_many_is_a_stroke() -> None:
    assert lines(Bar("A/0191", 1, 262667), Bar("B/0191", 5000, 5000), width=60) == [
        "  VM01RS  1 5000                                      262667",
        "  A/0191  |=============================================|",
        "  B/0191     |",
    ]


def test_few_cylinders_take_few_columns() -> None:
    assert lines(Bar("A/0191", 1, 2), Bar("B/0191", 2, 3), width=200) == [
        "  VM01RS  1 2 3",
        "  A/0191  |=|",
        "  B/0191    |=|",
    ]


@EVERY_WIDTH
def test_numbers_stand_above_the_ends_of_bars(width: int) -> None:
    numbers, *bars = lines(Bar("A/0191", 100, 1249), Bar("B/0191", 1200, 5858), width=width)
    for bar, ends in zip(bars, ((100, 1249), (1200, 5858)), strict=True):
        for end, column in zip(ends, (bar.index("|"), bar.rindex("|")), strict=True):
            assert str(end) in numbers
            start = numbers.index(str(end))
            assert start <= column < start + len(str(end))


def test_a_number_that_does_not_fit_between_its_neighbours_is_left_out() -> None:
    assert lines(Bar("LINUX001/0191", 0, 2147483640), Bar("LINUX002/0191", 1147483640, None), width=40) == [
        "  VM01RS         0     2147483640    END",
        "  LINUX001/0191  |=========|",
        "  LINUX002/0191       |===============>",
    ]


def test_a_long_name_is_cut() -> None:
    found = lines(Bar("A" * 50, 100, 149), Bar("B/0191", 149, 158))
    assert found[1].startswith(f"  {'A' * 23}...  ")
    assert [(line.index("|"), line.rindex("|")) for line in found[1:]] == [(31, 70), (70, 77)]


def test_characters_that_a_terminal_would_obey_are_spelt_out() -> None:
    found = lines(Bar("A\x1b/0191", 1, 5), Bar("B/0191", 5, 9), volid="LX\x07")
    assert found[0].startswith("  LX\\x07")
    assert found[1].startswith("  A\\x1b/0191")
    assert all(line.isprintable() and line.isascii() for line in found)


@st.composite
def bars(draw: st.DrawFn) -> list[Bar]:
    largest = draw(st.sampled_from((9, 60, 70000, 2147483640)))
    found = []
    for number in range(draw(st.integers(1, 4))):
        first = draw(st.integers(0, largest))
        last = draw(st.one_of(st.none(), st.integers(first, largest)))
        found.append(Bar(f"LINUX{number}/0191", first, last))
    return found


@given(bars(), st.integers(40, 200))
def test_what_two_bars_share_is_seen_and_nothing_else(some: list[Bar], width: int) -> None:
    found = list(drawn_scale(Scale("LX0001", tuple(some)), width))
    assert max(map(len, found)) <= width
    assert len(found) == 1 + len(some)
    name = 2 + len("LINUX0/0191")
    drawn_bars = [{at for at, sign in enumerate(line) if at > name and sign != " "} for line in found[1:]]
    for one, columns in zip(some, drawn_bars, strict=True):
        for other, others in zip(some, drawn_bars, strict=True):
            ends = [bar.last for bar in (one, other) if bar.last is not None]
            shared = not ends or max(one.first, other.first) <= min(ends)
            assert bool(columns & others) is shared


def test_a_finding_is_drawn_between_its_records_and_what_directxa_does() -> None:
    read = directory(
        "USER A NOLOG\n MDISK 0191 3390 0100 0050 VM01RS MR\nUSER B NOLOG\n MDISK 0191 3390 0149 0010 VM01RS MR\n"
    )
    report = lint(read, options=Options(severities={"EXT001": Severity.ERROR}))
    found = list(full(report, {source.path: source for source in read.sources}, Style(), fold=False))
    assert found[5:11] == [
        "2 |  MDISK 0191 3390 0100 0050 VM01RS MR",
        "  |                  --------- already owns them here",
        "  VM01RS  100                                              149      158",
        "  A/0191   |================================================|",
        "  B/0191                                                    |========|",
        "  DIRECTXA: accepts it without a message",
    ]
