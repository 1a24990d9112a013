"""In which virtual machines a statement of an entry takes effect, and which of them can meet on one system."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from dirtool.lint.context import Context
from dirtool.model.devices import device_number, own_numbers
from dirtool.model.directory import ANY_MEMBER, Entry, Placed
from dirtool.model.effective import subject_of

RELATED_AT_MOST = 10
USES_AT_MOST = 50  # of one statement: a profile of many statements may have many users


class Machine(NamedTuple):
    """A virtual machine: its userid, its own entry, and the member of the SSI cluster that it is for (None: any)."""

    userid: str
    entry: Entry
    member: str | None

    @property
    def shown(self) -> str:
        """Its name for a message."""
        name = self.entry.shown_name
        return name if self.member is None else f"{name} on {self.member}"


class Use(NamedTuple):
    """A device statement as it takes effect in one virtual machine; `order` tells which stands first in the directory."""

    machine: Machine
    entry: Entry
    placed: Placed
    order: tuple[int, int]

    @property
    def subject(self) -> str:
        """The device: of the entry that holds the statement, or of the machine that has it from its profile."""
        if self.entry.kind != "profile":
            return subject_of(self.entry, self.placed)
        return f"{self.machine.entry.shown_name}/{device_number(self.placed.statement)}"


class Machines:
    """Answers for the entries of one directory; remembers who includes a profile, and which devices an entry defines."""

    def __init__(self, context: Context) -> None:
        self._directory = context.directory
        self._layers = context.layers
        self._devices: dict[int, frozenset[str | None]] = {}
        self._including: dict[int, list[Machine]] = {}

    def uses(self, entry: Entry, placed: Placed) -> list[Use]:
        """A device statement of an entry, once for each virtual machine that has the device by it, for 50 of them at most.

        Of a PROFILE, that is those that include it and do not define the device themselves, by name.
        """
        machines: Iterable[Machine] = self.made_of(entry)
        if entry.kind == "profile":
            vdev = device_number(placed.statement)
            machines = (machine for machine in machines if vdev not in self._own_devices(machine.entry))
        order = self._directory.order(placed)
        return [Use(machine, entry, placed, order) for machine in islice(machines, USES_AT_MOST)]

    def made_of(self, entry: Entry) -> list[Machine]:
        """The virtual machines that an entry is, or is a part of; a SUBCONFIG that no BUILD names counts as one."""
        match entry.kind:
            case "profile":
                return self._users_of(entry)
            case "subconfig":
                return [
                    Machine(built.entry.name, built.entry, None if built.member == ANY_MEMBER else built.member)
                    for built in self._directory.builds.get(entry.name, ())
                ] or [Machine(entry.name, entry, None)]
            case "user" | "identity":
                return [Machine(entry.name, entry, None)]
        return []

    def _users_of(self, profile: Entry) -> list[Machine]:
        """The virtual machines that include a PROFILE, by name."""
        found = self._including.get(id(profile))
        if found is None:
            machines = (Machine(entry.name, entry, None) for entry in self._directory.machines_of(profile))
            found = self._including[id(profile)] = sorted(machines, key=lambda machine: machine.userid)
        return found

    def _own_devices(self, entry: Entry) -> frozenset[str | None]:
        """The devices that a virtual machine does not have from its profile."""
        found = self._devices.get(id(entry))
        if found is None:
            parts, _ = self._layers.of(entry, None)
            own = (number for part in parts if part.kind != "profile" for number in own_numbers(part))
            found = self._devices[id(entry)] = frozenset(own)
        return found


def make_ups(entry: Entry, context: Context) -> Iterator[tuple[list[Entry], bool]]:
    """The entries of each virtual machine that an entry is a part of, on each member, and whether all of them are there."""
    for machine, member in dict.fromkeys(_made_with(entry, context)):
        parts, missing = context.layers.of(machine, member)
        if entry in parts:
            yield parts, not missing


def _made_with(entry: Entry, context: Context) -> Iterator[tuple[Entry, str | None]]:
    """The machines that an entry may be a part of, and the members on which it is."""
    members = context.layers.members
    if entry.kind == "subconfig":
        for built in context.directory.builds.get(entry.name, ()):
            if built.entry.kind in ("user", "identity"):
                for member in members(built.entry) if built.member == ANY_MEMBER else [built.member]:
                    yield built.entry, member
        return
    for machine in context.directory.machines_of(entry):
        for member in members(machine):
            yield machine, member


def is_cut(uses: Iterable[Use]) -> bool:
    """Whether there may be more virtual machines than are told."""
    return USES_AT_MOST in Counter(use.order for use in uses).values()


def meeting(uses: Iterable[Use]) -> list[list[Use]]:
    """Uses of one thing, parted by the members of a cluster on which they meet: together if one is for any member."""
    by_member: dict[str | None, list[Use]] = {}
    for use in uses:
        by_member.setdefault(use.machine.member, []).append(use)
    if None in by_member:
        return [[use for group in by_member.values() for use in group]]
    return list(by_member.values())
