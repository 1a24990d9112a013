"""The exact search."""

import pytest

from dirtool.space.packing.cover import cover
from dirtool.space.packing.task import Effort, tasks_of


def test_a_packing_without_room_to_spare_is_found() -> None:
    (task,) = tasks_of([{0: size} for size in (6, 5, 5, 4)], [10, 10], [0, 0])
    homes, is_impossible = cover(task, 2, Effort(10_000), 0)
    assert homes is not None
    assert not is_impossible
    assert [homes[0], homes[1]] == [homes[3], homes[2]]


def test_a_search_through_some_of_the_loads_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    (task,) = tasks_of([{0: size} for size in (7, 7, 5, 5, 5, 1)], [10, 10, 10], [0, 0, 0])
    assert cover(task, 3, Effort(10_000), 0) == (None, True)
    monkeypatch.setattr("dirtool.space.packing.cover._LOADS", 2)
    assert cover(task, 3, Effort(10_000), 0) == (None, False)
