"""Whether two minidisks come to share space on the way of a plan, and what becomes of the data that were there before.

This judges the minidisks themselves, with what a work unit holds, and none of the simulated DirMaint's own checks. What counts
as an overlap is what counts for lint: no full packs, no minidisks that EXTENT CONTROL excludes, no slices of a pack-sized disk
in their own entry if there are several, and nothing between the system residence volumes of two members.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from dirtool.dirmaint.server import Hold
from dirtool.dirmaint.space.volumes import Extents
from dirtool.model.extent import Volume
from dirtool.spec.devices import EXTENDED_SIZES, LABEL_SIZES, MODEL_SIZES, unit_of
from dirtool.verify.plan.part import END, Disk, disk_of, end_of

Ends = tuple[int, int]
"""The first and the last cylinder or block."""

Place = tuple[str, int, int]
"""Volume, first and last cylinder or block."""


class _Owner(NamedTuple):
    """Who has an extent. `was` is the extent that he had in the beginning, if he had one on that volume.

    `holder` is the work unit that works on it, if one does.
    """

    disk: Disk
    was: Ends | None
    holder: str | None = None

    @property
    def shown(self) -> str:
        return self.disk.subject if self.holder is None else f"the work unit for {self.disk.subject}"


class _Used:
    """Who has what of one volume."""

    def __init__(self) -> None:
        self.places = Extents()
        self.owners: dict[str, _Owner] = {}
        self.keys: dict[tuple[Disk, str | None], list[str]] = {}
        self.ends: list[int] = []
        self.initial: dict[str, Ends] = {}  # by subject

    def add(self, owner: _Owner, key: str) -> None:
        disk = owner.disk
        self.owners[key] = owner
        self.keys.setdefault((disk, owner.holder), []).append(key)
        self.places.add(disk.first, disk.last, key)
        insort(self.ends, disk.last)

    def remove(self, disk: Disk, holder: str | None) -> _Owner | None:
        keys = self.keys.get((disk, holder))
        if not keys:  # it does not count
            return None
        key = keys.pop()
        self.places.remove(disk.first, disk.last, key)
        del self.ends[bisect_left(self.ends, disk.last)]
        return self.owners.pop(key)

    def sharing(self, owner: _Owner) -> Iterable[_Owner]:
        found = self.places.overlapping(owner.disk.first, owner.disk.last)
        return (other for *_, key in found if (other := self.owners[key]) is not owner)


class SpaceWatch:
    """Who has what of each volume on which something changes, since the beginning."""

    def __init__(
        self, then: Mapping[str, Volume], is_excluded: Callable[[str, str], bool], sizes: Mapping[str, int]
    ) -> None:
        self._is_excluded = is_excluded
        self._sizes = sizes
        self._then = then
        self._used: dict[str, _Used] = {}
        self._numbers = 0

    def change(self, removed: list[Disk], added: list[Disk], holds: Iterable[Hold]) -> list[str]:
        """Minidisks and holds have gone and come, all at once: what overlaps that did not, in words."""
        gone: list[tuple[Disk, str | None]] = [(disk, None) for disk in removed if self._counts(disk)]
        come: list[tuple[Disk, str | None]] = [(disk, None) for disk in added if self._counts(disk)]
        for hold in holds:
            one = Disk(hold.subject, hold.volid, "", hold.first, end_of(hold.last)), hold.holder
            if hold.is_taken:
                come.append(one)
            elif one in come:
                come.remove(one)
            else:
                gone.append(one)
        moved: dict[Place, list[_Owner]] = {}
        for disk, holder in gone:
            owner = self._of(disk.volid).remove(disk, holder)
            if owner is not None:
                moved.setdefault(disk.place, []).append(owner)
        new = []
        for disk, holder in come:
            used = self._of(disk.volid)
            before = moved.get(disk.place)
            is_moved = bool(before)
            was = before.pop().was if before else used.initial.get(disk.subject)
            owner = _Owner(disk, was, holder)
            self._add(used, owner)
            if not is_moved:
                new.append(owner)
        return [text for owner in new for text in self._overlaps(owner)]

    def _counts(self, disk: Disk) -> bool:
        name, _, vdev = disk.subject.partition("/")
        return not self._is_excluded(name, vdev)

    def _of(self, volid: str) -> _Used:
        used = self._used.get(volid)
        if used is None:
            used = self._used[volid] = _Used()
            volume = self._then.get(volid)
            for extent in () if volume is None else volume.extents:
                disk = disk_of(extent)
                if disk.first <= disk.last and self._counts(disk):
                    self._add(used, _Owner(disk, (disk.first, disk.last)))
                    used.initial.setdefault(disk.subject, (disk.first, disk.last))
        return used

    def _add(self, used: _Used, owner: _Owner) -> None:
        self._numbers += 1
        used.add(owner, str(self._numbers))

    def _overlaps(self, owner: _Owner) -> Iterable[str]:
        used = self._of(owner.disk.volid)
        if self._is_whole(used, owner.disk):
            return
        for other in used.sharing(owner):
            if self._may_meet(used, owner, other):
                continue
            first, last = max(owner.disk.first, other.disk.first), min(owner.disk.last, other.disk.last)
            end = "END" if last == END else last
            yield f"{owner.shown} shares {owner.disk.volid} {first}-{end} with {other.shown}"

    def _may_meet(self, used: _Used, owner: _Owner, other: _Owner) -> bool:
        """Whether an overlap is none, or was there before, or is meant."""
        if owner.was is not None and other.was is not None and _meet(owner.was, other.was):
            return True
        if (owner.disk.side and other.disk.side and owner.disk.side != other.disk.side) or self._is_whole(
            used, other.disk
        ):
            return True
        if owner.disk.devtype and other.disk.devtype and unit_of(owner.disk.devtype) != unit_of(other.disk.devtype):
            return True
        return self._is_slice(used, owner, other) or self._is_slice(used, other, owner)

    def _is_whole(self, used: _Used, disk: Disk) -> bool:
        """Whether a minidisk is meant to be all of the volume, as `Volume.is_full_pack` says it."""
        if disk.first or not disk.devtype:
            return False
        if disk.last == END or self._is_size(disk, disk.last + 1):
            return True
        is_known = disk.volid in self._sizes
        is_furthest = len(used.ends) > 1 and disk.last >= used.ends[-1]
        return not is_known and is_furthest and disk.last >= LABEL_SIZES[unit_of(disk.devtype)]

    def _is_size(self, disk: Disk, size: int) -> bool:
        known = self._sizes.get(disk.volid)
        is_extended = known is None and disk.devtype == "3390" and size in EXTENDED_SIZES
        return size == known or is_extended or size in MODEL_SIZES.get(disk.devtype, ())

    def _is_slice(self, used: _Used, one: _Owner, pack: _Owner) -> bool:
        """Whether a minidisk is one of several slices of a pack-sized disk of its entry."""
        whole = pack.disk
        if not whole.devtype or whole.first > 1 or not _lies_in(one, pack):
            return False
        if whole.last != END and not any(
            self._is_size(whole, size) for size in (whole.last - whole.first + 1, whole.last + 1)
        ):
            return False
        return any(_lies_in(other, pack) and other is not one for other in used.sharing(pack))


def _lies_in(one: _Owner, pack: _Owner) -> bool:
    """Whether a minidisk is a part of another one of the same entry, and not all of it."""
    if one.disk.subject.partition("/")[0] != pack.disk.subject.partition("/")[0]:
        return False
    return pack.disk.first <= one.disk.first and one.disk.last <= pack.disk.last and one.disk.place != pack.disk.place


def _meet(one: Ends, other: Ends) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


class Lost(NamedTuple):
    """Data of a minidisk that was there in the beginning are lost: its subject then, and what has become of them."""

    subject: str
    how: str


class _Homes:
    """Where the data of the minidisks of one volume are now: by number, and by place."""

    def __init__(self) -> None:
        self.places = Extents()
        self.subjects: dict[str, str] = {}

    def at(self, first: int, last: int) -> list[tuple[int, int, str]]:
        return self.places.overlapping(first, last)


class DataWatch:
    """What becomes of the data that minidisks had in the beginning; a full pack over others has none of its own."""

    def __init__(self, then: Mapping[str, Volume]) -> None:
        self._then = then
        self._homes: dict[str, _Homes] = {}
        self._lost: dict[str, str] = {}  # by subject
        self._numbers = 0

    def copied(self, subject: str, old: Disk, new: Disk) -> None:
        """DATAMOVE has copied a minidisk to another place."""
        homes = self._of(old.volid)
        own = [one for one in homes.at(old.first, old.last) if one[:2] == (old.first, old.last)]
        found = next((one for one in own if homes.subjects[one[2]] == subject), own[0] if own else None)
        if found is None:
            return
        first, last, key = found
        whose = homes.subjects.pop(key)
        homes.places.remove(first, last, key)
        if new.last - new.first < last - first:
            self._lost.setdefault(whose, "its copy is smaller")
            return
        there = self._of(new.volid)
        there.places.add(new.first, new.last, key)
        there.subjects[key] = whose

    def written(self, volid: str, first: int, last: int, how: str) -> None:
        """A work unit has written to a place: what was there is lost."""
        homes = self._of(volid)
        for start, end, key in homes.at(first, last):
            homes.places.remove(start, end, key)
            self._lost.setdefault(homes.subjects.pop(key), how)

    def lost(self, now: Mapping[str, Volume]) -> list[Lost]:
        """What is lost in the end: also what no minidisk has any more that begins where the data do and reaches as far."""
        for volid, homes in self._homes.items():
            reach: dict[int, int] = {}
            for disk in map(disk_of, now[volid].extents if volid in now else ()):
                reach[disk.first] = max(reach.get(disk.first, -1), disk.last)
            for first, last, key in homes.at(0, END):
                if reach.get(first, -1) < last:
                    self._lost.setdefault(homes.subjects[key], "no minidisk has its place")
        return sorted(Lost(subject, how) for subject, how in self._lost.items())

    def touch(self, volid: str) -> None:
        """Something changes on a volume."""
        self._of(volid)

    def _of(self, volid: str) -> _Homes:
        homes = self._homes.get(volid)
        if homes is None:
            homes = self._homes[volid] = _Homes()
            volume = self._then.get(volid)
            for extent in () if volume is None else volume.extents:
                disk = disk_of(extent)
                if disk.first > disk.last or (
                    volume is not None and volume.has_inner_disks and volume.is_full_pack(extent)
                ):
                    continue
                self._numbers += 1
                homes.places.add(disk.first, disk.last, str(self._numbers))
                homes.subjects[str(self._numbers)] = extent.subject
        return homes


def difference(before: Iterable[Disk], after: Iterable[Disk]) -> tuple[list[Disk], list[Disk]]:
    """The minidisks that have gone and those that have come."""
    one, other = Counter(before), Counter(after)
    return list((one - other).elements()), list((other - one).elements())
