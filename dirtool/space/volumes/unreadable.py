"""Minidisks of which it cannot be read where they are: the map does not have them, and their space seems free."""

from __future__ import annotations

from dirtool.model.directory import Directory, Placed
from dirtool.model.extent import extent_of
from dirtool.syntax.statement import Statement
from dirtool.syntax.statements import Mdisk

_NAME = "MDISK"
_OF_THE_PLACE = frozenset({"start", "size", "volid"})


def unreadable_disks(directory: Directory) -> list[Placed]:
    """The statements that are, or may be meant to be, an MDISK with a place that cannot be read, in their order."""
    found = []
    for source in directory.sources:
        for position, faults in source.faults.items():
            placed = Placed(source.statements[position], source, position)
            misspelt = any(fault.rule == "unknown-statement" and _NAME in fault.allowed for fault in faults)
            operands = {fault.operand for fault in faults}
            if misspelt or _lacks_place(directory, placed, operands):
                found.append(placed)
    return found


def _lacks_place(directory: Directory, placed: Placed, operands: set[str | None]) -> bool:
    statement: Statement = placed.statement
    if statement.keyword != _NAME:
        return False
    if not isinstance(statement, Mdisk):
        return True
    if statement.form != "extent":
        return False
    entry = directory.holder(placed.source, placed.position)
    return extent_of(entry, placed) is None or not operands.isdisjoint(_OF_THE_PLACE)
