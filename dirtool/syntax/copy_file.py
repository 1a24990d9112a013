"""DMSSICNF COPY and DMSSICMO COPY, the settings of the SMAPI servers and of the Cloud Manager Appliance, read into clauses.

The files are REXX. A clause ends with its record or at a semicolon, and goes on behind a comma at the end of a record; comments
nest. Each clause is parsed alone, so that a bad one hides nothing: a quoted string that is not closed ends with its record, and
so does a comment that is not.

Source: z/VM REXX/VM Reference, the structure of REXX; z/VM Systems Management Application Programming, the DMSSICNF COPY file.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Literal, NamedTuple

from dirtool.spec.copy_keys import BY_FOLDED_NAME
from dirtool.syntax.copy_secrets import holds_foreign_secret, is_secret, places_of_secrets
from dirtool.syntax.statement import MASK
from dirtool.syntax.text_file import Stated, TextFile
from dirtool.text.columns import without_sequence
from dirtool.text.records import Records

if TYPE_CHECKING:
    from dirtool.syntax.grammar import Grammar

ValueKind = Literal["string", "number", "symbol", "expression", "empty"]
LexemeKind = Literal["blank", "comment", "stray", "string", "name", "semicolon", "end", "sign"]

_LEXEME = re.compile(
    r"""
    (?P<blank>[^\S\n]+)
  | (?P<comment>/\*)
  | (?P<stray>\*/)
  | (?P<string>"[^"\n]*(?:""[^"\n]*)*"?|'[^'\n]*(?:''[^'\n]*)*'?)
  | (?P<name>[A-Za-z0-9@\#$!?_.]+|[-+][0-9]+\.?[0-9]*(?![A-Za-z0-9@\#$!?_.]))
  | (?P<semicolon>;)
  | (?P<end>\n)
  | (?P<sign>.)
    """,
    re.VERBOSE,
)
_DELIMITER = re.compile(r"/\*|\*/")
_ASSIGNMENT = re.compile(r"\s*([A-Za-z@#$!?_][A-Za-z0-9@#$!?_.]*)\s*=\s*([\"'0-9]?)")
_SYMBOL = re.compile(r"[A-Za-z0-9@#$!?_.]+")
_OF_CONF_FILE = re.compile(r"\s*(#|\[[^\]]*\]\s*$)")
_CONTINUATION = ","


class Lexeme(NamedTuple):
    """A piece of the text of a file, and its place: 0-based, half-open. A quoted string has its quotes, doubled ones too."""

    kind: LexemeKind
    start: int
    stop: int


class Token(NamedTuple):
    """A word of a clause, and its place in the text of the file: 0-based, half-open."""

    text: str
    start: int
    stop: int

    @property
    def is_string(self) -> bool:
        """Whether it is a quoted string, be it closed or not."""
        return self.text[0] in "\"'"

    @property
    def is_closed(self) -> bool:
        """Whether it is no quoted string, or one whose end is there."""
        return not self.is_string or self.text.count(self.text[0]) % 2 == 0


class Comment(NamedTuple):
    """A comment: half-open, with its delimiters. `depth` is 1 where no other comment is nested in it."""

    start: int
    stop: int
    depth: int
    is_closed: bool


@dataclass(slots=True)
class Clause:
    """The words of one clause.

    `kind` is that of its value, None if it is no assignment. `commas` are the places at which it goes on over the end of a
    record.
    """

    tokens: list[Token] = field(default_factory=list)
    kind: ValueKind | None = None
    commas: list[int] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name that gets the value, as written; the first word of what is no assignment."""
        return self.tokens[0].text

    @property
    def value(self) -> list[Token]:
        """The words behind the equals sign."""
        return self.tokens[2:]

    @property
    def start(self) -> int:
        """Its place in the text of the file, without blanks and comments around it: 0-based, half-open."""
        return self.tokens[0].start

    @property
    def stop(self) -> int:
        return self.tokens[-1].stop

    @property
    def open_string(self) -> Token | None:
        """The quoted string that is not closed."""
        return next((token for token in self.tokens if not token.is_closed), None)


class CopyFile(TextFile):
    """A COPY file as clauses and comments.

    `stray_ends` are the places where a comment ends that has not begun, `semicolons` those where a clause ends that might have
    gone on.
    """

    def __init__(self, records: Records) -> None:
        super().__init__(records, list(map(without_sequence, records.texts)))
        self.clauses: list[Clause] = []
        self.comments: list[Comment] = []
        self.stray_ends: list[int] = []
        self.semicolons: list[int] = []
        self._starts = [0, *accumulate(len(text) + 1 for text in self.texts)]
        self._read()

    def place(self, at: int) -> tuple[int, int]:
        """The 1-based record and column of a place in the text of the file."""
        line = bisect_right(self._starts, at, hi=max(1, len(self.texts)))
        return line, at - self._starts[line - 1] + 1

    def offset(self, line: int, column: int = 1) -> int:
        """The place in the text of the file of a 1-based record and column; behind the record it is the end of that."""
        return min(self._starts[line - 1] + column - 1, self._starts[line] - 1)

    def end_of_record(self, at: int) -> int:
        """Where the record ends in which a place in the text of the file is."""
        return self._starts[self.place(at)[0]] - 1

    def stated(self, clause: Clause) -> Stated:
        """What an assignment says as it is written, without quotes; of several records, the place is in the first.

        Of an address with a password in it, and of a statement of a directory, the text is a mask.
        """
        tokens = clause.value or clause.tokens[1:2]
        (line, column), (end_line, end_column) = self.place(tokens[0].start), self.place(tokens[-1].stop)
        if end_line != line:
            end_column = len(self.texts[line - 1].rstrip()) + 1
        text = self.value_of(clause)
        is_password = is_secret(clause.name, text)
        hidden = is_password or self.is_hidden(tokens[0].start, tokens[-1].stop)
        if not is_password and holds_foreign_secret(text):
            text = MASK
        return Stated(clause.name, text, self.path, line, column, end_column, hidden)

    def value_of(self, clause: Clause) -> str:
        """The value of an assignment as it is written; a quoted string without its quotes."""
        tokens = clause.value
        if clause.kind == "string":
            return _unquoted(tokens[0].text)
        return self.joined[tokens[0].start : tokens[-1].stop] if tokens else ""

    def line_of(self, clause: Clause) -> int:
        """The record in which a clause begins."""
        return self.place(clause.start)[0]

    def begins_comment(self, line: int, column: int) -> bool:
        """Whether a comment begins in a 1-based column of a record, be it behind a clause."""
        at = bisect_left(self.comments, self.offset(line, column), key=lambda comment: comment.start)
        return at < len(self.comments) and self.comments[at].start == self.offset(line, column)

    def secrets_in(self, line: int) -> list[tuple[int, int]]:
        """The places of passwords in a record, and of what may be one."""
        start, stop = self._starts[line - 1], self._starts[line] - 1
        record = self.records.texts[line - 1]
        found = []
        for at in range(self._first_secret_behind(start - 1), len(self._secrets)):
            first, last = self._secrets[at]
            if first > stop:
                break
            begin = max(0, first - start)
            # what looks like a sequence field may be the rest of a secret
            end = len(record) if last >= stop else last - start
            if hidden := record[begin:end].strip():
                begin = record.index(hidden, begin)
                found.append((begin, begin + len(hidden)))
        return found

    def shown(self, start: int, stop: int) -> str:
        """A part of the text of the file, without the secrets in it."""
        pieces, end = [], start
        for at in range(self._first_secret_behind(start), len(self._secrets)):
            first, last = self._secrets[at]
            if first >= stop:
                break
            begin = max(first, start)
            if hidden := self.joined[begin : min(last, stop)].strip():
                begin = self.joined.index(hidden, begin)
                pieces += [self.joined[end:begin], MASK]
                end = begin + len(hidden)
        return "".join([*pieces, self.joined[end:stop]])

    def is_hidden(self, start: int, stop: int) -> bool:
        """Whether a secret is in some part of the text of the file."""
        at = self._first_secret_behind(start)
        return at < len(self._secrets) and self._secrets[at][0] < stop

    def _first_secret_behind(self, at: int) -> int:
        """The index of the first secret that ends behind a place in the text of the file."""
        return bisect_right(self._secrets, at, key=lambda place: place[1])

    @cached_property
    def _secrets(self) -> list[tuple[int, int]]:
        return places_of_secrets(self)

    def _read(self) -> None:
        clause = Clause()
        for kind, start, stop in lexemes(self.joined):
            if kind == "comment":
                self.comments.append(_comment(self.joined, start, stop))
            elif kind == "stray":
                self.stray_ends.append(start)
            elif kind == "semicolon":
                self.semicolons.append(start)
                clause = self._ended(clause)
            elif kind == "end":
                clause = self._continued(clause)
            elif kind != "blank":
                clause.tokens.append(Token(self.joined[start:stop], start, stop))
        self._ended(self._continued(clause))

    def _continued(self, clause: Clause) -> Clause:
        """The clause to go on with behind the end of a record."""
        if not clause.tokens or clause.tokens[-1].text != _CONTINUATION:
            return self._ended(clause)
        clause.commas.append(clause.tokens.pop().start)
        return clause

    def _ended(self, clause: Clause) -> Clause:
        """Note a clause that has ended; the one to go on with."""
        if not clause.tokens:
            return Clause()
        clause.kind = None if clause.open_string else _kind_of(clause.tokens)
        self.clauses.append(clause)
        return Clause()


def lexemes(text: str) -> Iterator[Lexeme]:
    """The pieces of the text of a file, without a gap."""
    ends, at = _ends_of_comments(text), 0
    while at < len(text):
        match = _LEXEME.match(text, at)
        assert match is not None
        stop = match.end()
        if match.lastgroup == "comment":
            stop = ends.get(at) or _end_of_record(text, at)
        yield Lexeme(match.lastgroup, at, stop)  # type: ignore[arg-type]
        at = stop


def is_copy_file(records: Records) -> bool:
    """Whether the content is that of a COPY file.

    If it assigns to a known key, a third of its records have to be assignments or begin with a known key, comments apart; else
    more than half have to give a string or a number to a name, and none may be a section or a comment of a configuration file.
    """
    if not any("=" in text for text in records.texts):
        return False  # at once for almost every directory
    lines = [line for line in _without_comments("\n".join(records.texts)).split("\n") if line.strip()]
    assignments = [match for match in map(_ASSIGNMENT.match, lines) if match is not None]
    if any(match[1].upper() in BY_FOLDED_NAME for match in assignments):
        begun = sum(match[0].upper() in BY_FOLDED_NAME for match in map(_SYMBOL.search, lines) if match is not None)
        return max(begun, len(assignments)) * 3 >= len(lines)
    return sum(bool(match[2]) for match in assignments) * 2 > len(lines) and not any(map(_OF_CONF_FILE.match, lines))


def _without_comments(text: str) -> str:
    """A text without its comments that are closed, with no regard to quoted strings."""
    kept, at = [], 0
    for start, stop in sorted(_ends_of_comments(text).items()):
        if start >= at:
            kept.append(text[at:start])
            at = stop
    return "".join([*kept, text[at:]])


def _ends_of_comments(text: str) -> dict[int, int]:
    """Where each comment ends, by its beginning.

    Quotes do not matter: inside of a comment they are characters like all others, and elsewhere nobody asks.
    """
    found: dict[int, int] = {}
    waiting: list[int] = []
    for match in _DELIMITER.finditer(text):
        if match[0] == "/*":
            waiting.append(match.start())
        elif waiting:
            found[waiting.pop()] = match.end()
    return found


def _comment(text: str, start: int, stop: int) -> Comment:
    """The comment in a place, which ends with its record if it is not closed."""
    depth = deepest = 0
    for match in _DELIMITER.finditer(text, start, stop):
        depth += 1 if match[0] == "/*" else -1
        deepest = max(deepest, depth)
    return Comment(start, stop, deepest, depth == 0)


def _end_of_record(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _unquoted(text: str) -> str:
    quote = text[0]
    return text[1:-1].replace(quote * 2, quote)


def _kind_of(tokens: list[Token]) -> ValueKind | None:
    """The kind of value that Lark sees in a clause; None if it is no assignment."""
    from lark import Tree

    from dirtool.syntax.grammar import SyntaxFault

    tree = _grammar().parse([token.text for token in tokens], "assignment")
    if isinstance(tree, SyntaxFault):
        return None
    if len(tree.children) == 1:
        return "empty"
    value = tree.children[1]
    assert isinstance(value, Tree)
    leaf = value.children[0]
    kinds: dict[str, ValueKind] = {"STRING": "string", "NUMBER": "number", "SYMBOL": "symbol"}
    return kinds.get(getattr(leaf, "type", ""), "expression")


@cache
def _grammar() -> Grammar:
    """The parser of all files; Lark is imported here, so that help and completion do without."""
    from dirtool.syntax.grammar import Grammar, grammar_text

    return Grammar(grammar_text("dmssicnf.lark"))
