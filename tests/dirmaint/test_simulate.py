"""A server that only tests: it refuses what it would refuse, and changes nothing. What else is true of all requests."""

import pytest

from tests.dirmaint.desk import Desk, change, desk, said

DIRECTORY = """\
PROFILE LNXDFLT
 MACHINE ESA
USER MAINT NOLOG 1G 2G ABCDEFG
 MDISK 0190 3390 100 100 LNX001 RR ALL
USER WEB01 NOLOG 1G 4G G
 INCLUDE LNXDFLT
 OPTION QUICKDSP
 LINK MAINT 0190 0190 RR
 MDISK 0100 3390 300 100 LNX001 MR
  DASDOPT NOCTL
 MDISK 0200 3390 400 100 LNX001 MR
 NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1
 NICDEF 0600 VLAN 10
"""
EXTENTS = """\
:REGIONS.
LNX001 LNX001 1 END 3390-09
LNX002 LNX002 1 END 3390-09
:END.
:GROUPS.
ROT (ALLOCATE ROTATING)
ROT LNX001 LNX002
:END.
"""
FILES = {
    "DB01 DIRECT": "USER DB01 NOLOG 1G\nMDISK 0100 3390 AUTOG 10 ROT MR\n",
    "WEB01 DIRECT": "USER WEB01 NOLOG 1G\n",
    "LINUX PROTODIR": "USER LINUX NOLOG\n",
    "EXTENT CONTROL": EXTENTS,
}
UNCHANGED = "9028 RUNMODE is TESTING: nothing was changed."


def server() -> Desk:
    return desk(DIRECTORY, extents=EXTENTS, files=FILES, testing=True)


@pytest.mark.parametrize(
    "command",
    [
        "FOR WEB01 SHARE RELATIVE 100",
        "FOR WEB01 STORAGE 2G",
        "FOR WEB01 OPTION TODENABLE",
        "FOR WEB01 OPTION DELETE",
        "FOR WEB01 INCLUDE DELETE",
        "FOR WEB01 CLASS ABCDEFGHIJ",
        "FOR WEB01 STAG OWNER Team Web",
        "FOR WEB01 DASDOPT 0100 DEVCTL",
        "FOR WEB01 DASDOPT 0100 DELETE",
        "FOR WEB01 NICDEF 0600 DELETE",
        "FOR WEB01 CHVADDR 0100 0101",
        "FOR WEB01 SETPW NEWPASS1",
        "FOR WEB01 DMDISK 0100",
        "FOR WEB01 DMDISK 0100 CLEAN",
        "FOR WEB01 AMDISK 0300 3390 AUTOG 10 ROT MR",
        "FOR WEB01 AMDISK 0300 3390 AUTOG 10 ROT MR LABEL WEB300",
        "FOR WEB01 CMDISK 0100 3390 AUTOG 10 ROT",
        "FOR WEB01 RMDISK 0100 3390 AUTOG 10 ROT",
        "FOR WEB01 CLONEDISK 0300 MAINT 0190 AUTOG 100 ROT MR",
        "FOR WEB01 TMDISK 0100 MAINT 0100",
        "FOR WEB01 PURGE CLEAN",
        "FOR WEB01 LOCK",
        "FOR WEB01 GET",
        "CHNGID WEB01 WEB02",
        "ADD DB01",
        "OFFLINE",
    ],
)
def test_what_is_only_tested_changes_nothing(command: str) -> None:
    simulator = server()
    for _ in range(2):  # the second time it is as good as the first
        reply = simulator.run(command)
        assert (reply.rc, reply.work_unit) == (0, None)
        assert UNCHANGED in said(reply)
        assert not {3450, 3541, 3891} & {message.number for message in reply.messages}
    assert simulator.records.texts == DIRECTORY.splitlines()
    assert simulator.wait() == []
    assert said(simulator.run("STATUS")) == "RC 0 / 9021 Nothing is locked, and there is no work unit. / " + UNCHANGED
    assert simulator.run("FOR WEB01 AMDISK 0400 3390 300 100 LNX001 MR").rc == 9008  # the space of 0100 is not free


@pytest.mark.parametrize(
    ("command", "rc"),
    [
        ("FOR WEB01 STORAGE 8G", 3213),
        ("FOR NOBODY STORAGE 1G", 9002),
        ("FOR WEB01 DMDISK 0999", 9006),
        ("FOR MAINT DMDISK 0190", 9020),
        ("FOR WEB01 AMDISK 0100 3390 AUTOG 10 ROT MR", 9005),
        ("FOR WEB01 AMDISK 0300 3390 100 10 LNX001 MR", 9008),
        ("ADD WEB01", 3658),
        ("FOR WEB01 UNLOCK", 3601),
        ("FOR WEB01 NICDEF 0700 VLAN 1", 3212),
    ],
)
def test_what_would_be_refused_is_refused_by_a_server_that_tests(command: str, rc: int) -> None:
    simulator = server()
    assert simulator.run(command).rc == rc
    assert simulator.records.texts == DIRECTORY.splitlines()


@pytest.mark.parametrize(
    "command", ["DASD ADD VOLUME LNX009 3390-09", "FILE LINUX PROTODIR", "FILE EXTENT CONTROL", "RLDEXTN"]
)
def test_commands_for_files_of_the_server_are_tested_by_their_form(command: str) -> None:
    simulator = server()
    assert said(simulator.run(command)) == (
        "RC 0 / 9028 RUNMODE is TESTING: nothing was changed, and of this command only the form was tested."
    )
    assert simulator.extents.texts == EXTENTS.splitlines()
    assert simulator.run("SEND LINUX PROTODIR").rc == 9013


def test_a_server_that_tests_answers_questions() -> None:
    simulator = server()
    assert said(simulator.run("DASD QUERY GROUP ROT")).startswith("RC 0 / 3561 GROUP=ROT")
    assert said(simulator.run("FOR WEB01 OPTION ?")).startswith("RC 0 / 9023 OPTION QUICKDSP")
    assert simulator.run("FOR WEB01 REVIEW").files[0].name == "WEB01 DIRECT"


def test_what_was_refused_leaves_the_next_region_of_a_rotating_group_as_it_was() -> None:
    simulator = desk(DIRECTORY, extents=EXTENTS, files=FILES, last_used={"ROT": "LNX002"})
    assert simulator.run("FOR WEB01 AMDISK 0100 3390 AUTOG 10 ROT MR").rc == 9005
    assert simulator.run("FOR MAINT AMDISK 0600 3390 AUTOG 99999 ROT MR").rc == 9007
    assert change(simulator, "FOR MAINT AMDISK 0191 3390 AUTOG 10 ROT MR") == ["+MDISK 0191 3390 1 10 LNX001 MR"]


def test_it_tells_which_entries_have_changed_and_what_work_units_hold() -> None:
    simulator = desk("USER A NOLOG\n MDISK 0191 3390 1 9 LX0001\nUSER B NOLOG\nUSER C NOLOG\n")
    assert simulator.take_changes() == ({}, ())
    assert simulator.run("FOR A TMDISK 0191 B 0191").rc == 0
    assert simulator.run("FOR C PURGE").rc == 0
    changed = simulator.take_changes()
    assert {number: entry and entry.name for number, entry in changed.entries.items()} == {0: "A", 1: "B", 2: None}
    assert simulator.run("FOR A AMDISK 0200 3390 11 5 LX0001 MR LABEL X").rc == 0
    hold = ("DATAMOVE/1", "A/0200", "LX0001", 11, 15, True)
    assert simulator.take_changes() == ({}, (hold,))
    simulator.wait()
    changed = simulator.take_changes()
    assert (list(changed.entries), changed.holds) == ([0], ((*hold[:-1], False),))
    assert simulator.run("FOR A DMDISK 0999").rc != 0
    assert simulator.take_changes() == ({}, ())
