"""What a comparison of two directories finds: changes, entry by entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from dirtool.compare.diff.disks import Data, Effect, Span


class Action(StrEnum):
    """What happened to an entry, a statement or a device."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


class OperandChange(NamedTuple):
    """An operand before and after (None: absent, without a default); of a secret nothing but that it is another one."""

    name: str
    old: str | None
    new: str | None
    masked: bool = False


Place = tuple[str, int]
"""A file and the 1-based number of a record."""


class Change(NamedTuple):
    """One thing that is not as it was. `was` is the subject before, where that was another one.

    `old_text` and `new_text` are the statements without secrets. `effect` is None where no data are concerned. `machines` is
    the number of virtual machines that change by it, if it is about a profile. `stands_out`: it is about data, owners or
    privileges.
    """

    action: Action
    subject: str
    was: str | None
    keyword: str
    operands: tuple[OperandChange, ...]
    old_text: str | None
    new_text: str | None
    old_extent: Span | None
    new_extent: Span | None
    effect: Effect | None
    note: str
    machines: int | None
    stands_out: bool
    old_places: tuple[Place, ...]
    new_places: tuple[Place, ...]


class EntryChange(NamedTuple):
    """An entry that is not as it was: itself added, removed or renamed (moved), or with changes in it.

    The changes of an entry that was added or removed are all that it says. `statements` is how many it has (of the new one)
    behind its header, `machines` the number of virtual machines that change with a profile that is added, removed or renamed,
    `disks_kept` how many minidisks a renamed entry still has.
    """

    action: Action
    name: str
    was: str | None
    kind: str
    statements: int
    machines: int | None
    disks_kept: int
    old_place: Place | None
    new_place: Place | None
    changes: tuple[Change, ...]

    @property
    def is_alone(self) -> bool:
        """Whether only one of the directories has it."""
        return self.action in (Action.ADDED, Action.REMOVED)


class Diff(NamedTuple):
    """All that changed: entries in the order of the new directory, behind them those that are gone."""

    entries: tuple[EntryChange, ...]

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """How many entries and, in entries of both directories, how many statements and devices had which fate; and data."""
        entries = Counter(entry.action for entry in self.entries)
        inside = Counter(
            change.action
            for entry in self.entries
            for change in entry.changes
            if not entry.is_alone or change.action is Action.MOVED
        )
        data = Counter(
            change.effect.data for entry in self.entries for change in entry.changes if change.effect is not None
        )
        return {
            "entries": {action.value: entries[action] for action in Action},
            "changes": {action.value: inside[action] for action in Action},
            "data": {one.value: data[one] for one in Data},
        }

    def of(self, names: Iterable[str]) -> Diff:
        """The part about some entries, by their name before or after."""
        wanted = frozenset(names)
        return Diff(tuple(entry for entry in self.entries if entry.name in wanted or entry.was in wanted))
