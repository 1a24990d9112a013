"""Verbs for the server, its files, passwords and the directory as a file."""

from typing import Any

import pytest

from dirtool.dirmaint.simulate import Simulator
from tests.dirmaint.desk import change, desk, ids, said

DIRECTORY = """\
USER MAINT SECRET1 1G 2G ABCDEFG
 MDISK 0191 3390 200 50 LNX001 MR RSECRET WSECRET
USER WEB01 SECRET2 1G 4G G
PROFILE LNX
 MACHINE ESA
"""
EXTENTS = ":REGIONS.\nLNX001 LNX001 1 END 3390-09\n:END.\n"
FILES = {
    "EXTENT CONTROL": ":REGIONS.\nLNX009 LNX009 1 END 3390-03\n:END.\n",
    "LINUX PROTODIR": "USER LINUX SECRET3 1G\n",
    "NOTES DATA": "nothing\n",
}

SAID = [
    ("FILE NOTES DATA", "RC 0 / 3821 NOTES DATA E2 has arrived; RC = 0."),
    ("FILE OTHER DATA", "RC 9013 / 9013 The sender has no file OTHER DATA."),
    ("SEND OTHER DATA", "RC 9013 / 9013 The server has no file OTHER DATA here, but prototypes and EXTENT CONTROL."),
    (
        "SEND LINUX PROTODIR",
        "RC 9013 / 9013 The server has no file LINUX PROTODIR here, but prototypes and EXTENT CONTROL.",
    ),
    ("QUERY SATELLITE *", "RC 9001 / 9001 SATELLITE does not fit; allowed: at most 8 characters."),
    ("QUERY SATELLIT *", "RC 9018 / 9018 QUERY SATELLIT is not simulated."),
    ("STATUS", "RC 0 / 9021 Nothing is locked, and there is no work unit."),
    ("WORKUNIT CANCEL 12345678", "RC 9016 / 9016 There is no work unit 12345678 that waits, runs or has failed."),
    ("PW RANDOM 8", "RC 9018 / 9018 A password that is made up is not simulated."),
    ("PW NEWPASS1 VPW NEWPASS2", "RC 9029 / 9029 The two passwords differ."),
    ("FOR WEB01 TESTPW SECRET2", "RC 0"),
    ("FOR WEB01 TESTPW SECRET3", "RC 9029 / 9029 It is not the password of the entry."),
    ("FOR LNX SETPW NEWPASS1", "RC 9010 / 9010 LNX has no password."),
    ("SCAN SHARE", "RC 0 / 9021 SCAN is accepted; the report that it would send is not made here."),
    ("DIRMAP", "RC 0 / 9021 DIRMAP is accepted; the report that it would send is not made here."),
    ("LINKS MAINT 0191", "RC 0 / 9021 LINKS is accepted; the report that it would send is not made here."),
    ("FOR WEB01 AUTHFOR OPS1 CMDLEVEL 150A CMDSET AG", "RC 0"),
    ("FOR WEB01 DROPFOR OPS1", "RC 0"),
    ("NEEDPASS NO", "RC 0"),
    ("BACKUP", "RC 0"),
    ("DIRECT", "RC 0"),
    ("SHUTDOWN", "RC 9018 / 9018 SHUTDOWN is not simulated."),
    ("BATCH CHANGES", "RC 9018 / 9018 BATCH is not simulated."),
    ("SSI LNX001", "RC 9018 / 9018 SSI is not simulated."),
    ("STORAG", "RC 9001 / 9001 STORAG is no command of DirMaint; near to it: STORAGE or STAG."),
    (
        "FOR WEB01",
        "RC 9001 / 9001 The command ends too soon; it needs command, ASUSER, ATNODE, BYUSER, CMDLEVEL, FORUSER, MULTIUSER, "
        "PROMPT, REQUEST or TOSYS.",
    ),
    ("", "RC 9001 / 9001 There is no command."),
]


def server(**settings: Any) -> Simulator:
    return desk(DIRECTORY, extents=EXTENTS, files=FILES, **settings)


@pytest.mark.parametrize(("command", "answer"), SAID, ids=[one[0] for one in SAID])
def test_a_command_that_changes_no_entry_is_answered(command: str, answer: str) -> None:
    simulator = server()
    before = simulator.records.texts
    assert said(simulator.run(command)) == answer
    assert simulator.records.texts == before


@pytest.mark.parametrize(
    ("command", "becomes"),
    [
        ("PW NEWPASS1", ["-USER MAINT SECRET1 1G 2G ABCDEFG", "+USER MAINT NEWPASS1 1G 2G ABCDEFG"]),
        ("PW NEWPASS1 VPW NEWPASS1", ["-USER MAINT SECRET1 1G 2G ABCDEFG", "+USER MAINT NEWPASS1 1G 2G ABCDEFG"]),
        ("FOR WEB01 SETPW NEWPASS1 90", ["-USER WEB01 SECRET2 1G 4G G", "+USER WEB01 NEWPASS1 1G 4G G"]),
        ("FOR WEB01 SETPW LBYONLY", ["-USER WEB01 SECRET2 1G 4G G", "+USER WEB01 LBYONLY 1G 4G G"]),
    ],
)
def test_a_password_is_set(command: str, becomes: list[str]) -> None:
    assert change(server(), command) == becomes


def test_no_password_is_in_what_is_said() -> None:
    simulator = server()
    commands = ("PW NEWPASS1", "FOR WEB01 SETPW NEWPASS2 90", "FOR WEB01 TESTPW NEWPASS3")
    assert [simulator.run(command).shown for command in commands] == [
        "PW ********",
        "FOR WEB01 SETPW ******** 90",
        "FOR WEB01 TESTPW ********",
    ]
    assert "NEWPASS" not in repr(simulator.events)


def test_a_prototype_comes_back_as_it_was_sent_and_is_secret() -> None:
    simulator = server()
    simulator.run("FILE LINUX PROTODIR")
    (file,) = simulator.run("SEND LINUX PROTODIR").files
    assert file == ("LINUX PROTODIR", ("USER LINUX SECRET3 1G",), True)


def test_extent_control_that_is_sent_counts_when_it_is_reloaded() -> None:
    simulator = server()
    unknown = "RC 0 / 3558 There is no region LNX009 (SMAPI 420/8)."
    simulator.run("FILE EXTENT CONTROL")
    assert said(simulator.run("DASD QUERY REGION LNX009")) == unknown
    simulator.run("RLDEXTN")
    assert said(simulator.run("DASD QUERY REGION LNX009")).split(" / ")[2] == (
        "3564 LNX009   LNX009          1       3338       3338 3390-03"
    )
    (file,) = simulator.run("SEND EXTENT CONTROL").files
    assert file == ("EXTENT CONTROL", (":REGIONS.", "LNX009 LNX009 1 END 3390-03", ":END."), False)


def test_a_statement_that_slipped_into_extent_control_is_sent_without_its_passwords() -> None:
    simulator = desk(
        DIRECTORY, files={"EXTENT CONTROL": ":REGIONS.\nUSER WEB02 HUSH1 1G\nLNX009 LNX009 1 END 3390-03\n:END.\n"}
    )
    simulator.run("FILE EXTENT CONTROL")
    simulator.run("RLDEXTN")
    (file,) = simulator.run("SEND EXTENT CONTROL").files
    assert file.lines == (
        ":REGIONS.", "******** ******** ******** ********", "LNX009 LNX009 1 END 3390-03", ":END."
    )  # fmt: skip


def test_a_file_by_the_name_of_extent_control_has_to_be_one() -> None:
    simulator = desk(DIRECTORY, files={"EXTENT CONTROL": "USER X NOLOG\n"})
    assert said(simulator.run("FILE EXTENT CONTROL")) == "RC 9001 / 9001 EXTENT CONTROL is no EXTENT CONTROL."


def test_the_whole_directory_is_sent_with_passwords_or_without() -> None:
    (plain,) = server().run("USER WITHPASS").files
    assert (plain.name, plain.lines, plain.is_secret) == ("USER WITHPASS", tuple(DIRECTORY.splitlines()), True)
    (masked,) = server().run("USER NOPASS").files
    assert (masked.name, masked.lines[:2], masked.is_secret) == (
        "USER NOPASS",
        ("USER MAINT ******** 1G 2G ABCDEFG", " MDISK 0191 3390 200 50 LNX001 MR ******** ********"),
        False,
    )


def test_changes_are_kept_out_of_the_object_directory_until_it_is_online_again() -> None:
    simulator = server(online="SCHED")
    command = "FOR WEB01 SHARE RELATIVE 100"
    assert ids(simulator.run(command).messages)[2:-1] == ["BIU3450I", "BIU3425I"]
    assert (
        said(simulator.run("OFFLINE")) == "RC 0 / 9024 The object directory follows changes as set by ONLINE= OFFLINE."
    )
    assert ids(simulator.run(command).messages)[2:-1] == ["BIU3450I"]
    assert said(simulator.run("ONLINE")) == "RC 0 / 9024 The object directory follows changes as set by ONLINE= SCHED."
    assert ids(simulator.run(command).messages)[2:-1] == ["BIU3450I", "BIU3425I"]
    assert said(simulator.run("ONLINE IMMED")).endswith("as set by ONLINE= IMMED.")
    assert ids(simulator.run(command).messages)[2:-1] == ["BIU3450I", "BIU3424I", "DRC3451I", "BIU3428I"]
    assert said(simulator.run("ONLINE NEVER")) == "RC 9018 / 9018 ONLINE NEVER is not simulated."


def test_locks_are_told_by_status() -> None:
    simulator = server()
    simulator.run("FOR WEB01 LOCK")
    simulator.run("FOR MAINT LOCK 0191")
    assert said(simulator.run("STATUS")) == (
        "RC 0 / 9021 Entry WEB01 is locked by MAINT. / 9021 Device MAINT/0191 is locked by MAINT."
    )
