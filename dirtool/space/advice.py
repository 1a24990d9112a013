"""What would help a request that goes nowhere: the nearest miss, and the cheapest single move that would make room."""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from dirtool.space.reason import counted
from dirtool.space.search_space import Pool, SearchSpace
from dirtool.space.volume_map import MappedExtent
from dirtool.spec.devices import Unit, unit_of_model


class _Room(NamedTuple):
    """What moving one minidisk would open: `size` cylinders or blocks from `first` on; `cost` is its own size."""

    size: int
    cost: int
    volid: str
    first: int
    extent: MappedExtent


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
            said = f"nothing is free in {self._pool.name}"
        else:
            short = size - largest.size
            place = f"{largest.first}-{largest.first + largest.size - 1}"
            said = f"nearest miss: {largest.volid} {place}, {counted(short, self.unit)} short"
        move = self._cheapest_move(size)
        if move is None:
            return f"{said}; no move of a single minidisk would make room"
        target = self._target(move)
        return (
            f"{said}; moving {move.extent.subject} ({counted(move.cost, self.unit)}, data copied) from {move.volid} "
            f"{move.extent.first}-{move.extent.last} to {target.volid} {target.first}-{target.first + move.cost - 1} "
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
        rooms = [room for hole in self._neighbours for room in hole if self._can_go(room)]
        rooms.sort(key=lambda room: (room.size, room.cost, room.volid, room.first))
        cheapest = list(accumulate(reversed(rooms), _cheaper))
        return rooms, cheapest[::-1]

    @cached_property
    def _neighbours(self) -> list[list[_Room]]:
        """The minidisks with a gap of the pool before or behind them, by the volume that they are on."""
        holes_on: dict[str, list[_Hole]] = {}
        for hole in self._holes:
            holes_on.setdefault(hole.volid, []).append(hole)
        return [self._rooms_on(volid, holes) for volid, holes in holes_on.items()]

    def _rooms_on(self, volid: str, holes: list[_Hole]) -> list[_Room]:
        begin = {hole.first: hole for hole in holes}
        end = {hole.first + hole.size: hole for hole in holes}
        windows = self._windows_on[volid]
        rooms = []
        for extent in _alone(self._space.volumes[volid].extents):
            assert extent.last is not None
            before, behind = end.get(extent.first), begin.get(extent.last + 1)
            at = bisect_right(windows, (extent.first, sys.maxsize)) - 1
            if at >= 0 and extent.last <= windows[at][1] and (before or behind):
                first = before.first if before else extent.first
                stop = behind.first + behind.size if behind else extent.last + 1
                rooms.append(_Room(stop - first, extent.last - extent.first + 1, volid, first, extent))
        return rooms

    @cached_property
    def _windows_on(self) -> dict[str, list[tuple[int, int]]]:
        """The first and the last cylinder or block of the windows of the pool, in order, by the volume that they are on."""
        found: dict[str, list[tuple[int, int]]] = {}
        for number in self._pool.windows:
            window = self._space.windows[number]
            found.setdefault(window.volume.volid, []).append((window.first, window.last))
        for windows in found.values():
            windows.sort()
        return found

    @cached_property
    def _by_size(self) -> list[_Hole]:
        return sorted(self._holes)

    def _can_go(self, room: _Room) -> bool:
        return self._target_or_none(room) is not None

    def _target(self, room: _Room) -> _Hole:
        target = self._target_or_none(room)
        assert target is not None
        return target

    def _target_or_none(self, room: _Room) -> _Hole | None:
        """The smallest gap that a minidisk can move to, which is none of the two beside it."""
        at = bisect_left(self._by_size, (room.cost, 0, ""))
        for hole in self._by_size[at : at + 3]:
            beside = hole.volid == room.volid and room.first <= hole.first < room.first + room.size
            if not beside:
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


def _size(room: _Room) -> int:
    return room.size


def _cheaper(one: _Room, other: _Room) -> _Room:
    """The cheaper of two rooms; of equal ones the first by size, volume and place."""
    return min(other, one, key=lambda room: (room.cost, room.size, room.volid, room.first))
