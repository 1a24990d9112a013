"""What a row of the table of statements says: `StatementKind` and its `Operand`s."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from dirtool.spec.values import MODE, STORAGE_SIZE, BadValue, Certainty, ValueType

REMARK = "*"
_LONGEST_PLAIN_MODE = 3  # two letters and a suffix


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


def nearest(word: str, words: tuple[str, ...], limit: int = 3) -> tuple[str, ...]:
    """The words that `word` was most likely meant to be, best first; empty when none is near."""
    return tuple(difflib.get_close_matches(word, words, limit, 0.7))


@dataclass(frozen=True)
class Operand:
    """One operand of a statement.

    `name` is its name in JSON and in the typed statement. `keyword` introduces it. `values` are words it takes besides
    those of its type (or all it takes, for keywords), `obsolete` words of another era, `uncertain` words that may or may
    not exist; `unknown_certainty` caps the severity of any other keyword ("near": an error only where a listed word is
    near). `one_of` lists groups of values of which one statement takes one, and that once; `only_with` gives, for a form
    of the statement, the only values that go with it. `low` and `high` bound a number, `longest` a number of characters,
    `most` a number of repetitions.
    """

    name: str
    type: ValueType
    required: bool = False
    keyword: str | None = None
    values: tuple[str, ...] = ()
    obsolete: tuple[str, ...] = ()
    uncertain: tuple[str, ...] = ()
    unknown_certainty: str = "error"
    suffixes: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    zero_is_met: bool = False
    longest: int | None = None
    exact_length: bool = False
    many: bool = False
    most: int | None = None
    one_of: tuple[tuple[str, ...], ...] = ()
    only_with: tuple[tuple[str, tuple[str, ...]], ...] = ()
    default: str | None = None
    secret: bool = False
    mark: Mark = Mark.DOC
    vocabulary: dict[str, str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        listed = (*self.values, *self.obsolete, *self.uncertain)
        spellings = {short: name.upper() for name in reversed(listed) for short in abbreviations(name)}
        object.__setattr__(self, "vocabulary", spellings)

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
        """The highest severity that a finding about this operand's limit may have."""
        return "info" if self.mark is Mark.UNSURE else "error"

    @property
    def wanted(self) -> str:
        """What the operand takes, in words."""
        return f"one of {' '.join(self.words)}" if self.values else self.type.name

    def unknown(self, word: str) -> Certainty:
        """The highest severity that the finding "`word` is none of the listed words" may have."""
        if word in self.uncertain:
            return "info"
        if self.unknown_certainty == "near":
            return "error" if nearest(word, self.words) else "warning"
        return "info" if self.unknown_certainty == "info" else "error"

    def takes(self, word: str) -> bool:
        """Whether `word` can be the operand's value without an error."""
        try:
            self.read(word)
        except BadValue as bad:
            return bad.certainty != "error"
        return True

    def hides(self, value: Any) -> bool:
        """Whether `value` must not be shown.

        That is a secret which is no word for the lack of a password, nor a remark's asterisk; and a word too long for the
        access mode that it stands for: a password follows there, and has slipped forward.
        """
        if self.type is MODE:
            return len(value) > _LONGEST_PLAIN_MODE and not self.takes(value)
        return self.secret and value not in self.vocabulary and value != REMARK

    def read(self, word: str) -> Any:
        """The typed value of `word` (of several words with a blank between, where the type joins them).

        Raises `BadValue` when the operand does not take it.
        """
        known = self.vocabulary.get(word)
        if known is not None and known not in self.uncertain:
            return True if self.type.annotation == "bool" else known
        return self.type.read(word, self)


@dataclass(frozen=True)
class StatementKind:
    """One kind of statement.

    `spelling` shows the shortest abbreviation in capitals. `holders` are the kinds of entry that may hold it (`unsure`:
    may or may not), with FILE for the file itself and INDEX for an index of files. `excludes` lists pairs of operands that
    cannot stand together, `ascending` pairs of which the first must not be the larger one. `since` and `obsolete_since`
    are z/VM releases. `dirmaint_only` marks what DirMaint takes as input and DIRECTXA does not; `ignored_is_secret` a
    statement behind which older systems wrote a password.
    """

    spelling: str
    section: Section
    holders: str
    source: str
    operands: tuple[Operand, ...]
    unsure: str = ""
    repeatable: bool = False
    extra: Extra = Extra.IGNORED
    continuable: bool = False
    excludes: tuple[tuple[str, str], ...] = ()
    ascending: tuple[tuple[str, str], ...] = ()
    since: str | None = None
    obsolete_since: str | None = None
    dirmaint_only: bool = False
    ignored_is_secret: bool = False
    mark: Mark = Mark.DOC
    name: str = field(init=False)
    by_name: dict[str, Operand] = field(init=False, repr=False)
    takes_quotes: bool = field(init=False, repr=False)
    holds_secrets: bool = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", self.spelling.upper())
        object.__setattr__(self, "takes_quotes", any(operand.type.takes_quotes for operand in self.operands))
        object.__setattr__(self, "by_name", {operand.name: operand for operand in self.operands})
        secret = self.ignored_is_secret or any(operand.secret for operand in self.operands)
        object.__setattr__(self, "holds_secrets", secret)

    def looks_shifted(self, values: Mapping[str, Any]) -> bool:
        """Whether the words of a statement that must hold a secret seem to stand at wrong places.

        So they do when one up to the secret cannot be what its place says, or when a size of storage behind it does not even
        begin like one: then the secret may stand anywhere.
        """
        places = [place for place, operand in enumerate(self.operands, 1) if operand.secret and operand.required]
        if not places:
            return False
        before, behind = self.operands[: places[-1]], self.operands[places[-1] :]
        if any(operand.name in values and not operand.takes(values[operand.name]) for operand in before):
            return True
        sizes = [values[operand.name] for operand in behind if operand.type is STORAGE_SIZE and operand.name in values]
        return any(not size[0].isdigit() and size != REMARK for size in sizes)
