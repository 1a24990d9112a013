"""The map of the volumes for other programs: all extents and gaps as CSV, or the gaps alone as DIRMAP's GAPFILE has them."""

from __future__ import annotations

from collections.abc import Iterator

from dirtool.model.extent import Gap
from dirtool.report.csv_lines import csv_lines
from dirtool.report.map_rows import rows_of
from dirtool.report.style import harmless
from dirtool.space.volumes.volume_map import VolumeMap

_HEADER = ("volid", "devtype", "first", "last", "size", "unit", "kind", "subject", "flags")


def map_csv(volume_map: VolumeMap) -> Iterator[str]:
    """A header, then a line for each extent and gap; flags with blanks between. `last` and `size` are empty if not known."""
    yield from csv_lines([_HEADER])
    yield from csv_lines(_rows(volume_map))


def gap_file(volume_map: VolumeMap) -> Iterator[str]:
    """A record for each gap: volid, device type, first, last, size, in the same columns for all volids that there can be.

    Source: z/VM CMS Commands and Utilities Reference, DIRMAP, option GAPFILE, for what it holds; the columns are our own.
    """
    for volume in volume_map.volumes:
        head = harmless(f"{volume.volid:<6} {volume.devtype:<6}")
        for gap in volume.gaps:
            yield f"{head} {gap.first:>10} {gap.last:>10} {gap.size:>10}"


def _rows(volume_map: VolumeMap) -> Iterator[tuple[str | int | None, ...]]:
    for volume in volume_map.volumes:
        for part, flags in rows_of(volume):
            kind, subject = ("gap", "") if isinstance(part, Gap) else (part.kind, part.subject)
            place = part.first, part.last, part.size
            yield volume.volid, volume.devtype, *place, volume.unit, kind, subject, " ".join(flags)
