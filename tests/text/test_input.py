"""Bytes of files."""

from pathlib import Path

import pytest

from dirtool.errors import InputError
from dirtool.text.input import read_bytes


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"\x00\r\n\xff")
    assert read_bytes(tmp_path / "file") == b"\x00\r\n\xff"


@pytest.mark.parametrize(
    ("name", "reason"), [("none", "No such file or directory"), (".", "Is a directory"), ("a\0b", "embedded null byte")]
)
def test_what_cannot_be_read_is_named_with_the_reason(name: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as raised:
        read_bytes(tmp_path / name)
    assert raised.value.message == f"{tmp_path / name}: {reason}"
    with pytest.raises(InputError) as raised:
        read_bytes(tmp_path / name, "shown")
    assert raised.value.message == f"shown: {reason}"
