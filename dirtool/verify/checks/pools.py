"""Disk pools: the groups of EXTENT CONTROL that the cloud takes its disks from, and volumes that must stay out of them."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from dirtool.lint.context import ControlContext
from dirtool.lint.diagnostic import Related, Severity, Span
from dirtool.lint.neighbours import Neighbours
from dirtool.lint.options import Options
from dirtool.lint.place import span_of, span_of_words
from dirtool.lint.registry import Finding
from dirtool.lint.rules.extent_control import overlapping_regions, region_on_cylinder_zero
from dirtool.model.directory import Directory
from dirtool.model.extent import Extent, Volume, volumes
from dirtool.model.extent_control import ExtentControl, Region
from dirtool.model.recognition import Kind
from dirtool.space.volumes.free_space import FreeRow, free_by
from dirtool.space.volumes.mapping import map_volumes
from dirtool.spec.copy_keys import NONE
from dirtool.spec.devices import LABEL_SIZES, Unit, unit_of_model
from dirtool.syntax.text_file import Stated
from dirtool.syntax.words import fold
from dirtool.verify.comparing import chosen, option
from dirtool.verify.guests import APPLIANCE, context_of
from dirtool.verify.installation import Host, Installation, place_of
from dirtool.verify.registry import Answers, NotCompared, all_of, any_of, host_check
from dirtool.wording import listed, near, plural, shown

_UNITS: dict[str, Unit] = {"ECKD": "cylinder", "FBA": "block"}
_OF_THE_APPLIANCE = ("XCAT", "XCAT1")  # groups in which a full volume is as it should be
_SEPARATOR = re.compile(r"[ ,;]+")  # of the pools of Feilong
_NAME, _DEVTYPE = 0, 4  # the words of a region
_POOL_AND_EXTENTS = all_of(Kind.NOVA, Kind.EXTENTS) + all_of(Kind.ZVMSDK, Kind.EXTENTS)


class Pool(NamedTuple):
    """A disk pool that the drivers use: its name in upper case, its type (ECKD, FBA), and where these are stated.

    A type that is not stated has the place of the name.
    """

    name: str
    type: str
    stated: Stated
    type_stated: Stated


@host_check("VFY015", "unknown-disk-pool", Severity.ERROR, "VDP01", needs=_POOL_AND_EXTENTS)
def unknown_disk_pool(host: Host, installation: Installation) -> Answers:
    """A disk pool is no group of EXTENT CONTROL, has no region there, or has a dollar sign in its name.

    Why: no disk can be made for any instance.
    Fix: name a group of EXTENT CONTROL that has a region, or add the group.
    Source: Enabling z/VM for OpenStack, zvm_diskpool; the configuration of Feilong, disk_pool
    """
    control = _control(host)
    neighbours = Neighbours(control.groups)
    for pool in _pools(host):
        if isinstance(pool, NotCompared):
            yield pool
            continue
        said = f"the disk pool {shown(pool.name)}"
        if "$" in pool.name:
            yield _finding(pool, f"{said} has a $ in its name, which the drivers do not take", "dollar", control)
        elif pool.name not in control.groups:
            yield _unreadable(control, pool) or _finding(
                pool,
                f"{said} is no group of EXTENT CONTROL{near(neighbours.of(pool.name))}",
                "unknown",
                control,
            )
        elif not _regions(control, pool):
            yield _finding(pool, f"{said} is a group of EXTENT CONTROL that has no region", "empty", control)


@host_check("VFY016", "disk-pool-of-other-type", Severity.ERROR, needs=_POOL_AND_EXTENTS)
def disk_pool_of_other_type(host: Host, installation: Installation) -> Answers:
    """The devices of a disk pool are of another kind than the drivers are told.

    Why: a disk of so many cylinders is asked for on a device of blocks, or the other way round. Without zvm_diskpool_type the
    pool is taken for one of ECKD devices.
    Fix: state the type that the regions of the group have: ECKD for 3390 and 3380, FBA for 9336 and FB-512.
    Source: Enabling z/VM for OpenStack, zvm_diskpool_type; the configuration of Feilong, disk_pool
    """
    control = _control(host)
    for pool in _pools(host):
        if isinstance(pool, NotCompared):
            yield pool
            continue
        regions = _regions(control, pool)
        if pool.type not in _UNITS:
            yield NotCompared(f"{pool.type_stated.name} is {shown(pool.type)}, not {listed([*_UNITS], 'or')}")
        elif not regions:
            yield NotCompared(f"{Kind.EXTENTS} has no region of", shown(pool.name))
        else:
            wrong = [region for region in regions if unit_of_model(region.devtype) != _UNITS[pool.type]]
            if wrong:
                more = f" (and {plural(len(wrong) - 1, 'more region')})" if len(wrong) > 1 else ""
                message = (
                    f"the disk pool {shown(pool.name)} is taken for {pool.type}, but region {wrong[0].name} is on a "
                    f"{wrong[0].devtype}{more}"
                )
                related = Related(_word(control, wrong[0].line, _DEVTYPE), wrong[0].name, "the region is here")
                yield Finding(place_of(pool.type_stated), message, pool.name, "devtype", related=(related,))


@host_check(
    "VFY017",
    "disk-pool-is-full",
    Severity.ERROR,
    "VDP02",
    needs=all_of(Kind.NOVA, Kind.EXTENTS, Kind.DIRECTORY) + all_of(Kind.ZVMSDK, Kind.EXTENTS, Kind.DIRECTORY),
)
def disk_pool_is_full(host: Host, installation: Installation) -> Answers:
    """A disk pool has no free space, or no gap for the disk of the flavour that is asked about.

    Why: the next instance cannot be made. xCAT compares the sum of what is free; DirMaint needs it in one piece. Where the
    size of a volume is a guess, it is a warning; the pools XCAT and XCAT1 of the appliance are full on purpose.
    Fix: add a region to the group, or free some space; `dirtool map --free-by group` shows what there is.
    Source: Enabling z/VM for OpenStack, disk pools; z/VM DirMaint Commands Reference, AMDISK, AUTOG
    """
    control, directory = _control(host), host.directory
    assert directory is not None
    rows: list[FreeRow] | None = None
    for pool in _pools(host):
        if isinstance(pool, NotCompared):
            yield pool
        elif not (regions := _regions(control, pool)):
            yield NotCompared(f"{Kind.EXTENTS} has no region of", shown(pool.name))
        else:
            rows = free_by(map_volumes(directory, extents=control), "group", control) if rows is None else rows
            own = [row for row in rows if row.name == pool.name]
            yield from _judge_room(pool, own, regions, installation, host)


def _judge_room(
    pool: Pool, rows: list[FreeRow], regions: list[Region], installation: Installation, host: Host
) -> Answers:
    """What is wrong with the free space of a pool, of which there is a row for cylinders, and one for blocks."""
    control, flavour = _control(host), installation.flavour_size
    devtypes = {unit_of_model(region.devtype): region.devtype for region in reversed(regions)}
    needed = {row.unit: flavour.on(devtypes.get(row.unit, ""), control.units_for) if flavour else 1 for row in rows}
    if None in needed.values():
        yield NotCompared(f"how much {flavour} is on the devices of {shown(pool.name)} is not known")
    elif any(row.largest_gap >= (needed[row.unit] or 0) for row in rows):
        if context_of(host).is_fragment:
            yield NotCompared("the directory is a part of one: what is free in it may be used by others")
    elif any(row.unknown for row in rows):
        yield NotCompared(f"the size of a volume of {shown(pool.name)} is not known")
    else:
        there = " and ".join(
            f"{row.free or 0:,} {row.unit}s are free in total, {row.largest_gap:,} in the largest gap" for row in rows
        )
        wanted = " and ".join(f"{needed[row.unit]:,} {row.unit}s" for row in rows)
        what = f"no room for {flavour}, which takes {wanted}" if flavour else "no free space"
        severity = Severity.WARNING if any(row.guessed for row in rows) else None
        yield _finding(
            pool,
            f"the disk pool {shown(pool.name)} has {what}: {there}",
            "full",
            control,
            severity=Severity.INFO if pool.name in _OF_THE_APPLIANCE else severity,
        )


@host_check("VFY018", "unsafe-region", Severity.ERROR, needs=any_of(Kind.EXTENTS), also=frozenset({Kind.DIRECTORY}))
def unsafe_region(host: Host, installation: Installation) -> Answers:
    """Two regions overlap, a region holds the label of its volume, or a minidisk lies across the border of one.

    Why: DirMaint gives out the same space twice, or that of the label. It never places a minidisk across the border of a
    region: such a one was made for something else. A full pack is not told, nor what an EXCLUDE record names.
    Fix: change the regions so that they do not meet, begin behind the label, and hold each minidisk as a whole or not at all.
    Source: z/VM DirMaint Tailoring and Administration Guide, EXTENT CONTROL
    """
    control = _control(host)
    if not control.regions:
        yield NotCompared(f"{Kind.EXTENTS} has no region")
    context = ControlContext(control, Options())
    yield from overlapping_regions(context)
    yield from region_on_cylinder_zero(context)
    if host.directory is not None:
        yield from _across_borders(control, host.directory)


class _Ground(NamedTuple):
    """What some regions of a volume cover without a gap: both ends are inclusive; the regions at its ends."""

    first: int
    last: int
    front: Region
    back: Region


def _across_borders(control: ExtentControl, directory: Directory) -> Iterator[Finding]:
    sizes = {region.volid: control.size_of(region.devtype) for region in control.regions.values()}
    known = {volid: size for volid, size in sizes.items() if size is not None}
    for volid, volume in volumes(directory, known).items():
        grounds = _grounds(control, control.regions_on(volid))
        firsts = [ground.first for ground in grounds]
        for extent in volume.extents if grounds else ():
            last = known.get(volid, sys.maxsize) - 1 if extent.last is None else extent.last
            ground = grounds[max(0, bisect_right(firsts, last) - 1)]
            meets = extent.first <= last and extent.first <= ground.last and ground.first <= last
            is_inside = ground.first <= extent.first and last <= ground.last
            if not meets or is_inside or extent.unit != unit_of_model(ground.front.devtype):
                continue
            if not (volume.is_full_pack(extent) or control.excludes(extent.entry.name, extent.disk.vdev)):
                yield _across(control, extent, ground.front if extent.first < ground.first else ground.back)


def _grounds(control: ExtentControl, regions: list[Region]) -> list[_Ground]:
    """What the regions of a volume cover together, in order."""
    found: list[_Ground] = []
    for region in sorted(regions, key=lambda region: (region.first, region.line)):
        end = control.end_of(region)
        last = sys.maxsize - 1 if end is None else end
        if found and region.first <= found[-1].last + 1:
            if last > found[-1].last:
                found[-1] = found[-1]._replace(last=last, back=region)
        elif region.first <= last:
            found.append(_Ground(region.first, last, region, region))
    return found


def _across(control: ExtentControl, extent: Extent, region: Region) -> Finding:
    last = "END" if extent.last is None else extent.last
    place = f"{extent.volid} {extent.unit}s {extent.first}-{last}"
    message = f"{extent.subject} has {place}, of which a part only is in region {region.name}"
    related = Related(_word(control, region.line, _NAME), region.name, "the region is here")
    return Finding(span_of(extent.placed), message, extent.subject, extent.volid, Severity.WARNING, related=(related,))


@host_check(
    "VFY034",
    "appliance-volume-in-use",
    Severity.ERROR,
    needs=tuple(
        frozenset({copy, other}) for copy in (Kind.DMSSICNF, Kind.DMSSICMO) for other in (Kind.EXTENTS, Kind.DIRECTORY)
    ),
)
def appliance_volume_in_use(host: Host, installation: Installation) -> Answers:
    """A volume that the management node gets as a whole is in a region of EXTENT CONTROL, or has minidisks of others.

    Why: the appliance takes XCAT_iso and cmo_data_disk for its file systems, and writes over what is there. Minidisks of the
    appliance itself, full packs, and those that only keep the label are not told.
    Fix: name a volume that nobody has, or take the region and the minidisks away.
    Source: Enabling z/VM for OpenStack, XCAT_iso and cmo_data_disk
    """
    named = list(_appliance_volumes(host))
    if not named:
        yield NotCompared("neither XCAT_iso nor cmo_data_disk names a volume")
    owner = host.dmssicnf.value("XCAT_User") if host.dmssicnf else None
    owners = {APPLIANCE, fold(owner or "")}
    on_volumes = {} if host.directory is None else volumes(host.directory)
    for volid, stated in named:
        said = f"{stated.name} gives volume {shown(volid)} to the management node"
        for region in host.extents.regions_on(volid)[:1] if host.extents else ():
            assert host.extents is not None
            related = Related(_word(host.extents, region.line, _NAME), region.name, "the region is here")
            message = f"{said}, but region {region.name} of EXTENT CONTROL is on it"
            yield Finding(place_of(stated), message, volid, "region", related=(related,))
        disks = _of_others(on_volumes[volid], owners, host) if volid in on_volumes else []
        if disks:
            more = f", and {plural(len(disks) - 1, 'more minidisk')}" if len(disks) > 1 else ""
            related = Related(span_of(disks[0].placed), disks[0].subject, "the minidisk is here")
            message = f"{said}, but {disks[0].subject} is on it{more}"
            yield Finding(place_of(stated), message, volid, "minidisk", related=(related,))


def _appliance_volumes(host: Host) -> Iterator[tuple[str, Stated]]:
    """The volumes that the COPY files give to the appliance as a whole, each once a key."""
    for copy, key in ((host.dmssicnf, "XCAT_iso"), (host.dmssicmo, "cmo_data_disk")):
        stated = None if copy is None else copy.stated(key)
        if stated is not None:
            yield from ((volid, stated) for volid in dict.fromkeys(fold(stated.text).split()) if volid != NONE)


def _of_others(volume: Volume, owners: set[str], host: Host) -> list[Extent]:
    """The minidisks on a volume that are not of the owners, and neither all of it nor its label."""
    assert host.directory is not None
    return [
        extent
        for extent in volume.extents
        if (extent.last is None or extent.last >= LABEL_SIZES[extent.unit])
        and not owners.issuperset(host.directory.users_of(extent.entry) or [extent.entry.name])
        and not volume.is_full_pack(extent)
    ]


# ---- what the checks share


def _control(host: Host) -> ExtentControl:
    assert host.extents is not None
    return host.extents


def _pools(host: Host) -> Iterator[Pool | NotCompared]:
    """The disk pools that nova.conf and zvmsdk.conf name, as far as they do."""
    nova, feilong = option(host.nova, "zvm_diskpool"), option(host.zvmsdk, "disk_pool", "zvm")
    if nova is None and feilong is None:
        yield NotCompared("neither zvm_diskpool nor disk_pool is stated")
    type_ = chosen(host.nova, "zvm_diskpool_type")
    if nova is not None and type_ is not None:
        type_stated = nova if type_.is_default else type_.stated
        yield Pool(fold(nova.text.strip()), fold(type_.text.strip()), nova, type_stated)
    if feilong is not None:
        for word in dict.fromkeys(_SEPARATOR.split(fold(feilong.text.strip()))):
            kind, _, name = word.partition(":")
            yield (
                Pool(name, kind, feilong, feilong) if name else NotCompared(f"disk_pool {shown(word)} is not TYPE:POOL")
            )


def _regions(control: ExtentControl, pool: Pool) -> list[Region]:
    """The regions of a pool that are there."""
    group = control.groups.get(pool.name)
    names = () if group is None else dict.fromkeys(group.regions)
    return [control.regions[name] for name in names if name in control.regions]


def _finding(
    pool: Pool,
    message: str,
    detail: str,
    control: ExtentControl,
    severity: Severity | None = None,
) -> Finding:
    """A finding at the name of a pool, and beside it where the group is, or should be."""
    line = next((record.line for record in control.group_records if record.name == pool.name), None)
    sections = [part.line for part in control.file.parts if part.tag == ":GROUPS."]
    what = "the groups are here" if line is None else "the group is here"
    place = _word(control, line or (sections or [1])[0], _NAME)
    related = (Related(place, pool.name, what),)
    return Finding(place_of(pool.stated), message, pool.name, detail, severity, related=related)


def _unreadable(control: ExtentControl, pool: Pool) -> NotCompared | None:
    """That a record of EXTENT CONTROL begins with the name of a pool, but cannot be read."""
    broken = (words[0].text for line in control.file.faults if (words := control.file.words(line)))
    return NotCompared(f"the record of {shown(pool.name)} cannot be read") if pool.name in map(fold, broken) else None


def _word(control: ExtentControl, line: int, index: int) -> Span:
    words = control.file.words(line)
    return span_of_words(control.path, words, index, index) if words else Span(control.path, line, 1, line, 2)
