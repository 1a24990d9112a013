"""Show records and statements without the secrets in them."""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from dirtool.spec.statements import BY_SPELLING
from dirtool.syntax.parser import COMMENT, CONTINUATION, Parser, fold
from dirtool.syntax.statement import MASK
from dirtool.text.columns import CODE_END

_WORD = re.compile(r"\S+")
_LETTERS = re.compile(r"[A-Za-z]+")
_WORDS_BEFORE_STATEMENT = 2
_BLANK = re.compile(r"\s")


class Shown(NamedTuple):
    """A text with its secrets masked, and where they were: 0-based, half-open places in the original text."""

    text: str
    secrets: tuple[tuple[int, int], ...]

    def column(self, column: int) -> int:
        """Where a 1-based column of the original text is in the shown one; inside a secret, its beginning."""
        shift = 0
        for start, stop in self.secrets:
            if column - 1 >= stop:
                shift += len(MASK) - (stop - start)
            elif column - 1 > start:
                return start + 1 + shift
        return column + shift


def mask(text: str, places: list[tuple[int, int]]) -> Shown:
    """`text` with every one of the places replaced by asterisks; their number says nothing about the secret's length."""
    pieces, end = [], 0
    for start, stop in sorted(places):
        pieces += [text[end:start], MASK]
        end = stop
    return Shown("".join([*pieces, text[end:]]), tuple(sorted(places)))


def secrets_in_comment(text: str, before: str, parser: Parser) -> list[tuple[int, int]]:
    """The places of secrets in a comment record that puts a statement away, or goes on with one from the record before."""
    if before.rstrip().endswith(CONTINUATION) and _statement_in_comment(before) is not None:
        return [match.span() for match in _WORD.finditer(text, 1)]
    start = _statement_in_comment(text)
    parsed = None if start is None else parser.parse(text[start:CODE_END])
    if start is None or parsed is None:
        return []
    words = [match.span() for match in _WORD.finditer(text, start, CODE_END)]
    secret = parser.secrets(parsed.statement, [text[begin:end] for begin, end in words])
    places = [whole_word(text, *words[at]) for at in secret]
    return places + secrets_behind_statement(text, places)


def _statement_in_comment(text: str) -> int | None:
    """Where in a comment a statement starts that may hold secrets: at one of the first words, whatever stands before it."""
    if not text.lstrip().startswith(COMMENT):
        return None
    for match in islice(_LETTERS.finditer(text), _WORDS_BEFORE_STATEMENT + 1):
        definition = BY_SPELLING.get(fold(match.group()))
        if definition is not None and definition.holds_secrets:
            return match.start()
    return None


def secrets_behind_statement(text: str, known: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places of words behind column 71 that may be the rest of a statement's secrets.

    All are but for digits, which are a sequence field, and for what the `known` places cover.
    """
    covered = max((end for _, end in known), default=0)
    words = [match for match in _WORD.finditer(text, CODE_END) if match.start() >= covered]
    return [match.span() for match in words if not match.group().isdigit()]


def whole_word(text: str, start: int, stop: int) -> tuple[int, int]:
    """A word's place, with the part of it behind column 71."""
    return start, _word_end(text, stop)


def _word_end(text: str, at: int) -> int:
    blank = _BLANK.search(text, at)
    return blank.start() if blank else len(text)
