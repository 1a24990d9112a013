"""Allocations of invented requests, for the tests of their reports."""

from __future__ import annotations

from dirtool.model.extent_control import Region
from dirtool.model.size import size_of
from dirtool.space.allocation.placement import Allocation, Placement, Unplaced
from dirtool.space.allocation.search_space import Window
from dirtool.space.packing.pack import Optimality
from dirtool.space.requests.request import Request
from dirtool.spec.devices import Unit
from tests.report.mapped import volume

REASON = "the smallest of 8 gaps in group LINUX that holds it"


def placed(
    subject: str = "LNX1/0200",
    volid: str = "LX0001",
    first: int = 101,
    size: int = 10016,
    *,
    region: str = "",
    group: str | None = None,
    devtype: str = "3390",
    reason: str = REASON,
) -> Placement:
    """A request with a place."""
    where = Region(region, volid, 1, None, f"{devtype}-09", "", 1) if region else None
    window = Window(volume(volid, 2_000_000, devtype=devtype), 0, 1_999_999, where)
    return Placement(Request(subject, size_of(str(size))), window, group, first, size, lambda _: reason, size)


def unplaced(
    subject: str = "LNX1/0201",
    size: int | None = 50000,
    unit: Unit | None = "cylinder",
    *,
    asked: str = "50000",
    reason: str = "no gap of 50,000 cylinders",
    advice: str = "no move would make room",
) -> Unplaced:
    """A request without one."""
    return Unplaced(Request(subject, size_of(asked)), size, unit, reason, 15026, advice)


def allocation(
    *answers: Placement | Unplaced, policy: str = "best-fit", optimality: Optimality = "none", bound: int | None = None
) -> Allocation:
    """The answer to all of them."""
    return Allocation(
        policy,
        [one for one in answers if isinstance(one, Placement)],
        [one for one in answers if isinstance(one, Unplaced)],
        optimality,
        bound,
    )
