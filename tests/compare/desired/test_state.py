"""The kinds of entry."""

import pytest

from dirtool.compare.desired.state import holders_of


@pytest.mark.parametrize(
    ("statement", "kinds"),
    [
        ("USER", ("user", "identity")),
        ("MDISK", ("user", "identity", "subconfig")),
        ("OPTION", ("user", "identity", "subconfig", "profile")),  # not certain of a SUBCONFIG
        ("BUILD", ("identity",)),
        ("VMRELOCATE", ("user", "profile")),
        ("DIRECTORY", ()),
        ("GLOBALOPTS", ()),
        ("AMDISK", ()),
    ],
)
def test_the_kinds_of_entry_that_may_hold_a_statement(statement: str, kinds: tuple[str, ...]) -> None:
    assert holders_of(statement) == kinds
