"""The map of the volumes as text, in the order and the columns that a reader of DIRMAP expects.

Source: z/VM CMS Commands and Utilities Reference, DIRMAP. Userid and device number stand in columns 18 and 28, as there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from dirtool.model.extent import Gap
from dirtool.report.map_bar import bar, bar_legend
from dirtool.report.map_rows import rows_of
from dirtool.report.map_words import capacity, percent, reach
from dirtool.report.style import Style, filled, harmless
from dirtool.space.volumes.volume_map import (
    MappedExtent,
    MappedVolume,
    Shared,
    Unlocated,
    UnlocatedKind,
    VolumeMap,
)
from dirtool.spec.devices import unit_bytes
from dirtool.wording import plural

GAP = "GAP"

_DIGITS = 7  # of a number, at least: an extended address volume has that many cylinders
_BEFORE_NUMBERS = 36
_SUBCONFIG = 8
_FLAG = 10  # columns for the longest flag
_VOLID = 8  # columns before a bar
_NOBODY = " " * 19  # in the columns of an owner
_COLOURS = {"OVERLAP": "error", "BEYOND": "error", "DUP": "warning", GAP: "good"}
_SOURCES = {
    "given": "given",
    "full-pack": "full pack",
    "extent-control": "EXTENT CONTROL",
}
_UNLOCATED: dict[UnlocatedKind, str] = {
    "devno": "DEVNO",
    "tdisk": "T-DISK",
    "vdisk": "V-DISK",
    "auto": "AUTO",
    "sysres": "&SYSRES",
}


def map_text(volume_map: VolumeMap, style: Style, *, bars: bool, ascii: bool = True) -> Iterator[str]:
    """The lines for each volume, then the minidisks without a place, and totals; with a bar for each volume if wanted.

    `ascii` draws the bars without the block characters of Unicode.
    """
    if bars and volume_map.volumes:
        yield f"{'':{_VOLID}}{bar_legend(style, ascii=ascii)}"
        yield ""
    for volume in volume_map.volumes:
        if bars:
            drawn = bar(volume, max(1, style.width - _VOLID - 2), style, ascii=ascii)
            yield f"{style.paint('bold', f'{harmless(volume.volid):<{_VOLID}}')}{drawn}"
        yield from _volume_lines(volume, style)
        yield ""
    if volume_map.unlocated:
        yield style.paint("bold", "Minidisks without a place on a volume")
        yield from _unlocated_lines(volume_map.unlocated, style)
        yield ""
    if volume_map.residence_overlaps:
        yield style.paint("bold", f"Overlaps on {_UNLOCATED['sysres']}")
        yield from map(_shared_line, volume_map.residence_overlaps)
        yield ""
    yield from _totals(volume_map, style)


def _volume_lines(volume: MappedVolume, style: Style) -> Iterator[str]:
    """The heading, the rows and the summary of a volume."""
    digits = max(_DIGITS, len(str(reach(volume))))
    before_notes = _BEFORE_NUMBERS + 3 * (digits + 1) + 1
    notes = _Notes(style.width - before_notes, style)
    numbers = f"{'Start':>{digits}} {'End':>{digits}} {'Size':>{digits}}"
    yield style.paint("dim", f"Volser  Type     Userid    Addr Mode {numbers} {notes.heading}")
    head = harmless(f"{volume.volid:<7} {volume.devtype:<8} ")
    blank, gap_notes = " " * len(head), notes.lines("", (GAP,))
    if not (volume.extents or volume.gaps):
        yield head.rstrip()
    for part, flags in rows_of(volume):
        if isinstance(part, Gap):
            owner, (note, *more) = _NOBODY, gap_notes
        else:
            owner, (note, *more) = _owner(part), notes.lines(_subconfig(part), flags)
        end, size = ("END", "-") if part.last is None else (part.last, part.size)
        yield f"{head}{owner} {part.first:>{digits}} {end:>{digits}} {size:>{digits}} {note}".rstrip()
        for line in more:
            yield f"{'':{before_notes}}{line}"
        head = blank
    for line in filled(_separated(_summary(volume)), style.width - 2, " "):
        yield f"  {line}"


def _owner(extent: MappedExtent) -> str:
    """Who has an extent, in the columns from 18 to 36; a system area has only its subject."""
    if extent.kind == "system":
        return f"{extent.subject:<{len(_NOBODY)}}"
    return f"{harmless(extent.userid):<9} {harmless(extent.vdev):<4} {harmless(extent.mode):<4.5}"


def _subconfig(extent: MappedExtent) -> str:
    return "" if extent.entry == extent.userid else harmless(extent.entry)


class _Notes:
    """The last columns, for the name of the SUBCONFIG and for flags; without a column for each where the room is small."""

    def __init__(self, room: int, style: Style) -> None:
        self._style = style
        self._subconfig = _SUBCONFIG + 1 if room >= _SUBCONFIG + 1 + _FLAG else 0
        self._room = room - self._subconfig
        self.heading = "Subconfg Flags" if self._subconfig else "Flags"

    def lines(self, subconfig: str, flags: tuple[str, ...]) -> list[str]:
        """What stands there of an extent; below one another what is too much for one line."""
        if not flags and not subconfig:
            return [""]
        words = flags if self._subconfig or not subconfig else (subconfig, *flags)
        colour = next((_COLOURS[flag] for flag in flags if flag in _COLOURS), "dim" if flags else "plain")
        lines = [self._style.paint(colour, line) for line in filled(words, self._room, " ")]
        first = f"{subconfig:<{self._subconfig}}" if self._subconfig else ""
        return [f"{first}{lines[0]}", *(f"{'':{self._subconfig}}{line}" for line in lines[1:])]


def _summary(volume: MappedVolume) -> Iterator[str]:
    """What the last lines of a volume tell, piece by piece."""
    in_bytes = unit_bytes(volume.devtype)
    if volume.size is None:
        yield "size unknown"
    else:
        known = _SOURCES.get(volume.size_source, f"a guess: the smallest {volume.devtype} that holds it")
        shown = [f"{capacity(volume.size * in_bytes)}; "] if in_bytes else []
        yield f"{plural(volume.size, volume.unit)} ({''.join(shown)}{known})"
    yield f"used {volume.used:,}"
    if volume.free is not None:
        yield f"free {_amount(volume.free, in_bytes)}"
    if volume.gaps:
        yield f"largest gap {_amount(volume.largest_gap, in_bytes)}"
        yield f"fragmentation {percent(volume.fragmentation)}"
    if volume.overlaps:
        yield _overlaps(volume)
    if volume.identical:
        yield f"{plural(len(volume.identical), 'pair')} of identical extents"
    for noun, names in (("member", volume.members), ("group", volume.groups), ("region", volume.regions)):
        if names:
            yield harmless(f"{noun if len(names) == 1 else f'{noun}s'} {' '.join(names)}")


def _overlaps(volume: MappedVolume) -> str:
    untold = f" and {volume.untold_overlaps:,} more" if volume.untold_overlaps else ""
    return f"{plural(len(volume.overlaps), 'overlap')}{untold}"


def _amount(count: int, in_bytes: int | None) -> str:
    """A number of cylinders or blocks, and how much that is."""
    return f"{count:,} ({capacity(count * in_bytes)})" if in_bytes and count else f"{count:,}"


def _separated(pieces: Iterable[str]) -> list[str]:
    *front, last = pieces
    return [*(f"{piece};" for piece in front), last]


def _unlocated_lines(unlocated: list[Unlocated], style: Style) -> Iterator[str]:
    """For each kind its minidisks, with their sizes where they have one."""
    by_kind: dict[UnlocatedKind, list[str]] = {}
    for subject, kind, size in unlocated:
        by_kind.setdefault(kind, []).append(harmless(subject if size is None else f"{subject} ({size})"))
    for kind, word in _UNLOCATED.items():
        for number, line in enumerate(filled(by_kind.get(kind, ()), style.width - 11)):
            if line:
                yield f"  {'' if number else word:<9}{line}"


def _shared_line(shared: Shared) -> str:
    last = "END" if shared.last is None else shared.last
    return harmless(f"  {' and '.join(shared.subjects)} share {shared.first}-{last}")


def _totals(volume_map: VolumeMap, style: Style) -> Iterator[str]:
    """How many volumes there are, and what is used and free on them, by unit."""
    volumes = volume_map.volumes
    overlaps = volume_map.overlaps + sum(volume.untold_overlaps for volume in volumes)
    shown = plural(overlaps, "overlap")
    yield f"{style.paint('bold', plural(len(volumes), 'volume'))}; {style.paint('error', shown) if overlaps else shown}"
    for unit in ("cylinder", "block"):
        counted = [volume for volume in volumes if volume.unit == unit]
        if counted:
            for number, line in enumerate(filled(_separated(_total(counted)), style.width - 13, " ")):
                yield f"  {'' if number else f'{unit}s:':<11}{line}"


def _total(volumes: list[MappedVolume]) -> Iterator[str]:
    used, free = _Sum(), _Sum()
    for volume in volumes:
        in_bytes = unit_bytes(volume.devtype)
        used.add(volume.used, in_bytes)
        free.add(volume.free or 0, in_bytes)
    yield f"used {used}"
    yield f"free {free}"
    sources = Counter(volume.size_source for volume in volumes)
    if sources["model"]:
        yield f"{plural(sources['model'], 'size')} guessed"
    if sources["unknown"]:
        yield f"{plural(sources['unknown'], 'size')} unknown"


class _Sum:
    """A sum of cylinders or blocks of volumes that may be of several types, and its bytes, if all types tell them."""

    def __init__(self) -> None:
        self._count = 0
        self._bytes: int | None = 0

    def add(self, count: int, in_bytes: int | None) -> None:
        self._count += count
        self._bytes = None if self._bytes is None or (count and not in_bytes) else self._bytes + count * (in_bytes or 0)

    def __str__(self) -> str:
        return f"{self._count:,} ({capacity(self._bytes)})" if self._bytes else f"{self._count:,}"
