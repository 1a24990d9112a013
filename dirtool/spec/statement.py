"""What a row of the table of statements says: `StatementKind` and its `Operand`s."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import lru_cache
from typing import Any

from dirtool.spec.values import BadValue, Certainty, ValueType, mildest

REMARK = "*"


class Section(Enum):
    """Where in an entry a statement belongs."""

    HEADER = "header"
    PREFIX = "prefix"
    GENERAL = "general"
    DEVICE = "device"


class Extra(Enum):
    """What DIRECTXA does with words behind the last operand that a statement can take."""

    IGNORED = "dropped without a word"
    INVALID = "refused: no list of operands has an end"
    REFUSED = "refused"
    TEXT = "part of the text"


class Mark(Enum):
    """How sure a fact is. An UNSURE one never makes an error."""

    DOC = "read in a document or met in a running directory"
    KNOW = "expert knowledge"
    UNSURE = "not certain"


def abbreviations(name: str) -> list[str]:
    """Every accepted spelling of `name`, whose capitals are its shortest abbreviation: ["M", "MD", …, "MDISK"]."""
    full = name.upper()
    shortest = next((i for i, character in enumerate(name) if character.islower()), len(name))
    return [full[:length] for length in range(shortest, len(full) + 1)]


@lru_cache(maxsize=1024)  # one wrong word is asked for when it is judged, worded and shown
def nearest(word: str, words: tuple[str, ...], limit: int = 3) -> tuple[str, ...]:
    """The words that `word` was most likely meant to be, best first: those it begins, then those it resembles."""
    begun = [one for one in words if one.startswith(word)] if len(word) > 1 else []
    return tuple(dict.fromkeys([*begun, *difflib.get_close_matches(word, words, limit, 0.7)]))[:limit]


@dataclass(frozen=True)
class Operand:
    """One operand of a statement.

    `name` is its name in JSON and in the typed statement. `keyword` introduces it. `label` is what messages call it, where
    that is neither its keyword nor its name.

    Words: `values` are those it takes besides those of its type (or all it takes, for keywords), `aliases` other spellings of
    them, `obsolete` words of another era, `uncertain` words that may or may not exist, `dirmaint_words` words that DirMaint
    takes and DIRECTXA does not. `unknown_certainty` caps the severity of any other keyword, which is an error all the same
    where `near_is_error` and a listed word is near. `one_of` lists groups of values of which one statement takes one, and
    that once; `only_with` gives, for a form of the statement, the only values that go with it.

    Limits: `low` and `high` bound a number, `longest` a number of characters, `most` a number of repetitions (as sure as
    `most_mark`); `limit_certainty` caps the severity of a finding about them. `beside` names another repeated operand, of
    which each value may have one of this operand behind it.

    Releases of z/VM: `since` is the first that has the operand, `words_since` gives it for single words; `since_certainty`
    caps the severity of a finding about them. `obsolete_since` gives the first that ignores an obsolete word; the others are
    older than z/VM 5.1.
    """

    name: str
    type: ValueType
    required: bool = False
    keyword: str | None = None
    values: tuple[str, ...] = ()
    obsolete: tuple[str, ...] = ()
    uncertain: tuple[str, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()
    unknown_certainty: Certainty = "error"
    near_is_error: bool = False
    suffixes: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    zero_is_met: bool = False
    longest: int | None = None
    exact_length: bool = False
    many: bool = False
    most: int | None = None
    one_of: tuple[tuple[str, ...], ...] = ()
    most_mark: Mark = Mark.DOC
    beside: str | None = None
    only_with: tuple[tuple[str, tuple[str, ...]], ...] = ()
    dirmaint_words: tuple[str, ...] = ()
    default: str | None = None
    secret: bool = False
    label: str | None = None
    limit_certainty: Certainty = "error"
    since: str | None = None
    words_since: tuple[tuple[str, str], ...] = ()
    since_certainty: Certainty = "error"
    obsolete_since: tuple[tuple[str, str], ...] = ()
    mark: Mark = Mark.DOC
    vocabulary: dict[str, str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        listed = (*self.values, *self.obsolete, *self.uncertain)
        spellings = {short: name.upper() for name in reversed(listed) for short in abbreviations(name)}
        object.__setattr__(self, "vocabulary", spellings | dict(self.aliases))

    def with_form(self, form: str | None) -> Operand:
        """The operand as it is in one form of its statement, where that form takes fewer words."""
        values = dict(self.only_with).get(form or "")
        return self if values is None else replace(self, values=values, obsolete=(), only_with=())

    @property
    def words(self) -> tuple[str, ...]:
        """The words to offer to somebody who wrote a wrong one, in full."""
        return tuple(value.upper() for value in self.values)

    @property
    def certainty(self) -> Certainty:
        """The highest severity that a finding about this operand may have."""
        return "info" if self.mark is Mark.UNSURE else self.limit_certainty

    @property
    def title(self) -> str:
        """What messages call it: the keyword that introduces it, or its name in words."""
        return self.label or (self.keyword or "").upper() or self.name.replace("_", " ")

    @property
    def wanted(self) -> str:
        """What the operand takes, in words."""
        return f"one of {' '.join(self.words)}" if self.values else self.type.name

    def unknown(self, word: str) -> Certainty:
        """The highest severity that the finding "`word` is none of the listed words" may have."""
        if word in self.uncertain:
            return "info"
        return "error" if self.near_is_error and nearest(word, self.words) else self.unknown_certainty

    def takes(self, word: str) -> bool:
        """Whether `word` can be the operand's value without an error."""
        try:
            self.read(word)
        except BadValue as bad:
            return bad.certainty != "error"
        return True

    def read(self, word: str) -> Any:
        """The typed value of `word` (of several words with a blank between, where the type joins them).

        Raises `BadValue` when the operand does not take it, no more severe than what is known of the operand is certain.
        """
        known = self.vocabulary.get(word)
        if known is not None and known not in self.uncertain:
            return True if self.type.annotation == "bool" else known
        try:
            return self.type.read(word, self)
        except BadValue as bad:
            bad.certainty = mildest(bad.certainty, self.certainty)
            raise


@dataclass(frozen=True)
class StatementKind:
    """One kind of statement.

    `spelling` shows the shortest abbreviation in capitals; whether shorter ones exist is as sure as `shorter_forms`, and
    `uncertain_spellings` are others that may exist. `holders` are the kinds of entry that may hold it (`unsure`: may or may
    not), with FILE for the file itself and INDEX for an index of files. `excludes` lists pairs of operands that cannot stand
    together (`operand=value`: with that value), `continuable` says how sure it is that a comma continues it (None: it does
    not), `ascending` pairs of which the first must not be the larger one. `since` and `obsolete_since` are z/VM releases
    ("4.x": some release of version 4). `ignored_is_secret` marks a statement behind which older systems wrote a password.
    What no entry may hold is input to DirMaint.
    """

    spelling: str
    section: Section
    holders: frozenset[str]
    source: str
    operands: tuple[Operand, ...]
    unsure: frozenset[str] = frozenset()
    repeatable: bool = False
    extra: Extra = Extra.IGNORED
    continuable: Mark | None = None
    excludes: tuple[tuple[str, str], ...] = ()
    ascending: tuple[tuple[str, str], ...] = ()
    since: str | None = None
    obsolete_since: str | None = None
    ignored_is_secret: bool = False
    shorter_forms: Mark = Mark.KNOW
    uncertain_spellings: tuple[str, ...] = ()
    mark: Mark = Mark.DOC
    name: str = field(init=False)
    by_name: dict[str, Operand] = field(init=False, repr=False)
    takes_quotes: bool = field(init=False, repr=False)
    text_keyword: str | None = field(init=False, repr=False)
    holds_secrets: bool = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", self.spelling.upper())
        object.__setattr__(self, "takes_quotes", any(operand.type.takes_quotes for operand in self.operands))
        texts = [operand.keyword for operand in self.operands if operand.type.is_text]
        object.__setattr__(self, "text_keyword", texts[0] if texts else None)
        object.__setattr__(self, "by_name", {operand.name: operand for operand in self.operands})
        secret = self.ignored_is_secret or any(operand.secret for operand in self.operands)
        object.__setattr__(self, "holds_secrets", secret)
