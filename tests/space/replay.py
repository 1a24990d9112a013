"""Requests at random, and what becomes of them when every gap is looked at: bitmaps, and nothing of the allocator."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from math import ceil
from typing import Any, NamedTuple

from dirtool.model.size import Size, SizeUnit
from dirtool.model.volume_list import KnownVolume, SystemArea
from dirtool.space.allocation.allocate import allocate
from dirtool.space.allocation.placement import Allocation
from dirtool.space.allocation.policy import Policy
from dirtool.space.allocation.search_space import SearchSpace
from dirtool.space.requests.request import Asked, Headroom, Request
from dirtool.space.volumes.mapping import map_volumes
from dirtool.space.volumes.volume_map import VolumeMap
from tests.model.made import control_of, directory_of
from tests.space.oracle import Disk, World, Zone, runs, span

BYTES = {"3390": 737280, "3380": 614400, "9336": 512}
PER_CYLINDER = {
    "3390": {512: 735, 1024: 495, 2048: 315, 4096: 180},
    "3380": {512: 690, 1024: 465, 2048: 270, 4096: 150},
}
CMS_BLOCKS = {"blk512": 512, "blk1024": 1024, "blk2048": 2048, "blk4096": 4096}

Place = tuple[str, int, int]  # volid, first, size


def known_in(world: World) -> dict[str, KnownVolume]:
    """What is known of the volumes of a world."""
    areas = {volid: tuple(SystemArea(*area) for area in own) for volid, own in world.areas.items()}
    named = {*world.given, *world.types, *areas}
    return {volid: KnownVolume(world.types.get(volid), world.given.get(volid), areas.get(volid, ())) for volid in named}


def map_of(world: World) -> VolumeMap:
    """The map of a world."""
    return map_volumes(directory_of(world.directory), known_in(world), control_of(world.control))


def space_of(world: World, never: frozenset[str] = frozenset()) -> SearchSpace:
    """Where the allocator may look in a world."""
    return SearchSpace(map_of(world), control_of(world.control), never)


def allocated(world: World, asked: Asked, policy: str = "best-fit", *, until_full: bool = False) -> Allocation:
    """What the allocator answers."""
    return allocate(
        map_of(world), control_of(world.control), asked, Policy(policy), until_full=until_full, seconds=0.01
    )


def places(allocation: Allocation) -> dict[str, Place]:
    """Where requests go, by their subjects."""
    return {one.subject: (one.volid, one.first, one.size) for one in allocation.placements}


def world_of(*disks: tuple[str, str, int, int], sizes: dict[str, int], devtype: str = "3390") -> World:
    """Volumes with minidisks: userid, volid, start and size."""
    return World(
        [Disk(owner, "0191", volid, devtype, start, size) for owner, volid, start, size in disks],
        dict(sizes),
        dict.fromkeys(sizes, devtype),
    )


def overlapping() -> SearchSpace:
    """One volume of 151 cylinders, 50 of them taken: LOW 1-100 and HIGH 51-150; a second one, and a group of all."""
    world = world_of(("A", "V1", 1, 50), sizes={"V1": 151, "V2": 21})
    world.zones = [
        Zone("LOW", "V1", 1, 100, "3390"),
        Zone("HIGH", "V1", 51, 150, "3390"),
        Zone("R2", "V2", 1, 20, "3390"),
    ]
    world.groups = {"ALL": ["LOW", "HIGH", "R2"]}
    return space_of(world)


def asking(*sizes: int, **where: Any) -> list[Request]:
    """Requests for so many cylinders or blocks each."""
    return [Request(f"N/{at:04}", Size(size, ""), **where) for at, size in enumerate(sizes)]


def plain(devtype: str) -> str:
    """A device type without its model."""
    return devtype.partition("-")[0]


def size_on(size: Size, devtype: str) -> int | None:
    """How many cylinders or blocks a size is; None: it is none there."""
    blocks = plain(devtype) == "9336"
    if size.unit in ("", "blk" if blocks else "cyl"):
        return size.count
    if size.unit == "MiB":
        return size_on(Size(size.count * 256, "blk4096"), devtype)
    if size.unit not in CMS_BLOCKS:
        return None
    if blocks:
        return ceil(size.count * CMS_BLOCKS[size.unit] / 4096) * 8
    return ceil(size.count / PER_CYLINDER[plain(devtype)][CMS_BLOCKS[size.unit]])


# -- requests


def requests_of(chance: random.Random, world: World, sets: bool = True, count: int = 14) -> Asked:
    """Requests for all kinds of pools, some in sets, with headroom and volumes that are never chosen."""
    volids, regions, groups = list(world.volumes), [zone.name for zone in world.zones], list(world.groups)
    requests: list[Request] = []
    while len(requests) < count:
        request = Request(f"N/{0x300 + len(requests):04X}", _size(chance))
        match chance.randint(0, 9):
            case 0 | 1:
                request = replace(request, volume=chance.choice(volids))
            case 2 | 3 if regions:
                request = replace(request, region=chance.choice(regions))
            case 4 | 5 if groups:
                request = replace(request, group=chance.choice(groups))
            case 6:
                volid = chance.choice(volids)
                start = chance.randrange(world.given.get(volid, 50) + 2)
                request = replace(request, volume=volid, start=start, size=Size(chance.randint(1, 9), ""))
        if chance.random() < 0.15:
            request = replace(request, devtype=chance.choice(("3390", "3380", "9336")))
        if sets and chance.random() < 0.3:
            name = chance.choice(["x", "y", *(disk.subject for disk in world.disks[:1])])
            if chance.random() < 0.5:
                request = replace(request, apart=name)
            else:
                request = replace(request, together=name if chance.random() < 0.1 else f"{name} too")
            if chance.random() < 0.1:
                request = replace(request, apart="z", together="w")
        requests += [
            replace(request, subject=f"N/{0x300 + len(requests) + at:04X}") for at in range(chance.choice((1, 1, 3)))
        ]
    headroom = {}
    pools = [*regions, *groups, *volids]
    for name in chance.sample(pools, min(2, len(pools))) if sets and chance.random() < 0.3 else ():
        is_percent = chance.random() < 0.5
        headroom[name] = Headroom(chance.randint(1, 60), is_percent)
    never = frozenset(volid for volid in volids if chance.random() < 0.1)
    return Asked(requests, headroom, never)


def _size(chance: random.Random) -> Size:
    units: dict[SizeUnit, int] = {
        "": 14, "cyl": 14, "blk": 60, "blk512": 5000, "blk1024": 3000, "blk2048": 1500, "blk4096": 900, "MiB": 5
    }  # fmt: skip
    unit = chance.choice(("", "", "", *units))
    return Size(chance.randint(1, units[unit]), unit)


# -- what there is


class Window(NamedTuple):
    """A region, or a volume without any: where gaps are given out, as bits."""

    volid: str
    devtype: str
    bits: int
    size: int
    name: str


class State:
    """What is free, by volume, and the windows in which that is given out."""

    def __init__(self, world: World, asked: Asked) -> None:
        self.world = world
        self.asked = asked
        self.free = {volid: truth.free for volid, truth in world.volumes.items()}
        self.windows = [
            Window(zone.volid, zone.devtype, world.volumes[zone.volid].window(zone), _length(world, zone), zone.name)
            for zone in world.zones
        ]
        self.windows += [
            Window(volid, truth.devtype, truth.window(None), world.given[volid], volid)
            for volid, truth in world.volumes.items()
            if not truth.zones
        ]

    def granule(self, volid: str) -> int:
        return self.world.volumes[volid].granule

    def gaps(self, window: Window) -> Iterator[tuple[int, int]]:
        """The first and the size of every gap in a window, by their places."""
        granule = self.granule(window.volid)
        for first, last in runs(self.free[window.volid] & window.bits):
            first += -first % granule
            if first <= last:
                yield first, last - first + 1

    def usable(self, windows: Sequence[Window]) -> dict[str, int]:
        """How much is in the gaps of windows, by volume, each place once."""
        bits = dict.fromkeys(self.free, 0)
        for window in windows:
            for first, size in self.gaps(window):
                bits[window.volid] |= span(first, first + size - 1)
        return {volid: own.bit_count() for volid, own in bits.items()}

    def pool(self, request: Request) -> list[Window]:
        """The windows that a request names, in the order in which they are searched."""
        if request.volume is not None:
            return [window for window in self.windows if window.volid == request.volume]
        if request.region is not None:
            return [window for window in self.windows if window.name == request.region]
        names = None if request.group is None else self.world.groups[request.group]
        found = [window for window in self.windows if names is None or window.name in names]
        if names is not None:
            found.sort(key=lambda window: names.index(window.name))
        return [window for window in found if window.volid not in self.asked.never]

    def named(self, name: str) -> list[Window]:
        """The windows of a pool that keeps headroom."""
        if name in self.world.groups:
            names = self.world.groups[name]
            return [window for window in self.windows if window.name in names]
        own = [window for window in self.windows if window.name == name]
        return own or [window for window in self.windows if window.volid == name]

    def takes(self, request: Request, devtype: str) -> bool:
        return request.devtype is None or request.devtype in (devtype, plain(devtype))

    def candidates(self, request: Request) -> Iterator[tuple[int, Window, int, int, int]]:
        """The number of each gap that holds a request in its pool, its window, its first, its size, and that of the request."""
        number = 0
        for window in self.pool(request):
            size = size_on(request.size, window.devtype) if self.takes(request, window.devtype) else None
            for first, had in self.gaps(window):
                number += 1
                if size is not None and size <= had:
                    yield number, window, first, had, size


def _length(world: World, zone: Zone) -> int:
    last = world.given[zone.volid] - 1 if zone.last is None else zone.last
    return last - zone.first + 1


class Kept:
    """A pool that keeps headroom."""

    def __init__(self, state: State, name: str, headroom: Headroom) -> None:
        windows = state.named(name)
        self.bits = dict.fromkeys(state.free, 0)
        whole = dict.fromkeys(state.free, 0)
        for zone in [zone for zone in state.world.zones if any(zone.name == window.name for window in windows)]:
            whole[zone.volid] |= span(zone.first, zone.first + _length(state.world, zone) - 1)
        for window in windows:
            self.bits[window.volid] |= window.bits
            if window.name == window.volid:
                whole[window.volid] |= span(0, window.size - 1)
        self.whole = whole
        size = sum(bits.bit_count() for bits in whole.values())
        self.kept = ceil(size * headroom.amount / 100) if headroom.is_percent else headroom.amount
        self.free = sum(state.usable(windows).values())

    def share(self, place: Place) -> int:
        volid, first, size = place
        return (self.whole[volid] & span(first, first + size - 1)).bit_count()

    def refuses(self, place: Place) -> bool:
        return self.share(place) > 0 and self.free - self.share(place) < self.kept


# -- policies, one request after another


class Replay(State):
    """Places for requests, one after another: `places` by subject."""

    def __init__(self, world: World, asked: Asked, policy: str) -> None:
        super().__init__(world, asked)
        self.policy = policy
        self.places: dict[str, Place] = {}
        self.present = {disk.subject: disk.volid for disk in world.disks if disk.size != 0}
        self.sets: dict[str, set[str]] = {}
        self.had_gaps = {window.name for window in self.windows if any(self.gaps(window))}
        for request in asked.requests:
            if request.start is not None:
                self._explicit(request)
        self.kept = [Kept(self, name, headroom) for name, headroom in asked.headroom.items()]
        self.space = self.usable(self.windows)  # of every volume
        done: set[str | None] = {None}
        rest = [request for request in asked.requests if request.start is None]
        for request in rest:
            if request.together is None:
                self._place(request)
            elif request.together not in done:
                done.add(request.together)
                self._together(request.together, [one for one in rest if one.together == request.together])

    def members(self, name: str) -> set[str]:
        if name not in self.sets:
            self.sets[name] = {self.present[name]} if name in self.present else set()
        return self.sets[name]

    def _take(self, request: Request, place: Place) -> None:
        volid, first, size = place
        bits = span(first, first + size - 1)
        assert not bits & ~self.free[volid]
        self.free[volid] &= ~bits
        self.places[request.subject] = place
        for name in (request.apart, request.together):
            if name is not None:
                self.members(name).add(volid)

    def _explicit(self, request: Request) -> None:
        volid, first = request.volume, request.start
        assert volid is not None
        assert first is not None
        devtype = self.world.volumes[volid].devtype
        size = size_on(request.size, devtype) if request.devtype in (None, devtype) else None
        if size is not None and not span(first, first + size - 1) & ~self.free[volid]:
            self._take(request, (volid, first, size))

    def _account(self, place: Place) -> None:
        for kept in self.kept:
            kept.free -= kept.share(place)

    def _allowed(self, request: Request, place: Place) -> bool:
        away = self.members(request.apart) if request.apart is not None else ()
        return place[0] not in away and not any(kept.refuses(place) for kept in self.kept)

    def _best(self, request: Request, allowed: Callable[[Place], bool]) -> Place | None:
        """The best of all gaps by the policy; of several device types the best of each are compared."""
        pool = self.pool(request)
        devtypes = list(dict.fromkeys(window.devtype for window in pool))
        volids = list(dict.fromkeys(window.volid for window in pool if window.name in self.had_gaps))

        def key(one: tuple[int, Window, int, int, int]) -> tuple[int, ...]:
            number, window, _, had, _ = one
            scale = BYTES[plain(window.devtype)]
            devtype = devtypes.index(window.devtype)
            match self.policy:
                case "first-fit":
                    return (number,)
                case "best-fit":
                    return had * scale, devtype, number
                case "worst-fit":
                    return -had * scale, devtype, number
                case _:
                    return -self.space[window.volid] * scale, devtype, volids.index(window.volid), had, number

        found = [one for one in self.candidates(request) if allowed((one[1].volid, one[2], one[4]))]
        best = min(found, key=key, default=None)
        return None if best is None else (best[1].volid, best[2], best[4])

    def _place(self, request: Request) -> None:
        place = self._best(request, lambda place: self._allowed(request, place))
        if place is not None:
            self._take(request, place)
            self._account(place)
            self.space[place[0]] -= place[2]

    def _together(self, name: str, members: list[Request]) -> None:
        order = sorted(members, key=lambda one: -self._bytes(one))
        tried: set[str] = set()
        bound = set(self.members(name))

        def may_be_next(place: Place) -> bool:
            return place[0] not in tried and (not bound or place[0] in bound) and not any(
                kept.refuses(place) for kept in self.kept
            )  # fmt: skip

        while (place := self._best(order[0], may_be_next)) is not None:
            if self._all_on(place[0], order):
                return
            tried.add(place[0])

    def _all_on(self, volid: str, members: list[Request]) -> bool:
        """Place a set on a volume, each in the smallest gap there; or leave everything as it was."""
        free, kept_free = self.free[volid], [kept.free for kept in self.kept]
        places: list[Place] = []
        for request in members:
            twins = [one for one in members[: len(places)] if one.apart is not None and one.apart == request.apart]
            gaps = [
                (had, number, (volid, first, size))
                for number, window, first, had, size in self.candidates(request)
                if window.volid == volid and self._allowed(request, (volid, first, size))
            ]
            if not gaps or twins:
                self.free[volid] = free
                for kept, before in zip(self.kept, kept_free, strict=True):
                    kept.free = before
                return False
            place = min(gaps)[2]
            places.append(place)
            self.free[volid] &= ~span(place[1], place[1] + place[2] - 1)
            self._account(place)
        self.free[volid] = free
        for request, place in zip(members, places, strict=True):
            self._take(request, place)
            self.space[volid] -= place[2]
        return True

    def _bytes(self, request: Request) -> int:
        """The most bytes of a request on any device type of its pool; where it is no size at all it is larger than any."""
        sizes = [
            (2**63 - 1 if size is None else size) * BYTES[plain(devtype)]
            for devtype in dict.fromkeys(window.devtype for window in self.pool(request))
            if self.takes(request, devtype)
            for size in [size_on(request.size, devtype)]
        ]
        return max(sizes, default=0)
