"""What came back from DirMaint, as text."""

import re
from collections import deque

import pytest
from hypothesis import given

from dirtool.migrate.returned.difference import DifferenceClass, EntryCount, Finding, Returned
from dirtool.report.returned_text import returned_text
from dirtool.report.style import Style
from tests.growth import assert_grows, seconds_for
from tests.report.came_back import KNOWN, LOST, SAME, difference, many
from tests.report.strange import texts


def lines(returned: Returned, width: int = 80, *, colour: bool = False, show_all: bool = False) -> list[str]:
    return list(returned_text(returned, Style(colour, width), show_all=show_all))


def test_the_verdict_comes_first_then_every_loss_with_both_places() -> None:
    assert (
        "\n".join(lines(LOST))
        == """\
LOST: 2 losses, 1 harmless, 44 expected
USER.INPUT went in, USER.WITHPASS came back
Note: USER.WITHPASS seems to be cut off behind record 1,200.

Losses
  LNX1/0191: a minidisk is gone
    went in   USER.INPUT:12: MDISK 0191 3390 101 50 LX0001 MR
    came back nothing
  LNX1/0200: the operand mode is MW and was MR, so that another guest may write
      to the minidisk at the same time
    went in   USER.INPUT:14: MDISK 0200 3390 201 50 LX0001 MR ******** ********
                ********
    came back USER.WITHPASS:14: MDISK 0200 3390 0201 0050 LX0001 MW ********
                ******** ********

Harmless
  LNX2: a comment is new
    went in   nothing
    came back USER.WITHPASS:3: * TAKEN IN BY DIRMAINT

Expected
  44 records  *DVHOPT control records, which DirMaint keeps in each entry

Entries         went in  came back
  USER               45         44
  PROFILE             3          3"""
    )


def test_what_dirmaint_is_known_to_do_is_counted_and_nothing_is_lost_by_it() -> None:
    assert lines(KNOWN) == [
        "NOTHING LOST: 1,551 expected",
        "USER.INPUT went in, USER.WITHPASS came back",
        "",
        "Expected",
        "     45 records  *DVHOPT control records, which DirMaint keeps in each entry",
        "  1,505 records  other blanks before or between words",
        "      1 entry    another order of statements, where it means nothing",
        "",
        "Entries         went in  came back",
        "  USER               45         45",
    ]


def test_no_difference_is_told_as_such() -> None:
    assert lines(SAME)[0] == "NOTHING LOST: not one difference"
    assert lines(SAME._replace(entries=()))[1:] == ["USER.INPUT went in, USER.WITHPASS came back"]


def test_of_many_differences_of_one_kind_ten_are_told_and_the_others_counted() -> None:
    told = lines(many(12))
    assert told[0] == "LOST: 12 losses"
    assert len([line for line in told if "the entry is gone" in line]) == 10
    assert "  and 2 more of entry-missing (--all shows them)" in told
    everything = lines(many(12), show_all=True)
    assert len([line for line in everything if "the entry is gone" in line]) == 12
    assert not any("--all" in line for line in everything)


def test_colour_changes_nothing_but_colour() -> None:
    told = lines(LOST, colour=True)
    assert [re.sub(r"\x1b\[[\d;]*m", "", line) for line in told] == lines(LOST)
    assert told[0].startswith("\x1b[1;31mLOST\x1b[0m: ")
    assert "\x1b[1;31m  USER               45         44\x1b[0m" in told
    assert lines(SAME, colour=True)[0].startswith("\x1b[32mNOTHING LOST\x1b[0m: ")


@pytest.mark.parametrize("width", [50, 80, 132])
def test_no_line_is_wider_than_the_page(width: int) -> None:
    for returned in (SAME, KNOWN, LOST, many(12)):
        assert [line for line in lines(returned, width) if len(line) > width] == []


@given(texts, texts, texts)
def test_texts_of_files_are_harmless(subject: str, message: str, text: str) -> None:
    one = difference(DifferenceClass.LOSS, Finding.REMARK, message, text, subject, subject=subject)
    returned = Returned(text, message, (EntryCount(text, 1, 1),), {}, (one,), (message,))
    assert all(line.isprintable() for line in lines(returned))


def test_twice_the_differences_take_twice_the_time() -> None:
    once, twice = many(2000), many(4000)
    assert_grows(
        lambda: seconds_for(lambda: deque(returned_text(once, Style(), show_all=True), maxlen=0)),
        lambda: seconds_for(lambda: deque(returned_text(twice, Style(), show_all=True), maxlen=0)),
    )
