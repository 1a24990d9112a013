"""The map of the volumes as JSON, schema dirtool.map/1."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dirtool.model.extent import Gap
from dirtool.report.json_lines import FRACTION_DIGITS, object_lines
from dirtool.space.volumes.volume_map import MappedExtent, MappedVolume, Shared, Unlocated, VolumeMap

SCHEMA = "dirtool.map/1"


def map_json(volume_map: VolumeMap) -> Iterator[str]:
    """The lines of the JSON document; one volume a line, then one minidisk without a place a line.

    What overlaps on &SYSRES comes last, where there is something.
    """
    yield f'{{"schema": "{SCHEMA}", "volumes": ['
    yield from object_lines(volume_map.volumes, _volume)
    yield '], "unlocated": ['
    yield from object_lines(volume_map.unlocated, Unlocated._asdict)
    if volume_map.residence_overlaps:
        yield '], "residence_overlaps": ['
        yield from object_lines(volume_map.residence_overlaps, _shared)
    yield "]}"


def extent_object(extent: MappedExtent) -> dict[str, Any]:
    """An extent, with the fields of the contract in its order; `overlay` and `excluded` only where they are true."""
    shown: dict[str, Any] = {
        "first": extent.first,
        "last": extent.last,
        "size": extent.size,
        "subject": extent.subject,
        "kind": extent.kind,
    }
    if not extent.counts:
        shown["overlay"] = True
    if extent.excluded:
        shown["excluded"] = True
    return shown


def gap_object(gap: Gap) -> dict[str, Any]:
    """A gap, with the fields of the contract."""
    return {"first": gap.first, "last": gap.last, "size": gap.size}


def _volume(volume: MappedVolume) -> dict[str, Any]:
    more = {
        "identical": [_shared(shared) for shared in volume.identical],
        "untold_overlaps": volume.untold_overlaps,
        "model": volume.model,
        "regions": volume.regions,
        "groups": volume.groups,
    }
    return {
        "volid": volume.volid,
        "devtype": volume.devtype,
        "members": volume.members,
        "unit": volume.unit,
        "size": volume.size,
        "size_source": volume.size_source,
        "used": volume.used,
        "free": volume.free,
        "largest_gap": volume.largest_gap,
        "fragmentation": round(volume.fragmentation, FRACTION_DIGITS),
        "extents": [extent_object(extent) for extent in volume.extents],
        "gaps": [gap_object(gap) for gap in volume.gaps],
        "overlaps": [_shared(shared) for shared in volume.overlaps],
        **{name: value for name, value in more.items() if value},
    }


def _shared(shared: Shared) -> dict[str, Any]:
    return {"first": shared.first, "last": shared.last, "subjects": shared.subjects}
