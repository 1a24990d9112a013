"""Entries that look alike, and the profile of each group of them.

An entry includes one profile, so the entries are parted by the one that they include now. What all users of a profile share
goes into that profile; other groups get a profile of their own, which takes over what the old one says. Entries without a
profile may also include one that is there, if they say all of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from dirtool.lint.context import Context
from dirtool.lint.options import Options
from dirtool.migrate.mine.choosing import Assigned, Known, Prices, assign, bits_of
from dirtool.migrate.mine.mined import Left, LeftOut
from dirtool.migrate.mine.units import MOST_LOGONBY, TOGETHER, Kept, Unit, Units, logonby_userids
from dirtool.model.comments import TAG
from dirtool.model.devices import EXTENSIONS, is_device
from dirtool.model.directory import Directory, Entry
from dirtool.model.effective import Key
from dirtool.syntax.source import Source
from dirtool.syntax.statements import Command, Include, Pool, Sysaffin

_HEADER = 1  # record of a new profile
_INCLUDE = 1  # record of an entry without one
_NAMELESS = "?"
_OLDER = "nothing tells that the directory is for z/VM, and older systems have no PROFILE"


class Look(NamedTuple):
    """An entry, and those of its units that may move, by what they say."""

    entry: Entry
    units: dict[Hashable, Unit]


class Team(NamedTuple):
    """Members of a profile to come.

    `old` is the profile that they include now, `target` the one that takes the units, or has them already (`is_given`); None
    for a new one. `core` are the units that leave the members, as the first of them has them, `adds` those of them that the
    profile does not say. `replaced` are the statements of the old profile whose place they take. `odd` are the looks that stay
    as they are for want of little, each with what it does not say.
    """

    old: Entry | None
    target: Entry | None
    is_given: bool
    members: list[Look]
    core: list[Unit]
    adds: list[Unit]
    replaced: frozenset[int]
    odd: list[tuple[Look, list[Hashable]]]


class Lookalikes:
    """The teams of one directory, and what is left out of them. `least` is the smallest number of members."""

    def __init__(self, directory: Directory, least: int) -> None:
        self._directory = directory
        self._source = directory.sources[0]
        self._least = least
        self._units = Units(directory)
        self._broken = _broken_entries(self._source, directory) | _with_stray_extensions(self._source, directory)
        self._profile_counts = Counter(entry.name for entry in directory.entries if entry.kind == "profile")
        self._left_out: dict[str, list[str]] = {}
        self._kept: dict[Kept, dict[Hashable, list[str]]] = {}
        self._profiles: dict[str, _Under] = {}

    def teams(self) -> list[Team]:
        """All teams, those of entries with a profile first, profile by profile as they stand in the file."""
        if not Context(self._directory, Options()).has_zvm_feature:
            for entry in self._directory.machines.values():
                self._leave(entry, _OLDER)
            return []
        by_profile: dict[str | None, list[Entry]] = {}
        for entry in self._entries():
            by_profile.setdefault(self._directory.profile_name(entry), []).append(entry)
        teams: list[Team] = []
        for name, profile in self._directory.profiles.items():
            under = self._under(profile)
            if name in by_profile and under is not None:
                looks = [self._look(entry, under) for entry in by_profile[name]]
                teams += self._with_profile(under, looks, has_others=len(looks) < len(self._users(name)))
        changed = {team.target.name: team for team in teams if team.target is not None}
        looks = [self._look(entry, None) for entry in by_profile.get(None, ())]
        return teams + self._without_profile(looks, changed)

    def left_out(self) -> list[LeftOut]:
        """What stays as it is, and why: entries, and units that enough entries share."""
        found = [LeftOut(Left.ENTRIES, why, tuple(dict.fromkeys(names))) for why, names in self._left_out.items()]
        for why in Kept:
            shared = [names for names in self._kept.get(why, {}).values() if len(names) >= self._least]
            if shared:
                names = dict.fromkeys(name for some in shared for name in some)
                found.append(LeftOut(Left.STATEMENTS, why, tuple(names)))
        return found

    # ---- which entries

    def _entries(self) -> list[Entry]:
        """The entries that may change."""
        machines = self._directory.machines
        directed = _directed_entries(self._source, self._directory)
        found = []
        for entry in self._directory.entries:
            if entry.kind not in ("user", "identity") or entry.of(Pool):
                continue
            why = None
            if id(entry) in self._broken or machines.get(entry.name) is not entry:
                why = "DIRECTXA refuses a statement of theirs, or their name is there twice"
            elif id(entry) in directed:
                why = "a comment for dirtool in them may speak of what would move"
            elif entry.of(Sysaffin):
                why = "SYSAFFIN in them limits what stands behind it"
            elif not self._includes_one(entry):
                why = "their profile is not there, or not as it should be"
            if why is None:
                found.append(entry)
            else:
                self._leave(entry, why)
        return found

    def _leave(self, entry: Entry, why: str) -> None:
        self._left_out.setdefault(why, []).append(entry.shown_name or _NAMELESS)

    def _includes_one(self, entry: Entry) -> bool:
        includes = entry.of(Include)
        if not includes:
            return True
        name = self._directory.profile_name(entry)
        profile = self._directory.profiles.get(name or "")
        return len(includes) == 1 and profile is not None and self._under(profile) is not None

    def _users(self, name: str) -> list[Entry]:
        """Everybody who names a profile."""
        return [entry for entry, _ in self._directory.included_by.get(name, ())]

    def _under(self, profile: Entry) -> _Under | None:
        """A profile to build on; None for one that is no whole one, or one of two of one name."""
        if profile.name not in self._profiles:
            parts = self._units.of(profile)
            covered = {at for part in parts for at in part.positions}
            is_whole = len(covered) == len(profile) - 1 and _is_in_order(profile)
            is_sound = id(profile) not in self._broken and not profile.of(Sysaffin)
            is_usable = is_whole and is_sound and self._profile_counts[profile.name] == 1
            self._profiles[profile.name] = _Under(profile, parts, is_usable)
        under = self._profiles[profile.name]
        return under if under.is_usable else None

    def _look(self, entry: Entry, under: _Under | None) -> Look:
        """What of an entry may move."""
        found: dict[Hashable, Unit] = {}
        own = logonby_userids(entry.statements)
        for unit in self._units.of(entry):
            kept = unit.kept
            if kept is None and under is not None:
                kept = under.keeps(unit)
            if kept is None and unit.keyword == "LOGONBY" and own + (under.logonby if under else 0) > MOST_LOGONBY:
                kept = Kept.LOGONBY
            if kept is not None:
                self._kept.setdefault(kept, {}).setdefault(unit.says, []).append(entry.shown_name)
            elif unit.says in found:
                found[unit.says] = unit._replace(positions=found[unit.says].positions + unit.positions)
            else:
                found[unit.says] = unit
        return Look(entry, found)

    # ---- teams

    def _with_profile(self, under: _Under, looks: list[Look], *, has_others: bool) -> list[Team]:
        """The teams among the users of a profile. With `has_others` somebody else uses it, too, and it stays as it is."""
        coded = _Coded(looks, self._least, self._source)
        costs = [
            0 if under.says(unit) else weight - under.records_replaced_by(unit, self._source)
            for unit, weight in zip(coded.units, coded.weights, strict=True)
        ]
        shared = 0 if has_others else coded.shared
        if shared and not _saves(shared, coded, costs, len(looks), self._least):
            shared = 0
        body = under.records(self._source)
        floor = sum(coded.weights[at] for at in bits_of(shared))
        known = list(self._known(coded, under))
        prices = Prices(coded.weights, costs, _HEADER + body, 0, floor, self._least, known=known)
        assigned = assign(coded.counts, prices)
        members: dict[int, list[Look]] = {}
        for look, mask in zip(looks, coded.masks, strict=True):
            members.setdefault(assigned.cores.get(mask, shared), []).append(look)
        stay = members.pop(shared, [])
        if stay and len(stay) < self._least:
            shared = 0
        odd = coded.odd_ones(looks, assigned)
        teams = [self._team(under, None, some, coded.says_of(core), odd[core]) for core, some in members.items()]
        if teams and not stay and not has_others:
            largest = max(range(len(teams)), key=lambda at: (len(teams[at].members), -at))
            teams[largest] = teams[largest]._replace(target=under.profile)
        elif stay and shared:
            teams.insert(0, self._team(under, under.profile, stay, coded.says_of(shared), []))
        return teams

    def _without_profile(self, looks: list[Look], changed: Mapping[str, Team]) -> list[Team]:
        """The teams among entries that include no profile; `changed` are those that change a profile, by its name."""
        coded = _Coded(looks, self._least, self._source)
        given: dict[int, Entry] = {}
        for under in self._usable:
            if under.profile.start < self._first_machine:
                team = changed.get(under.profile.name)
                mask = coded.mask_of(under.parts if team is None else under.parts_with(team))
                if mask:
                    given.setdefault(mask, under.profile)
        known = list(self._known(coded, None))
        prices = Prices(coded.weights, coded.weights, _HEADER, _INCLUDE, 0, self._least, frozenset(given), known)
        assigned = assign(coded.counts, prices)
        members: dict[int, list[Look]] = {}
        for look, mask in zip(looks, coded.masks, strict=True):
            if mask in assigned.cores:
                members.setdefault(assigned.cores[mask], []).append(look)
        odd = coded.odd_ones(looks, assigned)
        return [
            self._team(None, given.get(core), some, coded.says_of(core), odd[core]) for core, some in members.items()
        ]

    @cached_property
    def _first_machine(self) -> int:
        """The position at which the first entry of a virtual machine starts."""
        starts = (one.start for one in self._directory.entries if one.kind in ("user", "identity", "subconfig"))
        return next(starts, len(self._source.statements))

    def _known(self, coded: _Coded, base: _Under | None) -> Iterator[Known]:
        """The profiles that are there; where the looks include one, those that say all of it, without what that says."""
        for under in self._usable if base is None else self._that_say_all_of(base):
            parts = [part for part in under.parts if base is None or not base.says(part)]
            weight = sum(len(self._source.lines_of(at)) for part in parts for at in part.positions)
            if weight:
                yield Known(coded.known_mask_of(parts), weight, len(self._users(under.profile.name)))

    @cached_property
    def _usable(self) -> list[_Under]:
        """The profiles to build on."""
        found = map(self._under, self._directory.profiles.values())
        return [under for under in found if under is not None]

    def _that_say_all_of(self, base: _Under) -> list[_Under]:
        """The profiles that say all of one, looked for among those that say the rarest part of it."""
        some = min((self._that_say.get(part.says, []) for part in base.parts), key=len, default=[])
        return [under for under in some if under.says_all_of(base)]

    @cached_property
    def _that_say(self) -> dict[Hashable, list[_Under]]:
        found: dict[Hashable, list[_Under]] = {}
        for under in self._usable:
            for part in under.parts:
                found.setdefault(part.says, []).append(under)
        return found

    def _team(
        self,
        under: _Under | None,
        target: Entry | None,
        members: list[Look],
        says: set[Hashable],
        odd: list[tuple[Look, list[Hashable]]],
    ) -> Team:
        core = [unit for unit in members[0].units.values() if unit.says in says]
        if under is None:
            return Team(None, target, target is not None, members, core, [] if target else core, frozenset(), odd)
        adds = [unit for unit in core if not under.says(unit)]
        replaced = frozenset(at for unit in adds for part in under.rivals(unit) for at in part.positions)
        return Team(under.profile, target, False, members, core, adds, replaced, odd)


class _Under:
    """A profile that entries include: what it says, and what of an entry may take the place of that."""

    def __init__(self, profile: Entry, parts: list[Unit], is_usable: bool) -> None:
        self.profile = profile
        self.parts = parts
        self.is_usable = is_usable
        self.logonby = logonby_userids(profile.statements)
        self._said = {part.says for part in parts}
        self._keywords = {part.keyword for part in parts}
        self._by_key: dict[Key, Unit] = {key: part for part in parts for key in part.claims}

    def says(self, unit: Unit) -> bool:
        """Whether the profile says the same already."""
        return unit.says in self._said

    def says_all_of(self, other: _Under) -> bool:
        """Whether the profile says all that another one does."""
        return other._said <= self._said

    def parts_with(self, team: Team) -> list[Unit]:
        """What the profile will say when a team has changed it."""
        return [*(part for part in self.parts if team.replaced.isdisjoint(part.positions)), *team.adds]

    def rivals(self, unit: Unit) -> list[Unit]:
        """The parts of the profile whose place a unit takes in a virtual machine."""
        found = {part.positions: part for key in unit.claims if (part := self._by_key.get(key)) is not None}
        return [*found.values()]

    def keeps(self, unit: Unit) -> Kept | None:
        """Why a unit cannot stand in this profile."""
        if unit.keyword in TOGETHER and unit.keyword in self._keywords:
            if unit.keyword == Command.keyword:
                return Kept.ORDER
            return None if self.says(unit) else Kept.PARTLY
        for key in unit.claims:
            rival = self._by_key.get(key)
            if rival is not None and (rival.claims[key] or rival.kept is Kept.REPEATED):
                return Kept.PARTLY
        return None

    def records_replaced_by(self, unit: Unit, source: Source) -> int:
        """The records of the parts whose place a unit takes."""
        return sum(len(source.lines_of(at)) for part in self.rivals(unit) for at in part.positions)

    def records(self, source: Source) -> int:
        """The records behind the header, comments between them included."""
        if len(self.profile) == 1:
            return 0
        return source.lines_of(self.profile.stop - 1)[-1] - self.profile.line


class _Coded:
    """Looks as numbers whose bits are the units that enough of them have."""

    def __init__(self, looks: Sequence[Look], least: int, source: Source) -> None:
        times = Counter(says for look in looks for says in look.units)
        first: dict[Hashable, Unit] = {}
        for look in looks:
            for says, unit in look.units.items():
                if times[says] >= least:
                    first.setdefault(says, unit)
        self.units = [*first.values()]
        self._bits = {says: 1 << at for at, says in enumerate(first)}
        self.weights = [sum(len(source.lines_of(at)) for at in unit.positions) for unit in self.units]
        self.masks = [sum(self._bits.get(says, 0) for says in look.units) for look in looks]
        self.counts: Mapping[int, int] = Counter(self.masks)

    @property
    def shared(self) -> int:
        """The units that all of the looks have."""
        found = -1
        for mask in self.counts:
            found &= mask
        return max(found, 0)

    def odd_ones(self, looks: Iterable[Look], assigned: Assigned) -> dict[int, list[tuple[Look, list[Hashable]]]]:
        """For each core the looks that go to none, but have most of it, with what they lack."""
        found: dict[int, list[tuple[Look, list[Hashable]]]] = {core: [] for core in assigned.cores.values()}
        for look, mask in zip(looks, self.masks, strict=True):
            core = assigned.near.get(mask)
            if core is not None:
                found[core].append((look, [self.units[at].says for at in bits_of(core & ~mask)]))
        return found

    def says_of(self, mask: int) -> set[Hashable]:
        """What the units of a mask say."""
        return {self.units[at].says for at in bits_of(mask)}

    def known_mask_of(self, units: Iterable[Unit]) -> int:
        """The mask of those of some units that are among these."""
        return sum({self._bits.get(unit.says, 0) for unit in units})

    def mask_of(self, units: Iterable[Unit]) -> int | None:
        """The mask of some units; None if one of them stays where it is, or is not among these."""
        some = [self._bits.get(unit.says) if unit.kept is None else None for unit in units]
        return None if None in some else sum(filter(None, some))


def _saves(mask: int, coded: _Coded, costs: Sequence[int], members: int, least: int) -> bool:
    weight, cost = (sum(values[at] for at in bits_of(mask)) for values in (coded.weights, costs))
    return members >= least and members * weight > cost


def _broken_entries(source: Source, directory: Directory) -> set[int]:
    """The entries with a statement that DIRECTXA refuses or that has no end; by identity."""
    return {
        id(directory.holder(source, position))
        for position, faults in source.faults.items()
        if directory.holder(source, position).at(position).is_broken
        or any(fault.rule == "unfinished-statement" for fault in faults)
    }


def _is_in_order(entry: Entry) -> bool:
    """Whether no general statement stands behind a device."""
    kinds = [is_device(statement) for statement in entry.statements[1:]]
    return kinds == sorted(kinds)


def _with_stray_extensions(source: Source, directory: Directory) -> set[int]:
    """The entries with a DASDOPT or a MINIOPT that stands behind no device, and would behind another one; by identity."""
    return {
        id(directory.holder(source, position))
        for kind in EXTENSIONS
        for position in source.positions_by_type.get(kind, ())
        if position == directory.holder(source, position).start or not is_device(source.statements[position - 1])
    }


def _directed_entries(source: Source, directory: Directory) -> set[int]:
    """The entries with a comment that tells dirtool's lint something; by identity."""
    if TAG not in source.joined.upper():
        return set()
    holders = (
        directory.holder_of_line(source, line)
        for line, text in enumerate(source.records.texts, 1)
        if TAG in text.upper()
    )
    return {id(holder) for holder in holders if holder is not None}
