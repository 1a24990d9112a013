"""The simulated server: the directory, the space, EXTENT CONTROL, the locks and the work units, and one request at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from dirtool.dirmaint.answer import Message, Refused
from dirtool.dirmaint.settings import Clock, Faults, Online, Settings
from dirtool.dirmaint.source_directory import SourceDirectory
from dirtool.dirmaint.source_entry import SourceEntry
from dirtool.dirmaint.space.allocation import Allocation, AllocationSettings
from dirtool.dirmaint.space.control import ExtentControlState
from dirtool.dirmaint.space.volumes import UsedSpace
from dirtool.dirmaint.work_units import WorkUnit, WorkUnits
from dirtool.model.directory import Directory
from dirtool.model.extent_control import ExtentControl
from dirtool.model.volume_list import KnownVolume, sizes
from dirtool.spec.dirmaint_verbs import Verb
from dirtool.syntax.command import Command
from dirtool.syntax.parser import Parser
from dirtool.syntax.statement import Statement
from dirtool.text.records import Records

FileFinder = Callable[[str, str], Records | None]
"""The records of a file of the sender, by its name and type; None if the sender has none."""

_BY_DIAGNOSE_84 = ("CPU", "SETCPU", "STORAGE")  # where they set something

WORK_UNIT = "work unit "
"""What the holder of a lock begins with if it is a work unit; no userid has a blank."""


class Hold(NamedTuple):
    """Space that a work unit holds from now on, or (`is_taken` False) no longer.

    `holder` is what the unit is called, `subject` the minidisk that it works on.
    """

    holder: str
    subject: str
    volid: str
    first: int
    last: int | None
    is_taken: bool


@dataclass(slots=True)
class Server:
    """All that the server knows.

    `set_up_as` is the ONLINE= that it began with. `locks` are the owners of the locks on entries; `device_locks` name the
    unit, or the owner. `holds` are the changes of what work units hold, for who asks, and clears.
    """

    parser: Parser
    settings: Settings
    faults: Faults
    files: FileFinder
    source: SourceDirectory
    space: UsedSpace
    control: ExtentControlState
    allocation: Allocation
    units: WorkUnits
    set_up_as: Online
    clock: Clock = field(default_factory=Clock)
    locks: dict[str, str] = field(default_factory=dict)
    device_locks: dict[tuple[str, str], str] = field(default_factory=dict)
    prototypes: dict[str, Records] = field(default_factory=dict)
    purging: dict[str, int] = field(default_factory=dict)  # by entry, how many work units its removal waits for
    holds: list[Hold] = field(default_factory=list)

    def is_worked_on(self, name: str, vdev: str) -> bool:
        """Whether a work unit is about a device of an entry."""
        return self.device_locks.get((name, vdev), "").startswith(WORK_UNIT)

    def new_identity(self) -> str:
        """What a new work unit is called: the time, or the next one that is not taken."""
        clock = self.clock
        while self.units.is_known(clock.stamp()):
            clock.tick()
        return clock.stamp()


class File(NamedTuple):
    """A file that the server sends. One that `is_secret` holds passwords."""

    name: str
    lines: tuple[str, ...]
    is_secret: bool = False


class Request:
    """One command that is being worked off: what is said about it, and what it changes.

    `target` is the name that messages have, `node` the system or `*`. `rc` is not 0 where it is done and yet told as failed.
    `cause` is why it is refused.
    """

    def __init__(self, server: Server, command: Command, number: int) -> None:
        self.server = server
        self.command = command
        self.number = number
        self.said: list[Message] = []
        self.files: list[File] = []
        self.unit: WorkUnit | None = None
        self.rc = 0
        self.cause = ""
        self.sender = command.prefixes.asuser or server.settings.sender
        self.target = command.prefixes.foruser or self.sender
        self.node = command.prefixes.atnode or "*"

    @property
    def order(self) -> Statement:
        """The verb with its operands."""
        return self.command.order

    @property
    def verb(self) -> Verb:
        """The row of the verb."""
        return self.command.verb

    @property
    def source(self) -> SourceDirectory:
        """The source directory."""
        return self.server.source

    def say(self, number: int, text: str, *, routine: str | None = None) -> None:
        """Add a message to the answer."""
        self.said.append(Message(number, text, routine=routine))

    def uncertain(self, switch: str, what: str) -> None:
        """Tell that something that is not certain of DirMaint has mattered, and the switch for it."""
        self.say(9019, f"{what}; not certain of DirMaint (switch: {switch}).")

    def entry(self, name: str | None = None, *, to_read: bool = False) -> SourceEntry:
        """The entry that the request is for, or one by name; for a member, the subconfiguration that is built for it.

        Raises Refused if there is none, or if somebody else has locked it and it is not only `to_read`.
        """
        wanted = name or self.target
        found = self.source.entry(wanted)
        if found is None:
            raise Refused(9002, f"{wanted} is not in the directory.")
        if found.kind == "identity" and self.node != "*" and name is None:
            parts = self.source.subconfigs(found)
            subconfigs = parts.get(self.node) or parts.get("*")
            if not subconfigs:
                raise Refused(9002, f"{wanted} has no SUBCONFIG for {self.node}.")
            found = subconfigs[0]
        if not to_read:
            self.check_lock(found)
        return found

    def check_lock(self, entry: SourceEntry) -> None:
        """Raise Refused if an entry is locked, but by the sender."""
        owner = self.server.locks.get(entry.name)
        if owner is not None and owner != self.sender:
            raise Refused(9003, f"{entry.name} is locked by {owner}.")

    def check_device(self, entry: SourceEntry, vdev: str) -> None:
        """Raise Refused if a device is locked."""
        holder = self.server.device_locks.get((entry.name, vdev))
        if holder is not None and holder != self.sender:
            raise Refused(9004, f"{entry.name}/{vdev} is locked by {holder}.")

    def updated(self, *entries: SourceEntry | str) -> None:
        """Tell that the source of some entries was changed, and when the object directory follows."""
        by_diagnose = self.verb.name in _BY_DIAGNOSE_84 and getattr(self.order, "action", None) is None
        for entry in entries:
            name = entry if isinstance(entry, str) else entry.name
            self.said += update_messages(self.server.settings, name, by_diagnose=by_diagnose)


def update_messages(settings: Settings, name: str, *, by_diagnose: bool = False) -> list[Message]:
    """What the server says when the source of an entry has changed."""
    said = [Message(3450, f"The source of entry {name} is changed.")]
    if settings.online == "OFFLINE":
        return said
    if settings.online == "SCHED":
        return [*said, Message(3425, "The object directory follows at the next scheduled time.")]
    if by_diagnose:
        said.append(Message(3423, "The object directory follows by Diagnose 84."))
    else:
        said.append(Message(3424, "The object directory follows at once."))
        if settings.delta:
            said.append(Message(3451, "Only the changed parts of the object directory are written."))
    return [*said, Message(3428, f"The change of entry {name} is online.")]


def make_server(
    directory: Directory,
    control: ExtentControl | None,
    settings: Settings,
    faults: Faults,
    parser: Parser,
    files: FileFinder,
    volumes: Mapping[str, KnownVolume],
) -> Server:
    """A server that begins with a directory and an EXTENT CONTROL. Raises InputError for a directory in several files."""
    space = UsedSpace()
    state = ExtentControlState(control, sizes(volumes))
    for volid, volume in volumes.items():
        for area in volume.areas:
            space.add(volid, area.first, area.last, f".{area.kind}.")
    source = SourceDirectory(directory, space, state.excludes)
    how = AllocationSettings(settings.exact_first, settings.exact_within, settings.last_used, settings.fba_unit)
    allocation = Allocation(state, space, how)
    units = WorkUnits(settings, faults)
    server = Server(parser, settings, faults, files, source, space, state, allocation, units, settings.online)
    server.locks |= dict.fromkeys(faults.locked, "OPERATOR")
    return server
