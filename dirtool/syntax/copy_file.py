"""DMSSICNF COPY and DMSSICMO COPY, the settings of the SMAPI servers and of the Cloud Manager Appliance, read into clauses.

The files are REXX. A clause ends with its record or at a semicolon, and goes on behind a comma at the end of a record; comments
nest. Each clause is parsed alone, so that a bad one hides nothing: a quoted string that is not closed ends with its record, and
so does a comment that is not.

Source: z/VM REXX/VM Reference, the structure of REXX; z/VM Systems Management Application Programming, the DMSSICNF COPY file.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Literal, NamedTuple

from dirtool.spec.copy_keys import BY_FOLDED_NAME, NO_PASSWORD, NOLOG, NONE, is_secret_key
from dirtool.syntax.text_file import Stated, TextFile
from dirtool.text.columns import CODE_END, RECORD_LENGTH, SEQUENCE_START, is_sequence
from dirtool.text.records import Records

if TYPE_CHECKING:
    from dirtool.syntax.grammar import Grammar

ValueKind = Literal["string", "number", "symbol", "expression", "empty"]

_TOKEN = re.compile(
    r"""
    (?P<blank>[^\S\n]+)
  | (?P<comment>/\*)
  | (?P<stray>\*/)
  | (?P<string>"[^"\n]*(?:"|(?=\n)|\Z)|'[^'\n]*(?:'|(?=\n)|\Z))
  | (?P<name>[A-Za-z0-9@\#$!?_.]+)
  | (?P<end>[;\n])
  | (?P<sign>.)
    """,
    re.VERBOSE,
)
_DELIMITER = re.compile(r"/\*|\*/")
_SYMBOL = r"[A-Za-z@#$!?_][A-Za-z0-9@#$!?_.]*"
_ASSIGNMENT = re.compile(rf"\s*({_SYMBOL})\s*=")
_PUT_AWAY = re.compile(rf"({_SYMBOL})[ \t]*[=\"']")
_SECTION = re.compile(r"\s*\[[^\]]*\]\s*$")
_CONTINUATION = ","
_KEYWORDS_OF_NO_SECRET = ("", NONE, NOLOG, NO_PASSWORD)


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
        return not self.is_string or (len(self.text) > 1 and self.text[-1] == self.text[0])


@dataclass(slots=True)
class Comment:
    """A comment: half-open, with its delimiters. `depth` is 1 where no other comment is nested in it."""

    start: int
    stop: int
    depth: int
    is_closed: bool


@dataclass(slots=True)
class Clause:
    """The words of one clause.

    `kind` is that of its value, None if it is no assignment. `is_continued` tells that it goes on over the end of a record,
    `is_ended` that a semicolon ends it.
    """

    tokens: list[Token] = field(default_factory=list)
    kind: ValueKind | None = None
    is_continued: bool = False
    is_ended: bool = False

    @property
    def name(self) -> str:
        """The name that gets the value, as written; the first word of what is no assignment."""
        return self.tokens[0].text

    @property
    def value(self) -> list[Token]:
        """The words behind the equals sign."""
        return self.tokens[2:]

    @property
    def open_string(self) -> Token | None:
        """The quoted string that is not closed."""
        return next((token for token in self.tokens if not token.is_closed), None)


class CopyFile(TextFile):
    """A COPY file as clauses and comments.

    `stray_ends` are the places where a comment ends that has not begun.
    """

    def __init__(self, records: Records) -> None:
        super().__init__(records, list(map(_without_sequence, records.texts)))
        self.clauses: list[Clause] = []
        self.comments: list[Comment] = []
        self.stray_ends: list[int] = []
        self._starts = [0, *accumulate(len(text) + 1 for text in self.texts)]
        self._read()

    def place(self, at: int) -> tuple[int, int]:
        """The 1-based record and column of a place in the text of the file."""
        line = bisect_right(self._starts, at, hi=max(1, len(self.texts)))
        return line, at - self._starts[line - 1] + 1

    def offset(self, line: int, column: int = 1) -> int:
        """The place in the text of the file of a 1-based record and column."""
        return self._starts[line - 1] + column - 1

    def stated(self, clause: Clause) -> Stated:
        """What an assignment says as REXX reads it; the text of an expression is as it is written."""
        tokens = clause.value or clause.tokens[1:2]
        (line, column), (end_line, end_column) = self.place(tokens[0].start), self.place(tokens[-1].stop)
        text = self._value(clause)
        if end_line != line:
            end_column = len(self.texts[line - 1].rstrip()) + 1
        return Stated(clause.name, text, self.path, line, column, end_column, is_secret(clause.name, text))

    def line_of(self, clause: Clause) -> int:
        """The record in which a clause begins."""
        return self.place(clause.tokens[0].start)[0]

    def secrets_in(self, line: int) -> list[tuple[int, int]]:
        """The places of passwords in a record, and of what may be one."""
        start, stop = self._starts[line - 1], self._starts[line] - 1
        first, last = bisect_left(self._secrets, (start, 0)), bisect_left(self._secrets, (stop, 0))
        found = [(one - start, other - start) for one, other in self._secrets[first:last]]
        length = stop - start
        if found and length > CODE_END and found[-1][1] < length:
            found.append((max(found[-1][1], CODE_END), length))  # it may be the rest of the secret
        return found

    @cached_property
    def _secrets(self) -> list[tuple[int, int]]:
        """The places of secrets in the text of the file, in order; none of them goes over the end of a record."""
        found: list[tuple[int, int]] = []
        follows_secret = False
        for clause in self.clauses:
            found += _secret_tokens(clause, self._value(clause), follows_secret=follows_secret)
            follows_secret = is_secret_key(clause.name) and (clause.kind is None or not clause.value)
        for comment in self.comments:
            found += self._secrets_in_comment(comment)
        return sorted(found)

    def _secrets_in_comment(self, comment: Comment) -> list[tuple[int, int]]:
        """From each assignment of a secret that a comment puts away to the end of its record, or of the comment."""
        found = []
        end = comment.start
        for match in _PUT_AWAY.finditer(self.joined, comment.start, comment.stop):
            if match.start() >= end and is_secret_key(match[1]):
                end = self.joined.find("\n", match.end(), comment.stop)
                end = comment.stop - 2 * comment.is_closed if end < 0 else end
                found.append((match.end() - 1, end))
        return found

    def _value(self, clause: Clause) -> str:
        if clause.kind == "string":
            return "".join(_unquoted(token.text) for token in clause.value)
        tokens = clause.value
        return self.joined[tokens[0].start : tokens[-1].stop] if tokens else ""

    def _read(self) -> None:
        text, ends = self.joined, _ends_of_comments(self.joined)
        clause, at = Clause(), 0
        while at < len(text):
            match = _TOKEN.match(text, at)
            assert match is not None
            at = match.end()
            kind = match.lastgroup
            if kind == "comment":
                at = self._comment(match.start(), *ends.get(match.start(), (0, 1)))
            elif kind == "end":
                clause = self._ended(clause, match[0])
            elif kind == "stray":
                self.stray_ends.append(match.start())
            elif kind != "blank":
                clause.tokens.append(Token(match[0], *match.span()))
        self._ended(clause, ";")

    def _comment(self, start: int, stop: int, depth: int) -> int:
        """Note a comment; where reading goes on."""
        is_closed = stop > 0
        if not is_closed:
            stop = self.joined.find("\n", start)
            stop = len(self.joined) if stop < 0 else stop
        self.comments.append(Comment(start, stop, depth, is_closed))
        return stop

    def _ended(self, clause: Clause, by: str) -> Clause:
        """Note a clause if it has ended; the one to go on with."""
        if not clause.tokens:
            return clause
        if by == "\n" and clause.tokens[-1].text == _CONTINUATION:
            clause.tokens.pop()
            clause.is_continued = True
            return clause
        clause.is_ended = by == ";"
        clause.tokens = _without_doubled_quotes(clause.tokens)
        clause.kind = None if clause.open_string else _kind_of(clause.tokens)
        self.clauses.append(clause)
        return Clause()


def is_copy_file(records: Records) -> bool:
    """Whether more than half of the records that are no comments are assignments, with no section of a configuration file."""
    if not any("=" in text for text in records.texts):
        return False  # at once for almost every directory
    text = "\n".join(records.texts)
    code, at = [], 0
    for start, stop in _top_comments(text):
        code.append(text[at:start])
        at = max(at, stop)
    lines = [line for line in "".join([*code, text[at:]]).split("\n") if line.strip()]
    if any(map(_SECTION.match, lines)) or any(line.lstrip().startswith("#") for line in lines):
        return False
    names = [match[1].upper() for match in map(_ASSIGNMENT.match, lines) if match is not None]
    return len(names) * 2 > len(lines) or any(name in BY_FOLDED_NAME for name in names[:1])


def is_secret(name: str, text: str) -> bool:
    """Whether what a key is given is a secret, and no word that stands for none."""
    return is_secret_key(name) and text not in _KEYWORDS_OF_NO_SECRET


def _secret_tokens(clause: Clause, value: str, *, follows_secret: bool) -> list[tuple[int, int]]:
    """The places in a clause of a secret, or of what may be one."""
    if clause.kind is not None:
        if not is_secret(clause.name, value):
            return []
        hidden = clause.value
    elif follows_secret or is_secret_key(clause.name):
        hidden = clause.tokens if follows_secret else clause.tokens[1:]
    else:
        hidden = [token for token in clause.tokens if token.is_string]
    return [(token.start, token.stop) for token in hidden if token.text != "="]


def _top_comments(text: str) -> list[tuple[int, int]]:
    """The places of the comments, those outermost, with no regard to quoted strings."""
    found: list[tuple[int, int]] = []
    for start, (stop, _) in sorted(_ends_of_comments(text).items()):
        if not found or start >= found[-1][1]:
            found.append((start, stop))
    return found


def _ends_of_comments(text: str) -> dict[int, tuple[int, int]]:
    """Where each comment ends, by its beginning, and how deep comments are nested in it.

    Quotes do not matter: inside of a comment they are characters like all others, and elsewhere nobody asks.
    """
    found: dict[int, tuple[int, int]] = {}
    waiting: list[list[int]] = []  # beginnings, with the depth that was met below each
    for match in _DELIMITER.finditer(text):
        if match[0] == "/*":
            waiting.append([match.start(), 1])
        elif waiting:
            start, depth = waiting.pop()
            found[start] = match.end(), depth
            if waiting:
                waiting[-1][1] = max(waiting[-1][1], depth + 1)
    return found


def _without_sequence(text: str) -> str:
    """A record without a sequence field."""
    has_field = is_sequence(text[SEQUENCE_START - 1 : RECORD_LENGTH]) and text[SEQUENCE_START - 2].isspace()
    return text[: SEQUENCE_START - 1] if has_field else text


def _without_doubled_quotes(tokens: list[Token]) -> list[Token]:
    """Strings that touch are one: the quotes between them stand for one quote."""
    found: list[Token] = []
    for token in tokens:
        if found and _is_one_string(found[-1], token):
            found[-1] = Token(found[-1].text + token.text, found[-1].start, token.stop)
        else:
            found.append(token)
    return found


def _is_one_string(first: Token, second: Token) -> bool:
    touch = first.stop == second.start and first.text[0] == second.text[0]
    return touch and first.is_string and first.is_closed


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
