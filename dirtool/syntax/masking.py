"""What may be shown of a file: everything but its secrets, wherever a small mistake may have put them.

In a good statement the table of statements tells which words are secrets. In a broken one a password may stand elsewhere:
a word was forgotten or is one too many, two neighbours changed places, two records became one, or one became two. For each
of these, what may be the password is masked, and as much of the rest as possible is shown. A word that slipped to a place
that it fits cannot be told from the word that belongs there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import Any, NamedTuple

from dirtool.spec.cp_commands import CP_COMMANDS
from dirtool.spec.statement import REMARK, Extra, Operand, StatementKind, abbreviations, nearest
from dirtool.spec.statements import BY_NAME, BY_SPELLING, FOREIGN_NAMES, STATEMENTS
from dirtool.spec.values import PASSWORD_LENGTH
from dirtool.syntax.parser import (
    COMMENT,
    CONTINUATION,
    STATEMENT_NAMES,
    Dissection,
    Parser,
    is_orphan_sequence,
)
from dirtool.syntax.source import Source, Word
from dirtool.syntax.statement import MASK
from dirtool.syntax.words import fold
from dirtool.text.columns import CODE_END

_WORD = re.compile(r"\S+")
_LETTERS = re.compile(r"[A-Za-z]+")
_BLANK = re.compile(r"\s")
_SIGN = re.compile(r"#|[^\w@#$]+")  # no password, of which @ # $ may be parts
_LIKE_A_MODE = re.compile(r"[RWMSE][A-Z]?")
_WORDS_BEFORE_STATEMENT = 2  # in a comment that puts a statement away
_WORDS_BEFORE_MODE = 3
_SECRET_KINDS = tuple(kind.name for kind in STATEMENTS if kind.holds_secrets)


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


# -- what is shown of a file


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
    slots = source.parser.dissect(kind, _folded(source, index)).slots
    return {
        name: _shown_value(kind.by_name[name], value, slots.get(name, []), secrets) for name, value in operands.items()
    }


@lru_cache(maxsize=8)  # a record with many findings is shown with each of them
def shown_record(source: Source, line: int) -> Shown:
    """A whole record without the secrets of its statement, or of the statement that a comment puts away."""
    text = source.records.texts[line - 1]
    index = source.position_at(line)
    if index is not None:
        kind = source.statements[index].known_definition
        holds_secrets = kind is None or kind.holds_secrets
        if kind is not None and not holds_secrets and len(text) > CODE_END:
            places = _joined_on_in_record(text, kind, source.parser)
        else:
            places = [_whole_word(text, *place) for place in _places(secret_words(source, index), line)]
    elif is_orphan_sequence(text) and _follows_secrets(source, source.position_before(line)):
        places, holds_secrets = [(0, len(text.rstrip()))], True
    else:
        before = source.records.texts[line - 2] if line > 1 else ""
        in_comment = _secrets_in_comment(text, before, source.parser)
        places, holds_secrets = in_comment or [], in_comment is not None
    return _mask(text, places + _behind_column_71(text, places) if holds_secrets else places)


@lru_cache(maxsize=8)  # a statement of many records is asked for with each of them
def secret_words(source: Source, index: int) -> tuple[Word, ...]:
    """The words of a statement that are secrets, or may be."""
    secrets = _secrets_of(source, index)
    if not secrets:
        return ()
    words = source.words(index)
    return tuple(words[at] for at in sorted(secrets))


def hides_name(words: Sequence[str]) -> bool:
    """Whether the name in a header may be its password; `words` are those of a USER or IDENTITY statement."""
    kind = BY_SPELLING.get(fold(words[0])) if words else None
    return kind is not None and kind.name in ("USER", "IDENTITY") and 1 in _in_header(kind, [*map(fold, words)], None)


def _secrets_of(source: Source, index: int) -> set[int]:
    statement = source.statements[index]
    kind = statement.known_definition
    if kind is not None and index not in source.faults:  # the most frequent cases by far need no look at the words
        if not kind.holds_secrets:
            if kind.extra is not Extra.TEXT:
                return set()
        elif all(getattr(statement, name, None) is None for name in _secret_operands(kind)):
            return set()
    words = _folded(source, index)
    if kind is not None:
        return _secrets_in(kind, words, source.parser)
    return _secrets_in_unknown(words, source.parser, follows_secrets=_follows_secrets(source, index - 1))


def _folded(source: Source, index: int) -> list[str]:
    """The words of a statement in upper case, without the comma behind the last one."""
    words = [fold(word.text) for word in source.words(index)]
    kind = source.statements[index].known_definition
    if words[-1].endswith(CONTINUATION) and kind is not None and kind.extra is not Extra.TEXT:
        words[-1:] = words[-1].rstrip(CONTINUATION).split()
    return words


def _follows_secrets(source: Source, before: int | None) -> bool:
    """Whether what stands behind the statement at `before` may be the rest of its secrets."""
    if before is None or before < 0:
        return True
    statement = source.statements[before]
    kind = statement.known_definition
    if kind is None:
        return True
    password = getattr(statement, "password", None)  # a header with NOLOG or its like has no more to come
    return bool(_secret_operands(kind)) and not (password and password in kind.by_name["password"].vocabulary)


def _places(words: Iterable[Word], line: int) -> list[tuple[int, int]]:
    return [(word.column - 1, word.end_column - 1) for word in words if word.line == line]


def _shown_value(operand: Operand, value: Any, indexes: list[int], secrets: set[int]) -> Any:
    if operand.many and isinstance(value, tuple):
        return tuple(MASK if at in secrets else one for at, one in zip(indexes, value, strict=True))
    return MASK if secrets.intersection(indexes) else value


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


def word_end(text: str, at: int) -> int:
    """Where the word that the 0-based column `at` is in, or behind, ends."""
    blank = _BLANK.search(text, at)
    return blank.start() if blank else len(text)


def _joined_on_in_record(text: str, kind: StatementKind, parser: Parser) -> list[tuple[int, int]]:
    """The places of the secrets of a statement that was joined on to one that holds none, to the end of the record."""
    words = [match.span() for match in _WORD.finditer(text)]
    folded = [fold(text[start:stop]) for start, stop in words]
    return [words[at] for at in sorted(_secrets_joined_on(folded, 0, parser, known=_keywords(kind.name)))]


def _behind_column_71(text: str, known: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places of words that may be the rest of a statement's secrets: all but digits, which are a sequence field."""
    covered = max((end for _, end in known), default=0)
    words = [match for match in _WORD.finditer(text, CODE_END) if match.start() >= covered]
    return [match.span() for match in words if not match.group().isdigit()]


def _secrets_in_comment(text: str, before: str, parser: Parser) -> list[tuple[int, int]] | None:
    """The places of secrets in a comment that puts a statement away, or goes on with one from the record before.

    None if it does neither.
    """
    if before.rstrip().endswith(CONTINUATION) and _statement_in_comment(before) is not None:
        return [match.span() for match in _WORD.finditer(text, 1)]
    start = _statement_in_comment(text)
    if start is None:
        return None
    words = [match.span() for match in _WORD.finditer(text, start, CODE_END)]
    folded = [fold(text[begin:end]) for begin, end in words]
    kind = BY_SPELLING.get(folded[0]) if folded else None
    secrets = _secrets_in(kind, folded, parser) if kind is not None else set()
    return [_whole_word(text, *words[at]) for at in sorted(secrets)]


def _statement_in_comment(text: str) -> int | None:
    """Where in a comment a statement starts that may hold secrets: at one of the first words, whatever stands before it."""
    if not text.lstrip().startswith(COMMENT):
        return None
    for match in islice(_LETTERS.finditer(text), _WORDS_BEFORE_STATEMENT + 1):
        kind = BY_SPELLING.get(fold(match.group()))
        if kind is not None and kind.holds_secrets:
            return match.start()
    return None


# -- which words of one statement are secrets: sets of indexes into its folded words


def _secrets_in_unknown(words: list[str], parser: Parser, *, follows_secrets: bool) -> set[int]:
    """Those of what is no statement: a misspelt one, one without its name, one behind something, or the rest of another."""
    behind = BY_NAME.get(words[1]) if len(words) > 1 else None
    if behind is not None:  # the name in full, behind a number or a sign
        return {1 + at for at in _secrets_in(behind, words[1:], parser)}
    meant = [BY_NAME[name] for name in nearest(words[0], STATEMENT_NAMES)]
    holders = [kind for kind in meant if kind.holds_secrets]
    if holders and all(parser.dissect(kind, words).refused is None for kind in holders):
        return set().union(*(_secrets_in(kind, words, parser) for kind in holders))
    hides_first = follows_secrets and not meant and words[0] not in FOREIGN_NAMES and words[0] not in CP_COMMANDS
    return {at for at in range(0 if hides_first else 1, len(words)) if not _SIGN.fullmatch(words[at])}


def _secrets_in(kind: StatementKind, words: list[str], parser: Parser) -> set[int]:
    """Those of a statement of a known kind."""
    found = parser.dissect(kind, words)
    if "mode" in kind.by_name and kind.holds_secrets:
        return _behind_mode(kind, words, found)
    if kind.name == "APPCPASS":
        return _in_appcpass(kind, words, found)
    if kind.holds_secrets:
        return _in_header(kind, words, parser)
    if kind.extra is Extra.TEXT:
        text = found.slots.get("text") or found.slots.get("parm") or []
        return _secrets_joined_on(words, text[0], parser, in_text=True) if text else set()
    return _secrets_joined_on(words, 1, parser, known=_keywords(kind.name)) if found.faults else set()


def _secrets_joined_on(
    words: list[str], start: int, parser: Parser, *, known: frozenset[str] = frozenset(), in_text: bool = False
) -> set[int]:
    """Those of a second statement behind the first one, from the word at `start` on.

    Its name may have grown together with the last word of the first one; it is none of the `known` words, which belong to
    the first one. In a text, only a name in full counts.
    """
    for at in range(start, len(words)):
        word = words[at]
        if word in known:
            continue
        name = next((name for name in _SECRET_KINDS if word.endswith(name)), None)
        kind = BY_SPELLING.get(word) if name is None else BY_NAME[name]
        if kind is not None and kind.holds_secrets and not (in_text and word != kind.name):
            return {at + index for index in _secrets_in(kind, [kind.name, *words[at + 1 :]], parser)}
    return set()


def _in_header(kind: StatementKind, words: list[str], parser: Parser | None) -> set[int]:
    """Those of USER and IDENTITY: the password, or also its neighbours where it may be one of them."""
    password = kind.by_name["password"]
    if len(words) > 2 and words[2] in password.vocabulary:
        secrets: set[int] = set()
    elif _is_aligned(kind, words):
        secrets = {2}
    else:
        secrets = {at for at in range(1, min(4, len(words))) if words[at] not in password.vocabulary}
    joined = next((at for at in range(2, len(words)) if words[at].endswith(_SECRET_KINDS)), len(words))
    return secrets | set(range(joined + 1, len(words)))


def _is_aligned(kind: StatementKind, words: list[str]) -> bool:
    """Whether the words of a header fit better where they stand than after any small mistake around the password.

    The mistakes: the userid forgotten, a word too many before the password, the password behind its neighbour.
    """
    operands = kind.operands[: kind.operands.index(kind.by_name["class"]) + 1]
    name, *others = words[1:] or [""]
    as_they_stand = _misfits(operands, [name, *others])
    forgotten = _misfits(operands[1:], [name, *others])
    too_many = min(_misfits(operands, others), _misfits(operands, [name, *others[1:]]))
    swapped = _misfits(operands, [name, *others[1::-1], *others[2:]])
    return as_they_stand < 1 + min(forgotten, too_many, swapped)


def _misfits(operands: Sequence[Operand], words: Sequence[str]) -> int:
    """How many words do not fit their operands; an operand that lacks its word counts too, words behind the last do not."""
    wrong = sum(not _fits(operand, word) for operand, word in zip(operands, words, strict=False))
    return wrong + sum(operand.required for operand in operands[len(words) :])


def _fits(operand: Operand, word: str) -> bool:
    if operand.secret:  # what looks like a size of storage is taken for one, though it could be a password
        return len(word) <= PASSWORD_LENGTH and word != REMARK and not BY_NAME["STORAGE"].by_name["size"].takes(word)
    return operand.takes(word)


def _behind_mode(kind: StatementKind, words: list[str], found: Dissection) -> set[int]:
    """Those of MDISK, AMDISK and LINK: what stands behind the access mode."""
    if found.refused is not None:
        start = max(found.refused, _WORDS_BEFORE_MODE)
        mode = next((at for at in range(start, len(words)) if _is_like_mode(kind, words[at])), found.refused)
        return {at for at in range(mode + 1, len(words)) if words[at] not in _words_for_no_password(kind)}
    secrets = {
        at
        for name in _secret_operands(kind)
        for at in found.slots.get(name, [])
        if words[at] not in kind.by_name[name].vocabulary and words[at] != REMARK
    }
    ignored = found.slots.get("ignored", [])
    passwords = [at for name in _secret_operands(kind) for at in found.slots.get(name, [])]
    if any(words[at] == REMARK for at in passwords):
        secrets.update(ignored[:1])  # the last password, if the asterisk is no remark but a word too many
    elif ignored and words[ignored[0]] != REMARK:
        secrets.update(ignored)
    at_fault = {fault.first for fault in found.faults}
    for at in found.slots.get("mode", []):
        if not _is_like_mode(kind, words[at]):
            secrets |= {at - 1, at}  # two words may be missing: the last but one is a password then
    if "mode" not in found.slots:  # LINK MAINT 190 PASSWORD
        last = len(words) - 1
        secrets |= (
            {last}
            if last in at_fault and last >= _WORDS_BEFORE_MODE and not _may_be_shown(kind, words[last])
            else set()
        )
    return secrets


def _may_be_shown(kind: StatementKind, word: str) -> bool:
    return word[0].isdigit() or _is_like_mode(kind, word)


def _is_like_mode(kind: StatementKind, word: str) -> bool:
    return kind.by_name["mode"].takes(word) or _LIKE_A_MODE.fullmatch(word) is not None


def _in_appcpass(kind: StatementKind, words: list[str], found: Dissection) -> set[int]:
    """Those of APPCPASS: the password, or what may be one because a word is missing."""
    if found.refused is not None or "password" not in found.slots:
        return set(range(_WORDS_BEFORE_MODE, len(words)))
    return {*found.slots["password"], *found.slots.get("ignored", [])}


@cache
def _keywords(kind_name: str) -> frozenset[str]:
    """The words that a statement knows by their spelling."""
    operands = BY_NAME[kind_name].operands
    keywords = {
        short for operand in operands for word in (operand.keyword or "").split() for short in abbreviations(word)
    }
    return frozenset(keywords.union(*(operand.vocabulary for operand in operands)))


def _secret_operands(kind: StatementKind) -> list[str]:
    return [operand.name for operand in kind.operands if operand.secret]


def _words_for_no_password(kind: StatementKind) -> set[str]:
    return {word for name in _secret_operands(kind) for word in kind.by_name[name].vocabulary}
