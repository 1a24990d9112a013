"""Minidisks that are copies of others which the same plan grows or removes, and such that reach to the end of a volume."""

from __future__ import annotations

import pytest

from tests.plan.test_order import A, B, commands_of, desired, disk

THERE = [A, disk("0100", 101), B]
GROWN = (
    "entries:\n  A: {minidisks: {'0100': {size: 20, group: POOL, grow: cmdisk}}}\n"
    "  B: {minidisks: {'0200': {clone: A/0100, group: POOL}, '0300': {clone: B/0200, group: POOL}}}\n"
)


@pytest.mark.parametrize("by_dirmaint", [False, True])
def test_a_copy_of_a_minidisk_that_grows_is_made_behind_that_and_is_as_large(by_dirmaint: bool) -> None:
    found = commands_of(desired(THERE, GROWN, by_dirmaint=by_dirmaint))
    assert [line for line in found if not line.startswith("*")] == [
        "A CMDISK 0100 3390 1 20 POOL01",
        "B CLONEDISK 0200 A 0100 21 20 POOL01",
        "B CLONEDISK 0300 B 0200 41 20 POOL01",
    ]


def test_what_is_removed_can_be_copied_before() -> None:
    text = "entries:\n  B: {minidisks: {'0200': {clone: A/0100, group: POOL}}}\nremove: [A/0100]\n"
    assert commands_of(desired(THERE, text)) == [
        "B CLONEDISK 0200 A 0100 1 10 POOL01",
        "* DIRTOOL: WAIT",
        "A DMDISK 0100 NOCLEAN",
    ]


def test_a_minidisk_to_the_end_of_a_volume_of_known_size_is_where_it_is_placed() -> None:
    text = "entries:\n  B: {minidisks: {'0200': {volume: POOL01, start: 9000, size: END}}}\n"
    volumes = "volumes: {POOL01: {devtype: 3390, size: 10017}}\n"
    plan = desired(THERE, volumes + text)
    assert commands_of(plan) == ["B AMDISK 0200 3390 9000 END POOL01"]
    assert [(one.first, one.last) for one in plan.document.placements] == [(9000, 10016)]
