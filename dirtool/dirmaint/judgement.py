"""What stands in the way of a change: what DIRECTXA refuses, what DirMaint refuses, and what would damage the directory.

The last is refused with a number of our own where the settings are strict. The judgements are this package's own, so that the
rules of lint can be held against them.

Source: z/VM CP Planning and Administration, the directory statements; z/VM DirMaint Messages; SMAPI's reason codes for entries,
devices and CPUs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from dirtool.dirmaint.answer import Message, Refused
from dirtool.dirmaint.server import Request
from dirtool.dirmaint.source_directory import Line, SourceDirectory, SourceEntry, extent_of
from dirtool.model.devices import device_number
from dirtool.model.directory import EntryKind
from dirtool.model.storage import storage_bytes
from dirtool.spec.statement import StatementKind
from dirtool.syntax.statement import Statement
from dirtool.syntax.statements import (
    Build,
    Class,
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
    Storage,
    User,
    Xconfig,
)

_HEADERS = (User, Identity)
_DEFAULT_DEVICES = 3
_HIGHEST = 0xFFFF
_QDIO = ("QDIO", "HIPERS")
_POOL_DIGITS = 5
_ONE_BY_OPERAND = (Option, Posixinfo, Posixopt, Share, Xconfig)  # several of one kind may say different things
_VDISK_FORMS = ("V-DISK", "VDBS")
_UNBUILT = "HCPDIR666E"
_STORAGE = "HCPDIR1776E"

Parts = list[SourceEntry]


def compiler_says(*texts: str) -> Refused:
    """The compiler refuses a directory: what it says, wrapped in DirMaint's own messages."""
    end = "EOJ DIRECTORY NOT UPDATED"
    said = tuple(Message(6213, text, severity="E") for text in (*texts, end))
    return Refused(3212, "Return code 2 came from EXEC DVHBBXXA.", before=said)


def check_holder(entry_kind: EntryKind, kind: StatementKind, statement: Statement | None = None) -> None:
    """Raise Refused if a kind of entry may not hold a statement; where that is not certain, it may."""
    holder = entry_kind.upper()
    is_vdisk = isinstance(statement, Mdisk) and statement.form in _VDISK_FORMS
    if holder not in kind.holders | kind.unsure or (is_vdisk and entry_kind == "identity"):
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
    line = next(iter(entry.of(Maxstorage)), None)
    if line is not None and isinstance(line.statement, Maxstorage):
        return line.statement.size
    header = entry.header.statement
    if isinstance(header, _HEADERS) and storage_bytes(header.max_storage or "*") is not None:
        return header.max_storage
    profile = source.profile(entry.profile or "")
    return max_storage_of(source, profile) if profile is not None and profile is not entry else None


# ---- the parts of a virtual machine


def make_ups(source: SourceDirectory, entry: SourceEntry) -> list[Parts]:
    """The entries that make up each virtual machine that an entry is a part of, the one that wins first."""
    if entry.kind == "profile":
        return [parts for user in source.users.get(entry.name, {}).values() for parts in make_ups(source, user)] or [
            [entry]
        ]
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


class Claim(NamedTuple):
    """The device numbers that a statement takes, both ends inclusive."""

    first: int
    last: int


def claim_of(statement: Statement) -> Claim | None:
    """The numbers that a device statement takes; None if it defines no device."""
    vdev = device_number(statement)
    if vdev is None:
        return None
    first = int(vdev, 16)
    count = 1
    if isinstance(statement, Nicdef):
        count = statement.devices or _DEFAULT_DEVICES
    elif isinstance(statement, Special) and statement.devtype in _QDIO:
        given = next(iter(statement.tail or ()), "")
        count = int(given) if given.isdigit() else _DEFAULT_DEVICES
    return Claim(first, first + count - 1)


def check_device(request: Request, entry: SourceEntry, statement: Statement, replaced: Line | None = None) -> None:
    """Raise Refused if the numbers that a statement takes are not free for it, in the entry and in what it is a part of."""
    source, claim = request.source, claim_of(statement)
    assert claim is not None
    vdev = f"{claim.first:04X}"
    own = [line for line in entry.devices.get(vdev, ()) if line is not replaced]
    if own and not _are_one_adapter([*own, Line([], statement)]):
        raise Refused(9005, f"{entry.name}/{vdev} is there already.")
    if not request.server.settings.strict:
        return
    if claim.last > _HIGHEST:
        raise Refused(9020, f"{entry.name}/{vdev} would take numbers past FFFF.")
    for parts in make_ups(source, entry):
        for part in parts:
            rival = _rival(part, entry, claim, replaced)
            if rival is not None:
                raise Refused(9020, f"{entry.name}/{vdev} would take a number of {part.name}/{rival}.")


def _rival(part: SourceEntry, entry: SourceEntry, claim: Claim, replaced: Line | None) -> str | None:
    """A device of a part that takes one of some numbers, but for one with the same first number, which is another matter."""
    for number in range(claim.first + 1, claim.last + 1):
        vdev = f"{number:04X}"
        if any(line is not replaced for line in part.devices.get(vdev, ())):
            return vdev
    for line in part.adapters:
        other = claim_of(line.statement) if line.statement is not None and line is not replaced else None
        if other is not None and other.first < claim.first <= other.last:
            return f"{other.first:04X}"
    return None


def _are_one_adapter(lines: Iterable[Line]) -> bool:
    return all(isinstance(line.statement, Nicdef) for line in lines)


def owners_of(source: SourceDirectory, entry: SourceEntry) -> list[SourceEntry]:
    """The virtual machines that have the devices of an entry."""
    if entry.kind == "subconfig":
        return source.builders.get(entry.name, [])
    if entry.kind == "profile":
        return list(source.users.get(entry.name, {}).values())
    return [entry]


def check_device_removal(request: Request, entry: SourceEntry, vdev: str) -> None:
    """Raise Refused if others link to a device that shall go, or tell that they will link to nothing, as the settings say."""
    source = request.source
    for owner in owners_of(source, entry):
        linkers = source.linkers(owner.name, vdev)
        if not linkers or _defines_elsewhere(source, owner, entry, vdev):
            continue
        names = sorted({linker.name for linker in linkers})
        said = f"{names[0]}{f' and {len(names) - 1} more' if len(names) > 1 else ''} would link to nothing"
        if request.server.settings.links_of_removed == "refuse":
            raise Refused(9011, f"{owner.name}/{vdev} is linked to: {said}.")
        request.uncertain("links_of_removed", f"The link to {owner.name}/{vdev} stays: {said}")


def _defines_elsewhere(source: SourceDirectory, owner: SourceEntry, entry: SourceEntry, vdev: str) -> bool:
    if len(entry.devices.get(vdev, ())) > 1:
        return True
    return any(vdev in part.devices for parts in make_ups(source, owner) for part in parts if part is not entry)


def check_link(request: Request, entry: SourceEntry, link: Link) -> None:
    """Raise Refused if a link leads to nobody, to no device, or back to itself; its target is looked for through links."""
    source = request.source
    vdev = device_number(link) or ""
    for machine in owners_of(source, entry) or [entry]:
        owner = machine.name if link.userid == "*" else link.userid
        seen = {(machine.name, vdev)}
        why = _leads_nowhere(source, owner, link.vdev1, seen)
        if why:
            raise Refused(9006, why)


def _leads_nowhere(source: SourceDirectory, owner: str, vdev: str, seen: set[tuple[str, str]]) -> str:
    """Why a link to a device leads nowhere; empty if it does not."""
    if (owner, vdev) in seen:
        return f"The link would lead back to itself by {owner}/{vdev}."
    seen.add((owner, vdev))
    machine = source.machine(owner)
    if machine is None:
        return "" if _is_of_pool(source, owner) else f"{owner} is not in the directory."
    if machine.kind == "subconfig":
        return f"{owner} is a SUBCONFIG, which nobody can link to."
    found = [line for parts in make_ups(source, machine) for part in parts for line in part.devices.get(vdev, ())]
    if not found:
        return f"{owner} has no device {vdev}."
    why = ""
    for line in found:
        if not isinstance(line.statement, Link):
            return ""
        target = owner if line.statement.userid == "*" else line.statement.userid
        why = _leads_nowhere(source, target, line.statement.vdev1, seen)
        if not why:
            return ""
    return why


def _is_of_pool(source: SourceDirectory, userid: str) -> bool:
    number = userid[-_POOL_DIGITS:]
    entry = source.machine(userid[:-_POOL_DIGITS])
    if entry is None or not (number.isascii() and number.isdigit()):
        return False
    pools = (line.statement for line in entry.of(Pool))
    return any(isinstance(pool, Pool) and pool.low <= int(number) <= pool.high for pool in pools)


# ---- the statements of an entry


def check_statements(
    request: Request, entry: SourceEntry, statements: Sequence[Statement], *, name: str | None = None
) -> None:
    """Raise Refused if the compiler would not take the general statements of an entry, as they shall be, together.

    `statements` begin with the header.
    """
    _check_repeated(entry, statements)
    _check_cpus(request.source, entry, statements)
    _check_crypto(entry, statements)


def _check_repeated(entry: SourceEntry, statements: Sequence[Statement]) -> None:
    counts = Counter(
        statement.keyword
        for statement in statements
        if not isinstance(statement, _ONE_BY_OPERAND) and not statement.definition.repeatable
    )
    doubled = next((keyword for keyword, count in counts.items() if count > 1), None)
    if doubled is not None:
        raise compiler_says(f"{entry.name}: {doubled} stands more than once.")


def _check_crypto(entry: SourceEntry, statements: Sequence[Statement]) -> None:
    cryptos = [statement for statement in statements if isinstance(statement, Crypto)]
    if any(one.apvirtual for one in cryptos) and any(one.apdedicated for one in cryptos):
        raise compiler_says(f"{entry.name}: CRYPTO APVIRTUAL and APDEDICATED exclude each other.")


def _check_cpus(source: SourceDirectory, entry: SourceEntry, statements: Sequence[Statement]) -> None:
    own = [statement for statement in statements if isinstance(statement, Cpu)]
    if len({cpu.cpuaddr for cpu in own}) < len(own):
        raise compiler_says(f"{entry.name}: a CPU address stands twice.")
    if sum(bool(cpu.base) for cpu in own) > 1:
        raise compiler_says(f"{entry.name}: only one CPU may be BASE.")
    machines = [statement for statement in statements if isinstance(statement, Machine)]
    for parts in make_ups(source, entry):
        cpus = {cpu.cpuaddr: cpu for part in reversed(parts) for cpu in (own if part is entry else _cpus_of(part))}
        limit = next(
            (machine.mcpu for part in parts for machine in (machines if part is entry else _machines_of(part))),
            None,
        )
        if limit is not None and len(cpus) > limit:
            raise compiler_says(f"{entry.name}: {len(cpus)} CPU statements are more than MACHINE allows ({limit}).")
        if sum(bool(cpu.base) for cpu in cpus.values()) > 1:
            raise compiler_says(f"{entry.name}: only one CPU may be BASE.")


def _cpus_of(part: SourceEntry) -> list[Cpu]:
    return [line.statement for line in part.of(Cpu) if isinstance(line.statement, Cpu)]


def _machines_of(part: SourceEntry) -> list[Machine]:
    return [line.statement for line in part.of(Machine) if isinstance(line.statement, Machine)]


def check_macid(request: Request, nic: Nicdef, replaced: Line | None = None) -> None:
    """Raise Refused if another adapter has the MAC address of one, and the settings are strict."""
    mine = (
        isinstance(replaced.statement, Nicdef) and replaced.statement.macid == nic.macid
        if replaced is not None
        else False
    )
    taken = nic.macid is not None and request.source.macids[nic.macid] > int(mine)
    if taken and request.server.settings.strict:
        raise Refused(9020, f"MACID {nic.macid} is the address of another adapter.")


def check_adapter_type(request: Request, entry: SourceEntry, vdev: str, nics: Sequence[Nicdef]) -> None:
    """Raise Refused if an adapter has no type in any of its NICDEF statements, or two."""
    types = {nic.type for nic in nics if nic.type is not None}
    if len(types) > 1:
        raise compiler_says(f"{entry.name}: NICDEF {vdev} has two types.")
    for parts in make_ups(request.source, entry):
        others = (line.statement for part in parts if part is not entry for line in part.devices.get(vdev, ()))
        if not types and not any(isinstance(other, Nicdef) and other.type for other in others):
            raise compiler_says(f"{entry.name}: NICDEF {vdev} has no TYPE.")


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
    general = [line.statement for line in (entry.header, *entry.general()) if line.statement is not None]
    check_statements(request, entry, general)
    _check_storage(source, entry)
    _check_class(source, entry)
    _check_references(request, entry)
    _check_devices(request, entry)


def _check_order(entry: SourceEntry) -> None:
    """General statements stand before devices, INCLUDE before all others, DASDOPT and MINIOPT behind their devices."""
    ranks = [(line, line.rank) for line in entry.lines if line.statement is not None and not line.gone]
    for (before, left), (line, right) in pairwise(ranks):
        assert line.statement is not None
        if isinstance(line.statement, Dasdopt | Miniopt):
            raise compiler_says(f"{entry.name}: {line.statement.keyword} does not follow its device.")
        may_stand = left <= right or {left, right} <= {2, 3}
        if not may_stand:
            assert before.statement is not None
            raise compiler_says(f"{entry.name}: {line.statement.keyword} may not follow {before.statement.keyword}.")


def _check_storage(source: SourceDirectory, entry: SourceEntry) -> None:
    storage, most = (storage_bytes(size or "*") for size in (storage_of(entry), max_storage_of(source, entry)))
    if storage is not None and most is not None and storage > most:
        raise compiler_says(f"{_STORAGE} THE DEFAULT STORAGE OF {entry.name} IS ABOVE ITS MAXIMUM.")


def _check_class(source: SourceDirectory, entry: SourceEntry) -> None:
    header = entry.header.statement
    if not isinstance(header, _HEADERS) or header.class_ != "*":
        return
    if not any(part.of(Class) for parts in make_ups(source, entry) for part in parts):
        raise compiler_says(f"{entry.name}: the class on the header is * and there is no CLASS statement.")


def _check_references(request: Request, entry: SourceEntry) -> None:
    source = request.source
    profile = entry.profile
    if profile is not None and source.profile(profile) is None:
        raise compiler_says(f"{entry.name}: there is no profile {profile}.")
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
        statements = [line.statement for line in lines if line.statement is not None]
        if len(lines) > 1 and not _are_one_adapter(lines):
            raise compiler_says(f"{entry.name}: device {vdev} stands twice.")
        nics = [statement for statement in statements if isinstance(statement, Nicdef)]
        if nics:
            check_adapter_type(request, entry, vdev, nics)
        for line, statement in zip(lines, statements, strict=True):
            check_device(request, entry, statement, line)
            if isinstance(statement, Link):
                check_link(request, entry, statement)
            if isinstance(statement, Nicdef):
                check_macid(request, statement, line)
            if isinstance(statement, Mdisk):
                check_place(request, statement)


# ---- places of minidisks


def check_place(request: Request, disk: Mdisk) -> None:
    """Raise Refused if a minidisk does not lie on its volume, or, where the settings are strict, if its place does damage."""
    extent = extent_of(disk)
    if extent is None:
        return
    volid, first, last = extent
    size = request.server.control.volume_size(volid)
    if size is not None and last is not None and last >= size:
        raise Refused(9009, f"{volid} ends with {size - 1}; the minidisk would end with {last}.")
    if not request.server.settings.strict:
        return
    if last is not None and last < first:
        raise Refused(9020, "The minidisk would have no size.")
    if first == 0 and last is not None and (size is None or last < size - 1):
        raise Refused(9020, f"{volid} has its label in the first cylinder or blocks; a minidisk there may destroy it.")
    types = [
        one for one, count in request.source.devtypes.get(volid, Counter()).items() if count > 0 and one != disk.devtype
    ]
    if types:
        raise Refused(9020, f"{volid} is {types[0]} elsewhere in the directory, not {disk.devtype}.")


def check_unused(request: Request, disk: Mdisk, *, ignoring: Sequence[str] = ()) -> None:
    """Raise Refused if somebody has a part of the place of a minidisk; the owners named in `ignoring` do not count."""
    extent = extent_of(disk)
    if extent is None or not request.server.settings.extent_check:
        return
    used = [one for one in request.server.space.overlapping(*extent) if one.owner not in ignoring]
    if used:
        end = "END" if used[0].last is None else used[0].last
        raise Refused(9008, f"{used[0].owner} has {used[0].first}-{end} of {extent[0]}.")


def linked_devices(source: SourceDirectory, entry: SourceEntry) -> Iterator[str]:
    """The devices of an entry to which others link."""
    for owner in owners_of(source, entry):
        yield from (vdev for vdev in source.linked_devices(owner.name) if vdev in entry.devices)
