"""Sizes of virtual storage: 2G is larger than 1024M."""

from __future__ import annotations

_EXPONENT = {"K": 10, "M": 20, "G": 30, "T": 40, "P": 50, "E": 60}


def storage_bytes(size: str) -> int | None:
    """The number of bytes in a storage size such as 512M or 2G; None for `*` and for what is no size."""
    number, unit = size[:-1], size[-1:]
    return int(number) << _EXPONENT[unit] if unit in _EXPONENT and number.isascii() and number.isdigit() else None
