"""What requests ask of each other, and what pools keep: sets that stay apart or together, and headroom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dirtool.space.gap_index import Skip
from dirtool.space.request import Headroom, Request
from dirtool.space.search_space import Pool, SearchSpace


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


class Headrooms:
    """The pools that keep headroom."""

    def __init__(self, space: SearchSpace, asked: Mapping[str, Headroom]) -> None:
        self._space = space
        self._kept = []
        for name, headroom in asked.items():
            pool = space.pool(space.named(name))
            self._kept.append(_Kept(pool, f"{pool.name} keeps {headroom} free", pool.free, headroom.of(pool.size)))
        self._by_window: dict[int, list[_Kept]] = {}
        for kept in self._kept:
            for window in kept.pool.windows:
                self._by_window.setdefault(window, []).append(kept)

    def __bool__(self) -> bool:
        return bool(self._kept)

    def skip(self, size: int) -> Skip:
        """Which gaps are out of the question for a size: those in a pool that would have less than its headroom."""
        full = {
            window
            for window, all_kept in self._by_window.items()
            if any(kept.free - size < kept.kept for kept in all_kept)
        }
        window_of = self._space.window_of
        return lambda gap: window_of[gap] in full

    def take(self, window: int, size: int) -> None:
        """Space of a window was given out."""
        for kept in self._by_window.get(window, ()):
            kept.free -= size

    def broken_by(self, window: int) -> str:
        """Which pools with a window have less than their headroom; empty if none has."""
        return ", and ".join(kept.text for kept in self._by_window.get(window, ()) if kept.free < kept.kept)

    def refusing(self, pool: Pool, size: int) -> str:
        """Why a pool that has a gap gives nothing: the pools that keep their headroom."""
        texts = [
            kept.text
            for kept in self._kept
            if kept.free - size < kept.kept and not set(kept.pool.windows).isdisjoint(pool.windows)
        ]
        return ", and ".join(texts)


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
    where = ", ".join(sorted(volids))
    if request.together is not None:
        return f"no volume has room for all of the set {request.together}" + (f", which is on {where}" if where else "")
    return f"all volumes that would hold it have a member of the set {request.apart}: {where}"
