"""Names for new profiles, after those of the entries that are to include them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import count, takewhile

from dirtool.spec.statements import BY_NAME

_USERID = BY_NAME["USER"].by_name["userid"]
_LONGEST = 8
_DEFAULT = "DFLT"  # as in IBMDFLT
_LETTERS = re.compile(r"[A-Z]*")
_SHARED = "SHR"
_SHORTEST_STEM = 2


def profile_name(members: Iterable[str], old: str | None, taken: set[str]) -> str:
    """A name that is not `taken`: the letters with which most of the members begin, and DFLT; LNXDFLT for LNX0001 and LNX0002.

    Where that is taken it ends with a number: LNXDFL2. Members whose names have nothing in common get the name of the profile
    that they include now (`old`), with a number, or SHRDFLT.
    """
    stem = _stem(list(members))
    if len(stem) < _SHORTEST_STEM or not _USERID.takes(_cut(stem, _DEFAULT)):  # the prototype has it as its userid
        names = _numbered(_SHARED) if old is None else (_cut(old, str(number)) for number in count(2))
    else:
        names = _numbered(stem)
    return next(name for name in names if name not in taken)


def _numbered(stem: str) -> Iterator[str]:
    """The names that a stem gives, without an end."""
    yield _cut(stem, _DEFAULT)
    for number in count(2):
        digits = str(number)
        yield _cut(stem, f"{_DEFAULT[: len(_DEFAULT) - len(digits)]}{digits}")


def _cut(stem: str, ending: str) -> str:
    return f"{stem[: _LONGEST - len(ending)]}{ending}"


def _stem(members: list[str]) -> str:
    """The letters that more than half of the members begin with up to another character, or else all of them."""
    stems = Counter(_letters(name) for name in members)
    stem, times = min(stems.items(), key=lambda pair: (-pair[1], pair[0]))
    if 2 * times > len(members):
        return stem
    first, last = min(members), max(members)
    return _letters(
        "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False)))
    )


def _letters(name: str) -> str:
    match = _LETTERS.match(name)
    return match.group() if match else ""
