"""Used space by volume against a plain list of cylinders, and case by case."""

from collections.abc import Iterator
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.dirmaint.space.volumes import Runs, Used, UsedSpace
from dirtool.model.extent import Gap
from tests.growth import assert_grows, seconds_for

END = 40  # of what the plain lists know


def space_of(*extents: tuple[int, int | None, str]) -> UsedSpace:
    """One volume, VOL001, with some extents."""
    space = UsedSpace()
    for first, last, owner in extents:
        space.add("VOL001", first, last, owner)
    return space


def shown(space: UsedSpace, first: int = 0, last: int = 100) -> list[tuple[int, int]]:
    return [(gap.first, gap.last) for gap in space.gaps("VOL001", first, last)]


# ---- one by one


def test_a_volume_of_which_nothing_is_known_is_all_free() -> None:
    assert list(UsedSpace().gaps("VOL001", 1, 10)) == [Gap(1, 10)]
    assert UsedSpace().overlapping("VOL001", 1, None) == []


def test_gaps_lie_between_extents_and_are_cut_at_both_ends() -> None:
    space = space_of((10, 19, "A/0191"), (30, 39, "B/0191"))
    assert shown(space, 5, 50) == [(5, 9), (20, 29), (40, 50)]
    assert shown(space, 12, 18) == []
    assert shown(space, 22, 24) == [(22, 24)]


def test_the_size_of_a_gap_counts_both_ends() -> None:
    assert Gap(20, 29).size == 10


def test_an_extent_up_to_the_end_leaves_nothing_behind_it() -> None:
    space = space_of((10, None, "A/0191"))
    assert shown(space) == [(0, 9)]
    assert space.overlapping("VOL001", 99, 99) == [Used(10, None, "A/0191")]
    space.remove("VOL001", 10, None, "A/0191")
    assert shown(space) == [(0, 100)]


def test_what_is_given_back_becomes_one_gap_with_its_neighbours() -> None:
    space = space_of((10, 19, "A/0191"), (20, 29, "B/0191"), (30, 39, "C/0191"))
    space.remove("VOL001", 10, 19, "A/0191")
    assert shown(space) == [(0, 19), (40, 100)]
    space.remove("VOL001", 30, 39, "C/0191")
    assert shown(space) == [(0, 19), (30, 100)]
    space.remove("VOL001", 20, 29, "B/0191")
    assert shown(space) == [(0, 100)]


def test_what_another_owner_has_too_does_not_become_free() -> None:
    space = space_of((0, 99, "MAINT/0123"), (10, 19, "A/0191"), (15, 24, "B/0191"))
    space.remove("VOL001", 10, 19, "A/0191")
    assert shown(space) == [(100, 100)]
    space.remove("VOL001", 0, 99, "MAINT/0123")
    assert shown(space) == [(0, 14), (25, 100)]


def test_two_owners_of_one_place_both_have_to_give_it_back() -> None:
    space = space_of((10, 19, "A/0191"), (10, 19, "A/0191"))
    space.remove("VOL001", 10, 19, "A/0191")
    assert shown(space) == [(0, 9), (20, 100)]
    space.remove("VOL001", 10, 19, "A/0191")
    assert shown(space) == [(0, 100)]


def test_who_has_some_of_a_place_is_told_with_all_that_it_has() -> None:
    space = space_of((30, 39, "C/0191"), (0, 99, "MAINT/0123"), (10, 19, "A/0191"))
    space.add("VOL002", 10, 19, "D/0191")
    assert space.overlapping("VOL001", 19, 30) == [
        Used(0, 99, "MAINT/0123"),
        Used(10, 19, "A/0191"),
        Used(30, 39, "C/0191"),
    ]
    assert space.overlapping("VOL001", 100, 200) == []


def test_an_extent_of_no_size_has_nothing() -> None:
    space = space_of((10, 9, "A/0191"))
    space.remove("VOL001", 10, 9, "A/0191")
    assert shown(space) == [(0, 100)]


@pytest.mark.parametrize("extent", [(10, 18, "A/0191"), (10, 19, "B/0191"), (11, 19, "A/0191"), (50, None, "A/0191")])
def test_what_was_not_added_cannot_be_given_back(extent: tuple[int, int | None, str]) -> None:
    with pytest.raises(ValueError, match="not there"):
        space_of((10, 19, "A/0191")).remove("VOL001", *extent)
    with pytest.raises(ValueError, match="not there"):
        UsedSpace().remove("VOL001", *extent)


def test_the_first_the_exact_and_the_largest_gap_are_found() -> None:
    space = space_of((0, 9, "A/0191"), (13, 19, "B/0191"), (30, 39, "C/0191"), (43, 100, "D/0191"))  # 10-12 20-29 40-42
    assert space.first_gap("VOL001", 0, 100, 4) == 20
    assert space.exact_gap("VOL001", 11, 100, 3) == 40
    assert space.largest_gap("VOL001", 0, 100) == Gap(20, 29)
    assert space.first_gap("VOL001", 0, 22, 4) is None
    assert space.exact_gap("VOL001", 0, 22, 4) is None
    assert space.largest_gap("VOL001", 30, 39) is None


def test_a_gap_that_is_cut_at_an_end_can_be_an_exact_one() -> None:
    space = space_of((0, 9, "A/0191"), (20, 29, "B/0191"))
    assert space.exact_gap("VOL001", 17, 100, 3) == 17
    assert space.exact_gap("VOL001", 0, 12, 3) == 10
    assert space.exact_gap("VOL001", 12, 14, 3) == 12
    assert space.exact_gap("VOL001", 0, 18, 9) == 10
    assert space.exact_gap("VOL001", 0, 13, 3) is None


def test_of_equal_gaps_the_first_is_the_largest() -> None:
    assert space_of((0, 9, "A/0191"), (20, 29, "B/0191")).largest_gap("VOL001", 0, 39) == Gap(10, 19)


def test_who_listens_is_told_of_every_change_and_of_nothing_else() -> None:
    space = space_of((0, 9, "A/0191"))
    heard: list[tuple[str, int, int]] = []
    space.listen(lambda *change: heard.append(change))
    space.add("VOL001", 10, 19, "B/0191")
    space.add("VOL002", 5, 4, "B/0192")
    space.remove("VOL001", 0, 9, "A/0191")
    assert heard == [("VOL001", 10, 19), ("VOL001", 0, 9)]


# ---- against a plain list


class Plain:
    """The same with a list of extents, and with all cylinders up to END one by one."""

    def __init__(self) -> None:
        self.extents: list[tuple[int, int | None, str]] = []

    def gaps(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        taken = {at for start, end, _ in self.extents for at in range(start, (END if end is None else end) + 1)}
        free = [at for at in range(first, last + 1) if at not in taken]
        for _, run in groupby(enumerate(free), key=lambda pair: pair[1] - pair[0]):
            places = [place for _, place in run]
            yield places[0], places[-1]

    def overlapping(self, first: int, last: int | None) -> list[Used]:
        return sorted(
            (
                Used(*one)
                for one in self.extents
                if (last is None or one[0] <= last) and (one[1] is None or one[1] >= first)
            ),
            key=lambda used: (used.first, END if used.last is None else used.last, used.owner),
        )


@st.composite
def places(draw: st.DrawFn) -> tuple[int, int]:
    first = draw(st.integers(0, END - 1))
    return first, draw(st.integers(first, END - 1))


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_every_answer_is_that_of_a_plain_list_after_any_changes(data: st.DataObject) -> None:
    space, plain = UsedSpace(), Plain()
    for _ in range(data.draw(st.integers(1, 30))):
        if data.draw(st.booleans()) and plain.extents:
            gone = data.draw(st.sampled_from(plain.extents))
            plain.extents.remove(gone)
            space.remove("VOL001", *gone)
        else:
            first, last = data.draw(places())
            extent = first, None if data.draw(st.integers(0, 9)) == 0 else last, data.draw(st.sampled_from("AB"))
            plain.extents.append(extent)
            space.add("VOL001", *extent)
        first, last = data.draw(places())
        size = data.draw(st.integers(1, 8))
        gaps = list(plain.gaps(first, last))
        sizes = [end - start + 1 for start, end in gaps]
        assert shown(space, first, last) == gaps
        assert space.overlapping("VOL001", first, last) == plain.overlapping(first, last)
        holding = (start for start, end in gaps if end - start + 1 >= size)
        assert space.first_gap("VOL001", first, last, size) == next(holding, None)
        exact = (start for start, end in gaps if end - start + 1 == size)
        assert space.exact_gap("VOL001", first, last, size) == next(exact, None)
        largest = gaps[sizes.index(max(sizes))] if gaps else None
        assert space.largest_gap("VOL001", first, last) == largest


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 60), st.integers(0, 5)), max_size=120), st.data())
@settings(max_examples=100, deadline=None)
def test_runs_are_a_sorted_list_however_they_are_cut(changes: list[tuple[bool, int, int]], data: st.DataObject) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dirtool.dirmaint.space.volumes._LONGEST_RUN", 4)
        runs: Runs[tuple[int, int]] = Runs()
        plain: list[tuple[int, int]] = []
        for is_added, *item in changes:
            pair = item[0], item[1]
            if is_added or pair not in plain:
                runs.add(pair)
                plain.append(pair)
            else:
                runs.remove(pair)
                plain.remove(pair)
            start, stop = sorted((data.draw(st.integers(0, 61)), data.draw(st.integers(0, 61))))
            measure = data.draw(st.integers(0, 6))
            plain.sort()
            behind = [one for one in plain if one >= (start,)]
            assert list(runs.reaching(measure, (start,))) == [one for one in behind if one[1] >= measure]
            assert runs.before((start,)) == next((one for one in reversed(plain) if one < (start,)), None)
            assert runs.largest((start,), (stop,)) == max((one[1] for one in behind if one < (stop,)), default=0)


# ---- growth


def changed(count: int) -> UsedSpace:
    """One volume with so many extents and as many changes."""
    space = UsedSpace()
    for number in range(count):
        at = number * 7919 % count
        space.add("VOL001", at * 4, at * 4 + 1 + at % 2, f"U{at}")
    for number in range(count):
        at = number * 104729 % count
        first, last, owner = at * 4, at * 4 + 1 + at % 2, f"U{at}"
        space.remove("VOL001", first, last, owner)
        assert space.overlapping("VOL001", first, last) == []
        space.add("VOL001", first, last, owner)
    return space


def test_four_times_the_extents_and_the_changes_take_about_four_times_as_long() -> None:
    assert_grows(lambda: seconds_for(lambda: changed(2_000)), lambda: seconds_for(lambda: changed(8_000)), 6)
