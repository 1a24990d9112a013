"""The map of all volumes, made of a directory and of what else is known of its volumes.

Sources: z/VM CP Planning and Administration, MDISK statement; z/VM CMS Commands and Utilities Reference, DIRMAP, for what its
readers expect; owners with dots (.PAGE.) are DirMaint's way to show what CP has allocated.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache, partial
from operator import itemgetter

from dirtool.model.directory import ANY_MEMBER, Directory, Entry
from dirtool.model.effective import mode_of, subject_of
from dirtool.model.extent import SYSTEM_RESIDENCE, Extent, Gap, Models, Volume, directory_disks, volumes
from dirtool.model.extent_control import ExtentControl, Region
from dirtool.model.system_area import holds_areas, logs_on, owners_of
from dirtool.model.volume_list import KnownVolume, SystemArea, sizes
from dirtool.space.volumes.volume_map import (
    MappedExtent,
    MappedVolume,
    Shared,
    SizeSource,
    Unlocated,
    UnlocatedKind,
    VolumeMap,
)
from dirtool.spec.devices import (
    DASD_TYPES,
    LABEL_SIZES,
    MODEL_SIZES,
    OBSOLETE_DASD_TYPES,
    model_of,
    type_and_model,
    unit_of,
)
from dirtool.syntax.statements import Mdisk

LABEL_OWNER = ".LABEL."

_ALL_TYPES = frozenset((*DASD_TYPES, *OBSOLETE_DASD_TYPES))
_NOTHING_KNOWN = KnownVolume()
_UNLOCATED_KINDS: dict[str, UnlocatedKind] = {
    "DEVNO": "devno",
    "T-DISK": "tdisk",
    "TBLK": "tdisk",
    "V-DISK": "vdisk",
    "VDBS": "vdisk",
}
_IN_CMS_BLOCKS = ("VBLK", "RBLK", "GBLK", "TBLK", "VDBS")


def map_volumes(
    directory: Directory,
    known: Mapping[str, KnownVolume] | None = None,
    extents: ExtentControl | None = None,
    models: Models = MODEL_SIZES,
) -> VolumeMap:
    """Every volume that a minidisk, `known` or EXTENT CONTROL names, by volid, and the minidisks that have no place.

    `models` are the sizes in which device types come, by which full packs are known and unknown sizes guessed. Each call makes
    a map of its own: who places minidisks takes the space from it.
    """
    return _Mapper(directory, known or {}, extents, models).map()


def mapped_volumes(
    directory: Directory,
    volids: Collection[str],
    known: Mapping[str, KnownVolume] | None = None,
    extents: ExtentControl | None = None,
) -> dict[str, MappedVolume]:
    """Some volumes by volid as `map_volumes` tells of them, as far as it does, without a look at the others."""
    return _Mapper(directory, known or {}, extents, MODEL_SIZES).some(volids)


class _Mapper:
    def __init__(
        self,
        directory: Directory,
        known: Mapping[str, KnownVolume],
        extents: ExtentControl | None,
        models: Models,
    ) -> None:
        self._directory = directory
        self._known = known
        self._extents = extents
        self._models = models
        self._told = self._sizes_told()
        self._volumes = volumes(directory, {**self._told, **sizes(known)}, models)
        self._holds_areas = cache(partial(holds_areas, directory))
        self._directory_disks = directory_disks(directory)

    def map(self) -> VolumeMap:
        residence = self._volumes.get(SYSTEM_RESIDENCE)
        return VolumeMap(
            [self._mapped(volid) for volid in sorted(self._volids)],
            list(self._unlocated()),
            list(_overlaps(residence, None)) if residence else [],
        )

    def some(self, volids: Collection[str]) -> dict[str, MappedVolume]:
        return {volid: self._mapped(volid) for volid in sorted(self._volids.intersection(volids))}

    @property
    def _volids(self) -> set[str]:
        """All that are named."""
        named = {region.volid for region in self._extents.regions.values()} if self._extents else set()
        return {*self._volumes, *self._known, *named} - {SYSTEM_RESIDENCE}

    def _mapped(self, volid: str) -> MappedVolume:
        volume = self._volumes.get(volid) or Volume(volid, self._directory, [])
        known = self._known.get(volid, _NOTHING_KNOWN)
        disks = [disk for disk in volume.extents if disk.last is None or disk.last >= disk.first]
        packs = [disk for disk in disks if disk.first == 0 and volume.is_full_pack(disk)]
        devtype = self._devtype(volume, known)
        size, source = self._size(volid, disks, packs, known, devtype)
        mapped = [*self._disks(volume, disks, packs, known.areas, size), *map(_area, known.areas)]
        taken = _merged([(extent.first, extent.last) for extent in mapped if extent.counts])
        gaps, labels = _gaps(taken, size, LABEL_SIZES[unit_of(devtype)])
        mapped += [MappedExtent(*label, LABEL_OWNER, "system") for label in labels]
        mapped.sort(key=_by_place)
        last_place = max([*(disk.first for disk in disks), *(end for _, end in taken if end is not None)], default=0)
        regions = self._regions_on(volid)
        return MappedVolume(
            volid=volid,
            devtype=devtype,
            members=self._members(disks),
            unit=unit_of(devtype),
            size=size,
            size_source=source,
            used=sum((last_place if last is None else last) - first + 1 for first, last in [*taken, *labels]),
            free=None if size is None else sum(gap.size for gap in gaps),
            extents=mapped,
            gaps=gaps,
            overlaps=[*_overlaps(volume, size), *self._on_areas(volume, known.areas, size)],
            identical=[
                Shared(later.first, later.last, _pair(earlier.subject, later.subject))
                for earlier, later in volume.identical
            ],
            untold_overlaps=sum(left for overlap in volume.overlaps for _, left in overlap.untold),
            model=model_of(devtype, size),
            regions=tuple(region.name for region in regions),
            groups=tuple(dict.fromkeys(group for region in regions for group in self._groups_of(region.name))),
        )

    def _groups_of(self, region: str) -> list[str]:
        return self._extents.groups_of(region) if self._extents else []

    # -- the size of a volume

    def _devtype(self, volume: Volume, known: KnownVolume) -> str:
        """The type that the site names, or most minidisks, or EXTENT CONTROL; empty if nobody does."""
        if known.devtype is not None:
            return known.devtype
        counts = {devtype: count for devtype, count in volume.devtypes.items() if devtype in _ALL_TYPES}
        if counts:
            return min(counts, key=lambda devtype: (-counts[devtype], devtype))
        types = (type_and_model(region.devtype)[0] for region in self._regions_on(volume.volid))
        return next((devtype for devtype in types if devtype in _ALL_TYPES), "")

    def _size(
        self, volid: str, disks: list[Extent], packs: list[Extent], known: KnownVolume, devtype: str
    ) -> tuple[int | None, SizeSource]:
        if known.size is not None:
            return known.size, "given"
        told = self._told.get(volid)
        ends = [disk.first if disk.last is None else disk.last for disk in disks]
        reached = max([*ends, *(area.last for area in known.areas)], default=-1)
        last_region = max([region.last for region in self._regions_on(volid) if region.last is not None], default=-1)
        if told is None:
            reached = max(reached, last_region)
        pack_size = max([disk.size for disk in packs if disk.size], default=0)
        if pack_size > max(reached, 0):
            return pack_size, "full-pack"
        if told is not None:
            return told, "extent-control"
        models = [size for size in self._models.get(devtype, ()) if size > reached >= 0]
        if models:
            return min(models), "model"
        return (reached + 1, "extent-control") if reached == last_region >= 0 else (None, "unknown")

    def _regions_on(self, volid: str) -> list[Region]:
        return self._extents.regions_on(volid) if self._extents else []

    def _sizes_told(self) -> dict[str, int]:
        """The sizes that EXTENT CONTROL tells by the device types of regions; of several for one volume the smallest."""
        found: dict[str, int] = {}
        for region in self._extents.regions.values() if self._extents else ():
            size = self._extents.size_of(region.devtype) if self._extents else None
            if size is not None:
                found[region.volid] = min(size, found.get(region.volid, size))
        return found

    # -- the minidisks of a volume

    def _disks(
        self, volume: Volume, disks: list[Extent], packs: list[Extent], areas: Iterable[SystemArea], size: int | None
    ) -> Iterator[MappedExtent]:
        whole = set(map(id, packs))
        sure = {id(disk) for disk in packs if volume.has_size_of_volume(disk)}
        inner_users = self._inner_users(disks, whole, areas) if packs else set()
        for disk in disks:
            entry, userid = disk.entry, self._userid(disk.entry)
            excluded = self._extents is not None and self._extents.excludes(entry.name, disk.disk.vdev)
            is_over_others = id(disk) in sure and bool(inner_users - {userid})
            is_overlay = id(disk) in whole and (excluded or is_over_others or not self._logs_on(entry))
            end = None if size is None else max(disk.first, size - 1)
            yield MappedExtent(
                disk.first,
                end if disk.last is None else disk.last,
                disk.subject,
                "full-pack" if id(disk) in whole else "minidisk",
                userid,
                entry.shown_name,
                disk.subject.partition("/")[2],
                mode_of(disk.placed),
                excluded,
                not is_overlay,
            )

    def _inner_users(self, disks: list[Extent], whole: set[int], areas: Iterable[SystemArea]) -> set[str]:
        """Who has more than a label on a volume, but for full packs: what another one owns proves that the volume is CP's.

        So do the areas that CP uses. A full pack alone, or over disks of its own user, may be a guest's.
        """
        of_cp = {area_owner(area.kind) for area in areas if area.is_of_cp}
        return of_cp | {
            self._userid(disk.entry)
            for disk in disks
            if id(disk) not in whole and (disk.last is None or disk.last >= LABEL_SIZES[disk.unit])
        }

    def _logs_on(self, entry: Entry) -> bool:
        """Whether any user of an entry can log on; of a SUBCONFIG that nobody builds, that is not known."""
        owners = owners_of(self._directory, entry)
        return not owners or any(map(logs_on, owners))

    def _userid(self, entry: Entry) -> str:
        owners = owners_of(self._directory, entry) if entry.kind == "subconfig" else []
        return owners[0].shown_name if owners else entry.shown_name

    def _members(self, disks: list[Extent]) -> tuple[str, ...]:
        """The members of the cluster that have minidisks on a volume; empty where all of them may have them."""
        members: set[str] = set()
        for disk in disks:
            built_for = self._directory.built_for(disk.entry)
            if not built_for or ANY_MEMBER in built_for:
                return ()
            members.update(built_for)
        return tuple(sorted(members))

    def _on_areas(self, volume: Volume, areas: Iterable[SystemArea], size: int | None) -> Iterator[Shared]:
        """The minidisks on areas that CP uses. Full packs lie there on purpose, and so do those that hold the areas."""
        for area in areas:
            for disk in volume.touching(area.first, area.last):
                end = _end(size) if disk.last is None else disk.last
                last = area.last if end is None else min(end, area.last)
                is_parm_disk = area.kind == "PARM" and disk.first >= area.first and end == last
                on_purpose = (
                    is_parm_disk
                    or volume.is_full_pack(disk)
                    or (disk.disk.vdev, volume.volid) in self._directory_disks
                    or self._holds_areas(disk.entry)
                )
                first = max(disk.first, area.first)
                if first <= last and not on_purpose:
                    yield Shared(first, last, _pair(disk.subject, area_owner(area.kind)))

    # -- minidisks without a place

    def _unlocated(self) -> Iterator[Unlocated]:
        for entry, placed in self._directory.placed(Mdisk, where=_has_no_place):
            disk = placed.statement
            assert isinstance(disk, Mdisk)
            kind = "sysres" if disk.form == "extent" else _UNLOCATED_KINDS.get(disk.form, "auto")
            size = disk.size if isinstance(disk.size, int) and disk.form not in _IN_CMS_BLOCKS else None
            yield Unlocated(subject_of(entry, placed), kind, size)


def _has_no_place(disk: Mdisk) -> bool:
    return disk.form != "extent" or disk.volid == SYSTEM_RESIDENCE


def area_owner(kind: str) -> str:
    """The subject of an area that CP uses: .PAGE. for PAGE."""
    return f".{kind}."


def _area(area: SystemArea) -> MappedExtent:
    return MappedExtent(area.first, area.last, area_owner(area.kind), "system")


def _overlaps(volume: Volume, size: int | None) -> Iterator[Shared]:
    """What minidisks share; of one that reaches to the END nothing behind the end."""
    for overlap in volume.overlaps:
        last = overlap.last
        if None in (overlap.earlier.last, overlap.later.last):
            last = min((end for end in (last, _end(size)) if end is not None), default=None)
        if last is None or overlap.first <= last:
            yield Shared(overlap.first, last, _pair(overlap.earlier.subject, overlap.later.subject))


def _end(size: int | None) -> int | None:
    """The last cylinder or block of a volume; None if its size is not known."""
    return None if size is None else size - 1


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)


def _by_place(extent: MappedExtent) -> tuple[int, int, str]:
    """By the first cylinder, the larger one first: a full pack before what lies on it."""
    return extent.first, -(sys.maxsize if extent.last is None else extent.last), extent.subject


def _merged(spans: list[tuple[int, int | None]]) -> list[tuple[int, int | None]]:
    """What spans cover together, in order, without two that touch or overlap; None is a last place without end."""
    found: list[tuple[int, int | None]] = []
    for first, last in sorted(spans, key=itemgetter(0)):
        if found and (found[-1][1] is None or found[-1][1] >= first - 1):
            before = found[-1][1]
            found[-1] = found[-1][0], None if before is None or last is None else max(before, last)
        else:
            found.append((first, last))
    return found


def _gaps(taken: list[tuple[int, int | None]], size: int | None, label: int) -> tuple[list[Gap], list[Gap]]:
    """What lies between spans in order, up to the end of the volume where that is known: free space, and the label's."""
    gaps: list[Gap] = []
    labels: list[Gap] = []
    at: int | None = 0
    for first, last in [*taken, (size, None)]:
        if at is None or first is None:
            break
        stop = first if size is None else min(first, size)
        if at < min(stop, label):
            labels.append(Gap(at, min(stop, label) - 1))
        if max(at, label) < stop:
            gaps.append(Gap(max(at, label), stop - 1))
        at = None if last is None else last + 1
    return gaps, labels
