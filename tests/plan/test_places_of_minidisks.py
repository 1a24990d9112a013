"""Minidisks that get another place, and those that are copies of such."""

from __future__ import annotations

import pytest

from dirtool.errors import InputError
from dirtool.verify.plan.document import Data
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


@pytest.mark.parametrize(("size", "data"), [(11, Data.COPIED), (9, Data.ORPHANED)])
def test_a_copy_that_may_not_hold_all_data_needs_consent(size: int, data: Data) -> None:
    plan = desired(THERE, f"entries:\n  A: {{minidisks: {{'0100': {{size: {size}, group: POOL, grow: cmdisk}}}}}}\n")
    assert commands_of(plan) == [f"A CMDISK 0100 3390 1 {size} POOL01", "* DIRTOOL: WAIT"]
    (copy,) = [action for action in plan.document.actions if action.subject == "A/0100"]
    assert (copy.data, copy.consent is None) == (data, data is Data.COPIED)


@pytest.mark.parametrize("grow", ["cmdisk", "guest", "recreate"])
@pytest.mark.parametrize("place", ["start: 101, size: 20", "start: 92, size: 10", "start: 105, size: 2"])
def test_a_minidisk_cannot_leave_for_a_place_that_has_some_of_its_own(grow: str, place: str) -> None:
    with pytest.raises(InputError, match=r"A/0100 is LX0001 101-110 now, and .* has some of that"):
        desired(THERE, f"entries:\n  A: {{minidisks: {{'0100': {{volume: LX0001, {place}, grow: {grow}}}}}}}\n")


def test_a_minidisk_that_a_guest_copies_keeps_its_passwords_and_its_options() -> None:
    there = [A, f"{disk('0100', 101)} RPASS WPASS", " MINIOPT NOMDC"]
    plan = desired(there, "entries:\n  A: {minidisks: {'0100': {size: 20, group: POOL, grow: guest}}}\n")
    assert commands_of(plan)[-2:] == ["A GET LOCK", "A REPLACE"]
    assert plan.files["A DIRECT"] == (A, "MDISK 0100 3390 1 20 POOL01 MR RPASS WPASS", " MINIOPT NOMDC")


def test_a_new_minidisk_for_a_guest_to_copy_to_is_formatted_where_that_is_wanted() -> None:
    text = "entries:\n  A: {minidisks: {'0100': {size: 20, group: POOL, grow: guest, format: {label: NEW, blksize: 4096}}}}\n"
    assert commands_of(desired(THERE, text)) == [
        "A AMDISK 0101 3390 1 20 POOL01 MR BLKSIZE 4096 LABEL NEW",
        "* DIRTOOL: WAIT",
        "* DIRTOOL: WAIT",
        "A DMDISK 0100 NOCLEAN",
        "A CHVADDR 0101 0100",
    ]
