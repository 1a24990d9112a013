"""The sections of EXTENT CONTROL and the fields of their records: what each word means and what it may be.

Source: z/VM DirMaint Tailoring and Administration Guide, EXTENT CONTROL file; z/VM DirMaint Commands Reference, DASD. Which of
the sections a system has depends on its release; they may stand in any order, each at most once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dirtool.spec.devices import DASD_TYPES, OBSOLETE_DASD_TYPES, type_and_model
from dirtool.spec.statement import Operand
from dirtool.spec.values import ENUM, NAME, TEXT, VOLID, BadValue, ValueType
from dirtool.wording import listed

BAD_RECORD = "bad-record"
UNPADDED_NUMBER = "unpadded-device-number"
RULES = (BAD_RECORD, UNPADDED_NUMBER)
"""The names of the rules that judge a record by itself."""

END_OF_SECTION = ":END."
END_OF_VOLUME = "END"
METHODS = ("LINEAR", "ROTATING")
CMS_BLOCK_SIZES = (512, 1024, 2048, 4096)
"""The sizes in bytes of the blocks in which DirMaint takes sizes of minidisks."""

_REGION = re.compile(r"[A-Z0-9#@$:+-]{1,8}")
_OWNER = re.compile(r"[A-Z0-9@#$_-]{0,8}")
_ANY_CHARACTERS = "*"  # in the name of an entry
_KNOWN_TYPES = (*DASD_TYPES, *OBSOLETE_DASD_TYPES)
_LENGTH = "of at most 10 digits"
_DIGITS = re.compile(r"[0-9]{1,10}")
_DEVICE_NUMBER = re.compile(r"[0-9A-F]{4}")
_SHORT_NUMBER = re.compile(r"[0-9A-F]{1,3}")


def _region(word: str, field: Operand) -> str:
    if not _REGION.fullmatch(word):
        raise BadValue(BAD_RECORD, "1 to 8 of A-Z 0-9 # @ $ : - +")
    return word


def _owner(word: str, field: Operand) -> str:
    if not _OWNER.fullmatch(word.replace(_ANY_CHARACTERS, "")):
        raise BadValue(BAD_RECORD, "1 to 8 of A-Z 0-9 @ # $ _ -, and * for any characters")
    return word


def _place(word: str, field: Operand) -> int:
    if not _DIGITS.fullmatch(word):
        raise BadValue(BAD_RECORD, f"the number of a cylinder or block, {_LENGTH}")
    return int(word)


def _last_place(word: str, field: Operand) -> int | None:
    if word == END_OF_VOLUME:
        return None
    if not _DIGITS.fullmatch(word):
        raise BadValue(BAD_RECORD, f"the number of a cylinder or block, {_LENGTH}, or {END_OF_VOLUME}")
    return int(word)


def _count(word: str, field: Operand) -> int:
    if not _DIGITS.fullmatch(word) or not int(word):
        raise BadValue(BAD_RECORD, f"a number, 1 or more, {_LENGTH}")
    return int(word)


def _block_size(word: str, field: Operand) -> int:
    if not _DIGITS.fullmatch(word) or int(word) not in CMS_BLOCK_SIZES:
        raise BadValue(BAD_RECORD, listed([*map(str, CMS_BLOCK_SIZES)], "or"))
    return int(word)


def _units(word: str, field: Operand) -> int:
    return _count(word, field) if word.isascii() and word.isdigit() else 1


def _devtype(word: str, field: Operand) -> str:
    devtype, _ = type_and_model(word)
    if devtype not in _KNOWN_TYPES:
        raise BadValue(BAD_RECORD, "a type of DASD, with its model where it has several: 3390-09", _KNOWN_TYPES)
    return word


def _device_number(word: str, field: Operand) -> str:
    if _SHORT_NUMBER.fullmatch(word):
        raise BadValue(UNPADDED_NUMBER, "4 hexadecimal digits")
    if not _DEVICE_NUMBER.fullmatch(word):
        raise BadValue(BAD_RECORD, "4 hexadecimal digits")
    return word


REGION_NAME = ValueType("region name", _region)
OWNER = ValueType("name of an entry, or a pattern with *", _owner)
PLACE = ValueType("number", _place, "int")
LAST_PLACE = ValueType("number, or END", _last_place, "int | None")
COUNT = ValueType("number", _count, "int")
BLOCK_SIZE = ValueType("size of a CMS block", _block_size, "int")
UNITS = ValueType("number", _units, "int")
DEVICE_MODEL = ValueType("device type", _devtype)
PADDED_NUMBER = ValueType("device number of 4 digits", _device_number)


@dataclass(frozen=True)
class Section:
    """One section: its name in the tag that begins it, and the fields of its records in their order.

    `has_parentheses` tells that parentheses are words of their own in its records.
    """

    name: str
    fields: tuple[Operand, ...]
    has_parentheses: bool = False

    @property
    def tag(self) -> str:
        """The record that begins it."""
        return f":{self.name}."


SECTIONS = {
    section.name: section
    for section in (
        Section("REGIONS", (
            Operand("name", REGION_NAME, True, label="region"),
            Operand("volid", VOLID, True),
            Operand("first", PLACE, True, label="start"),
            Operand("last", LAST_PLACE, True, label="end"),
            Operand("devtype", DEVICE_MODEL, True, label="device type"),
            Operand("comment", TEXT),
        )),
        Section("GROUPS", (
            Operand("name", REGION_NAME, True, label="group"),
            Operand("method", ENUM, values=METHODS),
            Operand("regions", REGION_NAME, many=True, label="region"),
        ), has_parentheses=True),
        Section("SSI_VOLUMES", (
            Operand("family", NAME, True, label="volume family", longest=8),
            Operand("member", NAME, True, longest=8),
            Operand("volid", VOLID, True),
        )),
        Section("DEFAULT_GROUPS", (
            Operand("group", NAME, True, longest=8),
            Operand("member", NAME, True, longest=8),
        )),
        Section("EXCLUDE", (
            Operand("owner", OWNER, True, label="entry"),
            Operand("vdev", PADDED_NUMBER, label="device number"),
        )),
        Section("AUTOBLOCK", (
            Operand("devtype", NAME, True, label="device type", longest=8),
            Operand("block_size", BLOCK_SIZE, True),
            Operand("blocks", COUNT, True, label="number of blocks"),
            Operand("units", UNITS, True, label="allocation unit"),
            Operand("architecture", NAME, True),
        )),
        Section("DEFAULTS", (
            Operand("devtype", DEVICE_MODEL, True, label="device type"),
            Operand("size", COUNT, True),
        )),
    )
}  # fmt: skip
"""The sections that there are, by name."""

TAGS = (*(section.tag for section in SECTIONS.values()), END_OF_SECTION)
