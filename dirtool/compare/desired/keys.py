"""The keys of desired.yaml: one table for its reader, for its JSON Schema and for the page about it."""

from __future__ import annotations

import re
from typing import Literal, get_args

from dirtool.compare.desired.shapes import Either, Items, Key, Keyed, Named, Scalar
from dirtool.compare.desired.state import DesiredKind, Grow, PoolKind
from dirtool.compare.desired.words import any_case, count, one_of, operand, path, true
from dirtool.model.names import pool_of, subject_of
from dirtool.model.size import LARGEST, Size, size_of
from dirtool.model.volume_list import devtype_of, volid_of
from dirtool.model.volume_list import size_of as volume_size_of
from dirtool.spec.devices import DASD_TYPES, OBSOLETE_DASD_TYPES, VDISK_BLOCKS
from dirtool.spec.extent_control import END_OF_VOLUME
from dirtool.spec.statements import BY_NAME
from dirtool.syntax.parser import kind_of
from dirtool.syntax.words import fold
from dirtool.wording import listed

VERSION = 1
"""The version of desired.yaml that is read and written."""


# -- words


def _variable(word: str) -> str:
    if not re.fullmatch("[A-Za-z_][A-Za-z0-9_]*", word):
        raise ValueError("the name of a variable of the environment")
    return word


def _version(word: str) -> int:
    if word != str(VERSION):
        raise ValueError(f"{VERSION}, which is the only one that there is")
    return VERSION


def _minidisk_size(word: str) -> Size | Literal["END"]:
    if fold(word) == "END":
        return "END"
    try:
        return size_of(word)
    except ValueError as error:
        raise ValueError(f"{error}; or END, together with start") from None


def _region_size(word: str) -> int | Literal["END"]:
    if fold(word) == END_OF_VOLUME:
        return "END"
    try:
        return volume_size_of(word)
    except ValueError as error:
        raise ValueError(f"{error}, or END") from None


def _type_and_model(word: str) -> str:
    """A device type with its model, as EXTENT CONTROL has it."""
    folded = fold(word)
    devtype, dash, model = folded.rpartition("-")
    if dash and devtype in _TYPES and re.fullmatch("[0-9A-Z]{1,3}", model):
        return folded
    if folded not in _TYPES:
        raise ValueError("a type of DASD, with its model where it has several, such as 3390-09")
    return folded


def _entry_name(word: str) -> str:
    if not re.fullmatch(r"\S+", word):
        raise ValueError("a name or a pattern of names, without a blank")
    return fold(word)


def _statement_name(word: str) -> str:
    """A statement's name in full, from any of its spellings."""
    kind = kind_of(fold(word))
    if kind is None:
        raise ValueError("the name of a statement, such as SHARE")
    return kind.name


def _password_word(word: str) -> str:
    if fold(word) not in _PASSWORD.words:
        raise ValueError(listed(_PASSWORD.words, "or"))
    return fold(word)


def _removed(word: str) -> tuple[str, str | None]:
    """The name of an entry, and the number of one of its devices if there is one."""
    name, slash, vdev = fold(word).partition("/")
    return _NAME.read(name), _NUMBER.read(vdev) if slash else None


_TYPES = (*DASD_TYPES, *OBSOLETE_DASD_TYPES)
_PASSWORD = BY_NAME["USER"].by_name["password"]
_NUMBER = operand("MDISK", "vdev", "device number")
_NAME = operand("INCLUDE", "profile", "name of an entry")
_USERID = "[A-Za-z0-9@#$_-]{1,8}"
_POOL = "[A-Za-z0-9#@$:+-]{1,8}"
_UNITS = ("cyl", "blk", "blk512", "blk1024", "blk2048", "blk4096", "MiB", "GiB")
_SIZE = rf"[0-9]{{1,10}}(?:\.[0-9]{{1,6}})?(?:{any_case(_UNITS)})?|{any_case(['END'])}"

_SUBJECT = Scalar("clone", subject_of, f"{_USERID}/[0-9A-Fa-f]{{1,4}}")
_VOLID = Scalar("volid", volid_of, "[A-Za-z0-9#@$:+-]{1,6}")
_REGION_NAME = Scalar("name of a region", pool_of, _POOL)
_GROUP_NAME = Scalar("name of a group", pool_of, _POOL)
_STATEMENT = Scalar("statement", str, r"[^\n]*\S[^\n]*")
_OPTION = Scalar("option", str, r"[^\n]*\S[^\n]*")


# -- the keys

NAMES = {
    "user": operand("USER", "userid"),
    "identity": operand("IDENTITY", "userid"),
    "subconfig": operand("SUBCONFIG", "id", "name of a subconfig"),
    "profile": operand("PROFILE", "profile", "name of a profile"),
}
"""What an entry can be called, by its kind."""

MOST_LOGONBY = BY_NAME["LOGONBY"].by_name["userid"].most or 0

REFERENCE = Keyed(
    "reference",
    {
        "env": Key(Scalar("env", _variable, "[A-Za-z_][A-Za-z0-9_]*"), "the variable of the environment that holds it"),
        "file": Key(path("file", "the path of a file"), "the file whose first line it is"),
        "prompt": Key(Scalar("prompt", true, any_case(["true"]), ("true",)), "`true`: it is asked for"),
    },
    "a mapping, such as {env: NAME}",
    excludes=(("env", "file"), ("env", "prompt"), ("file", "prompt")),
    required=(("env", "file", "prompt"),),
)

PASSWORD = Either(
    Scalar("password", _password_word, any_case(_PASSWORD.words), _PASSWORD.words),
    REFERENCE,
    f"{listed(_PASSWORD.words, 'or')}, or a reference to it: {{env: NAME}}, {{file: PATH}} or {{prompt: true}}",
    secret=True,
)

FORMAT = Keyed(
    "format",
    {
        "label": Key(operand("AMDISK", "label"), "the label of the file system"),
        "blksize": Key(operand("AMDISK", "blksize"), "bytes of a block: 512, 1024, 2048 or 4096"),
    },
    "a mapping, such as {label: WEB191, blksize: 4096}",
)

_DASDOPT = Key(
    Items("word", _OPTION, "a list of words, such as [WRKALLEG]"),
    "the operands of the DASDOPT statement behind it, all of them",
    statement="DASDOPT",
)
POOLS: tuple[PoolKind, ...] = ("volume", "region", "group")
"""The keys that say in which pool a minidisk is."""

_WITHOUT_POOL = ("vdisk", "tdisk", "devno")

MINIDISK = Keyed(
    "minidisk",
    {
        "size": Key(
            Scalar("size", _minidisk_size, _SIZE, low=1),
            "how large it is: cylinders or blocks, or with one of the units cyl, blk, blk512 … blk4096, MiB and GiB; with "
            "`start` a number alone, or `END`: up to the end of the volume",
        ),
        "volume": Key(operand("MDISK", "volid", "volume"), "the volume that it is on"),
        "start": Key(
            count("start", 0, LARGEST, "the first cylinder or block"),
            "its first cylinder or block, with `volume`: you choose the place, not dirtool",
        ),
        "region": Key(_REGION_NAME, "the region of EXTENT CONTROL that it is in"),
        "group": Key(_GROUP_NAME, "the group of EXTENT CONTROL that it is in"),
        "clone": Key(_SUBJECT, "the minidisk that it is a copy of, `USERID/VDEV`, which also tells its size"),
        "vdisk": Key(
            count("vdisk", 1, VDISK_BLOCKS, "blocks of 512 bytes"),
            "a virtual disk in storage of so many blocks of 512 bytes",
        ),
        "tdisk": Key(
            count("tdisk", 1, LARGEST, "cylinders or blocks"),
            "temporary space of so many cylinders or blocks, which CP gives at logon",
        ),
        "devno": Key(operand("MDISK", "rdev", "devno"), "the whole real device of this number (`MDISK … DEVNO`)"),
        "devtype": Key(operand("MDISK", "devtype"), "the device type of its volume, such as `3390`"),
        "mode": Key(operand("MDISK", "mode"), "the mode of its owner's access, such as `MR`"),
        "format": Key(FORMAT, "DirMaint formats it for CMS when it is new"),
        "grow": Key(
            one_of("grow", get_args(Grow)),
            "what may happen when the size differs from the current one: `cmdisk` (DirMaint copies it), `guest` (a new disk "
            "beside it, the guest copies) or `recreate` (what is on it is lost)",
        ),
        "miniopt": Key(
            Items("word", _OPTION, "a list of words, such as [NOMDC]"),
            "the operands of the MINIOPT statement behind it, all of them",
            statement="MINIOPT",
        ),
        "dasdopt": _DASDOPT,
    },
    "a mapping, such as {size: 50, group: LINUX, mode: MR}",
    excludes=(
        ("volume", "region"),
        ("volume", "group"),
        ("region", "group"),
        *(("clone", other) for other in ("size", "start", "devtype", "format", "grow")),
        *((one, other) for one in _WITHOUT_POOL for other in ("size", *POOLS, "start", "clone", "format", "grow")),
        *(("vdisk", other) for other in ("devtype", "tdisk", "devno")),
        ("tdisk", "devno"),
    ),
    needs=(("start", ("volume",)), *((pool, ("size", "clone")) for pool in POOLS), ("grow", ("size",))),
)

_OF_NIC = {
    "type": "the kind of adapter, `QDIO` or `HIPERSOCKETS`",
    "devices": "how many device numbers it takes, 3 if this is not there",
    "lan": "what it is coupled to: owner and name, such as `SYSTEM VSW1`",
    "chpid": "its channel path, two hexadecimal digits",
    "macid": "the last six digits of its MAC address",
    "portnumber": "the port of the virtual switch",
    "porttype": "`ACCESS` or `TRUNK`",
    "pquplinktx": "the priority on the way out: `LOW`, `NORMAL` or `HIGH`",
    "vlan": "VLAN numbers, and ranges such as `100-110`",
    "promiscuous": "`PROMISCUOUS` or `NOPROMISCUOUS`",
}

NIC = Keyed(
    "NIC",
    {name: Key(operand("NICDEF", name), means) for name, means in _OF_NIC.items()},
    "a mapping, such as {type: QDIO, lan: SYSTEM VSW1}",
    required=(tuple(_OF_NIC),),
)

LINK = Keyed(
    "link",
    {
        "userid": Key(operand("LINK", "userid"), "whose minidisk it is; `*`: one of the own ones"),
        "vdev": Key(
            operand("LINK", "vdev1", "vdev"), "the number that its owner has it under; if it is not there, the same"
        ),
        "mode": Key(operand("LINK", "mode"), "the mode of access, such as `RR`"),
        "dasdopt": _DASDOPT,
    },
    'a mapping, such as {userid: MAINT, vdev: "0190", mode: RR}',
    required=(("userid",),),
)

_OF_DEDICATE = {
    "rdev": "the number of the real device",
    "volid": "the volume that the real device has; instead of `rdev`",
    "ro": "`true`: for reading alone",
    "users": "`SINGLEUSER` or `MULTIUSER`",
    "noassign": "`true`: a tape drive is not assigned",
    "noqioassist": "`true`: without the assist for QDIO",
    "useraccessid": "the userid whose access to LUNs counts",
}

DEDICATE = Keyed(
    "dedicated device",
    {name: Key(operand("DEDICATE", name), means) for name, means in _OF_DEDICATE.items()} | {"dasdopt": _DASDOPT},
    'a mapping, such as {rdev: "2000"}',
    excludes=(("rdev", "volid"),),
    required=(("rdev", "volid"),),
)

_OF_HEADER = {
    "storage": "its storage at logon, such as `4G`; `*`: what a STORAGE statement says",
    "max_storage": "the most storage that it can define",
    "class": "its privilege classes, such as `G`",
    "priority": "the placeholder for the priority, which z/VM ignores",
    "line_end": "the logical line end symbol: `ON`, `OFF`, a character, or two hexadecimal digits",
    "line_delete": "the logical line delete symbol, as `line_end`",
    "character_delete": "the logical character delete symbol, as `line_end`",
    "escape": "the logical escape symbol, as `line_end`",
}

FURTHER_OPERANDS = tuple(_OF_HEADER)[3:]
"""The operands of USER behind its classes."""

DEVICES = {
    "minidisks": Key(
        Named(_NUMBER, MINIDISK, 'a mapping by device number, such as {"0191": {size: 50, group: LINUX}}'),
        "its minidisks, by device number",
        statement="MDISK",
    ),
    "nics": Key(
        Named(_NUMBER, NIC, 'a mapping by device number, such as {"0600": {type: QDIO}}'),
        "its network adapters, by the first device number",
        statement="NICDEF",
    ),
    "links": Key(
        Named(_NUMBER, LINK, 'a mapping by device number, such as {"0190": {userid: MAINT}}'),
        "minidisks of others, by the number that they have here",
        statement="LINK",
    ),
    "dedicate": Key(
        Named(_NUMBER, DEDICATE, 'a mapping by device number, such as {"1000": {rdev: "2000"}}'),
        "real devices for it alone, by device number",
        statement="DEDICATE",
    ),
}
"""The sections of an entry that define devices."""

ENTRY = Keyed(
    "entry",
    {
        "kind": Key(
            one_of("kind", get_args(DesiredKind)), "`user` (if it is not there), `identity`, `subconfig` or `profile`"
        ),
        "like": Key(
            _NAME,
            "the entry of which all is copied that can be shared and that this one does not say itself",
        ),
        "include": Key(operand("INCLUDE", "profile", "name of a profile"), "its profile", statement="INCLUDE"),
        "password": Key(
            PASSWORD,
            "a word such as `LBYONLY`, or where the password comes from; never the password itself",
            statement="USER",
        ),
        **{name: Key(operand("USER", name), means, statement="USER") for name, means in _OF_HEADER.items()},
        "logonby": Key(
            Items("userid", operand("LOGONBY", "userid"), "a list of userids, such as [MAINT]"),
            "who may log on to it with a password of their own: all of them; `[]`: nobody",
            statement="LOGONBY",
        ),
        "options": Key(
            Items("option", _OPTION, "a list of options, such as [APPLMON, MAXCONN 128]"),
            "the operands of OPTION, all of them; `[]`: none",
            statement="OPTION",
        ),
        **DEVICES,
        "statements": Key(
            Items("statement", _STATEMENT, 'a list of statements, such as ["SHARE RELATIVE 200"]'),
            "anything else, as the statement is written: adds it, or replaces one that may stand once",
        ),
    },
    "a mapping, such as {include: LNXDFLT, storage: 4G}",
)

VOLUME = Keyed(
    "volume",
    {
        "devtype": Key(
            Scalar("devtype", devtype_of, any_case(_TYPES), DASD_TYPES),
            "its device type, such as `3390`",
        ),
        "size": Key(Scalar("size", volume_size_of, "[0-9]{1,10}", low=1), "how many cylinders or blocks it has"),
    },
    "a mapping, such as {devtype: 3390, size: 10017}",
)

REGION = Keyed(
    "region",
    {
        "volume": Key(_VOLID, "the volume that it is a part of"),
        "devtype": Key(
            Scalar("device type", _type_and_model, f"(?:{any_case(_TYPES)})(?:-[0-9A-Za-z]{{1,3}})?"),
            "the device type of the volume, with its model, such as `3390-09`",
        ),
        "start": Key(count("start", 0, LARGEST, "the first cylinder or block"), "its first cylinder or block"),
        "size": Key(
            Scalar("size", _region_size, f"[0-9]{{1,10}}|{any_case(['END'])}", low=1),
            "how many cylinders or blocks it has, or `END`: up to the end of the volume",
        ),
    },
    "a mapping, such as {volume: LX0001, devtype: 3390-09, start: 1, size: 10016}",
    required=(("volume",), ("devtype",), ("start",), ("size",)),
)

GROUP = Keyed(
    "group",
    {
        "regions": Key(
            Items("region", _REGION_NAME, "a list of regions, such as [LNX042]"),
            "regions that it shall have, besides those that it has already",
        ),
        "rotating": Key(
            Scalar("rotating", true, any_case(["true"]), ("true",)),
            "`true`: DirMaint takes its regions in turn, which is told of a new group alone",
        ),
    },
    "a mapping, such as {regions: [LNX042]}",
    required=(("regions",),),
)

REMOVAL = Keyed(
    "removal",
    {
        "entry": Key(operand("INCLUDE", "profile", "entry"), "the entry that has the statement"),
        "keyword": Key(Scalar("keyword", _statement_name, "[A-Za-z0-9]+"), "the statement, by its name"),
    },
    "a mapping, such as {entry: WEB01, keyword: SHARE}",
    required=(("entry",), ("keyword",)),
)

DOCUMENT = Keyed(
    "document",
    {
        "version": Key(
            Scalar("version", _version, str(VERSION), (str(VERSION),), VERSION, VERSION),
            f"the version of this format: `{VERSION}`",
        ),
        "current": Key(path("current", "the path of a directory"), "the current directory, relative to this file"),
        "extents": Key(path("extents", "the path of an EXTENT CONTROL"), "the EXTENT CONTROL, relative to this file"),
        "volumes": Key(
            Named(_VOLID, VOLUME, "a mapping by volid, such as {LX0001: {devtype: 3390, size: 10017}}"),
            "device types and sizes that nothing else tells",
        ),
        "regions": Key(
            Named(
                _REGION_NAME,
                REGION,
                "a mapping by name, such as {LNX042: {volume: LX0042, devtype: 3390-09, start: 1, size: 10016}}",
            ),
            "regions that EXTENT CONTROL shall have, by name",
        ),
        "groups": Key(
            Named(_GROUP_NAME, GROUP, "a mapping by name, such as {LINUX: {regions: [LNX042]}}"),
            "groups that EXTENT CONTROL shall have, by name",
        ),
        "entries": Key(
            Named(
                Scalar("name of an entry", _entry_name, r"\S+"),
                ENTRY,
                "a mapping by name, such as {WEB01: {include: LNXDFLT}}",
            ),
            "what shall be, by the name of the entry or a pattern of names",
        ),
        "remove": Key(
            Items(
                "removal",
                Either(
                    Scalar("removal", _removed, r"\S{1,8}(?:/[0-9A-Fa-f]{1,4})?"),
                    REMOVAL,
                    "ENTRY, ENTRY/VDEV, or a mapping of entry and keyword",
                ),
                "a list, such as [OLDUSER, WEB01/0300]",
            ),
            "what shall not be there any more",
        ),
    },
    "a mapping that begins with version: 1",
    required=(("version",),),
)
