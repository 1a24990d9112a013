"""Where requests go and why, for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from dirtool.report.map_words import capacity
from dirtool.report.style import Style, filled, harmless
from dirtool.space.allocation.placement import Allocation, Placement, Unplaced
from dirtool.spec.devices import unit_bytes
from dirtool.wording import plural

_INDENT = "    "
_NO_PLACE = "no place"


def allocation_text(allocation: Allocation, style: Style) -> Iterator[str]:
    """For each request where it goes and why, then those that go nowhere with what would help, then how many of each."""
    subjects = (each.subject for some in (allocation.placements, allocation.unplaced) for each in some)
    width = max((len(harmless(subject)) for subject in subjects), default=0)
    columns = _column_widths(allocation.placements)
    for placement in allocation.placements:
        subject = f"{harmless(placement.subject):<{width}}"
        yield from _head(subject, _where(placement, columns), style)
        yield from _reason(placement.reason, style)
    for (asked, text), (first, *others) in _alike(allocation.unplaced):
        subject = f"{harmless(first.subject):<{width}}"
        pieces = [f"{_NO_PLACE} for {asked}"]
        if others:
            pieces = [
                f"{pieces[0]},",
                f"and {plural(len(others), 'more request')} up to {harmless(others[-1].subject)}",
            ]
        yield from _head(subject, pieces, style, " ")
        yield from _reason(text, style)
    if width:
        yield ""
    yield from _summary(allocation, style)


def _cells(placement: Placement) -> tuple[str, str, str, str, str]:
    """Volume, place, size, its unit, and how much that is, if the bytes of a cylinder are known."""
    in_bytes = unit_bytes(placement.window.volume.devtype)
    return (
        harmless(placement.volid),
        f"{placement.first}-{placement.last}",
        f"{placement.size:,}",
        placement.unit if placement.size == 1 else f"{placement.unit}s",
        "" if in_bytes is None else capacity(placement.size * in_bytes),
    )


def _column_widths(placements: list[Placement]) -> list[int]:
    """How wide the columns of all placements are."""
    widths = [0] * 5
    for placement in placements:
        widths = list(map(max, widths, map(len, _cells(placement))))
    return widths


def _where(placement: Placement, widths: list[int]) -> list[str]:
    """Where a request goes, in columns: the volume and the place, the size, and where that tells more, region or group."""
    volid, place, size, unit, in_bytes = widths
    cells = _cells(placement)
    region = placement.window.region
    pool = f"group {placement.group}" if placement.group else ""
    if region is not None and region.name != placement.volid:
        pool = f"region {region.name}"
    return [
        f"{cells[0]:<{volid}}  {cells[1]:>{place}}",
        f"{cells[2]:>{size}} {cells[3]:<{unit}}  {cells[4]:>{in_bytes}}",
        harmless(pool),
    ]


def _head(subject: str, pieces: Sequence[str], style: Style, between: str = "  ") -> Iterator[str]:
    """The first line about a request; what is too much for it goes below."""
    first, *more = filled(filter(None, pieces), style.width - len(subject) - 2, between)
    shown = first.rstrip().replace(_NO_PLACE, style.paint("error", _NO_PLACE))
    yield f"{style.paint('bold', subject)}  {shown}"
    for line in more:
        yield f"{_INDENT}{line.strip()}"


def _alike(unplaced: list[Unplaced]) -> Iterator[tuple[tuple[str, str], list[Unplaced]]]:
    """Requests without a place, those in a row of which the same is said together."""
    for said, alike in groupby(unplaced, key=_said):
        yield said, list(alike)


def _said(unplaced: Unplaced) -> tuple[str, str]:
    """What was asked for, and what is said of it."""
    text = f"{unplaced.reason}; {unplaced.advice}"
    if unplaced.size is None or unplaced.unit is None:
        return str(unplaced.request.size), text
    return plural(unplaced.size, unplaced.unit), text


def _reason(text: str, style: Style) -> Iterator[str]:
    for line in filled(harmless(text).split(" "), style.width - len(_INDENT), " "):
        yield style.paint("dim", f"{_INDENT}{line}")


def _summary(allocation: Allocation, style: Style) -> Iterator[str]:
    placed, unplaced = len(allocation.placements), f"{len(allocation.unplaced):,} without a place"
    known = [
        placement.size * size
        for placement in allocation.placements
        if (size := unit_bytes(placement.window.volume.devtype)) is not None
    ]
    space = f" ({capacity(sum(known))})" if known else ""
    parts = [
        f"{plural(placed, 'request')} placed{space} on {plural(allocation.volumes_touched, 'volume')}"
        f"{',' if allocation.unplaced else ';'}",
        *([f"{unplaced};"] if allocation.unplaced else []),
        f"policy {allocation.policy}.",
    ]
    for line in filled(parts, style.width, " "):
        yield line.replace(unplaced, style.paint("error", unplaced))
    if allocation.bound is not None:
        yield from filled(_quality(allocation).split(" "), style.width, " ")


def _quality(allocation: Allocation) -> str:
    """What is known of a packing."""
    if allocation.optimality == "proved":
        what = "places all of them" if allocation.unplaced else "leaves more of the largest gaps whole"
        return f"Proved: no packing {what}."
    if allocation.optimality == "bound":
        return f"Perhaps fewer of the smallest gaps would do, but not fewer than {allocation.bound:,}."
    return "Not proved: perhaps all requests fit; more time may tell (--time-limit)."
