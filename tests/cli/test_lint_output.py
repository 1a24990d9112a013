"""Formats on the command line: each of them, several at once, annotations in CI, counts and times."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.run import ROOT, dirtool

BROKEN = ROOT / "samples" / "broken.direct"
FORMATS = ("full", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit")
TEXT = b"USER A NOLOG\n QUACK\n"
PLAIN = ("--fragment",)


def test_several_formats_go_to_files_in_one_run(tmp_path: Path) -> None:
    files = {name: tmp_path / f"found.{name}" for name in FORMATS}
    reports = [word for name, file in files.items() for word in ("--report", f"{name}={file}")]
    ran = dirtool("lint", BROKEN, "--format", "concise", *reports)
    assert ran.code == 1
    assert ran.out == dirtool("lint", BROKEN, "--format", "concise").out
    for name, file in files.items():
        assert file.read_text() == dirtool("lint", BROKEN, "--format", name).out
    assert len(json.loads(files["sarif"].read_text())["runs"][0]["results"]) > 25
    assert len(json.loads(files["gitlab"].read_text())) > 25
    assert ElementTree.fromstring(files["junit"].read_text()).tag == "testsuites"
    assert json.loads(files["jsonl"].read_text().splitlines()[0])["code"] == "SYN002"


@pytest.mark.parametrize("wrong", ["json", "json=", "xml=x.xml", "=x"])
def test_a_report_is_a_format_and_a_file(wrong: str) -> None:
    ran = dirtool("lint", BROKEN, "--report", wrong)
    allowed = "allowed: FORMAT=FILE, with a format of full, concise, json, jsonl, sarif, github, gitlab, junit"
    assert ran == (2, "", f"dirtool: --report {wrong}: {allowed}\n")


def test_two_answers_do_not_go_to_one_place(tmp_path: Path) -> None:
    file, link = tmp_path / "x", tmp_path / "link"
    link.symlink_to(file)
    for named, again in (
        (file, ("--report", f"json={file}")),
        (link, ("--report", f"json={link}")),
        (link, ("--write-baseline", str(link))),
    ):
        ran = dirtool("lint", BROKEN, "-o", file, *again)
        assert ran == (2, "", f"dirtool: {named}: two answers cannot go to one place\n")
        assert not file.exists()
    ran = dirtool("lint", BROKEN, "--report", "json=-")
    assert ran == (2, "", "dirtool: standard output: two answers cannot go to one place\n")


def test_a_report_may_go_to_standard_output(tmp_path: Path) -> None:
    ran = dirtool("lint", BROKEN, "-o", tmp_path / "text", "--report", "json=-")
    assert ran.out == dirtool("lint", BROKEN, "--format", "json").out
    assert dirtool("lint", BROKEN, "-o", "-", "--format", "json").out == ran.out


def test_a_report_on_a_full_disk_is_2() -> None:
    ran = dirtool("lint", BROKEN, "--report", "json=/dev/full")
    assert (ran.code, ran.err) == (2, "dirtool: cannot write /dev/full: No space left on device\n")


def test_no_report_overwrites_the_directory(tmp_path: Path) -> None:
    file = tmp_path / "user.direct"
    file.write_bytes(TEXT)
    for option in (("--report", f"json={file}"), ("-o", file), ("--write-baseline", file)):
        assert dirtool("lint", file, *option).code == 2
    assert file.read_bytes() == TEXT


def test_a_job_of_github_gets_annotations_behind_the_text() -> None:
    github = {"GITHUB_ACTIONS": "true"}
    ran = dirtool("lint", "-", "--format", "concise", *PLAIN, stdin=TEXT, extra=github)
    first, *text, last, annotation = ran.out.splitlines()
    token = first.removeprefix("::stop-commands::")
    assert last == f"::{token}::"
    assert len(token) == 32
    assert "\n".join(text) + "\n" == dirtool("lint", "-", "--format", "concise", *PLAIN, stdin=TEXT).out
    assert annotation == (
        "::error file=<stdin>,line=2,endLine=2,col=2,endColumn=7,title=SYN001 unknown-statement::"
        "QUACK is no directory statement"
    )


def test_a_format_for_programs_gets_no_annotations() -> None:
    github = {"GITHUB_ACTIONS": "true"}
    for name in FORMATS[2:]:
        assert "::stop" not in dirtool("lint", BROKEN, "--format", name, extra=github).out


def test_statistics_take_the_place_of_the_findings() -> None:
    ran = dirtool("lint", "-", "--statistics", *PLAIN, stdin=TEXT + b" QUACK\n IPL\n")
    assert ran.out.splitlines() == [
        "count  fixable  severity  code    name",
        "    2        -  error     SYN001  unknown-statement",
        "    1        -  error     SYN002  missing-operand",
        "3 errors in 4 records in 1 file.",
    ]
    assert dirtool("lint", "-", "--statistics", "--format", "json", stdin=TEXT) == (
        2,
        "",
        "dirtool: --statistics goes with the formats full and concise\n",
    )
    clean = dirtool("lint", "-", "--statistics", *PLAIN, stdin=b"USER A NOLOG\n MACHINE ESA\n")
    assert clean == (0, "No findings in 2 records in 1 file.\n", "")


def test_timing_is_told_on_stderr() -> None:
    ran = dirtool("lint", BROKEN, "--timing")
    assert ran.out == dirtool("lint", BROKEN).out
    heads = [line.split()[2:] for line in ran.err.splitlines() if line.startswith("seconds")]
    assert heads == [["phase"], ["family", "of", "rules"], ["slowest", "rules"]]
    names = [line.split()[2] for line in ran.err.split("\n\n")[0].splitlines()[1:]]
    assert names == ["reading", "judging", "reporting", "rules"]
