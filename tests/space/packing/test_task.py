"""A batch in parts that have nothing to do with one another."""

from dirtool.space.packing.task import Effort, Task, ascending, tasks_of


def test_gaps_ascend_and_equal_ones_stand_by_their_numbers() -> None:
    assert ascending([5, 3, 5, 1]) == [3, 1, 0, 2]


def test_two_items_are_in_one_part_if_a_gap_may_hold_either() -> None:
    tasks = tasks_of([{1: 5}, {2: 3}, {1: 4, 3: 4}, {2: 99}], [10, 10, 10], [1, 2, 3])
    assert [(task.items, task.gaps) for task in tasks] == [([0, 2], [0, 2]), ([1], [1])]


def test_sizes_are_in_the_largest_unit_that_measures_all_of_them() -> None:
    assert tasks_of([{0: 20}, {0: 30, 1: 10}], [35, 49], [1, 0]) == [
        Task([0, 1], [0, 1], [3, 4], [1, 0], {0: [2, 3], 1: [5, 1]}, [2, 1])
    ]


def test_a_part_of_the_effort_leaves_the_rest() -> None:
    assert Effort(1000).after(0.1, 200) == 920
