"""What the words of a request mean, and what is allowed for each."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from dirtool.model.names import pool_of, subject_of
from dirtool.model.size import LARGEST, size_of
from dirtool.model.volume_list import devtype_of, volid_of
from dirtool.space.requests.request import Headroom
from dirtool.syntax.words import fold
from dirtool.syntax.yaml_words import number

MOST_OF_A_SERIES = 1_000_000

_SET = re.compile(r"[A-Z0-9#@$:+_./-]{1,32}")
_HEADROOM = re.compile(r"([0-9]{1,10})(%?)")


def headroom_of(word: str) -> Headroom:
    """A word as the headroom of a pool: 10%, or a number. Raises ValueError that says what is allowed."""
    match = _HEADROOM.fullmatch(word)
    if not match or (match[2] and int(match[1]) > 100):
        raise ValueError(f"a percentage from 0% to 100%, or a number of cylinders or blocks from 0 to {LARGEST}")
    return Headroom(int(match[1]), bool(match[2]))


def _set_of(word: str) -> str:
    folded = fold(word)
    if not _SET.fullmatch(folded):
        raise ValueError("1 to 32 of A-Z 0-9 # @ $ : - + _ . /")
    return folded


READERS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "subject": ("subject", subject_of),
    "size": ("size", size_of),
    "devtype": ("device type", devtype_of),
    "volume": ("volid", volid_of),
    "region": ("name of a region", pool_of),
    "group": ("name of a group", pool_of),
    "start": ("start", number(0, LARGEST, "the first cylinder or block")),
    "apart": ("name of a set", _set_of),
    "together": ("name of a set", _set_of),
    "count": ("count", number(1, MOST_OF_A_SERIES, "the number of minidisks")),
}
"""What messages call the value of each key, and how it is read."""

POOL_READER = ("name of a pool", pool_of)
