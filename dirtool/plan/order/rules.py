"""Order rules between steps, one function each: which step has to be done before which, and why.

An edge waits if what its first step does is there only when a work unit has ended. Sources: z/VM DirMaint Commands Reference
and z/VM DirMaint Messages (what is refused), z/VM CP Planning and Administration (what a directory may not lack).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

from dirtool.plan.steps.step import Room, Slot, Step, Thing, ThingKind

Key = TypeVar("Key", Thing, Slot)


class Edge(NamedTuple):
    """One step before another, by the rule that says so."""

    before: Step
    after: Step
    rule: str
    waits: bool


class Index:
    """Which steps make, end, need and leave things, and which free and take names and numbers."""

    def __init__(self, steps: list[Step]) -> None:
        self.steps = steps
        self.makers = _by(steps, lambda step: step.makes)
        self.enders = _by(steps, lambda step: step.ends)
        self.needers = _by(steps, lambda step: step.needs)
        self.leavers = _by(steps, lambda step: step.leaves)
        self.freers = _by(steps, lambda step: step.frees)
        self.takers = _by(steps, lambda step: step.takes)


Rule = Callable[[Index], Iterator[Edge]]


def _by(steps: Iterable[Step], keys: Callable[[Step], Iterable[Key]]) -> dict[Key, list[Step]]:
    found: dict[Key, list[Step]] = {}
    for step in steps:
        for one in keys(step):
            found.setdefault(one, []).append(step)
    return found


def _edges(before: Iterable[Step], after: Iterable[Step], rule: str, *, waits: bool = True) -> Iterator[Edge]:
    """Each of some steps before each of others; those behind a work unit wait for its end, unless nobody `waits`."""
    others = list(after)
    for one in before:
        for other in others:
            if one is not other:
                yield Edge(one, other, rule, waits and one.is_work_unit)


def _of_things(index: Index, kind: ThingKind, rule: str) -> Iterator[Edge]:
    """What is needed is made before; what goes is left before; what is needed as it is, is used before it goes."""
    for thing, needers in index.needers.items():
        if thing.kind == kind:
            makers = index.makers.get(thing, [])
            yield from _edges(makers, needers, rule)
            if not makers:
                yield from _edges(needers, index.enders.get(thing, []), rule)
    for thing, leavers in index.leavers.items():
        if thing.kind == kind:
            yield from _edges(leavers, index.enders.get(thing, []), rule)


def o3_areas(index: Index) -> Iterator[Edge]:
    """O3: a region before the groups that have it, both before RLDEXTN, and that before DirMaint chooses a place."""
    yield from _of_things(index, "area", "O3")


def o4_profiles(index: Index) -> Iterator[Edge]:
    """O4: a profile is added before those who include it, and removed behind the last of them."""
    yield from _of_things(index, "profile", "O4")


def o5_identities(index: Index) -> Iterator[Edge]:
    """O5: an IDENTITY is added before its SUBCONFIGs, each with its BUILD, and removed behind them.

    A SUBCONFIG that goes to another IDENTITY is built by that before the first one drops it: none may be without BUILD.
    """
    yield from _of_things(index, "identity", "O5")
    yield from _of_things(index, "build", "O5")


def o6_prototypes(index: Index) -> Iterator[Edge]:
    """O6: a prototype is sent before ADD LIKE names it."""
    yield from _of_things(index, "prototype", "O6")


def o7_owners(index: Index) -> Iterator[Edge]:
    """O7: entries and devices come before what links to them, and links go before what they lead to."""
    yield from _of_things(index, "entry", "O7")
    yield from _of_things(index, "device", "O7")


def within_entries(index: Index) -> Iterator[Edge]:
    """O9 and O10: the statements of an entry in the order that `within_entry` tells."""
    for step in index.steps:
        yield from (Edge(before, step, rule, waits=False) for before, rule in step.behind)


def o11_options(index: Index) -> Iterator[Edge]:
    """O11: a minidisk before the commands about its mode and its options."""
    yield from _of_things(index, "disk", "O11")


def o12_freed_space(index: Index) -> Iterator[Edge]:
    """O12: space is given up before somebody else takes it; where it is cleaned or copied first, the work unit has ended."""
    taken: dict[str, list[tuple[Room, Step]]] = {}
    for step in index.steps:
        for room in step.fills:
            taken.setdefault(room.volid, []).append((room, step))
    given: dict[str, list[tuple[Room, Step]]] = {}
    for step in index.steps:
        for room in step.gives:
            if room.volid in taken:
                given.setdefault(room.volid, []).append((room, step))
    for volid, some in given.items():
        for (_, giver), (_, taker) in _touching(some, taken[volid]):
            if giver is not taker:
                yield Edge(giver, taker, "O12", giver.is_work_unit)


def _touching(
    some: list[tuple[Room, Step]], others: list[tuple[Room, Step]]
) -> Iterator[tuple[tuple[Room, Step], tuple[Room, Step]]]:
    """Pairs that share space, found along the volume."""
    events = [(row[0].first, at, row) for at, rows in enumerate((some, others)) for row in rows]
    open_rows: tuple[list[tuple[Room, Step]], list[tuple[Room, Step]]] = ([], [])
    for first, at, row in sorted(events, key=lambda event: (event[0], event[1], event[2][0])):
        for rows in open_rows:
            rows[:] = [one for one in rows if one[0].last >= first]
        for other in open_rows[1 - at]:
            yield (row, other) if at == 0 else (other, row)
        open_rows[at].append(row)


def o14_automatic(index: Index) -> Iterator[Edge]:
    """O14: where DirMaint chooses places, it finds the space that was there when they were predicted.

    So it chooses in the order of the predictions, behind what took space before in these, and before anything is given up.
    """
    if not any(step.is_automatic for step in index.steps):
        return
    into_freed = {id(edge.after) for edge in o12_freed_space(index)}
    taking = [step for step in index.steps if step.predicted and not step.gives and id(step) not in into_freed]
    last: list[Step] = []
    since: list[Step] = []
    for step in sorted(taking, key=lambda one: one.predicted):
        yield from _edges(last, [step], "O14", waits=False)
        if step.is_automatic:
            yield from _edges(since, [step], "O14", waits=False)
            last, since = [step], []
        else:
            since.append(step)
    yield from _edges(last, (step for step in index.steps if step.gives), "O14", waits=False)


def o18_names(index: Index) -> Iterator[Edge]:
    """O18: a name is free before another entry gets it: PURGE has ended, with all its work units, before ADD."""
    yield from _of_slots(index, "O18", is_number=False)


def o20_copies(index: Index) -> Iterator[Edge]:
    """O20: what was copied by hand goes only when the copy is there."""
    yield from _of_things(index, "copied", "O20")


def o21_numbers(index: Index) -> Iterator[Edge]:
    """O21: a device number is free before another device gets it, and a MAC address before another adapter does."""
    yield from _of_slots(index, "O21", is_number=True)


def _of_slots(index: Index, rule: str, *, is_number: bool) -> Iterator[Edge]:
    for slot, takers in index.takers.items():
        if bool(slot.vdev) is is_number:
            yield from _edges(index.freers.get(slot, ()), takers, rule)


RULES: tuple[Rule, ...] = (
    o3_areas,
    o4_profiles,
    o5_identities,
    o6_prototypes,
    o7_owners,
    within_entries,
    o11_options,
    o12_freed_space,
    o14_automatic,
    o18_names,
    o20_copies,
    o21_numbers,
)


def edges_between(steps: list[Step]) -> list[Edge]:
    """All edges between steps, each pair once, by the rule that is first."""
    index = Index(steps)
    found: dict[tuple[int, int], Edge] = {}
    for rule in RULES:
        for edge in rule(index):
            key = id(edge.before), id(edge.after)
            known = found.get(key)
            found[key] = edge if known is None else known._replace(waits=known.waits or edge.waits)
    return list(found.values())
