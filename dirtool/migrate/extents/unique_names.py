"""Names that are given once: of regions, groups and families of volumes.

Source: z/VM DirMaint Tailoring and Administration Guide, EXTENT CONTROL: 1 to 8 of A-Z 0-9 # @ $ : - +, and no tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count, product
from string import ascii_uppercase

from dirtool.spec.extent_control import END_OF_VOLUME, METHODS

_LONGEST = 8
_NOT_ALLOWED = re.compile(r"[^A-Z0-9#@$:+-]")
_RESERVED = (*METHODS, "ALLOCATE", END_OF_VOLUME)  # words of the file itself


class UniqueNames:
    """Gives names that nobody has; `taken` has those that are given already."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {*taken, *_RESERVED}
        self._suffixes: dict[str, Iterator[str]] = {}

    def plain_or_lettered(self, base: str) -> str:
        """A name as it is, as far as its characters are allowed; with letters behind it if somebody has it."""
        name = allowed(base)
        if name in self._taken:
            return self.lettered(base)
        self._taken.add(name)
        return name

    def lettered(self, base: str) -> str:
        """A name with letters behind it: A, B and so on."""
        name = allowed(base)
        suffixes = self._suffixes.setdefault(name, _suffixes())
        tried = (name[: _LONGEST - len(suffix)] + suffix for suffix in suffixes)
        found = next(one for one in tried if one not in self._taken)
        self._taken.add(found)
        return found


def allowed(name: str) -> str:
    """A name without the characters that a region or group cannot have."""
    return _NOT_ALLOWED.sub("", name).lstrip(":")[:_LONGEST] or "DASD"


def _suffixes() -> Iterator[str]:
    """A to Z, AA to ZZ, and so on."""
    for length in count(1):
        yield from map("".join, product(ascii_uppercase, repeat=length))
