"""Where the statement ends, where the sequence field stands, and where each word is."""

import pytest

from dirtool.text.columns import (
    CODE_END,
    RECORD_LENGTH,
    SEQUENCE_START,
    code,
    is_cut,
    is_foreign,
    is_sequence,
    sequence,
    without_sequence,
    word_end,
)

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


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("x" * 71, False),
        ("x" * 72, True),
        ("x" * 71 + " x", False),
        ("x" * 70 + " x", False),
        (" " * 70 + "xy", True),
        ("", False),
    ],
)
def test_a_word_that_crosses_column_71_is_cut(text: str, cut: bool) -> None:
    assert is_cut(text) is cut


@pytest.mark.parametrize(
    ("character", "foreign"),
    [("A", False), ("\t", False), ("é", False), ("\x07", True), ("\u2019", True), ("日", True)],
)
def test_some_characters_do_not_belong_in_a_statement(character: str, foreign: bool) -> None:
    assert is_foreign(character) is foreign


def test_a_word_ends_at_the_next_blank() -> None:
    assert [word_end(" AB  C", at) for at in (1, 2, 3, 5)] == [3, 3, 3, 6]


@pytest.mark.parametrize(
    ("text", "without"),
    [
        (NUMBERED, NUMBERED[:72]),
        (NUMBERED + "  ", NUMBERED[:72]),
        (NUMBERED + "x", NUMBERED + "x"),
        ("x" * 72 + "00170000", "x" * 72 + "00170000"),
        ("x".ljust(72) + "LABEL017", "x".ljust(72)),
        ("x".ljust(72) + "ISAWORDS", "x".ljust(72) + "ISAWORDS"),
        ("x", "x"),
        ("", ""),
    ],
)
def test_a_record_without_its_sequence_field(text: str, without: str) -> None:
    assert without_sequence(text) == without
