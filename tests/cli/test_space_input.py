"""What map and allocate read beside the directory, and what they may not write over."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.run import ROOT, dirtool
from tests.report.contract import MAP, assert_obeys

REPORTS = ROOT / "tests" / "cases" / "reports"


def mapped(folder: Path, *arguments: str | Path, err: str = "") -> dict[str, dict[str, Any]]:
    """The volumes of a map, by volid."""
    ran = dirtool("map", *arguments, "--format", "json", folder=folder)
    assert (ran.code, ran.err) == (0, err)
    found = json.loads(ran.out)
    assert_obeys(found, MAP)
    return {volume["volid"]: volume for volume in found["volumes"]}


def extents(volume: dict[str, Any]) -> list[tuple[int, int, str]]:
    return [(extent["first"], extent["last"], extent["subject"]) for extent in volume["extents"]]


# -- sizes


@pytest.mark.parametrize(
    ("arguments", "sizes"),
    [
        ((), {"LX0001": (10017, "model"), "LX0002": (3339, "model"), "M01RES": (1113, "model")}),
        (
            ("--extents", "extent.control"),
            {"LX0001": (10017, "extent-control"), "LX0002": (10017, "extent-control"), "M01RES": (1113, "model")},
        ),
        (
            ("--extents", "extent.control", "--volumes", "two.txt"),
            {
                "LX0001": (10017, "extent-control"),
                "LX0002": (30051, "given"),
                "LX0009": (None, "unknown"),
                "M01RES": (1113, "model"),
            },
        ),
    ],
)
def test_the_size_of_a_volume_is_the_first_that_is_told(
    site: Path, arguments: tuple[str, ...], sizes: dict[str, tuple[int | None, str]]
) -> None:
    (site / "two.txt").write_text("LX0002 3390 30051\nLX0009\n")
    found = mapped(site, "user.direct", *arguments)
    assert {volid: (volume["size"], volume["size_source"]) for volid, volume in found.items()} == sizes


def test_a_full_pack_tells_the_size_before_extent_control(site: Path) -> None:
    (site / "pack.direct").write_text("USER A NOLOG\n MDISK 0123 3390 0 3339 LX0001 MR\n")
    volume = mapped(site, "pack.direct", "--extents", "extent.control")["LX0001"]
    assert (volume["size"], volume["size_source"]) == (3339, "full-pack")


def test_fullpack_defines_names_more_sizes_of_full_packs(site: Path) -> None:
    (site / "pack.direct").write_text("USER A NOLOG\n MDISK 0123 3390 0 11000 LX0009 MR\n")
    sources = [
        mapped(site, "pack.direct", *arguments)["LX0009"]["size_source"]
        for arguments in ((), ("--full-packs", "fullpack.defines"))
    ]
    assert sources == ["model", "full-pack"]


def test_settings_name_volumes_and_extent_control(site: Path) -> None:
    (site / "dirtool.toml").write_text(
        'extents = "extent.control"\nvolumes-file = "volumes.txt"\n[volumes.LX0001]\nsize = 12000\n'
    )
    found = mapped(site, "user.direct")
    assert sorted(found) == ["FB0001", "LX0001", "LX0002", "LX0003", "M01RES"]
    assert (found["LX0001"]["size"], found["LX0001"]["groups"]) == (12000, ["LINUX"])
    assert sorted(mapped(site, "user.direct", "--no-config")) == ["LX0001", "LX0002", "M01RES"]
    assert sorted(mapped(site, "user.direct", "--config", site / "dirtool.toml")) == sorted(found)
    ran = dirtool("allocate", "5@SPARE", "--current", "user.direct", folder=site)
    assert ran.out.startswith("#1  LX0002  5001-5005  5 cylinders")


# -- areas that CP uses


def test_cp_tells_of_its_areas_in_cylinders(site: Path) -> None:
    volume = mapped(site, "user.direct", "--alloc-map", "alloc.map")["M01RES"]
    assert extents(volume) == [
        (0, 1112, "MAINT/0123"),
        (0, 0, ".LABEL."),
        (1, 20, ".DRCT."),
        (21, 120, "MAINT/0190"),
    ]


@pytest.mark.parametrize(
    "told_by",
    [
        ("user.direct", "--volumes", "volumes.txt"),
        ("blocks.direct",),
        ("user.direct", "--extents", "blocks.extents"),
    ],
)
def test_cp_tells_of_its_areas_on_fixed_block_volumes_in_pages(site: Path, told_by: tuple[str, ...]) -> None:
    (site / "blocks.direct").write_text("USER A NOLOG\n MDISK 0200 9336 5000 1000 FB0001 MR\n")
    (site / "blocks.extents").write_text(":REGIONS.\n FB0001 FB0001 16 END 9336-10\n:END.\n")
    volume = mapped(site, *told_by, "--alloc-map", "alloc.map")["FB0001"]
    assert (800, 1599, ".PAGE.") in extents(volume)
    assert volume["unit"] == "block"


def test_several_answers_of_cp_are_put_together(site: Path) -> None:
    (site / "more.map").write_text("LX0001 0A41          1       500    500      0      0   0% PAGE\n")
    found = mapped(site, "user.direct", "--alloc-map", "alloc.map", "--alloc-map", "more.map")
    assert (1, 20, ".DRCT.") in extents(found["M01RES"])
    assert [shared["subjects"] for shared in found["LX0001"]["overlaps"]] == [[".PAGE.", "LNX1/0100"]]


def test_what_cp_uses_is_not_given_out(site: Path) -> None:
    arguments = ("--current", "user.direct", "--volumes", "volumes.txt", "--format", "csv")
    before = dirtool("allocate", "20@M01RES", *arguments, folder=site).out
    behind = dirtool("allocate", "20@M01RES", *arguments, "--alloc-map", "alloc.map", folder=site).out
    assert before.splitlines()[1].startswith("#1,M01RES,3390,1,20,20")
    assert behind.splitlines()[1].startswith("#1,M01RES,3390,121,140,20")


# -- reports in the place of a directory


def test_a_report_is_recognised_by_its_content() -> None:
    found = mapped(ROOT, REPORTS / "diskmap.txt")
    assert extents(found["VM0042"])[:2] == [(0, 0, "$FILL$/0A42"), (21, 120, "DBSRV01/0191")]


def test_an_experimental_report_says_so_on_standard_error(site: Path) -> None:
    (site / "volumes.txt").write_text("LX0042 3390 10017\n")
    note = "dirtool: used.txt: reading USEDEXT is experimental: look at the answer before you rely on it\n"
    found = mapped(site, "used.txt", "--volumes", "volumes.txt", err=note)
    assert extents(found["LX0042"]) == [(0, 0, ".LABEL."), (1, 100, "LNX42/0100")]
    ran = dirtool("allocate", "5", "--current", "used.txt", "--volumes", "volumes.txt", folder=site)
    assert (ran.code, ran.err) == (0, note)
    assert ran.out.startswith("#1  LX0042  101-105")


def test_areas_that_cp_tells_of_stand_beside_what_a_report_does_not_tell(site: Path) -> None:
    (site / "free.txt").write_text("GROUP REGION VOLUME START END SIZE\nLINUX REG01 LX0042 101 1000 900\n")
    (site / "volumes.txt").write_text("LX0042 3390 2000\n")
    (site / "cp.map").write_text("LX0042 0A41        500       599    100      0      0   0% PAGE\n")
    ran = dirtool(
        "map", "free.txt", "--volumes", "volumes.txt", "--alloc-map", "cp.map", "--format", "json", folder=site
    )
    [volume] = json.loads(ran.out)["volumes"]
    assert [(gap["first"], gap["last"]) for gap in volume["gaps"]] == [(101, 499), (600, 1000)]


def test_standard_input_may_be_the_directory(site: Path) -> None:
    ran = dirtool("map", "-", "--at", "LX0001:1", stdin=b"USER A NOLOG\n MDISK 191 3390 1 5 LX0001\n")
    assert ran == (0, "LX0001 cylinder 1 has 1 owner\n  A/0191  1-5  size 5  minidisk\n", "")


# -- what cannot be read


@pytest.mark.parametrize("command", [("map",), ("allocate", "5", "--current")])
@pytest.mark.parametrize(
    ("arguments", "err"),
    [
        (("none",), "none: No such file or directory"),
        ((".",), ".: Is a directory"),
        (("extent.control",), "extent.control: this is EXTENT CONTROL, not a directory\n  hint: name it with --extents"),
        (("user.direct", "--extents", "user.direct"), "user.direct: this is no EXTENT CONTROL"),
        (("user.direct", "--extents", "none"), "none: No such file or directory"),
        (("user.direct", "--volumes", "none"), "none: No such file or directory"),
        (("user.direct", "--volumes", "user.direct"), "user.direct:1:20: M01RES is one word too many"),
        (("user.direct", "--alloc-map", "none"), "none: No such file or directory"),
        (("user.direct", "--alloc-map", "volumes.txt"), "volumes.txt: no row of a map of allocations"),
        (("user.direct", "--full-packs", "none"), "none: No such file or directory"),
        (("user.direct", "--full-packs", "user.direct"), "user.direct: this is a directory, not FULLPACK DEFINES"),
        (("user.direct", "--full-packs", "volumes.txt"), "volumes.txt:1:1"),
        (("user.direct", "--config", "none"), "none: No such file or directory"),
        (("user.direct", "--encoding", "none"), "--encoding none: unknown"),
        (("index",), "index:1: LOAD names NO FILE, which is not in ."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_2_and_named(
    site: Path, command: tuple[str, ...], arguments: tuple[str, ...], err: str
) -> None:
    (site / "index").write_text("LOAD NO FILE\n")
    ran = dirtool(*command, *arguments, folder=site)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"dirtool: {err}")


@pytest.mark.parametrize("option", ["--include-volsers", "--exclude-volsers"])
def test_a_list_of_volids_has_to_be_one(site: Path, option: str) -> None:
    for file, err in (
        ("none", "none: No such file or directory"),
        ("user.direct", "user.direct: this is a directory, not a list of volids"),
        ("extent.control", "extent.control:1:1: :REGIONS. is no volid"),
    ):
        ran = dirtool("map", "user.direct", option, file, folder=site)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(f"dirtool: {err}")


# -- what may not be written over

BESIDE = {
    "--volumes": "volumes.txt",
    "--extents": "extent.control",
    "--alloc-map": "alloc.map",
    "--full-packs": "fullpack.defines",
    "--config": "dirtool.toml",
}


@pytest.mark.parametrize("command", [("map", "user.direct"), ("allocate", "asked.csv", "--current", "user.direct")])
@pytest.mark.parametrize("file", ["user.direct", *BESIDE.values()])
def test_no_file_that_is_read_is_written_over(site: Path, command: tuple[str, ...], file: str) -> None:
    (site / "asked.csv").write_text("subject,size\nA/0200,5\n")
    (site / "dirtool.toml").write_text("")
    before = (site / file).read_bytes()
    options = (word for pair in BESIDE.items() for word in pair)
    ran = dirtool(*command, *options, "-o", file, folder=site)
    assert ran == (
        2,
        "",
        f"dirtool: {file}: the answer would overwrite the file that it is about\n  hint: name another file with -o\n",
    )
    assert (site / file).read_bytes() == before


def test_no_extent_control_of_the_settings_is_written_over(site: Path) -> None:
    (site / "dirtool.toml").write_text('extents = "extent.control"\n')
    assert dirtool("map", "user.direct", "-o", "extent.control", folder=site).code == 2


def test_neither_requests_nor_lists_of_volids_are_written_over(site: Path) -> None:
    (site / "asked.csv").write_text("subject,size\nA/0200,5\n")
    (site / "volsers").write_text("LX0001\n")
    current = ("--current", "user.direct")
    assert dirtool("allocate", "5", "asked.csv", *current, "-o", "asked.csv", folder=site).code == 2
    assert dirtool("map", "user.direct", "--include-volsers", "volsers", "-o", "volsers", folder=site).code == 2
    assert dirtool("map", "user.direct", "--exclude-volsers", "volsers", "-o", "volsers", folder=site).code == 2
    assert (site / "volsers").read_text() == "LX0001\n"


# -- what cannot be read


LOST = (
    "USER A LBYONLY\n MDISK 191 3390 1 100 LX0009 MR\n MDISK 192 3390 101 1O0 LX0009 MR\n MDSK 193 3390 300 5 LX0009\n"
)
PLACE = "lost.direct:3: the place of this minidisk and of 1 more cannot be read"
HINT = "  hint: its space seems free; dirtool lint tells what is wrong with it\n"


def test_a_minidisk_whose_place_cannot_be_read_is_told_by_the_map_and_stops_the_allocator(site: Path) -> None:
    (site / "lost.direct").write_text(LOST)
    ran = dirtool("map", "lost.direct", folder=site)
    assert (ran.code, ran.err) == (0, f"dirtool: {PLACE}\n{HINT}")
    ran = dirtool("allocate", "5@LX0009", "--current", "lost.direct", folder=site)
    assert (ran.code, ran.out, ran.err) == (2, "", f"dirtool: {PLACE}\n{HINT}")


@pytest.mark.parametrize("content", [b"", b"some words\nand more of them\n", b"* a comment\n", bytes(range(256)) * 9])
def test_a_file_without_a_statement_is_no_empty_system(site: Path, content: bytes) -> None:
    (site / "no.direct").write_bytes(content)
    for arguments in (["map", "no.direct", "--check"], ["allocate", "5", "--current", "no.direct"]):
        ran = dirtool(*arguments, folder=site)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("dirtool: no.direct: ")


def test_records_of_extent_control_that_cannot_be_read_are_told(site: Path) -> None:
    (site / "bad.extents").write_text(":REGIONS.\nR1 LX0001 1 END 3390-09\nR2 LX0001\nR3\n:END.\n")
    ran = dirtool("map", "user.direct", "--extents", "bad.extents", "--volumes", "volumes.txt", folder=site)
    said = "dirtool: bad.extents:3: this record and 1 more cannot be read, and nothing goes by it; dirtool lint tells why\n"
    assert (ran.code, ran.err) == (0, said)
