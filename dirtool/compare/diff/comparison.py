"""What changed in meaning between two directories: by subject first, then by extent; order and layout apart.

A statement that goes from an entry to its profile, or back, is no change where no virtual machine changes by it, and a
profile that changes is told once, with the number of virtual machines that change by it. Names that follow a renamed entry
are no change either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from dirtool.compare.diff.change import Action, Change, Diff, EntryChange, Place
from dirtool.compare.diff.differences import COMMANDS_IN_ORDER, GENERAL_CLASS, Changes, Difference, Pair, rank
from dirtool.compare.diff.facts import (
    CLASS,
    MAXSTORAGE,
    OF_HEADER,
    PASSWORD,
    STORAGE,
    Fact,
    Key,
    facts_of,
    says_the_same,
)
from dirtool.compare.diff.matching import Matching, matched_entries
from dirtool.model.directory import Directory, Entry

_FOLLOWS_NAMES = frozenset(("userid", "target", "subconfig_id", "useraccessid", "lan"))  # operands that name an entry
_NAME_IN_KEY = frozenset(("XAUTOLOG", "LOGONBY", "IUCV"))


def compare(old: Directory, new: Directory) -> Diff:
    """What changed from one directory to another; the time grows in proportion to both."""
    return _Comparison(old, new).diff()


class _Comparison:
    """The work of one comparison."""

    def __init__(self, old: Directory, new: Directory) -> None:
        self._old, self._new = old, new
        matching = matched_entries(old, new)
        pairs = [Pair(*pair) for pair in matching.pairs]
        pairs += [Pair(None, entry) for entry in matching.added]
        pairs += [Pair(entry, None) for entry in matching.removed]
        ranks = {id(entry): rank for rank, entry in enumerate((*new.entries, *old.entries))}
        self._pairs = sorted(pairs, key=lambda pair: ranks[id(pair.entry)])
        self._partners = {id(one): other for one, other in matching.pairs}
        self._facts: dict[int, dict[Key, Fact]] = {}
        self._names = _renames(matching, is_profile=False)
        self._profile_names = _renames(matching, is_profile=True)
        self._went_to_profile: dict[int, set[Key]] = {}

    def diff(self) -> Diff:
        differences = [self._differences(pair) for pair in self._pairs]
        for number, pair in enumerate(self._pairs):
            if pair.entry.kind == "profile" and differences[number]:
                differences[number] = list(self._of_profile(pair, differences[number]))
        changes = Changes(self._pairs, differences, self._old, self._new).by_pair()
        found = (self._entry_change(pair, some) for pair, some in zip(self._pairs, changes, strict=True))
        return Diff(tuple(change for change in found if change is not None))

    def _entry_change(self, pair: Pair, changes: list[Change]) -> EntryChange | None:
        old, new = pair
        name, was = pair.entry.shown_name, None
        if old is None or new is None:
            action = Action.ADDED if old is None else Action.REMOVED
        elif old.name != new.name:
            action, was = Action.MOVED, old.shown_name
        elif changes:
            action = Action.CHANGED
        else:
            return None
        machines = self._machines(pair) if pair.entry.kind == "profile" and action is not Action.CHANGED else None
        return EntryChange(
            action,
            name,
            was,
            pair.entry.kind,
            len(pair.entry) - 1,
            machines,
            self._disks_kept(pair) if was else 0,
            _place(old),
            _place(new),
            tuple(sorted(changes, key=rank)),
        )

    def _disks_kept(self, pair: Pair) -> int:
        before, after = (
            {fact.data for fact in self._facts_of(entry).values() if fact.data is not None} for entry in pair
        )
        return len(before & after)

    def _facts_of(self, entry: Entry | None) -> dict[Key, Fact]:
        if entry is None:
            return {}
        found = self._facts.get(id(entry))
        if found is None:
            found = self._facts[id(entry)] = facts_of(entry)
        return found

    # -- what the two entries of a pair say

    def _differences(self, pair: Pair) -> list[Difference]:
        """What the machine of a pair says differently, as far as that is not told of its profile."""
        old, new = pair
        if old is not None and new is not None and says_the_same(old, new):
            return []
        before, after = self._facts_of(old), self._facts_of(new)
        keys = [key for key in {**after, **before} if not _mean_the_same(before.get(key), after.get(key))]
        keys = self._without_followers(keys, before, after)
        if old is None or new is None:
            alone = new or old
            assert alone is not None
            keys = [key for key in keys if not _is_told_by_header(key, after or before, alone)]
        if old is None or new is None or new.kind not in ("user", "identity"):
            found = [Difference(key, before.get(key), after.get(key)) for key in keys]
        else:
            found = list(self._of_machine(old, new, keys))
        return found + commands_in_order(before, after)

    def _of_machine(self, old: Entry, new: Entry, keys: list[Key]) -> Iterator[Difference]:
        """The keys of which a virtual machine says not the same, its profile included.

        Where it has another profile than before, what that changes is told of the machine.
        """
        profiles = _profile_of(self._old, old), _profile_of(self._new, new)
        under, over = map(self._facts_of, profiles)
        before, after = self._facts_of(old), self._facts_of(new)
        if not self._is_one_profile(*profiles):
            seen = {*keys, *before, *after}
            keys += [
                key
                for key in {**over, **under}
                if key not in seen and not _mean_the_same(under.get(key), over.get(key))
            ]
        for key in keys:
            was, now = before.get(key) or under.get(key), after.get(key) or over.get(key)
            if not _mean_the_same(was, now) and (key != MAXSTORAGE or _maximum(before, under) != _maximum(after, over)):
                is_of_profile = profiles[1] is not None and key in over and key not in after
                note = f"now by PROFILE {profiles[1].name}" if profiles[1] is not None and is_of_profile else ""
                yield Difference(key, was, now, note)
            else:
                for profile in filter(None, profiles):
                    self._went_to_profile.setdefault(id(profile), set()).add(key)

    def _is_one_profile(self, old: Entry | None, new: Entry | None) -> bool:
        if old is None or new is None:
            return old is new
        return self._partners.get(id(old)) is new

    # -- profiles

    def _of_profile(self, pair: Pair, differences: list[Difference]) -> Iterator[Difference]:
        """What a profile says differently, with the number of machines that change by it; not what only changed its place."""
        total = self._machines(pair)
        told_there: Counter[Key] = Counter()
        keys = {difference.key for difference in differences}
        for old, new in self._users(pair):
            told_there.update(keys & (self._facts_of(old).keys() | self._facts_of(new).keys()))
        moved = {key for entry in pair if entry is not None for key in self._went_to_profile.get(id(entry), ())}
        for difference in differences:
            machines = total - told_there[difference.key]
            if machines or difference.key not in moved or None in pair:
                yield difference._replace(machines=machines)

    def _machines(self, pair: Pair) -> int:
        return len(self._users(pair))

    def _users(self, pair: Pair) -> list[tuple[Entry | None, Entry | None]]:
        """The entries that include a profile: of one in both directories, those that include it in both."""
        old, new = pair
        before = [] if old is None else self._old.machines_of(old)
        after = [] if new is None else self._new.machines_of(new)
        if old is None:
            return [(None, entry) for entry in after]
        if new is None:
            return [(entry, None) for entry in before]
        still = {id(entry) for entry in after}
        return [
            (entry, partner)
            for entry in before
            if (partner := self._partners.get(id(entry))) is not None and id(partner) in still
        ]

    # -- names

    def _without_followers(self, keys: list[Key], before: Mapping[Key, Fact], after: Mapping[Key, Fact]) -> list[Key]:
        """The keys without those that differ by nothing but the name of an entry that has another one now."""
        if not (self._names or self._profile_names):
            return keys
        followers: set[Key] = set()
        for key in keys:
            fact = before.get(key)
            if fact is None:
                continue
            renamed = _renamed_key(key, self._names)
            there = after.get(renamed)
            if there is not None and there.keyword == fact.keyword and self._renamed_said(fact) == there.said:
                followers |= {key, renamed}
        return [key for key in keys if key not in followers]

    def _renamed_said(self, fact: Fact) -> dict[str, Any]:
        said: dict[str, Any] = {
            name: _renamed_value(value, self._names) if name in _FOLLOWS_NAMES else value
            for name, value in fact.said.items()
        }
        if "profile" in said:
            said["profile"] = self._profile_names.get(said["profile"], said["profile"])
        return said


def _renames(matching: Matching, *, is_profile: bool) -> dict[str, str]:
    return {
        old.name: new.name
        for old, new in matching.pairs
        if old.name != new.name and (old.kind == "profile") is is_profile
    }


def _renamed_key(key: Key, names: Mapping[str, str]) -> Key:
    return tuple(_renamed_value(part, names) for part in key) if key[0] in _NAME_IN_KEY else key


def _renamed_value(value: object, names: Mapping[str, str]) -> object:
    """A userid, or the owner and the name of a LAN, as it is now."""
    if not isinstance(value, str):
        return value
    owner, blank, name = value.partition(" ")
    return f"{names.get(owner, owner)}{blank}{name}"


def _profile_of(directory: Directory, entry: Entry) -> Entry | None:
    return directory.profiles.get(directory.profile_name(entry) or "")


def _maximum(own: Mapping[Key, Fact], shared: Mapping[Key, Fact]) -> str | None:
    """The maximum storage of a virtual machine: as the entry or its profile says it, else the storage that it starts with."""
    sizes = (facts[key].said["size"] for key in (MAXSTORAGE, STORAGE) for facts in (own, shared) if key in facts)
    return next(sizes, None)


def _is_told_by_header(key: Key, facts: Mapping[Key, Fact], entry: Entry) -> bool:
    """Whether the text of the header, which is that of the password, says it already; privileges are told again."""
    is_privilege = key == CLASS and facts[key].said["class"] != GENERAL_CLASS
    return key in OF_HEADER and key != PASSWORD and not is_privilege and facts[key].places[0].position == entry.start


def _mean_the_same(one: Fact | None, other: Fact | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.means(other)


def commands_in_order(before: Mapping[Key, Fact], after: Mapping[Key, Fact]) -> list[Difference]:
    """CP runs the COMMAND statements in their order, so that another order of the same ones is a change."""
    old = [key for key in before if key[0] == "COMMAND" and key in after]
    new = [key for key in after if key[0] == "COMMAND" and key in before]
    if old == new:
        return []
    at = next(at for at, (one, other) in enumerate(zip(old, new, strict=True)) if one != other)
    return [Difference(COMMANDS_IN_ORDER, before[old[at]], after[new[at]], "COMMAND statements run in another order")]


def _place(entry: Entry | None) -> Place | None:
    return None if entry is None else (entry.source.path, entry.line)
