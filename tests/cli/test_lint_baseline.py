"""Taking up lint on a directory that is far from clean: a baseline in three commands, and what becomes of it."""

import json
from pathlib import Path

import pytest

from tests.cli.run import ROOT, dirtool

BROKEN = ROOT / "samples" / "broken.direct"
TEXT = b"USER A NOLOG\n QUACK\nUSER B NOLOG\n IPL\n"


def test_a_dirty_file_is_taken_up_in_three_commands(tmp_path: Path) -> None:
    baseline = tmp_path / "base.json"
    before = dirtool("lint", BROKEN)
    assert before.code == 1
    written = dirtool("lint", BROKEN, "--write-baseline", baseline)
    assert (written.code, written.err) == (0, f"{baseline}: 41 known findings\n")
    assert written.out == "No findings in 122 records in 1 file; 41 known.\n"
    after = dirtool("lint", BROKEN, "--baseline", baseline)
    assert after == (0, written.out, "")


def test_what_is_new_is_shown_and_what_is_gone_is_told(tmp_path: Path) -> None:
    file, baseline = tmp_path / "user.direct", tmp_path / "base.json"
    file.write_bytes(TEXT)
    dirtool("lint", file, "--fragment", "--write-baseline", baseline)
    file.write_bytes(b"USER B NOLOG\n IPL\nUSER C NOLOG\n LINK A\n")
    ran = dirtool("lint", file, "--fragment", "--format", "concise", "--baseline", baseline)
    assert ran.code == 1
    assert ran.out.splitlines()[0].startswith(f"{file}:4:8: error SYN002 ")
    assert ran.out.splitlines()[1] == "1 error in 4 records in 1 file; 1 known."
    assert ran.err == f"{baseline}: 1 finding gone: SYN001 of A (--prune-baseline takes it out)\n"


def test_pruning_takes_out_what_is_gone(tmp_path: Path) -> None:
    file, baseline = tmp_path / "user.direct", tmp_path / "base.json"
    file.write_bytes(TEXT)
    dirtool("lint", file, "--fragment", "--write-baseline", baseline)
    file.write_bytes(b"USER B NOLOG\n IPL\n")
    pruned = dirtool("lint", file, "--fragment", "--baseline", baseline, "--prune-baseline")
    assert pruned.err == f"{baseline}: 1 finding gone: SYN001 of A (taken out)\n"
    assert [one["code"] for one in json.loads(baseline.read_text())["findings"]] == ["SYN002"]
    assert dirtool("lint", file, "--fragment", "--baseline", baseline).err == ""


def test_what_was_not_judged_is_not_gone(tmp_path: Path) -> None:
    file, baseline = tmp_path / "user.direct", tmp_path / "base.json"
    file.write_bytes(TEXT)
    dirtool("lint", file, "--write-baseline", baseline)
    assert dirtool("lint", file, "--baseline", baseline, "--select", "EXT").err == ""


def test_what_could_not_be_read_is_not_gone(tmp_path: Path) -> None:
    file, other, baseline = tmp_path / "user.direct", tmp_path / "other.direct", tmp_path / "base.json"
    file.write_bytes(TEXT)
    other.write_bytes(b"USER C NOLOG\n SPOOOL\n")
    dirtool("lint", file, other, "--fragment", "--write-baseline", baseline)
    known = baseline.read_bytes()
    other.unlink()
    for option in (("--baseline", baseline, "--prune-baseline"), ("--write-baseline", baseline)):
        ran = dirtool("lint", file, other, "--fragment", *option)
        assert (ran.code, baseline.read_bytes()) == (2, known)
        assert ran.err == f"dirtool: {other}: No such file or directory\n"


def test_the_settings_may_name_the_baseline(tmp_path: Path) -> None:
    file = tmp_path / "user.direct"
    file.write_bytes(TEXT)
    settings = tmp_path / "dirtool.toml"
    settings.write_text('[lint]\nbaseline = "base.json"\nfragment = true\n')
    dirtool("lint", file, "--fragment", "--write-baseline", tmp_path / "base.json")
    assert dirtool("lint", file, "--config", settings).out == "No findings in 4 records in 1 file; 2 known.\n"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--prune-baseline",), "--prune-baseline goes with --baseline, or a setting of it"),
        (("--baseline", "none.json"), "none.json: No such file or directory"),
    ],
)
def test_a_baseline_that_is_not_there(options: tuple[str, ...], said: str) -> None:
    ran = dirtool("lint", BROKEN, *options)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"dirtool: {said}")
