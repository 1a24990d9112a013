"""Where requests go and why, for people."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import groupby

from dirtool.report.map_words import capacity, size_words
from dirtool.report.style import Style, harmless, plural
from dirtool.space.allocation import Allocation, Placement, Unplaced
from dirtool.spec.devices import unit_bytes

_INDENT = "    "


def allocation_text(allocation: Allocation, style: Style) -> Iterator[str]:
    """For each request where it goes and why, then those that go nowhere with what would help, then how many of each."""
    subjects = [one.subject for one in allocation.placements] + [one.subject for one in allocation.unplaced]
    width = max(map(len, subjects), default=0)
    for placement in allocation.placements:
        yield f"{style.paint('bold', f'{harmless(placement.subject):<{width}}')}  {harmless(_place(placement))}"
        yield from _wrapped(placement.reason, style)
    for (asked, text), alike in groupby(allocation.unplaced, key=_said):
        first, *others = list(alike)
        mark = style.paint("error", "no place")
        more = f", and {plural(len(others), 'more request')} up to {harmless(others[-1].subject)}" if others else ""
        yield f"{style.paint('bold', f'{harmless(first.subject):<{width}}')}  {mark} for {asked}{more}"
        yield from _wrapped(text, style)
    if subjects:
        yield ""
    yield from _summary(allocation, style)


def _place(placement: Placement) -> str:
    window = placement.window
    size = ", ".join(size_words(placement.size, placement.unit, window.volume.devtype))
    pool = f"  group {placement.group}" if placement.group else ""
    region = (
        f"  region {window.region.name}" if window.region is not None and window.region.name != placement.volid else ""
    )
    return f"{placement.volid:<6}  {placement.first}-{placement.last}  {size}{pool}{region}"


def _said(unplaced: Unplaced) -> tuple[str, str]:
    """What is said of a request without a place; the same is said once of many."""
    return _asked(unplaced), f"{unplaced.reason}; {unplaced.advice}"


def _asked(unplaced: Unplaced) -> str:
    if unplaced.size is None or unplaced.unit is None:
        return str(unplaced.request.size)
    return plural(unplaced.size, unplaced.unit)


def _wrapped(text: str, style: Style) -> Iterator[str]:
    lines = textwrap.wrap(
        harmless(text),
        style.width,
        initial_indent=_INDENT,
        subsequent_indent=_INDENT,
        break_long_words=False,
        break_on_hyphens=False,
    )
    yield from (style.paint("dim", line) for line in lines)


def _summary(allocation: Allocation, style: Style) -> Iterator[str]:
    placed, unplaced = len(allocation.placements), len(allocation.unplaced)
    known = [
        placement.size * size
        for placement in allocation.placements
        if (size := unit_bytes(placement.window.volume.devtype)) is not None
    ]
    space = f" ({capacity(sum(known))})" if known else ""
    parts = [f"{plural(placed, 'request')} placed{space} on {plural(allocation.volumes_touched, 'volume')}"]
    if unplaced:
        parts.append(style.paint("error", f"{unplaced:,} without a place"))
    yield f"{', '.join(parts)}; policy {allocation.policy}."
    if allocation.bound is not None:
        yield _quality(allocation)


def _quality(allocation: Allocation) -> str:
    """What is known of a packing."""
    if allocation.optimality == "proved":
        return (
            "Proved: no packing places more." if allocation.unplaced else "Proved: no packing leaves more gaps whole."
        )
    if allocation.optimality == "bound":
        return f"Perhaps it goes with fewer gaps; at least {plural(allocation.bound or 0, 'gap')} are opened by any packing."
    return "Not proved: perhaps all requests fit; more time may tell (--time-limit)."
