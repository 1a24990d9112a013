"""What the commands of a file make, need and keep busy: what one has to do with those before it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from dirtool.spec.dirmaint_verbs import PREFIXES, Effective, Verb, WorkUnit
from dirtool.syntax.command import Command
from dirtool.syntax.command_file import CommandFile, CommandLine
from dirtool.syntax.statement import MASK
from dirtool.syntax.words import fold

_MAKES_DISK = ("AMDISK", "CLONEDISK")
_NEEDS_DISK = ("CMDISK", "RMDISK", "TMDISK", "DMDISK", "MDISK", "MDPW", "MINIOPT", "DASDOPT", "CHVADDR")
_LOCKS = ("LOCK", "UNLOCK")
_RENUMBERS = "CHVADDR"


class Thing(NamedTuple):
    """Something that commands make, need or keep busy: "entry", "device" (ENTRY/VDEV), "region" or "group", and its name."""

    kind: str
    name: str


class Step(NamedTuple):
    """A command without an error. `entry` is whose entry it is for, empty where it names none; `waits` is how often everything
    has waited before it.
    """

    line: CommandLine
    command: Command
    entry: str
    waits: int

    @property
    def verb(self) -> Verb:
        """The row of its verb."""
        return self.command.verb

    @property
    def vdev(self) -> str | None:
        """The device of the entry that it is about; of CHVADDR the number that it has before."""
        return getattr(self.command.order, "old" if self.verb.name == _RENUMBERS else "vdev", None)

    @property
    def subject(self) -> str:
        """The device, the entry or the verb that it is about."""
        if not self.entry:
            return self.verb.name
        return f"{self.entry}/{self.vdev}" if self.vdev else self.entry

    @property
    def changes(self) -> bool:
        """Whether it changes something."""
        return self.verb.effective is not Effective.NEVER and not self.command.is_query

    @property
    def device(self) -> Thing | None:
        """The device of the entry that it changes."""
        busy = self.changes and self.vdev is not None and self.verb.name not in _LOCKS
        return Thing("device", self.subject) if busy and self.entry else None

    @property
    def makes_work_unit(self) -> bool:
        """Whether it certainly hands work to a DATAMOVE machine: not where the setting DISK_CLEANUP= decides."""
        order = self.command.order
        match self.verb.work_unit:
            case WorkUnit.ALWAYS:
                return True
            case WorkUnit.IF_FORMATTED:
                return bool(getattr(order, "label", None) or getattr(order, "blksize", None))
            case WorkUnit.IF_CLEANED:
                return getattr(order, "cleaning", None) == "CLEAN"
        return False


class Clash(NamedTuple):
    """A step on a thing that an earlier one's work unit keeps busy."""

    step: Step
    earlier: Step
    thing: Thing


def steps_of(file: CommandFile) -> list[Step]:
    """The commands without an error, in their order."""
    found = []
    for line in file.commands:
        command = line.parsed.command
        if command is not None and not any(fault.certainty == "error" for fault in line.parsed.faults):
            found.append(Step(line, command, command.prefixes.foruser or "", bisect_left(file.waits, line.line)))
    return found


def entry_named(line: CommandLine) -> str:
    """Whose entry a command names, broken or not; masked where it may be a secret; empty where it names none."""
    for at, word in enumerate(line.words[:-1]):
        if PREFIXES.get(fold(word.text)) == "foruser":
            return MASK if at + 1 in line.parsed.secrets else fold(line.words[at + 1].text)
        if line.parsed.verb is not None and fold(word.text).startswith(line.parsed.verb.name):
            return ""
    return ""


def made_by(step: Step) -> Iterator[Thing]:
    """What a step makes, which was not there before."""
    order, name = step.command.order, step.verb.name
    if name == "ADD":
        yield Thing("entry", order.operands()["entry"])
    elif name in _MAKES_DISK and step.device is not None:
        yield step.device
    elif name == "TMDISK":
        operands = order.operands()
        yield Thing("device", f"{operands['new_owner']}/{operands['new_vdev']}")
    elif name == _RENUMBERS and step.entry:
        yield Thing("device", f"{step.entry}/{order.operands()['new']}")
    elif name == "DASD" and getattr(order, "action", None) == "ADD":
        operands = order.operands()
        kind = "group" if "group" in operands else "region"
        yield Thing(kind, operands.get("group") or operands.get("region") or operands["volid"])


def needed_by(step: Step) -> Iterator[Thing]:
    """What has to be there before a step; what it needs most comes last."""
    operands, name = step.command.order.operands(), step.verb.name
    if step.entry and not step.command.is_query:
        yield Thing("entry", step.entry)
    yield from (Thing("entry", operands[one]) for one in ("new_owner", "identity") if one in operands)
    if name == "INCLUDE" and step.command.statement is not None:
        yield Thing("entry", step.command.statement.operands()["profile"])
    if name in _NEEDS_DISK and step.device is not None:
        yield step.device
    if name == "LINK":
        yield Thing("entry", operands["owner"])
        yield Thing("device", f"{operands['owner']}/{operands['owner_vdev']}")
    if name == "CLONEDISK":
        yield Thing("device", f"{operands['source_user']}/{operands['source_vdev']}")
    if "area" in operands and "form" in operands:
        yield Thing("group" if operands["form"] in ("AUTOG", "GBLK") else "region", operands["area"])
    if name == "DASD" and "group" in operands and operands.get("action") == "ADD":
        yield from (Thing("region", region) for region in operands.get("regions", ()))


def clashes(steps: list[Step]) -> list[Clash]:
    """The steps on a device, or on an entry, whose work unit has not been waited for."""
    found, busy, waits = [], dict[Thing, Step](), 0
    for step in steps:
        if step.waits != waits:
            busy, waits = {}, step.waits
        touched = [Thing("entry", step.entry), *([step.device] if step.device else [])] if step.changes else []
        touched += made_by(step)
        thing = next((one for one in touched if one in busy), None)
        if thing is not None:
            found.append(Clash(step, busy[thing], thing))
        if step.makes_work_unit and step.entry:
            busy[step.device or Thing("entry", step.entry)] = step
    return found
