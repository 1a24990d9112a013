"""What a comparison of USER INPUT with what DirMaint gives back finds, as data.

Source for what DirMaint does to a directory that it takes in: z/VM DirMaint Tailoring and Administration Guide, the source
directory files; z/VM DirMaint Commands Reference, USER.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class DifferenceClass(StrEnum):
    """What a difference that is told by itself means for who moves, worst first."""

    LOSS = "loss"  # the meaning is another one, or nobody can prove that it is not
    HARMLESS = "harmless"  # other words for the same


class Expected(StrEnum):
    """What DirMaint is known to do to a directory, and how often it is counted: by record, or by entry."""

    DVHOPT = "dvhopt"
    DEVICE_NUMBER = "device-number"
    CASE = "case"
    BLANKS = "blanks"
    PADDING = "padding"
    SEQUENCE_FIELD = "sequence-field"
    BLANK_RECORD = "blank-record"
    COMMENT_PLACE = "comment-place"
    STATEMENT_ORDER = "statement-order"
    ENTRY_ORDER = "entry-order"

    @property
    def words(self) -> str:
        """What it does, in words."""
        return _WORDS[self]

    @property
    def unit(self) -> str:
        """What is counted: record or entry."""
        return "entry" if self in (Expected.STATEMENT_ORDER, Expected.ENTRY_ORDER) else "record"


_WORDS = {
    Expected.DVHOPT: "*DVHOPT control records, which DirMaint keeps in each entry",
    Expected.DEVICE_NUMBER: "device numbers with four digits",
    Expected.CASE: "upper case",
    Expected.BLANKS: "other blanks before or between words",
    Expected.PADDING: "blanks at the end",
    Expected.SEQUENCE_FIELD: "another sequence field, or none",
    Expected.BLANK_RECORD: "blank records",
    Expected.COMMENT_PLACE: "comments at another place in their entry",
    Expected.STATEMENT_ORDER: "another order of statements, where it means nothing",
    Expected.ENTRY_ORDER: "another place among the entries",
}


class Finding(StrEnum):
    """What is different, where each difference is told by itself."""

    ENTRY_MISSING = "entry-missing"
    ENTRY_NEW = "entry-new"
    ENTRY_TOO_LATE = "entry-too-late"
    STATEMENT_MISSING = "statement-missing"
    STATEMENT_NEW = "statement-new"
    STATEMENT_CHANGED = "statement-changed"
    PASSWORD = "password"
    ORDER = "order"
    SPELLING = "spelling"
    OTHER_STATEMENTS = "other-statements"
    REMARK = "remark"
    COMMENT_MISSING = "comment-missing"
    COMMENT_NEW = "comment-new"
    COMMENT_MOVED = "comment-moved"


Place = tuple[str, int]
"""A file and the 1-based number of a record."""


class Side(NamedTuple):
    """What one of the two files says, without secrets, and where."""

    text: str
    place: Place


class Difference(NamedTuple):
    """One difference that is told by itself: harmless, or a loss.

    `given` is what went in and `returned` what came back, None where there is nothing. Where a password is another one, both
    texts have it masked, and only `message` tells that it differs.
    """

    kind: DifferenceClass
    finding: Finding
    subject: str
    message: str
    given: Side | None
    returned: Side | None


class EntryCount(NamedTuple):
    """How many entries of a kind went in, and how many came back."""

    kind: str
    given: int
    returned: int


class Returned(NamedTuple):
    """How what came back differs from what went in.

    `expected` counts what DirMaint is known to do. `differences` are all others, losses first, each class in the order of
    what went in. `remarks` are sentences about the file as a whole: that it seems to be cut off, for one.
    """

    given_path: str
    returned_path: str
    entries: tuple[EntryCount, ...]
    expected: Mapping[Expected, int]
    differences: tuple[Difference, ...]
    remarks: tuple[str, ...] = ()

    @property
    def losses(self) -> list[Difference]:
        """The differences that change the meaning."""
        return [one for one in self.differences if one.kind is DifferenceClass.LOSS]

    @property
    def harmless(self) -> list[Difference]:
        """The differences of text that mean the same."""
        return [one for one in self.differences if one.kind is DifferenceClass.HARMLESS]

    @property
    def is_lost(self) -> bool:
        """Whether anything is."""
        return bool(self.losses)
