"""What matters of an entry while a plan is carried out: its devices and where they lead, its minidisks, its other parts."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dirtool.model.devices import device_number
from dirtool.model.directory import Entry, EntryKind
from dirtool.model.extent import SYSTEM_RESIDENCE, Extent
from dirtool.syntax.statement import Statement, Unparsed
from dirtool.syntax.statements import Build, Include, Link, Mdisk, Nicdef, Pool

END = sys.maxsize
"""The last cylinder or block of a minidisk that reaches to the end of its volume."""

Target = tuple[str, str]
"""What a LINK names: the owner (`*`: the user himself), and the number of the device there."""


class Disk(NamedTuple):
    """A minidisk with a fixed place; both ends are inclusive.

    `side` is not empty if it is one of a SUBCONFIG on the system residence volume, of which each member of a cluster has its
    own: two sides never meet.
    """

    subject: str
    volid: str
    devtype: str
    first: int
    last: int
    side: str = ""

    @property
    def place(self) -> tuple[str, int, int]:
        """Volume, first and last cylinder or block."""
        return self.volid, self.first, self.last


class Part(NamedTuple):
    """An entry. `devices` are the definitions of each number: what a LINK names, or None for any other device.

    `doubles` are the numbers that several statements define that are not one adapter. `pool` are the lowest and the highest
    number of the pool that it is.
    """

    kind: EntryKind
    name: str
    devices: dict[str, tuple[Target | None, ...]]
    disks: tuple[Disk, ...]
    doubles: frozenset[str]
    profile: str | None
    builds: tuple[str, ...]
    pool: tuple[int, int] | None

    @property
    def links(self) -> set[tuple[str, Target]]:
        """The links: their own number, and what they name."""
        return {(vdev, one) for vdev, some in self.devices.items() for one in some if one is not None}


def part_of_entry(entry: Entry) -> Part:
    """What an entry that was read is."""
    return part_of(entry.kind, entry.name, entry.statements)


def part_of(kind: EntryKind, name: str, statements: Iterable[Statement]) -> Part:
    """What an entry with some statements is."""
    devices: dict[str, tuple[Target | None, ...]] = {}
    adapters: set[str] = set()
    doubles: set[str] = set()
    disks: list[Disk] = []
    profile: str | None = None
    builds: list[str] = []
    pool: tuple[int, int] | None = None
    for at, statement in enumerate(statements):
        match statement:
            case Unparsed():
                continue
            case Include() | Pool():
                profile = profile or statement.profile
                if isinstance(statement, Pool) and at == 1:  # behind the header
                    pool = statement.low, statement.high
                continue
            case Build():
                builds.append(statement.subconfig_id)
                continue
            case Mdisk():
                disks += _disks(kind, name, statement)
        vdev = device_number(statement)
        if vdev is None:
            continue
        target = (statement.userid, statement.vdev1) if isinstance(statement, Link) else None
        is_adapter = isinstance(statement, Nicdef)
        if vdev in devices and not (is_adapter and vdev in adapters):
            doubles.add(vdev)
        if is_adapter:
            adapters.add(vdev)
        devices[vdev] = (*devices.get(vdev, ()), target)
    return Part(kind, name, devices, tuple(disks), frozenset(doubles), profile, tuple(builds), pool)


def end_of(last: int | None) -> int:
    """The last cylinder or block of what reaches to the end of its volume if it says none."""
    return END if last is None else last


def disk_of(extent: Extent) -> Disk:
    """The same of an extent of a directory that was read."""
    side = _side(extent.entry.kind, extent.entry.name, extent.volid)
    return Disk(extent.subject, extent.volid, extent.disk.devtype, extent.first, end_of(extent.last), side)


def _side(kind: EntryKind, name: str, volid: str) -> str:
    return name if kind == "subconfig" and volid == SYSTEM_RESIDENCE else ""


def _disks(kind: EntryKind, name: str, disk: Mdisk) -> Iterator[Disk]:
    start, size = disk.start, disk.size
    if disk.form == "extent" and disk.volid is not None and isinstance(start, int):
        last = start + size - 1 if isinstance(size, int) else END
        if last >= start:
            yield Disk(f"{name}/{disk.vdev}", disk.volid, disk.devtype, start, last, _side(kind, name, disk.volid))
