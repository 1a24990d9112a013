"""The desired.yaml files that the tests of the planner are made with are valid and varied."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.compare.desired.reading import desired_of
from dirtool.compare.desired.state import Desired
from dirtool.lint.diagnostic import Severity
from dirtool.lint.engine import lint
from tests.model.made import records_of
from tests.plan.desires import WANTS, Desire, desire
from tests.plan.harness import read


def errors_of(one: Desire) -> list[str]:
    found = lint(read(one.current)).diagnostics
    return [f"{error.code} {error.subject}" for error in found if error.severity is Severity.ERROR]


def wanted_by(one: Desire) -> Desired:
    return desired_of(records_of(one.text, "desired.yaml"))


@pytest.mark.parametrize("kind", WANTS)
def test_each_kind_of_wish_is_read(kind: str) -> None:
    for seed in range(3):
        one = desire(seed, kinds=[kind])
        wanted = wanted_by(one)
        assert wanted.entries or wanted.remove
        assert errors_of(one) == []


@given(st.integers(0, 2**32 - 1), st.integers(1, 25))
@settings(max_examples=12, deadline=None)
def test_many_wishes_together_are_read(seed: int, wishes: int) -> None:
    one = desire(seed, wishes=wishes)
    wanted_by(one)
    assert errors_of(one) == []


def test_the_same_number_gives_the_same_wishes() -> None:
    assert desire(7, wishes=20) == desire(7, wishes=20)
    assert desire(7, wishes=20) != desire(8, wishes=20)
