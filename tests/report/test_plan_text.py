"""A plan as text."""

import re
from typing import Any

import pytest
from hypothesis import given, settings

from dirtool.report.plan_text import plan_lines
from dirtool.report.style import Style
from dirtool.verify.plan.document import Action, Claim, Data, Extent, Kind, PlanDocument
from tests.report.plans_made import FARM, action, many, plan, plans
from tests.report.strange import texts


def lines(document: PlanDocument, width: int = 80, *, colour: bool = False, verbose: bool = False) -> list[str]:
    return list(plan_lines(document, Style(colour, width), verbose=verbose))


def test_a_plan_tells_stage_by_stage_what_is_done_why_and_what_becomes_of_the_data() -> None:
    assert (
        "\n".join(lines(FARM))
        == """\
Stage 1 of 2

.  BACKUP of the directory

+  WEB02  USER with 9 statements, like WEB01
    (asked for in farm.yaml:9)
+  WEB02/0100  10016 cyl on LX0003 5001-15016             data none there before
    (asked for in farm.yaml:15)
+  WEB02/0101  2913 cyl on LX0004 1-2913       data stale: last owner TEST9/0100
    (asked for in farm.yaml:16)
~  WEB02  PASSWORD changed
    (asked for in farm.yaml:11)

APP02  (asked for in farm.yaml:31)
~  APP02  MAXSTORE 8G -> 16G
~  APP02  STORAGE 4G -> 8G
~  APP02/0100  3338 cyl on LX0003 1-3338; mode MR -> MW                data kept
    (asked for in farm.yaml:33)

>  LNX00007/0200  3338 cyl on LX0041 12001-15338                       data kept
    was DBTEST/0200 (same extent; entry renamed in farm.yaml:40)
    ! log off DBTEST first
=> CMS01/0191  50 cyl on LX0002 201-250 -> 100 cyl on LX0002 401-500
                                                         data copied by DirMaint
    (grow: cmdisk in farm.yaml:52)
    ! log off CMS01 first

WEB03
+  WEB03/0191  50 cyl on LX0002 101-150                   data formatted for CMS
    (asked for in farm.yaml:58)
=> WEB03/0201  3338 cyl on LX0004 2914-6251           data copied from GOLD/0201
    (clone: GOLD/0201 in farm.yaml:60)
    ! log off GOLD first

+  DB01/0300  10016 cyl on LX0005 1-10016                 data none there before
    (grow: guest in farm.yaml:70)

Stage 2 of 2, after the work units in stage 1

*  DB01/0200  copy of 0200 to 0300 by the guest                        data kept
    (grow: guest in farm.yaml:70)
    by hand: let DB01 copy what is on 0200 to 0300 and mount 0300 from then on;
      then plan again
-  WEB01/0301  LINK LNX00011 0101 0301 RR
    (the disk goes)
-  LNX00011/0101  50 cyl on LX0002 301-350                         data orphaned
    consent: remove: in farm.yaml:81
-! TEST1/0192  100 cyl on LX0002 501-600        data overwritten: formatted anew
    (grow: recreate in farm.yaml:75)
    consent: needs --allow-overwrite TEST1/0192

Plan refused: 1 subject loses data without consent
    -! TEST1/0192  100 cyl on LX0002 501-600
        data overwritten without consent: --allow-overwrite TEST1/0192

Plan: 4 add, 4 change, 1 move, 2 copy, 2 remove, 1 overwrite;
    10 entries, 14 commands; directory grows from 46 to 47 entries
Pinned to: APP02, CMS01, DB01, DBTEST, LNX00007, LNX00011, and 4 more;
    volumes LX0002, LX0003, LX0004, LX0005, LX0041
Proved: 8 of 8 claims
Note: LX0005 is not in EXTENT CONTROL."""
    )


def test_with_verbose_order_places_and_commands_are_told_too() -> None:
    told = lines(FARM, verbose=True)
    start = told.index("+  WEB02  USER with 9 statements, like WEB01")
    assert told[start : start + 8] == [
        "+  WEB02  USER with 9 statements, like WEB01",
        "    (asked for in farm.yaml:9)",
        "    [a2] add-entry, after a1 (O2); seen at once",
        "    | ADD WEB02  (with file WEB02 DIRECT of 2 records, passwords masked)",
        "+  WEB02/0100  10016 cyl on LX0003 5001-15016             data none there before",
        "    (asked for in farm.yaml:15)",
        "    [a3] add-disk, by the commands of a2; seen at the next logon",
        "    place: smallest gap of LINUX that fits",
    ]
    assert "    | FOR CMS01 CMDISK 0191 3390 401 100 LX0002  (takes a work unit)" in told
    assert "    operand: mode MR -> MW" in told
    assert "    holds: every LINK leads to a minidisk (read again)" in told
    assert told[-4].startswith("    holds: claim 6")


def test_a_plan_without_actions_says_that_nothing_is_to_be_done() -> None:
    assert lines(plan()) == ["Nothing to do: the directory is as farm.yaml says."]
    assert lines(plan(remarks=("Only WEB01 was looked at.",)))[1:] == ["Note: Only WEB01 was looked at."]


def test_colour_changes_nothing_but_colour() -> None:
    for verbose in (False, True):
        told = lines(FARM, colour=True, verbose=verbose)
        assert [re.sub(r"\x1b\[[\d;]*m", "", line) for line in told] == lines(FARM, verbose=verbose)


def test_a_loss_is_red_and_a_missing_consent_too() -> None:
    told = lines(FARM, colour=True)
    assert any(line.startswith("\x1b[1;31m-!\x1b[0m") for line in told)
    assert "    \x1b[1;31mconsent: needs --allow-overwrite TEST1/0192\x1b[0m" in told
    assert "\x1b[1;31mPlan refused: 1 subject loses data without consent\x1b[0m" in told


def test_the_same_for_many_entries_is_told_once() -> None:
    assert lines(many(40))[:7] == [
        "+  APP00000  USER with 9 statements",
        "    (asked for in farm.yaml:0)",
        "+  APP00000/0100  100 cyl on LX0000 1-100                 data none there before",
        "    (asked for in farm.yaml:9)",
        "    the same 2 actions for 39 more entries: APP00001, APP00002, APP00003,",
        "      APP00004, APP00005, APP00006, and 33 more",
        "",
    ]
    assert len(lines(many(400))) == 10
    assert sum("USER with" in line for line in lines(many(40), verbose=True)) == 40
    assert sum("USER with" in line for line in lines(many(3))) == 3


@pytest.mark.parametrize(
    "more",
    [
        {"data": Data.ORPHANED, "data_words": "orphaned"},
        {"data": Data.ERASED, "data_words": "erased"},
        {"data": Data.OVERWRITTEN, "data_words": "overwritten"},
        {"refused": "protected"},
        {"consent": "listed under remove: in farm.yaml:3"},
    ],
)
def test_what_loses_data_or_needs_consent_is_told_of_each_entry(more: dict[str, Any]) -> None:
    removals = [action(Kind.REMOVE_DISK, f"APP{number:02}/0100", "50 cyl", **more) for number in range(30)]
    told = lines(plan(*removals))
    assert [line.split()[1] for line in told if line.startswith("-")] == [
        f"APP{number:02}/0100" for number in range(30)
    ]


def statement(name: str, title: str, **more: Any) -> Action:
    return action(Kind.CHANGE_STATEMENT, name, title, **more)


def test_only_what_is_the_same_in_all_but_names_and_places_is_told_once() -> None:
    same = [
        statement(f"A{number}", "NICDEF 0600 vlan 1 -> 2", before=f"log off A{number} first") for number in range(5)
    ]
    other = [statement(f"A{number}", f"STORAGE 1G -> {number + 2}G") for number in range(5)]
    told = lines(plan(*(one for pair in zip(same, other, strict=True) for one in pair)))
    assert [line for line in told if line[:1] in "~A"][:3] == [
        "A0  (asked for in farm.yaml:9)",
        "~  A0  NICDEF 0600 vlan 1 -> 2",
        "~  A0  STORAGE 1G -> 2G",
    ]
    assert "    the same for 4 more entries: A1, A2, A3, A4" in told
    assert sum("STORAGE" in line for line in told) == 5
    sizes = [
        action(
            Kind.ADD_DISK, f"A{number}/0100", f"on LX0001 {number}-9", new_extent=Extent("LX0001", number, 9, "cylinder")
        )
        for number in range(5)
    ]  # fmt: skip
    assert sum("on LX0001" in line for line in lines(plan(*sizes))) == 5


def test_what_is_done_twice_for_each_of_many_entries_is_told_twice() -> None:
    twice = [action(Kind.ADD_STATEMENT, f"A{number}", "ACCOUNT 1") for number in range(5) for _ in range(2)]
    assert lines(plan(*twice))[:4] == [
        "A0  (asked for in farm.yaml:9)",
        "+  A0  ACCOUNT 1",
        "+  A0  ACCOUNT 1",
        "    the same 2 actions for 4 more entries: A1, A2, A3, A4",
    ]


@pytest.mark.parametrize("name", ["", " ", "A B", "A" * 90])
def test_whatever_an_entry_is_called_it_has_its_heading(name: str) -> None:
    told = lines(plan(*(action(Kind.ADD_STATEMENT, name, f"ACCOUNT {number}", "") for number in range(2))))
    assert told[0].rstrip() == name.rstrip()


def test_several_refused_subjects_are_counted_and_each_has_its_way_out() -> None:
    lost: dict[str, Any] = {"data": Data.ORPHANED, "data_words": "orphaned"}
    first = action(Kind.REMOVE_DISK, "A/0100", "50 cyl", refused="not without --allow-remove A/0100", **lost)
    second = action(Kind.REMOVE_DISK, "B/0100", "60 cyl", refused="not without --allow-remove B/0100", **lost)
    told = lines(plan(first, second))
    start = told.index("Plan refused: 2 subjects lose data without consent")
    assert told[start + 1 : start + 5] == [
        "    -  A/0100  50 cyl",
        "        not without --allow-remove A/0100",
        "    -  B/0100  60 cyl",
        "        not without --allow-remove B/0100",
    ]
    third = action(Kind.REMOVE_ENTRY, "P", "PROFILE removed", refused="protected")
    assert "Plan refused: 3 subjects need consent" in lines(plan(first, second, third))


def test_claims_that_do_not_hold_are_told_in_full() -> None:
    step = action(Kind.ADD_ENTRY, "A", "new USER")
    claims = Claim("no overlap", True, "simulated"), Claim("each LINK has an owner", False, "A/0190 has none")
    told = lines(plan(step, claims=claims))
    assert told[-2:] == [
        "Not proved: only 1 of 2 claims hold",
        "    does not hold: each LINK has an owner (A/0190 has none)",
    ]
    assert lines(plan(step, claims=()))[-1] == "Not proved: no claim was examined"


def test_a_step_by_hand_is_waited_for() -> None:
    by_hand = action(Kind.MANUAL, "A/0100", "the guest copies", before="copy it")
    told = lines(plan(by_hand, action(Kind.ADD_ENTRY, "B", "new USER", stage=2)))
    assert "    by hand: copy it" in told
    assert "Stage 2 of 2, after what is done by hand in stage 1" in told


@given(plans())
@settings(max_examples=25, deadline=None)
def test_no_line_is_longer_than_it_has_to_be(document: PlanDocument) -> None:
    for verbose in (False, True):
        for width in (80, 100):
            assert all(len(line) <= width for line in lines(document, width, verbose=verbose))


@given(plans(texts, texts))
@settings(max_examples=25, deadline=None)
def test_what_a_file_holds_is_made_harmless(document: PlanDocument) -> None:
    for verbose in (False, True):
        assert all(line.isprintable() for line in lines(document, verbose=verbose))


def test_a_word_of_10_000_characters_stays_one_word() -> None:
    told = lines(plan(action(Kind.ADD_STATEMENT, "A" * 10_000, f"COMMAND {'X' * 10_000} END")))
    assert told[:4] == [f"+  {'A' * 10_000}", "      COMMAND", f"      {'X' * 10_000}", "      END"]
