"""Extents: the place of each minidisk on its volume, and which of them share cylinders or blocks.

Source: z/VM CP Planning and Administration, MDISK statement; z/VM CP Commands and Utilities Reference, DEFINE MDISK, for what
a full pack is. Neither the compiler nor CP compares the places of minidisks.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from heapq import nlargest
from itertools import accumulate, chain, islice
from operator import le
from typing import NamedTuple

from dirtool.model.directory import ANY_MEMBER, Directory, Entry, Placed
from dirtool.model.effective import subject_of
from dirtool.model.overlap import Place, Sweep, repeated
from dirtool.spec.devices import EXTENDED_SIZES, LABEL_SIZES, MODEL_SIZES, Unit, unit_of
from dirtool.syntax.source import Source
from dirtool.syntax.statements import Directory as DirectoryStatement
from dirtool.syntax.statements import Mdisk

SYSTEM_RESIDENCE = "&SYSRES"
OVERLAPS_AT_MOST = 10  # of one minidisk

_END = sys.maxsize  # of a minidisk that reaches to the end of its volume

Models = Mapping[str, Sequence[int]]
"""The sizes in which device types come, in cylinders or blocks."""

_Row = tuple[
    int, int, int, Mdisk, Source, int
]  # first, last, number in the directory, and the MDISK and where it stands


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


class Overlap(NamedTuple):
    """Two minidisks that share the cylinders or blocks from `first` to `last` (None: to the end of the volume).

    `later` stands later in the directory than `earlier`. `untold` names those of the two of which this is the last overlap
    that is told, with the number of others.
    """

    first: int
    last: int | None
    earlier: Extent
    later: Extent
    untold: tuple[tuple[Extent, int], ...] = ()


class Gap(NamedTuple):
    """Cylinders or blocks that nobody has; both ends are inclusive."""

    first: int
    last: int

    @property
    def size(self) -> int:
        """The number of cylinders or blocks."""
        return self.last - self.first + 1


class Volume:
    """A volume and the minidisks on it; `size` is its number of cylinders or blocks, where that is given.

    `models` are the sizes in which device types come.
    """

    def __init__(
        self,
        volid: str,
        directory: Directory,
        rows: list[_Row],
        size: int | None = None,
        models: Models = MODEL_SIZES,
    ) -> None:
        self.volid = volid
        self.size = size
        self._models = models
        self._directory = directory
        self._rows = rows

    @cached_property
    def extents(self) -> list[Extent]:
        """Its extents in the order of the directory."""
        return list(map(self._extent, self._rows))

    @cached_property
    def devtypes(self) -> Counter[str]:
        """Every device type that its minidisks name, and how many do; more than one means that one of them is wrong."""
        return Counter([row[3].devtype for row in self._rows])

    @cached_property
    def is_shared(self) -> bool:
        """Whether any two minidisks have a cylinder or block in common, be it on purpose."""
        return _any_meet(self._sorted)

    @cached_property
    def has_inner_disks(self) -> bool:
        """Whether any minidisk does not start at 0."""
        return any(row[0] for row in self._rows)

    @cached_property
    def identical(self) -> list[tuple[Extent, Extent]]:
        """Minidisks with equal places, the earlier one of a pair first, in the order of the later one.

        Of several that are equal each is paired with the first by its name. Full packs are not compared.
        """
        pairs = sorted((pair for places in self._places for pair in repeated(places)), key=_later_first)
        return [(self._numbered(earlier), self._numbered(later)) for earlier, later in pairs]

    @cached_property
    def overlaps(self) -> list[Overlap]:
        """Minidisks that share some cylinders or blocks without being identical, in the order of the later one.

        Of one minidisk no more than ten. Not told are full packs, and a pack-sized disk with those in its own entry that are
        slices of it, if there are several. Cylinders and blocks of one volume are not compared.
        """
        sweeps = [Sweep(places, OVERLAPS_AT_MOST) for places in self._places]
        pairs = sorted((pair for sweep in sweeps for pair in sweep.pairs), key=_later_first)
        untold = {number: more for sweep in sweeps for number, more in sweep.untold.items()}
        last_told = {number: pair for pair in pairs for number in pair if number in untold}
        return [
            self._overlap(pair, [(number, untold[number]) for number in pair if last_told.get(number) == pair])
            for pair in pairs
        ]

    def is_full_pack(self, extent: Extent) -> bool:
        """Whether a minidisk of the volume is meant to be all of it.

        It starts at 0, and reaches to the END, has the known size of the volume or that of a model of its type, or, where no
        size is known, covers every other minidisk of the volume, and more than the volume's label.
        """
        last = _END if extent.last is None else extent.last
        return extent.first == 0 and self._is_whole(last, extent.disk, extent.entry)

    def has_size_of_volume(self, extent: Extent) -> bool:
        """Whether a minidisk reaches to the END, or has the known size of the volume or that of a model of its type."""
        return self._has_size(_END if extent.last is None else extent.last, extent.disk)

    def side(self, extent: Extent) -> str:
        """The member of the cluster that alone has a minidisk of the volume; empty if every member has it.

        There is one volume for all, but for the system residence volume, of which each member has its own.
        """
        return self._side(extent.entry)

    def touching(self, first: int, last: int) -> list[Extent]:
        """Its extents that have a cylinder or block from `first` to `last`, in the order of the directory."""
        if not self._sorted or self._sorted[0][0] > last or self._furthest < first:
            return []
        return [self._extent(row) for row in self._rows if row[0] <= min(last, row[1]) and row[1] >= first]

    def unaligned(self, page: int) -> list[Extent]:
        """Its extents that do not start and end on a multiple of `page` cylinders or blocks; END does."""
        return [self._extent(row) for row in self._rows if row[0] % page or (row[1] != _END and (row[1] + 1) % page)]

    @cached_property
    def _sorted(self) -> list[_Row]:
        """Those that are not empty, by their places."""
        return sorted([row for row in self._rows if row[0] <= row[1]])

    @cached_property
    def _furthest(self) -> int:
        """The last cylinder or block of the one that reaches furthest."""
        return max([row[1] for row in self._sorted], default=-1)

    @cached_property
    def _places(self) -> list[list[Place]]:
        """What is to be compared, by its unit: nothing if no two minidisks meet, full packs apart."""
        if not self.is_shared:
            return []
        rows = [row for row in self._sorted if row[0] or not self._is_whole(row[1], row[3], self._holder(row))]
        if not _any_meet(rows):
            return []
        packs = self._packs(rows)
        found: dict[Unit, list[Place]] = {}
        for row in rows:
            first, last, number, disk, *_ = row
            entry = self._holder(row)
            place = Place(first, last, number, self._side(entry), packs.get(number), f"{entry.name}/{disk.vdev}")
            found.setdefault(unit_of(disk.devtype), []).append(place)
        return list(found.values())

    def _is_whole(self, last: int, disk: Mdisk, entry: Entry) -> bool:
        """Whether a minidisk that starts at 0 is meant to be all of the volume."""
        if self._has_size(last, disk):
            return True
        unit = unit_of(disk.devtype)
        if self.size is not None or last < LABEL_SIZES[unit]:
            return False
        furthest, *next_to_it = self._ends[unit, self._side(entry)]
        return bool(next_to_it) and last >= (next_to_it[0] if last == furthest else furthest)

    def _has_size(self, last: int, disk: Mdisk) -> bool:
        size = last + 1
        return last == _END or (size > 0 and size == self.size) or self._is_of_model(size, disk.devtype)

    @cached_property
    def _ends(self) -> dict[tuple[Unit, str], list[int]]:
        """Of those that a minidisk of some unit and side meets, the last cylinders or blocks of the two that end last."""
        all_ends: dict[Unit, dict[str, list[int]]] = {}
        for row in self._sorted:
            by_side = all_ends.setdefault(unit_of(row[3].devtype), {})
            by_side.setdefault(self._side(self._holder(row)), []).append(row[1])
        found: dict[tuple[Unit, str], list[int]] = {}
        for unit, by_side in all_ends.items():
            furthest = {side: nlargest(2, ends) for side, ends in by_side.items()}
            for side, ends in furthest.items():
                others = [furthest.get("", [])] if side else [those for at, those in furthest.items() if at]
                found[unit, side] = nlargest(2, chain(ends, *others))
        return found

    def _packs(self, rows: list[_Row]) -> dict[int, int]:
        """Minidisks that are slices of a pack-sized disk in their own entry, which has several, with that disk's number."""
        entries = {id(self._holder(row)) for row in rows if self._is_pack_sized(row)}
        owned: dict[tuple[int, Unit], list[_Row]] = {}
        for row in rows if entries else ():
            if id(self._holder(row)) in entries:
                owned.setdefault((id(self._holder(row)), unit_of(row[3].devtype)), []).append(row)
        found: dict[int, int] = {}
        for own in owned.values():
            pack: _Row | None = None
            for row in sorted(own, key=lambda row: (row[0], -row[1], row[2])):
                if pack is not None and row[1] <= pack[1]:
                    if row[:2] != pack[:2]:
                        found[row[2]] = pack[2]
                elif self._is_pack_sized(row):
                    pack = row
        slices = Counter(found.values())
        return {number: pack for number, pack in found.items() if slices[pack] > 1}

    def _is_pack_sized(self, row: _Row) -> bool:
        """Whether a minidisk has the size of the volume or of a model, be it without what comes before it, the label."""
        first, last, _, disk, *_ = row
        sizes = {last - first + 1, last + 1} if first == 1 else {last - first + 1}
        is_of_model = any(self._is_of_model(size, disk.devtype) for size in sizes)
        return (first <= 1 and last == _END) or self.size in sizes or is_of_model

    def _is_of_model(self, size: int, devtype: str) -> bool:
        """Whether a device type comes in a size; that of an extended address volume tells nothing where another is given."""
        is_extended = self.size is None and devtype == "3390" and size in EXTENDED_SIZES
        return is_extended or size in self._models.get(devtype, ())

    def _overlap(self, pair: tuple[int, int], untold: list[tuple[int, int]]) -> Overlap:
        earlier, later = map(self._numbered, pair)
        ends = [extent.last for extent in (earlier, later) if extent.last is not None]
        more = tuple((self._numbered(number), left) for number, left in untold)
        return Overlap(max(earlier.first, later.first), min(ends, default=None), earlier, later, more)

    def _numbered(self, number: int) -> Extent:
        return self._extent(self._rows_by_number[number])

    @cached_property
    def _rows_by_number(self) -> dict[int, _Row]:
        return {row[2]: row for row in self._rows}

    def _extent(self, row: _Row) -> Extent:
        return _extent(self._holder(row), Placed(row[3], row[4], row[5]), row[0], row[1])

    def _holder(self, row: _Row) -> Entry:
        return self._directory.holder(row[4], row[5])

    def _side(self, entry: Entry) -> str:
        return side_of(self._directory, entry) if self.volid == SYSTEM_RESIDENCE else ""


def side_of(directory: Directory, entry: Entry) -> str:
    """The member of the cluster that alone has what an entry defines; empty if every member has it.

    A SUBCONFIG of which the BUILD statements do not tell one member is taken for one that nobody else meets.
    """
    if entry.kind != "subconfig":
        return ""
    members = directory.built_for(entry)
    if len(members) != 1:
        return f"/{entry.name}"  # no name of a member has a slash
    (member,) = members
    return "" if member == ANY_MEMBER else member


def extent_of(entry: Entry, placed: Placed) -> Extent | None:
    """The extent of an MDISK statement; None for those without a fixed place (T-DISK, V-DISK, DEVNO, DirMaint's AUTOx)."""
    disk = placed.statement
    if not isinstance(disk, Mdisk) or (ends := _ends_of(disk)) is None:
        return None
    return _extent(entry, placed, *ends)


def directory_disks(directory: Directory) -> dict[tuple[str | None, str | None], Placed]:
    """Device number and volid of the disks that may hold the object directory, with the statement that names them.

    What stands behind the first volid is a further volid or device number, which are not told apart.
    """
    found: dict[tuple[str | None, str | None], Placed] = {}
    for _, placed in directory.placed(DirectoryStatement):
        statement = placed.statement
        assert isinstance(statement, DirectoryStatement)
        further = statement.tail or ()
        for vdev in (statement.vdev, *(word.zfill(4) for word in further)):
            for volid in (statement.volid, *further, SYSTEM_RESIDENCE):
                found.setdefault((vdev, volid), placed)
    return found


def volumes(
    directory: Directory, sizes: Mapping[str, int] | None = None, models: Models = MODEL_SIZES
) -> dict[str, Volume]:
    """Every volume that a minidisk of the directory names, by volid, in order of appearance; with its size where given.

    They are remembered, and so is what was found out about them: lint, maps and proofs of one directory ask for the same.
    """
    known = sizes or {}
    usual = models is MODEL_SIZES
    remembered: dict[tuple[str, int | None], Volume] = directory.remembered.setdefault(Volume, {}) if usual else {}
    found = {}
    for volid, own in _rows_by_volid(directory).items():
        key = volid, known.get(volid)
        if key not in remembered:
            remembered[key] = Volume(volid, directory, own, key[1], models)
        found[volid] = remembered[key]
    return found


def _rows_by_volid(directory: Directory) -> dict[str, list[_Row]]:
    if _rows_by_volid in directory.remembered:
        remembered: dict[str, list[_Row]] = directory.remembered[_rows_by_volid]
        return remembered
    rows: dict[str, list[_Row]] = {}
    before = 0
    for source in directory.sources:
        statements = source.statements
        for position in source.positions_by_type.get(Mdisk, ()):
            disk = statements[position]
            assert isinstance(disk, Mdisk)
            ends, volid = _ends_of(disk), disk.volid
            if ends is not None and volid is not None:
                row = (*ends, before + position, disk, source, position)
                try:
                    rows[volid].append(row)
                except KeyError:
                    rows[volid] = [row]
        before += len(statements)
    directory.remembered[_rows_by_volid] = rows
    return rows


def _ends_of(disk: Mdisk) -> tuple[int, int] | None:
    """The first and the last cylinder or block of a minidisk; None if it has no fixed place."""
    start, size = disk.start, disk.size
    if not isinstance(start, int) or disk.volid is None:
        return None
    if isinstance(size, int):
        return start, start + size - 1
    return (start, _END) if size == "END" else None


def _extent(entry: Entry, placed: Placed, first: int, last: int) -> Extent:
    disk = placed.statement
    assert isinstance(disk, Mdisk)
    assert disk.volid is not None
    end = None if last == _END else last
    return Extent(disk.volid, unit_of(disk.devtype), first, end, subject_of(entry, placed), entry, placed)


def _later_first(pair: tuple[int, int]) -> tuple[int, int]:
    """What pairs of numbers are sorted by to have the later ones in the order of the directory."""
    return pair[1], pair[0]


def _any_meet(rows: list[_Row]) -> bool:
    """Whether any two of some extents, sorted by their places, share something."""
    furthest = accumulate([row[1] for row in rows], max)
    return any(map(le, [row[0] for row in islice(rows, 1, None)], furthest))
