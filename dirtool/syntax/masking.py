"""Show records and statements without the secrets in them."""

from __future__ import annotations

import re
from typing import NamedTuple

from dirtool.syntax.parser import COMMENT, Parser
from dirtool.syntax.statement import MASK
from dirtool.text.columns import CODE_END, is_numbered

_WORD = re.compile(r"\S+")
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


def secrets_in_comment(text: str, parser: Parser) -> list[tuple[int, int]]:
    """The places of secrets in a comment record that is a statement with an asterisk before it."""
    start = len(text) - len(text.lstrip(f"{COMMENT} "))
    parsed = parser.parse(text[start:CODE_END])
    if parsed is None or parsed.statement.known_definition is None:
        return []
    words = text[start:CODE_END].split()
    places, end = [], start
    secret = set(parser.secrets(parsed.statement, words))
    for index, word in enumerate(words):
        begin = text.index(word, end)
        end = begin + len(word)
        if index in secret:
            places.append((begin, _word_end(text, end)))
    return places


def secrets_behind_statement(text: str) -> list[tuple[int, int]]:
    """The places of words behind column 71 that may be the rest of a statement's secrets: all but a sequence field."""
    return [match.span() for match in _WORD.finditer(text, CODE_END) if not is_numbered(match.group())]


def whole_word(text: str, start: int, stop: int) -> tuple[int, int]:
    """A word's place, with the part of it behind column 71."""
    return start, _word_end(text, stop)


def _word_end(text: str, at: int) -> int:
    blank = _BLANK.search(text, at)
    return blank.start() if blank else len(text)
