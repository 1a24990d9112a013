"""EXTENT CONTROL as DirMaint uses it: groups, exclusions, sizes, CMS blocks."""

from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.errors import InputError
from dirtool.model.extent_control import Group, matches, read_extent_control
from dirtool.text.codepage import encode
from tests.model.made import control_of

MADE = control_of("""\
:GROUPS.
LINUX (ALLOCATE ROTATING)
LINUX LX0002 LX0001
WORK LX0003 LX0001
LINUX LX0003 (ALLOCATE LINEAR)
LINUX LX0009
:END.
:REGIONS.
LX0002 VOL2 1 END 3390-09 the second
LX0001 VOL1 1 3338 3390-03
LX0001 VOL3 1 3338 3390-03
LX0003 VOL2 5 END 3390-A
LX0004 VOL4 16 END 9336-10
LX0005 VOL4 bad
:END.
:SSI_VOLUMES.
RES TIDE1 TD1RES
:END.
:DEFAULT_GROUPS.
LINUX TIDE1
:END.
:EXCLUDE.
MAINT-* 0122
MAINT-1 0123
PACKSAVE
S*S 0190
L*X
M*A*T-1 0124
:END.
:AUTOBLOCK.
3390-27 4096 200 1 CKD
3390 2048 300 2 CKD
9345 4096 150 1 CKD
9336 4096 2 16 FBA
9336 4096 1 1 FBA
:END.
:DEFAULTS.
3390-27 30051
3390-27 1
3390-A 200000
:END.
""")


def test_regions_stand_in_the_order_of_the_file_and_of_two_of_one_name_the_first_counts() -> None:
    assert list(MADE.regions) == ["LX0002", "LX0001", "LX0003", "LX0004"]
    assert MADE.regions["LX0001"].volid == "VOL1"
    assert [(later.volid, first.volid) for later, first in MADE.duplicates] == [("VOL3", "VOL1")]
    assert [region.name for region in MADE.regions_on("VOL2")] == ["LX0002", "LX0003"]
    assert MADE.regions_on("VOL9") == []


def test_a_group_has_the_regions_of_all_its_records_and_the_method_of_the_first() -> None:
    assert MADE.groups == {
        "LINUX": Group("LINUX", "ROTATING", ("LX0002", "LX0001", "LX0003", "LX0009")),
        "WORK": Group("WORK", "LINEAR", ("LX0003", "LX0001")),
    }
    assert list(MADE.groups) == ["LINUX", "WORK"]
    assert MADE.groups_of("LX0001") == ["LINUX", "WORK"]
    assert MADE.groups_of("LX0004") == []


def test_the_volumes_are_those_of_regions_and_of_members() -> None:
    assert MADE.volids == {"VOL1", "VOL2", "VOL4", "TD1RES"}


@pytest.mark.parametrize(
    ("entry", "vdev", "excluded"),
    [
        ("MAINT-1", "0122", True),
        ("MAINT-2", "0122", True),
        ("MAINT", "0122", False),
        ("MAINT-1", "0123", True),
        ("MAINT-2", "0123", False),
        ("MAINT-1", "0124", True),
        ("PACKSAVE", "0191", True),
        ("PACKSAVE2", "0191", False),
        ("SS", "0190", True),
        ("SYSS", "0190", True),
        ("SYSS", "0191", False),
        ("LX", "0191", True),
        ("LINUX", "0191", True),
        ("LINUX1", "0191", False),
    ],
)
def test_exclusions_name_entries_by_pattern_and_device_numbers(entry: str, vdev: str, excluded: bool) -> None:
    assert MADE.excludes(entry, vdev) is excluded
    assert MADE.excludes(entry, vdev) is excluded  # remembered


@given(st.text("AB*", max_size=5), st.text("AB?[", max_size=6))
def test_an_asterisk_stands_for_any_characters(owner: str, name: str) -> None:
    assert matches(owner, name) == fnmatchcase(name, owner)


@pytest.mark.parametrize(
    ("devtype", "size"),
    [("3390-27", 30051), ("3390-A", 200000), ("3390-09", 10017), ("3390-9", 10017), ("3390", None), ("3390-B", None)],
)
def test_sizes_of_the_file_come_before_those_of_the_models(devtype: str, size: int | None) -> None:
    assert MADE.size_of(devtype) == size


def test_the_end_of_a_region_is_that_of_its_device() -> None:
    assert {name: MADE.end_of(region) for name, region in MADE.regions.items()} == {
        "LX0002": 10016,
        "LX0001": 3338,
        "LX0003": 199999,
        "LX0004": 920114,
    }
    unknown = control_of(":REGIONS.\nA A 1 END 3390\n:END.").regions["A"]
    assert MADE.end_of(unknown) is None


@pytest.mark.parametrize(
    ("devtype", "size", "for_361"),
    [
        ("3390-09", 4096, 3),
        ("3390-27", 4096, 2),
        ("3390-03", 2048, 4),
        ("3390", 512, 1),
        ("9345", 4096, 3),
        ("9345", 512, None),
        ("9336-10", 4096, 2896),
        ("9336-10", 512, 361),
        ("FB-512", 4096, 2888),
        ("FB-512", 1024, 722),
        ("3390", 800, None),
    ],
)
def test_cms_blocks_are_counted_by_the_file_before_the_table(devtype: str, size: int, for_361: int | None) -> None:
    assert MADE.units_for(devtype, 361, size) == for_361


def test_a_file_is_read_in_ascii_and_in_ebcdic(tmp_path: Path) -> None:
    text = ":REGIONS.\nLX0001 VOL1 1 END 3390-09\n:END.\n"
    for name, data in {"ascii": text.encode(), "ebcdic": encode(text.replace("\n", "\x85"), "1047")}.items():
        (tmp_path / name).write_bytes(data)
        assert list(read_extent_control(tmp_path / name).regions) == ["LX0001"]


def test_a_file_that_is_not_there_or_no_extent_control_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^shown: No such file"):
        read_extent_control(tmp_path / "none", "shown")
    (tmp_path / "user.direct").write_text("USER A NOLOG\n")
    with pytest.raises(InputError) as told:
        read_extent_control(tmp_path / "user.direct", "user.direct")
    assert told.value.message == "user.direct: this is no EXTENT CONTROL"
    assert told.value.hint is not None
    assert ":REGIONS., :GROUPS.," in told.value.hint
