"""Where requests go and why as CSV."""

from __future__ import annotations

from collections.abc import Iterator

from dirtool.report.allocation_json import placement_object
from dirtool.report.csv_lines import csv_lines
from dirtool.space.allocation import Allocation

_HEADER = ("subject", "volid", "devtype", "first", "last", "size", "unit", "region", "group", "reason")


def allocation_csv(allocation: Allocation) -> Iterator[str]:
    """A header, then a line for each request: those that go nowhere have no volid, and their reason tells why."""
    placed = (tuple(placement_object(placement).values()) for placement in allocation.placements)
    unplaced = (
        (
            one.subject,
            None,
            None,
            None,
            None,
            one.size,
            one.unit,
            None,
            one.request.group,
            f"{one.reason}; {one.advice}",
        )
        for one in allocation.unplaced
    )
    return csv_lines([_HEADER, *placed, *unplaced])
