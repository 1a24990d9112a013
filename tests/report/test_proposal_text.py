"""The proposed EXTENT CONTROL, as text."""

import re

import pytest
from hypothesis import given

from dirtool.migrate.extents.exclusions import ProposedExclusion, Reason
from dirtool.migrate.extents.proposal import ControlProposal, GuessedSize
from dirtool.migrate.extents.usable_space import LeftOut
from dirtool.model.extent import Gap
from dirtool.report.proposal_text import proposal_lines
from dirtool.report.proposal_words import amount, contents
from dirtool.report.style import Style
from tests.report.moved import NOTHING_PROPOSED, PROPOSAL
from tests.report.strange import texts


def lines(proposal: ControlProposal, width: int = 80, *, colour: bool = False, show_all: bool = False) -> list[str]:
    return list(proposal_lines(proposal, Style(colour, width), show_all=show_all))


def test_groups_exclusions_and_guesses_are_told_then_what_is_left_out_by_its_reasons() -> None:
    assert lines(PROPOSAL) == [
        "Space that DirMaint may give out",
        "  LINUX  ROTATING, 2 regions: LX0001 and LX0002",
        "  SPARE  no volume belongs to it",
        "  USER   LINEAR, 1 region: USER01",
        "  excluded, full packs that lie over what others have: MAINT/0123",
        "  size guessed, look before you rely on it: LX0001 (3390, 10,017)",
        "",
        "Free space that no region has",
        "  51 cylinders of USER01: CP uses it: .PAGE.",
        "  1 cylinder and 16 blocks of USER02 and FBA001: the label of the volume is",
        "    there",
        "  nobody knows how much of WORK01: nobody tells how large it is",
    ]


def test_with_all_every_place_that_is_left_out_is_told() -> None:
    assert lines(PROPOSAL, show_all=True)[7:] == [
        "Free space that no region has",
        "  USER01 1-50, 90: 51 cylinders: CP uses it: .PAGE.",
        "  USER02 0: 1 cylinder: the label of the volume is there",
        "  FBA001 0-15: 16 blocks: the label of the volume is there",
        "  WORK01: nobody knows how much: nobody tells how large it is",
    ]


def test_nothing_to_give_out_is_told() -> None:
    assert lines(NOTHING_PROPOSED) == [
        "Space that DirMaint may give out",
        "  none: no volume has room that is known to be free",
    ]


def test_of_long_lists_six_are_named_without_all() -> None:
    names = tuple(f"LX{number:04}" for number in range(1, 21))
    proposal = NOTHING_PROPOSED._replace(
        left_out=tuple(LeftOut(name, "cylinder", (Gap(0, 0),), "the label is there") for name in names),
        guessed=tuple(GuessedSize(name, "3390", 3339) for name in names),
        exclusions=tuple(ProposedExclusion("MAINT", f"{number:04}", Reason.NAMED) for number in range(9)),
    )
    told = "\n".join(lines(proposal))
    assert "LX0006 (3390, 3,339) and 14 more" in told
    assert "20 cylinders of LX0001, LX0002, LX0003, LX0004, LX0005, LX0006 and 14 more" in " ".join(told.split())
    assert "MAINT/0005 and 3 more" in told
    everything = "\n".join(lines(proposal, show_all=True))
    assert everything.count("LX0020") == 2
    assert "more" not in everything


def test_space_of_which_nobody_knows_how_much_it_is_is_told_beside_that_which_is_known() -> None:
    known, unknown = LeftOut("A", "block", (Gap(0, 9),), "why"), LeftOut("B", "block", (), "why")
    assert amount([known, unknown]) == "10 blocks and nobody knows how much"


def test_the_contents_are_counted() -> None:
    assert contents(PROPOSAL.control) == "3 regions in 2 groups, 1 EXCLUDE record"
    assert contents(NOTHING_PROPOSED.control) == "0 regions in 0 groups"


def test_colour_changes_nothing_but_colour() -> None:
    told = lines(PROPOSAL, colour=True)
    assert [re.sub(r"\x1b\[[\d;]*m", "", line) for line in told] == lines(PROPOSAL)
    assert told[5].startswith("\x1b[1;33m")


@pytest.mark.parametrize("width", [40, 80, 132])
def test_no_line_is_wider_than_the_page(width: int) -> None:
    for show_all in (False, True):
        assert [line for line in lines(PROPOSAL, width, show_all=show_all) if len(line) > width] == []


@given(texts, texts)
def test_texts_of_files_are_harmless(name: str, why: str) -> None:
    proposal = NOTHING_PROPOSED._replace(
        left_out=(LeftOut(name, "cylinder", (Gap(1, 2),), why),),
        guessed=(GuessedSize(name, why, 9),),
        exclusions=(ProposedExclusion(name, why, Reason.NAMED),),
        groups={name: ()},
    )
    for show_all in (False, True):
        assert all(line.isprintable() for line in lines(proposal, show_all=show_all))
