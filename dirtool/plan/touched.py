"""The volumes on which a plan changes something, before and after."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from dirtool.model.directory import Directory
from dirtool.model.extent_control import ExtentControl
from dirtool.model.volume_list import KnownVolume
from dirtool.space.volumes.mapping import mapped_volumes
from dirtool.space.volumes.volume_map import MappedVolume
from dirtool.verify.plan.document import OwnedExtent, TouchedVolume


def touched_volumes(
    volids: Collection[str],
    current: Directory,
    wanted: Directory,
    volumes: Mapping[str, KnownVolume],
    extents: ExtentControl | None,
) -> tuple[TouchedVolume, ...]:
    """The volumes of some volids as they are and as they shall be."""
    if not volids:
        return ()
    before, after = (mapped_volumes(directory, volids, volumes, extents) for directory in (current, wanted))
    found = []
    for volid in sorted(before.keys() | after.keys()):
        told = after.get(volid) or before[volid]
        sizes = [side[volid].size for side in (before, after) if volid in side]
        size = max(filter(None, sizes), default=None)  # where it is a guess, both have room
        found.append(
            TouchedVolume(
                volid, told.devtype or None, told.unit, size, _owned(before.get(volid)), _owned(after.get(volid))
            )
        )
    return tuple(found)


def _owned(volume: MappedVolume | None) -> tuple[OwnedExtent, ...]:
    if volume is None:
        return ()
    return tuple(
        OwnedExtent(one.first, one.first if one.last is None else one.last, one.subject, one.kind)
        for one in volume.extents
    )
