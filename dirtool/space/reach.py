"""Who reaches a minidisk by LINK, directly or by links to links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dirtool.errors import InputError
from dirtool.model.directory import Directory, Entry, Placed
from dirtool.model.effective import Layers, mode_of, subject_of
from dirtool.model.extent import Extent, extent_of
from dirtool.model.links import Chain, Followed, LinkResolver, Step
from dirtool.spec.statement import nearest
from dirtool.wording import did_you_mean, listed


class Reach(NamedTuple):
    """A LINK statement that leads to a device: the entry that holds it, whose it is, and the devices on the way.

    `users` are those whose machine has the LINK: for a PROFILE all that include it. `members` are those of an SSI cluster on
    which it leads there, empty for all. `way` ends with the device.
    """

    entry: Entry
    placed: Placed
    users: list[str]
    mode: str
    members: tuple[str, ...]
    way: tuple[str, ...]


class Reached(NamedTuple):
    """A device, its extent if it is a minidisk with a place, and all LINKs that lead to it, in the order of the directory."""

    subject: str
    extents: list[Extent]
    reaches: list[Reach]


def reached(directory: Directory, userid: str, vdev: str) -> Reached:
    """Who reaches the device `vdev` of a user, or of a SUBCONFIG.

    Raises InputError for a user or a device that is not there.
    """
    resolver = LinkResolver(directory, Layers(directory))
    steps = _definitions(directory, resolver, userid, vdev)
    sites = {(id(step.placed.source), step.placed.position) for step in steps}
    found = [one for followed in resolver.followed for one in _reaches(directory, followed, sites)]
    found.sort(key=lambda reach: directory.order(reach.placed))
    extents = [extent for step in steps if (extent := extent_of(step.entry, step.placed)) is not None]
    return Reached(f"{userid}/{vdev}", extents, found)


def _definitions(directory: Directory, resolver: LinkResolver, userid: str, vdev: str) -> list[Step]:
    """The statements that define a device."""
    path = directory.sources[0].path
    steps = resolver.definitions(userid, vdev)
    if steps:
        return steps
    entry = directory.subconfigs.get(userid)
    parts = resolver.parts(userid) if entry is None else [entry]
    numbers = sorted({number for part in parts for number in resolver.devices_of(part)})
    if entry is not None and vdev in numbers:
        return [Step(entry, entry.at(resolver.devices_of(entry)[vdev]))]
    if not parts:
        names = tuple(name for name, one in directory.machines.items() if one.shown_name == name)
        raise InputError(f"{path}: no USER or IDENTITY {userid}", did_you_mean(nearest(userid, names)))
    hint = f"it has {listed(numbers[:12], 'and')}" if numbers else "it has none"
    raise InputError(f"{path}: {userid} has no device {vdev}", hint)


def _reaches(directory: Directory, followed: Followed, sites: set[tuple[int, int]]) -> Iterator[Reach]:
    ways: dict[tuple[str, ...], list[str]] = {}
    for member, chain in followed.by_member.items():
        way = _way(chain, sites)
        if way:
            ways.setdefault(way, []).extend([member] if member else [])
    for way, members in ways.items():
        for entry, placed in followed.places:
            users = [machine.shown_name for machine in directory.machines_of(entry)]
            yield Reach(entry, placed, users, mode_of(placed), tuple(members), way)


def _way(chain: Chain, sites: set[tuple[int, int]]) -> tuple[str, ...]:
    """The devices from the one that a LINK names to the one that is wanted; empty if it does not lead there."""
    way: list[str] = []
    for step in chain.steps:
        way.append(subject_of(step.entry, step.placed))
        if (id(step.placed.source), step.placed.position) in sites:
            return tuple(way)
    return ()
