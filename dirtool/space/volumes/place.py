"""Who has a place of a volume."""

from __future__ import annotations

from typing import Literal, NamedTuple

from dirtool.model.extent import Gap
from dirtool.space.volumes.volume_map import MappedExtent, MappedVolume

PlaceState = Literal["owned", "free", "behind-end", "unknown"]


class OwnersAt(NamedTuple):
    """The extents that cover a cylinder or block, in the order of the map, and the gap that it lies in.

    `gap` is None where an extent that counts covers it, and behind the end of the volume. An overlay over a gap leaves it one.
    """

    volume: MappedVolume
    place: int
    extents: list[MappedExtent]
    gap: Gap | None

    @property
    def is_behind_end(self) -> bool:
        """Whether the volume ends before it, as far as its size is known."""
        return self.volume.size is not None and self.place >= self.volume.size

    @property
    def state(self) -> PlaceState:
        """What the place is; `unknown` behind all extents of a volume whose size is not known."""
        if self.is_behind_end:
            return "behind-end"
        if self.gap is not None:
            return "free"
        return "owned" if self.extents else "unknown"


def owners_at(volume: MappedVolume, place: int) -> OwnersAt:
    """Who has the cylinder or block `place`, counted from 0, of a volume."""
    covering = [one for one in volume.extents if one.first <= place and (one.last is None or place <= one.last)]
    return OwnersAt(volume, place, covering, next((gap for gap in volume.gaps if gap.first <= place <= gap.last), None))
