"""Names for new profiles, after those of the entries that are to include them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import chain, count, takewhile

from dirtool.spec.statements import BY_NAME

_USERID = BY_NAME["USER"].by_name["userid"]
_LONGEST = 8
_DEFAULT = "DFLT"  # as in IBMDFLT
_STEM = re.compile(r"[A-Z][A-Z$@#]*")
_SHARED = "SHR"
_SHORTEST_STEM = 2


def profile_name(members: Iterable[str], taken: set[str]) -> str:
    """A name that is not `taken`: the letters with which most of the members begin, and DFLT; LNXDFLT for LNX0001 and LNX0002.

    Where that is taken a number ends it: LNXDFL2, later LNX10.
    """
    stem = _stem(list(members))
    endings = (_DEFAULT, *(f"{_DEFAULT[:3]}{number}" for number in range(2, 10)))
    for ending in chain(endings, map(str, count(10))):
        name = f"{stem[: _LONGEST - len(ending)]}{ending}"
        if name not in taken and _USERID.takes(name):  # the prototype has it as its userid
            return name
    raise AssertionError("numbers do not end")


def _stem(members: list[str]) -> str:
    """The letters that most of the members begin with, or all; `SHR` where there are none."""
    stems = Counter(match.group() for name in members if (match := _STEM.match(name)))
    stem, times = min(stems.items(), key=lambda pair: (-pair[1], pair[0]), default=("", 0))
    if 2 * times <= len(members):
        stem = _common(min(members), max(members))
    match = _STEM.match(stem)
    return stem if match is not None and match.end() >= _SHORTEST_STEM else _SHARED


def _common(first: str, last: str) -> str:
    """The letters with which both of two names begin."""
    return "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False)))
