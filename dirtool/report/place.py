"""Who has a place of a volume: as text, and as JSON (schema dirtool.place/1)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from dirtool.report.map_json import extent_object, gap_object
from dirtool.report.map_words import KIND_WORDS
from dirtool.report.style import Style, harmless
from dirtool.space.volumes.place import OwnersAt
from dirtool.space.volumes.volume_map import MappedExtent
from dirtool.wording import plural

SCHEMA = "dirtool.place/1"


def at_text(at: OwnersAt, style: Style) -> Iterator[str]:
    """What the place is, and a line for each extent that covers it."""
    unit = at.volume.unit
    said = {
        "owned": f"has {plural(len(at.extents), 'owner')}",
        "behind-end": f"is behind the end: the volume has {plural(at.volume.size or 0, unit)}",
        "unknown": "is behind all extents; the size of the volume is not known",
    }.get(at.state)
    if at.gap is not None:
        said = f"is free, in the gap {at.gap.first}-{at.gap.last} of {plural(at.gap.size, unit)}"
    yield f"{style.paint('bold', harmless(at.volume.volid))} {unit} {at.place} {said}"
    rows = [_cells(extent) for extent in at.extents]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield f"  {'  '.join(f'{cell:<{width}}' for cell, width in zip(row, widths, strict=True))}".rstrip()


def at_json(at: OwnersAt) -> Iterator[str]:
    """The JSON document; the extents and the gap as in the map."""
    yield json.dumps(
        {
            "schema": SCHEMA,
            "volid": at.volume.volid,
            "devtype": at.volume.devtype,
            "unit": at.volume.unit,
            "place": at.place,
            "state": at.state,
            "extents": [extent_object(extent) for extent in at.extents],
            "gap": None if at.gap is None else gap_object(at.gap),
        },
        indent=2,
    )


def _cells(extent: MappedExtent) -> tuple[str, ...]:
    last = "END" if extent.last is None else extent.last
    kind = KIND_WORDS[extent.kind] + ("" if extent.counts else ", an overlay")
    size = "" if extent.size is None else f"size {extent.size:,}"
    return harmless(extent.subject), f"{extent.first}-{last}", size, kind
