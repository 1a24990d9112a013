"""With OR-Tools a packing is proved or a better one found."""

import importlib.util

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.errors import InputError
from dirtool.space.packing import optimal
from dirtool.space.packing.optimal import _Model, improve, is_available
from dirtool.space.packing.pack import Packing, pack
from dirtool.space.packing.task import tasks_of
from tests.bench.packing import faults, triplets, uniform

needs_ortools = pytest.mark.skipif(importlib.util.find_spec("ortools") is None, reason="OR-Tools is not installed")


def improved(sizes: list[int], capacities: list[int]) -> Packing:
    """What OR-Tools makes of a packing that was found without effort."""
    items = [{0: size} for size in sizes]
    kinds = [0] * len(capacities)
    packing = improve(items, capacities, kinds, pack(items, capacities, kinds, 0))
    assert faults(items, capacities, kinds, packing) == []
    return packing


def test_without_it_the_user_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(optimal, "find_spec", lambda name: None)
    assert not is_available()
    with pytest.raises(InputError, match="OR-Tools is not installed") as caught:
        improve([{0: 1}], [1], [0], Packing([None], 0, 1, "none"))
    assert caught.value.hint == 'install it: python -m pip install "dirtool[optimal]"'


@needs_ortools
def test_a_proved_packing_stays_as_it_is() -> None:
    packing = pack([{0: 3}], [3], [0])
    assert improve([{0: 3}], [3], [0], packing) is packing


@needs_ortools
def test_a_fit_into_unequal_gaps_is_found() -> None:
    assert improved([44, 24, 24, 22, 21, 17, 8, 8, 6, 6], [100, 80])[1:] == (2, 2, "proved")


@needs_ortools
def test_it_is_proved_that_there_is_no_better_one() -> None:
    assert improved([7, 7, 5, 5, 5, 1], [10, 10, 10, 10])[1:] == (4, 4, "proved")


@needs_ortools
def test_it_is_proved_that_not_all_can_be_placed() -> None:
    assert improved([7, 7, 5, 5, 5, 1], [10, 10, 10])[2:] == (4, "proved")


@needs_ortools
def test_the_model_has_no_two_long_paths_for_one_large_gap() -> None:
    (task,) = tasks_of([{0: 7}, {0: 6}], [5, 5, 9], [0, 0, 0])
    assert _Model(task, 3).solve(10)[0] == "INFEASIBLE"


@needs_ortools
def test_items_of_several_kinds_share_the_gaps() -> None:
    items = [{0: 5, 1: 4}, {0: 5, 1: 4}, {0: 5}, {1: 4}, {1: 2}]
    capacities, kinds = [10, 10, 10], [0, 1, 1]
    start = Packing([0, 0, None, 1, 1], 2, 1, "none")
    packing = improve(items, capacities, kinds, start)
    assert faults(items, capacities, kinds, packing) == []
    assert packing[1:] == (2, 2, "proved")


@needs_ortools
@pytest.mark.parametrize("seed", range(2))
def test_the_published_classes_are_proved(seed: int) -> None:
    for sizes, capacities in (uniform(120, seed), triplets(60, seed), triplets(120, seed)):
        assert improved(sizes, capacities).optimality == "proved"


@needs_ortools
@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 12), min_size=1, max_size=6), st.lists(st.integers(0, 15), min_size=1, max_size=4))
def test_it_says_what_the_exact_search_says(sizes: list[int], capacities: list[int]) -> None:
    exact = pack([{0: size} for size in sizes], capacities, [0] * len(capacities), 100_000)
    assert exact.optimality == "proved"
    packing = improved(sizes, capacities)
    assert (packing.bound, packing.optimality) == (exact.bound, "proved")
    assert None in packing.bins or packing.opened == exact.opened
