"""What mining a directory for profiles finds."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from dirtool.text.records import Records

LEAST = 3
"""The fewest members of a group, unless another number is asked for."""


class Action(StrEnum):
    """What becomes of the profile of a group."""

    NEW = "new"
    CHANGED = "changed"
    INCLUDED = "included"  # it is as it was, and is included by more entries


class Lack(NamedTuple):
    """What a prototype has not, though all members have one, and why."""

    what: str
    why: str


class Prototype(NamedTuple):
    """A file for DIRM ADD ... LIKE: its name, its records, and what it lacks."""

    name: str
    records: tuple[str, ...]
    lacks: tuple[Lack, ...]


class Odd(NamedTuple):
    """An entry that has most of what a group has in common, and the records that it lacks or says otherwise."""

    entry: str
    lacks: tuple[str, ...]


class Group(NamedTuple):
    """Look-alike entries, and the profile that holds what they have in common.

    `instead_of` is the profile that they included before (None: none, or the same one). `moves` are the records that leave each
    member, as most of them write them, `taken_over` counts those that a new profile has from the one before. `removed` are the
    records that go from all members, `added` those that the profile and the INCLUDE records take. `odd` are entries that are no
    members, but nearly. `prototype` is None where the members are not all USERs.
    """

    profile: str
    action: Action
    instead_of: str | None
    members: tuple[str, ...]
    moves: tuple[str, ...]
    taken_over: int
    removed: int
    added: int
    odd: tuple[Odd, ...]
    prototype: Prototype | None

    @property
    def saved(self) -> int:
        """By how many records the file gets smaller."""
        return self.removed - self.added


class Left(StrEnum):
    """What is left as it is, though more might be expected."""

    ENTRIES = "entries"
    STATEMENTS = "statements"  # that enough entries have
    GROUP = "group"


class LeftOut(NamedTuple):
    """Something that is left as it is, why, and the entries that it is about."""

    what: Left
    why: str
    entries: tuple[str, ...]


class Proof(NamedTuple):
    """What was compared, before and after: entries, the virtual machines that they are, one a member, and the ids of pools."""

    entries: int
    machines: int
    pool_ids: int


class Mined(NamedTuple):
    """All proposals, the directory as it is with them, and the proof that every virtual machine stays as it is."""

    path: str
    groups: tuple[Group, ...]
    left_out: tuple[LeftOut, ...]
    proof: Proof
    before: int  # records
    records: Records

    @property
    def after(self) -> int:
        """The number of records with all proposals."""
        return len(self.records.texts)

    @property
    def saved(self) -> int:
        """By how many records the file gets smaller."""
        return self.before - self.after
