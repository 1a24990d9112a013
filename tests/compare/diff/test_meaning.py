"""Operands in the form that can be compared."""

import pytest

from dirtool.compare.diff.meaning import in_ranges, meaning_of
from tests.model.made import directory_of


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("STORAGE 2048M", {"size": "2G"}),
        ("STORAGE 2049M", {"size": "2049M"}),
        ("CLASS GBG", {"class": "BG"}),
        ("SPOOL C 2540 READER *", {"vdev": "000C", "devtype": "2540", "direction": "READER"}),
        ("SPOOL D 2540 PUNCH A", {"vdev": "000D", "devtype": "2540", "direction": "PUNCH"}),
        ("NICDEF 600 VLAN 5 4-4 7", {"vdev": "0600", "vlan": ("4-5", "7")}),
        ("SPECIAL 700 QDIO 03 SYSTEM V", {"vdev": "0700", "devtype": "QDIO", "tail": ("3", "SYSTEM", "V")}),
    ],
)
def test_all_spellings_have_one_form_and_defaults_none(statement: str, expected: dict[str, object]) -> None:
    _, placed = directory_of(f"USER A PW\n {statement}").entries[0]
    assert meaning_of(placed) == expected


def test_numbers_and_ranges_are_joined_where_they_touch() -> None:
    assert in_ranges(["7-9", "1", "003", "2", "x"]) == ("1-3", "7-9", "x")
    assert in_ranges(["02FF", "0300-0302"], 16) == ("02FF-0302",)
