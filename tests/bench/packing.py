"""How good packings are: `python -m tests.bench.packing` prints the table of docs/packing.md; `--optimal` asks OR-Tools too.

The instances are made by the recipes of Falkenauer's uniform and triplet classes with seeds of our own, and by cutting
gaps of different sizes into requests, so that a perfect fit exists.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import accumulate, pairwise

from dirtool.space.packing.optimal import improve
from dirtool.space.packing.pack import Packing, pack

Instance = tuple[list[int], list[int]]  # sizes of items, capacities of gaps


def uniform(items: int, seed: int) -> Instance:
    """Sizes from 20 to 100 into gaps of 150."""
    rng = random.Random(seed)
    return [rng.randint(20, 100) for _ in range(items)], [150] * items


def triplets(items: int, seed: int) -> Instance:
    """Three items fill a gap of 1000 exactly: the optimum is a third of the items."""
    rng = random.Random(seed)
    sizes = []
    for _ in range(items // 3):
        first = rng.randint(380, 490)
        second = rng.randint(250, (1000 - first) // 2)
        sizes += [first, second, 1000 - first - second]
    return sizes, [1000] * items


def planted(gaps: int, items: int, largest: int, seed: int) -> Instance:
    """Gaps of different sizes, cut at random places into so many items: all gaps are needed and full."""
    rng = random.Random(seed)
    capacities = [rng.randint(largest // 100, largest) for _ in range(gaps)]
    ends = list(accumulate(capacities))
    inside = sorted(set(range(1, ends[-1])).difference(ends))
    cuts = sorted([0, *ends, *rng.sample(inside, items - gaps)])
    sizes = [last - first for first, last in pairwise(cuts)]
    rng.shuffle(sizes)
    return sizes, capacities


CLASSES: dict[str, Callable[[int], Instance]] = {
    **{f"u{items}": partial(uniform, items) for items in (120, 250, 500, 1000)},
    **{f"t{items}": partial(triplets, items) for items in (60, 120, 249)},
    **{
        f"planted {gaps}/{items}, gaps to {largest}": partial(planted, gaps, items, largest)
        for gaps, items in ((12, 39), (30, 105), (100, 346))
        for largest in (1_000, 10_000)
    },
}


def faults(
    items: Sequence[Mapping[int, int]], capacities: Sequence[int], kinds: Sequence[int], packing: Packing
) -> list[str]:
    """What is wrong with a packing as such, counted anew: kinds, capacities, gaps that it does not open."""
    found = []
    used = [0] * len(capacities)
    for number, (sizes, gap) in enumerate(zip(items, packing.bins, strict=True)):
        if gap is None:
            continue
        if kinds[gap] not in sizes:
            found.append(f"item {number} may not go into gap {gap}")
        else:
            used[gap] += sizes[kinds[gap]]
    found += [f"gap {gap} holds {size}" for gap, size in enumerate(used) if size > capacities[gap]]
    smallest = sorted(range(len(capacities)), key=capacities.__getitem__)[: packing.opened]
    found += [f"gap {gap} is not opened" for gap, size in enumerate(used) if size and gap not in smallest]
    return found


def best_fit_decreasing(sizes: Sequence[int], capacities: Sequence[int]) -> int:
    """How many of the smallest gaps the plain method uses; one more than there are if it does not place all."""
    rooms = sorted(capacities)
    opened = 0
    for size in sorted(sizes, reverse=True):
        fits = [(room, place) for place, room in enumerate(rooms) if room >= size]
        if not fits:
            return len(rooms) + 1
        room, place = min(fits)
        rooms[place] = room - size
        opened = max(opened, place + 1)
    return opened


def row(name: str, make: Callable[[int], Instance], count: int, optimal: bool) -> str:
    """One row of the table."""
    at_bound = excess = simple = 0
    times = []
    for seed in range(count):
        sizes, capacities = make(seed)
        items = [{0: size} for size in sizes]
        kinds = [0] * len(capacities)
        start = time.process_time()
        packing = pack(items, capacities, kinds)
        if optimal:
            packing = improve(items, capacities, kinds, packing)
        times.append(time.process_time() - start)
        assert not faults(items, capacities, kinds, packing)
        plain = best_fit_decreasing(sizes, capacities)
        opened = len(capacities) + 1 if None in packing.bins else packing.opened
        assert opened <= plain
        at_bound += opened == packing.bound
        excess = max(excess, opened - packing.bound)
        simple += plain == packing.bound
    middle, longest = statistics.median(times), max(times)
    return f"| {name} | {at_bound} of {count} | {excess} | {simple} of {count} | {middle:.2f} s | {longest:.2f} s |"


def main() -> None:
    """Print the table."""
    words = [word for word in sys.argv[1:] if word.isdecimal()]
    count = int(words[0]) if words else 20
    print("| instances | at the bound | most above it | best-fit decreasing | median | longest |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, make in CLASSES.items():
        print(row(name, make, count, "--optimal" in sys.argv), flush=True)


if __name__ == "__main__":
    main()
