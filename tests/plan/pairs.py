"""Random pairs of whole directories: the one that is, and the one that is wanted, both valid.

from tests.plan.pairs import pair
one = pair(seed, kinds=["ring_of_three"])
one.current, one.wanted          # records
one.kinds                        # what was planted, by the names of the functions in tests.plan.changes
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from tests.plan.changes import CHANGES, Ground
from tests.plan.worlds import CYLINDERS, World, farm


class Pair(NamedTuple):
    """Two directories as records, and the changes that were planted."""

    current: list[str]
    wanted: list[str]
    kinds: tuple[str, ...]


def pair(
    seed: int,
    *,
    entries: int = 20,
    kinds: Sequence[str] | None = None,
    changes: int = 3,
    mixing: float = 0.2,
    shuffled: bool = True,
) -> Pair:
    """A pair out of a number: the same for the same one.

    `entries` is about how many entries there are. `kinds` are the changes that are planted, by name, in their order; without
    them, `changes` of any kind. `mixing` is how often a change falls on an entry that another one has changed. `shuffled`: the
    entries of the wanted directory have another order.
    """
    chance = Random(seed)
    if kinds is None:
        kinds = chance.choices(list(CHANGES), k=changes)
    ground = Ground(chance, farm(chance, entries), mixing)
    for kind in kinds:
        CHANGES[kind](ground)
    return Pair(ground.old.records(), ground.new.records(chance if shuffled else None), tuple(kinds))


def volumes_of(*worlds: World) -> list[str]:
    """The volumes of the disks of some directories."""
    return sorted({disk.volid for world in worlds for entry in world.entries.values() for disk in entry.disks})


def extent_control(volids: Sequence[str], alone: Sequence[str] = (), groups: int = 2) -> list[str]:
    """An EXTENT CONTROL with a region for each volume; those of the first ones are dealt out to some groups."""
    regions = [f"{volid} {volid} 1 {CYLINDERS - 1} 3390-27" for volid in (*volids, *alone)]
    members = [f"POOL{number % groups} {volid}" for number, volid in enumerate(volids)]
    return [":REGIONS.", *regions, ":END.", ":GROUPS.", *members, ":END."]
