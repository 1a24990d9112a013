"""What becomes of the extents of a volume."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from dirtool.report.plan_extents import Fate, extent_rows, fates, lost_places
from dirtool.verify.plan.document import Data, Extent, Kind, OwnedExtent
from tests.report.plans_made import action
from tests.report.volumes_made import VOLUMES, farm, owned, volume


def rows(before: list[OwnedExtent], after: list[OwnedExtent], *lost: tuple[str, int, int]) -> list[tuple[object, ...]]:
    """First and last, before, after, and what becomes of it."""
    found = extent_rows(volume("V", 1000, before, after), frozenset(lost))
    return [(row.first, row.last, row.before, row.after, str(row.fate)) for row in found]


def test_an_extent_is_kept_new_or_gone() -> None:
    kept, gone, new = owned("A/0100", 1, 9), owned("B/0100", 10, 19), owned("C/0100", 20, 29)
    assert rows([kept, gone], [new, kept]) == [
        (1, 9, "A/0100", "A/0100", "kept"),
        (10, 19, "B/0100", None, "gone"),
        (20, 29, None, "C/0100", "new"),
    ]


def test_the_same_extent_of_another_owner_has_moved() -> None:
    assert rows([owned("A/0100", 1, 9)], [owned("B/0200", 1, 9)]) == [(1, 9, "A/0100", "B/0200", "moved")]


def test_what_is_given_out_again_with_other_ends_is_overwritten() -> None:
    before, after = [owned("A/0100", 10, 19), owned("B/0100", 30, 39)], [owned("A/0100", 10, 29)]
    assert rows(before, after) == [
        (10, 19, "A/0100", None, "overwritten"),
        (10, 29, None, "A/0100", "new"),
        (30, 39, "B/0100", None, "gone"),
    ]


def test_an_extent_that_touches_a_new_one_is_gone_and_no_more() -> None:
    assert [row[-1] for row in rows([owned("A/0100", 10, 19)], [owned("B/0100", 20, 29)])] == ["gone", "new"]


def test_of_the_same_extent_actions_tell_whether_its_data_are_lost() -> None:
    before = [owned("A/0100", 1, 9), owned("B/0100", 10, 19)]
    after = [owned("C/0100", 1, 9), owned("B/0100", 10, 19)]
    assert [row[-1] for row in rows(before, after, ("V", 1, 9), ("V", 10, 19), ("W", 10, 19))] == ["overwritten"] * 2
    assert [row[-1] for row in rows(before, after, ("V", 10, 18), ("W", 1, 9))] == ["moved", "kept"]


def test_two_owners_of_one_extent_are_two() -> None:
    both = [owned("A/0100", 1, 9), owned("B/0100", 1, 9)]
    assert [row[2:] for row in rows(both, both[:1])] == [
        ("A/0100", "A/0100", "kept"),
        ("B/0100", None, "gone"),
    ]


def test_data_are_lost_where_actions_overwrite_or_erase() -> None:
    place = Extent("LX0001", 1, 9, "cylinder")
    some = [
        action(Kind.REMOVE_DISK, "A/0100", "", data=data, old_extent=place._replace(last=number))
        for number, data in enumerate(Data)
    ]
    assert lost_places(some) == {
        ("LX0001", 1, number) for number, data in enumerate(Data) if data in (Data.ERASED, Data.OVERWRITTEN)
    }
    assert lost_places([action(Kind.ADD_DISK, "A/0100", "", data=Data.OVERWRITTEN)]) == frozenset()


def test_fates_are_counted_the_worst_first() -> None:
    counted = fates(extent_rows(VOLUMES[0], lost_places(farm().actions)))
    assert list(counted) == [(Fate.OVERWRITTEN, 1), (Fate.GONE, 2), (Fate.NEW, 2), (Fate.KEPT, 2)]


extents = st.builds(
    lambda first, size, name: owned(f"{name}/0100", first, first + size),
    st.integers(0, 30), st.integers(0, 10), st.sampled_from("ABCD"),
)  # fmt: skip


@given(st.lists(extents, max_size=8), st.lists(extents, max_size=8))
def test_every_extent_of_both_sides_is_in_one_row(before: list[OwnedExtent], after: list[OwnedExtent]) -> None:
    found = extent_rows(volume("V", None, before, after), frozenset())
    assert sorted((row.first, row.last, row.before) for row in found if row.before) == sorted(one[:3] for one in before)
    assert sorted((row.first, row.last, row.after) for row in found if row.after) == sorted(one[:3] for one in after)
    new = Counter(after) - Counter(before)
    for row in found:
        if row.after is None:
            is_given_out = any(one.first <= row.last and one.last >= row.first for one in new)
            assert row.fate is (Fate.OVERWRITTEN if is_given_out else Fate.GONE)
