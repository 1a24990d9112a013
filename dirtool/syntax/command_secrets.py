"""Which words of a command to DirMaint are secrets, or may be after one small mistake.

In a good command the table of verbs tells, and that of statements for what it writes. In a broken one a password may stand
elsewhere: a word was forgotten, is one too many, changed places or grew together with its neighbour, two records became
one, or one became two. As in directories, what may be the password then counts as one.

Everywhere, `words` are the folded words of one command, and secrets are indexes into them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from dirtool.spec.dirmaint_verbs import VERB_BY_SPELLING, VERBS, Verb
from dirtool.spec.statement import abbreviations, nearest
from dirtool.spec.statements import BY_NAME
from dirtool.syntax.parser import Parser
from dirtool.syntax.secrets import pasted_secrets, secrets_in

_VERB_NAMES = tuple(verb.name for verb in VERBS)
_KEYWORDS = frozenset(row.keyword for verb in VERBS for row in verb.operands if row.secret and row.keyword)
_PASSWORD_VERBS = tuple(name for name in _VERB_NAMES if name.endswith("PW"))
"""The verbs that are about nothing but passwords."""

_MODE = BY_NAME["MDISK"].by_name["mode"]  # passwords may stand behind it, also with a verb that takes neither
_TYPO = 2  # characters behind a verb that may be a slip of the finger; more may be a password
_WORDS_BEFORE_PASSWORDS = 4  # the verb and three others, at least, where a keyword introduces the passwords
_INTRODUCING = _KEYWORDS | frozenset(_PASSWORD_VERBS)
_JOINED_ON = _INTRODUCING | {"MDISK"}  # whose operands are others than those of the statement


def may_hold_secrets(verb: Verb) -> bool:
    """Whether passwords may stand in the commands of a verb."""
    return verb.holds_secrets or (verb.statement is not None and BY_NAME[verb.statement].holds_secrets)


def secrets_of_verb(
    verb: Verb, words: Sequence[str], at: int, slots: Mapping[str, Sequence[int]], at_fault: int | None, parser: Parser
) -> set[int]:
    """The secrets of a command but for those of its statement. `at` is the verb, `at_fault` the first word that is wrong.

    `slots` are the words of its operands, by their index; none where its words do not fit.
    """
    own = {
        index
        for row in verb.operands
        if row.secret
        for index in slots.get(row.name, ())
        if words[index] not in row.vocabulary
    }
    if verb.name == "LINK" or (verb.name == "USER" and at_fault is not None):  # as the statement of that name
        return own | {at + index for index in secrets_in(BY_NAME[verb.name], [verb.name, *words[at + 1 :]], parser)}
    if at_fault is None:
        return own if verb.holds_secrets else _joined_on(words, at + 1, of_statements=not _is_read_as_statement(verb))
    if not verb.holds_secrets:
        hidden = range(at_fault, len(words)) if may_hold_secrets(verb) and not slots else ()
        behind_mode = range(at_fault + 1, len(words)) if _MODE.takes(" ".join(words[at_fault : at_fault + 1])) else ()
        return {*hidden, *behind_mode, *_joined_on(words, at + 1)}
    first = next(row for row in verb.operands if row.secret)
    start = at + 1
    if first.keyword:
        own |= {index for index in slots.get("mode", ()) if not verb.by_name["mode"].takes(words[index])}
        refused = [] if slots else [max(at_fault, at + _WORDS_BEFORE_PASSWORDS)]
        start = min([*refused, *_behind_keyword(words, at + 1)], default=len(words))
    return own | {index for index in range(start, len(words)) if words[index] not in _spellings(verb.name)}


def secrets_without_verb(words: Sequence[str], at: int, *, follows_secrets: bool) -> set[int]:
    """The secrets of a command whose verb, at index `at`, is none: all behind it, and it itself where it may be one.

    `follows_secrets` tells that the command before it has secrets, of which these words may be some.
    """
    word, behind = words[at], words[at + 1 :]
    few = len(behind) < 2 or not _INTRODUCING.isdisjoint(behind)
    is_rest = follows_secrets and at == 0
    is_hidden = (few or is_rest) and not nearest(word, _VERB_NAMES)
    is_hidden |= any(word.startswith(verb) and len(word) > len(verb) + _TYPO for verb in _PASSWORD_VERBS)
    return {*range(at + 1, len(words)), *((at,) if is_hidden else ())}


def introduces_secrets(word: str) -> bool:
    """Whether a word is a verb that may be followed by passwords."""
    verb = VERB_BY_SPELLING.get(word)
    return verb is not None and may_hold_secrets(verb)


def _is_read_as_statement(verb: Verb) -> bool:
    """Whether the secrets of a second statement are found when the verb's own is read."""
    return verb.statement is not None and not BY_NAME[verb.statement].takes_quotes


def _joined_on(words: Sequence[str], start: int, *, of_statements: bool = True) -> set[int]:
    """What may be the secrets of a second command, or of a statement, that was joined on."""
    text = " ".join(words[start:])
    place = pasted_secrets(text) if of_statements else None
    statement = [] if place is None else [start + len(text[:place].split())]
    first = min([*statement, *_behind_keyword(words, start, _JOINED_ON)], default=len(words))
    return set(range(first, len(words)))


def _behind_keyword(words: Sequence[str], start: int, keywords: frozenset[str] = _INTRODUCING) -> list[int]:
    """Behind the first word, from `start` on, that introduces passwords; before it where it is the last one."""
    last = len(words) - 1
    found = (index for index in range(start, len(words)) if words[index] in keywords)
    return next(([index + 1 if index < last else max(start, index - 1)] for index in found), [])


@cache
def _spellings(name: str) -> frozenset[str]:
    """The words that a verb knows by their spelling."""
    rows = VERB_BY_SPELLING[name].operands
    introducing = {word for row in rows for word in (row.keyword or "").split()}
    spellings = {short for word in introducing for short in abbreviations(word)}
    return frozenset(spellings.union(*(row.vocabulary for row in rows)))
