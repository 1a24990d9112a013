"""The commands for the devices of an entry, but for minidisks with data and links.

Source: z/VM DirMaint Commands Reference, CONSOLE, DASDOPT, DEDICATE, MINIOPT, NICDEF, SPECIAL, SPOOL, and AMDISK, RMDISK,
DMDISK, MDISK for temporary and virtual disks.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from dirtool.compare.diff.facts import Fact
from dirtool.compare.diff.meaning import meaning
from dirtool.model.devices import EXTENSIONS, device_number, numbers_taken
from dirtool.plan.steps.command_writer import CommandWriter, Unwritable
from dirtool.plan.steps.extensions import EXTENSION_VERBS
from dirtool.spec.values import HIGHEST_DEVICE_NUMBER
from dirtool.syntax import statements as typed
from dirtool.syntax import verbs
from dirtool.syntax.command import Command
from dirtool.syntax.statement import Statement

_VERBS: dict[type[Statement], type[Statement]] = {
    typed.Dedicate: verbs.Dedicate,
    typed.Nicdef: verbs.Nicdef,
    typed.Special: verbs.Special,
    typed.Spool: verbs.Spool,
}
_EXTENDED: dict[type[Statement], tuple[type[Statement], ...]] = {
    typed.Dasdopt: (typed.Dedicate, typed.Mdisk),
    typed.Miniopt: (typed.Mdisk,),
}
"""The devices that each of them may stand behind."""

_OF_EXTENSIONS = frozenset(name for kind in EXTENSIONS for name in kind.definition.by_name)
_KEYS_OF_ADAPTER = ("type", "devices", "lan", "macid")
_DEFAULT_MODE = "W"
_PASSWORDS = ("read_password", "write_password", "multi_password")
_CAN_BE_LINKED = ("DEDICATE", "MDISK")


class Device(NamedTuple):
    """A device: its statement (of an adapter perhaps made of several `parts`), and what extends it, by type."""

    statement: Statement
    parts: int
    extensions: dict[type[Statement], Statement]
    said: dict[str, Any]


def device_of(fact: Fact) -> Device:
    """The device that a fact tells. Raises Unwritable for one that is extended twice in the same way."""
    placed = [place.statement for place in fact.places]
    own = [one for one in placed if not isinstance(one, EXTENSIONS)]
    extensions: dict[type[Statement], Statement] = {type(one): one for one in placed if isinstance(one, EXTENSIONS)}
    if len(own) + len(extensions) < len(placed):
        raise Unwritable(f"{fact.keyword}: more than one statement extends it in the same way")
    said = {name: value for name, value in fact.said.items() if name not in _OF_EXTENSIONS}
    return Device(_as_one(own), len(own), extensions, said)


def _as_one(statements: list[Statement]) -> Statement:
    """The statement that says what several say of an adapter: the later one modifies the earlier one."""
    first, *others = statements
    for other in others:
        kind = zip(first.definition.operands, other.__slots__, strict=True)
        said = {slot: value for row, slot in kind if (value := other.operands().get(row.name)) is not None}
        first = first.with_operands(**said)
    return first


def numbers_of(fact: Fact | None) -> tuple[str, ...]:
    """The device numbers that a device takes, four digits each."""
    if fact is None:
        return ()
    own = [place.statement for place in fact.places if not isinstance(place.statement, EXTENSIONS)]
    return tuple(f"{number:04X}" for number in numbers_taken(_as_one(own)) if number <= HIGHEST_DEVICE_NUMBER)


def number_of(fact: Fact) -> str:
    """The number of a device, also of the console."""
    return device_number(fact.places[0].statement) or ""


def can_be_linked(fact: Fact) -> bool:
    """Whether others may link to a device."""
    return fact.keyword in _CAN_BE_LINKED


def device_commands(old: Fact | None, new: Fact | None, writer: CommandWriter) -> list[Command]:
    """The commands by which a device comes, goes, or changes and stays what it is. Raises Unwritable."""
    before, after = (None if fact is None else device_of(fact) for fact in (old, new))
    if after is None:
        assert before is not None
        return [_removal(before, writer)]
    _check_extensions(after)
    if before is None:
        return [*_addition(after, writer), *_extension_commands(None, after, writer, is_written=True)]
    _check_extensions(before)
    if isinstance(after.statement, typed.Mdisk):
        changes = _disk_changes(before, after, writer)
    elif before.said == after.said:
        changes = []
    elif isinstance(after.statement, typed.Nicdef) and _starts_anew(before, after):
        changes = [_removal(before, writer), *_addition(after, writer)]
    else:
        changes = _addition(after, writer)
    return [*changes, *_extension_commands(before, after, writer, is_written=bool(changes))]


def _removal(device: Device, writer: CommandWriter) -> Command:
    statement = device.statement
    if isinstance(statement, typed.Console):
        return writer.delete(verbs.Console)
    vdev = device_number(statement)
    if isinstance(statement, typed.Mdisk):
        return writer.give(verbs.Dmdisk, vdev=vdev, cleaning="NOCLEAN")
    return writer.delete(_verb_of(statement), vdev=vdev)


def _addition(device: Device, writer: CommandWriter) -> list[Command]:
    """The command that writes a statement, whether or not one with its number is there."""
    statement = device.statement
    if isinstance(statement, typed.Console):
        return [writer.write(verbs.Console, statement)]
    if isinstance(statement, typed.Mdisk):
        place = {"devtype": statement.devtype, "form": statement.form, "size": statement.size}
        return [writer.give(verbs.Amdisk, vdev=statement.vdev, mode=statement.mode, **place, **_passwords(statement))]
    return [writer.write(_verb_of(statement), statement, apart=1, vdev=device_number(statement))]


def _verb_of(statement: Statement) -> type[Statement]:
    verb = _VERBS.get(type(statement))
    if verb is None:
        raise Unwritable(f"DirMaint has no command for {statement.keyword}")
    return verb


# ---- adapters


def _starts_anew(before: Device, after: Device) -> bool:
    """Whether an adapter is removed and added: it is not certain whether NICDEF keeps the operands that it does not name."""
    loses = before.said.keys() - after.said.keys()
    is_another = any(before.said.get(name) != after.said.get(name) for name in _KEYS_OF_ADAPTER)
    return bool(loses) or is_another or before.parts > 1


# ---- temporary and virtual disks


def _disk_changes(before: Device, after: Device, writer: CommandWriter) -> list[Command]:
    """RMDISK for another size or type, so that links to the disk go on; MDISK for its mode and its passwords."""
    disk = after.statement
    assert isinstance(disk, typed.Mdisk)
    commands = []
    if any(before.said.get(name) != after.said.get(name) for name in ("devtype", "form", "size")):
        commands.append(writer.give(verbs.Rmdisk, vdev=disk.vdev, devtype=disk.devtype, form=disk.form, size=disk.size))
    if any(before.said.get(name) != after.said.get(name) for name in ("mode", *_PASSWORDS)):
        if any(name in before.said and name not in after.said for name in _PASSWORDS):
            raise Unwritable("MDISK: whether it keeps the passwords that it does not name is not certain")
        mode = disk.mode or _DEFAULT_MODE
        commands.append(writer.give(verbs.Mdisk, vdev=disk.vdev, mode=mode, **_passwords(disk)))
    return commands


def _passwords(disk: typed.Mdisk) -> dict[str, str | None]:
    return {
        "read_password": disk.read_password,
        "write_password": disk.write_password,
        "multi_password": disk.multi_password,
    }


# ---- what extends a device


def _check_extensions(device: Device) -> None:
    for kind in device.extensions:
        if not isinstance(device.statement, _EXTENDED[kind]):
            raise Unwritable(f"{kind.keyword} is not certain behind {device.statement.keyword}")


def _extension_commands(
    before: Device | None, after: Device, writer: CommandWriter, *, is_written: bool
) -> list[Command]:
    """DASDOPT and MINIOPT; all of them behind a device that is written itself."""
    vdev = device_number(after.statement)
    commands = []
    for kind, verb in EXTENSION_VERBS.items():
        old = None if before is None else before.extensions.get(kind)
        new = after.extensions.get(kind)
        if new is None:
            if old is not None and meaning(old):
                commands.append(writer.delete(verb, vdev=vdev))
        elif is_written or old is None or meaning(old) != meaning(new):
            commands.append(writer.write(verb, new, vdev=vdev))
    return commands
