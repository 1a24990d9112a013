"""Where the allocator may look: windows on volumes, the gaps in them, and the pools that people name.

Source: z/VM DirMaint Tailoring and Administration Guide, EXTENT CONTROL: space is given out in regions only; groups and
volumes are ways to name regions.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Literal, NamedTuple

from dirtool.errors import InputError
from dirtool.model.extent import Gap
from dirtool.model.extent_control import ExtentControl, Group, Region
from dirtool.space.allocation.gap_index import FirstFit, Gaps
from dirtool.space.requests.request import Request
from dirtool.space.volumes.gaps import clipped, merged
from dirtool.space.volumes.volume_map import MappedVolume, VolumeMap
from dirtool.spec.devices import LAST_TRACK_MANAGED_CYLINDER, PAGE_BLOCKS, unit_of_model
from dirtool.spec.statement import nearest
from dirtool.wording import did_you_mean, listed, some_of

PoolKind = Literal["all", "group", "region", "volume"]


class Window(NamedTuple):
    """A part of a volume in which gaps are given out: a region, or all of a volume that has none. Both ends are inclusive."""

    volume: MappedVolume
    first: int
    last: int
    region: Region | None

    @property
    def name(self) -> str:
        """The region's name, or the volume's."""
        return self.volume.volid if self.region is None else self.region.name

    @property
    def devtype(self) -> str:
        """The device type, with its model where EXTENT CONTROL names one."""
        return self.volume.devtype if self.region is None else self.region.devtype


class PoolName(NamedTuple):
    """What people name to say where they want space; "all" has no name."""

    kind: PoolKind
    name: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name}" if self.name else "all volumes"


class Pool:
    """The windows of a group, a region or a volume, in the order in which they are searched, and the gaps in them.

    Its windows stay; `never` are the volumes whose windows are not among them since they are never chosen. `gaps` is another
    list when one of the windows has got a gap more.
    """

    def __init__(
        self, name: PoolName, windows: list[int], space: SearchSpace, never: frozenset[str] = frozenset()
    ) -> None:
        self.name = name
        self.windows = windows
        self.never = never
        self._space = space

    @property
    def group(self) -> str | None:
        """The name of the group, if it is one."""
        return self.name.name if self.name.kind == "group" else None

    @cached_property
    def devtypes(self) -> list[str]:
        """The device types of its windows, in their order."""
        return list(dict.fromkeys(self._space.windows[window].devtype for window in self.windows))

    @cached_property
    def gaps(self) -> list[int]:
        """The numbers of its gaps, in order."""
        return [gap for window in self.windows for gap in self._space.gaps_in[window]]

    @cached_property
    def by_devtype(self) -> dict[str, list[int]]:
        """Its gaps by the device type that they are on."""
        found: dict[str, list[int]] = {}
        for window in self.windows:
            found.setdefault(self._space.windows[window].devtype, []).extend(self._space.gaps_in[window])
        return found

    @cached_property
    def by_volid(self) -> dict[str, list[int]]:
        """Its gaps by the volume that they are on."""
        found: dict[str, list[int]] = {}
        for window in self.windows:
            found.setdefault(self._space.windows[window].volume.volid, []).extend(self._space.gaps_in[window])
        return found

    @cached_property
    def _places(self) -> dict[int, int]:
        return {gap: place for place, gap in enumerate(self.gaps)}

    def place_of(self, gap: int) -> int:
        """How many gaps of the pool come before one of them."""
        return self._places[gap]

    def forget_gaps(self) -> None:
        """Find out anew what gaps there are, when they are asked for."""
        for known in ("gaps", "by_devtype", "by_volid", "_places"):
            self.__dict__.pop(known, None)

    @property
    def free(self) -> int:
        """How many cylinders or blocks of it are free now."""
        return sum(self._space.free_in(self.windows).values())

    @property
    def size(self) -> int:
        """How many cylinders or blocks its windows have."""
        return sum(last - first + 1 for spans in self.spans.values() for first, last in spans)

    @cached_property
    def spans(self) -> dict[str, list[Gap]]:
        """What its windows cover together, by the volume that they are on."""
        return self._space.spans_of(self.windows)

    @cached_property
    def has_rivals(self) -> bool:
        """Whether any of its windows shares cylinders or blocks with another window."""
        return any(map(self._space.rivals, self.windows))


class SearchSpace:
    """All windows with their gaps, ready to be named as pools. Gaps are taken from; their windows stay.

    Source of the limits: only a full pack is of use beyond cylinder 65519; a fixed-block minidisk starts and ends with a
    page of eight blocks, which minidisk cache asks for.
    """

    def __init__(
        self,
        volume_map: VolumeMap,
        extents: ExtentControl | None,
        never: frozenset[str] = frozenset(),
        gaps_on: Callable[[MappedVolume], list[Gap]] | None = None,
        align: bool = True,
    ) -> None:
        """`never` are volumes that are given out only where they, or a region on them, are named.

        `gaps_on` tells the gaps of a volume (None: those of the map, up to the last cylinder that CP manages by tracks).
        """
        self.volumes = {volume.volid: volume for volume in volume_map.volumes}
        self.extents = extents
        self._never = never
        self._align = align
        self.windows = list(self._all_windows())
        self._pools: dict[PoolName, Pool] = {}
        self._wholes: dict[PoolName, Pool] = {}
        self._pools_with: dict[int, list[Pool]] = {}  # by window
        firsts: list[int] = []
        sizes: list[int] = []
        self.gaps_in: list[list[int]] = []
        self.window_of: list[int] = []
        gaps_by_volid: dict[str, list[Gap]] = {}
        for number, window in enumerate(self.windows):
            granule = self.granule(window)
            start = len(firsts)
            volume = window.volume
            if volume.volid not in gaps_by_volid:
                gaps_by_volid[volume.volid] = (gaps_on or _usual_gaps)(volume)
            for gap in clipped(gaps_by_volid[volume.volid], window.first, window.last):
                first = gap.first + -gap.first % granule
                if first <= gap.last:
                    firsts.append(first)
                    sizes.append(gap.last - first + 1)
            self.gaps_in.append(list(range(start, len(firsts))))
            self.window_of += [number] * (len(firsts) - start)
        self.gaps = Gaps(firsts, sizes, [self.windows[number].volume.volid for number in self.window_of])

    def granule_of(self, devtype: str) -> int:
        """What the start of every minidisk on a device type is a multiple of."""
        return PAGE_BLOCKS if self._align and unit_of_model(devtype) == "block" else 1

    def granule(self, window: Window) -> int:
        """The same, of a window."""
        return self.granule_of(window.devtype)

    def pool_name(self, request: Request) -> PoolName:
        """The pool that a request names. Raises InputError for one that is not there, or not clear."""
        for kind, name, known in (
            ("group", request.group, self._groups),
            ("region", request.region, self._regions),
            ("volume", request.volume, self.volumes),
        ):
            if name is not None:
                if name not in known:
                    raise _unknown(request.place, name, f"no {kind}", known)
                return PoolName(kind, name)  # type: ignore[arg-type]
        return PoolName("all", "") if request.pool is None else self.named(request.pool, request.place)

    def named(self, name: str, place: str) -> PoolName:
        """The pool of a name of which it is not told what it is the name of; `place` is where it stands.

        Raises InputError as `pool_name`.
        """
        kind, colon, rest = name.partition(":")
        if colon and kind in ("group", "region", "volume"):
            known = {"group": self._groups, "region": self._regions, "volume": self.volumes}[kind]
            if rest in known:
                return PoolName(kind, rest)  # type: ignore[arg-type]
            raise _unknown(place, rest, f"no {kind}", known)
        kinds: list[PoolKind] = []
        if name in self._groups:
            kinds.append("group")
        if name in self._regions:
            kinds.append("region")
        if name in self.volumes and not self._is_the_region_of(name):
            kinds.append("volume")
        if len(kinds) == 1:
            return PoolName(kinds[0], name)
        if not kinds:
            raise _unknown(place, name, "no group, region or volume", [*self._groups, *self._regions, *self.volumes])
        words = listed([f"{kind}:{name}" for kind in kinds], "or")
        raise InputError(f"{place}: {name} is a {listed(kinds, 'and a')}", f"say which: {words}")

    def pool(self, name: PoolName) -> Pool:
        """The pool of a name, without the volumes that are never chosen if it does not name them."""
        found = self._pools.get(name)
        if found is None:
            windows = list(self._windows_of(name))
            never: frozenset[str] = frozenset()
            if name.kind in ("group", "all"):
                never = self._never.intersection(self.windows[window].volume.volid for window in windows)
                windows = [window for window in windows if self.windows[window].volume.volid not in never]
            found = self._pools[name] = self._known(Pool(name, windows, self, never))
        return found

    def whole(self, name: PoolName) -> Pool:
        """The pool of a name, with the volumes that are never chosen."""
        found = self._wholes.get(name)
        if found is None:
            found = self._wholes[name] = self._known(Pool(name, list(self._windows_of(name)), self))
        return found

    def _known(self, pool: Pool) -> Pool:
        """Remember a pool with the windows that it has: it must hear of new gaps in them."""
        for window in pool.windows:
            self._pools_with.setdefault(window, []).append(pool)
        return pool

    def cut(self, volid: str, first: int, last: int) -> tuple[list[int], list[int]]:
        """Take cylinders or blocks out of all gaps on a volume, wherever in a gap they lie.

        Returned are the gaps that are smaller now, and those that are new.
        """
        gaps = self.gaps
        shrunk, added = [], []
        for number in self._windows_with(volid, first, last):
            granule = self.granule(self.windows[number])
            own = self.gaps_in[number]
            place = max(0, bisect_right(own, first, key=gaps.firsts.__getitem__) - 1)
            while place < len(own) and gaps.firsts[own[place]] <= last:
                gap = own[place]
                place += 1
                start, size = gaps.firsts[gap], gaps.sizes[gap]
                if start + size <= first:
                    continue
                shrunk.append(gap)
                gaps.changes.append((gap, size))
                behind = last + 1 + -(last + 1) % granule
                left = max(0, start + size - behind)
                gaps.sizes[gap] = max(0, first - start)
                if left and first <= start:
                    gaps.firsts[gap], gaps.sizes[gap] = behind, left
                elif left:
                    added.append(self._add(number, place, behind, left))
        return shrunk, added

    def rivals(self, number: int) -> bool:
        """Whether another window has cylinders or blocks of a window too."""
        return number in self._shared

    def windows_on(self, volid: str) -> list[int]:
        """The windows on a volume, in the order of EXTENT CONTROL."""
        return self._windows_by_volid.get(volid, [])

    def spans_of(self, windows: Iterable[int]) -> dict[str, list[Gap]]:
        """What windows cover together, in order, by the volume that they are on."""
        spans: dict[str, list[Gap]] = {}
        for number in windows:
            window = self.windows[number]
            spans.setdefault(window.volume.volid, []).append(Gap(window.first, window.last))
        return {volid: merged(own) for volid, own in spans.items()}

    def free_in(self, windows: Iterable[int]) -> dict[str, int]:
        """How many cylinders or blocks of windows are free now, each counted once, by the volume that they are on."""
        gaps = self.gaps
        free: dict[str, list[Gap]] = {}
        for number in windows:
            own = free.setdefault(self.windows[number].volume.volid, [])
            own += [
                Gap(gaps.firsts[gap], gaps.firsts[gap] + gaps.sizes[gap] - 1)
                for gap in self.gaps_in[number]
                if gaps.sizes[gap]
            ]
        return {volid: sum(gap.size for gap in merged(own)) for volid, own in free.items()}

    def _add(self, number: int, place: int, first: int, size: int) -> int:
        """Add a gap to a window, at a place among its gaps."""
        gaps = self.gaps
        gap = len(gaps.firsts)
        gaps.firsts.append(first)
        gaps.sizes.append(size)
        gaps.volids.append(self.windows[number].volume.volid)
        self.window_of.append(number)
        self.gaps_in[number].insert(place, gap)
        for pool in self._pools_with.get(number, ()):
            pool.forget_gaps()
        return gap

    # -- what there is

    @property
    def _groups(self) -> Mapping[str, Group]:
        return self.extents.groups if self.extents else {}

    @property
    def _regions(self) -> Mapping[str, Region]:
        return self.extents.regions if self.extents else {}

    def _is_the_region_of(self, volid: str) -> bool:
        """Whether a volume has one region, which is named like it: to name the one is to name the other."""
        return self.volumes[volid].regions == (volid,)

    def _all_windows(self) -> Iterator[Window]:
        for region in self._regions.values():
            volume = self.volumes[region.volid]
            end = self.extents.end_of(region) if self.extents else None
            if end is None:
                end = _last_of(volume)
            if end >= region.first:
                yield Window(volume, region.first, end, region)
        for volume in self.volumes.values():
            if volume.devtype and not volume.regions:
                yield Window(volume, 0, _last_of(volume), None)

    def _windows_of(self, name: PoolName) -> Iterable[int]:
        match name.kind:
            case "group":
                named = map(self._window_by_region.get, dict.fromkeys(self._groups[name.name].regions))
                return [window for window in named if window is not None]
            case "region":
                found = self._window_by_region.get(name.name)
                return [] if found is None else [found]
            case "volume":
                return self.windows_on(name.name)
            case "all":
                return range(len(self.windows))

    @cached_property
    def _window_by_region(self) -> dict[str, int]:
        return {window.region.name: number for number, window in enumerate(self.windows) if window.region is not None}

    @cached_property
    def _windows_by_volid(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, window in enumerate(self.windows):
            found.setdefault(window.volume.volid, []).append(number)
        return found

    def _windows_with(self, volid: str, first: int, last: int) -> Iterator[int]:
        """The windows on a volume that have some of its cylinders or blocks, by where they start."""
        ends = self._ends_by_volid.get(volid)
        place = ends.find(first + 1) if ends else None
        while ends and place is not None and self.windows[ends.order[place]].first <= last:
            yield ends.order[place]
            place = ends.find_from(place + 1, first + 1)

    @cached_property
    def _ends_by_volid(self) -> dict[str, FirstFit]:
        """By volume its windows by where they start, ready for the question which of them reach to a place."""
        ends = Gaps([], [window.last + 1 for window in self.windows], [])
        return {
            volid: FirstFit(ends, sorted(numbers, key=lambda number: self.windows[number].first))
            for volid, numbers in self._windows_by_volid.items()
        }

    @cached_property
    def _shared(self) -> set[int]:
        """The windows with cylinders or blocks that another one has too."""
        found: set[int] = set()
        for numbers in self._windows_by_volid.values():
            furthest, *others = sorted(numbers, key=lambda number: self.windows[number].first)
            for number in others:
                window = self.windows[number]
                if self.windows[furthest].last >= window.first:
                    found |= {furthest, number}
                if window.last > self.windows[furthest].last:
                    furthest = number
        return found


def _usual_gaps(volume: MappedVolume) -> list[Gap]:
    """The gaps of the map, up to the last cylinder that is of use to anybody but a full pack."""
    if volume.unit == "block":
        return volume.gaps
    return list(clipped(volume.gaps, 0, LAST_TRACK_MANAGED_CYLINDER))


def _last_of(volume: MappedVolume) -> int:
    """The last cylinder or block of a volume; of one of unknown size the last that is known to be free."""
    if volume.size is not None:
        return volume.size - 1
    return volume.gaps[-1].last if volume.gaps else -1


def _unknown(place: str, name: str, what: str, known: Iterable[str]) -> InputError:
    known = tuple(dict.fromkeys(known))
    hint = did_you_mean(nearest(name, known))
    if hint is None:
        hint = f"there is {some_of(known)}" if known else "there is none: EXTENT CONTROL tells groups and regions"
    return InputError(f"{place}: {name} is {what}", hint)
