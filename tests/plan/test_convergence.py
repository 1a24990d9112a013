"""Plans lead to what is wanted, and nothing goes wrong on the way; whole pairs of directories and a harness of its own."""

from __future__ import annotations

import re
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.model.directory import Directory
from dirtool.plan.options import PlanOptions
from dirtool.plan.plan import Plan, make_plan
from dirtool.plan.target.whole import whole_target
from dirtool.syntax.source import Source
from dirtool.syntax.statements import Mdisk
from dirtool.verify.plan.command_lines import command_lines
from dirtool.verify.plan.document import Action, Data, Kind
from tests.model.made import PARSER
from tests.plan.changes import CHANGES
from tests.plan.harness import Run, of, read, run_commands
from tests.plan.pairs import Pair, pair
from tests.plan.surface import Fate

FATES = {
    Data.KEPT: {Fate.KEPT, Fate.CUT},
    Data.COPIED: {Fate.COPIED},
    Data.ERASED: {Fate.ERASED},
    Data.ORPHANED: {Fate.ORPHANED, Fate.CUT},
    Data.OVERWRITTEN: {
        Fate.OVERWRITTEN,
        Fate.CUT,
        Fate.KEPT,
    },  # KEPT: all of them begin a larger minidisk of another subject
}
"""What becomes of data, by what an action says of it."""


class Done(NamedTuple):
    """A plan, and what came of its commands."""

    pair: Pair
    plan: Plan
    run: Run

    @property
    def actions(self) -> tuple[Action, ...]:
        """What the plan does."""
        return self.plan.document.actions


def subjects_of(directory: Directory) -> frozenset[str]:
    """All entries and minidisks."""
    disks = (f"{entry.name}/{disk.vdev}" for entry in directory.entries for disk in of(entry, Mdisk))
    return frozenset((*disks, *(entry.name for entry in directory.entries)))


def with_all_consent(directory: Directory) -> PlanOptions:
    """Everything may go."""
    subjects = subjects_of(directory)
    return PlanOptions(allow_remove=subjects, allow_overwrite=subjects)


def planned(current: list[str], wanted: list[str], options: PlanOptions | None = None) -> Plan:
    """The plan from one directory to another."""
    directory = read(current)
    target = whole_target(directory, read(wanted, "wanted.direct"))
    return make_plan(directory, target, mode="whole", options=options or with_all_consent(directory))


def done(one: Pair) -> Done:
    """Plan a pair and run the commands."""
    plan = planned(one.current, one.wanted)
    return Done(one, plan, run_commands(one.current, command_lines(plan.document), plan.files))


def check(found: Done) -> None:
    """The commands are taken and lead there; the plan proves itself, and there is nothing left to do."""
    assert found.run.problems == []
    assert found.run.differences(found.pair.wanted, found.plan.target.passwords) == []
    assert [claim for claim in found.plan.document.claims if not claim.holds] == []
    end = Directory([Source(found.run.end, PARSER)])
    again = make_plan(end, whole_target(end, read(found.pair.wanted)), mode="whole")
    assert again.document.actions == ()
    check_data(found.actions, found.run)


def check_data(actions: tuple[Action, ...], run: Run) -> None:
    """What actions say of data is so, and each loss has an action with consent. What a guest shall copy nobody has copied."""
    by_hand = {action.subject for action in actions if action.kind is Kind.MANUAL}
    fates = {subject: outcome.fate for subject, outcome in run.fates.items() if subject not in by_hand}
    for action in actions:
        fate = fates.get(action.was or action.subject)
        if fate is not None and action.old_extent is not None and action.data in FATES:
            assert fate in FATES[action.data], (action, fate)
    named = {action.was or action.subject for action in actions if action.consent is not None}
    assert {subject for subject, fate in fates.items() if fate.is_loss} - named == set()


@pytest.mark.parametrize("kind", CHANGES)
def test_each_kind_of_change_is_carried_out(kind: str) -> None:
    for seed in range(2):
        check(done(pair(seed, kinds=[kind])))


@given(st.integers(0, 2**32 - 1), st.lists(st.sampled_from(list(CHANGES)), min_size=2, max_size=6))
@settings(max_examples=40, deadline=None)
def test_any_changes_together_are_carried_out(seed: int, kinds: list[str]) -> None:
    check(done(pair(seed, kinds=kinds, mixing=0.5)))


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=2, deadline=None)
def test_many_changes_of_many_entries_are_carried_out(seed: int) -> None:
    check(done(pair(seed, entries=120, changes=30)))


@given(st.integers(0, 2**32 - 1), st.lists(st.sampled_from(list(CHANGES)), min_size=1, max_size=6))
@settings(max_examples=15, deadline=None)
def test_the_order_of_entries_does_not_change_the_plan(seed: int, kinds: list[str]) -> None:
    one, other = (pair(seed, kinds=kinds, shuffled=shuffled) for shuffled in (False, True))
    assert without_places(planned(one.current, one.wanted)) == without_places(planned(one.current, other.wanted))


def without_places(plan: Plan) -> list[object]:
    """A plan without the records in which something was asked for."""
    return [
        *(re.sub(r"wanted\.direct:\d+", "wanted.direct", repr(action)) for action in plan.document.actions),
        plan.files,
    ]


@given(st.integers(0, 2**32 - 1), st.lists(st.sampled_from(list(CHANGES)), min_size=1, max_size=6))
@settings(max_examples=15, deadline=None)
def test_nothing_is_lost_without_consent_and_a_refused_plan_names_what_would_be(seed: int, kinds: list[str]) -> None:
    one = pair(seed, kinds=kinds)
    free = done(one)
    lost = {subject for subject, outcome in free.run.fates.items() if outcome.fate.is_loss}
    refused = planned(one.current, one.wanted, PlanOptions())
    assert lost <= {action.was or action.subject for action in refused.document.actions if action.refused is not None}
    assert refused.document.is_refused or not lost
    assert [action.title for action in refused.document.actions] == [action.title for action in free.actions]


def test_a_directory_in_another_order_needs_no_plan() -> None:
    records = pair(1, kinds=[]).current
    body = read(records)
    assert planned(records, shuffled(records, Random(3))).document.actions == ()
    assert len(body.entries) > 10


def shuffled(records: list[str], chance: Random) -> list[str]:
    """A directory with its machines in another order."""
    starts = [at for at, text in enumerate(records) if text.split()[:1] in (["USER"], ["IDENTITY"], ["SUBCONFIG"])]
    parts = [records[start:stop] for start, stop in zip(starts, [*starts[1:], len(records)], strict=True)]
    chance.shuffle(parts)
    return [*records[: starts[0]], *(text for part in parts for text in part)]
