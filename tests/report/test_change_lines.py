"""The lines of a change."""

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from dirtool.report.change_lines import head, labelled, wrapped
from dirtool.report.style import Style, harmless


def lines(subject: str, what: str, data: str = "") -> list[str]:
    return list(head("+", subject, what, Style(), data))


def test_what_becomes_of_data_stands_at_the_right() -> None:
    assert lines("A/0100", "50 cyl", "data kept") == [f"+  A/0100  50 cyl{'data kept':>63}"]


def test_it_has_a_line_of_its_own_where_there_is_no_room() -> None:
    what = "x" * 60
    assert lines("A/0100", what, "data kept") == [f"+  A/0100  {what}", f"{'data kept':>80}"]
    assert lines("A/0100", what, "data " + "kept " * 20) == [
        f"+  A/0100  {what}",
        f"    data {'kept ' * 13}kept",
        "      kept kept kept kept kept kept",
    ]


def test_a_text_goes_on_below_itself_and_not_below_its_label() -> None:
    assert list(labelled("open", "error", "one two\x1bthree", Style(width=15), margin="  ", width=6)) == [
        "  open  one",
        "          two\\x1bthree",
    ]
    assert list(labelled("", "", "", Style(), margin="  ", width=6)) == [""]


def test_what_is_long_goes_on_below() -> None:
    assert lines("A", "word " * 20, "data kept") == [
        f"+  A  {'word ' * 14}word",
        f"      word word word word word{'data kept':>50}",
    ]


def test_a_subject_stays_whole_and_what_has_no_room_beside_it_stands_below() -> None:
    assert lines("A" * 90, "50 cyl") == [f"+  {'A' * 90}", "      50 cyl"]
    assert lines("A B", "x" * 79) == ["+  A B", f"      {'x' * 79}"]
    assert lines("A", "") == ["+  A"]


@given(st.text(max_size=100), st.text(max_size=200), st.text(max_size=100))
def test_every_character_is_there_once(subject: str, what: str, data: str) -> None:
    told = "".join("".join(lines(subject, what, data)).split())
    assert told == "+" + "".join(harmless(f"{subject} {what} {data}").split())


@given(st.text(alphabet="ab- \t\n\xa0\x00é", max_size=14), st.integers(6, 14), st.sampled_from(["", "  ", "- "]))
def test_what_fits_into_a_line_is_the_line_that_textwrap_makes_of_it(text: str, width: int, first: str) -> None:
    by_textwrap = textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=" ", break_long_words=False, break_on_hyphens=False
    )
    assert wrapped(text, width, first, " ") == by_textwrap
