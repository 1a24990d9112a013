"""Indexes of gaps against plain lists: which gap takes a request, alone and with other indexes of the same gaps."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import pytest

from dirtool.space.allocation.gap_index import Balanced, BestFit, FirstFit, GapIndex, Gaps, Skip, WorstFit

KINDS = ("first", "best", "worst", "balanced")


class Naive:
    """Gaps as lists, all of which are looked at."""

    def __init__(self, gaps: Gaps, granule: int) -> None:
        self.firsts = list(gaps.firsts)
        self.sizes = list(gaps.sizes)
        self.volids = gaps.volids
        self.granule = granule
        self.free = dict.fromkeys(gaps.volids, 0)
        for size, volid in zip(self.sizes, self.volids, strict=True):
            self.free[volid] += size

    def find(self, kind: str, order: Sequence[int], size: int, skip: Skip | None) -> int | None:
        at = [at for at, gap in enumerate(order) if self.sizes[gap] >= size and not (skip and skip(gap))]
        volumes = list(dict.fromkeys(self.volids[gap] for gap in order))
        keys: dict[str, Callable[[int], tuple[int, ...]]] = {
            "first": lambda at: (at,),
            "best": lambda at: (self.sizes[order[at]], at),
            "worst": lambda at: (-self.sizes[order[at]], at),
            "balanced": lambda at: (
                -self.free[self.volids[order[at]]],
                volumes.index(self.volids[order[at]]),
                self.sizes[order[at]],
                at,
            ),
        }
        return min(at, key=keys[kind], default=None)

    def take(self, gap: int, size: int) -> tuple[int, int]:
        """Where the request is, and how large the gap was."""
        first, before = self.firsts[gap], self.sizes[gap]
        end = first + before
        self.firsts[gap] = first + size + -size % self.granule
        self.sizes[gap] = max(0, end - self.firsts[gap])
        self.free[self.volids[gap]] -= size
        return first, before


def index_of(kind: str, gaps: Gaps, order: Sequence[int], granule: int, free: dict[str, int]) -> GapIndex:
    if kind == "balanced":
        return Balanced(gaps, order, granule, free)
    kinds: dict[str, type[FirstFit | BestFit | WorstFit]] = {"first": FirstFit, "best": BestFit, "worst": WorstFit}
    return kinds[kind](gaps, order, granule)


def gaps_of(chance: random.Random, count: int, largest: int, granule: int) -> Gaps:
    sizes = [chance.randint(1, largest) for _ in range(count)]
    if chance.random() < 0.1:
        sizes[chance.randrange(count)] = 2**31 - chance.randint(0, 9)
    volids = sorted(f"V{chance.randint(0, 5)}" for _ in range(count))
    return Gaps([granule * 2 * (largest + at * 1000) for at in range(count)], sizes, volids)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(5))
def test_several_indexes_of_the_same_gaps_agree_with_lists(kind: str, seed: int) -> None:
    chance = random.Random(f"{kind}{seed}")
    for _ in range(100):
        granule, largest = chance.choice((1, 8)), chance.choice((6, 40, 300))
        count = chance.randint(1, 25)
        gaps = gaps_of(chance, count, largest, granule)
        naive = Naive(gaps, granule)
        free = dict(naive.free)
        orders = [chance.sample(range(count), chance.randint(1, count)) for _ in range(chance.randint(1, 4))]
        indexes = [index_of(kind, gaps, order, granule, free) for order in orders]
        for _ in range(60):
            number = chance.randrange(len(orders))
            index, order = indexes[number], orders[number]
            if chance.random() < 0.2:
                check_all(kind, index, order, naive, [chance.randint(1, largest) for _ in range(chance.randint(1, 6))])
                assert kind != "balanced" or free == naive.free
                continue
            size = chance.choice((chance.randint(1, largest), 2**31 - 5, 2**40, chance.randint(1, 9)))
            out = {gap for gap in order if chance.random() < 0.3}
            skip = out.__contains__ if chance.random() < 0.4 else None
            position = index.find(size, skip)
            assert position == naive.find(kind, order, size, skip)
            if position is None:
                continue
            if chance.random() < 0.2:
                index.put_back(position)
                continue
            check_equals(kind, index, order, naive, position)
            first = index.take(position, size)
            assert first == naive.take(order[position], size)[0]
            assert (gaps.firsts, gaps.sizes) == (naive.firsts, naive.sizes)
            assert kind != "balanced" or free == naive.free


def check_equals(kind: str, index: GapIndex, order: Sequence[int], naive: Naive, position: int) -> None:
    size = naive.sizes[order[position]]
    assert index.equals(position) == (sum(naive.sizes[gap] == size for gap in order) if kind == "best" else 1)


def check_all(kind: str, index: GapIndex, order: Sequence[int], naive: Naive, sizes: list[int]) -> None:
    """What `take_all` does is what one does after another."""
    taken = index.take_all(sizes)
    assert len(taken.positions) == len(sizes)
    for size, position, first, before, equals in zip(sizes, *taken, strict=True):
        wanted = naive.find(kind, order, size, None)
        assert position == (-1 if wanted is None else wanted)
        if wanted is not None:
            same = sum(naive.sizes[gap] == naive.sizes[order[wanted]] for gap in order)
            assert (first, before) == naive.take(order[wanted], size)
            assert equals == (same if kind == "best" else 1)


@pytest.mark.parametrize("kind", KINDS)
def test_without_gaps_nothing_is_found(kind: str) -> None:
    index = index_of(kind, Gaps([], [], []), [], 1, {})
    assert index.find(1) is None
    assert index.take_all([1, 2]).positions == [-1, -1]


@pytest.mark.parametrize("kind", KINDS)
def test_a_gap_that_is_used_up_holds_nothing(kind: str) -> None:
    gaps = Gaps([16], [8], ["V"])
    index = index_of(kind, gaps, [0], 8, {"V": 8})
    assert index.take_all([3, 1]).positions == [0, -1]  # the rest of the page is no start of a minidisk
    assert (gaps.firsts, gaps.sizes) == ([24], [0])
    assert index.find(1) is None


def test_first_fit_begins_where_it_is_told_to() -> None:
    gaps = Gaps([0, 10, 20, 30, 40], [5, 3, 0, 4, 5], list("VVVVV"))
    index = FirstFit(gaps, range(5))
    assert [index.find_from(start, 4) for start in range(10)] == [0, 3, 3, 3, 4, None, None, None, None, None]
    assert index.find_from(0, 4, {0, 3}.__contains__) == 4
    assert index.find_from(0, 6) is None


def test_first_fit_agrees_with_lists_from_any_start() -> None:
    chance = random.Random(1)
    for _ in range(100):
        sizes = [chance.randint(0, 9) for _ in range(chance.randint(1, 20))]
        index = FirstFit(Gaps([0] * len(sizes), sizes, [""] * len(sizes)), range(len(sizes)))
        start, size = chance.randint(0, 22), chance.randint(1, 10)
        assert index.find_from(start, size) == next((at for at in range(start, len(sizes)) if sizes[at] >= size), None)


def test_a_gap_that_another_index_has_made_smaller_may_be_the_best_one() -> None:
    gaps = Gaps([0, 100], [10, 20], ["V", "V"])
    every, second = BestFit(gaps, [0, 1]), BestFit(gaps, [1])
    second.take_all([12])
    assert every.find(7) == 1


def test_a_gap_that_another_index_has_made_smaller_is_counted_once_among_equal_ones() -> None:
    gaps = Gaps([0, 100, 200], [8, 20, 20], ["V", "V", "V"])
    every, second = BestFit(gaps, [0, 1, 2]), BestFit(gaps, [1])
    second.take_all([12])
    assert every.take_all([8, 8, 8]).equals == [2, 1, 1]


def test_among_the_gaps_of_the_emptiest_volume_one_that_is_left_out_does_not_hide_the_next() -> None:
    gaps = Gaps([0, 50, 100], [10, 20, 25], ["V", "V", "W"])
    index = Balanced(gaps, [0, 1, 2], 1, {"V": 30, "W": 25})
    assert index.find(5, {0}.__contains__) == 1
