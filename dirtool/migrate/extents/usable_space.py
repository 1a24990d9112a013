"""What of a volume DirMaint may give out: all behind the label that CP does not use, nobody holds, and minidisks do not hide.

Source: z/VM DirMaint Tailoring and Administration Guide, EXTENT CONTROL: DirMaint places minidisks in regions only, and sees
there what the directory tells, less what EXCLUDE records name; warm start and checkpoint areas it never sees.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain
from typing import NamedTuple

from dirtool.migrate.extents.surroundings import Surroundings
from dirtool.model.extent import SYSTEM_RESIDENCE, Gap
from dirtool.model.volume_list import volid_of
from dirtool.space.volumes.gaps import clipped, merged
from dirtool.space.volumes.volume_map import MappedExtent, MappedVolume
from dirtool.spec.devices import (
    FIRST_BLOCK_BEHIND_LOADER,
    FIRST_FREE_BLOCK,
    LABEL_SIZES,
    LAST_TRACK_MANAGED_CYLINDER,
    Unit,
)
from dirtool.wording import listed

_KIND_BY_MARKER = {"$PAGE$": "PAGE", "$SPOOL$": "SPOL"}
_OF_CP_ALONE = frozenset({"PAGE", "SPOL"})

_Pairs = Collection[tuple[str, str]]
"""Entries and device numbers."""


class LeftOut(NamedTuple):
    """Free space of a volume that no region has, and why; without gaps if it is not known how much there is."""

    volid: str
    unit: Unit
    gaps: tuple[Gap, ...]
    why: str

    @property
    def size(self) -> int:
        """The number of cylinders or blocks."""
        return sum(gap.size for gap in self.gaps)


class Span(NamedTuple):
    """A part of a volume that a region may cover, and what keeps it from being larger, in a word or two: empty if nothing does
    but the label and the end of the volume.
    """

    first: int
    last: int
    behind: str = ""
    before: str = ""


class Usable(NamedTuple):
    """What of a volume regions may cover, in order, and what of its free space they do not."""

    spans: list[Span]
    left_out: list[LeftOut]


class _Obstacle(NamedTuple):
    """A part of a volume that no region may have; both ends are inclusive. `name` is short, for a comment."""

    first: int
    last: int
    why: str
    name: str = ""


def usable(volume: MappedVolume, around: Surroundings, excluded: _Pairs) -> Usable:
    """What of a volume regions may cover, if EXCLUDE records name the minidisks in `excluded`."""
    if volume.size is not None and _is_taken_whole(volume, volume.size):
        return Usable([], [])
    why = _why_not(volume, around, excluded)
    if why is not None:
        gaps = tuple(volume.gaps)
        return Usable([], [LeftOut(volume.volid, volume.unit, gaps, why)] if gaps or volume.size is None else [])
    assert volume.size is not None
    spans: list[Span] = []
    left_out: list[LeftOut] = []
    at, behind = 0, ""
    for first, last, reason, name in sorted(_obstacles(volume, volume.size, around, excluded)):
        if last < max(first, at) or first >= volume.size:
            continue
        if first > at:
            spans.append(Span(at, first - 1, behind, name))
        gaps = tuple(clipped(volume.gaps, max(first, at), last))
        if gaps:
            left_out.append(LeftOut(volume.volid, volume.unit, gaps, reason))
        at, behind = last + 1, name
    if at < volume.size:
        spans.append(Span(at, volume.size - 1, behind))
    return Usable(spans, left_out)


# ---- volumes without regions


def _is_taken_whole(volume: MappedVolume, size: int) -> bool:
    """Whether one minidisk that counts as data is all of a volume."""
    return any(
        extent.counts and extent.first == 0 and (extent.last is None or extent.last >= size - 1)
        for extent in volume.extents
    )


def _why_not(volume: MappedVolume, around: Surroundings, excluded: _Pairs) -> str | None:
    """Why a volume gets no region at all; None if it may."""
    volid = volume.volid
    if not any(map(str.isalnum, volid)):
        return "it is a placeholder and no volume"
    try:
        volid_of(volid)
    except ValueError as error:
        return f"its name is no volid; allowed: {error}"
    if around.volumes and volid not in around.volumes:
        return "the site does not have it"
    is_type_told = volid in around.volumes and around.volumes[volid].devtype is not None
    if not volume.devtype:
        return "nobody tells its device type"
    if volume.size is None:
        return "nobody tells how large it is"
    if volid in around.with_unknown_places:
        return f"the place of {around.with_unknown_places[volid]}, which may be on it, cannot be read"
    if len(around.units.get(volid, ())) > 1 and not is_type_told:
        return "some of its minidisks are counted in cylinders and some in blocks"
    if volid in around.dedicated:
        return f"{around.dedicated[volid]} has it for itself"
    return _why_not_by_disks(volume, around, excluded)


def _why_not_by_disks(volume: MappedVolume, around: Surroundings, excluded: _Pairs) -> str | None:
    """The same, by who has something of the volume."""
    disks = [extent for extent in volume.extents if extent.kind != "system" and not around.is_marker(extent.entry)]
    packs = [disk for disk in disks if disk.kind == "full-pack"]
    hiding = next((one.subject for one in packs if not one.counts and (one.entry, one.vdev) not in excluded), None)
    if hiding is not None:
        return f"{hiding} is all of it, and may be data"
    if volume.size_source != "given" and len({one.last for one in packs}) > 1:
        return "its full packs are of different sizes"
    has_users = any(_is_behind_label(volume, disk) for disk in disks if disk.counts)
    held = [extent for extent in volume.extents if around.is_marker(extent.entry)]
    areas = around.areas(volume.volid)
    if not has_users and not _OF_CP_ALONE.isdisjoint(
        (*(area.kind for area in areas), *(_KIND_BY_MARKER.get(one.entry, "") for one in held))
    ):
        return "CP has it for paging or spooling"
    is_given = around.group_given(volume.volid) is not None
    has_users |= volume.volid in around.residences and bool(around.on_residence)
    if volume.volid in around.residences and (untold := around.areas_of_cp.untold_on(volume.volid)):
        owners = listed([use.owner for use in untold], "and")
        return f"the DIRECTORY statement names it, and nobody tells which areas CP has there: it wants owners, such as {owners}"
    if not (has_users or areas or is_given or (held and around.areas_of_cp.is_map_told)):
        return "nobody has anything on it, so that it may be CP's; it gets a region if a group names it"
    return None


def _is_behind_label(volume: MappedVolume, extent: MappedExtent) -> bool:
    return extent.last is None or extent.last >= LABEL_SIZES[volume.unit]


# ---- parts that no region may have


def _obstacles(volume: MappedVolume, size: int, around: Surroundings, excluded: _Pairs) -> Iterator[_Obstacle]:
    yield _Obstacle(0, LABEL_SIZES[volume.unit] - 1, "the label of the volume is there")
    if volume.unit == "cylinder":
        first = LAST_TRACK_MANAGED_CYLINDER + 1
        yield _Obstacle(first, size - 1, "only full packs are of use behind cylinder 65519", f"cylinder {first}")
    else:
        yield _Obstacle(0, FIRST_FREE_BLOCK - 1, f"blocks below {FIRST_FREE_BLOCK} are better left free")
        if volume.volid in around.residences:
            yield _Obstacle(
                0, FIRST_BLOCK_BEHIND_LOADER - 1, "the stand-alone program loader may be there", "the loader"
            )
    for extent in volume.extents:
        last = size - 1 if extent.last is None else extent.last
        if around.is_marker(extent.entry):
            yield _Obstacle(extent.first, last, f"{extent.subject} holds it", _name(volume, extent))
        elif extent.kind == "system":
            yield _Obstacle(extent.first, last, f"CP uses it: {extent.subject}", _name(volume, extent))
    yield from _bare(volume, size, excluded)
    if volume.volid in around.residences:
        for disk in around.on_residence:
            last = size - 1 if disk.last is None else disk.last
            if disk.first or last < size - 1:  # no full pack
                yield _Obstacle(
                    disk.first, last, f"{disk.subject} is there, if the volume is &SYSRES", SYSTEM_RESIDENCE
                )


def _name(volume: MappedVolume, extent: MappedExtent) -> str:
    """What a comment calls an extent; nothing for the label, which every volume has."""
    return extent.subject if _is_behind_label(volume, extent) else ""


def _bare(volume: MappedVolume, size: int, excluded: _Pairs) -> Iterator[_Obstacle]:
    """What only excluded minidisks have: the map counts it, and DirMaint takes it for free."""
    own: dict[bool, list[Gap]] = {True: [], False: []}  # of those that are excluded, and of the others
    for disk in volume.extents:
        if disk.kind != "system" and disk.counts:
            last = size - 1 if disk.last is None else disk.last
            own[(disk.entry, disk.vdev) in excluded].append(Gap(disk.first, last))
    protected = merged(own[False]) if own[True] else []
    for at, last in merged(own[True]):
        for covered in chain(clipped(protected, at, last), (Gap(last + 1, last + 1),)):
            yield _Obstacle(at, covered.first - 1, "only what EXCLUDE records name is there", "an overlay")
            at = covered.last + 1
