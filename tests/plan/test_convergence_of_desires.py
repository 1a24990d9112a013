"""Plans of desired.yaml lead to what it wants, and change nothing else: whole directories and a harness of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.compare.desired.reading import desired_of
from dirtool.compare.desired.state import Desired
from dirtool.model.devices import device_number
from dirtool.model.directory import Directory
from dirtool.model.extent_control import extent_control_of
from dirtool.plan.options import PlanOptions
from dirtool.plan.plan import Plan, make_plan
from dirtool.plan.target.wanted import make_target
from dirtool.syntax.source import Source
from dirtool.syntax.statements import Mdisk
from dirtool.text.records import Records
from dirtool.verify.plan.command_lines import command_lines
from dirtool.verify.plan.document import Kind
from tests.model.made import PARSER, records_of
from tests.plan.desires import WANTS, Desire, desire
from tests.plan.harness import Run, read, run_commands
from tests.plan.test_convergence import check_data, with_all_consent


class Done(NamedTuple):
    """A plan, and what came of its commands."""

    desire: Desire
    desired: Desired
    plan: Plan
    run: Run


def planned(current: Directory, desired: Desired, extents: Records, options: PlanOptions, *, by_dirmaint: bool) -> Plan:
    """The plan of a desired state."""
    control = extent_control_of(extents)
    target = make_target(current, desired, control, {}, extents_by_dirmaint=by_dirmaint)
    return make_plan(current, target, extents=control, options=options)


def done(one: Desire, *, by_dirmaint: bool = False) -> Done:
    """Plan a desired state, and run the commands."""
    current, desired = read(one.current), desired_of(records_of(one.text, "desired.yaml"))
    extents = Records("extent.control", one.extents, "ascii")
    plan = planned(current, desired, extents, with_all_consent(current), by_dirmaint=by_dirmaint)
    run = run_commands(one.current, command_lines(plan.document), plan.files, extents=one.extents)
    return Done(one, desired, plan, run)


def check(found: Done) -> None:
    """The commands are taken and lead there; the plan proves itself; there is nothing left to do, and nothing else is gone."""
    target = found.plan.target
    assert found.run.problems == []
    assert found.run.differences(target.records.texts, target.passwords) == []
    assert [claim for claim in found.plan.document.claims if not claim.holds] == []
    check_data(found.plan.document.actions, found.run)
    end = Directory([Source(found.run.end, PARSER)])
    assert missing(found.desired, read(found.desire.current), end) == set()
    again = planned(end, found.desired, found.run.extents, PlanOptions(), by_dirmaint=False)
    assert [one.title for one in again.document.actions if one.commands] == []


def missing(desired: Desired, before: Directory, after: Directory) -> set[str]:
    """The entries, devices and extents that were there and are no more, and that nothing in desired.yaml asks to go."""
    removed = {one.entry if one.vdev is None else f"{one.entry}/{one.vdev}" for one in desired.remove}
    grown = {
        f"{name}/{vdev}" for name, one in desired.entries.items() for vdev, disk in one.minidisks.items() if disk.grow
    }
    kept = {
        thing
        for subject, thing in things_in(before)
        if not {subject, subject.partition("/")[0]} & removed and (thing == subject or subject not in grown)
    }
    return kept - {thing for _, thing in things_in(after)}


def things_in(directory: Directory) -> Iterator[tuple[str, str]]:
    """What must not get lost, with its subject."""
    for entry in directory.entries:
        yield entry.name, entry.name
        for statement in entry.statements:
            vdev = device_number(statement)
            if vdev is not None:
                yield f"{entry.name}/{vdev}", f"{entry.name}/{vdev}"
            if isinstance(statement, Mdisk):
                yield f"{entry.name}/{vdev}", f"{statement.volid} {statement.start} {statement.size}"


@pytest.mark.parametrize("kind", WANTS)
def test_each_kind_of_wish_is_carried_out(kind: str) -> None:
    for seed in range(2):
        check(done(desire(seed, kinds=[kind])))


@given(st.integers(0, 2**32 - 1), st.lists(st.sampled_from(list(WANTS)), min_size=2, max_size=8))
@settings(max_examples=15, deadline=None)
def test_any_wishes_together_are_carried_out(seed: int, kinds: list[str]) -> None:
    check(done(desire(seed, kinds=kinds)))


@given(st.integers(0, 2**32 - 1), st.lists(st.sampled_from(list(WANTS)), min_size=1, max_size=8))
@settings(max_examples=10, deadline=None)
def test_places_that_dirmaint_chooses_are_those_that_were_predicted(seed: int, kinds: list[str]) -> None:
    check(done(desire(seed, kinds=kinds), by_dirmaint=True))


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=5, deadline=None)
def test_lines_that_are_dropped_from_desired_yaml_remove_nothing(seed: int) -> None:
    one = desire(seed, wishes=8)
    first = done(one)
    end = Directory([Source(first.run.end, PARSER)])
    fewer = {name: entry for at, (name, entry) in enumerate(first.desired.entries.items()) if at % 2}
    desired = replace(first.desired, entries=fewer, remove=(), regions={}, groups={})
    again = planned(end, desired, first.run.extents, PlanOptions(), by_dirmaint=False)
    assert not any(
        action.kind in (Kind.REMOVE_ENTRY, Kind.REMOVE_DISK, Kind.UNLINK) for action in again.document.actions
    )
