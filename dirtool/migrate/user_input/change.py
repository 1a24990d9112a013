"""What was changed on the way from a directory to USER INPUT, as data."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from dirtool.lint.diagnostic import Span


class ChangeKind(StrEnum):
    """What was done to a record, or to some."""

    MOVED = "moved"
    CONTINUED = "continued"
    CONTROL = "control"
    SEQUENCE = "sequence"
    ORPHAN = "orphan"
    IGNORED = "ignored"
    INDEX = "index"
    UPPER_CASE = "upper-case"
    REPAIRED = "repaired"

    @property
    def words(self) -> str:
        """The same behind a number of them."""
        return _WORDS[self]


_WORDS = {
    ChangeKind.MOVED: "comments moved to their entry",
    ChangeKind.CONTINUED: "long comments continued",
    ChangeKind.CONTROL: "control comments dropped",
    ChangeKind.SEQUENCE: "files without sequence fields now",
    ChangeKind.ORPHAN: "records of a sequence field alone dropped",
    ChangeKind.IGNORED: "records without text that DIRECTXA ignores now",
    ChangeKind.INDEX: "LOAD statements dropped",
    ChangeKind.UPPER_CASE: "statements in upper case now",
    ChangeKind.REPAIRED: "findings repaired",
}


class Change(NamedTuple):
    """One change, at its place in the directory. `what` says it in words, and shows no secret."""

    kind: ChangeKind
    span: Span
    subject: str
    what: str
