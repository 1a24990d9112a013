"""What DirMaint says: its message numbers, what each means in our words, where it comes from, and what to do.

A message id is DVH, the three letters of the routine that sends it, the number, and a severity: I for information, W for a
warning, E for an error, S or T where the program stops. The number alone is the identity: the routine is informative, and the
text depends on the installation's language. A request that fails has the number of the deciding message as its return code.

Source: z/VM DirMaint Messages, and public session logs, APAR texts and client programs. A row marked unsure is a number or a
reading that no such document confirms.
"""

from __future__ import annotations

from typing import NamedTuple

from dirtool.spec.statement import Mark


class DirmaintMessage(NamedTuple):
    """One message.

    `routine` is the three letters of the routine in its id, the first one where several send it, and empty where none was
    seen. `severity` is its letter, several where it varies. `name` says in a few words what it is. `meaning` is the rest of
    a sentence, `cause` and `advice` (the next step) are sentences; a message without a problem has no cause. `mark` is about
    the number together with its meaning.
    """

    number: int
    routine: str
    severity: str
    name: str
    meaning: str
    cause: str
    advice: str
    mark: Mark = Mark.DOC

    @property
    def id(self) -> str:
        """The message as people quote it, without the routine: DVH3601E; without a severity where that varies."""
        return f"DVH{self.number}{self.severity if len(self.severity) == 1 else ''}"


class Range(NamedTuple):
    """A range of return codes, and what gives them."""

    first: int
    last: int
    source: str
    mark: Mark


MESSAGES = {
    message.number: message
    for message in (
        DirmaintMessage(
            1001,
            "",
            "T",
            "required file missing",
            "the DIRMAINT EXEC stopped, since a file that it needs was not found",
            "DIRMAINT is not started, or the disk with its interface files is not accessed; message 1002 names the file.",
            "Start DIRMAINT, and access the interface disk in the virtual machine that gave the command.",
        ),
        DirmaintMessage(
            1002,
            "",
            "T",
            "required file missing",
            "the name of a required file, such as WHERETO DATADVH, that was not found",
            "DIRMAINT is not started, or the disk with its interface files is not accessed.",
            "Start DIRMAINT, and access the interface disk in the virtual machine that gave the command.",
        ),
        DirmaintMessage(
            1172,
            "",
            "E",
            "REPLACE not done",
            "REPLACE was not sent, since a file or an earlier step is missing",
            "The file userid DIRECT is not on an accessed disk, or the GET before it has failed.",
            "Look at the step before. The entry may still be locked: give UNLOCK before the next try.",
            Mark.UNSURE,
        ),
        DirmaintMessage(
            1190,
            "ELD",
            "I",
            "EXECLOAD or EXECDROP done",
            "the user's half of DirMaint was loaded into storage, or dropped from it",
            "",
            "Nothing to do.",
        ),
        DirmaintMessage(
            1191,
            "XMT",
            "I",
            "request sent",
            "the request was sent to DIRMAINT, which has not looked at it yet",
            "",
            "Wait for 2288 (accepted) and 2289 (completed or failed). If they do not come, see whether DIRMAINT is logged on.",
        ),
        DirmaintMessage(
            2119,
            "",
            "E",
            "CP or CMS command failed",
            "a CP or CMS command inside DirMaint gave an error",
            "The HCP or DMS message before it tells which.",
            "Look at that message, on the console of DIRMAINT if not here.",
        ),
        DirmaintMessage(
            2140, "WAI", "I", "server idle", "DIRMAINT waits for work, at the date and time shown", "", "Nothing to do."
        ),
        DirmaintMessage(
            2141,
            "WAI",
            "I",
            "server idle",
            "DIRMAINT waits for work, at the date and time shown",
            "",
            "Nothing to do.",
            Mark.KNOW,
        ),
        DirmaintMessage(
            2180,
            "",
            "E",
            "service levels differ",
            "the request has another interface level than the server that got it",
            "The DirMaint servers of the cluster, or the user's half of it, run different service levels.",
            "Stop changing the directory, and bring all servers to the same level.",
        ),
        DirmaintMessage(
            2283,
            "REQ",
            "E",
            "not authorised",
            "the sender may not give this command for this target",
            "No record of AUTHFOR CONTROL has the target, the sender and a command set of the command at this level.",
            "Ask an administrator for AUTHFOR, for both command levels (140A and 150A).",
            Mark.UNSURE,
        ),
        DirmaintMessage(
            2285,
            "REQ",
            "E",
            "not authorised",
            "the sender may not give this command for this target",
            "No record of AUTHFOR CONTROL has the target, the sender and a command set of the command at this level.",
            "Ask an administrator for AUTHFOR, for both command levels (140A and 150A).",
            Mark.UNSURE,
        ),
        DirmaintMessage(
            2288, "REQ", "I", "request accepted", "DIRMAINT has begun with the request", "", "Wait for 2289."
        ),
        DirmaintMessage(
            2289,
            "REQ",
            "IE",
            "request completed or failed",
            "the end of a request: I if it is completed, E if it has failed, with its return code",
            "A return code above 1000 is the number of the message that decided; a small one comes from CMS.",
            "After a failure look at the message with that number. After work units (3541), 3430 tells that the work is done.",
        ),
        DirmaintMessage(
            2290,
            "REQ",
            "I",
            "text of a request",
            "the console of DIRMAINT shows a request as it came, with its number and its sender",
            "",
            "Nothing to do. It may hold passwords: do not pass it on.",
        ),
        DirmaintMessage(
            3207,
            "STO",
            "I",
            "storage of an entry",
            "the answer to STORAGE ?: maximum and default storage",
            "",
            "Nothing to do.",
        ),
        DirmaintMessage(
            3212,
            "ADD",
            "E",
            "unexpected return code inside",
            "an EXEC inside DirMaint ended with a return code that is not expected",
            "When it comes from ADD, DIRECTXA refuses the new entry. The 6213 messages before it hold what DIRECTXA says.",
            "Look at the HCPDIR message in them, correct the entry and repeat the command; nothing was changed.",
        ),
        DirmaintMessage(
            3213,
            "STO",
            "E",
            "more storage than the maximum",
            "the default storage asked for is larger than the maximum storage of the entry",
            "MAXSTORE is lower than the new STORAGE.",
            "Raise MAXSTORE first; to lower both, lower STORAGE first.",
        ),
        DirmaintMessage(
            3389,
            "QRY",
            "I",
            "state of a DATAMOVE machine",
            "a line of QUERY DATAMOVE: machine, node, status, work unit in progress (WUCF), how many wait",
            "",
            "It is idle when WUCF is NONE and nothing is pending; read the entry again then.",
        ),
        DirmaintMessage(
            3423,
            "BIU",
            "I",
            "goes online by DIAGNOSE 84",
            "CP will be told of the change by DIAGNOSE 84, without a run of DIRECTXA",
            "",
            "Wait for 3428.",
        ),
        DirmaintMessage(
            3424,
            "BIU",
            "I",
            "goes online at once",
            "the change goes online immediately, by DIRECTXA",
            "",
            "Wait for 3428.",
        ),
        DirmaintMessage(
            3425,
            "BIU",
            "I",
            "goes online later",
            "the change is in the source, and goes online at the scheduled time only",
            "ONLINE= SCHED is set in the configuration.",
            "Wait for that time, or give DIRECT.",
        ),
        DirmaintMessage(
            3428,
            "BIU",
            "I",
            "change is online",
            "the change to the entry is in the object directory",
            "",
            "A guest that is logged on has to log off and on to see it.",
        ),
        DirmaintMessage(
            3430,
            "SHN",
            "I",
            "disk work done",
            "a work unit has ended well: the minidisk is ready, and its locks are gone",
            "",
            "Nothing to do. The disk can be used, and what depends on it can be asked for.",
        ),
        DirmaintMessage(
            3431,
            "SHN",
            "E",
            "disk work failed",
            "a work unit has failed",
            "The messages before it, or the console of the DATAMOVE machine, tell why.",
            "Look there, then retry or cancel it with CLEANUP. Until then the device stays locked.",
            Mark.UNSURE,
        ),
        DirmaintMessage(
            3450,
            "BIU",
            "I",
            "source changed",
            "the source of the directory entry has been changed",
            "",
            "3423, 3424 or 3425 tells when the change goes online.",
        ),
        DirmaintMessage(
            3451,
            "DRC",
            "I",
            "delta object directory",
            "the change goes online through the delta object directory, without a rebuild of the whole one",
            "",
            "Nothing to do.",
        ),
        DirmaintMessage(
            3541,
            "SCU",
            "I",
            "work unit queued or in progress",
            "disk work was made a work unit: from SCU it is queued, from SHN it is being processed",
            "",
            "Wait for 3430 with the same id, or ask QUERY DATAMOVE. A return code of 0 before that means queued, not done.",
        ),
        DirmaintMessage(
            3543,
            "",
            "E",
            "disk that cannot be formatted",
            "a T-DISK or V-DISK cannot be formatted or cleaned by DirMaint",
            "LABEL, BLKSIZE or CLEAN were asked for a disk that exists only while its user is logged on.",
            "Ask without them. For a PURGE the rest of the delete may have been done: read the entry again.",
        ),
        DirmaintMessage(
            3558,
            "DSD",
            "W",
            "no such region",
            "the region that DASD QUERY asks for does not exist",
            "Its name is wrong, or EXTENT CONTROL was not reloaded after a change.",
            "List the regions of the group with DASD QUERY GROUP; give RLDEXTN after a change of EXTENT CONTROL.",
        ),
        DirmaintMessage(
            3561,
            "DSD",
            "I",
            "group",
            "a line of DASD QUERY GROUP: how the group allocates, and its number of regions",
            "",
            "Nothing to do.",
        ),
        DirmaintMessage(
            3562,
            "DSD",
            "I",
            "regions of a group",
            "a line of DASD QUERY GROUP: the regions of the group",
            "",
            "Nothing to do.",
        ),
        DirmaintMessage(
            3563, "DSD", "I", "head of the regions", "the head of the list of DASD QUERY REGION", "", "Nothing to do."
        ),
        DirmaintMessage(
            3564,
            "DSD",
            "I",
            "region",
            "a line of DASD QUERY REGION: region, volume, first, size, last, device type",
            "",
            "Nothing to do.",
        ),
        DirmaintMessage(
            3601,
            "LOC",
            "E",
            "already unlocked",
            "UNLOCK of an entry that is not locked",
            "Somebody else has unlocked it, or it was never locked.",
            "Nothing to do: what was wanted is so. A program may take this return code for success.",
        ),
        DirmaintMessage(
            3602,
            "LOC",
            "E",
            "locked by another user",
            "the entry or the device is locked by somebody else",
            "A GET without its REPLACE, a LOCK, or a work unit for the device.",
            "Wait for the work unit, or ask the holder to finish; UNLOCK only if nobody works on it any more.",
            Mark.UNSURE,
        ),
        DirmaintMessage(
            3658,
            "",
            "E",
            "name already known",
            "the name was added before, and DirMaint still knows it",
            "An entry of this name exists, or its PURGE has not ended yet.",
            "See whether the entry exists. After a PURGE wait until it has ended, then repeat the ADD.",
        ),
        DirmaintMessage(
            3821,
            "RCV",
            "I",
            "file received",
            "DIRMAINT has received the file that was sent: its name, type and mode, and a return code",
            "",
            "Nothing to do if the return code is 0.",
        ),
        DirmaintMessage(
            3891,
            "RLA",
            "I",
            "request for DATAMOVE",
            "a request inside DirMaint was passed on to its DATAMOVE machine",
            "",
            "Nothing to do.",
        ),
        DirmaintMessage(
            6213,
            "BXX",
            "E",
            "output of DIRECTXA",
            "a line of what DIRECTXA, or another command of CP, said",
            "DIRECTXA has refused the changed directory, unless it says that it was updated.",
            "Look for the HCPDIR messages in it, and explain those. EOJ DIRECTORY NOT UPDATED: nothing was changed.",
        ),
        DirmaintMessage(
            6831,
            "",
            "E",
            "purge in progress",
            "the PURGE of this user has not ended yet",
            "Its minidisks are still being cleaned by work units.",
            "Wait, and repeat the command; QUERY DATAMOVE tells whether work is pending.",
        ),
    )
}

FIRST_NUMBER = 1000
"""Smaller return codes are no numbers of messages."""

RANGES = (
    Range(28, 28, "CMS, or the user's half of DirMaint: a file was not found", Mark.DOC),
    Range(1, 99, "the user's half of DirMaint: syntax, a missing file, an error of CMS", Mark.KNOW),
    Range(1000, 1999, "the user's half of DirMaint, in the virtual machine that gave the command", Mark.UNSURE),
    Range(2000, 2999, "the handling of requests: transport and authority", Mark.UNSURE),
    Range(3000, 3999, "the commands, and the management of disk space", Mark.UNSURE),
    Range(6000, 6999, "what joins DirMaint to DIRECTXA, to exits and to a security manager", Mark.UNSURE),
)


def range_of(number: int) -> Range | None:
    """The range of return codes that a number is in; None outside of all."""
    return next((one for one in RANGES if one.first <= number <= one.last), None)
