"""Every case file shows what its marks announce, and nothing else."""

from pathlib import Path

import pytest

from tests.lint.case_files import FILES, FOLDER, Expected, expected, found_in


@pytest.mark.parametrize("file", FILES, ids=[str(file.relative_to(FOLDER)) for file in FILES])
def test_a_case_shows_what_it_announces(file: Path) -> None:
    text = file.read_text(encoding="latin-1")
    assert found_in(text) == expected(text)


def test_marks_are_read() -> None:
    text = (
        "*? fragment=yes\nUSER A NOLOG\n*! SYN002 5-5 IPL lacks an operand: one\n*!   of two\n*! VAL001 2-4 x\n IPL\n"
    )
    assert expected(text) == [
        Expected("VAL001", 6, 2, 4, "x"),
        Expected("SYN002", 6, 5, 5, "IPL lacks an operand: one of two"),
    ]
