"""What an entry of desired.yaml must not say: a device number twice, a statement twice, what is to be removed as well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from dirtool.compare.desired.state import Clone, DesiredEntry, Removal, Temporary
from dirtool.errors import InputError
from dirtool.model.devices import NIC_DEVICES, device_count, device_number
from dirtool.spec.statements import BY_NAME
from dirtool.spec.values import HIGHEST_DEVICE_NUMBER
from dirtool.syntax.statement import Statement
from dirtool.syntax.statements import Share
from dirtool.text.yaml_tree import Place

_MAY_STAND_TWICE = ("ACCOUNT",)  # further numbers may stand on further statements


class _Device(NamedTuple):
    """The device numbers that something takes, first and last."""

    first: int
    last: int
    what: str
    place: Place

    @property
    def shown(self) -> str:
        numbers = f" ({self.first:04X}-{self.last:04X})" if self.last > self.first else ""
        return f"{self.what}{numbers}"


def check_entry(entry: DesiredEntry) -> None:
    """Raise InputError where two devices take one number, or a statement that may stand once stands twice."""
    _check_devices(entry)
    _check_statements(entry)
    check_clones(entry)
    for disk in entry.minidisks.values():
        if entry.kind == "identity" and isinstance(disk.where, Temporary) and disk.where.form == "V-DISK":
            raise InputError(
                f"{disk.place}: vdisk {disk.vdev} does not belong in an identity; allowed: in its subconfigs"
            )


def check_clones(entry: DesiredEntry) -> None:
    """Raise InputError for a minidisk that shall be a copy of itself."""
    for disk in entry.minidisks.values():
        if isinstance(disk.where, Clone) and disk.where.subject == f"{entry.name}/{disk.vdev}":
            raise InputError(f"{disk.place}: minidisk {disk.where.subject} is a clone of itself; allowed: another one")


def check_removals(entries: Mapping[str, DesiredEntry], removals: Iterable[Removal]) -> None:
    """Raise InputError for an entry or a device that is wanted and shall be removed, too.

    Of the statements of a keyword that shall be removed, those that are wanted stay.
    """
    for removal in removals:
        entry = entries.get(removal.entry)
        if entry is None or removal.keyword is not None:
            continue
        place = entry.place if removal.vdev is None else numbers_of(entry).get(removal.vdev)
        if place is not None:
            subject = "/".join(filter(None, (removal.entry, removal.vdev)))
            raise InputError(
                f"{removal.place}: {subject} shall be removed, but is wanted at {place}; allowed: one of the two"
            )


def numbers_of(entry: DesiredEntry) -> dict[str, Place]:
    """The device numbers that an entry names, with where."""
    return {f"{device.first:04X}": device.place for device in _devices(entry)}


def may_stand_once(statement: Statement) -> tuple[str, str] | None:
    """What tells a statement that may stand once from others: its keyword, and of SHARE the type of processors."""
    if BY_NAME[statement.keyword].repeatable or statement.keyword in _MAY_STAND_TWICE:
        return None
    return statement.keyword, (statement.cputype or "") if isinstance(statement, Share) else ""


def _devices(entry: DesiredEntry) -> Iterator[_Device]:
    for disk in entry.minidisks.values():
        yield _device("minidisk", disk.vdev, 1, disk.place)
    for nic in entry.nics.values():
        count = nic.operands.get("devices", NIC_DEVICES)
        assert isinstance(count, int)
        yield _device("NIC", nic.vdev, count, nic.place)
    for link in entry.links.values():
        yield _device("link", link.vdev, 1, link.place)
    for dedicate in entry.dedicate.values():
        yield _device("dedicated device", dedicate.vdev, 1, dedicate.place)
    for wanted in entry.statements:
        vdev = device_number(wanted.statement)
        if vdev is not None:
            yield _device(wanted.statement.keyword, vdev, device_count(wanted.statement), wanted.place)


def _device(what: str, vdev: str, count: int, place: Place) -> _Device:
    first = int(vdev, 16)
    return _Device(first, first + count - 1, f"{what} {vdev}", place)


def _check_devices(entry: DesiredEntry) -> None:
    furthest: _Device | None = None
    for device in sorted(_devices(entry), key=lambda device: (device.first, device.place)):
        if device.last > HIGHEST_DEVICE_NUMBER:
            raise InputError(f"{device.place}: {device.shown} goes past FFFF")
        if furthest is not None and device.first <= furthest.last:
            raise InputError(
                f"{device.place}: {device.shown} takes number {device.first:04X}, which {furthest.shown} at "
                f"{furthest.place} has already"
            )
        if furthest is None or device.last > furthest.last:
            furthest = device


def _check_statements(entry: DesiredEntry) -> None:
    first: dict[tuple[str, str], Place] = {}
    for wanted in entry.statements:
        once = may_stand_once(wanted.statement)
        if once is None:
            continue
        before = first.setdefault(once, wanted.place)
        if before is not wanted.place:
            raise InputError(f"{wanted.place}: {once[0]} stands twice; it is at {before} already, and may stand once")
