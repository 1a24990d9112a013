"""The statements of one file, each with its place in the records."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import compress, count
from typing import NamedTuple

from dirtool.spec.statement import Extra
from dirtool.syntax.fault import Fault
from dirtool.syntax.masking import Shown, mask, secrets_behind_statement, secrets_in_comment, whole_word
from dirtool.syntax.parser import CONTINUATION, Parser, is_statement, starts_statement
from dirtool.syntax.statement import MASK, Statement
from dirtool.syntax.words import split
from dirtool.text.columns import CODE_END, code
from dirtool.text.records import Records


class Word(NamedTuple):
    """One word of a statement and its place: 1-based record and columns, the end exclusive."""

    text: str
    line: int
    column: int
    end_column: int


class Source:
    """A file read into statements.

    `lines[i]` is the 1-based number of the record in which `statements[i]` starts; equal records share a statement.
    `faults` holds what is wrong with a statement by itself, by its index. `longest` is the length of the longest record.
    """

    def __init__(self, records: Records, parser: Parser) -> None:
        self.records = records
        self.path = records.path
        self.longest = max(map(len, records.texts), default=0)
        self.lines: list[int] = []
        self.statements: list[Statement] = []
        self.faults: dict[int, tuple[Fault, ...]] = {}
        self._parser = parser
        self._continued: dict[int, list[int]] = {}
        self._read()

    def lines_of(self, index: int) -> list[int]:
        """The 1-based numbers of the records of a statement."""
        return self._continued.get(self.lines[index]) or [self.lines[index]]

    def text(self, index: int) -> str:
        """Columns 1-71 of a statement without outer blanks; the records of a continued one are joined by line feeds."""
        return "\n".join(code(self.records.texts[line - 1]).strip() for line in self.lines_of(index))

    def words(self, index: int) -> list[Word]:
        """The words of a statement, as the parser saw them."""
        definition = self.statements[index].known_definition
        lines = self.lines_of(index)
        found = []
        for line in lines:
            text = code(self.records.texts[line - 1])
            if line != lines[-1]:
                text = _without_continuation(text)
            end = 0
            for word in split(text, quotes=definition is not None and definition.takes_quotes):
                start = text.index(word, end)
                end = start + len(word)
                found.append(Word(word, line, start + 1, end + 1))
        return found

    def faults_at(self, line: int) -> tuple[Fault, ...]:
        """The faults of the statement that record `line` is a part of."""
        position = self._position_at(line)
        return () if position is None else self.faults.get(position, ())

    def secret_words(self, index: int) -> list[Word]:
        """The words of a statement that hold a secret, or that may hold one where the statement is broken."""
        words = self.words(index)
        if self._goes_on_with_secrets(index):
            return words
        return [words[at] for at in self._parser.secrets(self.statements[index], [word.text for word in words])]

    def shown_keyword(self, index: int) -> str:
        """The keyword of a statement, masked where it is no keyword but may be a secret."""
        return MASK if self._goes_on_with_secrets(index) else self.statements[index].keyword

    def _goes_on_with_secrets(self, index: int) -> bool:
        """Whether this is no statement, but what somebody wrote behind the comma of one that holds secrets."""
        if index == 0 or self.statements[index].known_definition is not None:
            return False
        before = self.statements[index - 1].known_definition
        ends_in_comma = any(fault.rule == "comma-is-no-continuation" for fault in self.faults.get(index - 1, ()))
        return before is not None and before.holds_secrets and ends_in_comma

    def shown_text(self, index: int) -> str:
        """As `text`, with secrets masked."""
        if not _may_hold_secrets(self.statements[index]):
            return self.text(index)
        lines = self.lines_of(index)
        secrets = self.secret_words(index)
        return "\n".join(
            mask(
                code(self.records.texts[line - 1]),
                [(word.column - 1, word.end_column - 1) for word in secrets if word.line == line],
            ).text.strip()
            for line in lines
        )

    def shown_record(self, line: int) -> Shown:
        """A whole record, with the secrets masked of its statement, or of the statement that a comment puts away."""
        text = self.records.texts[line - 1]
        position = self._position_at(line)
        if position is None:
            before = self.records.texts[line - 2] if line > 1 else ""
            return mask(text, secrets_in_comment(text, before, self._parser))
        if not _may_hold_secrets(self.statements[position]):
            return Shown(text, ())
        secrets = [word for word in self.secret_words(position) if word.line == line]
        places = [whole_word(text, word.column - 1, word.end_column - 1) for word in secrets]
        return mask(text, places + secrets_behind_statement(text, places))

    def _position_at(self, line: int) -> int | None:
        """The position of the statement that record `line` is a part of."""
        position = bisect_right(self.lines, line) - 1
        return position if position >= 0 and line in self.lines_of(position) else None

    def _read(self) -> None:
        texts = self.records.texts
        codes = list(map(code, texts)) if self.longest > CODE_END else texts
        found, faulty, open_ended = self._parser.parse_all(codes)
        placed = list(map(found.__getitem__, codes))
        joined = self._join(codes, placed, open_ended)
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

    def _join(
        self, codes: Sequence[str], placed: list[Statement | None], open_ended: set[str]
    ) -> dict[int, tuple[Fault, ...]]:
        """Put every continued statement into the place of its first record, and nothing into those of the others.

        Returns the faults of the continued statements by the number of their first record.
        """
        faults: dict[int, tuple[Fault, ...]] = {}
        joined_up_to = 0
        for first, text in enumerate(codes) if open_ended else ():
            if first < joined_up_to or text not in open_ended:
                continue
            records, finished = _continuation(codes, first)
            joined_up_to = records[-1] + 1
            self._continued[first + 1] = [index + 1 for index in records]
            parts = [_without_continuation(codes[index]) for index in records[:-1]]
            parts.append(codes[records[-1]] if finished else _without_continuation(codes[records[-1]]))
            parsed = self._parser.parse(" ".join(parts))
            for index in records:
                placed[index] = None
            if parsed is not None:
                placed[first] = parsed.statement
                definition = parsed.statement.known_definition
                seen = " ".join([*parts[:-1], codes[records[-1]]])
                last = len(split(seen, quotes=definition is not None and definition.takes_quotes)) - 1
                is_text = definition is not None and definition.extra is Extra.TEXT  # its comma may be part of the text
                cut_off = Fault(
                    "unfinished-statement", last, last, wanted=CONTINUATION, certainty="warning" if is_text else "error"
                )
                faults[first + 1] = parsed.faults if finished else _unfinished(parsed.faults, cut_off)
        return faults


def _continuation(codes: Sequence[str], first: int) -> tuple[list[int], bool]:
    """The indexes of the records of the statement that starts at `first`, and whether it comes to its end."""
    records = [first]
    for index in range(first + 1, len(codes)):
        text = codes[index]
        if starts_statement(text):
            break
        if not is_statement(text):
            continue
        records.append(index)
        if not text.rstrip().endswith(CONTINUATION):
            return records, True
    return records, False


def _may_hold_secrets(statement: Statement) -> bool:
    definition = statement.known_definition
    return definition is None or definition.holds_secrets


def _without_continuation(text: str) -> str:
    return text.rstrip().removesuffix(CONTINUATION)


def _unfinished(faults: tuple[Fault, ...], cut_off: Fault) -> tuple[Fault, ...]:
    """What is wrong with a statement that is cut off: a missing operand is part of that."""
    return (*(fault for fault in faults if fault.rule != "missing-operand"), cut_off)
