"""Which of many extents share cylinders or blocks, in a time that grows with their number, not with that of the pairs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Iterable
from itertools import groupby, islice
from operator import itemgetter
from typing import NamedTuple

_span = itemgetter(0, 1)


class Place(NamedTuple):
    """An extent of at least one cylinder or block, both ends inclusive, and what it takes to compare it.

    `number` is its own and grows along the directory. `side` is the member of a cluster that alone has it, or empty; two
    sides never meet. `pack` is the number of the extent of which it is a slice on purpose. `name` tells which of some equal
    extents goes first, wherever they stand.
    """

    first: int
    last: int
    number: int
    side: str = ""
    pack: int | None = None
    name: str = ""


def repeated(places: Iterable[Place]) -> list[tuple[int, int]]:
    """The numbers of equal extents, the lower one first: one pair for each but the one that goes first of those it meets."""
    pairs = []
    for _, same in groupby(sorted(places, key=_by_name), _span):
        first_of: dict[str, Place] = {}
        for place in same:
            sides = ("", place.side) if place.side else islice(first_of, 1)
            before = [first_of[side] for side in sides if side in first_of]
            if before:
                first = min(before, key=_by_name)
                pairs.append((min(first.number, place.number), max(first.number, place.number)))
            first_of.setdefault(place.side, place)
    return pairs


def _by_name(place: Place) -> tuple[int, int, str, int]:
    return place.first, place.last, place.name, place.number


class Sweep:
    """The pairs of extents that share something and are not equal, of each extent at most `at_most`.

    `pairs` holds their numbers, the lower one first; `untold` tells of which extents there are more pairs, and how many.
    """

    def __init__(self, places: list[Place], at_most: int) -> None:
        self.pairs: list[tuple[int, int]] = []
        self._at_most = at_most
        self._told: Counter[int] = Counter()
        self._open: dict[str, list[deque[Place]]] = {}  # equal extents that may have further pairs, by their side
        places = sorted(places, key=lambda place: (place.first, place.last, place.side, place.name, place.number))
        for _, same in groupby(places, itemgetter(0, 1, 3)):
            self._arrive(deque(same))
        self.untold = self._untold(places)

    def _arrive(self, same: deque[Place]) -> None:
        """Compare equal extents with the open ones.

        These are never many: what meets `at_most` of them has all its pairs at once, and is not kept open.
        """
        side = same[0].side
        over = []
        for other in ("", side) if side else self._open:
            crowds = self._open.get(other, [])
            crowds[:] = [crowd for crowd in crowds if crowd and crowd[0].last >= same[0].first]
            if not crowds:
                over.append(other)
            for crowd in crowds:
                if same and _span(crowd[0]) != _span(same[0]):
                    self._pair(same, crowd)
            if not same:
                break
        for other in over:
            self._open.pop(other, None)
        if same:
            self._open.setdefault(side, []).append(same)

    def _pair(self, same: deque[Place], crowd: deque[Place]) -> None:
        """Pair each of some equal extents with each of some others, as far as they may have pairs; drop those that may not."""
        kept = []
        for one in same:
            at = 0
            while at < len(crowd) and self._told[one.number] < self._at_most:
                other = crowd[at]
                if one.pack == other.number or other.pack == one.number:
                    at += 1
                    continue
                self.pairs.append((min(one.number, other.number), max(one.number, other.number)))
                self._told.update((one.number, other.number))
                if self._told[other.number] < self._at_most:
                    at += 1
                else:
                    del crowd[at]
            if self._told[one.number] < self._at_most:
                kept.append(one)
        same.clear()
        same.extend(kept)

    def _untold(self, places: list[Place]) -> dict[int, int]:
        full = [place for place in places if self._told[place.number] == self._at_most]
        if not full:
            return {}
        count = _Count(places)
        more = {place.number: count.pairs_of(place) - self._at_most for place in full}
        return {number: left for number, left in more.items() if left}


class _Count:
    """How many pairs an extent has, without looking at each."""

    def __init__(self, places: list[Place]) -> None:
        self._firsts: dict[str | None, list[int]] = {}
        self._lasts: dict[str | None, list[int]] = {}
        self._equal: Counter[tuple[int, int, str | None]] = Counter()
        self._slices = Counter(place.pack for place in places if place.pack is not None)
        for place in places:
            for side in (place.side, None):  # None: of all sides
                self._firsts.setdefault(side, []).append(place.first)
                self._lasts.setdefault(side, []).append(place.last)
                self._equal[place.first, place.last, side] += 1
        for ends in (*self._firsts.values(), *self._lasts.values()):
            ends.sort()

    def pairs_of(self, place: Place) -> int:
        """The number of other extents that it meets, shares something with and is not equal to; slices apart."""
        met: tuple[str | None, ...] = ("", place.side) if place.side else (None,)
        sharing = sum(
            bisect_right(self._firsts.get(side, []), place.last)
            - bisect_left(self._lasts.get(side, []), place.first)
            - self._equal[place.first, place.last, side]
            for side in met
        )
        return sharing - self._slices[place.number] - (place.pack is not None)
