"""Pairs of extents that share something: all of them, but for a limit; against looking at each pair."""

from collections import Counter
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from dirtool.model.overlap import Place, Sweep, repeated

AT_MOST = 3


@st.composite
def places(draw: st.DrawFn) -> list[Place]:
    """Some extents on few cylinders, of two sides and of all; the first one may have slices."""
    found: list[Place] = []
    for number in range(draw(st.integers(0, 12))):
        first = draw(st.integers(0, 12))
        last = first + draw(st.integers(0, 8))
        side = draw(st.sampled_from(("", "", "ONE", "TWO")))
        pack = found[0] if found else None
        is_slice = pack is not None and pack.side == side and pack.first <= first and last <= pack.last
        is_slice = is_slice and (first, last) != (pack.first, pack.last) and draw(st.booleans())  # type: ignore[union-attr]
        found.append(Place(first, last, number, side, 0 if is_slice else None, draw(st.sampled_from("ABC"))))
    return found


def meet(one: Place, other: Place) -> bool:
    return "" in (one.side, other.side) or one.side == other.side


def is_pair(one: Place, other: Place) -> bool:
    shared = max(one.first, other.first) <= min(one.last, other.last)
    equal = (one.first, one.last) == (other.first, other.last)
    return meet(one, other) and shared and not equal and one.number != other.pack and other.number != one.pack


def pairs_of(some: list[Place]) -> set[tuple[int, int]]:
    return {(one.number, other.number) for one, other in combinations(some, 2) if is_pair(one, other)}


@given(places())
def test_every_pair_is_found_once(some: list[Place]) -> None:
    found = Sweep(some, 100)
    assert sorted(found.pairs) == sorted(pairs_of(some))
    assert found.untold == {}


@given(places())
def test_of_each_extent_so_many_pairs_are_told_and_the_others_counted(some: list[Place]) -> None:
    found, true = Sweep(some, AT_MOST), pairs_of(some)
    told = Counter(number for pair in found.pairs for number in pair)
    all_pairs = Counter(number for pair in true for number in pair)
    assert len(set(found.pairs)) == len(found.pairs)
    assert set(found.pairs) <= true
    assert all(count <= AT_MOST for count in told.values())
    assert all(AT_MOST in (told[one], told[other]) for one, other in true - set(found.pairs))
    assert found.untold == {
        number: all_pairs[number] - AT_MOST
        for number, count in told.items()
        if count == AT_MOST and all_pairs[number] > AT_MOST
    }


@given(places(), st.randoms())
def test_the_order_in_which_they_come_changes_nothing(some: list[Place], chance: object) -> None:
    shuffled = sorted(some, key=lambda place: hash((place.number, repr(chance))))
    assert sorted(Sweep(shuffled, AT_MOST).pairs) == sorted(Sweep(some, AT_MOST).pairs)
    assert sorted(repeated(shuffled)) == sorted(repeated(some))


@given(places())
def test_each_of_equal_extents_is_paired_with_the_first_by_its_name(some: list[Place]) -> None:
    expected = []
    for place in some:
        equal = [other for other in some if other[:2] == place[:2] and meet(other, place)]
        first = min(equal, key=lambda other: (other.name, other.number))
        if first is not place:
            expected.append(tuple(sorted((first.number, place.number))))
    assert sorted(repeated(some)) == sorted(expected)


def test_many_equal_extents_are_compared_with_others_only() -> None:
    some = [Place(1 + number % 2, 10, number, name=f"{number:04}") for number in range(2000)]
    found = Sweep(some, 10)
    assert len(found.pairs) == 10_000
    assert set(found.untold.values()) == {990}
