"""What the views of a move say of the proposed EXTENT CONTROL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dirtool.migrate.extents.proposal import ControlProposal
from dirtool.migrate.extents.usable_space import LeftOut
from dirtool.model.extent_control import ExtentControl, Method
from dirtool.spec.devices import Unit
from dirtool.wording import listed, plural


class ShownGroup(NamedTuple):
    """A group of the proposal: a group without regions is not in the file, and has no method."""

    name: str
    method: Method | None
    regions: tuple[str, ...]


def groups_of(proposal: ControlProposal) -> list[ShownGroup]:
    """The groups of a proposal, in its order."""
    in_file = proposal.control.groups
    return [
        ShownGroup(name, in_file[name].method if name in in_file else None, regions)
        for name, regions in proposal.groups.items()
    ]


def contents(control: ExtentControl) -> str:
    """`12 regions in 3 groups, 4 EXCLUDE records`."""
    regions = f"{plural(len(control.regions), 'region')} in {plural(len(control.groups), 'group')}"
    excluded = f", {plural(len(control.exclusions), 'EXCLUDE record')}" if control.exclusions else ""
    return f"{regions}{excluded}"


def left_out_by_reason(left_out: Iterable[LeftOut]) -> dict[str, list[LeftOut]]:
    """The space that no region has, by why."""
    by_reason: dict[str, list[LeftOut]] = {}
    for one in left_out:
        by_reason.setdefault(one.why, []).append(one)
    return by_reason


def amount(left_out: Sequence[LeftOut]) -> str:
    """`120 cylinders and 16 blocks`; of what nobody knows how much it is, that it is there."""
    sizes: Counter[Unit] = Counter()
    for one in left_out:
        sizes[one.unit] += one.size
    known = [plural(size, unit) for unit, size in sizes.items() if size]
    unknown = [] if all(one.gaps for one in left_out) else ["nobody knows how much"]
    return listed([*known, *unknown], "and")


def places_of(one: LeftOut) -> str:
    """`0, 120-199`."""
    return ", ".join(f"{gap.first}" if gap.first == gap.last else f"{gap.first}-{gap.last}" for gap in one.gaps)


def region_end(last: int | None) -> str:
    """The last cylinder or block of a region, as the file has it."""
    return "END" if last is None else f"{last}"
