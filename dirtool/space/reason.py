"""Why a request goes where it goes, in words: what was looked at, what was rejected, and what decided."""

from __future__ import annotations

from dirtool.space.allocation import Placement
from dirtool.space.policy import Policy
from dirtool.spec.devices import Unit


def counted(count: int, unit: Unit | None) -> str:
    """`1 cylinder`, `10,016 cylinders`; of an unknown unit the bare number."""
    return f"{count:,}" if unit is None else f"{count:,} {unit}{'' if count == 1 else 's'}"


def why_first_fit(pool: str, gaps: int, placement: Placement) -> str:
    """Of policy first-fit; `pool` is where it looked, `gaps` how many there are."""
    before = placement.position
    rejected = f"; the {counted_gaps(before)} before it {'is' if before == 1 else 'are'} too small" if before else ""
    return f"the first of {counted_gaps(gaps)} in {pool} that holds {_size(placement)}: {_gap(placement)}{rejected}"


def why_best_fit(pool: str, gaps: int, placement: Placement) -> str:
    """Of policy best-fit."""
    return f"the smallest of {counted_gaps(gaps)} in {pool} that holds {_size(placement)}: {_gap(placement)}{_fit(placement)}"


def why_worst_fit(pool: str, gaps: int, placement: Placement) -> str:
    """Of policy worst-fit."""
    return f"the largest of {counted_gaps(gaps)} in {pool}: {_gap(placement)}{_fit(placement)}"


def why_balanced(pool: str, gaps: int, placement: Placement) -> str:
    """Of policy balanced."""
    return (
        f"{placement.volid} has the most free space in {pool} of all volumes with a gap for {_size(placement)}; "
        f"the smallest such gap there is {_gap(placement)}{_fit(placement)}"
    )


def why_explicit(placement: Placement) -> str:
    """Of a request that names its place."""
    return f"the place that was asked for, within the gap {_gap(placement)}"


def why_together(name: str, placement: Placement) -> str:
    """Of a request that stays with others."""
    return (
        f"all of the set {name} fits on {placement.volid}; the smallest gap there is {_gap(placement)}{_fit(placement)}"
    )


def why_packed(pool: str, others: int, placement: Placement) -> str:
    """Of policy pack; `others` are the requests in the same gap."""
    beside = f"with {others:,} other{'' if others == 1 else 's'}" if others else "alone"
    return f"packed {beside} into the gap {placement.volid} {_range(placement.position, placement.gap_size)} of {pool}"


def why_dirmaint(pool: str, placement: Placement) -> str:
    """Of policy dirmaint, first fit."""
    region = f"region {placement.window.name}"
    where = region if pool == region else f"{region} of {pool}"
    return f"DirMaint takes the first gap of {where} that holds {_size(placement)}: {_gap(placement)}"


def why_dirmaint_exact(pool: str, placement: Placement) -> str:
    """Of policy dirmaint, exact fit."""
    exact = f"a gap of exactly {_size(placement)}"
    return f"DirMaint takes {exact} before any other: {_gap(placement)}, region {placement.window.name} of {pool}"


WHY = {
    Policy.FIRST_FIT: why_first_fit,
    Policy.BEST_FIT: why_best_fit,
    Policy.WORST_FIT: why_worst_fit,
    Policy.BALANCED: why_balanced,
}
"""The reason of each policy that places one request after another."""


def counted_gaps(count: int) -> str:
    """`1 gap`, `1,204 gaps`."""
    return f"{count:,} gap{'' if count == 1 else 's'}"


def _size(placement: Placement) -> str:
    return counted(placement.size, placement.unit)


def _gap(placement: Placement) -> str:
    """The gap as it was, which the placement starts; one that names its place may lie anywhere in it."""
    first = placement.position if placement.why is why_explicit else placement.first
    return f"{placement.volid} {_range(first, placement.gap_size)}"


def _range(first: int, size: int) -> str:
    return f"{first}-{first + size - 1}"


def _fit(placement: Placement) -> str:
    """How well the gap fits, and how many do as well."""
    spare = placement.gap_size - placement.size
    fit = "an exact fit" if not spare else f"{spare:,} to spare"
    ties = f", the first of {placement.equals:,} as large" if placement.equals > 1 else ""
    return f" ({fit}{ties})"
