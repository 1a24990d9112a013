"""The volumes on which something changes."""

from __future__ import annotations

from collections.abc import Iterable

from dirtool.model.volume_list import KnownVolume
from dirtool.plan.touched import touched_volumes
from dirtool.verify.plan.document import OwnedExtent, TouchedVolume
from tests.model.made import directory_of
from tests.plan.test_order import A, B, disk, whole

KEPT = " MDISK 0101 3390 1 END LX0002"
OLD = directory_of("\n".join([A, " MDISK 0100 3390 1 10 LX0001", KEPT, " MDISK 0102 FB-512 8 16 FB0001"]))
NEW = directory_of("\n".join([A, " MDISK 0100 3390 1 20 LX0001", KEPT, " MDISK 0103 3390 5 5 LX0003"]))


def extents(some: Iterable[OwnedExtent]) -> list[str]:
    return [f"{one.subject} {one.first}-{one.last} {one.kind}" for one in some]


def told(volume: TouchedVolume) -> tuple[object, ...]:
    return volume.volid, volume.devtype, volume.unit, extents(volume.before), extents(volume.after)


def test_each_volume_is_told_as_it_is_and_as_it_shall_be_with_its_label() -> None:
    found = touched_volumes(["LX0003", "LX0001", "FB0001"], OLD, NEW, {}, None)
    label = ".LABEL. 0-0 system"
    assert list(map(told, found)) == [
        ("FB0001", "FB-512", "block", [".LABEL. 0-7 system", "A/0102 8-23 minidisk"], []),
        ("LX0001", "3390", "cylinder", [label, "A/0100 1-10 minidisk"], [label, "A/0100 1-20 minidisk"]),
        ("LX0003", "3390", "cylinder", [], [label, "A/0103 5-9 minidisk"]),
    ]


def test_the_size_is_that_of_the_list_of_volumes_up_to_which_a_minidisk_may_reach() -> None:
    known = {"LX0002": KnownVolume("3390", 10017)}
    (volume,) = touched_volumes(["LX0002"], OLD, NEW, known, None)
    assert volume.size == 10017
    assert extents(volume.before) == extents(volume.after) == [".LABEL. 0-0 system", "A/0101 1-10016 minidisk"]


def test_a_size_that_has_to_be_guessed_is_such_that_both_sides_have_room() -> None:
    full = directory_of("USER A NOLOG\n MDISK 0100 3390 0 30051 LX0009")
    part = directory_of("USER A NOLOG\n MDISK 0100 3390 1 10 LX0009")
    sides = [(full, part), (part, full), (part, part)]
    assert [touched_volumes(["LX0009"], *one, {}, None)[0].size for one in sides] == [30051, 30051, 1113]


def test_nothing_is_told_of_other_volumes_nor_of_one_that_nobody_has() -> None:
    assert touched_volumes([], OLD, NEW, {}, None) == ()
    assert touched_volumes(["NONE01"], OLD, NEW, {}, None) == ()
    assert whole([A], [A, " ACCOUNT 1"]).document.volumes == ()


def test_a_plan_has_the_volumes_of_its_minidisks() -> None:
    plan = whole([A, disk("0100", 1), disk("0101", 21), B], [A, disk("0101", 21), B, " MDISK 0200 3390 7 3 LX0009"])
    label = ".LABEL. 0-0 system"
    assert [told(volume)[0:1] + told(volume)[3:] for volume in plan.document.volumes] == [
        (
            "LX0001",
            [label, "A/0100 1-10 minidisk", "A/0101 21-30 minidisk"],
            [label, "A/0101 21-30 minidisk"],
        ),
        ("LX0009", [], [label, "B/0200 7-9 minidisk"]),
    ]
