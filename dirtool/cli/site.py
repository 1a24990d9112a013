"""What the settings and the command line tell of the site: its volumes, its EXTENT CONTROL, and what its DirMaint can do."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from dirtool.cli.settings import shown_path
from dirtool.cli.settings_keys import Name, Setting
from dirtool.errors import InputError
from dirtool.model.extent_control import ExtentControl, read_extent_control
from dirtool.model.volume_list import KnownVolume, read_volumes
from dirtool.spec.dirmaint_capabilities import SWITCHES, Capabilities

Read = TypeVar("Read")


def volumes_in_force(values: Mapping[Name, Setting], file: Path | None) -> dict[str, KnownVolume]:
    """The volumes that the site has: of its list, of its settings, and of a list of the command line on top of them.

    Raises InputError for a list that cannot be used.
    """
    list_file = values.get(("volumes-file",))
    found = {} if list_file is None or file is not None else read_named(list_file, read_volumes)
    said = {name[1]: KnownVolume() for name in values if name[0] == "volumes"}
    for name, setting in values.items():
        if name[0] == "volumes" and len(name) > 2:
            said[name[1]] = said[name[1]]._replace(**{name[2]: setting.value})
    for upper in (said, {} if file is None else read_volumes(file)):
        found |= {volid: _on_top(found.get(volid), volume) for volid, volume in upper.items()}
    return found


def extents_in_force(values: Mapping[Name, Setting], file: Path | None) -> ExtentControl | None:
    """The EXTENT CONTROL that the command line names, or else the settings. Raises InputError if it is none."""
    if file is not None:
        return read_extent_control(file)
    setting = values.get(("extents",))
    return None if setting is None else read_named(setting, read_extent_control)


def capabilities_in_force(values: Mapping[Name, Setting]) -> Capabilities:
    """The forms of commands that the site's DirMaint has, as far as that is not certain."""
    names = {switch.name: tuple(switch.key.split(".")) for switch in SWITCHES}
    return Capabilities(**{name: values[key].value for name, key in names.items() if key in values})


def read_named(setting: Setting, read: Callable[[Path, str], Read]) -> Read:
    """What is read from the file that a setting names. Raises InputError."""
    try:
        return read(setting.value, shown_path(setting.value))
    except InputError as error:
        raise InputError(error.message, error.hint or f"named in {setting.origin}") from None


def _on_top(below: KnownVolume | None, said: KnownVolume) -> KnownVolume:
    """What is known of a volume that two places speak of."""
    if below is None:
        return said
    return KnownVolume(said.devtype or below.devtype, said.size or below.size, said.areas or below.areas)
