"""Bytes of files, with failures that name the file."""

from pathlib import Path

from dirtool.errors import InputError


def read_bytes(path: Path, shown: str | None = None, *, at_most: int = -1) -> bytes:
    """The content of a file, or the first bytes of it. Raises InputError, naming path (as `shown` has it) and reason, if it
    cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(at_most)
    except (OSError, ValueError) as error:
        raise InputError(f"{shown or path}: {getattr(error, 'strerror', None) or error}") from None
