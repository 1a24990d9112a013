"""Why a request goes where it goes, in words."""

import pytest

from dirtool.model.size import Size
from dirtool.space.requests.request import Asked, Headroom, Request
from tests.space.oracle import Zone
from tests.space.replay import allocated, asking, world_of

GAPS = world_of(("A", "V1", 11, 1), ("B", "V1", 32, 8), ("B", "V2", 1, 80), sizes={"V1": 40, "V2": 101})
"""Gaps: V1 1-10 and 12-31, V2 81-100."""


def reasons(policy: str, *requests: Request, **more: object) -> list[str]:
    found = allocated(GAPS, Asked(list(requests), **more), policy)  # type: ignore[arg-type]
    return [one.reason for one in found.placements]


@pytest.mark.parametrize(
    ("policy", "wanted"),
    [
        (
            "first-fit",
            [
                "the first of 3 gaps in all volumes that holds 12 cylinders: V1 12-31; the 1 gap before it is too small",
                "the first of 3 gaps in all volumes that holds 20 cylinders: V2 81-100; the 2 gaps before it are too small",
                "the first of 3 gaps in all volumes that holds 1 cylinder: V1 1-10",
            ],
        ),
        (
            "best-fit",
            [
                "the smallest of 3 gaps in all volumes that holds 12 cylinders: V1 12-31 (8 to spare, the first of 2 as large)",
                "the smallest of 3 gaps in all volumes that holds 20 cylinders: V2 81-100 (an exact fit)",
                "the smallest of 3 gaps in all volumes that holds 1 cylinder: V1 24-31 (7 to spare)",
            ],
        ),
        (
            "worst-fit",
            [
                "the largest of 3 gaps in all volumes: V1 12-31 (8 to spare)",
                "the largest of 3 gaps in all volumes: V2 81-100 (an exact fit)",
                "the largest of 3 gaps in all volumes: V1 1-10 (9 to spare)",
            ],
        ),
        (
            "balanced",
            [
                "V1 has the most free space of those with a gap for 12 cylinders in all volumes; "
                "the smallest such gap there is V1 12-31 (8 to spare)",
                "V2 has the most free space of those with a gap for 20 cylinders in all volumes; "
                "the smallest such gap there is V2 81-100 (an exact fit)",
                "V1 has the most free space of those with a gap for 1 cylinder in all volumes; "
                "the smallest such gap there is V1 24-31 (7 to spare)",
            ],
        ),
    ],
)
def test_each_policy_tells_what_decided(policy: str, wanted: list[str]) -> None:
    assert reasons(policy, *asking(12, 20, 1)) == wanted


@pytest.mark.parametrize(
    ("policy", "wanted"),
    [
        (
            "first-fit",
            "the first of 3 gaps in all volumes that holds 3 cylinders: V2 81-100; "
            "the 2 gaps before it are too small or left out; left out: the set x is on V1",
        ),
        (
            "best-fit",
            "the smallest of 3 gaps in all volumes that holds 3 cylinders: V2 81-100 (17 to spare); "
            "left out: the set x is on V1",
        ),
        ("worst-fit", "the largest of 3 gaps in all volumes: V2 81-100 (17 to spare); left out: the set x is on V1"),
        (
            "balanced",
            "V2 has the most free space of those with a gap for 3 cylinders in all volumes; "
            "the smallest such gap there is V2 81-100 (17 to spare); left out: the set x is on V1",
        ),
    ],
)
def test_gaps_that_are_left_out_are_not_called_too_small(policy: str, wanted: str) -> None:
    first = Request("N/9", Size(3, ""), volume="V1", apart="x")
    assert reasons(policy, first, *asking(3, apart="x"))[1] == wanted


def test_headroom_is_told_where_it_leaves_gaps_out() -> None:
    kept = {"V1": Headroom(30, False)}
    assert reasons("best-fit", *asking(3), headroom=kept) == [
        "the smallest of 3 gaps in all volumes that holds 3 cylinders: V2 81-100 (17 to spare); "
        "left out: volume V1 keeps 30 free"
    ]


def test_a_place_that_is_named_is_told_with_its_gap() -> None:
    found = allocated(GAPS, Asked([Request("N/0", Size(3, ""), volume="V1", start=20)]))
    assert [one.reason for one in found.placements] == ["the place that was asked for, within the gap V1 12-31"]


def test_a_set_that_stays_together_is_told_with_its_volume() -> None:
    assert reasons("best-fit", *asking(11, 9, together="t")) == [
        "all of the set t fits on V1; the smallest gap there is V1 12-31 (9 to spare)",
        "all of the set t fits on V1; the smallest gap there is V1 23-31 (an exact fit)",
    ]


def test_a_size_that_is_guessed_is_told_so() -> None:
    world = world_of(("A", "V1", 1, 10), sizes={"V1": 100})
    del world.given["V1"]
    world.given["V2"], world.types["V2"] = 9, "3390"
    found = allocated(world, Asked(asking(1, 1000)))
    assert [one.reason.endswith("; the size of V1 is a guess") for one in found.placements] == [False, True]


def test_the_pool_is_named() -> None:
    world = world_of(sizes={"V1": 100})
    world.zones = [Zone("R", "V1", 1, 99, "3390")]
    world.groups = {"G": ["R"]}
    for where, name in (({"volume": "V1"}, "volume V1"), ({"region": "R"}, "region R"), ({"group": "G"}, "group G")):
        [one] = allocated(world, Asked(asking(1, **where))).placements
        assert one.reason.startswith(f"the only gap in {name} that")
