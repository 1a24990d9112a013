"""Where things stand: the spans that findings point at."""

from __future__ import annotations

from collections.abc import Sequence

from dirtool.lint.diagnostic import Span
from dirtool.model.directory import Entry, Placed
from dirtool.syntax.masking import shown_operands
from dirtool.syntax.source import Word


def span_of_words(path: str, words: Sequence[Word], first: int, last: int) -> Span:
    """The place of some of a statement's words; behind the last word when there is none of that index."""
    if first >= len(words):
        behind = words[-1]
        return Span(path, behind.line, behind.end_column, behind.line, behind.end_column + 1)
    start, end = words[first], words[min(last, len(words) - 1)]
    return Span(path, start.line, start.column, end.line, end.end_column)


def span_of(placed: Placed, *operands: str) -> Span:
    """The place of the words of some operands, from the first to the last of them; of the whole statement without any.

    An operand that the statement does not have adds nothing; without any left it is the keyword.
    """
    words = placed.words
    if not operands:
        return span_of_words(placed.path, words, 0, len(words) - 1)
    slots = slots_of(placed)
    indexes = sorted(index for operand in operands for index in slots.get(operand, ()))
    return span_of_words(placed.path, words, indexes[0], indexes[-1]) if indexes else keyword_span(placed)


def slots_of(placed: Placed) -> dict[str, list[int]]:
    """The words that fill each operand of a statement, by their index."""
    kind, source = placed.statement.known_definition, placed.source
    return {} if kind is None else source.parser.dissect(kind, source.folded_words(placed.position)).slots


def keyword_span(placed: Placed) -> Span:
    """The place of a statement's first word."""
    return span_of_words(placed.path, placed.words, 0, 0)


def name_span(entry: Entry) -> Span:
    """The place of an entry's name on its header; of the header's keyword where it has none."""
    words = entry.header.words
    return span_of_words(entry.source.path, words, 1, 1) if len(words) > 1 else keyword_span(entry.header)


def shown(placed: Placed, operand: str) -> str:
    """An operand for a message: as it was understood, masked where it may be a secret, empty where it is absent."""
    value = shown_operands(placed.source, placed.position).get(operand, "")
    return " ".join(map(str, value)) if isinstance(value, tuple) else str(value)
