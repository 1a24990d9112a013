"""What all files have in common that are read beside the directory: their records, and values that stand in them."""

from __future__ import annotations

from functools import cached_property
from typing import Any, NamedTuple

from dirtool.syntax.secrets import pasted_secrets
from dirtool.text.records import Records

_COMMENTS = ("*", "/", "#", ";")


class Stated(NamedTuple):
    """A value that a file gives to a name, and its place: 1-based record and columns, the end exclusive.

    `text` is the value as the program reads it that the file is for. A secret is never shown, only compared. `is_known` tells
    whether it is known from the file alone: not where the value of something else is put into it.
    """

    name: str
    text: str
    path: str
    line: int
    column: int
    end_column: int
    is_secret: bool = False
    is_known: bool = True


class TextFile:
    """A file of records.

    `texts` are the records without a sequence field. `remembered` is for those who ask the same of a file again and again.
    """

    def __init__(self, records: Records, texts: list[str] | None = None) -> None:
        self.records = records
        self.path = records.path
        self.texts = records.texts if texts is None else texts
        self.remembered: dict[object, Any] = {}

    @cached_property
    def joined(self) -> str:
        """All records with a line feed between them, to search in at once."""
        return "\n".join(self.texts)

    def code(self, line: int) -> str:
        """A record without a sequence field."""
        return self.texts[line - 1]

    def begins_comment(self, line: int, column: int) -> bool:
        """Whether a comment begins in a 1-based column of a record: at its first character, if it is one."""
        return not self.code(line)[: column - 1].strip()

    def secrets_in(self, line: int) -> list[tuple[int, int]]:
        """The places in a record that may not be shown: 0-based, half-open, in order, apart from each other.

        Here it is what may be the secrets of a statement of a directory that was pasted into the file.
        """
        text = self.records.texts[line - 1]
        return self._from(line, pasted_secrets(text, in_comment=text.lstrip().startswith(_COMMENTS)))

    def _from(self, line: int, start: int | None) -> list[tuple[int, int]]:
        """The place from a 0-based column of a record to its end; none where nothing is there."""
        stop = len(self.records.texts[line - 1].rstrip())
        return [] if start is None or start >= stop else [(start, stop)]
