"""What is used on each volume while commands run, and the gaps between.

Several minidisks may have the same cylinders or blocks: an overlap that is there stops nothing, and what one of them gives
back is free only where no other has it.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, insort
from collections.abc import Callable, Iterator
from itertools import islice, takewhile
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeVar

from dirtool.model.extent import Gap

_END = sys.maxsize  # of what reaches to the end of a volume of unknown size
_LONGEST_RUN = 512
_UNKNOWN = sys.maxsize + 2  # above every measure

_measure = itemgetter(1)

Item = TypeVar("Item", bound=tuple[Any, ...])

Heard = Callable[[str, int, int], None]
"""Told of cylinders or blocks of a volume, the first and the last of them, that have been taken or given back."""


class Used(NamedTuple):
    """Cylinders or blocks that somebody has, both ends inclusive; `last` is None for END, the end of the volume."""

    first: int
    last: int | None
    owner: str


class Runs(Generic[Item]):
    """Tuples of a number, a measure and perhaps more, in ascending order.

    They are kept in runs of bounded length, so that a change costs no more with many of them, and each run knows the largest
    measure in it, so that a search passes over most of them.
    """

    def __init__(self) -> None:
        self._runs: list[list[Item]] = []
        self._ends: list[Item] = []  # of the runs
        self._largest: list[int] = []  # of the runs, _UNKNOWN until somebody asks

    def add(self, item: Item) -> None:
        """Add an item; it may be there already."""
        if not self._runs:
            self._insert(0, [item])
            return
        at = min(bisect_left(self._ends, item), len(self._runs) - 1)
        run = self._runs[at]
        insort(run, item)
        self._ends[at] = run[-1]
        if item[1] > self._largest[at]:
            self._largest[at] = item[1]
        if len(run) > _LONGEST_RUN:
            self._insert(at + 1, run[_LONGEST_RUN // 2 :])
            del run[_LONGEST_RUN // 2 :]
            self._ends[at], self._largest[at] = run[-1], _UNKNOWN

    def remove(self, item: Item) -> None:
        """Remove an item, once if it is there several times. Raises ValueError if it is not there."""
        at, place = self._find(item)
        if at == len(self._runs) or self._runs[at][place] != item:
            raise ValueError(f"{item} is not there")
        run = self._runs[at]
        del run[place]
        if not run:
            del self._runs[at], self._ends[at], self._largest[at]
            return
        self._ends[at] = run[-1]
        if self._largest[at] == item[1]:
            self._largest[at] = _UNKNOWN

    def before(self, start: tuple[Any, ...]) -> Item | None:
        """The last item below `start`."""
        at, place = self._find(start)
        if place:
            return self._runs[at][place - 1]
        return self._runs[at - 1][-1] if at else None

    def reaching(self, measure: int, start: tuple[Any, ...] = ()) -> Iterator[Item]:
        """The items from `start` on that have at least a measure, in order."""
        at, place = self._find(start)
        for item in islice(self._runs[at], place, None) if at < len(self._runs) else ():
            if item[1] >= measure:
                yield item
        for number in range(at + 1, len(self._runs)):
            if self._largest[number] >= measure and self._largest_in(number) >= measure:
                for item in self._runs[number]:
                    if item[1] >= measure:
                        yield item

    def largest(self, start: tuple[Any, ...], stop: tuple[Any, ...]) -> int:
        """The largest measure from `start` on and before `stop`; 0 if nothing is there."""
        (at, place), (end, behind) = self._find(start), self._find(stop)
        if at == end:
            return _largest(self._runs[at][place:behind]) if at < len(self._runs) else 0
        found = _largest(self._runs[at][place:])
        for number in range(at + 1, end):
            found = max(found, self._largest_in(number))
        return max(found, _largest(self._runs[end][:behind])) if behind else found

    def _find(self, start: tuple[Any, ...]) -> tuple[int, int]:
        """The run of the first item that is not below `start`, and its place there; behind all of them, a run more."""
        at = bisect_left(self._ends, start)
        return (at, bisect_left(self._runs[at], start)) if at < len(self._runs) else (at, 0)

    def _largest_in(self, number: int) -> int:
        if self._largest[number] == _UNKNOWN:
            self._largest[number] = _largest(self._runs[number])
        return self._largest[number]

    def _insert(self, at: int, run: list[Item]) -> None:
        self._runs.insert(at, run)
        self._ends.insert(at, run[-1])
        self._largest.insert(at, _UNKNOWN)


class Extents:
    """Places on one volume with names, which may overlap: first, last and name, both ends inclusive.

    They are kept apart by the number of bits of their sizes: those that may reach a place begin at most so far before it.
    """

    def __init__(self) -> None:
        self._by_bits: dict[int, Runs[tuple[int, int, str]]] = {}

    def add(self, first: int, last: int, name: str) -> None:
        """Add a place; it may be there already."""
        bits = _bits(first, last)
        if bits not in self._by_bits:
            self._by_bits[bits] = Runs()
        self._by_bits[bits].add((first, last, name))

    def remove(self, first: int, last: int, name: str) -> None:
        """Remove a place, once if it is there several times. Raises ValueError if it is not there."""
        self._by_bits.get(_bits(first, last), Runs()).remove((first, last, name))

    def overlapping(self, first: int, last: int) -> list[tuple[int, int, str]]:
        """The places that have anything from `first` to `last`, in order."""
        found: list[tuple[int, int, str]] = []
        for bits, places in self._by_bits.items():
            found += takewhile(lambda place: place[0] <= last, places.reaching(first, (first - (1 << bits),)))
        return sorted(found)


class UsedSpace:
    """Who has what of each volume. A volume of which nothing is known is all free, and has no end.

    Who makes it decides what counts: the minidisks that EXTENT CONTROL excludes are not added, areas of CP are.
    """

    def __init__(self) -> None:
        self._volumes: dict[str, _Volume] = {}
        self._waiting: dict[str, list[tuple[int, int, str]]] = {}  # what came to a volume since somebody asked about it
        self._listeners: list[Heard] = []

    def listen(self, heard: Heard) -> None:
        """Tell somebody of every change from now on."""
        self._listeners.append(heard)

    def add(self, volid: str, first: int, last: int | None, owner: str) -> None:
        """Somebody has cylinders or blocks of a volume from now on; up to its end if `last` is None.

        Nothing happens if `last` is below `first`, as it is of a minidisk of no size.
        """
        end = _END if last is None else last
        if first <= end:
            self._waiting.setdefault(volid, []).append((first, end, owner))
            self._tell(volid, first, end)

    def remove(self, volid: str, first: int, last: int | None, owner: str) -> None:
        """Give back exactly what was added. Raises ValueError if it was not."""
        end = _END if last is None else last
        if first <= end:
            self._volume(volid).remove(first, end, owner)
            self._tell(volid, first, end)

    def overlapping(self, volid: str, first: int, last: int | None) -> list[Used]:
        """What is used of some cylinders or blocks, each extent whole, by their places."""
        found = self._volume(volid).extents.overlapping(first, _END if last is None else last)
        return [Used(start, None if end == _END else end, owner) for start, end, owner in found]

    def gaps(self, volid: str, first: int, last: int) -> Iterator[Gap]:
        """The gaps from one cylinder or block to another, cut at both, in ascending order."""
        for gap in self.gaps_at(volid, first, last):
            yield Gap(max(gap.first, first), min(gap.last, last))

    def gaps_at(self, volid: str, first: int, last: int) -> Iterator[Gap]:
        """The same, whole: that at the end of the volume has no end that is known."""
        for start, size in self._volume(volid).gaps_at(first, last):
            yield Gap(start, start + size - 1)

    def first_gap(self, volid: str, first: int, last: int, size: int) -> int | None:
        """Where the first gap begins that holds a size, of those from one cylinder or block to another."""
        return self._volume(volid).first_gap(first, last, size)

    def exact_gap(self, volid: str, first: int, last: int, size: int) -> int | None:
        """The same, of the gaps that have exactly the size."""
        return self._volume(volid).exact_gap(first, last, size)

    def largest_gap(self, volid: str, first: int, last: int) -> Gap | None:
        """The largest gap, of equal ones the first, cut as those of `gaps`; None if nothing is free."""
        volume = self._volume(volid)
        size = volume.largest_gap(first, last)
        start = volume.first_gap(first, last, size) if size else None
        return None if start is None else Gap(start, start + size - 1)

    def _volume(self, volid: str) -> _Volume:
        """A volume as it is now. Nobody asks about most of those of a directory: that halves the time for its start."""
        waiting = self._waiting.pop(volid, ())
        if waiting and volid not in self._volumes:
            self._volumes[volid] = _Volume()
        volume = self._volumes.get(volid) or _Volume()
        for place in waiting:
            volume.add(*place)
        return volume

    def _tell(self, volid: str, first: int, last: int) -> None:
        for heard in self._listeners:
            heard(volid, first, last)


class _Volume:
    """One volume: its extents with their owners, and its gaps as first and size; the last gap has no end."""

    def __init__(self) -> None:
        self.extents = Extents()
        self._gaps: Runs[tuple[int, int]] = Runs()
        self._of_size: dict[int, Runs[tuple[int, int]]] | None = None  # until somebody asks for an exact one
        self._open(0, _END + 1)

    def add(self, first: int, last: int, owner: str) -> None:
        self.extents.add(first, last, owner)
        for start, size in list(self.gaps_at(first, last)):
            self._close(start, size)
            if start < first:
                self._open(start, first - start)
            if start + size - 1 > last:
                self._open(last + 1, start + size - 1 - last)

    def remove(self, first: int, last: int, owner: str) -> None:
        self.extents.remove(first, last, owner)
        at = first
        for start, end, _ in self.extents.overlapping(first, last):
            if start > at:
                self._free(at, start - 1)
            at = max(at, min(end, last) + 1)
        if at <= last:
            self._free(at, last)

    def gaps_at(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        head = self._gaps.before((first,))
        if head is not None and sum(head) > first:
            yield head
        yield from takewhile(lambda gap: gap[0] <= last, self._gaps.reaching(0, (first,)))

    def first_gap(self, first: int, last: int, size: int) -> int | None:
        if first + size - 1 > last:
            return None
        head = self._gaps.before((first,))
        if head is not None and sum(head) - first >= size:
            return first
        start, _ = next(self._gaps.reaching(size, (first,)), (last + 1, 0))
        return start if start + size - 1 <= last else None

    def exact_gap(self, first: int, last: int, size: int) -> int | None:
        head = self._gaps.before((first,))
        if head is not None and min(sum(head) - 1, last) - first + 1 == size:
            return first
        start, _ = next(self._gaps_of(size).reaching(0, (first,)), (last + 1, 0))
        if start + size - 1 <= last:
            return start
        start = last - size + 1
        tail = self._gaps.before((last + 1,))
        return start if tail is not None and tail[0] == start >= first and sum(tail) > last + 1 else None

    def largest_gap(self, first: int, last: int) -> int:
        tail = self._gaps.before((last + 1,))
        if tail is None:
            return 0
        at_end = max(0, min(sum(tail) - 1, last) - max(tail[0], first) + 1)
        if tail[0] <= first:
            return at_end
        head = self._gaps.before((first,))
        at_begin = 0 if head is None else sum(head) - first
        return max(at_begin, self._gaps.largest((first,), tail[:1]), at_end)

    def _free(self, first: int, last: int) -> None:
        """Nobody has these cylinders or blocks any more: they become one gap with those beside them."""
        for start, size in list(self.gaps_at(first - 1, last + 1)):
            self._close(start, size)
            first, last = min(first, start), max(last, start + size - 1)
        self._open(first, last - first + 1)

    def _open(self, first: int, size: int) -> None:
        gap = first, size
        self._gaps.add(gap)
        if self._of_size is not None:
            self._of_size.setdefault(size, Runs()).add(gap)

    def _close(self, first: int, size: int) -> None:
        gap = first, size
        self._gaps.remove(gap)
        if self._of_size is not None:
            self._of_size[size].remove(gap)

    def _gaps_of(self, size: int) -> Runs[tuple[int, int]]:
        if self._of_size is None:
            self._of_size = {}
            for gap in self._gaps.reaching(0):
                self._of_size.setdefault(gap[1], Runs()).add(gap)
        return self._of_size.get(size) or Runs()


def _bits(first: int, last: int) -> int:
    return (last - first + 1).bit_length()


def _largest(items: list[Any]) -> int:
    return max(map(_measure, items), default=0)
