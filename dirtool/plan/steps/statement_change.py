"""What an entry says differently about one thing, told in a few words and without secrets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from dirtool.compare.diff.facts import BY_WORDS, Fact, Key
from dirtool.plan.steps.drafts import changed_operands
from dirtool.syntax.command import Command
from dirtool.syntax.masking import shown_text
from dirtool.syntax.statement import Statement, Unparsed
from dirtool.syntax.to_text import statement_text
from dirtool.verify.plan.document import Kind, OperandChange
from dirtool.wording import shown

_ABSENT = "none"
_SHOWN_AT_MOST = 4  # parts of a list in a title
_IN_TITLE = 60  # characters of one part
_LISTS = frozenset(
    "COMMAND CRYPTO IUCV LOADDEV LOGONBY NAMESAVE OPTION POSIXGLIST POSIXINFO POSIXOPT SCREEN XAUTOLOG".split()
)
_TOLD_BY = {"APPCPASS": ("gateway_lu", "target_lu"), "CPU": ("cpuaddr",), "XCONFIG": ("kind",)}
"""What tells statements of one kind from each other."""

Facts = dict[Key, Fact]


class StatementChange(NamedTuple):
    """One thing that an entry says differently: a general statement, statements that belong together, or a device.

    `subject` is USERID, or USERID/VDEV for a device. `title` says what changes, `text` is the statement as it will be (None:
    it is no more). `commands` are None where the whole entry has to be replaced; `why` tells then why. `frees` and `takes` are
    the device numbers that it gives up and that it needs, four digits each; `frees_macid` and `takes_macid` are the address of
    an adapter, which only one in the whole directory has.
    """

    kind: Kind
    subject: str
    title: str
    changes: tuple[OperandChange, ...]
    text: str | None
    commands: tuple[Command, ...] | None
    frees: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    why: str | None = None
    frees_macid: str | None = None
    takes_macid: str | None = None


class Family(NamedTuple):
    """The facts that one statement, or several of one kind, say before and after."""

    keyword: str
    old: Facts
    new: Facts

    @property
    def differs(self) -> bool:
        """Whether not the same is said; of COMMAND statements the order counts."""
        if self.old.keys() != self.new.keys() or any(not self.old[key].means(self.new[key]) for key in self.old):
            return True
        return self.keyword == "COMMAND" and [*self.old] != [*self.new]

    @property
    def facts(self) -> list[Fact]:
        """All of them, those that will be first."""
        return [*self.new.values(), *self.old.values()]

    @property
    def added(self) -> list[Fact]:
        """What was not said before."""
        return [fact for key, fact in self.new.items() if key not in self.old]

    @property
    def removed(self) -> list[Fact]:
        """What is said no more."""
        return [fact for key, fact in self.old.items() if key not in self.new]

    @property
    def changed(self) -> list[tuple[Fact, Fact]]:
        """What is said otherwise."""
        pairs = ((self.old[key], fact) for key, fact in self.new.items() if key in self.old)
        return [(old, new) for old, new in pairs if not old.means(new)]


def change_of(family: Family, subject: str) -> StatementChange:
    """What changes, still without commands."""
    kind = Kind.CHANGE_STATEMENT if family.old and family.new else Kind.ADD_STATEMENT
    if not family.new:
        kind = Kind.REMOVE_STATEMENT
    keys = {*family.old, *family.new}
    is_list = len(keys) > 1 or (family.keyword in _LISTS and all(key[0] != BY_WORDS for key in keys))
    title, changes = _of_list(family) if is_list else _of_one(family)
    text = "; ".join(dict.fromkeys(_texts(family.new.values()))) or None
    return StatementChange(kind, subject, title, changes, text, None)


def _of_one(family: Family) -> tuple[str, tuple[OperandChange, ...]]:
    """Title and operands where one statement is not as it was."""
    (fact, *_) = family.facts
    if not (family.old and family.new):
        return shown("; ".join(dict.fromkeys(_texts([fact]))), _IN_TITLE), ()
    (old,), (new,) = family.old.values(), family.new.values()
    if old.keyword != new.keyword:
        texts = ("; ".join(dict.fromkeys(_texts([one]))) for one in (old, new))
        return " -> ".join(shown(text, _IN_TITLE) for text in texts), ()
    changes = changed_operands(old, new)
    parts = [f"{_called(one.name, new)}{_told(one.old)} -> {_told(one.new)}" for one in changes]
    if old.affinity != new.affinity:
        parts.append(f"SYSAFFIN {old.affinity or _ABSENT} -> {new.affinity or _ABSENT}")
    key = [new.shown(name) or "" for name in _TOLD_BY.get(new.keyword, ())]
    return " ".join([new.shown_keyword, *key, _some(parts)]), changes


def _called(name: str, fact: Fact) -> str:
    """What an operand is called in a title: nothing, where its statement has no other one."""
    kind = fact.kind
    operand = None if kind is None else kind.by_name.get(name)
    if fact.keyword == "PASSWORD" or (kind is not None and operand is not None and len(kind.operands) == 1):
        return ""
    return f"{operand.title if operand is not None else name.replace('_', ' ')} "


def _of_list(family: Family) -> tuple[str, tuple[OperandChange, ...]]:
    """Title and operands where some parts of a list are not as they were."""
    keyword, name = family.keyword, family.keyword.lower()
    parts = [f"+ {_words(fact)}" for fact in family.added]
    changes = [OperandChange(name, None, _words(fact)) for fact in family.added]
    for old, new in family.changed:
        parts.append(f"{_words(old)} -> {_words(new)}")
        changes.append(OperandChange(name, _words(old), _words(new)))
    parts += [f"- {_words(fact)}" for fact in family.removed]
    changes += [OperandChange(name, _words(fact), None) for fact in family.removed]
    if not parts:
        return f"{keyword} statements in another order", ()
    return f"{keyword} {_some(parts)}", tuple(changes)


def _some(parts: list[str]) -> str:
    more = len(parts) - _SHOWN_AT_MOST
    short = [shown(part, _IN_TITLE) for part in parts[:_SHOWN_AT_MOST]]
    return ", ".join([*short, f"{more} more"] if more > 0 else short)


def _told(value: str | None) -> str:
    return _ABSENT if value is None else value


def _words(fact: Fact) -> str:
    """A fact without its keyword."""
    return fact.text.partition(" ")[2] or fact.text


def _texts(facts: Iterable[Fact]) -> Iterable[str]:
    """The statements that say some facts, spelt in full where that shows no secret."""
    for fact in facts:
        for place in fact.places:
            if place.statement.known_definition is not None and place.statement.keyword in ("USER", "IDENTITY"):
                yield fact.text
            else:
                yield _in_full(place.statement, fact) or " ".join(shown_text(place.source, place.position).split())


def _in_full(statement: Statement, fact: Fact) -> str | None:
    kind = None if isinstance(statement, Unparsed) else statement.known_definition
    if kind is None or kind.holds_secrets or fact.hides_words or fact.places[0].is_broken:
        return None
    try:
        return statement_text(statement)
    except ValueError:  # what no text gives stays as it was written
        return None
