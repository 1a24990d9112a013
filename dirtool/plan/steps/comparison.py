"""What two directories say differently, entry by entry: what a plan has to do, before it is said how."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from dirtool.compare.diff.comparison import commands_in_order
from dirtool.compare.diff.differences import Difference, Fates, fates_of, held_places, partial
from dirtool.compare.diff.disks import Fate, Span, part_left, span_of
from dirtool.compare.diff.facts import Fact, Key, facts_of, says_the_same
from dirtool.compare.diff.matching import Loose, matched_entries
from dirtool.model.directory import Directory, Entry
from dirtool.model.links import LinkResolver
from dirtool.syntax.statements import Link

MACHINES = ("user", "identity")
KINDS = ("user", "identity", "subconfig", "profile")
_WRITING = ("W", "M")  # what the modes of links begin with that may write


@dataclass(slots=True)
class EntryWork:
    """One entry: as it is (None: not yet), as it shall be (None: no more), and what is not as it shall be.

    `going` are the numbers of devices that are there and for which steps of their own care, `coming` those of devices as they
    shall be: a file for the entry holds of these what is there when it is sent. Those in `final` come with the file.
    """

    number: int
    old: Entry | None
    new: Entry | None
    differences: list[Difference]
    going: set[str] = field(default_factory=set)
    coming: set[str] = field(default_factory=set)
    final: set[str] = field(default_factory=set)

    @property
    def entry(self) -> Entry:
        """The entry as it shall be, or else as it is."""
        entry = self.new or self.old
        assert entry is not None
        return entry

    @property
    def name(self) -> str:
        """The name under which commands change it: renaming comes first."""
        return self.entry.name

    @property
    def is_renamed(self) -> bool:
        """Whether it has another name than before."""
        return self.old is not None and self.new is not None and self.old.name != self.new.name

    @property
    def name_before(self) -> str:
        """The name that it has until then; that of a new one is the only one."""
        return self.name if self.old is None else self.old.name

    @property
    def both(self) -> tuple[Entry, Entry]:
        """The entry as it is and as it shall be: of one that stays."""
        assert self.old is not None
        assert self.new is not None
        return self.old, self.new

    def before(self, vdev: str) -> str | None:
        """A device of an entry with another name now, as it was called before."""
        return f"{self.name_before}/{vdev}" if self.is_renamed else None

    @property
    def stays(self) -> bool:
        """Whether it is there before and after."""
        return self.old is not None and self.new is not None


class Comparison:
    """All that is not as it shall be.

    Entries that change what they are (a USER that becomes an IDENTITY), profiles and subconfigurations with another name, and
    subconfigurations of another identity are taken as removed and added: DirMaint has no command for that, and none may be
    built twice, or not at all. So are all with another name if DirMaint cannot rename. `by_reference` are the machines that get
    a password of which neither directory tells. `apart` are minidisks that are none of those that were there, wherever they
    are: copies, formatted ones, and those that get another place with their data. `by_name` are the entries that shall be
    there, a profile only where no other one has its name.
    """

    def __init__(
        self,
        current: Directory,
        wanted: Directory,
        *,
        can_rename: bool,
        by_reference: Container[str] = (),
        apart: Iterable[str] = (),
    ) -> None:
        self._renamed_kinds = MACHINES if can_rename else ()
        self._by_reference = by_reference
        self.current = current
        self.wanted = wanted
        self.works = list(self._works())
        staying = [work for work in self.works if work.new is not None]
        self.by_name = {work.name: work for work in sorted(staying, key=lambda work: work.entry.kind != "profile")}
        named = ((name, vdev) for name, _, vdev in (subject.partition("/") for subject in apart))
        self._apart = {(self.by_name[name].number, ("DEVICE", vdev)) for name, vdev in named if name in self.by_name}
        differences = [work.differences if work.entry.kind in KINDS else [] for work in self.works]
        self.fates: Fates = fates_of(differences, self._apart)

    def _works(self) -> Iterator[EntryWork]:
        number = 0
        for old, new in self._pairs():
            differences = _differences(old, new)
            if differences or old is None or new is None or old.name != new.name or self._gets_password(new):
                yield EntryWork(number, old, new, differences)
                number += 1

    def _pairs(self) -> Iterator[tuple[Entry | None, Entry | None]]:
        """The entries that do not say the same, in the order of the directory that is wanted, and behind it of the other."""
        matching = matched_entries(self.current, self.wanted)
        names = {old.name: new.name for old, new in matching.pairs if old.kind in self._renamed_kinds}
        found: list[tuple[Entry | None, Entry | None]] = []
        for old, new in matching.pairs:
            if self._is_another(old, new, names):
                found += [(None, new), (old, None)]
            elif not says_the_same(old, new) or self._gets_password(new):
                found.append((old, new))
        found += [(None, entry) for entry in matching.added]
        found += [(entry, None) for entry in matching.removed]
        return iter(sorted(found, key=_rank))

    def _gets_password(self, entry: Entry) -> bool:
        return entry.kind in MACHINES and entry.name in self._by_reference

    def _is_another(self, old: Entry, new: Entry, names: Mapping[str, str]) -> bool:
        """Whether DirMaint has no way from one entry to the other but to remove and to add."""
        if old.kind != new.kind or (old.name != new.name and old.kind not in self._renamed_kinds):
            return True
        if old.kind != "subconfig":
            return False
        before, after = self.current.users_of(old), self.wanted.users_of(new)
        return {names.get(name, name) for name in before} != set(after)

    # -- who has devices

    def guests_of(self, work: EntryWork) -> list[str]:
        """The userids whose devices those of an entry are; of a profile, all that include it."""
        directory = self.wanted if work.new is not None else self.current
        return [machine.name for machine in directory.machines_of(work.entry)]

    def writers(self, owners: Iterable[str], vdev: str) -> list[str]:
        """Those userids, and all that link to that device of theirs so as to write on it."""
        names = [self._names_before.get(owner, owner) for owner in owners]
        return list(dict.fromkeys([*owners, *(one for name in names for one in self._writers.get((name, vdev), ()))]))

    @cached_property
    def _names_before(self) -> dict[str, str]:
        return {work.name: work.old.name for work in self.works if work.is_renamed and work.old is not None}

    def holders(self, userid: str, vdev: str) -> list[str]:
        """The entries that have a device of a userid in the state that is wanted: its own, subconfigurations, its profile."""
        return [step.entry.name for step in self._wanted_links.definitions(userid, vdev)]

    @cached_property
    def _wanted_links(self) -> LinkResolver:
        return LinkResolver(self.wanted)

    @cached_property
    def _writers(self) -> dict[tuple[str, str], list[str]]:
        """The userids that link to a device so as to write on it, as it is; by the owner and the number."""
        found: dict[tuple[str, str], list[str]] = {}
        for entry, placed in self.current.placed(Link):
            link = placed.statement
            assert isinstance(link, Link)
            if link.mode is not None and link.mode.startswith(_WRITING):
                for machine in self.current.machines_of(entry):
                    owner = machine.name if link.userid == "*" else link.userid
                    found.setdefault((owner, link.vdev1), []).append(machine.name)
        return found

    # -- minidisks and their data

    def old_span(self, one: Loose) -> Span | None:
        """The place of a minidisk as it is."""
        return self._span(one.number, one.fact, is_new=False)

    def new_span(self, one: Loose) -> Span | None:
        """The place of a minidisk as it shall be."""
        return self._span(one.number, one.fact, is_new=True)

    def _span(self, number: int, fact: Fact, *, is_new: bool) -> Span | None:
        work = self.works[number]
        entry = (work.new or work.old) if is_new else (work.old or work.new)
        assert entry is not None
        return span_of(fact, f"{entry.name}/{fact.vdev}", number)

    def spans(self, number: int, difference: Difference) -> tuple[Span | None, Span | None]:
        """The places of a minidisk before and after."""
        old, new = difference.old, difference.new
        return (
            None if old is None else self._span(number, old, is_new=False),
            None if new is None else self._span(number, new, is_new=True),
        )

    @cached_property
    def in_place(self) -> Mapping[int, list[Difference]]:
        """What changes in its place, by the number of its entry."""
        found: dict[int, list[Difference]] = {}
        for number, difference in self.fates.in_place:
            found.setdefault(number, []).append(difference)
        return found

    @cached_property
    def fate(self) -> Fate:
        """What becomes of the data of minidisks that are gone, have come, or lie elsewhere."""
        in_place, moved, gone, come = self.fates
        given_up = [self.old_span(one) for one in gone]
        taken = [self.new_span(one) for one in come]
        both = [self.spans(number, difference) for number, difference in in_place]
        both += [(self.old_span(old), self.new_span(new)) for old, new in moved]
        for before, after in both:
            if before is not None and after is not None and before.place != after.place:
                given_up.append(part_left(before, after))
                taken.append(part_left(after, before))
        held = held_places(self.current), held_places(self.wanted)
        written = [self.spans(number, one)[1] for number, one in in_place if (number, one.key) in self._apart]
        written += [self.new_span(one) for one in come if (one.number, one.key) in self._apart]
        for span in filter(None, written):  # nobody's data stay there
            for places in held:
                places.pop(span.place, None)
        return Fate(partial(given_up), partial(taken), *held)


def machines_with(directory: Directory, entry: Entry) -> tuple[str, ...]:
    """The userids under which others link to the devices of an entry: its own, or those that build a subconfiguration."""
    return (entry.name,) if entry.kind in MACHINES else tuple(directory.users_of(entry))


def _differences(old: Entry | None, new: Entry | None) -> list[Difference]:
    before: Mapping[Key, Fact] = {} if old is None else facts_of(old)
    after: Mapping[Key, Fact] = {} if new is None else facts_of(new)
    return [
        Difference(key, before.get(key), after.get(key))
        for key in {**after, **before}
        if not _mean_the_same(before.get(key), after.get(key))
    ] + commands_in_order(before, after)


def _mean_the_same(one: Fact | None, other: Fact | None) -> bool:
    return one is other if one is None or other is None else one.means(other)


def _rank(pair: tuple[Entry | None, Entry | None]) -> tuple[str, str, bool]:
    """By name, so that the order of the entries plays no part."""
    entry = pair[1] or pair[0]
    assert entry is not None
    return entry.name, entry.kind, pair[1] is None
