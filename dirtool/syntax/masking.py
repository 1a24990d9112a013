"""What may be shown of a file: everything but its secrets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Set
from functools import wraps
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from dirtool.spec.statement import Operand, StatementKind
from dirtool.spec.statements import BY_SPELLING
from dirtool.syntax.control_comment import control_tag, keeps_passwords
from dirtool.syntax.extent_control import ControlFile
from dirtool.syntax.parser import COMMENT, CONTINUATION, Parser, is_orphan_sequence
from dirtool.syntax.secrets import (
    NAMES_OF_HOLDERS,
    joined_on,
    may_begin_another,
    may_take_in_another,
    pasted_secrets,
    secret_operands,
    secrets_in,
    secrets_in_unknown,
)
from dirtool.syntax.source import Source, Word
from dirtool.syntax.statement import MASK, Statement
from dirtool.syntax.text_file import TextFile
from dirtool.syntax.words import fold
from dirtool.text.columns import CODE_END, RECORD_LENGTH, SEQUENCE_START, word_end

_WORD = re.compile(r"\S+")
_LETTERS = re.compile(r"[A-Za-z]+")
_WORDS_BEFORE_STATEMENT = 2  # in a comment that puts a statement away
_WORDS_BEFORE_SECRETS = 2  # in any statement: its name and its first operand
_NOTHING_BEHIND = re.compile(r"(?: [0-9]{8})?\s*\Z")  # column 71, but for a sequence field
_SEQUENCE_FIELDS = ((SEQUENCE_START - 1, RECORD_LENGTH), (SEQUENCE_START - 2, RECORD_LENGTH - 1))  # or one column early


SourceFile = Source | TextFile
"""A file that was read: a directory, or another one."""

Asked = TypeVar("Asked")
File = TypeVar("File", bound=SourceFile)


def _remembered(function: Callable[[File, int], Asked]) -> Callable[[File, int], Asked]:
    """A function of a source and a number that remembers its last answer, with the source that it is about."""

    @wraps(function)
    def asked(source: File, number: int) -> Asked:
        last = source.remembered.get(function)
        if last is None or last[0] != number:
            last = source.remembered[function] = number, function(source, number)
        answer: Asked = last[1]
        return answer

    return asked


class Shown(NamedTuple):
    """A text with its secrets masked, and where they were: 0-based, half-open places in the original text."""

    text: str
    secrets: tuple[tuple[int, int], ...]

    def column(self, column: int) -> int:
        """Where a 1-based column of the original text is in the shown one; inside a secret, its beginning."""
        shift = 0
        for start, stop in self.secrets:
            if column - 1 >= stop:
                shift += len(MASK) - (stop - start)
            elif column - 1 > start:
                return start + 1 + shift
        return column + shift


def shown_text(source: Source, index: int) -> str:
    """As `Source.text`, without the secrets."""
    secrets = secret_words(source, index)
    if not secrets:
        return source.text(index)
    return "\n".join(_mask(source.code(line), _places(secrets, line)).text.strip() for line in source.lines_of(index))


def shown_keyword(source: Source, index: int) -> str:
    """The keyword of a statement; masked where it is no keyword but may be a secret."""
    statement = source.statements[index]
    if statement.known_definition is not None:
        return statement.keyword
    return MASK if 0 in _secrets_of(source, index) else statement.keyword


def shown_operands(source: Source, index: int) -> dict[str, Any]:
    """The operands of a statement by name, without the secrets."""
    statement = source.statements[index]
    operands = statement.operands()
    secrets = _secrets_of(source, index)
    kind = statement.known_definition
    if not secrets or not operands or kind is None:
        return operands
    slots = source.parser.dissect(kind, source.folded_words(index)).slots
    return {
        name: _shown_value(kind.by_name[name], value, slots.get(name, []), secrets) for name, value in operands.items()
    }


def hides_words(source: Source, index: int) -> bool:
    """Whether an operand of a statement is masked that is no declared secret: a word that may be one in another place."""
    if not _secrets_of(source, index):
        return False
    statement = source.statements[index]
    kind, shown = statement.known_definition, shown_operands(source, index)
    return kind is not None and any(
        shown[name] != value and not kind.by_name[name].secret for name, value in statement.operands().items()
    )


def shown_record(source: SourceFile, line: int) -> Shown:
    """A whole record without the secrets of its statement, or of the statement that a comment puts away."""
    if isinstance(source, Source):
        return _shown_in_directory(source, line)
    if isinstance(source, ControlFile):
        return _shown_in_control(source, line)
    return _shown_in_text(source, line)


def shown_code(source: SourceFile, line: int) -> str:
    """Columns 1 to 71 of a record without its secrets, and without blanks at the end."""
    shown = shown_record(source, line)
    return shown.text[: shown.column(CODE_END + 1) - 1].rstrip()


def shown_codes(source: Source) -> list[str]:
    """The same of all records, in order.

    0.2 s instead of 0.9 s for 140,000 numbered records, and half of that for a second file with the same ones: most hold no
    secret, which is soon told, and what stands by itself is shown alike wherever it stands.
    """
    known: dict[str, str] = source.parser.remembered.setdefault(shown_codes, {})  # by columns 1-71
    alone = _standing_alone(source)
    found = []
    for line, text in enumerate(source.records.texts, 1):
        if line not in alone:
            found.append(shown_code(source, line))
            continue
        code = text[:CODE_END].rstrip()
        shown = known.get(code)
        if shown is None:
            shown = _shown_alone(code, alone[line], source.parser)
            if shown is None:
                shown = shown_code(source, line)
            else:
                known[code] = shown
        found.append(shown)
    return found


def _standing_alone(source: Source) -> dict[int, Statement | None]:
    """The records that begin a good statement, or are a comment (None), whatever stands around them, by their numbers.

    Nothing but a sequence field stands behind column 71. No statement that has secrets can be continued.
    """
    texts, faults = source.records.texts, source.faults
    found: dict[int, Statement | None] = {}
    before = ""
    for line, text in enumerate(texts, 1):
        follows = before.rstrip().endswith(CONTINUATION)
        if text.lstrip().startswith(COMMENT) and not follows and len(text) <= RECORD_LENGTH and not _goes_on(text):
            found[line] = None
        before = text
    for index, (line, statement) in enumerate(zip(source.lines, source.statements, strict=True)):
        if index not in faults and not _goes_on(texts[line - 1]):
            found[line] = statement
    return found


def _goes_on(text: str) -> bool:
    """Whether anything but blanks, or a number that is the sequence field, stands behind column 71."""
    return len(text) > CODE_END and _NOTHING_BEHIND.match(text, CODE_END) is None


def _shown_alone(code: str, statement: Statement | None, parser: Parser) -> str | None:
    """Columns 1-71 of a comment, or of a good statement, without secrets; None where more has to be looked at."""
    if statement is None:
        return _mask(code, _secrets_in_comment(code, "", parser) or []).text
    kind = statement.known_definition
    assert kind is not None
    if not kind.holds_secrets:
        return None if may_begin_another(code) else code
    if _is_plain(kind, statement):
        return code
    words = [match.span() for match in _WORD.finditer(code)]
    return _mask(code, [words[at] for at in secrets_in(kind, fold(code).split(), parser)]).text


@_remembered
def _shown_in_text(file: TextFile, line: int) -> Shown:
    return _mask(file.records.texts[line - 1], file.secrets_in(line))


def shown_words(file: ControlFile, line: int) -> list[str]:
    """The words of a record of EXTENT CONTROL without secrets."""
    secrets = shown_record(file, line).secrets
    return [
        MASK if any(start < word.end_column and word.column <= stop for start, stop in secrets) else word.text
        for word in file.words(line)
    ]


@_remembered
def _shown_in_control(file: ControlFile, line: int) -> Shown:
    """A record of EXTENT CONTROL, which has no secrets; but what is no row of it may have slipped in from a directory."""
    text = file.records.texts[line - 1]
    if line in file.faults and _holds_statements(file):
        return _mask(text, [match.span() for match in _WORD.finditer(text)])
    start = _statement_in_comment(text)
    words = [] if start is None else [match.span() for match in _WORD.finditer(text, start)]
    return _mask(text, words[_WORDS_BEFORE_SECRETS:])


def _holds_statements(file: ControlFile) -> bool:
    """Whether any record at fault may be a statement of a directory that holds secrets."""
    if _holds_statements not in file.remembered:
        texts = (file.texts[line - 1] for line in file.faults)
        file.remembered[_holds_statements] = any(pasted_secrets(text, at_fault=True) is not None for text in texts)
    found: bool = file.remembered[_holds_statements]
    return found


def _takes_in_another(text: str, kind: StatementKind) -> bool:
    """Whether a record that is wider than a statement may have one of another kind in the operands of its own."""
    return len(text) > CODE_END and may_take_in_another(kind)


@_remembered  # a record with many findings is shown with each of them
def _shown_in_directory(source: Source, line: int) -> Shown:
    text = source.records.texts[line - 1]
    index = source.position_at(line)
    if index is not None:
        kind = source.statements[index].known_definition
        holds_secrets = kind is None or kind.holds_secrets
        if kind is not None and not holds_secrets and (_goes_on(text) or _takes_in_another(text, kind)):
            places = _joined_on_in_record(text, kind, source.parser)
        else:
            places = [_whole_word(text, *place) for place in _places(secret_words(source, index), line)]
    elif is_orphan_sequence(text) and _follows_secrets(source, source.position_before(line)):
        places, holds_secrets = [(0, len(text.rstrip()))], True
    elif len(text) > CODE_END and text[:CODE_END].isspace():
        start = pasted_secrets(text, at_fault=True)  # a statement that was moved out of the columns that are read
        places = [] if start is None else [match.span() for match in _WORD.finditer(text, start)]
        holds_secrets = False
    else:
        before = source.records.texts[line - 2] if line > 1 else ""
        in_comment = _secrets_in_comment(text, before, source.parser)
        places, holds_secrets = in_comment or [], in_comment is not None
    return _mask(text, places + _behind_column_71(text, places) if holds_secrets else places)


@_remembered  # a statement of many records is asked for with each of them
def secret_words(source: Source, index: int) -> tuple[Word, ...]:
    """The words of a statement that are secrets, or may be."""
    secrets = _secrets_of(source, index)
    if not secrets:
        return ()
    words = source.words(index)
    return tuple(words[at] for at in sorted(secrets))


def _secrets_of(source: Source, index: int) -> Set[int]:
    """The secrets among the words of a statement, by their indexes."""
    statement = source.statements[index]
    kind = statement.known_definition
    if kind is None:
        return _secrets_of_unknown(source, index)
    if index not in source.faults and _is_plain(kind, statement):
        return set()
    known: dict[int, Set[int]] = source.remembered.setdefault(_secrets_of, {})  # equal records share a statement
    found = known.get(id(statement))
    if found is None:
        found = known[id(statement)] = secrets_in(kind, source.folded_words(index), source.parser)
    return found


@_remembered  # a statement's keyword, text and operands are shown one after the other
def _secrets_of_unknown(source: Source, index: int) -> Set[int]:
    words = source.folded_words(index)
    line = source.lines[index]
    behind_comment = line > 1 and _statement_in_comment(source.records.texts[line - 2]) is not None
    follows_secrets = behind_comment or _follows_secrets(source, index - 1)
    return secrets_in_unknown(words, source.parser, follows_secrets=follows_secrets)


def _is_plain(kind: StatementKind, statement: Statement) -> bool:
    """Whether a good statement can hold no secret; most can be told so without a look at their words."""
    if not kind.holds_secrets:
        return not may_take_in_another(kind)
    if "mode" in kind.by_name:
        return all(getattr(statement, name) is None for name in secret_operands(kind))
    return _has_no_password(kind, statement)


def _has_no_password(kind: StatementKind, statement: Statement) -> bool:
    """Whether NOLOG or its like stands in the place of a password."""
    password = getattr(statement, "password", None)
    return password is not None and password in kind.by_name["password"].vocabulary


def _follows_secrets(source: Source, before: int | None) -> bool:
    """Whether what stands behind the statement at `before` may be the rest of its secrets."""
    if before is None or before < 0:
        return True
    statement = source.statements[before]
    kind = statement.known_definition
    if kind is None:
        return True
    return kind.holds_secrets and not _has_no_password(kind, statement)  # then a header has no more to come


def _places(words: Iterable[Word], line: int) -> list[tuple[int, int]]:
    return [(word.column - 1, word.end_column - 1) for word in words if word.line == line]


def _shown_value(operand: Operand, value: Any, indexes: list[int], secrets: Set[int]) -> Any:
    if operand.many and isinstance(value, tuple):
        return tuple(MASK if at in secrets else one for at, one in zip(indexes, value, strict=True))
    return MASK if any(at in secrets for at in indexes) else value


def _mask(text: str, places: list[tuple[int, int]]) -> Shown:
    """`text` with every one of the places replaced by asterisks; their number says nothing about the secret's length."""
    pieces, end = [], 0
    for start, stop in sorted(places):
        pieces += [text[end:start], MASK]
        end = stop
    return Shown("".join([*pieces, text[end:]]), tuple(sorted(places)))


def _whole_word(text: str, start: int, stop: int) -> tuple[int, int]:
    """A word's place, with the part of it behind column 71."""
    return start, word_end(text, stop)


def _joined_on_in_record(text: str, kind: StatementKind, parser: Parser) -> list[tuple[int, int]]:
    """The places of the secrets of a statement that was joined on to one that holds none, to the end of the record."""
    words = [match.span() for match in _WORD.finditer(text)]
    folded = [fold(text[start:stop]) for start, stop in words]
    return [words[at] for at in sorted(joined_on(kind, folded, parser))]


def _behind_column_71(text: str, known: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places of words that may be the rest of a statement's secrets: all but a number that is the sequence field."""
    covered = max((end for _, end in known), default=0)
    places = [match.span() for match in _WORD.finditer(text, CODE_END) if match.start() >= covered]
    return [place for place in places if place not in _SEQUENCE_FIELDS or not text[slice(*place)].isdigit()]


def _secrets_in_comment(text: str, before: str, parser: Parser) -> list[tuple[int, int]] | None:
    """The places of secrets in a comment that puts a statement away, goes on with one from the record before, or is a control
    comment about passwords.

    None if it does nothing of that.
    """
    tag = control_tag(text)
    if keeps_passwords(tag):
        return [match.span() for match in _WORD.finditer(text, len(tag))]
    if before.rstrip().endswith(CONTINUATION) and _statement_in_comment(before) is not None:
        return [match.span() for match in _WORD.finditer(text, 1)]
    start = _statement_in_comment(text)
    if start is None:
        start = _statement_behind_comment(text)
        if start is None:
            return None
    words = [match.span() for match in _WORD.finditer(text, start, CODE_END if start < CODE_END else len(text))]
    folded = [fold(text[begin:end]) for begin, end in words]
    name = _LETTERS.match(text, start)  # whatever sign stands behind it
    kind = BY_SPELLING.get(fold(name.group())) if name is not None else None
    secrets = secrets_in(kind, folded, parser) if kind is not None else set()
    return [_whole_word(text, *words[at]) for at in sorted(secrets)]


def _statement_behind_comment(text: str) -> int | None:
    """Where behind a comment a statement starts that may hold secrets: in a record that is two, for the lack of a line end."""
    if len(text) <= RECORD_LENGTH or not text.lstrip().startswith(COMMENT):
        return None
    found = (match.start() for match in _WORD.finditer(text) if match.group() in NAMES_OF_HOLDERS)
    return next(found, None)


def _statement_in_comment(text: str) -> int | None:
    """Where in a comment a statement starts that may hold secrets: at one of the first words, whatever stands before it."""
    if not text.lstrip().startswith(COMMENT):
        return None
    for match in islice(_LETTERS.finditer(text), _WORDS_BEFORE_STATEMENT + 1):
        kind = BY_SPELLING.get(fold(match.group()))
        if kind is not None and kind.holds_secrets:
            return match.start()
    return None
