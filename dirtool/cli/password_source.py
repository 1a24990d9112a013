"""Passwords that are named by reference: the command line never holds one itself."""

import os
import sys
from getpass import getpass
from pathlib import Path

from dirtool.errors import InputError
from dirtool.text.input import read_bytes

ALLOWED = "env:NAME, file:PATH or prompt"

_LONGEST = 1000  # bytes of the first line of a file: more than any password has, and less than a device without an end


def password_from(source: str, option: str) -> str:
    """The password that `source` leads to: a variable of the environment, the first line of a file, or what is typed.

    Raises InputError, which names the option and never shows what it found, for a source that there is not, and for an
    empty password.
    """
    kind, _, name = source.partition(":")
    if kind == "env" and name:
        found = os.environ.get(name)
        if found is None:
            raise InputError(f"{option}: the environment has no variable {name}")
    elif kind == "file" and name:
        found = _first_line(read_bytes(Path(name), at_most=_LONGEST + 1), option)
    elif source == "prompt":
        found = _typed(option)
    else:
        raise InputError(f"{option}: no reference to a password; allowed: {ALLOWED}", "a password itself is not taken")
    if not found:
        raise InputError(f"{option}: the password is empty")
    return found


def _first_line(data: bytes, option: str) -> str:
    line = data.partition(b"\n")[0]
    if len(line) > _LONGEST:
        raise InputError(f"{option}: the first line of the file is too long for a password")
    try:
        return line.decode("utf-8").removesuffix("\r")
    except UnicodeDecodeError:
        raise InputError(f"{option}: the first line of the file is not text in UTF-8") from None


def _typed(option: str) -> str:
    if sys.stdin is None or not sys.stdin.isatty():
        raise InputError(f"{option}: nobody can be asked, since standard input is no terminal", "use env: or file:")
    try:
        return getpass("Password: ")
    except EOFError:
        raise InputError(f"{option}: no password was typed") from None
