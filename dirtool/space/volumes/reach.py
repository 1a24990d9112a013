"""Who reaches a minidisk by LINK, directly or by links to links."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from dirtool.errors import InputError
from dirtool.model.devices import device_number
from dirtool.model.directory import Directory, Entry, Placed
from dirtool.model.effective import Layers, mode_of, subject_of
from dirtool.model.extent import Extent, extent_of
from dirtool.model.links import Chain, Followed, LinkResolver, Step
from dirtool.spec.statement import nearest
from dirtool.wording import did_you_mean, some_of

DEVICES_SHOWN = 6  # of a way, before the device that is wanted
_NUMBERS_TOLD = 12  # of a user's devices


class Reach(NamedTuple):
    """A LINK statement that leads to a device: the entry that holds it, whose it is, and the devices on the way.

    `users` are those whose machine has the LINK: for a PROFILE all that include it and have no other device of its number.
    A LINK that no machine has, since each has another device instead, is left out. `members` are those of an SSI cluster on
    which it leads there, empty for all. `way` ends with the device; of one with many steps, of which `steps` tells the
    number, it has the first ones and the device.
    """

    entry: Entry
    placed: Placed
    users: list[str]
    mode: str
    members: tuple[str, ...]
    way: tuple[str, ...]
    steps: int


class Reached(NamedTuple):
    """A device, its extent if it is a minidisk with a place, and all LINKs that lead to it, in the order of the directory."""

    subject: str
    extents: list[Extent]
    reaches: list[Reach]


def reached(directory: Directory, userid: str, vdev: str) -> Reached:
    """Who reaches the device `vdev` of a user, or of a SUBCONFIG.

    Raises InputError for a user or a device that is not there.
    """
    layers = Layers(directory)
    resolver = LinkResolver(directory, layers)
    steps = definitions(directory, resolver, userid, vdev)
    if not steps:
        raise _no_device(directory, resolver, userid, vdev)
    ends = _Ends({(id(step.placed.source), step.placed.position) for step in steps})
    found = [one for followed in resolver.followed for one in _reaches(directory, resolver, layers, followed, ends)]
    found.sort(key=lambda reach: directory.order(reach.placed))
    extents = [extent for step in steps if (extent := extent_of(step.entry, step.placed)) is not None]
    return Reached(f"{userid}/{vdev}", extents, found)


def definitions(directory: Directory, resolver: LinkResolver, userid: str, vdev: str) -> list[Step]:
    """The statements that define the device `vdev` of a user, or of a SUBCONFIG; none if there is no such device."""
    entry = directory.subconfigs.get(userid)
    position = None if entry is None else resolver.devices_of(entry).get(vdev)
    if entry is None or position is None:
        return resolver.definitions(userid, vdev)
    return [Step(entry, entry.at(position))]


def _no_device(directory: Directory, resolver: LinkResolver, userid: str, vdev: str) -> InputError:
    """That a user or a device is not there, and which are."""
    path = directory.sources[0].path
    entry = directory.subconfigs.get(userid)
    parts = resolver.parts(userid) if entry is None else [entry]
    if not parts:
        names = tuple(name for name, one in directory.machines.items() if one.shown_name == name)
        return InputError(f"{path}: no USER or IDENTITY {userid}", did_you_mean(nearest(userid, names)))
    numbers = sorted({number for part in parts for number in resolver.devices_of(part)})
    hint = f"it has {some_of(numbers, _NUMBERS_TOLD)}" if numbers else "it has none"
    return InputError(f"{path}: {userid} has no device {vdev}", hint)


def _reaches(
    directory: Directory, resolver: LinkResolver, layers: Layers, followed: Followed, ends: _Ends
) -> Iterator[Reach]:
    ways: dict[tuple[tuple[str, ...], int], list[str]] = {}
    owner = directory.machine(followed.owner) if followed.link.userid == "*" else None
    for member, chain in followed.by_member.items():
        end = ends.of(chain)
        if end is not None:
            ways.setdefault((_way(chain, end), end.distance), []).extend([member] if member else [])
    for (way, steps), members in ways.items():
        for entry, placed in followed.places:
            machines = [one for one in directory.machines_of(entry) if owner is None or one.name == owner.name]
            where: list[str | None] = [*(members or directory.members)] or [None]
            users = [
                machine.shown_name
                for machine in machines
                if any(_has(resolver, layers.of(machine, member)[0], entry, placed) for member in where)
            ]
            if users or not machines:
                yield Reach(entry, placed, users, mode_of(placed), tuple(members), way, steps)


def _has(resolver: LinkResolver, parts: list[Entry], entry: Entry, placed: Placed) -> bool:
    """Whether the machine that some entries make up, the one that counts first, has a LINK that one of them holds."""
    number = device_number(placed.statement) or ""
    for part in parts:
        position = resolver.devices_of(part).get(number)
        if part is entry:
            return position in (None, placed.position)  # None: its own number is wrong
        if position is not None:
            return False
    return False


class _End(NamedTuple):
    """The definition of the device that is wanted, and how many steps it is to it."""

    distance: int
    step: Step


class _Ends:
    """Where ways of links come by a device that one of some statements defines; ways that share their end share that."""

    def __init__(self, sites: set[tuple[int, int]]) -> None:
        self._sites = sites
        self._known: dict[int, _End | None] = {}

    def of(self, chain: Chain) -> _End | None:
        """The end of a way, whose first step is the first one; None if it does not come by the device."""
        passed: list[Chain] = []
        one: Chain | None = chain
        while one is not None and one.first is not None and id(one) not in self._known:
            placed = one.first.placed
            if (id(placed.source), placed.position) in self._sites:
                self._known[id(one)] = _End(1, one.first)
                break
            passed.append(one)
            one = one.rest
        end = None if one is None else self._known.get(id(one))
        for before in reversed(passed):
            end = None if end is None else _End(end.distance + 1, end.step)
            self._known[id(before)] = end
        return end


def _way(chain: Chain, end: _End) -> tuple[str, ...]:
    """The devices from the one that a LINK names to the one that is wanted, of a long way the first ones and that one."""
    first = [subject_of(step.entry, step.placed) for step in islice(chain.steps, min(end.distance - 1, DEVICES_SHOWN))]
    return (*first, subject_of(end.step.entry, end.step.placed))
