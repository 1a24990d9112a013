"""A desired state, every entry of which says all that it has, as the records of a directory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from dirtool.compare.desired.keys import MOST_LOGONBY
from dirtool.compare.desired.state import (
    Desired,
    DesiredEntry,
    FixedPlace,
    Minidisk,
    RealDevice,
    Temporary,
    VolumeFacts,
)
from dirtool.spec.statement import Section
from dirtool.spec.statements import BY_NAME
from dirtool.syntax.statement import Statement
from dirtool.syntax.to_text import records_of, statement_records

Password = Callable[[DesiredEntry], str]

_DEVTYPE_OF_VDISK = "FB-512"
_PLACEHOLDER = "*"
_NO_PRIORITY = 64  # it is ignored, but must be there before a symbol that could be one
_MACHINES = ("user", "identity")
_FRONT = ("POOL", "BUILD")  # statements that have a place of their own: with INCLUDE, directly behind the header


def directory_records(desired: Desired, password: Password) -> list[str]:
    """The entries as records, of at most 71 columns each.

    `password` gives the password of an entry that has no word such as NOLOG. Raises ValueError, with the subject, for what
    does not say all that a directory needs: a minidisk without a place, or one of an unknown device type.
    """
    return [record for entry in desired.entries.values() for record in entry_records(entry, desired.volumes, password)]


def entry_records(entry: DesiredEntry, volumes: Mapping[str, VolumeFacts], password: Password) -> Iterator[str]:
    """The same for one entry; `volumes` tell device types that it does not say."""
    yield from _header(entry, password)
    by_section: dict[str, list[Statement]] = {}
    for wanted in entry.statements:
        keyword = wanted.statement.keyword
        section = keyword if keyword in _FRONT else wanted.statement.definition.section.value
        by_section.setdefault(section, []).append(wanted.statement)
    yield from _all(by_section.pop("POOL", ()))
    if entry.include is not None:
        yield from _said("INCLUDE", profile=entry.include)
    yield from _all(by_section.pop("BUILD", ()))
    logonby = entry.logonby or ()
    for at in range(0, len(logonby), MOST_LOGONBY):
        yield from _said("LOGONBY", userid=logonby[at : at + MOST_LOGONBY])
    if entry.options:
        yield from statement_records(entry.options)
    yield from _all(by_section.get(Section.GENERAL.value, ()))
    yield from _all(by_section.get(Section.DEVICE.value, ()))
    yield from device_records(entry, volumes)


def _all(statements: Iterable[Statement]) -> Iterator[str]:
    for statement in statements:
        yield from statement_records(statement)


def _said(keyword: str, **operands: Any) -> list[str]:
    """The records of a statement with some operands; those that are None are not there."""
    return records_of(BY_NAME[keyword], {name: value for name, value in operands.items() if value is not None})


def _behind(keyword: str, words: tuple[str, ...]) -> list[str]:
    return [" ".join((keyword, *words))] if words else []


def _header(entry: DesiredEntry, password: Password) -> list[str]:
    """The header; what stands before an operand that is there gets a placeholder."""
    if entry.kind not in _MACHINES:
        return _said(entry.kind.upper(), **{"profile" if entry.kind == "profile" else "id": entry.name})
    said = {"storage": entry.storage, "max_storage": entry.max_storage, "class": entry.class_, **entry.header}
    words = entry.password if isinstance(entry.password, str) else password(entry)
    return _said(entry.kind.upper(), userid=entry.name, password=words, **without_gaps(said))


def without_gaps(said: Mapping[str, Any]) -> dict[str, Any]:
    """The operands of a USER or IDENTITY behind the password, with placeholders before those that are there."""
    found: dict[str, Any] = {}
    waiting: dict[str, Any] = {}
    for row in BY_NAME["USER"].operands[2:]:
        value = said.get(row.name)
        if value is not None:
            found |= waiting | {row.name: value}
            waiting = {}
        elif row.name != "priority":
            waiting[row.name] = _PLACEHOLDER if _PLACEHOLDER in row.values else row.default
    if str(found.get("line_end", "")).isdigit():
        found.setdefault("priority", _NO_PRIORITY)
    return found


def device_records(entry: DesiredEntry, volumes: Mapping[str, VolumeFacts]) -> Iterator[str]:
    """The records of its minidisks, adapters, links and real devices, with those of what stands behind them."""
    for disk in entry.minidisks.values():
        yield from _said("MDISK", vdev=disk.vdev, **_place_of(disk, entry.name, volumes), mode=disk.mode)
        yield from _behind("MINIOPT", disk.miniopt)
        yield from _behind("DASDOPT", disk.dasdopt)
    for nic in entry.nics.values():
        yield from _said("NICDEF", vdev=nic.vdev, **nic.operands)
    for link in entry.links.values():
        yield from _said("LINK", userid=link.userid, vdev1=link.owner_vdev, vdev2=link.vdev, mode=link.mode)
        yield from _behind("DASDOPT", link.dasdopt)
    for dedicate in entry.dedicate.values():
        yield from _said("DEDICATE", vdev=dedicate.vdev, **dedicate.operands)
        yield from _behind("DASDOPT", dedicate.dasdopt)


def _place_of(disk: Minidisk, name: str, volumes: Mapping[str, VolumeFacts]) -> dict[str, Any]:
    """The operands of MDISK from the device type up to the mode."""
    devtype = disk.devtype
    match disk.where:
        case FixedPlace(volid, start, size):
            facts = volumes.get(volid)
            devtype = devtype or (None if facts is None else facts.devtype)
            form = {"form": "extent", "start": start, "size": "END" if size is None else size, "volid": volid}
        case Temporary(kind, size):
            devtype = _DEVTYPE_OF_VDISK if kind == "V-DISK" else devtype
            form = {"form": kind, "size": size}
        case RealDevice(rdev):
            form = {"form": "DEVNO", "rdev": rdev}
        case _:
            raise ValueError(f"{name}/{disk.vdev}: its place is not said")
    if devtype is None:
        raise ValueError(f"{name}/{disk.vdev}: its device type is not said")
    return {"devtype": devtype, **form}
