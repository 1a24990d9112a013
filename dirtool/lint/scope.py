"""What the records of a file belong to, for the comments that silence findings: the next statement, the entry, the file."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Protocol

from dirtool.lint.faults import errors_of
from dirtool.model.directory import Directory, Entry
from dirtool.syntax.extent_control import ControlFile
from dirtool.syntax.masking import SourceFile
from dirtool.syntax.source import Source
from dirtool.syntax.text_file import TextFile


class Scopes(Protocol):
    """The files that are judged together. Records are told by their numbers, from the first to the last one, both inclusive.

    `is_part` tells whether they are a part of something whose rest may be elsewhere.
    """

    @property
    def sources(self) -> Sequence[SourceFile]:
        """The files."""

    @property
    def is_part(self) -> bool: ...

    def next_statement(self, path: str, line: int) -> tuple[int, int]:
        """The records that a comment in record `line` speaks of: all from the comment to the end of the next statement."""

    def entry(self, path: str, line: int) -> tuple[int, int]:
        """The records of the entry that holds record `line`; (0, 0) if none does."""

    def entry_name(self, path: str, line: int) -> str:
        """The name of that entry; empty if there is none."""

    def broken_records(self, path: str) -> list[int]:
        """The records in which statements begin that have errors of their own, in order."""


class DirectoryScopes:
    """The files of a directory."""

    def __init__(self, directory: Directory, *, is_part: bool) -> None:
        self.sources: list[Source] = directory.sources
        self.is_part = is_part
        self._directory = directory
        self._by_path = {source.path: source for source in directory.sources}

    def next_statement(self, path: str, line: int) -> tuple[int, int]:
        """All from the comment to the end of the next statement, or the statement that goes on around the comment."""
        source = self._by_path[path]
        before = source.position_before(line)
        if before is not None and source.lines_of(before)[-1] > line:
            return source.lines[before], source.lines_of(before)[-1]
        after = 0 if before is None else before + 1
        return line, source.lines_of(after)[-1] if after < len(source.lines) else len(source.records.texts)

    def entry(self, path: str, line: int) -> tuple[int, int]:
        """The records of the entry, with the comments before the next one."""
        entry = self._holder(path, line)
        if entry is None:
            return 0, 0
        lines = entry.source.lines
        last = lines[entry.stop] - 1 if entry.stop < len(lines) else len(entry.source.records.texts)
        return entry.line, last

    def entry_name(self, path: str, line: int) -> str:
        """The name of the entry, as it may be shown."""
        entry = self._holder(path, line)
        return "" if entry is None else entry.shown_name

    def broken_records(self, path: str) -> list[int]:
        """Where statements with errors begin."""
        source = self._by_path[path]
        return [source.lines[at] for at in sorted(source.faults) if any(errors_of(source, at))]

    def _holder(self, path: str, line: int) -> Entry | None:
        return self._directory.holder_of_line(self._by_path[path], line)


class ControlScopes:
    """The one file of an EXTENT CONTROL: every record is a statement, and sections are what entries are in a directory."""

    is_part = False

    def __init__(self, file: ControlFile) -> None:
        self.sources = [file]
        self._file = file
        self._broken = sorted(file.faults)

    def next_statement(self, path: str, line: int) -> tuple[int, int]:
        """All from the comment to the next record."""
        lines = self._file.lines
        at = bisect_right(lines, line)
        return line, lines[at] if at < len(lines) else len(self._file.records.texts)

    def entry(self, path: str, line: int) -> tuple[int, int]:
        """The records of the section, from its tag to its end."""
        part = self._file.part_at(line)
        return (0, 0) if part is None else (part.line, part.last)

    def entry_name(self, path: str, line: int) -> str:
        """The tag of the section, where there is such a section."""
        part = self._file.part_at(line)
        return "" if part is None or part.section is None else part.tag

    def broken_records(self, path: str) -> list[int]:
        """The records at fault."""
        return self._broken


class LineScopes:
    """One file in which a record is all that belongs together: there are no entries."""

    is_part = False

    def __init__(self, file: TextFile, lines: Sequence[int], broken: Sequence[int] = ()) -> None:
        """`lines` are the numbers of the records in which something begins, `broken` those with errors of their own."""
        self.sources = [file]
        self._lines = lines
        self._last = len(file.records.texts)
        self._broken = sorted(broken)

    def next_statement(self, path: str, line: int) -> tuple[int, int]:
        """The comment's own record, if something begins in it; else all from there to the next one in which something does."""
        at = bisect_left(self._lines, line)
        return line, self._lines[at] if at < len(self._lines) else self._last

    def entry(self, path: str, line: int) -> tuple[int, int]:
        """No records."""
        return 0, 0

    def entry_name(self, path: str, line: int) -> str:
        """No name."""
        return ""

    def broken_records(self, path: str) -> list[int]:
        """The records at fault."""
        return self._broken
