"""Whether a link comes to lead to nothing on the way of a plan, an INCLUDE to no profile, or a number to two devices.

A command is judged by the entries that it has changed and by what links to them, and never by a look at all entries. Links are
followed as `dirtool.model.links` follows them, on any member of a cluster.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from dirtool.model.directory import Directory, Entry
from dirtool.model.links import LinkResolver
from dirtool.syntax.statements import Link
from dirtool.verify.plan.part import Disk, Part, Target, part_of_entry

_POOL_DIGITS = 5
_OWN = "*"

Site = tuple[str, str]
"""A device of a virtual machine: its userid, and the number."""

Numbered = tuple[int, Part]
"""An entry with its number."""


class _Index:
    """Which entries have to do with a name, by their numbers: as in the beginning, but for those that have changed."""

    def __init__(self, then: Callable[[], Mapping[object, list[int]]], changed: Mapping[int, object]) -> None:
        self._ask = then
        self._changed = changed
        self._now: dict[object, dict[int, None]] = {}

    @cached_property
    def _then(self) -> Mapping[object, list[int]]:
        return self._ask()

    def of(self, key: object) -> list[int]:
        found = [number for number in self._then.get(key, ()) if number not in self._changed]
        return sorted([*found, *self._now.get(key, ())])

    def put(self, key: object, number: int) -> None:
        self._now.setdefault(key, {})[number] = None

    def take(self, key: object, number: int) -> None:
        self._now.get(key, {}).pop(number, None)


class LinkWatch:
    """All entries as they are now: those that have changed, and the directory in the beginning for the others."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._numbers = {id(entry): number for number, entry in enumerate(directory.entries)}
        self._changed: dict[int, Part | None] = {}
        self._read: dict[int, Part] = {}
        self._resolver = LinkResolver(directory)
        self._machines = _Index(lambda: self._by_name(("user", "identity", "subconfig")), self._changed)
        self._profiles = _Index(lambda: self._by_name(("profile",)), self._changed)
        self._users = _Index(self._users_then, self._changed)
        self._builders = _Index(self._builders_then, self._changed)
        self._linkers = _Index(self._linkers_then, self._changed)

    def part(self, number: int) -> Part | None:
        """An entry as it is now; None if there is none."""
        if number in self._changed:
            return self._changed[number]
        if number >= len(self._directory.entries):
            return None
        if number not in self._read:
            self._read[number] = part_of_entry(self._directory.entries[number])
        return self._read[number]

    def disks_of(self, name: str, vdev: str) -> list[Disk]:
        """The minidisks of a number that an entry has, or else its subconfigurations."""
        machine = next(iter(self._named(self._machines, name)), None)
        parts = [] if machine is None else [machine, *self._parts(machine)[0]]
        own = ([disk for disk in part.disks if disk.subject == f"{part.name}/{vdev}"] for _, part in parts)
        return next((disks for disks in own if disks), [])

    def change(self, changed: Mapping[int, Part | None]) -> list[str]:
        """Entries are other ones than they were, all at once: what is wrong now that was not in the beginning, in words."""
        before = {number: self.part(number) for number in changed}
        places = {
            place: None for number, part in changed.items() for place in self._lost_by(before[number], part, number)
        }
        for number, part in changed.items():
            self._put(number, before[number], part)
        found = list(self._links_to(places))
        for number, part in changed.items():
            if part is not None:
                found += self._of_entry(number, before[number], part)
        found += self._inclusions(part for part in before.values() if part is not None and part.kind == "profile")
        return list(dict.fromkeys(found))

    # -- what is there

    def _by_name(self, kinds: Iterable[str]) -> dict[object, list[int]]:
        found: dict[object, list[int]] = {}
        for number, entry in enumerate(self._directory.entries):
            if entry.kind in kinds:
                found.setdefault(entry.name, []).append(number)
        return found

    def _users_then(self) -> dict[object, list[int]]:
        users = self._directory.included_by
        return {name: self._numbers_of(entry for entry, _ in some) for name, some in users.items()}

    def _builders_then(self) -> dict[object, list[int]]:
        return {name: self._numbers_of(one.entry for one in some) for name, some in self._directory.builds.items()}

    def _linkers_then(self) -> dict[object, list[int]]:
        found: dict[object, dict[int, None]] = {}
        for entry, placed in self._directory.placed(Link):
            link = placed.statement
            assert isinstance(link, Link)
            for key in _link_keys((link.userid, link.vdev1)):
                found.setdefault(key, {})[self._numbers[id(entry)]] = None
        return {target: list(numbers) for target, numbers in found.items()}

    def _numbers_of(self, entries: Iterable[Entry]) -> list[int]:
        return [self._numbers[id(entry)] for entry in dict.fromkeys(entries)]

    def _put(self, number: int, before: Part | None, after: Part | None) -> None:
        was_changed = number in self._changed
        self._changed[number] = after
        for index, key in self._keys(before) if was_changed and before is not None else ():
            index.take(key, number)
        for index, key in self._keys(after) if after is not None else ():
            index.put(key, number)

    def _keys(self, part: Part | None) -> Iterator[tuple[_Index, object]]:
        if part is None:
            return
        if part.kind in ("user", "identity", "subconfig"):
            yield self._machines, part.name
        if part.kind == "profile":
            yield self._profiles, part.name
        if part.profile is not None:
            yield self._users, part.profile
        yield from ((self._builders, name) for name in part.builds)
        yield from ((self._linkers, key) for _, target in part.links for key in _link_keys(target))

    def _machine(self, userid: str) -> Numbered | None:
        """The USER or IDENTITY of a userid, or the one with the pool that it is a member of."""
        for number, part in self._named(self._machines, userid):
            if part.kind != "subconfig":
                return number, part
        for number, part in self._named(self._machines, _pool_of(userid)):
            if part.pool is not None and part.pool[0] <= int(userid[-_POOL_DIGITS:]) <= part.pool[1]:
                return number, part
        return None

    def _named(self, index: _Index, name: object) -> list[Numbered]:
        found = ((number, self.part(number)) for number in (index.of(name) if name else ()))
        return [(number, part) for number, part in found if part is not None]

    def _parts(self, machine: Numbered) -> list[list[Numbered]]:
        """What makes up a machine, what counts first first: its subconfigurations, itself, its profile."""
        _, part = machine
        built = [one for name in part.builds for one in self._named(self._machines, name) if one[1].kind == "subconfig"]
        return [built, [machine], self._named(self._profiles, part.profile)[:1]]

    def _owners(self, part: Part) -> list[str]:
        """The userids of the virtual machines that an entry is a part of; of a pool, with the members that are linked to."""
        index = {"subconfig": self._builders, "profile": self._users}.get(part.kind)
        machines = [part] if index is None else [one for _, one in self._named(index, part.name)]
        return [
            name for one in machines if one.kind in ("user", "identity") for name in (one.name, *self._members(one))
        ]

    def _members(self, machine: Part) -> list[str]:
        """The members of a pool that are linked to."""
        if machine.pool is None:
            return []
        low, high = machine.pool
        targets = (target for _, part in self._named(self._linkers, (machine.name,)) for _, target in part.links)
        names = dict.fromkeys(name for name, _ in targets if _pool_of(name) == machine.name)
        return [name for name in names if low <= int(name[-_POOL_DIGITS:]) <= high]

    def _leads(self, owner: str, vdev: str) -> bool:
        """Whether a link to a device leads to one that is no link."""
        waiting: list[Site] = [(owner, vdev)]
        seen: set[Site] = set()
        while waiting:
            place = waiting.pop()
            if place in seen:
                continue
            seen.add(place)
            machine = self._machine(place[0])
            for tier in () if machine is None else self._parts(machine):
                found = [one for _, part in tier for one in part.devices.get(place[1], ())]
                if None in found:
                    return True
                waiting += [_site(one, place[0]) for one in found if one is not None]
                if found:
                    break
        return False

    # -- what is wrong

    def _lost_by(self, before: Part | None, after: Part | None, number: int) -> Iterator[Site]:
        """The devices of virtual machines that may no longer be what they were, when an entry changes."""
        if before is None:
            return
        is_gone = after is None or (after.name, after.pool) != (before.name, before.pool)
        parts: list[Numbered] = []
        if is_gone and before.kind in ("user", "identity"):
            vdevs = dict.fromkeys(before.devices)
            parts += [part for tier in self._parts((number, before)) for part in tier]
        else:
            kept = {} if is_gone or after is None else after.devices
            vdevs = dict.fromkeys(vdev for vdev, some in before.devices.items() if kept.get(vdev) != some)
            if after is not None:
                if after.profile != before.profile:
                    parts += self._named(self._profiles, before.profile)
                for name in sorted({*before.builds} - {*after.builds}):
                    parts += self._named(self._machines, name)
        vdevs |= {vdev: None for _, part in parts for vdev in part.devices}
        if vdevs:
            yield from ((owner, vdev) for owner in self._owners(before) for vdev in vdevs)

    def _links_to(self, places: Iterable[Site]) -> Iterator[str]:
        """The links that lead to nothing since devices are gone, and those that lead to these."""
        waiting = list(places)
        seen = set(waiting)
        while waiting:
            place = owner, vdev = waiting.pop()
            if self._leads(owner, vdev):
                continue
            for number, part in self._linking(place):
                for own, target in sorted(part.links):
                    if target in (place, (_OWN, vdev)) and not self._was_broken((number, part), target, owner):
                        yield _tell(part, own, place)
                        more = {(name, own) for name in self._owners(part)} - seen
                        seen |= more
                        waiting += sorted(more)

    def _linking(self, place: Site) -> list[Numbered]:
        """The entries that link to a device: by the name of its owner, or as parts of the owner himself."""
        owner, vdev = place
        found = {number: self.part(number) for number in self._linkers.of(place)}
        machine = self._machine(owner)
        for tier in () if machine is None else self._parts(machine):
            found |= {number: part for number, part in tier if any(one == (_OWN, vdev) for _, one in part.links)}
        return [(number, part) for number, part in sorted(found.items()) if part is not None]

    def _of_entry(self, number: int, before: Part | None, after: Part) -> Iterator[str]:
        """What is wrong with an entry itself that was not in the beginning."""
        first = self._initial((number, after))
        for vdev in sorted(after.doubles - (frozenset() if first is None else first.doubles)):
            yield f"{after.name}/{vdev} stands twice in the entry"
        if after.profile is not None and not self._profiles.of(after.profile):
            was_there = after.profile in self._directory.profiles
            if first is None or first.profile != after.profile or was_there:
                yield _tell_inclusion(after)
        machine = number, after
        old = set() if before is None or before.name != after.name else before.links
        links = [(machine, link) for link in sorted(after.links - old)]
        frame = None if before is None else (before.name, before.profile, before.builds)
        if frame != (after.name, after.profile, after.builds) and after.kind in ("user", "identity"):
            others = (part for tier in self._parts(machine) for part in tier if part != machine)
            links += [(other, link) for other in others for link in sorted(other[1].links) if link[1][0] == _OWN]
        for part, (own, target) in links:
            names = [after.name] if target[0] != _OWN else self._owners(after)
            for place in [_site(target, name) for name in names]:
                if not self._leads(*place) and not self._was_broken(part, target, place[0]):
                    yield _tell(part[1], own, place)

    def _inclusions(self, profiles: Iterable[Part]) -> Iterator[str]:
        for profile in profiles:
            if not self._profiles.of(profile.name):
                yield from (_tell_inclusion(user) for _, user in self._named(self._users, profile.name))

    def _initial(self, numbered: Numbered) -> Part | None:
        """What an entry was in the beginning: by its number, or else the first of its kind and name."""
        number, part = numbered
        if number < len(self._directory.entries):
            return part_of_entry(self._directory.entries[number])
        others = {"profile": self._directory.profiles, "subconfig": self._directory.subconfigs}
        entry = others.get(part.kind, self._directory.machines).get(part.name)
        return None if entry is None else part_of_entry(entry)

    def _was_broken(self, numbered: Numbered, target: Target, owner: str) -> bool:
        """Whether the entry had a link to the same device in the beginning, and that led to nothing."""
        first = self._initial(numbered)
        if first is None or target not in {one for _, one in first.links}:
            return False
        machine = self._machine(owner)
        if target[0] == _OWN and machine is not None and machine[0] < len(self._directory.entries):
            owner = self._directory.entries[machine[0]].name
        return self._resolver.follow(owner, Link(owner, target[1], None, None)).outcome != "device"


def _pool_of(userid: str) -> str | None:
    """The name of the pool that a userid is a member of, if it is the name of one."""
    number = userid[-_POOL_DIGITS:]
    is_one = len(number) == _POOL_DIGITS and number.isascii() and number.isdigit()
    return userid[:-_POOL_DIGITS] if is_one else None


def _link_keys(target: Target) -> Iterator[object]:
    """By what a link is found: by the device that it names, and by the pool of its owner."""
    yield target
    pool = _pool_of(target[0])
    if pool is not None:
        yield (pool,)


def _site(target: Target, holder: str) -> Site:
    """What a link names, in an entry of a machine."""
    return (holder if target[0] == _OWN else target[0]), target[1]


def _tell(part: Part, own: str, place: Site) -> str:
    return f"the link {part.name}/{own} to {'/'.join(place)} leads to nothing"


def _tell_inclusion(part: Part) -> str:
    return f"{part.name} includes profile {part.profile}, which is not there"
