"""How much is free by volume, model, region and group."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.errors import InputError
from dirtool.space.volumes.free_space import FreeRow, free_by
from dirtool.space.volumes.volume_map import MappedVolume, VolumeMap
from tests.model.made import control_of
from tests.report.mapped import area, disk, volume

LARGE = volume("LX0001", 10017, area("LABEL", 0, 0), disk("A/0191", 1, 1000), disk("B/0191", 2001, 3000))
SECOND = volume("LX0002", 3339, disk("C/0191", 0, 2999), source="model", model="3390-03")
THIRD = volume("LX0003", 3339, disk("D/0191", 0, 999), model="3390-03")
BLOCKS = volume("FB0001", 100000, disk("E/0200", 0, 39999), devtype="9336")
UNKNOWN = volume("OLDVOL", None, disk("F/0191", 0, 9), disk("G/0191", 15, 19))
MAP = VolumeMap([BLOCKS, LARGE, SECOND, THIRD, UNKNOWN], [], [])


CONTROL = control_of("""\
:REGIONS.
LOW LX0001 1 1500 3390-09
HIGH LX0001 1501 END 3390-09
NEXT LX0002 0 END 3390-03
FBA FB0001 32 END 9336
BLIND OLDVOL 0 END 3390
ABSENT NOVOL1 1 END 3390-03
PAST LX0003 3000 5000 3390-03
BEHIND LX0003 4000 5000 3390-03
:END.
:GROUPS.
ALL LOW NEXT LOW
ALL HIGH
MIXED LOW FBA BLIND
NOWHERE ABSENT NOSUCH
:END.
""")


def numbers(rows: list[FreeRow]) -> dict[str, tuple[object, ...]]:
    return {row.name: (row.size, row.used, row.free, row.largest_gap) for row in rows}


def test_by_volume() -> None:
    rows = free_by(MAP, "volume")
    assert rows[1] == FreeRow(
        name="LX0001",
        devtypes=("3390",),
        volumes=1,
        size=10017,
        used=2001,
        free=8016,
        largest_gap=7016,
        fragmentation=1 - 7016 / 8016,
        unit="cylinder",
        guessed=False,
        unknown=0,
    )
    assert numbers(rows) == {
        "FB0001": (100000, 40000, 60000, 60000),
        "LX0001": (10017, 2001, 8016, 7016),
        "LX0002": (3339, 3000, 339, 339),
        "LX0003": (3339, 1000, 2339, 2339),
        "OLDVOL": (None, 15, None, 5),
    }
    assert [(row.guessed, row.unknown) for row in rows] == [(False, 0)] * 2 + [(True, 0), (False, 0), (False, 1)]


def test_by_model() -> None:
    rows = free_by(MAP, "model")
    assert numbers(rows) == {
        "3390": (None, 15, None, 5),
        "3390 10017": (10017, 2001, 8016, 7016),
        "3390-03": (6678, 4000, 2678, 2339),
        "9336 100000": (100000, 40000, 60000, 60000),
    }
    assert [(row.volumes, row.guessed) for row in rows] == [(1, False), (1, False), (2, True), (1, False)]


def test_of_several_volumes_each_has_its_own_largest_gap() -> None:
    [row] = [row for row in free_by(MAP, "model") if row.name == "3390-03"]
    assert row.fragmentation == 0


def test_a_gap_ends_where_its_region_ends() -> None:
    rows = free_by(MAP, "region", CONTROL)
    assert numbers(rows) == {
        "LOW": (1500, 1000, 500, 500),
        "HIGH": (8516, 1000, 7516, 7016),
        "NEXT": (3339, 3000, 339, 339),
        "FBA": (99968, 39968, 60000, 60000),
        "BLIND": (None, None, None, 5),
        "PAST": (339, 0, 339, 339),
        "BEHIND": (0, 0, 0, 0),
    }


def test_by_group_a_region_counts_once_and_units_are_apart() -> None:
    rows = free_by(MAP, "group", CONTROL)
    assert [(row.name, row.unit, row.volumes, row.size, row.free, row.guessed, row.unknown) for row in rows] == [
        ("ALL", "cylinder", 2, 1500 + 3339 + 8516, 500 + 339 + 7516, True, 0),
        ("MIXED", "cylinder", 2, 1500, 500, False, 1),
        ("MIXED", "block", 1, 99968, 60000, False, 0),
    ]
    assert rows[0].fragmentation == pytest.approx(1000 / 8355)


def test_what_two_regions_of_a_group_have_in_common_counts_once() -> None:
    control = control_of(
        ":REGIONS.\nA LX0001 1 2500 3390-09\nB LX0001 1501 END 3390-09\nC LX0002 1 99 3390-03\n:END.\n"
        ":GROUPS.\nG B A C\n:END.\n"
    )
    assert numbers(free_by(MAP, "group", control)) == {"G": (10016 + 99, 2000 + 99, 8016, 7016)}


def test_a_region_up_to_the_end_ends_where_its_device_type_does() -> None:
    control = control_of(":REGIONS.\nSHORT LX0001 1501 END 3390-03\nLONG LX0002 1 END 3390-09\n:END.\n")
    assert numbers(free_by(MAP, "region", control)) == {
        "SHORT": (1838, 1000, 838, 500),
        "LONG": (3338, 2999, 339, 339),
    }


def test_regions_need_an_extent_control() -> None:
    with pytest.raises(InputError, match="free space by group needs an EXTENT CONTROL"):
        free_by(MAP, "group")


@st.composite
def volumes(draw: st.DrawFn) -> MappedVolume:
    spans = draw(st.lists(st.tuples(st.integers(0, 99), st.integers(1, 20)), max_size=8))
    return volume(
        "ANY001", 100, *(disk(f"U{at}/0191", first, min(99, first + size)) for at, (first, size) in enumerate(spans))
    )


@given(volumes(), st.lists(st.tuples(st.integers(0, 120), st.integers(0, 60)), min_size=1, max_size=5))
def test_regions_and_their_group_agree_with_a_count_of_every_cylinder(
    one: MappedVolume, regions: list[tuple[int, int]]
) -> None:
    records = [f"R{at} ANY001 {first} {first + more} 3390" for at, (first, more) in enumerate(regions)]
    group = " ".join(f"R{at}" for at in range(len(regions)))
    control = control_of("\n".join([":REGIONS.", *records, ":END.", ":GROUPS.", f"G {group}", ":END."]))
    rows = free_by(VolumeMap([one], [], []), "region", control)
    taken = {place for extent in one.extents for place in range(extent.first, (extent.last or 0) + 1)}
    for row, (first, more) in zip(rows, regions, strict=True):
        inside = set(range(first, min(99, first + more) + 1))
        assert (row.size, row.used, row.free) == (len(inside), len(inside & taken), len(inside - taken))
    [row] = free_by(VolumeMap([one], [], []), "group", control)
    inside = {place for first, more in regions for place in range(first, min(99, first + more) + 1)}
    assert (row.size, row.used, row.free) == (len(inside), len(inside & taken), len(inside - taken))
    bits = "".join("1" if place in inside - taken else "0" for place in range(100))
    assert row.largest_gap == max(map(len, bits.split("0")))
