"""A move to DirMaint, as text. What the checks found is tested with test_shortfalls_text."""

import re

import pytest
from hypothesis import given

from dirtool.migrate.migration import Migration
from dirtool.report.readiness_text import readiness_text
from dirtool.report.style import Style
from tests.report.moved import FAILING, MENDED, NOTHING_PROPOSED, READY, migration
from tests.report.strange import texts


def lines(
    made: Migration,
    width: int = 80,
    *,
    colour: bool = False,
    show_all: bool = False,
    folder: str | None = "moved",
) -> list[str]:
    return list(readiness_text(made, Style(colour, width), show_all=show_all, folder=folder))


def test_the_verdict_is_first_then_the_checks_what_was_made_what_is_proved_and_what_to_do() -> None:
    assert (
        "\n".join(lines(migration(MENDED)))
        == """\
READY WITH FIXES: 1 mended in the files that were made

C4   Comments stand in their entry                                      1 mended
  mended  USER.DIRECT:11: LNX1: the comment stands above USER, and would go to
            the entry before

All right: C1, C2, C7, C12, C20

Files for DirMaint
  USER.INPUT       2 records; it holds the passwords
  EXTENT.CONTROL   13 records: 3 regions in 2 groups, 1 EXCLUDE record
  AUTHFOR.CONTROL  1 record

Changes in USER.INPUT: 4
  2  comments moved to their entry
  1  control comments dropped
  1  files without sequence fields now

Space that DirMaint may give out
  LINUX  ROTATING, 2 regions: LX0001 and LX0002
  SPARE  no volume belongs to it
  USER   LINEAR, 1 region: USER01
  excluded, full packs that lie over what others have: MAINT/0123
  size guessed, look before you rely on it: LX0001 (3390, 10,017)

Free space that no region has
  51 cylinders of USER01: CP uses it: .PAGE.
  1 cylinder and 16 blocks of USER02 and FBA001: the label of the volume is
    there
  nobody knows how much of WORK01: nobody tells how large it is

Proved: 2 of 2 claims
  holds    USER INPUT says what the directory says: dirtool diff
  holds    Lint finds nothing in EXTENT CONTROL: dirtool lint --current

What to do next
  1. Read changes.txt: it lists all that USER.INPUT has differently.
  2. See to what the directory lacks for DirMaint itself: 6 things, at the
     beginning of the runbook.
  3. Follow runbook.html or runbook.md: freeze, back up, install, try, cut over;
     each phase has its way back.
  4. After the move: dirtool migrate --check moved --against USER.WITHPASS."""
    )


def test_a_directory_that_is_clean_changes_nothing() -> None:
    made = migration(READY, proposal=NOTHING_PROPOSED)
    told = lines(made._replace(user_input=made.user_input._replace(changes=[])), folder=None)
    assert "Changes in USER.INPUT: none" in told
    assert "  EXTENT.CONTROL   13 records: 0 regions in 0 groups" in told
    assert told[-2:] == [
        "  1. Write the files: dirtool migrate USER.DIRECT with the same options, and -o",
        "     FOLDER.",
    ]


def test_a_claim_that_fails_is_told_in_red() -> None:
    told = lines(FAILING, colour=True)
    assert "\x1b[1;31mNot proved: only 2 of 3 claims hold\x1b[0m" in told
    assert "  \x1b[1;31mfails\x1b[0m    DirMaint loads both files: dirtool simulate" in told


def test_colour_changes_nothing_but_colour() -> None:
    for made in (migration(), migration(READY), FAILING):
        told = lines(made, colour=True)
        assert [re.sub(r"\x1b\[[\d;]*m", "", line) for line in told] == lines(made)


@pytest.mark.parametrize("width", [60, 80, 132])
def test_no_line_is_wider_than_the_page(width: int) -> None:
    for made in (migration(), migration(MENDED), migration(READY), FAILING):
        for show_all in (False, True):
            assert [line for line in lines(made, width, show_all=show_all) if len(line) > width] == []


@given(texts, texts)
def test_names_of_files_are_harmless(path: str, folder: str) -> None:
    assert all(line.isprintable() for line in lines(migration(MENDED, path=path), folder=folder))
