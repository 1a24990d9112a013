"""Who has a place of a volume."""

import pytest

from dirtool.model.extent import Gap
from dirtool.space.volumes.place import PlaceState, owners_at
from tests.report.mapped import area, disk, pack, volume

VOLUME = volume(
    "VM0001", 100, area("LABEL", 0, 0), pack("P/0123", 99),
    disk("A/0191", 1, 10), disk("B/0191", 10, 29), disk("C/0191", 95, 120),
)  # fmt: skip
UNKNOWN = volume("OLDVOL", None, disk("A/0191", 5, 9))
OPEN = volume("OPENVL", None, disk("A/0191", 5, None))


@pytest.mark.parametrize(
    ("place", "state", "subjects", "gap"),
    [
        (0, "owned", [".LABEL.", "P/0123"], None),
        (1, "owned", ["P/0123", "A/0191"], None),
        (10, "owned", ["P/0123", "A/0191", "B/0191"], None),
        (29, "owned", ["P/0123", "B/0191"], None),
        (30, "free", ["P/0123"], Gap(30, 94)),
        (94, "free", ["P/0123"], Gap(30, 94)),
        (99, "owned", ["P/0123", "C/0191"], None),
        (100, "behind-end", ["C/0191"], None),
        (121, "behind-end", [], None),
    ],
)
def test_every_kind_of_place(place: int, state: PlaceState, subjects: list[str], gap: Gap | None) -> None:
    found = owners_at(VOLUME, place)
    assert (found.state, [extent.subject for extent in found.extents], found.gap) == (state, subjects, gap)


def test_behind_all_extents_of_a_volume_of_unknown_size_nothing_is_known() -> None:
    assert [owners_at(UNKNOWN, place).state for place in (4, 5, 9, 10)] == ["free", "owned", "owned", "unknown"]


def test_a_minidisk_to_the_end_has_all_that_is_behind_it() -> None:
    assert owners_at(OPEN, 999999)._replace(gap=None).state == "owned"
