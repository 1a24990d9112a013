"""Commands that public console logs show: the simulator answers with the same messages in the same order.

The directory, the names and the sizes are invented; what the messages say is in our words.
"""

import textwrap
from typing import Any

import pytest

from dirtool.dirmaint.answer import Message
from dirtool.dirmaint.console.log import State, read_console_log
from dirtool.dirmaint.settings import Faults
from dirtool.dirmaint.simulate import Ended, Reply, Simulator
from tests.dirmaint.desk import desk, ids

DIRECTORY = """\
USER DATAMOVE AUTOONLY 32M 64M G
USER HARBOR1 SECRET1 1G 1G G
MACHINE ESA 4
CPU 00 BASE
MDISK 0100 3390 1 100 HAR001 MR
USER HARBOR2 SECRET2 1G 1G G
MACHINE ESA 4
MDISK 0100 3390 201 100 HAR001 MR
"""

EXTENTS = """\
:REGIONS.
HAR001 HAR001 1 END 3390-09
HAR002 HAR002 1 END 3390-09
HAR003 HAR003 1 END 3390-09
:END.
:GROUPS.
HARBOR HAR001 HAR002 HAR003
:END.
"""

FILES = {
    "HARBORS DIRECT": "PROFILE HARBORS\nMACHINE ESA\nSPOOL 000C 2540 READER *\n",
    "HARBOR9 DIRECT": "USER HARBOR9 SECRET9 4G 2G G\n",
    "LINUX PROTODIR": "USER LINUX NOLOG\nINCLUDE HARBORS\n",
}

BEGIN = ["XMT1191I", "REQ2288I"]
DONE = ["REQ2289I"]
FAILED = ["REQ2289E"]
AT_ONCE = ["BIU3450I", "BIU3424I", "DRC3451I", "BIU3428I"]
BY_DIAGNOSE = ["BIU3450I", "BIU3423I", "BIU3428I"]


def harbor(**settings: Any) -> Simulator:
    return desk(DIRECTORY, extents=EXTENTS, files=FILES, **settings)


SEEN = [
    ("DASD QUERY REGION HAR001", {}, ["DSD3563I", "DSD3564I"], 0),
    ("DASD QUERY REGION HAR009", {}, ["DSD3558W"], 0),
    ("DASD QUERY GROUP HARBOR", {}, ["DSD3561I", "DSD3562I"], 0),
    ("FOR HARBOR1 UNLOCK", {}, ["LOC3601E"], 3601),
    ("FOR HARBOR1 CPU 01", {}, BY_DIAGNOSE, 0),
    ("FOR HARBOR1 CPU 00 DELETE", {}, AT_ONCE, 0),
    ("FOR HARBOR1 STORAGE 512M", {}, BY_DIAGNOSE, 0),
    ("FOR HARBOR1 STORAGE ?", {}, ["STO3207I"], 0),
    ("FOR HARBOR1 STORAGE 8G", {}, ["STO3213E"], 3213),
    ("FILE LINUX PROTODIR", {}, ["RCV3821I"], 0),
    ("QUERY DATAMOVE *", {}, ["QRY3389I"], 0),
    ("FOR HARBOR1 NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1", {"online": "SCHED"}, ["BIU3450I", "BIU3425I"], 0),
    (
        "ADD HARBORS",
        {"delta": False, "updates_of_add": 5},
        5 * ["BIU3450I", "BIU3424I", "BIU3428I"],
        0,
    ),
    ("ADD HARBOR9", {}, ["BXX6213E", "BXX6213E", "BXX6213E", "BXX6213E", "ADD3212E"], 3212),
]


@pytest.mark.parametrize(("command", "settings", "between", "rc"), SEEN, ids=[one[0] for one in SEEN])
def test_a_command_is_answered_as_on_a_console(
    command: str, settings: dict[str, Any], between: list[str], rc: int
) -> None:
    reply = harbor(**settings).run(command)
    assert (ids(reply.messages), reply.rc) == ([*BEGIN, *between, *(FAILED if rc else DONE)], rc)


def test_a_minidisk_with_a_label_is_answered_before_and_behind_the_wait_as_on_a_console() -> None:
    simulator = harbor()
    reply = simulator.run("FOR HARBOR2 AMDISK 0191 3390 AUTOG 5 HARBOR MR LABEL HAR191 PWS RSECRET WSECRET MSECRET")
    assert ids(reply.messages) == [*BEGIN, "SCU3541I", "SHN3541I", *AT_ONCE, "RLA3891I", *DONE]
    assert updated(reply) == ["DATAMOVE"]
    (ended,) = simulator.wait()
    assert ids(ended.messages) == ["SHN3541I", *AT_ONCE, *AT_ONCE, "SHN3430I"]
    assert updated(ended) == ["HARBOR2", "DATAMOVE"]


def test_a_clone_over_a_minidisk_that_is_there_is_answered_as_on_a_console() -> None:
    simulator = harbor()
    reply = simulator.run("FOR HARBOR2 CLONEDISK 100 HARBOR1 100")
    assert ids(reply.messages) == [*BEGIN, "SCU3541I", "SHN3541I", *(5 * AT_ONCE), "RLA3891I", *DONE]
    assert updated(reply) == ["DATAMOVE", "DATAMOVE", "DATAMOVE", "HARBOR2", "DATAMOVE"]
    assert reply.messages[3].text.endswith("; to: CLONEDISK 0100 HARBOR1 0100")


def test_a_datamove_machine_is_active_while_a_work_unit_goes_on() -> None:
    simulator = harbor()
    unit = simulator.run("FOR HARBOR2 CLONEDISK 100 HARBOR1 100").work_unit
    asked = "DATAMOVE DATAMOVE at ZVM1 Status: {} WUCF:{} Pending: {} Autologs: 0"
    assert simulator.run("QUERY DATAMOVE *").messages[2].text == asked.format("ACTIVE", unit, 1)
    simulator.wait()
    assert simulator.run("QUERY DATAMOVE *").messages[2].text == asked.format("INACTIVE", "NONE", 0)


def test_what_dasd_query_tells_stands_in_the_columns_of_a_console() -> None:
    told = harbor().run("DASD QUERY REGION HAR001").messages
    assert [message.text for message in told[2:4]] == [
        "REGION   VOLUME      START       SIZE        END DEV-TYPE COMMENTS",
        "HAR001   HAR001          1      10016      10016 3390-09",
    ]
    told = harbor().run("DASD QUERY GROUP HARBOR").messages
    assert [message.text for message in told[2:4]] == [
        "GROUP=HARBOR ALLOCATE=(LINEAR) REGIONS=3",
        "GROUP=HARBOR REGIONS=HAR001   HAR002   HAR003",
    ]


def test_the_senders_own_part_answers_what_it_does_itself() -> None:
    reply = harbor().run("EXECLOAD")
    assert [(message.id, message.from_server) for message in reply.messages] == [("DVHELD1190I", False)]
    assert reply.rc == 0


def test_a_compiler_that_refuses_says_which_of_its_messages_it_was() -> None:
    reply = harbor().run("ADD HARBOR9")
    assert [message.text.split()[0] for message in reply.messages if message.number == 6213][1:3] == [
        "HCPDIR750I",
        "HCPDIR1776E",
    ]
    assert "NOT UPDATED" in reply.messages[-3].text


def updated(event: Reply | Ended) -> list[str]:
    return [message.text.split()[4] for message in event.messages if message.number == 3450]


# ---- our own transcripts, read as a console log


def test_the_reader_of_console_logs_understands_our_transcripts() -> None:
    simulator = harbor()
    for command in [
        "FOR HARBOR2 AMDISK 0191 3390 AUTOG 5 HARBOR MR LABEL HAR191",
        "FOR HARBOR1 STORAGE 8G",
        "ADD HARBOR9",
        "QUERY DATAMOVE *",
    ]:
        simulator.run(command)
    simulator.wait()
    log = read_console_log(transcript(simulator))
    assert [(one.verb, one.target, one.state, one.rc) for one in log.requests] == [
        ("AMDISK", "HARBOR2", State.COMPLETED, 0),
        ("STORAGE", "HARBOR1", State.FAILED, 3213),
        ("ADD", "HARBOR9", State.FAILED, 3212),
        ("QUERY", "MAINT", State.COMPLETED, 0),
    ]
    assert log.requests[2].not_updated
    assert [(one.verb, one.target, one.vdev, one.state) for one in log.units.values()] == [
        ("AMDISK", "HARBOR2", "0191", State.DONE)
    ]
    assert [(one.machine, one.status, one.pending) for one in log.datamove] == [("DATAMOVE", "ACTIVE", 1)]
    assert log.not_read == 0


def test_the_reader_of_console_logs_sees_a_work_unit_that_has_failed() -> None:
    simulator = desk(DIRECTORY, extents=EXTENTS, faults=Faults(work_units=frozenset({1})))
    simulator.run("FOR HARBOR2 AMDISK 0191 3390 AUTOG 5 HARBOR MR LABEL HAR191")
    simulator.wait()
    log = read_console_log(transcript(simulator))
    assert [(one.verb, one.target, one.state) for one in log.units.values()] == [("AMDISK", "HARBOR2", State.FAILED)]


def transcript(simulator: Simulator) -> list[str]:
    return [
        f"{' ' if message.from_server else ''}{message.id} {line}"
        for event in simulator.events
        for message in event.messages
        for line in wrapped(message)
    ]


def wrapped(message: Message) -> list[str]:
    return textwrap.wrap(message.text, 72 - len(message.id), break_on_hyphens=False)
