"""The rules and what is said of each; a rule's docstring is its documentation.

In the examples of a docstring, \\t stands for a tab and \\x01 for the character X'01'.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from inspect import cleandoc
from typing import Any, NamedTuple, TypeVar

from dirtool.lint.context import AuthorityContext, CommandContext, Context, ControlContext, CopyContext
from dirtool.lint.diagnostic import Directxa, Fix, Related, Scale, Severity, Span
from dirtool.lint.place import span_of_words
from dirtool.model.directory import Entry, EntryKind, Placed
from dirtool.model.extent import Volume
from dirtool.model.links import Followed
from dirtool.spec.statement import StatementKind, nearest
from dirtool.syntax.fault import Fault
from dirtool.syntax.masking import secret_words
from dirtool.syntax.source import Source, Word
from dirtool.syntax.statement import MASK, Statement


class Finding(NamedTuple):
    """What a rule says.

    `subject` None stands for the entry that holds the place. `detail` tells findings apart that one rule makes of one
    subject; None stands for the record's text. `ivp` are the messages of the installation verification that tell the same.
    """

    span: Span
    message: str
    subject: str | None
    detail: str | None = None
    severity: Severity | None = None  # None: the rule's
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    scale: Scale | None = None
    ivp: tuple[str, ...] = ()


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
        return span_of_words(self.placed.path, self.words, first, last)


class Profile(StrEnum):
    """A named list of rules, and of those of the profiles that it holds."""

    SYNTAX = "syntax"
    RECOMMENDED = "recommended"
    STRICT = "strict"
    SECURITY = "security"
    CLOUD = "cloud"
    DIRMAINT = "dirmaint"

    @property
    def holds(self) -> tuple[Profile, ...]:
        """The profiles whose rules it has: syntax to security hold those before them, the others hold recommended."""
        if self in (Profile.CLOUD, Profile.DIRMAINT):
            return (*Profile.RECOMMENDED.holds, self)
        order = (Profile.SYNTAX, Profile.RECOMMENDED, Profile.STRICT, Profile.SECURITY)
        return order[: order.index(self) + 1]


class Shape(NamedTuple):
    """What an entry is made of: its kind, and the names of its statements in order ("" for one of no known kind)."""

    kind: EntryKind
    keywords: tuple[str, ...]


FaultCheck = Callable[[Case], str]
SourceCheck = Callable[[Source], Iterator[Finding]]
StatementCheck = Callable[[Entry, Placed, Context], Iterator[Finding]]
EntryCheck = Callable[[Entry, Context], Iterator[Finding]]
VolumeCheck = Callable[[Volume, Context], Iterator[Finding]]
LinkCheck = Callable[[Followed, Context], Iterator[Finding]]
DirectoryCheck = Callable[[Context], Iterator[Finding]]
ControlCheck = Callable[[ControlContext], Iterator[Finding]]
CopyCheck = Callable[[CopyContext], Iterator[Finding]]
AuthorityCheck = Callable[[AuthorityContext], Iterator[Finding]]
CommandCheck = Callable[[CommandContext], Iterator[Finding]]
ShapeTest = Callable[[Shape], bool]
StatementTest = Callable[[Any], bool]  # of a statement of one of the types that the rule listens to


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `messages` are the numbers under which DIRECTXA reports the same; `profile` is the first that holds it.

    A check of `dirtool verify` is of no profile: lint does not run it.
    """

    code: str
    name: str
    severity: Severity
    directxa: Directxa | None  # None: it is not about what DIRECTXA reads
    messages: tuple[str, ...]
    profile: Profile | None
    documentation: str
    check: Callable[..., object]

    @property
    def title(self) -> str:
        """The first line of the documentation."""
        return self.documentation.partition("\n")[0]

    @property
    def family(self) -> str:
        """The letters of the code."""
        return self.code[:3]


FAMILIES = {
    "REC": "the layout of records",
    "SYN": "the shape of a statement",
    "VAL": "the value of an operand",
    "ENT": "the order and make-up of entries",
    "REF": "references between entries",
    "EXT": "minidisk extents",
    "NET": "virtual networks",
    "DEV": "real devices",
    "STY": "style",
    "SEC": "security",
    "REL": "releases",
    "DRM": "what moving to DirMaint changes",
    "XCT": "EXTENT CONTROL",
    "CNF": "DMSSICNF COPY",
    "CMO": "DMSSICMO COPY",
    "AUT": "the authorisation list of SMAPI",
    "DIR": "commands to DirMaint",
    "XCP": "what xCAT and Feilong would read wrongly",
    "VFY": "files that must agree",
    "SUP": "comments that silence findings",
    "INT": "dirtool itself",
}
"""The families of rules, in the order in which they are listed."""

RULES: dict[str, Rule] = {}
FAULT_RULES: dict[str, tuple[Rule, FaultCheck]] = {}
SOURCE_RULES: list[tuple[Rule, SourceCheck]] = []
STATEMENT_RULES: list[tuple[Rule, tuple[type[Statement], ...], StatementTest | None, StatementCheck]] = []
ENTRY_RULES: list[tuple[Rule, ShapeTest, EntryCheck]] = []
VOLUME_RULES: list[tuple[Rule, VolumeCheck]] = []
LINK_RULES: list[tuple[Rule, LinkCheck]] = []
DIRECTORY_RULES: list[tuple[Rule, DirectoryCheck]] = []
CONTROL_RULES: list[tuple[Rule, ControlCheck]] = []
COPY_RULES: list[tuple[Rule, CopyCheck]] = []
AUTHORITY_RULES: list[tuple[Rule, AuthorityCheck]] = []
COMMAND_RULES: list[tuple[Rule, CommandCheck]] = []

Check = TypeVar("Check", bound=Callable[..., object])


def all_rules() -> list[Rule]:
    """Every rule, in the order in which they are listed."""
    return in_order(RULES.values())


def in_order(rules: Iterable[Rule]) -> list[Rule]:
    """The rules in the order in which they are listed."""
    order = tuple(FAMILIES)
    return sorted(rules, key=lambda rule: (order.index(rule.family), rule.code))


def rules_of(profile: Profile) -> list[Rule]:
    """The rules of a profile, in the order in which they are listed."""
    return [rule for rule in all_rules() if rule.profile in profile.holds]


def _register(
    listen: Callable[[Rule, Check], object],
    code: str,
    name: str,
    severity: Severity,
    directxa: Directxa | None,
    messages: tuple[str, ...],
    profile: Profile,
) -> Callable[[Check], Check]:
    """A decorator that makes a function a rule; `listen` adds it to those that the engine calls for some kind of thing."""

    def register(check: Check) -> Check:
        if code in RULES:
            raise ValueError(f"rule {code} is registered twice")
        documentation = cleandoc(check.__doc__ or "")
        RULES[code] = Rule(code, name, severity, directxa, messages, profile, documentation, check)
        listen(RULES[code], check)
        return check

    return register


def message_rule(code: str, name: str, severity: Severity, profile: Profile) -> Callable[[Check], Check]:
    """Register a rule about dirtool's own doings: the function words its message, and whoever does them calls it."""
    return _register(lambda rule, check: None, code, name, severity, None, (), profile)


def fault_rule(
    code: str, name: str, severity: Severity, directxa: Directxa, *messages: str
) -> Callable[[FaultCheck], FaultCheck]:
    """Register a rule that words the message for one kind of fault of a single statement."""

    def listen(rule: Rule, check: FaultCheck) -> None:
        FAULT_RULES[name] = (rule, check)

    return _register(listen, code, name, severity, directxa, messages, Profile.SYNTAX)


def source_rule(
    code: str,
    name: str,
    severity: Severity,
    directxa: Directxa | None,
    *messages: str,
    profile: Profile = Profile.SYNTAX,
) -> Callable[[SourceCheck], SourceCheck]:
    """Register a rule that looks at the records of one file."""

    def listen(rule: Rule, check: SourceCheck) -> None:
        SOURCE_RULES.append((rule, check))

    return _register(listen, code, name, severity, directxa, messages, profile)


def statement_rule(
    code: str,
    name: str,
    severity: Severity,
    directxa: Directxa,
    *messages: str,
    on: tuple[type[Statement], ...],
    where: StatementTest | None = None,
    profile: Profile = Profile.RECOMMENDED,
) -> Callable[[StatementCheck], StatementCheck]:
    """Register a rule that is given every statement of some types, with the entry that holds it.

    `where` keeps back those that are none of its business, at a fifth of what it takes to give them to it.
    """

    def listen(rule: Rule, check: StatementCheck) -> None:
        STATEMENT_RULES.append((rule, on, where, check))

    return _register(listen, code, name, severity, directxa, messages, profile)


def entry_rule(
    code: str,
    name: str,
    severity: Severity,
    directxa: Directxa,
    *messages: str,
    where: ShapeTest,
    profile: Profile = Profile.RECOMMENDED,
) -> Callable[[EntryCheck], EntryCheck]:
    """Register a rule that is given every entry of those shapes that `where` lets through.

    `where` is asked once a shape, of which there are far fewer than entries.
    """

    def listen(rule: Rule, check: EntryCheck) -> None:
        ENTRY_RULES.append((rule, where, check))

    return _register(listen, code, name, severity, directxa, messages, profile)


def volume_rule(
    code: str,
    name: str,
    severity: Severity,
    directxa: Directxa,
    *messages: str,
    profile: Profile = Profile.RECOMMENDED,
) -> Callable[[VolumeCheck], VolumeCheck]:
    """Register a rule that is given every volume with the minidisks on it."""

    def listen(rule: Rule, check: VolumeCheck) -> None:
        VOLUME_RULES.append((rule, check))

    return _register(listen, code, name, severity, directxa, messages, profile)


def link_rule(
    code: str,
    name: str,
    severity: Severity,
    directxa: Directxa,
    *messages: str,
    profile: Profile = Profile.RECOMMENDED,
) -> Callable[[LinkCheck], LinkCheck]:
    """Register a rule that is given every LINK and where it leads; equal statements together, with all their places."""

    def listen(rule: Rule, check: LinkCheck) -> None:
        LINK_RULES.append((rule, check))

    return _register(listen, code, name, severity, directxa, messages, profile)


def directory_rule(
    code: str,
    name: str,
    severity: Severity,
    directxa: Directxa | None,
    *messages: str,
    profile: Profile = Profile.RECOMMENDED,
) -> Callable[[DirectoryCheck], DirectoryCheck]:
    """Register a rule about what only the directory as a whole tells; it is called once, and asks the indexes."""

    def listen(rule: Rule, check: DirectoryCheck) -> None:
        DIRECTORY_RULES.append((rule, check))

    return _register(listen, code, name, severity, directxa, messages, profile)


def control_rule(
    code: str, name: str, severity: Severity, profile: Profile = Profile.RECOMMENDED
) -> Callable[[ControlCheck], ControlCheck]:
    """Register a rule about EXTENT CONTROL; it is called once a file."""

    def listen(rule: Rule, check: ControlCheck) -> None:
        CONTROL_RULES.append((rule, check))

    return _register(listen, code, name, severity, None, (), profile)


def copy_rule(
    code: str, name: str, severity: Severity, profile: Profile = Profile.RECOMMENDED
) -> Callable[[CopyCheck], CopyCheck]:
    """Register a rule about DMSSICNF COPY or DMSSICMO COPY; it is called once a file."""

    def listen(rule: Rule, check: CopyCheck) -> None:
        COPY_RULES.append((rule, check))

    return _register(listen, code, name, severity, None, (), profile)


def authority_rule(
    code: str, name: str, severity: Severity, profile: Profile = Profile.RECOMMENDED
) -> Callable[[AuthorityCheck], AuthorityCheck]:
    """Register a rule about the authorisation list of SMAPI; it is called once a file."""

    def listen(rule: Rule, check: AuthorityCheck) -> None:
        AUTHORITY_RULES.append((rule, check))

    return _register(listen, code, name, severity, None, (), profile)


def command_rule(
    code: str, name: str, severity: Severity, profile: Profile = Profile.RECOMMENDED
) -> Callable[[CommandCheck], CommandCheck]:
    """Register a rule about a file of commands to DirMaint; it is called once a file."""

    def listen(rule: Rule, check: CommandCheck) -> None:
        COMMAND_RULES.append((rule, check))

    return _register(listen, code, name, severity, None, (), profile)
