"""What becomes of each extent of a volume that a plan touches."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

from dirtool.model.extent import Gap
from dirtool.space.volumes.gaps import merged
from dirtool.verify.plan.document import Action, Data, ExtentKind, OwnedExtent, TouchedVolume

_last = attrgetter("last")

Place = tuple[str, int, int]
"""The volid, the first and the last cylinder or block."""


class Fate(StrEnum):
    """What becomes of an extent. One has moved whose owner is another one now; one is overwritten if its data are lost."""

    OVERWRITTEN = "overwritten"
    GONE = "gone"
    MOVED = "moved"
    NEW = "new"
    KEPT = "kept"


class ExtentRow(NamedTuple):
    """An extent, whose it was and whose it will be (None: nobody's), and what becomes of it."""

    first: int
    last: int
    kind: ExtentKind
    before: str | None
    after: str | None
    fate: Fate


def lost_places(actions: Iterable[Action]) -> frozenset[Place]:
    """Where actions overwrite or erase data."""
    return frozenset(
        action.old_extent[:3]
        for action in actions
        if action.old_extent is not None and action.data in (Data.OVERWRITTEN, Data.ERASED)
    )


def extent_rows(volume: TouchedVolume, lost: frozenset[Place]) -> list[ExtentRow]:
    """The extents of a volume before and after, by their places; one that somebody has on both sides once.

    What is given to others in part or in whole is overwritten, unless it is given to one other as it is, with its data.
    """
    before, after = Counter(volume.before), Counter(volume.after)
    kept, gone, new = before & after, before - after, after - before
    rows = [_row(extent, extent.subject, extent.subject, Fate.KEPT) for extent in kept.elements()]
    givers: dict[tuple[int, int], list[OwnedExtent]] = {}
    for extent in gone.elements():
        givers.setdefault(extent[:2], []).append(extent)
    for extent in new.elements():
        others = givers.get(extent[:2])
        was = others.pop(0).subject if others else None
        rows.append(_row(extent, was, extent.subject, Fate.NEW if was is None else Fate.MOVED))
    filled = merged(Gap(extent.first, extent.last) for extent in new)
    for others in givers.values():
        rows.extend(
            _row(one, one.subject, None, Fate.OVERWRITTEN if _meets(filled, one) else Fate.GONE) for one in others
        )
    rows.sort(key=lambda row: (row.first, row.last, row.before or "", row.after or ""))
    return [_lost(row) if (volume.volid, row.first, row.last) in lost else row for row in rows]


def _row(extent: OwnedExtent, before: str | None, after: str | None, fate: Fate) -> ExtentRow:
    return ExtentRow(extent.first, extent.last, extent.kind, before, after, fate)


def _lost(row: ExtentRow) -> ExtentRow:
    """A row of which an action says that data are lost there."""
    return row if row.before is None else row._replace(fate=Fate.OVERWRITTEN)


def _meets(filled: list[Gap], extent: OwnedExtent) -> bool:
    """Whether an extent has something in common with one of these, which are in order."""
    at = bisect_left(filled, extent.first, key=_last)
    return at < len(filled) and filled[at].first <= extent.last


def fates(rows: Iterable[ExtentRow]) -> Iterator[tuple[Fate, int]]:
    """How many extents have each fate, the worst first; none that no extent has."""
    counts = Counter(row.fate for row in rows)
    return ((fate, counts[fate]) for fate in Fate if counts[fate])
