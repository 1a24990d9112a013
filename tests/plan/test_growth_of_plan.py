"""Twice the entries and changes, at most about twice the time for a plan: all of what the command does."""

from collections import deque
from collections.abc import Callable
from functools import partial

import pytest

from dirtool.compare.desired.reading import desired_of
from dirtool.plan.plan import make_plan
from dirtool.plan.target.wanted import make_target
from dirtool.plan.target.whole import whole_target
from dirtool.report.plan_text import plan_lines
from dirtool.report.style import Style
from dirtool.syntax.parser import collector_off
from dirtool.verify.plan.document import PlanDocument
from tests.growth import assert_grows, seconds_for
from tests.model.made import control_of, records_of
from tests.plan.desires import desire
from tests.plan.harness import read
from tests.plan.pairs import pair

Work = Callable[[], PlanDocument]


def whole(entries: int) -> Work:
    """The plan from one whole directory to another, read and planned."""
    one = pair(5, entries=entries, changes=entries // 20)

    def work() -> PlanDocument:
        current = read(one.current)
        return make_plan(current, whole_target(current, read(one.wanted)), mode="whole").document

    return work


def desired(entries: int) -> Work:
    """The plan of a desired.yaml."""
    one = desire(5, entries=entries, wishes=entries // 20)
    extents, text = "\n".join(one.extents), records_of(one.text, "desired.yaml")

    def work() -> PlanDocument:
        current, control = read(one.current), control_of(extents)
        target = make_target(current, desired_of(text), control, {})
        return make_plan(current, target, extents=control).document

    return work


@pytest.mark.parametrize("make", [whole, desired])
def test_a_plan_grows_with_its_directory_and_its_changes(make: Callable[[int], Work]) -> None:
    def seconds(work: Work) -> float:
        with collector_off():  # as in the command
            return seconds_for(lambda: deque(plan_lines(work(), Style()), maxlen=0))

    assert_grows(partial(seconds, make(600)), partial(seconds, make(1200)))
