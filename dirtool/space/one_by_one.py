"""The policies that place one request after another: first-fit, best-fit, worst-fit and balanced."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby, repeat
from operator import attrgetter
from typing import NamedTuple

from dirtool.model.extent_control import ExtentControl
from dirtool.space.allocation import Placement, Why
from dirtool.space.allocator import Allocator, Numbered
from dirtool.space.constraints import Headrooms, Sets, apart_from, either, only_on, pair_reason
from dirtool.space.gap_index import Balanced, BestFit, FirstFit, GapIndex, Skip, WorstFit
from dirtool.space.policy import Policy
from dirtool.space.reason import WHY, why_together
from dirtool.space.request import Asked, Request
from dirtool.space.search_space import Pool, PoolName, SearchSpace
from dirtool.space.size import Size
from dirtool.spec.devices import unit_bytes

_INDEXES: dict[Policy, type[GapIndex]] = {
    Policy.FIRST_FIT: FirstFit,
    Policy.BEST_FIT: BestFit,
    Policy.WORST_FIT: WorstFit,
}
_kind = attrgetter("pool", "volume", "region", "group", "devtype", "apart", "together")


class _Found(NamedTuple):
    """A gap that an index has handed out for a request: `cost` compares it with those of other indexes."""

    cost: int
    gaps: GapIndex
    position: int
    size: int

    @property
    def gap(self) -> int:
        return self.gaps.order[self.position]


class OneByOne(Allocator):
    """Each request takes the gap that is best for it, with no thought of the next one."""

    def __init__(self, space: SearchSpace, asked: Asked, extents: ExtentControl | None, policy: Policy) -> None:
        super().__init__(space, asked, extents)
        self._policy = policy
        self._indexes: dict[PoolName, tuple[list[int], dict[str, GapIndex]]] = {}
        self._sets = Sets(space)
        self._headrooms = Headrooms(space, {})
        self._free: dict[str, int] = {}

    def place_all(self, requests: Sequence[Numbered]) -> None:
        """Give every request its place: those that name one first, those of a set that stays together with the first of it."""
        rest = self.place_explicit(requests)
        self._headrooms = Headrooms(self.space, self.asked.headroom)
        self._indexes.clear()
        if self._policy is Policy.BALANCED:
            self._free = self._free_by_volume()
        joined: dict[str, list[Numbered]] = {}
        for one in rest:
            if one.request.together is not None:
                joined.setdefault(one.request.together, []).append(one)
        for kind, members in groupby(rest, key=lambda one: _kind(one.request)):
            run = list(members)
            apart, together = kind[-2:]
            if together is not None:
                self._place_together(together, joined.pop(together, []))
            elif apart is not None or self._headrooms or not self._place_run(run):
                for one in run:
                    self._place(one)

    def place_explicitly(self, number: int, request: Request) -> None:
        super().place_explicitly(number, request)
        if number in self.placed:
            self._join_sets(request, self.placed[number].volid)

    # -- requests that differ in nothing but their sizes

    def _place_run(self, run: list[Numbered]) -> bool:
        """Give them places in one go; False, and nothing is done, where their pool asks for a look at each."""
        pool = self.pool_of(run[0].request)
        types = self.devtypes_for(run[0].request, pool)
        if len(types) != 1 or any(map(self.space.rivals, pool.windows)):
            return False
        index = self._indexes_of(pool)[types[0]]
        sizes = [self._size(one.request.size, types[0]) for one in run]
        taken = index.take_all(sizes)
        order, window_of, windows = index.order, self.space.window_of, self.space.windows
        rows = zip(
            [one.request for one in run],
            [windows[window_of[order[position]]] for position in taken.positions],
            repeat(pool.group),
            taken.firsts,
            sizes,
            repeat(self._why(pool, index)),
            taken.sizes,
            taken.positions,
            taken.equals,
        )
        for one, placement in zip(run, map(Placement._make, rows), strict=True):
            if placement.position < 0:
                self.fail(one.number, one.request, pool)
            else:
                self.placed[one.number] = placement
        return True

    def _size(self, size: Size, devtype: str) -> int:
        return size.count if not size.unit else self.size_on(size, devtype)

    # -- single requests

    def _place(self, one: Numbered) -> None:
        request = one.request
        pool = self.pool_of(request)
        away = set() if request.apart is None else self._sets.volumes_of(request.apart)
        skip = apart_from(away, self.space) if away else None
        found = self._find(request, pool, skip)
        if found is not None:
            self._take(one, pool, found)
        else:
            self.fail(one.number, request, pool, self._cause(request, pool, away))

    def _find(self, request: Request, pool: Pool, skip: Skip | None) -> _Found | None:
        """The best gap of the device types that a request may be on."""
        found = []
        for devtype in self.devtypes_for(request, pool):
            size = self.size_on(request.size, devtype)
            index = self._indexes_of(pool)[devtype]
            position = index.find(size, either(skip, self._headrooms.skip(size) if self._headrooms else None))
            if position is not None:
                found.append(self._found(index, position, size, devtype, pool))
        best = min(found, key=_cost, default=None)
        for one in found:
            if one is not best:
                one.gaps.put_back(one.position)
        return best

    def _found(self, index: GapIndex, position: int, size: int, devtype: str, pool: Pool) -> _Found:
        """A gap with what it costs: cylinders and blocks of several types are compared by their bytes."""
        gap = index.order[position]
        unit = unit_bytes(devtype) or 1
        match self._policy:
            case Policy.FIRST_FIT:
                cost = pool.place_of(gap)
            case Policy.BEST_FIT:
                cost = (self.space.gaps.sizes[gap] - size) * unit
            case Policy.WORST_FIT:
                cost = -self.space.gaps.sizes[gap] * unit
            case _:
                cost = -self._free[self.space.gaps.volids[gap]] * unit
        return _Found(cost, index, position, size)

    def _take(self, one: Numbered, pool: Pool, found: _Found) -> None:
        """Give a request the gap that was found for it."""
        index, position, size = found.gaps, found.position, found.size
        gap, gaps = found.gap, self.space.gaps
        before, equals = gaps.sizes[gap], index.equals(position)
        first = index.take(position, size)
        number = self.space.window_of[gap]
        window = self.space.windows[number]
        why = self._why(pool, index)
        self.placed[one.number] = Placement(one.request, window, pool.group, first, size, why, before, position, equals)
        self._account(one.request, number, before - gaps.sizes[gap], window.volume.volid)
        if self.space.rivals(number):
            self.space.cut(window.volume.volid, first, first + size - 1)

    def _account(self, request: Request, window: int, used: int, volid: str) -> None:
        self._headrooms.take(window, used)
        self._join_sets(request, volid)

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
        return kept.refusing(pool, found.size)

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
                    found = self._find(one.request, pool, None)
                    if found is not None:
                        found.gaps.put_back(found.position)
                    self.fail(one.number, one.request, pool, pair_reason(one.request, volids) if found else "")
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
        gaps = self.space.gaps
        before: dict[int, tuple[int, int]] = {}
        chosen: list[tuple[Numbered, Pool, int, int, int, int]] = []
        for one in members:
            pool = self.pool_of(one.request)
            found = self._gap_on(volid, one.request, pool)
            if found is None:
                for gap, (first, size) in before.items():
                    gaps.firsts[gap], gaps.sizes[gap] = first, size
                return False
            gap, size = found
            before.setdefault(gap, (gaps.firsts[gap], gaps.sizes[gap]))
            had = gaps.sizes[gap]
            window = self.space.windows[self.space.window_of[gap]]
            chosen.append((one, pool, gap, gaps.take(gap, size, self.space.granule(window)), size, had))
        for one, pool, gap, first, size, had in chosen:
            number = self.space.window_of[gap]
            window = self.space.windows[number]
            why = partial(why_together, one.request.together or "")
            self.placed[one.number] = Placement(one.request, window, pool.group, first, size, why, had)
            self._account(one.request, number, size, volid)
            if self._free:
                self._free[volid] -= size
            if self.space.rivals(number):
                self.space.cut(volid, first, first + size - 1)
        return True

    def _gap_on(self, volid: str, request: Request, pool: Pool) -> tuple[int, int] | None:
        """The smallest gap on a volume that holds a request, and the size of the request there."""
        found = []
        away = set() if request.apart is None else self._sets.volumes_of(request.apart)
        for gap in pool.by_volid.get(volid, ()) if volid not in away else ():
            window = self.space.windows[self.space.window_of[gap]]
            size = self.size_on(request.size, window.devtype)
            takes_type = window.devtype in self.devtypes_for(request, pool)
            kept = self._headrooms and self._headrooms.skip(size)(gap)
            if takes_type and not kept and size <= self.space.gaps.sizes[gap]:
                found.append((self.space.gaps.sizes[gap], gap, size))
        return min(found)[1:] if found else None

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

    def _free_by_volume(self) -> dict[str, int]:
        free: dict[str, int] = {}
        for volid, size in zip(self.space.gaps.volids, self.space.gaps.sizes, strict=True):
            free[volid] = free.get(volid, 0) + size
        return free

    def _why(self, pool: Pool, index: GapIndex) -> Why:
        return partial(WHY[self._policy], str(pool.name), len(index.order))


def _cost(found: _Found) -> int:
    return found.cost
