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
_TYPES_WITH_DASH = tuple(devtype for devtype in DASD_TYPES if "-" in devtype)
FIXED_BLOCK_TYPES = frozenset({"9336", "FB-512", "3310", "3370", "9313", "9332", "9335", "0671"})

MODELS: dict[str, dict[str, int]] = {
    "3390": {"01": 1113, "02": 2226, "03": 3339, "09": 10017, "27": 32760, "54": 65520},
    "3380": {"A": 885, "D": 885, "J": 885, "E": 1770, "K": 2655},
    "9336": {"10": 920115, "20": 1672881},
}
"""The number of cylinders or blocks of the models that DirMaint knows by name (3390-09): by device type and model."""

_SIZES_WITHOUT_NAME: dict[str, tuple[int, ...]] = {
    "3390": (30051, 60102),
    "9345": (1440, 2156),
    "3375": (959,),
    "3350": (555,),
    "3340": (348, 696),
    "3330": (404, 808),
    "2311": (203,),
    "2314": (203,),
    "2319": (203,),
    "2305": (48, 96),
    "3370": (558000, 712752),
    "3310": (126016,),
}

MODEL_SIZES: dict[str, tuple[int, ...]] = {
    devtype: tuple(sorted({*MODELS.get(devtype, {}).values(), *_SIZES_WITHOUT_NAME.get(devtype, ())}))
    for devtype in (*MODELS, *_SIZES_WITHOUT_NAME)
}
MODEL_SIZES["FB-512"] = MODEL_SIZES["9336"]
"""The number of cylinders or blocks of every usual model of a device type, in ascending order."""

EXTENDED_SIZES = range(65521, 1182006 + 1)
"""The sizes of the 3390 model A, the extended address volume, which comes in any of them."""

LARGEST_SIZES = {"3375": 959, "3350": 555, "3330": 808, "2314": 203}
"""The largest model of the types that come in no other sizes; a 3380 or 3390 may be of any size."""

LABEL_SIZES: dict[Unit, int] = {"cylinder": 1, "block": 16}
"""How much of a volume, from its start, holds its label and the map of what is allocated on it."""

LAST_TRACK_MANAGED_CYLINDER = 65519
FIRST_FREE_BLOCK = 32
FIRST_BLOCK_BEHIND_LOADER = 208  # where the stand-alone program loader is installed
PAGE_BLOCKS = 8
VDISK_BLOCKS = 4194296

BYTES_PER_BLOCK = 512
"""The size of a block of a fixed-block device."""

TRACKS_PER_CYLINDER = 15
_CMS_BLOCKS_PER_TRACK = {
    "3390": {512: 49, 1024: 33, 2048: 21, 4096: 12},
    "3380": {512: 46, 1024: 31, 2048: 18, 4096: 10},
}


def cms_blocks(devtype: str, block_size: int) -> tuple[int, int] | None:
    """How many CMS blocks of 512, 1024, 2048 or 4096 bytes fit in how many cylinders, or blocks of a fixed-block device.

    (180, 1) for a 3390 and 4096: 180 in one cylinder; (1, 8) for a 9336. None where it is not known.
    """
    if devtype in FIXED_BLOCK_TYPES:
        return (1, block_size // BYTES_PER_BLOCK) if block_size in _CMS_BLOCKS_PER_TRACK["3390"] else None
    on_track = _CMS_BLOCKS_PER_TRACK.get(devtype, {}).get(block_size)
    return None if on_track is None else (on_track * TRACKS_PER_CYLINDER, 1)


def usual_units_for(devtype: str, blocks: int, block_size: int) -> int | None:
    """How many cylinders or blocks hold so many CMS blocks of a size in bytes; None where it is not known."""
    return units_holding(blocks, cms_blocks(type_and_model(devtype)[0], block_size))


def units_holding(blocks: int, fit: tuple[int, int] | None) -> int | None:
    """How many cylinders or blocks hold so many CMS blocks, if so many of these `fit` in so many; None if nobody knows."""
    return None if fit is None else -(-blocks // fit[0]) * fit[1]


def unit_bytes(devtype: str) -> int | None:
    """The bytes of a block, or those that the 4K blocks of a cylinder hold; None where they are not known."""
    found = cms_blocks(type_and_model(devtype)[0], PAGE_BLOCKS * BYTES_PER_BLOCK)
    return None if found is None else found[0] * PAGE_BLOCKS * BYTES_PER_BLOCK // found[1]


def type_and_model(word: str) -> tuple[str, str]:
    """A device type as DirMaint writes it, in its type and its model: 3390-09 is ("3390", "09"), 3390 is ("3390", "")."""
    for devtype in _TYPES_WITH_DASH:
        if word == devtype or word.startswith(f"{devtype}-"):
            return devtype, word[len(devtype) + 1 :]
    devtype, _, model = word.partition("-")
    return devtype, model


def model_size(word: str) -> int | None:
    """The size of a device type with a model, in cylinders or blocks; None if that model is not known.

    A model of digits may be written without its zero: 3390-3 is 3390-03.
    """
    devtype, model = type_and_model(word)
    return MODELS.get(devtype, {}).get(model.zfill(2) if model.isdigit() else model)


def model_of(devtype: str, size: int | None) -> str:
    """A device type with the model of some size, as DirMaint writes it: 3390-09; empty if no model with a name has it."""
    models = (model for model, its_size in MODELS.get(devtype, {}).items() if its_size == size)
    return next((f"{devtype}-{model}" for model in models), "")


def unit_of(devtype: str) -> Unit:
    """The unit in which extents of `devtype` are counted: 512-byte blocks for fixed-block devices, else cylinders."""
    return "block" if devtype in FIXED_BLOCK_TYPES else "cylinder"


def unit_of_model(word: str) -> Unit:
    """The same of a device type with or without its model, as DirMaint writes it."""
    return unit_of(type_and_model(word)[0])
