"""Files of commands to DirMaint, one a record, as BATCH takes them and as people keep them.

A record that begins with `*`, `/*` or `--` is a comment; a comma at the end of a record continues the command in the next one.
Neither is certain of BATCH itself, which is why commands are best kept on one record each and comments few.

Source: z/VM DirMaint Commands Reference, BATCH; files of sites for the comments.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import islice
from typing import NamedTuple

from dirtool.spec.dirmaint_verbs import DIRMAINT, PREFIXES, VERB_BY_NAME, VERB_BY_SPELLING
from dirtool.spec.statement import abbreviations
from dirtool.spec.statements import BY_SPELLING, UNCERTAIN_SPELLINGS
from dirtool.syntax.command import CommandParser, ParsedCommand
from dirtool.syntax.command_secrets import introduces_secrets, may_hold_secrets
from dirtool.syntax.parser import CONTINUATION
from dirtool.syntax.source import Word
from dirtool.syntax.text_file import TextFile
from dirtool.syntax.words import fold
from dirtool.text.records import Records

_COMMENTS = ("*", "/*", "--")
_WAIT = re.compile(r"\*\s*DIRTOOL:\s*WAIT\s*", re.IGNORECASE)
_NAMES_OF_COMMAND = frozenset(abbreviations(DIRMAINT.spelling))
_HEADERS = {
    spelling
    for spelling, kind in BY_SPELLING.items()
    if kind.name in ("USER", "IDENTITY", "PROFILE", "SUBCONFIG", "GLOBALDEFS")
}
"""Statements with which entries begin."""

_OWN_WORDS = (
    (_NAMES_OF_COMMAND | PREFIXES.keys() | VERB_BY_SPELLING.keys()) - BY_SPELLING.keys() - UNCERTAIN_SPELLINGS.keys()
)
"""Words with which a command begins, and no statement."""

_WHOLE_DIRECTORY = [["USER", word] for word in VERB_BY_NAME["USER"].by_name["what"].words]
_WORD_IN_COMMENT = re.compile(r"[A-Za-z]+(?=\s)")
_WORDS_BEFORE_COMMAND = 2  # in a comment that puts a command away
_SAMPLE = 1_000  # the records, from the start of a file, that tell what it is


class CommandLine(NamedTuple):
    """A command of a file: its text with the continuations joined, its records (1-based), its words with their places."""

    text: str
    lines: tuple[int, ...]
    words: tuple[Word, ...]
    parsed: ParsedCommand

    @property
    def line(self) -> int:
        """The record in which it starts."""
        return self.lines[0]


class CommandFile(TextFile):
    """A file of commands in their order.

    `waits` are the records with the comment `* DIRTOOL: WAIT`, at which everything waits for the end of all work units.
    """

    def __init__(self, records: Records, parser: CommandParser) -> None:
        super().__init__(records)
        self._parser = parser
        self.commands: list[CommandLine] = []
        self.waits: list[int] = []
        self._read()

    @property
    def sources(self) -> list[CommandFile]:
        """The one file."""
        return [self]

    @property
    def faulty(self) -> list[CommandLine]:
        """The commands with which something is wrong by themselves."""
        return [command for command in self.commands if command.parsed.faults]

    def command_at(self, line: int) -> CommandLine | None:
        """The command that record `line` is a part of."""
        at = bisect_left(self.commands, line, key=lambda command: command.lines[-1])
        return self.commands[at] if at < len(self.commands) and line in self.commands[at].lines else None

    def secrets_in(self, line: int) -> list[tuple[int, int]]:
        """The places of passwords, or of what may be one, in a record: of its command, or of one that a comment puts away."""
        command = self.command_at(line)
        if command is not None:
            words = [command.words[at] for at in sorted(command.parsed.secrets)]
            return [(word.column - 1, word.end_column - 1) for word in words if word.line == line]
        start, text = _command_in_comment(self.texts[line - 1]) or (0, "")
        parsed = self._parser.parse(text)
        if parsed is None:
            return super().secrets_in(line)
        return [(start + parsed.words[at].start(), start + parsed.words[at].end()) for at in sorted(parsed.secrets)]

    def _read(self) -> None:
        waiting: list[int] = []
        for line, text in enumerate(self.texts, 1):
            if not waiting and is_comment(text):
                if _WAIT.fullmatch(text.strip()):
                    self.waits.append(line)
            elif text.strip():
                waiting.append(line)
                if not text.rstrip().endswith(CONTINUATION):
                    self._add(waiting)
                    waiting = []
        if waiting:
            self._add(waiting)

    def _add(self, lines: list[int]) -> None:
        *continued, last = lines
        pieces = [(line, self.texts[line - 1].rstrip().removesuffix(CONTINUATION)) for line in continued]
        pieces.append((last, self.texts[last - 1].rstrip()))
        words = tuple(
            Word(match.group(), line, match.start() + 1, match.end() + 1)
            for line, piece in pieces
            for match in re.finditer(r"\S+", piece)
        )
        text = " ".join(piece.strip() for _, piece in pieces)
        before = self.commands[-1].parsed.verb if self.commands else None
        parsed = self._parser.parse(text, follows_secrets=before is not None and may_hold_secrets(before))
        if parsed is not None:
            self.commands.append(CommandLine(text, tuple(lines), words, parsed))


def is_comment(text: str) -> bool:
    """Whether a record is a comment."""
    return text.lstrip().startswith(_COMMENTS)


def is_command_file(records: Records) -> bool:
    """Whether a file holds commands: at least half of its records begin as only a command does, most as one may, and no
    entry of a directory begins.
    """
    rows = _rows(records)
    own = sum(row[0] in _OWN_WORDS or row in _WHOLE_DIRECTORY for row in rows)
    return own > 0 and len(rows) <= 2 * own and not any(map(_begins_entry, rows))


def may_be_command_file(records: Records) -> bool:
    """Whether a file that is said to hold commands may do so: some record begins as only a command does, or no entry begins."""
    rows = _rows(records)
    return any(row[0] in _OWN_WORDS for row in rows) or not any(map(_begins_entry, rows))


def _rows(records: Records) -> list[list[str]]:
    """The first words of the records that tell what a file is."""
    return [fold(text).split(None, 2) for text in records.texts[:_SAMPLE] if text.strip() and not is_comment(text)]


def _begins_entry(words: list[str]) -> bool:
    """Whether words are a header; USER is a verb, too."""
    return words[0] in _HEADERS and words[:2] not in _WHOLE_DIRECTORY


def _command_in_comment(text: str) -> tuple[int, str] | None:
    """A command that a comment puts away, and where it starts: at DIRM, at FOR, or at a verb that may have passwords.

    It is one of the first words, whatever stands before it.
    """
    for match in islice(_WORD_IN_COMMENT.finditer(text), _WORDS_BEFORE_COMMAND + 1):
        word = fold(match.group())
        if word in _NAMES_OF_COMMAND or word in PREFIXES or introduces_secrets(word):
            return match.start(), text[match.start() :].rstrip().removesuffix("*/")
    return None
