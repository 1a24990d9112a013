"""What the files of a move and its runbook have to know of a site: the names of its servers, people, members and disks.

Each is told by an option, or found in the directory by its usual name, or is what is usual; each says which of these.

Source: z/VM DirMaint Tailoring and Administration Guide, the servers and their disks; Program Directory for DirMaint, its
install id for each level; z/VM Systems Management Application Programming, the worker servers; z/VM CP Planning and
Administration, DIRECTORY and SYSAFFIN.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from dirtool.errors import InputError
from dirtool.migrate.options import MigrateOptions
from dirtool.model.directory import ANY_MEMBER, Directory, Entry
from dirtool.model.effective import Effective, Layers, effective
from dirtool.model.names import userid_of
from dirtool.model.storage import storage_bytes
from dirtool.syntax.statements import Directory as DirectoryStatement
from dirtool.syntax.statements import Identity, Link, Mdisk, Sysaffin, User
from dirtool.verify.guests import statements_of, storage_of
from dirtool.wording import listed, shown

SERVER = "DIRMAINT"
PRIMARY_DISK, BACKUP_DISK = "01DF", "01DB"
"""The disks of the server for the source directory and its control files, and for their copies."""

_ADMINISTRATOR = "MAINT"
_INSTALL_ID = re.compile(r"[5-9]VMDIR[0-9]{2}")
_MAINTENANCE_ID = re.compile(r"MAINT[0-9]{3}")
_DATAMOVE = re.compile(r"DATAMOV[E1-9]")
_SATELLITE = re.compile(r"DIRMSAT[1-9]?")
_WORKER = re.compile(r"VSMWORK[1-9]|VSMGUARD")
_CLIENT = re.compile(r"ZHCP|OPNCLOUD")
_STARTERS = ("AUTOLOG2", "AUTOLOG1")  # the later one of two starts what needs others
_SOURCE_DISKS = (("PMAINT", "02CC"), ("MAINT", "02CC"))
_SERVER_DISKS = ("0155", PRIMARY_DISK, BACKUP_DISK)
_LEAST_STORAGE = 128 << 20
_WRITES = ("W", "M")  # the first letters of modes
_NEW_GUEST = "DIRTEST"
_ANY_SYSTEM = "*"
_USUAL = "the usual name"


class Told(NamedTuple):
    """A name, and where it comes from, in words."""

    name: str
    origin: str


class Server(NamedTuple):
    """A server by its name, where its entry is, and the members of an SSI cluster for which it is built (a USER: none)."""

    name: str
    origin: str
    members: tuple[str, ...]


class Disk(NamedTuple):
    """A minidisk, and where it is defined."""

    owner: str
    vdev: str
    origin: str


@dataclass(frozen=True, slots=True)
class Site:
    """The names of a site.

    `install_id` installs DirMaint, `maintenance_id` its service. `server` is DIRMAINT. `clients` reach the servers of SMAPI and
    need what DirMaint lets these do. `members` are those of an SSI cluster, `systems` all that the directory is for, as far as
    it names them. `residence` are the volumes of the object directory and `residence_vdev` the device by which who writes it
    has them. `source_disk` is where USER DIRECT usually is. `starter` starts servers. `esm` is told by an option only.
    `new_guest` is a name that nobody has, for a guest to try with. `missing` says what the directory lacks for DirMaint.
    """

    source: str
    release: Told
    install_id: Told
    maintenance_id: Told
    server: Told
    datamoves: tuple[Server, ...]
    satellites: tuple[Server, ...]
    administrators: tuple[Told, ...]
    smapi_servers: tuple[Told, ...]
    clients: tuple[Told, ...]
    members: tuple[str, ...]
    systems: tuple[Told, ...]
    residence: tuple[Told, ...]
    residence_vdev: str | None
    source_disk: Disk | None
    starter: Told | None
    esm: str | None
    new_guest: Told
    missing: tuple[str, ...]


def site_of(directory: Directory, options: MigrateOptions) -> Site:
    """The names that a directory and the options tell.

    Raises InputError for the name of an administrator or of a server of SMAPI, told by an option, that is no userid.
    """
    found = _Found(directory, options)
    return Site(
        source=Path(directory.sources[0].path).name,
        release=Told(str(options.release), "told by an option; without one it is the current release"),
        install_id=found.install_id,
        maintenance_id=found.maintenance_id,
        server=found.named(SERVER) or Told(SERVER, _USUAL),
        datamoves=found.servers(_DATAMOVE),
        satellites=found.servers(_SATELLITE),
        administrators=found.administrators,
        smapi_servers=found.smapi_servers,
        clients=found.like(_CLIENT),
        members=tuple(directory.members),
        systems=tuple(_systems(directory)),
        residence=tuple(_residence(directory)),
        residence_vdev=found.residence_vdev,
        source_disk=found.source_disk,
        starter=next(filter(None, map(found.named, _STARTERS)), None),
        esm=options.lint.esm,
        new_guest=found.new_guest,
        missing=tuple(_missing(found)),
    )


class _Found:
    """What is looked for in a directory, by its usual name."""

    def __init__(self, directory: Directory, options: MigrateOptions) -> None:
        self.directory = directory
        self._options = options
        self._layers = Layers(directory)

    def named(self, name: str) -> Told | None:
        """A userid and where its entry is; None if it has none."""
        entry = self.directory.machines.get(name)
        return None if entry is None else Told(name, _place(entry))

    def like(self, pattern: re.Pattern[str]) -> tuple[Told, ...]:
        """The userids of a pattern, by name."""
        machines = self.directory.machines
        return tuple(Told(name, _place(machines[name])) for name in sorted(machines) if pattern.fullmatch(name))

    def servers(self, pattern: re.Pattern[str]) -> tuple[Server, ...]:
        """The userids of a pattern, by name, with the members of the cluster on which each is."""
        machines, members = self.directory.machines, self.directory.members
        built = {told: self.directory.subconfigs_of(machines[told.name]) for told in self.like(pattern)}
        return tuple(
            Server(*told, tuple(member for member in members if member in own or ANY_MEMBER in own))
            for told, own in built.items()
        )

    def logon(self, name: str) -> Effective | None:
        """A virtual machine with the devices that it has on any system; None if there is no entry."""
        entry = self.directory.machines.get(name)
        return None if entry is None else effective(self._layers, entry)

    @property
    def install_id(self) -> Told:
        return self._of_release(_INSTALL_ID, "{}VMDIR{}0")

    @property
    def maintenance_id(self) -> Told:
        return self._of_release(_MAINTENANCE_ID, "MAINT{}{}0")

    def _of_release(self, pattern: re.Pattern[str], form: str) -> Told:
        """The userid of a pattern that is of the release, else the latest that is there, else what the release calls it."""
        usual = form.format(*self._options.release)
        entries = self.like(pattern)
        own = [one for one in entries if one.name == usual] or entries[-1:]
        return own[0] if own else Told(usual, "the usual name for the release; the directory has no such entry")

    @property
    def administrators(self) -> tuple[Told, ...]:
        told = self._options.administrators
        if told is not None:
            return self._told(told, "administrator")
        usual = self.named(_ADMINISTRATOR)
        return () if usual is None else (usual,)

    @property
    def smapi_servers(self) -> tuple[Told, ...]:
        told = self._options.smapi_servers
        return self.like(_WORKER) if told is None else self._told(told, "server of SMAPI")

    def _told(self, names: Iterable[str], what: str) -> tuple[Told, ...]:
        """Userids of an option, each once. Raises InputError."""
        found = {}
        for word in names:
            try:
                name = userid_of(word)
            except ValueError as allowed:
                raise InputError(f"{what} {shown(word)} is no userid; allowed: {allowed}") from None
            entry = self.named(name)
            origin = entry.origin if entry else "the directory has no such entry"
            found[name] = Told(name, f"told by an option; {origin}")
        return tuple(found.values())

    @property
    def residence_vdev(self) -> str | None:
        """The device by which who writes the object directory has its volume, as the first DIRECTORY statement tells."""
        statements = (placed.statement for _, placed in self.directory.placed(DirectoryStatement))
        return next((one.vdev for one in statements if isinstance(one, DirectoryStatement)), None)

    @property
    def source_disk(self) -> Disk | None:
        """The disk on which USER DIRECT usually is, as far as somebody has such a minidisk."""
        for owner, vdev in _SOURCE_DISKS:
            logon = self.logon(owner)
            for origin, disk in () if logon is None else statements_of(logon, Mdisk):
                if disk.vdev == vdev:
                    return Disk(owner, vdev, f"{Path(origin.placed.path).name}:{origin.placed.line}")
        return None

    @property
    def new_guest(self) -> Told:
        """A userid that no entry has."""
        names = {entry.name for entry in self.directory.entries}
        candidates = (_NEW_GUEST, *(f"{_NEW_GUEST[:4]}{number:04}" for number in range(10_000)))
        return Told(next(name for name in candidates if name not in names), "a name that no entry has")


def _place(entry: Entry) -> str:
    return f"{Path(entry.source.path).name}:{entry.line}"


def _systems(directory: Directory) -> Iterator[Told]:
    """The members of the cluster, or else the systems for which parts of entries are."""
    if directory.members:
        for member in directory.members:
            yield Told(member, "named by BUILD")
        return
    statements = (placed.statement for _, placed in directory.placed(Sysaffin))
    named = (name for one in statements if isinstance(one, Sysaffin) for name in one.systems)
    yield from (Told(name, "named by SYSAFFIN") for name in dict.fromkeys(named) if name != _ANY_SYSTEM)


def _residence(directory: Directory) -> Iterator[Told]:
    """The volumes of the object directory. What stands behind the volume is more volumes for SSI only."""
    for _, placed in directory.placed(DirectoryStatement):
        statement = placed.statement
        assert isinstance(statement, DirectoryStatement)
        volids = (statement.volid, *(statement.tail or ())) if statement.ssi else (statement.volid,)
        for volid in volids:
            yield Told(volid, f"{Path(placed.path).name}:{placed.line}")


# -- what the directory lacks


def _missing(found: _Found) -> Iterator[str]:
    """What has to be there before DirMaint can start, in the order in which it matters."""
    if found.residence_vdev is None:
        yield "The directory has no DIRECTORY statement: nothing tells the device of the object directory."
    if not found.like(_INSTALL_ID):
        yield f"{found.install_id.name}, which installs DirMaint, has no entry."
    server = found.directory.machines.get(SERVER)
    if server is None:
        yield f"{SERVER} has no entry: take it from the Program Directory for your level."
    else:
        yield from _missing_of_server(found, server)
    if not found.like(_DATAMOVE):
        yield "DATAMOVE has no entry: without it no minidisk can be copied, formatted or cleaned."
    if found.directory.members and not found.like(_SATELLITE):
        yield "DIRMSAT has no entry: each member of a cluster needs one to keep its own object directory up to date."
    if not found.administrators:
        yield f"Nobody is known to administer DirMaint: {_ADMINISTRATOR} has no entry, and no option names anybody."
    if not any(map(found.named, _STARTERS)):
        yield f"Neither {listed(_STARTERS, 'nor')} has an entry: nothing tells what starts servers."


def _missing_of_server(found: _Found, server: Entry) -> Iterator[str]:
    logon = found.logon(SERVER)
    assert logon is not None
    header = server.header.statement
    password = header.password if isinstance(header, User | Identity) else ""
    if password in ("AUTOONLY", "NOLOG"):
        yield (
            f"{SERVER} has {password}: nobody can log on to it to watch the first start; LBYONLY with LOGONBY lets an "
            "administrator do so."
        )
    if found.directory.members and server.kind == "identity":
        yield f"{SERVER} is an IDENTITY: in a cluster it is one USER, since it runs on one member at a time."
    _, _, storage = storage_of(logon)
    size = storage_bytes(storage)
    if size is not None and size < _LEAST_STORAGE:
        yield f"{SERVER} has {storage} of storage; IBM recommends 128M to 160M."
    disks = {disk.vdev for _, disk in statements_of(logon, Mdisk)}
    lacking = [one for one in _SERVER_DISKS if one not in disks]
    if lacking:
        yield f"{SERVER} lacks the {'disk' if len(lacking) == 1 else 'disks'} {listed(lacking, 'and')}."
    vdev = found.residence_vdev
    if vdev is not None and not _can_write(logon, vdev):
        yield f"{SERVER} has no device {vdev} that it can write to, by which it reaches the object directory."


def _can_write(logon: Effective, vdev: str) -> bool:
    modes = [disk.mode for _, disk in statements_of(logon, Mdisk) if disk.vdev == vdev]
    modes += [link.mode for _, link in statements_of(logon, Link) if (link.vdev2 or link.vdev1) == vdev]
    return any((mode or "").startswith(_WRITES) for mode in modes)
