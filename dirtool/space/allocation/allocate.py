"""Allocate: places for requests on the volumes of a map, by a policy."""

from __future__ import annotations

from dataclasses import replace

from dirtool.errors import InputError
from dirtool.model.extent_control import ExtentControl
from dirtool.space.allocation.all_at_once import AllAtOnce, Pack
from dirtool.space.allocation.allocator import Allocator, Numbered
from dirtool.space.allocation.dirmaint_policy import AsDirmaint, gaps_for_dirmaint
from dirtool.space.allocation.one_by_one import OneByOne
from dirtool.space.allocation.placement import Allocation
from dirtool.space.allocation.policy import DirmaintSettings, Policy
from dirtool.space.allocation.search_space import SearchSpace
from dirtool.space.packing.pack import EFFORT_PER_SECOND, pack
from dirtool.space.requests.request import Asked, Request
from dirtool.space.volumes.volume_map import VolumeMap
from dirtool.spec.statement import nearest
from dirtool.wording import did_you_mean

DEFAULT_SECONDS = 5.0


def allocate(
    volume_map: VolumeMap,
    extents: ExtentControl | None,
    asked: Asked,
    policy: Policy = Policy.BEST_FIT,
    *,
    until_full: bool = False,
    dirmaint: DirmaintSettings | None = None,
    seconds: float = DEFAULT_SECONDS,
    packer: Pack = pack,
) -> Allocation:
    """Places for all requests, in their order; with the reason of each, and advice for those that go nowhere.

    With `until_full` the requests without a subject, which must be equal, stand for as many of them as fit when all others
    have their places. `seconds` bound the search of policy pack: they are nominal, and counted in steps, so that the answer is
    the same on every machine. Raises InputError for a pool that is not there, and for what a policy cannot do.
    """
    known = {volume.volid for volume in volume_map.volumes}
    for volid in sorted(asked.never - known):
        raise InputError(
            f"{volid} is never to be chosen, but is no volume", did_you_mean(nearest(volid, tuple(sorted(known))))
        )
    series = _series(asked) if until_full else None
    numbered = [
        Numbered(number, one) for number, one in enumerate(asked.requests) if series is None or one.subject[0] != "#"
    ]
    allocator = _allocator(volume_map, extents, asked, policy, dirmaint, int(seconds * EFFORT_PER_SECOND), packer)
    allocator.place_all(numbered)
    if series is not None:
        allocator.fill(series, len(asked.requests))
    return allocator.allocation(policy)


def _allocator(
    volume_map: VolumeMap,
    extents: ExtentControl | None,
    asked: Asked,
    policy: Policy,
    dirmaint: DirmaintSettings | None,
    effort: int,
    packer: Pack,
) -> Allocator:
    """The allocator that does what a policy says. Raises InputError for what it cannot do."""
    if policy is not Policy.DIRMAINT:
        space = SearchSpace(volume_map, extents, asked.never)
        if policy is Policy.PACK:
            return AllAtOnce(space, asked, extents, packer, effort)
        return OneByOne(space, asked, extents, policy)
    if extents is None:
        raise InputError("policy dirmaint needs EXTENT CONTROL", "name the file with --extents")
    for one in asked.requests:
        if one.apart is not None or one.together is not None:
            raise InputError(f"{one.place}: policy dirmaint keeps nothing apart or together: DirMaint does not")
    if asked.headroom or asked.never:
        raise InputError("policy dirmaint knows no headroom and no volumes that are never chosen: DirMaint does not")
    space = SearchSpace(volume_map, extents, gaps_on=gaps_for_dirmaint, align=False)
    return AsDirmaint(space, asked, extents, dirmaint or DirmaintSettings())


def _series(asked: Asked) -> Request:
    """The one request without a subject, or the first of several equal ones. Raises InputError if they are not equal."""
    nameless = [one for one in asked.requests if one.subject.startswith("#")]
    kinds = {replace(one, subject="", place="") for one in nameless}
    if len(kinds) != 1:
        given = "there are several" if kinds else "there is none"
        raise InputError(
            f"--until-full wants one request without a subject, and {given}", "such as 10016@LINUX, without a count"
        )
    if nameless[0].start is not None:
        raise InputError(f"{nameless[0].place}: --until-full chooses the places itself", "leave out the start")
    return nameless[0]
