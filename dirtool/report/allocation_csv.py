"""Where requests go and why as CSV."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from dirtool.report.allocation_json import placement_object
from dirtool.report.csv_lines import csv_lines
from dirtool.space.allocation.placement import Allocation, Unplaced

_HEADER = ("subject", "volid", "devtype", "first", "last", "size", "unit", "region", "group", "reason")


def allocation_csv(allocation: Allocation) -> Iterator[str]:
    """A header, then a line for each request: those that go nowhere have no place, and their reason tells why."""
    placed = (tuple(placement_object(placement).values()) for placement in allocation.placements)
    return csv_lines(chain([_HEADER], placed, map(_unplaced, allocation.unplaced)))


def _unplaced(one: Unplaced) -> tuple[str | int | None, ...]:
    reason = f"{one.reason}; {one.advice}"
    return one.subject, None, None, None, None, one.size, one.unit, None, None, reason
