"""The device types of DASD, how they are counted, and how large they are.

Source: z/VM CP Planning and Administration, MDISK directory statement; GC26-series DASD descriptions as distilled there;
sizes of full-pack minidisks met in public system directories.
"""

from typing import Literal

Unit = Literal["cylinder", "block"]

DASD_TYPES = ("3390", "3380", "9345", "9336", "FB-512")
OBSOLETE_DASD_TYPES = (
    "3375", "3350", "3340", "3330", "2305", "2311", "2314", "2319", "3310", "3370", "9313", "9332", "9335", "0671",
)  # fmt: skip
FIXED_BLOCK_TYPES = frozenset({"9336", "FB-512", "3310", "3370", "9313", "9332", "9335", "0671"})

MODEL_SIZES: dict[str, tuple[int, ...]] = {
    "3390": (1113, 2226, 3339, 10017, 30051, 32760, 60102, 65520),
    "3380": (885, 1770, 2655),
    "9345": (1440, 2156),
    "3375": (959,),
    "3350": (555,),
    "3340": (348, 696),
    "3330": (404, 808),
    "2311": (203,),
    "2314": (203,),
    "2319": (203,),
    "2305": (48, 96),
    "9336": (920115, 1672881),
    "FB-512": (920115, 1672881),
    "3370": (558000, 712752),
    "3310": (126016,),
}
"""The number of cylinders or blocks of every usual model of a device type."""

EXTENDED_SIZES = range(65521, 1182006 + 1)
"""The sizes of the 3390 model A, the extended address volume, which comes in any of them."""

LARGEST_SIZES = {"3375": 959, "3350": 555, "3330": 808, "2314": 203}
"""The largest model of the types that come in no other sizes; a 3380 or 3390 may be of any size."""

LABEL_SIZES: dict[Unit, int] = {"cylinder": 1, "block": 16}
"""How much of a volume, from its start, holds its label and the map of what is allocated on it."""

LAST_TRACK_MANAGED_CYLINDER = 65519
FIRST_FREE_BLOCK = 32
PAGE_BLOCKS = 8
VDISK_BLOCKS = 4194296


def unit_of(devtype: str) -> Unit:
    """The unit in which extents of `devtype` are counted: 512-byte blocks for fixed-block devices, else cylinders."""
    return "block" if devtype in FIXED_BLOCK_TYPES else "cylinder"
