"""Statements from texts: one text, or all the records of a file at once."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from dirtool.spec.statement import StatementKind, nearest
from dirtool.spec.statements import BY_SPELLING, STATEMENTS, UNCERTAIN_SPELLINGS
from dirtool.syntax.fault import Fault
from dirtool.syntax.statement import Statement, Unparsed
from dirtool.syntax.words import fold, is_unclosed

if TYPE_CHECKING:
    from dirtool.syntax.grammar import Grammar
    from dirtool.syntax.shape import Build, ClassOf, Shape, Shapes

COMMENT = "*"
CONTINUATION = ","

STATEMENT_NAMES = tuple(kind.name for kind in STATEMENTS)


class Parsed(NamedTuple):
    """A statement, and everything that is wrong with it by itself."""

    statement: Statement
    faults: tuple[Fault, ...]


class Dissection(NamedTuple):
    """The words of one statement by what they are.

    `slots` are the words that fill an operand, by their index. `refused` is the index of the first word that fits no
    operand, None where all do.
    """

    slots: dict[str, list[int]]
    faults: tuple[Fault, ...]
    refused: int | None


class ParsedTexts(NamedTuple):
    """Texts with their statements, those at fault with their faults, and those whose statement goes on in the next record."""

    statements: dict[str, Statement | None]
    faults: dict[str, tuple[Fault, ...]]
    open_ended: set[str]


_NOTHING = ParsedTexts({}, {}, set())


class Parser:
    """Parses statements; keeps the grammar and every shape it has met.

    `cache_folder` holds Lark's tables between runs (None: they are built anew, 0.1 s). `plain` asks Lark for every
    statement instead of once per shape: slower, and equal by a property test. `remembered` is for those who ask the same of
    records in one file after the other.
    """

    def __init__(self, cache_folder: Path | None = None, *, plain: bool = False) -> None:
        self.plain = plain
        self.remembered: dict[object, Any] = {}
        self._spoilt: list[str] = []
        self.cache_folder = cache_folder
        self._grammar: Grammar | None = None
        self._shapes: dict[str, Shapes] = {}
        self._by_spelling: dict[str, Shapes] = {}
        self._straight: dict[str, tuple[ClassOf, dict[Shape, Build]]] = {}

    def parse(self, text: str) -> Parsed | None:
        """The statement in `text` (columns 1-71, continuations joined), or None when it holds none.

        A comment, a blank record, and a sequence field alone on its record (REC007) are no statements.
        """
        words = fold(text).split()
        if not words or words[0][0] == COMMENT:
            return None
        shapes = self._by_spelling.get(words[0]) or self._shapes_of(words[0])
        if shapes is None:
            return None if is_orphan_sequence(text) else self._unknown(words)
        faults: list[Fault] = []
        if words[0] in UNCERTAIN_SPELLINGS:
            faults.append(Fault("unknown-statement", 0, 0, wanted=shapes.kind.name, certainty="info"))
        if words[-1][-1] == CONTINUATION and not shapes.is_text(words):
            faults.append(Fault("comma-is-no-continuation", len(words) - 1, len(words) - 1))
            text = text.rstrip().rstrip(CONTINUATION)
        words = shapes.split(fold(text))
        last = len(words) - 1
        if shapes.kind.takes_quotes and is_unclosed(words[last]) and shapes.kind.text_keyword not in words[2:last]:
            fault = Fault("unfinished-statement", last, last, wanted=words[last][0])
            return Parsed(Unparsed(shapes.kind.name, shapes.kind), (fault,))
        plan = shapes.derive(words) if self.plain else shapes.plan(words)
        statement = plan.build(words, text)
        if self._spoilt or shapes.kind.ascending:
            faults += shapes.value_faults(words, text, plan)
            self._spoilt.clear()
        return Parsed(statement, (*plan.faults, *faults))

    def parse_all(self, texts: Iterable[str], known: ParsedTexts | None = None) -> ParsedTexts:
        """Every distinct text, parsed once, but for those that are `known`, without blanks at their ends.

        The loop repeats the straight path of `parse` in place: that halves its time.
        """
        found: dict[str, Statement | None] = dict.fromkeys(texts)
        faulty: dict[str, tuple[Fault, ...]] = {}
        open_ended: set[str] = set()
        straight = {} if self.plain else self._straight
        spoilt = self._spoilt
        read, faults, _ = known or _NOTHING
        for text in found:
            if read and (stripped := text.rstrip(" ")) in read:
                found[text] = read[stripped]
                if stripped in faults:
                    faulty[text] = faults[stripped]
                continue
            words = (text.upper() if text.isascii() else fold(text)).split()
            if not words:
                continue
            shapes = straight.get(words[0])
            if shapes is None:
                if words[0][0] == COMMENT:
                    continue
            elif CONTINUATION not in text:
                class_of, builds = shapes
                build = builds.get(tuple(map(class_of, words)))
                if build is not None:
                    statement = build(words, text)
                    if not spoilt:
                        found[text] = statement
                        continue
                    spoilt.clear()
            parsed = self.parse(text)
            if parsed is not None:
                found[text] = parsed.statement
                if parsed.faults:
                    faulty[text] = parsed.faults
            if continued_kind(text) is not None:
                open_ended.add(text)
        return ParsedTexts(found, faulty, open_ended)

    def dissect(self, kind: StatementKind, words: list[str]) -> Dissection:
        """What the folded `words` of a statement of some kind are, however its name is spelt."""
        shapes = self._shapes_of_kind(kind)
        words = [kind.name, *words[1:]]
        plan = shapes.plan(words)
        faults = list(plan.faults)
        text = " ".join(words)
        plan.build(words, text)
        if self._spoilt:
            faults += shapes.value_faults(words, text, plan)
            self._spoilt.clear()
        refused = next((fault.first for fault in plan.faults if not plan.accepted), None)
        return Dissection({name: plan.indexes(name) for name in plan.slots}, tuple(faults), refused)

    def ends_in_text(self, kind: StatementKind, words: list[str]) -> bool:
        """Whether the last of the folded `words` is part of a text, in which a comma is a character like all others."""
        return self._shapes_of_kind(kind).is_text(words)

    def _shapes_of(self, word: str) -> Shapes | None:
        """The shapes of the statement that `word` spells."""
        kind = kind_of(word)
        if kind is None:
            return None
        shapes = self._by_spelling[word] = self._shapes_of_kind(kind)
        if not kind.takes_quotes and not kind.ascending and word in BY_SPELLING:
            self._straight[word] = shapes.class_of, shapes.builds
        return shapes

    def _shapes_of_kind(self, kind: StatementKind) -> Shapes:
        """The shapes of one kind; Lark is imported late, so that help and completion do without."""
        return self._shapes.get(kind.name) or self._new_shapes(kind)

    def _new_shapes(self, kind: StatementKind) -> Shapes:
        from dirtool.syntax import statements
        from dirtool.syntax.grammar import Grammar, grammar_text
        from dirtool.syntax.shape import Shapes

        if self._grammar is None:
            self._grammar = Grammar(grammar_text("directory.lark"), self.cache_folder)
        typed = getattr(statements, kind.name.capitalize())
        shapes = self._shapes[kind.name] = Shapes(kind, typed, self._grammar, self._spoilt)
        return shapes

    def _unknown(self, words: list[str]) -> Parsed:
        fault = Fault("unknown-statement", 0, 0, allowed=nearest(words[0], STATEMENT_NAMES))
        return Parsed(Unparsed(words[0], None), (fault,))


def is_orphan_sequence(text: str) -> bool:
    """Whether a record holds nothing but eight digits in columns 1-8: a sequence field pushed onto its own line."""
    return len(text.rstrip()) == 8 and text[:8].isascii() and text[:8].isdigit()


def is_statement(text: str) -> bool:
    """Whether a record holds anything but a comment, blanks, or a sequence field."""
    stripped = text.lstrip()
    return bool(stripped) and stripped[0] != COMMENT and not is_orphan_sequence(text)


def kind_of(word: str) -> StatementKind | None:
    """The statement that the folded `word` spells, or may spell."""
    return BY_SPELLING.get(word) or UNCERTAIN_SPELLINGS.get(word)


def continued_kind(text: str) -> StatementKind | None:
    """The kind of the statement in `text` if it goes on in the next record: it may be continued, and ends with a comma."""
    stripped = text.rstrip()
    if not stripped.endswith(CONTINUATION):
        return None
    kind = kind_of(fold(stripped).split()[0])
    return kind if kind is not None and kind.continuable is not None else None


@contextmanager
def collector_off() -> Iterator[None]:
    """Many small objects are made and none is garbage: the collector's passes over them cost half of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
