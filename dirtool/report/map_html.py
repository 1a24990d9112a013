"""The map of the volumes as one page: bars that tell what they show, search, light and dark, and a table without script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from dirtool.report.json_lines import FRACTION_DIGITS
from dirtool.report.map_words import (
    KIND_WORDS,
    NOTHING,
    UNLOCATED_WORDS,
    capacity,
    percent,
    reach,
    size_words,
    source_words,
    used_share,
)
from dirtool.report.page import fact, page, script_data
from dirtool.report.style import markup, printable
from dirtool.space.volumes.volume_map import MappedExtent, MappedVolume, Shared, Unlocated, UnlocatedKind, VolumeMap
from dirtool.spec.devices import Unit, unit_bytes
from dirtool.wording import plural

_KINDS = {kind: number for number, kind in enumerate(KIND_WORDS)}
_EXCLUDED, _OVERLAY = 4, 8  # beside the number of the kind


def map_html(volume_map: VolumeMap, title: str) -> Iterator[str]:
    """The lines of the page; `title` tells of which directory it is."""
    blocks = {
        "${summary}": lambda: _summary(volume_map),
        "${table}": lambda: _table(volume_map.volumes),
        "${unlocated}": lambda: [*_unlocated(volume_map.unlocated), *_residence(volume_map.residence_overlaps)],
        "${data}": lambda: _data(volume_map.volumes),
    }
    return page("map", "Volume map", title, "volumes", blocks)


class _Totals(NamedTuple):
    """What all volumes of known size have together: by unit, and in bytes where those are known of all."""

    used: Counter[Unit]
    free: Counter[Unit]
    used_bytes: int
    free_bytes: int
    are_bytes_known: bool

    @property
    def share(self) -> float | None:
        """How much is used, from 0 to 1; None where units cannot be compared, or there is nothing."""
        used, free = self.used.total(), self.free.total()
        if self.are_bytes_known:
            used, free = self.used_bytes, self.free_bytes
        elif len(self.free) > 1:
            return None
        return used / (used + free) if used + free else None


def _totals(volumes: Iterable[MappedVolume]) -> _Totals:
    used: Counter[Unit] = Counter()
    free: Counter[Unit] = Counter()
    used_bytes = free_bytes = 0
    are_bytes_known = True
    for volume in volumes:
        if volume.size is not None and volume.free is not None:
            bytes_of_one = unit_bytes(volume.devtype)
            are_bytes_known = are_bytes_known and bytes_of_one is not None
            used[volume.unit] += volume.size - volume.free
            free[volume.unit] += volume.free
            used_bytes += (volume.size - volume.free) * (bytes_of_one or 0)
            free_bytes += volume.free * (bytes_of_one or 0)
    return _Totals(used, free, used_bytes, free_bytes, are_bytes_known)


def _summary(volume_map: VolumeMap) -> Iterator[str]:
    """A bar and the numbers of all volumes."""
    volumes, totals = volume_map.volumes, _totals(volume_map.volumes)
    share = totals.share
    if share is not None:
        yield '<svg class="total" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">'
        yield f'<rect class="track" width="100" height="1"/><rect class="a" width="{share * 100:.2f}" height="1"/></svg>'
    yield '<dl class="facts">'
    yield fact("Volumes", f"{len(volumes):,}", *_doubts(volumes))
    yield fact("Used", NOTHING if share is None else percent(share), *_amount(totals, totals.used, totals.used_bytes))
    yield fact("Free", *_amount(totals, totals.free, totals.free_bytes))
    yield _largest_gap(volumes)
    yield _overlaps(volume_map)
    if volume_map.unlocated:
        yield fact("Without a place", f"{len(volume_map.unlocated):,}", '<a href="#unlocated">listed at the end</a>')
    yield "</dl>"


def _doubts(volumes: Iterable[MappedVolume]) -> list[str]:
    sources = Counter(volume.size_source for volume in volumes)
    doubts = {"guessed": sources["model"], "not known": sources["unknown"]}
    return [f"{plural(count, 'size')} {doubt}" for doubt, count in doubts.items() if count]


def _amount(totals: _Totals, sizes: Counter[Unit], in_bytes: int) -> list[str]:
    words = [plural(size, unit) for unit, size in sizes.items()]
    return [capacity(in_bytes), *words] if totals.are_bytes_known else words or [NOTHING]


def _largest_gap(volumes: list[MappedVolume]) -> str:
    """The largest of all gaps, in bytes where these are known; of equal ones the first."""
    ranks = [(volume.largest_gap * (unit_bytes(volume.devtype) or 0), volume.largest_gap) for volume in volumes]
    if not any(gap for _, gap in ranks):
        return fact("Largest gap", NOTHING)
    number = max(range(len(ranks)), key=ranks.__getitem__)
    volume = volumes[number]
    *less, most = size_words(volume.largest_gap, volume.unit, volume.devtype)
    return fact("Largest gap", most, *less, f"on {_link(number, volume)}")


def _overlaps(volume_map: VolumeMap) -> str:
    """How many pairs of extents overlap, and where the first one is."""
    count = volume_map.overlaps + sum(volume.untold_overlaps for volume in volume_map.volumes)
    if not count:
        return fact("Overlaps", "none")
    where = [_link(number, volume) for number, volume in enumerate(volume_map.volumes) if volume.overlaps]
    first = where[0] if where else '<a href="#residence">&amp;SYSRES</a>'
    return fact("Overlaps", f"{count:,}", f"the first on {first}", is_wrong=True)


def _link(number: int, volume: MappedVolume) -> str:
    return f'<a href="#{_anchor(number)}">{markup(volume.volid)}</a>'


def _anchor(number: int) -> str:
    """Where a volume is on the page; there may be several of one volid."""
    return f"volume-{number + 1}"


def _table(volumes: Iterable[MappedVolume]) -> Iterator[str]:
    """The volumes for a browser that runs no script; a browser that does never builds it."""
    heads = ("Volume", "Type", "Size", "From", "Used", "Free", "Largest gap", "Fragmented", "Overlaps")
    yield '<div class="plain"><table><thead><tr>'
    yield "".join(f"<th>{head}</th>" for head in heads)
    yield "</tr></thead><tbody>"
    for number, volume in enumerate(volumes):
        cells = "".join(f"<td>{markup(cell)}</td>" for cell in _cells(volume))
        yield f'<tr id="{_anchor(number)}">{cells}</tr>'
    yield "</tbody></table></div>"


def _cells(volume: MappedVolume) -> Iterator[str]:
    share = used_share(volume)
    is_known = volume.size is not None and volume.free is not None
    yield volume.volid
    yield volume.devtype
    yield NOTHING if volume.size is None else ", ".join(size_words(volume.size, volume.unit, volume.devtype))
    yield source_words(volume)
    yield NOTHING if share is None else percent(share)
    yield NOTHING if volume.free is None else f"{volume.free:,}"
    yield f"{volume.largest_gap:,}"
    yield percent(volume.fragmentation) if is_known else NOTHING
    yield f"{len(volume.overlaps):,}"


def _unlocated(disks: list[Unlocated]) -> Iterator[str]:
    """The minidisks without a place, kind by kind; in a kind they keep their order."""
    if not disks:
        return
    yield '<section id="unlocated"><h2>Minidisks without a place</h2>'
    for kind, words in UNLOCATED_WORDS.items():
        of_kind = [disk for disk in disks if disk.kind == kind]
        if of_kind:
            yield f'<div class="of-kind"><h3>{markup(words)}</h3><ul class="disks">'
            yield from (_unlocated_item(disk) for disk in of_kind)
            yield "</ul></div>"
    yield "</section>"


def _residence(overlaps: list[Shared]) -> Iterator[str]:
    """What two minidisks share that lie on &SYSRES, whatever volume that is."""
    if overlaps:
        yield '<section id="residence"><h2>Overlaps on &amp;SYSRES</h2><ul class="disks">'
        for first, last, subjects in overlaps:
            places = f"{first:,} to the end" if last is None else f"{first:,}-{last:,}"
            yield f"<li>{markup(' and '.join(subjects))}<span>{places}</span></li>"
        yield "</ul></section>"


def _unlocated_item(disk: Unlocated) -> str:
    size = "" if disk.size is None else f"<span>{_unlocated_size(disk.size, disk.kind)}</span>"
    subject = markup(disk.subject)
    return f'<li data-subject="{subject}">{subject}{size}</li>'


def _unlocated_size(size: int, kind: UnlocatedKind) -> str:
    """A disk in storage has blocks; of the others the device type tells, which is not at hand."""
    return ", ".join(size_words(size, "block", "FB-512")) if kind == "vdisk" else f"{size:,}"


def _data(volumes: Iterable[MappedVolume]) -> Iterator[str]:
    """What the script draws, as JSON that no tag of the page can end: a volume a line, then whose extents they are."""
    owners: dict[tuple[str, str], int] = {}
    yield '{"volumes": ['
    between = ""
    for volume in volumes:
        yield between + script_data(_volume_object(volume, owners))
        between = ","
    yield f'], "owners": {script_data(list(owners))}, "kinds": {script_data(list(KIND_WORDS.values()))}}}'


def _volume_object(volume: MappedVolume, owners: dict[tuple[str, str], int]) -> dict[str, Any]:
    return {
        "volid": printable(volume.volid),
        "devtype": volume.devtype,
        "unit": volume.unit,
        "bytes": unit_bytes(volume.devtype),
        "size": volume.size,
        "source": source_words(volume),
        "guessed": volume.size_source == "model",
        "reach": reach(volume),
        "used": volume.used,
        "free": volume.free,
        "largest": volume.largest_gap,
        "fragmentation": round(volume.fragmentation, FRACTION_DIGITS),
        "members": [printable(name) for name in volume.members],
        "regions": [printable(name) for name in volume.regions],
        "groups": [printable(name) for name in volume.groups],
        "extents": [_extent_row(extent, owners) for extent in volume.extents],
        "gaps": volume.gaps,
        "overlaps": [_shared_row(shared) for shared in volume.overlaps],
        "identical": len(volume.identical),
    }


def _extent_row(extent: MappedExtent, owners: dict[tuple[str, str], int]) -> list[int | str | None]:
    flags = _KINDS[extent.kind] | _EXCLUDED * extent.excluded | _OVERLAY * (not extent.counts)
    owner = (printable(extent.entry or extent.subject), printable(extent.userid))
    number = owners.setdefault(owner, len(owners))
    return [extent.first, extent.last, flags, printable(extent.subject), number, printable(extent.mode)]


def _shared_row(shared: Shared) -> list[int | str | None]:
    return [shared.first, shared.last, *map(printable, shared.subjects)]
