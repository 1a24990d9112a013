"""How the directory that DirMaint gives back differs from the USER INPUT that went in.

Each difference is expected (DirMaint is known to do it), harmless (other words for the same), or a loss. What cannot be
proved to mean the same is a loss. Entries are the same by kind and name; of several, the first is the first.

Source: z/VM DirMaint Tailoring and Administration Guide, the source directory files; z/VM DirMaint Commands Reference, USER.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from dirtool.compare.diff.facts import facts_of
from dirtool.compare.diff.meaning import meaning
from dirtool.migrate.returned.comments import Comments, comments_before, comments_of
from dirtool.migrate.returned.difference import (
    Difference,
    DifferenceClass,
    EntryCount,
    Expected,
    Finding,
    Returned,
    Side,
)
from dirtool.migrate.returned.layout import SAME, Layout, layout
from dirtool.migrate.returned.meaning import (
    Meanings,
    affinity_losses,
    first_too_late,
    keys_by_position,
    losses,
    meanings_of,
    one_line,
    order_losses,
    side,
)
from dirtool.migrate.returned.statements import Matched, Matcher, is_order_of_no_meaning
from dirtool.migrate.returned.transfer import mended, refuse_others, signs_of_cut
from dirtool.model.directory import Directory, Entry, EntryKind, Placed, only_holds_pool
from dirtool.model.effective import subject_of
from dirtool.syntax.fault import ABOUT_DROPPED_WORDS
from dirtool.syntax.masking import shown_keyword, shown_text
from dirtool.syntax.parser import collector_off
from dirtool.syntax.statement import MASK, Statement, Unparsed
from dirtool.syntax.statements import Sysaffin
from dirtool.wording import listed, plural

_KINDS: tuple[EntryKind, ...] = ("directory", "global", "profile", "user", "identity", "subconfig")
_NAMELESS = ("directory", "global")
_RANKS = {"directory": 0, "global": 1, "profile": 2}
_OF_MACHINES = 3  # the rank of all others


class _Pair(NamedTuple):
    given: Entry
    returned: Entry


def compare_returned(given: Directory, returned: Directory) -> Returned:
    """What differs between what went in as USER INPUT and what `DIRM USER WITHPASS` gives back; in linear time.

    It is fastest if one parser has read both. Raises InputError where what came back can be no such answer: it has no
    entries, begins with the header of a mail or of a punched file, or has its passwords masked.
    """
    with collector_off():
        returned = mended(returned)
        refuse_others(given, returned)
        return _Comparison(given, returned).result()


class _Comparison:
    """The work of one comparison."""

    def __init__(self, given: Directory, returned: Directory) -> None:
        self._given, self._returned = given, returned
        self._expected: Counter[Expected] = Counter()
        self._found: list[Difference] = []
        self._comments = Comments()
        self._matcher = Matcher()
        self._layouts: dict[tuple[str, str], Layout] = {}

    def result(self) -> Returned:
        pairs, missing, new = _matched(self._given, self._returned)
        for pair in pairs:
            if pair.given.texts != pair.returned.texts:
                self._compare(pair)
        self._found += map(self._missing, missing)
        self._found += map(_new, new)
        self._compare_order(pairs)
        self._compare_heads()
        self._expected += self._comments.expected
        self._found += self._comments.differences()
        paths = self._given.sources[0].path, self._returned.sources[0].path
        return Returned(
            *paths,
            tuple(_counts(self._given, self._returned)),
            {kind: self._expected[kind] for kind in Expected if self._expected[kind]},
            tuple(self._sorted()),
            tuple(self._remarks(pairs, missing)),
        )

    def _sorted(self) -> list[Difference]:
        """Losses first, each class in the order of the file that went in, what is new behind what stands before it."""
        files = {source.path: number for number, source in enumerate((*self._given.sources, *self._returned.sources))}
        classes = list(DifferenceClass)

        def rank(one: Difference) -> tuple[int, bool, int, int]:
            place = (one.given or one.returned or Side("", ("", 0))).place
            return classes.index(one.kind), one.given is None, files.get(place[0], 0), place[1]

        return sorted(self._found, key=rank)

    # -- two entries

    def _compare(self, pair: _Pair) -> None:
        given, returned = pair
        matched = self._matcher.matched(given, returned)
        told: tuple[set[int], set[int]] = (set(), set())
        told_before = len(self._found)
        is_in_order = matched.is_in_order
        if not is_in_order:
            self._expected[Expected.STATEMENT_ORDER] += 1
            self._found += order_losses(given, returned)
        if not (matched.is_whole and (is_in_order or is_order_of_no_meaning(given, matched))):
            meanings = meanings_of(given, returned)
            told = meanings.told
            self._found += losses(given, meanings, is_order=matched.is_whole)
            self._compare_others(pair, matched, meanings, told)
            if not any(one.kind is DifferenceClass.LOSS for one in self._found[told_before:]):
                self._found += affinity_losses(given, returned)
        for positions in matched.alike:
            self._compare_layout(pair, *positions)
        for positions in matched.akin:
            if positions[0] not in told[0] and positions[1] not in told[1]:
                self._found.append(_spelt(pair, *positions))
        self._compare_comments(pair, matched)

    def _compare_layout(self, pair: _Pair, position: int, other: int) -> None:
        given, returned = pair.given.source, pair.returned.source
        lines, others = given.lines_of(position), returned.lines_of(other)
        if len(lines) != len(others):
            self._found.append(_spelt(pair, position, other))
            return
        statement = given.statements[position]
        for line, line_returned in zip(lines, others, strict=True):
            found = self._layout(given.records.texts[line - 1], returned.records.texts[line_returned - 1], statement)
            if found is SAME:
                continue
            self._expected.update(found.expected)
            if found.other_words or found.other_remark:
                self._found.append(_spelt(pair, position, other, is_remark=not found.other_words))
                return

    def _layout(self, one: str, other: str, statement: Statement) -> Layout:
        if one == other:
            return SAME
        found = self._layouts.get((one, other))
        if found is None:
            found = self._layouts[one, other] = layout(one, other, statement)
        return found

    def _compare_others(
        self, pair: _Pair, matched: Matched, meanings: Meanings, told: tuple[set[int], set[int]]
    ) -> None:
        """Statements without a partner of their own: what they say is said by others, or it is a loss."""
        covered: set[int] = set()
        by_position = keys_by_position(meanings.given)
        for position in matched.left:
            if position not in told[0]:
                keys = by_position.get(position, ())
                by = sorted({place.position for key in keys for place in meanings.returned[key].places})
                covered |= set(by)
                self._found.append(_said_by(pair, pair.given.at(position), [pair.returned.at(one) for one in by]))
        known = keys_by_position(meanings.returned)
        for position in matched.over:
            if position not in told[1] and position not in covered:
                self._found.append(_said_again(pair, pair.returned.at(position), is_said=position in known))

    def _compare_comments(self, pair: _Pair, matched: Matched) -> None:
        given, returned = comments_of(pair.given), comments_of(pair.returned)
        if given or returned:
            starts = pair.given.start, pair.returned.start
            partners = {one - starts[0]: other - starts[1] for one, other in (*matched.alike, *matched.akin)}
            self._comments.compare(given, returned, partners)

    # -- entries

    def _missing(self, entry: Entry) -> Difference:
        users = self._given.included_by.get(entry.name, ()) if entry.kind == "profile" else ()
        included = f"; {plural(len(users), 'statement')} of others name it" if users else ""
        message = f"{_named(entry)} is missing, with {plural(len(entry) - 1, 'statement')}{included}"
        return Difference(
            DifferenceClass.LOSS, Finding.ENTRY_MISSING, entry.shown_name, message, side(entry.header), None
        )

    def _compare_order(self, pairs: list[_Pair]) -> None:
        ranks = {id(entry): rank for rank, entry in enumerate(self._returned.entries)}
        moved = _moved([ranks[id(pair.returned)] for pair in pairs])
        if moved:
            self._expected[Expected.ENTRY_ORDER] += moved
            late = first_too_late(self._returned.entries, _rank)
            if late is not None and first_too_late(self._given.entries, _rank) is None:
                message = f"{_named(late)} stands behind entries that it comes before, and DIRECTXA refuses that"
                self._found.append(
                    Difference(
                        DifferenceClass.LOSS, Finding.ENTRY_TOO_LATE, late.shown_name, message, None, side(late.header)
                    )
                )

    def _compare_heads(self) -> None:
        given, returned = (
            [comment for source in directory.sources for comment in comments_before(source)]
            for directory in (self._given, self._returned)
        )
        self._comments.compare(given, returned, {})

    def _remarks(self, pairs: list[_Pair], missing: list[Entry]) -> Iterator[str]:
        path = self._returned.sources[0].path
        if all(pair.given.kind in _NAMELESS for pair in pairs):
            yield f"no entry of {self._given.sources[0].path} is in {path}: they seem to be of two systems"
            return
        last = next((entry for entry in reversed(self._returned.entries) if entry.kind in _KINDS), None)
        has_end = not missing and not (
            last is not None
            and any(
                one.kind is DifferenceClass.LOSS and one.subject.split("/")[0] == last.shown_name for one in self._found
            )
        )
        if has_end:
            return
        signs = signs_of_cut(self._returned)
        ranks = {id(entry): rank for rank, entry in enumerate(self._given.entries)}
        if missing and min(ranks[id(entry)] for entry in missing) > max(ranks[id(pair.given)] for pair in pairs):
            signs.append("what is missing is what USER INPUT has last")
        if signs:
            records = len(self._returned.sources[-1].records.texts)
            yield f"{path} seems to be cut off behind record {records}: {listed(signs, 'and')}; fetch it again"


def _matched(given: Directory, returned: Directory) -> tuple[list[_Pair], list[Entry], list[Entry]]:
    """The entries of one kind and name, the first with the first; those that are gone, and those that are new."""
    groups = _by_name(returned)
    pairs: list[_Pair] = []
    missing: list[Entry] = []
    new: list[Entry] = []
    for name, some in _by_name(given).items():
        others = groups.pop(name, [])
        if len(some) > 1 and len(some) == len(others):
            some, others = (sorted(part, key=only_holds_pool) for part in (some, others))  # it may be before the user
        pairs += map(_Pair, some, others)
        missing += some[len(others) :]
        new += others[len(some) :]
    ranks = {id(entry): rank for rank, entry in enumerate(given.entries)}
    pairs.sort(key=lambda pair: ranks[id(pair.given)])
    return pairs, missing, [*new, *(entry for some in groups.values() for entry in some)]


def _by_name(directory: Directory) -> dict[tuple[EntryKind, str], list[Entry]]:
    found: dict[tuple[EntryKind, str], list[Entry]] = {}
    for entry in directory.entries:
        if entry.name or entry.kind != "directory" or facts_of(entry):  # not the LOAD statements of an index
            found.setdefault((entry.kind, entry.name), []).append(entry)
    return found


def _counts(given: Directory, returned: Directory) -> Iterator[EntryCount]:
    before, after = (Counter(entry.kind for entry in directory.entries) for directory in (given, returned))
    for kind in _KINDS:
        if before[kind] or after[kind]:
            yield EntryCount(kind, before[kind], after[kind])


def _new(entry: Entry) -> Difference:
    message = f"{_named(entry)} is new, with {plural(len(entry) - 1, 'statement')}"
    return Difference(DifferenceClass.LOSS, Finding.ENTRY_NEW, entry.shown_name, message, None, side(entry.header))


def _named(entry: Entry) -> str:
    """`USER LINUX1`, `DIRECTORY`."""
    if entry.kind in _NAMELESS:
        return entry.header.statement.keyword if entry.name else "what stands before the first entry"
    return f"{entry.kind.upper()} {entry.shown_name}"


def _moved(ranks: list[int]) -> int:
    """How many entries have to go elsewhere to make one order of another: all but those of a longest run that ascends."""
    ends: list[int] = []
    for rank in ranks:
        at = bisect_left(ends, rank)
        ends[at : at + 1] = [rank]
    return len(ranks) - len(ends)


def _rank(entry: Entry) -> int:
    return _RANKS.get(entry.kind, _OF_MACHINES)


# ---- differences that are harmless


def _spelt(pair: _Pair, position: int, other: int, *, is_remark: bool = False) -> Difference:
    """Two statements that say the same in other words."""
    given, returned = pair.given.at(position), pair.returned.at(other)
    is_remark = is_remark or _drops_words(given) or _drops_words(returned)
    sides = [side(given), side(returned)]
    hidden = next((one.text for one in sides if MASK in one.text), None)
    if hidden is not None and isinstance(given.statement, Unparsed):
        sides = [one._replace(text=hidden) for one in sides]  # the same words, which only one place tells to hide
    return Difference(
        DifferenceClass.HARMLESS,
        Finding.REMARK if is_remark else Finding.SPELLING,
        subject_of(pair.given, given),
        "has another remark, which CP does not look at" if is_remark else "says the same in other words",
        *sides,
    )


def _drops_words(placed: Placed) -> bool:
    return any(fault.rule in ABOUT_DROPPED_WORDS for fault in placed.source.faults.get(placed.position, ()))


def _said_by(pair: _Pair, placed: Placed, by: list[Placed]) -> Difference:
    """A statement of which all is said by others."""
    subject, keyword = subject_of(pair.given, placed), shown_keyword(placed.source, placed.position)
    if by:
        texts = "; ".join(one_line(shown_text(one.source, one.position)) for one in by)
        message = f"{keyword} is said by {plural(len(by), 'other statement')}"
        return Difference(
            DifferenceClass.HARMLESS,
            Finding.OTHER_STATEMENTS,
            subject,
            message,
            side(placed),
            Side(texts, (by[0].path, by[0].line)),
        )
    if _says_nothing(placed):
        message = f"{keyword} is missing, which says nothing but defaults"
        return Difference(DifferenceClass.HARMLESS, Finding.OTHER_STATEMENTS, subject, message, side(placed), None)
    message = f"{keyword} is missing"
    return Difference(DifferenceClass.LOSS, Finding.STATEMENT_MISSING, subject, message, side(placed), None)


def _said_again(pair: _Pair, placed: Placed, *, is_said: bool) -> Difference:
    """A statement that is new, and says nothing that is."""
    subject, keyword = subject_of(pair.returned, placed), shown_keyword(placed.source, placed.position)
    if is_said or _says_nothing(placed):
        message = f"{keyword} is new, and says nothing that others do not say"
        return Difference(DifferenceClass.HARMLESS, Finding.OTHER_STATEMENTS, subject, message, None, side(placed))
    return Difference(DifferenceClass.LOSS, Finding.STATEMENT_NEW, subject, f"{keyword} is new", None, side(placed))


def _says_nothing(placed: Placed) -> bool:
    """Whether a statement has nothing but defaults to say, for itself and for those behind it."""
    return not isinstance(placed.statement, Sysaffin) and not placed.is_broken and not meaning(placed.statement)
