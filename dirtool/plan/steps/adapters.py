"""MAC addresses that go from one network adapter to another: nobody may have one while another has it still.

Source: z/VM CP Planning and Administration, NICDEF: the same MACID twice is refused when the second guest logs on.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dirtool.compare.diff.facts import Fact
from dirtool.plan.steps.build import Build, slot
from dirtool.plan.steps.comparison import EntryWork
from dirtool.plan.steps.drafts import draft
from dirtool.plan.steps.orders import order
from dirtool.plan.steps.step import Slot, Step
from dirtool.syntax import verbs
from dirtool.verify.plan.document import Kind


class _Address(NamedTuple):
    """A MAC address that an adapter gives up or gets."""

    work: EntryWork
    vdev: str
    macid: str


def note_addresses(build: Build) -> None:
    """Tell each step which MAC addresses it frees and which it takes, as far as one goes from an adapter to another."""
    lost, gained = list(_addresses(build, is_new=False)), list(_addresses(build, is_new=True))
    passed_on = {one.macid for one in lost} & {one.macid for one in gained}
    steps = {step.subject: step for step in build.steps}
    for one in lost:
        if one.macid in passed_on:
            _step_for(build, steps, one).frees.add(_slot(one.macid))
    for one in gained:
        if one.macid in passed_on:
            _step_for(build, steps, one).takes.add(_slot(one.macid))


def free_first(build: Build, step: Step, wanted: set[Slot]) -> bool:
    """Let an adapter of a step go first, for the sake of an address that another adapter shall get; whether there is one."""
    work = None if step.number is None else build.comparison.works[step.number]
    for one in () if work is None or not work.stays else _addresses_of(work, is_new=False):
        own = _slot(one.macid)
        if own in wanted:
            _without_adapter(build, step, one, own)
            return True
    return False


def _without_adapter(build: Build, step: Step, one: _Address, own: Slot) -> None:
    work, number = one.work, slot(one.work, one.vdev)
    reason = f"so that another adapter can have the address {one.macid}"
    action = draft(Kind.REMOVE_STATEMENT, f"{work.name}/{one.vdev}", "no adapter for a while", reason)
    made = order(verbs.Nicdef, work.name, vdev=one.vdev, action="DELETE")
    build.add(work, Step(work.name, [action], [made], frees={own, number}))
    step.frees -= {own, number}
    step.takes.add(number)
    step.commands = [command for command in step.commands if not _is_removal(command.order, one.vdev)]


def _is_removal(made: object, vdev: str) -> bool:
    return isinstance(made, verbs.Nicdef) and made.action == "DELETE" and made.vdev == vdev


def _step_for(build: Build, steps: dict[str, Step], one: _Address) -> Step:
    """The step that changes an adapter: that of its entry, or one of its own."""
    number = one.work.number
    for known in (build.adds, build.removals, build.replacements):
        if number in known:
            return known[number]
    return steps[f"{one.work.name}/{one.vdev}"]


def _addresses(build: Build, *, is_new: bool) -> Iterator[_Address]:
    """The MAC addresses that adapters have before, or afterwards, and not both."""
    for work in build.comparison.works:
        yield from _addresses_of(work, is_new=is_new)


def _addresses_of(work: EntryWork, *, is_new: bool) -> Iterator[_Address]:
    for difference in work.differences:
        before, after = _macid(difference.old), _macid(difference.new)
        fact, macid = (difference.new, after) if is_new else (difference.old, before)
        if before != after and macid is not None and fact is not None:
            yield _Address(work, fact.vdev or "", macid)


def _macid(fact: Fact | None) -> str | None:
    return None if fact is None or fact.keyword != "NICDEF" else fact.said.get("macid")


def _slot(macid: str) -> Slot:
    return Slot("MACID", macid)
