"""A part of a volume, drawn: the places of some extents side by side, to scale as far as there is room.

Every first and last cylinder or block has a column of its own, so that two extents that share but one show it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from dirtool.lint.diagnostic import Bar, Scale
from dirtool.report.style import harmless

_INDENT = "  "
_GAP = 2  # blanks between a name and what is drawn
_WHOLE_NAME = len("USERIDXX/0191")
_END = "END"


def drawn_scale(scale: Scale, width: int) -> Iterator[str]:
    """The volid and the numbers, then one line for each bar; at most `width` columns."""
    names = [harmless(scale.volid), *(harmless(bar.subject) for bar in scale.bars)]
    longest = min(max(map(len, names)), max(_WHOLE_NAME, width // 3))
    room = max(1, width - len(_INDENT) - longest - _GAP)
    points = _points(scale.bars)
    labels = [_END if point is None else str(point) for point in points]
    columns = _columns(points, labels, room)
    heads = [f"{_INDENT}{_cut(name, longest):{longest + _GAP}}" for name in names]
    yield f"{heads[0]}{_numbers(labels, columns, room)}".rstrip()
    column_of = dict(zip(points, columns, strict=True))
    for head, bar in zip(heads[1:], scale.bars, strict=True):
        yield head + _bar(column_of[bar.first], column_of[bar.last], bar.last is None)


def _points(bars: Sequence[Bar]) -> list[int | None]:
    """Every first and last cylinder or block, ascending; None is the end of the volume."""
    ends = {end for bar in bars for end in (bar.first, bar.last)}
    known = sorted(end for end in ends if end is not None)
    return [*known, None] if None in ends else list(known)


def _bar(first: int, last: int, is_open: bool) -> str:
    """A bar from column to column; one of a single column is a stroke, one to the end of the volume has an arrow."""
    if first == last:
        return f"{'':{first}}|"
    return f"{'':{first}}|{'':=<{last - first - 1}}{'>' if is_open else '|'}"


def _columns(points: Sequence[int | None], labels: Sequence[str], room: int) -> list[int]:
    """A column for each point, 0-based: with room for the labels if there is as much, else with one column for each."""
    before = (len(labels[0]) - 1) // 2
    wanted = [len(left) // 2 + (len(right) - 1) // 2 + 2 for left, right in pairwise(labels)]
    distances = _distances(points)
    spare = room - 1 - before - len(labels[-1]) // 2
    if sum(wanted) > spare:
        before, spare, wanted = 0, room - 1, [1] * len(wanted)
    columns = [before]
    for gap in _stretched(wanted, distances, spare):
        columns.append(columns[-1] + gap)
    return [min(column, room - 1) for column in columns]


def _distances(points: Sequence[int | None]) -> list[int]:
    """How far it is from point to point; to the end of the volume, whose place is not known, as far as all before it."""
    known = [point for point in points if point is not None]
    steps = [right - left for left, right in pairwise(known)]
    return steps if len(known) == len(points) else [*steps, max(known[-1] - known[0], 1)]


def _stretched(least: list[int], distances: list[int], spare: int) -> list[int]:
    """Gaps between columns: in proportion to the distances but for those that need more, one column a unit at most."""
    gaps = dict(enumerate(least))
    free = set(gaps)
    while free:
        left = spare - sum(gap for at, gap in gaps.items() if at not in free)
        per_unit = left / sum(distances[at] for at in free)
        short = {at for at in free if distances[at] * per_unit < least[at]}
        if not short:
            gaps.update((at, max(least[at], min(distances[at], int(distances[at] * per_unit)))) for at in free)
            break
        free -= short
    return [gaps[at] for at in range(len(least))]


def _numbers(labels: Sequence[str], columns: Sequence[int], room: int) -> str:
    """The labels, each in the middle above its column; where they do not all fit, the two outer ones go first."""
    line = " " * room
    for at in (0, len(labels) - 1, *range(1, len(labels) - 1)):
        label = labels[at]
        start = max(0, min(columns[at] - (len(label) - 1) // 2, room - len(label)))
        stop = start + len(label)
        if not line[max(0, start - 1) : stop + 1].strip():
            line = f"{line[:start]}{label}{line[stop:]}"
    return line


def _cut(name: str, length: int) -> str:
    return name if len(name) <= length else f"{name[: length - 3]}..."
