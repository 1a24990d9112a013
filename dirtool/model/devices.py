"""The devices of an entry: what defines them, and their numbers."""

from __future__ import annotations

import re

from dirtool.model.directory import Entry
from dirtool.spec.statement import Section
from dirtool.spec.statements import BY_NAME
from dirtool.syntax.source import Source
from dirtool.syntax.statement import Statement
from dirtool.syntax.statements import Console, Dasdopt, Dedicate, Link, Mdisk, Miniopt, Nicdef, Special, Spool

_NUMBER = re.compile(r"[0-9A-F]{4}")
_COUNT = BY_NAME["NICDEF"].by_name["devices"]
NIC_DEVICES = int(_COUNT.default or 1)
"""How many device numbers a network adapter takes if it does not say."""

EXTENSIONS = (Dasdopt, Miniopt)
"""Statements that say more of the device before them."""

_NUMBERED = (Console, Dedicate, Mdisk, Nicdef, Special, Spool)


def is_device(statement: Statement) -> bool:
    """Whether a statement defines a device, or says more of one."""
    definition = statement.known_definition
    return definition is not None and definition.section is Section.DEVICE


def device_number(statement: Statement) -> str | None:
    """The virtual device number that a device statement defines in its own entry, or None."""
    if isinstance(statement, Link):
        return statement.vdev2 or statement.vdev1
    return getattr(statement, "vdev", None) if is_device(statement) else None


def device_count(statement: Statement) -> int:
    """How many device numbers a device takes, as far as one statement tells."""
    match statement:
        case Nicdef():
            told = statement.devices
        case Special(devtype="QDIO" | "HIPERS"):
            told = next((int(word) for word in statement.tail or () if word.isascii() and word.isdigit()), None)
        case _:
            return 1
    low, high = _COUNT.low or 1, _COUNT.high or 1
    return told if isinstance(told, int) and low <= told <= high else NIC_DEVICES


def numbers_taken(statement: Statement) -> range:
    """The device numbers that a statement takes in its own entry, as far as it tells by itself; none if it defines no device.

    A device whose first number is right may take some past FFFF, which there are not.
    """
    vdev = device_number(statement)
    if vdev is None or not _NUMBER.fullmatch(vdev):
        return range(0)
    first = int(vdev, 16)
    return range(first, first + device_count(statement))


def device_numbers(source: Source) -> list[str | None]:
    """The device number of every statement of a file, four digits each; None where a statement defines none, or a wrong one.

    Found out once a file, by kind of statement: a tenth of the time of asking one statement after the other.
    """
    numbers: list[str | None] | None = source.remembered.get(device_numbers)
    if numbers is not None:
        return numbers
    statements, positions = source.statements, source.positions_by_type
    numbers = source.remembered[device_numbers] = [None] * len(statements)
    for kind in _NUMBERED:
        for position in positions.get(kind, ()):
            numbers[position] = statements[position].vdev  # type: ignore[attr-defined]
    for position in positions.get(Link, ()):
        link = statements[position]
        numbers[position] = link.vdev2 or link.vdev1  # type: ignore[attr-defined]
    for position in source.faults:
        if numbers[position] is not None and not _NUMBER.fullmatch(numbers[position] or ""):
            numbers[position] = None
    return numbers


def own_numbers(entry: Entry) -> list[str | None]:
    """The device numbers of the statements of an entry, in their order."""
    return device_numbers(entry.source)[entry.start : entry.stop]


def devices_of(entry: Entry) -> dict[str, int]:
    """The positions of the statements that define the devices of an entry, by number; of two of one number the first."""
    found = dict(zip(reversed(own_numbers(entry)), range(entry.stop - 1, entry.start - 1, -1), strict=True))
    found.pop(None, None)
    return found  # type: ignore[return-value]
