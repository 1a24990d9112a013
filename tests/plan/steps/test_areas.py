"""Regions, groups and their reload."""

from __future__ import annotations

import pytest

from dirtool.plan.plan import Plan
from tests.plan.test_order import A, commands_of, desired

DISK = "entries:\n  A: {minidisks: {'0200': {size: 10, group: %s}}}\n"


def region(name: str, size: str = "END") -> str:
    return f"  {name}: {{volume: V{name}, devtype: 3390-09, start: 1, size: {size}}}\n"


def titles(plan: Plan) -> list[str]:
    return [f"{action.title} ({action.reason})" for action in plan.document.actions[1:-1]]


def test_a_new_region_and_a_new_group_are_read_before_a_place_is_chosen_in_them() -> None:
    text = f"regions:\n{region('R1')}{region('R2', '500')}groups:\n  G: {{regions: [R1, R2]}}\n{DISK % 'G'}"
    plan = desired([A], text, by_dirmaint=True)
    assert commands_of(plan) == [
        "DASD ADD REGION R1 VR1 3390-09 END 1",
        "DASD ADD REGION R2 VR2 3390-09 500 1",
        "DASD ADD GROUP G R1 R2",
        "RLDEXTN",
        "A AMDISK 0200 3390 AUTOG 10 G",
    ]
    assert titles(plan)[:4] == [
        "new region R1: VR1 1-END, 3390-09 (asked for in desired.yaml:3)",
        "new region R2: VR2 1-500, 3390-09 (asked for in desired.yaml:4)",
        "new group G: R1, R2 (asked for in desired.yaml:6)",
        "is read again (so that regions and groups can be used)",
    ]


@pytest.mark.parametrize(
    ("groups", "commands", "title"),
    [
        ("G: {regions: [R1], rotating: true}", ["DASD ADD GROUP G (ROTATING) R1"], "new group G: R1"),
        ("POOL: {regions: [POOL1, R1]}", ["DASD ADD GROUP POOL R1"], "group POOL: + R1"),
    ],
)
def test_a_group_is_made_or_gets_more_regions(groups: str, commands: list[str], title: str) -> None:
    plan = desired([A], f"regions:\n{region('R1')}groups:\n  {groups}\n")
    assert commands_of(plan) == ["DASD ADD REGION R1 VR1 3390-09 END 1", *commands, "RLDEXTN"]
    assert titles(plan)[1].startswith(title)


def test_a_long_group_is_added_piece_by_piece() -> None:
    names = [f"R{n:02}" for n in range(45)]
    text = f"regions:\n{''.join(map(region, names))}groups:\n  G: {{regions: [{', '.join(names)}], rotating: true}}\n"
    assert commands_of(desired([A], text))[45:] == [
        f"DASD ADD GROUP G (ROTATING) {' '.join(names[:20])}",
        f"DASD ADD GROUP G {' '.join(names[20:40])}",
        f"DASD ADD GROUP G {' '.join(names[40:])}",
        "RLDEXTN",
    ]


def test_without_new_areas_nothing_is_read_again() -> None:
    assert commands_of(desired([A], DISK % "POOL")) == ["A AMDISK 0200 3390 1 10 POOL01"]
