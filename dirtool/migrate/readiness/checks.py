"""The checks of the readiness report, C1 to C20, and which rules of lint each of them hears.

Sources: z/VM DirMaint Tailoring and Administration Guide, on setting up and on EXTENT CONTROL; z/VM CP Planning and
Administration, on creating and updating a user directory. What no manual tells is the experience of those who have moved.
"""

from __future__ import annotations

from dirtool.lint.diagnostic import Diagnostic, Directxa, Severity
from dirtool.migrate.readiness.shortfall import Check, State

_TABLE: tuple[tuple[Check, tuple[str, ...]], ...] = (
    (
        Check(
            1,
            "DIRECTXA takes the directory",
            "DirMaint compiles its source as DIRECTXA does: one refused statement keeps every change out of the "
            "object directory.",
            "Correct the statement, and try DIRECTXA with EDIT until it has nothing to say.",
        ),
        (
            *("SYN001", "SYN002", "SYN003", "SYN005", "SYN006", "SYN007"),
            *("VAL001", "VAL002", "VAL003", "VAL004", "VAL006", "VAL007"),
            *("VAL009", "VAL010", "VAL011", "VAL012", "VAL013"),
            *("ENT002", "ENT004", "ENT005", "ENT010", "ENT012", "ENT013", "ENT014"),
            *("EXT005", "EXT011", "NET003", "REL001", "DRM001", "INT001"),
        ),
    ),
    (
        Check(
            2,
            "Every name has one entry, and every entry has statements",
            "DirMaint keeps each entry under its name: of two with one name only one can be found, and whoever "
            "reads an entry without statements cannot tell whether something was lost.",
            "Give one of the two another name, or take it out; fill the empty entry, or take it out.",
        ),
        ("ENT001", "ENT016"),
    ),
    (
        Check(
            3,
            "Records hold statements in columns 1 to 71, and nothing behind them",
            "What stands further right is lost when DirMaint writes the record anew, or is read as an operand.",
            "Move the text into columns 1 to 71, in a second record if it is too long; sequence fields can go.",
        ),
        ("REC001", "REC002", "REC004", "REC006", "REC007", "REC008", "DRM006"),
    ),
    (
        Check(
            4,
            "Comments stand inside the entry that they are about",
            "DirMaint cuts the file before each header: a comment above a header goes to the entry before it.",
            "Move the comment below the header.",
        ),
        ("DRM002",),
    ),
    (
        Check(
            5,
            "No comment is the bookkeeping of a product",
            "DirMaint writes its own *DVHOPT record into each entry, and knows nothing of those of other products; "
            "old ones say what is no longer true.",
            "Remove the comment.",
        ),
        ("DRM003",),
    ),
    (
        Check(
            6,
            "Statements and entries stand in order",
            "DIRECTXA wants general statements before devices and profiles before users, and DirMaint puts new "
            "statements where that order has them.",
            "Move the statement to its place.",
        ),
        ("ENT003", "ENT008", "ENT009", "ENT011", "ENT015"),
    ),
    (
        Check(
            7,
            "No two minidisks share cylinders or blocks",
            "DirMaint takes the directory for the truth: when the one disk is deleted, moved or formatted, the data "
            "of the other are gone.",
            "Move or shorten one of the two; name it as an overlay if it lies there on purpose, so that EXTENT "
            "CONTROL excludes it; where both are one disk, make the second a LINK.",
        ),
        ("EXT001", "EXT002"),
    ),
    (
        Check(
            8,
            "Full packs do not hide free space",
            "A minidisk over a whole volume takes all of it: DirMaint finds no room there.",
            "Name it with --overlay if others have their minidisks below it and it holds no data, so that EXTENT CONTROL "
            "excludes it; leave it where the volume is its owner's.",
        ),
        ("DRM004",),
    ),
    (
        Check(
            9,
            "Nothing that CP uses can be given away",
            "DirMaint knows minidisks, and of what CP has allocated only what it is shown: a new minidisk can land "
            "on the label, on paging space, on a warm start or checkpoint area.",
            "Let regions start at 1 and end before such areas, or give these to users that never log on, such as "
            "$ALLOC$.",
        ),
        ("EXT004", "DRM005"),
    ),
    (
        Check(
            10,
            "Every volume is there, and its size is known",
            "A region needs a volume, a type and an end. Where a size is a guess, the region may end too early, or "
            "behind the volume.",
            "List the volumes with their types and sizes, as QUERY DASD DETAILS tells them; remove minidisks on "
            "volumes that are gone.",
        ),
        ("EXT003", "EXT007", "EXT008", "DRM007"),
    ),
    (
        Check(
            11,
            "Every INCLUDE names a profile that is there, and stands alone",
            "DirMaint refuses to add or replace an entry that includes a profile which it does not have, or more "
            "than one.",
            "Define the profile, or correct the INCLUDE.",
        ),
        ("REF001",),
    ),
    (
        Check(
            12,
            "Every LINK leads to a minidisk",
            "CP tells nobody until the user logs on; DirMaint's reports of links will name each of them again and "
            "again.",
            "Correct the LINK, or remove it.",
        ),
        ("REF003", "REF004", "REF005", "REF006", "REF007"),
    ),
    (
        Check(
            13,
            "IDENTITY, BUILD and SUBCONFIG agree",
            "A virtual machine of several configurations is compiled as one: DIRECTXA refuses it with a part "
            "missing, or one too many.",
            "Name each SUBCONFIG in one BUILD, and define each that a BUILD names.",
        ),
        ("REF010", "REF011"),
    ),
    (
        Check(
            14,
            "No storage is above its maximum",
            "DIRECTXA refuses the entry, and so DirMaint refuses every later change of it, whatever it is about.",
            "Raise the maximum, or lower the storage at logon.",
        ),
        ("VAL008",),
    ),
    (
        Check(
            15,
            "No password is one that anybody would try",
            "DirMaint checks new passwords against a list, and refuses those that equal the userid: such an entry "
            "cannot be added again as it is.",
            "Change the password, or use LBYONLY or AUTOONLY where nobody has to type one.",
        ),
        ("SEC001",),
    ),
    (
        Check(
            16,
            "The text is what DirMaint has on its disk: upper case, without tabs, in EBCDIC",
            "Lower case counts in a few operands only, a tab is a character like any other, and what EBCDIC does "
            "not have is lost on the way.",
            "Write upper case where it does not count, blanks for tabs, and plain characters in comments.",
        ),
        ("REC003", "REC005"),
    ),
    (
        Check(
            17,
            "Continued statements and variables stay as they are",
            "Both are legal. A statement over several records is one to DirMaint, too; &SYSRES names another volume "
            "on each system, so that no minidisk may be placed by it.",
            "Keep them. The regions of EXTENT CONTROL leave out what a minidisk on &SYSRES may have of the residence volume.",
        ),
        (),
    ),
    (
        Check(
            18,
            "Nothing in it is obsolete",
            "What does nothing any more is kept for years, and a later release may refuse it.",
            "Remove what does nothing; minidisks on types of volumes that z/VM does not have any more can go, too.",
        ),
        ("REL002",),
    ),
    (
        Check(
            19,
            "It is clear which system the directory is for",
            "DirMaint keeps one source. With several systems, or an SSI cluster, it needs servers on the others, "
            "and the entries that differ have to say where they count.",
            "Decide where DIRMAINT runs, and name DATAMOVE and DIRMSAT servers for the other systems.",
        ),
        (),
    ),
    (
        Check(
            20,
            "The directory is no larger than DirMaint handles well as shipped",
            "Each command reads and writes parts of the source; from about ten thousand entries on people notice.",
            "Before the cut-over: UPDATE_IN_PLACE= YES, SORT_BY_DEVICE_ADDRESS= NO, DASD_ALLOCATE= FIRST_FIT, and a "
            "second DATAMOVE; make large changes with BATCH files.",
        ),
        (),
    ),
)

CHECKS = tuple(check for check, _ in _TABLE)
"""All of them, in order."""

CHECK_OF_RULE = {code: check for check, codes in _TABLE for code in codes}
"""The check that hears a rule, by the rule's code. Other rules have nothing to do with a move."""

ABOUT_CONTROL = ("DRM004", "DRM005", "DRM007", "EXT008")
"""Rules that judge a directory by the EXTENT CONTROL beside it: what they find only then is not the doing of the cleaning."""

COSTS_DATA = ("EXT001", "EXT002", "EXT004")
"""Rules of which a finding may cost somebody's data, though DIRECTXA and CP say nothing."""

_WHATEVER_SEVERITY = ("REC002", "EXT001", "EXT002", "ENT010", "INT001")  # a cut word is not what was meant
_ONCE_A_FILE = ("REC006", "REC008", "DRM006")  # at the first place, which is soon another one


def code_and_subject(found: Diagnostic) -> tuple[str, str]:
    """What makes a finding the same finding in what was made of the directory."""
    return found.code, "" if found.code in _ONCE_A_FILE else found.subject


def check_number(number: int) -> Check:
    """The check of a number."""
    return CHECKS[number - 1]


def state_of(found: Diagnostic) -> State:
    """What a finding asks for that is still there in the files that were made."""
    refused = found.directxa is Directxa.REFUSES
    dangerous = found.code in COSTS_DATA and found.severity is Severity.ERROR
    if refused or dangerous or found.code in _WHATEVER_SEVERITY:
        return State.OPEN
    return State.NOTE if found.severity is Severity.INFO else State.CHECK
