"""Colour, and how text is made harmless."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.report.style import Style, filled, harmless, markup, printable


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("USER A", "USER A"),
        ("Größe ¢ €", "Größe ¢ €"),
        ("\x1b[2J", "\\x1b[2J"),
        ("a\tb\nc\rd\x00", "a\\x09b\\x0ac\\x0dd\\x00"),
        ("\x7f\x85\x9b", "\\x7f\\x85\\x9b"),
        ("\u202e\u2066\u200f\ufeff\u2028", "\\u202e\\u2066\\u200f\\ufeff\\u2028"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
    ],
)
def test_what_a_terminal_would_obey_is_spelt_out(text: str, expected: str) -> None:
    assert harmless(text) == expected


@given(st.text(st.characters(exclude_categories=[])))
def test_harmless_text_is_printable_and_stays_as_it_is(text: str) -> None:
    assert harmless(text).isprintable()
    assert harmless(harmless(text)) == harmless(text)


@given(st.text(st.characters(exclude_categories=[])))
def test_printable_text_spells_out_what_cannot_be_printed_and_nothing_else(text: str) -> None:
    spelt = printable(text)
    assert spelt.isprintable()
    assert spelt == "".join(one if one.isprintable() else harmless(one) for one in text)


def test_wide_characters_are_printable() -> None:
    assert printable("目\x1b") == "目\\x1b"
    assert harmless("目\x1b") == "\\u76ee\\x1b"


def test_markup_is_ascii_without_tags_and_ends_of_attributes() -> None:
    assert markup("<b a=\"'&Ö\x1b") == "&lt;b a=&quot;&#x27;&amp;&#214;\\x1b"


def test_without_colour_text_stays_as_it_is() -> None:
    assert Style().paint("error", "error") == "error"
    assert Style(colour=True).paint("error", "error") == "\x1b[1;31merror\x1b[0m"
    assert Style(colour=True).paint("error", "") == ""


def test_pieces_are_filled_into_lines() -> None:
    assert filled(["one", "two", "three", "a longer one", "x"], 10) == ["one  two", "three", "a longer one", "x"]
    assert filled(["one", "two", "three"], 9, ", ") == ["one, two", "three"]
    assert filled([], 10) == [""]
