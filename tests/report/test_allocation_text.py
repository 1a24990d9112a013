"""Where requests go and why, as text."""

from itertools import islice

import pytest

from dirtool.report.allocation_text import allocation_text
from dirtool.report.style import Style
from dirtool.space.packing.pack import Optimality
from tests.report.allocated import allocation, placed, unplaced


def test_places_stand_in_columns() -> None:
    shown = allocation(
        placed("LNX1/0200", "LX0001", 1, 10016, group="LINUX"),
        placed("#1", "LX0013", 100000, 1, group="LINUX", region="LX0013A"),
        placed("DIRMAINT/0200", "FB0001", 16, 65536, region="FB0001", devtype="9336"),
    )
    assert list(allocation_text(shown, Style())) == [
        "LNX1/0200      LX0001        1-10016  10,016 cylinders  6.88 GiB  group LINUX",
        "    the smallest of 8 gaps in group LINUX that holds it",
        "#1             LX0013  100000-100000       1 cylinder      1 MiB  region LX0013A",
        "    the smallest of 8 gaps in group LINUX that holds it",
        "DIRMAINT/0200  FB0001       16-65551  65,536 blocks       32 MiB",
        "    the smallest of 8 gaps in group LINUX that holds it",
        "",
        "3 requests placed (6.91 GiB) on 3 volumes; policy best-fit.",
    ]


def test_what_has_no_place_comes_behind_and_the_same_is_said_once() -> None:
    shown = allocation(
        *(unplaced(f"#{number}") for number in range(1, 5)),
        unplaced("A/0200", None, None, asked="10blk", reason="10blk is no size there", advice="ask for another"),
        placed("LNX1/0200"),
    )
    assert list(allocation_text(shown, Style())) == [
        "LNX1/0200  LX0001  101-10116  10,016 cylinders  6.88 GiB",
        "    the smallest of 8 gaps in group LINUX that holds it",
        "#1         no place for 50,000 cylinders, and 3 more requests up to #4",
        "    no gap of 50,000 cylinders; no move would make room",
        "A/0200     no place for 10blk",
        "    10blk is no size there; ask for another",
        "",
        "1 request placed (6.88 GiB) on 1 volume, 5 without a place; policy best-fit.",
    ]


def test_nothing_to_place() -> None:
    assert list(allocation_text(allocation(), Style())) == ["0 requests placed on 0 volumes; policy best-fit."]


def test_bytes_that_are_not_known_are_left_out() -> None:
    assert list(allocation_text(allocation(placed(devtype="9345", group="OLD")), Style())) == [
        "LNX1/0200  LX0001  101-10116  10,016 cylinders    group OLD",
        "    the smallest of 8 gaps in group LINUX that holds it",
        "",
        "1 request placed on 1 volume; policy best-fit.",
    ]


def test_what_is_too_much_for_a_narrow_line_goes_below() -> None:
    shown = allocation(
        placed("LNXSRV01/0200", group="LINUX"), unplaced("#1"), unplaced("LNXSRV01/0201"), policy="first-fit"
    )
    assert list(allocation_text(shown, Style(width=50))) == [
        "LNXSRV01/0200  LX0001  101-10116",
        "    10,016 cylinders  6.88 GiB",
        "    group LINUX",
        "    the smallest of 8 gaps in group LINUX that",
        "    holds it",
        "#1             no place for 50,000 cylinders,",
        "    and 1 more request up to LNXSRV01/0201",
        "    no gap of 50,000 cylinders; no move would make",
        "    room",
        "",
        "1 request placed (6.88 GiB) on 1 volume,",
        "2 without a place; policy first-fit.",
    ]


@pytest.mark.parametrize("width", [50, 60, 80, 132])
def test_nothing_is_wider_than_the_terminal(width: int) -> None:
    shown = allocation(
        placed("LNXSRV01/0200", "LX0013", 10**6, 10**6 - 1, region="LX0013AB", group="LINUX"),
        placed("A/0200", "FB0001", 10**6, 10**6 - 8, devtype="9336"),
        *(unplaced(f"LNXSRV01/{number:04X}") for number in range(2000)),
        policy="pack", optimality="bound", bound=99999,
    )  # fmt: skip
    assert max(map(len, allocation_text(shown, Style(width=width)))) <= width


def test_colour_changes_no_word() -> None:
    shown = allocation(placed(), unplaced())
    coloured = list(allocation_text(shown, Style(colour=True)))
    assert coloured == [
        "\x1b[1mLNX1/0200\x1b[0m  LX0001  101-10116  10,016 cylinders  6.88 GiB",
        "\x1b[2m    the smallest of 8 gaps in group LINUX that holds it\x1b[0m",
        "\x1b[1mLNX1/0201\x1b[0m  \x1b[1;31mno place\x1b[0m for 50,000 cylinders",
        "\x1b[2m    no gap of 50,000 cylinders; no move would make room\x1b[0m",
        "",
        "1 request placed (6.88 GiB) on 1 volume, \x1b[1;31m1 without a place\x1b[0m; policy best-fit.",
    ]


@pytest.mark.parametrize(
    ("optimality", "bound", "all_placed", "said"),
    [
        ("proved", 3, True, "Proved: no packing leaves more of the largest gaps whole."),
        ("proved", 3, False, "Proved: no packing places all of them."),
        ("bound", 1200, True, "Perhaps fewer of the smallest gaps would do, but not fewer than 1,200."),
        ("none", 3, False, "Not proved: perhaps all requests fit; more time may tell (--time-limit)."),
        ("none", None, False, "1 request placed (6.88 GiB) on 1 volume, 1 without a place; policy pack."),
    ],
)
def test_a_packing_says_what_is_proved(optimality: Optimality, bound: int | None, all_placed: bool, said: str) -> None:
    answers = [placed()] if all_placed else [placed(), unplaced()]
    shown = allocation(*answers, policy="pack", optimality=optimality, bound=bound)
    assert list(allocation_text(shown, Style()))[-1] == said


def test_names_are_made_harmless() -> None:
    shown = allocation(
        placed("A\x1b/0200", "L\x07", reason="of \x1b[2J"), unplaced("B\x1b", reason="\x1b", advice="\x07")
    )
    lines = list(allocation_text(shown, Style()))
    assert lines[0].startswith("A\\x1b/0200  L\\x07")
    assert all(line.isprintable() for line in lines)


def test_lines_come_one_by_one() -> None:
    asked: list[int] = []
    window = placed().window

    def why(placement: object) -> str:
        asked.append(1)
        return "because"

    shown = allocation(*(placed(f"#{number}")._replace(why=why, window=window) for number in range(100)))
    assert len(list(islice(allocation_text(shown, Style()), 4))) == 4
    assert len(asked) == 2
