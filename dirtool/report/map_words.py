"""What the maps say in words: sizes, where a size is from, and what has no place."""

from __future__ import annotations

from dirtool.space.volumes.volume_map import ExtentKind, MappedVolume, SizeSource, UnlocatedKind
from dirtool.spec.devices import unit_bytes
from dirtool.wording import plural

NOTHING = "\N{EN DASH}"  # instead of a number that is not known

KIND_WORDS: dict[ExtentKind, str] = {
    "minidisk": "minidisk",
    "full-pack": "full pack",
    "system": "system area",
}
UNLOCATED_WORDS: dict[UnlocatedKind, str] = {
    "devno": "DEVNO: a real device of a number",
    "tdisk": "T-DISK: temporary, gone at logoff",
    "vdisk": "V-DISK: in storage",
    "auto": "placed by DirMaint when it is added",
    "sysres": "&SYSRES: on whichever volume CP was loaded from",
}
_SOURCE_WORDS: dict[SizeSource, str] = {
    "given": "size given",
    "full-pack": "size of a full pack",
    "extent-control": "size by EXTENT CONTROL",
    "unknown": "size not known",
}


def capacity(size: int) -> str:
    """A number of bytes as `6.88 GiB`: in MiB below one GiB, in TiB from 1,024 GiB on, with three digits that count.

    What is less than half a MiB is told in KiB, rounded up.
    """
    if 0 < size < 2**19:
        return f"{-(-size // 2**10)} KiB"
    amount, unit = size / 2**20, "MiB"
    for larger in ("GiB", "TiB"):
        if amount >= 1024:
            amount, unit = amount / 1024, larger
    decimals = 0 if amount >= 100 or unit == "MiB" else 1 if amount >= 10 else 2
    return f"{amount:,.{decimals}f} {unit}"


def percent(share: float) -> str:
    """A share as `74 %`; what is nearly nothing or nearly all is not called nothing or all."""
    rounded = min(99, max(1, round(share * 100))) if 0 < share < 1 else round(share * 100)
    return f"{rounded} %"


def used_share(volume: MappedVolume) -> float | None:
    """How much of a volume is used, from 0 to 1; None if its size is not known."""
    return None if not volume.size or volume.free is None else 1 - volume.free / volume.size


def source_words(volume: MappedVolume) -> str:
    """Where the size of a volume is from; one that is guessed is called so."""
    return _SOURCE_WORDS.get(volume.size_source) or f"size guessed: {volume.model or 'smallest model'}"


def reach(volume: MappedVolume) -> int:
    """How many cylinders or blocks are shown: the size, or up to the last known place if that lies further."""
    ends = [(extent.first if extent.last is None else extent.last) + 1 for extent in volume.extents]
    return max(volume.size or 1, *ends, 1)


def extent_words(volume: MappedVolume, first: int, last: int | None) -> str:
    """A part of a volume as `cylinders 100-149, 50 cylinders, 35 MiB`; up to an END that is not known, only from where."""
    if last is None:
        return f"{volume.unit}s {first:,} to the end"
    size = last - first + 1
    return f"{volume.unit}s {first:,}-{last:,}, {', '.join(size_words(size, volume.unit, volume.devtype))}"


def size_words(size: int, unit: str, devtype: str) -> list[str]:
    """A size as `50 cylinders`, and as `35 MiB` where the bytes of a cylinder are known."""
    bytes_of_one = unit_bytes(devtype)
    return [plural(size, unit), *([] if bytes_of_one is None else [capacity(size * bytes_of_one)])]
