"""One record of EXTENT CONTROL to a row: Lark decides what it is.

Lark is asked once per shape of a record, which is its section, the number of its words, and which of them the grammar knows by
their spelling. All other terminals take any word, so that records of one shape have the same tree. A property test holds this
against asking Lark for every record.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from dirtool.spec.extent_control import BAD_RECORD, RULES, SECTIONS, Section
from dirtool.spec.statement import Operand
from dirtool.spec.values import BadValue
from dirtool.syntax.extent_control import ROW_TYPES, Region, Row, words_in
from dirtool.syntax.fault import Fault
from dirtool.syntax.grammar import END_OF_STATEMENT, Grammar, SyntaxFault, grammar_text

_TAG_RULE = "tag"


class _Reader(dict[str, Any]):
    """Words of one field to values, each word read once. A bad word raises BadValue every time."""

    def __init__(self, field: Operand) -> None:
        super().__init__()
        self.field = field

    def __missing__(self, word: str) -> Any:
        value = self[word] = self.field.read(word)
        return value


class _Plan(NamedTuple):
    """What a shape means: the words (by index) that fill each field, and what is wrong with every record of it."""

    fills: tuple[tuple[_Reader, list[int]], ...]
    fault: Fault | None = None


class RecordParser:
    """Parses records; keeps the grammar and every shape it has met.

    `plain` asks Lark for every record instead of once per shape: slower, and equal by a property test.
    """

    def __init__(self, *, plain: bool = False) -> None:
        self._plain = plain
        self._grammar = Grammar(grammar_text("extent_control.lark"))
        self._literals: dict[str, dict[str, str]] = {}
        self._plans: dict[tuple[str | None, ...], _Plan] = {}
        self._readers = {name: list(map(_Reader, section.fields)) for name, section in SECTIONS.items()}

    def tag_fault(self, words: list[str]) -> Fault | None:
        """What is wrong with the folded `words` of a record that begins or ends a section."""
        return self._plan(words, None).fault

    def row(self, text: str, line: int, section: Section) -> Row | tuple[Fault, ...]:
        """The record in `text` as a row of its section, or everything that is wrong with it."""
        words = words_in(text, section)
        plan = self._plan(words, section)
        if plan.fault is not None:
            return (plan.fault,)
        values: dict[str, Any] = {}
        faults: list[Fault] = []
        for reader, indexes in plan.fills:
            name = reader.field.name
            if reader.field.type.is_text:
                values[name] = text.split(None, indexes[0])[-1].rstrip() if indexes else ""
            else:
                found = _values(reader, indexes, words, faults)
                values[name] = found if reader.field.many else found[0] if found else None
        if faults:
            return tuple(faults)
        row = ROW_TYPES[section.name](**values, line=line)
        if isinstance(row, Region) and row.last is not None and row.last < row.first:
            at = next(indexes[0] for reader, indexes in plan.fills if reader.field.name == "last")
            return (Fault(BAD_RECORD, at, at, "last", f"{row.first} or more"),)
        return row

    def _plan(self, words: list[str], section: Section | None) -> _Plan:
        """The plan for folded `words`: remembered, or derived from Lark's parse of them."""
        if self._plain:
            return self._derive(words, section)
        start = _start_of(section)
        literals = self._literals.get(start)
        if literals is None:
            literals = self._literals[start] = {word: word for word in self._grammar.keywords_of(start)}
        shape = (start, *map(literals.get, words))
        plan = self._plans.get(shape)
        if plan is None:
            plan = self._plans[shape] = self._derive(words, section)
        return plan

    def _derive(self, words: list[str], section: Section | None) -> _Plan:
        """The plan that Lark's parse of `words` gives; it is shown the name of their section before them."""
        shown = words if section is None else [section.name, *words]
        tree = self._grammar.parse(shown, _start_of(section))
        if isinstance(tree, SyntaxFault):
            return _Plan((), self._refusal(tree, len(words) - len(shown), words, section))
        indexes: dict[int, int] = {}
        position = 0
        for index, word in enumerate(shown, len(words) - len(shown)):
            indexes[position] = index
            position += len(word) + 1
        slots: dict[str, list[int]] = {}
        for token in tree.scan_values(lambda leaf: True):
            slots.setdefault(token.type.lower(), []).append(indexes[token.start_pos or 0])
        readers = [] if section is None else self._readers[section.name]
        return _Plan(tuple((reader, slots.get(reader.field.name, [])) for reader in readers))

    def _refusal(self, syntax: SyntaxFault, shift: int, words: list[str], section: Section | None) -> Fault:
        """Where Lark gave up, with the fields and the words that it would have taken there."""
        at = syntax.word + shift
        if section is None:
            return Fault(BAD_RECORD, at, len(words) - 1)
        terminals = syntax.accepted - {END_OF_STATEMENT}
        spelt = {word for terminal in terminals for word in self._grammar.literals_of(terminal)}
        open_names = {terminal.lower() for terminal in terminals if not self._grammar.literals_of(terminal)}
        expected = tuple(field.name for field in section.fields if field.name in open_names)
        last = max(at, len(words) - 1) if END_OF_STATEMENT in syntax.accepted else at
        return Fault(BAD_RECORD, at, last, allowed=tuple(sorted(spelt)), expected=expected)


def _values(reader: _Reader, indexes: list[int], words: list[str], faults: list[Fault]) -> tuple[Any, ...]:
    """The values of the words that fill a field; what is wrong with others is added to `faults`."""
    found = []
    for at in indexes:
        try:
            found.append(reader[words[at]])
        except BadValue as bad:
            rule = bad.rule if bad.rule in RULES else BAD_RECORD
            faults.append(Fault(rule, at, at, reader.field.name, bad.wanted, bad.allowed))
    return tuple(found)


def _start_of(section: Section | None) -> str:
    return _TAG_RULE if section is None else section.name.lower()
