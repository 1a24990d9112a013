"""One order for all steps, in stages: between two stages all work units end."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from typing import NamedTuple

from dirtool.plan.order.rules import Edge
from dirtool.plan.steps.step import Step
from dirtool.verify.plan.document import Kind

_PHASES = {
    kind: phase
    for phase, kinds in enumerate(
        (
            (Kind.ADD_REGION, Kind.ADD_GROUP, Kind.RELOAD, Kind.FILE),
            (Kind.ADD_ENTRY,),
            (Kind.UNLINK,),
            (Kind.RENAME_ENTRY,),
            (Kind.REPLACE_ENTRY, Kind.ADD_STATEMENT, Kind.CHANGE_STATEMENT, Kind.REMOVE_STATEMENT),
            (Kind.MOVE_DISK, Kind.ADD_DISK, Kind.CLONE_DISK, Kind.COPY_DISK, Kind.RECREATE_DISK, Kind.CHANGE_DISK),
            (Kind.LINK,),
            (Kind.MANUAL,),
            (Kind.REMOVE_DISK, Kind.REMOVE_ENTRY),
        )
    )
    for kind in kinds
}
_REPLACEMENTS = frozenset(
    (
        Kind.ADD_ENTRY,
        Kind.REPLACE_ENTRY,
        Kind.RENAME_ENTRY,
        Kind.ADD_DISK,
        Kind.CLONE_DISK,
        Kind.COPY_DISK,
        Kind.MOVE_DISK,
        Kind.LINK,
        Kind.MANUAL,
    )
)
_OF_WHOLE_ENTRY = frozenset((Kind.REPLACE_ENTRY, Kind.REMOVE_ENTRY, Kind.RENAME_ENTRY))


class Scheduled(NamedTuple):
    """A step with its stage (from 1) and the edges that lead to it."""

    step: Step
    stage: int
    edges: tuple[Edge, ...]


def o16_phase(step: Step) -> int:
    """O16: the file for an entry goes before commands for its minidisks, so that it does not undo what they do.

    The phase of a step among those that could be next: entries, links that go, files and statements, minidisks, links.
    """
    return _PHASES[step.actions[0].kind]


def o20_destructive_last(steps: Iterable[Step], edges: Iterable[Edge]) -> set[int]:
    """O20: what removes data or definitions comes last of all, but for what something waits for that does not.

    The ids of the steps that come last.
    """
    before: dict[int, list[Step]] = {}
    for edge in edges:
        before.setdefault(id(edge.after), []).append(edge.before)
    waiting = [step for step in steps if not step.is_destructive]
    needed = {id(step) for step in waiting}
    while waiting:
        for step in before.get(id(waiting.pop()), ()):
            if id(step) not in needed:
                needed.add(id(step))
                waiting.append(step)
    return {id(step) for step in steps} - needed


def o20_must_be_seen(edge: Edge) -> bool:
    """O20: what removes is in no batch with what has to be done before it: a batch goes on where a command fails."""
    return edge.after.is_destructive and edge.before.actions[0].kind in _REPLACEMENTS


class _Stages:
    """The stage of each step, in the order in which they are asked for."""

    def __init__(self) -> None:
        self._stages: dict[int, int] = {}
        self._busy: dict[tuple[str, str], int] = {}
        self._replacing = 0

    def stage_of(self, step: Step, edges: Iterable[Edge], *, is_last: bool) -> int:
        behind = ((self._stages[id(edge.before)], edge.waits or o20_must_be_seen(edge)) for edge in edges)
        stage = max((before + waits for before, waits in behind), default=1)
        stage = max(stage, self.o13_after_work_units(step))
        if is_last:
            stage = max(stage, self.o20_own_stage())
        elif step.actions[0].kind in _REPLACEMENTS:
            self._replacing = max(self._replacing, stage)
        self._stages[id(step)] = stage
        if step.is_work_unit:
            for place in {*_devices(step), *((entry, "") for entry, _ in _devices(step))}:
                self._busy[place] = max(stage, self._busy.get(place, 0))
        return stage

    def o13_after_work_units(self, step: Step) -> int:
        """O13: the first stage in which no work unit has a device of the step, which is locked until that has ended."""
        places = [*_devices(step), *([(step.entry, "")] if step.actions[0].kind in _OF_WHOLE_ENTRY else [])]
        return 1 + max((self._busy.get(place, 0) for place in places), default=0)

    def o20_own_stage(self) -> int:
        """O20: the first stage behind those that make something: what comes last is in no batch with what may fail."""
        return self._replacing + 1


def _devices(step: Step) -> list[tuple[str, str]]:
    """The devices that a step works on, by entry and number."""
    own = [(thing.name, thing.vdev) for thing in step.makes | step.needs if thing.kind == "disk"]
    slots = [(slot.entry, slot.vdev) for slot in step.frees | step.takes if slot.vdev]
    return [*own, *slots, *step.works_on, *((edit.entry, edit.vdev) for edit in step.edits)]


def scheduled(steps: list[Step], edges: list[Edge]) -> list[Scheduled]:
    """All steps in one order, which depends on nothing but what they are: by stage, then as the rules say.

    There must be no rings.
    """
    incoming: dict[int, list[Edge]] = {}
    outgoing: dict[int, list[Edge]] = {}
    for edge in edges:
        incoming.setdefault(id(edge.after), []).append(edge)
        outgoing.setdefault(id(edge.before), []).append(edge)
    left = {id(step): len(incoming.get(id(step), ())) for step in steps}
    last = o20_destructive_last(steps, edges)
    keys = {id(step): (id(step) in last, o16_phase(step), step.subject, number) for number, step in enumerate(steps)}
    ready = [(keys[id(step)], step) for step in steps if not left[id(step)]]
    heapq.heapify(ready)
    stages = _Stages()
    found: list[Scheduled] = []
    while ready:
        _, step = heapq.heappop(ready)
        before = tuple(incoming.get(id(step), ()))
        stage = stages.stage_of(step, before, is_last=id(step) in last)
        found.append(Scheduled(step, stage, before))
        for edge in outgoing.get(id(step), ()):
            left[id(edge.after)] -= 1
            if not left[id(edge.after)]:
                heapq.heappush(ready, (keys[id(edge.after)], edge.after))
    return sorted(found, key=lambda one: one.stage)
