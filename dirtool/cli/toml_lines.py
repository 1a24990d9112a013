"""In which line each key of a TOML document stands, which tomllib does not tell.

The text is one that tomllib has read without an error: nothing is checked here.
"""

import re
from typing import NamedTuple

Key = tuple[str | int, ...]
"""The way to a value: the keys of tables and the indexes of lists."""

_TOKEN = re.compile(
    r"""
      (?P<skipped>[ \t\r]+ | \#[^\n]*)
    | (?P<string>\"{3} (?:\\. | [^\\])*? \"{3,5} | '{3} .*? '{3,5} | "(?:\\. | [^"\\])*" | '[^']*')
    | (?P<mark>[][{}=,.\n])
    | (?P<bare>[^][{}=,.\s"'\#]+)
    """,
    re.VERBOSE | re.DOTALL,
)


class _Token(NamedTuple):
    text: str
    line: int


def lines_of_keys(text: str) -> dict[Key, int]:
    """The line of every key and of every element of a list; of a table, the line that first names it."""
    return _Reader(text).lines


class _Reader:
    """Walks through the tokens of a document."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Key, int] = {}
        self._lengths: dict[Key, int] = {}  # of the lists of tables
        self._tokens = _tokens(text)
        self._at = 0
        self._document()

    def _document(self) -> None:
        table: Key = ()
        while self._at < len(self._tokens):
            if self._take("\n"):
                continue
            table = self._header() if self._next == "[" else self._pair(table)

    @property
    def _next(self) -> str:
        return self._tokens[self._at].text if self._at < len(self._tokens) else "\n"

    def _take(self, text: str) -> bool:
        """Go past the next token if it is this one."""
        found = self._next == text
        self._at += found
        return found

    def _header(self) -> Key:
        """[table] or [[list of tables]]."""
        self._take("[")
        of_list = self._take("[")
        table = self._key(())
        if of_list:
            index = self._lengths[table] = self._lengths.get(table, -1) + 1
            table = self._name((*table, index))
        self._at += 1 + of_list
        return table

    def _pair(self, table: Key) -> Key:
        """key = value; the table that it stands in is returned."""
        key = self._key(table)
        self._take("=")
        self._value(key)
        return table

    def _key(self, table: Key) -> Key:
        """A key with dots between its parts, seen from a table."""
        key = table
        while True:
            if key in self._lengths:
                key = (*key, self._lengths[key])
            key = self._name((*key, _spelt_out(self._next)))
            self._at += 1
            if not self._take("."):
                return key

    def _name(self, key: Key) -> Key:
        self.lines.setdefault(key, self._tokens[self._at].line)
        return key

    def _value(self, key: Key) -> None:
        if self._take("["):
            index = 0
            while not self._take("]"):
                if not (self._take("\n") or self._take(",")):
                    self._value(self._name((*key, index)))
                    index += 1
        elif self._take("{"):
            while not self._take("}"):
                if not (self._take("\n") or self._take(",")):
                    self._pair(key)
        else:
            while self._next not in ("\n", ",", "]", "}"):
                self._at += 1


def _tokens(text: str) -> list[_Token]:
    found, line = [], 1
    for match in _TOKEN.finditer(text):
        if match.lastgroup != "skipped":
            found.append(_Token(match[0], line))
        line += match[0].count("\n")
    return found


def _spelt_out(part: str) -> str:
    """A part of a key without its quotes."""
    if part[0] not in "'\"":
        return part
    import tomllib

    return str(tomllib.loads(f"key = {part}")["key"])
