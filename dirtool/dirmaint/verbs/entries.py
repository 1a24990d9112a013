"""Verbs for whole entries: they add, replace, lock and remove, and rename devices and entries.

Source: z/VM DirMaint Commands Reference, ADD, GET, REPLACE, REVIEW, PURGE, LOCK, UNLOCK, CHVADDR, CHNGID.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import nullcontext

from dirtool.dirmaint.answer import Refused
from dirtool.dirmaint.judgement import (
    check_adapter_types,
    check_device,
    check_entry,
    check_include,
    check_labels,
    check_links_by_name,
    check_name,
    check_unused,
    compiler_says,
    holds_areas,
    keeping_links,
)
from dirtool.dirmaint.passwords import without_passwords
from dirtool.dirmaint.server import File, Request
from dirtool.dirmaint.source_directory import extent_of
from dirtool.dirmaint.source_entry import Line, SourceEntry, lines_of
from dirtool.dirmaint.space.allocation import KIND_OF_FORM
from dirtool.dirmaint.verbs.disks import chosen_place, clean_up, cleans, disk_at, is_for_dirmaint
from dirtool.model.devices import device_number
from dirtool.model.directory import Directory
from dirtool.syntax import verbs
from dirtool.syntax.control_comment import DVHOPT
from dirtool.syntax.masking import shown_keyword
from dirtool.syntax.source import Source
from dirtool.syntax.statement import Statement
from dirtool.syntax.statements import (
    Account,
    Acigroup,
    Amdisk,
    Build,
    Identity,
    Link,
    Mdisk,
    Profile,
    Subconfig,
    User,
)
from dirtool.text.columns import RECORD_LENGTH
from dirtool.text.records import Records, encode_text

_ENTRY_KINDS = ("user", "identity", "subconfig", "profile")
_DIRECT = "DIRECT"
_PROTOTYPE = "PROTODIR"
_SERVER = "DIRMAINT"


def add_entry(request: Request) -> None:
    """Work off ADD."""
    order = request.order
    assert isinstance(order, verbs.Add)
    request.target = order.entry
    if request.server.purging.get(order.entry):
        raise Refused(6831, f"The removal of {order.entry} has not ended.")
    lines = _from_prototype(request, order) if order.like is not None else _from_file(request, order.entry)
    header = lines[0].statement
    known = request.source.profile if isinstance(header, Profile) else request.source.machine
    if known(order.entry) is not None:
        raise Refused(3658, f"{order.entry} is in the directory already.")
    if not isinstance(header, Profile):
        check_name(request, order.entry)
    if order.member is not None:
        identity = _identity_for(request, order, header)
        request.source.add(identity, Build(order.member, order.entry))
        _take_in(request, lines)
        request.updated(identity)
    else:
        _take_in(request, lines)
    for _ in range(max(1, request.server.settings.updates_of_add)):
        request.updated(order.entry)


def _identity_for(request: Request, order: verbs.Add, header: Statement | None) -> SourceEntry:
    """The IDENTITY that shall build a new SUBCONFIG."""
    if not isinstance(header, Subconfig):
        raise Refused(9010, "BUILD ON is for a SUBCONFIG.")
    identity = request.source.machine(order.identity or "")
    if identity is None or identity.kind != "identity":
        raise Refused(9002, f"{order.identity} is no IDENTITY of the directory.")
    request.check_lock(identity)
    builds = (line.statement for line in identity.of(Build))
    if any(isinstance(build, Build) and build.member == order.member for build in builds):
        raise Refused(9005, f"{identity.name} has a SUBCONFIG for {order.member} already.")
    return identity


def _take_in(request: Request, lines: list[Line]) -> None:
    """Put a new entry into the directory if the compiler and DirMaint take it."""
    _place_disks(request, lines)
    entry = request.source.add_entry(lines)
    check_entry(request, entry)
    _check_extents(request, entry, ())


def _check_extents(request: Request, entry: SourceEntry, known: Collection[tuple[str, int, int | None]]) -> None:
    """Raise Refused if a minidisk that is not known lies on space that somebody has, or tell it, as the settings say."""
    for line in entry.statements:
        if not isinstance(line.statement, Mdisk) or extent_of(line.statement) in known:
            continue
        try:
            check_unused(request, line.statement, ignoring=(f"{entry.name}/{line.statement.vdev}",))
        except Refused as refused:
            refuses = request.server.settings.add_checks_extents
            what = "refuses" if refuses else "takes"
            request.uncertain(
                "add_checks_extents", f"{request.verb.name} {what} space that is used: {refused.why[:-1]}"
            )
            if refuses:
                raise
            return


def _place_disks(request: Request, lines: list[Line]) -> None:
    """Give the minidisks a place that leave it to DirMaint, and AMDISK the name that it has in the directory."""
    taken = []
    try:
        for line in lines:
            disk = line.statement
            if not isinstance(disk, Amdisk | Mdisk) or (isinstance(disk, Mdisk) and not is_for_dirmaint(disk)):
                continue
            new = disk_at(disk.vdev, chosen_place(request, disk), disk.mode, disk)
            extent = extent_of(new)
            if extent is not None and disk.form in KIND_OF_FORM:
                request.server.space.add(*extent, _PLACING)  # so that the next one does not get the same
                taken.append(extent)
            _put(request, line, new)
    finally:
        for extent in taken:
            request.server.space.remove(*extent, _PLACING)


_PLACING = "placing"


def _from_file(request: Request, name: str) -> list[Line]:
    """The lines of the file that an entry is sent in."""
    records = request.server.files(name, _DIRECT)
    if records is None:
        raise Refused(9013, f"The sender has no file {name} {_DIRECT}.")
    lines = _read(request, records)
    _, found = _named(lines[0].statement)
    if found != name:
        raise Refused(9030, f"{name} {_DIRECT} holds entry {found}.")
    return lines


def _from_prototype(request: Request, order: verbs.Add) -> list[Line]:
    """The lines of a prototype, with the new name and password, and what else the command says."""
    assert order.like is not None
    records = request.server.prototypes.get(order.like)
    if records is None:
        raise Refused(9013, f"The server has no prototype {order.like} {_PROTOTYPE}.")
    lines = _read(request, records)
    header = lines[0].statement
    attribute, _ = _named(header)
    changes: dict[str, object] = {attribute: order.entry}
    if order.password is not None and isinstance(header, User | Identity):
        changes["password"] = order.password
    assert header is not None
    _put(request, lines[0], header.with_operands(**changes))
    for given, new in ((order.account, Account), (order.acigroup, Acigroup)):
        if given is not None:
            statement = Account(given, None, None) if new is Account else Acigroup(given)
            _set_single(request, lines, statement)
    return lines


def _put(request: Request, line: Line, statement: Statement) -> None:
    line.statement, line.texts = statement, request.source.new_line(statement).texts


def _set_single(request: Request, lines: list[Line], statement: Statement) -> None:
    """Put a general statement in the place of the one of its kind, or behind the header."""
    for line in lines:
        if type(line.statement) is type(statement):
            _put(request, line, statement)
            return
    new = request.source.new_line(statement)
    at = next((index for index, line in enumerate(lines) if index and line.rank > new.rank), len(lines))
    lines.insert(at, new)


def _named(header: Statement | None) -> tuple[str, str]:
    """The attribute of a header that has the name of the entry, and the name."""
    match header:
        case User() | Identity():
            return "userid", header.userid
        case Profile():
            return "profile", header.profile
        case Subconfig():
            return "id", header.id
    raise Refused(9001, "The file does not begin with USER, IDENTITY, PROFILE or SUBCONFIG.")


def _read(request: Request, records: Records) -> list[Line]:
    """The lines of a file that holds one entry, its header first. Raises Refused as the compiler does."""
    source = Source(records, request.server.parser)
    entries = Directory([source]).entries
    if len(entries) != 1 or entries[0].kind not in _ENTRY_KINDS:
        raise Refused(9001, "The file has to hold one entry, which begins with USER, IDENTITY, PROFILE or SUBCONFIG.")
    for position, faults in source.faults.items():
        for fault in faults:
            if fault.certainty == "error":
                keyword = shown_keyword(source, position)
                raise compiler_says(f"line {source.lines[position]}: {keyword}: {fault.rule}")
    header, *others = lines_of(entries[0])
    before = [Line([text], None) for text in records.texts[: entries[0].line - 1] if text.strip()]
    kept = [header, *before, *others]
    for line in kept:
        line.origin = None
        for one in (line, *line.extensions):
            one.origin = None
            _check_characters(request, one.texts)
    return [line for line in kept if not line.texts[0].startswith(DVHOPT)]


def _check_characters(request: Request, texts: list[str]) -> None:
    for text in texts:
        try:
            size = len(encode_text(text.rstrip(), request.source.encoding))
        except UnicodeEncodeError:
            raise Refused(9001, "The file has a character that the directory's code page lacks.") from None
        if request.source.records.blocks and size > RECORD_LENGTH:
            raise Refused(9001, f"The file has a record of {size} bytes; allowed: {RECORD_LENGTH}.")


# ---- reading, locking, replacing


def get_entry(request: Request) -> None:
    """Work off GET."""
    order = request.order
    assert isinstance(order, verbs.Get)
    entry = request.entry(to_read=order.nolock is not None)
    if not order.nolock:
        request.server.locks[entry.name] = request.sender
    request.files.append(File(f"{entry.name} {_DIRECT}", tuple(_texts(entry)), is_secret=True))


def review_entry(request: Request) -> None:
    """Work off REVIEW: the entry with its passwords masked."""
    entry = request.entry(to_read=True)
    shown = without_passwords(_texts(entry), request.source.encoding, request.server.parser)
    request.files.append(File(f"{entry.name} {_DIRECT}", shown))


def _texts(entry: SourceEntry) -> list[str]:
    return [text for line in entry.all_lines() for text in line.texts]


def replace_entry(request: Request) -> None:
    """Work off REPLACE. Where it fails, the entry stays locked."""
    entry = request.entry()
    if request.server.locks.get(entry.name) != request.sender:
        raise Refused(9022, f"{entry.name} is not locked by {request.sender}; GET locks it.")
    for name, vdev in request.server.device_locks:
        if name == entry.name:
            request.check_device(entry, vdev)
    lines = _from_file(request, entry.name)
    if type(lines[0].statement) is not type(entry.header.statement):
        raise Refused(9030, f"{entry.name} is of another kind in the directory.")
    if any(isinstance(line.statement, Mdisk | Amdisk) and line.statement.form in KIND_OF_FORM for line in lines):
        if not request.server.settings.replace_allocates:
            raise Refused(9001, "A minidisk in a file for REPLACE needs a place.")
        request.uncertain("replace_allocates", "REPLACE gives minidisks a place")
    _place_disks(request, lines)
    _exchange(request, entry, lines)
    del request.server.locks[entry.name]
    request.updated(entry)


def _exchange(request: Request, entry: SourceEntry, lines: list[Line]) -> None:
    """Put the lines in the place of those of an entry if the compiler and DirMaint take them."""
    known = {
        extent
        for line in entry.statements
        if isinstance(line.statement, Mdisk) and (extent := extent_of(line.statement)) is not None
    }
    old = [line.statement for line in entry.statements if line.statement is not None]
    built = [line.statement.subconfig_id for line in entry.of(Build) if isinstance(line.statement, Build)]
    with keeping_links(request, entry):
        request.source.replace_entry(entry, lines)
    check_entry(request, entry)
    _check_extents(request, entry, known)
    if entry.kind in ("user", "identity"):
        check_include(request, entry)
    for statement in old:
        check_adapter_types(request, entry, statement)
    _check_still_built(request, built)


def _check_still_built(request: Request, subconfigs: Iterable[str]) -> None:
    for name in subconfigs:
        if request.source.machine(name) is not None and not request.source.builders.get(name):
            raise compiler_says(f"HCPDIR666E NO BUILD STATEMENT NAMES SUBCONFIG {name}.")


def lock(request: Request) -> None:
    """Work off LOCK, of an entry or of a device."""
    order = request.order
    assert isinstance(order, verbs.Lock)
    entry = request.entry()
    if order.vdev is None:
        request.server.locks[entry.name] = request.sender
        return
    request.check_device(entry, order.vdev)
    request.server.device_locks[entry.name, order.vdev] = request.sender


def unlock(request: Request) -> None:
    """Work off UNLOCK, whoever has locked it; what a work unit has locked is free when that has ended or is given up."""
    order = request.order
    assert isinstance(order, verbs.Unlock)
    entry = request.entry(to_read=True)
    locks = request.server.device_locks
    if order.vdev is None:
        if request.server.locks.pop(entry.name, None) is None:
            raise Refused(3601, f"Entry {entry.name} is not locked.")
        return
    if request.server.is_worked_on(entry.name, order.vdev):
        request.check_device(entry, order.vdev)
    if locks.pop((entry.name, order.vdev), None) is None:
        raise Refused(3601, f"Device {entry.name}/{order.vdev} is not locked.")


# ---- removing


def purge_entry(request: Request) -> None:
    """Work off PURGE."""
    order = request.order
    assert isinstance(order, verbs.Purge)
    server, source = request.server, request.source
    if server.purging.get(request.target):
        raise Refused(6831, f"The removal of {request.target} has not ended.")
    entry = request.entry()
    _check_purge(request, entry)
    builders = list(source.builders.get(entry.name, ())) if entry.kind == "subconfig" else []
    disks = [line.statement for line in entry.statements if isinstance(line.statement, Mdisk)]
    with keeping_links(request, entry) if builders else nullcontext():
        source.remove_entry(entry)
        for identity in builders:
            for line in identity.of(Build):
                if isinstance(line.statement, Build) and line.statement.subconfig_id == entry.name:
                    source.remove(identity, line)
    request.updated(*builders)
    server.locks.pop(entry.name, None)
    request.updated(entry)
    if not cleans(request, order.cleaning):
        return
    units = sum(
        clean_up(request, entry, disk, cleans=True, done=lambda: _cleaned(request, entry.name)) for disk in disks
    )
    if units:
        server.purging[entry.name] = units
    if any(extent_of(disk) is None for disk in disks):
        request.say(3543, "Temporary minidisks were not cleaned; the entry is gone all the same.")
        request.rc = 3543


def _cleaned(request: Request, name: str) -> None:
    purging = request.server.purging
    purging[name] -= 1
    if not purging[name]:
        del purging[name]


def _check_purge(request: Request, entry: SourceEntry) -> None:
    """Raise Refused if something needs an entry that shall go."""
    source = request.source
    if entry.name == _SERVER:
        raise Refused(9011, f"{_SERVER} cannot remove itself.")
    users = source.users.get(entry.name, {}) if entry.kind == "profile" else {}
    if users:
        raise Refused(9011, f"{entry.name} is included by {min(user.name for user in users.values())}.")
    if entry.kind == "identity" and entry.of(Build):
        raise Refused(9011, f"{entry.name} has BUILD statements; their SUBCONFIGs go first.")
    for name, vdev in request.server.device_locks:
        if name == entry.name:
            request.check_device(entry, vdev)
    if entry.kind != "subconfig":
        check_links_by_name(request, entry, but_for=entry)


# ---- renaming


def change_number(request: Request) -> None:
    """Work off CHVADDR."""
    order = request.order
    assert isinstance(order, verbs.Chvaddr)
    entry = request.entry()
    request.check_device(entry, order.old)
    request.check_device(entry, order.new)
    lines = list(entry.devices.get(order.old, ()))
    if not lines:
        raise Refused(9006, f"{entry.name} has no device {order.old}.")
    if order.new in entry.devices:
        raise Refused(9005, f"{entry.name}/{order.new} is there already.")
    old = [line.statement for line in lines]
    for line in lines:
        assert line.statement is not None
        attribute = "vdev2" if isinstance(line.statement, Link) else "vdev"
        statement = line.statement.with_operands(**{attribute: order.new})
        assert device_number(statement) == order.new
        with keeping_links(request, entry, [order.old] if line is lines[-1] else []):
            request.source.put(entry, line, statement)
    for line, before in zip(lines, old, strict=True):
        assert before is not None
        check_device(request, entry, line)
        check_adapter_types(request, entry, before)
    request.updated(entry)


def rename_entry(request: Request) -> None:
    """Work off CHNGID."""
    order = request.order
    assert isinstance(order, verbs.Chngid)
    request.target = order.old
    entry = request.entry()
    if entry.kind not in ("user", "identity"):
        raise Refused(9018, f"CHNGID of a {entry.kind.upper()} is not simulated.")
    if request.source.machine(order.new) is not None:
        raise Refused(3658, f"{order.new} is in the directory already.")
    check_name(request, order.new)
    if any(name == entry.name for name, _ in request.server.device_locks):
        raise Refused(9004, f"A device of {entry.name} is locked.")
    check_links_by_name(request, entry)
    header = entry.header.statement
    assert header is not None
    attribute, _ = _named(header)
    held = holds_areas(entry)
    request.source.rename_entry(entry, header.with_operands(**{attribute: order.new}))
    if held:
        check_labels(request, entry)
    request.updated(order.new)
