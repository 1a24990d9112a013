"""What stands in the files that go with ADD and REPLACE."""

from __future__ import annotations

import pytest

from tests.plan.test_order import FIVE, SSI, A, B, commands_of, desired, disk, whole

MISSING = " MDISK 0100 3390 1 10 LX0001 MR"


def test_the_file_of_a_new_entry_is_the_entry_without_what_commands_bring() -> None:
    plan = whole([A], [A, B, " ACCOUNT 1", "* why", disk("0100", 1)])
    assert plan.files == {"B DIRECT": (B, " ACCOUNT 1", "* why", " MDISK 0100 3390 1 10 LX0001 MR")}
    formatted = "{'0100': {size: 5, group: POOL, format: {label: X}}}"
    plan = desired([A], f"entries:\n  B: {{password: LBYONLY, storage: 1G, minidisks: {formatted}}}\n")
    assert commands_of(plan)[:2] == ["ADD B", "B AMDISK 0100 3390 1 5 POOL01 LABEL X"]
    assert [text.split()[0] for text in plan.files["B DIRECT"]] == ["USER"]


@pytest.mark.parametrize(
    ("before", "after", "commands", "file"),
    [
        pytest.param(
            [disk("0100", 1)],
            [],
            ["A GET LOCK", "A REPLACE", "* DIRTOOL: WAIT", "A DMDISK 0100 NOCLEAN"],
            [A, *FIVE, MISSING],
            id="a minidisk that goes behind it is there still",
        ),
        pytest.param(
            [],
            [disk("0100", 1)],
            ["A GET LOCK", "A REPLACE", "A AMDISK 0100 3390 1 10 LX0001 MR"],
            [A, *FIVE],
            id="a minidisk that comes behind it is not there yet",
        ),
        pytest.param(
            [disk("0100", 1)],
            [disk("0200", 1)],
            ["A GET LOCK", "A REPLACE", "A CHVADDR 0100 0200"],
            [A, *FIVE, MISSING],
            id="a minidisk has its old number still",
        ),
        pytest.param(
            [" MDISK 0100 3390 1 10 LX0001 MR", " MINIOPT NOMDC"],
            [" MDISK 0100 3390 1 10 LX0001 RR", " MINIOPT NOMDC"],
            ["A GET LOCK", "A REPLACE", "A MDISK 0100 RR"],
            [A, *FIVE, MISSING, " MINIOPT NOMDC"],
            id="a minidisk keeps its options",
        ),
    ],
)
def test_the_file_of_an_entry_that_is_replaced_has_the_minidisks_of_that_time(
    before: list[str], after: list[str], commands: list[str], file: list[str]
) -> None:
    plan = whole([A, *before], [A, *FIVE, *after])
    assert commands_of(plan) == commands
    assert plan.files == {"A DIRECT": tuple(file)}


def test_a_minidisk_that_went_before_the_replace_is_not_there_any_more() -> None:
    """B gets a name that is free only when A's minidisk has gone to C; the file of A comes behind that."""
    current = [A, disk("0100", 1), B, " LINK A 0100 0200 RR"]
    wanted = [A, *FIVE, disk("0200", 1), B, " LINK A 0200 0200 RR"]
    plan = whole(current, wanted)
    assert commands_of(plan) == [
        "B DLINK A 0100 0200",
        "A GET LOCK",
        "A REPLACE",
        "A CHVADDR 0100 0200",
        "B LINK A 0200 0200 RR",
    ]


def test_subconfigurations_come_and_go_with_their_own_commands_and_not_with_the_file_of_the_identity() -> None:
    identity = "IDENTITY I NOLOG 64M 128M G"
    builds = [f" BUILD ON M{n} USING SUBCONFIG I-{n}" for n in (1, 2, 3)]
    parts = [["SUBCONFIG I-" + str(n), disk("0100", n * 10)] for n in (1, 2, 3)]
    plan = whole(
        [SSI, identity, builds[0], builds[1], *parts[0], *parts[1]],
        [SSI, identity, builds[1], builds[2], *FIVE, *parts[1], *parts[2]],
    )
    assert commands_of(plan)[:3] == ["ADD I-3 BUILD ON M3 IN I", "I GET LOCK", "I REPLACE"]
    assert commands_of(plan)[-1] == "I-1 PURGE NOCLEAN"
    told = [text.strip() for text in plan.files["I DIRECT"]]
    assert [text for text in told if text.startswith("BUILD")] == [builds[n].strip() for n in (1, 0, 2)]


def test_control_records_of_dirmaint_are_left_out() -> None:
    plan = whole([A], [A, B, " ACCOUNT 1", "*DVHOPT LNK0 LOG1 RCM1 SMS0 NPW1 LNGAMENG PWC20260101 CRC"])
    assert plan.files == {"B DIRECT": (B, " ACCOUNT 1")}
