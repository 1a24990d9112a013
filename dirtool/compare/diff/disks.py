"""What becomes of the data of minidisks between two directories, as far as the directories tell.

A directory says who has which cylinders, not what anybody has done with them: whether data were copied, nobody can tell from
it. Source for the words: z/VM DirMaint Commands Reference, the commands for minidisks (a disk that is removed leaves its data
where they are until the cylinders are given out again).
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from dirtool.compare.diff.facts import Fact
from dirtool.model.extent import SYSTEM_RESIDENCE
from dirtool.spec.devices import Unit, unit_of
from dirtool.wording import plural

_END = sys.maxsize


class Data(StrEnum):
    """What becomes of the data of a minidisk."""

    NONE = "none"
    KEPT = "kept"
    ELSEWHERE = "elsewhere"
    ORPHANED = "orphaned"
    STALE = "stale"
    OVERWRITTEN = "overwritten"


class Effect(NamedTuple):
    """What becomes of the data, and the same in words."""

    data: Data
    words: str


class Span(NamedTuple):
    """Cylinders or blocks of a volume, both ends inclusive, and whose they are; `last` is huge for END.

    `side` tells apart volumes of one name, which is what &SYSRES is: another volume for each entry that uses it.
    """

    volid: str
    side: str
    first: int
    last: int
    subject: str
    unit: Unit

    @property
    def place(self) -> tuple[str, str, int, int]:
        """All but the subject."""
        return self.volid, self.side, self.first, self.last

    @property
    def size(self) -> str | None:
        """`50 cylinders`; None for END."""
        return None if self.last == _END else plural(self.last - self.first + 1, self.unit)

    @property
    def end(self) -> int | None:
        """The last cylinder or block; None for END."""
        return None if self.last == _END else self.last

    @property
    def shown(self) -> str:
        """`101-150`."""
        return f"{self.first}-{'END' if self.end is None else self.end}"


def span_of(fact: Fact, subject: str, entry: int) -> Span | None:
    """The place of a minidisk on its volume; None for other devices, and for minidisks without a fixed place.

    `entry` is a number for its entry, whose &SYSRES is another volume than that of other entries.
    """
    said = fact.said
    start, size, volid = said.get("start"), said.get("size"), said.get("volid")
    if fact.data is None or not isinstance(start, int) or volid is None or not (size == "END" or isinstance(size, int)):
        return None
    side = str(entry) if volid == SYSTEM_RESIDENCE else ""
    return Span(
        volid, side, start, _END if size == "END" else start + size - 1, subject, unit_of(str(said.get("devtype")))
    )


class Spans:
    """Extents, to be asked which of them has some cylinders; each question takes the logarithm of their number."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._by_volume: dict[tuple[str, str], list[Span]] = {}
        for span in spans:
            if span.first <= span.last:
                self._by_volume.setdefault(span[:2], []).append(span)
        for some in self._by_volume.values():
            some.sort(key=itemgetter(2, 3, 4))
        self._starts = {volume: [span.first for span in some] for volume, some in self._by_volume.items()}
        self._reach = {volume: [*accumulate((s.last for s in some), max)] for volume, some in self._by_volume.items()}

    def touching(self, wanted: Span) -> Span | None:
        """The first extent, by its place, that shares something with another one."""
        volume = wanted[:2]
        starts = self._starts.get(volume)
        if starts is None or wanted.first > wanted.last:
            return None
        at = bisect_left(self._reach[volume], wanted.first)
        return self._by_volume[volume][at] if at < bisect_right(starts, wanted.last) else None


class Fate:
    """Tells what becomes of data. `given_up` are extents that nobody has any more, `taken` those that somebody has anew.

    `before` and `after` are the minidisks of each extent, by their places.
    """

    def __init__(
        self,
        given_up: Iterable[Span],
        taken: Iterable[Span],
        before: Mapping[tuple[str, str, int, int], str],
        after: Mapping[tuple[str, str, int, int], str],
    ) -> None:
        self._given_up = Spans(given_up)
        self._taken = Spans(taken)
        self._before = before
        self._after = after

    def of_removed(self, span: Span) -> Effect:
        """Of a minidisk that is gone."""
        still = self._after.get(span.place)
        if still is not None:
            return Effect(Data.KEPT, f"kept: {still} has the same extent")
        return self._left(span) or Effect(Data.ORPHANED, "orphaned")

    def of_added(self, span: Span) -> Effect:
        """Of a minidisk that is new."""
        already = self._before.get(span.place)
        if already is not None:
            return Effect(Data.KEPT, f"kept: {already} had the same extent")
        return self._found(span)

    def of_resized(self, before: Span, after: Span) -> Effect:
        """Of a minidisk that begins where it began, and ends elsewhere."""
        if after.last > before.last:
            tail = after._replace(first=before.last + 1)
            effect = self._found(tail)
            what = f"{tail.size or 'all'} more"
            return Effect(Data.KEPT, f"kept; {what}, {effect.words}" if effect.data is Data.STALE else f"kept; {what}")
        tail = before._replace(first=after.last + 1)
        effect = self._left(tail) or Effect(Data.ORPHANED, "orphaned")
        return Effect(effect.data, f"kept up to {after.last}, then {effect.words}")

    def of_elsewhere(self, before: Span, after: Span) -> Effect:
        """Of a minidisk that is on other cylinders than it was: nobody can tell from a directory who copied it."""
        old, new = self.of_removed(before), self.of_added(after)
        there = f", {new.words}" if new.data is Data.STALE else ""
        data = Data.OVERWRITTEN if old.data is Data.OVERWRITTEN else Data.ELSEWHERE
        return Effect(data, f"elsewhere: there only if copied{there}; old extent {old.words}")

    def _found(self, span: Span) -> Effect:
        last = self._given_up.touching(span)
        if last is not None:
            return Effect(Data.STALE, f"stale: last owner {last.subject}")
        return Effect(Data.NONE, "none there before")

    def _left(self, span: Span) -> Effect | None:
        taker = self._taken.touching(span)
        if taker is None:
            return None
        common = span._replace(first=max(span.first, taker.first), last=min(span.last, taker.last))
        return Effect(Data.OVERWRITTEN, f"overwritten: {taker.subject} has {common.shown}")


def begin_alike(before: Span, after: Span) -> bool:
    """Whether two places begin at one place of one volume."""
    return before[:3] == after[:3]


def part_left(before: Span, after: Span) -> Span | None:
    """What a minidisk that has another place now no longer has."""
    if not begin_alike(before, after):
        return before
    return before._replace(first=after.last + 1) if after.last < before.last else None
