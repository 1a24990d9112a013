"""The pairs that the tests of the planner are made with are valid, varied, and the same for the same number."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.compare.diff.comparison import compare
from dirtool.lint.diagnostic import Severity
from dirtool.lint.engine import lint
from dirtool.model.directory import Directory
from tests.plan.changes import CHANGES
from tests.plan.harness import look_at, read
from tests.plan.pairs import Pair, extent_control, pair

NO_CHANGE_OF_MEANING = "statement_goes_to_profile"


def errors_in(directory: Directory) -> list[str]:
    found = lint(directory).diagnostics
    told = [f"{one.code} {one.subject}: {one.message}" for one in found if one.severity is Severity.ERROR]
    return [*told, *sorted(look_at(directory).problems)]


def errors_of(one: Pair) -> list[str]:
    return [error for records in (one.current, one.wanted) for error in errors_in(read(records))]


@pytest.mark.parametrize("kind", CHANGES)
def test_each_kind_of_change_is_there_and_both_sides_stay_valid(kind: str) -> None:
    pairs = [pair(seed, kinds=[kind]) for seed in range(4)]
    assert [errors_of(one) for one in pairs] == [[]] * 4
    changed = [bool(compare(read(one.current), read(one.wanted)).entries) for one in pairs]
    assert any(changed) == (kind != NO_CHANGE_OF_MEANING)


@given(st.integers(0, 2**32 - 1), st.integers(1, 30), st.floats(0, 1))
@settings(max_examples=40, deadline=None)
def test_any_changes_together_leave_both_sides_valid(seed: int, changes: int, mixing: float) -> None:
    assert errors_of(pair(seed, changes=changes, mixing=mixing)) == []


def test_the_same_number_gives_the_same_pair() -> None:
    assert pair(7, changes=20) == pair(7, changes=20)
    assert pair(7, changes=20) != pair(8, changes=20)


def test_only_the_order_of_entries_depends_on_shuffling() -> None:
    shuffled, straight = pair(3, changes=10), pair(3, changes=10, shuffled=False)
    assert shuffled.current == straight.current
    assert shuffled.wanted != straight.wanted
    assert sorted(shuffled.wanted) == sorted(straight.wanted)
    assert compare(read(shuffled.wanted), read(straight.wanted)).entries == ()


def test_a_pair_can_be_large() -> None:
    one = pair(1, entries=1000, changes=50)
    assert 900 < len(read(one.current).entries) < 1200
    assert len(one.kinds) == 50


def test_an_extent_control_has_a_region_for_each_volume() -> None:
    assert extent_control(["LX0001", "LX0002"], ["NEW001"]) == [
        ":REGIONS.",
        "LX0001 LX0001 1 30050 3390-27",
        "LX0002 LX0002 1 30050 3390-27",
        "NEW001 NEW001 1 30050 3390-27",
        ":END.",
        ":GROUPS.",
        "POOL0 LX0001",
        "POOL1 LX0002",
        ":END.",
    ]


def test_without_names_the_kinds_are_drawn() -> None:
    drawn = {kind for seed in range(60) for kind in pair(seed, changes=Random(seed).randint(5, 10)).kinds}
    assert drawn == set(CHANGES)
