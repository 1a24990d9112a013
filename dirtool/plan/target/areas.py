"""The regions and groups that EXTENT CONTROL shall have: what it lacks, and what it is with them.

Source: z/VM DirMaint Commands Reference, DASD: ADD REGION and ADD GROUP; a group's method is told when it is made.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import replace
from typing import NamedTuple

from dirtool.compare.desired.state import Desired, GroupFacts, RegionFacts
from dirtool.dirmaint.space.control_records import ControlRecords
from dirtool.errors import InputError
from dirtool.model.extent_control import ExtentControl, Region, extent_control_of
from dirtool.plan.target.target import NewGroup, NewRegion
from dirtool.spec.statement import nearest
from dirtool.wording import did_you_mean


class Areas(NamedTuple):
    """What is new in EXTENT CONTROL, regions first, and EXTENT CONTROL with that."""

    new: tuple[NewRegion | NewGroup, ...]
    extents: ExtentControl | None


def wanted_areas(desired: Desired, extents: ExtentControl | None) -> Areas:
    """What EXTENT CONTROL lacks of the regions and groups of a desired state.

    Raises InputError for a region that is another one already, for a group of regions that are not there, and for any of
    them without EXTENT CONTROL.
    """
    if not desired.regions and not desired.groups:
        return Areas((), extents)
    if extents is None:
        place = min(facts.place for some in (desired.regions, desired.groups) for facts in some.values())
        raise InputError(f"{place}: nobody tells what EXTENT CONTROL has", "name the file with extents: or --extents")
    regions = [
        _new_region(name, facts)
        for name, facts in desired.regions.items()
        if not _is_there(name, facts, extents.regions.get(name))
    ]
    known = {*extents.regions, *(region.name for region in regions)}
    groups = [group for name, facts in desired.groups.items() for group in _lacking(name, facts, extents, known)]
    return Areas((*regions, *groups), _with(extents, regions, groups))


def _new_region(name: str, facts: RegionFacts) -> NewRegion:
    return NewRegion(name, facts.volid, facts.devtype, facts.start, facts.size, facts.place.in_file)


def _is_there(name: str, facts: RegionFacts, region: Region | None) -> bool:
    """Whether a region is there. Raises InputError where it is another one."""
    if region is None:
        return False
    size = None if region.last is None else region.last - region.first + 1
    there = {"volume": region.volid, "devtype": region.devtype, "start": region.first, "size": size}
    wanted = {"volume": facts.volid, "devtype": facts.devtype, "start": facts.start, "size": facts.size}
    if there != wanted:
        told = ", ".join(f"{key}: {'END' if value is None else value}" for key, value in there.items())
        raise InputError(
            f"{facts.place}: region {name} is another one in EXTENT CONTROL; allowed: {{{told}}}, or another name"
        )
    return True


def _lacking(name: str, facts: GroupFacts, extents: ExtentControl, known: set[str]) -> Iterable[NewGroup]:
    """What a group lacks, if anything."""
    for region in facts.regions:
        if region not in known:
            hint = did_you_mean(nearest(region, tuple(sorted(known))))
            raise InputError(f"{facts.place}: {region} of group {name} is no region", hint)
    group = extents.groups.get(name)
    if group is None and not facts.regions:
        raise InputError(f"{facts.place}: the new group {name} has no region; allowed: one or more")
    if group is not None and facts.rotating and group.method != "ROTATING":
        raise InputError(f"{facts.place}: group {name} is there already, and is not rotating; allowed: a new group")
    has = () if group is None else group.regions
    missing = tuple(region for region in facts.regions if region not in has)
    if missing:
        yield NewGroup(name, missing, facts.rotating, group is None, facts.place.in_file)


def _with(extents: ExtentControl, regions: list[NewRegion], groups: list[NewGroup]) -> ExtentControl:
    """EXTENT CONTROL with more regions and groups."""
    if not regions and not groups:
        return extents
    records = ControlRecords(extents.file)
    for region in regions:
        last = "END" if region.size is None else region.start + region.size - 1
        records.add("REGIONS", f"{region.name} {region.volid} {region.start} {last} {region.devtype}")
    for group in groups:
        method = " (ALLOCATE ROTATING)" if group.is_new and group.is_rotating else ""
        if method:
            records.add("GROUPS", f"{group.name}{method}")
        for one in group.regions:
            records.add("GROUPS", f"{group.name} {one}")
    return extent_control_of(records.records)


def areas_of(desired: Desired, groups: Container[str], regions: Iterable[str]) -> Desired:
    """A desired state with some of its groups alone, by their names, the regions in these, and some regions."""
    kept = {name: facts for name, facts in desired.groups.items() if name in groups}
    names = {*regions, *(region for facts in kept.values() for region in facts.regions)}
    return replace(
        desired, groups=kept, regions={name: facts for name, facts in desired.regions.items() if name in names}
    )
