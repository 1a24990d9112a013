"""Which kind of file something is: its content tells."""

from __future__ import annotations

from pathlib import Path

from dirtool.errors import InputError
from dirtool.model.copy_file import CopyConfiguration, copy_configuration_of
from dirtool.model.directory import Directory
from dirtool.model.extent_control import ExtentControl, extent_control_of
from dirtool.model.reading import directory_of
from dirtool.syntax.authorization_list import AuthorizationList, is_authorization_list
from dirtool.syntax.conf_file import is_conf_file
from dirtool.syntax.copy_file import is_copy_file
from dirtool.syntax.extent_control import is_extent_control
from dirtool.syntax.parser import Parser
from dirtool.text.records import Records

AnyFile = Directory | ExtentControl | CopyConfiguration | AuthorizationList
"""What can be parsed and judged: a directory, which may be several files, or a file of another kind."""

KINDS: dict[type[AnyFile], str] = {
    Directory: "a directory",
    ExtentControl: "EXTENT CONTROL",
    CopyConfiguration: "a COPY file of SMAPI",
    AuthorizationList: "an authorisation list of SMAPI",
}
"""What messages call them."""


def recognised(records: Records, parser: Parser, folder: Path | None, encoding: str | None) -> AnyFile:
    """What the records of a file hold; parts that an index of a directory loads are looked for in `folder`.

    Raises InputError for a configuration file, which would be taken for a directory full of errors.
    """
    if is_extent_control(records):
        return extent_control_of(records, plain=parser.plain)
    if is_authorization_list(records):
        return AuthorizationList(records)
    if is_copy_file(records):
        return copy_configuration_of(records)
    if is_conf_file(records):
        hint = "dirtool verify --install reads it"
        raise InputError(f"{records.path}: this is a configuration file, not a directory", hint)
    return directory_of(records, parser, folder, encoding)
