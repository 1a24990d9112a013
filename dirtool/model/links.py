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

from dirtool.model.devices import devices_of
from dirtool.model.directory import Directory, Entry, Placed
from dirtool.model.effective import Layers, subject_of
from dirtool.syntax.source import Source
from dirtool.syntax.statement import Statement
from dirtool.syntax.statements import Link, Pool

Outcome = Literal["device", "no-owner", "no-device", "cycle"]
Place = tuple[str, str, str | None]  # owner, device number, member
Site = tuple[Source, int]  # where a statement stands: its source, and its position in it


class Step(NamedTuple):
    """One definition of a device on the way: the entry that holds it and its statement."""

    entry: Entry
    placed: Placed


@dataclass(slots=True)  # frozen ones take five times as long to build
class Chain:
    """The way of a link, step by step; chains that end alike share their end. Read-only by convention.

    `outcome` "device": the last step defines the device; else the way ends before there is one. `owner` and `vdev` are
    what was looked for last. `length` counts the steps, `last` is the last of them. `is_local` tells that some step stands
    in a subconfiguration: the way may be another one on each member.
    """

    outcome: Outcome
    owner: str
    vdev: str
    first: Step | None = None
    rest: Chain | None = None
    last: Step | None = None
    length: int = 0
    is_local: bool = False

    @property
    def steps(self) -> Iterator[Step]:
        """The steps in order."""
        chain: Chain | None = self
        while chain is not None and chain.first is not None:
            yield chain.first
            chain = chain.rest


class Followed:
    """A LINK statement and where it leads; equal statements are followed once.

    `owner` is the userid that it names (of `*`: that of its user). `anywhere` is as `LinkResolver.follow` says it without a
    member. Read-only by convention.
    """

    __slots__ = ("_by_member", "_holder", "_resolver", "_sites", "anywhere", "link", "owner")

    def __init__(self, resolver: LinkResolver, holder: str, link: Link, sites: list[Site] | None = None) -> None:
        self.owner = holder or link.userid
        self.link = link
        self.anywhere = resolver.follow(holder, link)
        self._holder = holder
        self._resolver = resolver
        self._sites = sites
        self._by_member: dict[str | None, Chain] | None = None

    @property
    def by_member(self) -> dict[str | None, Chain]:
        """As `LinkResolver.follow_everywhere` says it."""
        if self._by_member is None:
            self._by_member = self._resolver.follow_everywhere(self._holder, self.link)
        return self._by_member

    @property
    def places(self) -> list[tuple[Entry, Placed]]:
        """Every entry that holds the statement, and where in it, in the order of the directory."""
        sites = self._resolver.sites[id(self.link)] if self._sites is None else self._sites
        return [(self._resolver.holder(site), Placed(self.link, *site)) for site in sites]

    def on(self, member: str | None) -> Chain:
        """Where it leads on one member; `anywhere` for None."""
        return self._resolver.follow(self._holder, self.link, member)


class LinkResolver:
    """Follows links; remembers every device that it has come by, so that no way is walked twice."""

    def __init__(self, directory: Directory, layers: Layers | None = None) -> None:
        self._directory = directory
        self._layers = layers or Layers(directory)
        self._parts: dict[tuple[str, str | None], list[Entry]] = {}
        self._devices: dict[int, dict[str, int]] = {}
        self._chains: dict[Place, Chain] = {}
        self._by_member: dict[tuple[str, str], dict[str | None, Chain]] = {}
        self._definitions: dict[tuple[str, str], list[Step]] = {}

    def follow(self, holder: str, link: Link, member: str | None = None) -> Chain:
        """Where `link`, in an entry of the user `holder`, leads on `member` (None: on any).

        On any member, a device that only one subconfiguration of its owner defines is found too.
        """
        return self._chain((holder if link.userid == "*" else link.userid, link.vdev1, member))

    def follow_everywhere(self, holder: str, link: Link) -> dict[str | None, Chain]:
        """Where `link` leads, by member; under None alone where it leads to the same device on all of them."""
        anywhere = self.follow(holder, link)
        members = self._directory.members
        if not anywhere.is_local or not members:
            return {None: anywhere}
        target = (holder if link.userid == "*" else link.userid), link.vdev1
        chains = self._by_member.get(target)
        if chains is None:
            chains = {member: self.follow(holder, link, member) for member in members}
            if len({_end_of(chain) for chain in chains.values()}) == 1:
                chains = {None: chains[members[0]]}
            self._by_member[target] = chains
        return chains

    def find(self, owner: str, vdev: str, member: str | None = None) -> Step | None:
        """The definition of a device of `owner` that counts on `member`: a subconfiguration's, its own, its profile's."""
        for entry in self.parts(owner, member):
            position = self.devices_of(entry).get(vdev)
            if position is not None:
                return _step(entry, position)
        return None

    def definitions(self, owner: str, vdev: str) -> list[Step]:
        """Every definition of a device of `owner`: in all subconfigurations, the entry itself, and its profile."""
        found = self._definitions.get((owner, vdev))
        if found is None:
            at = ((part, self.devices_of(part).get(vdev)) for part in self.parts(owner))
            found = [_step(part, position) for part, position in at if position is not None]
            self._definitions[owner, vdev] = found
        return found

    def parts(self, owner: str, member: str | None = None) -> list[Entry]:
        """The entries that make up the machine of a user, the one that counts first; none if there is no such user."""
        try:
            return self._parts[owner, member]
        except KeyError:
            machine = self._directory.machine(owner)
            parts = self._parts[owner, member] = [] if machine is None else self._layers.of(machine, member)[0]
            return parts

    @cached_property
    def followed(self) -> list[Followed]:
        """Every LINK of the directory; one to `*` in a PROFILE only for those who include it."""
        links: dict[int, Statement] = {}
        for source in self._directory.sources:
            found = list(map(source.statements.__getitem__, source.positions_by_type.get(Link, ())))
            links.update(zip(map(id, found), found, strict=True))
        return [followed for link in links.values() if isinstance(link, Link) for followed in self._followed(link)]

    @cached_property
    def rings(self) -> list[list[Step]]:
        """Links that end in themselves: the steps of every ring that there is on some member, each ring once.

        Each starts with the one of its steps that comes first by its subject.
        """
        members: list[str | None] = [*self._directory.members] or [None]
        ends: dict[Place, Chain] = {}
        local: dict[tuple[str, str], Followed] = {}
        for followed in self.followed:
            chain = followed.anywhere
            if chain.is_local:
                local[followed.owner, followed.link.vdev1] = followed
            elif chain.outcome == "cycle":  # it is the same on all members
                ends[chain.owner, chain.vdev, None] = chain
        for followed in local.values():
            for member in members if self._leads_on(followed) else ():
                chain = followed.on(member)
                if chain.outcome == "cycle":
                    ends[chain.owner, chain.vdev, member] = chain
        rings = {}
        for place in ends:
            steps = self._ring_at(place)
            rings[tuple((step.placed.path, step.placed.position) for step in steps)] = steps
        return list(rings.values())

    @cached_property
    def sites(self) -> dict[int, list[Site]]:
        """Where each LINK stands, by the identity of the statement, which equal records share."""
        found: dict[int, list[Site]] = {}
        for source in self._directory.sources:
            statements = source.statements
            for position in source.positions_by_type.get(Link, ()):
                found.setdefault(id(statements[position]), []).append((source, position))
        return found

    def holder(self, site: Site) -> Entry:
        """The entry that holds the statement at a site."""
        return self._directory.holder(*site)

    def _followed(self, link: Link) -> Iterator[Followed]:
        """What becomes of equal LINK statements: one to `*` is another one for each user."""
        if link.userid != "*":
            yield Followed(self, "", link)
            return
        by_holder: dict[str, list[Site]] = {}
        for site in self.sites[id(link)]:
            for holder in self._holders(self.holder(site)):
                by_holder.setdefault(holder, []).append(site)
        for holder, sites in by_holder.items():
            yield Followed(self, holder, link, sites)

    def _holders(self, entry: Entry) -> list[str]:
        """The users in whose name the statements of an entry stand; the first that a POOL makes for all of them."""
        if entry.kind != "profile":
            return self._directory.users_of(entry)
        included_by = self._directory.included_by.get(entry.name, ())
        return [
            f"{user.name}{placed.statement.low:05}" if isinstance(placed.statement, Pool) else user.name
            for user, placed in included_by
            if user.kind in ("user", "identity")
        ]

    def _leads_on(self, followed: Followed) -> bool:
        """Whether what a link leads to is another LINK, on any member."""
        definitions = self.definitions(followed.owner, followed.link.vdev1)
        return any(isinstance(step.placed.statement, Link) for step in definitions)

    def _ring_at(self, place: Place) -> list[Step]:
        """The steps of the ring that a place is in."""
        steps: list[Step] = []
        start = place
        while not steps or place != start:
            step = self.find(*place)
            assert step is not None
            steps.append(step)
            place = self._next(place, step)
        first = min(range(len(steps)), key=lambda at: _order(steps[at]))
        return steps[first:] + steps[:first]

    def _next(self, place: Place, step: Step) -> Place:
        """What the LINK that defines a device leads to."""
        link = step.placed.statement
        assert isinstance(link, Link)
        return (place[0] if link.userid == "*" else link.userid), link.vdev1, place[2]

    def _chain(self, place: Place) -> Chain:
        found = self._chains.get(place)
        if found is None:
            step = self.find(*place)
            if step is None or isinstance(step.placed.statement, Link):
                return self._long_chain(place)
            found = Chain("device", place[0], place[1], step, None, step, 1, _is_local(step))  # four of five
            self._chains[place] = found
        return found

    def _long_chain(self, place: Place) -> Chain:
        way: list[Step] = []
        seen: dict[Place, None] = {}
        while place not in self._chains:
            if place in seen:
                ring = way[list(seen).index(place) :]
                found = Chain("cycle", place[0], place[1], is_local=any(map(_is_local, ring)))
                break
            seen[place] = None
            step = self.find(*place)
            if step is None:
                outcome: Outcome = "no-device" if self.parts(place[0]) else "no-owner"
                found = Chain(outcome, place[0], place[1])
                break
            way.append(step)
            if not isinstance(step.placed.statement, Link):
                found = Chain("device", place[0], place[1])
                break
            place = self._next(place, step)
        else:
            found = self._chains[place]
        places = list(seen)
        if len(places) > len(way):  # nothing was found at the last place
            self._chains[places.pop()] = found
        for before, step in zip(reversed(places), reversed(way), strict=True):
            last = found.last or step
            is_local = found.is_local or _is_local(step)
            found = Chain(found.outcome, found.owner, found.vdev, step, found, last, found.length + 1, is_local)
            self._chains[before] = found
        return found

    def devices_of(self, entry: Entry) -> dict[str, int]:
        """As `dirtool.model.devices.devices_of` tells; found out once an entry."""
        devices = self._devices.get(id(entry))
        if devices is None:
            devices = self._devices[id(entry)] = devices_of(entry)
        return devices


def _step(entry: Entry, position: int) -> Step:
    return Step(entry, Placed(entry.source.statements[position], entry.source, position))


def _is_local(step: Step) -> bool:
    return step.entry.kind == "subconfig"


def _order(step: Step) -> tuple[str, str, int]:
    return subject_of(step.entry, step.placed), step.placed.path, step.placed.position


def _end_of(chain: Chain) -> tuple[object, ...]:
    """Where a chain ends."""
    place = None if chain.last is None else (chain.last.placed.path, chain.last.placed.line)
    return chain.outcome, chain.owner, chain.vdev, place
