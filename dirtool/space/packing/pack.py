"""Packing of a whole batch of requests into the gaps, so that it fits if a fit exists and leaves the largest gaps whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from dirtool.space.packing.bound import fewest_gaps
from dirtool.space.packing.cover import cover
from dirtool.space.packing.search import Repacking, best_fit
from dirtool.space.packing.task import Effort, Homes, Task, ascending, tasks_of

EFFORT_PER_SECOND = 4_500_000
"""Steps that a common machine does in a second, with something in hand; a nominal unit, no clock is asked."""

_FEW = 2_000_000  # items times gaps up to which every gap is filled out of all items
_SHORTLY = 0.1  # parts of the effort that is left: for one try of the heuristics,
_COVER = 0.4  # for one exact search,
_GATHER = 0.005  # for leaving larger pieces

Optimality = Literal["proved", "bound", "none"]


class Packing(NamedTuple):
    """Which gap each item goes into.

    `bins` holds for each item the number of its gap, None if it has no place. Only the `opened` smallest gaps are used,
    equal ones in the order of their numbers. `bound`: no packing of all items does with fewer of the smallest gaps; it is
    one more than there are gaps if not all items can be placed together. `optimality`:

    * proved: all items are placed and `opened` is `bound`; or not all are placed, and it is proved that not all can be.
    * bound: all items are placed; perhaps it goes with fewer gaps, but not with fewer than `bound`.
    * none: not all items are placed, and perhaps they could be.
    """

    bins: list[int | None]
    opened: int
    bound: int
    optimality: Optimality


class Part(NamedTuple):
    """The answer for one part of a batch: where its items are, and the m that no packing of all of them does with less."""

    homes: Homes
    bound: int


def pack(
    items: Sequence[Mapping[int, int]],
    capacities: Sequence[int],
    kinds: Sequence[int],
    effort: int = 5 * EFFORT_PER_SECOND,
) -> Packing:
    """A packing of all items into as few of the smallest gaps as the effort finds; of as much as it finds if not all fit.

    An item maps kinds of gap to its size there (at least 1), and may go into gaps of no other kind. `capacities` and `kinds`
    belong to the gaps. All sizes that one item may have are in one unit. `effort` counts steps, `EFFORT_PER_SECOND` of
    them to a nominal second; the answer depends on nothing but the arguments.
    """
    tasks = tasks_of(items, capacities, kinds)
    steps = Effort(effort)
    parts = []
    for number, task in enumerate(tasks):
        until = steps.left - steps.left // (len(tasks) - number)
        parts.append(_pack(task, steps, until))
    return joined(tasks, parts, len(items), capacities)


def joined(
    tasks: Sequence[Task], parts: Sequence[Part], items: int, capacities: Sequence[int], bound: int = 0
) -> Packing:
    """The answer for a batch of so many items out of those for its parts; `bound` is a bound that is known beforehand."""
    rank = {gap: place for place, gap in enumerate(ascending(capacities), 1)}
    bins: list[int | None] = [None] * items
    for task, part in zip(tasks, parts, strict=True):
        for item, place in zip(task.items, part.homes, strict=True):
            bins[item] = None if place is None else task.gaps[place]
        bound = max(bound, rank[task.gaps[part.bound - 1]] if part.bound <= len(task.gaps) else len(capacities) + 1)
    if sum(len(task.items) for task in tasks) < items:
        bound = len(capacities) + 1
    opened = max((rank[gap] for gap in bins if gap is not None), default=0)
    return Packing(bins, opened, bound, _optimality(bins, opened, bound, len(capacities)))


def _optimality(bins: list[int | None], opened: int, bound: int, gaps: int) -> Optimality:
    if None in bins:
        return "proved" if bound > gaps else "none"
    return "proved" if opened == bound else "bound"


def opened_by(task: Task, homes: Homes) -> int:
    """How many of the smallest gaps a packing uses; one more than there are if not all items are placed."""
    return 1 + max(len(task.gaps) if place is None else place for place in homes)


def _pack(task: Task, effort: Effort, until: int) -> Part:
    """A part of the batch; `until` is the effort to leave for the others."""
    bound = fewest_gaps(task)
    homes = best_fit(task)
    if bound > len(task.gaps):
        return Part(_place_more(task, homes, effort, effort.after(_SHORTLY, until)), bound)
    homes = _halve(task, homes, bound, effort, until)
    while bound < (opened := opened_by(task, homes)) and effort.left > until:
        homes, impossible = _search(task, opened - 1, homes, effort, until)
        if impossible:
            bound = opened
    if None not in homes:
        homes = _gather(task, homes, effort, effort.after(_GATHER, until))
    return Part(homes, bound)


def _halve(task: Task, homes: Homes, bound: int, effort: Effort, until: int) -> Homes:
    """A packing into fewer gaps by the heuristics, each with a little effort: first as few as the bound, then by halving."""
    low, high = bound, opened_by(task, homes) - 1
    m = low
    while low <= high and effort.left > until:
        repacking = _begin(task, m, homes, effort)
        repacking.repack(effort.after(_SHORTLY, until))
        homes = _fuller(task, homes, repacking.homes)
        if repacking.loose:
            low = m + 1
        else:
            high = opened_by(task, homes) - 1
        m = (low + high) // 2
    return homes


def _begin(task: Task, m: int, homes: Homes, effort: Effort, seed: int = 0) -> Repacking:
    """What is searched on from: every gap filled out of all items, or of a large batch what an earlier packing has."""
    repacking = Repacking(task, m, effort, seed)
    if len(task.items) * m <= _FEW:
        repacking.fill_all()
    else:
        repacking.start_from(homes)
    return repacking


def _search(task: Task, m: int, homes: Homes, effort: Effort, until: int) -> tuple[Homes, bool]:
    """A packing into the m smallest gaps if one is found, else the old one; and whether it is proved that there is none."""
    found, impossible = cover(task, m, effort, effort.after(_COVER, until))
    if found is not None or impossible:
        return found or homes, impossible
    repacking = _begin(task, m, homes, effort, seed=1)  # with other moves than before
    repacking.repack(until)
    return _fuller(task, homes, repacking.homes), False


def _place_more(task: Task, homes: Homes, effort: Effort, until: int) -> Homes:
    """The packing, or one that places more where not all can be placed."""
    repacking = Repacking(task, len(task.gaps), effort)
    repacking.start_from(homes)
    repacking.repack(until)
    return _fuller(task, homes, repacking.homes)


def _gather(task: Task, homes: Homes, effort: Effort, until: int) -> Homes:
    """A packing of all items into the same gaps that leaves larger pieces of them."""
    repacking = Repacking(task, opened_by(task, homes), effort)
    repacking.start_from(homes)
    repacking.gather(until)
    return repacking.homes


def _fuller(task: Task, old: Homes, new: Homes) -> Homes:
    """Of two packings the better one: in fewer gaps if both place all items, else with more of them by size."""

    def merit(homes: Homes) -> tuple[int, int]:
        placed = sum(size for size, home in zip(task.least, homes, strict=True) if home is not None)
        return placed, -opened_by(task, homes)

    return max(old, new, key=merit)
