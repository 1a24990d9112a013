"""Commands to DirMaint: from text to typed objects, and back.

A command is read in two steps: first the prefixes that stand before the verb, then the verb with its operands; the statement
that a verb writes is read as the directory's own. Lark is asked once per shape, as for statements.

Source: z/VM DirMaint Commands Reference, the DIRMAINT command and its prefix operands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, cast

from dirtool.spec.dirmaint_capabilities import DEFAULT, FORMS, Capabilities
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
from dirtool.spec.statement import Mark, abbreviations, nearest
from dirtool.spec.values import is_reference
from dirtool.syntax.command_secrets import secrets_of_verb, secrets_without_verb
from dirtool.syntax.fault import Fault
from dirtool.syntax.parser import CONTINUATION, Parser
from dirtool.syntax.secrets import may_take_in_another, secrets_in
from dirtool.syntax.statement import Statement, Unparsed
from dirtool.syntax.to_text import statement_text, text_of
from dirtool.syntax.words import fold, split

if TYPE_CHECKING:
    from pathlib import Path

    from dirtool.spec.statement import StatementKind
    from dirtool.syntax import verbs
    from dirtool.syntax.grammar import Grammar
    from dirtool.syntax.shape import Plan, Shapes

NOT_A_VERB = "unknown-verb"
QUERY = "?"
_TAKES_AWAY = ("DELETE", "REMOVE")
_ASKS = (QUERY, "QUERY", "USEDEXT", "FREEXT")

_VERB_NAMES = tuple(verb.name for verb in VERBS)
_NAMES_OF_COMMAND = frozenset(abbreviations(DIRMAINT.spelling))
STATEMENTS_BEHIND_A_DEVICE = ("DASDOPT", "MINIOPT")
"""Statements that belong to the device before them, whose number they do not have themselves."""

OPERAND_OF_VERB = {"POSIXIUPGM": ("IUPGM",), "POSIXIWDIR": ("IWDIR",), "POSIXFSROOT": ("FSROOT",)}
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
        return getattr(self.order, "action", None) in _ASKS

    @property
    def holds_secret(self) -> bool:
        """Whether a password stands in it; what leads to one is none."""
        found = [self.order, *([self.statement] if self.statement is not None else [])]
        return any(
            operand.secret and value not in operand.vocabulary and not (isinstance(value, str) and is_reference(value))
            for one in found
            for operand in one.definition.operands
            if (value := one.operands().get(operand.name)) is not None
        )


class ParsedCommand(NamedTuple):
    """What a text holds: the command, if it is one, the words with their 0-based places, and what is wrong, by word.

    `verb` is the row of the verb if that is known. `secrets` are the words that are passwords, or may be, by their indexes.
    `at_verb` is the index of the verb's word.
    """

    command: Command | None
    verb: Verb | None
    words: tuple[re.Match[str], ...]
    faults: tuple[Fault, ...]
    secrets: frozenset[int] = frozenset()
    at_verb: int = 0


class CommandParser:
    """Parses commands; keeps the grammar and every shape it has met. `parser` reads the statements in them.

    The parser's `plain` asks Lark for every command instead of once per shape: slower, and equal by a property test.
    """

    def __init__(self, parser: Parser) -> None:
        self._parser = parser
        self._spoilt: list[str] = []
        self._shapes: dict[str, Shapes] = {}

    def parse(self, text: str, *, follows_secrets: bool = False) -> ParsedCommand | None:
        """The command in a text, or None where there is no word in it. DIRMAINT before it may be left out.

        The places of faults and secrets count the words of the text. `follows_secrets` tells that it may be the rest of a
        command with secrets, which stands before it.
        """
        words = tuple(_WORD.finditer(text))
        if not words:
            return None
        is_named = fold(words[0].group()) in _NAMES_OF_COMMAND
        frame_text = text if is_named else f"{DIRMAINT.name} {text}"
        frame, plan, faults_of_frame = self._read(DIRMAINT, frame_text)
        faults = [*_shifted(faults_of_frame, 0 if is_named else -1)]
        if isinstance(frame, Unparsed):
            return ParsedCommand(None, None, words, tuple(faults), _secrets(range(1, len(words)), words))
        before = plan.indexes("command")[0] - (0 if is_named else 1)
        spelt = [fold(word.group()) for word in words]
        verb = VERB_BY_SPELLING.get(spelt[before])
        if verb is None:
            faults.append(Fault(NOT_A_VERB, before, before, allowed=nearest(spelt[before], _VERB_NAMES)))
            hidden = secrets_without_verb(spelt, before, follows_secrets=follows_secrets)
            return ParsedCommand(None, None, words, tuple(faults), _secrets(hidden, words))
        prefixes = cast("verbs.Dirmaint", frame)
        prefixes.command = verb.name
        order, plan, faults_of_order = self._read(verb, f"{verb.name}{text[words[before].end() :]}")
        faults += _shifted(faults_of_order, before)
        slots = {name: [before + at for at in plan.indexes(name)] for name in plan.slots}
        at_fault = before + faults_of_order[0].first if faults_of_order else None
        secrets = secrets_of_verb(verb, spelt, before, slots, at_fault, self._parser)
        if isinstance(order, Unparsed):
            return ParsedCommand(None, verb, words, tuple(faults), _secrets(secrets, words))
        statement = None
        written = _text_of_statement(verb, order)
        if written is not None:
            statement, faults_of_statement, hidden_words = self._statement(verb, order, written)
            shift = before + plan.indexes("statement")[0] - written.before if written.has_text else before
            known = {(fault.rule, fault.first) for fault in faults}  # a device number is an operand of both
            faults += [
                fault for fault in _shifted(faults_of_statement, shift) if (fault.rule, fault.first) not in known
            ]
            secrets |= {shift + at for at in hidden_words}
        return ParsedCommand(
            Command(prefixes, order, statement), verb, words, tuple(faults), _secrets(secrets, words), before
        )

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
        secrets: set[int] = set()
        if not kind.takes_quotes and (parsed.faults or kind.holds_secrets or may_take_in_another(kind)):
            secrets = secrets_in(kind, fold(written.text).split(), self._parser)
        faults = _by_blanks(parsed.faults, written.text, kind) if kind.takes_quotes else parsed.faults
        if isinstance(parsed.statement, Unparsed):
            if getattr(order, "action", None) in _TAKES_AWAY:
                order.statement = _in_full(order.statement, kind)  # type: ignore[attr-defined]
                faults = tuple(fault for fault in faults if fault.rule != "missing-operand")
            return None, faults, secrets
        if written.has_text and not parsed.faults:
            full = statement_text(parsed.statement)
            order.statement = full.split(" ", written.before)[written.before]  # type: ignore[attr-defined]
        return parsed.statement, faults, secrets

    def _shapes_of(self, verb: Verb) -> Shapes:
        """The shapes of one verb; Lark is imported here, so that help and completion do without."""
        from dirtool.syntax import verbs
        from dirtool.syntax.shape import Shapes

        shapes = self._shapes.get(verb.name)
        if shapes is None:
            typed = getattr(verbs, verb.name.capitalize())
            grammar = _grammar(self._parser.cache_folder)
            shapes = self._shapes[verb.name] = Shapes(verb, typed, grammar, self._spoilt)
        return shapes


@cache
def _grammar(cache_folder: Path | None) -> Grammar:
    """The grammar of commands, which every file of them needs."""
    from dirtool.syntax.grammar import Grammar, grammar_text

    return Grammar(grammar_text("dirmaint.lark"), cache_folder)


class _Written(NamedTuple):
    """The statement that an order writes, and how many of its words stand before those that the order gives as a text."""

    text: str
    before: int
    has_text: bool


_OTHER_WORD = {"SPOOLFILE": {"MAXIMUM": "MAXSPOOL"}}
"""Words of verbs that the statement calls otherwise."""


def _text_of_statement(verb: Verb, order: Statement) -> _Written | None:
    """The statement that an order is about, as it would stand in the entry; None where it names none."""
    if verb.statement is None:
        return None
    operands = order.operands()
    key = (
        operands.get("vdev" if "vdev" in verb.by_name else "cpuaddr")
        if verb.statement not in STATEMENTS_BEHIND_A_DEVICE
        else None
    )
    written = operands.get("statement")
    if (written is None and key is None) or "statement" not in verb.by_name:
        return None
    if written is None and "action" in operands:
        return None
    if written is not None and verb.name in _OTHER_WORD:
        first, _, others = written.partition(" ")
        written = f"{_OTHER_WORD[verb.name].get(fold(first), first)} {others}".rstrip()
    head = [verb.statement, *OPERAND_OF_VERB.get(verb.name, ()), *([key] if key else [])]
    return _Written(" ".join([*head, *([written] if written else [])]), len(head), written is not None)


def _in_full(beginning: str, kind: StatementKind) -> str:
    """The beginning of a statement, its keywords in full; names that keep their case as they are."""
    spelt = {
        short: name.upper()
        for row in kind.operands
        for name in (*(row.keyword or "").split(), *row.values)
        for short in abbreviations(name)
    }
    keeps_case = any(row.type.keeps_case and not row.keyword for row in kind.operands)
    words = [spelt.get(fold(word), word if keeps_case else fold(word)) for word in beginning.split()]
    return " ".join(words)


def _secrets(found: Iterable[int], words: Sequence[re.Match[str]]) -> frozenset[int]:
    """What was found but for the words that only lead to a password."""
    return frozenset(at for at in found if not is_reference(words[at].group()))


def _cut_action_off(order: Statement) -> None:
    """Take the word DELETE off the end of a text, which goes to the end of the command whatever stands there."""
    written = getattr(order, "statement", None)
    if written is not None and order.definition.operands[0].name == "statement" and getattr(order, "action", None):
        order.statement = written.rpartition(" ")[0].rstrip()  # type: ignore[attr-defined]


def _by_blanks(faults: tuple[Fault, ...], text: str, kind: StatementKind) -> tuple[Fault, ...]:
    """Faults that count a quoted string as one word, by the words between blanks."""
    begins = [0]
    for word in split(text, kind):
        begins.append(begins[-1] + len(word.split()))
    return tuple(
        fault._replace(
            first=begins[fault.first],
            last=begins[min(fault.last + 1, len(begins) - 1)] - (fault.last + 1 < len(begins)),
            other=None if fault.other is None else begins[fault.other],
        )
        for fault in faults
    )


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


def uncertain_forms(command: Command) -> list[str]:
    """What may be unknown to DirMaint of a command: the verb, or it with an operand or a word ("IPL DELETE")."""
    verb, action = command.verb, getattr(command.order, "action", None)
    found = [verb.name] if verb.mark is Mark.UNSURE else []
    found += [action] if action in verb.unsure_words else []
    for part in (command.order, command.statement) if command.statement is not None else (command.order,):
        for name, value in part.operands().items():
            row = part.definition.by_name[name]
            if row.mark is Mark.UNSURE or (row.keyword or "").upper() in verb.unsure_words:
                found.append(row.title)
            found += [str(one) for one in (value if row.many else (value,)) if one in row.uncertain]
    return [form if form == verb.name else f"{verb.name} {form}" for form in dict.fromkeys(found)]


def command_text(command: Command, capabilities: Capabilities | None = DEFAULT, *, named: bool = False) -> str:
    """The canonical text of a command: full words in upper case; with `named` DIRM before it, as at a terminal.

    Passwords stand in it as they are. Raises ValueError for a command that is longer than every way of sending it takes, that
    ends with a comma, or that needs what neither is certain nor among the capabilities (None: whatever it needs).
    """
    if capabilities is not None:
        unknown = [form for form in uncertain_forms(command) if not capabilities.allow(form)]
        if unknown:
            raise ValueError(_refusal(unknown[0]))
    body = text_of(command.verb, command.order.operands())
    prefixes = text_of(DIRMAINT, {**command.prefixes.operands(), "command": body}).partition(" ")[2]
    text = f"DIRM {prefixes}" if named else prefixes
    if text.endswith(CONTINUATION):
        raise ValueError(f"{command.verb.name}: a comma at the end continues the command")
    if len(text) > LONGEST_COMMAND:
        raise ValueError(f"{command.verb.name}: the command has {len(text)} characters; allowed: {LONGEST_COMMAND}")
    return text


def _refusal(form: str) -> str:
    """Why a form is not written."""
    switch = FORMS.get(form)
    if switch is None:
        return f"{form}: it is not certain that DirMaint knows this"
    return f"{form}: the setting {switch.key} says that DirMaint does not know this"


def as_typed(text: str) -> str:
    """A text with what has to be typed at a terminal of z/VM: every line-edit character behind an escape character."""
    return _LINE_EDIT.sub(lambda match: ESCAPE + match.group(), text)


def from_typed(text: str) -> str:
    """What CP makes of a text that was typed with escape characters."""
    return _ESCAPED.sub(r"\1", text)
