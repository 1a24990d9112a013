"""The words of a statement, where some of them may be quoted strings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dirtool.spec.statement import StatementKind

_WORD_OR_QUOTED = re.compile(r"'[^']*'?|\"[^\"]*\"?|\S+")
_WORDS_BEFORE_TEXT = 2  # a statement's name and its first operand
_FOLD = {code: code - 32 for code in range(ord("a"), ord("z") + 1)}


def fold(text: str) -> str:
    """`text` with a to z in upper case and nothing else changed, as CP folds it."""
    return text.upper() if text.isascii() else text.translate(_FOLD)


def split(text: str, kind: StatementKind | None) -> list[str]:
    """The words of a statement of some kind (None: of no known one).

    Where the statement takes quoted strings, such a string is one word, blanks and all, also when its end is missing. Behind
    the keyword of a text (PARM) quotes are characters like all others.
    """
    if kind is None or not kind.takes_quotes or not ("'" in text or '"' in text):
        return text.split()
    found: list[str] = []
    for match in _WORD_OR_QUOTED.finditer(text):
        found.append(match.group())
        if len(found) > _WORDS_BEFORE_TEXT and fold(found[-1]) == kind.text_keyword:
            return found + text[match.end() :].split()
    return found


def is_unclosed(word: str) -> bool:
    """Whether `word` opens a quoted string and does not close it."""
    return word[0] in "'\"" and (len(word) < 2 or word[-1] != word[0])
