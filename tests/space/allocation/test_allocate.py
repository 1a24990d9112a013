"""Places against bitmaps: one after another exactly where the policy says, all at once anywhere that is allowed."""

import os
import random
import subprocess
import sys
from collections import Counter
from dataclasses import replace

import pytest

from dirtool.model.size import Size
from dirtool.space.allocation.placement import Allocation
from dirtool.space.requests.request import Asked, Request
from tests.space.oracle import Disk, World, any_world, roomy_world, span
from tests.space.replay import Kept, Place, Replay, State, allocated, map_of, places, requests_of, size_on

ONE_BY_ONE = ("first-fit", "best-fit", "worst-fit", "balanced")
POLICIES = (*ONE_BY_ONE, "pack")


# -- against bitmaps


@pytest.mark.parametrize("policy", ONE_BY_ONE)
@pytest.mark.parametrize("seed", range(3))
def test_one_by_one_places_are_those_of_one_who_looks_at_every_gap(policy: str, seed: int) -> None:
    chance = random.Random(f"{policy}{seed}")
    for _ in range(60):
        world = roomy_world(chance)
        asked = requests_of(chance, world)
        found = allocated(world, asked, policy)
        assert places(found) == Replay(world, asked, policy).places
        check(world, asked, found)


@pytest.mark.parametrize("rivals", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_packed_places_are_allowed_and_nothing_is_left_out_that_a_gap_would_hold(seed: int, rivals: bool) -> None:
    chance = random.Random(seed)
    for _ in range(40):
        world = roomy_world(chance, rivals)
        asked = requests_of(chance, world, sets=chance.random() < 0.5)
        check(world, asked, allocated(world, asked, "pack"))


@pytest.mark.parametrize("policy", POLICIES)
def test_only_what_the_map_has_free_is_given_out_whatever_is_known_of_the_volumes(policy: str) -> None:
    chance = random.Random(policy)
    for _ in range(60):
        world = any_world(chance)
        if chance.random() < 0.3:  # of another unit than the volume, or of no known size
            types = ("3390", "9336", "2305", "3390-03")
            world.zones = [replace(zone, devtype=chance.choice(types)) for zone in world.zones]
        if not world.volumes:
            continue
        free = {volume.volid: sum(span(*gap) for gap in volume.gaps) for volume in map_of(world).volumes}
        for one in allocated(world, requests_of(chance, world), policy).placements:
            bits = span(one.first, one.last)
            assert not bits & ~free[one.volid]
            free[one.volid] &= ~bits


def check(world: World, asked: Asked, found: Allocation) -> None:
    """All that holds of any answer, whatever the policy."""
    requests = {request.subject: request for request in asked.requests}
    assert [one.subject for one in found.placements] == [name for name in requests if name in places(found)]
    assert [one.subject for one in found.unplaced] == [name for name in requests if name not in places(found)]
    assert found.volumes_touched == len({one.volid for one in found.placements})
    state = State(world, asked)
    explicit = [one for one in found.placements if one.request.start is not None]
    for one in explicit:
        assert (one.volid, one.first) == (one.request.volume, one.request.start)
        state.free[one.volid] = without(state, one.volid, one.first, one.last)
    all_kept = [Kept(state, name, headroom) for name, headroom in asked.headroom.items()]
    for one in found.placements:
        if one.request.start is None:
            size, bits = size_on(one.request.size, one.window.devtype), span(one.first, one.last)
            assert one.size == size
            assert one.first % state.granule(one.volid) == 0
            pool = state.pool(one.request)
            assert any(window.name == one.window.name and not bits & ~window.bits for window in pool)
            assert state.takes(one.request, one.window.devtype)
            assert one.group == one.request.group
            state.free[one.volid] = without(state, one.volid, one.first, one.last)
            for kept in all_kept:
                assert not kept.refuses((one.volid, one.first, one.size))
                kept.free -= kept.share((one.volid, one.first, one.size))
    check_sets(world, found)
    sets = {one.subject for one in asked.requests if one.apart or one.together}
    for unplaced in found.unplaced:
        candidates = list(state.candidates(unplaced.request)) if unplaced.request.start is None else []
        left = [(window.volid, first, size) for _, window, first, _, size in candidates]
        assert all(refused(all_kept, place) for place in left) or unplaced.subject in sets, unplaced
        assert not candidates or "set" in unplaced.reason or "keeps" in unplaced.reason, unplaced


def without(state: State, volid: str, first: int, last: int) -> int:
    """What is still free without a place, all of which was."""
    bits = span(first, last)
    assert not bits & ~state.free[volid]
    return state.free[volid] & ~bits


def refused(all_kept: list[Kept], place: Place) -> bool:
    return any(kept.refuses(place) for kept in all_kept)


def check_sets(world: World, found: Allocation) -> None:
    present = {disk.subject: disk.volid for disk in world.disks}
    apart: dict[str, list[str]] = {}
    together: dict[str, set[str]] = {}
    for one in found.placements:
        if one.request.apart is not None:
            apart.setdefault(one.request.apart, []).append(one.volid)
        if one.request.together is not None:
            together.setdefault(one.request.together, set()).add(one.volid)
    explicit = {one.request.apart for one in found.placements if one.request.start is not None}
    for name, volids in apart.items():
        if name not in explicit:  # who names a place gets it
            volids += [present[name]] if name in present else []
            assert len(volids) == len(set(volids)), name
    for name, where in together.items():
        if name not in present and name not in apart:
            free = {one.volid for one in found.placements if one.request.together == name and one.request.start is None}
            assert len(free) <= 1, (name, where)


def test_what_is_generated_shows_everything() -> None:
    chance = random.Random(0)
    seen: Counter[str] = Counter()
    kinds = ("start", "volume", "region", "group", "apart", "together", "devtype")
    reasons = (
        "no gap of",
        "keeps",
        "no volume has room",
        "all volumes that",
        "is not free",
        "behind the end",
        "no size",
    )
    devtypes, units = ("3390", "3380", "9336"), ("MiB", "blk512", "blk1024", "blk2048", "blk4096", "blk", "cyl")
    for _ in range(150):
        world = roomy_world(chance)
        asked = requests_of(chance, world)
        found = allocated(world, asked, "best-fit")
        seen["rivals"] += any(len(truth.zones) > 1 for truth in world.volumes.values())
        for one in found.placements:
            seen.update(kind for kind in kinds if getattr(one.request, kind) is not None)
            seen.update((one.window.devtype, one.request.size.unit))
        seen.update(reason for one in found.unplaced for reason in reasons if reason in one.reason)
    assert min(seen[one] for one in (*kinds, *reasons, *devtypes, *units, "rivals")) >= 5, seen


# -- the same answer always


SCRIPT = """
import random
from tests.space.oracle import roomy_world
from tests.space.replay import allocated, requests_of
for seed in range(12):
    chance = random.Random(seed)
    world = roomy_world(chance)
    asked = requests_of(chance, world)
    for policy in POLICIES:
        found = allocated(world, asked, policy)
        for one in found.placements:
            print(one.subject, one.volid, one.first, one.last, one.reason)
        for one in found.unplaced:
            print(one)
        print(found.optimality, found.bound)
"""


def test_the_answer_does_not_depend_on_the_hash_seed() -> None:
    answers = [
        subprocess.run(
            [sys.executable, "-c", f"POLICIES = {POLICIES}\n{SCRIPT}"],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4711")
    ]
    assert len(answers[0]) > 10_000
    assert answers[0] == answers[1] == answers[2]


@pytest.mark.parametrize("policy", ONE_BY_ONE)
def test_requests_for_other_volumes_in_between_change_nothing(policy: str) -> None:
    chance = random.Random(policy)
    for _ in range(30):
        world = roomy_world(chance, rivals=False)
        world.given["OTHER1"], world.types["OTHER1"] = 90, "3390"
        world.disks += [Disk("A", f"{at:04}", "OTHER1", "3390", at, 3) for at in (20, 30)]
        asked = requests_of(chance, world, sets=False)
        own = [one for one in asked.requests if one.volume or one.region or one.group]
        own = [one for one in own if one.volume != "OTHER1"]
        others = [Request(f"O/{at:04}", Size(chance.randint(1, 9), ""), volume="OTHER1") for at in range(9)]
        mixed = list(own)
        for other in others:
            mixed.insert(chance.randint(0, len(mixed)), other)
        alone = places(allocated(world, replace(asked, requests=own), policy))
        among = places(allocated(world, replace(asked, requests=mixed), policy))
        assert {subject: place for subject, place in among.items() if subject[0] != "O"} == alone


# -- as many as fit


@pytest.mark.parametrize("policy", POLICIES)
def test_until_full_places_as_many_as_a_long_series_would(policy: str) -> None:
    chance = random.Random(policy)
    for _ in range(15):
        world = roomy_world(chance, rivals=False)
        asked = requests_of(chance, world, sets=False, count=3)
        series = replace(asked.requests[0], subject="#1", size=Size(chance.randint(2, 9), ""), volume=None, start=None)
        found = allocated(world, replace(asked, requests=[*asked.requests, series]), policy, until_full=True)
        state = State(world, asked)
        for one in found.placements:
            state.free[one.volid] = without(state, one.volid, one.first, one.last)
        assert not list(state.candidates(series))
        own = [one.subject for one in found.placements if one.subject[0] == "#"]
        assert own == [f"#{number}" for number in range(1, len(own) + 1)]
        assert [one.subject for one in found.unplaced if one.subject[0] == "#"] == ([] if own else ["#1"])
        if policy != "pack":
            many = [replace(series, subject=f"#{number}") for number in range(1, len(own) + 3)]
            assert places(found) == Replay(world, replace(asked, requests=[*asked.requests, *many]), policy).places
