"""dirtool migrate."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dirtool.text import codepage
from dirtool.text.codepage import PAGES
from dirtool.verify.plan.document import Claim
from tests.cli.run import ROOT, Ran, dirtool, environment, on_terminal
from tests.cli.run import command as command_line

SAMPLE = str(ROOT / "samples" / "hand-kept.direct")
RETURNED = str(ROOT / "samples" / "hand-kept.withpass")
VOLUMES = ("--volumes", str(ROOT / "samples" / "hand-kept.volumes"))
MADE = {
    *("USER.INPUT", "EXTENT.CONTROL", "AUTHFOR.CONTROL", "CONFIGA.DATADVH", "baseline.json", "changes.txt"),
    *("readiness.txt", "readiness.json", "readiness.html", "runbook.md", "runbook.html"),
}


def made(folder: Path, *options: str) -> Ran:
    return dirtool("migrate", SAMPLE, *VOLUMES, "-o", "move", *options, folder=folder)


def checked(folder: Path, *options: str) -> Ran:
    return dirtool("migrate", "--check", "move", "--against", RETURNED, *options, folder=folder)


def test_a_folder_gets_all_files_for_its_owner_alone(tmp_path: Path) -> None:
    ran = made(tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert {file.name for file in (tmp_path / "move").iterdir()} == MADE
    assert {file.stat().st_mode & 0o077 for file in (tmp_path / "move").iterdir()} == {0}
    assert (tmp_path / "move").stat().st_mode & 0o077 == 0


def test_a_folder_with_files_is_refused_with_the_way_on_and_replaced_when_told(tmp_path: Path) -> None:
    made(tmp_path)
    (tmp_path / "move" / "EXTENT.CONTROL").write_bytes(b"")
    ran = made(tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "--overwrite" in ran.err
    assert (tmp_path / "move" / "EXTENT.CONTROL").read_bytes() == b""
    assert made(tmp_path, "--overwrite").code == 0
    assert (tmp_path / "move" / "EXTENT.CONTROL").read_bytes() != b""


def test_what_comes_back_is_compared_and_a_loss_is_exit_code_1(tmp_path: Path) -> None:
    made(tmp_path)
    ran = checked(tmp_path)
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith("LOST: 1 loss, 1 harmless, ")


def test_a_file_that_was_edited_since_is_told_once(tmp_path: Path) -> None:
    made(tmp_path)
    with (tmp_path / "move" / "EXTENT.CONTROL").open("a") as file:
        file.write("* mine\n")
    told = checked(tmp_path).err.splitlines()
    assert [line.count("EXTENT.CONTROL was edited") for line in told] == [1]
    assert told[0].count("EXTENT.CONTROL") == 1


def test_exit_code_1_where_something_is_open(tmp_path: Path) -> None:
    (tmp_path / "part.direct").write_text("USER LINUX1 NOLOG\n MACHINE ESA\n")
    ran = dirtool("migrate", "part.direct", folder=tmp_path)
    assert ran.code == 1
    assert ran.out.startswith("NOT READY: 1 open")
    assert list(tmp_path.iterdir()) == [tmp_path / "part.direct"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "which directory?"),
        (["--check", "move"], "--against FILE is missing"),
        (["--against", RETURNED], "--check FOLDER is missing"),
        ([SAMPLE, "--check", "move", "--against", RETURNED], "FILE does not go with --check"),
        (["--check", "move", "--against", RETURNED, "--config", "site.toml"], "--config does not go with --check"),
        (["--check", "move", "--against", RETURNED, "--format", "html"], "not html"),
        ([SAMPLE, "--overwrite"], "--overwrite goes with -o"),
        ([SAMPLE, "--group", "LINUX"], "GROUP=VOLIDS"),
    ],
)
def test_what_does_not_go_together_is_an_error(tmp_path: Path, words: list[str], told: str) -> None:
    ran = dirtool("migrate", *words, folder=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err


def test_settings_say_what_would_be_typed_each_time(tmp_path: Path) -> None:
    (tmp_path / "dirtool.toml").write_text(
        '[migrate]\nadministrators = ["PMAINT"]\nallocate = "ROTATING"\ngroups.LINUX = ["BRGL*"]\n'
    )
    made(tmp_path)
    control = (tmp_path / "move" / "EXTENT.CONTROL").read_text()
    assert "  LINUX      (ALLOCATE ROTATING)" in control
    assert "ALL      PMAINT " in (tmp_path / "move" / "AUTHFOR.CONTROL").read_text()
    assert made(tmp_path, "--overwrite", "--admin", "OPERATOR").code == 0
    assert "PMAINT" not in (tmp_path / "move" / "AUTHFOR.CONTROL").read_text()


# ---- a clumsy hand, and files that are not what is wanted

SMALL = """\
DIRECTORY 0123 3390 RES001
PROFILE DFLT
 MACHINE ESA
* The guests [of the harbour]
USER LINUX1 SESAME01 1G 2G G
 INCLUDE DFLT
 MDISK 0200 3390 0301 0100 LX0001 MR SESAME02
USER LINUX2 LBYONLY 1G 2G G
 INCLUDE DFLT
 link LINUX1 0200 0200 RR
"""
CLEANED = [
    "DIRECTORY 0123 3390 RES001",
    "PROFILE DFLT",
    " MACHINE ESA",
    "USER LINUX1 SESAME01 1G 2G G",
    "* The guests [of the harbour]",
    " INCLUDE DFLT",
    " MDISK 0200 3390 0301 0100 LX0001 MR SESAME02",
    "USER LINUX2 LBYONLY 1G 2G G",
    " INCLUDE DFLT",
    " link LINUX1 0200 0200 RR",
]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with a small directory."""
    (tmp_path / "small.direct").write_text(SMALL)
    return tmp_path


@pytest.fixture(scope="module")
def _moved_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("moved")
    (folder / "small.direct").write_text(SMALL)
    moved(folder, "-o", "move")
    return folder


@pytest.fixture
def after(_moved_once: Path, tmp_path: Path) -> Path:
    """The same, and in the folder `move` what was made of it."""
    shutil.copytree(_moved_once, tmp_path, dirs_exist_ok=True)
    return tmp_path


def moved(site: Path, *options: str | Path) -> Ran:
    return dirtool("migrate", "small.direct", *options, folder=site)


def back(site: Path, text: str, *options: str, folder: str = "move") -> Ran:
    """What is said of a directory that comes back."""
    (site / "back").write_text(text)
    return dirtool("migrate", "--check", folder, "--against", "back", *options, folder=site)


def test_without_a_folder_nothing_is_written(site: Path) -> None:
    ran = moved(site)
    assert (ran.code, ran.err) == (0, "")
    assert "and -o FOLDER." in " ".join(ran.out.split())
    assert [path.name for path in site.iterdir()] == ["small.direct"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("small.direct", "Not a directory"),
        ("none/move", "No such file or directory"),
        ("small.direct/move", "Not a directory"),
        (".", "the folder is not empty"),
    ],
)
def test_a_folder_that_cannot_be_written_is_told(site: Path, name: str, reason: str) -> None:
    ran = moved(site, "-o", name)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"dirtool: cannot write to {name}: {reason}\n")
    assert [path.name for path in site.iterdir()] == ["small.direct"]


def test_an_empty_folder_is_filled_and_keeps_its_mode(site: Path) -> None:
    (site / "move").mkdir(mode=0o750)
    assert moved(site, "-o", "move").code == 0
    assert {path.name for path in (site / "move").iterdir()} == MADE
    assert {path.stat().st_mode & 0o777 for path in (site / "move").iterdir()} == {0o600}
    assert (site / "move").stat().st_mode & 0o777 == 0o750


def test_overwriting_leaves_other_files_alone_and_makes_its_own_private(site: Path) -> None:
    (site / "move").mkdir()
    (site / "move" / "notes").write_text("mine")
    (site / "move" / "USER.INPUT").write_text("old")
    (site / "move" / "USER.INPUT").chmod(0o644)
    assert moved(site, "-o", "move", "--overwrite").code == 0
    assert {path.name for path in (site / "move").iterdir()} == {*MADE, "notes"}
    assert (site / "move" / "USER.INPUT").stat().st_mode & 0o777 == 0o600
    assert (site / "move" / "notes").read_text() == "mine"


def test_overwriting_never_takes_the_place_of_what_was_read(after: Path) -> None:
    for name, options in {
        "USER.INPUT": (),
        "AUTHFOR.CONTROL": ("--volumes", "move/AUTHFOR.CONTROL"),
        "changes.txt": ("--alloc-map", "move/changes.txt"),
    }.items():
        source = "move/USER.INPUT" if name == "USER.INPUT" else "small.direct"
        if name == "AUTHFOR.CONTROL":
            (after / "move" / name).write_text("LX0001 3390 3339\n")
        elif name == "changes.txt":
            (after / "move" / name).write_bytes((ROOT / "tests/cases/reports/query_alloc_map.txt").read_bytes())
        before = {path.name: path.read_bytes() for path in (after / "move").iterdir()}
        ran = dirtool("migrate", source, "-o", "move", "--overwrite", *options, folder=after)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(f"dirtool: move/{name}: the answer would overwrite the file that it is about\n")
        assert {path.name: path.read_bytes() for path in (after / "move").iterdir()} == before


def test_a_failure_while_overwriting_leaves_the_files_as_they_were(after: Path) -> None:
    (after / "move" / "runbook.md").unlink()
    (after / "move" / "runbook.md").mkdir()
    before = {path.name: path.read_bytes() for path in (after / "move").iterdir() if path.is_file()}
    ran = moved(after, "-o", "move", "--overwrite", "--admin", "OPSMGR")
    assert (ran.code, ran.out, ran.err) == (2, "", "dirtool: cannot write to move: runbook.md is a folder there\n")
    assert {path.name: path.read_bytes() for path in (after / "move").iterdir() if path.is_file()} == before


def test_a_proof_that_fails_writes_nothing(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    claims = (Claim("all is well", False, "it is not"),)
    monkeypatch.setattr("dirtool.migrate.migration.claims", lambda _: claims)
    ran = moved(site, "-o", "move")
    assert (ran.code, ran.err) == (1, "dirtool: a proof fails, which is a defect of dirtool: nothing was written\n")
    assert "fails    all is well: it is not\n" in ran.out
    assert not (site / "move").exists()


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("extents", b":REGIONS.\n A A 1 9 3390-03\n:END.\n", "this is EXTENT CONTROL, not a directory\n"),
        ("desired.yaml", b"version: 1\nentries: {}\n", "this is no directory: hardly a record of it is a statement\n"),
        ("binary", bytes(range(256)) * 9, "this is no directory: hardly a record of it is a statement\n"),
        ("empty", b"", "this is no directory: hardly a record of it is a statement\n"),
        ("utf-16", "USER A NOLOG\n".encode("utf-16"), "this is a UTF-16 file\n"),
        ("none", None, "No such file or directory\n"),
    ],
)
@pytest.mark.parametrize("place", ["FILE", "--against", "stdin"])
def test_a_file_that_is_no_directory_is_told(
    after: Path, name: str, data: bytes | None, message: str, place: str
) -> None:
    if data is not None:
        (after / name).write_bytes(data)
    if place == "--against":
        ran = dirtool("migrate", "--check", "move", "--against", name, folder=after)
        message = message.replace("this is no directory: hardly", "no entry of a directory is in this file;")
    elif place == "FILE":
        ran = dirtool("migrate", name, "-o", "other", folder=after)
    elif data is None:
        return
    else:
        ran = dirtool("migrate", "-", stdin=data, folder=after)
        name = "<stdin>"
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"dirtool: {name}: {message.partition(';')[0].rstrip()}")
    assert not (after / "other").exists()


def test_standard_input_is_a_directory_or_what_comes_back(site: Path) -> None:
    ran = dirtool("migrate", "-", "-o", "move", stdin=SMALL.encode(), folder=site)
    assert (ran.code, ran.err) == (0, "")
    assert [line.rstrip() for line in (site / "move" / "USER.INPUT").read_text().splitlines()] == CLEANED
    ran = dirtool("migrate", "--check", "move", "--against", "-", stdin="\n".join(CLEANED).encode(), folder=site)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("NOTHING LOST")
    assert "<stdin> came back" in ran.out


# ---- several files


def test_a_directory_in_several_files_becomes_one(site: Path) -> None:
    records = SMALL.splitlines(keepends=True)
    (site / "index.direct").write_text("LOAD CORE DIRECT\nLOAD GUESTS DIRECT\n")
    (site / "CORE.DIRECT").write_text("".join(records[:3]))
    (site / "GUESTS.DIRECT").write_text("".join(records[3:]))
    ran = dirtool("migrate", "index.direct", "-o", "move", folder=site)
    assert (ran.code, ran.err) == (0, "")
    assert [line.rstrip() for line in (site / "move" / "USER.INPUT").read_text().splitlines()] == CLEANED
    told = (site / "move" / "changes.txt").read_text().splitlines()
    assert told[:2] == [
        "index.direct:1: dropped, its file is here: LOAD CORE DIRECT",
        "index.direct:2: dropped, its file is here: LOAD GUESTS DIRECT",
    ]


def test_a_part_that_is_missing_or_that_begins_inside_an_entry_makes_nothing(site: Path) -> None:
    (site / "index.direct").write_text("LOAD CORE DIRECT\nLOAD GUESTS DIRECT\n")
    (site / "CORE.DIRECT").write_text(SMALL)
    ran = dirtool("migrate", "index.direct", "-o", "move", folder=site)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("dirtool: index.direct:2: LOAD names GUESTS DIRECT, which is not in .\n")
    (site / "GUESTS.DIRECT").write_text(" LINK LINUX1 0200 0201 RR SESAME03\nUSER LINUX3 NOLOG\n")
    ran = dirtool("migrate", "index.direct", "-o", "move", folder=site)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "dirtool: GUESTS.DIRECT:1:2: LINK stands before the first entry of this file: behind the other files it would "
        "belong to another entry\n  hint: have each file begin with the header of an entry\n"
    )
    assert not (site / "move").exists()


# ---- code pages and framing


@pytest.mark.parametrize("page", PAGES)
def test_files_in_an_ebcdic_page_are_blocks_of_80_and_come_back(site: Path, page: str) -> None:
    assert moved(site, "-o", "move", "--code-page", page).code == 0
    whole = codepage.decode((site / "move" / "USER.INPUT").read_bytes(), page)
    assert [whole[at : at + 80].rstrip() for at in range(0, len(whole), 80)] == CLEANED
    control = codepage.decode((site / "move" / "EXTENT.CONTROL").read_bytes(), page)
    assert (len(control) % 80, control[:51]) == (0, "* EXTENT CONTROL for DirMaint, proposed by dirtool.")
    ran = back(site, "\n".join(CLEANED))
    assert (ran.code, ran.err, ran.out.splitlines()[0]) == (0, "", "NOTHING LOST: 10 expected")
    (site / "same").write_bytes((site / "move" / "USER.INPUT").read_bytes())
    ran = dirtool("migrate", "--check", "move", "--against", "same", folder=site)
    assert (ran.code, ran.out.splitlines()[0]) == (0, "NOTHING LOST: not one difference")


@pytest.mark.parametrize("page", PAGES)
def test_an_ebcdic_directory_keeps_its_page(site: Path, page: str) -> None:
    blocks = "".join(f"{record:80}" for record in SMALL.splitlines())
    (site / "small.direct").write_bytes(codepage.encode(blocks, page))
    assert moved(site, "-o", "move", "--encoding", page).code == 0
    assert (site / "move" / "USER.INPUT").read_bytes() == codepage.encode(
        "".join(f"{text:80}" for text in CLEANED), page
    )
    assert moved(site, "-o", "ascii", "--encoding", page, "--code-page", "ASCII").code == 0
    assert (site / "ascii" / "USER.INPUT").read_bytes() == "".join(f"{text:80}" for text in CLEANED).encode()


def test_a_directory_of_lines_stays_one_of_lines_with_records_of_80(site: Path) -> None:
    (site / "small.direct").write_bytes(SMALL.replace("\n", "\r\n").encode())
    moved(site, "-o", "move")
    assert (site / "move" / "USER.INPUT").read_bytes() == "".join(f"{text:80}\r\n" for text in CLEANED).encode()


@pytest.mark.parametrize(("page", "code"), [("1047", 2), ("ascii", 2), ("latin-1", 2), ("1140", 0), ("utf-8", 0)])
def test_a_character_that_the_page_lacks_is_told_with_its_place(site: Path, page: str, code: int) -> None:
    (site / "small.direct").write_text(SMALL.replace("[of the harbour]", "5 \u20ac"), encoding="utf-8")
    ran = moved(site, "-o", "move", "--code-page", page)
    assert ran.code == code
    assert (site / "move").exists() is (code == 0)
    if code:
        assert ran.err == (
            f"dirtool: small.direct:4:16: {page} has no character '\\u20ac'\n"
            "  hint: write it otherwise, or choose another code page\n"
        )


# ---- how it is reported


def test_json_and_html_are_what_the_files_hold(after: Path) -> None:
    document = json.loads(moved(after, "--format", "json").out)
    assert document["schema"] == "dirtool.migration/1"
    assert document == json.loads((after / "move" / "readiness.json").read_text())
    page = moved(after, "--format", "HTML").out
    assert page.startswith("<!doctype html>")
    assert json.loads(back(after, "\n".join(CLEANED), "--format", "json").out)["schema"] == "dirtool.migration-check/1"


def test_all_shows_what_else_is_cut_after_ten(site: Path) -> None:
    (site / "small.direct").write_text(SMALL + "".join(f" LINK NONE{at:02} 0190 {at:04X} RR\n" for at in range(1, 13)))
    short, whole = moved(site), moved(site, "--all")
    assert (short.code, whole.code) == (0, 0)
    assert [sum(f": NONE{at:02}, " in ran.out for at in range(13)) for ran in (short, whole)] == [10, 12]


def test_fix_repairs_in_user_input_and_tells_so(after: Path) -> None:
    moved(after, "-o", "fixed", "--fix")
    assert " link LINUX1 0200 0200 RR" in (after / "move" / "USER.INPUT").read_text()
    assert " LINK LINUX1 0200 0200 RR" in (after / "fixed" / "USER.INPUT").read_text()
    assert "small.direct:10: LINUX2: LINK in upper case\n" in (after / "fixed" / "changes.txt").read_text()
    assert (after / "small.direct").read_text() == SMALL


def test_lines_are_no_longer_than_80_columns_off_a_terminal() -> None:
    for options in ((), ("--all",)):
        ran = dirtool("migrate", SAMPLE, *VOLUMES, *options, extra={"COLUMNS": "200"})
        assert 60 < max(map(len, ran.out.splitlines())) <= 80


def test_colour_is_for_terminals_and_never_for_the_files(site: Path) -> None:
    line = command_line("migrate", site / "small.direct")
    assert "\x1b[" in on_terminal(*line).out
    assert "\x1b[" not in on_terminal(*line, extra={"NO_COLOR": "1"}).out
    assert "\x1b[" not in moved(site).out
    ran = moved(site, "--color", "always", "-o", "move")
    assert "\x1b[" in ran.out
    assert [path.name for path in (site / "move").iterdir() if b"\x1b" in path.read_bytes()] == []
    assert "\x1b[" in back(site, "\n".join(CLEANED), "--color", "always").out


@pytest.mark.skipif(sys.platform == "win32", reason="there is no bash")
def test_a_reader_that_closes_the_pipe_ends_it_quietly() -> None:
    line = f"{sys.executable} -m dirtool migrate {SAMPLE} --format html | head -1; echo ${{PIPESTATUS[0]}}"
    ran = subprocess.run(["bash", "-c", line], capture_output=True, text=True, env=environment(), timeout=60)
    assert (ran.stdout.splitlines(), ran.stderr) == (["<!doctype html>", "0"], "")


# ---- what comes back


def test_what_is_lost_is_exit_code_1_and_shows_no_password(after: Path) -> None:
    text = "\n".join(CLEANED).replace("SESAME02", "PARSLEY9").replace("2G G", "3G G", 1)
    for options in ((), ("--format", "json"), ("--all",)):
        ran = back(after, text, *options)
        assert (ran.code, ran.err) == (1, "")
        assert "SESAME" not in ran.out
        assert "PARSLEY9" not in ran.out
    assert ran.out.startswith("LOST: 2 losses, ")


def test_what_dirmaint_is_known_to_do_is_no_loss(after: Path) -> None:
    ran = back(after, "\n".join(CLEANED).replace(" link", " LINK").replace("\nUSER", "\n*DVHOPT LNK0 LOG1\nUSER"))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("NOTHING LOST")


@pytest.mark.parametrize(
    ("gone", "message"),
    [
        (("EXTENT.CONTROL",), None),
        (("USER.INPUT",), "dirtool: move/USER.INPUT: No such file or directory\n"),
        (("baseline.json",), "dirtool: move/baseline.json: No such file or directory\n"),
        (tuple(MADE), "dirtool: move/baseline.json: No such file or directory\n"),
    ],
)
def test_what_is_missing_in_the_folder_is_told(after: Path, gone: tuple[str, ...], message: str | None) -> None:
    for name in gone:
        (after / "move" / name).unlink()
    ran = back(after, "\n".join(CLEANED))
    assert ran.code == (0 if message is None else 2)
    assert ran.err.endswith(message or "move/EXTENT.CONTROL is missing: nothing can be said of it\n")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "this is no migration baseline: expecting value"),
        (b"{}", "schema: no value; allowed: dirtool.migration-baseline/1"),
        (b'{"schema": "dirtool.migration-baseline/2"}', "schema: dirtool.migration-baseline/2; allowed: "),
        (b"\xff\xfe\x00", "baseline.json"),
        (b"[" * 100_000, "baseline.json"),
    ],
)
def test_a_baseline_that_is_none_is_told(after: Path, data: bytes, message: str) -> None:
    (after / "move" / "baseline.json").write_bytes(data)
    ran = back(after, "\n".join(CLEANED))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("dirtool: move/baseline.json")
    assert message in ran.err


def test_user_input_that_was_edited_is_told_and_compared_as_it_is_now(after: Path) -> None:
    file = after / "move" / "USER.INPUT"
    file.write_text(file.read_text().replace("USER LINUX2 LBYONLY 1G 2G", "USER LINUX2 LBYONLY 1G 4G"))
    ran = back(after, "\n".join(CLEANED).replace("USER LINUX2 LBYONLY 1G 2G", "USER LINUX2 LBYONLY 1G 4G"))
    assert ran.code == 0
    assert ran.err.startswith("dirtool: move/USER.INPUT was edited since it was made: 1 entry changed (LINUX2); ")


@pytest.mark.parametrize("option", ["--check", "--against"])
def test_a_folder_or_a_file_that_is_the_other_is_told(after: Path, option: str) -> None:
    named = {"--check": "move", "--against": "small.direct"} | {
        option: "small.direct" if option == "--check" else "move"
    }
    ran = dirtool("migrate", *(word for pair in named.items() for word in pair), folder=after)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith(
        "small.direct/baseline.json: Not a directory\n" if option == "--check" else "move: Is a directory\n"
    )
