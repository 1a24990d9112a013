"""Policy pack: what it adds to the packing itself."""

import pytest

from dirtool.model.size import Size
from dirtool.space.requests.request import Asked, Headroom, Request
from tests.space.oracle import Disk, Zone
from tests.space.replay import allocated, asking, places, world_of

GAPS = world_of(("A", "V1", 11, 1), sizes={"V1": 32})
"""Gaps: V1 1-10 and 12-31."""


def test_all_are_placed_where_one_after_another_would_not_fit() -> None:
    requests = asking(8, 10, 12)
    assert len(allocated(GAPS, Asked(requests), "best-fit").placements) == 2
    found = allocated(GAPS, Asked(requests), "pack")
    assert places(found) == {"N/0000": ("V1", 12, 8), "N/0001": ("V1", 1, 10), "N/0002": ("V1", 20, 12)}
    assert (found.optimality, found.bound) == ("proved", 2)


def test_nothing_is_proved_where_sets_have_their_places_first() -> None:
    requests = [Request("N/9", Size(8, ""), apart="x"), *asking(10, 12)]
    found = allocated(GAPS, Asked(requests), "pack")
    assert len(found.unplaced) == 1
    assert (found.optimality, found.bound) == ("none", None)


def test_nothing_is_proved_where_headroom_takes_places_back() -> None:
    found = allocated(GAPS, Asked(asking(8, 10, 12), {"V1": Headroom(10, False)}), "pack")
    assert [one.subject for one in found.placements] == ["N/0000", "N/0001"]
    assert [one.reason for one in found.unplaced] == ["volume V1 keeps 10 free"]
    assert (found.optimality, found.bound) == ("none", None)


def test_what_headroom_takes_back_is_there_for_others_that_had_no_place() -> None:
    world = world_of(sizes={"V1": 101})
    found = allocated(world, Asked(asking(90, 40, 50), {"V1": Headroom(50, False)}), "pack")
    assert places(found) == {"N/0001": ("V1", 1, 40)}
    assert [one.reason for one in found.unplaced] == ["volume V1 keeps 50 free"] * 2


def test_a_proof_that_not_all_fit_leaves_no_gap_that_would_hold_one() -> None:
    found = allocated(GAPS, Asked(asking(20, 11, 10, 5)), "pack")
    assert (found.optimality, places(found)) == ("proved", {"N/0000": ("V1", 12, 20), "N/0002": ("V1", 1, 10)})
    assert [one.reason for one in found.unplaced] == [f"no gap of {size} cylinders in all volumes" for size in (11, 5)]


def test_places_that_are_named_come_first() -> None:
    requests = [*asking(20, 9), Request("N/9", Size(1, ""), volume="V1", start=10)]
    found = allocated(GAPS, Asked(requests), "pack")
    assert places(found) == {"N/0000": ("V1", 12, 20), "N/0001": ("V1", 1, 9), "N/9": ("V1", 10, 1)}


def test_cylinders_and_blocks_are_packed_together() -> None:
    world = world_of(sizes={"V1": 11})
    world.given["V2"], world.types["V2"] = 16 + 14400, "9336"
    requests = [Request(f"N/{at}", Size(7, "MiB")) for at in range(2)]  # 10 cylinders, or 14,336 blocks
    assert places(allocated(world, Asked(requests), "pack")) in (
        {"N/0": ("V1", 1, 10), "N/1": ("V2", 16, 14336)},
        {"N/0": ("V2", 16, 14336), "N/1": ("V1", 1, 10)},
    )


def test_regions_that_overlap_are_not_packed_twice() -> None:
    world = world_of(sizes={"V1": 31})
    world.zones = [Zone("R1", "V1", 1, 20, "3390"), Zone("R2", "V1", 11, 30, "3390")]
    found = allocated(world, Asked(asking(10, 10, 10)), "pack")
    assert sorted(one.first for one in found.placements) == [1, 11, 21]
    assert found.optimality == "none"


@pytest.mark.parametrize("count", [1, 3])
def test_the_reason_tells_how_many_are_in_the_same_gap(count: int) -> None:
    world = world_of(sizes={"V1": 31})
    found = allocated(world, Asked(asking(*[10] * count)), "pack")
    beside = "alone" if count == 1 else "with 2 others"
    assert {one.reason for one in found.placements} == {f"packed {beside} into the gap V1 1-30 of all volumes"}


def test_a_full_volume_takes_nothing() -> None:
    world = world_of(sizes={"V1": 10})
    world.disks = [Disk("A", "0191", "V1", "3390", 1, 9)]
    [unplaced] = allocated(world, Asked(asking(1)), "pack").unplaced
    assert unplaced.reason == "no gap of 1 cylinder in all volumes"
