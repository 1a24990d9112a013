"""An exact search: each item in one of the possible loads of the gaps.

A load is a set of items that may fill one of some equal gaps. Where the items are nearly as large as the gaps together,
a load must leave little room, and few loads are possible: the search knows them all and takes first the item that is in
the fewest. The idea is that of exact cover with the choice of the smallest column (Knuth).
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from random import Random
from typing import NamedTuple

from dirtool.space.packing_task import Effort, Homes, Task

_LOADS = 20_000
_NODES = 200  # of the shortest try
_DEPTH = 300  # gaps or items, of which the search takes one after another


class _Load(NamedTuple):
    items: tuple[int, ...]
    mask: int  # a bit for each item
    gap: tuple[int, int]  # kind and capacity
    room: int


class _EnoughError(Exception):
    """A limit is reached."""


def cover(task: Task, m: int, effort: Effort, until: int) -> tuple[Homes | None, bool]:
    """A packing of all items into the m smallest gaps, and whether the answer is certain: None may be so or for lack of effort.

    Tries of different lengths start over with other random choices; one that is not cut short proves that there is none.
    """
    if min(m, len(task.items)) > _DEPTH:
        return None, False
    try:
        loads = _loads(task, m, effort, until)
    except _EnoughError:
        return None, False
    search = _Search(task, m, loads, effort)
    spare = sum(task.capacities[:m]) - sum(task.least)
    u = v = 1  # Luby's sequence of lengths, by Knuth's reluctant doubling
    while effort.left > until:
        try:
            chosen = search.try_once(spare, min(v * _NODES, 10**9))
        except _EnoughError:
            u, v = (u + 1, 1) if u & -u == v else (u, 2 * v)
        else:
            return (None if chosen is None else _homes(task, m, chosen)), True
    return None, False


def _loads(task: Task, m: int, effort: Effort, until: int) -> list[_Load]:
    """All loads of the m smallest gaps that do not leave more room than all items together leave."""
    spare = sum(task.capacities[:m]) - sum(task.least)
    order = sorted(range(len(task.items)), key=lambda item: -task.least[item])
    loads: list[_Load] = []
    for kind, capacity in sorted(set(zip(task.kinds[:m], task.capacities[:m], strict=True))):
        sizes = task.sizes[kind]
        items = [item for item in order if sizes[item] <= capacity]
        sums = [1]  # of the last items, a bit for each size that some of them have together
        mask = (2 << capacity) - 1
        for item in reversed(items):
            sums.append(sums[-1] | sums[-1] << sizes[item] & mask)
        sums.reverse()
        wanted = (2 << spare) - 1
        cost = 1 + capacity // 8192
        effort.left -= len(items) * cost
        stack: list[tuple[int, int, tuple[int, ...]]] = [(0, capacity, ())]  # the next item, the room, the items taken
        while stack:
            first, room, taken = stack.pop()
            if taken and room <= spare:
                loads.append(_Load(taken, sum(1 << item for item in taken), (kind, capacity), room))
                if len(loads) > _LOADS or effort.left < until:
                    raise _EnoughError
            low = max(0, room - spare)
            for at in range(first, len(items)):
                effort.left -= cost
                if not sums[at] >> low & wanted:
                    break
                left = room - sizes[items[at]]
                if left >= 0 and (left <= spare or sums[at + 1] >> left - spare & wanted):
                    stack.append((at + 1, left, (*taken, items[at])))
    return loads


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
        self._effort.left -= 1 + len(loads)
        if self._nodes < 0:
            raise _EnoughError
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
