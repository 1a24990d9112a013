"""What the checks of a move found, as text."""

import re
from collections import deque

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.lint.diagnostic import Related
from dirtool.migrate.readiness.shortfall import Check, Readiness, State
from dirtool.report.shortfalls_text import checks_text
from dirtool.report.style import Style
from tests.growth import assert_grows, seconds_for
from tests.report.moved import CHECKS, COMMENTS, LINKS, MENDED, OVERLAPS, READY, SHORT, at, comments, shortfall
from tests.report.strange import texts


def lines(readiness: Readiness, width: int = 80, *, colour: bool = False, show_all: bool = False) -> list[str]:
    return list(checks_text(readiness, Style(colour, width), show_all=show_all))


def test_the_verdict_comes_first_then_each_check_that_found_something_with_what_to_do() -> None:
    assert (
        "\n".join(lines(SHORT))
        == """\
NOT READY: 1 open, 1 to look at, 1 mended in the files that were made, 2 notes

C4   Comments stand in their entry                        1 to look at, 1 mended
  look    USER.DIRECT:12: LNX2: the comment tells of MAINT
  mended  USER.DIRECT:11: LNX1: the comment stands above USER, and would go to
            the entry before
  do      see to which entry it belongs

C7   No minidisks overlap                                                 1 open
  open    USER.DIRECT:21: LNX2/0191: shares cylinders 149-149 of LX0001 with
            LNX1/0191, and nothing says that this is on purpose
            USER.DIRECT:14: LNX1/0191: already has them
  do      separate the two, or name one of them an overlay (--overlay)

C12  Every LINK leads to a minidisk                                       1 note
  note    USER.DIRECT:30: LNX3/0192: LINK to GONE/0192, an entry that is not
            here
  do      mend or remove the LINK

C20  The directory is not very large                                      1 note
  note    12,000 entries
  do      tune DirMaint before the move

All right: C1, C2"""
    )


def test_with_all_the_reason_of_a_check_is_told_and_what_it_asks_where_nothing_was_found() -> None:
    told = lines(SHORT, show_all=True)
    assert told[2:4] == [
        "C4   Comments stand in their entry                        1 to look at, 1 mended",
        "  DirMaint counts a comment above USER to the entry before it.",
    ]
    assert told[-2:] == ["C1   DIRECTXA accepts it: all right", "C2   Every name stands once: all right"]


def test_a_message_that_begins_with_its_subject_is_told_without_it() -> None:
    messages = ("LNX3/0192: a real device", "LNX3/0192 is new")
    told = lines(Readiness(CHECKS, tuple(shortfall(LINKS, State.NOTE, one, 30, "LNX3/0192") for one in messages)))
    assert [line for line in told if line.startswith("  note")] == [
        "  note    USER.DIRECT:30: LNX3/0192: a real device",
        "  note    USER.DIRECT:30: LNX3/0192 is new",
    ]


def test_nothing_in_the_way_is_two_lines() -> None:
    assert lines(READY) == ["READY: nothing stands in the way", "", "All right: C1, C2, C4, C7, C12, C20"]


def test_what_was_mended_asks_for_nothing() -> None:
    assert lines(MENDED) == [
        "READY WITH FIXES: 1 mended in the files that were made",
        "",
        "C4   Comments stand in their entry                                      1 mended",
        "  mended  USER.DIRECT:11: LNX1: the comment stands above USER, and would go to",
        "            the entry before",
        "",
        "All right: C1, C2, C7, C12, C20",
    ]


def test_of_many_the_first_ten_are_told_those_that_ask_most_before_the_others() -> None:
    told = lines(comments(30))
    assert told[2:] == [
        "C4   Comments stand in their entry                       3 to look at, 27 mended",
        *(f"  look    USER.DIRECT:{line}: LNX1: stands above USER" for line in (28, 29, 30)),
        *(f"  mended  USER.DIRECT:{line}: LNX1: stands above USER" for line in range(1, 8)),
        "          and 20 more: 20 mended (--all shows them)",
        "  do      move the comment below USER",
        "",
        "All right: C1, C2, C7, C12, C20",
    ]
    everything = lines(comments(30), show_all=True)
    assert len([line for line in everything if "stands above USER" in line]) == 30
    assert not any("--all" in line for line in everything)


def test_what_is_to_be_done_about_several_in_a_row_is_told_once_behind_them() -> None:
    found = [
        shortfall(LINKS, State.OPEN, "one", 1, action="remove it"),
        shortfall(LINKS, State.OPEN, "two", 2, action="remove it"),
        shortfall(LINKS, State.OPEN, "three", 3, action="write it again"),
    ]
    assert lines(Readiness(CHECKS, tuple(found)))[3:8] == [
        "  open    USER.DIRECT:1: LNX1: one",
        "  open    USER.DIRECT:2: LNX1: two",
        "          do: remove it",
        "  open    USER.DIRECT:3: LNX1: three",
        "          do: write it again",
    ]


def test_of_many_second_places_three_are_told() -> None:
    related = tuple(Related(at(line), "LNX1/0191", "has them") for line in range(1, 6))
    one = Readiness(CHECKS, (shortfall(OVERLAPS, State.OPEN, "shares much", 9, "LNX2/0191", related=related),))
    assert lines(one)[4:8] == [
        "            USER.DIRECT:1: LNX1/0191: has them",
        "            USER.DIRECT:2: LNX1/0191: has them",
        "            USER.DIRECT:3: LNX1/0191: has them",
        "            and 2 more places",
    ]
    assert len([line for line in lines(one, show_all=True) if "has them" in line]) == 5


def test_second_places_of_what_was_mended_are_told_with_all_only() -> None:
    related = (Related(at(12), "LNX1", "the header below it"),)
    one = Readiness(CHECKS, (shortfall(COMMENTS, State.MENDED, "stands above USER", 11, "LNX1", related=related),))
    second = "            USER.DIRECT:12: LNX1: the header below it"
    assert (second in lines(one), second in lines(one, show_all=True)) == (False, True)


def test_counts_that_have_no_room_beside_the_title_stand_below_it() -> None:
    check = Check(4, "Comments stand in the entry that they belong to, or that somebody says", "", "move it")
    told = lines(Readiness((check,), (shortfall(check, State.OPEN, "stands above USER"),)))
    assert told[2:4] == [
        "C4   Comments stand in the entry that they belong to, or that somebody says",
        f"{'1 open':>80}",
    ]


def test_colour_changes_nothing_but_colour() -> None:
    for show_all in (False, True):
        told = lines(SHORT, colour=True, show_all=show_all)
        assert [re.sub(r"\x1b\[[\d;]*m", "", line) for line in told] == lines(SHORT, show_all=show_all)
    assert told[0].startswith("\x1b[1;31mNOT READY\x1b[0m: 1 open")
    assert lines(READY, colour=True)[0].startswith("\x1b[32mREADY\x1b[0m")
    assert lines(MENDED, colour=True)[0].startswith("\x1b[1;33mREADY WITH FIXES\x1b[0m")


@pytest.mark.parametrize("width", [40, 60, 80, 132])
def test_no_line_is_wider_than_the_page(width: int) -> None:
    for readiness in (SHORT, READY, MENDED, comments(30)):
        for show_all in (False, True):
            assert [line for line in lines(readiness, width, show_all=show_all) if len(line) > width] == []


@given(texts, texts, texts)
def test_texts_of_files_are_harmless(subject: str, message: str, action: str) -> None:
    related = (Related(at(2, message), subject, action),)
    one = shortfall(COMMENTS, State.OPEN, message, 1, subject, action=action, related=related)
    for line in lines(Readiness(CHECKS, (one,)), show_all=True):
        assert line.isprintable()


@given(st.lists(st.tuples(st.sampled_from(CHECKS), st.sampled_from(State)), max_size=40))
def test_every_shortfall_is_told_once_with_all(found: list[tuple[Check, State]]) -> None:
    shortfalls = tuple(shortfall(check, state, f"<{at}>", at + 1) for at, (check, state) in enumerate(found))
    told = "\n".join(lines(Readiness(CHECKS, shortfalls), show_all=True))
    assert sorted(re.findall("<[0-9]+>", told)) == sorted(one.message for one in shortfalls)


def test_twice_the_shortfalls_take_twice_the_time() -> None:
    once, twice = (comments(count) for count in (2000, 4000))
    assert_grows(
        lambda: seconds_for(lambda: deque(checks_text(once, Style(), show_all=True), maxlen=0)),
        lambda: seconds_for(lambda: deque(checks_text(twice, Style(), show_all=True), maxlen=0)),
    )
