"""Which sets of units make good profiles: a choice of cores for many look-alikes, by the records that it saves.

A look-alike is a set of units, a number whose bits say which; a core is one, too, and serves all look-alikes which have all of
its units, and not too many others. Each look-alike goes to one core, or stays. The best choice is the one that saves the most
records; it is looked for greedily, core by core, and cores that are of little use beside later ones are given up again.

Work is bounded: candidates are the most frequent look-alikes and what pairs of the best of them have in common.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from heapq import heapify, heappop, heapreplace
from typing import NamedTuple

_JUDGED_AT_MOST = 4096  # look-alikes by which cores are chosen; the rarer ones go where they fit
_FREQUENT = 1024  # look-alikes that are candidates themselves
_ROUNDS = 4  # of choices, each among the look-alikes that the one before has left
_PAIRED = 48  # of which each pair may be one
_COMPARED = 64  # cores to which odd ones are compared
_NEAR = 0.75  # of the records of a core, for an entry that could be meant to have it
_MINOR = 0.25  # of the members of another core


class Known(NamedTuple):
    """A profile that is there: those of its units that look-alikes have, the records of all of them, and how many use it."""

    mask: int
    weight: int
    users: int


@dataclass(frozen=True, slots=True)
class Prices:
    """What is saved and paid, in records.

    `weights` are the records of each unit, that every member saves; `costs` those that it takes in a profile. `profile` is the
    price of a new profile without any unit, `fee` what each member pays to include it (0: all include one already). `floor` is
    what a member saves that stays, `least` the fewest members that a core may have. `given` are the cores of profiles that are
    there and cost nothing, `known` are all profiles that are there.
    """

    weights: Sequence[int]
    costs: Sequence[int]
    profile: int
    fee: int
    floor: int
    least: int
    given: frozenset[int] = frozenset()
    known: Sequence[Known] = ()
    _told: dict[int, tuple[int, int]] = field(default_factory=dict)

    def gain(self, core: int) -> int:
        """The records that a member of a core saves."""
        return self._of(core)[0] - self.fee

    def price(self, core: int) -> int:
        """The records that a profile with a core takes."""
        return 0 if core in self.given else self.profile + self._of(core)[1]

    def is_half_of(self, core: int, mask: int) -> bool:
        """Whether a core is at least half of a look-alike."""
        return 2 * self._of(core)[0] >= self._of(mask)[0]

    def nearest(self, mask: int, cores: Iterable[tuple[int, int]]) -> int | None:
        """Of some cores, each with its records, that of which a look-alike has the most; None if it has too little of any."""
        shared = [(self.weight(mask & core), core) for core, weight in cores if self._has_most(mask & core, weight)]
        return max(shared, default=(0, None), key=lambda pair: pair[0])[1]

    def _has_most(self, shared: int, weight: int) -> bool:
        return self.weight(shared) >= _NEAR * weight

    def weight(self, mask: int) -> int:
        """The records of some units."""
        return sum(self.weights[at] for at in bits_of(mask))

    def _of(self, mask: int) -> tuple[int, int]:
        found = self._told.get(mask)
        if found is None:
            found = self._told[mask] = self.weight(mask), sum(self.costs[at] for at in bits_of(mask))
        return found


class Assigned(NamedTuple):
    """The core of each look-alike that goes to one, and for those that go to none, but have most of one, the nearest."""

    cores: dict[int, int]
    near: dict[int, int]


def bits_of(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set, the lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def assign(counts: Mapping[int, int], prices: Prices) -> Assigned:
    """Where each look-alike goes. `counts` tells how many entries each of them is.

    No core is chosen that has fewer members than `least`, or saves nothing. A core is as large as its members let it be, but
    for one that is given.
    """
    cores: dict[int, int] = {}
    for _ in range(_ROUNDS):
        left = {mask: count for mask, count in counts.items() if mask not in cores}
        more = _assigned(left, replace(prices, known=[*prices.known, *_known(cores, counts, prices)]))
        if not more:
            break
        cores |= more
    cores |= _joining({mask for mask in counts if mask not in cores}, cores, prices)
    return Assigned(cores, _near(counts, cores, prices))


def _assigned(counts: Mapping[int, int], prices: Prices) -> dict[int, int]:
    """The core of each look-alike for which there is one, by one choice among all of them."""
    frequent = sorted(counts, key=lambda mask: (-counts[mask] * prices.gain(mask), mask))
    choice = _Choice({mask: counts[mask] for mask in frequent[:_JUDGED_AT_MOST]}, prices)
    choice.grow(frequent)
    choice.prune()
    served = _served(counts, choice.cores, prices)
    whole: dict[int, int] = {}
    for mask, core in served.items():
        whole[core] = whole.get(core, mask) & mask
    return {mask: core if core in prices.given else whole[core] for mask, core in served.items()}


def _joining(masks: Iterable[int], cores: Mapping[int, int], prices: Prices) -> dict[int, int]:
    """The best core of look-alikes that have all of one, and more: there would be no profile for them, but there is."""
    index = _Index(masks)
    found: dict[int, int] = {}
    for core in sorted(set(cores.values()), key=lambda core: (-prices.gain(core), core)):
        if prices.gain(core) > prices.floor:
            for mask in index.with_all_of(core):
                found.setdefault(mask, core)
    return found


def _known(cores: Mapping[int, int], counts: Mapping[int, int], prices: Prices) -> list[Known]:
    """The cores that have the most members, as profiles that are there."""
    members: dict[int, int] = dict.fromkeys(cores.values(), 0)
    for mask, core in cores.items():
        members[core] += counts[mask]
    largest = sorted(members, key=lambda core: (-members[core], core))[:_COMPARED]
    return [Known(core, prices.weight(core), members[core]) for core in largest]


def _served(counts: Iterable[int], cores: Iterable[int], prices: Prices) -> dict[int, int]:
    """The best core of each look-alike, where there is one."""
    found: dict[int, int] = {}
    index = _Index(counts)
    for core in sorted(cores, key=lambda core: (-prices.gain(core), core)):
        for mask in _served_among(index, core, prices):
            found.setdefault(mask, core)
    return found


def _near(counts: Mapping[int, int], cores: Mapping[int, int], prices: Prices) -> dict[int, int]:
    largest = [(one.mask, one.weight) for one in _known(cores, counts, prices)]
    found = ((mask, prices.nearest(mask, largest)) for mask in counts if mask not in cores)
    return {mask: core for mask, core in found if core is not None}


class _Index:
    """Look-alikes by their units, to find those that have all of some."""

    def __init__(self, masks: Iterable[int]) -> None:
        self._masks = list(masks)
        self._by_bit: dict[int, list[int]] = {}
        for mask in self._masks:
            for at in bits_of(mask):
                self._by_bit.setdefault(at, []).append(mask)

    def with_all_of(self, core: int) -> list[int]:
        """The look-alikes that have all of a core: they are looked for among those that have its rarest unit."""
        some = min((self._by_bit.get(at, []) for at in bits_of(core)), key=len, default=self._masks)
        return [mask for mask in some if mask & core == core]


def _served_among(index: _Index, core: int, prices: Prices) -> list[int]:
    """The look-alikes for which there may be a core: they have all of it, and that is at least half of them."""
    return [mask for mask in index.with_all_of(core) if core in prices.given or prices.is_half_of(core, mask)]


class _Choice:
    """The cores chosen so far, and what each look-alike saves by the best of them."""

    def __init__(self, counts: Mapping[int, int], prices: Prices) -> None:
        self._counts = counts
        self._prices = prices
        self._index = _Index(counts)
        self._served: dict[int, list[int]] = {}
        self._saved = dict.fromkeys(counts, prices.floor)
        self._includes: set[int] = set() if prices.fee else set(counts)  # that have a profile
        self.cores: list[int] = []

    def _members(self, core: int) -> list[int]:
        found = self._served.get(core)
        if found is None:
            found = self._served[core] = _served_among(self._index, core, self._prices)
        return found

    def _candidates(self, frequent: Sequence[int]) -> list[int]:
        """Cores that may be worth it: frequent look-alikes, what pairs of them share, and what the best of these share."""
        worth: dict[int, int] = {}
        cores = [*sorted(self._prices.given), *frequent[:_FREQUENT]]
        for _ in range(3):
            worth |= {core: self._added(core) for core in cores if core not in worth}
            best = sorted(worth, key=lambda core: (-worth[core], core))[:_PAIRED]
            cores = list(dict.fromkeys(one & other for at, one in enumerate(best) for other in best[at + 1 :]))
        return [core for core in worth if self._prices.gain(core) > self._prices.floor]

    def grow(self, frequent: Sequence[int]) -> None:
        """Take the core that saves the most beside those chosen, again and again. What a core adds never grows by others."""
        waiting = [(-self._added(core), core) for core in self._candidates(frequent)]
        heapify(waiting)
        while waiting:
            last, core = waiting[0]
            added = self._added(core)
            if -added > last:
                heapreplace(waiting, (-added, core))
                continue
            heappop(waiting)
            if self._is_worth(core, added):
                self.cores.append(core)
                gain = self._prices.gain(core)
                for mask in self._members(core):
                    if gain > self._saved[mask]:
                        self._saved[mask] = gain
                        self._includes.add(mask)

    def _added(self, core: int) -> int:
        """The records that a core saves beside those chosen."""
        gain = self._prices.gain(core)
        more = (
            self._counts[mask] * (gain - self._saved[mask]) for mask in self._members(core) if gain > self._saved[mask]
        )
        return sum(more) - self._prices.price(core)

    def _is_worth(self, core: int, added: int) -> bool:
        gain = self._prices.gain(core)
        new = [mask for mask in self._members(core) if gain > self._saved[mask]]
        total = sum(self._counts[mask] for mask in new)
        others = sum(self._counts[mask] for mask in new if mask in self._includes)
        return total >= self._prices.least and added >= self._wanted(core, total, others)

    def _wanted(self, core: int, members: int, others: int) -> int:
        """What a core has to add at least: anything, but as much as it costs where most of its members have another profile.

        A variant of a profile is a profile more to keep, and a few records do not pay for that.
        """
        return max(1, self._prices.price(core)) if 2 * others > members else 1

    def prune(self) -> None:
        """Give up the cores that add too little beside the others, the worst first, and those that are for odd ones."""
        self._give_up_poor()
        self._give_up_odd()
        self._give_up_poor()

    def _give_up_poor(self) -> None:
        prices = self._prices
        gains = {core: prices.gain(core) for core in self.cores}
        self.cores.sort(key=lambda core: (-gains[core], core))
        fits: dict[int, list[int]] = {mask: [] for mask in self._counts}
        for core in self.cores:
            for mask in self._members(core):
                fits[mask].append(core)
        while True:
            members, others = dict.fromkeys(self.cores, 0), dict.fromkeys(self.cores, 0)
            added = {core: -prices.price(core) for core in self.cores}
            for mask, count in self._counts.items():
                best, *rest = fits[mask] or (None,)
                if best is not None:
                    members[best] += count
                    others[best] += count if rest or not prices.fee else 0
                    added[best] += count * (gains[best] - (gains[rest[0]] if rest else prices.floor))
            poor = [
                core
                for core in self.cores
                if members[core] < prices.least or added[core] < self._wanted(core, members[core], others[core])
            ]
            if not poor:
                return
            worst = min(poor, key=lambda core: (added[core], core))
            self.cores.remove(worst)
            for mask in self._members(worst):
                fits[mask].remove(worst)

    def _give_up_odd(self) -> None:
        """Give up cores of which most members are odd ones of a far larger profile: they would be kept for a few mistakes."""
        own: dict[int, list[int]] = {core: [] for core in self.cores}
        for mask, core in _served(self._counts, self.cores, self._prices).items():
            own[core].append(mask)
        members = {core: sum(self._counts[mask] for mask in masks) for core, masks in own.items()}
        kept: list[int] = []
        for core in sorted(self.cores, key=lambda core: (-members[core], core)):
            if core in self._prices.given or not self._is_odd(core, own[core], members, kept):
                kept.append(core)
        self.cores = kept

    def _is_odd(self, core: int, own: Iterable[int], members: Mapping[int, int], kept: Sequence[int]) -> bool:
        prices, count = self._prices, members[core]
        larger = [(one, prices.weight(one)) for one in kept[:_COMPARED] if count < _MINOR * members[one]]
        larger += [(one.mask, one.weight) for one in prices.known if count < _MINOR * one.users]
        odd = (mask for mask in own if prices.nearest(mask, larger) is not None)
        return 2 * sum(self._counts[mask] for mask in odd) > count
