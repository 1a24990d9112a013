"""The rows of reports."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.errors import InputError
from dirtool.space.reports.rows import (
    DIRM_DIRMAP,
    DISK_POOL,
    DISKMAP,
    FREEXT,
    GAPFILE,
    MDISKMAP,
    SPACE_QUERY,
    USEDEXT,
    Layout,
    Row,
    recognise,
    rows_of,
)
from dirtool.text.records import read_records
from tests.cli.run import ROOT

REPORTS = ROOT / "tests" / "cases" / "reports"
LAYOUTS = [MDISKMAP, DISKMAP, GAPFILE, DIRM_DIRMAP, USEDEXT, FREEXT, SPACE_QUERY, DISK_POOL]
DIRECTORIES = sorted([*ROOT.glob("samples/*.direct"), *ROOT.glob("tests/cases/rules/*/*.direct")])


def rows(text: str, layout: Layout) -> list[Row]:
    return list(rows_of(read_records(text.encode(), "x"), layout))


def of_file(name: str) -> tuple[Layout | None, list[Row]]:
    """The layout of a sample and its rows."""
    records = read_records((REPORTS / name).read_bytes(), name)
    layout = recognise(records)
    return layout, list(rows_of(records, layout)) if layout else []


def used(line: int, volid: str, devtype: str, first: int, last: int | None, owner: str, vdev: str, **more: str) -> Row:
    return Row(line, volid, devtype, first, last, False, owner, vdev, **more)


def free(line: int, volid: str, devtype: str, first: int, last: int, **more: str) -> Row:
    return Row(line, volid, devtype, first, last, True, **more)


def test_mdiskmap_carries_volume_and_type_down_over_gaps_and_pages() -> None:
    assert of_file("mdiskmap.txt") == (
        MDISKMAP,
        [
            used(2, "VM0042", "3390", 0, 0, "$ALLOC$", "0A42", mode="R"),
            used(3, "VM0042", "3390", 0, 10016, "PACKHOLD", "0A42", mode="R"),
            used(4, "VM0042", "3390", 1, 100, "DBSRV01", "0191", mode="MR"),
            used(5, "VM0042", "3390", 101, 3439, "DBSRV01", "0200", mode="MR"),
            free(6, "VM0042", "3390", 3440, 3999),
            used(7, "VM0042", "3390", 4000, 4174, "MAINTX", "0191", mode="MR", subconfig="MAINTX-1"),
            used(10, "VM0042", "3390", 4100, 4299, "WEB07", "0201", mode="MR"),
            free(11, "VM0042", "3390", 4300, 10016),
            used(12, "VM0043", "3390", 1, 3338, "WEB08", "0201"),
            used(13, "FB0001", "FB-512", 64, 1087, "WEB08", "0300", mode="MWV"),
            free(14, "FB0001", "FB-512", 1088, 920114),
        ],
    )


def test_the_other_heading_of_mdiskmap_is_read_too() -> None:
    text = """\
VOLUME  TYPE   OWNERID  CUU   SYSTEM    START      END     SIZE  FLAGS
LXA001  3390                                0        0        1  GAP
               LNXWEB1  0100                1     1456     1456
               LNXDB1   0100  SYS1       1457     2912     1456  DUP
               TESTDB   0191             2900     2950       51  OVERLAP
"""
    assert recognise(read_records(text.encode())) == MDISKMAP
    assert rows(text, MDISKMAP) == [
        free(2, "LXA001", "3390", 0, 0),
        used(3, "LXA001", "3390", 1, 1456, "LNXWEB1", "0100"),
        used(4, "LXA001", "3390", 1457, 2912, "LNXDB1", "0100"),
        used(5, "LXA001", "3390", 2900, 2950, "TESTDB", "0191"),
    ]


def test_diskmap_has_the_type_in_every_row_and_end_for_unbounded_minidisks() -> None:
    assert of_file("diskmap.txt") == (
        DISKMAP,
        [
            used(2, "VM0042", "3390", 0, 0, "$FILL$", "0A42"),
            free(3, "VM0042", "3390", 1, 20),
            used(4, "VM0042", "3390", 21, 120, "DBSRV01", "0191"),
            used(5, "VM0042", "3390", 110, 309, "WEB07", "0201"),
            used(6, "VM0043", "3390", 0, None, "WEB08", "0201"),
        ],
    )


def test_gapfile_lists_free_places() -> None:
    assert of_file("gapfile.txt") == (
        GAPFILE,
        [
            free(1, "VM0042", "3390", 3440, 3999),
            free(2, "VM0042", "3390", 4300, 10016),
            free(3, "VM0043", "3390-03", 1, 3338),
        ],
    )


def test_the_map_of_dirmaint_may_tell_the_gap_before_a_minidisk() -> None:
    assert of_file("dirm_dirmap.txt") == (
        DIRM_DIRMAP,
        [
            used(2, "VM0042", "3390", 1, 100, "DBSRV01", "0191"),
            used(3, "VM0042", "3390", 101, 3439, "DBSRV01", "0200"),
            used(4, "VM0042", "3390", 4000, 4174, "MAINTX-1", "0191"),
        ],
    )


def test_used_extents_carry_group_region_and_volume_down() -> None:
    place = {"group": "LINUXA", "region": "LNX042"}
    assert of_file("usedext.txt") == (
        USEDEXT,
        [
            used(3, "VM0042", "", 1, 100, "DBSRV01", "0191", **place),
            used(4, "VM0042", "", 101, 3439, "DBSRV01", "0200", **place),
            used(5, "VM0043", "", 1, 50, ".PAGE.", "", **place),
        ],
    )


def test_free_extents_have_the_type_in_the_column_that_the_heading_names() -> None:
    assert of_file("freext.txt") == (
        FREEXT,
        [
            free(2, "VM0042", "3390-09", 3440, 3999, group="LINUXA", region="LNX042"),
            free(3, "VM0042", "3390-09", 4300, 10016, group="LINUXA", region="LNX042"),
            free(4, "VM0043", "3390-03", 1, 3000, group="LINUXA", region="LNX043"),
        ],
    )


def test_extents_may_be_told_by_end_or_by_size_alone() -> None:
    assert rows("VOLUME START END\nVM0042 1 9\n 20 29\n", FREEXT) == [
        free(2, "VM0042", "", 1, 9),
        free(3, "VM0042", "", 20, 29),
    ]
    assert rows("REGION VOLUME START SIZE OWNER ADDR\nR VM0042 1 9 A 0191\n 20 10 1234 0191\n", USEDEXT) == [
        used(2, "VM0042", "", 1, 9, "A", "0191", region="R"),
        used(3, "VM0042", "", 20, 29, "1234", "0191", region="R"),
    ]


def test_used_and_free_extents_may_follow_each_other_in_one_file() -> None:
    text = "VOLUME START SIZE END OWNER ADDR\nVM0042 1 9 9 A 0191\nVOLUME START SIZE END\nVM0042 10 5 14\n"
    assert recognise(read_records(text.encode())) == USEDEXT
    assert rows(text, USEDEXT) == [used(2, "VM0042", "", 1, 9, "A", "0191"), free(4, "VM0042", "", 10, 14)]


def test_a_row_that_a_message_breaks_is_one_row() -> None:
    text = (
        "DVHXXX1111I GROUP REGION VOLUME START SIZE END\nDVHXXX1111I OWNER ADDR SYSAFFIN\n"
        "DVHXXX1112I LINUXA LNX042 VM0042 1 100 100\nDVHXXX1112I DBSRV01 0191 *\n"
    )
    assert recognise(read_records(text.encode())) == USEDEXT
    assert rows(text, USEDEXT) == [used(3, "VM0042", "", 1, 100, "DBSRV01", "0191", group="LINUXA", region="LNX042")]


def test_space_rows_of_smapi_are_free_or_used_by_their_length() -> None:
    place = {"group": "LINUXA", "region": "LNX042"}
    assert of_file("space_query.txt") == (
        SPACE_QUERY,
        [
            free(1, "VM0042", "3390-09", 3440, 3999, **place),
            used(2, "VM0042", "3390-09", 101, 3439, "DBSRV01", "0200", **place),
            used(3, "VM0042", "3390", 1, 100, ".TDSK.", "", **place),
        ],
    )


def test_an_unknown_device_type_stays_unknown() -> None:
    assert of_file("space_query_unknown_type.txt") == (
        SPACE_QUERY,
        [
            free(1, "FB0001", "", 64, 1087, group="LINUXF", region="LNXF01"),
            free(2, "FB0001", "", 2048, 3071, group="LINUXF", region="LNXF01"),
        ],
    )


def test_the_command_tells_whether_a_disk_pool_is_free_or_used() -> None:
    assert of_file("disk_pool_free.txt") == (
        DISK_POOL,
        [free(3, "VM0042", "3390-09", 3440, 3999), free(4, "VM0042", "3390-09", 4300, 10016)],
    )
    assert of_file("disk_pool_used.txt") == (
        DISK_POOL,
        [used(3, "VM0042", "3390-09", 1, 100, "", ""), used(4, "VM0042", "3390-09", 101, 3439, "", "")],
    )


def test_a_disk_pool_of_which_nothing_tells_that_is_refused() -> None:
    with pytest.raises(InputError, match="x:2: nothing tells whether these places are free or used"):
        rows("#VolID DevType StartAddr Size\nVM0042 3390-09 1 9\n", DISK_POOL)


def test_a_place_of_no_size_is_no_row() -> None:
    assert rows("VM0042 3390-09 1 0 G R\n", SPACE_QUERY) == []


@pytest.mark.parametrize(
    ("text", "layout", "message"),
    [
        ("VM.042 3390 1 9 9", GAPFILE, "x:1:1: VM.042 is no volid; allowed: 1 to 6 of A-Z 0-9 # @ $ : - +"),
        (
            "VM0042 3309-09 1 9",
            SPACE_QUERY,
            "x:1:8: 3309-09 is no device type; allowed: 3390, 3380, 3370, 9345, 9336 or FB-512, or an older type such "
            "as 3375 or 3350",
        ),
        (
            "VM0042 3390 5 9 9",
            GAPFILE,
            "x:1:13: 5 9 9 is no place; allowed: numbers of which start, end and size agree",
        ),
        (
            "VM0042 3390 5 9 A.B 0191 * G R",
            SPACE_QUERY,
            "x:1:17: A.B is no owner; allowed: 1 to 8 of A-Z 0-9 @ # $ _ -",
        ),
        (
            "VM0042 3390 5 9 ABC 019X * G R",
            SPACE_QUERY,
            "x:1:21: 019X is no device number; allowed: 1 to 4 hexadecimal digits",
        ),
        (
            "VOLUME START SIZE END OWNER ADDR\n1 9 9 ABC 0191",
            USEDEXT,
            "x:2:1: 1 is no volid; allowed: a volume on the first row",
        ),
        (
            "Volser Type Userid Addr Mode Start End Size Subconfg\nVM0042 3390 ABC 0191 MR 1 9 10 *",
            MDISKMAP,
            "x:2:25: 1 9 10 is no place; allowed: numbers of which start, end and size agree",
        ),
    ],
)
def test_a_row_that_is_not_understood_is_refused_with_its_place(text: str, layout: Layout, message: str) -> None:
    with pytest.raises(InputError) as raised:
        rows(text, layout)
    assert raised.value.message == message


POOL = "hyp1 --diskpool P used\n"
NUMBER = "a number of 1 to 10 digits"


@pytest.mark.parametrize(
    ("text", "layout", "message"),
    [
        (f"{POOL}hyp1: VM0042 3390-09 1O1 99", DISK_POOL, f"x:2:22: 1O1 is no start; allowed: {NUMBER}"),
        (f"{POOL}VM0042 ???? 101 9g more", DISK_POOL, f"x:2:17: 9G is no size; allowed: {NUMBER}, or END"),
        ("VM0042 3390 1457 l456 G R", SPACE_QUERY, f"x:1:18: L456 is no size; allowed: {NUMBER}, or END"),
        ("VM0042 3390 1457 -9 A 0191 * G R", SPACE_QUERY, f"x:1:18: -9 is no size; allowed: {NUMBER}, or END"),
        ("VM0042 3390 1 12345678901 1", GAPFILE, f"x:1:15: 12345678901 is no end; allowed: {NUMBER}, or END"),
        ("VM0042 3390 one two three", GAPFILE, f"x:1:13: ONE is no start; allowed: {NUMBER}"),
    ],
)
def test_a_mistyped_number_of_a_row_without_heading_is_not_passed_over(text: str, layout: Layout, message: str) -> None:
    with pytest.raises(InputError) as raised:
        rows(text, layout)
    assert raised.value.message == message


@pytest.mark.parametrize("good", ["VM0042 3390 1 9 9", "VM0042 3390 1 9 G R"])
def test_a_report_of_which_a_row_is_wrong_is_still_one(good: str) -> None:
    text = f"{good}\n{good.replace('1 9', '1 g')}\n{good}\n"
    layout = recognise(read_records(text.encode()))
    assert layout == recognise(read_records(good.encode()))
    assert layout is not None
    with pytest.raises(InputError, match=r"^x:2:15: G is no (end|size)"):
        rows(text, layout)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("A 019F MR 1O1 199 99", f"x:3:12: 1O1 is no start; allowed: {NUMBER}"),
        ("A 0191 MR 101 l99 99", f"x:3:16: L99 is no end; allowed: {NUMBER}, or END"),
        (
            "A 019F MR 101 199 101",
            "x:3:12: 101 199 101 is no place; allowed: numbers of which start, end and size agree",
        ),
        ("VM0043 3390 A 0191 MR 101 199 98 *", "x:3:24: 101 199 98 is no place"),
        ("1 2 A 3", "x:3:2: 1 is no part of a row; allowed: a row as the heading has it"),
    ],
)
def test_of_a_row_with_heading_the_numbers_that_are_wrong_are_named(row: str, message: str) -> None:
    heading = "Volser Type Userid Addr Mode Start End Size Subconfg\nVM0042 3390 A 0190 MR 1 9 9 *\n"
    with pytest.raises(InputError) as raised:
        rows(f"{heading} {row}", MDISKMAP)
    assert raised.value.message.startswith(message)


@pytest.mark.parametrize("line", ["PAGE 2 OF 3", "3 VOLUMES 10017", "VM1 07/15/24 10:21:33 PAGE 2", "R; T=0.01/0.02"])
def test_what_is_printed_between_the_rows_of_a_map_is_passed_over(line: str) -> None:
    heading = "Volser Type Userid Addr Mode Start End Size Subconfg\nVM0042 3390 A 0190 MR 1 9 9 *\n"
    assert len(rows(heading + line, MDISKMAP)) == 1


@pytest.mark.parametrize("row", [" Taken 10 19 10", "       10 19 10", "       10 19 10  Taken"])
def test_a_row_of_a_map_without_an_owner_is_not_free_unless_it_says_so(row: str) -> None:
    heading = "Volser Type Userid Addr Mode Start End Size Subconfg\nVM0042 3390 A 0191 MR 1 9 9 *\n"
    assert rows(heading + row, MDISKMAP)[1] == Row(3, "VM0042", "3390", 10, 19, False)


def test_the_type_of_one_volume_is_not_that_of_the_next() -> None:
    text = "Volser Type Userid Addr Mode Start End Size\nVM0042 3390 Gap 1 9 9\nVM0043 Gap 1 9 9\n Gap 20 29 10\n"
    assert rows(text, MDISKMAP) == [
        free(2, "VM0042", "3390", 1, 9),
        free(3, "VM0043", "", 1, 9),
        free(4, "VM0043", "", 20, 29),
    ]


@pytest.mark.parametrize(
    ("behind", "subconfig"),
    [("A-1", "A-1"), ("A-1 *", "A-1"), ("* spare", ""), ("spare of DB", ""), ("OVERLAP", ""), ("DUP", "")],
)
def test_a_remark_behind_a_row_is_no_subconfiguration(behind: str, subconfig: str) -> None:
    text = f"Volser Type Userid Addr Mode Start End Size Subconfg\nVM0042 3390 A 0191 MR 1 9 9 {behind}\n"
    assert [row.subconfig for row in rows(text, MDISKMAP)] == [subconfig]


@pytest.mark.parametrize("path", DIRECTORIES, ids=lambda path: path.name)
def test_a_directory_is_no_report(path: Path) -> None:
    assert recognise(read_records(path.read_bytes())) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello\n",
        ":REGIONS.\n*RegionId VolSer RegStart RegEnd Dev-Type\n LNX042 VM0042 1 END 3390-09\n:END.\n",
        "VM0042 3390 10017\nVM0043 3390 3339\n",
        "DVHDSD3563I REGION   VOLUME    START      SIZE        END    DEV-TYPE\nDVHDSD3563I COMMENTS\n",
        "MDISK 3390 3390 0001 0100 VM0042\n",
        "VOLID  RDEV      START        END  PAGES IN USE   PAGE USED\n",
    ],
)
def test_other_files_are_no_reports(text: str) -> None:
    assert recognise(read_records(text.encode())) is None


def test_only_what_was_never_seen_is_experimental() -> None:
    assert [layout.name for layout in LAYOUTS if layout.experimental] == ["GAPFILE", "DIRM DIRMAP", "USEDEXT", "FREEXT"]


# -- what is written in a layout is read back

Place = tuple[int, int, str, str]  # first, size, owner (empty: free), vdev
Volumes = dict[str, list[Place]]
VOLIDS = st.from_regex(r"[A-Z][A-Z0-9#@$+-]{5}", fullmatch=True)
OWNERS = st.from_regex(r"[A-Z][A-Z0-9@#$_-]{0,7}", fullmatch=True).filter(lambda name: name != "GAP")
VDEVS = st.from_regex(r"[0-9A-F]{4}", fullmatch=True)


def volumes_of(owners: st.SearchStrategy[str]) -> st.SearchStrategy[Volumes]:
    place = st.tuples(st.integers(0, 65519), st.integers(1, 65519), owners, VDEVS)
    return st.dictionaries(VOLIDS, st.lists(place, min_size=1, max_size=6), min_size=1, max_size=4)


USED_PLACES = volumes_of(OWNERS)
FREE_PLACES = volumes_of(st.just(""))
ALL_PLACES = volumes_of(st.one_of(OWNERS, st.just("")))


def write_mdiskmap(volumes: Volumes) -> str:
    lines = ["Volser  Type     Userid    Addr Mode   Start     End   Size Subconfg"]
    for volid, places in volumes.items():
        name = f"{volid}  3390"
        for first, size, owner, vdev in places:
            whose = f"{owner:9} {vdev} MR  " if owner else f"{'Gap':18}"
            lines.append(
                f"{name:16} {whose} {first:06} {first + size - 1:07} {size:06}{'' if not owner else '          *'}"
            )
            name = ""
    return "\n".join(lines)


def write_diskmap(volumes: Volumes) -> str:
    lines = [" VOLUME  USERID    CUU   DEVTYPE     START       END      SIZE"]
    for volid, places in volumes.items():
        name = volid
        for first, size, owner, vdev in places:
            whose = f"{owner:9} {vdev}  3390 " if owner else ""
            lines.append(f" {name:8}{whose:26} {first:05} {first + size - 1:9} {size:9} {'' if owner else 'GAP'}")
            name = ""
    return "\n".join(lines)


def write_gapfile(volumes: Volumes) -> str:
    return "\n".join(
        f"{volid} 3390 {first:10} {first + size - 1:10} {size:10}"
        for volid, places in volumes.items()
        for first, size, _, _ in places
    )


def write_dirm_dirmap(volumes: Volumes) -> str:
    lines = ["DEVTYPE VOLUME     START    LENGTH       END     GAP  OWNERID  ADDR SYSAFFIN"]
    for volid, places in volumes.items():
        for number, (first, size, owner, vdev) in enumerate(places):
            gap = number or ""
            lines.append(f"3390    {volid} {first:9} {size:9} {first + size - 1:9} {gap:7}  {owner:8} {vdev} *")
    return "\n".join(lines)


def write_extents(volumes: Volumes) -> str:
    """Used extents, or free ones where they have no owners."""
    is_free = not any(owner for places in volumes.values() for _, _, owner, _ in places)
    lines = ["GROUP    REGION   VOLUME   START      SIZE       (END) " + ("" if is_free else "OWNER    ADDR SYSAFFIN")]
    for volid, places in volumes.items():
        name = f"GROUPA   REGIONA  {volid}"
        for first, size, owner, vdev in places:
            whose = "" if is_free else f"{owner:8} {vdev} *"
            lines.append(f"{name:25} {first:10} {size:10} {first + size - 1:10} {whose}")
            name = ""
    return "\n".join(lines)


def write_space(volumes: Volumes) -> str:
    return "\n".join(
        f"{volid} 3390 {first} {size} {f'{owner} {vdev} * ' if owner else ''}GROUPA REGIONA"
        for volid, places in volumes.items()
        for first, size, owner, vdev in places
    )


def write_disk_pool(volumes: Volumes) -> str:
    lines = ["# rinv hyp1 --diskpool POOL1 free", "hyp1: #VolID DevType StartAddr Size"]
    lines += [
        f"hyp1: {volid} 3390 {first:04} {size}" for volid, places in volumes.items() for first, size, _, _ in places
    ]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("layout", "write", "volumes"),
    [
        (MDISKMAP, write_mdiskmap, ALL_PLACES),
        (DISKMAP, write_diskmap, ALL_PLACES),
        (GAPFILE, write_gapfile, FREE_PLACES),
        (DIRM_DIRMAP, write_dirm_dirmap, USED_PLACES),
        (USEDEXT, write_extents, USED_PLACES),
        (FREEXT, write_extents, FREE_PLACES),
        (SPACE_QUERY, write_space, ALL_PLACES),
        (DISK_POOL, write_disk_pool, FREE_PLACES),
    ],
    ids=lambda value: value.name if isinstance(value, Layout) else "",
)
@given(data=st.data())
def test_what_is_written_in_a_layout_is_read_back(
    layout: Layout, write: Callable[[Volumes], str], volumes: st.SearchStrategy[Volumes], data: Any
) -> None:
    places = data.draw(volumes)
    text = write(places)
    assert recognise(read_records(text.encode())) == layout
    assert [(row.volid, row.first, row.last, row.is_free, row.owner, row.vdev) for row in rows(text, layout)] == [
        (volid, first, first + size - 1, not owner, owner, vdev if owner else "")
        for volid, own in places.items()
        for first, size, owner, vdev in own
    ]


SAMPLES = [path.read_bytes() for path in sorted(REPORTS.iterdir())]
PIECES = [
    b"\n",
    b" ",
    b"GAP",
    b"END",
    b"????",
    b".PAGE.",
    b"0",
    b"99999999999",
    b"\xb2",
    b"\xff",
    b":",
    b"*",
    b"&SYSRES",
    b"-",
]


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A sample with some bytes changed."""
    text = bytearray(draw(st.sampled_from(SAMPLES)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(text)))
        text[at : at + draw(st.integers(0, 9))] = draw(st.one_of(st.sampled_from(PIECES), st.binary(max_size=3)))
    return bytes(text)


@given(st.one_of(st.binary(), mutated()))
def test_no_bytes_are_answered_with_anything_but_a_message(data: bytes) -> None:
    records = read_records(data)
    recognise(records)
    for layout in LAYOUTS:
        with suppress(InputError):
            list(rows_of(records, layout))
