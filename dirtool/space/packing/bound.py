"""How many of the smallest gaps it takes at least, whatever the packing.

Martello and Toth's bound L2 for bins of one capacity: items that are too large to share a bin with a threshold item have
a bin each, those of more than half of a bin too, and the smaller ones first use up what these leave. Gaps of different
capacities become bins of one by an obstacle in each of the smaller ones, of what it has less; the obstacles are items.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from dirtool.space.packing.task import Task

_CHOICES = 32


def fewest_gaps(task: Task) -> int:
    """A number m such that no packing of all items uses only m - 1 of the smallest gaps; one more than all if none can be.

    Where items differ in the kinds of gap that they may go into, the most frequent choices are looked at for themselves: the
    items that have no other, in the gaps that it offers, each item as small as it is anywhere.
    """
    sizes_of: dict[frozenset[int], list[int]] = {}
    for item, size in enumerate(task.least):
        choice = frozenset(kind for kind, sizes in task.sizes.items() if sizes[item] < task.never)
        sizes_of.setdefault(choice, []).append(size)
    frequent = sorted(sizes_of, key=lambda choice: -len(sizes_of[choice]))[:_CHOICES]
    most = 0
    for choice in [*frequent, frozenset(task.sizes)]:
        sizes = [size for kinds, sizes in sizes_of.items() if kinds <= choice for size in sizes]
        places = [place for place, kind in enumerate(task.kinds) if kind in choice]
        needed = _fewest(sizes, [task.capacities[place] for place in places])
        most = max(most, places[needed - 1] + 1 if needed <= len(places) else len(task.gaps) + 1)
    return most


def _fewest(sizes: list[int], capacities: list[int]) -> int:
    """The bound for items that may go into each gap; capacities ascend."""
    sizes = sorted(sizes)
    room = list(accumulate(capacities))
    low = max(bisect_left(room, sum(sizes)), bisect_left(capacities, sizes[-1])) + 1
    step = 1
    high = low
    while high <= len(capacities) and _exclude(sizes, capacities[:high]):
        low = high + 1
        high += step
        step *= 2
    high = min(high, len(capacities) + 1)
    while low < high:
        middle = (low + high) // 2
        if _exclude(sizes, capacities[:middle]):
            low = middle + 1
        else:
            high = middle
    return low


def _exclude(sizes: list[int], capacities: list[int]) -> bool:
    """Whether items in ascending order cannot go into these gaps."""
    largest = capacities[-1]
    obstacles = [largest - capacity for capacity in capacities if capacity < largest]
    return least_bins(sorted([*sizes, *obstacles]) if obstacles else sizes, largest) > len(capacities)


def least_bins(sizes: Sequence[int], capacity: int) -> int:
    """L2: bins of one capacity that items in ascending order, none larger than it, need at least."""
    total = [0, *accumulate(sizes)]
    half = bisect_right(sizes, capacity // 2)
    least = 0
    for threshold in {0, *sizes[:half]}:
        first = bisect_left(sizes, threshold)
        alone = bisect_right(sizes, capacity - threshold)
        left = (alone - half) * capacity - (total[alone] - total[half])
        more = max(0, -(-(total[half] - total[first] - left) // capacity))
        least = max(least, len(sizes) - half + more)
    return least
