"""Sizes of storage, in bytes."""

import pytest

from dirtool.model.storage import storage_bytes


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ("64K", 65_536),
        ("1M", 1_048_576),
        ("2G", 2_147_483_648),
        ("0002G", 2_147_483_648),
        ("1T", 1_099_511_627_776),
        ("16384P", 18_446_744_073_709_551_616),
        ("16E", 18_446_744_073_709_551_616),
        ("*", None),
        ("", None),
        ("G", None),
        ("64", None),
        ("64X", None),
        ("64g", None),
        ("-1G", None),
        ("1.5G", None),
        ("٣G", None),
    ],
)
def test_a_size_in_bytes(size: str, expected: int | None) -> None:
    assert storage_bytes(size) == expected


def test_a_larger_unit_is_not_always_more() -> None:
    assert storage_bytes("1024M") == storage_bytes("1G")
    assert (storage_bytes("2048M") or 0) > (storage_bytes("1G") or 0)
