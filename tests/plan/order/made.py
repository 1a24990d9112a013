"""Steps made by hand, and edges in short."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dirtool.plan.order.rules import Edge, Index, Rule
from dirtool.plan.order.schedule import Scheduled
from dirtool.plan.steps.drafts import draft
from dirtool.plan.steps.step import Room, Step, Thing
from dirtool.verify.plan.document import Kind


def step(subject: str, kind: Kind = Kind.ADD_DISK, **more: Any) -> Step:
    """A step without commands; its entry is that of its subject."""
    return Step(subject.partition("/")[0], [draft(kind, subject, "", "")], **more)


def room(volid: str, first: int, last: int) -> Room:
    return Room(volid, first, last, "A/0100")


def thing(words: str) -> Thing:
    """`device A 0100`."""
    kind, name, *vdev = words.split()
    return Thing(kind, name, *vdev)  # type: ignore[arg-type]


def edges(rule: Rule, *steps: Step) -> list[str]:
    """The edges of a rule between some steps: `A > B`, or `A >> B` where the end of a work unit is waited for."""
    return told(rule(Index(list(steps))))


def told(found: Iterable[Edge]) -> list[str]:
    return [f"{one.before.subject} {'>>' if one.waits else '>'} {one.after.subject}" for one in found]


def stages(found: Iterable[Scheduled]) -> list[str]:
    """The subjects of each stage, in their order."""
    by_stage: dict[int, list[str]] = {}
    for one in found:
        by_stage.setdefault(one.stage, []).append(one.step.subject)
    assert sorted(by_stage) == list(by_stage) == list(range(1, len(by_stage) + 1))
    return [" ".join(subjects) for subjects in by_stage.values()]
