"""The steps of a plan while they are made: one place that knows all entries, and what goes along with their files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dirtool.compare.diff.facts import Fact
from dirtool.model.devices import numbers_taken
from dirtool.model.directory import Directory, Entry, EntryKind
from dirtool.plan.options import PlanOptions
from dirtool.plan.order.within_step import o15_replace
from dirtool.plan.steps.comparison import Comparison, EntryWork, machines_with
from dirtool.plan.steps.drafts import draft
from dirtool.plan.steps.step import LineEdit, Slot, Step, Thing
from dirtool.plan.target.target import Target
from dirtool.spec.values import HIGHEST_DEVICE_NUMBER
from dirtool.syntax.statement import Statement
from dirtool.syntax.statements import Link
from dirtool.verify.plan.document import Kind

if TYPE_CHECKING:
    from dirtool.plan.steps.links import Interruptions

DIRECT = "DIRECT"


class Build:
    """What is known so far: the steps, and for each entry the one that adds, removes, replaces or makes a prototype of it."""

    def __init__(self, comparison: Comparison, target: Target, options: PlanOptions) -> None:
        self.comparison = comparison
        self.target = target
        self.options = options
        self.steps: list[Step] = []
        self.adds: dict[int, Step] = {}
        self.removals: dict[int, Step] = {}
        self.replacements: dict[int, Step] = {}
        self.prototypes: dict[int, Step] = {}
        self.interruptions: Interruptions | None = None
        self._taken: dict[int, set[int]] = {}

    def add(self, work: EntryWork, step: Step) -> Step:
        """Put in a step for an entry: behind its ADD, before its PURGE."""
        thing = entry_thing(work.entry.kind, work.name)
        if work.old is None or work.is_renamed:
            step.needs.add(thing)
        elif work.new is None:
            step.leaves.add(thing)
        step.number = work.number
        self.steps.append(step)
        return step

    def replacement(self, work: EntryWork, why: str) -> Step:
        """The step that replaces all that an entry says; `why` is told of the first reason."""
        step = self.replacements.get(work.number)
        if step is None:
            action = draft(Kind.REPLACE_ENTRY, work.name, "replaced as a whole", why)
            step = self.add(work, Step(work.name, [action], o15_replace(work.name), f"{work.name} {DIRECT}"))
            self.replacements[work.number] = step
        return step

    def free_number(self, work: EntryWork, vdev: str) -> str:
        """The next device number behind `vdev` that an entry and its profile have neither before nor after."""
        taken = self._taken.get(work.number)
        if taken is None:
            taken = self._taken[work.number] = {
                number
                for directory, entry in ((self.comparison.current, work.old), (self.comparison.wanted, work.new))
                for part in _parts(directory, entry)
                for placed in part
                for number in numbers_taken(placed.statement)
            }
        start, size = int(vdev, 16), HIGHEST_DEVICE_NUMBER + 1
        free = next(one for at in range(1, size) if (one := (start + at) % size) not in taken)
        taken.add(free)
        return f"{free:04X}"

    # -- what things, numbers and space a device has to do with

    def old_things(self, work: EntryWork, vdev: str) -> set[Thing]:
        """A device as others link to it before."""
        return device_things(self.comparison.current, work, vdev, is_new=False)

    def new_things(self, work: EntryWork, vdev: str) -> set[Thing]:
        """A device as others link to it afterwards."""
        return device_things(self.comparison.wanted, work, vdev, is_new=True)


def _parts(directory: Directory, entry: Entry | None) -> Iterator[Entry]:
    """An entry and its profile."""
    if entry is not None:
        yield entry
        profile = directory.profiles.get(directory.profile_name(entry) or "")
        if profile is not None:
            yield profile


def device_things(directory: Directory, work: EntryWork, vdev: str, *, is_new: bool) -> set[Thing]:
    """A device under all userids by which others link to it."""
    entry = work.new if is_new else work.old
    return set() if entry is None else {Thing("device", name, vdev) for name in machines_with(directory, entry)}


def entry_thing(kind: EntryKind, name: str) -> Thing:
    """An entry for those who change it."""
    return Thing("profile" if kind == "profile" else "entry", name)


def disk_thing(work: EntryWork, vdev: str) -> Thing:
    """A minidisk of an entry for commands about itself."""
    return Thing("disk", work.name, vdev)


def slot(work: EntryWork, vdev: str = "") -> Slot:
    """A device number of an entry."""
    return Slot(work.name, vdev)


def statements_of(fact: Fact) -> tuple[Statement, ...]:
    """A device with what extends it."""
    return tuple(place.statement for place in fact.places)


def line_edit(work: EntryWork, vdev: str, fact: Fact | None = None) -> LineEdit:
    """A device of an entry is as a fact says, whatever number that has, or gone."""
    return LineEdit(work.name, vdev, () if fact is None else with_number(statements_of(fact), vdev))


def with_number(statements: tuple[Statement, ...], vdev: str) -> tuple[Statement, ...]:
    """A device with what extends it, under another number."""
    first, *others = statements
    number = "vdev2" if isinstance(first, Link) else "vdev"
    return (first.with_operands(**{number: vdev}), *others)


def holds_secret(fact: Fact) -> bool:
    """Whether a password stands in a statement."""
    return fact.hides_words or any(fact.is_secret(name) for name in fact.said)
