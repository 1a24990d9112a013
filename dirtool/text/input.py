"""Bytes of files, with failures that name the file."""

from pathlib import Path

from dirtool.errors import InputError


def read_bytes(path: Path, shown: str | None = None) -> bytes:
    """The content of a file. Raises InputError, naming path (as `shown` has it) and reason, if it cannot be read."""
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise InputError(f"{shown or path}: {getattr(error, 'strerror', None) or error}") from None
