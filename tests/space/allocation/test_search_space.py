"""Where the allocator may look: windows, gaps and pools."""

import random
from typing import Any

import pytest

from dirtool.errors import InputError
from dirtool.model.size import Size
from dirtool.space.allocation.search_space import PoolName, SearchSpace
from dirtool.space.requests.request import Request
from dirtool.spec.devices import LAST_TRACK_MANAGED_CYLINDER
from tests.space.oracle import World, Zone, roomy_world, runs, span
from tests.space.replay import State, requests_of, space_of, world_of


def gaps_of(space: SearchSpace, name: PoolName) -> list[tuple[str, int, int]]:
    """The volume, the first and the size of the gaps of a pool that are not used up."""
    gaps = space.gaps
    return [(gaps.volids[gap], gaps.firsts[gap], gaps.sizes[gap]) for gap in space.pool(name).gaps if gaps.sizes[gap]]


ALL = PoolName("all", "")


def farm() -> World:
    world = world_of(("A", "V1", 41, 10), ("B", "V2", 11, 10), sizes={"V1": 101, "V2": 51, "V3": 31})
    world.zones = [
        Zone("HIGH", "V1", 61, None, "3390-01"),
        Zone("LOW", "V1", 1, 60, "3390"),
        Zone("V2", "V2", 1, 50, "3390"),
    ]
    world.groups = {"LINUX": ["LOW", "NOSUCH", "V2", "LOW"], "WORK": ["HIGH"]}
    return world


def test_a_group_has_its_regions_in_its_order_each_once() -> None:
    space = space_of(farm())
    assert gaps_of(space, PoolName("group", "LINUX")) == [
        ("V1", 1, 40),
        ("V1", 51, 10),
        ("V2", 1, 10),
        ("V2", 21, 30),
    ]
    assert gaps_of(space, PoolName("region", "HIGH")) == [("V1", 61, 40)]
    assert gaps_of(space, PoolName("volume", "V1")) == [("V1", 61, 40), ("V1", 1, 40), ("V1", 51, 10)]


def test_all_volumes_are_the_regions_in_the_order_of_extent_control_and_then_volumes_without_any() -> None:
    space = space_of(farm())
    assert [window.name for window in space.windows] == ["HIGH", "LOW", "V2", "V3"]
    assert [window.devtype for window in space.windows] == ["3390-01", "3390", "3390", "3390"]
    assert gaps_of(space, ALL)[-1] == ("V3", 1, 30)


def test_volumes_that_are_never_chosen_are_there_by_their_own_names() -> None:
    space = space_of(farm(), frozenset({"V1"}))
    assert gaps_of(space, PoolName("group", "LINUX")) == [("V2", 1, 10), ("V2", 21, 30)]
    assert {volid for volid, *_ in gaps_of(space, ALL)} == {"V2", "V3"}
    assert len(gaps_of(space, PoolName("volume", "V1"))) == 3
    assert gaps_of(space, PoolName("region", "HIGH")) == [("V1", 61, 40)]


def test_the_size_of_a_pool_counts_what_regions_share_once() -> None:
    world = farm()
    world.zones.append(Zone("MORE", "V1", 31, 70, "3390"))
    world.groups["WORK"].append("MORE")
    pool = space_of(world).pool(PoolName("group", "WORK"))
    assert pool.size == 1113 - 31  # a 3390-01, as EXTENT CONTROL says
    assert (pool.free, pool.has_rivals) == (60, True)
    assert space_of(farm()).pool(PoolName("group", "LINUX")).has_rivals is False


def test_what_lies_behind_the_last_cylinder_that_is_managed_by_tracks_is_not_given_out() -> None:
    world = world_of(("A", "V1", 1, 65000), sizes={"V1": 100000})
    assert gaps_of(space_of(world), ALL) == [("V1", 65001, LAST_TRACK_MANAGED_CYLINDER - 65000)]
    blocks = world_of(("A", "V1", 16, 65000), sizes={"V1": 100000}, devtype="9336")
    assert gaps_of(space_of(blocks), ALL) == [("V1", 65016, 34984)]


def test_gaps_of_blocks_start_with_a_page() -> None:
    world = world_of(("A", "V1", 16, 5), ("B", "V1", 30, 1), sizes={"V1": 50}, devtype="9336")
    assert gaps_of(space_of(world), ALL) == [("V1", 24, 6), ("V1", 32, 18)]


@pytest.mark.parametrize(
    ("name", "kind"), [("LINUX", "group"), ("LOW", "region"), ("V1", "volume"), ("V2", "region"), ("V3", "volume")]
)
def test_a_name_alone_is_a_group_a_region_or_a_volume(name: str, kind: str) -> None:
    assert space_of(farm()).named(name, "here").kind == kind


def test_a_name_of_several_is_refused() -> None:
    world = farm()
    world.groups["LOW"] = ["HIGH"]
    world.zones.append(Zone("V1", "V3", 1, 9, "3390"))
    space = space_of(world)
    with pytest.raises(InputError, match="here: LOW is a group and a region") as refusal:
        space.named("LOW", "here")
    assert refusal.value.hint == "say which: group:LOW or region:LOW"
    with pytest.raises(InputError, match=r"r\.csv:2: V1 is a region and a volume"):
        space.named("V1", "r.csv:2")


@pytest.mark.parametrize(
    ("where", "message", "hint"),
    [
        ({"group": "LINUZ"}, "r.csv:2: LINUZ is no group", "did you mean LINUX?"),
        ({"region": "LOX"}, "r.csv:2: LOX is no region", "there is HIGH, LOW and V2"),
        ({"volume": "V9"}, "r.csv:2: V9 is no volume", "there is V1, V2 and V3"),
        ({"pool": "LINUZ"}, "r.csv:2: LINUZ is no group, region or volume", "did you mean LINUX?"),
    ],
)
def test_a_pool_that_is_not_there_is_refused(where: dict[str, Any], message: str, hint: str) -> None:
    with pytest.raises(InputError) as refusal:
        space_of(farm()).pool_name(Request("N/1", Size(1, ""), place="r.csv:2", **where))
    assert (str(refusal.value), refusal.value.hint) == (message, hint)


def test_gaps_agree_with_bitmaps_and_what_is_cut_out_is_gone_from_all_windows() -> None:
    chance = random.Random(1)
    for _ in range(150):
        world = roomy_world(chance)
        asked = requests_of(chance, world, sets=False, count=1)
        space, state = space_of(world, asked.never), State(world, asked)
        pool = space.pool(ALL)
        for _ in range(6):
            assert gaps_of(space, ALL) == [
                (window.volid, first, size)
                for window in state.pool(Request("", Size(1, "")))
                for first, size in state.gaps(window)
            ]
            assert space.pool(ALL).gaps == [gap for window in pool.windows for gap in space.gaps_in[window]]
            free = space.free_in(range(len(space.windows)))
            assert {volid: free.get(volid, 0) for volid in state.free} == state.usable(state.windows)
            volid = chance.choice([volid for volid in state.free if state.free[volid]] or [""])
            if not volid:
                break
            first, last = chance.choice(runs(state.free[volid]))
            first = chance.randint(first, last)
            last = chance.choice((last, chance.randint(first, last)))
            sizes = list(space.gaps.sizes)
            shrunk, added = space.cut(volid, first, last)
            state.free[volid] &= ~span(first, last)
            assert all(space.gaps.sizes[gap] < sizes[gap] for gap in shrunk)
            assert added == list(range(len(sizes), len(space.gaps.sizes)))
            assert space.gaps.changes[-len(shrunk) :] == [(gap, sizes[gap]) for gap in shrunk] or not shrunk


def test_windows_that_share_cylinders_are_rivals() -> None:
    chance = random.Random(2)
    for _ in range(100):
        world = roomy_world(chance)
        space = space_of(world)
        for number, window in enumerate(space.windows):
            shared = any(
                other.volume is window.volume and other.first <= window.last and window.first <= other.last
                for at, other in enumerate(space.windows)
                if at != number
            )
            assert space.rivals(number) == shared
