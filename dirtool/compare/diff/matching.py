"""Which entry of one directory is which of another, and which device: by name first, then by what they hold."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from dirtool.compare.diff.facts import Fact, Key, facts_of, print_of
from dirtool.model.directory import Directory, Entry, only_holds_pool
from dirtool.model.extent import SYSTEM_RESIDENCE

_NAMED_TOGETHER = frozenset(("user", "identity", "subconfig"))  # they share one name space
_HOLDERS_AT_MOST = 8  # of a fact that may tell who is who; one that more entries share tells nothing
_ALIKE = 0.75  # of all facts, for entries without minidisks
_FACTS_AT_LEAST = 2

One = TypeVar("One")


class Matching(NamedTuple):
    """The entries that are one and the same in two directories, renamed ones too, and those that only one of them has."""

    pairs: list[tuple[Entry, Entry]]
    removed: list[Entry]
    added: list[Entry]


def matched_entries(old: Directory, new: Directory) -> Matching:
    """Entries of one name first; then those that are gone with those that are new and hold the same minidisks, or say the same.

    Of entries of one name those that are equal go together, then those of one kind, then as they come.
    """
    old_groups, new_groups = _by_name(old), _by_name(new)
    pairs: list[tuple[Entry, Entry]] = []
    removed: list[Entry] = []
    added = [entry for name, some in new_groups.items() if name not in old_groups for entry in some]
    for name, some in old_groups.items():
        others = new_groups.get(name, [])
        if len(some) == len(others) == 1:
            pairs.append((some[0], others[0]))
            continue
        found, left, left_over = _paired(some, others, (_print, _kind, _anything) if others else ())
        pairs += found
        removed += left
        added += left_over
    found, removed, added = _renamed(removed, added)
    return Matching(pairs + found, removed, added)


def _by_name(directory: Directory) -> dict[tuple[str, str], list[Entry]]:
    found: dict[tuple[str, str], list[Entry]] = {}
    for entry in directory.entries:
        if entry.name or entry.kind != "directory" or facts_of(entry):  # not the LOAD statements of an index
            space = "" if entry.kind in _NAMED_TOGETHER else entry.kind
            found.setdefault((space, entry.name), []).append(entry)
    return found


def _paired(
    some: Sequence[One], others: Sequence[One], ways: Iterable[Callable[[One], Hashable]]
) -> tuple[list[tuple[One, One]], list[One], list[One]]:
    """Pairs of which both sides say the same in the first way, of the rest in the second, and so on; and what is left."""
    pairs: list[tuple[One, One]] = []
    left, left_over = list(some), list(others)
    for way in ways:
        waiting: dict[Hashable, deque[One]] = {}
        for one in left_over:
            waiting.setdefault(way(one), deque()).append(one)
        taken: set[int] = set()
        still: list[One] = []
        for one in left:
            queue = waiting.get(way(one))
            if queue:
                other = queue.popleft()
                taken.add(id(other))
                pairs.append((one, other))
            else:
                still.append(one)
        left, left_over = still, [one for one in left_over if id(one) not in taken]
    return pairs, left, left_over


def _print(entry: Entry) -> Hashable:
    return entry.kind, tuple(entry.texts) if entry.kind == "directory" else print_of(facts_of(entry))


def _kind(entry: Entry) -> Hashable:
    return entry.kind, only_holds_pool(entry)


def _anything(entry: Entry) -> Hashable:
    return None


# ---- entries under another name


class _Held:
    """What an entry holds, to find it again."""

    def __init__(self, entry: Entry, number: int) -> None:
        facts = facts_of(entry)
        self.entry = entry
        self.number = number
        self.print = print_of(facts)
        self.places = {place for fact in facts.values() if (place := place_of(fact)) is not None}


def _renamed(removed: list[Entry], added: list[Entry]) -> tuple[list[tuple[Entry, Entry]], list[Entry], list[Entry]]:
    if not (removed and added):
        return [], removed, added
    gone = [_Held(entry, number) for number, entry in enumerate(removed)]
    come = [_Held(entry, number) for number, entry in enumerate(added)]
    telling, telling_too = ([one for one in some if len(one.print) >= _FACTS_AT_LEAST] for some in (gone, come))
    found, _, _ = _paired(telling, telling_too, (lambda one: (one.entry.kind, one.print),))
    taken = {id(one) for pair in found for one in pair}
    likely = _likely([one for one in gone if id(one) not in taken], [one for one in come if id(one) not in taken])
    for _, one, other in likely:
        if id(one) not in taken and id(other) not in taken:
            taken |= {id(one), id(other)}
            found.append((one, other))
    return (
        [(one.entry, other.entry) for one, other in found],
        [one.entry for one in gone if id(one) not in taken],
        [one.entry for one in come if id(one) not in taken],
    )


def _likely(gone: list[_Held], come: list[_Held]) -> list[tuple[float, _Held, _Held]]:
    """Pairs that may be one entry under two names, the likeliest first."""
    holders: dict[Hashable, tuple[list[_Held], list[_Held]]] = {}
    for side, some in enumerate((gone, come)):
        for one in some:
            for mark in one.print | one.places:
                holders.setdefault(mark, ([], []))[side].append(one)
    candidates = {
        (one.number, other.number): (one, other)
        for some, others in holders.values()
        if max(len(some), len(others)) <= _HOLDERS_AT_MOST
        for one in some
        for other in others
        if one.entry.kind == other.entry.kind
    }
    scored = ((_likeness(one, other), one, other) for one, other in candidates.values())
    return sorted(
        (row for row in scored if row[0]), key=lambda row: (-row[0], row[1].number + row[2].number, row[1].number)
    )


def _likeness(one: _Held, other: _Held) -> float:
    """How sure it is that two entries are one: 0 if they are not."""
    shared = len(one.print & other.print) / len(one.print | other.print) if one.print or other.print else 0.0
    if one.places or other.places:
        kept = len(one.places & other.places)
        return kept + shared if kept * 2 >= max(len(one.places), len(other.places)) else 0.0
    return shared if shared >= _ALIKE and len(one.print) >= _FACTS_AT_LEAST else 0.0


def place_of(fact: Fact) -> Hashable | None:
    """Where the data of a minidisk begin: the volume and the first cylinder or block, or the real device; else None."""
    data = fact.data
    if data is None:
        return None
    form, start, _, volid, rdev, area = data
    return form, start, volid, rdev, area


# ---- devices under another number


class Loose(NamedTuple):
    """A device of an entry that has no partner under its number. `number` is that of the pair of entries."""

    number: int
    key: Key
    fact: Fact


def matched_devices(gone: list[Loose], come: list[Loose]) -> tuple[list[tuple[Loose, Loose]], list[Loose], list[Loose]]:
    """Devices that moved: within their entries to another number, and minidisks to another entry, by their extents."""
    in_entry: tuple[Callable[[Loose], Hashable], ...] = (_whole, _identity, _beginning)
    found, gone, come = _paired(gone, come, in_entry)
    disks, others = _split(gone), _split(come)
    moved, left, left_over = _paired(disks[0], others[0], (_data_and_number, _data))
    return found + moved, left + disks[1], left_over + others[1]


def _split(some: list[Loose]) -> tuple[list[Loose], list[Loose]]:
    """Those with data that another entry may take over, and the others: &SYSRES is another volume on each member."""
    movable = [one for one in some if one.fact.data is not None and one.fact.said.get("volid") != SYSTEM_RESIDENCE]
    kept = {id(one) for one in movable}
    return movable, [one for one in some if id(one) not in kept]


def _whole(one: Loose) -> Hashable:
    return one.number, one.fact.keyword, tuple(sorted(one.fact.said.items()))


def _identity(one: Loose) -> Hashable:
    """What a device is, whatever its options."""
    said, keyword = one.fact.said, one.fact.keyword
    if one.fact.data is not None:
        return one.number, one.fact.data
    if keyword == "LINK":
        return one.number, keyword, said.get("userid"), said.get("vdev1")
    if keyword == "DEDICATE" and ("rdev" in said or "volid" in said):
        return one.number, keyword, said.get("rdev"), said.get("volid")
    if keyword == "NICDEF" and "macid" in said:
        return one.number, keyword, said["macid"]
    return one.number, id(one.fact)


def _beginning(one: Loose) -> Hashable:
    """Where a minidisk begins: with another number and another size at once it is still the same."""
    return one.number, place_of(one.fact) or id(one.fact)


def _data(one: Loose) -> Hashable:
    return one.fact.data


def _data_and_number(one: Loose) -> Hashable:
    return one.fact.data, one.fact.vdev
