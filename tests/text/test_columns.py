"""Where the statement ends, where the sequence field stands, and where each word is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.text.columns import CODE_END, RECORD_LENGTH, SEQUENCE_START, code, is_sequence, sequence, words

NUMBERED = " MDISK 0191 3390 1 50 VM01RS MR".ljust(72) + "00170000"


def test_the_columns() -> None:
    assert (CODE_END, SEQUENCE_START, RECORD_LENGTH) == (71, 73, 80)


def test_code_is_columns_1_to_71() -> None:
    assert code(NUMBERED) == " MDISK 0191 3390 1 50 VM01RS MR".ljust(71)
    assert code("x" * 71 + "y") == "x" * 71
    assert code("") == ""


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (NUMBERED, "00170000"),
        (NUMBERED + "behind", "00170000"),
        ("".ljust(72) + "AB12    ", "AB12"),
        ("".ljust(72) + "  12", "  12"),
        ("".ljust(71) + "x", ""),
        ("".ljust(80), ""),
        ("", ""),
    ],
)
def test_sequence_is_columns_73_to_80_without_trailing_blanks(text: str, field: str) -> None:
    assert sequence(text) == field


@pytest.mark.parametrize(
    "field",
    ["00170000", "LNX00010", "A1B2C3D4", "ABCDEFG1", "01/15/20", "12:30:11", "20-01-15", "01.15.20", "     100"],
)
def test_numbers_labels_and_stamps_are_sequence_fields(field: str) -> None:
    assert is_sequence(field)


@pytest.mark.parametrize(
    "field",
    [
        "",
        "0017000",
        "001700000",
        "0017 000",
        "lnx00010",
        "PASSWORD",
        "0017000\n",
        "01/15:20",
        "1/15/20 ",
        " MR 1234",
        "\u0660017000\u0660",
    ],
)
def test_anything_else_is_none(field: str) -> None:
    assert not is_sequence(field)


def test_words_have_their_columns_with_the_end_exclusive() -> None:
    assert list(words(" MDISK  191 3390")) == [("MDISK", 2, 7), ("191", 9, 12), ("3390", 13, 17)]


def test_words_end_with_column_71() -> None:
    assert list(words("A".ljust(72) + "00170000")) == [("A", 1, 2)]
    assert list(words(" " * 69 + "ABCD EF")) == [("AB", 70, 72)]


def test_words_can_start_at_any_column() -> None:
    assert list(words("USER LINUX01 NOLOG", 6)) == [("LINUX01", 6, 13), ("NOLOG", 14, 19)]
    assert list(words("USER", 9)) == []


@given(st.text(max_size=100))
def test_words_are_those_of_split_and_stand_where_they_say(text: str) -> None:
    found = list(words(text))
    assert [word for word, _, _ in found] == code(text).split()
    assert all(text[column - 1 : end - 1] == word for word, column, end in found)
