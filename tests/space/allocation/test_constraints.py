"""What requests ask of each other, and the headroom that pools keep."""

from dirtool.model.size import Size
from dirtool.space.allocation.constraints import Headrooms, Sets, apart_from, either, only_on, pair_reason, set_members
from dirtool.space.allocation.search_space import PoolName
from dirtool.space.requests.request import Headroom, Request
from tests.space.replay import overlapping


def test_a_set_has_the_volumes_of_its_members() -> None:
    sets = Sets(overlapping())
    assert (sets.volumes_of("x"), sets.volumes_of("A/0191")) == (set(), {"V1"})
    sets.add("x", "V2")
    sets.add("A/0191", "V2")
    assert (sets.volumes_of("x"), sets.volumes_of("A/0191")) == ({"V2"}, {"V1", "V2"})


def test_headroom_is_counted_once_where_regions_overlap() -> None:
    space = overlapping()
    rooms = Headrooms(space, {"ALL": Headroom(100, False)})  # 120 are free
    assert rooms.skip(20) is None
    skip = rooms.skip(21)
    assert skip is not None
    assert [skip(gap) for gap in range(3)] == [True, True, False]  # which holds no more than 20


def test_what_is_taken_and_given_back_leaves_headroom_as_it_was() -> None:
    rooms = Headrooms(overlapping(), {"HIGH": Headroom(90, False), "R2": Headroom(50, True)})
    assert rooms.refusing("V1", 51, 61) == "region HIGH keeps 90 free"
    assert rooms.refusing("V1", 51, 60) == ""
    rooms.take("V1", 41, 60)  # ten of them are in HIGH
    assert rooms.refusing("V1", 61, 61) == "region HIGH keeps 90 free"
    assert rooms.refusing("V1", 1, 50) == ""
    assert rooms.refusing("V2", 1, 11) == "region R2 keeps 50% free"
    rooms.give_back("V1", 41, 60)
    assert rooms.refusing("V1", 51, 60) == ""


def test_a_pool_within_one_that_keeps_its_headroom_is_closed_at_once() -> None:
    space = overlapping()
    rooms = Headrooms(space, {"HIGH": Headroom(90, False)})
    high, low = (space.pool(PoolName("region", name)) for name in ("HIGH", "LOW"))
    assert [rooms.close(high, size) for size in (10, 11)] == [False, True]
    assert not rooms.close(low, 11)
    assert not rooms.close(space.pool(PoolName("group", "ALL")), 11)
    assert rooms.strict(low, 11) == ["region HIGH keeps 90 free"]
    assert rooms.strict(space.pool(PoolName("region", "R2")), 11) == []


def test_no_headroom_leaves_nothing_out() -> None:
    rooms = Headrooms(overlapping(), {})
    assert not rooms
    assert rooms.skip(10**9) is None


def test_gaps_are_left_out_by_their_volumes() -> None:
    space = overlapping()
    volids = [space.gaps.volids[gap] for gap in range(3)]
    assert volids == ["V1", "V1", "V2"]
    assert [apart_from({"V1"}, space)(gap) for gap in range(3)] == [True, True, False]
    assert [only_on({"V1"}, space)(gap) for gap in range(3)] == [False, False, True]
    both = either(apart_from({"V1"}, space), None, only_on({"V1"}, space))
    assert both is not None
    assert all(both(gap) for gap in range(3))
    assert either(None, None) is None


def test_reasons_name_the_set_and_where_it_is() -> None:
    request = Request("N/1", Size(1, ""), apart="x")
    assert pair_reason(request, {"V2", "V1"}) == "all volumes that would hold it have a member of the set x: V1, V2"
    assert set_members(request, {"V2", "V1"}) == "the set x is on V1, V2"
    request = Request("N/1", Size(1, ""), together="t")
    assert pair_reason(request, set()) == "no volume has room for all of the set t"
    assert pair_reason(request, {"V2"}) == "no volume has room for all of the set t, which is on V2"
