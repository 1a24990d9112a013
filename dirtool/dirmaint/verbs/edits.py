"""The statements of an entry as edits: what an order removes, what it writes, and how both are carried out.

Source: z/VM DirMaint Commands Reference, the commands that are called as directory statements.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from dirtool.dirmaint.answer import Refused
from dirtool.dirmaint.judgement import check_adapter_types, check_changed, keeping_links
from dirtool.dirmaint.server import Request
from dirtool.dirmaint.source_entry import Line, SourceEntry
from dirtool.model.devices import device_number
from dirtool.spec.dirmaint_verbs import Writes
from dirtool.spec.statement import Section
from dirtool.syntax.statement import Statement
from dirtool.syntax.statements import (
    Account,
    Appcpass,
    Autolog,
    Cpu,
    Logonby,
    Namesave,
    Posixinfo,
    Xautolog,
    Xconfig,
)
from dirtool.syntax.to_text import statement_text

_LISTS: dict[type[Statement], str] = {Autolog: "userid", Xautolog: "userid", Logonby: "userid", Namesave: "name"}
Written = TypeVar("Written", bound=Statement)


class Edit(NamedTuple):
    """A change of one statement: another one in its place, or none (`statement` None); a new one where `line` is None."""

    line: Line | None
    statement: Statement | None


def removals(request: Request, entry: SourceEntry, kind: type[Statement]) -> list[Edit]:
    """The edits that remove what the order names. Raises Refused where there is nothing of it."""
    wanted = request.command.statement
    lines = _candidates(request, entry, kind)
    if kind in _LISTS and wanted is not None:
        return _shorter_lists(entry, lines, kind, wanted)
    text = getattr(request.order, "statement", None)
    if wanted is None and text and kind is not Account:
        lines = [line for line in lines if _begins(line.statement, text)]
    elif wanted is not None:
        lines = [line for line in lines if line.statement is not None and _says(line.statement, wanted)]
    if not lines:
        raise Refused(9015, f"{entry.name} has no such {kind.keyword} statement.")
    return [Edit(line, None) for line in lines]


def _candidates(request: Request, entry: SourceEntry, kind: type[Statement]) -> list[Line]:
    vdev, cpuaddr = getattr(request.order, "vdev", None), getattr(request.order, "cpuaddr", None)
    if vdev is not None:
        request.check_device(entry, vdev)
    lines = lines_of(entry, kind, vdev)
    return [line for line in lines if cpuaddr is None or getattr(line.statement, "cpuaddr", None) == cpuaddr]


def lines_of(entry: SourceEntry, kind: type[Statement], vdev: str | None) -> list[Line]:
    """The statements of a kind; of devices those with a number, if there is one."""
    if kind.definition.section is not Section.DEVICE:
        return entry.of(kind)
    lines = entry.lines if vdev is None else entry.devices.get(vdev, ())
    return [line for line in lines if not line.gone and isinstance(line.statement, kind)]


def _begins(statement: Statement | None, text: str) -> bool:
    """Whether a statement begins with some words, or has an operand of that keyword."""
    if statement is None:
        return False
    written = statement_text(statement).partition(" ")[2]
    named = statement.operands().get(text.lower()) is not None
    return named or f"{written} ".startswith(f"{text} ")


def _says(statement: Statement, wanted: Statement) -> bool:
    """Whether a statement says all that another one says."""
    operands = statement.operands()
    return all(operands.get(name) == value for name, value in wanted.operands().items())


def _shorter_lists(entry: SourceEntry, lines: list[Line], kind: type[Statement], wanted: Statement) -> list[Edit]:
    """The edits that take names out of the statements that list them."""
    attribute = _LISTS[kind]
    going = set(getattr(wanted, attribute))
    edits = []
    for line in lines:
        names = getattr(line.statement, attribute)
        left = tuple(name for name in names if name not in going)
        if len(left) < len(names):
            assert line.statement is not None
            edits.append(Edit(line, line.statement.with_operands(**{attribute: left}) if left else None))
    if not edits:
        raise Refused(9015, f"{entry.name} has no {kind.keyword} with {' '.join(sorted(going))}.")
    return edits


def changes(request: Request, entry: SourceEntry, kind: type[Statement]) -> list[Edit]:
    """The edits that write the statement of an order."""
    statement = written_by(request, kind) if kind.definition.operands else kind()
    how = request.verb.writes
    lines = lines_of(entry, kind, device_number(statement) if how is Writes.BY_KEY else None)
    if how is Writes.ADDS:
        return [] if any(line.statement == statement for line in lines) else [Edit(None, statement)]
    if how is Writes.MERGES and kind in _LISTS:
        return _longer_lists(lines, kind, statement)
    if how is Writes.BY_KEY:
        same = [line for line in lines if line.statement is not None and _key(line.statement) == _key(statement)]
    elif kind is Posixinfo and how is Writes.MERGES:
        return merged_operands(lines, statement)
    else:
        same = lines
    if not same:
        return [Edit(None, statement)]
    return [Edit(same[0], statement), *(Edit(line, None) for line in same[1:])]


def written_by(request: Request, kind: type[Written]) -> Written:
    """The statement that an order writes. Raises Refused where its operands make none."""
    statement = request.command.statement
    if not isinstance(statement, kind):
        raise Refused(9001, f"The operands of {request.verb.name} make no {kind.keyword} statement.")
    return statement


def _longer_lists(lines: list[Line], kind: type[Statement], statement: Statement) -> list[Edit]:
    """The edits that add names to the statements that list them: a statement of its own for those that are new."""
    attribute = _LISTS[kind]
    known = {name for line in lines for name in getattr(line.statement, attribute)}
    new = tuple(dict.fromkeys(name for name in getattr(statement, attribute) if name not in known))
    return [Edit(None, statement.with_operands(**{attribute: new}))] if new else []


def merged_operands(lines: list[Line], statement: Statement) -> list[Edit]:
    """The edits by which a statement's operands take the place of those of the same names, wherever they stand."""
    edits: list[Edit] = []
    new = statement.operands()
    for line in lines:
        old = line.statement
        assert old is not None
        if new.keys() & old.operands().keys():
            left = old.with_operands(**{attribute_of(name): None for name in new})
            edits.append(Edit(line, left if left.operands() else None))
    return [*edits, Edit(None, statement)]


def attribute_of(operand: str) -> str:
    return "class_" if operand == "class" else operand


def _key(statement: Statement) -> object:
    """What tells a statement from others of its kind."""
    match statement:
        case Cpu():
            return statement.cpuaddr
        case Xconfig():
            return statement.kind
        case Appcpass():
            return statement.gateway_lu, statement.target_lu
        case _:
            return device_number(statement)


def carry_out(request: Request, entry: SourceEntry, edits: Iterable[Edit]) -> None:
    """Change the statements, then check them as they are."""
    edits = list(edits)
    old = [edit.line.statement for edit in edits if edit.line is not None and edit.line.statement is not None]
    numbers = [number for number in map(device_number, old) if number is not None]
    with keeping_links(request, entry, numbers):
        new = [_put(request, entry, edit) for edit in edits]
    check_changed(request, entry, [line for line in new if line is not None])
    for statement in old:
        check_adapter_types(request, entry, statement)


def _put(request: Request, entry: SourceEntry, edit: Edit) -> Line | None:
    """Carry out one edit; the line that is there now."""
    line, statement = edit
    if statement is None:
        assert line is not None
        request.source.remove(entry, line)
        return None
    if line is None:
        return request.source.add(entry, statement)
    request.source.put(entry, line, statement)
    return line
