"""AUTHFOR CONTROL: rows, comments, and records that are neither."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.syntax.authfor_control import AuthforControl, AuthforRow, is_authfor_control
from tests.model.made import records_of


def test_a_row_tells_who_may_use_which_commands_for_whom() -> None:
    found = AuthforControl(
        records_of("* target originator\n/ remark\n  all  zhcp * 140a adghops  \n\nLINUX1 X Y 150A GH more")
    )
    assert found.rows == [
        AuthforRow("ALL", "ZHCP", "*", "140A", "ADGHOPS", 3, 3, 27),
        AuthforRow("LINUX1", "X", "Y", "150A", "GH", 5, 1, 24),
    ]
    assert found.faults == []


@pytest.mark.parametrize(
    "record", ["ALL ZHCP * 140A", "ALL ZHCP 140A ADGHOPS", "ALL ZHCP * 140 ADGHOPS", "ALL ZHCP * A140 G"]
)
def test_a_record_without_level_and_sets_is_a_fault(record: str) -> None:
    found = AuthforControl(records_of(f"ALL MAINT * 140A ADGHMOPS\n{record}"))
    assert (len(found.rows), found.faults) == (1, [2])


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("* x\nALL MAINT * 140A A\nALL MAINT * 150A A\nhello", True),
        ("ALL MAINT * 140A A\nhello", False),
        ("", False),
        ("* ALL MAINT * 140A A", False),
    ],
)
def test_most_records_of_the_file_are_rows(text: str, is_one: bool) -> None:
    assert is_authfor_control(records_of(text)) is is_one


@given(st.text(alphabet="AZ 140A*/\n\té\0", max_size=80))
def test_any_text_is_read(text: str) -> None:
    found = AuthforControl(records_of(text))
    assert all(row.column < row.end_column for row in found.rows)
