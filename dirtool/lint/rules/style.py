"""STY: style."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

from dirtool.lint.context import Context
from dirtool.lint.diagnostic import Directxa, Fix, Related, Severity, Span
from dirtool.lint.place import keyword_span, slots_of, span_of_words
from dirtool.lint.registry import Finding, Profile, Shape, directory_rule, entry_rule, statement_rule
from dirtool.model.directory import Entry, Placed
from dirtool.model.effective import subject_of
from dirtool.spec.statements import STATEMENTS
from dirtool.spec.values import DEVICE_NUMBER
from dirtool.syntax.fault import ABOUT_DROPPED_WORDS
from dirtool.syntax.source import Word
from dirtool.syntax.statement import Statement, Unparsed
from dirtool.syntax.statements import Console, Dedicate, Link, Mdisk, Nicdef, Special, Spool
from dirtool.syntax.words import fold
from dirtool.text.columns import CODE_END, code
from dirtool.text.edit import Edit

# ---- device numbers

_WIDTH = 4
_NUMBERS = {
    kind.name: names
    for kind in STATEMENTS
    if (names := tuple(operand.name for operand in kind.operands if operand.type is DEVICE_NUMBER))
}
"""The operands that are device numbers, by the name of the statement."""


class _Number(NamedTuple):
    """A device number as it is written."""

    placed: Placed
    word: Word

    @property
    def is_short(self) -> bool:
        return len(self.word.text) < _WIDTH

    @property
    def span(self) -> Span:
        return Span(self.placed.path, self.word.line, self.word.column, self.word.line, self.word.end_column)


def _holds_device_number(shape: Shape) -> bool:
    return not _NUMBERS.keys().isdisjoint(shape.keywords)


@entry_rule(
    "STY001",
    "mixed-device-number-width",
    Severity.INFO,
    Directxa.SILENT,
    where=_holds_device_number,
    profile=Profile.STRICT,
)
def mixed_device_number_width(entry: Entry, context: Context) -> Iterator[Finding]:
    """Some device numbers of an entry are written with four digits, others with fewer.

    Why: 191 and 0191 are one device, but no search finds both, and what follows them does not stand in columns. Reported
    once an entry, at the first number that is shorter. Repair gives four digits to all of them, where the record has room.
    Bad:
        USER LINUX1 NOLOG 2G 4G G
         MDISK 191 3390 0100 0050 LX0001 MR
         MDISK 0192 3390 0150 0050 LX0001 MR
    Good:
        USER LINUX1 NOLOG 2G 4G G
         MDISK 0191 3390 0100 0050 LX0001 MR
         MDISK 0192 3390 0150 0050 LX0001 MR
    Source: z/VM CP Planning and Administration, IPL statement (leading zeros do not matter)
    """
    if not _may_mix(entry):
        return
    numbers = [number for placed in entry for number in _device_numbers(placed)]
    short = [number for number in numbers if number.is_short]
    full = next((number for number in numbers if not number.is_short), None)
    if not short or full is None:
        return
    verb = "is" if len(short) == 1 else "are"
    message = f"{len(short)} of {len(numbers)} device numbers {verb} written with fewer than four digits"
    related = Related(full.span, subject_of(entry, full.placed), "the first of four digits is here")
    edits = tuple(
        edit
        for line, group in groupby(short, key=lambda number: number.word.line)
        for edit in _widened(line, entry.source.records.texts[line - 1], [number.word for number in group])
    )
    fix = Fix("write four digits", "safe", edits) if edits else None
    yield Finding(short[0].span, message, entry.shown_name, "", related=(related,), fix=fix)


def _may_mix(entry: Entry) -> bool:
    """Whether an entry can hold device numbers of both widths; tells most entries apart without asking what a word is."""
    may_be_short = may_be_full = False
    source = entry.source
    for position in range(entry.start, entry.stop):
        values = _values(source.statements[position])
        if values:
            for word in fold(source.text(position)).replace(",", " ").split():
                if len(word) <= _WIDTH and word.zfill(_WIDTH) in values:
                    may_be_short |= len(word) < _WIDTH
                    may_be_full |= len(word) == _WIDTH
            if may_be_short and may_be_full:
                return True
    return False


def _values(statement: Statement) -> list[str]:
    """The device numbers of a statement, each with four digits."""
    found: list[str] = []
    if isinstance(statement, Unparsed):
        return found
    for name in _NUMBERS.get(statement.keyword, ()):
        value = getattr(statement, name)
        if value is not None:
            found += value if isinstance(value, tuple) else [value]
    return found


def _device_numbers(placed: Placed) -> Iterator[_Number]:
    """The device numbers of a statement; none where it is at fault, since its words may not be what they seem."""
    values = _values(placed.statement)
    faults = placed.source.faults.get(placed.position, ())
    if not values or any(fault.rule not in ABOUT_DROPPED_WORDS for fault in faults):
        return
    words = placed.words
    found = [word for word in words if len(word.text) <= _WIDTH and fold(word.text).zfill(_WIDTH) in values]
    if len(found) > len(values):  # words that only look the same
        slots = slots_of(placed)
        found = [
            words[at] for at in sorted(at for name in _NUMBERS[placed.statement.keyword] for at in slots.get(name, ()))
        ]
    yield from (_Number(placed, word) for word in found)


def _widened(line: int, text: str, words: list[Word]) -> Iterator[Edit]:
    """Gives four digits to words of a record, at the cost of blanks behind them, else of those at the end of column 71."""
    used = len(code(text).rstrip())
    inserted = 0
    for word in words:
        zeros = "0" * (_WIDTH - len(word.text))
        behind = text[word.end_column - 1 : used]
        if len(behind) - len(behind.lstrip()) > len(zeros):
            yield Edit(line, word.column, line, word.end_column + len(zeros), zeros + word.text)
        elif used + inserted + len(zeros) <= CODE_END:
            yield Edit(line, word.column, line, word.column, zeros)
            inserted += len(zeros)
    if inserted and len(text) > CODE_END:
        yield Edit(line, CODE_END + 1 - inserted, line, CODE_END + 1, "")


# ---- the order of devices

_ORDERED = frozenset({Console, Dedicate, Link, Mdisk, Nicdef, Special, Spool})
_ENTRIES_AT_LEAST = 5
_TENTHS_AT_LEAST = 9

_Pair = tuple[type[Statement], type[Statement]]


class _Run(NamedTuple):
    """Device statements of one kind in an entry with no other kind of device between them; `at` is the first one's place."""

    kind: type[Statement]
    at: int


@directory_rule("STY002", "unusual-device-order", Severity.INFO, Directxa.SILENT, profile=Profile.STRICT)
def unusual_device_order(context: Context) -> Iterator[Finding]:
    """Device statements of two kinds do not stand in the order that the file's other entries keep.

    Why: an entry that looks like all others is read at a glance. Of two kinds out of CONSOLE, SPOOL, LINK, MDISK, NICDEF,
    DEDICATE and SPECIAL that stand next to each other, one is the first if at least five other entries, and nine of ten of
    those in which the two stand next to each other, have them so. Reported once an entry.
    Bad:
        USER LINUX1 NOLOG 2G 4G G
         CONSOLE 0009 3215 T
         SPOOL 000C 2540 READER A
        USER LINUX2 NOLOG 2G 4G G
         CONSOLE 0009 3215 T
         SPOOL 000C 2540 READER A
        USER LINUX3 NOLOG 2G 4G G
         CONSOLE 0009 3215 T
         SPOOL 000C 2540 READER A
        USER LINUX4 NOLOG 2G 4G G
         CONSOLE 0009 3215 T
         SPOOL 000C 2540 READER A
        USER LINUX5 NOLOG 2G 4G G
         CONSOLE 0009 3215 T
         SPOOL 000C 2540 READER A
        USER LINUX6 NOLOG 2G 4G G
         SPOOL 000C 2540 READER A
         CONSOLE 0009 3215 T
    Good:
        USER LINUX1 NOLOG 2G 4G G
         CONSOLE 0009 3215 T
         SPOOL 000C 2540 READER A
        USER LINUX2 NOLOG 2G 4G G
         SPOOL 000C 2540 READER A
         CONSOLE 0009 3215 T
    Source: observed: system directories keep one order in nearly all entries; z/VM asks for none
    """
    runs_of = {types: _runs(types) for types in context.entries_by_make_up}
    entries_with: Counter[_Pair] = Counter()
    for types, entries in context.entries_by_make_up.items():
        for pair in _pairs(runs_of[types]):
            entries_with[pair] += len(entries)
    for types, entries in context.entries_by_make_up.items():
        found = _first_unusual(runs_of[types], entries_with)
        if found is not None:
            for entry in entries:
                yield _out_of_order(entry, *found)


def _runs(types: tuple[type[Statement], ...]) -> list[_Run]:
    """The runs of devices in an entry, in order; statements that are no devices of these kinds do not end one."""
    devices = (_Run(kind, at) for at, kind in enumerate(types) if kind in _ORDERED)
    return [next(group) for _, group in groupby(devices, key=lambda run: run.kind)]


def _pairs(runs: list[_Run]) -> set[_Pair]:
    return {(left.kind, right.kind) for left, right in pairwise(runs)}


def _first_unusual(runs: list[_Run], entries_with: Counter[_Pair]) -> tuple[_Run, _Run, int, int] | None:
    """The first two runs whose order other entries do not have; how many have the other one, and how many either."""
    own = _pairs(runs)
    for before, run in pairwise(runs):
        usual = entries_with[run.kind, before.kind] - ((run.kind, before.kind) in own)
        unusual = entries_with[before.kind, run.kind] - 1
        if usual >= _ENTRIES_AT_LEAST and usual * 10 >= (usual + unusual) * _TENTHS_AT_LEAST:
            return before, run, usual, usual + unusual
    return None


def _out_of_order(entry: Entry, before: _Run, run: _Run, usual: int, either: int) -> Finding:
    place, other = (
        Placed(entry.source.statements[position], entry.source, position)
        for position in (entry.start + run.at, entry.start + before.at)
    )
    name, other_name = run.kind.keyword, before.kind.keyword
    message = f"{name} stands behind {other_name}, but before it in {usual} of {either} other entries with both"
    related = Related(keyword_span(other), subject_of(entry, other), f"in most entries this {other_name} comes later")
    return Finding(keyword_span(place), message, entry.shown_name, f"{name} {other_name}", related=(related,))


# ---- access modes

_DEFAULT_MODE = Mdisk.definition.by_name["mode"].default
_DIRMAINT_FORMS = frozenset(Mdisk.definition.by_name["form"].dirmaint_words)


@statement_rule(
    "STY003",
    "minidisk-without-mode",
    Severity.INFO,
    Directxa.SILENT,
    on=(Mdisk,),
    where=lambda disk: disk.mode is None and disk.form not in _DIRMAINT_FORMS,
    profile=Profile.STRICT,
)
def minidisk_without_mode(entry: Entry, placed: Placed, context: Context) -> Iterator[Finding]:
    """An MDISK statement does not say with which access mode its owner gets the minidisk.

    Why: the default is W, which few have in mind who leave it out: the owner gets no access at all while anybody else is
    linked to the minidisk. Repair writes the default. Not reported where DirMaint has yet to find a place.
    Bad:
        USER LINUX1 NOLOG 2G 4G G
         MDISK 0191 3390 0100 0050 LX0001
    Good:
        USER LINUX1 NOLOG 2G 4G G
         MDISK 0191 3390 0100 0050 LX0001 W
    Source: z/VM CP Planning and Administration, MDISK statement
    """
    if placed.position in placed.source.faults:
        return
    words = placed.words
    message = f"no access mode is given, which means {_DEFAULT_MODE}"
    span = span_of_words(placed.path, words, len(words), len(words))
    yield Finding(span, message, subject_of(entry, placed), "", fix=_with_mode(placed, words[-1]))


def _with_mode(placed: Placed, last: Word) -> Fix | None:
    """Writes the default mode behind the last word of a statement, in place of blanks.

    None where there is no room for it, and for the zeros that STY001 may write into the same record.
    """
    text = placed.source.records.texts[last.line - 1]
    mode = f" {_DEFAULT_MODE}"
    zeros = sum(_WIDTH - len(number.word.text) for number in _device_numbers(placed))
    if last.end_column + len(mode) + zeros > CODE_END + 1:
        return None
    edit = Edit(last.line, last.end_column, last.line, min(last.end_column + len(mode), len(text) + 1), mode)
    return Fix(f"write {_DEFAULT_MODE}", "safe", (edit,))
