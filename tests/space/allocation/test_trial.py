"""What would be left of a volume if some of it were given out."""

from dirtool.model.extent import Gap
from dirtool.space.allocation.search_space import PoolName
from dirtool.space.allocation.trial import Trial
from tests.space.oracle import Zone
from tests.space.replay import overlapping, space_of, world_of


def test_what_is_taken_is_taken_from_all_windows_and_from_nothing_else() -> None:
    space = overlapping()
    trial = Trial(space, "V1")
    pool = space.pool(PoolName("group", "ALL"))
    assert list(trial.gaps(pool)) == [(0, Gap(51, 100)), (1, Gap(51, 150))]
    trial.cut(91, 110)
    assert list(trial.gaps(pool)) == [(0, Gap(51, 90)), (1, Gap(51, 90)), (1, Gap(111, 150))]
    assert list(trial.gaps(space.pool(PoolName("region", "LOW")))) == [(0, Gap(51, 90))]
    assert (space.gaps.firsts, space.gaps.sizes) == ([51, 51, 1], [50, 100, 20])


def test_what_is_left_of_blocks_starts_with_a_page() -> None:
    world = world_of(sizes={"V1": 100}, devtype="9336")
    world.zones = [Zone("R", "V1", 16, 99, "9336")]
    space = space_of(world)
    trial = Trial(space, "V1")
    trial.cut(16, 18)
    trial.cut(90, 97)
    assert list(trial.gaps(space.pool(PoolName("all", "")))) == [(0, Gap(24, 89))]
