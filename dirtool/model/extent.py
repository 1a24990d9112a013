"""Extents of minidisks on volumes, counted in cylinders or in 512-byte blocks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from dirtool.model.directory import Directory, Entry, Placed
from dirtool.model.effective import subject_of
from dirtool.spec.devices import Unit, unit_of
from dirtool.syntax.statements import Mdisk


class Extent(NamedTuple):
    """A minidisk's place on its volume: `first` and `last` are inclusive; `last` is None for END, the volume's end."""

    volid: str
    unit: Unit
    first: int
    last: int | None
    subject: str
    entry: Entry
    placed: Placed

    @property
    def size(self) -> int | None:
        """The number of cylinders or blocks; None where it reaches to the end of the volume."""
        return None if self.last is None else self.last - self.first + 1


@dataclass(slots=True)
class Volume:
    """A volume and the extents on it, in the order of the directory.

    `devtypes` holds every device type that its minidisks name; more than one means that one of them is wrong.
    """

    volid: str
    devtypes: list[str] = field(default_factory=list)
    extents: list[Extent] = field(default_factory=list)


def extent_of(entry: Entry, placed: Placed) -> Extent | None:
    """The extent of an MDISK statement; None for those without a fixed place (T-DISK, V-DISK, DEVNO, DirMaint's AUTOx)."""
    disk = placed.statement
    if not isinstance(disk, Mdisk) or disk.start is None or disk.size is None or disk.volid is None:
        return None
    last = disk.start + disk.size - 1 if isinstance(disk.size, int) else None
    return Extent(disk.volid, unit_of(disk.devtype), disk.start, last, subject_of(entry, placed), entry, placed)


def volumes(directory: Directory) -> dict[str, Volume]:
    """Every volume that a minidisk of the directory names, by volid, in order of appearance."""
    found: dict[str, Volume] = {}
    for entry in directory.entries:
        for placed in entry:
            extent = extent_of(entry, placed)
            if extent is None:
                continue
            volume = found.setdefault(extent.volid, Volume(extent.volid))
            volume.extents.append(extent)
            disk = placed.statement
            assert isinstance(disk, Mdisk)
            if disk.devtype not in volume.devtypes:
                volume.devtypes.append(disk.devtype)
    return found
