"""Why a request goes where it goes, in words: what was looked at, what was rejected, and what decided."""

from __future__ import annotations

import sys

from dirtool.space.allocation.placement import Placement
from dirtool.space.allocation.policy import Policy
from dirtool.wording import plural


def why_first_fit(pool: str, gaps: int, left_out: str, placement: Placement) -> str:
    """Of policy first-fit; `pool` is where it looked, `gaps` how many there are, `left_out` why not all of them count."""
    before = placement.position
    fault = "too small or left out" if left_out else "too small"
    rejected = f"; the {plural(before, 'gap')} before it {'is' if before == 1 else 'are'} {fault}" if before else ""
    found = f"{_one_of('first', gaps)} in {pool} that holds {_size(placement)}: {_gap(placement)}"
    return f"{found}{rejected}{_left_out(left_out)}"


def why_best_fit(pool: str, gaps: int, left_out: str, placement: Placement) -> str:
    """Of policy best-fit."""
    found = f"{_one_of('smallest', gaps)} in {pool} that holds {_size(placement)}: {_gap(placement)}"
    return f"{found}{_fit(placement)}{_left_out(left_out)}"


def why_worst_fit(pool: str, gaps: int, left_out: str, placement: Placement) -> str:
    """Of policy worst-fit."""
    return f"{_one_of('largest', gaps)} in {pool}: {_gap(placement)}{_fit(placement)}{_left_out(left_out)}"


def why_balanced(pool: str, gaps: int, left_out: str, placement: Placement) -> str:
    """Of policy balanced."""
    return (
        f"{placement.volid} has the most free space of those with a gap for {_size(placement)} in {pool}; "
        f"the smallest such gap there is {_gap(placement)}{_fit(placement)}{_left_out(left_out)}"
    )


def why_explicit(placement: Placement) -> str:
    """Of a request that names its place."""
    start = placement.position
    if placement.gap_size > sys.maxsize - start - 1:
        return f"the place that was asked for, within what is free on {placement.volid} from {start} on"
    return f"the place that was asked for, within the gap {_gap(placement)}"


def why_together(name: str, placement: Placement) -> str:
    """Of a request that stays with others."""
    return (
        f"all of the set {name} fits on {placement.volid}; the smallest gap there is {_gap(placement)}{_fit(placement)}"
    )


def why_packed(pool: str, others: int, placement: Placement) -> str:
    """Of policy pack; `others` are the requests in the same gap."""
    beside = f"with {plural(others, 'other')}" if others else "alone"
    return f"packed {beside} into the gap {placement.volid} {_range(placement.position, placement.gap_size)} of {pool}"


def why_dirmaint(pool: str, begun: str, placement: Placement) -> str:
    """Of policy dirmaint, first fit; `begun` is where a ROTATING group began; empty if no region was used before."""
    region = f"region {placement.window.name}"
    where = region if pool == region else f"{region} of {pool}"
    found = f"DirMaint takes the first gap of {where} that holds {_size(placement)}: {_gap(placement)}"
    return f"{found}{_tried(placement, begun)}"


def why_dirmaint_exact(pool: str, begun: str, placement: Placement) -> str:
    """Of policy dirmaint, exact fit."""
    region = f"region {placement.window.name}"
    where = "" if pool == region else f", {region} of {pool}"
    found = f"DirMaint takes a gap of exactly {_size(placement)} before any other: {_gap(placement)}{where}"
    return f"{found}{_tried(placement, begun)}"


WHY = {
    Policy.FIRST_FIT: why_first_fit,
    Policy.BEST_FIT: why_best_fit,
    Policy.WORST_FIT: why_worst_fit,
    Policy.BALANCED: why_balanced,
}
"""The reason of each policy that places one request after another."""


def _one_of(which: str, gaps: int) -> str:
    """`the first of 1,204 gaps`; of one gap, that it is the only one."""
    return "the only gap" if gaps == 1 else f"the {which} of {plural(gaps, 'gap')}"


def _size(placement: Placement) -> str:
    return plural(placement.size, placement.unit)


def _gap(placement: Placement) -> str:
    """The gap as it was, which the placement starts; one that names its place may lie anywhere in it."""
    first = placement.position if placement.why is why_explicit else placement.first
    return f"{placement.volid} {_range(first, placement.gap_size)}"


def _range(first: int, size: int) -> str:
    return f"{first}-{first + size - 1}"


def _tried(placement: Placement, begun: str) -> str:
    """With which region DirMaint began, and how many regions it tried before."""
    count = placement.position
    rotating = f"ROTATING began with region {begun}" if begun else ""
    tried = f"the {count:,} regions tried before have none" if count > 1 else "the region tried before has none"
    said = ", and ".join(filter(None, (rotating, tried if count else "")))
    return f"; {said}" if said else ""


def _left_out(why: str) -> str:
    """Why gaps were left out that a request could have had."""
    return f"; left out: {why}" if why else ""


def _fit(placement: Placement) -> str:
    """How well the gap fits, and how many do as well."""
    spare = placement.gap_size - placement.size
    fit = "an exact fit" if not spare else f"{spare:,} to spare"
    ties = f", the first of {placement.equals:,} as large" if placement.equals > 1 else ""
    return f" ({fit}{ties})"
