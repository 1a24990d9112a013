"""The words of a statement, where some of them may be quoted strings."""

import re

_WORD_OR_QUOTED = re.compile(r"'[^']*'?|\"[^\"]*\"?|\S+")


def split(text: str, *, quotes: bool) -> list[str]:
    """The words of `text`; with `quotes`, a quoted string is one word, blanks and all, also when its end is missing."""
    return _WORD_OR_QUOTED.findall(text) if quotes and ("'" in text or '"' in text) else text.split()


def is_unclosed(word: str) -> bool:
    """Whether `word` opens a quoted string and does not close it."""
    return word[0] in "'\"" and (len(word) < 2 or word[-1] != word[0])
