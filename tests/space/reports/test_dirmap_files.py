"""The files that tell DIRMAP how large full packs are, and which volumes to map."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.errors import InputError
from dirtool.space.reports.dirmap_files import full_packs_in, read_full_packs, read_volsers, volsers_in
from dirtool.text.records import Records, read_records
from tests.cli.run import ROOT

REPORTS = ROOT / "tests" / "cases" / "reports"


def test_a_full_pack_is_one_larger_than_its_last_cylinder_or_block() -> None:
    assert read_full_packs(REPORTS / "FULLPACK.DEFINES") == {"3390": (11000, 22000), "9336": (2097152,)}


def test_volids_stand_one_or_several_a_line() -> None:
    assert read_volsers(REPORTS / "EXCLUDE.VOLSERS") == {"VM0042", "VM0043", "VM0044"}


@pytest.mark.parametrize(
    ("read", "text", "message"),
    [
        (full_packs_in, "3390", "x:1:1: 3390 makes no full pack; allowed: DEVTYPE LAST, as in 3390 10016"),
        (full_packs_in, "\n3390 1 2", "x:2:8: 2 makes no full pack; allowed: DEVTYPE LAST, as in 3390 10016"),
        (
            full_packs_in,
            " 3390 10,999",
            "x:1:7: 10,999 is no last cylinder or block; allowed: the number of the last one, counted from 0",
        ),
        (
            full_packs_in,
            "3309 10999",
            "x:1:1: 3309 is no device type; allowed: 3390, 3380, 3370, 9345, 9336 or FB-512, or an older type such as "
            "3375 or 3350",
        ),
        (volsers_in, "VM0042\n  VM.042", "x:2:3: VM.042 is no volid; allowed: 1 to 6 of A-Z 0-9 # @ $ : - +"),
    ],
)
def test_a_wrong_word_is_refused_with_its_place(read: Callable[[Records], object], text: str, message: str) -> None:
    with pytest.raises(InputError) as raised:
        read(read_records(text.encode(), "x"))
    assert raised.value.message == message


def test_empty_files_tell_nothing() -> None:
    empty = read_records(b"* nothing\n\n")
    assert (full_packs_in(empty), volsers_in(empty)) == ({}, frozenset())


@pytest.mark.parametrize("read", [read_full_packs, read_volsers])
def test_a_file_that_cannot_be_read_is_named(read: Callable[[Path], object], tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"NO\.FILE: No such file"):
        read(tmp_path / "NO.FILE")


@pytest.mark.parametrize(
    ("read", "wanted"), [(read_full_packs, "FULLPACK DEFINES"), (read_volsers, "a list of volids")]
)
def test_a_directory_is_refused_without_a_word_of_it(
    read: Callable[[Path], object], wanted: str, tmp_path: Path
) -> None:
    (tmp_path / "user.direct").write_text("USER A SECRET1 64M\n MDISK 0191 3390 1 5 LX0001 MR SECRET2\n")
    with pytest.raises(InputError) as raised:
        read(tmp_path / "user.direct")
    assert raised.value.message == f"{tmp_path / 'user.direct'}: this is a directory, not {wanted}"


@given(st.one_of(st.binary(), st.text(alphabet="3390 VM*#\n", max_size=40).map(str.encode)))
def test_no_bytes_are_answered_with_anything_but_a_message(data: bytes) -> None:
    for read in (full_packs_in, volsers_in):
        with suppress(InputError):
            read(read_records(data))
