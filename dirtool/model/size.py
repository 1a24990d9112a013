"""Sizes of minidisks as people ask for them, and the cylinders or blocks that they take on a type of device.

Source: a CMS block of a 3390 takes a twelfth of a track if it has 4096 bytes, so that a cylinder holds 180 of them, 737,280
bytes (a 3380: 150, 614,400 bytes). MiB and GiB are counted in such blocks, since that is what a file system gets.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

from dirtool.spec.devices import BYTES_PER_BLOCK, PAGE_BLOCKS, unit_of_model
from dirtool.syntax.words import fold
from dirtool.wording import listed

SizeUnit = Literal["", "cyl", "blk", "blk512", "blk1024", "blk2048", "blk4096", "MiB", "GiB"]
"""The unit of a size; without one it counts what the volume counts: cylinders, or blocks of 512 bytes."""

UnitsFor = Callable[[str, int, int], int | None]
"""How many cylinders or blocks of a device type hold so many CMS blocks of a size in bytes; None where it is not known."""

LARGEST = 9_999_999_999
"""The largest number of cylinders or blocks that is read: ten digits."""

_PAGE = PAGE_BLOCKS * BYTES_PER_BLOCK
_PAGES_PER_MIB = 256
_PAGES = {"MiB": _PAGES_PER_MIB, "GiB": _PAGES_PER_MIB * 1024}
_CMS_BLOCK = {"blk512": 512, "blk1024": 1024, "blk2048": 2048, "blk4096": 4096, "MiB": _PAGE, "GiB": _PAGE}

_UNITS: dict[str, SizeUnit] = {fold(unit): unit for unit in get_args(SizeUnit)}
_SIZE = re.compile(r"([0-9]{1,10}(?:\.[0-9]{1,6})?)([A-Z]*[0-9]*)")
_ALLOWED = (
    f"a number from 1 to {LARGEST}, alone (the cylinders or blocks of the volume) or with one of "
    f"{listed(get_args(SizeUnit)[1:], 'or')} behind it; of MiB and GiB also decimals, such as 7.5GiB"
)


@dataclass(frozen=True, slots=True)
class Size:
    """A size as it was asked for: `count` of `unit`, 1 or more."""

    count: int
    unit: SizeUnit

    def __str__(self) -> str:
        return f"{self.count}{self.unit}"

    def on(self, devtype: str, units_for: UnitsFor) -> int | None:
        """How many cylinders or blocks that takes on a volume of a device type, rounded up; `units_for` counts CMS blocks.

        None where it cannot be told: cylinders on a fixed-block device and 512-byte blocks on one with cylinders, and where
        nobody knows how many CMS blocks a cylinder of the type holds. On a fixed-block device, what is not counted in its
        own blocks ends with a page of 4096 bytes.
        """
        counted = unit_of_model(devtype)
        if self.unit in ("", "cyl" if counted == "cylinder" else "blk"):
            return self.count
        if self.unit not in _CMS_BLOCK:
            return None
        block, blocks = _CMS_BLOCK[self.unit], self.count * _PAGES.get(self.unit, 1)
        units = units_for(devtype, blocks, block)
        return units if units is None or counted == "cylinder" else units + -units % PAGE_BLOCKS


def size_of(word: str) -> Size:
    """A word as a size: a number with a unit behind it, or without one; the unit in any case.

    Decimals of MiB and GiB are read exactly, and become whole MiB or else whole blocks of 4096 bytes, rounded up. Raises
    ValueError that says what is allowed.
    """
    match = _SIZE.fullmatch(fold(word))
    unit = _UNITS.get(match[2]) if match else None
    if match is None or unit is None or not (amount := Fraction(match[1])):
        raise ValueError(_ALLOWED)
    if amount.denominator == 1:
        return Size(int(amount), unit)
    if unit not in _PAGES:
        raise ValueError(_ALLOWED)
    pages = math.ceil(amount * _PAGES[unit])
    return Size(pages, "blk4096") if pages % _PAGES_PER_MIB else Size(pages // _PAGES_PER_MIB, "MiB")
