"""How fast the allocator and the search for overlaps are, as ratios to sorting, each measured in one run.

    python -m tests.bench.allocate

Requests: 100,000 one after another into 100,000 gaps on 10,000 volumes; the unit is the time to sort 100,000 pairs of integers.
"placed" is what the requests take, one after another, with all that their reasons are made of; before that the space is
"prepared", after it the answer is made ("answered") and, if somebody reads all of it, every reason worded ("told").
Overlaps: 1,000,000 extents on 10,000 volumes; the unit is the time to sort them twice.
"""

import argparse
import gc
import random
from collections.abc import Callable, Iterator
from itertools import chain
from time import process_time
from typing import Any

from dirtool.model.extent import Gap
from dirtool.model.overlap import Place, Sweep
from dirtool.model.size import Size
from dirtool.space.allocation.allocator import Numbered
from dirtool.space.allocation.one_by_one import OneByOne
from dirtool.space.allocation.policy import Policy
from dirtool.space.allocation.search_space import SearchSpace
from dirtool.space.requests.request import Asked, Request
from dirtool.space.volumes.volume_map import MappedVolume, VolumeMap

USUAL = (1, 2, 3, 5, 10, 20, 30, 45, 60, 120, 200, 500)  # cylinders of the minidisks of a running system
POLICIES = (Policy.FIRST_FIT, Policy.BEST_FIT, Policy.WORST_FIT, Policy.BALANCED)


def main() -> None:
    """The command line."""
    options = argparse.ArgumentParser(prog="python -m tests.bench.allocate", description=__doc__.partition("\n")[0])
    options.add_argument("--requests", type=int, default=100_000)
    options.add_argument("--rounds", type=int, default=5, help="how often each is timed; the best counts")
    given = options.parse_args()
    gc.disable()
    for line in chain(allocation_table(given.requests, given.rounds), overlap_table(10 * given.requests, given.rounds)):
        print(line, flush=True)


def allocation_table(count: int, rounds: int) -> Iterator[str]:
    """For each policy and kind of sizes the ratio to sorting, and how it grows with the number of gaps."""
    chance = random.Random(1)
    pairs = [(chance.randrange(10**6), chance.randrange(10**6)) for _ in range(count)]
    unit = best(rounds, lambda: list(pairs), list.sort)
    yield f"{count:,} requests; sorting as many pairs takes {unit * 1000:.0f} ms"
    yield f"{'times that':28}{'prepared':>10}{'placed':>10}{'answered':>10}{'told':>10}"
    for title, sizes_of in (("usual sizes", usual_sizes), ("random sizes", random_sizes)):
        for policy in POLICIES:
            seconds = Case(volume_map(count, chance), sizes_of(count, chance), policy).seconds(rounds)
            yield f"{f'{policy}, {title}':28}{''.join(f'{one / unit:>10.1f}' for one in seconds)}"
    for gaps in (count, 2 * count, 5 * count, 10 * count):
        volumes, sizes = volume_map(gaps, chance), usual_sizes(gaps, chance)
        first, best_fit = (Case(volumes, sizes, policy).placing(2) for policy in (Policy.FIRST_FIT, Policy.BEST_FIT))
        yield f"{gaps:>10,} requests into as many gaps: first-fit {first:.2f} s, best-fit {best_fit:.2f} s"


class Case:
    """Requests of some sizes for the space of some volumes."""

    def __init__(self, volumes: VolumeMap, sizes: list[int], policy: Policy) -> None:
        self._volumes = volumes
        self._policy = policy
        self._asked = Asked([Request(f"#{number}", Size(size, "")) for number, size in enumerate(sizes)])
        self._numbered = [Numbered(number, one) for number, one in enumerate(self._asked.requests)]

    def seconds(self, rounds: int) -> tuple[float, float, float, float]:
        """How long it takes to prepare the space, to place all requests, to make the answer, and to word all reasons."""
        return (
            best(rounds, lambda: None, lambda _: self._prepared()),
            self.placing(rounds),
            best(rounds, self._placed, lambda one: one.allocation(self._policy)),
            best(
                rounds, lambda: self._placed().allocation(self._policy), lambda one: [p.reason for p in one.placements]
            ),
        )

    def placing(self, rounds: int) -> float:
        """How long it takes to place all requests."""
        return best(rounds, self._prepared, lambda one: one.place_all(self._numbered))

    def _prepared(self) -> OneByOne:
        return OneByOne(SearchSpace(self._volumes, None), self._asked, None, self._policy)

    def _placed(self) -> OneByOne:
        found = self._prepared()
        found.place_all(self._numbered)
        return found


def usual_sizes(count: int, chance: random.Random) -> list[int]:
    return chance.choices(USUAL, k=count)


def random_sizes(count: int, chance: random.Random) -> list[int]:
    return [chance.randint(1, 400) for _ in range(count)]


def volume_map(gaps: int, chance: random.Random) -> VolumeMap:
    """Volumes with ten gaps each."""
    volumes = []
    for number in range(gaps // 10):
        place, found = 1, []
        for _ in range(10):
            place += chance.randint(1, 300)
            size = chance.randint(1, 500)
            found.append(Gap(place, place + size - 1))
            place += size
        free = sum(gap.size for gap in found)
        volumes.append(
            MappedVolume(
                volid=f"V{number:05}",
                devtype="3390",
                members=(),
                unit="cylinder",
                size=10017,
                size_source="given",
                used=10017 - free,
                free=free,
                extents=[],
                gaps=found,
                overlaps=[],
                identical=[],
            )
        )
    return VolumeMap(volumes, [], [])


def overlap_table(extents: int, rounds: int) -> Iterator[str]:
    """The ratio of finding overlaps to sorting twice."""
    chance = random.Random(2)
    by_volume: dict[int, list[Place]] = {}
    places = []
    for number in range(extents):
        first = chance.randrange(10**7)
        place = Place(first, first + chance.randrange(50), number)
        by_volume.setdefault(chance.randrange(max(1, extents // 100)), []).append(place)
        places.append((place.first, place.last))
    unit = best(rounds, lambda: (list(places), list(places)), lambda both: [one.sort() for one in both])
    taken = best(rounds, lambda: None, lambda _: [Sweep(own, 10).pairs for own in by_volume.values()])
    yield f"overlaps of {extents:,} extents: {taken / unit:.2f} times sorting them twice ({unit:.2f} s)"


def best(rounds: int, prepare: Callable[[], Any], run: Callable[[Any], Any]) -> float:
    """The least seconds of the processor for some runs, each on something prepared anew."""
    least = float("inf")
    for _ in range(rounds):
        prepared = prepare()
        started = process_time()
        run(prepared)
        least = min(least, process_time() - started)
    return least


if __name__ == "__main__":
    main()
