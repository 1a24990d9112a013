"""The authorisation list of SMAPI (VSMWORK1 AUTHLIST): who may ask for which function for whom.

A record is a row of three fields, each in columns of its own; a field that begins elsewhere is not seen. The first record is a
marker, which holds the same word in all fields.

Source: z/VM Systems Management Application Programming, the authorization file.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from dirtool.syntax.text_file import TextFile
from dirtool.syntax.words import fold
from dirtool.text.records import Records

COLUMNS = (1, 66, 131)
"""Where the fields begin: the requester, the target, and the function."""

FIELDS = ("requester", "target", "function")
MARKER = "DO.NOT.REMOVE"
EVERYBODY = "ALL"
_WORD = re.compile(r"\S+")


class Field(NamedTuple):
    """A word of a row and its place: 1-based columns, the end exclusive."""

    text: str
    column: int
    end_column: int


class AuthorityRow(NamedTuple):
    """A record with its words in order, in upper case; `is_aligned` tells whether they are three in their columns."""

    line: int
    words: tuple[Field, ...]

    @property
    def is_aligned(self) -> bool:
        return tuple(word.column for word in self.words) == COLUMNS

    @property
    def is_marker(self) -> bool:
        """Whether it is the marker, wherever its words stand."""
        return bool(self.words) and all(word.text == MARKER for word in self.words)

    @property
    def requester(self) -> str:
        return self.words[0].text

    @property
    def target(self) -> str:
        """The second word; empty if there is none."""
        return self.words[1].text if len(self.words) > 1 else ""

    @property
    def function(self) -> str:
        """The third word; empty if there is none."""
        return self.words[2].text if len(self.words) > 2 else ""


class AuthorizationList(TextFile):
    """The rows of the file, the marker apart, and the markers."""

    def __init__(self, records: Records) -> None:
        super().__init__(records)
        rows = [_row(line, text) for line, text in enumerate(records.texts, 1) if text.strip()]
        self.markers = [row for row in rows if row.is_marker]
        self.rows = [row for row in rows if not row.is_marker]

    @property
    def sources(self) -> list[AuthorizationList]:
        """The one file."""
        return [self]


def is_authorization_list(records: Records) -> bool:
    """Whether the first record that is not blank is the marker, or three words in the columns of the file's fields."""
    first = next((text for text in records.texts if text.strip()), "")
    row = _row(1, first)
    return row.is_marker or row.is_aligned


def _row(line: int, text: str) -> AuthorityRow:
    words = (Field(fold(match[0]), match.start() + 1, match.end() + 1) for match in _WORD.finditer(text))
    return AuthorityRow(line, tuple(words))
