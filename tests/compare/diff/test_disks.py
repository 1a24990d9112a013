"""What becomes of data, and which extents meet."""

from hypothesis import given
from hypothesis import strategies as st

from dirtool.compare.diff.disks import Data, Effect, Fate, Span, Spans, begin_alike, part_left


def span(first: int, last: int, subject: str = "A/0191", volid: str = "VOL001") -> Span:
    return Span(volid, "", first, last, subject, "cylinder")


spans = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 9)).map(lambda at: span(at[0], at[0] + at[1])), max_size=12
)


@given(spans, st.integers(0, 60), st.integers(0, 30))
def test_an_extent_that_touches_is_found_if_there_is_one(some: list[Span], first: int, more: int) -> None:
    wanted = span(first, first + more)
    touching = [one for one in some if one.first <= wanted.last and one.last >= wanted.first]
    found = Spans(some).touching(wanted)
    assert (found is None) == (not touching)
    assert found is None or found in touching


def test_extents_of_other_volumes_and_empty_ones_touch_nothing() -> None:
    assert Spans([span(1, 9, volid="VOL002"), span(5, 4)]).touching(span(1, 9)) is None
    assert Spans([span(1, 9)]).touching(span(5, 4)) is None


def test_what_was_given_up_and_taken_is_told_by_its_owner() -> None:
    fate = Fate([span(100, 149, "A/0191")], [span(120, 159, "B/0191")], {}, {})
    assert fate.of_removed(span(100, 149)) == Effect(Data.OVERWRITTEN, "overwritten: B/0191 has 120-149")
    assert fate.of_added(span(120, 159)) == Effect(Data.STALE, "stale: last owner A/0191")
    assert fate.of_removed(span(1, 9)) == Effect(Data.ORPHANED, "orphaned")
    assert fate.of_added(span(1, 9)) == Effect(Data.NONE, "none there before")
    assert fate.of_elsewhere(span(100, 149), span(1, 9)).data is Data.OVERWRITTEN


def test_the_part_that_is_left_is_behind_the_new_end_or_all_of_it() -> None:
    assert part_left(span(100, 149), span(100, 119)) == span(120, 149)
    assert part_left(span(100, 149), span(100, 159)) is None
    assert part_left(span(100, 149), span(200, 249)) == span(100, 149)
    assert begin_alike(span(100, 149), span(100, 9999))


def test_a_span_tells_its_size_and_its_end() -> None:
    assert (span(1, 50).size, span(7, 7).size, span(1, 50).shown) == ("50 cylinders", "1 cylinder", "1-50")
