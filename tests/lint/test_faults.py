"""Which statements have errors by themselves."""

import pytest

from dirtool.lint.faults import errors_of
from tests.model.made import source_of


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (" IPL CMS", []),
        (" IPL", ["SYN002"]),
        (" XYZZY", ["SYN001"]),
        (" LINK B 19G 19H RX", ["VAL002", "VAL002", "VAL012"]),
        (" LINK B 190 190 RR * remark", []),  # an information
        (" OPTION NEWTHING", []),  # a warning
        (" INCLUDE A B", []),  # a warning
    ],
)
def test_errors_of_a_statement(statement: str, expected: list[str]) -> None:
    source = source_of(f"USER A NOLOG\n{statement}\n")
    assert [rule.code for rule in errors_of(source, 1)] == expected
    assert list(errors_of(source, 0)) == []
