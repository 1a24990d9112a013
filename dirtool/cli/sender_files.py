"""The files that a simulated sender has: in a folder, called NAME.TYPE or NAME TYPE, in any case."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from dirtool.errors import InputError
from dirtool.model.reading import records_of
from dirtool.syntax.words import fold
from dirtool.text.input import read_bytes
from dirtool.text.records import Records

if TYPE_CHECKING:
    from dirtool.dirmaint.server import FileFinder


def files_in(folder: Path) -> "FileFinder":
    """What finds the files of a folder by name and type. Raises InputError if there is no such folder."""
    try:
        names = {fold(path.name.replace(".", " ", 1)): path for path in sorted(folder.iterdir(), reverse=True)}
    except OSError as error:
        raise InputError(f"--files {folder}: {error.strerror or error}") from None

    def find(name: str, filetype: str) -> Records | None:
        path = names.get(f"{name} {filetype}")
        return None if path is None or not path.is_file() else records_of(read_bytes(path), str(path))

    return find


def prototypes_in(paths: Iterable[Path]) -> dict[str, Records]:
    """Prototypes by their names, which are those of the files up to the first dot or blank."""
    found = {}
    for path in paths:
        name = fold(path.name.replace(" ", ".").partition(".")[0])
        found[name] = records_of(read_bytes(path), str(path))
    return found
