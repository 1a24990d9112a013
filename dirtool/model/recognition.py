"""Which kind of file something is: its content tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from dirtool.errors import InputError
from dirtool.model.copy_file import CopyConfiguration, copy_configuration_of
from dirtool.model.directory import Directory
from dirtool.model.extent_control import ExtentControl, extent_control_of
from dirtool.model.reading import directory_of, is_directory
from dirtool.spec.copy_keys import DMSSICMO
from dirtool.spec.statement import Section
from dirtool.spec.statements import BY_SPELLING
from dirtool.syntax.authfor_control import is_authfor_control
from dirtool.syntax.authorization_list import AuthorizationList, is_authorization_list
from dirtool.syntax.command import CommandParser
from dirtool.syntax.command_file import CommandFile, is_command_file
from dirtool.syntax.conf_file import DEFAULT, ConfFile, is_conf_file
from dirtool.syntax.copy_file import is_copy_file
from dirtool.syntax.deployment import is_deployment
from dirtool.syntax.extent_control import is_extent_control
from dirtool.syntax.name_list import is_name_list
from dirtool.syntax.parser import Parser
from dirtool.syntax.system_config import is_system_config
from dirtool.syntax.words import fold
from dirtool.text.records import Records

AnyFile = Directory | ExtentControl | CopyConfiguration | AuthorizationList | CommandFile
"""What can be parsed and judged: a directory, which may be several files, or a file of another kind."""

NAMES: dict[type[AnyFile], str] = {
    Directory: "a directory",
    ExtentControl: "EXTENT CONTROL",
    CopyConfiguration: "a COPY file of SMAPI",
    AuthorizationList: "an authorisation list of SMAPI",
    CommandFile: "a file of commands to DirMaint",
}
"""What messages call them."""


class Kind(StrEnum):
    """A kind of file, by the name that people know it by."""

    DIRECTORY = "USER DIRECT"
    EXTENTS = "EXTENT CONTROL"
    DMSSICNF = "DMSSICNF COPY"
    DMSSICMO = "DMSSICMO COPY"
    SYSTEM_CONFIG = "SYSTEM CONFIG"
    AUTHLIST = "AUTHLIST"
    NAMELIST = "NAMELIST"
    AUTHFOR = "AUTHFOR CONTROL"
    NOVA = "nova.conf"
    NEUTRON = "neutron files"
    CINDER = "cinder.conf"
    CEILOMETER = "ceilometer.conf"
    ZVMSDK = "zvmsdk.conf"
    DEPLOYMENT = "Crowbar or Chef JSON"


SERVICES = (Kind.NOVA, Kind.NEUTRON, Kind.CINDER, Kind.CEILOMETER, Kind.ZVMSDK)
"""The kinds of conf files."""


class _Sign(NamedTuple):
    """What tells whose a conf file is: an option, by its name or by how that begins, in a section ("" stands for any).

    Without an option it is the section.
    """

    section: str
    option: str = ""
    begins: bool = False

    def is_met(self, sections: Set[str], options: Mapping[str, Set[str]]) -> bool:
        """Whether it is there; `options` are the names of options with the sections in which each stands, in lower case."""
        if not self.option:
            return self.section in sections
        names = [name for name in options if name.startswith(self.option)] if self.begins else [self.option]
        return any(self.section in options[name] or not self.section for name in names if name in options)


_SIGNS = {
    Kind.NOVA: (
        _Sign("", "compute_driver"),
        _Sign("", "instance_name_template"),
        _Sign(DEFAULT.lower(), "zvm_", begins=True),
        _Sign("zvm", "cloud_connector_url"),
    ),
    Kind.NEUTRON: (
        _Sign("agent"),
        _Sign("ml2"),
        _Sign("ml2_type_flat"),
        _Sign("ml2_type_vlan"),
        _Sign("", "core_plugin"),
        _Sign("", "base_mac"),
        _Sign("", "rdev_list"),
        _Sign("", "xcat_zhcp_nodename"),
        _Sign("", "xcat_mgt_", begins=True),
    ),
    Kind.CINDER: (_Sign("", "volume_driver"), _Sign("", "storwize_", begins=True), _Sign("", "san_", begins=True)),
    Kind.CEILOMETER: (_Sign("", "hypervisor_inspector"), _Sign("zvm", "zvm_", begins=True)),
    Kind.ZVMSDK: (
        _Sign("", "disk_pool"),
        _Sign("sdkserver"),
        _Sign("wsgi"),
        _Sign("zvm", "user_profile"),
        _Sign("network", "my_ip"),
    ),
}
_IN_NAME = {
    "nova": Kind.NOVA,
    "neutron": Kind.NEUTRON,
    "ml2": Kind.NEUTRON,
    "cinder": Kind.CINDER,
    "ceilometer": Kind.CEILOMETER,
    "zvmsdk": Kind.ZVMSDK,
}


_BY_CONTENT: dict[Kind, Callable[[Records], bool]] = {
    Kind.DIRECTORY: is_directory,
    Kind.EXTENTS: is_extent_control,
    Kind.AUTHLIST: is_authorization_list,
    Kind.DMSSICNF: is_copy_file,
    Kind.DEPLOYMENT: is_deployment,
    Kind.NAMELIST: is_name_list,
    Kind.SYSTEM_CONFIG: is_system_config,
    Kind.AUTHFOR: is_authfor_control,
}


_SAMPLE = (
    10_000  # the records, from the start of a file, that tell: a directory of a million is told as soon as a small one
)
_ONLY_COMPARED = (Kind.DEPLOYMENT, Kind.NAMELIST, Kind.SYSTEM_CONFIG, Kind.AUTHFOR)


def recognised(records: Records, parser: Parser, folder: Path | None, encoding: str | None) -> AnyFile:
    """What the records of a file hold; parts that an index of a directory loads are looked for in `folder`.

    Raises InputError for a file that would be taken for a directory full of errors: one that is only compared with others.
    """
    if is_extent_control(records):
        return extent_control_of(records, plain=parser.plain)
    if is_authorization_list(records):
        return AuthorizationList(records)
    if is_command_file(records):
        return CommandFile(records, CommandParser(parser))
    if is_copy_file(records):
        return copy_configuration_of(records)
    is_conf = is_conf_file(records)
    if is_conf or _content_of(records) in _ONLY_COMPARED:
        kind = "a configuration file" if is_conf else _content_of(records)
        raise InputError(f"{records.path}: this is {kind}, not a directory", "dirtool verify --install reads it")
    return directory_of(records, parser, folder, encoding)


def kind_of(records: Records) -> Kind | None:
    """Which kind of file something is, by its content; None for what is none of them.

    Only of conf files that tell nothing of whose they are, or as much of one service as of another, the name of the file does.
    """
    if is_conf_file(records):
        return _service_of(ConfFile(records))
    found = _content_of(records)
    if found is Kind.DIRECTORY and (not _has_header(records) or is_command_file(records)):
        return None  # `class` begins many a record of a program
    if found is not Kind.DMSSICNF:
        return found
    copy = copy_configuration_of(records)
    if copy.kind == DMSSICMO:
        return Kind.DMSSICMO
    return found if any(setting.key for setting in copy.settings) else None  # assignments are in many a script


def _has_header(records: Records) -> bool:
    """Whether any record begins an entry, or loads a part of a directory."""
    words = (text.split(None, 1) for text in records.texts)
    kinds = (BY_SPELLING.get(fold(some[0])) for some in words if some)
    return any(kind is not None and (kind.section is Section.HEADER or kind.name == "LOAD") for kind in kinds)


def _content_of(records: Records) -> Kind | None:
    """The kind of a file that is no conf file; COPY files of both kinds are DMSSICNF COPY."""
    sample = replace(records, texts=records.texts[:_SAMPLE])
    return next((kind for kind, is_such in _BY_CONTENT.items() if is_such(sample)), None)


def _service_of(file: ConfFile) -> Kind | None:
    """Whose a conf file is: the service of which most signs are there."""
    options: dict[str, set[str]] = {}
    for one in file.options:
        options.setdefault(one.name.lower(), set()).add(one.section.lower())
    sections = {section.lower() for section in file.sections}
    met = {kind: sum(sign.is_met(sections, options) for sign in signs) for kind, signs in _SIGNS.items()}
    most = max(met.values())
    best = [kind for kind in SERVICES if met[kind] == most]
    named = [kind for word, kind in _IN_NAME.items() if word in Path(file.path).name.lower() and kind in best]
    if named:
        return named[0]
    return best[0] if most else None
