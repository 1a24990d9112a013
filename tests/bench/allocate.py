"""How fast the allocator and the search for overlaps are, as ratios to sorting, each measured in one run.

    python -m tests.bench.allocate

Requests: 100,000 one after another into 100,000 gaps on 10,000 volumes; the unit is the time to sort 100,000 pairs of integers.
"placed" ends when every request has its gap, "answered" when every placement is made, "told" when every reason is worded.
Overlaps: 1,000,000 extents on 10,000 volumes; the unit is the time to sort them twice.
"""

import argparse
import gc
import random
from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Any

from dirtool.model.overlap import Place, Sweep
from dirtool.space.allocate import allocate
from dirtool.space.policy import Policy
from dirtool.space.request import Asked, Request
from dirtool.space.size import Size
from dirtool.space.volume_map import Gap, MappedVolume, VolumeMap

USUAL = (1, 2, 3, 5, 10, 20, 30, 45, 60, 120, 200, 500)  # cylinders of the minidisks of a running system
POLICIES = (Policy.FIRST_FIT, Policy.BEST_FIT, Policy.WORST_FIT, Policy.BALANCED)


def main() -> None:
    """The command line."""
    options = argparse.ArgumentParser(prog="python -m tests.bench.allocate", description=__doc__.partition("\n")[0])
    options.add_argument("--requests", type=int, default=100_000)
    options.add_argument("--rounds", type=int, default=5, help="how often each is timed; the best counts")
    given = options.parse_args()
    gc.disable()
    print(*allocation_table(given.requests, given.rounds), "", *overlap_table(10 * given.requests, given.rounds), sep="\n")


def allocation_table(requests: int, rounds: int) -> Iterator[str]:
    """For each policy and kind of sizes the ratio to sorting, and how it grows with the number of gaps."""
    chance = random.Random(1)
    pairs = [(chance.randrange(10**6), chance.randrange(10**6)) for _ in range(requests)]
    unit = best(rounds, lambda: list(pairs), list.sort)
    yield f"{requests:,} requests; sorting as many pairs takes {unit * 1000:.0f} ms"
    yield f"{'':28}{'placed':>10}{'answered':>10}{'told':>10}   times that"
    for title, sizes in (("usual sizes", usual_sizes), ("random sizes", random_sizes)):
        for policy in POLICIES:
            volumes = volume_map(requests, chance)
            asked = Asked([Request(f"#{number}", Size(size, "")) for number, size in enumerate(sizes(requests, chance))])
            answered = best(rounds, lambda: None, lambda _: allocate(volumes, None, asked, policy))
            told = best(rounds, lambda: None, lambda _: [one.reason for one in allocate(volumes, None, asked, policy).placements])
            yield f"{f'{policy}, {title}':28}{'':>10}{answered / unit:>10.1f}{told / unit:>10.1f}"
    for gaps in (requests, 2 * requests, 5 * requests, 10 * requests):
        ratios = []
        for policy in (Policy.FIRST_FIT, Policy.BEST_FIT):
            volumes = volume_map(gaps, chance)
            asked = Asked([Request(f"#{number}", Size(size, "")) for number, size in enumerate(usual_sizes(gaps, chance))])
            ratios.append(best(2, lambda: None, lambda _: allocate(volumes, None, asked, policy)))
        first, best_fit = ratios
        yield f"{gaps:>10,} requests into as many gaps: first-fit {first:.2f} s, best-fit {best_fit:.2f} s"


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
    """The least seconds of some runs, each on something prepared anew."""
    least = float("inf")
    for _ in range(rounds):
        prepared = prepare()
        started = perf_counter()
        run(prepared)
        least = min(least, perf_counter() - started)
    return least


if __name__ == "__main__":
    main()
