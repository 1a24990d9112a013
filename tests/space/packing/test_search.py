"""Heuristics that put items into gaps."""

from dirtool.space.packing.search import Repacking, best_fit, fill
from dirtool.space.packing.task import Effort, tasks_of


def test_a_gap_is_filled_as_far_as_its_items_go_and_early_items_are_preferred() -> None:
    sizes = [7, 6, 5, 4, 3]
    assert fill(10, sizes, [0, 1, 2, 4, 3])[:2] == ([4, 0], 0)
    assert fill(10, sizes, [0, 1, 2, 3, 4])[:2] == ([3, 1], 0)
    assert fill(10, sizes, [1, 2])[:2] == ([1], 4)
    assert fill(3, [7], [0])[:2] == ([], 3)


def test_best_fit_decreasing_takes_the_largest_first_and_the_gap_that_it_fills_best() -> None:
    (task,) = tasks_of([{0: size} for size in (3, 7, 5)], [8, 7, 9], [0, 0, 0])
    assert [None if place is None else task.gaps[place] for place in best_fit(task)] == [0, 1, 0]


def test_taking_gaps_apart_finds_places_for_what_is_loose() -> None:
    (task,) = tasks_of([{0: size} for size in (44, 24, 24, 22, 21, 17, 8, 8, 6, 6)], [100, 80], [0, 0])
    repacking = Repacking(task, 2, Effort(1_000_000))
    repacking.start_from(best_fit(task))
    assert repacking.loose
    assert repacking.repack(0)
    assert None not in repacking.homes
