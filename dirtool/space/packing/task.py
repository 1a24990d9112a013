"""What is packed: requests as items, gaps as bins, cut into parts that have nothing to do with one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from math import gcd
from typing import NamedTuple

Homes = list[int | None]  # of each item the place of its gap; None: it has none


class Task(NamedTuple):
    """Items and the gaps that they may go into.

    `items` and `gaps` are numbers in the whole batch; everything else counts items and gaps by their places in these two.
    Gaps stand in ascending order, so that the first m are the m smallest. `sizes` has for each kind of gap a list of the
    sizes of the items there, larger than any gap where an item may not go. `least` is the least size of an item anywhere.
    """

    items: list[int]
    gaps: list[int]
    capacities: list[int]
    kinds: list[int]
    sizes: dict[int, list[int]]
    least: list[int]

    @property
    def never(self) -> int:
        """The size of an item in gaps where it may not go."""
        return self.capacities[-1] + 1


class Effort:
    """The steps that a search may still do. A step is what takes one candidate in the fill of one gap: no clock is asked."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def after(self, part: float, until: int) -> int:
        """What is left when a part of it is spent, but for what is left until the end."""
        return self.left - int((self.left - until) * part)


def ascending(capacities: Sequence[int]) -> list[int]:
    """The numbers of the gaps, the smallest first, equal ones by their numbers."""
    return sorted(range(len(capacities)), key=lambda gap: (capacities[gap], gap))


def tasks_of(items: Sequence[Mapping[int, int]], capacities: Sequence[int], kinds: Sequence[int]) -> list[Task]:
    """The batch in parts: two items are in one part if a gap may hold either. An item that no gap can hold is in none."""
    largest: dict[int, int] = {}
    for kind, capacity in zip(kinds, capacities, strict=True):
        largest[kind] = max(capacity, largest.get(kind, 0))
    allowed = [{kind: size for kind, size in item.items() if size <= largest.get(kind, 0)} for item in items]
    part_of = _parts(allowed)
    members: dict[int, list[int]] = {}
    for number, sizes in enumerate(allowed):
        if sizes:
            members.setdefault(part_of[next(iter(sizes))], []).append(number)
    gaps: dict[int, list[int]] = {part: [] for part in members}
    for gap in ascending(capacities):
        part = part_of.get(kinds[gap])
        if part is not None:
            gaps[part].append(gap)
    return [_task(members[part], gaps[part], allowed, capacities, kinds) for part in members]


def _parts(allowed: Sequence[Mapping[int, int]]) -> dict[int, int]:
    """The part of each kind, named by one of its kinds."""
    above: dict[int, int] = {}

    def part(kind: int) -> int:
        while above.setdefault(kind, kind) != kind:
            above[kind] = above[above[kind]]
            kind = above[kind]
        return kind

    for sizes in allowed:
        for kind in sizes:
            above[part(kind)] = part(next(iter(sizes)))
    return {kind: part(kind) for kind in above}


def _task(
    members: list[int],
    gaps: list[int],
    allowed: Sequence[Mapping[int, int]],
    capacities: Sequence[int],
    kinds: Sequence[int],
) -> Task:
    """One part, in the largest unit that measures all its items."""
    unit = gcd(*chain.from_iterable(allowed[number].values() for number in members))
    rooms = [capacities[gap] // unit for gap in gaps]
    never = rooms[-1] + 1
    sizes = {
        kind: [allowed[number].get(kind, never * unit) // unit for number in members]
        for kind in sorted({kinds[gap] for gap in gaps})
    }
    least = [min(allowed[number].values()) // unit for number in members]
    return Task(members, gaps, rooms, [kinds[gap] for gap in gaps], sizes, least)
