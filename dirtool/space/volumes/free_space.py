"""How much is free, summed up by volume, by model, or by the regions and groups of EXTENT CONTROL."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple

from dirtool.errors import InputError
from dirtool.model.extent import Gap
from dirtool.model.extent_control import ExtentControl
from dirtool.space.volumes.gaps import clipped, merged
from dirtool.space.volumes.volume_map import MappedVolume, VolumeMap
from dirtool.spec.devices import Unit

FreeBy = Literal["group", "region", "volume", "model"]


class FreeRow(NamedTuple):
    """The space of some volumes, or of regions on them, in cylinders or blocks.

    `size`, `used` and `free` are None where they are not known of any volume. `unknown` is the number of volumes of which
    they are not, and which the sums leave out. `fragmentation` is how much of the free space lies outside of the largest gap
    of each volume, or of the region; `guessed` tells that the size of one of the volumes is a guess.
    """

    name: str
    devtypes: tuple[str, ...]
    volumes: int
    size: int | None
    used: int | None
    free: int | None
    largest_gap: int
    fragmentation: float
    unit: Unit
    guessed: bool
    unknown: int


class _Part(NamedTuple):
    """A volume, or what a region or a group has of it: how large it is, what of it is used, and the sizes of its gaps."""

    volume: MappedVolume
    size: int | None
    used: int | None
    gaps: list[int]


def free_by(volume_map: VolumeMap, by: FreeBy, extents: ExtentControl | None = None) -> list[FreeRow]:
    """The free space by volid, by name of the model, or by region or group in the order of EXTENT CONTROL.

    A group that has volumes of cylinders and of blocks has a row for each. Of a region counts what lies on its volume, up to
    the END of its device type, and of a gap what lies in the region. Of a group counts what its regions cover together;
    where these touch or overlap, their gaps are one. A region whose volume is not in the map does not count.

    Raises InputError for regions and groups without an EXTENT CONTROL.
    """
    volumes = volume_map.volumes
    if by == "volume":
        return [_row(volume.volid, [_whole(volume)]) for volume in volumes]
    if by == "model":
        return sorted(_rows((_model(volume), _whole(volume)) for volume in volumes), key=lambda row: row.name)
    if extents is None:
        raise InputError(f"free space by {by} needs an EXTENT CONTROL", "name one with --extents")
    covered = dict(_covered(volumes, extents))
    if by == "region":
        return [_row(name, [_part(*place)]) for name, place in covered.items()]
    return _rows(
        (group.name, part)
        for group in extents.groups.values()
        for part in _together([covered[name] for name in group.regions if name in covered])
    )


def _rows(parts: Iterable[tuple[str, _Part]]) -> list[FreeRow]:
    """A row for each name and unit, in the order of their first parts."""
    found: dict[tuple[str, Unit], list[_Part]] = {}
    for name, part in parts:
        found.setdefault((name, part.volume.unit), []).append(part)
    return [_row(name, own) for (name, _), own in found.items()]


def _row(name: str, parts: list[_Part]) -> FreeRow:
    volumes = {id(part.volume): part.volume for part in parts}.values()
    known = [part for part in parts if part.size is not None]
    free = sum(size for part in parts for size in part.gaps)
    largest = [max(part.gaps, default=0) for part in parts]
    return FreeRow(
        name=name,
        devtypes=tuple(sorted({volume.devtype for volume in volumes})),
        volumes=len(volumes),
        size=_sum(known, lambda part: part.size),
        used=_sum(known or parts, lambda part: part.used),
        free=_sum(known, lambda part: sum(part.gaps)),
        largest_gap=max(largest),
        fragmentation=1 - sum(largest) / free if free else 0.0,
        unit=parts[0].volume.unit,
        guessed=any(volume.size_source == "model" for volume in volumes),
        unknown=sum(volume.size is None for volume in volumes),
    )


def _sum(parts: list[_Part], number: Callable[[_Part], int | None]) -> int | None:
    """The sum of what is known; None if nothing is."""
    numbers = [known for part in parts if (known := number(part)) is not None]
    return sum(numbers) if numbers else None


def _whole(volume: MappedVolume) -> _Part:
    return _Part(volume, volume.size, volume.used, [gap.size for gap in volume.gaps])


def _model(volume: MappedVolume) -> str:
    """3390-09, or where the size is not that of a model, the type and the size: 3390 12000."""
    return volume.model or (volume.devtype if volume.size is None else f"{volume.devtype} {volume.size}".lstrip())


def _covered(
    volumes: list[MappedVolume], extents: ExtentControl
) -> Iterator[tuple[str, tuple[MappedVolume, list[Gap]]]]:
    """The regions on volumes of the map, by name: the volume, and what of it is in the region, if anything."""
    by_volid = {volume.volid: volume for volume in volumes}
    for region in extents.regions.values():
        if region.volid in by_volid:
            volume = by_volid[region.volid]
            ends = [extents.end_of(region), None if volume.size is None else volume.size - 1]
            last = min((end for end in ends if end is not None), default=sys.maxsize)
            yield region.name, (volume, [Gap(region.first, last)] if region.first <= last else [])


def _together(places: list[tuple[MappedVolume, list[Gap]]]) -> Iterator[_Part]:
    """What some regions cover together, by volume."""
    spans: dict[str, list[Gap]] = {}
    for volume, own in places:
        spans.setdefault(volume.volid, []).extend(own)
    volumes = {volume.volid: volume for volume, _ in places}
    for volid, volume in volumes.items():
        yield _part(volume, merged(spans[volid]))


def _part(volume: MappedVolume, spans: list[Gap]) -> _Part:
    """What a volume has in some spans, of which no two overlap."""
    gaps = [gap.size for span in spans for gap in clipped(volume.gaps, span.first, span.last)]
    if volume.size is None:
        return _Part(volume, None, None, gaps)
    size = sum(span.size for span in spans)
    return _Part(volume, size, size - sum(gaps), gaps)
