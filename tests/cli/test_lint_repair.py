"""lint --fix and --diff, as a user runs them."""

import os
import stat
import subprocess
from pathlib import Path

import pytest

from dirtool.text import codepage
from tests.cli.run import ROOT, dirtool

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


def test_a_fix_that_would_make_a_finding_is_undone_and_told(file: Path) -> None:
    records = ("USER A NOLOG", " CONSOLE 009 3215 T", " MACHINE ESA")
    text = "".join(f"{record:72}{number:04}0000\n" for number, record in enumerate(records, 1)).encode()
    file.write_bytes(text)
    ran = dirtool("lint", file, "--fix", "--unsafe-fixes", "--fragment")
    assert ran.err.splitlines() == [
        "Fixed 0 findings in 0 files.",
        f"{file}:3:2: ENT003 not repaired: it would make REC006 of A",
    ]
    assert file.read_bytes() == text


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--fix", "--diff"), "--fix and --diff exclude each other"),
        (("--unsafe-fixes",), "--unsafe-fixes goes with --fix or --diff"),
        (("--watch", "--fix"), "--watch repairs nothing"),
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
