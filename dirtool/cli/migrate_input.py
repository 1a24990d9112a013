"""What the settings and the command line tell of a move to DirMaint."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dirtool.cli.common import known_encoding
from dirtool.cli.lint_options import Given, run_of
from dirtool.cli.selection_words import separated
from dirtool.cli.settings import Settings
from dirtool.cli.settings_keys import KEYS
from dirtool.cli.space_input import with_areas
from dirtool.errors import InputError
from dirtool.migrate.options import GroupBy, MigrateOptions
from dirtool.model.directory import Directory
from dirtool.model.extent_control import Method
from dirtool.model.names import pool_of, subject_pattern_of, userid_of, volid_pattern_of
from dirtool.space.volumes.mapping import map_volumes
from dirtool.spec.releases import parse_release


@dataclass(frozen=True, slots=True)
class Told:
    """What the command line tells of a move; what is None or empty, it does not tell."""

    zvm: str | None
    volumes: Path | None
    allocation_maps: Sequence[Path]
    administrators: Sequence[str]
    smapi_servers: Sequence[str]
    groups: Sequence[str]
    group_by: GroupBy | None
    allocate: Method | None
    overlays: Sequence[str]
    code_page: str | None
    fix: bool


def options_of(settings: Settings, told: Told, directory: Directory) -> MigrateOptions:
    """How to move: the command line on top of the settings. Raises InputError for a word or a file that cannot be used."""

    def said(key: str) -> Any:
        name = ("migrate", key)
        return settings.values[name].value if name in settings.values else KEYS[name].default

    given = Given(zvm=[told.zvm] if told.zvm else None, volumes=told.volumes)
    lint = replace(run_of(settings, given).options, extents=None)
    volumes = lint.volumes
    if told.allocation_maps:
        volumes = with_areas(volumes, told.allocation_maps, map_volumes(directory, volumes))
    typed = _groups(told.groups)
    options = MigrateOptions(
        volumes=volumes,
        administrators=_words("--admin", told.administrators, userid_of) or said("administrators"),
        smapi_servers=_words("--smapi", told.smapi_servers, userid_of) or said("smapi-servers"),
        groups={**typed, **_groups_of_settings(settings), **typed},  # those that are typed come first
        group_by=told.group_by or GroupBy(said("group-by")),
        method=told.allocate or said("allocate"),
        overlays=_words("--overlay", told.overlays, subject_pattern_of) or said("overlays"),
        code_page=known_encoding(told.code_page, "--code-page"),
        fix=told.fix,
        lint=replace(lint, volumes=volumes),
    )
    return replace(options, release=max(map(parse_release, lint.releases))) if lint.releases else options


def _words(option: str, typed: Sequence[str], read: Callable[[str], str]) -> tuple[str, ...]:
    """The words of an option, as `read` takes them."""
    return tuple(_word(f"{option} {word}", word, read) for word in separated(typed))


def _word(said: str, word: str, read: Callable[[str], str]) -> str:
    try:
        return read(word)
    except ValueError as error:
        raise InputError(f"{said}: allowed: {error}") from None


def _groups_of_settings(settings: Settings) -> dict[str, tuple[str, ...]]:
    return {name[-1]: one.value for name, one in settings.values.items() if name[:-1] == ("migrate", "groups")}


def _groups(typed: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """The groups of --group, with their volids."""
    found: dict[str, tuple[str, ...]] = {}
    for text in typed:
        name, equals, patterns = text.partition("=")
        if not equals or not patterns:
            raise InputError(f"--group {text}: allowed: GROUP=VOLIDS, such as LINUX=LX*,LY0001")
        group = _word(f"--group {text}", name, pool_of)
        volids = tuple(_word(f"--group {text}", word, volid_pattern_of) for word in separated([patterns]))
        found[group] = (*found.get(group, ()), *volids)
    return found
