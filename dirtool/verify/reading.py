"""Read the files of an installation: what each is its content tells, and whose it is the folder that it is in.

Source: the conf files' options are those of the zvm drivers of nova, neutron, cinder and ceilometer, and of Feilong.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from dirtool.errors import InputError
from dirtool.model.copy_file import copy_configuration_of
from dirtool.model.directory import Directory
from dirtool.model.extent_control import extent_control_of
from dirtool.model.reading import directory_of, text_records
from dirtool.model.recognition import SERVICES, Kind, kind_of
from dirtool.syntax.authfor_control import AuthforControl
from dirtool.syntax.authorization_list import AuthorizationList
from dirtool.syntax.conf_file import ConfFile
from dirtool.syntax.deployment import Deployment, DeploymentFile
from dirtool.syntax.name_list import NameList
from dirtool.syntax.parser import Parser
from dirtool.syntax.system_config import SystemConfig
from dirtool.syntax.words import fold
from dirtool.text.input import read_bytes
from dirtool.text.records import Records
from dirtool.verify.installation import ATTRIBUTES, Conf, Host, Installation
from dirtool.wording import listed

_OF_CLOUD = frozenset({*SERVICES, Kind.DEPLOYMENT})
_LEFT_OUT = ("~", ".bak", ".orig", ".swp")
_README = "README"
_HOST = "zvm_host"
_SYSTEM_ID = "XCAT_zvmsysid"

Files = dict[Kind, list[Records]]


def read_installation(
    paths: Sequence[Path], named: Mapping[Kind, Sequence[Path]], parser: Parser, encoding: str | None
) -> Installation:
    """The installation that some files and folders describe; `named` are files that are known to be of a kind.

    All files of one folder, of files, and of `named` belong together: to the only host, which has no name. Where subfolders
    hold files of a z/VM system, each of these is a host, which is called like its subfolder and has all files below it; the
    files beside them, and those in subfolders that hold only files of the cloud's side, belong to all hosts. So do several
    folders: each is as a subfolder of one. Of a value in a file of all hosts and in one of a host's own, the latter counts.

    A conf file beside the hosts whose zvm_host (or else host) is the name of one of them, or the system id in its DMSSICNF COPY
    or its SYSTEM CONFIG, belongs to that host only. Where there are no hosts but the files of several nova services, each of
    these makes one.

    Left out are hidden files, backups of editors, and README; files of which nothing tells what they are are named in the
    answer.

    Raises InputError for a file that cannot be read, one of no known kind that is no folder's, two files of a kind of which a
    host has one, and where nothing is recognised.
    """
    return _Reader(parser, encoding).installation(paths, named)


class _Reader:
    """Reads files, and tells hosts by them."""

    def __init__(self, parser: Parser, encoding: str | None) -> None:
        self._parser = parser
        self._encoding = encoding
        self._given: set[str] = set()  # files that are given by themselves
        self._unrecognised: list[str] = []

    def installation(self, paths: Sequence[Path], named: Mapping[Kind, Sequence[Path]]) -> Installation:
        common = Files()
        self._given = {os.path.realpath(path) for some in (paths, *named.values()) for path in some}
        for kind, files in named.items():
            for path in files:
                common.setdefault(kind, []).append(self._named(path, kind))
        folders = [path for path in paths if path.is_dir()]
        for path in paths:
            if path not in folders:
                records = text_records(read_bytes(path), str(path), self._encoding, "a file of an installation")
                common.setdefault(_known(kind_of(records), path), []).append(records)
        if len(folders) == 1:
            for path in _files_in(folders[0]):
                self._recognise(common, path)
            folders = _folders_in(folders[0])
        own = self._of_hosts(folders, common)
        if not common and not own:
            where = listed([str(path) for path in paths], "or") if paths else "no file"
            raise InputError(f"{where}: nothing of an installation is there", f"looked for: {listed([*Kind], 'or')}")
        hosts = self._shared(self._host("", common), [self._host(name, files) for name, files in own.items()])
        if len(hosts) == 1:
            hosts[0].name = ""
        return Installation(tuple(sorted(hosts, key=lambda host: host.name)), tuple(self._unrecognised))

    def _of_hosts(self, folders: Sequence[Path], common: Files) -> dict[str, Files]:
        """The files of each host; those of folders that are none go to the common ones."""
        found: dict[str, Files] = {}
        names = Counter(map(_name_of, folders))
        for folder in folders:
            name = _name_of(folder)
            files = Files()
            for path in _all_files_in(folder):
                self._recognise(files, path)
            if files.keys() - _OF_CLOUD:
                found[name if names[name] == 1 else str(folder)] = files
            else:
                for kind, some in files.items():
                    common.setdefault(kind, []).extend(some)
        return found

    def _named(self, path: Path, kind: Kind) -> Records:
        records = text_records(read_bytes(path), str(path), self._encoding, kind)
        found = kind_of(records)
        if found not in (None, kind) and not {found, kind} <= {*SERVICES}:  # files of two services may look alike
            raise InputError(f"{path}: this is {'a directory' if found is Kind.DIRECTORY else found}, not {kind}")
        return records

    def _recognise(self, files: Files, path: Path) -> None:
        """Read a file of a folder; what is no text, or of no kind, is left out, and so is what is given by itself."""
        if os.path.realpath(path) in self._given:
            return
        data = read_bytes(path)
        try:
            records = text_records(data, str(path), self._encoding)
        except InputError:
            kind = None
        else:
            kind = kind_of(records)
        if kind is None:
            self._unrecognised.append(str(path))
        else:
            files.setdefault(kind, []).append(records)

    def _host(self, name: str, files: Files) -> Host:
        host = Host(name)
        for kind, some in files.items():
            setattr(host, ATTRIBUTES[kind], self._read(kind, some))
        return host

    def _read(self, kind: Kind, files: list[Records]) -> object:
        """What some files of a kind say together."""
        if kind in SERVICES:
            return Conf(tuple(map(ConfFile, files)))
        if kind is Kind.DEPLOYMENT:
            return Deployment(tuple(map(DeploymentFile, files)))
        if kind is Kind.DIRECTORY:
            found: list[object] = [*self._directories(files)]
        else:
            found = [_READERS[kind](one) for one in files]
        if len(found) > 1:
            raise _two(kind, files[0].path, files[1].path)
        return found[0]

    def _directories(self, files: list[Records]) -> list[Directory]:
        """The directories that are no part of another one, which an index loads."""
        found = [directory_of(one, self._parser, Path(one.path).parent, self._encoding) for one in files]
        loaded = {source.path for one in found for source in one.sources[1:]}
        return [one for one in found if one.sources[0].path not in loaded]

    def _shared(self, common: Host, hosts: list[Host]) -> list[Host]:
        """The hosts, each with what is common to all, or else what names it."""
        of_systems = hosts
        if not hosts:
            systems = dict.fromkeys(filter(None, map(_system_of, common.nova.files if common.nova else ())))
            if len(systems) < 2:
                return [common]
            hosts = [Host(system) for system in systems]
            of_systems = [host for host in hosts if host.name in _systems_of(common)] or hosts
        names = {name: host for host in hosts for name in [*_systems_of(host), fold(host.name)]}
        for kind in common.kinds:
            shared = getattr(common, ATTRIBUTES[kind])
            if kind in SERVICES:
                _share_conf(kind, shared, hosts, names)
            elif isinstance(shared, Deployment):
                for host in hosts:
                    host.deployment = Deployment(shared.files + (host.deployment.files if host.deployment else ()))
            else:
                owner = names.get(_system_id(common)) if kind is Kind.DMSSICNF else None
                _share(kind, common, of_systems if owner is None else [owner])
        return hosts


def _share_conf(kind: Kind, shared: Conf, hosts: Iterable[Host], names: Mapping[str, Host]) -> None:
    """Give the files of a service to the host that each names, or else to all; a host's own stand last, and count."""
    owners = [names.get(_system_of(file)) for file in shared.files]
    for host in hosts:
        of_all = [file for file, owner in zip(shared.files, owners, strict=True) if owner is None]
        of_host = [file for file, owner in zip(shared.files, owners, strict=True) if owner is host]
        own: Conf | None = getattr(host, ATTRIBUTES[kind])
        files = (*of_all, *of_host, *(own.files if own else ()))
        setattr(host, ATTRIBUTES[kind], Conf(files) if files else None)


def _share(kind: Kind, common: Host, hosts: Iterable[Host]) -> None:
    """Give what is common of a kind, of which a host has one, to some hosts."""
    for host in hosts:
        if kind in host.kinds:
            raise _two(kind, *(next(file.path for of, file in one.files if of is kind) for one in (common, host)))
        setattr(host, ATTRIBUTES[kind], getattr(common, ATTRIBUTES[kind]))


def _systems_of(host: Host) -> list[str]:
    """The names that a host's files of the z/VM system give it."""
    identifiers = host.system_config.identifiers if host.system_config else ()
    return [*filter(None, [_system_id(host)]), *(one.text for one in identifiers)]


def _system_id(host: Host) -> str:
    stated = host.dmssicnf.stated(_SYSTEM_ID) if host.dmssicnf else None
    return "" if stated is None else fold(stated.text)


def _system_of(file: ConfFile) -> str:
    """The z/VM system that a conf file is for; empty if it does not tell."""
    named = [one.stated.text for one in file.options if one.name == _HOST] or [one.text for one in file.values("host")]
    return fold(named[-1]) if named else ""


def _known(kind: Kind | None, path: Path) -> Kind:
    if kind is None:
        hint = f"looked for: {listed([*Kind], 'or')}; or name it by the option of its kind"
        raise InputError(f"{path}: nothing in it tells what it is", hint)
    return kind


def _two(kind: Kind, first: str, second: str) -> InputError:
    hint = "the files of each z/VM system stand in a folder of their own"
    return InputError(f"{first} and {second}: both are {kind}, of which a z/VM system has one", hint)


_READERS: dict[Kind, Callable[[Records], object]] = {
    Kind.EXTENTS: extent_control_of,
    Kind.DMSSICNF: copy_configuration_of,
    Kind.DMSSICMO: copy_configuration_of,
    Kind.SYSTEM_CONFIG: SystemConfig,
    Kind.AUTHLIST: AuthorizationList,
    Kind.NAMELIST: NameList,
    Kind.AUTHFOR: AuthforControl,
}


def _name_of(folder: Path) -> str:
    """The name of a folder, however it is written (`.`)."""
    return Path(os.path.abspath(folder)).name


def _files_in(folder: Path) -> list[Path]:
    """The files of a folder that may be of use, in order."""
    return [path for path in _inside(folder) if path.is_file() and not _is_left_out(path.name)]


def _folders_in(folder: Path) -> list[Path]:
    """The folders in a folder, in order; a link that leads back to it, or above it, is none."""
    here = Path(os.path.realpath(folder))
    found = [path for path in _inside(folder) if path.is_dir() and not _is_left_out(path.name)]
    return [path for path in found if not here.is_relative_to(os.path.realpath(path))]


def _all_files_in(folder: Path) -> list[Path]:
    """The files of a folder and of all below it."""
    found = _files_in(folder)
    for below in _folders_in(folder):
        if not below.is_symlink():  # it may lead back
            found += _all_files_in(below)
    return found


def _inside(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        raise InputError(f"{folder}: {error.strerror or error}") from None


def _is_left_out(name: str) -> bool:
    return name.startswith((".", "#")) or name.lower().endswith(_LEFT_OUT) or name.upper().startswith(_README)
