"""Policies that place one request after another: small cases, worked out by hand."""

import pytest

from dirtool.model.size import Size
from dirtool.space.requests.request import Asked, Headroom, Request
from tests.space.oracle import World, Zone
from tests.space.replay import allocated, asking, places, world_of

TWO = world_of(("A", "V1", 11, 1), ("A", "V1", 32, 8), ("B", "V2", 1, 75), sizes={"V1": 40, "V2": 101})
"""Gaps: V1 1-10 and 12-31, V2 76-100."""


def order_of(world: World, policy: str, *requests: Request, **more: object) -> list[tuple[str, int]]:
    """Volume and first place of each request, in order."""
    found = places(allocated(world, Asked(list(requests), **more), policy))  # type: ignore[arg-type]
    return [(volid, first) for volid, first, _ in (found.get(one.subject, ("none", 0, 0)) for one in requests)]


@pytest.mark.parametrize(
    ("policy", "wanted"),
    [
        ("first-fit", [("V1", 1), ("V1", 12), ("V2", 76), ("none", 0), ("V1", 7)]),
        ("best-fit", [("V1", 1), ("V1", 12), ("V2", 76), ("none", 0), ("V1", 7)]),
        ("worst-fit", [("V2", 76), ("V1", 12), ("none", 0), ("none", 0), ("V2", 82)]),
        ("balanced", [("V1", 1), ("V2", 76), ("V1", 12), ("none", 0), ("V2", 91)]),
    ],
)
def test_each_policy_takes_its_own_gap(policy: str, wanted: list[tuple[str, int]]) -> None:
    assert order_of(TWO, policy, *asking(6, 15, 20, 30, 4)) == wanted


@pytest.mark.parametrize("policy", ["first-fit", "best-fit", "worst-fit", "balanced", "pack"])
def test_a_pool_in_which_nothing_is_free_gives_nothing(policy: str) -> None:
    full = world_of(("A", "V1", 1, 39), sizes={"V1": 40, "V2": 101})
    assert order_of(full, policy, *asking(1, 2, volume="V1")) == [("none", 0)] * 2
    full.types["V2"] = "3380"
    assert order_of(full, policy, *asking(1, 2, devtype="3390")) == [("none", 0)] * 2


def test_a_request_sees_what_one_for_another_pool_has_taken() -> None:
    gaps = world_of(("A", "V1", 11, 1), ("B", "V2", 1, 80), sizes={"V1": 32, "V2": 101})
    requests = [
        Request("N/0", Size(3, "")),
        Request("N/1", Size(12, ""), volume="V1"),
        Request("N/2", Size(8, "")),  # V1 24-31 is exactly as large
    ]
    assert order_of(gaps, "best-fit", *requests) == [("V1", 1), ("V1", 12), ("V1", 24)]


def test_places_that_are_named_are_given_first() -> None:
    requests = [*asking(25, 20), Request("N/9", Size(5, ""), volume="V2", start=80)]
    assert order_of(TWO, "best-fit", *requests) == [("none", 0), ("V1", 12), ("V2", 80)]


@pytest.mark.parametrize(
    ("volid", "start", "size", "cause"),
    [
        ("V1", 0, 1, "V1 0-0 is not free: .LABEL. has 0-0"),
        ("V1", 10, 2, "V1 10-11 is not free: A/0191 has 11-11"),
        ("V1", 31, 3, "V1 31-33 is not free: A/0191 has 32-39"),
        ("V2", 100, 2, "V2 100-101 is behind the end of V2, whose last cylinder is 100"),
        ("V2", 79, 2, "V2 79-80 is not free: N/9 gets 80-84"),
    ],
)
def test_why_a_place_is_not_given(volid: str, start: int, size: int, cause: str) -> None:
    requests = [
        Request("N/9", Size(5, ""), volume="V2", start=80),
        Request("N/8", Size(size, ""), volume=volid, start=start),
    ]
    [unplaced] = allocated(TWO, Asked(requests)).unplaced
    assert (unplaced.subject, unplaced.reason) == ("N/8", cause)


def test_fixed_block_minidisks_start_with_a_page_unless_their_place_is_named() -> None:
    blocks = world_of(("A", "V1", 16, 5), sizes={"V1": 100}, devtype="9336")
    requests = [*asking(3, 9, 40), Request("N/9", Size(2, ""), volume="V1", start=21)]
    assert order_of(blocks, "first-fit", *requests) == [("V1", 24), ("V1", 32), ("V1", 48), ("V1", 21)]


def test_nothing_is_placed_behind_what_cp_manages_by_tracks() -> None:
    large = world_of(("A", "V1", 1, 65514), sizes={"V1": 70000})
    assert order_of(large, "first-fit", *asking(6, 5, 1)) == [("none", 0), ("V1", 65515), ("none", 0)]


def test_a_volume_that_is_never_chosen_is_there_for_who_names_it() -> None:
    requests = [*asking(20, 20), Request("N/9", Size(20, ""), volume="V1")]
    assert order_of(TWO, "first-fit", *requests, never=frozenset({"V1"})) == [("V2", 76), ("none", 0), ("V1", 12)]


# -- regions that overlap


RIVALS = world_of(("A", "V1", 1, 50), sizes={"V1": 151})
RIVALS.zones = [Zone("LOW", "V1", 1, 100, "3390"), Zone("HIGH", "V1", 51, 150, "3390")]
RIVALS.groups = {"BOTH": ["HIGH", "LOW"]}


@pytest.mark.parametrize("policy", ["first-fit", "best-fit", "worst-fit", "balanced", "pack"])
def test_what_two_regions_have_is_given_once(policy: str) -> None:
    requests = [
        Request("N/0", Size(20, ""), region="LOW"),
        Request("N/1", Size(20, ""), region="HIGH"),
        Request("N/2", Size(20, ""), group="BOTH"),
    ]
    assert sorted(order_of(RIVALS, policy, *requests)) == [("V1", 51), ("V1", 71), ("V1", 91)]


@pytest.mark.parametrize("policy", ["first-fit", "best-fit", "worst-fit", "balanced", "pack"])
def test_a_set_in_two_regions_that_overlap_gets_no_place_twice(policy: str) -> None:
    requests = [
        Request("N/0", Size(20, ""), region="LOW", together="t"),
        Request("N/1", Size(20, ""), region="HIGH", together="t"),
    ]
    assert order_of(RIVALS, policy, *requests) == [("V1", 51), ("V1", 71)]


def test_what_two_regions_have_makes_no_volume_emptier_than_it_is() -> None:
    world = world_of(("A", "V1", 1, 50), ("B", "V2", 1, 20), sizes={"V1": 151, "V2": 151})
    world.zones = [*RIVALS.zones, Zone("OTHER", "V2", 1, 150, "3390")]
    assert order_of(world, "balanced", *asking(20)) == [("V2", 21)]  # 130 are free, on V1 100


def test_the_headroom_of_a_region_counts_what_another_one_gives_out() -> None:
    found = allocated(RIVALS, Asked(asking(50, region="LOW"), {"HIGH": Headroom(51, False)}))
    assert [one.reason for one in found.unplaced] == ["region HIGH keeps 51 free"]
    assert len(allocated(RIVALS, Asked(asking(50, region="LOW"), {"HIGH": Headroom(50, False)})).placements) == 1


def test_the_headroom_of_a_group_counts_what_its_regions_share_once() -> None:
    asked = Asked(asking(25, group="BOTH"), {"BOTH": Headroom(50, True)})  # 150 cylinders, 100 of them free
    assert len(allocated(RIVALS, asked).placements) == 1
    asked = Asked(asking(26, group="BOTH"), {"BOTH": Headroom(50, True)})
    assert [one.reason for one in allocated(RIVALS, asked).unplaced] == ["group BOTH keeps 50% free"]


# -- sets


PAIR = world_of(("OLD", "V1", 1, 10), sizes={"V1": 41, "V2": 31, "V3": 21})


def test_members_of_a_set_that_stays_apart_go_to_different_volumes() -> None:
    found = allocated(PAIR, Asked(asking(5, 5, 5, 5, apart="x")), "first-fit")
    assert [one.volid for one in found.placements] == ["V1", "V2", "V3"]
    assert [one.reason for one in found.unplaced] == [
        "all volumes that would hold it have a member of the set x: V1, V2, V3"
    ]


def test_a_set_that_is_named_like_a_minidisk_has_it_as_a_member() -> None:
    assert order_of(PAIR, "first-fit", *asking(5, apart="OLD/0191")) == [("V2", 1)]
    assert order_of(PAIR, "best-fit", *asking(5, 6, together="OLD/0191")) == [("V1", 17), ("V1", 11)]
    assert order_of(PAIR, "best-fit", *asking(25, 6, together="OLD/0191")) == [("none", 0)] * 2


def test_a_set_that_stays_together_goes_to_the_first_volume_with_room_for_all() -> None:
    requests = [*asking(12, 1), *(Request(f"T/{at}", Size(15, ""), together="t") for at in range(2))]
    assert order_of(PAIR, "best-fit", *requests) == [("V3", 1), ("V3", 13), ("V1", 11), ("V1", 26)]
    assert order_of(PAIR, "best-fit", *asking(15, 16, 1, together="t")) == [("none", 0)] * 3


def test_those_of_one_set_that_must_stay_apart_cannot_stay_together() -> None:
    requests = [Request(f"N/{at}", Size(1, ""), apart="x", together="t") for at in range(2)]
    found = allocated(PAIR, Asked(requests))
    assert [one.reason for one in found.unplaced] == ["no volume has room for all of the set t"] * 2


def test_a_member_that_names_its_place_binds_the_others() -> None:
    requests = [Request("N/0", Size(5, ""), volume="V2", start=10), *asking(5, 6, together="t")[1:]]
    requests[0] = Request("N/0", Size(5, ""), volume="V2", start=10, together="t")
    assert order_of(PAIR, "best-fit", *requests) == [("V2", 10), ("V2", 1)]


# -- headroom


@pytest.mark.parametrize("policy", ["first-fit", "best-fit", "worst-fit", "balanced", "pack"])
def test_a_pool_keeps_its_headroom(policy: str) -> None:
    found = allocated(PAIR, Asked(asking(10, 10, 10, volume="V1"), {"V1": Headroom(25, True)}), policy)
    assert [one.first for one in found.placements] == [11]  # 11 of 41 stay free
    assert [one.reason for one in found.unplaced] == ["volume V1 keeps 25% free"] * 2
    assert [one.advice for one in found.unplaced] == ["ask for less of it, or for another pool"] * 2


def test_all_of_a_set_leave_a_pool_its_headroom() -> None:
    asked = Asked(asking(15, 15, together="t"), {"V1": Headroom(1, False), "V2": Headroom(1, False)})
    assert places(allocated(PAIR, asked)) == {}
    asked = Asked(asking(15, 14, together="t"), {"V1": Headroom(1, False), "V2": Headroom(1, False)})
    assert places(allocated(PAIR, asked)) == {"N/0000": ("V1", 11, 15), "N/0001": ("V1", 26, 14)}


def test_a_set_that_headroom_keeps_out_is_told_so() -> None:
    asked = Asked(asking(30, together="t"), {"V1": Headroom(1, False), "V2": Headroom(1, False)})
    [unplaced] = allocated(PAIR, asked).unplaced
    assert unplaced.reason in ("volume V1 keeps 1 free", "volume V2 keeps 1 free")


def test_a_region_that_keeps_its_headroom_does_not_keep_the_next_one_on_its_volume() -> None:
    world = world_of(sizes={"V1": 101, "V2": 20})
    world.zones = [Zone("R1", "V1", 1, 10, "3390"), Zone("R2", "V1", 21, 60, "3390"), Zone("R3", "V2", 1, 19, "3390")]
    asked = Asked(asking(5), {"R1": Headroom(10, False)})
    for policy in ("first-fit", "balanced", "worst-fit"):
        assert places(allocated(world, asked, policy)) == {"N/0000": ("V1", 21, 5)}
