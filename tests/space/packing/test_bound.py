"""How many of the smallest gaps it takes at least."""

from dirtool.space.packing.bound import fewest_gaps, least_bins
from dirtool.space.packing.task import tasks_of


def test_more_than_half_a_gap_has_it_alone() -> None:
    assert least_bins([3, 6, 6, 6], 10) == 3
    assert least_bins([5, 5, 5, 5], 10) == 2
    assert least_bins([4, 5, 7, 7], 10) == 3


def test_a_smaller_gap_counts_as_one_with_an_obstacle() -> None:
    (task,) = tasks_of([{0: size} for size in (6, 6, 2)], [5, 10, 10], [0, 0, 0])
    assert fewest_gaps(task) == 3
    (task,) = tasks_of([{0: size} for size in (6, 6, 6)], [5, 10, 10], [0, 0, 0])
    assert fewest_gaps(task) == 4


def test_items_with_gaps_of_their_own_kind_have_a_bound_of_their_own() -> None:
    (task,) = tasks_of([{1: 6}, {1: 6}, {1: 1, 2: 1}], [10, 20, 30, 40], [2, 2, 1, 1])
    assert fewest_gaps(task) == 3
