"""The free space by group, region, volume or model: as text, as JSON (schema dirtool.free-space/1), as CSV."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dirtool.report.csv_lines import csv_lines
from dirtool.report.json_lines import FRACTION_DIGITS, object_lines
from dirtool.report.map_words import capacity, percent
from dirtool.report.style import Style, harmless
from dirtool.space.volumes.free_space import FreeBy, FreeRow
from dirtool.spec.devices import unit_bytes
from dirtool.wording import plural

SCHEMA = "dirtool.free-space/1"

_HEADINGS = ("Type", "Volumes", "Size", "Used", "Free", "", "Largest", "Frag", "")
_SIDES = "<<>>>>>>><"  # on which the columns are aligned


def free_text(rows: list[FreeRow], by: FreeBy, style: Style) -> Iterator[str]:
    """A table of what is counted in cylinders, and one of what is counted in blocks."""
    blank: list[str] = []
    for unit in ("cylinder", "block"):
        counted = [row for row in rows if row.unit == unit]
        if counted:
            yield from blank
            yield style.paint("bold", f"Free {unit}s by {by}")
            yield from _table([(by.capitalize(), *_HEADINGS), *map(_cells, counted)], style)
            blank = [""]
    if not rows:
        yield f"No {by} has a volume in the map"


def free_json(rows: list[FreeRow], by: FreeBy) -> Iterator[str]:
    """The lines of the JSON document; one row a line."""
    yield f'{{"schema": "{SCHEMA}", "by": "{by}", "rows": ['
    yield from object_lines(rows, _object)
    yield "]}"


def free_csv(rows: list[FreeRow]) -> Iterator[str]:
    """A header, then a line a row; the device types with blanks between."""
    yield from csv_lines([FreeRow._fields])
    yield from csv_lines(list(map(_csv_cell, _object(row).values())) for row in rows)


def _object(row: FreeRow) -> dict[str, Any]:
    return {**row._asdict(), "fragmentation": round(row.fragmentation, FRACTION_DIGITS)}


def _csv_cell(value: Any) -> str | int | float | None:
    if isinstance(value, tuple):
        return " ".join(value)
    return str(value).lower() if isinstance(value, bool) else value


def _cells(row: FreeRow) -> tuple[str, ...]:
    in_bytes = {unit_bytes(devtype) for devtype in row.devtypes}
    one = in_bytes.pop() if len(in_bytes) == 1 else None
    unknown = f"{plural(row.unknown, 'size')} unknown" if row.unknown else ""
    return (
        harmless(row.name),
        harmless(" ".join(row.devtypes)),
        str(row.volumes),
        *("-" if number is None else str(number) for number in (row.size, row.used, row.free)),
        capacity(row.free * one) if row.free and one else "",
        str(row.largest_gap),
        percent(row.fragmentation),
        ", ".join(filter(None, ["guess" if row.guessed else "", unknown])),
    )


def _table(lines: list[tuple[str, ...]], style: Style) -> Iterator[str]:
    """Lines of cells in columns, the first one as a heading."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    between = "  " if sum(widths) + 2 * (len(widths) - 1) <= style.width else " "
    kind = "dim"
    for cells in lines:
        aligned = (f"{cell:{side}{width}}" for cell, side, width in zip(cells, _SIDES, widths, strict=True))
        yield style.paint(kind, between.join(aligned).rstrip())
        kind = "plain"
