"""CP's answer to QUERY ALLOC MAP."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.errors import InputError
from dirtool.model.volume_list import SystemArea
from dirtool.space.reports.allocation_map import areas_in, read_allocation_map
from dirtool.text.records import read_records
from tests.cli.run import ROOT

SAMPLE = ROOT / "tests" / "cases" / "reports" / "query_alloc_map.txt"


def areas(text: str) -> dict[str, tuple[SystemArea, ...]]:
    return areas_in(read_records(text.encode(), "alloc.txt"))


def refusal(text: str) -> str:
    with pytest.raises(InputError) as raised:
        areas(text)
    return raised.value.message


def test_areas_are_told_by_volume_and_those_of_a_volume_stand_together() -> None:
    assert read_allocation_map(SAMPLE, fixed_block=["VM0FBA"]) == {
        "VM0RES": (SystemArea("DRCT", 1, 20), SystemArea("TDSK", 21, 120), SystemArea("SPOL", 200, 3338)),
        "VM0PAG": (SystemArea("PAGE", 0, 3338),),
        "VM0FBA": (SystemArea("PAGE", 800, 1599),),
        "VM0042": (),
    }


def test_only_of_volumes_that_are_said_to_be_fixed_block_a_page_is_eight_blocks() -> None:
    assert read_allocation_map(SAMPLE)["VM0FBA"] == (SystemArea("PAGE", 100, 199),)


def test_every_line_may_begin_with_the_name_of_a_node() -> None:
    lines = SAMPLE.read_text(encoding="ascii").splitlines()
    assert areas("".join(f"hyp1: {line}\n" for line in lines)) == read_allocation_map(SAMPLE)


@pytest.mark.parametrize(
    "row",
    [
        "VM0RES 0A40          1         20     20      1      1   5% DRCT ACTIVE",
        "vm0res 0a40          1         20     20      1      1   5% drct active",
        "VM0RES 0A40          1         20     20      1          5% DRCT",
        "VM0RES          1         20     20      1      1   5% DRCT",
        "VM0RES 0A40          1         20     20      1      1  <1% ACTIVE",
    ],
)
def test_a_row_is_read_by_its_words(row: str) -> None:
    assert areas(row) == {"VM0RES": (SystemArea("DRCT", 1, 20),)}


def test_space_for_minidisks_is_no_area_of_cp() -> None:
    assert areas("VM0RES 0A40 1 20 20 1 1 5% PERM") == {"VM0RES": ()}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "alloc.txt: no row of a map of allocations"),
        ("DASD 0A40 VM0RES 3390 CP-FORMATTED\nReady;\n", "alloc.txt: no row of a map of allocations"),
        (
            "VM0PAG 0A41 0 3338 1174K 122 139 1%",
            "alloc.txt:1:34: a row that ends here is no area; allowed: what it is used for behind the percentage",
        ),
        (
            "\nVM0PAG 0A41 0 3338 1174K 122 139 1% SWAP",
            "alloc.txt:2:37: SWAP is no kind of area; allowed: PAGE, SPOOL, SPOL, TDISK, TDSK, DRCT, ACTIVE or PARM",
        ),
        (
            "VM0PAG 0A41 0 END 1174K 122 139 1% PAGE",
            "alloc.txt:1:15: END is no place of an extent; allowed: the number of a cylinder or page",
        ),
        ("VM0PAG 0A41 9 8 0 0 0 1% PAGE", "alloc.txt:1:15: 8 is no end of an extent; allowed: 9 or more"),
        ("0 3338 1174K 122 139 1% PAGE", "alloc.txt:1:1: 0 is no volid; allowed: a row that names its volume first"),
        (
            "VM.PAG 0A41 0 3338 1174K 122 139 1% PAGE",
            "alloc.txt:1:1: VM.PAG is no volid; allowed: 1 to 6 of A-Z 0-9 # @ $ : - +",
        ),
    ],
)
def test_a_row_that_is_not_understood_is_refused_with_its_place(text: str, message: str) -> None:
    assert refusal(text) == message


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"alloc\.txt: No such file"):
        read_allocation_map(tmp_path / "alloc.txt")


@given(
    st.dictionaries(
        st.from_regex(r"[A-Z0-9]{6}", fullmatch=True),
        st.lists(
            st.tuples(st.sampled_from(["PAGE", "SPOOL", "TDISK", "DRCT"]), st.integers(0, 65519), st.integers(0, 999))
        ),
        min_size=1,
    )
)
def test_what_is_written_as_cp_writes_it_is_read_back(volumes: dict[str, list[tuple[str, int, int]]]) -> None:
    kinds = {"PAGE": "PAGE", "SPOOL": "SPOL", "TDISK": "TDSK", "DRCT": "DRCT"}
    lines = ["VOLID  RDEV      START        END  PAGES IN USE   PAGE USED"]
    for volid, extents in volumes.items():
        name = f"{volid} 0A40"
        for kind, first, more in extents:
            lines.append(f"{name:11} {first:10} {first + more:10} {'1026K':6} {3:6} {3:6} {1:3}% {kind}")
            name = ""
        if not extents:
            lines.append(f"{name} {'-':>10} {'-':>10} {0:6} {0:6} {0:6}   0% NOT FOUND")
    assert areas("\n".join(lines)) == {
        volid: tuple(SystemArea(kinds[kind], first, first + more) for kind, first, more in extents)
        for volid, extents in volumes.items()
    }


@given(st.one_of(st.binary(), st.text(alphabet="VM0 12%-\nPAGEDRCT", max_size=60).map(str.encode)))
def test_no_bytes_are_answered_with_anything_but_a_message(data: bytes) -> None:
    with suppress(InputError):
        areas_in(read_records(data))
