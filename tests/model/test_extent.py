"""Where minidisks are: first and last, in cylinders or blocks, and the volumes they are on."""

import pytest

from dirtool.model.extent import Extent, Volume, extent_of, side_of, volumes
from tests.model.made import directory_of, entry_of


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


def volume(*places: str, size: int | None = None) -> Volume:
    """A volume with one minidisk of USER A for each place: 0100, 0101, ..."""
    disks = "".join(f" MDISK {0x100 + at:X} 3390 {place} LX0001\n" for at, place in enumerate(places))
    return volumes(directory_of(f"USER A NOLOG\n{disks}"), {"LX0001": size} if size else None)["LX0001"]


@pytest.mark.parametrize(
    ("places", "shared"),
    [
        (("100 50", "150 50"), False),
        (("150 50", "100 50"), False),
        (("100 50", "149 50"), True),
        (("149 50", "100 50"), True),
        (("1 999", "100 0"), False),
        (("0 END", "5 5"), True),
        (("5 END", "0 5"), False),
        (("1 100", "200 5", "50 5"), True),
        (("1 1",), False),
    ],
)
def test_a_volume_is_shared_if_any_two_minidisks_meet(places: tuple[str, ...], shared: bool) -> None:
    assert volume(*places).is_shared is shared


@pytest.mark.parametrize(
    ("places", "size", "full"),
    [
        (("0 END",), None, [0]),
        (("0 3339",), None, [0]),
        (("0 3338",), None, []),
        (("0 5000",), None, []),
        (("0 5000",), 5000, [0]),
        (("0 65521",), None, [0]),
        (("0 1182006", "82 END"), None, [0]),
        (("0 1182007",), None, []),
        (("0 65521",), 70000, []),
        (("0 5000", "1 4999"), None, [0]),
        (("0 5000", "1 4999"), 10017, []),
        (("0 3339", "1 3338"), 10017, [0]),
        (("0 5000", "1 5000"), None, []),
        (("0 5000", "0 5000"), None, [0, 1]),
        (("0 5000", "0 4000"), None, [0]),
        (("0 1", "0 1"), None, []),
        (("0 1", "1 0"), None, []),
        (("0 50", "20 0"), None, []),
        (("1 END", "5 5"), None, []),
        (("0 0", "5 5"), None, []),
        (("1 3339",), None, []),
    ],
)
def test_full_packs(places: tuple[str, ...], size: int | None, full: list[int]) -> None:
    found = volume(*places, size=size)
    assert [at for at, one in enumerate(found.extents) if found.is_full_pack(one)] == full


def test_extents_that_touch_a_part_of_the_volume() -> None:
    found = volume("100 50", "1 99", "150 END", "120 0")
    assert [one.subject for one in found.touching(99, 100)] == ["A/0100", "A/0101"]
    assert [one.subject for one in found.touching(149, 149)] == ["A/0100"]
    assert [one.subject for one in found.touching(70000, 70001)] == ["A/0102"]
    assert found.touching(0, 0) == []
    assert volume("1 99").touching(100, 200) == []
    assert volume("1 0").touching(0, 200) == []


def test_extents_that_do_not_go_by_eights() -> None:
    found = volume("8 8", "9 7", "8 7", "8 END", "9 END")
    assert [one.subject for one in found.unaligned(8)] == ["A/0101", "A/0102", "A/0104"]


def test_overlaps_are_told_in_the_order_of_the_later_one() -> None:
    found = volume("140 20", "100 50", "148 END", "159 END").overlaps
    assert [(one.earlier.subject, one.later.subject, one.first, one.last) for one in found] == [
        ("A/0100", "A/0101", 140, 149),
        ("A/0100", "A/0102", 148, 159),
        ("A/0101", "A/0102", 148, 149),
        ("A/0100", "A/0103", 159, 159),
        ("A/0102", "A/0103", 159, None),
    ]


def test_a_volume_that_nobody_shares_has_no_overlaps() -> None:
    found = volume("100 50", "150 50")
    assert (found.overlaps, found.identical) == ([], [])


def test_equal_places_are_no_overlap_but_identical() -> None:
    found = volume("100 50", "1 1", "100 50")
    assert found.overlaps == []
    assert [(one.subject, other.subject) for one, other in found.identical] == [("A/0100", "A/0102")]


def test_the_side_that_an_entry_is_on() -> None:
    directory = directory_of(
        "USER U NOLOG\nIDENTITY I NOLOG\n BUILD ON ONE USING SUBCONFIG I-1\n BUILD ON * USING SUBCONFIG I-2\n"
        "SUBCONFIG I-1\nSUBCONFIG I-2\nSUBCONFIG I-3\nPROFILE P\n"
    )
    sides = {name: side_of(directory, entry_of(directory, name)) for name in ("U", "I", "I-1", "I-2", "I-3", "P")}
    assert sides == {"U": "", "I": "", "I-1": "ONE", "I-2": "", "I-3": "/I-3", "P": ""}


def test_numbers_go_on_from_file_to_file() -> None:
    one, two = ("USER A NOLOG\n MDISK 191 3390 100 50 LX0001\n", "USER B NOLOG\n MDISK 191 3390 149 50 LX0001\n")
    [found] = volumes(directory_of(two, one))["LX0001"].overlaps
    assert (found.earlier.subject, found.later.subject) == ("B/0191", "A/0191")
