"""The volumes of the current directory while a plan gives out their space: what it has given is used, nothing is free again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Mapping

from dirtool.errors import InputError
from dirtool.model.directory import Directory
from dirtool.model.extent import Gap
from dirtool.model.extent_control import ExtentControl
from dirtool.model.volume_list import KnownVolume
from dirtool.space.allocation.allocate import allocate
from dirtool.space.allocation.placement import Placement, Unplaced
from dirtool.space.allocation.policy import DirmaintSettings, Policy
from dirtool.space.requests.request import Asked, Request
from dirtool.space.volumes.mapping import map_volumes
from dirtool.space.volumes.volume_map import MappedExtent, MappedVolume
from dirtool.wording import plural


class FreeSpace:
    """Gives places to requests."""

    def __init__(
        self,
        directory: Directory,
        known: Mapping[str, KnownVolume],
        extents: ExtentControl | None,
        dirmaint: DirmaintSettings | None,
    ) -> None:
        self._map = map_volumes(directory, known, extents)
        self._volumes = {volume.volid: volume for volume in self._map.volumes}
        self._extents = extents
        self._dirmaint = dirmaint

    def volume(self, volid: str) -> MappedVolume | None:
        """What is known of a volume."""
        return self._volumes.get(volid)

    def take(self, volid: str, first: int, last: int | None, subject: str) -> None:
        """Nobody else gets these cylinders or blocks, up to the end if `last` is None."""
        volume = self._volumes.get(volid)
        if volume is None:
            return
        userid, _, vdev = subject.partition("/")
        extent = MappedExtent(first, last, subject, "minidisk", userid, userid, vdev)
        insort(volume.extents, extent, key=lambda extent: extent.first)
        at = bisect_left(volume.gaps, first, key=lambda gap: gap.last)
        stop = len(volume.gaps) if last is None else bisect_right(volume.gaps, last, key=lambda gap: gap.first)
        volume.gaps[at:stop] = [part for gap in volume.gaps[at:stop] for part in _without(gap, first, last)]

    def place(self, requests: list[Request], policy: Policy) -> list[Placement]:
        """Places for requests, in their order. Raises InputError if there is none for some of them."""
        if not requests:
            return []
        answer = allocate(self._map, self._extents, Asked(requests), policy, dirmaint=self._dirmaint)
        if answer.unplaced:
            raise _no_room(answer.unplaced[0], len(answer.unplaced) - 1)
        for one in answer.placements:
            self.take(one.volid, one.first, one.last, one.subject)
        return answer.placements


def _without(gap: Gap, first: int, last: int | None) -> list[Gap]:
    """What is left of a gap without a part of it."""
    parts = [Gap(gap.first, first - 1), *([] if last is None else [Gap(last + 1, gap.last)])]
    return [part for part in parts if part.first <= part.last]


def _no_room(unplaced: Unplaced, more: int) -> InputError:
    largest = plural(unplaced.largest_gap, unplaced.unit) if unplaced.unit else ""
    gap = "" if largest in unplaced.reason else f"; the largest gap has {largest}"
    others = f"; nor for {plural(more, 'other minidisk')}" if more else ""
    place = unplaced.request.place
    return InputError(f"{place}: no room for {unplaced.subject}: {unplaced.reason}{gap}{others}", unplaced.advice)
