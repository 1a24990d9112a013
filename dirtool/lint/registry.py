"""The rules and what is said of each; a rule's docstring is its documentation.

In the examples of a docstring, \\t stands for a tab and \\x01 for the character X'01'.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from inspect import cleandoc
from typing import NamedTuple

from dirtool.lint.diagnostic import Directxa, Fix, Related, Severity, Span
from dirtool.model.directory import Directory, Entry, Placed
from dirtool.spec.statement import StatementKind, nearest
from dirtool.syntax.fault import Fault
from dirtool.syntax.masking import secret_words
from dirtool.syntax.source import Source, Word
from dirtool.syntax.statement import MASK


class Finding(NamedTuple):
    """What a rule says.

    `subject` None stands for the entry that holds the place. `detail` tells findings apart that one rule makes of one
    subject; None stands for the record's text.
    """

    span: Span
    message: str
    subject: str | None
    detail: str | None = None
    severity: Severity | None = None  # None: the rule's
    related: tuple[Related, ...] = ()
    fix: Fix | None = None


class Case(NamedTuple):
    """A statement that is at fault by itself, for the rule that its fault names."""

    fault: Fault
    entry: Entry
    placed: Placed
    words: list[Word]
    subject: str

    @property
    def keyword(self) -> str:
        """The statement's name in full, or its first word as written if it is none."""
        return self.placed.statement.keyword

    @property
    def definition(self) -> StatementKind:
        """The statement's row; only for faults of a known statement."""
        definition = self.placed.statement.known_definition
        assert definition is not None
        return definition

    @property
    def shown(self) -> str:
        """The words that are at fault, as written; a secret is masked, a long text is cut."""
        text = " ".join(map(self.shown_word, range(self.fault.first, min(self.fault.last + 1, len(self.words)))))
        return text if len(text) <= 40 else f"{text[:37]}..."

    def shown_word(self, index: int) -> str:
        """One word as written, or masked if it is a secret."""
        return MASK if self._is_secret(index) else self.words[index].text

    @property
    def nearest(self) -> tuple[str, ...]:
        """The words that the first word at fault was most likely meant to be, out of those that would fit."""
        if self._is_secret(self.fault.first):
            return ()
        return nearest(self.words[self.fault.first].text.upper(), self.fault.allowed)

    def _is_secret(self, index: int) -> bool:
        return self.words[index] in secret_words(self.placed.source, self.placed.position)

    def span_of(self, first: int, last: int) -> Span:
        """The place of some words; behind the last word when there is none of that index."""
        words, path = self.words, self.placed.path
        if first >= len(words):
            behind = words[-1]
            return Span(path, behind.line, behind.end_column, behind.line, behind.end_column + 1)
        start, end = words[first], words[min(last, len(words) - 1)]
        return Span(path, start.line, start.column, end.line, end.end_column)


FaultCheck = Callable[[Case], str]
SourceCheck = Callable[[Source], Iterator[Finding]]
DirectoryCheck = Callable[[Directory], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `messages` are the numbers under which DIRECTXA reports the same thing."""

    code: str
    name: str
    severity: Severity
    directxa: Directxa
    messages: tuple[str, ...]
    documentation: str
    check: Callable[..., object]

    @property
    def title(self) -> str:
        """The first line of the documentation."""
        return self.documentation.partition("\n")[0]


RULES: dict[str, Rule] = {}
FAULT_RULES: dict[str, tuple[Rule, FaultCheck]] = {}
SOURCE_RULES: list[tuple[Rule, SourceCheck]] = []
DIRECTORY_RULES: list[tuple[Rule, DirectoryCheck]] = []


def _rule(
    code: str,
    name: str,
    severity: Severity,
    directxa: Directxa,
    messages: tuple[str, ...],
    check: Callable[..., object],
) -> Rule:
    if code in RULES:
        raise ValueError(f"rule {code} is registered twice")
    rule = RULES[code] = Rule(code, name, severity, directxa, messages, cleandoc(check.__doc__ or ""), check)
    return rule


def fault_rule(
    code: str, name: str, severity: Severity, directxa: Directxa, *messages: str
) -> Callable[[FaultCheck], FaultCheck]:
    """Register a rule that words the message for one kind of fault of a single statement."""

    def register(check: FaultCheck) -> FaultCheck:
        FAULT_RULES[name] = (_rule(code, name, severity, directxa, messages, check), check)
        return check

    return register


def source_rule(
    code: str, name: str, severity: Severity, directxa: Directxa, *messages: str
) -> Callable[[SourceCheck], SourceCheck]:
    """Register a rule that looks at the records of one file."""

    def register(check: SourceCheck) -> SourceCheck:
        SOURCE_RULES.append((_rule(code, name, severity, directxa, messages, check), check))
        return check

    return register


def directory_rule(
    code: str, name: str, severity: Severity, directxa: Directxa, *messages: str
) -> Callable[[DirectoryCheck], DirectoryCheck]:
    """Register a rule that looks at the directory as a whole."""

    def register(check: DirectoryCheck) -> DirectoryCheck:
        DIRECTORY_RULES.append((_rule(code, name, severity, directxa, messages, check), check))
        return check

    return register
