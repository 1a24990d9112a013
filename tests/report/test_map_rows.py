"""The rows of a volume: extents and gaps by their places, and what is special about them."""

from dirtool.model.extent import Gap
from dirtool.report.map_rows import rows_of
from dirtool.space.volumes.volume_map import MappedVolume
from tests.report.mapped import area, disk, pack, volume


def flags(one: MappedVolume) -> list[tuple[str, ...]]:
    return [row.flags for row in rows_of(one)]


def test_gaps_stand_between_extents() -> None:
    one = volume("VM0001", 100, area("LABEL", 0, 0), disk("A/0191", 10, 19))
    assert [row.part for row in rows_of(one)] == [one.extents[0], Gap(1, 9), one.extents[1], Gap(20, 99)]
    assert flags(one) == [()] * 4


def test_full_packs() -> None:
    assert flags(volume("VM0001", 100, pack("A/0191", 99))) == [("OVERLAY",), ()]
    assert flags(volume("VM0001", 100, pack("A/0191", 99, counts=True))) == [("FULLPACK",)]


def test_all_flags_of_one_extent_in_their_order() -> None:
    extents = [disk("A/0191", 10, 120), disk("B/0191", 10, 120), disk("C/0191", 15, 30)]
    marked = volume("VM0001", 100, extents[0]._replace(excluded=True), *extents[1:])
    assert flags(marked) == [
        (),
        ("OVERLAP", "DUP", "BEYOND", "EXCLUDED"),
        ("OVERLAP", "DUP", "BEYOND"),
        ("OVERLAP",),
    ]


def test_of_two_extents_of_one_subject_the_one_that_overlaps_is_flagged() -> None:
    one = volume("VM0001", 100, disk("A/0191", 1, 10), disk("A/0191", 50, 59), disk("B/0191", 55, 99))
    assert flags(one) == [(), (), (), ("OVERLAP",), ("OVERLAP",)]


def test_an_extent_to_the_end_of_a_volume_of_unknown_size_overlaps_what_lies_there() -> None:
    one = volume("VM0001", None, disk("A/0191", 5, None), disk("B/0191", 50, 59))
    assert [row.flags for row in rows_of(one) if row.part in one.extents] == [("OVERLAP",), ("OVERLAP",)]


def test_beyond_is_what_reaches_behind_the_last_cylinder() -> None:
    assert flags(volume("VM0001", 100, disk("A/0191", 0, 99))) == [()]
    assert flags(volume("VM0001", 100, disk("A/0191", 0, 100))) == [("BEYOND",)]
