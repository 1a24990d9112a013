"""Gaps, and other parts of a volume without owners: what of them lies between two places, and what they cover together."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from dirtool.model.extent import Gap

_last = attrgetter("last")


def clipped(gaps: Sequence[Gap], first: int, last: int) -> Iterator[Gap]:
    """What gaps, in their order, have between two places, these included."""
    for at in range(bisect_left(gaps, first, key=_last), len(gaps)):
        gap = gaps[at]
        if gap.first > last:
            return
        yield Gap(max(gap.first, first), min(gap.last, last))


def merged(gaps: Iterable[Gap]) -> list[Gap]:
    """What gaps cover together, in order, without two that touch or overlap."""
    found: list[Gap] = []
    for gap in sorted(gaps):
        if found and found[-1].last >= gap.first - 1:
            found[-1] = Gap(found[-1].first, max(found[-1].last, gap.last))
        else:
            found.append(gap)
    return found
