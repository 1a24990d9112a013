"""Links that no command can say stand in the file of their entry."""

from __future__ import annotations

import pytest

from tests.plan.test_order import A, B, commands_of, desired, disk, whole

THERE = [A, disk("0100", 101), disk("0101", 111), B]
FIRST, SECOND = " LINK A 0100 0200 RR", " LINK A 0101 0200 RR"
BEHIND = " DASDOPT WRKALLEG"


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        ([], [FIRST, BEHIND]),
        ([FIRST], [FIRST, BEHIND]),
        ([FIRST, BEHIND], [FIRST]),
        ([FIRST, BEHIND], [SECOND, BEHIND]),
        ([FIRST, BEHIND], [" LINK A 0100 0200 MR"]),
    ],
)
def test_a_link_with_something_behind_it_is_written_with_its_entry(now: list[str], wanted: list[str]) -> None:
    assert commands_of(whole([*THERE, *now], [*THERE, *wanted])) == ["B GET LOCK", "B REPLACE"]


def test_a_link_with_something_behind_it_comes_back_with_its_entry_when_what_it_leads_to_moves() -> None:
    text = "entries:\n  A: {minidisks: {'0100': {size: 20, group: POOL, grow: guest}}}\n"
    assert commands_of(desired([*THERE, FIRST, BEHIND], text)) == [
        "B DLINK A 0100 0200",
        "A AMDISK 0102 3390 1 20 POOL01 MR",
        "* DIRTOOL: WAIT",
        "A DMDISK 0100 NOCLEAN",
        "A CHVADDR 0102 0100",
        "B GET LOCK",
        "B REPLACE",
    ]
