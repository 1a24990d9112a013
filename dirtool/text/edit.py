"""Edits of records: everything that no edit touches keeps its bytes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from dirtool.errors import DirtoolError, InputError
from dirtool.text.columns import CODE_END, RECORD_LENGTH
from dirtool.text.records import Records, encode_text, read_records, split_lines


class EditConflict(DirtoolError):
    """Two edits want to change the same place; the message names both."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace what stands between two places by `text`, where "\\n" begins a new record.

    Lines and columns are 1-based, columns count characters of the record, the end is exclusive. From (n, 1)
    to (n + 1, 1) is record n with its line end; behind the last record is column 1 of one line more.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    text: str

    @property
    def start(self) -> tuple[int, int]:
        """Line and column of the first character replaced."""
        return self.line, self.column

    @property
    def end(self) -> tuple[int, int]:
        """Line and column behind the last character replaced."""
        return self.end_line, self.end_column

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column} to line {self.end_line}, column {self.end_column}"


def apply_edits(records: Records, edits: Iterable[Edit]) -> Records:
    """The records after all `edits`, whose places all count in `records` as they are before.

    Untouched records keep their bytes and line ends; new ones get the common end of the file. A changed block
    is padded to 80 bytes again. Insertions at one place stand in the order given.

    Raises: EditConflict if edits overlap; ValueError if a place is not in the file; InputError if the
    encoding lacks a character, if a block would be longer than 80 bytes, or if a record would be read back as
    something else.
    """
    ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
    for edit in ordered:
        _check_place(edit, records)
        _check_characters(edit, records)
    _check_overlaps(ordered, records.path)
    editing = _Editing(records)
    for edit in ordered:
        editing.apply(edit)
    edited = editing.finish()
    if read_records(edited.to_bytes(), edited.path, edited.encoding).texts != edited.texts:
        raise InputError(f"{records.path}: what the edits leave would be read back as other records")
    return edited


def record_origins(count: int, edits: Iterable[Edit]) -> list[int]:
    """The 1-based numbers that the records after edits have had among `count` records before.

    For a new record it is that of the record before which it was put, for one made of several that of the last of them.
    """
    origins: list[int] = []
    line = 1
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        origins += range(line, edit.line)
        origins += [edit.line] * edit.text.count("\n")
        line = edit.end_line
    return [*origins, *range(line, count + 1)]


def replace_code(text: str, new_code: str) -> str:
    """A record with `new_code` in columns 1-71, and all that stands behind them where it was.

    Raises: ValueError if `new_code` is longer than 71 characters.
    """
    if len(new_code) > CODE_END:
        raise ValueError(f"{len(new_code)} characters do not fit into columns 1-{CODE_END}")
    behind = text[CODE_END:]
    return new_code.ljust(CODE_END) + behind if behind else new_code


class _Editing:
    """Puts the new records together from the old ones and the edits, taken in the order of their places."""

    def __init__(self, old: Records) -> None:
        self._old = old
        self._line = 0  # how far the old records are used up: index and characters of the record there
        self._column = 0
        self._begun = ""  # the record being put together, as far as it goes
        self._texts: list[str] = []
        self._other_ends: dict[int, str] = {}

    def apply(self, edit: Edit) -> None:
        """Copies what stands before `edit`, then puts its text in place of what it covers."""
        self._copy_up_to(edit.line - 1, edit.column - 1)
        begun, *new = edit.text.split("\n")
        self._begun += begun
        for text in new:
            self._add(self._begun, self._old.end)
            self._begun = text
        self._line, self._column = edit.end_line - 1, edit.end_column - 1

    def finish(self) -> Records:
        """All records, with what is left of the old ones behind the last edit."""
        self._copy_up_to(len(self._old.texts), 0)
        if self._begun:
            self._add(self._begun, self._old.end)
        last = len(self._texts) - 1
        if self._other_ends.get(last) == "" and self._texts[last] == "":  # no bytes are left of it
            self._texts.pop()
            del self._other_ends[last]
        return replace(self._old, texts=self._texts, other_ends=self._other_ends)

    def _copy_up_to(self, line: int, column: int) -> None:
        if self._line < line:
            self._complete_begun()
            self._copy_records(self._line, line)
            self._line, self._column = line, 0
        if self._column < column:
            self._begun += self._old.texts[line][self._column : column]
            self._column = column

    def _complete_begun(self) -> None:
        if not self._begun and not self._column:
            return
        whole = self._old.texts[self._line]
        text = self._begun + whole[self._column :]
        if text != whole:
            self._add(text, self._old.end_of(self._line))
            self._line += 1
        self._begun = ""

    def _copy_records(self, first: int, stop: int) -> None:
        if first == stop:
            return
        if self._old.other_ends:
            shift = len(self._texts) - first
            ends = self._old.other_ends
            self._other_ends |= {index + shift: ends[index] for index in range(first, stop) if index in ends}
        self._texts += self._old.texts[first:stop]

    def _add(self, text: str, end: str) -> None:
        self._close_last()
        if self._old.blocks:
            text = self._padded(text)
        elif text and split_lines(text + end, self._old.end[-1])[0] != [text]:
            raise InputError(f"{self._place()}: the record would hold a character that ends a line here")
        if end != self._old.end:
            self._other_ends[len(self._texts)] = end
        self._texts.append(text)

    def _close_last(self) -> None:
        """A record behind which another follows needs a line end, or all 80 bytes of a block."""
        last = len(self._texts) - 1
        if self._other_ends.get(last) == "":
            del self._other_ends[last]
        elif self._old.blocks and self._texts and len(self._texts[last]) < RECORD_LENGTH:
            self._texts[last] = self._padded(self._texts[last])

    def _padded(self, text: str) -> str:
        content = text.rstrip(" ")
        size = len(encode_text(content, self._old.encoding))
        if size > RECORD_LENGTH:
            raise InputError(f"{self._place()}: a record of {size} bytes does not fit into {RECORD_LENGTH}")
        return content + " " * (RECORD_LENGTH - size)

    def _place(self) -> str:
        return f"{self._old.path}: line {self._line + 1}"


def _check_place(edit: Edit, records: Records) -> None:
    for line, column in (edit.start, edit.end):
        if not 1 <= line <= len(records.texts) + 1 or not 1 <= column <= _last_column(records, line):
            raise ValueError(f"{records.path}: line {line}, column {column} is not in the file")
    if edit.end < edit.start:
        raise ValueError(f"{records.path}: the edit at {edit} ends before it starts")


def _last_column(records: Records, line: int) -> int:
    return len(records.texts[line - 1]) + 1 if line <= len(records.texts) else 1


def _check_characters(edit: Edit, records: Records) -> None:
    try:
        encode_text(edit.text, records.encoding)
    except UnicodeEncodeError as error:
        before, character = edit.text[: error.start], edit.text[error.start]
        line = edit.line + before.count("\n")
        column = len(before) - before.rfind("\n") if "\n" in before else edit.column + len(before)
        missing = f"{records.encoding} has no character {character!a}"
        raise InputError(f"{records.path}: line {line}, column {column}: {missing}") from None


def _check_overlaps(ordered: list[Edit], path: str) -> None:
    for left, right in pairwise(ordered):
        if right.start < left.end:
            raise EditConflict(f"{path}: the edits at {left} and at {right} overlap")
