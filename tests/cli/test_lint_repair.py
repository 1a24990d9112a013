"""lint --fix and --diff, as a user runs them."""

import os
import stat
import subprocess
from pathlib import Path
from typing import Any

import pytest

from dirtool.cli import lint_repair
from dirtool.lint.repair import Repaired, Undone, repair
from dirtool.text import codepage
from tests.cli.run import ROOT, command, dirtool, environment

BROKEN = ROOT / "samples" / "broken.direct"
TEXT = b"USER A SECRET42 1G 2G G\n\tMACHINE ESA\n00010000\n CONSOLE 009 3215 T\n"
MENDED = b"USER A SECRET42 1G 2G G\n        MACHINE ESA\n CONSOLE 009 3215 T\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "user.direct"
    path.write_bytes(TEXT)
    return path


def test_fix_repairs_the_file_and_shows_what_is_left(file: Path) -> None:
    file.chmod(0o640)
    ran = dirtool("lint", file, "--fix", "--fragment")
    assert ran == (0, "No findings in 3 records in 1 file.\n", "Fixed 2 findings in 1 file.\n")
    assert file.read_bytes() == MENDED
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert sorted(path.name for path in file.parent.iterdir()) == ["user.direct"]


def test_a_second_fix_changes_nothing(file: Path) -> None:
    dirtool("lint", file, "--fix", "--fragment")
    before = file.stat()
    assert dirtool("lint", file, "--fix", "--fragment").err == "Fixed 0 findings in 0 files.\n"
    assert file.stat() == before


def test_a_file_is_changed_where_a_link_leads(file: Path) -> None:
    link = file.parent / "link"
    link.symlink_to(file.name)
    dirtool("lint", link, "--fix", "--fragment")
    assert (link.is_symlink(), file.read_bytes()) == (True, MENDED)


@pytest.mark.parametrize(
    "shape",
    [
        pytest.param(lambda text: text.replace("\n", "\r\n").encode(), id="crlf"),
        pytest.param(lambda text: codepage.encode(text.replace("\n", "\x85"), "037"), id="ebcdic"),
        pytest.param(
            lambda text: codepage.encode("".join(f"{one:80}" for one in text.splitlines()), "037"), id="blocks"
        ),
        pytest.param(lambda text: b"\xef\xbb\xbf" + text.encode(), id="bom"),
    ],
)
def test_a_file_keeps_its_shape(file: Path, shape: object) -> None:
    assert callable(shape)
    file.write_bytes(shape(TEXT.decode()))
    ran = dirtool("lint", file, "--fix", "--fragment", "--encoding", "037")
    assert ran.err == "Fixed 2 findings in 1 file.\n"
    assert file.read_bytes() == shape(MENDED.decode())


def test_a_diff_shows_the_change_without_the_secrets_and_changes_nothing(file: Path) -> None:
    ran = dirtool("lint", file, "--diff", "--fragment")
    assert ran.code == 1
    assert ran.err == "Would fix 2 findings in 1 file.\n"
    assert ran.out.splitlines() == [
        f"--- {file}",
        f"+++ {file}",
        "@@ -1,4 +1,3 @@",
        " USER A ******** 1G 2G G",
        "-\\x09MACHINE ESA",
        "-00010000",
        "+        MACHINE ESA",
        "  CONSOLE 009 3215 T",
    ]
    assert file.read_bytes() == TEXT


def test_a_diff_in_a_file_is_whole_private_and_can_be_applied(file: Path) -> None:
    patch = file.parent / "repair.patch"
    ran = dirtool("lint", file, "--diff", "--fragment", "-o", patch)
    assert (ran.code, ran.out) == (1, "")
    assert b"SECRET42" in patch.read_bytes()
    assert stat.S_IMODE(patch.stat().st_mode) == 0o600
    applied = subprocess.run(
        ["git", "apply", "-p0", "--unsafe-paths", "--directory=/", os.fspath(patch)],
        cwd="/",
        capture_output=True,
        check=False,
    )
    assert (applied.returncode, file.read_bytes()) == (0, MENDED), applied.stderr


def test_a_diff_of_a_good_file_is_empty_and_0(file: Path) -> None:
    file.write_bytes(MENDED)
    assert dirtool("lint", file, "--diff", "--fragment") == (0, "", "Would fix 0 findings in 0 files.\n")


def test_standard_input_can_be_compared_but_not_repaired() -> None:
    assert dirtool("lint", "-", "--diff", "--fragment", stdin=TEXT).out.startswith("--- <stdin>\n+++ <stdin>\n")
    assert dirtool("lint", "-", "--fix", stdin=TEXT) == (
        2,
        "",
        "dirtool: --fix: standard input cannot be repaired in its place\n  hint: --diff shows the changes\n",
    )


def test_unsafe_repairs_are_asked_for(file: Path) -> None:
    text = b"USER A NOLOG\n CONSOLE 009 3215 T\n MACHINE ESA\n"
    file.write_bytes(text)
    assert dirtool("lint", file, "--fix", "--fragment").code == 1
    assert file.read_bytes() == text
    assert dirtool("lint", file, "--fix", "--unsafe-fixes", "--fragment").code == 0
    assert file.read_bytes() == b"USER A NOLOG\n MACHINE ESA\n CONSOLE 009 3215 T\n"


def test_a_repair_of_a_numbered_file_leaves_the_numbers_of_moved_records_out(file: Path) -> None:
    records = ("USER A NOLOG", " CONSOLE 009 3215 T", " MACHINE ESA")
    one, two, three = (f"{record:72}{number:04}0000\n" for number, record in enumerate(records, 1))
    file.write_text(one + two + three)
    assert dirtool("lint", file, "--fix", "--unsafe-fixes", "--fragment").err == "Fixed 1 finding in 1 file.\n"
    assert file.read_text() == f"{one} MACHINE ESA\n{two}"


def test_what_is_not_repaired_is_told_with_the_reason(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def undoing(*arguments: Any, **options: Any) -> Repaired:
        result = repair(*arguments, **options)
        one, other = result.fixed
        undone = Undone(one, ("EXT001",), "it would make EXT001 of A/0191")
        return result._replace(records={}, passes=[], undone=[undone], skipped=[other])

    monkeypatch.setattr(lint_repair, "repair", undoing)
    assert dirtool("lint", file, "--fix", "--fragment").err.splitlines() == [
        "Fixed 0 findings in 0 files.",
        f"{file}:2:1: REC003 not repaired: it would make EXT001 of A/0191",
        f"{file}:3:1: REC007 not repaired: its statement has an error of syntax",
    ]
    assert file.read_bytes() == TEXT


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--fix", "--diff"), "--fix and --diff exclude each other"),
        (("--unsafe-fixes",), "--unsafe-fixes goes with --fix or --diff"),
        (("--watch", "--fix"), "--watch repairs nothing"),
        (("--diff", "--format", "json"), "--diff shows changes and no findings; --format does not go with it"),
        (("--diff", "--report", "json=x"), "--diff shows changes and no findings; --report does not go with it"),
        (("--diff", "--statistics"), "--diff shows changes and no findings; --statistics does not go with it"),
        (
            ("--diff", "--write-baseline", "x"),
            "--diff shows changes and no findings; --write-baseline does not go with it",
        ),
        (("--baseline", "x", "--write-baseline", "x"), "--baseline and --write-baseline exclude each other"),
        (("--prune-baseline", "--write-baseline", "x"), "--prune-baseline and --write-baseline exclude each other"),
    ],
)
def test_options_that_do_not_go_together(options: tuple[str, ...], said: str) -> None:
    assert dirtool("lint", BROKEN, *options) == (2, "", f"dirtool: {said}\n")


def test_a_file_that_cannot_be_written_stays_as_it_is(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.replace", refuse)
    ran = dirtool("lint", file, "--fix", "--fragment")
    assert (ran.code, ran.out, ran.err) == (2, "", f"dirtool: cannot write {file}: Permission denied\n")
    assert file.read_bytes() == TEXT
    assert sorted(path.name for path in file.parent.iterdir()) == ["user.direct"]


@pytest.fixture
def other(file: Path) -> Path:
    path = file.parent / "other.direct"
    path.write_bytes(TEXT)
    return path


@pytest.mark.parametrize("place", ["other.direct", "."])
def test_nothing_is_repaired_where_a_file_or_its_folder_may_not_be_written(
    file: Path, other: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = file.parent / place
    may_be = os.access
    monkeypatch.setattr("os.access", lambda path, mode: Path(path) != refused and may_be(path, mode))
    ran = dirtool("lint", file, other, "--fix", "--fragment")
    named = other if refused == other else file
    assert ran == (2, "", f"dirtool: cannot write {named}: Permission denied\n  hint: nothing is repaired\n")
    assert file.read_bytes() == other.read_bytes() == TEXT


@pytest.mark.parametrize("how", ["changed", "a link to another"])
def test_a_file_that_is_not_any_more_what_was_read_stays(
    file: Path, other: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(*arguments: Any, **options: Any) -> Repaired:
        other.unlink()
        if how == "changed":
            other.write_bytes(b"USER NEW NOLOG\n")
        else:
            (file.parent / "third").write_bytes(b"USER NEW NOLOG\n")
            other.symlink_to("third")
        return repair(*arguments, **options)

    other.write_bytes(TEXT)
    monkeypatch.setattr("dirtool.cli.lint_repair.repair", meanwhile)
    ran = dirtool("lint", other, "--fix", "--fragment")
    hint = "nothing is repaired; run it again"
    assert ran == (2, "", f"dirtool: {other} has changed since it was read\n  hint: {hint}\n")
    assert other.read_bytes() == b"USER NEW NOLOG\n"


def test_what_was_repaired_before_a_failure_is_told(file: Path, other: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = os.replace

    def fill_up(source: str, target: Path) -> None:
        if target.name == other.name:
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr("os.replace", fill_up)
    ran = dirtool("lint", file, other, "--fix", "--fragment")
    assert ran == (2, "", f"dirtool: cannot write {other}: No space left on device\n  hint: repaired before: {file}\n")
    assert (file.read_bytes(), other.read_bytes()) == (MENDED, TEXT)


def test_an_interrupt_leaves_every_file_whole(file: Path, other: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced = os.fsync
    times = iter(range(9))

    def interrupt(descriptor: int) -> None:
        if next(times):
            raise KeyboardInterrupt
        synced(descriptor)

    monkeypatch.setattr("os.fsync", interrupt)
    assert dirtool("lint", file, other, "--fix", "--fragment").code == 130
    assert (file.read_bytes(), other.read_bytes()) == (MENDED, TEXT)
    assert sorted(path.name for path in file.parent.iterdir()) == ["other.direct", "user.direct"]


def test_the_parts_of_an_index_are_repaired_in_their_own_files(file: Path, other: Path) -> None:
    index = file.parent / "index"
    index.write_bytes(b"LOAD USER DIRECT\nLOAD OTHER DIRECT\n")
    other.write_bytes(TEXT.replace(b"USER A", b"USER B"))
    ran = dirtool("lint", index, "--fix", "--fragment", "--format", "concise")
    assert ran == (0, "No findings in 8 records in 3 files.\n", "Fixed 4 findings in 2 files.\n")
    assert index.read_bytes() == b"LOAD USER DIRECT\nLOAD OTHER DIRECT\n"
    assert (file.read_bytes(), other.read_bytes()) == (MENDED, MENDED.replace(b"USER A", b"USER B"))


@pytest.mark.parametrize("option", ["--fix", "--diff"])
def test_a_file_is_not_repaired_as_a_part_and_by_itself(file: Path, option: str) -> None:
    index = file.parent / "index"
    index.write_bytes(b"LOAD USER DIRECT\n")
    ran = dirtool("lint", index, file, option, "--fragment")
    hint = "repair one after the other"
    assert ran == (2, "", f"dirtool: {file}: {index} loads it too\n  hint: {hint}\n")
    assert file.read_bytes() == TEXT


def test_a_file_without_a_byte_stays_one(file: Path) -> None:
    file.write_bytes(b"")
    for option in ("--fix", "--diff"):
        ran = dirtool("lint", file, option)
        assert (ran.code, file.read_bytes()) == (0, b"")


@pytest.mark.parametrize("name", ["-", "/dev/stdout"])
def test_a_diff_on_standard_output_is_masked_by_whatever_name(file: Path, name: str) -> None:
    assert dirtool("lint", file, "--diff", "--fragment", "-o", name) == dirtool("lint", file, "--diff", "--fragment")


def test_a_repair_that_nobody_can_be_told_of_is_made_all_the_same(file: Path) -> None:
    with open("/dev/full", "wb") as full:
        arguments = command("lint", file, "--fix", "--fragment", "--no-config")
        done = subprocess.run(arguments, stderr=full, stdout=subprocess.PIPE, env=environment(), check=False)
    assert (done.returncode, done.stdout) == (0, b"No findings in 3 records in 1 file.\n")
    assert file.read_bytes() == MENDED
