"""Read a directory from files: one file, or an index whose LOAD statements name one file for each part."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from dirtool.errors import InputError
from dirtool.model.directory import Directory
from dirtool.syntax.parser import STATEMENT_NAMES, Parser, collector_off
from dirtool.syntax.source import Source
from dirtool.syntax.statement import Unparsed
from dirtool.syntax.statements import Load
from dirtool.syntax.words import fold
from dirtool.text.input import read_bytes
from dirtool.text.records import Records, read_records

_OTHER_FILES = {  # by their first bytes
    b"\xff\xfe": ("a UTF-16 file", "save it as UTF-8 first"),
    b"\xfe\xff": ("a UTF-16 file", "save it as UTF-8 first"),
    b"\x1f\x8b": ("a gzip file", "unpack it first"),
    b"PK\x03\x04": ("a zip file", "unpack it first"),
}
_LONGEST_RECORD = 1000  # of a file that has no other; a directory has records of 80 characters


def read_directory(path: Path, parser: Parser | None = None, encoding: str | None = None) -> Directory:
    """The directory in the file `path`, and in the files that it loads if it is an index.

    Raises InputError for a file that cannot be read; a part that cannot be is one of the directory's failures.
    """
    return directory_of(read_file(path, encoding), parser or Parser(), path.parent, encoding)


def directory_of(
    records: Records, parser: Parser, folder: Path | None = None, encoding: str | None = None
) -> Directory:
    """The directory in `records`; parts that an index loads are looked for in `folder`.

    An index is a file of which more than half of the statements are LOAD; in any other file LOAD is an ordinary
    (misplaced) statement.
    """
    with collector_off():
        return _Reader(parser, encoding).directory(records, folder)


def refuse_directory(records: Records, wanted: str) -> None:
    """Raise InputError for the records of a directory, where something else is `wanted`: messages would show passwords."""
    if is_directory(records):
        raise InputError(f"{records.path}: this is a directory, not {wanted}")


def is_directory(records: Records) -> bool:
    """Whether more than half of the records begin with the name of a statement, comments apart."""
    words = [
        fold(first[0]) for text in records.texts if (first := text.split(None, 1)) and not first[0].startswith("*")
    ]
    return sum(word in STATEMENT_NAMES for word in words) * 2 > len(words)


class _Reader:
    """Reads a file and its parts, and the parts of those, each file once."""

    def __init__(self, parser: Parser, encoding: str | None) -> None:
        self._parser = parser
        self._encoding = encoding
        self._sources: list[Source] = []
        self._failures: list[InputError] = []
        self._loaded: dict[Path, str] = {}

    def directory(self, records: Records, folder: Path | None) -> Directory:
        if folder is not None:
            self._loaded[Path(records.path).resolve()] = records.path
        waiting = [(records, folder)]
        while waiting:
            records, folder = waiting.pop()
            source = Source(records, self._parser)
            self._sources.append(source)
            if is_index(source):
                waiting += reversed(list(self._parts(source, folder)))
        return Directory(self._sources, self._failures)

    def _parts(self, index: Source, folder: Path | None) -> Iterator[tuple[Records, Path]]:
        """The files that an index loads, in order."""
        if folder is None:
            hint = "name the index file itself"
            self._failures.append(InputError(f"{index.path}: an index of files can only be read from a file", hint))
            return
        try:
            names = _names_in(folder)
        except InputError as failure:
            self._failures.append(failure)
            return
        for load, line in zip(index.statements, index.lines, strict=True):
            if not isinstance(load, Load):
                continue
            try:
                part = self._part(load, f"{index.path}:{line}", folder, names)
                yield read_file(part, self._encoding), part.parent
            except InputError as failure:
                self._failures.append(failure)

    def _part(self, load: Load, place: str, folder: Path, names: dict[str, Path]) -> Path:
        wanted = f"{load.fn}.{load.ft}"
        part = names.get(wanted) or names.get(f"{wanted}.{load.fm}")
        if part is None:
            hint = f"expected a file called {wanted} beside the index, in any case"
            raise InputError(f"{place}: LOAD names {load.fn} {load.ft}, which is not in {folder}", hint)
        before = self._loaded.setdefault(part.resolve(), place)
        if before != place:
            raise InputError(f"{place}: LOAD names {load.fn} {load.ft}, which is read already ({before})")
        return part


def is_index(source: Source) -> bool:
    """Whether a file is an index, which names the files that hold the directory: most of its statements are LOAD."""
    positions = chain.from_iterable(source.positions_by_type.get(kind, ()) for kind in (Load, Unparsed))
    loads = sum(source.statements[position].keyword == "LOAD" for position in positions)
    return loads * 2 > len(source.statements)


def read_file(path: Path, encoding: str | None = None) -> Records:
    """The records of a file. Raises InputError if it cannot be read."""
    return records_of(read_bytes(path), str(path), encoding)


def records_of(data: bytes, path: str, encoding: str | None = None) -> Records:
    """The records of a file's content. Raises InputError for what can be no directory, or not in the encoding asked for."""
    records = text_records(data, path, encoding)
    if len(records.texts) == 1 and len(records.texts[0]) > _LONGEST_RECORD:
        hint = "expected a line end behind each record, or records of 80 bytes"
        raise InputError(f"{path}: this is one record of {len(records.texts[0]):,} characters, not a directory", hint)
    return records


def text_records(data: bytes, path: str, encoding: str | None = None, wanted: str = "a directory") -> Records:
    """The records of a file's content. Raises InputError for what is no text, or not in the encoding asked for."""
    for mark, (what, hint) in _OTHER_FILES.items():
        if data.startswith(mark):
            raise InputError(f"{path}: this is {what}, not {wanted}", hint)
    return read_records(data, path, encoding)


def _names_in(folder: Path) -> dict[str, Path]:
    """The files of a folder by name in upper case, with a dot or a blank between file name and file type alike."""
    try:
        paths = sorted(folder.iterdir(), reverse=True)
    except OSError as error:
        raise InputError(f"{folder}: {error.strerror or error}") from None
    return {path.name.upper().replace(" ", "."): path for path in paths if path.is_file()}
