"""What two directories say differently, and what becomes of minidisks."""

from __future__ import annotations

import pytest

from dirtool.plan.steps.comparison import Comparison
from dirtool.verify.plan.command_lines import WAIT
from tests.model.made import directory_of
from tests.plan.test_order import A, B, P, commands_of, desired, disk

PLACED = (
    "entries:\n  A: {minidisks: {'%s': {volume: LX0001, start: 11, size: 10, devtype: '3390'%s}}}\nremove: [B/0100]\n"
)
FREED = [A, disk("0100", 1), B, disk("0100", 11)]


@pytest.mark.parametrize(
    ("vdev", "how", "commands", "lost"),
    [
        ("0200", "", ["B TMDISK 0100 A 0200", "A GET LOCK", "A REPLACE"], []),
        (
            "0200",
            ", format: {label: X}",
            ["B DMDISK 0100 NOCLEAN", "A AMDISK 0200 3390 11 10 LX0001 LABEL X", WAIT],
            ["B/0100"],
        ),
        ("0100", ", grow: cmdisk", ["B DMDISK 0100 NOCLEAN", "A CMDISK 0100 3390 11 10 LX0001", WAIT], ["B/0100"]),
        (
            "0100",
            ", grow: recreate",
            ["B DMDISK 0100 NOCLEAN", "A RMDISK 0100 3390 11 10 LX0001", WAIT],
            ["B/0100"],
        ),
    ],
)
def test_a_minidisk_on_freed_space_is_the_one_that_was_there_unless_something_else_is_said(
    vdev: str, how: str, commands: list[str], lost: list[str]
) -> None:
    plan = desired(FREED, PLACED % (vdev, how))
    assert commands_of(plan) == commands
    assert [one.subject for one in plan.document.actions if one.data == "overwritten"] == lost


def comparison(current: list[str], wanted: list[str]) -> Comparison:
    return Comparison(*(directory_of("\n".join(texts)) for texts in (current, wanted)), can_rename=True)


def test_who_may_write_on_a_device_is_found_through_links_to_write_alone() -> None:
    links = [B, " LINK A 0100 0200 MR", "USER C NOLOG", " LINK A 0100 0200 RR", "USER D NOLOG", " LINK A 0100 0200"]
    found = comparison([A, disk("0100", 1), *links], [A, *links])
    assert found.writers(["A"], "0100") == ["A", "B"]
    assert found.writers(["A"], "0101") == ["A"]
    assert found.guests_of(found.works[0]) == ["A"]


def test_a_link_of_a_profile_is_one_of_all_that_include_it() -> None:
    users = [A, disk("0100", 1), " INCLUDE P", B, " INCLUDE P"]
    found = comparison([*P, " LINK A 0100 0300 W", *users], [*P, *users])
    assert found.writers(["A"], "0100") == ["A", "B"]
    assert [found.guests_of(work) for work in found.works] == [["A", "B"]]


def test_the_holders_of_a_device_are_the_parts_of_a_machine_that_define_it() -> None:
    machine = ["IDENTITY I NOLOG", " BUILD ON M1 USING SUBCONFIG I-1", " INCLUDE P", "SUBCONFIG I-1", disk("0100", 1)]
    found = comparison([], [*P, disk("0191", 21), *machine])
    assert (found.holders("I", "0100"), found.holders("I", "0191"), found.holders("I", "0999")) == (["I-1"], ["P"], [])
