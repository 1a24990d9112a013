"""A plan as Markdown."""

import pytest
from hypothesis import given, settings

from dirtool.report.plan_markdown import markdown_lines
from dirtool.verify.plan.document import Claim, Data, Kind, PlanDocument
from tests.report.plans_made import FARM, action, many, plan, plans
from tests.report.strange import texts


def size_of(lines: list[str]) -> int:
    return len("\n".join(lines).encode())


def test_what_loses_data_comes_first_and_then_what_is_to_be_done_by_hand() -> None:
    told = markdown_lines(FARM)
    assert told[:21] == [
        "### Plan for farm.direct, as farm.yaml says",
        "",
        "**Plan refused: 1 subject loses data without consent**",
        "",
        (
            "Plan: 4 add, 4 change, 1 move, 2 copy, 2 remove, 1 overwrite; 10 entries, 14 commands; "
            "directory grows from 46 to 47 entries; 2 stages, each when the one before is done. "
            "Proved: 8 of 8 claims."
        ),
        "",
        "#### Data is lost, or consent is needed",
        "",
        "|  | Subject | Change | Data | Why | Consent |",
        "|---|---|---|---|---|---|",
        (
            "| `-!` | TEST1/0192 | 100 cyl on LX0002 501-600 | overwritten: formatted anew | (grow: recreate "
            "in farm.yaml:75) | **missing**: data overwritten without consent: --allow-overwrite TEST1/0192 |"
        ),
        "| `-` | LNX00011/0101 | 50 cyl on LX0002 301-350 | orphaned |  | remove: in farm.yaml:81 |",
        "",
        "- Note: LX0005 is not in EXTENT CONTROL.",
        "",
        "#### To be done by hand",
        "",
        "|  | Subject | Change | Data | Why |",
        "|---|---|---|---|---|",
        (
            "| `*` | DB01/0200 | copy of 0200 to 0300 by the guest; let DB01 copy what is on 0200 to 0300 "
            "and mount 0300 from then on; then plan again | kept | (grow: guest in farm.yaml:70) |"
        ),
        "",
    ]
    assert (
        "| `+` | WEB02/0100 | 10016 cyl on LX0003 5001-15016 | none there before | (asked for in farm.yaml:15) |"
        in told
    )
    assert "* DIRTOOL: WAIT" in told
    assert told[-1].startswith("Pinned to: APP02, CMS01, DB01, DBTEST, LNX00007, LNX00011, and 4 more; volumes LX0002")


def test_a_plan_without_actions_says_that_nothing_is_to_be_done() -> None:
    assert markdown_lines(plan()) == [
        "### Plan for farm.direct, as farm.yaml says",
        "",
        "Nothing to do: the directory is as farm.yaml says.",
    ]


def different(count: int) -> PlanDocument:
    """A plan in which each entry gets something else."""
    kinds = (Kind.ADD_STATEMENT, Kind.CHANGE_STATEMENT, Kind.LINK, Kind.CHANGE_DISK, Kind.REMOVE_STATEMENT)
    return plan(*(action(kinds[number % 5], f"APP{number:03}", f"ACCOUNT {number}") for number in range(count)))


@pytest.mark.parametrize("document", [many(250), different(500)])
def test_500_changes_are_less_than_120_lines_and_all_are_there(document: PlanDocument) -> None:
    told = markdown_lines(document)
    assert len(told) < 120
    assert size_of(told) < 60_000
    text = "\n".join(told)
    assert all(f"{one.subject} {one.title}" in text for one in document.actions)


def test_the_same_for_many_entries_is_one_row() -> None:
    rows = [line for line in markdown_lines(many(250)) if line.startswith("| `")]
    assert rows[0] == (
        "| `+` | APP00000, and the same for 249 more entries: APP00001, APP00002, APP00003, APP00004, APP00005, APP00006, "
        "and 243 more | USER with 9 statements |  | (asked for in farm.yaml:0) |"
    )
    assert len(rows) == 2


def losing(count: int) -> PlanDocument:
    """A plan that takes a disk from each of many entries, half of them without consent, and changes others."""
    removals = [
        action(
            Kind.REMOVE_DISK, f"OLD{number:03}/0100", "50 cyl", data=Data.ORPHANED, data_words="orphaned",
            consent="asked for", refused=f"not without --allow-remove OLD{number:03}/0100" if number % 2 else None,
        )
        for number in range(count)
    ]  # fmt: skip
    return plan(*different(60).actions, *removals)


def test_what_is_too_much_is_left_out_and_counted_but_no_loss_before_anything_else() -> None:
    told = markdown_lines(losing(30), 6000)
    assert size_of(told) <= 6000
    assert sum("OLD" in line for line in told) == 30
    assert told[-1] == "**Left out, since the limit is 6,000 bytes: 16 other changes, 60 items of their list.**"


def test_if_not_even_the_losses_have_room_those_that_are_refused_come_first_and_the_others_are_counted() -> None:
    told = markdown_lines(losing(300), 20_000)
    assert size_of(told) <= 20_000
    shown = [line for line in told if line.startswith("| `-`")]
    assert [("**missing**" in line) for line in shown] == [True] * 150 + [False] * 7
    assert told[-1] == (
        "**Left out, since the limit is 20,000 bytes: 143 changes that lose data or need consent, "
        "60 other changes, 60 items of their list.**"
    )


def test_nothing_less_important_takes_the_room_of_a_loss_that_is_left_out() -> None:
    lost = action(Kind.REMOVE_DISK, "A/0100", "x" * 3000, data=Data.ORPHANED)
    told = markdown_lines(plan(lost, action(Kind.ADD_ENTRY, "B", "new USER")), 2000)
    assert told[4:] == [
        "**Left out, since the limit is 2,000 bytes: 1 change that loses data or needs consent, 1 other change, "
        "4 lines of commands.**"
    ]


def test_claims_that_do_not_hold_and_remarks_are_told() -> None:
    claims = Claim("no overlap", True, "simulated"), Claim("links", False, "A/0190 has no owner")
    told = markdown_lines(plan(action(Kind.ADD_ENTRY, "A", "new USER"), claims=claims, remarks=("Only A.",)))
    assert told[2].endswith("Not proved: only 1 of 2 claims hold.")
    assert "- Does not hold: links (A/0190 has no owner)" in told
    assert "- Note: Only A." in told


def test_what_a_file_holds_is_no_markup() -> None:
    told = "\n".join(markdown_lines(plan(action(Kind.ADD_STATEMENT, "A", "COMMAND <b> `x` | @you [a](b)\n# x"))))
    assert "COMMAND &#60;b> \\`x\\` &#124; @&#8203;you \\[a\\](b)\\\\x0a#&#8203; x" in told


@given(plans(texts, texts))
@settings(max_examples=25, deadline=None)
def test_whatever_a_plan_holds_the_lines_are_printable_and_rows_are_rows(document: PlanDocument) -> None:
    for told in (markdown_lines(document), markdown_lines(document, 2000)):
        assert all(line.isprintable() for line in told)
        rows = [line for line in told if line.startswith("| `")]
        assert all(line.count("|") in (6, 7) for line in rows)
    assert size_of(markdown_lines(document, 2000)) <= 2000
