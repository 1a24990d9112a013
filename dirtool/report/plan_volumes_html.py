"""The volumes that a plan touches, for its page: each as two bars to scale, before and after, and as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from dirtool.report.map_words import KIND_WORDS, size_words
from dirtool.report.plan_extents import ExtentRow, Fate, Place, extent_rows, fates
from dirtool.report.style import markup
from dirtool.verify.plan.document import TouchedVolume
from dirtool.wording import plural

_WIDE = 10_000  # of a bar that is drawn in its own units; its height is one
_HIGH, _RAIL = 18, 3  # of a bar, and of the rail below it for full packs that lie over everything else, in pixels
_TOPS = {"before": 1, "after": 27}
_HIGHEST = 50
_HAIR, _LEAST = 8, 6  # between two extents, and what is less wide than this is drawn as wide
_FATES = {
    Fate.OVERWRITTEN: ("-!", "overwritten"),
    Fate.GONE: ("-", "gone"),
    Fate.MOVED: (">", "moved"),
    Fate.NEW: ("+", "new"),
    Fate.KEPT: ("", "as it was"),
}
_TONES = ("a", "b")


def volumes_markup(volumes: Sequence[TouchedVolume], lost: frozenset[Place]) -> Iterator[str]:
    """A list item for each volume; `lost` are the places where data are lost."""
    for number, volume in enumerate(volumes, 1):
        yield from _volume(volume, extent_rows(volume, lost), number)


def anchor(number: int) -> str:
    """The id of a volume on the page, by its number from 1 on."""
    return f"volume-{number}"


class _Scale(NamedTuple):
    """How many cylinders or blocks a bar shows, and which full packs are drawn on the rail."""

    reach: int
    has_rail: bool

    def share(self, first: int, last: int) -> tuple[float, float]:
        """Where an extent begins and how wide it is, from 0 to 1."""
        return first / self.reach, (last + 1 - first) / self.reach

    def is_on_rail(self, row: ExtentRow) -> bool:
        """Whether it lies over others."""
        return self.has_rail and row.kind == "full-pack"


def _scale(volume: TouchedVolume, rows: Sequence[ExtentRow]) -> _Scale:
    reach = max([volume.size or 1, *(row.last + 1 for row in rows)])
    kinds = {row.kind for row in rows}
    return _Scale(reach, "full-pack" in kinds and len(kinds) > 1)


def _volume(volume: TouchedVolume, rows: list[ExtentRow], number: int) -> Iterator[str]:
    scale, volid = _scale(volume, rows), markup(volume.volid)
    size = ["size not known"] if volume.size is None else size_words(volume.size, volume.unit, volume.devtype or "")
    about = " &middot; ".join(markup(word) for word in (volume.devtype or "", *size) if word)
    counted = " ".join(_tally(fate, count) for fate, count in fates(rows))
    yield f'<li class="volume" id="{anchor(number)}" data-unit="{volume.unit}" data-reach="{scale.reach}">'
    yield f'<div class="name"><h3>{volid}</h3><p>{about}</p><p class="tally">{counted}</p></div>'
    yield '<div class="sides" aria-hidden="true"><span>before</span><span>after</span></div>'
    yield f'<div class="bar"><svg width="100%" height="{_HIGHEST}" aria-hidden="true">'
    yield from _kept(rows, scale)
    yield from _changed(rows, scale)
    end = f"{scale.reach - 1:,}{' and on' if volume.size is None else ''}"
    yield f'</svg><div class="scale" aria-hidden="true"><span>0</span><span>{end}</span></div></div>'
    yield from _table(volume, rows, scale)
    yield "</li>"


def _tally(fate: Fate, count: int) -> str:
    sign, word = _FATES[fate]
    return f'<span class="{fate}">{_sign(sign)}{count:,} {word}</span>'


def _sign(sign: str) -> str:
    return f'<b aria-hidden="true">{markup(sign)}</b> ' if sign else ""


def _kept(rows: Iterable[ExtentRow], scale: _Scale) -> Iterator[str]:
    """Both bars with what stays as it is: a path for each look, so that they have few nodes however many extents there are."""
    bands: dict[str, list[str]] = {}
    tone, owner = 1, ""
    for row in rows:
        if row.fate is not Fate.KEPT:
            continue
        if row.kind == "minidisk":
            user = (row.before or "").partition("/")[0]
            tone, owner = (tone if user == owner else 1 - tone), user
            look = _TONES[tone]
        else:
            look = "overlay" if scale.is_on_rail(row) else row.kind
        left, wide = (share * _WIDE for share in scale.share(row.first, row.last))
        drawn = max(wide - _HAIR if wide > 3 * _HAIR else wide, _LEAST)
        bands.setdefault(look, []).append(f"M{left:.0f} 0h{drawn:.0f}v1H{left:.0f}z")
    rail = bands.pop("overlay", [])
    band = [f'<path class="{look}" d="{"".join(bands[look])}"/>' for look in sorted(bands)]
    for top in _TOPS.values():
        yield _stretched(top, _HIGH, f'<path class="track" d="M0 0h{_WIDE}v1H0z"/>', *band)
        if rail:
            yield _stretched(top + _HIGH + 1, _RAIL, f'<path class="overlay" d="{"".join(rail)}"/>')


def _stretched(top: int, high: int, *paths: str) -> str:
    """Paths of a height of one, drawn as wide as the bar and as high as is said."""
    box = f'viewBox="0 0 {_WIDE} 1" preserveAspectRatio="none"'
    return f'<svg y="{top}" height="{high}" width="100%" {box}>{"".join(paths)}</svg>'


def _changed(rows: Iterable[ExtentRow], scale: _Scale) -> Iterator[str]:
    """What changes, on the bar of before, of after, or on both; never too small to be seen, since its edge has a width."""
    for row in rows:
        if row.fate is Fate.KEPT:
            continue
        left, wide = scale.share(row.first, row.last)
        for side, owner in (("before", row.before), ("after", row.after)):
            if owner is not None:
                look = Fate.NEW if side == "after" and row.fate is Fate.OVERWRITTEN else row.fate
                top, high = (_TOPS[side] + _HIGH + 1, _RAIL) if scale.is_on_rail(row) else (_TOPS[side], _HIGH)
                yield (
                    f'<rect class="{look}" x="{left * 100:.3f}%" y="{top}" width="{wide * 100:.3f}%" height="{high}"/>'
                )


def _table(volume: TouchedVolume, rows: list[ExtentRow], scale: _Scale) -> Iterator[str]:
    """All extents, folded away: for screen readers, for whoever runs no script, and for what the script tells of a part."""
    heads = ("First", "Last", f"{volume.unit.capitalize()}s", "Size", "Before", "After", "What", "Change")
    title = f"Extents of {markup(volume.volid)}"
    yield f'<details class="extents"><summary>{plural(len(rows), "extent")} before and after</summary>'
    yield f'<div class="parts" tabindex="0" role="region" aria-label="{title}"><table><thead><tr>'
    yield "".join(f'<th scope="col">{head}</th>' for head in heads)
    yield "</tr></thead><tbody>"
    for row in rows:
        cells = "".join(f"<td>{cell}</td>" for cell in _cells(volume, row))
        yield f'<tr class="{row.fate}{" on-rail" if scale.is_on_rail(row) else ""}">{cells}</tr>'
    yield "</tbody></table></div></details>"


def _cells(volume: TouchedVolume, row: ExtentRow) -> Iterator[str]:
    size = row.last + 1 - row.first
    sign, word = _FATES[row.fate]
    yield from (f"{number:,}" for number in (row.first, row.last, size))
    yield "".join(size_words(size, volume.unit, volume.devtype or "")[1:])
    yield from (markup(owner or "") for owner in (row.before, row.after))
    yield KIND_WORDS[row.kind]
    yield f"{_sign(sign)}{word}"
