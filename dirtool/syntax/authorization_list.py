"""The authorisation list of SMAPI (VSMWORK1 AUTHLIST): who may ask for which function for whom.

A record is a row of three fields, each in columns of its own; a row of which a field begins elsewhere is of no effect, and
nobody is told. The first record is a marker, which holds the same word in all fields. There are no comments; but a record that
begins with an asterisk, which no name does, gives nobody anything, and is passed over here.

Source: z/VM Systems Management Application Programming, the authorization file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from dirtool.errors import InputError
from dirtool.spec.smapi_functions import FUNCTION_LISTS, FUNCTIONS
from dirtool.syntax.parser import STATEMENT_NAMES
from dirtool.syntax.secrets import NAMES_OF_HOLDERS, pasted_secrets
from dirtool.syntax.statement import MASK
from dirtool.syntax.text_file import TextFile
from dirtool.syntax.words import fold
from dirtool.text.records import Records
from dirtool.wording import listed, shown

FIELDS = {"requester": 1, "target": 66, "function": 131}
"""The columns in which the fields begin."""

FIELD_LENGTH = 64
MARKER = "DO.NOT.REMOVE"
EVERYBODY = "ALL"

_WORD = re.compile(r"\S+")
_COMMENT = "*"
_WORDS_BEFORE_SECRETS = 2  # in any statement: its name and its first operand
_LOOKED_AT = 20  # records, to tell what a file is
_THIRD_WORDS = frozenset({EVERYBODY, MARKER, *map(fold, FUNCTIONS), *map(fold, FUNCTION_LISTS)})


class Field(NamedTuple):
    """A word of a row and its place: 1-based columns, the end exclusive.

    `is_secret` tells that the row is none, but a statement of a directory, and the word may be a secret of it.
    """

    text: str
    column: int
    end_column: int
    is_secret: bool = False

    @property
    def shown(self) -> str:
        """The word as messages have it: short, and masked if it may be a secret."""
        return MASK if self.is_secret else shown(self.text)

    @property
    def begins_one(self) -> bool:
        """Whether it stands where a field begins."""
        return self.column in FIELDS.values()


class ColumnFault(NamedTuple):
    """What is wrong with a field of a row, or with a word that is none ("" for `field`); `word` is None if it is missing."""

    field: str
    word: Field | None

    @property
    def said(self) -> str:
        """The same in words: where it stands, and where it must."""
        if self.word is None:
            return f"there is no {self.field}, which must begin in column {FIELDS[self.field]}"
        name = self.word.shown
        if not self.field:
            return f"{name} in column {self.word.column} is none of {listed(tuple(FIELDS), 'and')}"
        if self.word.column != FIELDS[self.field]:
            must = f"must begin in column {FIELDS[self.field]}"
            return f"{self.field} {name} begins in column {self.word.column}, and {must}"
        return f"{self.field} {name} has {len(self.word.text):,} characters; allowed: up to {FIELD_LENGTH}"


class AuthorityRow:
    """A record with its words in order, in upper case.

    Three words are requester, target and function, wherever they stand. Of fewer or more, those that stand where a field begins
    are that field, and each other one is the next field behind the word before it, if there is one.
    """

    def __init__(self, line: int, words: tuple[Field, ...]) -> None:
        self.line = line
        self.words = words

    @property
    def is_marker(self) -> bool:
        """Whether it is the marker, wherever its words stand."""
        return all(word.text == MARKER for word in self.words)

    @property
    def is_comment(self) -> bool:
        return self.words[0].text.startswith(_COMMENT)

    @property
    def requester(self) -> str:
        """Who may ask; empty if it is missing, or may be a secret, as with the others."""
        return self._text("requester")

    @property
    def target(self) -> str:
        return self._text("target")

    @property
    def function(self) -> str:
        return self._text("function")

    @cached_property
    def fields(self) -> dict[str, Field]:
        """The words that are fields, by what they are."""
        if len(self.words) == len(FIELDS):
            return dict(zip(FIELDS, self.words, strict=True))
        names = {column: name for name, column in FIELDS.items()}
        found = {names[word.column]: word for word in self.words if word.begins_one}
        behind = 0  # the column of the last field that is taken
        for word in self.words:
            if word.begins_one:
                behind = word.column
                continue
            free = next((column for column in names if column > behind), 0)
            if free and names[free] not in found:
                found[names[free]] = word
                behind = free
        return found

    @cached_property
    def faults(self) -> tuple[ColumnFault, ...]:
        """All for which the row is of no effect, in the order of the fields; then the first word that is none."""
        return tuple(self._faults())

    def _faults(self) -> Iterator[ColumnFault]:
        for name, column in FIELDS.items():
            word = self.fields.get(name)
            if word is None or word.column != column or len(word.text) > FIELD_LENGTH:
                yield ColumnFault(name, word)
        fields = self.fields.values()
        surplus = next((word for word in self.words if word not in fields), None)
        if surplus is not None:
            yield ColumnFault("", surplus)

    def _text(self, name: str) -> str:
        word = self.fields.get(name)
        return "" if word is None or word.is_secret else word.text


class AuthorizationList(TextFile):
    """The rows of the file, the marker apart, and the markers."""

    def __init__(self, records: Records) -> None:
        super().__init__(records)
        rows = list(_without_secrets(filter(None, map(_row, range(1, len(records.texts) + 1), records.texts)), records))
        self.markers = [row for row in rows if row.is_marker]
        self.rows = [row for row in rows if not row.is_marker]

    def secrets_in(self, line: int) -> list[tuple[int, int]]:
        """The words of rows that may be secrets; in what is no row, what may be those of a statement of a directory."""
        words = self._secrets.get(line)
        return super().secrets_in(line) if words is None else words

    @cached_property
    def _secrets(self) -> dict[int, list[tuple[int, int]]]:
        rows = (*self.markers, *self.rows)
        return {row.line: [(one.column - 1, one.end_column - 1) for one in row.words if one.is_secret] for row in rows}

    @property
    def sources(self) -> list[AuthorizationList]:
        """The one file."""
        return [self]


def is_authorization_list(records: Records) -> bool:
    """Whether any of the first records is the marker or a row in the right columns, or all are three words, of which the last
    is ALL, a function, or a list of functions.
    """
    rows = list(islice(filter(None, map(_row, range(1, len(records.texts) + 1), records.texts)), _LOOKED_AT))
    return any(row.is_marker or not row.faults for row in rows) or (
        bool(rows) and all(len(row.words) == len(FIELDS) and row.function in _THIRD_WORDS for row in rows)
    )


def authority_row(requester: str, target: str = EVERYBODY, function: str = EVERYBODY) -> str:
    """The row that lets a requester ask for a function for a target, without a line end; each may be the name of a list too.

    Raises InputError for what can be no field: it is empty, has a blank in it, or is too long.
    """
    row = ""
    for (name, column), text in zip(FIELDS.items(), (requester, target, function), strict=True):
        if not 0 < len(text) <= FIELD_LENGTH or not text.isprintable() or " " in text or text.startswith(_COMMENT):
            raise InputError(f"{name} {shown(text)}: allowed: one word of up to {FIELD_LENGTH} characters")
        row = row.ljust(column - 1) + text
    return row


def _row(line: int, text: str) -> AuthorityRow | None:
    """The row in a record; None for one that is blank, or passed over."""
    words = (Field(fold(match[0]), match.start() + 1, match.end() + 1) for match in _WORD.finditer(text))
    row = AuthorityRow(line, tuple(words))
    return row if row.words and not row.is_comment else None


def _without_secrets(rows: Iterable[AuthorityRow], records: Records) -> Iterator[AuthorityRow]:
    """The rows, in which all words are marked that may be secrets of a directory that was pasted into the file."""
    follows_statement = False
    for row in rows:
        start = None
        if row.faults and not row.is_marker:
            start = _first_secret(row, records.texts[row.line - 1], follows_statement=follows_statement)
        words = tuple(
            word._replace(is_secret=start is not None and at >= start and word.text not in _THIRD_WORDS)
            for at, word in enumerate(row.words)
        )
        is_statement = bool(row.faults) and any(word.text in NAMES_OF_HOLDERS for word in words)
        follows_statement = is_statement or any(word.is_secret for word in words)
        yield row if start is None else AuthorityRow(row.line, words)


def _first_secret(row: AuthorityRow, text: str, *, follows_statement: bool) -> int | None:
    """The first word that may be a secret: of a statement of a directory the third, of what may be its rest the first."""
    if row.words[0].text in STATEMENT_NAMES:
        return _WORDS_BEFORE_SECRETS
    if follows_statement:
        return 0
    start = pasted_secrets(text, at_fault=True)
    if start is not None:
        return next(at for at, word in enumerate(row.words) if word.end_column > start + 1)
    if len(row.words) <= len(FIELDS) or row.words[_WORDS_BEFORE_SECRETS].text in _THIRD_WORDS:
        return None
    return _WORDS_BEFORE_SECRETS if sum(word.begins_one for word in row.words) < _WORDS_BEFORE_SECRETS else None
