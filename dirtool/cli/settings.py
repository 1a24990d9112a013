"""Settings files: which one is in use, and what it says together with those that it extends."""

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dirtool.cli.settings_keys import File, Name, Node, Setting, settings_in
from dirtool.cli.toml_lines import Key, lines_of_keys
from dirtool.errors import InputError
from dirtool.text.input import read_bytes

FILE_NAME = "dirtool.toml"
PROJECT_FILE = "pyproject.toml"
PROJECT_TABLE: Key = ("tool", "dirtool")

_EXTEND = ("extend",)
_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the settings files say. `files` holds the one in use and those it extends, nearest first; empty: there is none."""

    files: tuple[str, ...] = ()
    values: Mapping[Name, Setting] = field(default_factory=dict)


def read_settings(config: Path | None, *, no_config: bool, formats: Iterable[str]) -> Settings:
    """The settings of `config`, or of the nearest file from the current folder upward, or of the user's own file.

    `formats` are the names of the formats of findings. Raises InputError for a file that cannot be read or is wrong.
    """
    if config is not None and no_config:
        raise InputError("--config and --no-config exclude each other")
    if no_config:
        return Settings()
    kind, path = ("settings", config) if config is not None else _find()
    return Settings() if path is None else _Reader(kind, tuple(formats)).settings(path)


def _find() -> tuple[str, Path | None]:
    """The settings file that is in use, and what kind of origin it is."""
    try:
        folder = Path.cwd()
    except OSError as error:
        raise InputError(f"current folder: {error.strerror or error}", "--no-config looks for no settings") from None
    for one in (folder, *folder.parents):
        own, project = one / FILE_NAME, one / PROJECT_FILE
        if os.path.lexists(own):
            return "settings", own
        if os.path.isfile(project) and _holds_settings(project):
            return "settings", project
    import platformdirs

    own = platformdirs.user_config_path("dirtool") / FILE_NAME
    return "user", own if os.path.lexists(own) else None


def _holds_settings(project: Path) -> bool:
    """Whether a pyproject.toml has a table for dirtool."""
    shown = shown_path(project)
    data = read_bytes(project, shown)
    return b"dirtool" in data and _table_of(_document(_text(data, shown), shown), PROJECT_TABLE) is not None


class _Reader:
    """Reads a settings file and those it extends."""

    def __init__(self, kind: str, formats: tuple[str, ...]) -> None:
        self._kind = kind
        self._formats = formats

    def settings(self, path: Path) -> Settings:
        """What they say together: what a file says takes the place of what the one says that it extends."""
        shown: dict[Path, str] = {}
        layers: list[dict[Name, Setting]] = []
        following: Path | None = path
        while following is not None:
            resolved = Path(os.path.realpath(following))
            if resolved in shown:
                raise _circle([*shown.values(), shown_path(following)], shown[resolved], layers[-1])
            try:
                layer = self._read(following)
            except InputError as error:
                raise error if not layers else _extended(error, layers[-1]) from None
            shown[resolved] = shown_path(following)
            layers.append(layer)
            following = layer[_EXTEND].value if _EXTEND in layer else None
        merged: dict[Name, Setting] = {}
        for layer in reversed(layers):
            merged |= layer
        merged.pop(_EXTEND, None)
        return Settings(tuple(shown.values()), merged)

    def _read(self, path: Path) -> dict[Name, Setting]:
        shown = shown_path(path)
        text = _text(read_bytes(path, shown), shown)
        table = PROJECT_TABLE if path.name == PROJECT_FILE else ()
        value = _table_of(_document(text, shown), table)
        if value is None:
            raise InputError(f"{shown}: no table [{'.'.join(map(str, table))}]")
        file = File(shown, path.parent, self._kind, table, lines_of_keys(text), self._formats)
        return settings_in(Node(file, (), value))


def _circle(paths: list[str], again: str, last: Mapping[Name, Setting]) -> InputError:
    """A file extends itself, directly or by others."""
    circle = " -> ".join([*paths[paths.index(again) : -1], again])
    return InputError(f"{last[_EXTEND].origin}: extend goes in a circle: {circle}")


def _extended(error: InputError, layer: Mapping[Name, Setting]) -> InputError:
    """An error in a file that another one extends says so where it says nothing else."""
    return InputError(error.message, error.hint or f"extended by {layer[_EXTEND].origin}")


def shown_path(path: Path) -> str:
    """A path as people see it: from the current folder on where it lies below that."""
    path = Path(os.path.normpath(path))
    try:
        return str(path.relative_to(Path.cwd()))
    except (OSError, ValueError):
        return str(path)


def _text(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"{path}:{line}: byte X'{data[error.start]:02X}' is not UTF-8", "save the file as UTF-8"
        ) from None


def _document(text: str, path: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except ValueError as error:  # also of a number that is too long
        message = str(error)
        match = _TOML_PLACE.search(message)
        if match is None:
            raise InputError(f"{path}: no TOML: {message}") from None
        lines = text.splitlines()
        line, column = match.groups() if match[1] else (len(lines), len(lines[-1]) + 1)
        raise InputError(f"{path}:{line}:{column}: no TOML: {message[: match.start()]}") from None


def _table_of(document: object, table: Key) -> object:
    """What a document holds under some keys; None: nothing."""
    for key in table:
        document = document.get(key) if isinstance(document, dict) else None
    return document
