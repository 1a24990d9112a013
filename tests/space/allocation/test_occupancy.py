"""Who has what of a volume."""

from dirtool.model.extent import Gap
from dirtool.space.allocation.occupancy import Occupancy
from tests.report.mapped import disk


def occupancy() -> Occupancy:
    """A volume of 100 cylinders with minidisks at 10-19, and within 40-59."""
    extents = [disk("A/0191", 10, 19), disk("B/0191", 40, 59), disk("C/0191", 45, 49)]
    return Occupancy([Gap(0, 9), Gap(20, 39), Gap(60, 99)], extents)


def test_what_is_taken_comes_out_of_its_gap() -> None:
    volume = occupancy()
    assert volume.take(25, 29, "N/0191") == Gap(20, 39)
    assert volume.take(30, 39, "N/0192") == Gap(30, 39)
    assert volume.take(20, 24, "N/0193") == Gap(20, 24)


def test_nothing_is_taken_where_not_all_is_free() -> None:
    volume = occupancy()
    assert [volume.take(*place, "N/0191") for place in ((5, 10), (15, 16), (15, 20), (95, 100))] == [None] * 4
    assert volume.take(0, 9, "N/0191") == Gap(0, 9)


def test_the_first_place_that_is_not_free_has_an_owner() -> None:
    volume = occupancy()
    volume.take(20, 24, "N/0191")
    assert volume.owner_in(5, 30) == "A/0191 has 10-19"
    assert volume.owner_in(19, 30) == "A/0191 has 10-19"
    assert volume.owner_in(22, 30) == "N/0191 gets 20-24"
    assert volume.owner_in(47, 47) == "B/0191 has 40-59"


def test_nobody_owns_what_is_free_or_behind_the_end() -> None:
    volume = occupancy()
    assert volume.owner_in(25, 39) == ""
    assert volume.owner_in(95, 105) == ""


def test_a_minidisk_up_to_an_unknown_end_has_all_behind_it() -> None:
    volume = Occupancy([Gap(0, 9)], [disk("A/0191", 10, None)])
    assert volume.owner_in(5, 500) == "A/0191 has 10-END"
