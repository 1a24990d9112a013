"""Commands to DirMaint: from text to typed objects, and back.

A command is read in two steps: first the prefixes that stand before the verb, then the verb with its operands; the statement
that a verb writes is read as the directory's own. Lark is asked once per shape, as for statements.

Source: z/VM DirMaint Commands Reference, the DIRMAINT command and its prefix operands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dirtool.spec.dirmaint_verbs import (
    DIRMAINT,
    ESCAPE,
    LINE_EDIT_CHARACTERS,
    LONGEST_COMMAND,
    VERB_BY_NAME,
    VERB_BY_SPELLING,
    VERBS,
    Verb,
)
from dirtool.spec.statement import abbreviations, nearest
from dirtool.spec.statements import BY_NAME
from dirtool.syntax import verbs
from dirtool.syntax.fault import Fault
from dirtool.syntax.parser import Parser
from dirtool.syntax.secrets import secrets_in
from dirtool.syntax.statement import Statement, Unparsed
from dirtool.syntax.to_text import statement_text, text_of
from dirtool.syntax.words import fold

if TYPE_CHECKING:
    from dirtool.syntax.grammar import Grammar
    from dirtool.syntax.shape import Plan, Shapes

NOT_A_VERB = "unknown-verb"
QUERY = "?"

_VERB_NAMES = tuple(verb.name for verb in VERBS)
_NAMES_OF_COMMAND = frozenset(abbreviations(DIRMAINT.spelling))
_BEHIND_A_DEVICE = ("DASDOPT", "MINIOPT")
"""Statements that belong to the device before them, whose number they do not have themselves."""

_OPERAND_OF_VERB = {"POSIXIUPGM": ("IUPGM",), "POSIXIWDIR": ("IWDIR",), "POSIXFSROOT": ("FSROOT",)}
"""Verbs that write one operand of their statement, which needs its keyword."""

_WORD = re.compile(r"\S+")
_LINE_EDIT = re.compile(f"[{LINE_EDIT_CHARACTERS}]")
_ESCAPED = re.compile(f"{ESCAPE}(.)", re.DOTALL)


class Command(NamedTuple):
    """One command: the prefixes, the verb with its operands, and the statement that it writes, if it writes one.

    Only `order` has the type of its verb; a verb that only changes a part of a statement writes none.
    """

    prefixes: verbs.Dirmaint
    order: Statement
    statement: Statement | None = None

    @property
    def verb(self) -> Verb:
        """The row of the table of verbs."""
        return VERB_BY_NAME[self.order.keyword]

    @property
    def is_query(self) -> bool:
        """Whether it only asks for what is there."""
        return getattr(self.order, "action", None) == QUERY

    @property
    def holds_secret(self) -> bool:
        """Whether a password stands in it."""
        found = [self.order, *([self.statement] if self.statement is not None else [])]
        return any(
            operand.secret and value not in operand.vocabulary
            for one in found
            for operand in one.definition.operands
            if (value := one.operands().get(operand.name)) is not None
        )


class ParsedCommand(NamedTuple):
    """What a text holds: the command, if it is one, the words with their 0-based places, and what is wrong, by word.

    `verb` is the row of the verb if that is known. `secrets` are the words that are passwords, or may be, by their indexes.
    """

    command: Command | None
    verb: Verb | None
    words: tuple[re.Match[str], ...]
    faults: tuple[Fault, ...]
    secrets: frozenset[int] = frozenset()


class CommandParser:
    """Parses commands; keeps the grammar and every shape it has met. `parser` reads the statements in them.

    The parser's `plain` asks Lark for every command instead of once per shape: slower, and equal by a property test.
    """

    def __init__(self, parser: Parser) -> None:
        self._parser = parser
        self._spoilt: list[str] = []
        self._grammar: Grammar | None = None
        self._shapes: dict[str, Shapes] = {}

    def parse(self, text: str) -> ParsedCommand | None:
        """The command in a text, or None where there is no word in it. DIRMAINT before it may be left out.

        The places of faults and secrets count the words of the text.
        """
        words = tuple(_WORD.finditer(text))
        if not words:
            return None
        is_named = fold(words[0].group()) in _NAMES_OF_COMMAND
        frame_text = text if is_named else f"{DIRMAINT.name} {text}"
        frame, plan, faults_of_frame = self._read(DIRMAINT, frame_text)
        faults = [*_shifted(faults_of_frame, 0 if is_named else -1)]
        if not isinstance(frame, verbs.Dirmaint):
            return ParsedCommand(None, None, words, tuple(faults), frozenset(range(1, len(words))))
        before = plan.indexes("command")[0] - (0 if is_named else 1)
        spelling = fold(words[before].group())
        verb = VERB_BY_SPELLING.get(spelling)
        if verb is None:
            faults.append(Fault(NOT_A_VERB, before, before, allowed=nearest(spelling, _VERB_NAMES)))
            return ParsedCommand(None, None, words, tuple(faults), frozenset(range(before + 1, len(words))))
        frame.command = verb.name
        order, plan, faults_of_order = self._read(verb, f"{verb.name}{text[words[before].end() :]}")
        faults += _shifted(faults_of_order, before)
        secrets = {before + at for operand in verb.operands if operand.secret for at in plan.indexes(operand.name)}
        if isinstance(order, Unparsed):
            hidden = range(before + 2, len(words)) if _may_hold_secrets(verb) else ()
            return ParsedCommand(None, verb, words, tuple(faults), frozenset(hidden))
        statement = None
        written = _text_of_statement(verb, order)
        if written is not None:
            statement, faults_of_statement, hidden_words = self._statement(verb, order, written)
            shift = before + plan.indexes("statement")[0] - written.before if written.has_text else before
            faults += _shifted(faults_of_statement, shift)
            secrets |= {shift + at for at in hidden_words}
        return ParsedCommand(Command(frame, order, statement), verb, words, tuple(faults), frozenset(secrets))

    def _read(self, verb: Verb, text: str) -> tuple[Statement, Plan, tuple[Fault, ...]]:
        """What a verb's rule makes of a text that begins with the verb's name."""
        shapes = self._shapes_of(verb)
        words = fold(text).split()
        plan = shapes.derive(words) if self._parser.plain else shapes.plan(words)
        order = plan.build(words, text)
        faults = list(plan.faults)
        if self._spoilt:
            faults += shapes.value_faults(words, text, plan)
            self._spoilt.clear()
        _cut_action_off(order)
        return order, plan, tuple(faults)

    def _statement(
        self, verb: Verb, order: Statement, written: _Written
    ) -> tuple[Statement | None, tuple[Fault, ...], set[int]]:
        """The statement that an order is about, what is wrong with it, and its secrets; the order gets its canonical text.

        What stands before DELETE may be no more than the beginning of a statement.
        """
        parsed = self._parser.parse(written.text)
        assert parsed is not None
        kind = parsed.statement.known_definition
        assert kind is not None
        secrets = secrets_in(kind, fold(written.text).split(), self._parser) if kind.holds_secrets else set()
        is_beginning = getattr(order, "action", None) == "DELETE"
        if isinstance(parsed.statement, Unparsed):
            if is_beginning:
                order.statement = fold(order.statement)  # type: ignore[attr-defined]
            return None, () if is_beginning else parsed.faults, secrets
        if written.has_text and not parsed.faults:
            full = statement_text(parsed.statement)
            order.statement = full.split(" ", written.before)[written.before]  # type: ignore[attr-defined]
        return parsed.statement, parsed.faults, secrets

    def _shapes_of(self, verb: Verb) -> Shapes:
        """The shapes of one verb; Lark is imported here, so that help and completion do without."""
        from dirtool.syntax.grammar import Grammar, grammar_text
        from dirtool.syntax.shape import Shapes

        if self._grammar is None:
            self._grammar = Grammar(grammar_text("dirmaint.lark"), self._parser.cache_folder)
        shapes = self._shapes.get(verb.name)
        if shapes is None:
            typed = getattr(verbs, verb.name.capitalize())
            shapes = self._shapes[verb.name] = Shapes(verb, typed, self._grammar, self._spoilt)
        return shapes


class _Written(NamedTuple):
    """The statement that an order writes, and how many of its words stand before those that the order gives as a text."""

    text: str
    before: int
    has_text: bool


def _text_of_statement(verb: Verb, order: Statement) -> _Written | None:
    """The statement that an order is about, as it would stand in the entry; None where it names none."""
    if verb.statement is None:
        return None
    operands = order.operands()
    key = (
        operands.get("vdev" if "vdev" in verb.by_name else "cpuaddr")
        if verb.statement not in _BEHIND_A_DEVICE
        else None
    )
    written = operands.get("statement")
    if (written is None and key is None) or "statement" not in verb.by_name:
        return None
    if written is None and "action" in operands:
        return None
    head = [verb.statement, *_OPERAND_OF_VERB.get(verb.name, ()), *([key] if key else [])]
    return _Written(" ".join([*head, *([written] if written else [])]), len(head), written is not None)


def _cut_action_off(order: Statement) -> None:
    """Take the word DELETE off the end of a text, which goes to the end of the command whatever stands there."""
    written = getattr(order, "statement", None)
    if written is not None and order.definition.operands[0].name == "statement" and getattr(order, "action", None):
        order.statement = written.rpartition(" ")[0].rstrip()  # type: ignore[attr-defined]


def _may_hold_secrets(verb: Verb) -> bool:
    """Whether passwords may stand in the commands of a verb."""
    return verb.holds_secrets or (verb.statement is not None and BY_NAME[verb.statement].holds_secrets)


def _shifted(faults: tuple[Fault, ...], by: int) -> tuple[Fault, ...]:
    """Faults of a part of a command, by the words of all of it."""
    return tuple(
        fault._replace(
            first=max(0, fault.first + by),
            last=max(0, fault.last + by),
            other=None if fault.other is None else max(0, fault.other + by),
        )
        for fault in faults
    )


def command_text(command: Command, *, named: bool = False) -> str:
    """The canonical text of a command: full words in upper case; with `named` DIRM before it, as at a terminal.

    Passwords stand in it as they are. Raises ValueError for a command that is longer than every way of sending it takes.
    """
    body = text_of(command.verb, command.order.operands())
    prefixes = text_of(DIRMAINT, {**command.prefixes.operands(), "command": body}).partition(" ")[2]
    text = f"DIRM {prefixes}" if named else prefixes
    if len(text) > LONGEST_COMMAND:
        raise ValueError(f"{command.verb.name}: the command has {len(text)} characters; allowed: {LONGEST_COMMAND}")
    return text


def as_typed(text: str) -> str:
    """A text with what has to be typed at a terminal of z/VM: every line-edit character behind an escape character."""
    return _LINE_EDIT.sub(lambda match: ESCAPE + match.group(), text)


def from_typed(text: str) -> str:
    """What CP makes of a text that was typed with escape characters."""
    return _ESCAPED.sub(r"\1", text)
