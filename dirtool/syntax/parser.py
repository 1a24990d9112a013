"""Statements from texts: one text, or all the records of a file at once."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dirtool.spec.statement import REMARK, nearest
from dirtool.spec.statements import BY_SPELLING, STATEMENTS
from dirtool.syntax.fault import Fault
from dirtool.syntax.statement import Statement, Unparsed
from dirtool.syntax.words import is_unclosed

if TYPE_CHECKING:
    from dirtool.syntax.grammar import Grammar
    from dirtool.syntax.shape import Build, ClassOf, Shape, Shapes

COMMENT = "*"
CONTINUATION = ","

_FOLD = {code: code - 32 for code in range(ord("a"), ord("z") + 1)}
_STATEMENT_NAMES = tuple(kind.name for kind in STATEMENTS)


def fold(text: str) -> str:
    """`text` with a to z in upper case and nothing else changed, as CP folds it."""
    return text.upper() if text.isascii() else text.translate(_FOLD)


class Parsed(NamedTuple):
    """A statement, and everything that is wrong with it by itself."""

    statement: Statement
    faults: tuple[Fault, ...]


class ParsedTexts(NamedTuple):
    """Texts with their statements, those at fault with their faults, and those whose statement goes on in the next record."""

    statements: dict[str, Statement | None]
    faults: dict[str, tuple[Fault, ...]]
    open_ended: set[str]


class Parser:
    """Parses statements; keeps the grammar and every shape it has met.

    `cache_folder` holds Lark's tables between runs (None: they are built anew, 0.1 s). `plain` asks Lark for every
    statement instead of once per shape: slower, and equal by a property test.
    """

    def __init__(self, cache_folder: Path | None = None, *, plain: bool = False) -> None:
        self.plain = plain
        self._spoilt: list[str] = []
        self._cache_folder = cache_folder
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
        if words[-1][-1] == CONTINUATION and not shapes.takes_text:
            faults.append(Fault("comma-is-no-continuation", len(words) - 1, len(words) - 1))
            text = text.rstrip().rstrip(CONTINUATION)
        words = shapes.split(fold(text))
        last = len(words) - 1
        if shapes.kind.takes_quotes and is_unclosed(words[last]):
            fault = Fault("unfinished-statement", last, last, wanted=words[last][0])
            return Parsed(Unparsed(shapes.kind.name, shapes.kind, last), (fault,))
        plan = shapes.derive(words) if self.plain else shapes.plan(words)
        statement = plan.build(words, text)
        if self._spoilt or shapes.kind.ascending:
            faults += shapes.value_faults(words, text, plan)
            self._spoilt.clear()
        return Parsed(statement, (*plan.faults, *faults))

    def parse_all(self, texts: Iterable[str]) -> ParsedTexts:
        """Every distinct text, parsed once. The loop repeats the straight path of `parse` in place: that halves its time."""
        found: dict[str, Statement | None] = dict.fromkeys(texts)
        faulty: dict[str, tuple[Fault, ...]] = {}
        open_ended: set[str] = set()
        straight = {} if self.plain else self._straight
        spoilt = self._spoilt
        for text in found:
            words = (text.upper() if text.isascii() else fold(text)).split()
            if not words or words[0][0] == COMMENT:
                continue
            known = straight.get(words[0])
            if known is not None and words[-1][-1] != CONTINUATION:
                class_of, builds = known
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
            if continues(text):
                open_ended.add(text)
        return ParsedTexts(found, faulty, open_ended)

    def secrets(self, statement: Statement, words: list[str]) -> list[int]:
        """The indexes of those of the statement's `words` that hold a secret.

        In a broken statement, of all that may hold one: whatever stands at a secret's place or behind the word that does
        not fit; in one that is not known at all, or whose words seem to be shifted, every word from the third on.
        """
        definition = statement.known_definition
        if definition is None:
            return list(range(2, len(words)))
        if not definition.holds_secrets:
            return []
        folded = [fold(word) for word in words]
        if folded[-1][-1] == CONTINUATION:
            folded[-1:] = folded[-1].rstrip(CONTINUATION).split()
        if isinstance(statement, Unparsed):
            by_place = {operand.name: word for operand, word in zip(definition.operands, folded[1:], strict=False)}
            if definition.looks_shifted(by_place):
                return list(range(2, len(words)))
            places = enumerate(definition.operands, 1)
            fixed = {at for at, operand in places if operand.secret and operand.required}
            return [at for at in range(1, len(words)) if at in fixed or at > statement.word]
        if definition.looks_shifted(statement.operands()):
            return list(range(2, len(words)))
        slots = self._shapes_of(folded[0]).plan(folded).slots  # type: ignore[union-attr]
        hidden = [
            at for operand in definition.operands for at in slots.get(operand.name, []) if operand.hides(folded[at])
        ]
        ignored = slots.get("ignored", [])
        if definition.ignored_is_secret and ignored and REMARK not in folded[: ignored[0] + 1]:
            hidden += ignored
        return sorted(hidden)

    def _shapes_of(self, word: str) -> Shapes | None:
        """The shapes of the statement that `word` spells; Lark is imported here, so that help and completion do without."""
        from dirtool.syntax.grammar import Grammar, grammar_text
        from dirtool.syntax.shape import Shapes

        kind = BY_SPELLING.get(word)
        if kind is None:
            return None
        if self._grammar is None:
            self._grammar = Grammar(grammar_text("directory.lark"), self._cache_folder)
        shapes = self._shapes.get(kind.name)
        if shapes is None:
            shapes = self._shapes[kind.name] = Shapes(kind, self._grammar, self._spoilt)
        self._by_spelling[word] = shapes
        if not kind.takes_quotes and not kind.ascending:
            self._straight[word] = shapes.class_of, shapes.builds
        return shapes

    def _unknown(self, words: list[str]) -> Parsed:
        fault = Fault("unknown-statement", 0, 0, allowed=nearest(words[0], _STATEMENT_NAMES))
        return Parsed(Unparsed(words[0], None, 0), (fault,))


def is_orphan_sequence(text: str) -> bool:
    """Whether a record holds nothing but eight digits in columns 1-8: a sequence field pushed onto its own line."""
    return len(text.rstrip()) == 8 and text[:8].isascii() and text[:8].isdigit()


def is_statement(text: str) -> bool:
    """Whether a record holds anything but a comment, blanks, or a sequence field."""
    stripped = text.lstrip()
    return bool(stripped) and stripped[0] != COMMENT and not is_orphan_sequence(text)


def continues(text: str) -> bool:
    """Whether the statement in `text` goes on in the next record: it ends with a comma, and its kind may be continued."""
    stripped = text.rstrip()
    if not stripped.endswith(CONTINUATION):
        return False
    kind = BY_SPELLING.get(fold(stripped).split()[0])
    return kind is not None and kind.continuable


def starts_statement(text: str) -> bool:
    """Whether the record opens an entry, or begins with a statement's name in full: no other is continued into it."""
    words = fold(text).split()
    kind = BY_SPELLING.get(words[0]) if words else None
    return kind is not None and (words[0] == kind.name or "FILE" in kind.holders.split())


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
