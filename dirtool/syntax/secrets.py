"""Which words of a statement are secrets, or may be after one small mistake.

In a good statement the table of statements tells. In a broken one a password may stand elsewhere: a word was forgotten or is
one too many, two neighbours changed places or grew together, two records became one, or one became two. For each of these,
what may be the password counts as a secret, and as little else as possible. A word that slipped to a place that it fits
cannot be told from the word that belongs there.

Everywhere, `words` are the folded words of one statement, its name first; secrets are indexes into them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache, lru_cache

from dirtool.spec.cp_commands import CP_COMMANDS
from dirtool.spec.statement import REMARK, Extra, Operand, StatementKind, abbreviations, nearest
from dirtool.spec.statements import BY_NAME, BY_SPELLING, FOREIGN_NAMES, STATEMENTS
from dirtool.spec.values import NAME, PASSWORD_LENGTH, TOKEN, USERID
from dirtool.syntax.parser import STATEMENT_NAMES, Dissection, Parser
from dirtool.syntax.words import fold

_HEADERS = ("USER", "IDENTITY")
_AUTOLOG = frozenset(abbreviations("AUTOLog"))  # a command of CP
_NAME, _PASSWORD = 1, 2  # where a header has them
_WORDS_BEFORE_MODE = 3  # at least; and before the userid of APPCPASS
_SIGN = re.compile(r"#|[^\w@#$]+")  # no password, of which @ # $ may be parts
_LIKE_A_MODE = re.compile(r"[A-Z]{1,2}|[RWMSEVD]{3}|R/[OW]")
_LIKE_A_DEVICE = re.compile(r"[0-9]\w*|[0-9A-F]{3,4}")
NAMES_OF_HOLDERS = tuple(kind.name for kind in STATEMENTS if kind.holds_secrets)

_SPELLINGS = _AUTOLOG.union(spelling for spelling, kind in BY_SPELLING.items() if kind.holds_secrets)
_ENDS_IN_NAME = re.compile(rf"(?:{'|'.join(NAMES_OF_HOLDERS)})(?!\S)")
_BETWEEN_WORDS = str.maketrans(dict.fromkeys(",'\"", " "))  # and a part of words elsewhere

_TWO_MORE_WORDS = r"[\s,:]+([^\s,:=]+)[\s,:=]+(?=[^\s,:=])"  # the second one, and what is a secret
_PASTED = re.compile(rf"(?<![\w@#$.%-])({'|'.join(NAMES_OF_HOLDERS)}){_TWO_MORE_WORDS}", re.IGNORECASE)
_BEGINS = re.compile(rf"[\s*#;/]*([A-Za-z]{{2,9}}){_TWO_MORE_WORDS}")
_WITH_USER = re.compile(r"(?:^|:)//(?:(?!://)[^@\s])*@")  # the last address of several, so that time stays linear
_ALIKE = 0.7  # of 1; as with misspelt statements of a directory


def secrets_in(kind: StatementKind, words: list[str], parser: Parser) -> set[int]:
    """The secrets of a statement of a known kind, however its name is spelt."""
    found = parser.dissect(kind, words)
    if kind.name in _HEADERS:
        return _in_header(kind, words) | (_joined_on(words, _NAME, parser) if found.faults else set())
    if kind.name == "APPCPASS":
        return _in_appcpass(words, found)
    if kind.holds_secrets:
        return _behind_mode(kind, words, found, parser)
    if kind.extra is Extra.TEXT:
        text = found.slots.get("text") or found.slots.get("parm")
        if text:
            return _joined_on(words, text[0], parser, in_text=True) | _in_autolog(words[text[0] :], text[0])
    if found.faults:
        return joined_on(kind, words, parser)
    return _joined_on(words, 1, parser, in_text=True) if may_take_in_another(kind) else set()


def _in_autolog(words: Sequence[str], start: int) -> set[int]:
    """The password of CP's AUTOLOG, in a text that begins at the word `start`: what stands behind the userid."""
    is_autolog = len(words) > _PASSWORD and words[0] in _AUTOLOG
    return {start + _PASSWORD} if is_autolog else set()


def secrets_in_unknown(words: list[str], parser: Parser, *, follows_secrets: bool) -> set[int]:
    """The secrets of what is no statement: one with something before its name, a misspelt one, or the rest of another.

    `follows_secrets` tells that the statement before it has secrets, of which these words may be some.
    """
    behind = BY_NAME.get(words[1]) if len(words) > 1 else None
    if behind is not None:
        hides_first = follows_secrets and not words[0].isdigit() and not _SIGN.fullmatch(words[0])
        return {1 + at for at in secrets_in(behind, words[1:], parser)} | ({0} if hides_first else set())
    meant = [BY_NAME[name] for name in nearest(words[0], STATEMENT_NAMES)]
    holders = [kind for kind in meant if kind.holds_secrets]
    if holders and all(parser.dissect(kind, words).refused is None for kind in holders):
        return set().union(*(secrets_in(kind, words, parser) for kind in holders))
    if meant and not holders and not follows_secrets and parser.dissect(meant[0], words).refused is None:
        return joined_on(meant[0], words, parser) or _joined_on(words, 0, parser)
    hides_first = follows_secrets and not meant and words[0] not in FOREIGN_NAMES and words[0] not in CP_COMMANDS
    return {at for at in range(0 if hides_first else 1, len(words)) if not _SIGN.fullmatch(words[at])}


@cache
def _takes_in(name: str) -> bool:
    return any(operand.many and operand.type in (NAME, USERID, TOKEN) for operand in BY_NAME[name].operands)


def may_take_in_another(kind: StatementKind) -> bool:
    """Whether a statement would take a second one that was joined on for a part of its own text, or of a list of names."""
    return kind.extra is Extra.TEXT or _takes_in(kind.name)


def may_begin_another(text: str) -> bool:
    """Whether any word of a good statement could begin a second one that has secrets, or CP's AUTOLOG; one look tells most."""
    folded = fold(text).translate(_BETWEEN_WORDS)
    return _ENDS_IN_NAME.search(folded) is not None or not _SPELLINGS.isdisjoint(folded.split())


def joined_on(kind: StatementKind, words: list[str], parser: Parser) -> set[int]:
    """The secrets of a second statement that was joined on to one that has none."""
    return _joined_on(words, 1, parser, known=_keywords(kind.name))


def hides_name(words: Sequence[str]) -> bool:
    """Whether the userid in the words of a header may be the password; not for other statements."""
    kind = BY_SPELLING.get(words[0]) if words else None
    return kind is not None and kind.name in _HEADERS and _NAME in _in_header(kind, words)


def pasted_secrets(text: str, *, at_fault: bool = False, in_comment: bool = False) -> int | None:
    """Where the secrets begin of a statement of a directory that stands in another file: 0-based, behind its second word.

    None if there is none. Its name counts in full, wherever it stands; in a comment, which may be prose, it has to be in upper
    case or come first. At the beginning of what is at fault it may be shortened or misspelt, too.
    """
    found = [match for match in _PASTED.finditer(text) if not in_comment or match[1].isupper()]
    begins = _BEGINS.match(text)
    if begins is not None and (fold(begins[1]) in NAMES_OF_HOLDERS or (at_fault and _may_name_holder(fold(begins[1])))):
        found.append(begins)
    return min((match.end() for match in found), default=None)


def holds_credentials(text: str) -> bool:
    """Whether a text is an address with a user in it, and perhaps a password (`://USER:PASSWORD@`)."""
    return _WITH_USER.search(text) is not None


@lru_cache(maxsize=10_000)
def _may_name_holder(word: str) -> bool:
    """Whether a word is the name of a statement that may hold secrets, be it shortened or misspelt."""
    kind = BY_SPELLING.get(word)
    return kind.holds_secrets if kind is not None else bool(get_close_matches(word, NAMES_OF_HOLDERS, 1, _ALIKE))


def secret_operands(kind: StatementKind) -> list[str]:
    """The names of the operands that are secrets."""
    return [operand.name for operand in kind.operands if operand.secret]


def _joined_on(
    words: Sequence[str],
    start: int,
    parser: Parser,
    *,
    known: frozenset[str] = frozenset(),
    in_text: bool = False,
) -> set[int]:
    """The secrets of a second statement, which begins at the word at `start` or later.

    Its name may have grown together with the last word of the first one. In a text only a name in full counts, and none of
    the `known` words, which belong to the first statement; unless all that is behind it is what such a statement has.
    """
    for at in range(start, len(words)):
        kind = _holder_at_end_of(words[at])
        if kind is None:
            continue
        statement = [kind.name, *words[at + 1 :]]
        counts = words[at] == kind.name if in_text else words[at] not in known
        if counts or _is_whole(kind, statement, parser):
            return {at + index for index in secrets_in(kind, statement, parser)}
    return set()


def _holder_at_end_of(word: str) -> StatementKind | None:
    """The statement with secrets that a word spells, or ends with the full name of."""
    kind = BY_SPELLING.get(word)
    if kind is not None and kind.holds_secrets:
        return kind
    names = (name for name in NAMES_OF_HOLDERS if word.endswith(name))
    return BY_NAME[max(names, key=len)] if word.endswith(NAMES_OF_HOLDERS) else None


def _is_whole(kind: StatementKind, words: list[str], parser: Parser) -> bool:
    """Whether words are a statement without a fault, and not just some names in a row, which a short header could be too."""
    found = parser.dissect(kind, words)
    return not found.faults and (kind.name not in _HEADERS or "storage" in found.slots)


# -- USER and IDENTITY: the password is the second operand


def _in_header(kind: StatementKind, words: Sequence[str]) -> set[int]:
    """The password, or also its neighbours where it may be one of them."""
    keywords = kind.by_name["password"].vocabulary
    if len(words) > _PASSWORD and words[_PASSWORD] in keywords:
        return set()
    neighbours = range(_PASSWORD, _PASSWORD + 1) if _is_aligned(kind, words) else range(_PASSWORD - 1, _PASSWORD + 2)
    return {at for at in neighbours if at < len(words) and words[at] not in keywords}


def _is_aligned(kind: StatementKind, words: Sequence[str]) -> bool:
    """Whether the words of a header fit better where they stand than after any small mistake around the password.

    The mistakes: the userid forgotten, a word too many before the password, the password behind its neighbour.
    """
    operands = kind.operands[: kind.operands.index(kind.by_name["class"]) + 1]
    name, *others = words[1:] or [""]
    as_they_stand = _misfits(operands, [name, *others])
    if not as_they_stand:
        return True  # nearly all do, and nothing fits better
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


# -- APPCPASS: the password is the last of four operands


def _in_appcpass(words: Sequence[str], found: Dissection) -> set[int]:
    """The password, or what may be one because a word is missing."""
    if found.refused is not None or "password" not in found.slots:
        return set(range(_WORDS_BEFORE_MODE, len(words)))
    return {*found.slots["password"], *found.slots.get("ignored", [])}


# -- MDISK, AMDISK and LINK: passwords stand behind the access mode


def _behind_mode(kind: StatementKind, words: list[str], found: Dissection, parser: Parser) -> set[int]:
    if found.refused is not None:
        if len(words) > _NAME and kind.name != "LINK" and not _LIKE_A_DEVICE.fullmatch(words[_NAME]):
            return set(range(_NAME, len(words)))  # a mode M and passwords look like a minidisk too
        start = max(found.refused, _WORDS_BEFORE_MODE)
        mode = next((at for at in range(start, len(words)) if _is_like_mode(kind, words[at])), found.refused)
        return set(range(mode + 1, len(words)))
    passwords = [at for name in secret_operands(kind) for at in found.slots.get(name, [])]
    secrets = {at for at in passwords if words[at] not in ("ALL", REMARK)}
    return secrets | _ignored(words, passwords, found, parser) | _at_place_of_mode(kind, words, found)


def _ignored(words: list[str], passwords: list[int], found: Dissection, parser: Parser) -> set[int]:
    """Words that DIRECTXA drops: in older systems a password, or one that another word has pushed there; not a remark."""
    ignored = found.slots.get("ignored", [])
    if not ignored:
        return set()
    if any(words[at] == REMARK for at in passwords):  # unless the asterisk is a word too many
        return {ignored[0]} | _joined_on(words, ignored[0], parser)
    if words[ignored[0]] == REMARK:
        return _joined_on(words, ignored[0], parser)
    return set(ignored)


def _at_place_of_mode(kind: StatementKind, words: Sequence[str], found: Dissection) -> set[int]:
    """A password that has slipped to the place of the mode, or, where there is none, to that of the number before it."""
    for at in found.slots.get("mode", []):
        return set() if _is_like_mode(kind, words[at]) else {at}
    last = len(words) - 1
    at_fault = any(fault.first == last for fault in found.faults)
    may_be = last >= _WORDS_BEFORE_MODE and at_fault and not words[last][0].isdigit()
    return {last} if may_be and not _is_like_mode(kind, words[last]) else set()


def _is_like_mode(kind: StatementKind, word: str) -> bool:
    return kind.by_name["mode"].takes(word) or _LIKE_A_MODE.fullmatch(word) is not None


@cache
def _keywords(kind_name: str) -> frozenset[str]:
    """The words that a statement knows by their spelling."""
    operands = BY_NAME[kind_name].operands
    introducing = {word for operand in operands for word in (operand.keyword or "").split()}
    spellings = {short for word in introducing for short in abbreviations(word)}
    return frozenset(spellings.union(*(operand.vocabulary for operand in operands)))
