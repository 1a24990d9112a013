"""The map of the volumes as one drawing in SVG: a bar to scale for each volume, with a tooltip on each part.

Everything is ASCII, so that it is what its first line says in whatever encoding it is printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dirtool.report.map_words import KIND_WORDS, extent_words, percent, reach, source_words, used_share
from dirtool.report.style import markup
from dirtool.space.volumes.volume_map import MappedExtent, MappedVolume, VolumeMap
from dirtool.wording import plural

_WIDTH = 960
_MARGIN = 24
_HEAD, _ROW, _FOOT = 104, 54, 24
_LEFT, _WIDE = 180, 560  # where the bars begin, and how wide they are
_HIGH, _RAIL = 20, 3  # of a bar, and of the rail below it for full packs that lie over everything else
_OPEN = 24  # of a bar without a known end, what stands for all that may follow
_TEETH = 4
_TOOTH = f"l-5 {_HIGH / _TEETH / 2:g}l5 {_HIGH / _TEETH / 2:g}"
_LEAST, _LEAST_OVERLAP = 0.5, 4.0  # what is less wide than this is drawn as wide
_HAIR = 0.75  # between two minidisks
_TONES = ("a", "b")

_STYLE = """\
:root{color-scheme:light dark}
svg{--paper:#f8f7f4;--ink:#1b2128;--soft:#58626d;--track:#ebe9e3;--a:#2f5f9e;--b:#5585bf;--full:#8463c0;--system:#77818d;
--alert:#c0262d;background:var(--paper);font:12px/1.3 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
@media (prefers-color-scheme:dark){svg{--paper:#14171b;--ink:#e8eaed;--soft:#9aa5b1;--track:#272d35;--a:#78aee8;--b:#4c83c3;
--full:#a88be0;--system:#8a95a3;--alert:#ff7b78}}
@media print{svg{--paper:#fff}}
text{fill:var(--soft);font-variant-numeric:tabular-nums}
.title{fill:var(--ink);font-size:22px;font-weight:650;letter-spacing:-.01em}
.volid{fill:var(--ink);font-size:14px;font-weight:600;font-family:ui-monospace,"SF Mono",Menlo,Consolas,monospace}
.number{fill:var(--ink)} .end{text-anchor:end} .small{font-size:10px}
.alert{fill:var(--alert);font-weight:600}
.paper{fill:var(--paper)} .track,.gap{fill:var(--track)}
.a{fill:var(--a)} .b{fill:var(--b)} .system{fill:var(--system)} .full-pack,.overlay{fill:var(--full)}
.overlap{fill:url(#hatch);stroke:var(--alert)}
.limit{stroke:var(--ink);stroke-width:1.5}
g:hover .part:hover{opacity:.75}
#hatch rect{fill:var(--paper)} #hatch path{stroke:var(--alert);stroke-width:2.4}"""
_HATCH = (
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6"/><path d="M1.5 0V6"/></pattern></defs>'
)
_LEGEND = (
    ("a", "minidisk"), ("b", "minidisk of another user"), ("full-pack", "full pack"), ("system", "system area"),
    ("gap", "free"), ("overlap", "overlap"),
)  # fmt: skip


def map_svg(volume_map: VolumeMap, title: str) -> Iterator[str]:
    """The lines of the drawing, volume below volume; `title` tells of which directory it is."""
    height = _HEAD + _ROW * len(volume_map.volumes) + _FOOT
    shown = markup(title)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}">'
    yield f"<title>Volume map of {shown}</title>"
    yield f"<style>{_STYLE}</style>"
    yield _HATCH
    yield f'<rect class="paper" width="{_WIDTH}" height="{height}"/>'
    yield f'<text class="title" x="{_MARGIN}" y="42">{shown}</text>'
    yield f'<text class="end" x="{_WIDTH - _MARGIN}" y="42">{plural(len(volume_map.volumes), "volume")}</text>'
    yield from _legend()
    for number, volume in enumerate(volume_map.volumes):
        yield '<g class="volume">'
        yield from _volume(volume, _HEAD + _ROW * number)
        yield "</g>"
    yield "</svg>"


class _Bar(NamedTuple):
    """Where the places of a volume are in the drawing; `top` is that of the bar itself."""

    volume: MappedVolume
    top: float
    per_unit: float

    def x(self, place: int) -> float:
        """Where a cylinder or block begins."""
        return _LEFT + place * self.per_unit

    def part(self, kind: str, first: int, last: int | None, words: str, least: float = _LEAST) -> str:
        """A rectangle from `first` to `last`, or to the open end of the bar, with its tooltip."""
        left, right = self.x(first), _LEFT + _WIDE if last is None else self.x(last + 1)
        hair = _HAIR if kind in _TONES and right - left > 4 * _HAIR else 0
        top, height = (self.top + _HIGH + 2, _RAIL) if kind == "overlay" else (self.top, _HIGH)
        place = f'x="{left:.2f}" y="{top:g}" width="{max(right - left - hair, least):.2f}" height="{height}"'
        tooltip = f"{markup(words)}: {markup(extent_words(self.volume, first, last))}"
        return f'<rect class="part {kind}" {place}><title>{tooltip}</title></rect>'


def _legend() -> Iterator[str]:
    x = _MARGIN
    for kind, word in _LEGEND:
        yield f'<rect class="{kind}" x="{x}" y="66" width="14" height="12"/>{_text("", x + 20, 76, word)}'
        x += 40 + 7 * len(word)


def _volume(volume: MappedVolume, top: int) -> Iterator[str]:
    known = _WIDE if volume.size is not None else _WIDE - _OPEN
    bar = _Bar(volume, top + 10, known / reach(volume))
    yield from _names(volume, top)
    yield _track(bar)
    yield from _parts(bar)
    yield from _scale(bar)
    yield from _numbers(volume, top)


def _names(volume: MappedVolume, top: int) -> Iterator[str]:
    size = "" if volume.size is None else plural(volume.size, volume.unit)
    yield _text("volid", _MARGIN, top + 20, volume.volid)
    yield _text("small", _MARGIN, top + 34, f"{volume.devtype} {size}".rstrip())
    yield _text("small", _MARGIN, top + 46, source_words(volume))


def _numbers(volume: MappedVolume, top: int) -> Iterator[str]:
    x = _LEFT + _WIDE + 20
    share = used_share(volume)
    if share is not None:
        yield _text("number", x, top + 20, f"{percent(share)} used")
        yield _text("small", x, top + 34, f"{volume.free:,} free, {percent(volume.fragmentation)} fragmented")
        yield _text("small", x, top + 46, f"largest gap {volume.largest_gap:,}")
    if volume.overlaps:
        yield _text("alert end", _WIDTH - _MARGIN, top + 20, plural(len(volume.overlaps), "overlap"))


def _track(bar: _Bar) -> str:
    """The empty bar; one without a known end is ragged there."""
    size = bar.volume.size
    if size is not None:
        return f'<rect class="track" x="{_LEFT}" y="{bar.top:g}" width="{bar.x(size) - _LEFT:.2f}" height="{_HIGH}"/>'
    return f'<path class="track" d="M{_LEFT} {bar.top:g}h{_WIDE}{_TOOTH * _TEETH}h-{_WIDE}z"/>'


def _parts(bar: _Bar) -> Iterator[str]:
    volume = bar.volume
    for gap in volume.gaps:
        yield bar.part("gap", gap.first, gap.last, "free")
    for extent, look in zip(volume.extents, _looks(volume.extents), strict=True):
        yield bar.part(look, extent.first, extent.last, f"{extent.subject}, {KIND_WORDS[extent.kind]}")
    for shared in volume.overlaps:
        words = f"overlap of {' and '.join(shared.subjects)}"
        yield bar.part("overlap", shared.first, shared.last, words, _LEAST_OVERLAP)
    if volume.size is None:
        edge = _LEFT + _WIDE
        yield f'<path class="paper" d="M{edge + 1} {bar.top:g}h-1{_TOOTH * _TEETH}h1z"/>'


def _looks(extents: list[MappedExtent]) -> Iterator[str]:
    """The class of each extent: that of its kind; minidisks change their tone where the user changes."""
    tone, owner = 1, ""
    for extent in extents:
        if extent.kind == "minidisk":
            tone, owner = (tone if extent.userid == owner else 1 - tone), extent.userid
            yield _TONES[tone]
        else:
            yield extent.kind if extent.counts else "overlay"


def _scale(bar: _Bar) -> Iterator[str]:
    """The first and last place below the bar, and a line where the volume ends if something lies behind it."""
    size, drawn = bar.volume.size, reach(bar.volume)
    y = bar.top + _HIGH + 16
    yield _text("small", _LEFT, y, "0")
    if size is None:
        yield _text("small end", _LEFT + _WIDE, y, f"{drawn - 1:,} and on")
        return
    yield _text("small end", _LEFT + _WIDE, y, f"{drawn - 1:,}")
    if drawn > size:
        x = bar.x(size)
        yield f'<path class="limit" d="M{x:.2f} {bar.top - 4:g}v{_HIGH + 8}"/>'
        yield _text("small alert end", x, y, f"ends at {size - 1:,}")


def _text(looks: str, x: float, y: float, text: str) -> str:
    return f'<text class="{looks}" x="{x:g}" y="{y:g}">{markup(text)}</text>'
