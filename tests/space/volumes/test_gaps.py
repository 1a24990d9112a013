"""Parts of a volume: between two places, and together."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dirtool.model.extent import Gap
from dirtool.space.volumes.gaps import clipped, merged

PLACES = st.integers(0, 40)
PARTS = st.lists(st.tuples(PLACES, PLACES).map(lambda ends: Gap(*sorted(ends))), max_size=6)


def places(gaps: list[Gap]) -> set[int]:
    return {place for gap in gaps for place in range(gap.first, gap.last + 1)}


def test_gaps_are_cut_at_both_ends() -> None:
    gaps = [Gap(0, 9), Gap(20, 29), Gap(40, 49)]
    assert list(clipped(gaps, 5, 44)) == [Gap(5, 9), Gap(20, 29), Gap(40, 44)]
    assert list(clipped(gaps, 10, 19)) == []
    assert list(clipped(gaps, 29, 29)) == [Gap(29, 29)]


def test_gaps_that_touch_become_one() -> None:
    assert merged([Gap(10, 19), Gap(0, 9), Gap(30, 39), Gap(35, 36)]) == [Gap(0, 19), Gap(30, 39)]


@given(PARTS, PLACES, PLACES)
def test_both_agree_with_a_count_of_every_place(gaps: list[Gap], first: int, last: int) -> None:
    together = merged(gaps)
    assert places(together) == places(gaps)
    assert all(one.last + 1 < other.first for one, other in pairwise(together))
    assert places(list(clipped(together, first, last))) == places(gaps) & set(range(first, last + 1))
