"""Policy pack: all requests at once, so that they fit if they can and leave the largest gaps whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from dirtool.model.extent_control import ExtentControl
from dirtool.model.size import Size
from dirtool.space.allocation.allocator import NO_SIZE, Numbered
from dirtool.space.allocation.one_by_one import OneByOne
from dirtool.space.allocation.placement import Placement
from dirtool.space.allocation.policy import Policy
from dirtool.space.allocation.reason import why_packed
from dirtool.space.allocation.search_space import Pool, PoolName, SearchSpace
from dirtool.space.packing.pack import Packing
from dirtool.space.requests.request import Asked, Request
from dirtool.spec.devices import unit_bytes, unit_of_model

Pack = Callable[[Sequence[Mapping[int, int]], Sequence[int], Sequence[int], int], Packing]
"""Packs items, each with its size by the kind of gap, into gaps of some sizes and kinds, with so much effort."""


class AllAtOnce(OneByOne):
    """Requests that ask something of each other are placed by best fit, and all others packed into what is left."""

    def __init__(
        self, space: SearchSpace, asked: Asked, extents: ExtentControl | None, pack: Pack, effort: int
    ) -> None:
        super().__init__(space, asked, extents, Policy.BEST_FIT)
        self._pack = pack
        self._effort = effort
        self._packs = True

    def place_all(self, requests: Sequence[Numbered]) -> None:
        """Give every request its place."""
        if not self._packs:
            super().place_all(requests)
            return
        rest: list[Numbered] = []
        bound: list[Numbered] = []
        for one in requests:
            asks = one.request.apart or one.request.together or one.request.start is not None
            (bound if asks else rest).append(one)
        bound.sort(
            key=lambda one: (-self._bytes(one.request), one.number)
        )  # large ones have fewer volumes to choose from
        super().place_all(bound)
        pools = {pool.name: pool for pool in map(self.pool_of, (one.request for one in rest))}
        if any(pool.has_rivals for pool in pools.values()):
            for one in sorted(rest, key=lambda one: (-self._bytes(one.request), one.number)):
                self._place(one)  # space that two regions have cannot be packed twice
        elif rest:
            self._place_packed(rest, self._kinds(pools))
            if any(request.apart or request.together for _, request in bound):
                self.optimality, self.bound = "none", None  # of the places of sets nothing is proved

    def fill(self, request: Request, start: int) -> None:
        """As in the other policies: requests of one size need no packing."""
        self._packs = False
        super().fill(request, start)

    def _kinds(self, pools: Mapping[PoolName, Pool]) -> dict[int, _Kind]:
        """The kind of every gap of some pools that is not empty."""
        pools_of: dict[int, list[PoolName]] = {}
        for name, pool in pools.items():
            for window in pool.windows:
                pools_of.setdefault(window, []).append(name)
        return {
            gap: _Kind(self.space.windows[window].devtype, frozenset(names))
            for window, names in pools_of.items()
            for gap in self.space.gaps_in[window]
            if self.space.gaps.sizes[gap]
        }

    def _place_packed(self, requests: list[Numbered], kinds: Mapping[int, _Kind]) -> None:
        gaps = list(kinds)
        numbers = {kind: number for number, kind in enumerate(dict.fromkeys(kinds.values()))}
        scales = self._scales(numbers)
        known: dict[tuple[PoolName, str | None, Size], dict[int, int]] = {}
        items = []
        for _, request in requests:
            name = self.pool_of(request).name
            key = name, request.devtype, request.size
            if key not in known:
                known[key] = {
                    number: size * scales[kind.devtype]
                    for kind, number in numbers.items()
                    if name in kind.pools and (size := self._rounded(request, kind.devtype)) != NO_SIZE
                }
            items.append(known[key])
        capacities = [self._whole(gap, kinds[gap].devtype) * scales[kinds[gap].devtype] for gap in gaps]
        packing = self._pack(items, capacities, [numbers[kinds[gap]] for gap in gaps], self._effort)
        self.optimality, self.bound = packing.optimality, packing.bound
        members: dict[int, list[Numbered]] = {}
        left = []
        for one, at in zip(requests, packing.bins, strict=True):
            if at is None:
                left.append(one)
            elif self._keeps_headroom(one.request, gaps[at]):
                members.setdefault(gaps[at], []).append(one)
            else:
                left.append(one)
                self.optimality, self.bound = "none", None
        for gap, own in members.items():
            self._fill(gap, own)
        for one in left:
            self._place(one)

    def _scales(self, kinds: Iterable[_Kind]) -> dict[str, int]:
        """What cylinders and blocks are multiplied with: nothing, or their bytes where requests may go to both."""
        devtypes = {kind.devtype for kind in kinds}
        is_mixed = len(set(map(unit_of_model, devtypes))) > 1
        return {devtype: (unit_bytes(devtype) or 1) if is_mixed else 1 for devtype in devtypes}

    def _rounded(self, request: Request, devtype: str) -> int:
        """What a request uses up on a device type; NO_SIZE if it does not go there."""
        if devtype not in self.devtypes_for(request, self.pool_of(request)):
            return NO_SIZE
        size = self.size_on(request.size, devtype)
        return size if size == NO_SIZE else size + -size % self.space.granule_of(devtype)

    def _whole(self, gap: int, devtype: str) -> int:
        """As much of a gap as can be used up by what is rounded."""
        size = self.space.gaps.sizes[gap]
        return size - size % self.space.granule_of(devtype)

    def _keeps_headroom(self, request: Request, gap: int) -> bool:
        """Whether a request may go into a gap; its space is then no longer free."""
        volid, first = self.space.gaps.volids[gap], self.space.gaps.firsts[gap]
        devtype = self.space.windows[self.space.window_of[gap]].devtype
        last = first + self.size_on(request.size, devtype) - 1  # anywhere in the gap: its window is in a pool or not
        if self._headrooms.refusing(volid, first, last):
            return False
        self._headrooms.take(volid, first, last)
        return True

    def _fill(self, gap: int, own: list[Numbered]) -> None:
        """Give the requests in a gap their places, in their order."""
        gaps = self.space.gaps
        window = self.space.windows[self.space.window_of[gap]]
        start, had = gaps.firsts[gap], gaps.sizes[gap]
        for number, request in own:
            pool = self.pool_of(request)
            size = self.size_on(request.size, window.devtype)
            first = gaps.take(gap, size, self.space.granule(window))
            why = partial(why_packed, str(pool.name), len(own) - 1)
            self.placed[number] = Placement(request, window, pool.group, first, size, why, had, start)


class _Kind(NamedTuple):
    """What tells gaps apart: their device type, and the pools that they are in."""

    devtype: str
    pools: frozenset[PoolName]
