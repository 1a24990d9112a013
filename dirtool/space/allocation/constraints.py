"""What requests ask of each other, and what pools keep: sets that stay apart or together, and headroom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dirtool.space.allocation.gap_index import Skip
from dirtool.space.allocation.search_space import Pool, PoolName, SearchSpace
from dirtool.space.requests.request import Headroom, Request
from dirtool.space.volumes.gaps import clipped
from dirtool.wording import some_of


class Sets:
    """Which volumes the members of a set have so far. A set that is named like a minidisk has that one as its first member."""

    def __init__(self, space: SearchSpace) -> None:
        self._volumes: dict[str, set[str]] = {}
        self._present = {
            extent.subject: volume.volid
            for volume in space.volumes.values()
            for extent in volume.extents
            if extent.vdev
        }

    def volumes_of(self, name: str) -> set[str]:
        """The volumes on which a set has members."""
        if name not in self._volumes:
            self._volumes[name] = {self._present[name]} if name in self._present else set()
        return self._volumes[name]

    def add(self, name: str, volid: str) -> None:
        """A member of a set has got its place."""
        self.volumes_of(name).add(volid)


@dataclass(slots=True)
class _Kept:
    """A pool that keeps headroom: how much is free, and how much of that is kept."""

    pool: Pool
    text: str
    free: int
    kept: int

    def share(self, volid: str, first: int, last: int) -> int:
        """How many of some cylinders or blocks the pool has."""
        return sum(span.size for span in clipped(self.pool.spans.get(volid, ()), first, last))

    def refuses(self, volid: str, first: int, last: int) -> bool:
        """Whether the pool would have less than its headroom without some cylinders or blocks."""
        share = self.share(volid, first, last)
        return share > 0 and self.free - share < self.kept


class Headrooms:
    """The pools that keep headroom."""

    def __init__(self, space: SearchSpace, asked: Mapping[str, Headroom]) -> None:
        self._space = space
        self._kept = []
        for name, headroom in asked.items():
            pool = space.whole(space.named(name, f"headroom {headroom}"))
            self._kept.append(_Kept(pool, f"{pool.name} keeps {headroom} free", pool.free, headroom.of(pool.size)))
        self._within: dict[tuple[int, PoolName], bool] = {}

    def __bool__(self) -> bool:
        return bool(self._kept)

    def skip(self, size: int) -> Skip | None:
        """Which gaps are out of the question for a size: those in a pool that would have less than its headroom."""
        strict = [kept for kept in self._kept if kept.free - size < kept.kept]
        if not strict:
            return None
        firsts, volids = self._space.gaps.firsts, self._space.gaps.volids
        return lambda gap: any(kept.refuses(volids[gap], firsts[gap], firsts[gap] + size - 1) for kept in strict)

    def close(self, pool: Pool, size: int) -> bool:
        """Whether no gap of a pool is to be looked at for a size, since all of it is in one that keeps its headroom."""
        return any(kept.free - size < kept.kept and self._is_within(at, pool) for at, kept in enumerate(self._kept))

    def strict(self, pool: Pool, size: int) -> list[str]:
        """The pools on volumes of a pool that keep their headroom from a size, in words."""
        return [
            kept.text
            for kept in self._kept
            if kept.free - size < kept.kept and not kept.pool.spans.keys().isdisjoint(pool.spans)
        ]

    def take(self, volid: str, first: int, last: int) -> None:
        """Cylinders or blocks were given out."""
        for kept in self._kept:
            kept.free -= kept.share(volid, first, last)

    def give_back(self, volid: str, first: int, last: int) -> None:
        """They are free again."""
        for kept in self._kept:
            kept.free += kept.share(volid, first, last)

    def refusing(self, volid: str, first: int, last: int) -> str:
        """Which pools do not give cylinders or blocks that are free, since they keep their headroom."""
        return ", and ".join(kept.text for kept in self._kept if kept.refuses(volid, first, last))

    def _is_within(self, at: int, pool: Pool) -> bool:
        key = at, pool.name
        if key not in self._within:
            self._within[key] = set(pool.windows) <= set(self._kept[at].pool.windows)
        return self._within[key]


def apart_from(volids: set[str], space: SearchSpace) -> Skip:
    """Gaps on some volumes are out of the question."""
    on = space.gaps.volids
    return lambda gap: on[gap] in volids


def only_on(volids: set[str], space: SearchSpace) -> Skip:
    """Gaps on all other volumes are out of the question."""
    on = space.gaps.volids
    return lambda gap: on[gap] not in volids


def either(*skips: Skip | None) -> Skip | None:
    """Out of the question if any of them says so."""
    given = [skip for skip in skips if skip is not None]
    if len(given) < 2:
        return given[0] if given else None
    return lambda gap: any(skip(gap) for skip in given)


def pair_reason(request: Request, volids: set[str]) -> str:
    """Why a request that must stay apart from others, or be with them, finds nothing where there are gaps."""
    if request.together is not None:
        where = f", which is on {', '.join(sorted(volids))}" if volids else ""
        return f"no volume has room for all of the set {request.together}{where}"
    return f"all volumes that would hold it have a member of the set {request.apart}: {', '.join(sorted(volids))}"


def set_members(request: Request, volids: set[str]) -> str:
    """Where the set is from which a request stays apart."""
    return f"the set {request.apart} is on {', '.join(sorted(volids))}"


def never_chosen(pool: Pool) -> str:
    """Which volumes of a pool are never chosen, in words; empty if there are none."""
    return f"{some_of(sorted(pool.never))}, never chosen" if pool.never else ""
