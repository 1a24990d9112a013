"""What stands in the way of a change: what DIRECTXA refuses, what DirMaint refuses, and what would damage the directory.

The last is refused with a number of our own where the settings are strict. The judgements are this package's own, so that the
rules of lint can be held against them.

Source: z/VM CP Planning and Administration, the directory statements; z/VM DirMaint Messages; SMAPI's reason codes for entries,
devices and CPUs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, pairwise

from dirtool.dirmaint.answer import Message, Refused
from dirtool.dirmaint.server import Request
from dirtool.dirmaint.source_directory import SourceDirectory, extent_of
from dirtool.dirmaint.source_entry import Line, SourceEntry
from dirtool.model.devices import device_number, numbers_taken
from dirtool.model.directory import EntryKind
from dirtool.model.storage import storage_bytes
from dirtool.spec.statement import StatementKind
from dirtool.spec.statements import BY_NAME, STATEMENTS
from dirtool.spec.values import HIGHEST_DEVICE_NUMBER
from dirtool.syntax.statement import Statement
from dirtool.syntax.statements import (
    Build,
    Class,
    Console,
    Cpu,
    Crypto,
    Dasdopt,
    Identity,
    Link,
    Machine,
    Maxstorage,
    Mdisk,
    Miniopt,
    Nicdef,
    Option,
    Pool,
    Posixinfo,
    Posixopt,
    Share,
    Special,
    Spool,
    Storage,
    User,
    Xconfig,
)
from dirtool.wording import shown

_HEADERS = (User, Identity)
_NO_DISKS = (Console, Nicdef, Special, Spool)
_ONE_BY_OPERAND = (Option, Posixinfo, Posixopt, Share, Xconfig)  # several of one kind may say different things
_EXCLUDING = [kind for kind in STATEMENTS if kind.excludes]
_MORE_EXCLUSIONS = {"LOADDEV": (("class=ECKD", "class=SCSI"),)}  # of several statements; one has one class
_USERID = BY_NAME["USER"].by_name["userid"]
_VDISK_FORMS = ("V-DISK", "VDBS")
_UNBUILT = "HCPDIR666E"
_STORAGE = "HCPDIR1776E"

Parts = list[SourceEntry]


def compiler_says(*texts: str) -> Refused:
    """The compiler refuses a directory: what it says, wrapped in DirMaint's own messages."""
    begin, end = ("DIRECTORY PROGRAM OF CP", "HCPDIR750I NO FILE OF RESTRICTED PASSWORDS"), "EOJ DIRECTORY NOT UPDATED"
    said = tuple(Message(6213, text) for text in (*begin, *texts, end))
    return Refused(3212, "Return code 2 came from EXEC DVHBBXXA.", before=said, cause=" ".join(texts))


def check_holder(entry_kind: EntryKind, kind: StatementKind, statement: Statement | None = None) -> None:
    """Raise Refused if a kind of entry may not hold a statement; where that is not certain, it may."""
    holder = entry_kind.upper()
    is_wrong = holder not in kind.holders | kind.unsure
    match statement:
        case Mdisk():
            is_wrong |= entry_kind == "identity" and statement.form in _VDISK_FORMS
        case Crypto():
            is_wrong |= entry_kind == "profile" and not statement.operands().keys() <= {"apvirtual"}
    if is_wrong:
        raise Refused(9010, f"{kind.name} may not stand in {_a(holder)}.")


def _a(holder: str) -> str:
    return f"{'an' if holder[0] in 'I' else 'a'} {holder}"


# ---- storage


def storage_of(entry: SourceEntry) -> str | None:
    """The default storage of an entry: its own STORAGE statement, or that of the header."""
    line = next(iter(entry.of(Storage)), None)
    if line is not None and isinstance(line.statement, Storage):
        return line.statement.size
    header = entry.header.statement
    return header.storage if isinstance(header, _HEADERS) else None


def max_storage_of(source: SourceDirectory, entry: SourceEntry) -> str | None:
    """The maximum storage of an entry: its own, or that of its profile; None if none is stated."""
    profile = source.profile(entry.profile or "")
    return _own_max_storage(entry) or (None if profile is None else _own_max_storage(profile))


def _own_max_storage(entry: SourceEntry) -> str | None:
    line = next(iter(entry.of(Maxstorage)), None)
    if line is not None and isinstance(line.statement, Maxstorage):
        return line.statement.size
    header = entry.header.statement
    is_size = isinstance(header, _HEADERS) and storage_bytes(header.max_storage or "*") is not None
    return header.max_storage if isinstance(header, _HEADERS) and is_size else None


# ---- the parts of a virtual machine


def make_ups(source: SourceDirectory, entry: SourceEntry) -> list[Parts]:
    """The entries that make up each virtual machine that an entry is a part of, the one that wins first."""
    if entry.kind == "profile":
        users = (user for user in source.users.get(entry.name, {}).values() if user.kind != "profile")
        return [parts for user in users for parts in make_ups(source, user)] or [[entry]]
    if entry.kind == "subconfig":
        found = [
            parts
            for identity in source.builders.get(entry.name, [])
            for parts in make_ups(source, identity)
            if entry in parts
        ]
        return found or [[entry]]
    profile = source.profile(entry.profile or "")
    below = [entry, *([profile] if profile is not None else [])]
    by_member = source.subconfigs(entry)
    everywhere = by_member.pop("*", [])
    return [[*own, *everywhere, *below] for own in by_member.values()] or [[*everywhere, *below]]


# ---- devices


def check_numbers(request: Request, entry: SourceEntry, statement: Statement, ignoring: Collection[Line] = ()) -> None:
    """Raise Refused if the numbers that a statement takes are not free for it, in the entry and in what it is a part of.

    Lines in `ignoring` do not count: the statement's own, and those in whose place it shall come.
    """
    source, numbers = request.source, numbers_taken(statement)
    if not numbers:
        return
    vdev = f"{numbers[0]:04X}"
    own = [line for line in entry.devices.get(vdev, ()) if line not in ignoring]
    if own and not _are_one_adapter([*own, Line([], statement)]):
        raise Refused(9005, f"{entry.name}/{vdev} is there already.")
    if not request.server.settings.strict:
        return
    if numbers[-1] > HIGHEST_DEVICE_NUMBER:
        raise Refused(9020, f"{entry.name}/{vdev} would take numbers past FFFF.")
    for parts in make_ups(source, entry):
        for part in parts:
            rival = _rival(request, part, numbers, ignoring)
            if rival is not None:
                raise Refused(9020, f"{entry.name}/{vdev} would take a number of {part.name}/{rival}.")


def _rival(request: Request, part: SourceEntry, numbers: range, ignoring: Collection[Line]) -> str | None:
    """A device of a part that takes one of some numbers, but for one with the same first number, which is another matter."""
    for number in numbers[1:]:
        vdev = f"{number:04X}"
        if request.server.is_worked_on(part.name, vdev):
            return vdev
        if any(line not in ignoring for line in part.devices.get(vdev, ())):
            return vdev
    takers = (line.statement for line in part.taker(f"{numbers[0]:04X}") if line not in ignoring)
    return next((device_number(statement) for statement in takers if statement is not None), None)


def _are_one_adapter(lines: Iterable[Line]) -> bool:
    return all(isinstance(line.statement, Nicdef) for line in lines)


def owners_of(source: SourceDirectory, entry: SourceEntry) -> list[SourceEntry]:
    """The virtual machines that have the devices of an entry."""
    if entry.kind == "subconfig":
        return source.builders.get(entry.name, [])
    if entry.kind == "profile":
        return list(source.users.get(entry.name, {}).values())
    return [entry]


@contextmanager
def keeping_links(request: Request, entry: SourceEntry, vdevs: Iterable[str] | None = None) -> Iterator[None]:
    """While devices of an entry change (None: any of them): what others link to has to be there still.

    Raises Refused if it is not, or tells it, as the settings say.
    """
    source = request.source
    linked = [
        (name, vdev, linkers)
        for owner in owners_of(source, entry)
        for name, vdev, linkers in source.links_to(owner, vdevs)
        if not _leads_nowhere(source, name, vdev, set())
    ]
    yield
    for name, vdev, linkers in linked:
        if _leads_nowhere(source, name, vdev, set()):
            _refuse_left(request, name, vdev, linkers)


def check_links_by_name(request: Request, owner: SourceEntry, *, but_for: SourceEntry | None = None) -> None:
    """The same for a machine whose name shall be another one, or which shall go, and with it its own links (`but_for`)."""
    for name, vdev, linkers in request.source.links_to(owner, by_name=True):
        others = [linker for linker in linkers if linker is not but_for]
        if others:
            _refuse_left(request, name, vdev, others)


def _refuse_left(request: Request, owner: str, vdev: str, linkers: Iterable[SourceEntry]) -> None:
    names = sorted({linker.name for linker in linkers})
    said = f"{names[0]}{f' and {len(names) - 1} more' if len(names) > 1 else ''} would link to nothing"
    if request.server.settings.links_of_removed == "refuse":
        request.uncertain("links_of_removed", f"It is refused, for DirMaint would leave the link to {owner}/{vdev}")
        raise Refused(9020, f"{owner}/{vdev} is linked to: {said}.")
    request.uncertain("links_of_removed", f"The link to {owner}/{vdev} stays: {said}")


def check_link(request: Request, entry: SourceEntry, link: Link) -> None:
    """Raise Refused if a link leads to nobody, to no device, or back to itself; its target is looked for through links."""
    for machine in owners_of(request.source, entry) or [entry]:
        _check_link_of(request, machine, link)


def _check_link_of(request: Request, machine: SourceEntry, link: Link) -> None:
    owner = machine.name if link.userid == "*" else link.userid
    why = _leads_nowhere(request.source, owner, link.vdev1, {(machine.name, device_number(link) or "")})
    if why:
        raise Refused(9006, why)


def _leads_nowhere(source: SourceDirectory, owner: str, vdev: str, seen: set[tuple[str, str]]) -> str:
    """Why a link to a device leads nowhere; empty if it does not. Links behind it may lead anywhere but to what is `seen`."""
    why, waiting = "", [(owner, vdev)]
    while waiting:
        owner, vdev = device = waiting.pop()
        if device in seen:
            why = f"The link would lead back to itself by {owner}/{vdev}."
            continue
        seen.add(device)
        found = _definitions(source, owner, vdev)
        if isinstance(found, str):
            why = found
            continue
        if any(not isinstance(statement, (Link, *_NO_DISKS)) for statement in found):
            return ""
        links = [statement for statement in found if isinstance(statement, Link)]
        if not links:
            why = f"{owner}/{vdev} is no disk."
        waiting += [(owner if link.userid == "*" else link.userid, link.vdev1) for link in reversed(links)]
    return why


def _definitions(source: SourceDirectory, owner: str, vdev: str) -> list[Statement | None] | str:
    """The statements that define a device of a user, or why there is none."""
    machine = source.machine(owner) or source.pool_of(owner)
    if machine is None:
        return f"{owner} is not in the directory."
    if machine.kind == "subconfig":
        return f"{owner} is a SUBCONFIG, which nobody can link to."
    having = (next((part for part in parts if vdev in part.devices), None) for parts in make_ups(source, machine))
    found = [line.statement for part in having if part is not None for line in part.devices[vdev]]
    return found or f"{owner} has no device {vdev}."


# ---- the statements of an entry


def check_changed(request: Request, entry: SourceEntry, lines: Iterable[Line]) -> None:
    """Raise Refused if the compiler would not take an entry after some of its statements have changed, or come in."""
    statements = [line.statement for line in lines if line.statement is not None]
    for statement in statements:
        check_holder(entry.kind, statement.definition, statement)
    _check_general(request.source, entry, {type(statement) for statement in statements})
    for line in lines:
        if line.statement is not None and device_number(line.statement) is not None:
            check_device(request, entry, line)


def check_include(request: Request, entry: SourceEntry) -> None:
    """Raise Refused if an entry does not go with the profile that it has got, or without the one that it has lost."""
    source = request.source
    _check_general(source, entry, {Cpu, Storage, Class})
    profile = source.profile(entry.profile or "")
    _check_links_of_profile(request, entry, profile)
    for part in {
        part.number: part for parts in make_ups(source, entry) for part in parts if part is not profile
    }.values():
        for line in chain.from_iterable(part.devices.values()):
            if line.statement is not None:
                check_numbers(request, part, line.statement, (line,))
                check_adapter_types(request, part, line.statement)


def _check_links_of_profile(request: Request, entry: SourceEntry, profile: SourceEntry | None) -> None:
    """What a profile links of its user, or by way of it, has to be there."""
    for line in [] if profile is None else chain.from_iterable(profile.devices.values()):
        if isinstance(line.statement, Link):
            _check_link_of(request, entry, line.statement)


def _check_general(source: SourceDirectory, entry: SourceEntry, changed: set[type[Statement]]) -> None:
    """Raise Refused if the general statements of an entry do not go together, as far as those that have changed matter."""
    _check_repeated(entry)
    _check_exclusions(entry)
    if changed & {Cpu, Machine}:
        _check_cpus(source, entry)
    if changed & {Storage, Maxstorage, User, Identity}:
        check_storage(source, entry)
    if changed & {Class, User, Identity}:
        _check_class(source, entry)


def _check_repeated(entry: SourceEntry) -> None:
    for keyword, lines in entry.general.items():
        kind = BY_NAME.get(keyword)
        if kind is None or kind.repeatable or len(lines) < 2:
            continue
        alike = [line for line in lines if not line.gone and not isinstance(line.statement, _ONE_BY_OPERAND)]
        if len(alike) > 1:
            raise compiler_says(f"{entry.name}: {keyword} stands more than once.")


def _check_exclusions(entry: SourceEntry) -> None:
    """Of the operands that exclude each other, statements of one kind together may have one."""
    for kind in _EXCLUDING:
        lines = entry.general.get(kind.name, [])
        if entry.header.statement is not None and entry.header.statement.keyword == kind.name:
            lines = [entry.header, *lines]
        words: set[str] = set()
        for line in lines:
            operands = {} if line.gone or line.statement is None else line.statement.operands()
            words.update(operands, (f"{one}={value}" for one, value in operands.items()))
        for one, other in (*kind.excludes, *_MORE_EXCLUSIONS.get(kind.name, ())):
            if one in words and other in words:
                raise compiler_says(f"{entry.name}: {kind.name}: {one} AND {other} EXCLUDE EACH OTHER.")


def _check_cpus(source: SourceDirectory, entry: SourceEntry) -> None:
    own = _cpus_of(entry)
    if len({cpu.cpuaddr for cpu in own}) < len(own):
        raise compiler_says(f"{entry.name}: a CPU address stands twice.")
    for parts in make_ups(source, entry):
        cpus = {cpu.cpuaddr: cpu for part in reversed(parts) for cpu in _cpus_of(part)}
        limit = next((machine.mcpu for part in parts for machine in _machines_of(part)), None)
        if limit is not None and len(cpus) > limit:
            raise compiler_says(f"{entry.name}: {len(cpus)} CPU statements are more than MACHINE allows ({limit}).")
        if sum(bool(cpu.base) for cpu in cpus.values()) > 1:
            raise compiler_says(f"{entry.name}: only one CPU may be BASE.")


def _cpus_of(part: SourceEntry) -> list[Cpu]:
    return [line.statement for line in part.of(Cpu) if isinstance(line.statement, Cpu)]


def _machines_of(part: SourceEntry) -> list[Machine]:
    return [line.statement for line in part.of(Machine) if isinstance(line.statement, Machine)]


def check_device(request: Request, entry: SourceEntry, line: Line) -> None:
    """Raise Refused if a statement of an entry cannot define its device."""
    statement = line.statement
    assert statement is not None
    request.check_device(entry, device_number(statement) or "")
    check_numbers(request, entry, statement, (line,))
    check_adapter_types(request, entry, statement)
    if isinstance(statement, Link):
        check_link(request, entry, statement)
    macid = statement.macid if isinstance(statement, Nicdef) else None
    if macid is not None and request.source.macids[macid] > 1 and request.server.settings.strict:
        raise Refused(9020, f"MACID {macid} is the address of another adapter.")


def check_adapter_types(request: Request, entry: SourceEntry, statement: Statement) -> None:
    """Raise Refused if the NICDEF statements with the number of one, which may have gone, name no type, or two."""
    if not isinstance(statement, Nicdef):
        return
    vdev = statement.vdev
    if sum(nic.type is not None for nic in _adapters_at(entry, vdev)) > 1:
        raise compiler_says(f"{entry.name}: NICDEF {vdev} has two types.")
    for parts in make_ups(request.source, entry):
        nics = [nic for part in parts for nic in _adapters_at(part, vdev)]
        if nics and not any(nic.type for nic in nics):
            raise compiler_says(f"{parts[0].name}: NICDEF {vdev} has no TYPE.")


def _adapters_at(entry: SourceEntry, vdev: str) -> list[Nicdef]:
    return [line.statement for line in entry.devices.get(vdev, ()) if isinstance(line.statement, Nicdef)]


# ---- whole entries


def check_entry(request: Request, entry: SourceEntry) -> None:
    """Raise Refused if the compiler or DirMaint would not take an entry that has just come into the directory."""
    source = request.source
    for line in entry.statements:
        statement = line.statement
        assert statement is not None
        definition = statement.known_definition
        if definition is None:
            raise compiler_says(f"{entry.name}: {statement.keyword} is no statement.")
        if line is not entry.header:
            check_holder(entry.kind, definition, statement)
    _check_order(entry)
    _check_general(source, entry, {Cpu, Storage, Class})
    _check_references(request, entry)
    _check_devices(request, entry)


def _check_order(entry: SourceEntry) -> None:
    """General statements stand before devices, INCLUDE before all others, DASDOPT and MINIOPT behind their devices."""
    ranks = [(line, line.rank) for line in entry.lines if line.statement is not None and not line.gone]
    for (before, left), (line, right) in pairwise(ranks):
        assert line.statement is not None
        if isinstance(line.statement, Dasdopt | Miniopt):
            raise compiler_says(f"{entry.name}: {line.statement.keyword} does not follow its device.")
        may_stand = left <= right or ({left, right} == {2, 3} and not isinstance(before.statement, Pool))
        if not may_stand:
            assert before.statement is not None
            raise compiler_says(f"{entry.name}: {line.statement.keyword} may not follow {before.statement.keyword}.")


def check_storage(source: SourceDirectory, entry: SourceEntry) -> None:
    """Raise Refused if a machine that an entry is a part of has more default storage than its maximum."""
    for parts in make_ups(source, entry):
        usual, most = (_first_size(sizes) for sizes in (map(storage_of, parts), map(_own_max_storage, parts)))
        if usual is not None and most is not None and usual > most:
            raise compiler_says(f"{_STORAGE} THE DEFAULT STORAGE OF {parts[0].name} IS ABOVE ITS MAXIMUM.")


def _first_size(sizes: Iterable[str | None]) -> int | None:
    return next((storage_bytes(size) for size in sizes if size is not None), None)


def _check_class(source: SourceDirectory, entry: SourceEntry) -> None:
    for parts in make_ups(source, entry):
        headers = (part.header.statement for part in parts)
        needs_one = any(isinstance(header, _HEADERS) and header.class_ == "*" for header in headers)
        if needs_one and not any(part.of(Class) for part in parts):
            raise compiler_says(f"{parts[0].name}: the class on the header is * and there is no CLASS statement.")


def _check_references(request: Request, entry: SourceEntry) -> None:
    source = request.source
    profile = source.profile(entry.profile or "")
    if profile is None and entry.profile is not None:
        raise compiler_says(f"{entry.name}: there is no profile {entry.profile}.")
    _check_links_of_profile(request, entry, profile)
    builds = [line.statement for line in entry.of(Build) if isinstance(line.statement, Build)]
    members = Counter(build.member for build in builds)
    for build in builds:
        part = source.machine(build.subconfig_id)
        if part is None or part.kind != "subconfig":
            raise compiler_says(f"{entry.name}: BUILD names {build.subconfig_id}, which is no SUBCONFIG.")
        if len(source.builders.get(build.subconfig_id, ())) > 1 or members[build.member] > 1:
            raise compiler_says(f"{entry.name}: BUILD names {build.subconfig_id} or {build.member} twice.")
    if entry.kind == "subconfig" and not source.builders.get(entry.name):
        raise compiler_says(f"{_UNBUILT} NO BUILD STATEMENT NAMES SUBCONFIG {entry.name}.")


def _check_devices(request: Request, entry: SourceEntry) -> None:
    for vdev, lines in entry.devices.items():
        if len(lines) > 1 and not _are_one_adapter(lines):
            raise compiler_says(f"{entry.name}: device {vdev} stands twice.")
        for line in lines:
            check_device(request, entry, line)
            if isinstance(line.statement, Mdisk):
                check_place(request, entry, line.statement)


# ---- places of minidisks


def check_place(request: Request, entry: SourceEntry, disk: Mdisk) -> None:
    """Raise Refused if a minidisk does not lie on its volume, or, where the settings are strict, if its place does damage."""
    if disk.size == 0:
        raise compiler_says(f"HCPDIR751E MDISK {disk.vdev} HAS NO SIZE.")
    extent = extent_of(disk)
    if extent is None:
        return
    volid, _, last = extent
    size = request.server.control.volume_size(volid)
    if size is not None and last is not None and last >= size:
        raise Refused(9009, f"{volid} ends with {size - 1}; the minidisk would end with {last}.")
    if not request.server.settings.strict:
        return
    check_label(request, entry, disk)
    types = [
        one for one, count in request.source.devtypes.get(volid, Counter()).items() if count > 0 and one != disk.devtype
    ]
    if types:
        raise Refused(9020, f"{volid} is {types[0]} elsewhere in the directory, not {disk.devtype}.")


def check_label(request: Request, entry: SourceEntry, disk: Mdisk) -> None:
    """Raise Refused if a minidisk of an entry is over the label of a volume, where the settings are strict.

    The whole of a volume may be; so may what nobody uses.
    """
    extent = extent_of(disk)
    if extent is None or not request.server.settings.strict or holds_areas(entry):
        return
    volid, first, last = extent
    size = request.server.control.volume_size(volid)
    if first == 0 and last is not None and (size is None or last < size - 1):
        raise Refused(9020, f"{volid} has its label in the first cylinder or blocks; a minidisk there may destroy it.")


def check_labels(request: Request, entry: SourceEntry) -> None:
    """The same for all minidisks of an entry, which has held areas of volumes and perhaps does no more."""
    for line in chain.from_iterable(entry.devices.values()):
        if isinstance(line.statement, Mdisk):
            check_label(request, entry, line.statement)


def holds_areas(entry: SourceEntry) -> bool:
    """Whether an entry never logs on and has a name of those that only hold areas of volumes, as $ALLOC$ does."""
    header = entry.header.statement
    return isinstance(header, _HEADERS) and header.password == "NOLOG" and entry.name.startswith("$")


def check_unused(request: Request, disk: Mdisk, *, ignoring: Sequence[str] = ()) -> None:
    """Raise Refused if somebody has a part of the place of a minidisk; the owners named in `ignoring` do not count."""
    extent = extent_of(disk)
    if extent is None or not request.server.settings.extent_check:
        return
    used = [one for one in request.server.space.overlapping(*extent) if one.owner not in ignoring]
    if used:
        end = "END" if used[0].last is None else used[0].last
        raise Refused(9008, f"{used[0].owner} has {used[0].first}-{end} of {extent[0]}.")


def check_name(request: Request, name: str) -> None:
    """Raise Refused if a name is none, or, where the settings are strict, if a pool has it."""
    if not _USERID.takes(name) or not name.isprintable():
        raise Refused(9001, f"{shown(name)} is no name of an entry.")
    pool = request.source.pool_of(name)
    if pool is not None and request.server.settings.strict:
        raise Refused(9020, f"{name} is a member of the pool {pool.name}.")
