"""Which comments between two entries head the second one, and which end the first."""

import pytest

from dirtool.model.comments import between_entries
from tests.model.made import directory_of

A, B = "USER A NOLOG 2G 4G G", "USER B NOLOG 2G 4G G"
CMS = " IPL CMS"
BOX = ["********", "* Web  *", "********"]


def heading(*between: str, before: tuple[str, ...] = (A, CMS)) -> list[str]:
    """Those of the records before the second header that belong to it."""
    directory = directory_of("\n".join([*before, *between, B, CMS]))
    texts = directory.sources[0].records.texts
    found = [one for one in between_entries(directory) if one.entry.name == "B"]
    return [texts[line - 1] for one in found for line in one.heading]


def stranded(*between: str) -> list[str]:
    """The comments of the first entry that have to go below its header when the heading and control comments go."""
    directory = directory_of("\n".join([A, CMS, *between, B, CMS]))
    texts = directory.sources[0].records.texts
    (one,) = between_entries(directory)
    return [texts[line - 1] for line in one.stranded({*one.heading, *one.control})]


@pytest.mark.parametrize(
    ("between", "belong"),
    [
        # directly above the header, or set apart on both sides
        (["* The web server"], ["* The web server"]),
        (["*", "* The web server"], ["* The web server"]),
        (["*", "* B: the web server", "*"], ["* B: the web server"]),
        (["", "* one", "*", "* two", ""], ["* one", "*", "* two"]),
        (["   * indented"], ["   * indented"]),
        # a box is a title, wherever it stands
        (BOX, BOX),
        ([*BOX, "*"], BOX),
        (["*", *BOX, "*", "* more"], [*BOX, "*", "* more"]),
        (["* Title", "*-----"], ["* Title", "*-----"]),
        # a remark behind the last statement that is set apart from the header ends the entry before
        (["* 193 is gone", "*"], []),
        (["* 193 is gone", "*-----", "*"], []),
        (["* 193 is gone", "*", "* The web server"], ["* The web server"]),
        (["* 193 is gone", *BOX, "*"], BOX),
        # statements that are put away belong to the entry before, with what stands before them
        (["*MDISK 193 3390 1 5 LX0001 MR"], []),
        (["* spare:", "* link maint 191 191 rr", "* The web server"], ["* The web server"]),
        (["*LINK MAINT 191 191 RR * not any more"], []),
        (["*POSIXINFO UID 12,", "* GNAME staff", "* The web server"], ["* The web server"]),
        (["*USER OLD NOLOG 2G 4G G", "* MDISK 193 3390 1 5 LX0001 MR", "*", "* The web server"], ["* The web server"]),
        # sentences that begin with such a word
        (["* Include files"], ["* Include files"]),
        (["* OPTION words are explained elsewhere"], ["* OPTION words are explained elsewhere"]),
        (["* NOPDATA lets it write hidden records"], ["* NOPDATA lets it write hidden records"]),
        # a control comment is the end of an entry
        (["* of A", "*DVHOPT LNK0 LOG1"], []),
        (["*DVHOPT LNK0 LOG1", "* The web server"], ["* The web server"]),
        (["*PW00= 0123456789ABCDEF", "* The web server", "*"], ["* The web server"]),
        # directives
        (["*DIRTOOL: IGNORE REF001 later"], ["*DIRTOOL: IGNORE REF001 later"]),
        (
            ["*DIRTOOL: IGNORE REF001 later", "*MDISK 193 3390 1 5 LX0001 MR"],
            ["*DIRTOOL: IGNORE REF001 later"],
        ),
        ([f"*DIRTOOL: IGNORE REF001 {'x' * 45}"], []),
        (["* of A", "*DIRTOOL: IGNORE-ENTRY REF001 later"], []),
        (["* B", "*DIRTOOL: IGNORE-FILE REC later", "* web"], ["* B", "* web"]),
        # what says nothing belongs to nobody
        (["*"], []),
        (["", "**", " * "], []),
        (["*-------------"], []),
        (["00010000"], []),
        ([], []),
    ],
)
def test_good_sense_tells_whose_comments_they_are(between: list[str], belong: list[str]) -> None:
    assert heading(*between) == belong


@pytest.mark.parametrize("before", [("DIRECTORY 123 3390 M01RES",), ("GLOBALDEFS", " POSIXGROUP staff 1")])
def test_behind_what_is_no_machine_only_what_is_directly_above_a_header_heads_its_entry(
    before: tuple[str, ...],
) -> None:
    assert heading("*", "* This is the directory of a system", "*", before=before) == []
    assert heading(*BOX, "*", "* The web server", before=before) == ["* The web server"]


def test_what_stands_below_a_header_without_statements_is_about_that_entry() -> None:
    assert heading("* A is there for its name alone", *BOX, "*", before=(A,)) == []
    assert heading("* A is there for its name alone", "*", "* The web server", before=(A,)) == ["* The web server"]
    assert heading("* The web server", before=(A,)) == ["* The web server"]
    assert heading("*", *BOX, "*", before=(A,)) == BOX


def test_nothing_is_said_of_comments_before_the_first_header() -> None:
    assert heading("* This is a system", before=()) == []
    assert heading("* A statement stands before it", before=(" IPL CMS",)) == []


def test_the_sequence_field_is_no_part_of_a_comment() -> None:
    numbered = [f"{text:72}{number:08}" for number, text in enumerate([A, CMS, "*", B, CMS], 10000000)]
    directory = directory_of("\n".join(numbered))
    assert [one.heading for one in between_entries(directory)] == [[]]


def test_comments_at_the_top_of_a_later_part_head_its_first_entry() -> None:
    directory = directory_of(f"{A}\n{CMS}\n* of A", f"* of this part\n*\n{B}\n{CMS}")
    (one,) = between_entries(directory)
    assert (one.before.name, one.entry.name, one.heading) == ("A", "B", [1])


@pytest.mark.parametrize(
    ("between", "left_alone"),
    [
        (["* 193 is gone", *BOX], ["* 193 is gone"]),
        (["* 193 is gone", "*DVHOPT LNK0 LOG1"], ["* 193 is gone"]),
        (["*", "* 193 is gone", "*DVHOPT LNK0 LOG1", "* The web server"], ["* 193 is gone"]),
        (["* 193 is gone", "*DVHOPT LNK0 LOG1", "*"], []),
        (["* 193 is gone", "*MDISK 193 3390 1 5 LX0001 MR", "*DVHOPT LNK0 LOG1"], []),
        (["* 193 is gone", "*", "* The web server"], []),
    ],
)
def test_what_would_be_taken_for_the_next_entrys_is_told(between: list[str], left_alone: list[str]) -> None:
    assert stranded(*between) == left_alone
