"""The part of a map that somebody wants to see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.errors import InputError
from dirtool.space.volumes.selection import Selection, selected
from dirtool.space.volumes.volume_map import Shared, Unlocated, VolumeMap
from tests.report.mapped import disk, realistic, volume

MAP = VolumeMap(
    [
        volume("FB0001", 1000, disk("C/0200", 16, 99), devtype="9336", groups=("FBA",)),
        volume(
            "LX0001", 100, disk("A-1/0191", 1, 10, userid="A"), disk("B/0191", 5, 20), disk("C/0191", 5, 20),
            groups=("LINUX",),
        ),
        volume("LX0002", 100, disk("B/0192", 1, 10), groups=("LINUX", "SPARE"), model="3390-03"),
    ],
    [Unlocated("A-1/0300", "vdisk", 8), Unlocated("D/0300", "devno", None)],
    [Shared(1, 5, ("A/0190", "D/0190"))],
)  # fmt: skip


def volids(selection: Selection, volume_map: VolumeMap = MAP) -> list[str]:
    return [one.volid for one in selected(volume_map, selection).volumes]


def test_without_a_name_all_is_shown() -> None:
    assert selected(MAP, Selection()) == MAP


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(volumes=("LX*",)), ["LX0001", "LX0002"]),
        (Selection(volumes=("LX0002", "FB?001")), ["FB0001", "LX0002"]),
        (Selection(groups=("SPARE",)), ["LX0002"]),
        (Selection(regions=("LIN001", "FBA001")), ["FB0001", "LX0001"]),
        (Selection(devtypes=("3390",)), ["LX0001", "LX0002"]),
        (Selection(devtypes=("3390-03", "9336")), ["FB0001", "LX0002"]),
        (Selection(groups=("LINUX",), volumes=("*1",)), ["LX0001"]),
        (Selection(users=("C",)), ["FB0001", "LX0001"]),
        (Selection(users=("A",)), ["LX0001"]),
        (Selection(users=("A-1",)), ["LX0001"]),
        (Selection(users=("D",)), []),
        (Selection(include=frozenset({"LX0001", "NONE"})), ["LX0001"]),
        (Selection(include=frozenset()), []),
        (Selection(exclude=frozenset({"LX0001"})), ["FB0001", "LX0002"]),
        (Selection(include=frozenset({"LX0001", "LX0002"}), exclude=frozenset({"LX0001"})), ["LX0002"]),
    ],
)
def test_of_volumes_those_that_every_list_lets_through(selection: Selection, expected: list[str]) -> None:
    assert volids(selection) == expected


def test_of_a_user_the_minidisks_with_what_they_share_and_the_numbers_of_the_whole_volume() -> None:
    found = selected(MAP, Selection(users=("A",)))
    [one] = found.volumes
    assert [extent.subject for extent in one.extents] == ["A-1/0191"]
    assert [shared.subjects for shared in one.overlaps] == [("A-1/0191", "B/0191"), ("A-1/0191", "C/0191")]
    assert one.identical == []
    whole = MAP.volumes[1]
    assert (one.used, one.free, one.gaps) == (whole.used, whole.free, whole.gaps)
    assert found.residence_overlaps == MAP.residence_overlaps


def test_minidisks_without_a_place_are_shown_with_all_volumes_and_with_their_users() -> None:
    assert selected(MAP, Selection(volumes=("LX*",))).unlocated == []
    assert selected(MAP, Selection(volumes=("*",))).unlocated == MAP.unlocated
    assert [one.subject for one in selected(MAP, Selection(users=("D",))).unlocated] == ["D/0300"]


@pytest.mark.parametrize(
    ("selection", "message", "hint"),
    [
        (Selection(volumes=("LX0009",)), "LX0009 is no volume of the map", "did you mean LX0002 or LX0001?"),
        (Selection(volumes=("LX*", "Q*")), "Q* is no volume of the map", None),
        (Selection(groups=("LINUY",)), "LINUY is no group of the map", "did you mean LINUX?"),
        (Selection(regions=("X",)), "X is no region of the map", None),
        (Selection(devtypes=("3380",)), "3380 is no device type of the map", "did you mean 3390?"),
        (Selection(users=("E",)), "E is no user with a minidisk of the map", None),
        (
            Selection(volumes=("LX0001",), exclude=frozenset({"LX0001"})),
            "LX0001 is no volume of the map",
            "did you mean LX0002?",
        ),
    ],
)
def test_a_name_that_nothing_has_is_an_error(selection: Selection, message: str, hint: str | None) -> None:
    with pytest.raises(InputError) as raised:
        selected(MAP, selection)
    assert (raised.value.message, raised.value.hint) == (message, hint)


def test_a_user_on_no_shown_volume_is_an_error() -> None:
    with pytest.raises(InputError):
        selected(MAP, Selection(users=("B",), volumes=("FB0001",)))


BIG = realistic()


@given(st.sets(st.sampled_from([one.volid for one in BIG.volumes]), min_size=1))
def test_naming_volumes_gives_these(names: set[str]) -> None:
    found = selected(BIG, Selection(volumes=tuple(names)))
    assert found.volumes == [one for one in BIG.volumes if one.volid in names]


def test_what_others_share_is_not_shown_with_a_user() -> None:
    shared = volume("LX0001", 100, disk("A/0191", 1, 5), disk("B/0191", 10, 20), disk("C/0191", 15, 25))
    [one] = selected(VolumeMap([shared], [], []), Selection(users=("A",))).volumes
    assert (len(shared.overlaps), one.overlaps) == (1, [])
