"""Lines of CSV: read back as they were, and inert."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.report.csv_lines import csv_lines
from dirtool.report.style import printable
from tests.report.strange import texts


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_a_formula_gets_an_apostrophe(text: str) -> None:
    assert list(csv_lines([["A", text]])) == [f"A,'{text}"]


def test_numbers_stay_numbers_and_nothing_is_empty() -> None:
    assert list(csv_lines([[-1, 0.25, None, ""]])) == ["-1,0.25,,"]


def test_commas_and_quotes_are_quoted() -> None:
    assert list(csv_lines([["a,b", 'c"d']])) == ['"a,b","c""d"']


@given(st.lists(texts, min_size=1, max_size=4))
def test_any_text_is_one_line_and_is_read_back(cells: list[str]) -> None:
    [line] = csv_lines([cells])
    assert line.isprintable()
    [row] = csv.reader([line])
    assert [cell.removeprefix("'") for cell in row] == [printable(cell).removeprefix("'") for cell in cells]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)
