import pytest

from dirtool.space.volumes.unreadable import unreadable_disks
from tests.model.made import directory_of


@pytest.mark.parametrize(
    ("statement", "is_lost"),
    [
        ("MDISK 0191 3390 1 100 LX0001 MR", False),
        ("MDISK 0191 3390 101 1O0 LX0001 MR", True),
        ("MDISK 0191 3390 1O1 100 LX0001 MR", True),
        ("MDISK 0191 3390 101 LX0001", True),
        ("MDISK 0191 3390 101 100", True),
        ("MDSK 0191 3390 101 100 LX0001", True),
        ("MDISK 0191 3390 -5 100 LX0001 MR", True),
        ("MDISK 0191 3390 101 100 LX0001 XX", False),
        ("MDISK 0191 3390 T-DISK X MR", True),
        ("MDISK 0191 3390 DEVNO 1234 MR", False),
        ("MDISK 0191 3390 AUTOG 100 LINUX MR", False),
        ("LINK MAINT 190 190 XX", False),
    ],
)
def test_a_minidisk_is_lost_if_its_place_cannot_be_read(statement: str, is_lost: bool) -> None:
    directory = directory_of(f"USER LINUX1 LBYONLY\n {statement}\n")
    assert [placed.line for placed in unreadable_disks(directory)] == [2] * is_lost
