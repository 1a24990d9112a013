"""Read a directory from files: one file, or an index whose LOAD statements name one file for each part."""

from __future__ import annotations

from pathlib import Path

from dirtool.errors import InputError
from dirtool.model.directory import Directory
from dirtool.syntax.parser import Parser, collector_off
from dirtool.syntax.source import Source
from dirtool.syntax.statements import Load
from dirtool.text.records import Records, read_records


def read_directory(path: Path, parser: Parser | None = None, encoding: str | None = None) -> Directory:
    """The directory in the file `path`, and in the files that it loads if it is an index.

    Raises InputError for a file that cannot be read.
    """
    return directory_of(read_file(path, encoding), parser or Parser(), path.parent, encoding)


def directory_of(
    records: Records, parser: Parser, folder: Path | None = None, encoding: str | None = None
) -> Directory:
    """The directory in `records`; parts that an index loads are looked for in `folder`.

    An index holds nothing but LOAD statements; LOAD in any other file is an ordinary (misplaced) statement.
    Raises InputError for a part that cannot be found or read.
    """
    with collector_off():
        return _directory_of(records, parser, folder, encoding)


def _directory_of(records: Records, parser: Parser, folder: Path | None, encoding: str | None) -> Directory:
    source = Source(records, parser)
    if not source.statements or any(statement.keyword != "LOAD" for statement in source.statements):
        return Directory([source])
    if folder is None:
        raise InputError(
            f"{records.path}: an index of files can only be read from a file", "name the index file itself"
        )
    names = _names_in(folder)
    parts = [
        Source(read_file(_part(load, f"{source.path}:{line}", folder, names), encoding), parser)
        for load, line in zip(source.statements, source.lines, strict=True)
        if isinstance(load, Load)
    ]
    return Directory([source, *parts])


def read_file(path: Path, encoding: str | None = None) -> Records:
    """The records of a file. Raises InputError if it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from None
    return read_records(data, str(path), encoding)


def _names_in(folder: Path) -> dict[str, Path]:
    """The files of a folder by name in upper case, with a dot or a blank between file name and file type alike."""
    try:
        paths = sorted(folder.iterdir(), reverse=True)
    except OSError as error:
        raise InputError(f"{folder}: {error.strerror or error}") from None
    return {path.name.upper().replace(" ", "."): path for path in paths}


def _part(load: Load, place: str, folder: Path, names: dict[str, Path]) -> Path:
    wanted = f"{load.fn}.{load.ft}"
    found = names.get(wanted) or names.get(f"{wanted}.{load.fm}")
    if found is None:
        raise InputError(
            f"{place}: LOAD names {load.fn} {load.ft}, which is not in {folder}",
            f"expected a file called {wanted} beside the index, in any case",
        )
    return found
