"""What FREEXT and USEDEXT tell of groups, regions and volumes: gaps, and who has what, one row each.

Source: z/VM DirMaint Commands Reference, FREEXT and USEDEXT, for what is told; how a row is laid out is our own. A gap and an
extent that two regions have in common are told for each.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dirtool.dirmaint.space.control import Area, ExtentControlState
from dirtool.dirmaint.space.volumes import UsedSpace
from dirtool.model.extent_control import Region

NONE = "*"
FREE_HEADING = "GROUP    REGION   VOLUME   START      SIZE       END        DEVTYPE"
USED_HEADING = "GROUP    REGION   VOLUME   START      SIZE       END        OWNER    ADDR SYSAFFIN"

_NO_NUMBER = "----"  # of an area of CP
_END = "END"


class FreeRow(NamedTuple):
    """A gap in a region, in cylinders or blocks; `group` is `*` for a region in no group."""

    group: str
    region: str
    volume: str
    start: int
    size: int
    end: int
    devtype: str

    def __str__(self) -> str:
        return f"{_place(self)} {self.devtype}"


class UsedRow(NamedTuple):
    """What an owner has of a region, in cylinders or blocks; `size` and `end` are None where it reaches to END.

    `group` and `region` are `*` where there is none. `vdev` is `----` for an area of CP.
    """

    group: str
    region: str
    volume: str
    start: int
    size: int | None
    end: int | None
    owner: str
    vdev: str
    system_affinity: str

    def __str__(self) -> str:
        return f"{_place(self)} {self.owner:<8} {self.vdev:<4} {self.system_affinity}"


def free_rows(extents: ExtentControlState, used: UsedSpace, area: Area) -> Iterator[FreeRow]:
    """The gaps in an area, region by region; none in a region of which nobody knows where it ends."""
    for region in _regions_of(extents, area):
        end = extents.end_of(region)
        for gap in () if end is None else used.gaps(region.volid, region.first, end):
            group = _group_of(extents, area, region)
            yield FreeRow(group, region.name, region.volid, gap.first, gap.size, gap.last, region.devtype)


def used_rows(extents: ExtentControlState, used: UsedSpace, area: Area) -> Iterator[UsedRow]:
    """The extents in an area, region by region, each whole; on a volume without regions all that there are.

    The owner of an extent is told as userid and vdev (LNX1/0100), or as an area of CP (.PAGE.).
    """
    regions = _regions_of(extents, area)
    for region in regions:
        yield from _used(
            used, _group_of(extents, area, region), region.name, region.volid, region.first, extents.end_of(region)
        )
    if area.kind == "volume" and not regions:
        yield from _used(used, NONE, NONE, area.name, 0, None)


def _used(used: UsedSpace, group: str, region: str, volid: str, first: int, last: int | None) -> Iterator[UsedRow]:
    for one in used.overlapping(volid, first, last):
        owner, _, vdev = one.owner.partition("/")
        size = None if one.last is None else one.last - one.first + 1
        yield UsedRow(group, region, volid, one.first, size, one.last, owner, vdev or _NO_NUMBER, NONE)


def _regions_of(extents: ExtentControlState, area: Area) -> list[Region]:
    names = extents.members(area) or []
    return [extents.regions[name] for name in names if name in extents.regions]


def _group_of(extents: ExtentControlState, area: Area, region: Region) -> str:
    """The group that was asked for, or else the first one of the region."""
    return area.name if area.kind == "group" else next(iter(extents.groups_of(region.name)), NONE)


def _place(row: FreeRow | UsedRow) -> str:
    size, end = (_END if number is None else number for number in (row.size, row.end))
    return f"{row.group:<8} {row.region:<8} {row.volume:<8} {row.start:>10} {size:>10} {end:>10}"
