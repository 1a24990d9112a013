"""The policies that place one request after another: first-fit, best-fit, worst-fit and balanced."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby, repeat
from operator import attrgetter, itemgetter
from typing import NamedTuple

from dirtool.model.extent import Gap
from dirtool.model.extent_control import ExtentControl
from dirtool.model.size import Size
from dirtool.space.allocation.allocator import Allocator, Numbered
from dirtool.space.allocation.constraints import (
    Headrooms,
    Sets,
    apart_from,
    either,
    never_chosen,
    only_on,
    pair_reason,
    set_members,
)
from dirtool.space.allocation.gap_index import Balanced, BestFit, FirstFit, GapIndex, Skip, Taken, WorstFit
from dirtool.space.allocation.placement import Allocation, Placement, Why
from dirtool.space.allocation.policy import Policy
from dirtool.space.allocation.reason import WHY, why_together
from dirtool.space.allocation.search_space import Pool, PoolName, SearchSpace
from dirtool.space.allocation.trial import Trial
from dirtool.space.requests.request import Asked, Request
from dirtool.spec.devices import unit_bytes

_INDEXES: dict[Policy, type[GapIndex]] = {
    Policy.FIRST_FIT: FirstFit,
    Policy.BEST_FIT: BestFit,
    Policy.WORST_FIT: WorstFit,
}
_kind = attrgetter("start", "pool", "volume", "region", "group", "devtype", "apart", "together")
_request = attrgetter("request")
_size = attrgetter("request.size")


class _Found(NamedTuple):
    """A gap that an index has handed out for a request: `cost` compares it with those of other indexes.

    `is_free_choice` tells that no gap was left out for what requests ask of each other, or for headroom.
    """

    cost: int
    gaps: GapIndex
    position: int
    size: int
    is_free_choice: bool

    @property
    def gap(self) -> int:
        return self.gaps.order[self.position]


class _Chosen(NamedTuple):
    """A place for a member of a set: in a gap of a window."""

    member: Numbered
    window: int
    gap: Gap
    size: int

    @property
    def first(self) -> int:
        return self.gap.first

    @property
    def last(self) -> int:
        return self.gap.first + self.size - 1


class _Run(NamedTuple):
    """Requests that differ in nothing but size, with all that there is to say of where they go, not yet said."""

    requests: list[Numbered]
    sizes: list[int]
    pool: Pool
    gaps: GapIndex
    taken: Taken


class OneByOne(Allocator):
    """Each request takes the gap that is best for it, with no thought of the next one."""

    def __init__(self, space: SearchSpace, asked: Asked, extents: ExtentControl | None, policy: Policy) -> None:
        super().__init__(space, asked, extents)
        self._policy = policy
        self._indexes: dict[PoolName, tuple[list[int], dict[str, GapIndex]]] = {}
        self._sets = Sets(space)
        self._headrooms = Headrooms(space, {})
        self._free: dict[str, int] = {}
        self._runs: list[_Run] = []

    def place_all(self, requests: Sequence[Numbered]) -> None:
        """Give every request its place: those that name one first, those of a set that stays together with the first of it."""
        kinds = map(_kind, map(_request, requests))
        runs = [
            (kind, [one for _, one in members])
            for kind, members in groupby(zip(kinds, requests, strict=True), key=itemgetter(0))
        ]
        joined: dict[str, list[Numbered]] = {}
        for (start, *_, together), run in runs:
            for one in run if start is not None else ():
                self.place_explicitly(*one)
            if start is None and together is not None:
                joined.setdefault(together, []).extend(run)
        self._headrooms = Headrooms(self.space, self.asked.headroom)
        self._indexes.clear()
        if self._policy is Policy.BALANCED:
            self._free = self.space.free_in(range(len(self.space.windows)))
        for (start, *_, apart, together), run in runs:
            if start is not None:
                continue
            if together is not None:
                self._place_together(together, joined.pop(together, []))
            elif apart is not None or self._headrooms or not self._place_run(run):
                for one in run:
                    self._place(one)

    def allocation(self, policy: Policy) -> Allocation:
        for run in self._runs:
            self._settle(run)
        self._runs.clear()
        return super().allocation(policy)

    def place_explicitly(self, number: int, request: Request) -> None:
        super().place_explicitly(number, request)
        if number in self.placed:
            self._join_sets(request, self.placed[number].volid)

    # -- requests that differ in nothing but their sizes

    def _place_run(self, run: list[Numbered]) -> bool:
        """Give them places in one go; False, and nothing is done, where their pool asks for a look at each."""
        pool = self.pool_of(run[0].request)
        types = self.devtypes_for(run[0].request, pool)
        if len(types) != 1 or pool.has_rivals or not pool.by_devtype[types[0]]:
            return False
        index = self._indexes_of(pool)[types[0]]
        sizes = [self._size(size, types[0]) for size in map(_size, run)]
        self._runs.append(_Run(run, sizes, pool, index, index.take_all(sizes)))
        return True

    def _size(self, size: Size, devtype: str) -> int:
        return size.count if not size.unit else self.size_on(size, devtype)

    def _settle(self, run: _Run) -> None:
        """Make the placements of a run, and the failures."""
        requests, sizes, pool, index, taken = run
        order, window_of, windows = index.order, self.space.window_of, self.space.windows
        rows = zip(
            map(_request, requests),
            [windows[window_of[order[position]]] for position in taken.positions],
            repeat(pool.group),
            taken.firsts,
            sizes,
            repeat(self._why(pool)),
            taken.sizes,
            taken.positions,
            taken.equals,
        )
        for one, placement in zip(requests, map(Placement._make, rows), strict=True):
            if placement.position < 0:
                self.fail(one.number, one.request, pool)
            else:
                self.placed[one.number] = placement

    # -- single requests

    def _place(self, one: Numbered) -> None:
        request = one.request
        pool = self.pool_of(request)
        away = set() if request.apart is None else self._sets.volumes_of(request.apart)
        skip = apart_from(away, self.space) if away else None
        found = self._find(request, pool, skip)
        if found is not None:
            self._take(one, pool, found, away)
        else:
            self.fail(one.number, request, pool, self._cause(request, pool, away))

    def _find(self, request: Request, pool: Pool, skip: Skip | None) -> _Found | None:
        """The best gap of the device types that a request may be on."""
        found = []
        for devtype in self.devtypes_for(request, pool):
            size = self.size_on(request.size, devtype)
            if self._headrooms.close(pool, size):
                continue
            index = self._indexes_of(pool)[devtype]
            left_out = either(skip, self._headrooms.skip(size))
            position = index.find(size, left_out)
            if position is not None:
                found.append(self._found(index, position, size, devtype, pool, left_out is None))
        best = min(found, key=_cost, default=None)
        for one in found:
            if one is not best:
                one.gaps.put_back(one.position)
        return best

    def _found(
        self, index: GapIndex, position: int, size: int, devtype: str, pool: Pool, is_free_choice: bool
    ) -> _Found:
        """A gap with what it costs: cylinders and blocks of several types are compared by their bytes."""
        gap = index.order[position]
        unit = unit_bytes(devtype) or 1
        match self._policy:
            case Policy.FIRST_FIT:
                cost = pool.place_of(gap)
            case Policy.BEST_FIT:
                cost = self.space.gaps.sizes[gap] * unit
            case Policy.WORST_FIT:
                cost = -self.space.gaps.sizes[gap] * unit
            case _:
                cost = -self._free[self.space.gaps.volids[gap]] * unit
        return _Found(cost, index, position, size, is_free_choice)

    def _take(self, one: Numbered, pool: Pool, found: _Found, away: set[str]) -> None:
        """Give a request the gap that was found for it."""
        index, position, size = found.gaps, found.position, found.size
        gap, request = found.gap, one.request
        before, equals = self.space.gaps.sizes[gap], index.equals(position) if found.is_free_choice else 1
        left_out = "" if found.is_free_choice else self._left_out(request, pool, size, away)
        first = index.take(position, size)
        number = self.space.window_of[gap]
        window = self.space.windows[number]
        why = self._why(pool, left_out)
        if len(pool.devtypes) > 1:
            position = pool.place_of(gap)
        self.placed[one.number] = Placement(request, window, pool.group, first, size, why, before, position, equals)
        volid = window.volume.volid
        self._headrooms.take(volid, first, first + size - 1)
        self._join_sets(request, volid)
        if self.space.rivals(number):
            self.space.cut(volid, first, first + size - 1)

    def _left_out(self, request: Request, pool: Pool, size: int, away: set[str]) -> str:
        """What of a pool was left out for a request, in words."""
        kept = self._headrooms.strict(pool, size)
        return ", and ".join([*([set_members(request, away)] if away else []), *kept])

    def _join_sets(self, request: Request, volid: str) -> None:
        for name in (request.apart, request.together):
            if name is not None:
                self._sets.add(name, volid)

    def _cause(self, request: Request, pool: Pool, away: set[str]) -> str:
        """Why a request went nowhere though a gap would hold it; empty if none would."""
        without_sets = self._find(request, pool, None)
        if without_sets is not None:
            without_sets.gaps.put_back(without_sets.position)
            return pair_reason(request, away)
        kept, self._headrooms = self._headrooms, Headrooms(self.space, {})
        found = self._find(request, pool, None)
        self._headrooms = kept
        if found is None:
            return ""
        found.gaps.put_back(found.position)
        first = self.space.gaps.firsts[found.gap]
        return kept.refusing(self.space.gaps.volids[found.gap], first, first + found.size - 1)

    # -- sets that stay together

    def _place_together(self, name: str, members: list[Numbered]) -> None:
        """Put a set on one volume: the first, in the order of the policy for its largest member, that has room for all."""
        tried: set[str] = set()
        members = sorted(members, key=lambda one: (-self._bytes(one.request), one.number))
        while members:
            volid = self._next_volume(name, members[0].request, tried)
            if volid is None:
                volids = self._sets.volumes_of(name)
                for one in members:
                    pool = self.pool_of(one.request)
                    self.fail(one.number, one.request, pool, self._cause(one.request, pool, volids))
                return
            if self._fit_on(volid, members):
                return
            tried.add(volid)

    def _bytes(self, request: Request) -> int:
        """How large a request is, for the order in which those of a set are placed."""
        devtypes = self.devtypes_for(request, self.pool_of(request))
        sizes = [self.size_on(request.size, devtype) * (unit_bytes(devtype) or 1) for devtype in devtypes]
        return max(sizes, default=0)

    def _next_volume(self, name: str, request: Request, tried: set[str]) -> str | None:
        bound = self._sets.volumes_of(name)
        skip = either(apart_from(tried, self.space), only_on(bound, self.space) if bound else None)
        found = self._find(request, self.pool_of(request), skip)
        if found is None:
            return None
        found.gaps.put_back(found.position)
        return self.space.gaps.volids[found.gap]

    def _fit_on(self, volid: str, members: list[Numbered]) -> bool:
        """Place all members on a volume; False, and all is as before, if that cannot be."""
        trial = Trial(self.space, volid)
        all_chosen: list[_Chosen] = []
        for one in members:
            chosen = self._choose(one, volid, trial, all_chosen)
            if chosen is None:
                break
            all_chosen.append(chosen)
            trial.cut(chosen.first, chosen.last)
            self._headrooms.take(volid, chosen.first, chosen.last)
        if len(all_chosen) < len(members):
            for chosen in all_chosen:
                self._headrooms.give_back(volid, chosen.first, chosen.last)
            return False
        for (number, request), window, gap, size in all_chosen:
            why = partial(why_together, request.together or "")
            group = self.pool_of(request).group
            self.placed[number] = Placement(request, self.space.windows[window], group, gap.first, size, why, gap.size)
            self._join_sets(request, volid)
            self.space.cut(volid, gap.first, gap.first + size - 1)
            if self._free:
                self._free[volid] -= size
        return True

    def _choose(self, one: Numbered, volid: str, trial: Trial, before: list[_Chosen]) -> _Chosen | None:
        """The smallest gap on a volume that holds a member of a set, when those before it have theirs."""
        request = one.request
        apart = request.apart
        if apart is not None and (
            volid in self._sets.volumes_of(apart) or any(other.member.request.apart == apart for other in before)
        ):
            return None
        pool = self.pool_of(request)
        devtypes = self.devtypes_for(request, pool)
        best: _Chosen | None = None
        for window, gap in trial.gaps(pool):
            devtype = self.space.windows[window].devtype
            chosen = _Chosen(one, window, gap, self.size_on(request.size, devtype))
            holds_it = devtype in devtypes and chosen.last <= gap.last
            is_better = best is None or gap.size < best.gap.size
            if holds_it and is_better and not self._headrooms.refusing(volid, chosen.first, chosen.last):
                best = chosen
        return best

    # -- indexes

    def _indexes_of(self, pool: Pool) -> dict[str, GapIndex]:
        """The indexes of a pool, one for each device type; made anew when the pool has got new gaps."""
        known = self._indexes.get(pool.name)
        if known is None or known[0] is not pool.gaps:
            known = self._indexes[pool.name] = (
                pool.gaps,
                {devtype: self._index(devtype, gaps) for devtype, gaps in pool.by_devtype.items()},
            )
        return known[1]

    def _index(self, devtype: str, gaps: list[int]) -> GapIndex:
        granule = self.space.granule_of(devtype)
        if self._policy is Policy.BALANCED:
            return Balanced(self.space.gaps, gaps, granule, self._free)
        return _INDEXES[self._policy](self.space.gaps, gaps, granule)

    def _why(self, pool: Pool, left_out: str = "") -> Why:
        left_out = ", and ".join(filter(None, [left_out, never_chosen(pool)]))
        return partial(WHY[self._policy], str(pool.name), len(pool.gaps), left_out)


def _cost(found: _Found) -> int:
    return found.cost
