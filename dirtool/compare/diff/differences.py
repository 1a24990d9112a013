"""From what two directories say differently to changes: which devices moved, and what becomes of the data."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from dirtool.compare.diff.change import Action, Change, OperandChange, Place
from dirtool.compare.diff.disks import Data, Effect, Fate, Span, begin_alike, part_left, span_of
from dirtool.compare.diff.facts import CLASS, PASSWORD, Fact, Key
from dirtool.compare.diff.matching import Loose, matched_devices, place_of
from dirtool.model.directory import Directory, Entry
from dirtool.model.extent import SYSTEM_RESIDENCE, extent_of
from dirtool.spec.privileged_options import PRIVILEGED_OPTIONS
from dirtool.syntax.statement import MASK
from dirtool.syntax.statements import Mdisk

COMMANDS_IN_ORDER: Key = ("COMMAND", "in order")
"""The key of a difference in nothing but the order of the COMMAND statements."""

GENERAL_CLASS = "G"  # that of users without privileges

_PRIVILEGED = frozenset(("KIND", "LOGONBY", "POSIXINFO", "POSIXOPT", "XAUTOLOG"))
_FIRST = ("ENTRY", "PASSWORD", "STORAGE", "MAXSTORAGE", "CLASS", "SYMBOLS", "INCLUDE")  # in this order


class Difference(NamedTuple):
    """A key of a pair of entries of which not the same is said. A None side says nothing. `note`: by whom it is said now."""

    key: Key
    old: Fact | None
    new: Fact | None
    note: str = ""
    machines: int | None = None


class Pair(NamedTuple):
    """Two entries that are one, or one that is alone."""

    old: Entry | None
    new: Entry | None

    @property
    def entry(self) -> Entry:
        entry = self.new or self.old
        assert entry is not None
        return entry


class Fates(NamedTuple):
    """Differences by what became of them: of operands and in place; of devices that moved; of what is gone, or has come."""

    in_place: list[tuple[int, Difference]]
    moved: list[tuple[Loose, Loose]]
    gone: list[Loose]
    come: list[Loose]


def fates_of(differences: Sequence[Sequence[Difference]], apart: Container[tuple[int, Key]] = ()) -> Fates:
    """What became of the differences of pairs, which are counted from 0.

    Devices moved if their partner has another number; a minidisk that lies elsewhere, and of which no part was found under
    another name, is changed where it is. Those that are set `apart`, by the number of their pair and their key, are none that
    has moved, whatever was where they shall be.
    """
    in_place: list[tuple[int, Difference]] = []
    gone: list[Loose] = []
    come: list[Loose] = []
    new: list[Loose] = []
    for number, some in enumerate(differences):
        for difference in some:
            is_apart = (number, difference.key) in apart
            if _is_one_thing(difference) or (is_apart and difference.old is not None and difference.new is not None):
                in_place.append((number, difference))
                continue
            if difference.old is not None:
                gone.append(Loose(number, difference.key, difference.old))
            if difference.new is not None:
                (new if is_apart else come).append(Loose(number, difference.key, difference.new))
    moved, gone, come = matched_devices(gone, come)
    come += new
    there = {(one.number, one.key): one for one in come if one.fact.keyword == "MDISK"}
    joined: set[tuple[int, Key]] = set()
    for one in gone:
        other = there.get((one.number, one.key))
        if other is not None and one.fact.keyword == "MDISK":
            joined.add((one.number, one.key))
            in_place.append((one.number, Difference(one.key, one.fact, other.fact)))
    return Fates(
        in_place,
        moved,
        [one for one in gone if (one.number, one.key) not in joined],
        [one for one in come if (one.number, one.key) not in joined],
    )


class Changes:
    """The changes of all pairs: which devices moved, and what becomes of the data."""

    def __init__(self, pairs: list[Pair], differences: list[list[Difference]], old: Directory, new: Directory) -> None:
        self._pairs = pairs
        self._old, self._new = old, new
        self._found: list[list[Change]] = [[] for _ in pairs]
        self._differences = {
            (number, difference.key): difference for number, some in enumerate(differences) for difference in some
        }
        self._in_place, self._moved, self._gone, self._come = fates_of(differences)
        self._fate = self._data()

    def by_pair(self) -> list[list[Change]]:
        for number, difference in self._in_place:
            self._changed(number, difference)
        for before, after in self._moved:
            self._has_moved(before, after)
        for one in self._gone:
            self._alone(one, Action.REMOVED)
        for one in self._come:
            self._alone(one, Action.ADDED)
        return self._found

    # -- data

    def _data(self) -> Fate:
        given_up = [self._span(one, is_new=False) for one in self._gone]
        taken = [self._span(one, is_new=True) for one in self._come]
        both = [self._spans(number, difference) for number, difference in self._in_place]
        both += [(self._span(old, is_new=False), self._span(new, is_new=True)) for old, new in self._moved]
        for before, after in both:
            if before is not None and after is not None:
                given_up.append(part_left(before, after))
                taken.append(part_left(after, before))
        concerned = any(span is not None for span in (*given_up, *taken))
        return Fate(
            partial(given_up),
            partial(taken),
            held_places(self._old) if concerned else {},
            held_places(self._new) if concerned else {},
        )

    def _span(self, one: Loose, *, is_new: bool) -> Span | None:
        return span_of(one.fact, self._subject(one.number, one.fact, is_new=is_new), one.number)

    def _spans(self, number: int, difference: Difference) -> tuple[Span | None, Span | None]:
        old, new = difference.old, difference.new
        return (
            None if old is None else span_of(old, self._subject(number, old, is_new=False), number),
            None if new is None else span_of(new, self._subject(number, new, is_new=True), number),
        )

    # -- one change each

    def _changed(self, number: int, difference: Difference) -> None:
        old, new = difference.old, difference.new
        if old is None or new is None:
            fact = new or old
            assert fact is not None
            self._alone(Loose(number, difference.key, fact), Action.REMOVED if new is None else Action.ADDED)
            return
        before, after = self._spans(number, difference)
        effect = None
        if before is not None and after is not None:
            if before.place == after.place:
                effect = Effect(Data.KEPT, "kept")
            elif begin_alike(before, after):
                effect = self._fate.of_resized(before, after)
            else:
                effect = self._fate.of_elsewhere(before, after)
        self._tell(number, Action.CHANGED, old, new, difference, effect)

    def _has_moved(self, before: Loose, after: Loose) -> None:
        effect = Effect(Data.KEPT, "kept") if after.fact.data is not None else None
        old, new = self._span(before, is_new=False), self._span(after, is_new=True)
        if old is not None and new is not None and old.place != new.place and begin_alike(old, new):
            effect = self._fate.of_resized(old, new)
        difference = self._differences[after.number, after.key]
        self._tell(after.number, Action.MOVED, before.fact, after.fact, difference, effect, before.number)

    def _alone(self, one: Loose, action: Action) -> None:
        is_new = action is Action.ADDED
        span = self._span(one, is_new=is_new)
        effect = None
        if span is not None:
            effect = self._fate.of_added(span) if is_new else self._fate.of_removed(span)
        difference = self._differences[one.number, one.key]
        old, new = (None, one.fact) if is_new else (one.fact, None)
        self._tell(one.number, action, old, new, difference, effect)

    def _tell(
        self,
        number: int,
        action: Action,
        old: Fact | None,
        new: Fact | None,
        difference: Difference,
        effect: Effect | None,
        number_before: int | None = None,
    ) -> None:
        fact = new or old
        assert fact is not None
        subject = self._subject(number, fact, is_new=new is not None)
        was = None
        if old is not None and action is Action.MOVED:
            was = self._subject(number if number_before is None else number_before, old, is_new=False)
        operands: tuple[OperandChange, ...] = ()
        if old is not None and new is not None and difference.key != COMMANDS_IN_ORDER:
            operands = tuple(operand_changes(old, new))
        before, after = (
            None if one is None or one.hides_words else span_of(one, subject, number) for one in (old, new)
        )
        self._found[number].append(
            Change(
                action,
                subject,
                was,
                fact.shown_keyword,
                operands,
                None if old is None else old.text,
                None if new is None else new.text,
                before,
                after,
                effect,
                difference.note,
                difference.machines,
                action is Action.MOVED or _stands_out(difference.key, old, new, effect),
                _places(old),
                _places(new),
            )
        )

    def _subject(self, number: int, fact: Fact, *, is_new: bool) -> str:
        """USERID/VDEV of a device, else the name of the entry."""
        pair = self._pairs[number]
        entry = (pair.new or pair.old) if is_new else (pair.old or pair.new)
        assert entry is not None
        if fact.vdev is None:
            return entry.shown_name
        return f"{entry.shown_name}/{MASK if fact.hides_words else fact.vdev}"


def _is_one_thing(difference: Difference) -> bool:
    """Whether a difference is one of operands: not of a device that is there no more, or is another one now."""
    old, new = difference.old, difference.new
    if old is None or new is None:
        fact = new or old
        return fact is None or fact.vdev is None
    return old.keyword == new.keyword and place_of(old) == place_of(new)


def partial(spans: Iterable[Span | None]) -> list[Span]:
    """The extents that do not begin with their volume: who has a full pack has not written on all of it."""
    return [span for span in spans if span is not None and span.first]


def held_places(directory: Directory) -> dict[tuple[str, str, int, int], str]:
    """The places of all minidisks, each with the first subject that has it; not those on &SYSRES."""
    found: dict[tuple[str, str, int, int], str] = {}
    for entry, placed in directory.placed(Mdisk):
        extent = extent_of(entry, placed)
        if extent is not None and extent.last is not None and extent.volid != SYSTEM_RESIDENCE:
            place = extent.volid, "", extent.first, extent.last
            found[place] = min(extent.subject, found.get(place, extent.subject))
    return found


def operand_changes(old: Fact, new: Fact) -> Iterator[OperandChange]:
    """The operands that differ, in the order in which the new statement says them."""
    for name in {**new.said, **old.said}:
        if old.said.get(name) == new.said.get(name):
            continue
        before, after = old.shown(name), new.shown(name)
        yield OperandChange(name, before, after, old.is_secret(name) or new.is_secret(name) or before == after)
    if old.vdev is not None and new.vdev is not None and old.vdev != new.vdev:
        yield OperandChange("vdev", old.vdev, new.vdev)
    if old.affinity != new.affinity:
        yield OperandChange("sysaffin", old.affinity or None, new.affinity or None)


def _stands_out(key: Key, old: Fact | None, new: Fact | None, effect: Effect | None) -> bool:
    if effect is not None and (effect.data not in (Data.NONE, Data.KEPT) or (old and new and old.data != new.data)):
        return True
    if effect is not None and effect.data is Data.KEPT and old is None:
        return True  # a new minidisk with the data of another one
    if key == CLASS:
        return any(fact is not None and fact.said["class"] != GENERAL_CLASS for fact in (old, new))
    if key[0] == "OPTION":
        return key[1] in PRIVILEGED_OPTIONS
    if key[0] == "IUCV":
        return key[1] == "ANY" or str(key[1]).startswith("*")
    if key == PASSWORD and old is not None and new is not None:
        return not (old.is_secret("password") and new.is_secret("password"))
    return key[0] in _PRIVILEGED


def _places(fact: Fact | None) -> tuple[Place, ...]:
    return () if fact is None else tuple((place.path, place.line) for place in fact.places)


def rank(change: Change) -> tuple[int, str, str, str]:
    """What changes of an entry are sorted by: the header's, general statements by name, devices by number."""
    is_device = "/" in change.subject
    text = change.new_text or change.old_text or ""
    keyword = change.keyword
    group = _FIRST.index(keyword) if keyword in _FIRST else len(_FIRST) + is_device
    return group, change.subject if is_device else keyword, text, change.action
