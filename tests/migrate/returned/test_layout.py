"""How two texts of a record differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.migrate.returned.difference import Expected
from dirtool.migrate.returned.layout import SAME, Layout, layout
from tests.model.made import PARSER


def found(one: str, other: str) -> Layout:
    parsed = PARSER.parse(one[:71])
    return layout(one, other, None if parsed is None else parsed.statement)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (" IPL CMS", " IPL CMS", set()),
        (" IPL CMS", " IPL CMS  ", {Expected.PADDING}),
        (" IPL CMS", "IPL CMS", {Expected.BLANKS}),
        (" IPL\tCMS", " IPL CMS", {Expected.BLANKS}),
        (" ipl CMS", " IPL CMS", {Expected.CASE}),
        (" CONS 9 3215", " CONS 0009 3215", {Expected.DEVICE_NUMBER}),
        (" LINK A 19e 1ab", " LINK A 019E 01AB", {Expected.DEVICE_NUMBER, Expected.CASE}),
        (f"{' IPL CMS':72}00010000", " IPL CMS", {Expected.SEQUENCE_FIELD}),
        (f"{' IPL CMS':72}00010000", f"{'IPL CMS':72}00010000", {Expected.BLANKS}),
    ],
)
def test_what_dirmaint_does_to_a_record(one: str, other: str, expected: set[Expected]) -> None:
    assert found(one, other) == Layout(frozenset(expected))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (" MACH ESA", " MACHINE ESA"),
        (" MDISK 0191 3390 1 50 V1", " MDISK 0191 3390 0001 50 V1"),  # which is no device number
        (" LINK A 191 191 RR", " LINK A 191 191"),
    ],
)
def test_other_words_are_told(one: str, other: str) -> None:
    assert found(one, other).other_words


def test_another_text_behind_column_71_is_a_remark_unless_it_numbers_records() -> None:
    assert found(f"{' IPL CMS':71} note", " IPL CMS").other_remark
    assert found(f"{' IPL CMS':71}note", f"{' IPL CMS':72}00000001").other_remark
    assert not found(f"{' IPL CMS':72}00000002", f"{' IPL CMS':72}00000001").other_remark


RECORDS = st.lists(st.sampled_from(["*", "ipl", "IPL", "cms", " ", "  ", "0190", "190", "00010000"]), max_size=6).map(
    "".join
)


@given(RECORDS, RECORDS, st.booleans())
def test_records_that_differ_are_never_the_same(one: str, other: str, is_numbered: bool) -> None:
    if is_numbered:
        one = f"{one:72}00020000"
    assert (found(one, other) == SAME) == (one == other)
