"""Extents: the place of each minidisk on its volume."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from dirtool.model.directory import Directory, Entry, Placed
from dirtool.model.effective import subject_of
from dirtool.spec.devices import MODEL_SIZES, Unit, unit_of
from dirtool.syntax.source import Source
from dirtool.syntax.statements import Mdisk

_END = sys.maxsize  # of a minidisk that reaches to the end of its volume

_Row = tuple[int, int, Entry, Source, int]  # first and last cylinder or block, and where the MDISK stands


class Extent(NamedTuple):
    """A minidisk's place on its volume: `first` and `last` are inclusive; `last` is None for END, the volume's end."""

    volid: str
    unit: Unit
    first: int
    last: int | None
    subject: str
    entry: Entry
    placed: Placed

    @property
    def size(self) -> int | None:
        """The number of cylinders or blocks; None where it reaches to the end of the volume."""
        return None if self.last is None else self.last - self.first + 1

    @property
    def disk(self) -> Mdisk:
        """The MDISK statement."""
        assert isinstance(self.placed.statement, Mdisk)
        return self.placed.statement

    def shares(self, other: Extent) -> bool:
        """Whether two extents of one volume have a cylinder or block in common; an empty one has none."""
        return max(self.first, other.first) <= min(_last_of(self), _last_of(other))


class Volume:
    """A volume and the minidisks on it; `size` is its number of cylinders or blocks, where that is given."""

    def __init__(self, volid: str, size: int | None = None) -> None:
        self.volid = volid
        self.size = size
        self._rows: list[_Row] = []

    @cached_property
    def extents(self) -> list[Extent]:
        """Its extents in the order of the directory."""
        return [extent for row in self._rows if (extent := _extent(row[2], row[3], row[4])) is not None]

    @cached_property
    def devtypes(self) -> Counter[str]:
        """Every device type that its minidisks name, and how many do; more than one means that one of them is wrong."""
        return Counter(source.statements[position].devtype for _, _, _, source, position in self._rows)  # type: ignore[attr-defined]

    @cached_property
    def is_shared(self) -> bool:
        """Whether any two minidisks have a cylinder or block in common, be it on purpose."""
        furthest = -1
        for first, last, *_ in sorted(self._rows, key=itemgetter(0, 1)):
            if first <= furthest and last >= first:
                return True
            furthest = max(furthest, last)
        return False

    def is_full_pack(self, extent: Extent) -> bool:
        """Whether a minidisk of the volume is meant to be all of it.

        It starts at 0, and reaches to the END, has the known size of the volume or that of a model of its type, or covers
        every other minidisk of the volume.
        """
        if extent.first != 0:
            return False
        if extent.last is None or extent.size == self.size or extent.size in MODEL_SIZES.get(extent.disk.devtype, ()):
            return True
        furthest, next_to_it = self._furthest
        others = next_to_it if extent.last == furthest else furthest
        return len(self._rows) > 1 and extent.last >= others

    def add(self, entry: Entry, source: Source, position: int) -> None:
        """Take in the MDISK statement at a position of a source, which has an extent on this volume."""
        disk = source.statements[position]
        assert isinstance(disk, Mdisk)
        assert disk.start is not None
        last = disk.start + disk.size - 1 if isinstance(disk.size, int) else _END
        self._rows.append((disk.start, last, entry, source, position))

    @cached_property
    def _furthest(self) -> tuple[int, int]:
        """The last cylinders or blocks of the two minidisks that reach furthest."""
        ends = sorted((row[1] for row in self._rows), reverse=True)[:2]
        return ends[0], ends[-1]


def extent_of(entry: Entry, placed: Placed) -> Extent | None:
    """The extent of an MDISK statement; None for those without a fixed place (T-DISK, V-DISK, DEVNO, DirMaint's AUTOx)."""
    return _extent(entry, placed.source, placed.position)


def _extent(entry: Entry, source: Source, position: int) -> Extent | None:
    disk = source.statements[position]
    if not isinstance(disk, Mdisk) or not _has_place(disk):
        return None
    assert disk.start is not None
    assert disk.volid is not None
    placed = Placed(disk, source, position)
    last = disk.start + disk.size - 1 if isinstance(disk.size, int) else None
    return Extent(disk.volid, unit_of(disk.devtype), disk.start, last, subject_of(entry, placed), entry, placed)


def _has_place(disk: Mdisk) -> bool:
    return isinstance(disk.start, int) and (isinstance(disk.size, int) or disk.size == "END") and disk.volid is not None


def _last_of(extent: Extent) -> int:
    return _END if extent.last is None else extent.last


def volumes(directory: Directory, sizes: Mapping[str, int] | None = None) -> dict[str, Volume]:
    """Every volume that a minidisk of the directory names, by volid, in order of appearance; with its size where given."""
    found: dict[str, Volume] = {}
    for entry, source, position in _minidisks(directory):
        disk = source.statements[position]
        assert isinstance(disk, Mdisk)
        if not _has_place(disk):
            continue
        volid = disk.volid or ""
        volume = found.get(volid)
        if volume is None:
            volume = found[volid] = Volume(volid, (sizes or {}).get(volid))
        volume.add(entry, source, position)
    return found


def _minidisks(directory: Directory) -> Iterable[tuple[Entry, Source, int]]:
    """Every MDISK statement; without a Placed for each, which would take twice the time."""
    for source in directory.sources:
        for position in source.positions_by_type.get(Mdisk, ()):
            yield directory.holder(source, position), source, position
