"""What comes before everything, and what behind."""

from __future__ import annotations

import pytest

from dirtool.plan.options import PlanOptions
from dirtool.plan.order.whole_plan import (
    finish,
    o1_nobody_at_work,
    o2_backup,
    o22_into_force,
    o23_read_again,
    prepare,
)
from dirtool.syntax.command import command_text
from dirtool.verify.plan.document import Action, Effective, Kind
from tests.plan.test_order import ALIKE, CLONED, GROWN, NEW_AREA, A, B, desired, disk, whole


def texts(action: Action) -> list[str]:
    return [command.text for command in action.commands]


def test_o1_asks_before_anything_and_says_when_to_go_on() -> None:
    command, before = o1_nobody_at_work()
    assert (command_text(command), before) == ("QUERY DATAMOVE *", "go on only if all DATAMOVE machines are idle")


def test_o2_a_backup_comes_before_the_first_change() -> None:
    assert command_text(o2_backup()) == "BACKUP"
    assert (texts(prepare()), prepare().rules, prepare().kind) == (
        ["QUERY DATAMOVE *", "BACKUP"],
        ("O1", "O2"),
        Kind.PREPARE,
    )


@pytest.mark.parametrize(
    ("online", "commands", "rules"),
    [
        ("IMMED", ["USER WITHPASS"], ("O23",)),
        ("SCHED", ["DIRECT", "USER WITHPASS"], ("O22", "O23")),
        ("OFFLINE", ["DIRECT", "USER WITHPASS"], ("O22", "O23")),
    ],
)
def test_o22_o23_changes_are_brought_into_force_and_then_read(
    online: str, commands: list[str], rules: tuple[str]
) -> None:
    options = PlanOptions(online=online)  # type: ignore[arg-type]
    assert (o22_into_force(options) is None) == (online == "IMMED")
    assert command_text(o23_read_again()) == "USER WITHPASS"
    last = finish(options)
    assert (texts(last), last.rules, last.kind) == (commands, rules, Kind.FINISH)


def test_the_first_and_the_last_action_stand_around_all_stages() -> None:
    actions = desired([A, disk("0100", 1)], GROWN % "cmdisk").document.actions
    assert [(action.kind, action.stage) for action in actions] == [
        (Kind.PREPARE, 1),
        (Kind.COPY_DISK, 1),
        (Kind.FINISH, 2),
    ]
    assert whole([A], [A]).document.actions == ()


OF_THE_SERVER = (Kind.PREPARE, Kind.ADD_REGION, Kind.ADD_GROUP, Kind.RELOAD, Kind.FILE, Kind.FINISH)


@pytest.mark.parametrize("online", ["IMMED", "SCHED"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (NEW_AREA, []),
        (ALIKE, []),
        (GROWN % "guest", []),
        (GROWN % "cmdisk", [Kind.COPY_DISK]),
        (GROWN % "recreate", [Kind.RECREATE_DISK]),
        ("entries:\n" + CLONED, []),
    ],
)
def test_o22_a_guest_that_runs_has_to_log_off_to_see_a_change(text: str, expected: list[Kind], online: str) -> None:
    actions = desired([A, disk("0100", 1), B], text, online=online).document.actions
    for action in actions:
        assert (action.effective is Effective.NOW) == (action.kind in OF_THE_SERVER), action
    assert [action.kind for action in actions if action.effective is Effective.LOGOFF] == expected
