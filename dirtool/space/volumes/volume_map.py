"""What the map of the volumes is made of: plain data, for every report and for the allocator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from dirtool.model.extent import Gap
from dirtool.spec.devices import Unit

SizeSource = Literal["given", "full-pack", "extent-control", "model", "unknown"]
ExtentKind = Literal["minidisk", "full-pack", "system"]
UnlocatedKind = Literal["devno", "tdisk", "vdisk", "auto", "sysres"]


class MappedExtent(NamedTuple):
    """A part of a volume that somebody has; both ends are inclusive.

    `last` is None for a minidisk that reaches to the END of a volume whose size is not known. `userid` is the user whose
    minidisk it is (of a SUBCONFIG: the IDENTITY that builds it), `entry` the name of the entry that holds the MDISK. A
    system area has a subject with dots, as DirMaint writes it (.PAGE., .LABEL.), and no user, entry, vdev and mode.
    `excluded` tells that an EXCLUDE record of EXTENT CONTROL names it; `counts` that its space is used: a full pack that
    lies over the minidisks of others is an overlay, and uses none.
    """

    first: int
    last: int | None
    subject: str
    kind: ExtentKind
    userid: str = ""
    entry: str = ""
    vdev: str = ""
    mode: str = ""
    excluded: bool = False
    counts: bool = True

    @property
    def size(self) -> int | None:
        """The number of cylinders or blocks; None where its end is not known."""
        return None if self.last is None else self.last - self.first + 1


class Shared(NamedTuple):
    """What two extents have in common (`last` None: up to the end of the volume), and their subjects in sorted order."""

    first: int
    last: int | None
    subjects: tuple[str, str]


@dataclass(slots=True)
class MappedVolume:
    """A volume: its extents by their places, the gaps between them, and what two of them share.

    `size` and `free` are None where the size is not known; then the gap behind the last extent is not known either, and not
    among `gaps`. `members` are those members of an SSI cluster that have minidisks on it, empty if all of them may.
    `identical` are equal extents, which are not among `overlaps`. `used` counts every cylinder or block that any extent
    covers, once; `used` and `free` make up the size where nothing lies behind the end.
    """

    volid: str
    devtype: str
    members: tuple[str, ...]
    unit: Unit
    size: int | None
    size_source: SizeSource
    used: int
    free: int | None
    extents: list[MappedExtent]
    gaps: list[Gap]
    overlaps: list[Shared]
    identical: list[Shared]
    untold_overlaps: int = 0  # of minidisks with more than ten
    model: str = ""  # of its devtype, such as 3390-09, where the size is that of a model
    regions: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()

    @property
    def largest_gap(self) -> int:
        """The size of the largest gap; 0 if there is none."""
        return max((gap.size for gap in self.gaps), default=0)

    @property
    def fragmentation(self) -> float:
        """How much of the free space lies outside of the largest gap: 0 if none does, near 1 if it is in many small gaps."""
        free = sum(gap.size for gap in self.gaps)
        return 1 - self.largest_gap / free if free else 0.0


class Unlocated(NamedTuple):
    """A minidisk that has no place on a volume of known name; `size` in cylinders or blocks, None where none is told."""

    subject: str
    kind: UnlocatedKind
    size: int | None


class VolumeMap(NamedTuple):
    """All volumes by volid, the minidisks without a place in the order of the directory, and what two of those share that
    lie on &SYSRES, whatever volume that is.
    """

    volumes: list[MappedVolume]
    unlocated: list[Unlocated]
    residence_overlaps: list[Shared]

    @property
    def overlaps(self) -> int:
        """How many pairs of extents overlap, wherever."""
        return sum(len(volume.overlaps) for volume in self.volumes) + len(self.residence_overlaps)
