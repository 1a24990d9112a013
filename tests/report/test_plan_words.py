"""The words of a plan."""

import pytest

from dirtool.report.plan_words import counts, pins, refusal, sign_of, what_of, why
from dirtool.verify.plan.document import Data, Digests, Kind, OperandChange, Summary
from tests.report.plans_made import action, plan


@pytest.mark.parametrize(
    ("kind", "data", "sign"),
    [
        (Kind.ADD_ENTRY, Data.NONE, "+"),
        (Kind.ADD_DISK, Data.STALE, "+"),
        (Kind.ADD_STATEMENT, Data.NONE, "+"),
        (Kind.LINK, Data.NONE, "+"),
        (Kind.CHANGE_DISK, Data.KEPT, "~"),
        (Kind.REPLACE_ENTRY, Data.NONE, "~"),
        (Kind.RENAME_ENTRY, Data.KEPT, ">"),
        (Kind.MOVE_DISK, Data.KEPT, ">"),
        (Kind.COPY_DISK, Data.KEPT, "=>"),
        (Kind.CLONE_DISK, Data.COPIED, "=>"),
        (Kind.REMOVE_DISK, Data.ORPHANED, "-"),
        (Kind.REMOVE_DISK, Data.KEPT, "-"),
        (Kind.REMOVE_DISK, Data.OVERWRITTEN, "-!"),
        (Kind.REMOVE_DISK, Data.ERASED, "-"),
        (Kind.RECREATE_DISK, Data.ORPHANED, "-"),
        (Kind.CHANGE_DISK, Data.OVERWRITTEN, "-!"),
        (Kind.MANUAL, Data.KEPT, "*"),
        (Kind.MANUAL, Data.COPIED, "*"),
        (Kind.PREPARE, Data.NONE, "."),
        (Kind.FINISH, Data.NONE, "."),
    ],
)
def test_every_action_has_a_sign_and_every_loss_a_minus(kind: Kind, data: Data, sign: str) -> None:
    assert sign_of(action(kind, "A", "", data=data)) == sign


def test_a_link_that_changes_is_not_new() -> None:
    assert sign_of(action(Kind.LINK, "A/0190", "LINK B 0190", changes=(OperandChange("mode", "RR", "MR"),))) == "~"


def test_operands_stand_behind_the_title_but_not_behind_that_of_a_statement() -> None:
    changes = (
        OperandChange("mode", "MR", "MW"),
        OperandChange("write_password", "********", "********"),
        OperandChange("read_password", None, "********"),
        OperandChange("suffix", "V", None),
    )
    disk = action(Kind.CHANGE_DISK, "A/0100", "50 cyl", changes=changes)
    assert what_of(disk) == (
        "50 cyl; mode MR -> MW; write password changed; read password ******** added; suffix V removed"
    )
    assert what_of(disk._replace(kind=Kind.CHANGE_STATEMENT)) == "50 cyl"


def test_the_reason_is_in_brackets_behind_what_it_was() -> None:
    one = action(Kind.MOVE_DISK, "A/0100", "50 cyl", "same extent", was="B/0100")
    assert why(one) == "was B/0100 (same extent)"
    assert why(one._replace(was=None)) == "(same extent)"
    assert why(one._replace(was=None, consent="same extent")) == ""
    assert why(one._replace(reason="was B/0100, same extent")) == "(was B/0100, same extent)"
    assert why(one._replace(title="B/0100 is renumbered")) == "(same extent)"


@pytest.mark.parametrize(
    ("after", "told"),
    [(46, "stays 46 entries"), (47, "grows from 46 to 47 entries"), (1, "shrinks from 46 to 1 entry")],
)
def test_the_counts_tell_how_many_entries_there_will_be(after: int, told: str) -> None:
    summary = Summary(3, 2, 1, 0, 1, 0, 4, 1200)
    assert counts(plan(summary=summary, entries_after=after)) == [
        "Plan: 3 add, 2 change, 1 move, 0 copy, 1 remove, 0 overwrite",
        "4 entries, 1,200 commands",
        f"directory {told}",
    ]


def test_pins_are_some_names_and_how_many_more() -> None:
    entries = {f"E{number}": "" for number in range(9)}
    assert pins(plan(pins=Digests(entries, {"VOL001": ""}, "x"))) == [
        "E0, E1, E2, E3, E4, E5, and 3 more",
        "volumes VOL001",
        "EXTENT CONTROL",
    ]
    assert pins(plan(pins=Digests(entries, {})), None) == ["E0, E1, E2, E3, E4, E5, E6, E7, E8"]
    assert pins(plan()) == []


def test_a_plan_that_is_not_refused_has_no_refusal() -> None:
    assert refusal(plan(action(Kind.ADD_ENTRY, "A", "new USER"))) == ""
