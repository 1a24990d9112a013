import pytest

from tests.plan.surface import CLEANED, FORMATTED, Extent, Fate, Outcome, Surface, outcomes

A = ("LX0001", 1, 10)
B = ("LX0001", 11, 20)
BEFORE = {"A/0100": A, "B/0100": B}


def fate_of_a(after: dict[str, Extent], surface: Surface | None = None) -> tuple[Fate, tuple[str, ...]]:
    found: Outcome = outcomes(BEFORE, after, surface or Surface(BEFORE))["A/0100"]
    return found.fate, found.holders


@pytest.mark.parametrize(
    ("after", "fate", "holders"),
    [
        ({"A/0100": A}, Fate.KEPT, ("A/0100",)),
        ({"C/0200": A}, Fate.KEPT, ("C/0200",)),
        ({"A/0100": ("LX0001", 1, 15)}, Fate.KEPT, ("A/0100",)),
        ({"A/0100": ("LX0001", 1, 7)}, Fate.CUT, ("A/0100",)),
        ({"A/0100": ("LX0001", 2, 10)}, Fate.OVERWRITTEN, ("A/0100",)),
        ({"C/0100": ("LX0001", 8, 12)}, Fate.OVERWRITTEN, ("C/0100",)),
        ({"A/0100": ("LX0002", 1, 10)}, Fate.ORPHANED, ()),
        ({}, Fate.ORPHANED, ()),
    ],
)
def test_a_directory_tells_what_became_of_data_that_nobody_wrote(
    after: dict[str, Extent], fate: Fate, holders: tuple[str, ...]
) -> None:
    assert fate_of_a(after) == (fate, holders)


def test_cleaned_data_are_erased_and_formatted_ones_are_overwritten() -> None:
    for what, fate in ((CLEANED, Fate.ERASED), (FORMATTED, Fate.OVERWRITTEN)):
        surface = Surface(BEFORE)
        surface.wipe(A, what)
        assert fate_of_a({}, surface) == (fate, ())


def test_a_copy_keeps_the_data_though_the_first_place_is_cleaned() -> None:
    surface = Surface(BEFORE)
    surface.copy(A, ("LX0002", 101, 115))
    surface.wipe(A, CLEANED)
    assert fate_of_a({"A/0100": ("LX0002", 101, 115)}, surface) == (Fate.COPIED, ("A/0100",))
    assert surface.read(("LX0002", 105, 112)) == [(105, 110, "A/0100", 4), (111, 112, FORMATTED, 10)]


def test_a_copy_that_is_too_short_cuts_the_data() -> None:
    surface = Surface(BEFORE)
    surface.copy(A, ("LX0002", 101, 105))
    assert fate_of_a({"A/0100": ("LX0002", 101, 105)}, surface) == (Fate.CUT, ("A/0100",))


def test_a_copy_over_data_overwrites_them() -> None:
    surface = Surface(BEFORE)
    surface.copy(B, A)
    assert fate_of_a(BEFORE, surface) == (Fate.OVERWRITTEN, ("A/0100",))


def test_two_pieces_in_order_are_read_as_one() -> None:
    surface = Surface(BEFORE)
    surface.copy(("LX0001", 1, 4), ("LX0003", 1, 4))
    surface.copy(("LX0001", 5, 10), ("LX0003", 5, 10))
    assert fate_of_a({"C/0100": ("LX0003", 1, 10)}, surface) == (Fate.COPIED, ("C/0100",))
