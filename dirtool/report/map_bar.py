"""A volume as a bar of characters, to scale: what is used, what the system has, what is free, where extents overlap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from dirtool.model.extent import Gap
from dirtool.report.map_words import reach
from dirtool.report.style import Style
from dirtool.space.volumes.gaps import merged
from dirtool.space.volumes.volume_map import MappedVolume

_USED, _PARTLY, _SYSTEM, _FREE, _OVERLAP = b"#+%.X"
_WORDS = {_USED: "used", _PARTLY: "used in part", _SYSTEM: "system", _FREE: "free", _OVERLAP: "overlap"}
_COLOURS = {_USED: "place", _PARTLY: "place", _SYSTEM: "info", _FREE: "good", _OVERLAP: "error"}
_BLOCKS = {_USED: "█", _PARTLY: "▄", _SYSTEM: "▒", _FREE: "·"}


def bar_legend(style: Style, *, ascii: bool) -> str:
    """What the characters of a bar mean."""
    signs = (f"{_drawn(bytes([sign]), style, ascii=ascii)} {word}" for sign, word in _WORDS.items())
    return "   ".join(signs)


def bar(volume: MappedVolume, width: int, style: Style, *, ascii: bool) -> str:
    """The bar of a volume with a stroke at both ends, `width` cells at most; with `>` at its end where that is not known.

    A cell is drawn as free or the system's if all of it is; an overlap is drawn be it ever so small.
    """
    scale = _Scale(volume.size or (reach(volume) if volume.extents else 0), width)
    for gap in volume.gaps:
        scale.fill(gap.first, gap.last, _FREE, _PARTLY)
    for area in merged(_system_areas(volume)):  # a cell may be filled by two areas that touch
        scale.fill(area.first, area.last, _SYSTEM)
    for shared in volume.overlaps:
        scale.fill(shared.first, shared.last, _OVERLAP, _OVERLAP)
    return f"|{_drawn(scale.cells, style, ascii=ascii)}{'>' if volume.size is None else '|'}"


class _Scale:
    """The cells of a bar, at first all used; each stands for as many of the `places` of a volume as another, but for one."""

    def __init__(self, places: int, width: int) -> None:
        self._places = places
        self.cells = bytearray([_USED]) * min(width, places)

    def fill(self, first: int, last: int | None, whole: int, part: int | None = None) -> None:
        """Mark the cells that lie in an extent as `whole`, and those that it has a part of as `part`, if that is given."""
        end = self._places - 1 if last is None else min(last, self._places - 1)
        if first > end:
            return
        low, high = (place * len(self.cells) // self._places for place in (first, end))
        inner_low = low + (self._start(low) < first)
        inner_high = high - (self._start(high + 1) > end + 1)
        if part is not None:
            self.cells[low : high + 1] = bytes([part]) * (high + 1 - low)
        if inner_low <= inner_high:
            self.cells[inner_low : inner_high + 1] = bytes([whole]) * (inner_high + 1 - inner_low)

    def _start(self, cell: int) -> int:
        """The first place of a cell."""
        return -(-self._places * cell // len(self.cells))


def _system_areas(volume: MappedVolume) -> Iterator[Gap]:
    """Where the system's areas begin and end."""
    for extent in volume.extents:
        if extent.kind == "system" and extent.last is not None:
            yield Gap(extent.first, extent.last)


def _drawn(cells: Iterable[int], style: Style, *, ascii: bool) -> str:
    """Cells as characters, painted run by run."""
    signs = {} if ascii else _BLOCKS
    runs = ((sign, len(list(run))) for sign, run in groupby(cells))
    return "".join(style.paint(_COLOURS[sign], signs.get(sign, chr(sign)) * length) for sign, length in runs)
