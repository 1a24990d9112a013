"""The table of DirMaint's verbs: what each one is called, what it does, and what its operands mean.

The order of words is in grammars/dirmaint.lark and nowhere else; a test joins the two without a rest. The capitals of a name
are its shortest abbreviation. Which command set (one letter each) may use a verb is customary: a site's own file decides.

Source: z/VM DirMaint Commands Reference (forms, operands), z/VM DirMaint Tailoring and Administration Guide (command sets,
work units); each row's mark tells what was met in a document and what is from general knowledge of the product.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from dirtool.spec.extent_control import DEVICE_MODEL, REGION_NAME
from dirtool.spec.statement import Extra, Mark, Operand, Section, StatementKind, abbreviations
from dirtool.spec.statements import BY_NAME, entries, minidisk_operands
from dirtool.spec.values import (
    DECIMAL,
    DEVICE_NUMBER,
    ENUM,
    FLAG,
    LONGEST_NAME,
    MODE,
    NAME,
    PASSWORD_OR_REFERENCE,
    SIZE,
    TEXT,
    TOKEN,
    USERID,
    VOLID,
    WHOLE_NUMBER,
)

LONGEST_COMMAND = 240
"""Characters of a command that every way of sending it takes."""

LONGEST_LINE = 255
"""Characters of a line that is typed at a terminal of z/VM."""

LINE_EDIT_CHARACTERS = '#@"¢'
"""What CP takes out of a line that is typed, unless its escape character stands before it: line end, delete, escape."""

ESCAPE = '"'
"""What stands before a line-edit character that is meant."""


class WorkUnit(Enum):
    """Whether a verb hands work to a DATAMOVE machine, which goes on when the request has long been answered."""

    NEVER = "never"
    IF_FORMATTED = "if LABEL or BLKSIZE is there"
    IF_CLEANED = "if the space is cleaned"
    ALWAYS = "always"


class Effective(Enum):
    """When a virtual machine sees what a verb has changed."""

    NEVER = "nothing changes"
    NOW = "at once"
    LOGON = "next logon"
    DONE = "when the work unit has ended"


class Writes(Enum):
    """How a verb puts its statement into an entry."""

    REPLACES = "takes the place of the one that is there"
    ADDS = "adds one more"
    BY_KEY = "takes the place of the one with the same number or name, or adds one"
    MERGES = "changes the list that is there"


@dataclass(frozen=True)
class Verb(StatementKind):
    """One verb. `holders` are the kinds of entry that it may be FOR; none: it is not for an entry.

    `effect` is what it does, in words. `writes` tells how it puts a statement into the entry, `statement` names the kind of
    that. `authority` are the command sets that customarily hold it. `batch` tells whether a file of commands may hold it.
    `unsure_words` are words that may or may not be known behind it: actions, or keywords of its statement.
    """

    effect: str = ""
    authority: str = ""
    effective: Effective = Effective.NEVER
    work_unit: WorkUnit = WorkUnit.NEVER
    batch: bool = True
    statement: str | None = None
    writes: Writes | None = None
    unsure_words: tuple[str, ...] = ()


_MACHINES = entries("USER IDENTITY")
_PARTS = entries("USER IDENTITY SUBCONFIG PROFILE")
_DISK_HOLDERS = entries("USER IDENTITY SUBCONFIG")
_SOURCE = "z/VM DirMaint Commands Reference"


def _name(name: str, *, required: bool = False, keyword: str | None = None) -> Operand:
    return Operand(name, NAME, required, keyword, longest=LONGEST_NAME)


_STATEMENT = Operand("statement", TEXT)
_VDEV = Operand("vdev", DEVICE_NUMBER)
_OWN_VDEV = Operand("vdev", DEVICE_NUMBER, required=True)
_WORDS = (Operand("words", TOKEN, many=True),)
_CLEANING = Operand("cleaning", ENUM, values=("CLEAN", "NOCLEAN"), default="DISK_CLEANUP= of the server")
_FORMAT = (
    Operand("blksize", ENUM, keyword="BLKSIZE", values=("512", "1024", "2048", "4096")),
    Operand("label", VOLID, keyword="LABEL"),
)
_MODE = Operand("mode", MODE, values=BY_NAME["MDISK"].by_name["mode"].values, suffixes=("V", "S", "E", "D"), longest=5)

_BLOCKS = ("BLK", "VDBS")
WITHOUT_PLACE = ("DEVNO", "T-DISK", "TBLK", "V-DISK", "VDBS")
"""Forms of minidisks that are on no cylinders of their own: DirMaint can neither copy nor format them."""


def _action(*words: str) -> Operand:
    return Operand("action", ENUM, values=words)


def _passwords(keyword: str | None) -> tuple[Operand, ...]:
    return (
        Operand("read_password", PASSWORD_OR_REFERENCE, keyword=keyword, values=("ALL",), secret=True),
        Operand("write_password", PASSWORD_OR_REFERENCE, values=("ALL",), secret=True),
        Operand("multi_password", PASSWORD_OR_REFERENCE, values=("ALL",), secret=True),
    )


def _place_operands(*, lasting: bool = False) -> tuple[Operand, ...]:
    """The operands of a minidisk up to its place; `lasting`: of one that is neither temporary nor a whole volume."""
    names = ("devtype", "form", "start", "size", "block_size", "volid", "rdev", "area")
    rows = {one.name: one for one in minidisk_operands(for_dirmaint=True) if one.name in names}
    form = rows["form"]
    short = tuple((f"{one}512", f"{one}0512") for one in form.values if one.endswith(_BLOCKS))
    rows["form"] = replace(form, aliases=(*form.aliases, *short))
    rows["size"] = replace(rows["size"], low=1)
    if lasting:
        forms = tuple(one for one in form.values if one not in WITHOUT_PLACE)
        rows["form"] = replace(form, values=forms, aliases=short)
        del rows["rdev"]
    return tuple(rows.values())


def _writes(
    spelling: str,
    how: Writes,
    statement: str | None,
    *operands: Operand,
    authority: str = "A",
    holders: frozenset[str] | None = None,
    effective: Effective = Effective.LOGON,
    mark: Mark = Mark.KNOW,
    unsure_words: tuple[str, ...] = (),
) -> Verb:
    """A verb that writes a statement of the entry."""
    kind = BY_NAME[statement] if statement else None
    allowed = holders or (kind.holders & _PARTS if kind is not None else _PARTS)
    name = statement or spelling.upper()
    return Verb(
        spelling,
        Section.GENERAL if kind is None else kind.section,
        allowed,
        source=_SOURCE,
        operands=operands,
        effect=f"writes the {name} statement: {how.value}",
        authority=authority,
        effective=effective,
        statement=statement,
        writes=how,
        mark=mark,
        unsure_words=unsure_words,
        extra=Extra.TEXT if any(operand is _STATEMENT for operand in operands) else Extra.INVALID,
    )


def _does(
    spelling: str,
    effect: str,
    *operands: Operand,
    authority: str,
    holders: frozenset[str] = frozenset(),
    effective: Effective = Effective.NEVER,
    work_unit: WorkUnit = WorkUnit.NEVER,
    batch: bool = True,
    mark: Mark = Mark.KNOW,
) -> Verb:
    """A verb that is about something else than one statement."""
    return Verb(
        spelling,
        Section.GENERAL,
        holders,
        source=_SOURCE,
        operands=operands,
        effect=effect,
        authority=authority,
        effective=effective,
        work_unit=work_unit,
        batch=batch,
        mark=mark,
        extra=Extra.INVALID,
    )


_SINGLE = (_action("?", "DELETE"), _STATEMENT)
_LASTING = (_action("?"), _STATEMENT)
_LIST = (_action("?", "ADD", "DELETE"), _STATEMENT)
_ADDED = (_action("?", "DELETE"), _STATEMENT)
_DEVICE = (_VDEV, _action("?", "DELETE"), _STATEMENT)
_CPU = (replace(BY_NAME["CPU"].by_name["cpuaddr"], required=False), _action("?", "DELETE"), _STATEMENT)
_KEYED = (_STATEMENT, _action("?", "DELETE"))
_AREA = Operand("area", ENUM, values=("Group", "Region", "Volume"))
_NAMES = Operand("names", REGION_NAME, values=("*",), many=True)
_OLD_AREA = Operand("old_area", TOKEN)
_FILE = (_name("fn", required=True), _name("ft", required=True), Operand("fm", TOKEN, longest=2))

DIRMAINT = Verb(
    "DIRMaint",
    Section.GENERAL,
    frozenset(),
    source=_SOURCE,
    operands=(
        Operand("foruser", USERID, keyword="FORuser", values=("ALL",)),
        _name("atnode", keyword="ATnode"),
        _name("tosys", keyword="TOsys"),
        Operand("asuser", USERID, keyword="ASuser"),
        Operand("byuser", USERID, keyword="BYuser"),
        Operand("prompt", FLAG, values=("PROMpt",)),
        Operand("multiuser", TOKEN, keyword="MULTIuser"),
        Operand("request", TOKEN, keyword="REQUEST"),
        Operand("cmdlevel", ENUM, keyword="CMDLevel", values=("140A", "150A")),
        Operand("command", TEXT, required=True),
    ),
    effect="sends the command behind the prefixes to the DIRMAINT server",
    extra=Extra.TEXT,
)
"""What stands before the verb: the prefixes, of which those that a verb does not use are ignored."""

VERBS = (
    # -- entries
    _does(
        "ADD",
        "makes a new entry, from a file or from a prototype",
        Operand("entry", USERID, required=True),
        _name("like", keyword="LIKE"),
        Operand(
            "password",
            PASSWORD_OR_REFERENCE,
            keyword="PW",
            values=("NOLOG", "NOPASS", "AUTOONLY", "LBYONLY"),
            secret=True,
        ),
        Operand("verify_password", PASSWORD_OR_REFERENCE, keyword="VPW", secret=True),
        _name("account", keyword="ACCT"),
        _name("acigroup", keyword="ACIGROUP"),
        _name("member", keyword="BUILD ON"),
        Operand("identity", USERID, keyword="IN"),
        authority="A",
        effective=Effective.NOW,
        work_unit=WorkUnit.IF_FORMATTED,
        mark=Mark.DOC,
    ),
    _does(
        "GET",
        "sends the entry, with its passwords, and locks it",
        Operand("lock", FLAG, values=("LOCK",)),
        Operand("nolock", FLAG, values=("NOLOCK",)),
        authority="A",
        holders=_PARTS,
        mark=Mark.DOC,
    ),
    _does(
        "REPLACE",
        "puts a file in the place of the whole entry, which the sender has locked, and unlocks it",
        authority="A",
        holders=_PARTS,
        effective=Effective.LOGON,
        batch=False,
        mark=Mark.DOC,
    ),
    _does("REView", "sends the entry, its passwords masked", authority="G", holders=_PARTS, mark=Mark.DOC),
    _does(
        "PURGE",
        "removes the entry; its minidisks are cleaned, or left as they are",
        _CLEANING,
        authority="A",
        holders=_PARTS,
        effective=Effective.NOW,
        work_unit=WorkUnit.IF_CLEANED,
        mark=Mark.DOC,
    ),
    _does(
        "CHNGID",
        "gives the entry another name",
        Operand("old", USERID, required=True),
        Operand("new", USERID, required=True),
        authority="A",
        effective=Effective.LOGON,
        mark=Mark.UNSURE,
    ),
    _does(
        "LOCK",
        "keeps others from changing the entry, or one of its devices",
        _VDEV,
        Operand("reason", TOKEN, many=True, mark=Mark.UNSURE),
        authority="A",
        holders=_PARTS,
    ),
    _does(
        "UNLOCK",
        "gives the entry, or one of its devices, free again",
        _VDEV,
        authority="A",
        holders=_PARTS,
        mark=Mark.DOC,
    ),
    _does(
        "SSI",
        "makes the source directory ready for an SSI cluster",
        Operand("volid", VOLID, many=True, mark=Mark.UNSURE),
        authority="A",
        effective=Effective.NOW,
    ),
    _does(
        "UNDOSSI",
        "takes back what SSI did",
        Operand("volid", VOLID, mark=Mark.UNSURE),
        authority="A",
        effective=Effective.NOW,
    ),
    _does(
        "CHVADDR",
        "gives a device of the entry another number",
        Operand("old", DEVICE_NUMBER, required=True),
        Operand("new", DEVICE_NUMBER, required=True),
        authority="A",
        holders=_PARTS,
        effective=Effective.LOGON,
    ),
    # -- statements
    _writes("ACCount", Writes.REPLACES, "ACCOUNT", *_LIST, unsure_words=("ADD", "DELETE")),
    _writes("ACIgroup", Writes.REPLACES, "ACIGROUP", *_SINGLE),
    _writes("APPCPASS", Writes.BY_KEY, "APPCPASS", *_KEYED),
    _writes("AUTOlog", Writes.MERGES, "AUTOLOG", *_LIST),
    _writes("XAUTOlog", Writes.MERGES, "XAUTOLOG", *_LIST),
    _writes("CLass", Writes.REPLACES, "CLASS", *_LASTING, mark=Mark.DOC),
    _writes(
        "COMMAND",
        Writes.BY_KEY,
        "COMMAND",
        _action("?", "ADD", "DELETE", "REPLACE"),
        Operand("ordinal", TOKEN),
        _STATEMENT,
        mark=Mark.DOC,
    ),
    _writes("CONsole", Writes.REPLACES, "CONSOLE", *_SINGLE),
    _writes("CPU", Writes.BY_KEY, "CPU", *_CPU, mark=Mark.DOC),
    _writes("SETCPU", Writes.BY_KEY, "CPU", *_CPU),
    _writes("CRYpto", Writes.REPLACES, "CRYPTO", *_KEYED, mark=Mark.UNSURE),
    _writes("D8ONECMD", Writes.REPLACES, "D8ONECMD", *_SINGLE),
    _writes("DASDOPT", Writes.BY_KEY, "DASDOPT", *_DEVICE, authority="DA"),
    _writes("DATEForm", Writes.REPLACES, "DATEFORMAT", *_SINGLE, authority="GA"),
    _writes("DEDicate", Writes.BY_KEY, "DEDICATE", *_DEVICE, authority="D"),
    _writes("DIRECTORY", Writes.BY_KEY, "DIRECTORY", *_KEYED, holders=frozenset()),
    _writes(
        "DISTrib",
        Writes.REPLACES,
        None,
        _action("?", "DELETE"),
        replace(BY_NAME["ACCOUNT"].by_name["distribution"], name="code"),
    ),
    _writes(
        "DSECUSER",
        Writes.REPLACES,
        "CONSOLE",
        _action("?", "OFF"),
        Operand("userid", USERID),
        authority="G",
    ),
    _writes("GLOBALOPTS", Writes.REPLACES, "GLOBALOPTS", *_LASTING, holders=frozenset()),
    _writes("INCLUDE", Writes.REPLACES, "INCLUDE", *_SINGLE),
    _writes("IOPRIority", Writes.REPLACES, "IOPRIORITY", *_SINGLE),
    _writes("IPL", Writes.REPLACES, "IPL", *_SINGLE, authority="GA", unsure_words=("DELETE",)),
    _writes("IUCV", Writes.ADDS, "IUCV", *_KEYED, mark=Mark.DOC),
    _writes(
        "LINK",
        Writes.BY_KEY,
        "LINK",
        Operand("owner", USERID, required=True, values=("*",)),
        Operand("owner_vdev", DEVICE_NUMBER, required=True),
        _VDEV,
        replace(BY_NAME["LINK"].by_name["mode"], required=False),
        Operand("link_password", PASSWORD_OR_REFERENCE, secret=True),
        authority="G",
    ),
    _does(
        "DLINK",
        "removes a link of the entry",
        Operand("owner", USERID, required=True, values=("*",)),
        Operand("owner_vdev", DEVICE_NUMBER, required=True),
        _VDEV,
        authority="G",
        holders=_PARTS,
        effective=Effective.LOGON,
        mark=Mark.UNSURE,
    ),
    _does("LINKS", "reports the links to a disk", *_WORDS, authority="G", holders=_PARTS),
    _writes("LOADDEV", Writes.BY_KEY, "LOADDEV", *_KEYED, unsure_words=("ALTERNATE",)),
    _writes("LOGONBY", Writes.MERGES, "LOGONBY", *_LIST, authority="AG"),
    _writes("MACHine", Writes.REPLACES, "MACHINE", *_SINGLE),
    _writes("SETMACH", Writes.REPLACES, "MACHINE", *_SINGLE),
    _writes("MAXSTORE", Writes.REPLACES, "MAXSTORAGE", *_LASTING),
    _writes("MDISK", Writes.BY_KEY, "MDISK", _action("?"), _VDEV, _MODE, *_passwords(None), authority="GD"),
    _writes("MDPW", Writes.BY_KEY, "MDISK", _OWN_VDEV, *_passwords(None), authority="G"),
    _writes("MINIOPT", Writes.BY_KEY, "MINIOPT", *_DEVICE, authority="DA"),
    _writes("NAMESAVE", Writes.MERGES, "NAMESAVE", *_ADDED),
    _writes("NICDEF", Writes.BY_KEY, "NICDEF", *_DEVICE, mark=Mark.DOC),
    _writes("NOPDATA", Writes.REPLACES, "NOPDATA", _action("?", "DELETE")),
    _writes("OPTION", Writes.REPLACES, "OPTION", *_SINGLE),
    _writes(
        "SETOPTN",
        Writes.MERGES,
        "OPTION",
        _action("ADD", "REMOVE", "DELETE"),
        _STATEMENT,
        mark=Mark.DOC,
        unsure_words=("REMOVE", "DELETE"),
    ),
    _writes("POOL", Writes.REPLACES, "POOL", *_SINGLE),
    _writes("POSIXGLIST", Writes.REPLACES, "POSIXGLIST", *_SINGLE),
    _writes("POSIXGROUP", Writes.BY_KEY, "POSIXGROUP", *_KEYED, holders=frozenset()),
    _writes("POSIXINFO", Writes.REPLACES, "POSIXINFO", *_SINGLE),
    _writes("POSIXIUPGM", Writes.MERGES, "POSIXINFO", *_SINGLE),
    _writes("POSIXIWDIR", Writes.MERGES, "POSIXINFO", *_SINGLE),
    _writes("POSIXFSROOT", Writes.MERGES, "POSIXINFO", *_SINGLE),
    _writes("POSIXOPT", Writes.REPLACES, "POSIXOPT", *_SINGLE),
    _writes("PRIVCLASS", Writes.REPLACES, "CLASS", *_LASTING),
    _writes("SCREEN", Writes.REPLACES, "SCREEN", *_SINGLE, authority="G"),
    _writes("SHARE", Writes.REPLACES, "SHARE", *_SINGLE),
    _writes("SPECial", Writes.BY_KEY, "SPECIAL", *_DEVICE),
    _writes("SPool", Writes.BY_KEY, "SPOOL", *_DEVICE, authority="AG"),
    _writes("SPOOLFILE", Writes.REPLACES, "SPOOLFILE", *_SINGLE),
    _writes(
        "STAG",
        Writes.BY_KEY,
        None,
        Operand("tag", TOKEN),
        _action("?", "DELETE"),
        Operand("value", TEXT),
    ),
    _writes("STDEVOPT", Writes.REPLACES, "STDEVOPT", *_SINGLE),
    _writes("STORAGE", Writes.REPLACES, "STORAGE", *_LASTING, authority="GA", mark=Mark.DOC),
    _writes("VMRELOcate", Writes.REPLACES, "VMRELOCATE", *_SINGLE),
    _writes("XCONFIG", Writes.BY_KEY, "XCONFIG", *_KEYED),
    _writes("XSTORE", Writes.REPLACES, "XSTORE", *_SINGLE),
    _does(
        "PW",
        "sets the logon password of the sender, or makes one up",
        Operand("kind", ENUM, values=("RANDOM", "ALPHAbetic", "ALPHANumeric", "NUMeric")),
        Operand("length", WHOLE_NUMBER),
        Operand("password", PASSWORD_OR_REFERENCE, secret=True),
        Operand("verify_password", PASSWORD_OR_REFERENCE, keyword="VPW", secret=True),
        authority="G",
        holders=_MACHINES,
        effective=Effective.LOGON,
        mark=Mark.DOC,
    ),
    _does(
        "SETPW",
        "sets the logon password of the entry",
        Operand(
            "password",
            PASSWORD_OR_REFERENCE,
            required=True,
            values=BY_NAME["USER"].by_name["password"].values,
            secret=True,
        ),
        Operand("days", WHOLE_NUMBER),
        authority="AH",
        holders=_MACHINES,
        effective=Effective.LOGON,
    ),
    _does(
        "TESTPW",
        "tells whether a logon password is the right one",
        Operand("password", PASSWORD_OR_REFERENCE, required=True, secret=True),
        authority="AH",
        holders=_MACHINES,
    ),
    # -- minidisks
    _does(
        "AMDisk",
        "adds a minidisk",
        _OWN_VDEV,
        *_place_operands(),
        _MODE,
        *_FORMAT,
        *_passwords("PWS"),
        authority="D",
        holders=_DISK_HOLDERS,
        effective=Effective.NOW,
        work_unit=WorkUnit.IF_FORMATTED,
        mark=Mark.DOC,
    ),
    _does(
        "CMDisk",
        "copies a minidisk to a new place, of another size if wanted, and gives the old one free",
        _OWN_VDEV,
        *_place_operands(lasting=True),
        *_FORMAT,
        authority="D",
        holders=_DISK_HOLDERS,
        effective=Effective.DONE,
        work_unit=WorkUnit.ALWAYS,
    ),
    _does(
        "RMDisk",
        "puts a new, empty minidisk in the place of one: what was on it is lost",
        _OWN_VDEV,
        *_place_operands(),
        *_FORMAT,
        authority="D",
        holders=_DISK_HOLDERS,
        effective=Effective.NOW,
        work_unit=WorkUnit.IF_FORMATTED,
    ),
    _does(
        "CLONEDisk",
        "makes a minidisk that is a copy of another one, or copies that one over a minidisk that is there",
        _OWN_VDEV,
        Operand("source_user", USERID, required=True),
        Operand("source_vdev", DEVICE_NUMBER, required=True),
        *(replace(one, required=False) for one in _place_operands(lasting=True) if one.name != "devtype"),
        _MODE,
        *_passwords("PWS"),
        authority="D",
        holders=_DISK_HOLDERS,
        effective=Effective.DONE,
        work_unit=WorkUnit.ALWAYS,
        mark=Mark.DOC,
    ),
    _does(
        "TMDisk",
        "gives a minidisk to another entry; what is on it stays",
        _OWN_VDEV,
        Operand("new_owner", USERID, required=True),
        Operand("new_vdev", DEVICE_NUMBER, required=True),
        _MODE,
        *_passwords("PWS"),
        authority="D",
        holders=_DISK_HOLDERS,
        effective=Effective.NOW,
    ),
    _does(
        "DMDisk",
        "removes a minidisk; its space is cleaned, or left as it is",
        _OWN_VDEV,
        _CLEANING,
        authority="D",
        holders=_DISK_HOLDERS,
        effective=Effective.NOW,
        work_unit=WorkUnit.IF_CLEANED,
    ),
    # -- work units
    _does(
        "Query",
        "tells how a server is doing: DATAMOVE, and which",
        _name("what", required=True),
        *_WORDS,
        authority="S",
        mark=Mark.DOC,
    ),
    _does(
        "STATUS",
        "tells of allocations, locks and work units",
        replace(_WORDS[0], mark=Mark.UNSURE),
        authority="G",
    ),
    _does(
        "WORKUNIT", "cancels a work unit", Operand("workunit", TOKEN, required=True, keyword="CANCEL"), authority="S"
    ),
    _does(
        "CLEANUP",
        "tries again, or gives up, the work units of a DATAMOVE that hangs",
        *_WORDS,
        authority="S",
        mark=Mark.DOC,
    ),
    # -- space
    _does(
        "DASD",
        "changes, or reports, the regions and groups of EXTENT CONTROL",
        _action("Add", "Delete", "Query", "USEDext", "FREExt"),
        _AREA,
        Operand("group", REGION_NAME),
        Operand("method", ENUM, values=("(LINEAR)", "(ROTATING)")),
        Operand("region", REGION_NAME),
        Operand("regions", REGION_NAME, values=("*",), many=True),
        Operand("volid", VOLID),
        Operand("volids", VOLID, many=True),
        Operand("devtype", DEVICE_MODEL),
        Operand("size", SIZE, values=("END",), low=1),
        Operand("start", DECIMAL, values=("START",), low=0),
        Operand("comment", TEXT),
        _NAMES,
        authority="D",
        effective=Effective.NOW,
        mark=Mark.DOC,
    ),
    _does("RLDExtn", "reads EXTENT CONTROL again", authority="D", mark=Mark.DOC),
    _does("FREExt", "reports free space", _AREA, _NAMES, _OLD_AREA, authority="D", mark=Mark.DOC),
    _does("USEDext", "reports used space", _AREA, _NAMES, _OLD_AREA, authority="D", mark=Mark.DOC),
    _does("AUTHDASD", "lets a user allocate in a group, a region or on a volume", *_WORDS, authority="D"),
    _does("DROPDASD", "takes that back", *_WORDS, authority="D"),
    _does("QRYDASD", "reports who may allocate where", *_WORDS, authority="D"),
    # -- reports
    _does(
        "USER",
        "sends the whole source directory",
        Operand("what", ENUM, required=True, values=("NOPASS", "WITHPASS", "BACKUP")),
        authority="A",
    ),
    _does("SCAN", "looks for statements in all entries", *_WORDS, authority="A"),
    _does("DIRMAP", "sends a map of the minidisks", authority="D"),
    _does("CHECK", "reports the options of the sender", authority="G", mark=Mark.UNSURE),
    _does("SEND", "sends a file of the server", *_FILE, authority="S", mark=Mark.DOC),
    _does("MAIL", "sends a message to users of DirMaint", *_WORDS, authority="O"),
    _does("HISTORY", "reports what was done", *_WORDS, authority="O"),
    _does("AGELIST", "reports the ages of passwords", *_WORDS, authority="M"),
    _does("PWMON", "watches over passwords", *_WORDS, authority="M"),
    _does("MDAUDIT", "reports minidisks and links to them", *_WORDS, authority="D"),
    _does("EXTNCHK", "checks EXTENT CONTROL", authority="D", mark=Mark.UNSURE),
    _does("IVP", "checks the installation of DirMaint", *_WORDS, authority="S", mark=Mark.DOC),
    _does("DATAMOVE", "checks the installation of the DATAMOVE machines", *_WORDS, authority="S", mark=Mark.DOC),
    _does("LANGUAGE", "sets the language of the sender's messages", *_WORDS, authority="G"),
    _does("DEFAULTS", "sets the sender's own defaults", *_WORDS, authority="G"),
    _does("GLOBALV", "sets variables of the sender", *_WORDS, authority="G"),
    # -- the server
    _does(
        "FILE",
        "sends a file to the server, where it takes the place of the one of that name",
        *_FILE,
        authority="S",
        batch=False,
        mark=Mark.DOC,
    ),
    _does(
        "BATCH",
        "sends a file of commands",
        _name("fn", required=True),
        _name("ft"),
        Operand("fm", TOKEN, longest=2),
        authority="G",
        batch=False,
    ),
    _does("ONLINE", "lets changes go into the object directory again", *_WORDS, authority="S"),
    _does("OFFLINE", "keeps changes out of the object directory", authority="S"),
    _does("DIRECT", "builds the object directory now", authority="S", effective=Effective.LOGON),
    _does("BACKUP", "saves the source directory now", authority="S"),
    _does("RLDData", "reads the control files again", authority="S"),
    _does("RLDCode", "loads the server's code again", authority="S"),
    _does("SHUTDOWN", "stops the server", authority="O"),
    _does("CMS", "runs a command of CMS in the server", *_WORDS, authority="S"),
    _does("CP", "runs a command of CP in the server", *_WORDS, authority="S"),
    _does("EDIT", "opens a file of the server", *_WORDS, authority="S"),
    _does("EXECLoad", "loads the sender's part of DirMaint for speed", authority="G", mark=Mark.DOC),
    _does("EXECDrop", "drops what EXECLOAD has loaded", authority="G", mark=Mark.DOC),
    _does(
        "AUTHFor",
        "lets a user act for the entry",
        Operand("userid", USERID, required=True),
        _name("node", keyword="FROM"),
        Operand("level", ENUM, keyword="CMDLevel", values=("140A", "150A")),
        Operand("sets", TOKEN, keyword="CMDSet"),
        authority="A",
        holders=_MACHINES,
        mark=Mark.DOC,
    ),
    _does(
        "DROPFor",
        "takes that back",
        Operand("userid", USERID, required=True),
        _name("node", keyword="FROM"),
        Operand("level", ENUM, keyword="CMDLevel", values=("140A", "150A")),
        authority="A",
        holders=_MACHINES,
    ),
    _does(
        "NEEDPASS",
        "tells whether the sender's commands ask for a password",
        Operand("setting", ENUM, required=True, values=("YES", "NO")),
        authority="G",
    ),
    _does("PWGEN", "makes up passwords", *_WORDS, authority="A"),
    _does("SETPTOKN", "sets the token of a product", *_WORDS, authority="Z"),
    _does("SUBSCRIBE", "asks to be told of changes", *_WORDS, authority="A"),
    _does("DSATCTL", "is sent by satellite servers to each other", *_WORDS, authority="Z", mark=Mark.DOC),
    _does("DMVCTL", "is sent by DATAMOVE machines", *_WORDS, authority="Z", mark=Mark.DOC),
    _does("PRIOSET", "sets the priority of a user's requests", *_WORDS, authority="S"),
    _does("HELP", "explains a verb", *_WORDS, authority="G"),
    _does("GLOBALDEFS", "changes the definitions for all entries", *_WORDS, authority="A", mark=Mark.UNSURE),
    _does("NOTAPE", "is known by name only", *_WORDS, authority="A", mark=Mark.UNSURE),
    _does("SYSAFFIN", "changes for which systems a part of an entry is", *_WORDS, authority="A", mark=Mark.UNSURE),
    _does("TERM", "is known by name only", *_WORDS, authority="G", mark=Mark.UNSURE),
    _does("VCONFIG", "is known by name only", *_WORDS, authority="A", mark=Mark.UNSURE),
)

VERB_BY_NAME = {verb.name: verb for verb in (DIRMAINT, *VERBS)}
"""The rows of the table by name, and that of the prefixes."""

VERB_BY_SPELLING = {short: verb for verb in VERBS for short in abbreviations(verb.spelling)} | {
    "?": VERB_BY_NAME["HELP"],
    "ACCT": VERB_BY_NAME["ACCOUNT"],
}
"""Every accepted spelling of every verb, upper case."""

PREFIXES = {
    short: one.name
    for one in DIRMAINT.operands
    for short in abbreviations(one.keyword or (*one.values, "-")[0])
    if short != "-"
}
"""Every accepted spelling of every prefix, upper case, with the name of its operand."""
