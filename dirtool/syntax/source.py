"""The statements of one file, each with its place in the records."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import compress, count
from typing import Any, NamedTuple

from dirtool.syntax.continuation import continued_statements, without_continuation
from dirtool.syntax.fault import Fault
from dirtool.syntax.parser import CONTINUATION, ParsedTexts, Parser
from dirtool.syntax.statement import Statement
from dirtool.syntax.words import fold, split
from dirtool.text.columns import CODE_END, code
from dirtool.text.records import Records

_PRINTABLE = bytes(range(0x20, 0x7F)) + b"\n"


class Word(NamedTuple):
    """One word of a statement and its place: 1-based record and columns, the end exclusive."""

    text: str
    line: int
    column: int
    end_column: int


class Source:
    """A file read into statements.

    `lines[i]` is the 1-based number of the record in which `statements[i]` starts; equal records share a statement, also with
    files that are told to be `like` this one.
    `faults` holds what is wrong with a statement by itself, by its index. `longest` is the length of the longest record.
    `remembered` is for those who ask the same of a source again and again.
    """

    def __init__(self, records: Records, parser: Parser, like: Iterable[Source] = ()) -> None:
        self.records = records
        self.path = records.path
        self.parser = parser
        self.longest = max(map(len, records.texts), default=0)
        self.lines: list[int] = []
        self.statements: list[Statement] = []
        self.faults: dict[int, tuple[Fault, ...]] = {}
        self.remembered: dict[object, Any] = {}
        self._continued: dict[int, list[int]] = {}
        self._words: tuple[int, list[Word]] | None = None
        known = ParsedTexts({}, {}, set())
        for source in like:
            source._tell(known)
        self._read(known)

    @cached_property
    def positions_by_type(self) -> dict[type[Statement], list[int]]:
        """The indexes of the statements of each type, in order."""
        found: dict[type[Statement], list[int]] = {}
        for index, kind in enumerate(map(type, self.statements)):
            try:
                found[kind].append(index)
            except KeyError:
                found[kind] = [index]
        return found

    @cached_property
    def joined(self) -> str:
        """All records with a line feed between them, to search in at once: ten times as fast as record by record."""
        return "\n".join(self.records.texts)

    @cached_property
    def is_plain(self) -> bool:
        """Whether the records hold printable ASCII only."""
        joined = self.joined
        if not joined.isascii() or joined.encode("ascii").translate(None, _PRINTABLE):
            return False
        return joined.count("\n") == max(0, len(self.records.texts) - 1)

    @cached_property
    def past_code(self) -> list[int]:
        """The numbers of the records with more than blanks behind column 71."""
        if self.longest <= CODE_END:
            return []
        texts = enumerate(self.records.texts, 1)
        return [line for line, text in texts if len(text) > CODE_END and not text[CODE_END:].isspace()]

    def begins_comment(self, line: int, column: int) -> bool:
        """Whether a comment begins in a 1-based column of a record: at its first character, if it is one."""
        return not self.records.texts[line - 1][: column - 1].strip()

    def lines_of(self, index: int) -> list[int]:
        """The 1-based numbers of the records of a statement."""
        return self._continued.get(self.lines[index]) or [self.lines[index]]

    def position_at(self, line: int) -> int | None:
        """The index of the statement that record `line` is a part of."""
        position = self.position_before(line + 1)
        if position is None:
            return None
        lines = self.lines_of(position)
        at = bisect_left(lines, line)
        return position if at < len(lines) and lines[at] == line else None

    def position_before(self, line: int) -> int | None:
        """The index of the last statement that starts before record `line`."""
        position = bisect_left(self.lines, line) - 1
        return None if position < 0 else position

    def code(self, line: int) -> str:
        """Columns 1-71 of a record."""
        return code(self.records.texts[line - 1])

    def text(self, index: int) -> str:
        """Columns 1-71 of a statement without outer blanks; the records of a continued one are joined by line feeds."""
        return "\n".join(self.code(line).strip() for line in self.lines_of(index))

    def words(self, index: int) -> list[Word]:
        """The words of a statement, as the parser saw them."""
        if self._words is None or self._words[0] != index:  # one statement's are asked for several times in a row
            self._words = index, self._words_of(index)
        return self._words[1]

    def folded_words(self, index: int) -> list[str]:
        """The words of a statement in upper case, without the comma behind the last one: as `Parser.dissect` takes them."""
        kind = self.statements[index].known_definition
        words = [fold(word) for _, text in self._codes_of(index) for word in split(text, kind)]
        if words[-1].endswith(CONTINUATION) and kind is not None and not self.parser.ends_in_text(kind, words):
            words[-1:] = words[-1].rstrip(CONTINUATION).split()
        return words

    def _words_of(self, index: int) -> list[Word]:
        kind = self.statements[index].known_definition
        found = []
        for line, text in self._codes_of(index):
            end = 0
            for word in split(text, kind):
                start = text.index(word, end)
                end = start + len(word)
                found.append(Word(word, line, start + 1, end + 1))
        return found

    def _codes_of(self, index: int) -> Iterator[tuple[int, str]]:
        """The records of a statement, by their numbers, without what continues them."""
        *continued, last = self.lines_of(index)
        for line in continued:
            yield line, without_continuation(self.code(line))
        yield last, self.code(last)

    def _tell(self, known: ParsedTexts) -> None:
        """Add the statements of one record to what is known of texts, without blanks at their ends."""
        for index, (line, statement) in enumerate(zip(self.lines, self.statements, strict=True)):
            if line not in self._continued:
                text = self.code(line).rstrip(" ")
                known.statements[text] = statement
                if index in self.faults:
                    known.faults[text] = self.faults[index]

    def _read(self, known: ParsedTexts) -> None:
        texts = self.records.texts
        codes = list(map(code, texts)) if self.longest > CODE_END else texts
        found, faulty, open_ended = self.parser.parse_all(codes, known)
        placed = list(map(found.__getitem__, codes))
        joined: dict[int, tuple[Fault, ...]] = {}
        for records, parsed in continued_statements(codes, open_ended, self.parser):
            for index in records:
                placed[index] = None
            placed[records[0]] = parsed.statement
            joined[records[0] + 1] = parsed.faults
            self._continued[records[0] + 1] = [index + 1 for index in records]
        self.lines = list(compress(count(1), placed))
        self.statements = list(filter(None, placed))
        if faulty or joined:
            at_fault = {*joined, *compress(count(1), map(faulty.__contains__, codes))}
            self.faults = {
                bisect_left(self.lines, line): faults
                for line in sorted(at_fault)
                if placed[line - 1] is not None
                and (faults := joined[line] if line in joined else faulty[codes[line - 1]])
            }
