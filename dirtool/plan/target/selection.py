"""Some subjects of a desired state alone, as --only names them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from dirtool.compare.desired.checks import numbers_of
from dirtool.compare.desired.state import Clone, Desired, DesiredEntry, Removal, Within
from dirtool.errors import InputError
from dirtool.model.devices import device_number
from dirtool.plan.target.areas import areas_of
from dirtool.spec.statement import nearest
from dirtool.syntax.words import fold
from dirtool.wording import did_you_mean, plural

_VDEV_DIGITS = 4


class Selection(NamedTuple):
    """The entries that are left, without patterns and `like`; `desired` has the removals, regions and groups that are."""

    desired: Desired
    entries: Mapping[str, DesiredEntry]
    partial: frozenset[str]  # entries of which only some devices are left
    remarks: tuple[str, ...]


def selected(desired: Desired, entries: Mapping[str, DesiredEntry], only: Collection[str]) -> Selection:
    """The part of a desired state that some subjects name: entries, or devices as USERID/VDEV. All of it if there are none.

    Raises InputError for a subject of which it says nothing.
    """
    if not only:
        return Selection(desired, entries, frozenset(), ())
    names = dict.fromkeys(map(subject_in, only))
    whole = {name for name, vdev in names if vdev is None}
    devices: dict[str, set[str]] = {}
    for name, vdev in names:
        if vdev is not None and name not in whole:
            devices.setdefault(name, set()).add(vdev)
    _check_known(names, entries, desired.remove)
    left = {
        name: entry if name in whole else _devices_of(entry, devices[name])
        for name, entry in entries.items()
        if name in whole or not devices.get(name, set()).isdisjoint(numbers_of(entry))
    }
    remove = tuple(one for one in desired.remove if one.entry in whole or one.vdev in devices.get(one.entry, ()))
    pools = [
        disk.where
        for entry in left.values()
        for disk in entry.minidisks.values()
        if isinstance(disk.where, Within | Clone)
    ]
    narrow = areas_of(
        replace(desired, remove=remove),
        {pool.name for pool in pools if pool.kind == "group"},
        {pool.name for pool in pools if pool.kind == "region"},
    )
    partial = frozenset(left.keys() - whole)
    all_of_them = _count(desired, entries)
    out = all_of_them - _count(narrow, left) + len(partial)
    remark = f"--only leaves out {out:,} of {plural(all_of_them, 'subject')} of {desired.path}"
    return Selection(narrow, left, partial, (remark,) if out else ())


def subject_in(word: str) -> tuple[str, str | None]:
    """A subject as the name of an entry and the number of a device, if there is one."""
    name, slash, vdev = fold(word).partition("/")
    return name, vdev.zfill(_VDEV_DIGITS) if slash else None


def _count(desired: Desired, entries: Mapping[str, DesiredEntry]) -> int:
    """How many subjects are told of: entries, devices, removals, regions and groups."""
    devices = sum(map(len, map(numbers_of, entries.values())))
    return len(entries) + devices + len(desired.remove) + len(desired.regions) + len(desired.groups)


def _check_known(
    names: Collection[tuple[str, str | None]], entries: Mapping[str, DesiredEntry], remove: Collection[Removal]
) -> None:
    removed = {(one.entry, one.vdev) for one in remove} | {(one.entry, None) for one in remove}
    for name, vdev in names:
        entry = entries.get(name)
        is_known = entry is not None and (vdev is None or vdev in numbers_of(entry))
        if not is_known and (name, vdev) not in removed:
            subject = name if vdev is None else f"{name}/{vdev}"
            known = tuple(dict.fromkeys(_subjects(entries, remove, entry if vdev is not None else None)))
            raise InputError(
                f"--only {subject}: the desired state says nothing of it; allowed: entries and devices that it names",
                did_you_mean(nearest(subject, known)),
            )


def _subjects(
    entries: Mapping[str, DesiredEntry], remove: Collection[Removal], entry: DesiredEntry | None
) -> Iterator[str]:
    """What may have been meant: devices of an entry, or else entries."""
    if entry is not None:
        yield from (f"{entry.name}/{vdev}" for vdev in numbers_of(entry))
    yield from entries
    yield from (one.entry if one.vdev is None else f"{one.entry}/{one.vdev}" for one in remove)


def _devices_of(entry: DesiredEntry, vdevs: Collection[str]) -> DesiredEntry:
    """An entry that says nothing but some of its devices."""
    return DesiredEntry(
        entry.name,
        entry.place,
        entry.kind,
        minidisks={vdev: one for vdev, one in entry.minidisks.items() if vdev in vdevs},
        nics={vdev: one for vdev, one in entry.nics.items() if vdev in vdevs},
        links={vdev: one for vdev, one in entry.links.items() if vdev in vdevs},
        dedicate={vdev: one for vdev, one in entry.dedicate.items() if vdev in vdevs},
        statements=tuple(one for one in entry.statements if device_number(one.statement) in vdevs),
    )
