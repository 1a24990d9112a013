"""Policy dirmaint: the places that DirMaint itself would choose for AUTOV, AUTOR and AUTOG, and which explicit ones it refuses.

Source: z/VM DirMaint Tailoring and Administration Guide, EXTENT CONTROL and DASD_ALLOCATE=; z/VM DirMaint Commands Reference,
AMDISK. Requests are worked off one by one in their order. The first gap is taken region by region; EXACT_FF looks for one of
exactly the right size before. LINEAR begins with the first region of a group, ROTATING with the one behind the region that the
group used last.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from functools import partial
from typing import NamedTuple

from dirtool.errors import InputError
from dirtool.model.extent import Gap
from dirtool.model.extent_control import ExtentControl
from dirtool.space.allocation.allocator import NO_SIZE, Allocator, Numbered
from dirtool.space.allocation.gap_index import FirstFit, Gaps
from dirtool.space.allocation.placement import Placement
from dirtool.space.allocation.policy import DirmaintSettings
from dirtool.space.allocation.reason import why_dirmaint, why_dirmaint_exact
from dirtool.space.allocation.search_space import Pool, PoolName, SearchSpace
from dirtool.space.requests.request import Asked, Request
from dirtool.space.volumes.mapping import LABEL_OWNER
from dirtool.space.volumes.volume_map import MappedExtent, MappedVolume
from dirtool.spec.statement import nearest
from dirtool.wording import did_you_mean, some_of

_ROTATING = "ROTATING"
_NOT_ASKED = "DirMaint chooses a place only within a group, a region or a volume"
_ASK_FOR_POOL = "ask for a group, a region or a volume"
_ASK_FOR_START = "ask for a place with a start, or for another pool"


def gaps_for_dirmaint(volume: MappedVolume) -> list[Gap]:
    """The gaps of a volume as DirMaint sees them, the last one without end where nothing reaches to END.

    It counts every minidisk but those that EXCLUDE names, full packs too, and what CP has allocated; the label of a volume is
    protected by where its regions start.
    """
    gaps = []
    at = 0
    for extent in filter(_is_used, volume.extents):  # by their places
        if extent.first > at:
            gaps.append(Gap(at, extent.first - 1))
        if extent.last is None:
            return gaps
        at = max(at, extent.last + 1)
    return [*gaps, Gap(at, sys.maxsize)]


def _is_used(extent: MappedExtent) -> bool:
    return not extent.excluded and extent.subject != LABEL_OWNER


class WindowGaps:
    """The first gap in each window that holds a size; a window may get more gaps.

    `largest` has an upper bound of the gaps in each window, which is mended whenever it has promised too much.
    """

    def __init__(self, space: SearchSpace) -> None:
        self._space = space
        self._indexes: dict[int, FirstFit] = {}
        self._added: dict[int, list[int]] = {}  # by window: what its index does not know
        self.largest = [max(map(space.gaps.sizes.__getitem__, gaps), default=0) for gaps in space.gaps_in]

    def add(self, gap: int) -> None:
        """A window has got a gap more."""
        self._added.setdefault(self._space.window_of[gap], []).append(gap)

    def find(self, window: int, size: int) -> int | None:
        """The first gap in a window that holds a size."""
        firsts, sizes = self._space.gaps.firsts, self._space.gaps.sizes
        index = self._index(window)
        added = self._added.get(window, [])
        found = [gap for gap in added if sizes[gap] >= size]
        position = index.find(size)
        if position is not None:
            found.append(index.order[position])
        if not found:
            self.largest[window] = max(index.largest, max(map(sizes.__getitem__, added), default=0))
        return min(found, key=firsts.__getitem__, default=None)

    def _index(self, window: int) -> FirstFit:
        """The index of a window, made anew when there are so many gaps that it does not know that a look at each is dear."""
        index = self._indexes.get(window)
        if index is None or len(self._added.get(window, ())) ** 2 > len(index.order):
            index = self._indexes[window] = FirstFit(self._space.gaps, list(self._space.gaps_in[window]))
            self._added.pop(window, None)
        return index


class ExactFit:
    """The first gap of exactly some size, by the places of the windows in a pool. It must be told of every gap that changes."""

    def __init__(self, gaps: Gaps) -> None:
        self._gaps = gaps
        self._by_size: dict[int, list[tuple[int, int, int]]] = {}  # places of windows, firsts and numbers of gaps

    def add(self, place: int, gap: int) -> None:
        """A gap in the window at some place of the pool has a size, or another one."""
        entry = place, self._gaps.firsts[gap], gap
        insort(self._by_size.setdefault(self._gaps.sizes[gap], []), entry)

    def find(self, start: int, stop: int, size: int) -> tuple[int, int] | None:
        """The place of the window and the number of the first gap of a size, at a place from `start` on and before `stop`."""
        known = self._by_size.get(size, [])
        at = bisect_left(known, (start, 0, 0))
        while at < len(known) and known[at][0] < stop:
            place, first, gap = known[at]
            if (self._gaps.firsts[gap], self._gaps.sizes[gap]) == (first, size):
                return place, gap
            del known[at]
        return None


class _Choice(NamedTuple):
    """A gap that DirMaint may take, in the window at some place of the pool; the least one is what it takes."""

    is_not_exact: bool
    is_before_start: bool
    place: int
    gap: int
    size: int


class _Regions:
    """The windows of a pool on one device type, in their order."""

    def __init__(
        self, pool: Pool, devtype: str, space: SearchSpace, window_gaps: WindowGaps, exact_first: bool
    ) -> None:
        is_of_type = [space.windows[window].devtype == devtype for window in pool.windows]
        self.places = [place for place, is_one in enumerate(is_of_type) if is_one]
        self.windows = [pool.windows[place] for place in self.places]
        self.exact_fit = ExactFit(space.gaps) if exact_first else None
        self._stop = len(pool.windows)
        self._window_gaps = window_gaps
        self._by_largest = FirstFit(Gaps([], window_gaps.largest, []), self.windows)
        if self.exact_fit is not None:
            for place, window in zip(self.places, self.windows, strict=True):
                for gap in space.gaps_in[window]:
                    self.exact_fit.add(place, gap)

    def first(self, start: int, size: int) -> tuple[int, int] | None:
        """The place of the window and the number of the first gap that holds a size, from the place `start` on and round."""
        return self._first_from(bisect_left(self.places, start), size) or self._first_from(0, size)

    def _first_from(self, position: int, size: int) -> tuple[int, int] | None:
        while (found := self._by_largest.find_from(position, size)) is not None:
            gap = self._window_gaps.find(self.windows[found], size)
            if gap is not None:
                return self.places[found], gap
        return None

    def exact(self, start: int, size: int) -> tuple[int, int] | None:
        """The same, of exactly the size."""
        assert self.exact_fit is not None
        return self.exact_fit.find(start, self._stop, size) or self.exact_fit.find(0, start, size)


class AsDirmaint(Allocator):
    """Requests one by one, as DirMaint works them off."""

    def __init__(self, space: SearchSpace, asked: Asked, extents: ExtentControl, settings: DirmaintSettings) -> None:
        super().__init__(space, asked, extents)
        self._extents = extents
        self._exact_first = settings.exact_first
        self._is_exact_in_group = settings.exact_first and settings.exact_within == "group"
        self._starts = {group: self._behind(group, region) for group, region in settings.last_used.items()}
        self._window_gaps = WindowGaps(space)
        self._regions: dict[tuple[PoolName, str], _Regions] = {}
        self._watching: dict[int, list[tuple[ExactFit, int]]] = {}  # by window, with its place

    def place_all(self, requests: Sequence[Numbered]) -> None:
        """Give every request its place."""
        for _, request in requests:
            if request.start is not None:
                self.occupancy(self.volume_of(request))  # before anything is given: it follows from here on
        for one in requests:
            if one.request.start is not None:
                self.place_explicitly(*one)
            else:
                self._place(one)

    def cut(self, volid: str, first: int, last: int) -> None:
        """Take space out of all gaps that have it, and tell those that must know."""
        shrunk, added = self.space.cut(volid, first, last)
        for gap in added:
            self._window_gaps.add(gap)
        for gap in [*shrunk, *added]:
            self._tell(gap)

    def free_on(self, volume: MappedVolume) -> Iterable[Gap]:
        return gaps_for_dirmaint(volume)

    def is_used(self, extent: MappedExtent) -> bool:
        return _is_used(extent)

    # -- where to begin

    def _behind(self, group: str, region: str) -> int:
        """The place in a group behind a region that it is said to have used last. Raises InputError if it is none of its."""
        known = self._extents.groups.get(group)
        if known is None:
            hint = did_you_mean(nearest(group, tuple(self._extents.groups)))
            raise InputError(f"--last-used {group}={region}: {group} is no group of {self._extents.path}", hint)
        if region not in known.regions:
            has = some_of(known.regions) if known.regions else "none"
            hint = did_you_mean(nearest(region, known.regions)) or f"it has {has}"
            raise InputError(f"--last-used {group}={region}: {region} is no region of group {group}", hint)
        before = set(known.regions[: known.regions.index(region) + 1])
        windows = self.space.pool(PoolName("group", group)).windows
        return sum(self.space.windows[window].name in before for window in windows)

    def _is_rotating(self, pool: Pool) -> bool:
        return pool.group is not None and self._extents.groups[pool.group].method == _ROTATING

    # -- requests

    def _place(self, one: Numbered) -> None:
        number, request = one
        pool = self.pool_of(request)
        if pool.name.kind == "all":
            self.fail(number, request, pool, _NOT_ASKED, _ASK_FOR_POOL)
            return
        if pool.name.kind == "volume" and not self._extents.regions_on(pool.name.name):
            cause = f"DirMaint chooses a place only within regions, and {self._extents.path} has none on {pool.name}"
            self.fail(number, request, pool, cause, _ASK_FOR_START)
            return
        start = self._starts.get(pool.name.name, 0) if self._is_rotating(pool) else 0
        choice = min(self._choices(request, pool, start), default=None)
        if choice is None:
            self.fail(number, request, pool)
            return
        if self._is_rotating(pool):
            self._starts[pool.name.name] = choice.place + 1
        self._take(one, pool, start, choice)

    def _choices(self, request: Request, pool: Pool, start: int) -> Iterable[_Choice]:
        """What DirMaint may take on each device type."""
        for devtype in self.devtypes_for(request, pool):
            size = self.size_on(request.size, devtype)
            if size != NO_SIZE:
                choice = self._choice(self._regions_of(pool, devtype), start, size)
                if choice is not None:
                    yield choice

    def _choice(self, regions: _Regions, start: int, size: int) -> _Choice | None:
        """The gap that DirMaint takes, out of those on one device type."""
        found = regions.exact(start, size) if self._is_exact_in_group else None
        is_exact = found is not None
        if found is None:
            found = regions.first(start, size)
            if found is None:
                return None
            if regions.exact_fit is not None:
                found = regions.exact_fit.find(found[0], found[0] + 1, size) or found
        place, gap = found
        return _Choice(not is_exact, place < start, place, gap, size)

    def _take(self, one: Numbered, pool: Pool, start: int, choice: _Choice) -> None:
        """Give a request the gap that was chosen for it."""
        number, request = one
        gap, size = choice.gap, choice.size
        before = self.space.gaps.sizes[gap]
        first = self.space.gaps.take(gap, size, 1)
        self._tell(gap)
        window_number = self.space.window_of[gap]
        window = self.space.windows[window_number]
        is_exact = self._exact_first and before == size
        begun = self.space.windows[pool.windows[start % len(pool.windows)]].name if start else ""
        why = partial(why_dirmaint_exact if is_exact else why_dirmaint, str(pool.name), begun)
        tried = (choice.place - start) % len(pool.windows)
        placement = Placement(request, window, pool.group, first, size, why, before, tried)
        self.placed[number] = placement
        self.occupy(placement)
        if self.space.rivals(window_number):
            self.cut(window.volume.volid, first, first + size - 1)

    def _regions_of(self, pool: Pool, devtype: str) -> _Regions:
        """The windows of a pool on a device type."""
        known = self._regions.get((pool.name, devtype))
        if known is None:
            known = _Regions(pool, devtype, self.space, self._window_gaps, self._exact_first)
            self._regions[pool.name, devtype] = known
            if known.exact_fit is not None:
                for place, window in zip(known.places, known.windows, strict=True):
                    self._watching.setdefault(window, []).append((known.exact_fit, place))
        return known

    def _tell(self, gap: int) -> None:
        """Tell those that must know that a gap has changed."""
        for exact_fit, place in self._watching.get(self.space.window_of[gap], ()):
            exact_fit.add(place, gap)
