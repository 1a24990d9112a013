"""What an entry that came back says otherwise than the one that went in: as differences that are losses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from dirtool.compare.diff.change import OperandChange
from dirtool.compare.diff.comparison import commands_in_order
from dirtool.compare.diff.differences import COMMANDS_IN_ORDER, operand_changes
from dirtool.compare.diff.differences import Difference as FactDifference
from dirtool.compare.diff.facts import Fact, Key, facts_of
from dirtool.migrate.returned.difference import Difference, DifferenceClass, Finding, Side
from dirtool.migrate.returned.statements import meaning_key
from dirtool.model.directory import Entry, Placed
from dirtool.model.effective import subject_of
from dirtool.spec.statement import Section
from dirtool.syntax.masking import shown_text
from dirtool.syntax.statement import MASK
from dirtool.syntax.statements import Sysaffin

Ranked = TypeVar("Ranked")

_SECTIONS = {Section.HEADER: 0, Section.GENERAL: 1, Section.DEVICE: 2}


class Meanings(NamedTuple):
    """What two entries say, by key, and of what they say not the same."""

    given: dict[Key, Fact]
    returned: dict[Key, Fact]
    differences: list[FactDifference]

    @property
    def told(self) -> tuple[set[int], set[int]]:
        """The positions of the statements of each entry that take part in a difference."""
        sides = zip(*((one.old, one.new) for one in self.differences), strict=True) if self.differences else ((), ())
        given, returned = (
            {place.position for fact in facts if fact is not None for place in fact.places} for facts in sides
        )
        return given, returned


def meanings_of(given: Entry, returned: Entry) -> Meanings:
    """What two entries say, and what one of them says otherwise."""
    before, after = facts_of(given), facts_of(returned)
    differences = [
        FactDifference(key, before.get(key), after.get(key))
        for key in {**before, **after}
        if not _mean_the_same(before.get(key), after.get(key))
    ]
    return Meanings(before, after, differences + commands_in_order(before, after))


def losses(entry: Entry, meanings: Meanings, *, is_order: bool) -> Iterator[Difference]:
    """What is lost of an entry; `is_order`: all its statements are there, and only their order can be to blame."""
    for difference in meanings.differences:
        yield _loss(entry, difference, is_order=is_order)


def affinity_losses(given: Entry, returned: Entry) -> Iterator[Difference]:
    """What is lost by any other order where SYSAFFIN tells for which systems the statements behind it are."""
    if (given.of(Sysaffin) or returned.of(Sysaffin)) and [*map(meaning_key, given)] != [*map(meaning_key, returned)]:
        message = "the statements stand in another order, and SYSAFFIN tells for which systems those behind it are"
        yield Difference(
            DifferenceClass.LOSS, Finding.ORDER, given.shown_name, message, side(given.header), side(returned.header)
        )


def order_losses(given: Entry, returned: Entry) -> Iterator[Difference]:
    """What is lost by an order that DIRECTXA refuses."""
    late = first_too_late(returned, _section)
    if late is not None and first_too_late(given, _section) is None:
        message = f"{late.statement.keyword} stands behind a statement that it comes before, and DIRECTXA refuses that"
        yield Difference(DifferenceClass.LOSS, Finding.ORDER, subject_of(returned, late), message, None, side(late))


def keys_by_position(facts: Mapping[Key, Fact]) -> dict[int, list[Key]]:
    """What each statement of an entry has a part in, by its position."""
    found: dict[int, list[Key]] = {}
    for key, fact in facts.items():
        for place in fact.places:
            found.setdefault(place.position, []).append(key)
    return found


def side(placed: Placed) -> Side:
    """A statement and its place."""
    return Side(one_line(shown_text(placed.source, placed.position)), (placed.path, placed.line))


def one_line(text: str) -> str:
    """A text with one blank between its words."""
    return " ".join(text.split())


def _mean_the_same(one: Fact | None, other: Fact | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.means(other)


def _loss(entry: Entry, difference: FactDifference, *, is_order: bool) -> Difference:
    old, new = difference.old, difference.new
    fact = old or new
    assert fact is not None
    finding, message = _said(difference, old, new)
    if is_order and finding is not Finding.ORDER:
        finding, message = Finding.ORDER, f"stands in another order, which changes the meaning: {message}"
    subject = entry.shown_name
    if fact.vdev is not None:
        subject = f"{subject}/{MASK if fact.hides_words else fact.vdev}"
    return Difference(DifferenceClass.LOSS, finding, subject, message, _fact_side(old), _fact_side(new))


def _said(difference: FactDifference, old: Fact | None, new: Fact | None) -> tuple[Finding, str]:
    if difference.key == COMMANDS_IN_ORDER:
        return Finding.ORDER, "the COMMAND statements stand in another order, in which CP runs them"
    if new is None:
        assert old is not None
        return Finding.STATEMENT_MISSING, f"{old.shown_keyword} is missing"
    if old is None:
        return Finding.STATEMENT_NEW, f"{new.shown_keyword} is new"
    if old.keyword != new.keyword:
        return Finding.STATEMENT_CHANGED, f"{old.shown_keyword} is {new.shown_keyword} now"
    changes = list(operand_changes(old, new))
    if changes and all(old.is_secret(one.name) or new.is_secret(one.name) for one in changes):
        return Finding.PASSWORD, f"{old.shown_keyword}: {', '.join(map(_operand, changes))}"
    return Finding.STATEMENT_CHANGED, f"{old.shown_keyword}: {', '.join(map(_operand, changes))}"


def _operand(change: OperandChange) -> str:
    name = change.name.replace("_", " ").strip()
    if change.masked:
        return f"{name} is another one"
    if change.new is None:
        return f"{name} {change.old} is missing"
    if change.old is None:
        return f"{name} {change.new} is new"
    return f"{name} was {change.old} and is {change.new}"


def _fact_side(fact: Fact | None) -> Side | None:
    if fact is None:
        return None
    place = fact.places[0]
    return Side(fact.text, (place.path, place.line))


def first_too_late(some: Iterable[Ranked], rank_of: Callable[[Ranked], int | None]) -> Ranked | None:
    """The first of some that belongs before one that stands before it; what has no rank may stand anywhere."""
    highest = 0
    for one in some:
        rank = rank_of(one)
        if rank is not None:
            if rank < highest:
                return one
            highest = rank
    return None


def _section(placed: Placed) -> int | None:
    """The place of a statement in its entry: the header's, general ones, devices."""
    kind = placed.statement.known_definition
    return None if kind is None else _SECTIONS.get(kind.section)
