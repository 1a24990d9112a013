"""Commands for one entry, written only where they are certain and safe."""

from __future__ import annotations

from typing import Any

from dirtool.model.directory import EntryKind
from dirtool.plan.steps.orders import order
from dirtool.spec.dirmaint_capabilities import Capabilities
from dirtool.syntax.command import Command, CommandParser, command_text
from dirtool.syntax.source import Source
from dirtool.syntax.statement import Statement
from dirtool.syntax.to_text import statement_text

DELETE = "DELETE"


class Unwritable(ValueError):
    """There is no command for something, or none that is certain: why, in words and without secrets."""


class CommandWriter:
    """Makes commands for the entry that is called `name` when they are run.

    A command is certain if the capability table allows all of it, if the verb is for that kind of entry, and if its text is
    read again as the very same command, so that no value in it is taken for something else.
    """

    def __init__(self, name: str, kind: EntryKind, source: Source, capabilities: Capabilities) -> None:
        self.name = name
        self.capabilities = capabilities
        self._kind = kind.upper()
        self._parser = _command_parser(source)

    def write(self, verb: type[Statement], statement: Statement, *, apart: int = 0, **operands: Any) -> Command:
        """The command that writes a statement, of whose operands the first ones may be given `apart`. Raises Unwritable."""
        try:
            words = statement_text(statement).split(" ", 1 + apart)
        except ValueError as error:
            raise Unwritable(str(error)) from None
        written = statement if statement.definition.operands else None
        return self.give(verb, written, statement=next(iter(words[1 + apart :]), None), **operands)

    def give(self, verb: type[Statement], written: Statement | None = None, /, **operands: Any) -> Command:
        """A command with some operands; `written` is the statement that they make. Raises Unwritable."""
        given = {name: value for name, value in operands.items() if value is not None}
        command = order(verb, self.name, written, **given)
        row = command.verb
        if self._kind not in row.holders:
            raise Unwritable(f"{row.name} is not certain for a {self._kind}")
        try:
            text = command_text(command, self.capabilities)
        except ValueError as error:
            raise Unwritable(str(error)) from None
        parsed = self._parser.parse(text)
        if parsed is None or parsed.command != command or any(fault.certainty == "error" for fault in parsed.faults):
            raise Unwritable(f"{row.name}: the command would be taken for another one")
        return command

    def delete(self, verb: type[Statement], written: Statement | None = None, /, **operands: Any) -> Command:
        """The command that removes a statement. Raises Unwritable."""
        action = verb.definition.by_name.get("action")
        if action is None or DELETE not in action.values:
            raise Unwritable(f"{verb.keyword} has no form that removes the statement")
        return self.give(verb, written, action=DELETE, **operands)


def _command_parser(source: Source) -> CommandParser:
    """The parser of commands that goes with a file: it keeps what it has learnt of the grammar."""
    parser: CommandParser | None = source.remembered.get(_command_parser)
    if parser is None:
        parser = source.remembered[_command_parser] = CommandParser(source.parser)
    return parser
