"""Verbs for the server itself, its files, its work units, and passwords.

Source: z/VM DirMaint Commands Reference, FILE, QUERY, STATUS, WORKUNIT, CLEANUP, PW, SETPW, ONLINE, OFFLINE; the messages of
FILE and QUERY DATAMOVE after console logs.
"""

from __future__ import annotations

from dataclasses import replace

from dirtool.dirmaint.answer import Refused
from dirtool.dirmaint.judgement import check_labels, holds_areas
from dirtool.dirmaint.passwords import without_passwords, without_pasted_passwords
from dirtool.dirmaint.server import File, Request
from dirtool.dirmaint.settings import Online
from dirtool.dirmaint.source_entry import SourceEntry
from dirtool.model.extent_control import extent_control_of
from dirtool.syntax import verbs
from dirtool.syntax.extent_control import is_extent_control
from dirtool.syntax.statements import Identity, User

_PROTOTYPE = "PROTODIR"
_MODE = "E2"  # where a prototype was seen to be stored
_EXTENT_CONTROL = ("EXTENT", "CONTROL")
_ALL = "*"
_IMMEDIATELY: Online = "IMMED"
_HEADERS = (User, Identity)


def receive_file(request: Request) -> None:
    """Work off FILE: prototypes and EXTENT CONTROL are used, other files only received."""
    order = request.order
    assert isinstance(order, verbs.File)
    records = request.server.files(order.fn, order.ft)
    if records is None:
        raise Refused(9013, f"The sender has no file {order.fn} {order.ft}.")
    if order.ft == _PROTOTYPE:
        request.server.prototypes[order.fn] = records
    elif (order.fn, order.ft) == _EXTENT_CONTROL:
        if not is_extent_control(records):
            raise Refused(9001, f"{records.path} is no EXTENT CONTROL.")
        request.server.control.file(extent_control_of(records))
    request.say(3821, f"{order.fn} {order.ft} {_MODE} has arrived; RC = 0.")


def query(request: Request) -> None:
    """Work off QUERY DATAMOVE."""
    order = request.order
    assert isinstance(order, verbs.Query)
    if order.what != "DATAMOVE":
        raise Refused(9018, f"QUERY {order.what} is not simulated.")
    units = request.server.units
    wanted = (order.words or (_ALL,))[0]
    machines = [machine for machine in units.machines if wanted in (_ALL, machine)]
    if not machines:
        raise Refused(9002, f"{wanted} is no DATAMOVE machine.")
    for machine in machines:
        unit = units.running_on(machine)
        state, identity = ("INACTIVE", "NONE") if unit is None else ("ACTIVE", unit.identity)
        node = request.server.settings.node
        pending = units.pending + (unit is not None)
        request.say(
            3389, f"DATAMOVE {machine} at {node} Status: {state} WUCF:{identity} Pending: {pending} Autologs: 0"
        )


def status(request: Request) -> None:
    """Work off STATUS: locks and work units; the words behind it are not certain and change nothing."""
    server = request.server
    lines = [f"Entry {name} is locked by {owner}." for name, owner in sorted(server.locks.items())]
    lines += [f"Device {name}/{vdev} is locked by {who}." for (name, vdev), who in sorted(server.device_locks.items())]
    lines += [
        f"Work unit {unit.identity} ({unit.verb} {unit.userid}/{unit.vdev}): {unit.state}."
        for unit in server.units.unfinished
    ]
    for line in lines or ["Nothing is locked, and there is no work unit."]:
        request.say(9021, line)


def cancel_work_unit(request: Request) -> None:
    """Work off WORKUNIT CANCEL."""
    order = request.order
    assert isinstance(order, verbs.Workunit)
    _give_up(request, order.workunit)


def _give_up(request: Request, identity: str) -> None:
    unit = request.server.units.cancel(identity)
    if unit is None:
        raise Refused(9016, f"There is no work unit {identity} that waits, runs or has failed.")
    unit.cancel()
    request.say(9026, f"Work unit {unit.identity} ({unit.verb} {unit.userid}/{unit.vdev}) is given up.")


def clean_up_units(request: Request) -> None:
    """Work off CLEANUP: work units that have failed are tried again, or given up."""
    units = request.server.units
    retries = request.server.settings.cleanup_retries
    if units.failed:
        what = "tries them again" if retries else "gives them up"
        request.uncertain("cleanup_retries", f"Work units have failed, and CLEANUP {what}")
    if retries:
        for unit in units.retry():
            request.say(3541, f"Work unit {unit.identity} is queued again.")
    else:
        for identity in list(units.failed):
            _give_up(request, identity)


def set_own_password(request: Request) -> None:
    """Work off PW, of the sender or of the entry that is named."""
    order = request.order
    assert isinstance(order, verbs.Pw)
    if order.password is None:
        raise Refused(9018, "A password that is made up is not simulated.")
    if order.verify_password not in (None, order.password):
        raise Refused(9029, "The two passwords differ.")
    _set_password(request, request.entry(), order.password)


def set_password(request: Request) -> None:
    """Work off SETPW."""
    order = request.order
    assert isinstance(order, verbs.Setpw)
    _set_password(request, request.entry(), order.password)


def _set_password(request: Request, entry: SourceEntry, password: str) -> None:
    header = entry.header.statement
    if not isinstance(header, _HEADERS):
        raise Refused(9010, f"{entry.name} has no password.")
    held = holds_areas(entry)
    request.source.put(entry, entry.header, header.with_operands(password=password))
    if held:
        check_labels(request, entry)
    request.updated(entry)


def test_password(request: Request) -> None:
    """Work off TESTPW."""
    order = request.order
    assert isinstance(order, verbs.Testpw)
    header = request.entry(to_read=True).header.statement
    if not isinstance(header, _HEADERS) or header.password != order.password:
        raise Refused(9029, "It is not the password of the entry.")


def send_directory(request: Request) -> None:
    """Work off USER: the whole directory as a file."""
    order = request.order
    assert isinstance(order, verbs.User)
    records = request.source.changed()
    if order.what == "NOPASS":
        shown = without_passwords(records.texts, records.encoding, request.server.parser)
        request.files.append(File(f"USER {order.what}", shown))
    else:
        request.files.append(File(f"USER {order.what}", tuple(records.texts), is_secret=True))


def send_file(request: Request) -> None:
    """Work off SEND: EXTENT CONTROL, or a prototype."""
    order = request.order
    assert isinstance(order, verbs.Send)
    name = f"{order.fn} {order.ft}"
    prototype = request.server.prototypes.get(order.fn) if order.ft == _PROTOTYPE else None
    if prototype is not None:
        request.files.append(File(name, tuple(prototype.texts), is_secret=True))
    elif (order.fn, order.ft) == _EXTENT_CONTROL:
        request.files.append(File(name, without_pasted_passwords(request.server.control.records)))
    else:
        raise Refused(9013, f"The server has no file {name} here, but prototypes and EXTENT CONTROL.")


def go_online(request: Request) -> None:
    """Work off OFFLINE, and ONLINE, which goes back to what the server is set up for, or to IMMED if it says so."""
    server, words = request.server, request.order.operands().get("words", ())
    if words not in ((), (_IMMEDIATELY,)):
        raise Refused(9018, f"ONLINE {' '.join(words)} is not simulated.")
    usual: Online = _IMMEDIATELY if words or server.set_up_as == "OFFLINE" else server.set_up_as
    server.settings = replace(server.settings, online=usual if request.verb.name == "ONLINE" else "OFFLINE")
    request.say(9024, f"The object directory follows changes as set by ONLINE= {server.settings.online}.")


def loaded(request: Request) -> None:
    """Work off EXECLOAD and EXECDROP, which the sender's own part does."""
    request.say(1190, f"{request.verb.name} is done; RC = 0.")


def only_received(request: Request) -> None:
    """Work off a verb that changes nothing of what is simulated."""


def not_reported(request: Request) -> None:
    """Work off a verb that only reports, of which dirtool does not make the report."""
    request.say(9021, f"{request.verb.name} is accepted; the report that it would send is not made here.")


def not_modelled(request: Request) -> None:
    """Refuse a verb of which nobody here knows what it would change."""
    raise Refused(9018, f"{request.verb.name} is not simulated.")
