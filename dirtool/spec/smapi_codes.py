"""What SMAPI answers: its return and reason codes, what they mean in our words, where they come from, and what to do.

Source: z/VM Systems Management Application Programming, "Return and reason codes", and the tables and behaviour of client
programs (xCAT, Feilong, zthin). Codes of other directory managers: the manual of VM:Director and VM:Secure on SMAPI.
"""

from __future__ import annotations

from typing import NamedTuple

from dirtool.spec.dirmaint_messages import MESSAGES
from dirtool.spec.statement import Mark

ASYNCHRONOUS = 592
DIRECTORY_MANAGER = 596
PARAMETER = 24


class SmapiCode(NamedTuple):
    """A return code with a reason code; `rs` None stands for every reason that has no row of its own.

    `meaning` is the rest of a sentence, `cause` and `advice` (the next step) are sentences; `cause` may be empty.
    """

    rc: int
    rs: int | None
    meaning: str
    cause: str
    advice: str
    mark: Mark = Mark.DOC


class _Reason(NamedTuple):
    """A row of a return code; what it leaves out is that of the return code."""

    meaning: str
    cause: str = ""
    advice: str = ""
    mark: Mark = Mark.DOC


def _codes(rc: int, advice: str, reasons: dict[int | None, _Reason | str]) -> list[SmapiCode]:
    rows = ((rs, _Reason(reason) if isinstance(reason, str) else reason) for rs, reason in reasons.items())
    return [SmapiCode(rc, rs, row.meaning, row.cause, row.advice or advice, row.mark) for rs, row in rows]


_NOTHING = "Nothing to do."
_POLL = (
    "Ask Query_Asynchronous_Operation_DM for the operation until it ends (0/100 or 0/108), then read the entry again."
)
_AUTHFOR = (
    "Give the user id the command sets ADGHOPS for all users, at both levels: DIRM FOR ALL AUTHFOR userid CMDLEVEL 140A "
    "CMDSET ADGHOPS, and the same for 150A."
)
_UNLOCK = (
    "Ask Image_Lock_Query_DM who holds the lock. If nobody works on it any more, and no work unit is pending, give "
    "Image_Unlock_DM."
)
_GAP = (
    "Compare the size with the largest gap of each volume of the group (dirtool map --free-by group), not with the sum. "
    "Ask for less, or add a volume."
)
_CORRECT_CALL = "Correct the call; the manual of the function lists its codes."
_FILES_OF_SERVER = "Look at the files and the console of the worker server (VSMWORK1)."

_LEVELS = {540: "5.4", 610: "6.1", 611: "6.1", 620: "6.2", 621: "6.2", 630: "6.3", 640: "6.4", 710: "7.1", 720: "7.2"}

CODES = {
    (code.rc, code.rs): code
    for code in (
        *_codes(
            0,
            _NOTHING,
            {
                0: "done; of Query_API_Functional_Level: the level of z/VM 5.3",
                8: _Reason(
                    "done in the source of the directory only; the object directory was not changed",
                    "The directory manager is set not to put changes online.",
                    "Ask for ONLINE, with Static_Image_Changes_Immediate_DM or DIRM ONLINE IMMED, if the change is to be seen.",
                ),
                12: "done; by function: locked, not active, or a new list was made",
                16: "done; the list is empty now, and was removed",
                20: "done, without output; the user is not authorised for the segment",
                24: "done; the image or device is not locked",
                28: _Reason(
                    "done; there is nothing of what was asked for", advice="Check the names if something should be."
                ),
                32: "done; the name is not in the list",
                36: "done; the name was in the list already",
                100: _Reason(
                    "the asynchronous operation has ended well", advice="Read the entry again to see its result."
                ),
                104: _Reason("the asynchronous operation is in progress", advice="Ask again later."),
                108: _Reason(
                    "the asynchronous operation has failed",
                    "The messages of DirMaint, on its console, tell why.",
                    "Look there, and read the entry again before the next try.",
                ),
                **{level: f"the functional level is that of z/VM {release}" for level, release in _LEVELS.items()},
            },
        ),
        *_codes(
            4,
            _NOTHING,
            {
                4: _Reason(
                    "Response_Recovery does not know the request",
                    "The answer was fetched already, or the server was started since.",
                    "Repeat the request only if doing it twice is harmless; otherwise read the entry first.",
                ),
                5: "the LAN is not restricted",
                6: "the LAN has no users",
            },
        ),
        *_codes(
            8,
            _CORRECT_CALL,
            {
                4: "the entry to delete is not there",
                18: "the volume is not there",
                19: "the volume belongs to CP",
                20: "the volume is a system volume of CP",
                24: _Reason(
                    "the switch for asynchronous updates cannot be written",
                    advice="Look at the disk or file space that holds it, on the server.",
                ),
                28: "the buffer of parameters is empty",
                3002: _Reason(
                    "a parameter's name is wrong",
                    "The keyword is misspelt, or this level of SMAPI does not know it; the answer names it.",
                    "Correct the keyword, or change the whole entry by Image_Replace_DM.",
                ),
                3003: _Reason("an operand is wrong", advice="Correct the value of the parameter."),
                3004: _Reason("a required parameter is missing", advice="Add it."),
                3006: _Reason("the SSI cluster is not stable", advice="Repair the cluster (QUERY SSI), then repeat."),
                3007: "the volume or the slot is not free on all members of the SSI",
                3011: "no slot of the list of CP-owned volumes is free on all members",
                3012: "the volume is not there",
                3013: _Reason("the volume is offline", advice="Vary it on, then repeat."),
                3014: "the volume cannot be shared",
                3032: "the input is wrong",
                None: _Reason(
                    "perhaps the number of a message of CP (HCP) or CMS (DMS), with the reason as its number",
                    advice="On z/VM, HELP HCPnnnnE or HELP DMSnnnnE, with the reason as nnnn, shows such a message.",
                ),
            },
        ),
        *_codes(
            PARAMETER,
            "Correct that parameter.",
            {None: "a parameter of the call is wrong; the reason is its number and, as the last two digits, the fault"},
        ),
        *_codes(
            28,
            "Make a list with Name_List_Add, or look at the files of the worker server (VSMWORK1).",
            {0: "the file of name lists is not there"},
        ),
        *_codes(36, _FILES_OF_SERVER, {0: "the file of name lists cannot be changed"}),
        *_codes(
            100,
            "Look at the rules of the security manager for this user id.",
            {
                0: "the security manager refuses the request",
                4: _Reason("the decision is left to the directory manager", advice=_NOTHING),
                8: "the security manager refuses the request",
                12: _Reason(
                    "the directory manager refuses the request",
                    "AUTHFOR CONTROL gives the user id too few command sets, or only one of the levels 140A and 150A.",
                    _AUTHFOR,
                ),
                16: _Reason(
                    "SMAPI refuses the request",
                    "The AUTHLIST has no line with this requester, this target and this function, or its columns are shifted.",
                    "Add a line, with Authorization_List_Add or in VSMWORK1 AUTHLIST (columns 1, 66 and 131).",
                ),
            },
        ),
        *_codes(104, _FILES_OF_SERVER, {0: "the file of authorisations is not there"}),
        *_codes(106, _FILES_OF_SERVER, {0: "the file of authorisations cannot be changed"}),
        *_codes(108, _NOTHING, {0: "the authorisation is there already"}),
        *_codes(
            112,
            "List what there is with Authorization_List_Query.",
            {0: "there is no such authorisation to be removed"},
        ),
        *_codes(
            120,
            "Check the password; with a security manager see also that the user id is not revoked.",
            {0: "the user id or the password is wrong"},
        ),
        *_codes(128, "Set a new password.", {0: "the password has expired"}),
        *_codes(
            188,
            "Look at the console of the security manager; RACF and its link to the SMAPI servers must be up.",
            {None: "the security manager failed; the reason is a code of its product"},
        ),
        *_codes(
            192,
            "Look at the console of the security manager; RACF and its link to the SMAPI servers must be up.",
            {None: "the security manager cannot check user ids; the reason is a code of its product"},
        ),
        *_codes(
            200,
            "Ask Image_Status_Query for the state of the image.",
            {
                4: _Reason("there is no such image", advice="Check the name of the target."),
                8: _Reason("the image is active already", advice=_NOTHING),
                12: "the image is not active",
                16: _Reason("the image is being deactivated", advice="Wait until it is logged off."),
                24: _Reason("there is no such list", advice="Check the name of the list."),
                28: "some images of the list were not activated",
                32: "some images of the list were not deactivated",
                36: "some images of the list were not recycled; or the interval is too long",
            },
        ),
        *_codes(
            204,
            "Look at the device of the running image, with QUERY VIRTUAL.",
            {
                4: _Reason("the running image has the device already", mark=Mark.UNSURE),
                8: _Reason("the running image has no such device", mark=Mark.UNSURE),
                None: _Reason("an error with a device of a running image", mark=Mark.UNSURE),
            },
        ),
        *_codes(
            208,
            "Look at the disk of the running image and at its link in the directory.",
            {
                4: _Reason("the running image has the disk already", mark=Mark.UNSURE),
                8: _Reason("the running image has no such disk", mark=Mark.UNSURE),
                24: _Reason(
                    "the disk is not available to the running image", "Another user may hold it.", mark=Mark.UNSURE
                ),
                28: _Reason(
                    "a password for the link is missing", advice="Give the password of the mode.", mark=Mark.UNSURE
                ),
                32: _Reason(
                    "the password for the link is wrong", advice="Give the password of the mode.", mark=Mark.UNSURE
                ),
                None: _Reason("an error with a disk of a running image", mark=Mark.UNSURE),
            },
        ),
        *_codes(
            212,
            "Look at the network adapter of the running image, with QUERY NIC and QUERY VSWITCH.",
            {
                4: _Reason("the running image has the adapter or the connection already", mark=Mark.UNSURE),
                8: _Reason("the running image has no such adapter", mark=Mark.UNSURE),
                40: _Reason(
                    "there is no such virtual switch", advice="Define it, or correct its name.", mark=Mark.UNSURE
                ),
                None: _Reason("an error with a network connection of a running image", mark=Mark.UNSURE),
            },
        ),
        *_codes(
            216,
            "Look at the CPUs of the running image, with QUERY VIRTUAL CPUS.",
            {
                4: _Reason("the running image has the CPU already", mark=Mark.UNSURE),
                8: _Reason("the running image has no such CPU", mark=Mark.UNSURE),
                None: _Reason("an error with a CPU of a running image", mark=Mark.UNSURE),
            },
        ),
        *_codes(
            300,
            "Correct what the meaning names, then add the volume again.",
            {
                8: "there is no such real device",
                10: "the device cannot be attached",
                12: "the device is not a volume",
                14: "the server has no free file mode",
                16: "the device could not be varied",
                18: "the volume label is not in the configuration file",
                20: "the volume label is in the configuration file already",
                22: "both parm disks are the same",
                24: "a parm disk could not be linked",
                28: "a parm disk is not linked for writing",
                32: "there is no configuration file on the parm disk",
                34: "the data are wrong",
                36: "the configuration file has an error of syntax",
                38: "the file modes of the parm disks are wrong",
                40: "the parm disk is full",
                42: "a parm disk could not be accessed",
                44: "the password of a parm disk is missing",
                46: "the password of a parm disk is wrong",
                48: "a parm disk is not in the entry of the server",
                50: "a parm disk could not be released",
                52: "a parm disk could not be accessed again",
            },
        ),
        *_codes(
            396,
            "Look at the console of the worker server; repeat the call once.",
            {None: "an internal error of the system; the reason is a code of CP or CMS"},
        ),
        *_codes(
            400,
            "Read the entry, and correct the call.",
            {
                0: "an error with the definition of the image or profile",
                4: _Reason(
                    "the image or profile is not defined",
                    "The name is misspelt, or the entry was deleted.",
                    "Check the name; Image_Name_Query_DM lists all.",
                ),
                8: _Reason(
                    "the image or profile exists already",
                    "An entry of the name is there, perhaps one whose deletion has not ended.",
                    "Choose another name, or delete the entry and wait until that has ended.",
                ),
                12: _Reason(
                    "the image or profile is locked",
                    "Another client works on it, or one that crashed has left its lock.",
                    _UNLOCK,
                ),
                16: _Reason(
                    "the image or profile cannot be deleted now",
                    "Others include the profile, or a deletion is in progress.",
                    "Remove what refers to it first.",
                ),
                20: _Reason(
                    "the prototype for the new image is missing", advice="Prototype_Name_Query_DM lists what there is."
                ),
                24: _Reason(
                    "the image or profile is not locked",
                    "A replacement needs a lock that the caller holds.",
                    "Give Image_Lock_DM before it. After an unlock: what was wanted is so.",
                ),
                40: _Reason("the records have more than one USER statement", advice="Send one entry at a time."),
            },
        ),
        *_codes(
            404,
            "Read the entry, and correct the call.",
            {
                4: _Reason("the entry has a device of this number already", advice="Choose another device number."),
                8: _Reason("the entry has no such device", advice="Check the device number."),
                12: _Reason(
                    "the device is locked", "A work unit for it is pending, or another client works on it.", _UNLOCK
                ),
                24: _Reason(
                    "the device types differ, for a copy or new disk; or the device is not locked, for an unlock",
                    advice="Copy to the same device type. After an unlock: what was wanted is so.",
                ),
                28: _Reason("the sizes of source and target differ", advice="Ask for the size of the source."),
            },
        ),
        *_codes(
            408,
            "Read the entry, and correct the call.",
            {
                4: _Reason("the entry has a disk of this number already", advice="Choose another device number."),
                8: _Reason("there is no such disk", advice="Check user id and device number."),
                12: _Reason(
                    "the disk is locked", "A work unit for it is pending, or another client works on it.", _UNLOCK
                ),
                16: _Reason(
                    "the disk may not be shared", "Its owner's entry forbids it, or has no password for the mode."
                ),
                24: _Reason(
                    "there is not enough space for the disk",
                    "The group or region is full; or it has space, but no single gap of a volume is as large.",
                    _GAP,
                ),
                28: _Reason("the disk has no password for the mode", advice="Give the disk a password for this mode."),
                32: _Reason("the password of the disk is wrong", advice="Give the password of the mode."),
            },
        ),
        *_codes(
            412,
            "Read the entry, and correct the call.",
            {
                4: "the partner of the connection is not there",
                16: "the operands are not those of the statement",
                28: _Reason(
                    "the device has a wrong type for the connection", advice="Use the device of a network adapter."
                ),
            },
        ),
        *_codes(
            416,
            "Prototype_Name_Query_DM lists what there is.",
            {
                0: "an error with the definition of the prototype",
                4: "there is no such prototype",
                8: "the prototype exists already",
            },
        ),
        *_codes(
            420,
            "List the definitions with Image_Volume_Space_Query_DM, or DIRM DASD QUERY GROUP *.",
            {
                4: "the name of the group, region or volume is in use",
                8: _Reason(
                    "there is no such group, region or volume",
                    "The name is misspelt, or EXTENT CONTROL was not reloaded. A full or empty group answers otherwise.",
                ),
                12: "the region is not in the group",
                36: _Reason("the volume is offline, or no DASD", advice="Vary and attach it, then repeat."),
            },
        ),
        *_codes(
            424,
            "Shared_Memory_Access_Query_DM lists what there is.",
            {4: "the entry has this NAMESAVE already", 8: "there is no such segment or NAMESAVE"},
        ),
        *_codes(
            428,
            "Asynchronous_Notification_Query_DM lists what there is.",
            {4: "the subscription is there already", 8: "there is no such subscription"},
        ),
        *_codes(
            432,
            "Directory_Manager_Local_Tag_Query_DM tells what there is.",
            {
                4: "the local tag is defined already",
                8: "the local tag is not defined",
                12: "the ordinal of the local tag is used by another one",
                16: "the local tag is in use in some entries",
                20: "an exit refuses the local tag",
            },
        ),
        *_codes(
            436,
            "Correct the INCLUDE statements of the entry.",
            {
                4: _Reason("the profile that the entry includes is missing", advice="Add the profile first."),
                40: "the entry includes more than one profile",
            },
        ),
        *_codes(
            444,
            "Choose a password that the rules of the site accept.",
            {
                0: "the password is refused by the rules of the site",
                4: "the password is too long",
                8: "the password is too short",
                12: "the content of the password is refused",
            },
        ),
        *_codes(
            448,
            "Choose an account number that the rules of the site accept.",
            {
                0: "the account number is refused by the rules of the site",
                4: "the account number is too long",
                8: "the account number is too short",
                12: "the content of the account number is refused",
            },
        ),
        *_codes(
            452,
            "It may have ended: read the entry.",
            {4: "there is no such task (work unit)"},
        ),
        *_codes(456, _NOTHING, {4: "the entry has no LOADDEV statement"}),
        *_codes(460, _NOTHING, {4: "the entry has no IPL statement"}),
        *_codes(
            500,
            "Look at the console of the directory manager.",
            {
                0: "the directory manager could not do the request",
                4: _Reason(
                    "the directory manager accepts no updates now",
                    "Updates are disabled, or a backup is in progress.",
                    "Repeat it later.",
                ),
                8: _Reason(
                    "the directory manager is not available",
                    "It is not logged on or hangs, or a question for a password is pending.",
                    "See that DIRMAINT is logged on and answers DIRM QUERY DATAMOVE *; give NEEDPASS NO for the user id.",
                ),
                20: _Reason(
                    "the password has a wrong format", advice="Choose a password of 1 to 8 letters and digits."
                ),
            },
        ),
        *_codes(
            504,
            "Read the segment's access list, and correct the call.",
            {
                None: "the target could not be added to or removed from a segment; the reason is the number of the failure"
            },
        ),
        *_codes(
            520,
            "Read the CPU statements of the entry, and correct the call.",
            {
                24: "there can be only one base CPU",
                28: "the CPU address is out of range",
                30: "there is no such CPU",
                32: _Reason("there are more CPUs than the entry may have", advice="Raise the maximum (MACHINE) first."),
                45: "the system has no cryptographic facility",
                2826: "the SCPDATA is not UTF-8",
            },
        ),
        *_codes(
            ASYNCHRONOUS,
            _POLL,
            {
                0: "started as an asynchronous operation, and not done yet; its id is in the data of the answer",
                4: "started as an asynchronous operation, and not done yet; its id is in the data of the answer",
                None: "started as an asynchronous operation, and not done yet; the reason is its id",
            },
        ),
        *_codes(
            DIRECTORY_MANAGER,
            "Query_Directory_Manager_Level_DM tells the product; look the reason up in its manual.",
            {None: "the directory manager failed; with DirMaint, the reason is the number of its message"},
        ),
        *_codes(
            600,
            "Look at the privilege classes of the user id, and at the message of CP.",
            {20: "CP refuses the segment: the user id is not authorised", None: "CP refuses the request"},
        ),
        *_codes(
            620,
            "Look at the VSWITCH statements of SYSTEM CONFIG.",
            {None: _Reason("an error with a virtual switch in SYSTEM CONFIG", mark=Mark.UNSURE)},
        ),
        *_codes(
            800,
            "Look at the configuration of VMRM.",
            {None: _Reason("an error with the configuration of VMRM", mark=Mark.UNSURE)},
        ),
        *_codes(
            900,
            _FILES_OF_SERVER,
            {
                4: "the site's own EXEC for the function is missing",
                8: "the worker server is missing",
                12: _Reason(
                    "the function is not known",
                    "Its name is misspelt, or it is newer than this level of SMAPI.",
                    "Ask Query_API_Functional_Level for the level.",
                ),
                16: "the table of functions of the server is wrong",
                20: _Reason(
                    "the total length is not that of the content",
                    "A defect of the client.",
                    "Compare the lengths that the client counts with what it sends.",
                ),
                24: _Reason("an error of SFS", advice="Look at the file pool VMSYS and the quota of VSMWORK1."),
                28: "the output of the function is wrong",
                32: "the answer of the worker server is wrong",
                36: _Reason(
                    "a length field is out of range",
                    "A defect of the client, or a parameter that is too long.",
                    "Compare the lengths that the client sends with those that the function takes.",
                ),
                40: _Reason("an error of the socket", advice="Look at the network and at TCPIP."),
                68: _Reason("LOHCOST cannot be reached", advice="See that LOHCOST is logged on."),
                99: _Reason("the system changed during the call", advice="Repeat the call."),
            },
        ),
    )
}

PARAMETER_FAULTS = {
    1: "the name of a list begins with a colon",
    10: "not all are decimal digits",
    11: "the function is not supported",
    13: "longer than allowed, or beyond the total length",
    14: "shorter than allowed",
    15: "a number is too small, or empty",
    16: "not hexadecimal",
    17: "not hexadecimal or a hyphen",
    18: "a number is too large",
    19: "the value is not one of those that are allowed",
    23: "parameters contradict each other",
    24: "a required parameter is missing",
    25: "a parameter too many",
    26: "not all are letters",
    36: "not all are letters and digits",
    37: "not all are letters, digits and hyphens",
    42: "a character that user ids cannot have",
    43: "a character other than letters, digits, and @ # $ + - : _",
    44: "a character other than letters, digits, and @ # $ + - : _ =",
    45: "no name of the shared file system",
    88: "the data end too early",
    99: "a character that is not printable, or blank",
}
"""What is wrong with a parameter: the last two digits of the reason of return code 24."""

VM_DIRECTOR_COMMANDS = {
    number * 100_000: command
    for number, command in enumerate(
        "NOTIFY TAG SCAN WORKUNIT ADDENTRY DELENTRY DUPMDISK ADDMDISK DELMDISK LOCK UNLOCK PASSWORD GETENTRY REPENTRY "
        "VMXDSD00 MAP ADMIN VERSION QUERY".split(),
        start=2,
    )
}
"""What the reason of 596 begins at, for each command of VM:Director and VM:Secure: the return code of the command is added."""


def decoded(rc: int, rs: int) -> SmapiCode | None:
    """What a pair of return and reason code means; None if it is not known."""
    if rc == PARAMETER:
        return _parameter(rs)
    if rc == DIRECTORY_MANAGER:
        return _directory_manager(rs)
    return CODES.get((rc, rs)) or CODES.get((rc, None))


def _parameter(rs: int) -> SmapiCode:
    number, fault = divmod(rs, 100)
    what = PARAMETER_FAULTS.get(fault, f"reason {fault}, which is not known")
    meaning = (
        f"parameter {number} of the call is wrong: {what}; it is not certain which parameter is counted as the first"
    )
    return CODES[PARAMETER, None]._replace(rs=rs, meaning=meaning)


def _directory_manager(rs: int) -> SmapiCode:
    """The reason of 596 belongs to the product: DirMaint gives the number of its message, VM:Director counts commands."""
    command = VM_DIRECTOR_COMMANDS.get(rs - rs % 100_000)
    if command is not None:
        return SmapiCode(
            DIRECTORY_MANAGER,
            rs,
            f"the directory manager failed; with VM:Director or VM:Secure: {command} ended with return code {rs % 100_000}",
            "",
            f"Look {command} up in the manual of VM:Director.",
        )
    message = MESSAGES.get(rs)
    if message is None:
        return CODES[DIRECTORY_MANAGER, None]
    return SmapiCode(
        DIRECTORY_MANAGER,
        rs,
        f"the directory manager failed; with DirMaint, {message.id}: {message.meaning}",
        message.cause,
        message.advice,
        message.mark,
    )
