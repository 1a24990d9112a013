"""The list of a site's volumes: a text file, one volume a line, `VOLID [DEVTYPE [SIZE]]`.

A line that begins with `*` or `#` is a comment, and so is what stands behind a word that begins so, but for the volid.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, TypeVar

from dirtool.errors import InputError
from dirtool.spec.devices import DASD_TYPES, OBSOLETE_DASD_TYPES
from dirtool.spec.statement import nearest
from dirtool.spec.statements import BY_NAME
from dirtool.spec.values import VOLID, BadValue
from dirtool.syntax.words import fold
from dirtool.text.input import read_bytes
from dirtool.text.records import Records, read_records
from dirtool.wording import listed

_MOST_WORDS = 3
_COMMENT = ("*", "#")
_OPERANDS = BY_NAME["MDISK"].by_name

Value = TypeVar("Value")


UNKNOWN_AREA = "UNKN"
"""The kind of an area of which nobody tells who has it, nor that it is free."""

USED_AREA = "USED"
"""The kind of an area that somebody has, of whom nobody tells."""


class SystemArea(NamedTuple):
    """Cylinders or blocks of a volume that CP uses: `kind` is PAGE, SPOL, TDSK, DRCT or PARM; both ends are inclusive."""

    kind: str
    first: int
    last: int

    @property
    def is_of_cp(self) -> bool:
        """Whether it is known that CP uses it."""
        return self.kind not in (UNKNOWN_AREA, USED_AREA)


class KnownVolume(NamedTuple):
    """A volume that the site has; what is None is not known."""

    devtype: str | None = None
    size: int | None = None
    areas: tuple[SystemArea, ...] = ()


def sizes(volumes: Mapping[str, KnownVolume]) -> dict[str, int]:
    """The sizes that are known, by volid, in cylinders or blocks."""
    return {volid: volume.size for volid, volume in volumes.items() if volume.size is not None}


def read_volumes(path: Path, shown: str | None = None) -> dict[str, KnownVolume]:
    """The volumes that a file lists, by volid; ASCII and EBCDIC alike. `shown` is its path in messages.

    Raises InputError: for a file that cannot be read, and for a wrong word with file, line, column and what is allowed.
    """
    return volumes_in(read_records(read_bytes(path, shown), shown or str(path)))


def volumes_in(records: Records) -> dict[str, KnownVolume]:
    """The volumes that records list, by volid. Raises InputError."""
    found: dict[str, KnownVolume] = {}
    lines: dict[str, int] = {}
    for line, text in enumerate(records.texts, 1):
        words = list(words_of(text))
        if not words:
            continue
        volid, volume = _volume(words, f"{records.path}:{line}")
        if volid in found:
            place = f"{records.path}:{line}:{words[0][0]}"
            raise InputError(f"{place}: volid {volid} stands twice; it is in line {lines[volid]} already")
        found[volid], lines[volid] = volume, line
    return found


def volid_of(word: str) -> str:
    """A word as a volid. Raises ValueError that says what is allowed."""
    try:
        return str(VOLID.read(fold(word), _OPERANDS["volid"]))
    except BadValue as bad:
        raise ValueError(bad.wanted) from None


def devtype_of(word: str) -> str:
    """A word as the device type of a volume. Raises ValueError that says what is allowed, nearest first."""
    folded = fold(word)
    if folded in (*DASD_TYPES, *OBSOLETE_DASD_TYPES):
        return folded
    types = tuple(dict.fromkeys([*nearest(folded, (*DASD_TYPES, *OBSOLETE_DASD_TYPES)), *DASD_TYPES]))
    raise ValueError(f"{listed(types, 'or')}, or an older type such as {listed(OBSOLETE_DASD_TYPES[:2], 'or')}")


def size_of(word: str) -> int:
    """A word as the size of a volume. Raises ValueError that says what is allowed."""
    if not re.fullmatch("[0-9]{1,10}", word) or not int(word):
        raise ValueError("the number of cylinders or blocks, 1 or more")
    return int(word)


def words_of(text: str) -> Iterator[tuple[int, str]]:
    """The words of a line with their columns, up to a comment."""
    for match in re.finditer(r"\S+", text):
        if match[0].startswith(_COMMENT):
            return
        yield match.start() + 1, match[0]


def _volume(words: list[tuple[int, str]], place: str) -> tuple[str, KnownVolume]:
    """A volume and its volid from the words of its line."""
    if len(words) > _MOST_WORDS:
        column, word = words[_MOST_WORDS]
        raise InputError(f"{place}:{column}: {word} is one word too many; allowed: VOLID DEVTYPE SIZE")
    volid = read_word(words[0], volid_of, "volid", place)
    devtype = read_word(words[1], devtype_of, "device type", place) if len(words) > 1 else None
    size = read_word(words[2], size_of, "size", place) if len(words) > 2 else None
    return volid, KnownVolume(devtype, size)


def read_word(found: tuple[int, str], read: Callable[[str], Value], noun: str, place: str) -> Value:
    """A word, which has its column with it, as `read` takes it; `place` is its file and line. Raises InputError."""
    column, word = found
    try:
        return read(word)
    except ValueError as error:
        raise InputError(f"{place}:{column}: {word} is no {noun}; allowed: {error}") from None
