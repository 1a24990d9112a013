"""Steps for EXTENT CONTROL: new regions, regions for groups, and the reload behind them.

Source: z/VM DirMaint Commands Reference, DASD ADD and RLDEXTN.
"""

from __future__ import annotations

from dirtool.plan.steps.build import Build
from dirtool.plan.steps.drafts import draft
from dirtool.plan.steps.orders import order
from dirtool.plan.steps.step import Step, Thing
from dirtool.plan.target.target import NewGroup, NewRegion
from dirtool.syntax import verbs
from dirtool.verify.plan.document import Effective, Kind

LOADED = Thing("area", "EXTENT CONTROL")
"""EXTENT CONTROL as DirMaint has read it again."""

_REGIONS_IN_ONE = 20  # so that no command is too long: a group may be given piece by piece


def add_area_steps(build: Build) -> None:
    """A step for each new region and for each group with new regions, and one that lets DirMaint read them."""
    steps = [_add_region(area) if isinstance(area, NewRegion) else _add_group(area) for area in build.target.areas]
    if not steps:
        return
    reason = "so that regions and groups can be used"
    action = draft(Kind.RELOAD, "EXTENT CONTROL", "is read again", reason, effective=Effective.NOW)
    made = {thing for step in steps for thing in step.makes}
    steps.append(Step("", [action], [order(verbs.Rldextn)], needs=made, makes={LOADED}))
    build.steps += steps


def _add_region(region: NewRegion) -> Step:
    size = "END" if region.size is None else region.size
    shown = f"{region.start}-{'END' if region.size is None else region.start + region.size - 1}"
    title = f"new region {region.name}: {region.volid} {shown}, {region.devtype}"
    action = draft(Kind.ADD_REGION, region.name, title, f"asked for in {region.asked_at}", effective=Effective.NOW)
    command = order(
        verbs.Dasd,
        action="ADD",
        area="REGION",
        region=region.name,
        volid=region.volid,
        devtype=region.devtype,
        size=size,
        start=region.start,
    )
    return Step("", [action], [command], makes={Thing("area", f"region {region.name}")})


def _add_group(group: NewGroup) -> Step:
    what = "new group" if group.is_new else "group"
    title = f"{what} {group.name}: {'' if group.is_new else '+ '}{', '.join(group.regions)}"
    action = draft(Kind.ADD_GROUP, group.name, title, f"asked for in {group.asked_at}", effective=Effective.NOW)
    pieces = [group.regions[at : at + _REGIONS_IN_ONE] for at in range(0, len(group.regions), _REGIONS_IN_ONE)]
    commands = [
        order(
            verbs.Dasd,
            action="ADD",
            area="GROUP",
            group=group.name,
            method="(ROTATING)" if group.is_rotating and group.is_new and at == 0 else None,
            regions=piece,
        )
        for at, piece in enumerate(pieces)
    ]
    needs = {Thing("area", f"region {name}") for name in group.regions}
    return Step("", [action], commands, makes={Thing("area", f"group {group.name}")}, needs=needs)
