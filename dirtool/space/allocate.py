"""Allocate: places for requests on the volumes of a map, by a policy."""

from __future__ import annotations

from collections.abc import Sequence

from dirtool.errors import InputError
from dirtool.model.extent_control import ExtentControl
from dirtool.space.all_at_once import AllAtOnce, Pack
from dirtool.space.allocation import Allocation
from dirtool.space.allocator import Allocator, Numbered
from dirtool.space.dirmaint_policy import AsDirmaint
from dirtool.space.one_by_one import OneByOne
from dirtool.space.packing import EFFORT_PER_SECOND, pack
from dirtool.space.policy import DirmaintSettings, Policy
from dirtool.space.request import Asked
from dirtool.space.search_space import SearchSpace, free_for_dirmaint
from dirtool.space.volume_map import VolumeMap

DEFAULT_SECONDS = 5.0


def allocate(
    volume_map: VolumeMap,
    extents: ExtentControl | None,
    asked: Asked,
    policy: Policy = Policy.BEST_FIT,
    *,
    dirmaint: DirmaintSettings | None = None,
    seconds: float = DEFAULT_SECONDS,
    packer: Pack = pack,
) -> Allocation:
    """Places for all requests, in their order; with the reason of each, and advice for those that go nowhere.

    `seconds` bound the search of policy pack: they are nominal, and counted in steps, so that the answer is the same on every
    machine. Raises InputError for a pool that is not there, and for what a policy cannot do.
    """
    requests = [Numbered(number, request) for number, request in enumerate(asked.requests)]
    if policy is Policy.DIRMAINT:
        return _as_dirmaint(volume_map, extents, asked, requests, dirmaint or DirmaintSettings())
    space = SearchSpace(volume_map, extents, asked.never)
    explicit = [one for one in requests if one.request.start is not None]
    rest = [one for one in requests if one.request.start is None]
    allocator: Allocator
    if policy is Policy.PACK:
        allocator = AllAtOnce(space, asked, extents, packer, int(seconds * EFFORT_PER_SECOND))
    else:
        allocator = OneByOne(space, asked, extents, policy)
    for one in explicit:
        allocator.place_explicitly(*one)
    allocator.place_all(rest)
    if isinstance(allocator, AllAtOnce):
        return allocator.allocation(policy, allocator.optimality, allocator.bound)
    return allocator.allocation(policy)


def _as_dirmaint(
    volume_map: VolumeMap,
    extents: ExtentControl | None,
    asked: Asked,
    requests: Sequence[Numbered],
    settings: DirmaintSettings,
) -> Allocation:
    if extents is None:
        raise InputError("policy dirmaint needs EXTENT CONTROL", "name the file with --extents")
    for one in asked.requests:
        if one.apart is not None or one.together is not None:
            raise InputError(f"{one.place}: policy dirmaint keeps nothing apart or together: DirMaint does not")
    if asked.headroom or asked.never:
        raise InputError("policy dirmaint knows no headroom and no volumes that are never chosen: DirMaint does not")
    space = SearchSpace(volume_map, extents, free_in=free_for_dirmaint, align=False)
    allocator = AsDirmaint(space, asked, extents, settings)
    allocator.place_all(requests)
    return allocator.allocation(Policy.DIRMAINT)
