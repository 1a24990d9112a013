"""A file of commands to DirMaint as JSON (schema dirtool.commands/1) or as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

from dirtool.report.json_lines import document_lines
from dirtool.report.style import Style, harmless
from dirtool.spec.dirmaint_verbs import Effective, Verb
from dirtool.spec.statement import StatementKind
from dirtool.syntax.command import ParsedCommand
from dirtool.syntax.command_file import CommandFile, CommandLine
from dirtool.syntax.command_secrets import may_hold_secrets
from dirtool.syntax.statement import MASK, Statement
from dirtool.syntax.words import fold

SCHEMA = "dirtool.commands/1"

_INDENT = " " * 8
_REMOVING = ("DELETE", "REMOVE", "OFF")


def commands_json(file: CommandFile) -> Iterator[str]:
    """The lines of the JSON document; one command a line."""
    return document_lines(
        {"schema": SCHEMA}, {"commands": map(_command, file.commands), "waits": ({"line": one} for one in file.waits)}
    )


def commands_text(file: CommandFile, style: Style) -> Iterator[str]:
    """Every command with its record, what it does, and when that is of effect; and where everything waits."""
    waits = list(file.waits)
    for command in file.commands:
        while waits and waits[0] < command.line:
            yield _wait(waits.pop(0), style)
        colour = "error" if command.parsed.faults else "bold"
        yield f"{command.line:>6}  {style.paint(colour, harmless(_shown(command)))}"
        yield from wrap(_meaning(command), style.width, initial_indent=_INDENT, subsequent_indent=_INDENT)
    yield from (_wait(line, style) for line in waits)


def _wait(line: int, style: Style) -> str:
    return f"{line:>6}  {style.paint('dim', 'everything waits for the end of all work units')}"


def _meaning(command: CommandLine) -> str:
    """What a command does, in words."""
    verb = command.parsed.verb
    if verb is None:
        return "not a command of DirMaint"
    notes = [
        _effect(command.parsed, verb),
        f"effective: {_effective(command)}",
        "" if verb.work_unit.value == "never" else f"work unit: {verb.work_unit.value}",
        "with faults: see dirtool lint" if command.parsed.faults else "",
    ]
    return harmless("; ".join(filter(None, notes)))


def _effect(found: ParsedCommand, verb: Verb) -> str:
    """What a command does: that of its verb, but for one that only asks for a statement, or takes it away."""
    if verb.writes is not None and found.command is not None:
        if found.command.is_query:
            return "asks for what is there"
        if getattr(found.command.order, "action", None) in _REMOVING:
            return "removes the statement, or a part of it"
    return verb.effect


def _effective(command: CommandLine) -> str:
    """When a command is of effect, in words."""
    found = command.parsed
    assert found.verb is not None
    asks = found.command is not None and found.command.is_query
    return (Effective.NEVER if asks else found.verb.effective).value


def _shown(command: CommandLine) -> str:
    """The words of a command without its secrets."""
    secrets = command.parsed.secrets
    return " ".join(MASK if at in secrets else word.text for at, word in enumerate(command.words))


def _command(command: CommandLine) -> dict[str, Any]:
    found = command.parsed
    verb = found.verb
    row: dict[str, Any] = {"line": command.line, "text": _shown(command), "verb": None if verb is None else verb.name}
    if verb is not None:
        row |= {"effect": verb.effect, "effective": _effective(command), "work_unit": verb.work_unit.value}
    if found.command is not None and _may_be_shown(found):
        hidden = frozenset(fold(command.words[at].text) for at in found.secrets)
        prefixes = {name: one for name, one in found.command.prefixes.operands().items() if name != "command"}
        row |= {"prefixes": prefixes, "operands": _operands(found.command.order, hidden, without=("statement",))}
        if found.command.statement is not None:
            row["statement"] = {
                "keyword": found.command.statement.keyword,
                "operands": _operands(found.command.statement, hidden),
            }
    row["faults"] = [fault.rule for fault in found.faults]
    return row


def _may_be_shown(found: ParsedCommand) -> bool:
    """Whether it is known which operands are secrets."""
    return not found.secrets or (not found.faults and found.verb is not None and may_hold_secrets(found.verb))


def _operands(statement: Statement, hidden: frozenset[str], *, without: tuple[str, ...] = ()) -> Mapping[str, Any]:
    """The operands of a part of a command, without the words that are hidden."""
    kind = statement.definition
    return {
        name: _value(kind, name, value, hidden) for name, value in statement.operands().items() if name not in without
    }


def _value(kind: StatementKind, name: str, value: Any, hidden: frozenset[str]) -> Any:
    """A value, masked if it is a password or may be one."""
    row = kind.by_name[name]
    if isinstance(value, tuple):
        return [_value(kind, name, one, hidden) for one in value]
    is_password = row.secret and value not in row.vocabulary
    return MASK if is_password or not hidden.isdisjoint(fold(str(value)).split()) else value
