"""The places of the minidisks that are wanted: kept, named, or chosen by the allocator.

What a minidisk gives up is not given out: places are chosen on the volumes of the current directory.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from dirtool.compare.desired.state import (
    Clone,
    DesiredEntry,
    FixedPlace,
    Minidisk,
    RealDevice,
    Temporary,
    Within,
)
from dirtool.errors import InputError
from dirtool.model.directory import Directory
from dirtool.model.extent_control import ExtentControl
from dirtool.model.size import Size
from dirtool.model.volume_list import KnownVolume
from dirtool.plan.target.free_space import FreeSpace
from dirtool.plan.target.target import Automatic, AutomaticForm, Wish
from dirtool.space.allocation.placement import Placement
from dirtool.space.allocation.policy import DirmaintSettings, Policy
from dirtool.space.requests.request import Request
from dirtool.space.volumes.mapping import area_owner
from dirtool.spec.devices import type_and_model, unit_of, usual_units_for
from dirtool.spec.statement import nearest
from dirtool.verify.plan.document import PlannedPlacement
from dirtool.wording import did_you_mean, plural, some_of

_AUTOMATIC: Mapping[str, AutomaticForm] = {"group": "AUTOG", "region": "AUTOR", "volume": "AUTOV"}
_WAYS = (
    "grow: cmdisk (DirMaint copies it), grow: guest (a new disk beside it, which the guest copies) or grow: recreate "
    "(what is on it is lost)"
)


class Disks(NamedTuple):
    """The minidisk of an entry and a number as it is now, as desired.yaml would say it, with its device type.

    `there` finds one that is there, `staying` one that is not removed either.
    """

    there: Callable[[str, str], Minidisk | None]
    staying: Callable[[str, str], Minidisk | None]


class How(NamedTuple):
    """How places are chosen."""

    policy: Policy
    by_dirmaint: bool
    dirmaint: DirmaintSettings | None


@dataclass(slots=True)
class Placed:
    """The entries with places for their minidisks: one that keeps its place has none (`where` None).

    `named` are the subjects that are put where desired.yaml says.
    """

    entries: dict[str, DesiredEntry] = field(default_factory=dict)
    wishes: dict[str, Wish] = field(default_factory=dict)
    placements: list[PlannedPlacement] = field(default_factory=list)
    named: dict[str, Minidisk] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


class _Asked(NamedTuple):
    """A minidisk that shall get a place: `old` is what it is now, if it has one that must not be lost."""

    entry: DesiredEntry
    disk: Minidisk
    old: Minidisk | None

    @property
    def subject(self) -> str:
        return f"{self.entry.name}/{self.disk.vdev}"


class Places:
    """Finds the places of all minidisks that are wanted."""

    def __init__(
        self,
        directory: Directory,
        extents: ExtentControl | None,
        known: Mapping[str, KnownVolume],
        current: Disks,
        how: How,
    ) -> None:
        self._directory = directory
        self._extents = extents
        self._known = known
        self._current = current
        self._how = how
        self._units_for = extents.units_for if extents else usual_units_for
        self._disks: dict[tuple[str, str], Minidisk] = {}  # as they will be
        self._named: list[_Asked] = []
        self._within: list[_Asked] = []
        self._clones: list[_Asked] = []
        self._sources: dict[str, str] = {}  # what clones, and what they are copies of, are copies of in the end
        self._growing: set[str] = set()
        self._done = Placed()

    def find(self, entries: Mapping[str, DesiredEntry]) -> Placed:
        """The entries with places. Raises InputError for what cannot be placed, and for what would lose data unasked."""
        for entry in entries.values():
            for disk in entry.minidisks.values():
                self._disks[entry.name, disk.vdev] = self._decided(entry, disk)
        for asked in self._named:
            self._put(asked)
        new, grown = ([one for one in self._within if (one.old is not None) is is_old] for is_old in (False, True))
        clones = _sources_first(self._clones)
        late = {one.subject for one in clones if self._waits_for_growth(one)}
        self._place(sorted(new, key=self._is_automatic), self._request)
        self._place([one for one in clones if one.subject not in late], self._request_for_clone)
        self._place(grown, self._request)  # DirMaint chooses before anything is given up
        self._place([one for one in clones if one.subject in late], self._request_for_clone)
        self._done.entries = {
            name: replace(entry, minidisks={vdev: self._disks[name, vdev] for vdev in entry.minidisks})
            for name, entry in entries.items()
        }
        return self._done

    @cached_property
    def _space(self) -> FreeSpace:
        return FreeSpace(self._directory, self._known, self._extents, self._how.dirmaint)

    # -- what becomes of a minidisk

    def _decided(self, entry: DesiredEntry, disk: Minidisk) -> Minidisk:
        """A minidisk that needs no place; for one that does, it waits for it."""
        old = self._current.staying(entry.name, disk.vdev)
        if old is not None and isinstance(old.where, FixedPlace):
            return self._changed(entry, disk, old, old.where)
        asked = _Asked(entry, disk, None)
        match disk.where:
            case None if old is None:
                raise InputError(
                    f"{disk.place}: {asked.subject} is new, and its size is not said; allowed: size, volume with start, "
                    "clone, vdisk, tdisk or devno"
                )
            case FixedPlace():
                self._named.append(asked)
            case Within():
                self._within.append(asked)
            case Clone():
                self._clones.append(asked)
            case RealDevice() | Temporary() if disk.devtype is None and not _is_virtual(disk):
                devtype = None if old is None or type(old.where) is not type(disk.where) else old.devtype
                if devtype is None:
                    raise InputError(f"{disk.place}: the device type of {asked.subject} is not said; allowed: devtype")
                return replace(disk, devtype=devtype)
        return disk

    def _changed(self, entry: DesiredEntry, disk: Minidisk, old: Minidisk, place: FixedPlace) -> Minidisk:
        """A minidisk that has data: it keeps its place unless `grow` says how it gets another one."""
        asked = _Asked(entry, disk, old)
        kept = replace(disk, where=None, grow=None)
        match disk.where:
            case None | Clone():
                self._check_type(asked, old)
                self._note_pool(asked, place)
                return kept
            case FixedPlace():
                if disk.where == place:
                    return disk
                self._check_grow(asked, f"is {_told(place)} now, and {_told(disk.where)} is wanted")
                self._named.append(asked)
            case Within(size=size):
                has, wanted = self._cells(asked, place), self._cells_of(asked, size, disk.devtype or old.devtype)
                if has == wanted and disk.devtype in (None, old.devtype):
                    self._note_pool(asked, place)
                    return kept
                unit = unit_of(old.devtype or "")
                self._check_grow(asked, f"has {plural(has, unit)} of a {old.devtype}, and {size} is wanted")
                self._within.append(asked)
            case _:
                raise InputError(
                    f"{disk.place}: {asked.subject} is a minidisk with data on {place.volid}, and no place on a volume "
                    "is wanted; allowed: another number, or to remove it first, in a plan of its own"
                )
        return disk

    def _check_grow(self, asked: _Asked, what: str) -> None:
        if asked.disk.grow is None:
            raise InputError(
                f"{asked.disk.place}: {asked.subject} {what}; allowed: the size and the place that it has, or {_WAYS}"
            )
        self._growing.add(asked.subject)

    def _check_type(self, asked: _Asked, old: Minidisk) -> None:
        if asked.disk.devtype not in (None, old.devtype):
            raise InputError(
                f"{asked.disk.place}: {asked.subject} keeps its place on a {old.devtype}; allowed: devtype: {old.devtype}"
            )

    def _cells(self, asked: _Asked, place: FixedPlace) -> int:
        """How large a minidisk is now."""
        if place.size is not None:
            return place.size
        size = self._size_of(place.volid)
        if size is None:
            raise InputError(
                f"{asked.disk.place}: {asked.subject} reaches to the end of {place.volid}, whose size is not known",
                f"say it: volumes: {{{place.volid}: {{size: …}}}}",
            )
        return size - place.start

    def _cells_of(self, asked: _Asked, size: Size, devtype: str | None) -> int:
        found = size.on(devtype or "", self._units_for)
        if found is None:
            raise InputError(f"{asked.disk.place}: {size} is no size of {asked.subject}, which is on a {devtype}")
        return found

    def _size_of(self, volid: str) -> int | None:
        """The size of a volume, if that is more than a guess."""
        known = self._known.get(volid)
        if known is not None and known.size is not None:
            return known.size
        volume = self._space.volume(volid)
        return None if volume is None or volume.size_source == "model" else volume.size

    def _note_pool(self, asked: _Asked, place: FixedPlace) -> None:
        """Remark that a minidisk that stays is not in the pool that is named. Raises InputError for one that is not there."""
        where = asked.disk.where
        if not isinstance(where, Within | Clone) or not where.kind:
            return
        if where.kind == "volume":
            is_in = where.name == place.volid
        else:
            is_in = any(self._holds(region, place) for region in self._regions_of(asked, where))
        if not is_in:
            self._done.remarks.append(
                f"{asked.subject} stays on {place.volid}, which is not in {where.kind} {where.name} "
                f"({asked.disk.place.in_file})"
            )

    def _regions_of(self, asked: _Asked, where: Within | Clone) -> tuple[str, ...]:
        regions = self._extents.regions if self._extents else {}
        groups = self._extents.groups if self._extents else {}
        known = regions if where.kind == "region" else groups
        if where.name not in known:
            raise InputError(
                f"{asked.disk.place}: {where.name} is no {where.kind}", did_you_mean(nearest(where.name, tuple(known)))
            )
        return (where.name,) if where.kind == "region" else groups[where.name].regions

    def _holds(self, name: str, place: FixedPlace) -> bool:
        """Whether a minidisk begins in a region."""
        assert self._extents is not None
        region = self._extents.regions.get(name)
        if region is None or region.volid != place.volid or place.start < region.first:
            return False
        return region.last is None or place.start <= region.last

    # -- places that are named

    def _put(self, asked: _Asked) -> None:
        """Put a minidisk where desired.yaml says."""
        entry, disk, _ = asked
        place = disk.where
        assert isinstance(place, FixedPlace)
        devtype = disk.devtype or self._devtype_of(place.volid)
        if devtype is None:
            raise InputError(
                f"{disk.place}: the device type of {place.volid} is not known; allowed: devtype, or volumes with its devtype"
            )
        last = None if place.size is None else place.start + place.size - 1
        size = self._size_of(place.volid)
        if size is not None and (place.start >= size or (last is not None and last >= size)):
            raise InputError(
                f"{disk.place}: {asked.subject} is behind the end of {place.volid}, whose last {unit_of(devtype)} is {size - 1}"
            )
        self._check_areas(asked, place)
        self._check_own(asked, place)
        self._space.take(place.volid, place.start, last, asked.subject)
        found = self._disks[entry.name, disk.vdev] = replace(disk, devtype=devtype)
        self._done.named[asked.subject] = found
        self._done.wishes[asked.subject] = self._wish(asked)
        end = last if last is not None else None if size is None else size - 1
        if end is not None:
            self._done.placements.append(
                PlannedPlacement(
                    asked.subject,
                    place.volid,
                    devtype,
                    place.start,
                    end,
                    end - place.start + 1,
                    unit_of(devtype),
                    self._region_at(place),
                    None,
                    "its place is named",
                )
            )

    def _devtype_of(self, volid: str) -> str | None:
        known = self._known.get(volid)
        if known is not None and known.devtype is not None:
            return known.devtype
        volume = self._space.volume(volid)
        return None if volume is None else volume.devtype or None

    def _check_areas(self, asked: _Asked, place: FixedPlace) -> None:
        """Raise InputError for a place where CP has something, but for a whole volume."""
        known = self._known.get(place.volid)
        for area in known.areas if known is not None and place.start else ():
            if area.last >= place.start and (place.size is None or area.first < place.start + place.size):
                raise InputError(
                    f"{asked.disk.place}: {asked.subject} at {_told(place)} overlaps {area_owner(area.kind)} at "
                    f"{area.first}-{area.last}; allowed: another place"
                )

    def _check_own(self, asked: _Asked, place: FixedPlace) -> None:
        """Raise InputError for a place that has some of the one that the minidisk shall leave, where it would be in its way."""
        old = None if asked.old is None else asked.old.where
        if not isinstance(old, FixedPlace) or old.volid != place.volid:
            return
        low, high = sorted((old, place), key=lambda one: one.start)
        if low.size is None or low.start + low.size > high.start:
            raise InputError(
                f"{asked.disk.place}: {asked.subject} is {_told(old)} now, and {_told(place)} has some of that; "
                "allowed: a place beside it, or to remove it first, in a plan of its own"
            )

    def _region_at(self, place: FixedPlace) -> str | None:
        regions = self._extents.regions_on(place.volid) if self._extents else []
        return next((region.name for region in regions if self._holds(region.name, place)), None)

    # -- places that are chosen

    def _place(self, waiting: list[_Asked], request_for: Callable[[_Asked], Request]) -> None:
        """Give places to minidisks, in their order; those that the same policy places are placed at once."""
        for is_automatic, some in groupby(waiting, key=self._is_automatic):
            asked = list(some)
            policy = Policy.DIRMAINT if is_automatic else self._how.policy
            for one, placement in zip(asked, self._space.place(list(map(request_for, asked)), policy), strict=True):
                self._settle(one, placement)

    def _is_automatic(self, asked: _Asked) -> bool:
        where = asked.disk.where
        is_chosen = isinstance(where, Within | Clone) and bool(where.kind)
        return self._how.by_dirmaint and is_chosen and not self._waits_for_growth(asked)

    def _waits_for_growth(self, asked: _Asked) -> bool:
        """Whether a minidisk gets another place, or is a copy of one that does: so it gives up space, or comes behind that."""
        where = asked.disk.where
        return (self._source_of(asked, where) if isinstance(where, Clone) else asked.subject) in self._growing

    def _request(self, asked: _Asked) -> Request:
        where = asked.disk.where
        assert isinstance(where, Within)
        devtype = asked.disk.devtype or (None if asked.old is None else asked.old.devtype)
        return _in_pool(asked, where, where.size, devtype)

    def _request_for_clone(self, asked: _Asked) -> Request:
        where = asked.disk.where
        assert isinstance(where, Clone)
        name, _, vdev = self._source_of(asked, where).partition("/")
        source = self._disk_at(name, vdev)
        if source is None or not isinstance(source.where, FixedPlace):
            raise InputError(f"{asked.disk.place}: {where.subject} is no minidisk on a volume; allowed: another one")
        return _in_pool(asked, where, Size(self._cells(asked, source.where), ""), source.devtype)

    def _disk_at(self, name: str, vdev: str) -> Minidisk | None:
        """A minidisk that can be copied, as it will be as far as that is known."""
        disk = self._disks.get((name, vdev))
        return self._current.there(name, vdev) if disk is None or disk.where is None else disk

    def _source_of(self, asked: _Asked, where: Clone) -> str:
        """What a clone is a copy of in the end: no new clone itself."""
        seen = {asked.subject: None}
        while where.subject not in self._sources:
            name, _, vdev = where.subject.partition("/")
            disk = self._disk_at(name, vdev)
            if disk is None:
                raise InputError(
                    f"{asked.disk.place}: {where.subject} is no minidisk; allowed: one that is, or shall be"
                )
            if not isinstance(disk.where, Clone):
                self._sources[where.subject] = where.subject
                break
            if where.subject in seen:
                ring = some_of([*seen, where.subject])
                raise InputError(f"{asked.disk.place}: clone leads back to where it began, over {ring}")
            seen[where.subject] = None
            where = disk.where
        source = self._sources[where.subject]
        self._sources |= dict.fromkeys(seen, source)
        return source

    def _settle(self, asked: _Asked, placement: Placement) -> None:
        entry, disk, _ = asked
        region = placement.window.region
        devtype = placement.window.volume.devtype or type_and_model(placement.window.devtype)[0]
        place = FixedPlace(placement.volid, placement.first, placement.size)
        self._disks[entry.name, disk.vdev] = replace(disk, where=place, devtype=devtype)
        self._done.wishes[asked.subject] = self._wish(asked, placement.size)
        self._done.placements.append(
            PlannedPlacement(
                asked.subject,
                placement.volid,
                devtype,
                placement.first,
                placement.last,
                placement.size,
                placement.unit,
                None if region is None else region.name,
                placement.group,
                placement.reason,
            )
        )

    def _wish(self, asked: _Asked, size: int = 0) -> Wish:
        where = asked.disk.where
        automatic = None
        if self._is_automatic(asked):
            assert isinstance(where, Within | Clone)
            automatic = Automatic(_AUTOMATIC[where.kind], size, where.name)
        return Wish(
            asked.disk.place.in_file,
            asked.disk.format,
            where.subject if isinstance(where, Clone) else None,
            None if asked.old is None else asked.disk.grow,
            automatic,
        )


def _sources_first(clones: list[_Asked]) -> list[_Asked]:
    """Clones of new clones behind these; else in their order."""
    by_subject = {one.subject: one for one in clones}
    found: dict[str, _Asked] = {}
    for clone in clones:
        chain: dict[str, _Asked] = {}
        one: _Asked | None = clone
        while one is not None and one.subject not in found and one.subject not in chain:
            chain[one.subject] = one
            assert isinstance(one.disk.where, Clone)
            one = by_subject.get(one.disk.where.subject)
        found |= dict(reversed(chain.items()))
    return list(found.values())


def _in_pool(asked: _Asked, where: Within | Clone, size: Size, devtype: str | None) -> Request:
    request = Request(asked.subject, size, devtype, place=str(asked.disk.place))
    match where.kind:
        case "volume":
            return replace(request, volume=where.name)
        case "region":
            return replace(request, region=where.name)
        case "group":
            return replace(request, group=where.name)
    return request


def _is_virtual(disk: Minidisk) -> bool:
    return isinstance(disk.where, Temporary) and disk.where.form == "V-DISK"


def _told(place: FixedPlace) -> str:
    end = "END" if place.size is None else place.start + place.size - 1
    return f"{place.volid} {place.start}-{end}"
