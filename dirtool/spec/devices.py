"""The device types of DASD and how they are counted.

Source: z/VM CP Planning and Administration, MDISK directory statement; GC26-series DASD descriptions as distilled there.
"""

from typing import Literal

Unit = Literal["cylinder", "block"]

DASD_TYPES = ("3390", "3380", "9345", "9336", "FB-512")
OBSOLETE_DASD_TYPES = (
    "3375", "3350", "3340", "3330", "2305", "2311", "2314", "2319", "3310", "3370", "9313", "9332", "9335", "0671",
)  # fmt: skip
FIXED_BLOCK_TYPES = frozenset({"9336", "FB-512", "3310", "3370", "9313", "9332", "9335", "0671"})


def unit_of(devtype: str) -> Unit:
    """The unit in which extents of `devtype` are counted: 512-byte blocks for fixed-block devices, else cylinders."""
    return "block" if devtype in FIXED_BLOCK_TYPES else "cylinder"
