"""What DMSSICNF COPY or DMSSICMO COPY says, as each of its two readers understands it.

The SMAPI servers have REXX interpret the file. The script that prepares the verification of an installation (IVP) reads it by
rules of its own: comments do not nest, a record ends in column 71, what stands before the first equals sign is the key, and
double quotes are taken off what stands behind it.

Source: z/VM Systems Management Application Programming, the DMSSICNF COPY file; the preparation script of xCAT's installation
verification.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from dirtool.model.reading import read_file, refuse_directory
from dirtool.spec.copy_keys import DMSSICMO, DMSSICNF, KEYS, Key, key_of
from dirtool.syntax.copy_file import Clause, CopyFile, is_secret
from dirtool.syntax.text_file import Stated
from dirtool.text.columns import CODE_END
from dirtool.text.records import Records

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CMO_PREFIXES = ("OPENSTACK_", "CMO_")


class Dialect(StrEnum):
    """Who reads the file."""

    REXX = "rexx"
    IVP = "ivp"


class Setting(NamedTuple):
    """What the file gives to one name. `key` is None for a name that is not known.

    `clause` is None as the verification scripts read it. `is_known` tells whether its value is one that is known without
    carrying out the file: a REXX expression is not.
    """

    stated: Stated
    line: int
    column: int
    key: Key | None
    clause: Clause | None = None
    is_known: bool = True

    @property
    def name(self) -> str:
        """The name as written."""
        return self.stated.name


class CopyConfiguration:
    """The settings in a COPY file.

    `kind` is DMSSICNF or DMSSICMO: which of the two has more of the names.
    """

    def __init__(self, file: CopyFile, dialect: Dialect = Dialect.REXX) -> None:
        self.file = file
        self.path = file.path
        self.dialect = dialect

    @property
    def sources(self) -> list[CopyFile]:
        """The one file."""
        return [self.file]

    @cached_property
    def kind(self) -> str:
        """DMSSICMO, if most names are those of the appliance; else DMSSICNF."""
        names = [setting.name.upper() for setting in self.settings]
        return DMSSICMO if sum(name.startswith(_CMO_PREFIXES) for name in names) * 2 > len(names) else DMSSICNF

    @cached_property
    def settings(self) -> list[Setting]:
        """All assignments in the order of the file, as the reader of the dialect understands them."""
        return self.settings_of(self.dialect)

    def settings_of(self, dialect: Dialect) -> list[Setting]:
        """All assignments in the order of the file, as one of the readers understands them."""
        return list(_rexx_settings(self.file) if dialect is Dialect.REXX else _ivp_settings(self.file))

    @cached_property
    def by_name(self) -> dict[str, Setting]:
        """The last assignment to each name, which is the one that counts, by the name in upper case."""
        return {setting.name.upper(): setting for setting in self.settings}

    def get(self, name: str) -> Setting | None:
        """What a name is given, if its value is known; of several times the last."""
        setting = self.by_name.get(name.upper())
        return setting if setting is not None and setting.is_known else None

    def stated(self, name: str) -> Stated | None:
        """The value that a name is given, and where; None if it is not given, or not known."""
        setting = self.get(name)
        return None if setting is None else setting.stated

    def value(self, name: str) -> str | None:
        """The text that a name is given, or what is shipped where the file says nothing; None if that is not known."""
        if name.upper() in self.by_name:
            return None if (setting := self.get(name)) is None else setting.stated.text
        key = key_of(name)
        return None if key is None else key.default


def read_copy_file(path: Path, encoding: str | None = None, dialect: Dialect = Dialect.REXX) -> CopyConfiguration:
    """The settings in the file `path`. Raises InputError if it cannot be read, or is a directory."""
    records = read_file(path, encoding)
    refuse_directory(records, f"{DMSSICNF} COPY")
    return copy_configuration_of(records, dialect)


def copy_configuration_of(records: Records, dialect: Dialect = Dialect.REXX) -> CopyConfiguration:
    """The settings in the records of a file."""
    return CopyConfiguration(CopyFile(records), dialect)


def keys_of(kind: str) -> tuple[Key, ...]:
    """The known keys of DMSSICNF or DMSSICMO."""
    return tuple(key for key in KEYS if key.file == kind)


def _rexx_settings(file: CopyFile) -> Iterator[Setting]:
    for clause in file.clauses:
        if clause.kind is not None:
            line, column = file.place(clause.tokens[0].start)
            known = clause.kind != "expression"
            yield Setting(file.stated(clause), line, column, key_of(clause.name), clause, known)


def _ivp_settings(file: CopyFile) -> Iterator[Setting]:
    kept = _WithoutComments("\n".join(file.records.texts))
    offset = 0
    for line in kept.text.split("\n"):
        name, equals, value = line[:CODE_END].partition("=")
        if equals:
            line_number, column = kept.place(offset + _indent(name))
            value_line, value_column = kept.place(offset + len(name) + 1 + _indent(value))
            end_column = value_column + max(1, len(value.strip()))
            name, text = name.strip(), value.strip().replace('"', "")
            stated = Stated(name, text, file.path, value_line, value_column, end_column, is_secret(name, text))
            yield Setting(stated, line_number, column, key_of(name))
        offset += len(line) + 1


class _WithoutComments:
    """A text without its comments, which do not nest, and where what is left of it stood."""

    def __init__(self, text: str) -> None:
        comments = [match.span() for match in _COMMENT.finditer(text)]
        self._begins = [0, *(stop for _, stop in comments)]  # of the pieces that are kept
        pieces = [
            text[at:stop] for at, stop in zip(self._begins, [*(at for at, _ in comments), len(text)], strict=True)
        ]
        self._shifted = [0, *accumulate(map(len, pieces))]  # where they begin now
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self.text = "".join(pieces)

    def place(self, at: int) -> tuple[int, int]:
        """The 1-based record and column in the whole text of a place in what is left."""
        piece = min(bisect_right(self._shifted, at), len(self._begins)) - 1
        original = self._begins[piece] + at - self._shifted[piece]
        line = bisect_right(self._lines, original)
        return line, original - self._lines[line - 1] + 1


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
