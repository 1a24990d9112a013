"""Which sets of units make good profiles: a choice of cores for many look-alikes, by the records that it saves.

A look-alike is a set of units, a number whose bits say which; a core is one, too, and serves all look-alikes which have all of
its units, and not too many others. Each look-alike goes to one core, or stays. The best choice is the one that saves the most
records; it is looked for greedily, core by core, and cores that are of little use beside later ones are given up again.

Work is bounded: candidates are the most frequent look-alikes and what pairs of them have in common.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heapreplace
from typing import NamedTuple

_JUDGED_AT_MOST = 4096  # look-alikes by which cores are chosen; the rarer ones go where they fit
_FREQUENT = 192  # look-alikes that are candidates themselves
_PAIRED = 48  # of which each pair may be one
_CHOSEN_AT_MOST = 256
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
    _known: dict[int, tuple[int, int]] = field(default_factory=dict)

    def gain(self, core: int) -> int:
        """The records that a member of a core saves."""
        return self._of(core)[0]

    def serves(self, core: int, mask: int) -> bool:
        """Whether a look-alike may go to a core: it has all of that, and that is at least half of it."""
        return mask & core == core and (core in self.given or 2 * self._of(core)[0] + self.fee >= self._of(mask)[0])

    def price(self, core: int) -> int:
        """The records that a profile with a core takes."""
        return self._of(core)[1]

    def weight(self, core: int) -> int:
        """The records of a core."""
        return self.gain(core) + self.fee

    def is_near(self, mask: int, core: int, weight: int) -> bool:
        """Whether a look-alike has most of a core, whose records are `weight`."""
        return self.weight(mask & core) >= _NEAR * weight

    def _of(self, core: int) -> tuple[int, int]:
        found = self._known.get(core)
        if found is None:
            units = list(bits_of(core))
            price = 0 if core in self.given else self.profile + sum(self.costs[at] for at in units)
            found = self._known[core] = sum(self.weights[at] for at in units) - self.fee, price
        return found


def bits_of(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set, the lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def chosen_cores(counts: Mapping[int, int], prices: Prices) -> dict[int, int]:
    """The core of each look-alike that goes to one. `counts` tells how many entries each look-alike is.

    No core is chosen that has fewer members than `least`, or saves nothing. A core is as large as its members let it be, but
    for one that is given.
    """
    frequent = sorted(counts, key=lambda mask: (-counts[mask] * prices.gain(mask), mask))
    choice = _Choice({mask: counts[mask] for mask in frequent[:_JUDGED_AT_MOST]}, prices)
    choice.grow(_candidates(frequent, counts, prices))
    choice.prune()
    placed = _placed(counts, choice.cores, prices)
    return _with_whole_cores(placed, prices)


def _candidates(frequent: Sequence[int], counts: Mapping[int, int], prices: Prices) -> list[int]:
    """Cores that may be worth it: frequent look-alikes, what pairs of them share, and what the best of these share."""
    judged = [(mask, counts[mask]) for mask in frequent[:_JUDGED_AT_MOST]]
    worth: dict[int, int] = {}
    cores = [*sorted(prices.given), *frequent[:_FREQUENT]]
    for _ in range(3):
        worth |= {core: _worth_alone(core, judged, prices) for core in cores if core not in worth}
        best = sorted(worth, key=lambda core: (-worth[core], core))[:_PAIRED]
        cores = list(dict.fromkeys(one & other for at, one in enumerate(best) for other in best[at + 1 :]))
    return [core for core in worth if prices.gain(core) > prices.floor]


def _worth_alone(core: int, judged: Iterable[tuple[int, int]], prices: Prices) -> int:
    """What a core would save if it were the only one."""
    members = sum(count for mask, count in judged if prices.serves(core, mask))
    return members * (prices.gain(core) - prices.floor) - prices.price(core)


def _placed(counts: Iterable[int], cores: Iterable[int], prices: Prices) -> dict[int, int]:
    """The best core of each look-alike, where there is one."""
    by_gain = sorted(cores, key=lambda core: (-prices.gain(core), core))
    found = {}
    for mask in counts:
        core = next((core for core in by_gain if prices.serves(core, mask)), None)
        if core is not None:
            found[mask] = core
    return found


def _with_whole_cores(placed: Mapping[int, int], prices: Prices) -> dict[int, int]:
    """Each core with all that its members have in common."""
    whole: dict[int, int] = {}
    for mask, core in placed.items():
        whole[core] = whole.get(core, mask) & mask
    return {mask: core if core in prices.given else whole[core] for mask, core in placed.items()}


class _Choice:
    """The cores chosen so far, and what each look-alike saves by the best of them."""

    def __init__(self, counts: Mapping[int, int], prices: Prices) -> None:
        self._counts = counts
        self._prices = prices
        self._saved = dict.fromkeys(counts, prices.floor)
        self._served = set() if prices.fee else set(counts)  # that include a profile
        self.cores: list[int] = []

    def grow(self, candidates: Iterable[int]) -> None:
        """Take the core that saves the most beside those chosen, again and again. What a core adds never grows by others."""
        members = {core: [mask for mask in self._counts if self._prices.serves(core, mask)] for core in candidates}
        waiting = [(-self._added(core, masks), core) for core, masks in members.items()]
        heapify(waiting)
        while waiting and len(self.cores) < _CHOSEN_AT_MOST:
            last, core = waiting[0]
            added = self._added(core, members[core])
            if -added > last:
                heapreplace(waiting, (-added, core))
                continue
            heappop(waiting)
            if self._is_worth(core, added, members[core]):
                self.cores.append(core)
                gain = self._prices.gain(core)
                for mask in members[core]:
                    if gain > self._saved[mask]:
                        self._saved[mask] = gain
                        self._served.add(mask)

    def _added(self, core: int, masks: Sequence[int]) -> int:
        gain = self._prices.gain(core)
        more = sum(self._counts[mask] * (gain - self._saved[mask]) for mask in masks if gain > self._saved[mask])
        return more - self._prices.price(core)

    def _is_worth(self, core: int, added: int, masks: Sequence[int]) -> bool:
        gain = self._prices.gain(core)
        new = [mask for mask in masks if gain > self._saved[mask]]
        total = sum(self._counts[mask] for mask in new)
        served = sum(self._counts[mask] for mask in new if mask in self._served)
        return total >= self._prices.least and added >= self._wanted(core, total, served)

    def _wanted(self, core: int, members: int, served: int) -> int:
        """What a core has to add at least: anything, but as much as it costs where most of its members have another profile.

        A variant of a profile is a profile more to keep, and a few records do not pay for that.
        """
        return max(1, self._prices.price(core)) if 2 * served > members else 1

    def prune(self) -> None:
        """Give up the cores that add too little beside the others, the worst first; then those for a few odd entries."""
        gains = {core: self._prices.gain(core) for core in self.cores}
        by_gain = sorted(self.cores, key=lambda core: (-gains[core], core))
        fits = {mask: [core for core in by_gain if self._prices.serves(core, mask)] for mask in self._counts}
        while True:
            own: dict[int, list[int]] = {core: [] for core in by_gain}
            members, served = dict.fromkeys(by_gain, 0), dict.fromkeys(by_gain, 0)
            added = {core: -self._prices.price(core) for core in by_gain}
            for mask, count in self._counts.items():
                best, *others = fits[mask] or (None,)
                if best is not None:
                    second = gains[others[0]] if others else self._prices.floor
                    own[best].append(mask)
                    members[best] += count
                    served[best] += count if others or not self._prices.fee else 0
                    added[best] += count * (gains[best] - second)
            poor = [
                core
                for core in by_gain
                if members[core] < self._prices.least or added[core] < self._wanted(core, members[core], served[core])
            ]
            poor = poor or [core for core in by_gain if self._is_odd(core, members, own[core])]
            if not poor:
                break
            worst = min(poor, key=lambda core: (added[core], core))
            by_gain.remove(worst)
            for some in fits.values():
                if worst in some:
                    some.remove(worst)
        self.cores = by_gain

    def _is_odd(self, core: int, members: Mapping[int, int], own: Sequence[int]) -> bool:
        """Whether most of a core's members are odd ones of a far larger profile: it would be kept for a few mistakes."""
        prices = self._prices
        if core in prices.given:
            return False
        larger = [(one, prices.weight(one)) for one, count in members.items() if members[core] < _MINOR * count]
        larger += [(one.mask, one.weight) for one in prices.known if members[core] < _MINOR * one.users]
        odd = (mask for mask in own if any(prices.is_near(mask, one, weight) for one, weight in larger))
        return 2 * sum(self._counts[mask] for mask in odd) > members[core]
