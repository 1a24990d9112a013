"""REL: releases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from dirtool.lint.context import Context
from dirtool.lint.diagnostic import Directxa, Fix, Severity
from dirtool.lint.place import keyword_span, slots_of, span_of_words
from dirtool.lint.registry import Finding, directory_rule, statement_rule
from dirtool.model.devices import EXTENSIONS
from dirtool.model.directory import Entry, Placed
from dirtool.model.effective import subject_of
from dirtool.spec.releases import CURRENT, parse_release, recorded_release
from dirtool.spec.statement import Mark, Operand, StatementKind
from dirtool.spec.statements import STATEMENTS
from dirtool.spec.values import DEVICE_TYPE, Certainty, mildest
from dirtool.syntax import statements
from dirtool.syntax.source import Word
from dirtool.syntax.statement import Statement
from dirtool.syntax.statements import Dedicate
from dirtool.syntax.words import fold
from dirtool.text.columns import CODE_END
from dirtool.text.edit import Edit
from dirtool.wording import listed


class _Use(NamedTuple):
    """A word of an operand that only some releases know: in full, the release that brought it or made it obsolete, and
    the indexes of the words that it takes with its value.
    """

    operand: Operand
    word: str
    release: str | None
    first: int
    last: int


def _typed(name: str) -> type[Statement]:
    """The type of the statements of a name."""
    found: type[Statement] = getattr(statements, name.capitalize())
    return found


def _is_at_fault(placed: Placed, operand: Operand) -> bool:
    """Whether an operand is reported already, as something that it cannot be."""
    return any(fault.operand == operand.name for fault in placed.source.faults.get(placed.position, ()))


def _in_full(operand: Operand, word: Word) -> str:
    """A word of an operand as the table spells it."""
    folded = fold(word.text)
    return operand.vocabulary.get(folded, folded)


# ---- what is too new

_NEWER_OPERANDS = {
    kind.name: tuple(operand for operand in kind.operands if operand.since or operand.words_since)
    for kind in STATEMENTS
}


@cache
def _types_with_newer(releases: tuple[str, ...]) -> list[type[Statement]]:
    """The statements that some release lacks, or an operand or a word of: for the current one next to none."""
    return [_typed(kind.name) for kind in STATEMENTS if any(_releases_before(one, releases) for one in _firsts(kind))]


def _firsts(kind: StatementKind) -> Iterator[str | None]:
    """The first releases with a statement, its operands, and their words."""
    yield kind.since
    for operand in _NEWER_OPERANDS[kind.name]:
        yield operand.since
        yield from (since for _, since in operand.words_since)


@directory_rule("REL001", "needs-newer-release", Severity.ERROR, Directxa.REFUSES, "HCPDIR751E")
def needs_newer_release(context: Context) -> Iterator[Finding]:
    """A statement or an operand that some release of z/VM that the directory is for does not have.

    Why: DIRECTXA of that release refuses the directory. Nothing is reported unless it is told which releases the directory
    is for. What came to a release with service counts as part of it. LOADDEV on IPL is a warning, since an older release
    takes it for the name of a saved system. Where it is not certain which release was the first, it is an information.
    Bad:
        USER LINUX1 NOLOG 2G 4G G
         VMRELOCATE ON
         MDISK 0191 3390 0100 0050 LX0001 MR
    Good:
        USER LINUX1 NOLOG 2G 4G G
         D8ONECMD FAIL LOCK
         MDISK 0191 3390 0100 0050 LX0001 MR
    Source: z/VM CP Planning and Administration, its editions for each release; APAR VM66874 (LOADDEV ALTERNATE)
    """
    releases = context.options.releases
    for entry, placed in context.directory.placed(*_types_with_newer(releases)) if releases else ():
        yield from _newer(entry, placed, releases)


def _newer(entry: Entry, placed: Placed, releases: tuple[str, ...]) -> Iterator[Finding]:
    """One finding if some release lacks the statement, else one for each operand and word that some release lacks."""
    kind = placed.statement.definition
    if lacking := _releases_before(kind.since, releases):
        message = _too_new(kind.name, f"{kind.since}", lacking, "error")
        yield Finding(keyword_span(placed), message, subject_of(entry, placed), kind.name)
        return
    for operand in _NEWER_OPERANDS[kind.name]:
        certainty = mildest(operand.since_certainty, operand.certainty)
        for use in _newer_uses(placed, operand, releases):
            lacking = _releases_before(use.release, releases)
            yield Finding(
                span_of_words(placed.path, placed.words, use.first, use.last),
                _too_new(f"{use.word} of {kind.name}", f"{use.release}", lacking, certainty),
                subject_of(entry, placed),
                f"{kind.name} {use.word}",
                None if certainty == "error" else Severity(certainty),
            )


def _newer_uses(placed: Placed, operand: Operand, releases: tuple[str, ...]) -> Iterator[_Use]:
    """What a statement has of an operand that some release lacks: the operand itself, or single words."""
    newer = {word: since for word, since in operand.words_since if _releases_before(since, releases)}
    lacks_operand = bool(_releases_before(operand.since, releases))
    if not newer and not lacks_operand:
        return
    value = placed.statement.operands().get(operand.name)
    values = value if isinstance(value, tuple) else (value,)
    concerned = value is not None if lacks_operand else not newer.keys().isdisjoint(values)
    if not concerned or _is_at_fault(placed, operand):
        return
    words = placed.words
    first, *others = indexes = slots_of(placed)[operand.name]
    if lacks_operand and operand.keyword:
        yield _Use(operand, operand.keyword.upper(), operand.since, first - 1, first if operand.many else indexes[-1])
    elif lacks_operand:
        yield _Use(operand, _in_full(operand, words[first]), operand.since, first, first)
    for at in (first, *others):
        word = _in_full(operand, words[at])
        if word in newer:
            yield _Use(operand, word, newer[word], at, at)


def _too_new(what: str, since: str, lacking: tuple[str, ...], certainty: Certainty) -> str:
    one = len(lacking) == 1
    names = listed(lacking, "and")
    if certainty == "info":
        return f"{what} may need z/VM {since} or newer: it is not certain that {names} {'has' if one else 'have'} it"
    return f"{what} needs z/VM {since} or newer: {names} {'does' if one else 'do'} not have it"


@cache
def _releases_before(since: str | None, releases: tuple[str, ...]) -> tuple[str, ...]:
    """Those of some releases that came before another one, the oldest first; none where it is not known."""
    if since is None:
        return ()
    found = {release for release in map(parse_release, releases) if release < recorded_release(since)}
    return tuple(map(str, sorted(found)))


# ---- what is too old

_DEVICE_OF_ITS_WORD = (Dedicate,)  # what it defines is obsolete as a whole

_Test = Callable[[Any], bool]


def _test(kind: StatementKind) -> _Test | None:
    """Tells of a statement of some kind whether it is obsolete, or one of its words; None where neither can be."""
    if kind.obsolete_since:
        return lambda statement: True
    tests = [_operand_test(operand) for operand in kind.operands if operand.obsolete]
    if len(tests) > 1:
        return lambda statement: any(test(statement) for test in tests)
    return tests[0] if tests else None


def _operand_test(operand: Operand) -> _Test:
    words = frozenset(word.upper() for word in operand.obsolete)
    value_of = attrgetter(operand.name)
    if operand.many:
        return lambda statement: not words.isdisjoint(value_of(statement) or ())
    return lambda statement: value_of(statement) in words


_OBSOLETE = {_typed(kind.name): test for kind in STATEMENTS if (test := _test(kind)) is not None}
"""The types of statements that are obsolete, or may hold what is, each with what tells."""


@statement_rule(
    "REL002",
    "obsolete-statement",
    Severity.WARNING,
    Directxa.SILENT,
    on=tuple(_OBSOLETE),
    where=lambda statement: _OBSOLETE[type(statement)](statement),
)
def obsolete_statement(entry: Entry, placed: Placed, context: Context) -> Iterator[Finding]:
    """A statement, an operand or a device type of older systems, which does nothing in z/VM.

    Why: whoever reads the entry is led to believe that it has an effect. Judged for the releases that the directory is for;
    where these are not told, for current ones, unless nothing tells that the directory is for z/VM: no PROFILE, no
    SUBCONFIG, no 3390, no statement that came with z/VM. Repair removes the word, or the statement if nothing else is in it.
    Bad:
        USER OLDGUEST NOLOG 2G 4G G
         OPTION ECMODE QUICKDSP
         MDISK 0191 3390 0100 0050 LX0001 MR
    Good:
        USER OLDGUEST NOLOG 2G 4G G
         OPTION QUICKDSP
         MDISK 0191 3390 0100 0050 LX0001 MR
    Source: z/VM CP Planning and Administration, MDISK, OPTION, CPU and MACHINE statements; z/VM DirMaint Commands Reference,
    XSTORE; VM/370 Planning and System Generation Guide (the words of older systems)
    """
    releases = context.options.releases or ((str(CURRENT),) if context.has_zvm_feature else ())
    found = _obsolete_whole if placed.statement.definition.obsolete_since else _obsolete_words
    yield from found(entry, placed, releases)


@cache
def _is_gone(since: str | None, releases: tuple[str, ...]) -> bool:
    """Whether some release ignores what is obsolete since another one (None: since before all of them)."""
    return any(since is None or release >= recorded_release(since) for release in map(parse_release, releases))


def _obsolete_whole(entry: Entry, placed: Placed, releases: tuple[str, ...]) -> Iterator[Finding]:
    """A finding for a statement of a kind that has no effect any more."""
    kind = placed.statement.definition
    if _is_gone(kind.obsolete_since, releases):
        message = f"{kind.name} has no effect since z/VM {kind.obsolete_since}"
        fix = _without_statement(placed)
        yield Finding(keyword_span(placed), message, subject_of(entry, placed), kind.name, fix=fix)


def _obsolete_words(entry: Entry, placed: Placed, releases: tuple[str, ...]) -> Iterator[Finding]:
    """A finding for each word of a statement that has no effect any more."""
    name = placed.statement.definition.name
    uses = [use for use in _obsolete_uses(placed) if _is_gone(use.release, releases)]
    for use, fix in zip(uses, _repairs(placed, uses), strict=True):
        yield Finding(
            span_of_words(placed.path, placed.words, use.first, use.first),
            _too_old(name, use),
            subject_of(entry, placed),
            f"{name} {use.word}",
            Severity.INFO if use.operand.mark is Mark.UNSURE else None,
            fix=fix,
        )


def _obsolete_uses(placed: Placed) -> Iterator[_Use]:
    """The obsolete words of a statement."""
    words = placed.words
    slots = slots_of(placed)
    operands = placed.statement.definition.operands
    keywords = {operand.keyword.upper() for operand in operands if operand.keyword}
    for operand in operands:
        obsolete = [word.upper() for word in operand.obsolete]
        since = dict(operand.obsolete_since)
        if not obsolete or _is_at_fault(placed, operand):
            continue
        for at in slots.get(operand.name, ()):
            word = _in_full(operand, words[at])
            if word in obsolete:
                yield _Use(operand, word, since.get(word), at, at + (word in keywords))


def _too_old(name: str, use: _Use) -> str:
    if use.release:
        return f"{use.word} of {name} has no effect since z/VM {use.release}"
    if use.operand.type is DEVICE_TYPE:
        return f"{use.word} of {name} is a device type of older systems, which z/VM does not support"
    return f"{use.word} of {name} is a word of older systems, which does nothing in z/VM"


def _repairs(placed: Placed, uses: list[_Use]) -> list[Fix | None]:
    """A repair for each use: without the word; if nothing would be left, one for all that removes the statement."""
    removed = {index for use in uses for index in range(use.first, use.last + 1)}
    if isinstance(placed.statement, _DEVICE_OF_ITS_WORD) or len(removed) == len(placed.words) - 1:
        return [_without_statement(placed), *[None] * len(uses)][: len(uses)]
    return [None if use.operand.type is DEVICE_TYPE else _without_words(placed, use) for use in uses]


def _without_statement(placed: Placed) -> Fix | None:
    """Removes the records of a statement; not if that would leave an extension without its device."""
    behind = placed.position + 1
    if behind < len(placed.source.statements) and isinstance(placed.source.statements[behind], EXTENSIONS):
        return None
    edits = tuple(Edit(line, 1, line + 1, 1, "") for line in placed.source.lines_of(placed.position))
    return Fix("remove the statement", "unsafe", edits)


def _without_words(placed: Placed, use: _Use) -> Fix:
    """Removes a word with its value and the blanks before it; what stands behind column 71 stays where it is."""
    words = placed.words
    line, start, stop = words[use.last].line, words[use.first - 1].end_column, words[use.last].end_column
    edits = [Edit(line, start, line, stop, "")]
    if len(placed.source.records.texts[line - 1]) > CODE_END:
        edits.append(Edit(line, CODE_END + 1, line, CODE_END + 1, " " * (stop - start)))
    return Fix(f"remove {use.word}", "unsafe", tuple(edits))
