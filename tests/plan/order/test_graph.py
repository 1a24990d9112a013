"""Rings among steps, found as those pairs that lead to each other."""

from __future__ import annotations

import gc

from hypothesis import given
from hypothesis import strategies as st

from dirtool.plan.order.graph import rings
from dirtool.plan.order.rules import Edge
from dirtool.plan.steps.step import Step
from tests.growth import assert_grows, seconds_for
from tests.plan.order.made import step

Pairs = list[tuple[int, int]]


def found_in(count: int, pairs: Pairs) -> list[set[int]]:
    """The rings among so many steps, as numbers."""
    steps = [step(f"S{number}") for number in range(count)]
    numbers = {id(one): number for number, one in enumerate(steps)}
    found = rings(steps, [Edge(steps[one], steps[other], "O7", False) for one, other in pairs])
    return sorted(({numbers[id(one)] for one in members} for members in found), key=min)


def by_reaching(count: int, pairs: Pairs) -> list[set[int]]:
    """The same by trying which step leads to which."""
    leads = [[one == other or (one, other) in pairs for other in range(count)] for one in range(count)]
    for via in range(count):
        for one in range(count):
            for other in range(count):
                leads[one][other] |= leads[one][via] and leads[via][other]
    sets = {frozenset(b for b in range(count) if leads[a][b] and leads[b][a]) for a in range(count)}
    return sorted((set(one) for one in sets if len(one) > 1), key=min)


@given(st.integers(1, 9), st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=24))
def test_rings_are_the_steps_that_lead_to_each_other(count: int, drawn: Pairs) -> None:
    pairs = [(one % count, other % count) for one, other in drawn if one % count != other % count]
    assert found_in(count, pairs) == by_reaching(count, pairs)


def test_two_rings_that_only_lead_from_one_to_the_other_are_two() -> None:
    assert found_in(7, [(0, 1), (1, 0), (1, 2), (2, 3), (3, 4), (4, 2), (5, 6)]) == [{0, 1}, {2, 3, 4}]
    assert found_in(3, [(0, 1), (1, 2), (0, 2)]) == []


def test_a_chain_of_any_length_is_walked_without_recursion_and_in_proportion() -> None:
    def seconds(count: int) -> float:
        steps: list[Step] = [step("S") for _ in range(count)]
        chain = [Edge(one, other, "O7", False) for one, other in zip(steps, [*steps[1:], steps[0]], strict=True)]
        gc.collect()  # else it is collected meanwhile, which takes as long as the tests before have left things
        return seconds_for(lambda: len(rings(steps, chain)[0]) == count)

    assert_grows(lambda: seconds(1000), lambda: seconds(4000), at_most=8)  # 16 if it were quadratic
