"""Statements by what they say: which of two mean the same, and which one takes the place of another."""

from __future__ import annotations

from collections.abc import Hashable

from dirtool.compare.desired.checks import may_stand_once
from dirtool.compare.diff.meaning import meaning
from dirtool.dirmaint.source_entry import Line, SourceEntry
from dirtool.model.devices import device_number
from dirtool.syntax.statement import Statement, Unparsed
from dirtool.syntax.statements import Cpu, Loaddev, Posixinfo, Posixopt, Xconfig

BY_OPERAND = (Loaddev, Posixinfo, Posixopt)
"""Statements of which several say one thing, operand by operand."""


def key_of(statement: Statement) -> Hashable:
    """A key that statements share that mean the same; one that was not understood is like no other one."""
    if isinstance(statement, Unparsed):
        return id(statement)
    return statement.keyword, repr(sorted(meaning(statement).items()))


def means_the_same(one: Statement, other: Statement) -> bool:
    """Whether two statements mean the same."""
    return one == other or key_of(one) == key_of(other)


def lines_saying(entry: SourceEntry, keyword: str) -> list[Line]:
    """The statements of a keyword that define no device, wherever in an entry they stand."""
    return [
        line
        for line in entry.lines
        if line.statement is not None
        and not line.gone
        and line.statement.keyword == keyword
        and device_number(line.statement) is None
        and line is not entry.header
    ]


def slot_of(statement: Statement) -> Hashable:
    """What only one statement has at a time, so that another one takes its place; None if there may be any number."""
    match statement:
        case Cpu():
            return statement.keyword, statement.cpuaddr
        case Xconfig():
            return statement.keyword, statement.kind
        case _:
            return may_stand_once(statement)
