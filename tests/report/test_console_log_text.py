"""A log is explained: its requests and what decided them, then everything else once; and nothing of its own text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.dirmaint.console.log import read_console_log
from dirtool.dirmaint.console.messages import ENDED
from dirtool.report.console_log_text import console_log_text
from dirtool.report.style import Style
from dirtool.spec.dirmaint_messages import MESSAGES as DIRMAINT
from dirtool.spec.dirmaint_messages import DirmaintMessage
from dirtool.spec.messages import MESSAGES as DIRECTXA
from tests.dirmaint.logs import DISK_IS_THERE, FORMATTED, QUERY_DATAMOVE, REFUSED_ADD, UNLOCK

STYLE = Style()


def told(*texts: str, style: Style = STYLE) -> str:
    return "\n".join(console_log_text(read_console_log("".join(texts).split("\n")), style))


def test_a_failure_is_explained_by_the_message_that_decided() -> None:
    assert (
        told(UNLOCK)
        == """\
line 2: UNLOCK for HARBOR1 failed with return code 3601
  DVHLOC3601E already unlocked
    Meaning: UNLOCK of an entry that is not locked.
    Cause: Somebody else has unlocked it, or it was never locked.
    Next: Nothing to do: what was wanted is so. A program may take this return
    code for success."""
    )


def test_what_directxa_said_is_explained_and_not_that_it_spoke() -> None:
    assert (
        told(REFUSED_ADD, UNLOCK)
        == """\
2 requests: 2 failed

line 3, request 4711: ADD for HARBOR2 failed with return code 3212
  DVHADD3212E unexpected return code inside
    Meaning: an EXEC inside DirMaint ended with a return code that is not
    expected.
    Cause: When it comes from ADD, DIRECTXA refuses the new entry. The 6213
    messages before it hold what DIRECTXA says.
    Next: Look at the HCPDIR message in them, correct the entry and repeat the
    command; nothing was changed.
  HCPDIR1776E
    Meaning: an entry's default storage is larger than its maximum.
    Next: Raise the maximum or lower the default, also where STORAGE, MAXSTORAGE
    or a profile give them.
    Found by:
      VAL008 storage-above-maximum
  DIRECTXA says that it has changed nothing.

line 18: UNLOCK for HARBOR1 failed with return code 3601
  DVHLOC3601E already unlocked
    Meaning: UNLOCK of an entry that is not locked.
    Cause: Somebody else has unlocked it, or it was never locked.
    Next: Nothing to do: what was wanted is so. A program may take this return
    code for success.

DVHREQ2290I: the console of DIRMAINT shows a request as it came, with its number
  and its sender.
HCPDIR750I: there is no RPWLIST DATA, the list of passwords nobody may use."""
    )


def test_a_request_is_not_done_before_its_work_units() -> None:
    assert (
        told(FORMATTED)
        == """\
line 2: AMDISK for HARBOR3 completed, but its disk work is not done
  Work unit 20000001, AMDISK HARBOR3 0200: in progress
    Next: The log does not tell its end. Wait for 3430 with this id, or ask
    QUERY DATAMOVE until nothing is pending; then read the entry again.

DVHSCU3541I: disk work was made a work unit: from SCU it is queued, from SHN it
  is being processed.
DVHBIU3450I: the source of the directory entry has been changed.
DVHBIU3424I: the change goes online immediately, by DIRECTXA.
DVHDRC3451I: the change goes online through the delta object directory, without
  a rebuild of the whole one.
DVHBIU3428I: the change to the entry is in the object directory.
DVHRLA3891I: a request inside DirMaint was passed on to its DATAMOVE machine."""
    )


def test_a_request_is_done_with_its_work_units() -> None:
    assert told(FORMATTED, DISK_IS_THERE, QUERY_DATAMOVE).split("\n")[:9] == [
        "2 requests: 2 completed",
        "",
        "line 2: AMDISK for HARBOR3 completed",
        "  Work unit 20000001, AMDISK HARBOR3 0200: done",
        "",
        "line 24: QUERY for OPER completed",
        "",
        "DATAMOVE machine DATAMOVE: ACTIVE, works on 20000001, 1 pending",
        "",
    ]


def test_work_that_is_no_longer_pending_may_be_done_or_not() -> None:
    idle = QUERY_DATAMOVE.replace("ACTIVE WUCF:20000001", "INACTIVE WUCF:NONE").replace("Pending: 1", "Pending: 0")
    assert told(FORMATTED, idle).split("\n")[2:10] == [
        "line 2: AMDISK for HARBOR3 completed, and its disk work is no longer pending",
        "  Work unit 20000001, AMDISK HARBOR3 0200: no longer pending",
        "    Next: QUERY DATAMOVE shows no work any more, and the log does not tell how",
        "    it ended. Read the entry again.",
        "",
        "line 18: QUERY for OPER completed",
        "",
        "DATAMOVE machine DATAMOVE: INACTIVE, no work unit in progress, 0 pending",
    ]


def test_a_work_unit_that_failed_is_told_so() -> None:
    failed = "DVHSHN3431E AMDISK operation for HARBOR3 address 0200 has failed (WUCF 20000001).\n"
    lines = told(FORMATTED, failed).split("\n")
    assert lines[:2] == [
        "line 2: AMDISK for HARBOR3 completed, but its disk work is not done",
        "  Work unit 20000001, AMDISK HARBOR3 0200: failed",
    ]
    assert "DVHSHN3431E disk work failed; not certain" in lines


def test_numbers_of_the_simulator_are_told_to_be_its_own() -> None:
    log = (
        "DVHREQ2288I Request GET for A1 at * is accepted.\n"
        "DVHSIM9002E A1 is not in the directory.\n"
        "DVHREQ2289E Request GET for A1 at * has failed; RC = 9002.\n"
        "DVHSIM9023I A report.\n"
    )
    assert (
        told(log)
        == """\
line 1: GET for A1 failed with return code 9002
  DVHSIM9002E of dirtool simulate
    Meaning: there is no such entry.
    DirMaint: another number, which is not certain; SMAPI answers 400/4.

DVHSIM9023I: what is there (of dirtool simulate)."""
    )


def test_how_to_wait_is_told_once() -> None:
    log = told(FORMATTED, FORMATTED.replace("20000001", "20000002"))
    assert log.startswith("2 requests: 2 completed but for disk work\n")
    assert log.count(": in progress\n") == 2
    assert log.count("Next: The log does not tell its end.") == 1


def test_what_directxa_said_is_explained_before_the_end_of_a_request() -> None:
    log = "DVHREQ2288I Your DSATCTL request for DIRMAINT at * has been accepted.\nHCPDIR666E OF ONE\nEOJ DIRECTORY NOT UPDATED"
    assert (
        told(log)
        == """\
line 1: DSATCTL for DIRMAINT was accepted, and has not ended so far
  HCPDIR666E
    Meaning: a SUBCONFIG entry that no BUILD statement names.
    Next: Name it on a BUILD of its IDENTITY, or remove it. The directory is not
    updated.
    Found by:
      REF010 orphan-subconfig
  DIRECTXA says that it has changed nothing.
  Next: Wait for 2289."""
    )


OTHERS = """\
USER HARBOR1 TOPSECRT 1G
Ready(01001);
rc: 400 rs: 12
rc: 7 rs: 1
DVHABC3999E what
DVHABC9999I what
HCPCQU003E WHAT
DVHXMT1191I Your AMDISK request has been sent.
DVHREQ2288I Your LOCK request for A1 at * has been accepted.
DVHREQ2289E Your LOCK request for A1 at * has failed; with RC = 3602.
DVHREQ2288I Your CLASS request for A1 at * has been accepted.
DVHREQ2289E Your GET request for A1 at * has failed; with RC = 8.
DVHREQ2289E Your GET request for A1 at * has failed; with RC = 3999.
DVHREQ2289E Your GET request for A1 at * has failed; with RC = 5000.
DVHREQ2289E Your GET request for A1 at * has failed; with RC = 3602.
DVHREQ2289I Your GET request for A1 at * has completed; with RC = 0.
DVHREQ2289I Your GET request for A2 at * has completed; with RC = 0.
"""


def test_what_is_not_known_or_not_certain_is_told_so() -> None:
    assert (
        told(OTHERS)
        == """\
9 requests: 5 failed, 2 without an end and 2 completed

line 9: LOCK for A1 failed with return code 3602
  DVH3602 locked by another user; not certain
    Meaning: the entry or the device is locked by somebody else.
    Cause: A GET without its REPLACE, a LOCK, or a work unit for the device.
    Next: Wait for the work unit, or ask the holder to finish; UNLOCK only if
    nobody works on it any more.

line 12: GET for A1 failed with return code 8
  Return code 8 comes from the user's half of DirMaint: syntax, a missing file,
  an error of CMS.

line 13: GET for A1 failed with return code 3999
  Return code 3999: no message of this number is known here; it comes from the
  commands, and the management of disk space; not certain.

line 14: GET for A1 failed with return code 5000
  Return code 5000 is not known.

line 15: GET for A1 failed with return code 3602
  DVH3602 explained above

line 8: AMDISK was sent, and is not accepted so far
  Next: Wait for 2288 (accepted) and 2289 (completed or failed). If they do not
  come, see whether DIRMAINT is logged on.

line 11: CLASS for A1 was accepted, and has not ended so far
  Next: Wait for 2289.

line 16: GET for A1 completed
line 17: GET for A2 completed

A command ended with return code 1001
  DVH1001 required file missing
    Meaning: the DIRMAINT EXEC stopped, since a file that it needs was not
    found.
    Cause: DIRMAINT is not started, or the disk with its interface files is not
    accessed; message 1002 names the file.
    Next: Start DIRMAINT, and access the interface disk in the virtual machine
    that gave the command.

SMAPI 400/12 return code 400, reason code 12
Meaning: the image or profile is locked.
Cause: Another client works on it, or one that crashed has left its lock.
Next: Ask Image_Lock_Query_DM who holds the lock. If nobody works on it any
more, and no work unit is pending, give Image_Unlock_DM.

SMAPI 7/1 is not known

DVHABC9999I is not known.
DVHABC3999E is not known; its number comes from the commands, and the
  management of disk space; not certain.
HCPCQU003E is a message of CP; on z/VM, HELP HCPCQU003E explains it.

1 line of the log is neither a message nor a code."""
    )


def test_what_failed_stands_first_and_of_many_that_completed_most_are_counted() -> None:
    ends = [f"DVHREQ2289I Your GET request for A{at} at * has completed; with RC = 0.\n" for at in range(40)]
    ends[20] = "DVHREQ2289E Your GET request for A20 at * has failed; with RC = 3602.\n"
    lines = told(*ends).split("\n")
    assert lines[:3] == [
        "40 requests: 1 failed and 39 completed",
        "",
        "line 21: GET for A20 failed with return code 3602",
    ]
    assert lines[-3:] == [
        "line 9: GET for A8 completed",
        "line 10: GET for A9 completed",
        "and 29 more requests completed",
    ]


def test_a_change_that_is_not_online_yet_is_told_in_full() -> None:
    assert "  Next: Wait for that time, or give DIRECT." in told("DVHBIU3425I The next ONLINE is scheduled.").split(
        "\n"
    )


def test_a_failure_of_which_nothing_is_told_is_told_so() -> None:
    log = "DVHREQ2289E Ihre Anforderung ist fehlgeschlagen"
    assert told(log) == "line 1: a request failed\n  The log does not tell why."


def test_lines_that_are_no_message_are_counted() -> None:
    assert told(UNLOCK, "one\ntwo\n").endswith("\n\n2 lines of the log are neither messages nor codes.")


@pytest.mark.parametrize("width", [64, 80, 200])
def test_no_line_is_wider_than_there_is_room(width: int) -> None:
    text = told(OTHERS, REFUSED_ADD, FORMATTED, DISK_IS_THERE, QUERY_DATAMOVE, style=Style(width=width))
    assert max(map(len, text.split("\n"))) <= width


def test_colour_changes_nothing_but_escape_codes() -> None:
    logs = OTHERS, REFUSED_ADD, UNLOCK, FORMATTED, DISK_IS_THERE, QUERY_DATAMOVE
    painted = told(*logs, style=Style(colour=True))
    assert re.sub("\x1b\\[[0-9;]*m", "", painted) == told(*logs)
    assert "\x1b[1;31mfailed\x1b[0m with return code 3601" in painted


@pytest.mark.parametrize(
    "message", [one for number, one in DIRMAINT.items() if number != ENDED], ids=lambda one: one.id
)
def test_every_message_of_dirmaint_is_explained(message: DirmaintMessage) -> None:
    explained = told(f"DVH{message.routine}{message.number}{message.severity} Something was said.")
    assert message.meaning in " ".join(explained.split())


@pytest.mark.parametrize("number", DIRECTXA)
def test_every_message_of_directxa_is_explained(number: str) -> None:
    assert DIRECTXA[number].meaning in " ".join(told(f"{number} SOMETHING WAS SAID").split())


SECRETS = """\
dirm add harbor1 like proto pw topsecrt
DIRM FOR HARBOR1 AMDISK 0200 3390 AUTOG 50 POOL1 MR PWS RDSECRT WRSECRT MUSECRT
USER HARBOR1 TOPSECRT 1G 2G G
 MDISK 0191 3390 1 10 VOL001 MR RDSECRT WRSECRT MUSECRT
DVHREQ2290I Request is: REQUEST 7 ASUSER OPER ADD HARBOR1 LIKE PROTO PW TOPSECRT
DVHREQ2290I VPW TOPSECRT
DVHREQ2288I Your ADD request for HARBOR1 at * has been accepted.
DVHSHN3541I Processing work unit 20000001 as OPER from NODE1, request 7 for HARBOR1 sysaffin *; to: \
AMDISK 0200 3390 AUTOG 50 POOL1 MR PWS RDSECRT WRSECRT MUSECRT
DVHBXX6213E REQUEST=7 RTN=DVHBXX MSG=6213 FMT=01 SUBS= 1  HCPDIR751E INVALID OPERAND - TOPSECRT
DVHREQ2289E REQUEST=7 RTN=DVHREQ MSG=2289 FMT=02 SUBS= 3212 ADD HARBOR1 * TOPSECRT
PW TOPSECRT rc: 8 rs: 3003 password=TOPSECRT
"""


@given(st.permutations(SECRETS.splitlines()), st.sets(st.integers(0, len(SECRETS)), max_size=4))
def test_no_password_of_a_log_is_shown(lines: list[str], cuts: set[int]) -> None:
    text = "\n".join(lines)
    for cut in sorted(cuts, reverse=True):
        text = f"{text[:cut]}\n{text[cut:]}" if text[cut : cut + 1] == " " else text
    assert "SECRT" not in told(text).upper()
