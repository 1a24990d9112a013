"""What would be left of a volume if some of it were given out: a trial that leaves everything as it is."""

from __future__ import annotations

from collections.abc import Iterator

from dirtool.model.extent import Gap
from dirtool.space.allocation.search_space import Pool, SearchSpace


class Trial:
    """The gaps of one volume in each of its windows; what is taken from one of them is taken from all."""

    def __init__(self, space: SearchSpace, volid: str) -> None:
        self._space = space
        self._volid = volid
        firsts, sizes = space.gaps.firsts, space.gaps.sizes
        self._gaps_in = {
            number: [Gap(firsts[gap], firsts[gap] + sizes[gap] - 1) for gap in space.gaps_in[number] if sizes[gap]]
            for number in space.windows_on(volid)
        }

    def gaps(self, pool: Pool) -> Iterator[tuple[int, Gap]]:
        """The gaps of a pool on the volume, each with the number of its window."""
        for number in dict.fromkeys(self._space.window_of[gap] for gap in pool.by_volid.get(self._volid, ())):
            for gap in self._gaps_in[number]:
                yield number, gap

    def cut(self, first: int, last: int) -> None:
        """Take cylinders or blocks."""
        for number, gaps in self._gaps_in.items():
            granule = self._space.granule(self._space.windows[number])
            self._gaps_in[number] = [left for gap in gaps for left in _without(gap, first, last, granule)]


def _without(gap: Gap, first: int, last: int, granule: int) -> list[Gap]:
    """What is left of a gap: before the first place that is taken, and from a multiple of `granule` behind the last."""
    if last < gap.first or first > gap.last:
        return [gap]
    behind = last + 1 + -(last + 1) % granule
    return [left for left in (Gap(gap.first, first - 1), Gap(behind, gap.last)) if left.first <= left.last]
