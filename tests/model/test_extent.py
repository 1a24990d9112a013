"""Where minidisks are: first and last, in cylinders or blocks, and the volumes they are on."""

import pytest

from dirtool.model.extent import Extent, extent_of, volumes
from tests.model.made import directory_of


def extent(statement: str, owner: str = "LINUX1") -> Extent | None:
    """The extent of one statement of a USER entry."""
    entry = directory_of(f"USER {owner} NOLOG\n {statement}\n").entries[0]
    return extent_of(entry, list(entry)[1])


@pytest.mark.parametrize(
    ("statement", "volid", "unit", "first", "last", "size"),
    [
        ("MDISK 191 3390 100 50 LX0001 MR", "LX0001", "cylinder", 100, 149, 50),
        ("MDISK 191 3390 0 1 LX0001", "LX0001", "cylinder", 0, 0, 1),
        ("M 191 3380 04711 005 lx0001", "LX0001", "cylinder", 4711, 4715, 5),
        ("MDISK 191 2314 1 202 LX0001", "LX0001", "cylinder", 1, 202, 202),
        ("MDISK 191 9336 16 800 FB0001", "FB0001", "block", 16, 815, 800),
        ("MDISK 191 FB-512 16 800 FB0001", "FB0001", "block", 16, 815, 800),
        ("MDISK 191 3370 16 800 FB0001", "FB0001", "block", 16, 815, 800),
        ("MDISK 191 3390 0 END LX0001 MR", "LX0001", "cylinder", 0, None, None),
        ("MDISK 191 3390 000 END &SYSRES MR", "&SYSRES", "cylinder", 0, None, None),
        ("MDISK 191 3390 100 0 LX0001", "LX0001", "cylinder", 100, 99, 0),
    ],
)
def test_a_minidisk_with_a_place(
    statement: str, volid: str, unit: str, first: int, last: int | None, size: int | None
) -> None:
    found = extent(statement)
    assert found is not None
    assert (found.volid, found.unit, found.first, found.last, found.size) == (volid, unit, first, last, size)
    assert found.subject == "LINUX1/0191"
    assert found.entry.name == "LINUX1"
    assert found.placed.line == 2


@pytest.mark.parametrize(
    "statement",
    [
        "MDISK 191 3390 DEVNO 1000",
        "MDISK 191 3390 T-DISK 10",
        "MDISK 191 FB-512 V-DISK 10",
        "MDISK 191 3390 AUTOV 10 LX0001",
        "MDISK 191 3390 AUTOR 10 REGION01",
        "MDISK 191 3390 AUTOG 10 LINUX",
        "MDISK 191 3390 VBLK4096 10 LX0001",
        "MDISK 191 3390 TBLK4096 10",
        "AMDISK 191 3390 100 50 LX0001",
        "MDISK 191 3390 T-DISK",
        "LINK MAINT 190 190 RR",
        "IPL CMS",
    ],
)
def test_what_has_no_place(statement: str) -> None:
    assert extent(statement) is None


def test_volumes_hold_their_extents_in_the_order_of_the_directory() -> None:
    directory = directory_of(
        "USER A NOLOG\n MDISK 191 3390 100 50 LX0002\n MDISK 192 3390 1 99 LX0001\n MDISK 193 3390 T-DISK 5\n"
        "SUBCONFIG B-1\n MDISK 191 3390 5 5 LX0002\n MDISK 192 3390 0 END &SYSRES\n"
        "PROFILE C\n MDISK 191 3380 5 5 LX0001\n",
        "USER D NOLOG\n MDISK 191 3390 500 1 LX0001\n",
    )
    found = volumes(directory)
    assert list(found) == ["LX0002", "LX0001", "&SYSRES"]
    assert [one.subject for one in found["LX0002"].extents] == ["A/0191", "B-1/0191"]
    assert [one.subject for one in found["LX0001"].extents] == ["A/0192", "C/0191", "D/0191"]
    assert (found["LX0001"].volid, found["LX0001"].devtypes) == ("LX0001", {"3390": 2, "3380": 1})
    assert found["LX0002"].devtypes == {"3390": 2}


def test_a_directory_without_minidisks_has_no_volumes() -> None:
    assert volumes(directory_of("USER A NOLOG\n")) == {}
