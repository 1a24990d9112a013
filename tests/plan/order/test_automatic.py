"""O14 as it is seen in plans: DirMaint chooses the places that were predicted, whatever else the plan does."""

from __future__ import annotations

import pytest

from dirtool.verify.plan.command_lines import WAIT
from tests.plan.test_order import GROWN, A, B, commands_of, desired, disk

NEW = "  %s: {minidisks: {'0200': {size: %d, group: POOL}}}\n"
COPY = "  %s: {minidisks: {'0200': {clone: %s, group: POOL}}}\n"


@pytest.mark.parametrize(
    ("current", "text", "commands"),
    [
        pytest.param(
            [A, B],
            "entries:\n" + NEW % ("B", 10) + NEW % ("A", 5),
            ["B AMDISK 0200 3390 AUTOG 10 POOL", "A AMDISK 0200 3390 AUTOG 5 POOL"],
            id="in the order of the predictions, which is not that of the names",
        ),
        pytest.param(
            [A, B],
            "entries:\n" + NEW % ("A", 20) + "  B: {minidisks: {'0200': {size: 10, volume: POOL01, start: 5}}}\n",
            ["B AMDISK 0200 3390 5 10 POOL01", "A AMDISK 0200 3390 AUTOG 20 POOL"],
            id="behind what takes a place that is named",
        ),
        pytest.param(
            [A, disk("0100", 1), B],
            GROWN % "cmdisk" + NEW % ("B", 10),
            ["B AMDISK 0200 3390 AUTOG 10 POOL", "A CMDISK 0100 3390 11 20 POOL01", WAIT],
            id="before what gets another place, for that gives one up",
        ),
        pytest.param(
            [A, " MDISK 0100 3390 1 10 POOL01 MR", B],
            "entries:\n" + NEW % ("B", 10) + "remove: [A/0100]\n",
            ["B AMDISK 0200 3390 AUTOG 10 POOL", WAIT, "A DMDISK 0100 NOCLEAN"],
            id="before what goes, whose place would be the first one",
        ),
        pytest.param(
            [A, disk("0100", 1), B],
            "entries:\n" + COPY % ("A", "B/0200") + COPY % ("B", "A/0100"),
            ["B CLONEDISK 0200 A 0100 AUTOG 10 POOL", WAIT, "A CLONEDISK 0200 B 0200 AUTOG 10 POOL", WAIT],
            id="a copy of a copy behind that, wherever it stands",
        ),
    ],
)
def test_dirmaint_chooses_the_places_that_were_predicted(current: list[str], text: str, commands: list[str]) -> None:
    """`commands_of` looks at the claims of the plan, of which one is that the minidisks are where they were placed."""
    assert commands_of(desired(current, text, by_dirmaint=True)) == commands


def test_a_copy_of_a_minidisk_that_grows_is_made_of_the_grown_one() -> None:
    grown = "  B: {minidisks: {'0100': {size: 20, group: POOL, grow: cmdisk}}}\n"
    plan = desired([A, B, disk("0100", 1)], "entries:\n" + COPY % ("A", "B/0100") + grown)
    assert [line.split()[1] for line in commands_of(plan) if line != WAIT] == ["CMDISK", "CLONEDISK"]
