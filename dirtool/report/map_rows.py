"""The rows of a volume for the reports that list them: its extents and gaps by their places, with flags."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

from dirtool.model.extent import Gap
from dirtool.space.volumes.volume_map import MappedExtent, MappedVolume, Shared


class MapRow(NamedTuple):
    """A part of a volume, and its flags; a gap has none.

    FULLPACK has all of its volume, OVERLAY lies over the minidisks of others and uses nothing. OVERLAP shares a part with
    another extent, DUP is the same as another one, BEYOND reaches behind the end, EXCLUDED is named by an EXCLUDE record.
    """

    part: MappedExtent | Gap
    flags: tuple[str, ...]


def rows_of(volume: MappedVolume) -> Iterator[MapRow]:
    """Its extents and gaps by their first cylinders or blocks."""
    overlaps = _places_by_subject(volume.overlaps)
    identical = _places_by_subject(volume.identical)
    end = volume.size
    parts: list[MappedExtent | Gap] = [*volume.extents, *volume.gaps]
    parts.sort(key=itemgetter(0))
    for part in parts:
        yield MapRow(part, () if isinstance(part, Gap) else tuple(_flags(part, overlaps, identical, end)))


def _flags(
    extent: MappedExtent, overlaps: dict[str, list[int]], identical: dict[str, list[int]], end: int | None
) -> Iterator[str]:
    if extent.kind == "full-pack":
        yield "FULLPACK" if extent.counts else "OVERLAY"
    if _has_any(overlaps, extent):
        yield "OVERLAP"
    if _has_any(identical, extent):
        yield "DUP"
    if not _lies_before(extent, end):
        yield "BEYOND"
    if extent.excluded:
        yield "EXCLUDED"


def _lies_before(extent: MappedExtent, end: int | None) -> bool:
    """Whether an extent ends before the end of its volume, as far as is known."""
    return end is None or (extent.first if extent.last is None else extent.last) < end


def _places_by_subject(shared: Iterable[Shared]) -> dict[str, list[int]]:
    """Where that begins which the extents of a subject share with others, in order."""
    found: dict[str, list[int]] = {}
    for first, _, subjects in shared:
        for subject in subjects:
            found.setdefault(subject, []).append(first)
    for places in found.values():
        places.sort()
    return found


def _has_any(places_by_subject: dict[str, list[int]], extent: MappedExtent) -> bool:
    """Whether one of the places of its subject lies in an extent: a subject may have several, by mistake."""
    places = places_by_subject.get(extent.subject, [])
    at = bisect_left(places, extent.first)
    return at < len(places) and (extent.last is None or places[at] <= extent.last)
