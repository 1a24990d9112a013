"""Patterns of names."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.compare.desired.patterns import MOST_NAMES, is_pattern, names_of

ALLOWED = "{FIRST..LAST} in it, two numbers of which the first is not the higher one, such as APP{02..40}"


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("APP{02..05}", ["APP02", "APP03", "APP04", "APP05"]),
        ("APP{9..11}", ["APP9", "APP10", "APP11"]),
        ("APP{08..10}X", ["APP08X", "APP09X", "APP10X"]),
        ("A{8..010}", ["A008", "A009", "A010"]),
        ("A{0..1}", ["A0", "A1"]),
        ("A{7..7}", ["A7"]),
        ("W{1..2}{1..3}", ["W11", "W12", "W13", "W21", "W22", "W23"]),
        ("{1..2}A{01..02}", ["1A01", "1A02", "2A01", "2A02"]),
        ("WEB01", ["WEB01"]),
    ],
)
def test_a_pattern_stands_for_its_names_in_order(pattern: str, names: list[str]) -> None:
    assert names_of(pattern) == names
    assert is_pattern(pattern) is (pattern != "WEB01")


@pytest.mark.parametrize(
    ("pattern", "allowed"),
    [
        ("APP{2..1}", ALLOWED),
        ("APP{a..c}", ALLOWED),
        ("APP{1,2}", ALLOWED),
        ("APP{1..2", ALLOWED),
        ("APP1..2}", ALLOWED),
        ("APP{{1..2}}", ALLOWED),
        ("A{1..123456789}", ALLOWED),
        ("X{1..99999999}", "a pattern of at most 10,000 names; this one stands for 99,999,999"),
        ("X{1..99}{1..99}{1..99}", "a pattern of at most 10,000 names; this one stands for 970,299"),
        ("X{1..9999}{1..2}", "a pattern of at most 10,000 names; this one stands for 19,998"),
        ("APPLE{1..1000}", "names of at most 8 characters; this one makes some of 9"),
        ("A{00000001..00000002}", "names of at most 8 characters; this one makes some of 9"),
    ],
)
def test_another_pattern_is_refused_with_what_is_allowed(pattern: str, allowed: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(allowed)}$"):
        names_of(pattern)


def test_the_largest_pattern_is_expanded() -> None:
    assert len(names_of("X{0001..10000}")) == MOST_NAMES == 10_000
    assert names_of("X{0001..10000}")[-1] == "X10000"


def test_a_pattern_of_many_braces_is_refused_before_it_is_expanded() -> None:
    with pytest.raises(ValueError, match="at most 10,000 names"):
        names_of("{1..2}" * 5000)


@given(st.integers(0, 500), st.integers(0, 300), st.integers(0, 5))
def test_a_padded_range_has_as_many_names_of_one_length_as_numbers(first: int, more: int, width: int) -> None:
    low, high = str(first).zfill(width), str(first + more)
    names = names_of(f"A{{{low}..{high}}}")
    assert [int(name[1:]) for name in names] == list(range(first, first + more + 1))
    if low.startswith("0") and len(low) > 1:
        assert {len(name) for name in names} == {1 + max(len(low), len(high))}
    assert len(set(names)) == len(names)
