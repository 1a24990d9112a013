"""EXTENT CONTROL on the command line: recognised by content, judged, beside directories, shown."""

import json
from pathlib import Path

import pytest

from dirtool.cli.lint_output import Format
from dirtool.text.codepage import encode
from tests.cli.run import ROOT, dirtool

PLANTED = "tests/cases/planted/reef.extents"
CONTROL = (
    b":REGIONS.\nLX0001 LX0001 1 END 3390-09\n:END.\n:GROUPS.\nLINUX LX0001\n:END.\n:EXCLUDE.\nMAINT 0123\n:END.\n"
)
DIRECTORY = (
    b"DIRECTORY 123 3390 M01RES\nUSER MAINT NOLOG\n MDISK 0122 3390 0 END LX0001 MR\n MDISK 0191 3390 1 5 LX0O01 MR\n"
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """An EXTENT CONTROL and a directory."""
    control, directory = tmp_path / "extent.control", tmp_path / "user.direct"
    control.write_bytes(CONTROL)
    directory.write_bytes(DIRECTORY)
    return control, directory


def codes(*arguments: object, stdin: bytes = b"") -> list[str]:
    ran = dirtool("lint", *map(str, arguments), "--format", "json", "--fail-on", "info", stdin=stdin)
    assert ran.err == ""
    return [found["code"] for found in json.loads(ran.out)["diagnostics"]]


def test_a_file_is_recognised_by_its_content_in_any_encoding() -> None:
    bad = CONTROL.replace(b"1 END", b"0 END")
    assert codes("-", stdin=bad) == ["XCT006"]
    blocks = "".join(f"{record:80}" for record in bad.decode().splitlines())
    assert codes("-", stdin=encode(blocks, "1047")) == ["XCT006"]


def test_the_directory_beside_it_is_asked_and_not_judged(files: tuple[Path, Path]) -> None:
    control, directory = files
    assert codes(control) == []
    assert codes(control, "--current", directory) == ["XCT010"]


def test_beside_a_directory_it_tells_the_volumes_and_is_not_judged(files: tuple[Path, Path]) -> None:
    control, directory = files
    assert codes(directory) == []
    ran = dirtool("lint", directory, "--extents", control, "--format", "concise")
    assert ran.out.splitlines()[0].endswith(
        "LX0O01 carries 1 minidisk and is not in EXTENT CONTROL; did you mean LX0001?"
    )


def test_a_volume_need_be_in_one_of_the_two_lists_only(files: tuple[Path, Path], tmp_path: Path) -> None:
    control, directory = files
    (tmp_path / "volumes").write_text("LX0O01\n")
    assert codes(directory, "--extents", control, "--volumes", tmp_path / "volumes") == []
    (tmp_path / "volumes").write_text("LX0O02\n")
    ran = dirtool("lint", directory, "--extents", control, "--volumes", tmp_path / "volumes", "--format", "concise")
    assert "is not in the list of volumes or in EXTENT CONTROL; did you mean" in ran.out


def test_directories_and_extent_controls_are_judged_side_by_side(files: tuple[Path, Path]) -> None:
    ran = dirtool("lint", *files)
    assert ran == (0, "No findings in 13 records in 2 files.\n", "")


def test_it_stands_in_the_settings(files: tuple[Path, Path], tmp_path: Path) -> None:
    _, directory = files
    settings = tmp_path / "dirtool.toml"
    settings.write_text('extents = "extent.control"\n')
    assert codes(directory, "--config", settings) == ["EXT008"]
    shown = json.loads(dirtool("config", "--show", "--config", settings, "--format", "json").out)["settings"]
    assert [one["value"] for one in shown if one["key"] == "extents"] == [str(tmp_path / "extent.control")]


def test_the_command_line_takes_the_place_of_the_settings(files: tuple[Path, Path], tmp_path: Path) -> None:
    _, directory = files
    settings, other = tmp_path / "dirtool.toml", tmp_path / "other"
    settings.write_text('extents = "none"\n')
    other.write_bytes(CONTROL.replace(b"LX0001 1", b"LX0O01 1") + b":SSI_VOLUMES.\nA B LX0001\n:END.\n")
    assert codes(directory, "--config", settings, "--extents", other) == []


@pytest.mark.parametrize(
    ("arguments", "err"),
    [
        ("{directory} --extents none", "none: No such file or directory"),
        (
            "{directory} --extents {directory}",
            "{directory}: this is no EXTENT CONTROL\n  hint: it would have a section: :REGIONS., :GROUPS., "
            ":SSI_VOLUMES., :DEFAULT_GROUPS., :EXCLUDE., :AUTOBLOCK. or :DEFAULTS.",
        ),
        ("{control} --current none", "none: No such file or directory"),
        ("{control} --current {control}", "{control}: this is EXTENT CONTROL, not a directory"),
        (
            "{directory} --current {directory}",
            "--current goes with an EXTENT CONTROL or an authorisation list, and no file is one",
        ),
        (
            "{control} -o {control}",
            "{control}: the answer would overwrite the file that it is about\n  hint: name another file with -o",
        ),
    ],
)
def test_what_cannot_be_done_is_2_and_says_why(arguments: str, err: str, files: tuple[Path, Path]) -> None:
    control, directory = files
    ran = dirtool("lint", *arguments.format(control=control, directory=directory).split())
    assert ran == (2, "", f"dirtool: {err.format(control=control, directory=directory)}\n")


@pytest.mark.parametrize("how", Format)
def test_findings_are_told_in_every_format(how: Format) -> None:
    ran = dirtool("lint", PLANTED, "--format", how, "--all")
    assert (ran.code, ran.err) == (1, "")
    assert "XCT005" in ran.out


def test_baselines_know_the_findings(tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.json"
    assert dirtool("lint", PLANTED, "--write-baseline", baseline).code == 0
    ran = dirtool("lint", PLANTED, "--baseline", baseline)
    assert ran.out.endswith("10 known.\n")


def test_rules_are_chosen_and_given_severities(tmp_path: Path) -> None:
    chosen = ("--select", "XCT", "--ignore", "XCT00,XCT011", "--severity", "XCT005=info")
    assert codes(PLANTED, *chosen, "--current", "tests/cases/planted/reef.direct") == ["XCT010"]
    ran = dirtool("lint", PLANTED, "--select", "region-past-volume-end", "--severity", "XCT005=info")
    assert ran.code == 0
    assert ": info XCT005 " in ran.out


def test_repairs_leave_it_as_it_is(tmp_path: Path) -> None:
    control, directory = tmp_path / "extent.control", tmp_path / "user.direct"
    control.write_bytes(b"*DIRTOOL: IGNORE XCT009 x\n" + CONTROL)
    directory.write_bytes(DIRECTORY.replace(b" MDISK 0122", b"\tMDISK 0122"))
    ran = dirtool("lint", control, directory, "--fix", "--format", "concise")
    assert ran.err == "Fixed 1 finding in 1 file.\n"
    assert [line.split()[2] for line in ran.out.splitlines()[:-1]] == ["SUP001"]
    assert control.read_bytes().startswith(b"*DIRTOOL")
    assert b"\t" not in directory.read_bytes()


def test_the_file_is_shown() -> None:
    ran = dirtool("parse", "samples/ssi-system.extents")
    document = json.loads(ran.out)
    assert (ran.code, document["schema"]) == (0, "dirtool.extent-control/1")
    assert document["errors"] == []
    assert dirtool("parse", "samples/ssi-system.extents", "--plain").out == ran.out


def test_it_has_no_effective_entry() -> None:
    for member in ((), ("--member", "X")):
        ran = dirtool("parse", PLANTED, "--effective", "MAINT", *member)
        assert ran == (
            2,
            "",
            f"dirtool: {PLANTED}: this is EXTENT CONTROL, which has no entries\n  hint: --effective wants a directory\n",
        )


def test_a_directory_that_holds_a_tag_stays_a_directory() -> None:
    data = (ROOT / "samples" / "broken.direct").read_bytes() + b"\n:REGIONS.\n"
    assert "SYN001" in codes("-", stdin=data)
