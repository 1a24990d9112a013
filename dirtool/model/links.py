"""Where a LINK leads: from device to device, until a minidisk, or nowhere.

A fifth of the links of a running system name a device that its owner itself gets by LINK. Source: z/VM CP Planning and
Administration, LINK and MDISK statements; a disk of an IDENTITY may be defined in any of its subconfigurations, another one
on every member.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from dirtool.model.directory import Directory, Entry, Placed
from dirtool.model.effective import Layers, device_number
from dirtool.syntax.statements import Link

Outcome = Literal["device", "no-owner", "no-device", "cycle"]
Place = tuple[str, str, str | None]  # owner, device number, member


class Step(NamedTuple):
    """One definition of a device on the way: the entry that holds it and its statement."""

    entry: Entry
    placed: Placed


@dataclass(frozen=True, slots=True)
class Chain:
    """The way of a link, step by step; chains that end alike share their end.

    `outcome` "device": the last step defines the device; else the way ends before there is one. `owner` and `vdev` are
    what was looked for last. `length` counts the steps, `last` is the last of them.
    """

    outcome: Outcome
    owner: str
    vdev: str
    first: Step | None = None
    rest: Chain | None = None
    last: Step | None = None
    length: int = 0

    @property
    def steps(self) -> Iterator[Step]:
        """The steps in order."""
        chain: Chain | None = self
        while chain is not None and chain.first is not None:
            yield chain.first
            chain = chain.rest


class Followed(NamedTuple):
    """A LINK statement and where it leads; equal statements are followed once.

    `owner` is the userid that it names (of `*`: that of its user). `by_member` is as `LinkResolver.follow_everywhere` says
    it, `anywhere` as `follow` does without a member.
    """

    owner: str
    link: Link
    anywhere: Chain
    by_member: dict[str | None, Chain]
    places: list[tuple[Entry, Placed]]


class LinkResolver:
    """Follows links; remembers every device that it has come by, so that no way is walked twice."""

    def __init__(self, directory: Directory, layers: Layers | None = None) -> None:
        self._directory = directory
        self._layers = layers or Layers(directory)
        self._parts: dict[tuple[int, str | None], list[Entry]] = {}
        self._devices: dict[int, dict[str, Placed]] = {}
        self._chains: dict[Place, Chain] = {}

    def follow(self, holder: str, link: Link, member: str | None = None) -> Chain:
        """Where `link`, in an entry of the user `holder`, leads on `member` (None: on any).

        On any member, a device that only one subconfiguration of its owner defines is found too.
        """
        return self._chain(self._target(holder, link, member))

    def follow_everywhere(self, holder: str, link: Link) -> dict[str | None, Chain]:
        """Where `link` leads, by member; under None alone where it leads to the same device on all of them."""
        chains: dict[str | None, Chain] = {
            member: self.follow(holder, link, member) for member in self._directory.members
        }
        ends = {_end_of(chain) for chain in chains.values()}
        return chains if len(ends) > 1 else {None: next(iter(chains.values()), None) or self.follow(holder, link)}

    @cached_property
    def followed(self) -> list[Followed]:
        """Every LINK of the directory; one to `*` in a PROFILE only for those who include it."""
        groups: dict[tuple[int, str], list[tuple[Entry, Placed]]] = {}
        for entry, placed in self._directory.placed(Link):
            link = placed.statement
            assert isinstance(link, Link)
            holders = self._holders(entry) if link.userid == "*" else [""]
            for holder in holders:
                groups.setdefault((id(link), holder), []).append((entry, placed))
        found = []
        for (_, holder), places in groups.items():
            link = places[0][1].statement
            assert isinstance(link, Link)
            everywhere = self.follow_everywhere(holder, link)
            found.append(Followed(holder or link.userid, link, self.follow(holder, link), everywhere, places))
        return found

    def _holders(self, entry: Entry) -> list[str]:
        """The users in whose name the statements of an entry stand."""
        if entry.kind == "profile":
            return [user.name for user, _ in self._directory.included_by.get(entry.name, ())]
        return self._directory.users_of(entry)

    def _target(self, holder: str, link: Link, member: str | None) -> Place:
        return (holder if link.userid == "*" else link.userid), link.vdev1, member

    def _chain(self, place: Place) -> Chain:
        way: list[Step] = []
        seen: dict[Place, None] = {}
        while place not in self._chains:
            if place in seen:
                found = Chain("cycle", place[0], place[1])
                break
            seen[place] = None
            owner, vdev, member = place
            machine = self._directory.machine(owner)
            if machine is None:
                found = Chain("no-owner", owner, vdev)
                break
            step = self._find(machine, vdev, member)
            if step is None:
                found = Chain("no-device", owner, vdev)
                break
            way.append(step)
            statement = step.placed.statement
            if not isinstance(statement, Link):
                found = Chain("device", owner, vdev)
                break
            place = self._target(owner, statement, member)
        else:
            found = self._chains[place]
        places = list(seen)
        if len(places) > len(way):  # nothing was found at the last place
            self._chains[places.pop()] = found
        for before, step in zip(reversed(places), reversed(way), strict=True):
            last = found.last or step
            found = Chain(found.outcome, found.owner, found.vdev, step, found, last, found.length + 1)
            self._chains[before] = found
        return found

    def _find(self, machine: Entry, vdev: str, member: str | None) -> Step | None:
        """The definition of a device of `machine`: in its subconfigurations, itself, or its profile."""
        parts = self._parts.get((id(machine), member))
        if parts is None:
            parts, _ = self._layers.of(machine, member)
            self._parts[id(machine), member] = parts
        for entry in parts:
            if placed := self._devices_of(entry).get(vdev):
                return Step(entry, placed)
        return None

    def _devices_of(self, entry: Entry) -> dict[str, Placed]:
        devices = self._devices.get(id(entry))
        if devices is None:
            devices = self._devices[id(entry)] = {}
            for placed in entry:
                vdev = device_number(placed.statement)
                if vdev is not None:
                    devices.setdefault(vdev, placed)
        return devices


def _end_of(chain: Chain) -> tuple[object, ...]:
    """Where a chain ends."""
    place = None if chain.last is None else (chain.last.placed.path, chain.last.placed.line)
    return chain.outcome, chain.owner, chain.vdev, place
