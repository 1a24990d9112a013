"""Give places to requests, one after another or all at once, by a policy; and tell why, and why not.

The places that requests name are given first, so that no other request is in their way; only DirMaint goes strictly in order.
"""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import NamedTuple

from dirtool.errors import InputError
from dirtool.model.extent import Gap
from dirtool.model.extent_control import ExtentControl
from dirtool.model.size import Size
from dirtool.space.allocation.advice import Advice
from dirtool.space.allocation.occupancy import Occupancy
from dirtool.space.allocation.placement import Allocation, Placement, Unplaced
from dirtool.space.allocation.policy import Policy
from dirtool.space.allocation.reason import why_explicit
from dirtool.space.allocation.search_space import Pool, PoolName, SearchSpace, Window
from dirtool.space.packing.pack import Optimality
from dirtool.space.requests.request import Asked, Request
from dirtool.space.volumes.volume_map import MappedExtent, MappedVolume
from dirtool.spec.devices import type_and_model, unit_bytes, usual_units_for
from dirtool.wording import listed, plural

NO_SIZE = sys.maxsize  # of a request on a device that its size does not go with: no gap holds that


class Numbered(NamedTuple):
    """A request with its number among all."""

    number: int
    request: Request


class _Failure(NamedTuple):
    """A request that found no place: where it looked (None: nowhere), and why it found none where a gap would hold it."""

    request: Request
    pool: Pool | None
    cause: str = ""
    advice: str = "ask for less of it, or for another pool"


class Allocator(ABC):
    """What all policies share: sizes, explicit places, and what is said of requests that go nowhere."""

    def __init__(self, space: SearchSpace, asked: Asked, extents: ExtentControl | None) -> None:
        self.space = space
        self.asked = asked
        self._units_for = extents.units_for if extents else usual_units_for
        self._sizes: dict[tuple[Size, str], int] = {}
        self._occupancies: dict[str, Occupancy] = {}
        self._names: dict[tuple[object, ...], PoolName] = {}
        self.placed: dict[int, Placement] = {}
        self.failed: dict[int, _Failure] = {}
        self._told_below = sys.maxsize  # the number from which on it is no failure if there is no more room
        self.optimality: Optimality = "none"
        self.bound: int | None = None

    @abstractmethod
    def place_all(self, requests: Sequence[Numbered]) -> None:
        """Give every request its place."""

    def fill(self, request: Request, start: int) -> None:
        """Place a request as often as it fits; that it does not fit once is a failure. Numbers begin with `start`."""
        pool = self.pool_of(request)
        room = 0
        for devtype in self.devtypes_for(request, pool):
            size = self.size_on(request.size, devtype)
            step = size + -size % self.space.granule_of(devtype)
            gaps = (self.space.gaps.sizes[gap] for gap in pool.by_devtype[devtype])
            room += sum((gap - size) // step + 1 for gap in gaps if gap >= size)
        self._told_below = start if room else start + 1
        self.place_all([Numbered(start + at, replace(request, subject=f"#{at + 1}")) for at in range(max(1, room))])

    # -- what is asked

    def size_on(self, size: Size, devtype: str) -> int:
        """How many cylinders or blocks a size takes on a device type; NO_SIZE where it does not go with it."""
        known = self._sizes.get((size, devtype))
        if known is None:
            found = size.on(devtype, self._units_for)
            known = self._sizes[size, devtype] = NO_SIZE if found is None else found
        return known

    def pool_of(self, request: Request) -> Pool:
        """The pool that a request names. Raises InputError for one that is not there."""
        key = request.pool, request.volume, request.region, request.group
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = self.space.pool_name(request)
        return self.space.pool(name)

    def devtypes_for(self, request: Request, pool: Pool) -> list[str]:
        """The device types in a pool that a request takes: all of them, or those of the type it names."""
        wanted = request.devtype
        if wanted is None:
            return pool.devtypes
        return [devtype for devtype in pool.devtypes if wanted in (devtype, type_and_model(devtype)[0])]

    # -- explicit places

    def place_explicitly(self, number: int, request: Request) -> None:
        """Give a request the place that it names, if that is free."""
        volume = self.volume_of(request)
        start = request.start
        assert start is not None
        size = self.size_on(request.size, volume.devtype) if self._is_type(request, volume) else NO_SIZE
        if size == NO_SIZE:
            cause = f"{request.size} is no size on {volume.volid}, a {volume.devtype or 'volume of unknown type'}"
            self.failed[number] = _Failure(request, None, cause)
            return
        last = start + size - 1
        is_behind_end = volume.size is not None and last >= volume.size
        gap = None if is_behind_end else self.occupancy(volume).take(start, last, request.subject)
        if gap is None:
            self.failed[number] = _Failure(request, None, self._why_not(volume, start, last))
            return
        self.cut(volume.volid, start, last)
        window = Window(volume, 0, last, None)
        end = gap.last if volume.size is None else min(gap.last, volume.size - 1)
        had = Gap(gap.first, end).size
        self.placed[number] = Placement(request, window, None, start, size, why_explicit, had, gap.first)

    def cut(self, volid: str, first: int, last: int) -> None:
        """Take space out of all gaps that have it."""
        self.space.cut(volid, first, last)

    def occupancy(self, volume: MappedVolume) -> Occupancy:
        """Who has what of a volume, in regions or not."""
        found = self._occupancies.get(volume.volid)
        if found is None:
            owners = filter(self.is_used, volume.extents)
            found = self._occupancies[volume.volid] = Occupancy(self.free_on(volume), owners)
        return found

    def occupy(self, placement: Placement) -> None:
        """Space was given out to a request that named no place: those that name one must know."""
        known = self._occupancies.get(placement.volid)
        if known is not None:
            known.take(placement.first, placement.last, placement.subject)

    def free_on(self, volume: MappedVolume) -> Iterable[Gap]:
        """What is free on a volume before anything is given."""
        return volume.gaps

    def is_used(self, extent: MappedExtent) -> bool:
        """Whether nobody else may have the place of an extent."""
        return extent.counts

    def volume_of(self, request: Request) -> MappedVolume:
        """The volume that a request with a start names. Raises InputError for one that is not there, and for a group."""
        name = self.space.pool_name(request)
        volid = name.name
        if name.kind == "region":
            volid = self.space.extents.regions[name.name].volid if self.space.extents else volid
        elif name.kind != "volume":
            raise InputError(f"{request.place}: a start needs a volume, not the {name}")
        return self.space.volumes[volid]

    def _is_type(self, request: Request, volume: MappedVolume) -> bool:
        return request.devtype is None or type_and_model(request.devtype)[0] == volume.devtype

    def _why_not(self, volume: MappedVolume, first: int, last: int) -> str:
        """Why a place is not free."""
        shown = f"{volume.volid} {first}-{last}"
        owner = self.occupancy(volume).owner_in(first, last)
        if owner:
            return f"{shown} is not free: {owner}"
        if volume.size is None:
            return f"{shown} is not known to be free: the size of {volume.volid} is not known"
        guess = ", a guess" if volume.size_source == "model" else ""
        return f"{shown} is behind the end of {volume.volid}, whose last {volume.unit} is {volume.size - 1}{guess}"

    # -- the answer

    def fail(self, number: int, request: Request, pool: Pool, *cause_and_advice: str) -> None:
        """Remember that a request went nowhere; with the cause if it is not that all gaps are too small, and what helps."""
        self.failed[number] = _Failure(request, pool, *cause_and_advice)

    def allocation(self, policy: Policy) -> Allocation:
        """All that was placed, and what is said of the rest, in the order of the requests."""
        advice: dict[tuple[PoolName, str], Advice] = {}
        return Allocation(
            policy.value,
            [self.placed[number] for number in sorted(self.placed)],
            [
                self._unplaced(self.failed[number], advice)
                for number in sorted(self.failed)
                if number < self._told_below
            ],
            self.optimality,
            self.bound,
        )

    def _unplaced(self, failure: _Failure, known: dict[tuple[PoolName, str], Advice]) -> Unplaced:
        request, pool, cause, cure = failure
        if pool is None:
            volume = self.volume_of(request)
            size = self.size_on(request.size, volume.devtype)
            other = "ask for another place, or for none"
            if size == NO_SIZE:
                return Unplaced(request, None, None, cause, 0, other)
            return Unplaced(request, size, volume.unit, cause, 0, other)
        name = pool.name
        pool = self.space.pool(name)
        misses = []
        for devtype in self.devtypes_for(request, pool):
            size = self.size_on(request.size, devtype)
            if size != NO_SIZE:
                advice = known.get((name, devtype))
                if advice is None:
                    advice = known[name, devtype] = Advice(pool, self.space, devtype)
                misses.append(((size - advice.largest_size) * (unit_bytes(devtype) or 1), size, advice))
        if not misses:
            return Unplaced(
                request, None, None, self._why_no_size(request, pool), 0, "ask for another pool, or for another size"
            )
        _, size, advice = min(misses, key=itemgetter(0))
        if not cause and (holders := self._never_chosen_that_hold(request, pool)):
            cause = f"only volumes that are never chosen have a gap for it: {', '.join(holders)}"
            cure = "name one of them, or let it be chosen"
        if cause:
            return Unplaced(request, size, advice.unit, cause, advice.largest_size, cure)
        largest = f"; the largest has {plural(advice.largest_size, advice.unit)}" if advice.largest_size else ""
        reason = f"no gap of {plural(size, advice.unit)} in {name}{largest}"
        return Unplaced(request, size, advice.unit, reason, advice.largest_size, advice.for_size(size))

    def _why_no_size(self, request: Request, pool: Pool) -> str:
        """Why a pool has nothing that a request could be on."""
        holders = self._never_chosen_that_hold(request, pool)
        if holders:
            return f"only volumes that are never chosen have a gap for it: {', '.join(holders)}"
        if not pool.devtypes:
            return f"{pool.name} has no space"
        if request.devtype is not None and not self.devtypes_for(request, pool):
            return f"{pool.name} is {listed([f'a {devtype}' for devtype in pool.devtypes], 'and')}, not a {request.devtype}"
        return f"{request.size} is no size on what {pool.name} has"

    def _never_chosen_that_hold(self, request: Request, pool: Pool) -> list[str]:
        """The volumes of a pool that are never chosen though they have a gap for a request."""
        if not pool.never:
            return []
        gaps_on, windows = self.space.whole(pool.name).by_volid, self.space.windows
        sizes, window_of = self.space.gaps.sizes, self.space.window_of
        return [
            volid
            for volid in sorted(pool.never)
            if any(
                sizes[gap] >= self.size_on(request.size, windows[window_of[gap]].devtype)
                for gap in gaps_on.get(volid, ())
            )
        ]
