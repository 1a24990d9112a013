"""What is written on the cylinders of all volumes, and what becomes of the data of each minidisk: an oracle of its own.

Each cylinder has a token: whose data it holds, and which cylinder of them. Nothing but a command that writes changes tokens.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

Extent = tuple[str, int, int]
"""Volume, first and last cylinder."""

CLEANED = "(cleaned)"
FORMATTED = "(formatted)"


class Piece(NamedTuple):
    """Some cylinders of a volume, one behind the other. `data` is whose they hold, `at` which of them the first one holds."""

    first: int
    last: int
    data: str
    at: int

    def cut(self, first: int, last: int) -> Piece:
        """The part of it between two cylinders."""
        first, last = max(first, self.first), min(last, self.last)
        return Piece(first, last, self.data, self.at + first - self.first)


class Surface:
    """All volumes. `disks` are the minidisks that hold data to begin with, by subject."""

    def __init__(self, disks: Mapping[str, Extent]) -> None:
        self._volumes: dict[str, list[Piece]] = {}
        for subject, (volid, first, last) in disks.items():
            self._write(volid, [Piece(first, last, subject, 0)])

    def read(self, extent: Extent) -> list[Piece]:
        """What stands on an extent; cylinders that nobody has ever written are left out."""
        volid, first, last = extent
        pieces = self._volumes.get(volid, [])
        at = max(0, bisect_right(pieces, first, key=lambda piece: piece.first) - 1)
        found = []
        for piece in pieces[at:]:
            if piece.first > last:
                break
            if piece.last >= first:
                found.append(piece.cut(first, last))
        return found

    def wipe(self, extent: Extent, what: str) -> None:
        """Cylinders are cleaned, or formatted."""
        self._write(extent[0], [Piece(extent[1], extent[2], what, 0)])

    def copy(self, source: Extent, target: Extent) -> None:
        """All of an extent is written on another one, as far as it goes."""
        shift = target[1] - source[1]
        read = self.read((source[0], source[1], min(source[2], target[2] - shift)))
        self.wipe(target, FORMATTED)
        self._write(target[0], [Piece(p.first + shift, p.last + shift, p.data, p.at) for p in read])

    def _write(self, volid: str, new: Iterable[Piece]) -> None:
        for one in new:
            kept = []
            for piece in self._volumes.get(volid, []):
                if piece.last < one.first or piece.first > one.last:
                    kept.append(piece)
                    continue
                if piece.first < one.first:
                    kept.append(piece.cut(piece.first, one.first - 1))
                if piece.last > one.last:
                    kept.append(piece.cut(one.last + 1, piece.last))
            self._volumes[volid] = sorted([*kept, one])


class Fate(StrEnum):
    """What became of the data of a minidisk.

    KEPT: a minidisk begins where the data do and holds all of them. COPIED: one holds them elsewhere. CUT: one begins with the
    data and is too short for all. Else they are ORPHANED (nobody has them, and they are there), ERASED, or OVERWRITTEN (a
    minidisk has some of their cylinders and begins elsewhere, or something was written on them).
    """

    KEPT = "kept"
    COPIED = "copied"
    CUT = "cut"
    ORPHANED = "orphaned"
    ERASED = "erased"
    OVERWRITTEN = "overwritten"

    @property
    def is_loss(self) -> bool:
        """Whether nobody can read all the data any more."""
        return self not in (Fate.KEPT, Fate.COPIED)


class Outcome(NamedTuple):
    """The fate of the data of a minidisk, and the minidisks that hold them (or, where they are lost, some of them)."""

    fate: Fate
    holders: tuple[str, ...]


def outcomes(before: Mapping[str, Extent], after: Mapping[str, Extent], surface: Surface) -> dict[str, Outcome]:
    """What became of the data of each minidisk that was there before."""
    return {subject: _outcome(subject, extent, before, after, surface) for subject, extent in before.items()}


def _outcome(
    subject: str, extent: Extent, before: Mapping[str, Extent], after: Mapping[str, Extent], surface: Surface
) -> Outcome:
    size = extent[2] - extent[1] + 1
    readable = {holder: _readable(subject, surface.read(place), place) for holder, place in after.items()}
    whole = tuple(sorted(holder for holder, count in readable.items() if count >= size))
    in_place = tuple(holder for holder in whole if after[holder][:2] == extent[:2])
    if in_place:
        return Outcome(Fate.KEPT, in_place)
    if whole:
        return Outcome(Fate.COPIED, whole)
    begun = tuple(sorted(holder for holder, count in readable.items() if count))
    if begun:
        return Outcome(Fate.CUT, begun)
    takers = tuple(sorted(holder for holder, place in after.items() if _overlap(place, extent)))
    if takers:
        return Outcome(Fate.OVERWRITTEN, takers)
    left = surface.read(extent)
    if sum(piece.last - piece.first + 1 for piece in left if piece.data == subject) == size:
        return Outcome(Fate.ORPHANED, ())
    is_erased = {piece.data for piece in left} <= {subject, CLEANED}
    return Outcome(Fate.ERASED if is_erased else Fate.OVERWRITTEN, ())


def _readable(subject: str, pieces: list[Piece], place: Extent) -> int:
    """How many cylinders of somebody's data a minidisk holds from its first one on, in their order."""
    count = 0
    for piece in pieces:
        if (piece.data, piece.at, piece.first) != (subject, count, place[1] + count):
            break
        count += piece.last - piece.first + 1
    return count


def _overlap(one: Extent, other: Extent) -> bool:
    return one[0] == other[0] and one[1] <= other[2] and other[1] <= one[2]
