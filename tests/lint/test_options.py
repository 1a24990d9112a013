"""What a site allows its users."""

import pytest

from dirtool.lint.options import allowed

TABLE = {"MAINT": frozenset({"LNKNOPAS"}), "OP*": frozenset({"DIAG88"}), "*": frozenset({"DEVINFO"})}


@pytest.mark.parametrize(
    ("userid", "words"),
    [
        ("MAINT", {"LNKNOPAS", "DEVINFO"}),
        ("MAINT2", {"DEVINFO"}),
        ("OP1", {"DIAG88", "DEVINFO"}),
        ("op1", {"DEVINFO"}),
    ],
)
def test_every_pattern_that_fits_allows_something(userid: str, words: set[str]) -> None:
    assert allowed(TABLE, userid) == words


def test_without_a_pattern_nothing_is_allowed() -> None:
    assert allowed({}, "MAINT") == frozenset()
