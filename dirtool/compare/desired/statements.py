"""The statements in desired.yaml: parsed as those of a directory are, and refused where one of them has an error.

Stricter than DIRECTXA: words that it drops without a word are errors here, too. No message shows a statement that may hold a
password.
"""

from __future__ import annotations

from collections.abc import Sequence

from dirtool.compare.desired.state import DesiredKind, Wanted, holders_of
from dirtool.errors import InputError
from dirtool.spec.statement import Operand, StatementKind
from dirtool.spec.statements import BY_NAME
from dirtool.syntax.fault import Fault
from dirtool.syntax.parser import Parsed, Parser
from dirtool.syntax.secrets import may_take_in_another, secrets_in
from dirtool.syntax.statement import Statement
from dirtool.syntax.statements import Dedicate, Sysaffin
from dirtool.syntax.to_text import statement_records
from dirtool.syntax.words import fold, split
from dirtool.syntax.yaml_words import Word, shown_safely
from dirtool.text.yaml_tree import Place
from dirtool.wording import did_you_mean, listed, shown

_TOLERATED = ("keyword-inside-text",)  # it may well be meant
_KEY_OF = {
    "USER": "kind",
    "IDENTITY": "kind",
    "SUBCONFIG": "kind",
    "PROFILE": "kind",
    "INCLUDE": "include",
    "LOGONBY": "logonby",
    "OPTION": "options",
    "MDISK": "minidisks",
    "AMDISK": "minidisks",
    "NICDEF": "nics",
    "LINK": "links",
    "DEDICATE": "dedicate",
    "MINIOPT": "miniopt of its minidisk",
    "DASDOPT": "dasdopt of its device",
}
"""The keys that say what these statements say."""


class StatementReader:
    """Reads statements; `lines` are those of the file, in which their words are looked for."""

    def __init__(self, parser: Parser, lines: Sequence[str]) -> None:
        self._parser = parser
        self._lines = lines

    def wanted(self, text: str, place: Place, kind: DesiredKind) -> Wanted:
        """A statement that an entry of some kind shall have. Raises InputError for one that it cannot have."""
        if not text.isprintable():
            raise InputError(f"{place}: the statement has line ends or control characters; allowed: one line of text")
        parsed = self._parser.parse(text)
        if parsed is None:
            raise InputError(
                f"{place}: {shown_safely(text)} is no statement; allowed: a statement, such as SHARE RELATIVE 200"
            )
        definition = parsed.statement.known_definition
        if definition is None:
            word = shown(text.split()[0])
            meant = did_you_mean(parsed.faults[0].allowed)
            raise InputError(f"{self._inside(text, place)}: {word} is the name of no statement", meant)
        self._refuse_secrets(parsed, definition, text, place)
        _refuse_own_key(parsed.statement, definition, place)
        _refuse_holder(definition, kind, place)
        if isinstance(parsed.statement, Sysaffin):
            raise InputError(
                f"{place}: SYSAFFIN does not belong under statements, which have no order",
                "an identity with a subconfig for each system says the same",
            )
        words = [(word, self._inside(text, place, at)) for word, at in _words(text, definition)]
        _refuse_faults(parsed, definition, words)
        try:
            statement_records(parsed.statement)
        except ValueError as error:
            raise InputError(f"{place}: {error}") from None
        return Wanted(text.strip(), parsed.statement, place)

    def of_operands(self, keyword: str, elements: Sequence[Word]) -> Statement:
        """A statement of operands that stand in a list. Raises InputError, with the place of the element that is wrong."""
        definition = BY_NAME[keyword]
        words = [Word(keyword, elements[0].place)]
        for element in elements:
            if not element.text.strip() or not element.text.isprintable():
                raise InputError(f"{element.place}: {shown(element.text)} is no operand of {keyword}")
            assert isinstance(element.place, Place)
            words += [
                Word(word, self._inside(element.text, element.place, at))
                for word, at in _words(element.text, definition)
            ]
        parsed = self._parser.parse(" ".join(word.text for word in words))
        assert parsed is not None
        _refuse_faults(parsed, definition, [(word.text, word.place) for word in words])
        return parsed.statement

    def _inside(self, text: str, place: Place, at: int = 0) -> Place:
        """Where a character of a scalar stands, if that is told from its line; else where the scalar begins."""
        line = self._lines[place.line - 1] if place.line <= len(self._lines) else ""
        start = place.column - 1
        if line[start : start + 1] in ("'", '"'):
            start += 1
        return place._replace(column=start + at + 1) if line.startswith(text, start) else place

    def _refuse_secrets(self, parsed: Parsed, kind: StatementKind, text: str, place: Place) -> None:
        if not (kind.holds_secrets or parsed.faults or may_take_in_another(kind)):
            return
        words = [fold(word) for word in split(text, kind)]
        if secrets_in(kind, words, self._parser):
            key = _KEY_OF.get(kind.name)
            hint = f"use the key {key}" if key else "a password never stands in this file"
            raise InputError(f"{place}: the statement {kind.name} holds a password, or may", hint)


def _refuse_faults(parsed: Parsed, kind: StatementKind, words: Sequence[tuple[str, Place | str]]) -> None:
    for fault in parsed.faults:
        if fault.certainty == "error" and fault.rule not in _TOLERATED:
            at = min(fault.first, len(words) - 1)
            raise InputError(f"{words[at][1]}: {_worded(fault, [word for word, _ in words], kind)}")


def _words(text: str, kind: StatementKind) -> list[tuple[str, int]]:
    """The words of a statement with where they begin."""
    found, end = [], 0
    for word in split(text, kind):
        start = text.index(word, end)
        end = start + len(word)
        found.append((word, start))
    return found


def _refuse_own_key(statement: Statement, kind: StatementKind, place: Place) -> None:
    """What a key says is said by it, but for forms of another era, which no key says."""
    key = _KEY_OF.get(kind.name)
    if key is not None and not (isinstance(statement, Dedicate) and statement.obsolete):
        raise InputError(f"{place}: {kind.name} does not belong under statements", f"use the key {key}")


def _refuse_holder(kind: StatementKind, holder: DesiredKind, place: Place) -> None:
    holders = holders_of(kind.name)
    if holder not in holders:
        allowed = f"; allowed: in an entry of kind {listed(holders, 'or')}" if holders else ""
        raise InputError(f"{place}: {kind.name} does not belong in an entry of kind {holder}{allowed}")


def _worded(fault: Fault, words: Sequence[str], kind: StatementKind) -> str:
    """What is wrong with a statement, and what is allowed."""
    titles = [_title(kind.by_name[name]) for name in fault.expected]
    allowed = listed([*titles, *fault.allowed], "or") if titles or fault.allowed else ""
    if fault.first >= len(words):
        return f"{kind.name} ends too early" + (f"; allowed: {allowed}" if allowed else "")
    word = shown(words[fault.first])
    if fault.surplus:
        return f"{word} is one too many; allowed: {fault.wanted}"
    if fault.other is not None:
        return f"{word} does not go with {shown(words[fault.other])}"
    if fault.rule == "unfinished-statement":
        return f"{word} has no closing {fault.wanted}"
    if fault.operand is not None and fault.wanted:
        return f"{word} is no {kind.by_name[fault.operand].title}; allowed: {fault.wanted}"
    return f"{word} does not belong there; allowed: {allowed or 'nothing more'}"


def _title(operand: Operand) -> str:
    """What an operand is called, and what its value is where a keyword introduces it."""
    return f"{operand.title} ({operand.type.name})" if operand.keyword else operand.title
