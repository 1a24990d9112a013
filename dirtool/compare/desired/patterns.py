"""Patterns of names: "APP{02..40}" stands for APP02, APP03 and so on to APP40.

A range goes from a number to one that is not lower. Where one of the two is written with zeros in front, all names have as
many digits as the longer of them. Of several ranges, each number of one goes with each of the others, the last one fastest.
"""

from __future__ import annotations

import math
import re
from itertools import product

from dirtool.spec.values import LONGEST_NAME

MOST_NAMES = 10_000
"""How many names a pattern may stand for."""

MOST_IN_ALL = 100_000
"""How many names all patterns of a file may stand for."""

_RANGE = re.compile(r"\{([0-9]{1,8})\.\.([0-9]{1,8})\}")
_BRACE = re.compile(r"[{}]")
_ALLOWED = "{FIRST..LAST} in it, two numbers of which the first is not the higher one, such as APP{02..40}"


def is_pattern(name: str) -> bool:
    """Whether a name is a pattern, or is meant to be one."""
    return _BRACE.search(name) is not None


def names_of(pattern: str) -> list[str]:
    """The names that a pattern stands for, in order; of a name, itself.

    Raises ValueError that says what is allowed.
    """
    literals = _RANGE.split(pattern)[::3]
    ranges = _RANGE.findall(pattern)
    if _BRACE.search("".join(literals)) or any(int(first) > int(last) for first, last in ranges):
        raise ValueError(_ALLOWED)
    count = math.prod(int(last) - int(first) + 1 for first, last in ranges)
    if count > MOST_NAMES:
        raise ValueError(f"a pattern of at most {MOST_NAMES:,} names; this one stands for {count:,}")
    longest = sum(map(len, literals)) + sum(len(_numbers(first, last, int(last))) for first, last in ranges)
    if longest > LONGEST_NAME:
        raise ValueError(f"names of at most {LONGEST_NAME} characters; this one makes some of {longest}")
    written = [[_numbers(first, last, number) for number in range(int(first), int(last) + 1)] for first, last in ranges]
    head, *tails = literals
    return [
        head + "".join(f"{number}{tail}" for number, tail in zip(numbers, tails, strict=True))
        for numbers in product(*written)
    ]


def _numbers(first: str, last: str, number: int) -> str:
    """A number of a range as its names have it."""
    padded = any(len(one) > 1 and one.startswith("0") for one in (first, last))
    return str(number).zfill(max(len(first), len(last)) if padded else 0)
