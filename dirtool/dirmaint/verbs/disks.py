"""Verbs for minidisks: they allocate, format, copy, hand on and give back; DATAMOVE does the work on the disks.

Source: z/VM DirMaint Commands Reference, AMDISK, CMDISK, RMDISK, CLONEDISK, TMDISK, DMDISK; the order of the messages after
console logs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from dirtool.dirmaint.answer import PROCESSING, Message, Refused
from dirtool.dirmaint.judgement import (
    check_holder,
    check_label,
    check_numbers,
    check_place,
    check_unused,
    keeping_links,
)
from dirtool.dirmaint.server import WORK_UNIT, Hold, Request
from dirtool.dirmaint.source_directory import extent_of
from dirtool.dirmaint.source_entry import Line, SourceEntry
from dirtool.dirmaint.space.allocation import ANY_DEVTYPE, KIND_OF_FORM, NoRoom, UnknownArea
from dirtool.dirmaint.work_units import WorkUnit
from dirtool.spec.statements import BY_NAME
from dirtool.syntax import verbs
from dirtool.syntax.statement import MASK, Statement
from dirtool.syntax.statements import Mdisk
from dirtool.syntax.to_text import text_of

_IN_BLOCKS = {"TBLK": "T-DISK", "VDBS": "V-DISK"}  # the directory has another form for them
_VDISK_TYPE = "FB-512"
_TEMPORARY = ("T-DISK", "V-DISK", "TBLK", "VDBS", "DEVNO")

Held = tuple[str, int, int | None]


class Placing(NamedTuple):
    """Where a new minidisk lies, and how much of it: the operands of MDISK."""

    devtype: str
    form: str
    start: int | None
    size: int | str | None
    volid: str | None
    rdev: str | None
    block_size: int | None


def add_disk(request: Request) -> None:
    """Work off AMDISK."""
    order = request.order
    assert isinstance(order, verbs.Amdisk)
    entry = request.entry()
    check_holder(entry.kind, BY_NAME["MDISK"])
    request.check_device(entry, order.vdev)
    is_formatted = order.label is not None or order.blksize is not None
    _check_format(order.form, is_formatted)
    if order.vdev in entry.devices:
        raise Refused(9005, f"{entry.name}/{order.vdev} is there already.")
    place = chosen_place(request, order)
    disk = disk_at(order.vdev, place, order.mode, order)
    _check_new(request, entry, disk)
    if is_formatted:
        _by_datamove(request, entry, disk, lambda: request.source.add(entry, disk))
    else:
        request.source.add(entry, disk)
        request.updated(entry)


def change_disk(request: Request) -> None:
    """Work off CMDISK: a new place, the data copied, the old place given back."""
    order = request.order
    assert isinstance(order, verbs.Cmdisk)
    entry, line, old = _own_disk(request, order.vdev)
    if old.form in _TEMPORARY:
        raise Refused(3543, f"{entry.name}/{order.vdev} is temporary and cannot be copied.")
    place = chosen_place(request, order)
    disk = disk_at(order.vdev, place, old.mode, old)
    _check_new(request, entry, disk, line)
    _by_datamove(request, entry, disk, lambda: _swap(request, entry, line, disk))


def replace_disk(request: Request) -> None:
    """Work off RMDISK: a new, empty minidisk in the place of one; links to it go on."""
    order = request.order
    assert isinstance(order, verbs.Rmdisk)
    entry, line, old = _own_disk(request, order.vdev)
    is_formatted = order.label is not None or order.blksize is not None
    _check_format(order.form, is_formatted)
    disk = disk_at(order.vdev, chosen_place(request, order), old.mode, old)
    _check_new(request, entry, disk, line)
    if is_formatted:
        _by_datamove(request, entry, disk, lambda: _swap(request, entry, line, disk))
    else:
        _swap(request, entry, line, disk)
        request.updated(entry)


def clone_disk(request: Request) -> None:
    """Work off CLONEDISK: a copy of another minidisk, in a new place or over a minidisk that is there."""
    order = request.order
    assert isinstance(order, verbs.Clonedisk)
    entry = request.entry()
    check_holder(entry.kind, BY_NAME["MDISK"])
    request.check_device(entry, order.vdev)
    holder, source = _source_disk(request, order.source_user, order.source_vdev)
    line = entry.device(order.vdev)
    if line is not None:
        _check_target(entry, line, source)
        if order.form is not None:
            raise Refused(9005, f"{entry.name}/{order.vdev} is there already; a copy over it needs no place.")
        disk = None
    else:
        if order.form is None:
            raise Refused(9006, f"{entry.name} has no minidisk {order.vdev}; a new one needs a place.")
        place = chosen_place(request, order, source.devtype)
        disk = disk_at(order.vdev, place, order.mode, order)
        if disk.size != source.size:
            raise Refused(9014, f"The copy has a size of {disk.size}, the source {source.size}.")
        _check_new(request, entry, disk)
    _clone(request, entry, disk, holder)


def _clone(request: Request, entry: SourceEntry, disk: Mdisk | None, holder: SourceEntry) -> None:
    """The directory is changed at once, the copying goes on in the work unit."""
    order = request.order
    assert isinstance(order, verbs.Clonedisk)
    source = (holder.name, order.source_vdev)
    unit = _queue(request, entry, order.vdev, lambda: None, lambda: None, also=source)
    for _ in range(3):
        request.updated(unit.machine or request.server.units.machines[0])
    if disk is not None:
        request.source.add(entry, disk)
    request.updated(entry)
    _pass_on(request, unit)


def transfer_disk(request: Request) -> None:
    """Work off TMDISK: the minidisk goes to another entry with what is on it."""
    order = request.order
    assert isinstance(order, verbs.Tmdisk)
    entry, line, old = _own_disk(request, order.vdev)
    new_owner = request.source.entry(order.new_owner)
    if new_owner is None:
        raise Refused(9002, f"{order.new_owner} is not in the directory.")
    request.check_lock(new_owner)
    request.check_device(new_owner, order.new_vdev)
    check_holder(new_owner.kind, BY_NAME["MDISK"], old)
    passwords = {} if order.read_password is None else _passwords(order)
    disk = old.with_operands(vdev=order.new_vdev, mode=order.mode or old.mode, **passwords)
    check_numbers(request, new_owner, disk, (line,))
    check_label(request, new_owner, disk)
    request.source.new_line(disk)
    with keeping_links(request, entry, [order.vdev]):
        request.source.remove(entry, line)
        new = request.source.add(new_owner, disk)
        new.extensions = [Line(one.texts, one.statement) for one in line.extensions]
    request.updated(entry, *([] if new_owner is entry else [new_owner]))


def delete_disk(request: Request) -> None:
    """Work off DMDISK."""
    order = request.order
    assert isinstance(order, verbs.Dmdisk)
    entry, line, disk = _own_disk(request, order.vdev)
    if order.cleaning == "CLEAN" and disk.form in _TEMPORARY:
        raise Refused(3543, f"{entry.name}/{order.vdev} is temporary and cannot be cleaned.")
    with keeping_links(request, entry, [order.vdev]):
        request.source.remove(entry, line)
    request.updated(entry)
    clean_up(request, entry, disk, cleans=cleans(request, order.cleaning))


# ---- what PURGE needs too


def cleans(request: Request, word: str | None) -> bool:
    """Whether space is cleaned that is given back: as the command says, or as the server is set up."""
    return request.server.settings.disk_cleanup if word is None else word == "CLEAN"


def clean_up(
    request: Request, entry: SourceEntry, disk: Mdisk, *, cleans: bool, done: Callable[[], None] | None = None
) -> bool:
    """Give back the space of a minidisk that has gone, by a work unit if it is cleaned; whether there is one.

    `done` is called when that has ended.
    """
    extent = extent_of(disk)
    if not cleans or extent is None:
        return False
    hold = _hold(request, entry, disk, extent)

    def finish() -> None:
        _release(request, hold)
        if done is not None:
            done()

    unit = _queue(request, entry, disk.vdev, finish, finish)
    _pass_on(request, unit)
    return True


# ---- places


def _check_format(form: str, is_formatted: bool) -> None:
    if is_formatted and form in _TEMPORARY:
        raise Refused(3543, f"A {form} cannot be formatted.")


def chosen_place(request: Request, order: Any, devtype: str | None = None) -> Placing:
    """The place that an order names, or that DirMaint chooses. Raises Refused where there is none."""
    form: str = order.form
    wanted = getattr(order, "devtype", None) or devtype or ANY_DEVTYPE
    if form in _IN_BLOCKS:
        return _temporary(request, form, order.size, wanted, order.block_size)
    if form not in KIND_OF_FORM:
        if wanted == ANY_DEVTYPE:
            raise Refused(9001, f"{ANY_DEVTYPE} is no device type; it can stand where DirMaint chooses the place.")
        rdev = getattr(order, "rdev", None)
        return Placing(wanted, form, order.start, order.size, order.volid, rdev, order.block_size)
    name = order.volid if KIND_OF_FORM[form] == "volume" else order.area
    if KIND_OF_FORM[form] == "group" and name in request.server.faults.full_groups:
        raise Refused(9007, f"Group {name} has no room for {order.size} (as asked for).")
    found = request.server.allocation.choose(form, order.size, name, wanted, order.block_size)
    if isinstance(found, UnknownArea):
        raise Refused(9012, f"There is no {found.area}.")
    if isinstance(found, NoRoom):
        for switch in found.uncertain:
            request.uncertain(switch, "DirMaint may find room")
        largest = (
            "" if found.largest is None else f" The largest gap holds {found.largest.size} on {found.largest.volid}."
        )
        raise Refused(9007, f"{found.reason[:1].upper()}{found.reason[1:]} ({order.size} wanted).{largest}")
    for switch in found.uncertain:
        request.uncertain(
            switch, f"{found.volid} {found.first}-{found.last} is one place of several that DirMaint may choose"
        )
    request.source.note(request.server.allocation.remember(found))
    return Placing(found.devtype, "extent", found.first, found.size, found.volid, None, None)


def is_for_dirmaint(disk: Any) -> bool:
    """Whether the directory has another form than that of a minidisk: DirMaint chooses its place, or converts its size."""
    return disk.form in KIND_OF_FORM or disk.form in _IN_BLOCKS


def _temporary(request: Request, form: str, blocks: int, devtype: str, block_size: int) -> Placing:
    """The place of a temporary disk whose size is in CMS blocks: the directory counts in the units of the device."""
    size = request.server.control.units_for(_VDISK_TYPE if form == "VDBS" else devtype, blocks, block_size)
    if size is None:
        raise Refused(9018, f"Nobody knows how much of a {devtype} holds {blocks} blocks of {block_size} bytes.")
    return Placing(devtype, _IN_BLOCKS[form], None, size, None, None, None)


def disk_at(vdev: str, place: Placing, mode: str | None, passwords: Any) -> Mdisk:
    has_passwords = passwords.read_password is not None
    return Mdisk(
        vdev,
        place.devtype,
        place.form,
        place.start,
        place.size,
        place.block_size,
        place.volid,
        place.rdev,
        None,
        mode or ("W" if has_passwords else None),  # the default, which has to be said where passwords follow
        passwords.read_password,
        passwords.write_password,
        passwords.multi_password,
    )


def _passwords(order: Any) -> dict[str, str | None]:
    names = ("read_password", "write_password", "multi_password")
    return {name: getattr(order, name) for name in names}


def _check_new(request: Request, entry: SourceEntry, disk: Mdisk, replaced: Line | None = None) -> None:
    check_holder(entry.kind, BY_NAME["MDISK"], disk)
    check_numbers(request, entry, disk, () if replaced is None else (replaced,))
    check_place(request, entry, disk)
    check_unused(request, disk)
    request.source.new_line(disk)


def _own_disk(request: Request, vdev: str) -> tuple[SourceEntry, Line, Mdisk]:
    """The minidisk of the entry that a request is for. Raises Refused if there is none, or if it is locked."""
    entry = request.entry()
    request.check_device(entry, vdev)
    for line in entry.devices.get(vdev, ()):
        if isinstance(line.statement, Mdisk):
            return entry, line, line.statement
    raise Refused(9006, f"{entry.name} has no minidisk {vdev}.")


def _source_disk(request: Request, userid: str, vdev: str) -> tuple[SourceEntry, Mdisk]:
    """The minidisk of a machine, and the entry that holds it. Raises Refused if there is none, or if it is locked."""
    owner = request.source.machine(userid)
    if owner is None:
        raise Refused(9002, f"{userid} is not in the directory.")
    parts = [owner]
    if owner.kind == "identity":
        parts += [part for some in request.source.subconfigs(owner).values() for part in some]
    for part in parts:
        line = part.device(vdev)
        if line is not None and isinstance(line.statement, Mdisk):
            if line.statement.form in _TEMPORARY:
                raise Refused(3543, f"{userid}/{vdev} is temporary and cannot be copied.")
            request.check_device(part, vdev)
            return part, line.statement
    raise Refused(9006, f"{userid} has no minidisk {vdev}.")


def _check_target(entry: SourceEntry, line: Line, source: Mdisk) -> None:
    target = line.statement
    if not isinstance(target, Mdisk) or target.form in _TEMPORARY:
        raise Refused(9014, f"{entry.name} has another device there than a minidisk.")
    if (target.devtype, target.size) != (source.devtype, source.size):
        raise Refused(
            9014,
            f"{entry.name}/{target.vdev} is {target.devtype} of {target.size}, the source {source.devtype} of {source.size}.",
        )


# ---- work units


def _swap(request: Request, entry: SourceEntry, line: Line, disk: Mdisk) -> None:
    """The new minidisk takes the place of the old one, whose space is given back."""
    old = line.statement
    assert isinstance(old, Mdisk)
    request.source.put(entry, line, disk)
    clean_up(request, entry, old, cleans=request.server.settings.disk_cleanup)


def _by_datamove(request: Request, entry: SourceEntry, disk: Mdisk, put: Callable[[], object]) -> None:
    """Let DATAMOVE have the space of a new minidisk until the work unit has ended and `put` puts it into the entry."""
    extent = extent_of(disk)
    assert extent is not None
    hold = _hold(request, entry, disk, extent)

    def give_back() -> None:
        _release(request, hold)

    def finish() -> None:
        give_back()
        put()

    unit = _queue(request, entry, disk.vdev, finish, give_back)
    unit.updates = (entry.name,)
    _pass_on(request, unit)


def _hold(request: Request, entry: SourceEntry, disk: Mdisk, extent: Held) -> Hold:
    """Let DATAMOVE have some space, for the work unit that comes next."""
    holder = f"{request.server.units.machines[0]}/{len(request.server.units.all) + 1}"
    request.server.space.add(*extent, holder)
    hold = Hold(holder, f"{entry.name}/{disk.vdev}", *extent, is_taken=True)
    request.server.holds.append(hold)
    return hold


def _release(request: Request, hold: Hold) -> None:
    request.server.space.remove(hold.volid, hold.first, hold.last, hold.holder)
    request.server.holds.append(hold._replace(is_taken=False))


def _queue(
    request: Request,
    entry: SourceEntry,
    vdev: str,
    finish: Callable[[], None],
    cancel: Callable[[], None],
    also: tuple[str, str] | None = None,
) -> WorkUnit:
    """Build a work unit and lock what it works on until it has ended."""
    server = request.server
    locked = [(entry.name, vdev), *([also] if also is not None else [])]
    identity = server.new_identity()

    def unlock() -> None:
        for device in locked:
            server.device_locks.pop(device, None)

    def finish_and_unlock() -> list[Message]:
        unlock()
        before = len(request.said)
        finish()
        return request.said[before:]

    def cancel_and_unlock() -> None:
        unlock()
        cancel()

    begun = (
        f"Work unit {identity} is in progress for {request.sender} at {server.settings.node}, request {request.number} for "
        f"{entry.name} sysaffin {request.node}; to: {_masked(request.order)}"
    )
    unit = WorkUnit(
        len(server.units.all) + 1,
        identity,
        request.verb.name,
        entry.name,
        vdev,
        begun,
        finish_and_unlock,
        cancel_and_unlock,
    )
    for device in locked:
        server.device_locks[device] = f"{WORK_UNIT}{identity}"
    server.units.add(unit)
    request.unit = unit
    request.say(3541, f"Work unit {identity} is queued.")
    if unit.machine is not None:
        request.say(3541, begun, routine=PROCESSING)
    return unit


def _pass_on(request: Request, unit: WorkUnit) -> None:
    """The entry of the DATAMOVE machine gets the minidisk, and the machine its work."""
    request.updated(unit.machine or request.server.units.machines[0])
    request.say(3891, "The DMVCTL request is passed on.")


def _masked(order: Statement) -> str:
    """The text of a verb with its operands, its passwords masked."""
    rows = order.definition.by_name
    shown = {
        name: MASK if rows[name].secret and value not in rows[name].vocabulary else value
        for name, value in order.operands().items()
    }
    return text_of(order.definition, shown)
