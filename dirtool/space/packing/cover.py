"""An exact search: each item in one of the possible loads of the gaps.

A load is a set of items that may fill one of some equal gaps. Where the items are nearly as large as the gaps together,
a load must leave little room, and few loads are possible: the search knows them all and takes first the item that is in
the fewest. The idea is that of exact cover with the choice of the smallest column (Knuth).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from random import Random
from typing import NamedTuple

from dirtool.space.packing.task import Effort, Homes, Task

_LOADS = 20_000
_NODES = 200  # of the shortest try
_BITS = 1 << 27  # items times the largest capacity up to which sums are kept as bits
_DEPTH = 300  # gaps or items, of which the search takes one after another


class _Load(NamedTuple):
    items: tuple[int, ...]
    mask: int  # a bit for each item
    gap: tuple[int, int]  # kind and capacity
    room: int


class _CutShortError(Exception):
    """A try had as many nodes as it may have."""


def cover(task: Task, m: int, effort: Effort, until: int) -> tuple[Homes | None, bool]:
    """A packing of all items into the m smallest gaps, None if none is found; and whether it is proved that there is none.

    Tries of different lengths start over with other random choices; one that is not cut short proves that there is none.
    """
    if min(m, len(task.items)) > _DEPTH or len(task.items) * task.capacities[m - 1] > _BITS:
        return None, False
    spare = sum(task.capacities[:m]) - sum(task.least)
    loads, complete = _loads(task, m, spare, effort, until)
    search = _Search(task, m, loads, effort)
    u = v = 1  # Luby's sequence of lengths, by Knuth's reluctant doubling
    while effort.left > until:
        try:
            chosen = search.try_once(spare, v * _NODES)
        except _CutShortError:
            u, v = (u + 1, 1) if u & -u == v else (u, 2 * v)
        else:
            return (None, complete) if chosen is None else (_homes(task, m, chosen), False)
    return None, False


def _loads(task: Task, m: int, spare: int, effort: Effort, until: int) -> tuple[list[_Load], bool]:
    """The loads of the m smallest gaps that leave at most the spare room, and whether these are all.

    If they are too many, then those of the fewest items are there: of each number of items all or none.
    """
    gaps = sorted(set(zip(task.kinds[:m], task.capacities[:m], strict=True)))
    sums = {kind: _Sums(kind, task.sizes[kind], max(room for one, room in gaps if one == kind)) for kind, _ in gaps}
    loads: list[_Load] = []
    number = 0
    while gaps:
        number += 1
        more: list[_Load] = []
        for kind, capacity in gaps:
            for load in sums[kind].loads(number, capacity, spare, effort):
                more.append(load)
                if len(loads) + len(more) > _LOADS or effort.left < until:
                    return loads, False
        loads += more
        gaps = [(kind, capacity) for kind, capacity in gaps if sums[kind].has(number, capacity)]
    return loads, True


class _Sums:
    """Which sizes so and so many items have together, for the gaps of one kind."""

    def __init__(self, kind: int, sizes: list[int], largest: int) -> None:
        self._kind = kind
        self._sizes = sizes
        self._items = sorted(
            (item for item, size in enumerate(sizes) if size <= largest), key=lambda item: -sizes[item]
        )
        self._mask = (2 << largest) - 1
        self._cost = 1 + largest // 8192
        # for each number of items, for each item: the sums of so many out of it and those behind it, as bits
        self._sums = [[1] * (len(self._items) + 1)]

    def has(self, number: int, capacity: int) -> bool:
        """Whether so many items go into a gap of this capacity."""
        return bool(self._sums[number][0] & (2 << capacity) - 1)

    def loads(self, number: int, capacity: int, spare: int, effort: Effort) -> Iterator[_Load]:
        """All sets of so many items that leave at most the spare room."""
        items = self._items
        if number == len(self._sums):
            effort.left -= len(items) * self._cost
            behind, row = self._sums[-1], [0]
            for at in reversed(range(len(items))):
                row.append(row[-1] | behind[at + 1] << self._sizes[items[at]] & self._mask)
            self._sums.append(row[::-1])
        stack: list[tuple[int, int, tuple[int, ...]]] = [(0, capacity, ())]  # the next item, the room, the items taken
        while stack:
            first, room, taken = stack.pop()
            missing = number - len(taken)
            if not missing:
                yield _Load(taken, sum(1 << item for item in taken), (self._kind, capacity), room)
                continue
            for at in range(first, len(items)):
                effort.left -= self._cost
                if not self._fit(missing, at, room, spare):
                    break
                left = room - self._sizes[items[at]]
                if left >= 0 and self._fit(missing - 1, at + 1, left, spare):
                    stack.append((at + 1, left, (*taken, items[at])))

    def _fit(self, number: int, at: int, room: int, spare: int) -> int:
        """Whether so many items from this one on leave at most the spare room."""
        low = max(0, room - spare)
        return self._sums[number][at] >> low & (2 << room - low) - 1


class _Search:
    def __init__(self, task: Task, m: int, loads: list[_Load], effort: Effort) -> None:
        self._loads = loads
        self._effort = effort
        self._random = Random(0)
        self._everything = (1 << len(task.items)) - 1
        self._all_gaps = Counter(zip(task.kinds[:m], task.capacities[:m], strict=True))
        self._gaps = self._all_gaps.copy()
        self._nodes = 0

    def try_once(self, spare: int, nodes: int) -> list[_Load] | None:
        """Loads that cover all items; None if there are none."""
        self._nodes = nodes
        self._gaps = self._all_gaps.copy()
        return self._extend(self._loads, self._everything, spare)

    def _extend(self, loads: list[_Load], open_items: int, spare: int) -> list[_Load] | None:
        if not open_items:
            return []
        self._nodes -= 1
        self._effort.left -= 1 + 2 * len(loads)
        if self._nodes < 0:
            raise _CutShortError
        count = Counter(chain.from_iterable([load.items for load in loads]))
        if len(count) < open_items.bit_count():
            return None
        fewest = min(count.values())
        items = sorted(item for item, number in count.items() if number == fewest)
        mark = 1 << items[int(self._random.random() * len(items))]
        choice = [load for load in loads if load.mask & mark]
        others = [load for load in loads if not load.mask & mark]
        while choice:
            load = choice.pop(int(self._random.random() * len(choice)))
            self._gaps[load.gap] -= 1
            left = spare - load.room
            mask = load.mask
            if self._gaps[load.gap]:
                rest = [one for one in others if not one.mask & mask and one.room <= left]
            else:
                rest = [one for one in others if not one.mask & mask and one.room <= left and one.gap != load.gap]
            found = self._extend(rest, open_items & ~mask, left)
            self._gaps[load.gap] += 1
            if found is not None:
                return [load, *found]
        return None


def _homes(task: Task, m: int, chosen: list[_Load]) -> Homes:
    free: dict[tuple[int, int], list[int]] = {}
    for place in reversed(range(m)):
        free.setdefault((task.kinds[place], task.capacities[place]), []).append(place)
    homes: Homes = [None] * len(task.items)
    for load in chosen:
        place = free[load.gap].pop()
        for item in load.items:
            homes[item] = place
    return homes
