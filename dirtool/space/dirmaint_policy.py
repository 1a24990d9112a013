"""Policy dirmaint: the places that DirMaint itself would choose for AUTOV, AUTOR and AUTOG, and which explicit ones it refuses.

Source: z/VM DirMaint Tailoring and Administration Guide, EXTENT CONTROL and DASD_ALLOCATE=; z/VM DirMaint Commands Reference,
AMDISK. Requests are worked off one by one in their order. The first gap is taken region by region; EXACT_FF looks for one of
exactly the right size before. LINEAR begins with the first region of a group, ROTATING with the one behind the region that the
group used last.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from dirtool.errors import InputError
from dirtool.model.extent_control import ExtentControl
from dirtool.space.allocation import Placement
from dirtool.space.allocator import NO_SIZE, Allocator, Numbered
from dirtool.space.gap_index import FirstFit
from dirtool.space.policy import DirmaintSettings
from dirtool.space.reason import why_dirmaint, why_dirmaint_exact
from dirtool.space.request import Asked
from dirtool.space.search_space import Pool, PoolName, SearchSpace, Window, free_for_dirmaint
from dirtool.space.volume_map import Gap, MappedVolume
from dirtool.spec.statement import nearest
from dirtool.wording import did_you_mean

_ROTATING = "ROTATING"


class ExactFit:
    """The first gap of exactly the size of a request. It must be told of every change of a gap."""

    def __init__(self, sizes: Iterable[int]) -> None:
        """`sizes` are those of the gaps of a pool, in its order."""
        self._by_size: dict[int, list[int]] = {}
        for position, size in enumerate(sizes):
            self._by_size.setdefault(size, []).append(position)

    def find(self, start: int, stop: int, size: int) -> int | None:
        """The position of the first gap of a size from `start` on and before `stop`."""
        positions = self._by_size.get(size, [])
        at = bisect_left(positions, start)
        return positions[at] if at < len(positions) and positions[at] < stop else None

    def change(self, position: int, before: int, now: int) -> None:
        """A gap has another size now."""
        positions = self._by_size[before]
        del positions[bisect_left(positions, position)]
        insort(self._by_size.setdefault(now, []), position)


class _Regions:
    """The gaps of a pool on one device type, region by region.

    `starts` holds for every window of the pool how many of the gaps come before it, and all of them at its end.
    """

    def __init__(self, pool: Pool, devtype: str, space: SearchSpace, exact_first: bool) -> None:
        self.pool = pool
        self.gaps = pool.by_devtype[devtype]
        self.first_fit = FirstFit(space.gaps, self.gaps)
        self.exact_fit = ExactFit(space.gaps.sizes[gap] for gap in self.gaps) if exact_first else None
        counts = (len(space.gaps_in[one]) if space.windows[one].devtype == devtype else 0 for one in pool.windows)
        self.starts = list(accumulate(counts, initial=0))

    def place_of(self, position: int) -> int:
        """The place in the pool of the window that a gap is in."""
        return bisect_right(self.starts, position) - 1


class _Choice(NamedTuple):
    """A gap that DirMaint may take; the least one is what it takes."""

    is_not_exact: bool
    is_before_start: bool
    place: int
    position: int


class AsDirmaint(Allocator):
    """Requests one by one, as DirMaint works them off."""

    def __init__(self, space: SearchSpace, asked: Asked, extents: ExtentControl, settings: DirmaintSettings) -> None:
        super().__init__(space, asked, extents)
        self._extents = extents
        self._settings = settings
        self._last_used = {group: self._checked(group, region) for group, region in settings.last_used.items()}
        self._known: dict[tuple[PoolName, str], _Regions] = {}
        self._watching: dict[int, list[tuple[ExactFit, int]]] = {}

    def free_on(self, volume: MappedVolume) -> Iterable[Gap]:
        end = NO_SIZE if volume.size is None else volume.size - 1
        return free_for_dirmaint(Window(volume, 0, end, None))

    def place_all(self, requests: Sequence[Numbered]) -> None:
        """Give every request its place."""
        for one in requests:
            if one.request.start is not None:
                self.place_explicitly(*one)
            else:
                self._place(one)

    def cut(self, volid: str, first: int, last: int) -> None:
        """Take space out of all gaps that have it, and tell those that must know."""
        for gap, before in self.space.cut(volid, first, last):
            self._tell(gap, before)

    def _checked(self, group: str, region: str) -> str:
        """A region that a group is said to have used last. Raises InputError if it is none of the group."""
        known = self._extents.groups.get(group)
        if known is None:
            hint = did_you_mean(nearest(group, tuple(self._extents.groups)))
            raise InputError(f"{group}={region}: {group} is no group of {self._extents.path}", hint)
        if region not in known.regions:
            hint = did_you_mean(nearest(region, known.regions)) or f"it has {', '.join(known.regions)}"
            raise InputError(f"{group}={region}: {region} is no region of group {group}", hint)
        return region

    def _place(self, one: Numbered) -> None:
        number, request = one
        pool = self.pool_of(request)
        if pool.name.kind == "all":
            self.fail(number, request, pool, "DirMaint chooses a place only within a group, a region or a volume")
            return
        start = self._start(pool)
        found = []
        for devtype in self.devtypes_for(request, pool):
            size = self.size_on(request.size, devtype)
            regions = self._regions(pool, devtype)
            choice = None if size == NO_SIZE else self._choice(regions, start, size)
            if choice is not None:
                found.append((choice, size, regions))
        if not found:
            self.fail(number, request, pool)
            return
        choice, size, regions = min(found, key=itemgetter(0))
        gap = regions.gaps[choice.position]
        before = self.space.gaps.sizes[gap]
        first = self.space.gaps.take(gap, size, 1)
        regions.first_fit.put_back(choice.position)
        self._tell(gap, before)
        window_number = self.space.window_of[gap]
        window = self.space.windows[window_number]
        group = pool.group
        is_exact = self._settings.exact_first and before == size
        why = partial(why_dirmaint_exact if is_exact else why_dirmaint, str(pool.name))
        self.placed[number] = Placement(request, window, group, first, size, why, before)
        if window.volume.volid in self._free_runs:
            self._free_runs[window.volume.volid].take(first, first + size - 1)
        if self.space.rivals(window_number):
            self.cut(window.volume.volid, first, first + size - 1)
        if group is not None:
            self._last_used[group] = window.name

    def _start(self, pool: Pool) -> int:
        """The place in a pool of the region that is tried first."""
        group = self._extents.groups.get(pool.name.name) if pool.name.kind == "group" else None
        if group is None or group.method != _ROTATING or group.name not in self._last_used:
            return 0
        regions = [self.space.windows[window].name for window in pool.windows]
        last = self._last_used[group.name]
        return (regions.index(last) + 1) % len(regions) if last in regions else 0

    def _choice(self, regions: _Regions, start: int, size: int) -> _Choice | None:
        """The gap that DirMaint takes, out of those on one device type."""
        begin = regions.starts[start]
        exact = regions.exact_fit
        if exact is not None and self._settings.exact_within == "group":
            position = _first_of(exact.find(begin, len(regions.gaps), size), exact.find(0, begin, size))
            if position is not None:
                return self._as_choice(regions, start, position, is_exact=True)
        position = regions.first_fit.find_from(begin, size)
        if position is None:
            position = regions.first_fit.find(size)
        if position is None:
            return None
        if exact is not None and self._settings.exact_within == "region":
            place = regions.place_of(position)
            found = exact.find(regions.starts[place], regions.starts[place + 1], size)
            position = position if found is None else found
        return self._as_choice(regions, start, position, is_exact=False)

    def _as_choice(self, regions: _Regions, start: int, position: int, *, is_exact: bool) -> _Choice:
        place = regions.place_of(position)
        return _Choice(not is_exact, place < start, place, position)

    def _regions(self, pool: Pool, devtype: str) -> _Regions:
        """The gaps of a pool on a device type; found out anew when the pool has got new ones."""
        known = self._known.get((pool.name, devtype))
        if known is None or known.pool is not pool:
            known = _Regions(pool, devtype, self.space, self._settings.exact_first)
            self._known[pool.name, devtype] = known
            if known.exact_fit is not None:
                for position, gap in enumerate(known.gaps):
                    self._watching.setdefault(gap, []).append((known.exact_fit, position))
        return known

    def _tell(self, gap: int, before: int) -> None:
        """Tell those that must know that a gap has shrunk."""
        for exact_fit, position in self._watching.get(gap, ()):
            exact_fit.change(position, before, self.space.gaps.sizes[gap])


def _first_of(one: int | None, other: int | None) -> int | None:
    return other if one is None else one
