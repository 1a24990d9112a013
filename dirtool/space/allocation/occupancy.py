"""Who has what of a volume while requests are given the places that they name."""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from dirtool.model.extent import Gap
from dirtool.space.volumes.volume_map import MappedExtent


class _Owner(NamedTuple):
    """Who has, or gets, some cylinders or blocks of a volume, in words; both ends are inclusive."""

    first: int
    last: int
    said: str


class Occupancy:
    """Who has what of a volume, and what is free, of which any part may be taken."""

    def __init__(self, gaps: Iterable[Gap], extents: Iterable[MappedExtent]) -> None:
        """`gaps` and `extents` are in their order."""
        self._gaps = list(gaps)
        self._present = [
            _Owner(
                one.first, sys.maxsize if one.last is None else one.last, f"{one.subject} has {one.first}-{_end(one)}"
            )
            for one in extents
        ]
        self._reached = list(accumulate((one.last for one in self._present), max))
        self._new: list[_Owner] = []

    def take(self, first: int, last: int, subject: str) -> Gap | None:
        """Take a part, and return the gap in which it lay; None, and nothing is taken, if not all of it is free."""
        at = bisect_right(self._gaps, first, key=_first) - 1
        if at < 0 or self._gaps[at].last < last:
            return None
        gap = self._gaps[at]
        left = [Gap(gap.first, first - 1), Gap(last + 1, gap.last)]
        self._gaps[at : at + 1] = [one for one in left if one.first <= one.last]
        insort(self._new, _Owner(first, last, f"{subject} gets {first}-{last}"))
        return gap

    def owner_in(self, place: int, last: int) -> str:
        """Who has the first cylinder or block that is not free, from a place on up to a last one; empty if nobody has."""
        at = bisect_right(self._gaps, place, key=_first) - 1
        if at >= 0 and self._gaps[at].last >= place:
            place = self._gaps[at].last + 1
        if place > last:
            return ""
        present = bisect_left(self._reached, place)
        new = bisect_right(self._new, place, key=_first) - 1
        owners = [*self._present[present : present + 1], *self._new[max(0, new) : new + 1]]
        return next((one.said for one in owners if one.first <= place <= one.last), "")


def _end(extent: MappedExtent) -> int | str:
    return "END" if extent.last is None else extent.last


def _first(one: Gap | _Owner) -> int:
    return one.first
