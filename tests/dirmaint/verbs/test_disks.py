"""Verbs for minidisks: what becomes of the entry at once and behind the work unit, and what is refused."""

import difflib

import pytest

from dirtool.dirmaint.settings import Faults
from tests.dirmaint.desk import change, desk, said, still_linked

DIRECTORY = """\
USER MAINT NOLOG 1G 2G G
MDISK 0190 3390 100 100 LNX001 RR ALL
MDISK 0191 3390 200 50 LNX001 MR RSECRET WSECRET MSECRET
DASDOPT NOCTL
MINIOPT NOMDC
USER WEB01 NOLOG 1G 4G G
LINK MAINT 0190 0190 RR
MDISK 0100 3390 1 50 LNX002 MR
MDISK 0200 FB-512 V-DISK 1000 MR
MDISK 0300 3390 T-DISK 10 MR
USER DB01 NOLOG 1G
MDISK 0100 3390 51 100 LNX002 MR
"""
EXTENTS = """\
:REGIONS.
LNX001 LNX001 1 END 3390-09
LNX002 LNX002 1 200 3390-09
LNX003 LNX003 1 END 3390-09
SMALL LNX004 1 20 3390-09
FBA1 FBA001 16 1000 9336
:END.
:GROUPS.
LINUX LNX001 LNX002 LNX003
ROT (ALLOCATE ROTATING)
ROT LNX001 LNX003
:END.
"""
UPDATE = (3423, 3424, 3425, 3428, 3450, 3451)
AT_ONCE: list[tuple[str, list[str]]] = [
    ("FOR DB01 AMDISK 0191 3390 300 10 LNX001 MR", ["+MDISK 0191 3390 300 10 LNX001 MR"]),
    ("FOR DB01 AMDISK 0191 3390 300 10 LNX001", ["+MDISK 0191 3390 300 10 LNX001"]),
    ("FOR DB01 AMDISK 0191 3390 300 10 LNX001 MR PWS RS WS MS", ["+MDISK 0191 3390 300 10 LNX001 MR RS WS MS"]),
    ("FOR DB01 AMDISK 0191 3390 300 END LNX001 MR", ["+MDISK 0191 3390 300 END LNX001 MR"]),
    ("FOR DB01 AMDISK 0191 3390 100 10 LNX001 MR", ["RC 9008 / 9008 MAINT/0190 has 100-199 of LNX001."]),
    (
        "FOR DB01 AMDISK 0191 3390 10010 100 LNX001 MR",
        ["RC 9009 / 9009 LNX001 ends with 10016; the minidisk would end with 10109."],
    ),
    (
        "FOR DB01 AMDISK 0191 3390 0 10 LNX001 MR",
        ["RC 9020 / 9020 LNX001 has its label in the first cylinder or blocks; a minidisk there may destroy it."],
    ),
    (
        "FOR DB01 AMDISK 0191 9336 300 10 LNX001 MR",
        ["RC 9020 / 9020 LNX001 is 3390 elsewhere in the directory, not 9336."],
    ),
    ("FOR DB01 AMDISK 0100 3390 300 10 LNX001 MR", ["RC 9005 / 9005 DB01/0100 is there already."]),
    ("FOR DB01 AMDISK 0191 XXXX AUTOG 10 LINUX MR", ["+MDISK 0191 3390 1 10 LNX001 MR"]),
    ("FOR DB01 AMDISK 0191 3390 AUTOG 10 LINUX", ["+MDISK 0191 3390 1 10 LNX001"]),
    ("FOR DB01 AMDISK 0191 3390 AUTOR 10 LNX003 RR PWS ALL", ["+MDISK 0191 3390 1 10 LNX003 RR ALL"]),
    ("FOR DB01 AMDISK 0191 3390 AUTOV 10 LNX002 MR", ["+MDISK 0191 3390 151 10 LNX002 MR"]),
    (
        "FOR DB01 AMDISK 0191 3390 AUTOV 100 LNX002 MR",
        ["RC 9007 / 9007 No gap in volume LNX002 is large enough (100 wanted). The largest gap holds 50 on LNX002."],
    ),
    (
        "FOR DB01 AMDISK 0191 3390 AUTOR 30 SMALL MR",
        ["RC 9007 / 9007 No gap in region SMALL is large enough (30 wanted). The largest gap holds 20 on LNX004."],
    ),
    ("FOR DB01 AMDISK 0191 3390 AUTOG 10 NOGROUP MR", ["RC 9012 / 9012 There is no group NOGROUP."]),
    ("FOR DB01 AMDISK 0191 3390 AUTOR 10 NOREG MR", ["RC 9012 / 9012 There is no region NOREG."]),
    ("FOR DB01 AMDISK 0191 3390 AUTOV 10 NOVOL MR", ["RC 9012 / 9012 There is no volume NOVOL."]),
    (
        "FOR DB01 AMDISK 0191 9336 AUTOG 10 LINUX MR",
        ["RC 9007 / 9007 Group LINUX has no region on a 9336 (10 wanted)."],
    ),
    ("FOR DB01 AMDISK 0191 3390 GBLK4096 1800 LINUX MR", ["+MDISK 0191 3390 1 10 LNX001 MR"]),
    ("FOR DB01 AMDISK 0191 3390 RBLK1024 100 LNX003 MR", ["+MDISK 0191 3390 1 1 LNX003 MR"]),
    ("FOR DB01 AMDISK 0191 3390 VBLK4096 180 LNX002 MR", ["+MDISK 0191 3390 151 1 LNX002 MR"]),
    (
        "FOR DB01 AMDISK 0191 3390 AUTOG 10 ROT MR",
        [
            "+MDISK 0191 3390 1 10 LNX001 MR",
            "RC 0 / 9019 LNX001 1-10 is one place of several that DirMaint may choose; "
            "not certain of DirMaint (switch: last_used).",
        ],
    ),
    ("FOR DB01 AMDISK 0191 3390 T-DISK 20 MR", ["+MDISK 0191 3390 T-DISK 20 MR"]),
    ("FOR DB01 AMDISK 0191 FB-512 V-DISK 2000 MR", ["+MDISK 0191 FB-512 V-DISK 2000 MR"]),
    ("FOR DB01 AMDISK 0191 3390 DEVNO 1234 MR", ["+MDISK 0191 3390 DEVNO 1234 MR"]),
    ("FOR DB01 AMDISK 0191 3390 TBLK4096 20 MR", ["+MDISK 0191 3390 T-DISK 1 MR"]),
    ("FOR DB01 AMDISK 0191 3390 T-DISK 20 MR LABEL DB191", ["RC 3543 / 3543 A T-DISK cannot be formatted."]),
    (
        "FOR DB01 AMDISK 0191 XXXX T-DISK 20 MR",
        ["RC 9001 / 9001 XXXX is no device type; it can stand where DirMaint chooses the place."],
    ),
    ("FOR WEB01 CMDISK 0200 3390 AUTOG 80 LINUX", ["RC 3543 / 3543 WEB01/0200 is temporary and cannot be copied."]),
    ("FOR WEB01 CMDISK 0190 3390 AUTOG 80 LINUX", ["RC 9006 / 9006 WEB01 has no minidisk 0190."]),
    ("FOR WEB01 CMDISK 0555 3390 AUTOG 80 LINUX", ["RC 9006 / 9006 WEB01 has no minidisk 0555."]),
    ("FOR MAINT CMDISK 0191 3390 220 80 LNX001", ["RC 9008 / 9008 MAINT/0191 has 200-249 of LNX001."]),
    (
        "FOR MAINT RMDISK 0190 3390 AUTOG 120 LINUX",
        ["-MDISK 0190 3390 100 100 LNX001 RR ALL", "+MDISK 0190 3390 250 120 LNX001 RR ALL"],
    ),
    (
        "FOR WEB01 RMDISK 0200 3390 AUTOR 10 LNX003",
        ["-MDISK 0200 FB-512 V-DISK 1000 MR", "+MDISK 0200 3390 1 10 LNX003 MR"],
    ),
    (
        "FOR WEB01 RMDISK 0100 FB-512 V-DISK 1000",
        ["-MDISK 0100 3390 1 50 LNX002 MR", "+MDISK 0100 FB-512 V-DISK 1000 MR"],
    ),
    (
        "FOR DB01 CLONEDISK 0200 WEB01 0100 AUTOG 60 LINUX MR",
        ["RC 9014 / 9014 The copy has a size of 60, the source 50."],
    ),
    ("FOR DB01 CLONEDISK 0200 WEB01 0100", ["RC 9006 / 9006 DB01 has no minidisk 0200; a new one needs a place."]),
    ("FOR DB01 CLONEDISK 0100 WEB01 0100", ["RC 9014 / 9014 DB01/0100 is 3390 of 100, the source 3390 of 50."]),
    (
        "FOR DB01 CLONEDISK 0100 MAINT 0190 AUTOG 100 LINUX",
        ["RC 9005 / 9005 DB01/0100 is there already; a copy over it needs no place."],
    ),
    (
        "FOR DB01 CLONEDISK 0200 WEB01 0200 AUTOG 1000 LINUX",
        ["RC 3543 / 3543 WEB01/0200 is temporary and cannot be copied."],
    ),
    ("FOR DB01 CLONEDISK 0200 WEB01 0999 AUTOG 1000 LINUX", ["RC 9006 / 9006 WEB01 has no minidisk 0999."]),
    ("FOR DB01 CLONEDISK 0200 NOBODY 0999 AUTOG 1000 LINUX", ["RC 9002 / 9002 NOBODY is not in the directory."]),
    ("FOR WEB01 CLONEDISK 0200 MAINT 0190", ["RC 9014 / 9014 WEB01 has another device there than a minidisk."]),
    (
        "FOR MAINT TMDISK 0191 TO DB01 0195",
        [
            "-MDISK 0191 3390 200 50 LNX001 MR RSECRET WSECRET MSECRET",
            "-DASDOPT NOCTL",
            "-MINIOPT NOMDC",
            "+MDISK 0195 3390 200 50 LNX001 MR RSECRET WSECRET MSECRET",
            "+DASDOPT NOCTL",
            "+MINIOPT NOMDC",
        ],
    ),
    (
        "FOR MAINT TMDISK 0191 DB01 0195 RR PWS ALL",
        [
            "-MDISK 0191 3390 200 50 LNX001 MR RSECRET WSECRET MSECRET",
            "-DASDOPT NOCTL",
            "-MINIOPT NOMDC",
            "+MDISK 0195 3390 200 50 LNX001 RR ALL",
            "+DASDOPT NOCTL",
            "+MINIOPT NOMDC",
        ],
    ),
    ("FOR MAINT TMDISK 0190 DB01 0195", [still_linked("MAINT/0190", "WEB01")]),
    ("FOR MAINT TMDISK 0191 DB01 0100", ["RC 9005 / 9005 DB01/0100 is there already."]),
    ("FOR MAINT TMDISK 0191 NOBODY 0100", ["RC 9002 / 9002 NOBODY is not in the directory."]),
    (
        "FOR MAINT TMDISK 0191 MAINT 0195",
        [
            "-MDISK 0191 3390 200 50 LNX001 MR RSECRET WSECRET MSECRET",
            "+MDISK 0195 3390 200 50 LNX001 MR RSECRET WSECRET MSECRET",
        ],
    ),
    ("FOR MAINT TMDISK 0199 DB01 0195", ["RC 9006 / 9006 MAINT has no minidisk 0199."]),
    (
        "FOR MAINT DMDISK 0191",
        ["-MDISK 0191 3390 200 50 LNX001 MR RSECRET WSECRET MSECRET", "-DASDOPT NOCTL", "-MINIOPT NOMDC"],
    ),
    (
        "FOR MAINT DMDISK 0191 NOCLEAN",
        ["-MDISK 0191 3390 200 50 LNX001 MR RSECRET WSECRET MSECRET", "-DASDOPT NOCTL", "-MINIOPT NOMDC"],
    ),
    ("FOR MAINT DMDISK 0190", [still_linked("MAINT/0190", "WEB01")]),
    ("FOR MAINT DMDISK 0199", ["RC 9006 / 9006 MAINT has no minidisk 0199."]),
    ("FOR WEB01 DMDISK 0300 CLEAN", ["RC 3543 / 3543 WEB01/0300 is temporary and cannot be cleaned."]),
    ("FOR WEB01 DMDISK 0190", ["RC 9006 / 9006 WEB01 has no minidisk 0190."]),
]

BY_WORK_UNIT: list[tuple[str, list[str], list[str]]] = [
    ("FOR DB01 AMDISK 0191 3390 AUTOG 10 LINUX MR LABEL DB191", [], ["+MDISK 0191 3390 1 10 LNX001 MR"]),
    ("FOR DB01 AMDISK 0191 3390 AUTOG 10 LINUX MR BLKSIZE 4096 PWS RS", [], ["+MDISK 0191 3390 1 10 LNX001 MR RS"]),
    (
        "FOR MAINT CMDISK 0191 3390 AUTOG 80 LINUX",
        [],
        [
            "-MDISK 0191 3390 200 50 LNX001 MR RSECRET WSECRET MSECRET",
            "+MDISK 0191 3390 1 80 LNX001 MR RSECRET WSECRET MSECRET",
        ],
    ),
    (
        "FOR MAINT CMDISK 0191 3390 500 80 LNX003 LABEL MNT191",
        [],
        [
            "-MDISK 0191 3390 200 50 LNX001 MR RSECRET WSECRET MSECRET",
            "+MDISK 0191 3390 500 80 LNX003 MR RSECRET WSECRET MSECRET",
        ],
    ),
    (
        "FOR MAINT RMDISK 0191 3390 AUTOG 120 LINUX LABEL MNT191",
        [],
        [
            "-MDISK 0191 3390 200 50 LNX001 MR RSECRET WSECRET MSECRET",
            "+MDISK 0191 3390 250 120 LNX001 MR RSECRET WSECRET MSECRET",
        ],
    ),
    ("FOR DB01 CLONEDISK 0200 WEB01 0100 AUTOG 50 LINUX MR", ["+MDISK 0200 3390 1 50 LNX001 MR"], []),
    ("FOR DB01 CLONEDISK 0100 MAINT 0190", [], []),
    (
        "FOR MAINT DMDISK 0191 CLEAN",
        ["-MDISK 0191 3390 200 50 LNX001 MR RSECRET WSECRET MSECRET", "-DASDOPT NOCTL", "-MINIOPT NOMDC"],
        [],
    ),
]


@pytest.mark.parametrize(("command", "becomes"), AT_ONCE, ids=[one[0] for one in AT_ONCE])
def test_a_verb_changes_minidisks_or_refuses(command: str, becomes: list[str]) -> None:
    simulator = desk(DIRECTORY, extents=EXTENTS)
    assert change(simulator, command) == becomes
    assert simulator.wait() == []


@pytest.mark.parametrize(("command", "at_once", "later"), BY_WORK_UNIT, ids=[one[0] for one in BY_WORK_UNIT])
def test_a_verb_changes_minidisks_by_a_work_unit(command: str, at_once: list[str], later: list[str]) -> None:
    simulator = desk(DIRECTORY, extents=EXTENTS)
    *changed, answer = change(simulator, command)
    assert (changed, answer.split(" / ")[0]) == (at_once, "RC 0")
    before = simulator.records.texts
    (ended,) = simulator.wait()
    assert [line[0] + line[2:] for line in difflib.ndiff(before, simulator.records.texts) if line[0] in "+-"] == later
    assert ended.messages[-1].number == 3430


def test_a_minidisk_is_placed_behind_one_that_a_work_unit_still_formats() -> None:
    simulator = desk(DIRECTORY, extents=EXTENTS)
    simulator.run("FOR DB01 AMDISK 0191 3390 AUTOG 10 LINUX MR LABEL DB191")
    assert change(simulator, "FOR DB01 AMDISK 0192 3390 AUTOG 10 LINUX MR") == ["+MDISK 0192 3390 11 10 LNX001 MR"]
    simulator.wait()
    assert change(simulator, "FOR DB01 AMDISK 0193 3390 AUTOG 10 LINUX MR") == ["+MDISK 0193 3390 21 10 LNX001 MR"]


def test_the_old_place_of_a_minidisk_is_free_when_the_work_unit_has_ended() -> None:
    simulator = desk(DIRECTORY, extents=EXTENTS)
    simulator.run("FOR MAINT CMDISK 0191 3390 AUTOG 80 LINUX")
    command = "FOR DB01 AMDISK 0191 3390 200 50 LNX001 MR"
    assert change(simulator, command) == ["RC 9008 / 9008 MAINT/0191 has 200-249 of LNX001."]
    simulator.wait()
    assert change(simulator, command) == ["+MDISK 0191 3390 200 50 LNX001 MR"]


def test_a_cleaned_place_is_free_when_the_work_unit_has_ended() -> None:
    simulator = desk(DIRECTORY, extents=EXTENTS)
    simulator.run("FOR MAINT DMDISK 0191 CLEAN")
    command = "FOR DB01 AMDISK 0191 3390 200 50 LNX001 MR"
    assert change(simulator, command) == ["RC 9008 / 9008 DATAMOVE/1 has 200-249 of LNX001."]
    simulator.wait()
    assert change(simulator, command) == ["+MDISK 0191 3390 200 50 LNX001 MR"]


def test_a_server_that_cleans_does_so_with_what_a_copy_leaves_behind() -> None:
    simulator = desk(DIRECTORY, extents=EXTENTS, disk_cleanup=True)
    simulator.run("FOR MAINT CMDISK 0191 3390 AUTOG 80 LINUX")
    moved, cleaned = simulator.wait()
    assert [message.number for message in moved.messages if message.number not in UPDATE] == [
        3541,
        3541,
        3541,
        3891,
        3430,
    ]
    assert [message.number for message in cleaned.messages if message.number not in UPDATE] == [3541, 3430]
    assert change(simulator, "FOR DB01 AMDISK 0191 3390 200 50 LNX001 MR") == ["+MDISK 0191 3390 200 50 LNX001 MR"]


def test_a_server_that_cleans_is_told_not_to() -> None:
    simulator = desk(DIRECTORY, extents=EXTENTS, disk_cleanup=True)
    assert simulator.run("FOR MAINT DMDISK 0191").work_unit is not None
    simulator = desk(DIRECTORY, extents=EXTENTS, disk_cleanup=True)
    assert simulator.run("FOR MAINT DMDISK 0191 NOCLEAN").work_unit is None


def test_a_device_that_a_work_unit_works_on_is_locked() -> None:
    simulator = desk(DIRECTORY, extents=EXTENTS)
    unit = simulator.run("FOR DB01 CLONEDISK 0200 WEB01 0100 AUTOG 50 LINUX MR").work_unit
    locked = f"is locked by work unit {unit}."
    refused = {
        "FOR DB01 DMDISK 0200": "DB01/0200",
        "FOR WEB01 DMDISK 0100": "WEB01/0100",
        "FOR WEB01 MDISK 0100 RR": "WEB01/0100",
        "FOR WEB01 DASDOPT 0100 NOCTL": "WEB01/0100",
        "FOR WEB01 CHVADDR 0100 0101": "WEB01/0100",
        "FOR WEB01 PURGE": "WEB01/0100",
        "FOR WEB01 TMDISK 0100 MAINT 0100": "WEB01/0100",
        "FOR WEB01 CMDISK 0100 3390 AUTOG 50 LINUX": "WEB01/0100",
    }
    for command, device in refused.items():
        assert change(simulator, command) == [f"RC 9004 / 9004 {device} {locked}"]
    simulator.run("FOR DB01 AMDISK 0300 3390 AUTOG 5 LINUX MR LABEL X")
    assert said(simulator.run("FOR DB01 DEDICATE 0300 1234")).startswith("RC 9004")
    simulator.wait()
    assert simulator.run("FOR WEB01 DMDISK 0100").rc == 0


def test_a_group_can_be_told_to_be_full() -> None:
    simulator = desk(DIRECTORY, extents=EXTENTS, faults=Faults(full_groups=frozenset({"LINUX"})))
    assert change(simulator, "FOR DB01 AMDISK 0191 3390 AUTOG 1 LINUX MR") == [
        "RC 9007 / 9007 Group LINUX has no room for 1 (as asked for)."
    ]
    assert change(simulator, "FOR DB01 AMDISK 0191 3390 AUTOG 1 ROT MR")[:1] == ["+MDISK 0191 3390 1 1 LNX001 MR"]


def test_an_entry_that_may_have_no_minidisk_gets_none() -> None:
    simulator = desk("PROFILE LNX\nMACHINE ESA\n" + DIRECTORY, extents=EXTENTS)
    assert change(simulator, "FOR LNX AMDISK 0191 3390 AUTOG 1 LINUX MR") == [
        "RC 9010 / 9010 MDISK may not stand in a PROFILE."
    ]


def test_overlaps_are_refused_unless_the_server_does_not_look_for_them() -> None:
    command = "FOR DB01 AMDISK 0191 3390 100 10 LNX001 MR"
    assert change(desk(DIRECTORY, extents=EXTENTS, extent_check=False), command) == [
        "+MDISK 0191 3390 100 10 LNX001 MR"
    ]


def test_what_is_not_strict_may_begin_with_the_label_of_its_volume() -> None:
    command = "FOR DB01 AMDISK 0191 3390 0 10 LNX001 MR"
    assert change(desk(DIRECTORY, extents=EXTENTS, strict=False), command) == ["+MDISK 0191 3390 0 10 LNX001 MR"]


# ---- what is not certain of the choice of a place


def test_a_rotating_group_tells_that_its_last_region_is_not_known_only_while_it_is_not() -> None:
    simulator = desk(DIRECTORY, extents=EXTENTS)
    first = change(simulator, "FOR DB01 AMDISK 0191 3390 AUTOG 10 ROT MR")
    assert first[1:] == [
        "RC 0 / 9019 LNX001 1-10 is one place of several that DirMaint may choose; "
        "not certain of DirMaint (switch: last_used)."
    ]
    simulator = desk(DIRECTORY, extents=EXTENTS, last_used={"ROT": "LNX001"})
    assert change(simulator, "FOR DB01 AMDISK 0191 3390 AUTOG 10 ROT MR") == ["+MDISK 0191 3390 1 10 LNX003 MR"]
    assert change(simulator, "FOR DB01 AMDISK 0192 3390 AUTOG 10 ROT MR") == ["+MDISK 0192 3390 1 10 LNX001 MR"]


def test_an_exact_fit_in_a_later_region_tells_that_its_reach_is_not_known() -> None:
    command = "FOR DB01 AMDISK 0191 3390 AUTOG 50 LINUX MR"
    exact = "not certain of DirMaint (switch: exact_within)."
    group = change(desk(DIRECTORY, extents=EXTENTS, exact_first=True), command)
    assert (group[0], group[1].endswith(exact)) == ("+MDISK 0191 3390 151 50 LNX002 MR", True)
    region = change(desk(DIRECTORY, extents=EXTENTS, exact_first=True, exact_within="region"), command)
    assert (region[0], region[1].endswith(exact)) == ("+MDISK 0191 3390 1 50 LNX001 MR", True)
    assert change(desk(DIRECTORY, extents=EXTENTS), command) == ["+MDISK 0191 3390 1 50 LNX001 MR"]


def test_a_size_in_cms_blocks_on_fixed_blocks_tells_where_rounding_matters() -> None:
    command = "FOR DB01 AMDISK 0191 9336 RBLK1024 11 FBA1 MR"
    rounding = "not certain of DirMaint (switch: fba_unit)."
    rounded = change(desk(DIRECTORY, extents=EXTENTS), command)
    assert (rounded[0], rounded[1].endswith(rounding)) == ("+MDISK 0191 9336 16 24 FBA001 MR", True)
    as_asked = change(desk(DIRECTORY, extents=EXTENTS, fba_unit=1), command)
    assert (as_asked[0], as_asked[1].endswith(rounding)) == ("+MDISK 0191 9336 16 22 FBA001 MR", True)
    even = change(desk(DIRECTORY, extents=EXTENTS), command.replace("11", "12"))
    assert even == ["+MDISK 0191 9336 16 24 FBA001 MR"]
