"""Turns of phrase that messages share."""

import pytest

from dirtool.wording import LONGEST_SHOWN, expected, listed, near, plural, shown, some_of


@pytest.mark.parametrize(
    ("count", "noun", "expected"),
    [
        (0, "record", "0 records"),
        (1, "entry", "1 entry"),
        (2, "entry", "2 entries"),
        (2, "key", "2 keys"),
        (1505, "file", "1,505 files"),
        (2, "more gap", "2 more gaps"),
    ],
)
def test_counts_with_their_noun(count: int, noun: str, expected: str) -> None:
    assert plural(count, noun) == expected


def test_lists_in_prose() -> None:
    assert listed(["a"], "or") == "a"
    assert listed(["a", "b"], "or") == "a or b"
    assert listed(["a", "b", "c"], "and") == "a, b and c"


def test_of_many_words_the_first_are_listed_and_the_others_counted() -> None:
    assert some_of(["a"]) == "a"
    assert some_of("abcdef") == "a, b, c, d, e and f"
    assert some_of("abcdefg") == "a, b, c, d, e, f and 1 more"
    assert some_of("abc", 1) == "a and 2 more"


def test_clauses_that_offer_words() -> None:
    assert near(()) == ""
    assert near(("MDISK",)) == "; did you mean MDISK?"
    assert expected(()) == ""
    assert expected(("READER", "PUNCH")) == ": READER or PUNCH expected"
    assert expected(tuple("ABCDEFG")) == ": one of 7 words expected, such as A, B or C"


def test_words_are_shown_short_and_in_quotes_where_they_would_not_be_seen() -> None:
    assert shown("LX0001") == "LX0001"
    assert shown("") == "''"
    assert shown(" ") == "' '"
    assert shown("a\x1b") == "'a\\x1b'"
    assert shown("A" * (LONGEST_SHOWN + 1)) == "A" * LONGEST_SHOWN + "..."
