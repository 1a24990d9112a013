"""What would help a request that goes nowhere: the nearest miss, and the cheapest single move that would make room."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from dirtool.space.allocation.search_space import Pool, SearchSpace, Window
from dirtool.space.volumes.volume_map import MappedExtent, MappedVolume
from dirtool.spec.devices import LAST_TRACK_MANAGED_CYLINDER, Unit, unit_of_model
from dirtool.wording import plural


class _Place(NamedTuple):
    """Where a minidisk would begin."""

    volid: str
    first: int


class _Room(NamedTuple):
    """What moving a minidisk to `target` would open: `size` cylinders or blocks from `first` on; `cost` is its own size."""

    size: int
    cost: int
    volid: str
    first: int
    extent: MappedExtent
    target: _Place


class _Hole(NamedTuple):
    """A gap as it is left at the end."""

    size: int
    first: int
    volid: str


class Advice:
    """What is left of a pool when all other requests have their places; found out once for all that went nowhere."""

    def __init__(self, pool: Pool, space: SearchSpace, devtype: str) -> None:
        """Of the pool only what is on `devtype` counts."""
        self.unit: Unit = unit_of_model(devtype)
        self._pool = pool
        self._space = space
        self._devtype = devtype
        self._movable_on: dict[str, list[MappedExtent]] = {}
        gaps = space.gaps
        self._holes = [
            _Hole(gaps.sizes[gap], gaps.firsts[gap], gaps.volids[gap])
            for gap in pool.by_devtype.get(devtype, ())
            if gaps.sizes[gap]
        ]

    @cached_property
    def largest(self) -> _Hole | None:
        """The largest gap, of equal ones the first; None if nothing is left."""
        return max(self._holes, key=lambda hole: hole.size, default=None)

    @property
    def largest_size(self) -> int:
        """The size of the largest gap; 0 if nothing is left."""
        return self.largest.size if self.largest else 0

    def for_size(self, size: int) -> str:
        """What would help a request of a size that no gap holds."""
        largest = self.largest
        if largest is None:
            on = f" on a {self._devtype}" if len(self._pool.devtypes) > 1 else ""
            said = f"nothing is free in {self._pool.name}{on}"
        else:
            short = size - largest.size
            place = f"{largest.first}-{largest.first + largest.size - 1}"
            said = f"nearest miss: {largest.volid} {place}, {plural(short, self.unit)} short"
        move = self._cheapest_move(size)
        if move is None:
            return f"{said}; no move of a single minidisk would make room"
        volid, first = move.target
        return (
            f"{said}; moving {move.extent.subject} ({plural(move.cost, self.unit)}, data copied) from {move.volid} "
            f"{move.extent.first}-{move.extent.last} to {volid} {first}-{first + move.cost - 1} "
            f"would open {move.volid} {move.first}-{move.first + move.size - 1}"
        )

    def _cheapest_move(self, size: int) -> _Room | None:
        """The smallest minidisk that can go elsewhere and whose place, with the gaps beside it, holds a size."""
        rooms, cheapest = self._rooms
        at = bisect_left(rooms, size, key=_size)
        return cheapest[at] if at < len(rooms) else None

    @cached_property
    def _rooms(self) -> tuple[list[_Room], list[_Room]]:
        """All that single moves would open by size, and for each of them the cheapest of it and those behind it."""
        windows = (window for window in self._pool.windows if self._space.windows[window].devtype == self._devtype)
        rooms = [room for window in windows for room in self._rooms_in(window)]
        rooms.sort(key=lambda room: (room.size, room.cost, room.volid, room.first))
        cheapest = list(accumulate(reversed(rooms), _cheaper))
        return rooms, cheapest[::-1]

    def _rooms_in(self, number: int) -> Iterator[_Room]:
        """What moving one of the minidisks with a gap before or behind them would open in a window."""
        window = self._space.windows[number]
        granule = self._space.granule(window)
        gaps = self._space.gaps
        holes = [_Hole(gaps.sizes[gap], gaps.firsts[gap], window.volume.volid) for gap in self._space.gaps_in[number]]
        begin = {hole.first: hole for hole in holes if hole.size}
        end = {hole.first + hole.size: hole for hole in holes if hole.size}
        extents = self._movable(window.volume)
        at = max(0, bisect_right(extents, window.first, key=_place) - 1)
        while at < len(extents) and extents[at].first <= window.last:
            extent = extents[at]
            at += 1
            assert extent.last is not None
            behind_it = extent.last + 1
            before, behind = end.get(extent.first), begin.get(behind_it + -behind_it % granule)
            if before or behind:
                first = before.first if before else max(extent.first, window.first)
                stop = behind.first + behind.size if behind else min(extent.last, self._end_of(window)) + 1
                yield from self._moves(extent, window.volume.volid, first + -first % granule, stop, before, behind)

    def _moves(
        self, extent: MappedExtent, volid: str, first: int, stop: int, before: _Hole | None, behind: _Hole | None
    ) -> Iterator[_Room]:
        """What two moves of a minidisk would open: to another gap, and to the far end of one of those beside it."""
        assert extent.last is not None
        cost = extent.last - extent.first + 1
        elsewhere = self._gap_for(cost, volid, first, stop)
        if elsewhere is not None:
            yield _Room(stop - first, cost, volid, first, extent, _Place(elsewhere.volid, elsewhere.first))
        granule = self._space.granule_of(self._devtype)
        if before and behind and before.size >= cost:
            opened = first + cost + -cost % granule
            yield _Room(stop - opened, cost, volid, opened, extent, _Place(volid, first))
        if before and behind and behind.size >= cost:
            start = stop - cost - (stop - cost) % granule
            yield _Room(start - first, cost, volid, first, extent, _Place(volid, start))

    def _end_of(self, window: Window) -> int:
        """The last cylinder or block of a window that a request may have."""
        return window.last if self.unit == "block" else min(window.last, LAST_TRACK_MANAGED_CYLINDER)

    def _movable(self, volume: MappedVolume) -> list[MappedExtent]:
        """The minidisks of a volume that may be moved, by their places."""
        if volume.volid not in self._movable_on:
            self._movable_on[volume.volid] = _alone(volume.extents)
        return self._movable_on[volume.volid]

    @cached_property
    def _by_size(self) -> list[_Hole]:
        return sorted(self._holes)

    def _gap_for(self, size: int, volid: str, first: int, stop: int) -> _Hole | None:
        """The smallest gap that holds a size, and has nothing of a place on a volume."""
        for at in range(bisect_left(self._by_size, (size, 0, "")), len(self._by_size)):
            hole = self._by_size[at]
            if hole.volid != volid or hole.first >= stop or hole.first + hole.size <= first:
                return hole
        return None


def _alone(extents: list[MappedExtent]) -> list[MappedExtent]:
    """The minidisks that may be moved: those that share nothing with any other extent but full packs that lie over all."""
    counted = [extent for extent in extents if extent.counts]  # by their places
    found = []
    reached = -1
    for at, extent in enumerate(counted):
        following = counted[at + 1].first if at + 1 < len(counted) else None
        if extent.last is None:
            break
        if extent.kind == "minidisk" and extent.first > reached and (following is None or following > extent.last):
            found.append(extent)
        reached = max(reached, extent.last)
    return found


def _place(extent: MappedExtent) -> int:
    return extent.first


def _size(room: _Room) -> int:
    return room.size


def _cheaper(one: _Room, other: _Room) -> _Room:
    """The cheaper of two rooms; of equal ones the first by size, volume and place."""
    return min(other, one, key=lambda room: (room.cost, room.size, room.volid, room.first))
