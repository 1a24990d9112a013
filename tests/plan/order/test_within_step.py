"""Which commands stand together, what they may not say, and who is logged off."""

from __future__ import annotations

import pytest

from dirtool.plan.order.within_step import o15_replace, o17_format, o19_logged_off
from dirtool.plan.plan import Plan
from dirtool.syntax.command import command_text
from dirtool.verify.plan.document import Effective, Kind
from tests.plan.test_order import FIVE, GROWN, IDENTITY, SSI, A, B, P, desired, disk, whole

C = "USER C NOLOG 64M 128M G"
MR = " LINK A 0100 0100 MR"
RR = " LINK A 0100 0100 RR"


def test_o15_get_and_replace_are_one_step() -> None:
    assert [command_text(one) for one in o15_replace("A")] == ["FORUSER A GET LOCK", "FORUSER A REPLACE"]


def test_o15_nothing_for_the_entry_stands_between_them_and_the_file_goes_with_replace() -> None:
    actions = whole([A, disk("0100", 1)], [A, *FIVE, disk("0100", 1), disk("0101", 11)]).document.actions
    assert [(command.text, command.file) for action in actions[1:-1] for command in action.commands] == [
        ("FORUSER A GET LOCK", None),
        ("FORUSER A REPLACE", "A DIRECT"),
        ("FORUSER A AMDISK 0101 3390 11 10 LX0001 MR", None),
    ]


def test_o17_what_is_temporary_virtual_or_real_is_never_formatted() -> None:
    wanted = {"label": "X", "blksize": "4096"}
    assert {form: o17_format(form, wanted) for form in ("extent", "AUTOG", "T-DISK", "V-DISK", "DEVNO")} == {
        "extent": wanted,
        "AUTOG": wanted,
        "T-DISK": {},
        "V-DISK": {},
        "DEVNO": {},
    }


def before(plan: Plan) -> dict[str, str | None]:
    """What has to be so before the commands for minidisks."""
    return {f"{one.kind} {one.subject}": one.before for one in plan.document.actions[1:-1] if one.before is not None}


def test_o19_who_is_logged_off_is_named_and_of_many_some_are() -> None:
    assert o19_logged_off(["A"]) == "log A off"
    assert o19_logged_off(["A", "B"]) == "log A and B off"
    assert o19_logged_off([f"A{n:03}" for n in range(100)]).endswith(" more off")


@pytest.mark.parametrize(
    ("grow", "expected"),
    [
        ("cmdisk", {"copy-disk A/0100": "log A and B off"}),
        ("recreate", {"recreate-disk A/0100": "log A and B off"}),
        ("guest", {"manual A/0100": "copy all that is on 0100 to 0101 (in the guest), then log A and B off"}),
    ],
)
def test_o19_who_may_write_on_a_minidisk_that_gets_another_place(grow: str, expected: dict[str, str]) -> None:
    assert before(desired([A, disk("0100", 1), B, MR, C, RR], GROWN % grow)) == expected


def test_o19_who_may_write_on_what_is_copied() -> None:
    cloned = "entries:\n  C: {minidisks: {'0200': {clone: A/0100, group: POOL}}}\n"
    assert before(desired([A, disk("0100", 1), B, MR, C], cloned)) == {"clone-disk C/0200": "log A and B off"}


def test_o19_who_may_write_on_what_is_erased() -> None:
    """As long as a guest runs it has the links that it had when it logged on."""
    alone = whole([A, disk("0100", 1), B, MR], [A, B], clean=True)
    assert before(alone) == {"remove-disk A/0100": "log A and B off"}
    assert before(whole([A, disk("0100", 1), B, MR], [B], clean=True)) == {"remove-disk A/0100": "log A and B off"}
    assert before(whole([A, disk("0100", 1)], [A])) == {}
    (gone,) = (one for one in alone.document.actions if one.kind is Kind.REMOVE_DISK)
    assert gone.effective is Effective.LOGOFF


def test_o19_the_guests_of_a_subconfiguration_and_of_a_profile_are_logged_off() -> None:
    part = whole([SSI, *IDENTITY, "SUBCONFIG I-1", disk("0100", 1)], [SSI, *IDENTITY, "SUBCONFIG I-1"], clean=True)
    assert before(part) == {"remove-disk I-1/0100": "log I off"}
    users = [A, " INCLUDE P", B, " INCLUDE P"]
    assert before(whole([*P, disk("0100", 1), *users], [*P, *users], clean=True)) == {
        "remove-disk P/0100": "log A and B off"
    }


def test_o19_a_guest_that_gets_another_name_is_told_by_the_new_one_and_those_who_link_to_the_old_one_too() -> None:
    renamed = "USER D NOLOG 64M 128M G"
    current = [A, " ACCOUNT 1", disk("0100", 1), disk("0101", 11), B, " LINK A 0101 0100 MR"]
    plan = whole(current, [renamed, " ACCOUNT 1", disk("0100", 1), B], clean=True)
    assert before(plan) == {"remove-disk D/0101": "log D and B off"}
