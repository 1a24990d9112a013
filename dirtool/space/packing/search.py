"""Heuristics that put items into the m smallest gaps of a task: best fit, filling gap by gap, and taking a few gaps apart."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from heapq import heappop, heappush
from random import Random

from dirtool.space.packing.task import Effort, Homes, Task

_WORD = 4096  # bits that a step shifts
_ANYWAY = 0.1  # how often a move is kept though room ends up in smaller pieces
_SAMPLE = 48  # items without a gap that one move looks at


def best_fit(task: Task) -> Homes:
    """Best-fit decreasing: the largest item first, each into the gap where the least room is left; ties to the first."""
    rooms: dict[int, list[int]] = {}  # of each kind the distinct rooms in ascending order
    gaps: dict[tuple[int, int], list[int]] = {}  # the gaps of a kind and a room
    for place, (kind, room) in enumerate(zip(task.kinds, task.capacities, strict=True)):
        if (kind, room) not in gaps:
            rooms.setdefault(kind, []).append(room)
        gaps.setdefault((kind, room), []).append(place)
    homes: Homes = [None] * len(task.items)
    for item in sorted(range(len(task.items)), key=lambda item: -task.least[item]):
        fits = []
        for kind, sizes in task.sizes.items():
            at = bisect_left(rooms[kind], sizes[item])
            if at < len(rooms[kind]):
                room = rooms[kind][at]
                fits.append((room - sizes[item], gaps[kind, room][0], kind, at))
        if fits:
            left, place, kind, at = min(fits)
            same = gaps[kind, rooms[kind][at]]
            heappop(same)
            if not same:
                del gaps[kind, rooms[kind].pop(at)]
            if (kind, left) not in gaps:
                insort(rooms[kind], left)
            heappush(gaps.setdefault((kind, left), []), place)
            homes[item] = place
    return homes


def fill(capacity: int, sizes: Sequence[int], items: Sequence[int]) -> tuple[list[int], int, int]:
    """The items that fill a gap best, the room that is left, and the steps that it took; earlier items are preferred.

    Bit s of an integer tells that some of the items seen so far have the size s together; an item shifts it by its own.
    """
    sums = 1
    mask = (2 << capacity) - 1
    seen: list[tuple[int, int]] = []
    for item in items:
        more = sums | (sums << sizes[item]) & mask
        if more != sums:
            seen.append((item, sums))
            sums = more
            if sums >> capacity:
                break
    full = sums.bit_length() - 1
    rest = full
    chosen = []
    for item, before in reversed(seen):
        if not before >> rest & 1:
            chosen.append(item)
            rest -= sizes[item]
    return chosen, capacity - full, len(seen) * (1 + capacity // _WORD)


class Repacking:
    """A packing into the m smallest gaps that may leave items loose, and moves that take a few gaps apart and refill them."""

    def __init__(self, task: Task, m: int, effort: Effort, seed: int = 0) -> None:
        effort.left -= len(task.items) + m
        self._task = task
        self._effort = effort
        self._random = Random(seed)
        self._sizes = [task.sizes[kind] for kind in task.kinds[:m]]
        self._contents: list[list[int]] = [[] for _ in range(m)]
        self._room = task.capacities[:m]
        self._unfilled = list(range(m))  # all gaps with room, and some that had room before
        self._listed = bytearray([1]) * m  # whether a gap is in it
        self.loose = sorted(range(len(task.items)), key=lambda item: -task.least[item])

    @property
    def homes(self) -> Homes:
        """Where the items are now."""
        homes: Homes = [None] * len(self._task.items)
        for place, items in enumerate(self._contents):
            for item in items:
                homes[item] = place
        return homes

    def start_from(self, homes: Homes) -> None:
        """Take over a packing; items of gaps behind the m-th are loose."""
        for item in self.loose:
            place = homes[item]
            if place is not None and place < len(self._contents):
                self._contents[place].append(item)
                self._room[place] -= self._sizes[place][item]
        self.loose = [item for item in self.loose if (place := homes[item]) is None or place >= len(self._contents)]

    def fill_all(self) -> bool:
        """Fill gap after gap, the smallest first, preferring large items; whether no item is left.

        It takes at most a quarter of the effort that is left: of many items a gap sees an even sample.
        """
        at_most = max(_SAMPLE, self._effort.left // (4 * len(self._contents)))
        least = self._task.least
        for place, capacity in enumerate(self._room):
            first = bisect_left(self.loose, -capacity, key=lambda item: -least[item])
            seen = range(first, len(self.loose), max(1, (len(self.loose) - first) // at_most))
            chosen, self._room[place], steps = fill(capacity, self._sizes[place], [self.loose[at] for at in seen])
            self._contents[place] = chosen
            self._effort.left -= steps + 1
            taken = set(chosen)
            for at in reversed(seen):
                if self.loose[at] in taken:
                    del self.loose[at]
        return not self.loose

    def repack(self, until: int) -> bool:
        """Move until no item is loose, or until so much effort is left; whether no item is loose."""
        while self.loose and self._effort.left > until:
            self._move(self._pick_gaps())
        return not self.loose

    def gather(self, until: int) -> None:
        """With no item loose: move on, so that what is left in the gaps is left in larger pieces."""
        while self._effort.left > until:
            self._move(self._pick_gaps())

    def _pick_gaps(self) -> list[int]:
        """Three to twelve gaps; every other time the first has room."""
        gaps = len(self._contents)
        picked = {self._below(gaps): None for _ in range(3 + self._below(10))}
        if self._below(2):
            place = self._one_with_room()
            if place is not None:
                picked = {place: None, **picked}
        return list(picked)

    def _one_with_room(self) -> int | None:
        while self._unfilled:
            at = self._below(len(self._unfilled))
            place = self._unfilled[at]
            if self._room[place]:
                return place
            self._listed[place] = 0
            self._unfilled[at] = self._unfilled[-1]
            self._unfilled.pop()
        return None

    def _move(self, places: list[int]) -> None:
        """Take gaps apart and refill them in a random order of items; keep that if it is better."""
        apart = self._some_loose()
        items = apart + [item for place in places for item in self._contents[place]]
        rank = {item: self._task.least[item] * (1 + self._random.random()) for item in items}
        items.sort(key=rank.__getitem__, reverse=True)
        filled = []
        steps = 5 * (len(items) + len(places))
        for place in places:
            capacity = self._room[place] + sum(self._sizes[place][item] for item in self._contents[place])
            chosen, room, more = fill(capacity, self._sizes[place], items)
            steps += more
            filled.append((place, chosen, room))
            taken = set(chosen)
            items = [item for item in items if item not in taken]
        self._effort.left -= steps
        if self._is_better(apart, items, filled):
            for place, chosen, room in filled:
                self._contents[place] = chosen
                self._room[place] = room
                if room and not self._listed[place]:
                    self._listed[place] = 1
                    self._unfilled.append(place)
        else:
            items = apart
        self.loose += items

    def _is_better(self, before: list[int], after: list[int], filled: list[tuple[int, list[int], int]]) -> bool:
        """Whether less is loose, or as much and the room is in larger pieces; sometimes smaller pieces are taken too."""
        change = sum(self._task.least[item] for item in after) - sum(self._task.least[item] for item in before)
        if change:
            return change < 0
        pieces = sum(room * room for _, _, room in filled) - sum(self._room[place] ** 2 for place, _, _ in filled)
        return pieces >= 0 or (bool(after) and self._random.random() < _ANYWAY)

    def _some_loose(self) -> list[int]:
        """Take loose items out: all, or so many that a move stays small."""
        apart: list[int] = []
        while self.loose and len(apart) < _SAMPLE:
            at = self._below(len(self.loose))
            self.loose[at], self.loose[-1] = self.loose[-1], self.loose[at]
            apart.append(self.loose.pop())
        return apart

    def _below(self, bound: int) -> int:
        return int(self._random.random() * bound)
