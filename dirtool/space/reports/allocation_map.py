"""What CP uses of the volumes that it owns: the answer to the command QUERY ALLOC MAP.

Source: z/VM CP Commands and Utilities Reference, QUERY ALLOC: extents are told in cylinders, of a fixed-block device in pages
of 4 KB. It tells of PAGE, SPOOL, TDISK and DRCT; PARM and PERM do not appear, nor do checkpoint and warm start areas.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from dirtool.errors import InputError
from dirtool.model.volume_list import SystemArea, volid_of
from dirtool.space.reports.captured import Line, is_number, lines_of
from dirtool.spec.devices import PAGE_BLOCKS
from dirtool.text.input import read_bytes
from dirtool.text.records import Records, read_records
from dirtool.wording import listed

AREA_KINDS = {
    "PAGE": "PAGE",
    "SPOOL": "SPOL",
    "SPOL": "SPOL",
    "TDISK": "TDSK",
    "TDSK": "TDSK",
    "DRCT": "DRCT",
    "ACTIVE": "DRCT",
    "PARM": "PARM",
}
"""The kinds of system areas by the words that CP, DirMaint and ICKDSF have for them."""

_NO_AREAS = frozenset({"PERM", "NOT"})  # NOT FOUND: CP uses nothing of the volume
_TOTALS = frozenset({"SUMMARY", "USABLE"})
_PERCENT = re.compile("<?[0-9]{1,3}%")
_REAL_DEVICE = re.compile("[0-9A-F]{4}")
_MOST_OF_CONTINUED = 5  # words before the percentage of a row without volume: start, end, total, in use, high


def read_allocation_map(path: Path, fixed_block: Collection[str] = ()) -> dict[str, tuple[SystemArea, ...]]:
    """The areas that a captured answer tells, as `areas_in` has them. Raises InputError, also if it cannot be read."""
    return areas_in(read_records(read_bytes(path), str(path)), fixed_block)


def areas_in(records: Records, fixed_block: Collection[str] = ()) -> dict[str, tuple[SystemArea, ...]]:
    """The areas that CP uses, by volid, in the order of the answer; both ends are inclusive.

    They are in cylinders; of the volumes that `fixed_block` names in blocks of 512 bytes, for which CP tells pages. A volume
    of which CP uses nothing has none. Headings, totals and whatever else a console shows are passed over. Raises InputError
    for a row that is not understood, and if there is no row at all.
    """
    found: dict[str, list[SystemArea]] = {}
    volid: str | None = None
    for line in lines_of(records):
        percent = next((at for at, word in enumerate(line.words) if _PERCENT.fullmatch(word)), None)
        if percent is None or line.words[0] in _TOTALS:
            continue
        start = _start(line.words[:percent])
        if start:
            volid = _volid(line)
        if volid is None:
            raise line.error(0, line.words[0], "volid", "a row that names its volume first")
        areas = found.setdefault(volid, [])
        area = _area(line, start, percent)
        if area is not None:
            areas.append(_in_blocks(area) if volid in fixed_block else area)
    if not found:
        hint = "expected what CP answers to QUERY ALLOC MAP ALL"
        raise InputError(f"{records.path}: no row of a map of allocations", hint)
    return {volid: tuple(areas) for volid, areas in found.items()}


def _start(words: list[str]) -> int:
    """Which word before the percentage is the start: it comes behind volid and device number, or is the first one."""
    if len(words) > _MOST_OF_CONTINUED or not words or not (is_number(words[0]) or words[0] == "-"):
        return 2 if len(words) > 1 and _REAL_DEVICE.fullmatch(words[1]) else 1
    return 0


def _volid(line: Line) -> str:
    try:
        return volid_of(line.words[0])
    except ValueError as error:
        raise line.error(0, line.words[0], "volid", str(error)) from None


def _area(line: Line, start: int, percent: int) -> SystemArea | None:
    """The area that a row tells; None if it is none of CP's."""
    words = line.words
    if percent + 1 == len(words):
        hint = "QUERY ALLOC PAGE and its like do not tell it; expected what CP answers to QUERY ALLOC MAP ALL"
        raise line.error(percent, "a row that ends here", "area", "what it is used for behind the percentage", hint)
    kind = words[percent + 1]
    if kind in _NO_AREAS:
        return None
    if kind not in AREA_KINDS:
        raise line.error(percent + 1, kind, "kind of area", listed(tuple(AREA_KINDS), "or"))
    for at in (start, start + 1):
        if at >= percent or not is_number(words[at]):
            raise line.error(at, words[at], "place of an extent", "the number of a cylinder or page")
    first, last = int(words[start]), int(words[start + 1])
    if last < first:
        raise line.error(start + 1, words[start + 1], "end of an extent", f"{first} or more")
    return SystemArea(AREA_KINDS[kind], first, last)


def _in_blocks(area: SystemArea) -> SystemArea:
    return SystemArea(area.kind, area.first * PAGE_BLOCKS, (area.last + 1) * PAGE_BLOCKS - 1)
