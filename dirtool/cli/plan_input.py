"""What `dirtool plan` reads: what is wanted, the directory as it is, and what stands beside it."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from dirtool.cli.common import STDIN, STDIN_NAME, names_in, read, standard_input
from dirtool.cli.settings import Settings
from dirtool.cli.settings_keys import KEYS
from dirtool.cli.site import capabilities_in_force, extents_in_force, volumes_in_force
from dirtool.cli.space_input import tell_of_lost_records, with_areas
from dirtool.compare.desired.reading import desired_of
from dirtool.compare.desired.state import Desired
from dirtool.errors import InputError
from dirtool.model.directory import Directory
from dirtool.model.extent_control import ExtentControl
from dirtool.model.reading import is_directory
from dirtool.model.volume_list import KnownVolume
from dirtool.plan.options import PlanOptions
from dirtool.plan.target.selection import subject_in
from dirtool.plan.target.wanted import with_facts
from dirtool.space.allocation.policy import DirmaintSettings
from dirtool.space.volumes.mapping import map_volumes
from dirtool.syntax.parser import Parser
from dirtool.syntax.yaml_words import utf8_records
from dirtool.text.input import read_bytes


class Wanted(NamedTuple):
    """What is wanted: a desired state or a whole directory; the name of the directory as it is, and of its EXTENT CONTROL."""

    state: Desired | Directory
    path: str
    current: str
    extents: Path | None


class Site(NamedTuple):
    """What stands beside the directory."""

    extents: ExtentControl | None
    volumes: Mapping[str, KnownVolume]


def read_wanted(name: str, current: str | None, parser: Parser, encoding: str | None, *, whole: bool) -> Wanted:
    """What the file `name` wants; `current` takes the place of what it names. Raises InputError."""
    path = STDIN_NAME if name == STDIN else name
    if whole:
        if current is None:
            raise InputError("--whole needs the directory as it is", "name it with --current FILE")
        return Wanted(read_directory(name, parser, encoding), path, current, None)
    data = standard_input() if name == STDIN else read_bytes(Path(name))
    records = utf8_records(data, path)
    if is_directory(records):
        raise InputError(f"{path}: this is a directory, not a desired state", "with --whole it is all that is wanted")
    state = desired_of(records, parser)
    folder = Path() if name == STDIN else Path(name).parent
    if current is None:
        if state.current is None:
            hint = "name it with --current FILE, or with the key current"
            raise InputError(f"{path}: the directory as it is is not named", hint)
        current = str(_file_at(folder / state.current, f"{path}: current"))
    extents = None if state.extents is None else _file_at(folder / state.extents, f"{path}: extents")
    return Wanted(state, path, current, extents)


def _file_at(named: Path, key: str) -> Path:
    """A file that another file names under a key. Raises InputError for a device or a pipe, which may never end."""
    if os.path.exists(named) and not os.path.isfile(named):
        raise InputError(f"{key}: {named} is no file", "what is no file, only the command line can name")
    return named


def read_directory(name: str, parser: Parser, encoding: str | None) -> Directory:
    """The directory in a file. Raises InputError, also for a file that only holds what cannot be read as one."""
    directory = read(name, parser, encoding)
    if not any(map(is_directory, (source.records for source in directory.sources))):
        raise InputError(f"{directory.sources[0].path}: this is no directory: hardly a record of it is a statement")
    return directory


def read_site(
    wanted: Wanted,
    there: Directory,
    settings: Settings,
    extents: Path | None,
    volumes: Path | None,
    allocation_maps: Sequence[Path],
) -> Site:
    """EXTENT CONTROL and volumes: the command line goes before what is wanted, and that before the settings."""
    control = extents_in_force(settings.values, extents or wanted.extents)
    tell_of_lost_records(control)
    known = volumes_in_force(settings.values, volumes)
    if isinstance(wanted.state, Desired):
        known = with_facts(known, wanted.state)
    if allocation_maps:
        known = with_areas(known, allocation_maps, map_volumes(there, known, control))
    return Site(control, known)


def options_of(
    settings: Settings,
    allow_remove: list[str] | None,
    allow_overwrite: list[str] | None,
    clean: bool | None,
    dirmaint: DirmaintSettings,
) -> PlanOptions:
    """What a plan is allowed to do, and how it is made: the command line on top of the settings."""

    def said(key: str) -> Any:
        name = ("plan", key)
        return settings.values[name].value if name in settings.values else KEYS[name].default

    return PlanOptions(
        allow_remove=frozenset(subjects_in(allow_remove)),
        allow_overwrite=frozenset(subjects_in(allow_overwrite)),
        protected=said("protect"),
        replace_threshold=said("replace-threshold"),
        clean=said("clean") if clean is None else clean,
        online=said("online"),
        capabilities=capabilities_in_force(settings.values),
        dirmaint=dirmaint,
    )


def only_in(typed: list[str] | None) -> tuple[str, ...]:
    """The subjects of --only, without it none. Raises InputError for an --only that names nothing."""
    subjects = subjects_in(typed)
    if typed and not subjects:
        raise InputError("--only: a subject is missing")
    return subjects


def subjects_in(typed: list[str] | None) -> tuple[str, ...]:
    """The subjects that an option names: USERID, or USERID/VDEV with four digits."""
    parts = map(subject_in, names_in(typed))
    return tuple(name if vdev is None else f"{name}/{vdev}" for name, vdev in parts)
