"""Where DirMaint places a minidisk that names a group, a region or a volume, and what is in the way of one with a place.

Source: z/VM DirMaint Tailoring and Administration Guide, EXTENT CONTROL and DASD_ALLOCATE=; z/VM DirMaint Commands Reference,
AMDISK. The first gap that is large enough is taken, region by region; EXACT_FF looks before for one of exactly the right size.
LINEAR begins with the first region of a group, ROTATING with the one behind the region that the group used last. No gap
crosses the border of a region, nothing is aligned, and cylinder 0 is given out where a region begins with it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter, itemgetter
from typing import Literal, NamedTuple

from dirtool.dirmaint.space.control import Area, AreaKind, ExtentControlState
from dirtool.dirmaint.space.volumes import Extents, Runs, Used, UsedSpace
from dirtool.model.extent import Gap
from dirtool.model.extent_control import Region
from dirtool.spec.devices import PAGE_BLOCKS, type_and_model, unit_of_model

ExactWithin = Literal["group", "region"]

ANY_DEVTYPE = "XXXX"
KIND_OF_FORM: dict[str, AreaKind] = {
    "AUTOV": "volume",
    "VBLK": "volume",
    "AUTOR": "region",
    "RBLK": "region",
    "AUTOG": "group",
    "GBLK": "group",
}
"""What the name is the name of, by the form of an MDISK statement or command that leaves the place to DirMaint."""

_ROTATING = "ROTATING"


@dataclass(frozen=True, slots=True)
class AllocationSettings:
    """How DirMaint is set up, and what is not known of it for certain.

    `exact_first`: DASD_ALLOCATE= EXACT_FF. `exact_within`: whether it looks for an exact gap in all of a group first, or in
    each region before the next one (not known). `last_used`: the region that each ROTATING group used last; of a group that is
    not named the first region is next (not known after a restart). `fba_unit`: sizes in CMS blocks are rounded up to a
    multiple of so many blocks of a fixed-block device; 1: not at all (not known). `extent_check`: EXTENT_CHECK= ON.
    """

    exact_first: bool = False
    exact_within: ExactWithin = "group"
    last_used: Mapping[str, str] = field(default_factory=dict)
    fba_unit: int = PAGE_BLOCKS
    extent_check: bool = True


class Chosen(NamedTuple):
    """The place for a minidisk, in cylinders or blocks; `devtype` is without its model, `group` None if none was named.

    `uncertain` names the settings that are not known for certain and of which another value would have led elsewhere.
    """

    volid: str
    first: int
    size: int
    devtype: str
    region: str
    group: str | None
    uncertain: tuple[str, ...] = ()

    @property
    def last(self) -> int:
        """The last cylinder or block."""
        return self.first + self.size - 1


class RoomLeft(NamedTuple):
    """The largest gap of an area, in cylinders or blocks."""

    volid: str
    first: int
    size: int
    region: str


class NoRoom(NamedTuple):
    """No region takes the minidisk: why, and the largest gap in those that were looked at; None if nothing is free there."""

    reason: str
    largest: RoomLeft | None = None
    uncertain: tuple[str, ...] = ()


class UnknownArea(NamedTuple):
    """There is no group, no region of that name, or no region on that volume."""

    area: Area


class InTheWay(NamedTuple):
    """Others have some of the cylinders or blocks that were named."""

    owners: tuple[Used, ...]


class PastEnd(NamedTuple):
    """The cylinders or blocks that were named reach beyond the end of the volume, which has `size` of them."""

    size: int


class _Window:
    """A region with the gaps in it. `largest` is never below the size of its largest gap."""

    def __init__(self, region: Region, last: int, used: UsedSpace) -> None:
        self.region = region
        self.last = last
        self.places: dict[_Order, int] = {}
        self._used = used
        self._sizes: set[int] | None = None  # that gaps have or had; None until somebody asks for an exact one
        self.largest = 0
        self.mend()

    @property
    def span(self) -> tuple[str, int, int]:
        """Its volume, and its first and last cylinder or block."""
        return self.region.volid, self.region.first, self.last

    def first(self, size: int) -> int | None:
        """Where its first gap begins that holds a size."""
        return self._used.first_gap(*self.span, size)

    def exact(self, size: int) -> int | None:
        """The same, of exactly the size."""
        return self._used.exact_gap(*self.span, size)

    def may_have(self, size: int) -> bool:
        """Whether it has or had a gap of exactly a size."""
        if self._sizes is None:
            self._sizes = {gap.size for gap in self._used.gaps(*self.span)}
        return size in self._sizes

    def largest_gap(self) -> Gap | None:
        """Its largest gap, of equal ones the first; None if nothing is free."""
        return self._used.largest_gap(*self.span)

    def mend(self) -> None:
        """Find out the size of its largest gap."""
        gap = self.largest_gap()
        self._set_largest(0 if gap is None else gap.size)

    def hear(self, first: int, last: int) -> None:
        """From one of its cylinders or blocks to another one something has been taken or given back."""
        for gap in self._used.gaps_at(self.region.volid, max(first - 1, self.region.first), min(last + 1, self.last)):
            size = min(gap.last, self.last) - max(gap.first, self.region.first) + 1
            if size > self.largest:
                self._set_largest(size)
            if self._sizes is not None:
                self._sizes.add(size)
                for order, place in self.places.items():
                    order.hear_exact(place, size)

    def _set_largest(self, size: int) -> None:
        for order, place in self.places.items():
            order.change(place, self.largest, size)
        self.largest = size


class _Found(NamedTuple):
    """A gap in the region at some place of an area; before the place where the search begins are those that come last."""

    is_before_start: bool
    place: int
    first: int
    size: int
    window: _Window


class _Order:
    """The regions of an area that are on one device type, by their places among all of it."""

    def __init__(self, devtype: str, windows: dict[int, _Window]) -> None:
        self.devtype = devtype
        self._windows = windows
        self._stop = max(windows) + 1
        self._by_largest: Runs[tuple[int, int]] = Runs()
        self._exact: dict[int, list[int]] = {}  # by size the places of those that may have such a gap
        for place, window in windows.items():
            window.places[self] = place
            self._by_largest.add((place, window.largest))

    def close(self) -> None:
        """Hear of no change any more."""
        for window in self._windows.values():
            del window.places[self]

    def change(self, place: int, before: int, size: int) -> None:
        """A window has another largest gap."""
        self._by_largest.remove((place, before))
        self._by_largest.add((place, size))

    def hear_exact(self, place: int, size: int) -> None:
        """A window has got a gap of a size."""
        known = self._exact.get(size)
        if known is not None:
            at = bisect_left(known, place)
            if known[at : at + 1] != [place]:
                known.insert(at, place)

    def first(self, start: int, size: int) -> _Found | None:
        """The first gap that holds a size, from a place on and round."""
        for is_before_start, at, stop in ((False, start, self._stop), (True, 0, start)):
            while (place := next(self._by_largest.reaching(size, (at,)), (stop, 0))[0]) < stop:
                window = self._windows[place]
                first = window.first(size)
                if first is not None:
                    return _Found(is_before_start, place, first, size, window)
                window.mend()
        return None

    def exact(self, start: int, size: int) -> _Found | None:
        """The same, of exactly the size."""
        if size not in self._exact:
            self._exact[size] = [place for place, window in self._windows.items() if window.may_have(size)]
        known = self._exact[size]
        for is_before_start, at, stop in ((False, start, self._stop), (True, 0, start)):
            index = bisect_left(known, at)
            while index < len(known) and known[index] < stop:
                window = self._windows[known[index]]
                first = window.exact(size)
                if first is not None:
                    return _Found(is_before_start, known[index], first, size, window)
                del known[index]
        return None

    def largest(self) -> _Window | None:
        """The window with the largest gap, of equal ones the first; None if nothing is free."""
        while size := self._by_largest.largest((), (self._stop,)):
            window = self._windows[next(self._by_largest.reaching(size))[0]]
            window.mend()
            if window.largest == size:
                return window
        return None


_Wanted = tuple[_Order, int]  # with the number of cylinders or blocks that are wanted there


class _Regions:
    """The regions of an area as they were at some time."""

    def __init__(self, names: list[str], windows: Iterable[_Window | None], changed_at: int) -> None:
        self.changed_at = changed_at
        self.names = names
        self.place_of = {name: place for place, name in enumerate(names)}
        by_devtype: dict[str, dict[int, _Window]] = {}
        for place, window in enumerate(windows):
            if window is not None:
                by_devtype.setdefault(window.region.devtype, {})[place] = window
        self.orders = {devtype: _Order(devtype, own) for devtype, own in by_devtype.items()}

    def close(self) -> None:
        """Hear of no change any more."""
        for order in self.orders.values():
            order.close()


class Allocation:
    """DirMaint's choice of places, one after another: `choose` tells where, `take` gives it to somebody.

    It hears of all that is taken and given back in `used`, and of all that changes in `extents`.
    """

    def __init__(
        self, extents: ExtentControlState, used: UsedSpace, settings: AllocationSettings | None = None
    ) -> None:
        self._extents = extents
        self._used = used
        self._settings = settings or AllocationSettings()
        self._last_used = dict(self._settings.last_used)
        self._assumed: set[str] = set()  # the groups of which it was not known where they begin
        self._windows: dict[str, _Window] = {}
        self._windows_on: dict[str, Extents] = {}
        self._regions: dict[Area, _Regions] = {}
        used.listen(self._hear)

    @property
    def last_used(self) -> Mapping[str, str]:
        """The region that each ROTATING group used last, as far as that is known."""
        return self._last_used

    def choose(
        self, form: str, size: int, name: str, devtype: str = ANY_DEVTYPE, block_size: int | None = None
    ) -> Chosen | NoRoom | UnknownArea:
        """The place for a minidisk of a form of KIND_OF_FORM; nothing is given out.

        `size` counts cylinders or blocks of the device, or CMS blocks if there is a `block_size` in bytes. `devtype` is a
        type, with its model or without it, or XXXX for any.
        """
        area = Area(KIND_OF_FORM[form], name)
        regions = self._regions_of(area)
        if regions is None:
            return UnknownArea(area)
        orders = [
            order for own, order in regions.orders.items() if devtype in (ANY_DEVTYPE, own, type_and_model(own)[0])
        ]
        wanted = self._sized(orders, size, block_size, self._settings.fba_unit)
        if not wanted:
            return NoRoom(self._why_nothing(area, regions, devtype, orders))
        otherwise = self._sized(orders, size, block_size, PAGE_BLOCKS if self._settings.fba_unit == 1 else 1)
        start = self._start(area, regions)
        found = self._search(wanted, start, self._settings.exact_within)
        if found is None:
            matters = self._search(otherwise, start, self._settings.exact_within) is not None
            reason = f"no gap in {area} is large enough"
            return NoRoom(reason, _largest(orders), ("fba_unit",) if matters else ())
        uncertain = self._uncertain(area, regions, wanted, found)
        region = found.window.region
        if (region.devtype, found.size) not in [(order.devtype, count) for order, count in otherwise]:
            uncertain += ("fba_unit",)
        group = name if area.kind == "group" else None
        plain_type, _ = type_and_model(region.devtype)
        return Chosen(region.volid, found.first, found.size, plain_type, region.name, group, uncertain)

    def take(self, chosen: Chosen, owner: str) -> None:
        """Give somebody the place that was chosen."""
        self._used.add(chosen.volid, chosen.first, chosen.last, owner)
        self.remember(chosen)

    def remember(self, chosen: Chosen) -> Callable[[], None]:
        """A ROTATING group goes on behind a place that was chosen; that it is used must be told to `used` by who gives it.

        What is returned takes that back.
        """
        group = chosen.group
        if group is None or not self._is_rotating(group):
            return lambda: None
        before = self._last_used.get(group)
        if before is None:
            self._assumed.add(group)
        self._last_used[group] = chosen.region

        def take_back() -> None:
            if before is None:
                self._assumed.discard(group)
                del self._last_used[group]
            else:
                self._last_used[group] = before

        return take_back

    def obstacle(self, volid: str, first: int, last: int | None) -> InTheWay | PastEnd | None:
        """What is in the way of a minidisk with a place (`last` None: END); None if nothing is. It needs no region."""
        size = self._extents.volume_size(volid)
        if size is not None and (first if last is None else last) >= size:
            return PastEnd(size)
        owners = self._used.overlapping(volid, first, last) if self._settings.extent_check else []
        return InTheWay(tuple(owners)) if owners else None

    # -- which gap

    def _search(self, wanted: list[_Wanted], start: int, exact_within: ExactWithin) -> _Found | None:
        """The gap that DirMaint takes; of what is on each device type another size is wanted."""
        exact_first = self._settings.exact_first
        if exact_first and exact_within == "group":
            exact = _least(order.exact(start, size) for order, size in wanted)
            if exact is not None:
                return exact
        found = _least(order.first(start, size) for order, size in wanted)
        if found is None or not exact_first:
            return found
        first = found.window.exact(found.size)
        return found if first is None else found._replace(first=first)

    def _start(self, area: Area, regions: _Regions) -> int:
        """The place of the region that an area begins with."""
        if area.kind == "group" and self._is_rotating(area.name):
            return regions.place_of.get(self._last_used.get(area.name, ""), -1) + 1
        return 0

    def _is_rotating(self, name: str) -> bool:
        group = self._extents.group(name)
        return group is not None and group.method == _ROTATING

    def _uncertain(self, area: Area, regions: _Regions, wanted: list[_Wanted], found: _Found) -> tuple[str, ...]:
        """The settings of which another value would have led to another gap."""
        names: list[str] = []
        within = self._settings.exact_within
        if self._settings.exact_first:
            other = self._search(wanted, self._start(area, regions), "region" if within == "group" else "group")
            if other is not None and other.place != found.place:
                names.append("exact_within")
        if area.kind == "group" and self._is_rotating(area.name):
            is_told = area.name not in self._assumed and self._last_used.get(area.name) in regions.place_of
            next_one = None if is_told else self._search(wanted, found.place + 1, within)
            if next_one is not None and next_one.place != found.place:
                names.append("last_used")
        return tuple(names)

    # -- how much

    def _sized(self, orders: list[_Order], size: int, block_size: int | None, fba_unit: int) -> list[_Wanted]:
        """How many cylinders or blocks are wanted of what is on each device type, as far as that can be told."""
        found = []
        for order in orders:
            count: int | None = size
            if block_size is not None:
                count = self._extents.units_for(order.devtype, size, block_size)
                if count is not None and unit_of_model(order.devtype) == "block":
                    count += -count % fba_unit
            if count is not None:
                found.append((order, count))
        return found

    def _why_nothing(self, area: Area, regions: _Regions, devtype: str, orders: list[_Order]) -> str:
        """Why no size can be told of what is wanted."""
        if orders:
            return f"nobody knows how many CMS blocks a cylinder of a {orders[0].devtype} holds"
        if regions.orders:
            return f"{area} has no region on a {devtype}"
        if any(name in self._extents.regions for name in regions.names):
            return f"nobody knows where the regions of {area} end"
        return f"{area} has no region"

    # -- regions as they are now

    def _regions_of(self, area: Area) -> _Regions | None:
        known = self._regions.get(area)
        changed_at = self._extents.changed_at(area)
        if known is not None and known.changed_at == changed_at:
            return known
        if known is not None:
            known.close()
            del self._regions[area]
        names = self._extents.members(area)
        if names is None:
            return None
        found = self._regions[area] = _Regions(names, map(self._window, names), changed_at)
        return found

    def _window(self, name: str) -> _Window | None:
        """The window of a region; None if there is no such region, or nothing of it is on a device of known size."""
        region = self._extents.regions.get(name)
        known = self._windows.get(name)
        if known is not None and known.region is region:
            return known
        if known is not None:
            self._windows_on[known.region.volid].remove(known.region.first, known.last, name)
            del self._windows[name]
        last = None if region is None else self._extents.end_of(region)
        if region is None or last is None or last < region.first:
            return None
        self._windows_on.setdefault(region.volid, Extents()).add(region.first, last, name)
        found = self._windows[name] = _Window(region, last, self._used)
        return found

    def _hear(self, volid: str, first: int, last: int) -> None:
        """Something of a volume has been taken or given back."""
        windows = self._windows_on.get(volid)
        for _, _, name in windows.overlapping(first, last) if windows else ():
            self._windows[name].hear(first, last)


def _least(found: Iterable[_Found | None]) -> _Found | None:
    return min((one for one in found if one is not None), key=itemgetter(0, 1), default=None)


def _largest(orders: list[_Order]) -> RoomLeft | None:
    """The largest gap of all, of equal ones the first."""
    windows = [window for order in orders if (window := order.largest()) is not None]
    window = max(windows, key=attrgetter("largest"), default=None)
    gap = None if window is None else window.largest_gap()
    return (
        None
        if window is None or gap is None
        else RoomLeft(window.region.volid, gap.first, gap.size, window.region.name)
    )
