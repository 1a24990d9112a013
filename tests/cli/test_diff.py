"""dirtool diff: options, formats, exit codes, what cannot be done, and git, which calls it for its own commands."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from dirtool.text import codepage
from tests.cli.run import command, dirtool, environment, on_terminal
from tests.report.contract import DIFF, assert_obeys

OLD = "USER A NOLOG\n ACCOUNT 1\nUSER B GEHEIM1 1G\n"
NEW = "USER A NOLOG\n ACCOUNT 2\nUSER B GEHEIM2 1G\n"
SHOWN = """\
~  A  ACCOUNT number 1 -> 2
    {0}

~  B  PASSWORD changed
    {1}

2 entries (2 changed); 2 changes inside (2 changed)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "old.direct").write_text(OLD)
    (tmp_path / "new.direct").write_text(NEW)
    return tmp_path


# ---- two files


def test_two_files_are_compared(folder: Path) -> None:
    ran = dirtool("diff", "old.direct", "new.direct", folder=folder)
    assert ran == (0, SHOWN.format("old.direct:2 -> new.direct:2", "old.direct:3 -> new.direct:3"), "")


def test_the_exit_code_tells_of_a_difference_if_asked(folder: Path) -> None:
    assert dirtool("diff", "old.direct", "new.direct", "--exit-code", folder=folder).code == 1
    same = dirtool("diff", "old.direct", "old.direct", "--exit-code", folder=folder)
    assert same == (0, "No difference in meaning.\n", "")


def test_one_side_may_be_standard_input(folder: Path) -> None:
    ran = dirtool("diff", "-", "new.direct", folder=folder, stdin=OLD.encode())
    assert ran.out == SHOWN.format("<stdin>:2 -> new.direct:2", "<stdin>:3 -> new.direct:3")
    both = dirtool("diff", "-", "-", stdin=OLD.encode())
    assert both == (2, "", "dirtool: diff: only one of the two directories can come from standard input\n")


def test_the_encoding_is_no_difference(folder: Path) -> None:
    blocks = "".join(f"{record:80}" for record in OLD.split("\n"))
    (folder / "ebcdic.direct").write_bytes(codepage.encode(blocks, "1047"))
    assert dirtool("diff", "old.direct", "ebcdic.direct", folder=folder).out == "No difference in meaning.\n"


def test_an_index_file_brings_in_its_parts(folder: Path) -> None:
    (folder / "index.direct").write_text("LOAD A DIRECT\nLOAD B DIRECT\n")
    (folder / "b.direct").write_text(NEW[NEW.index("USER B") :])
    (folder / "a.direct").write_text(OLD[: OLD.index("USER B")])
    ran = dirtool("diff", "old.direct", "index.direct", folder=folder)
    assert ran.out.startswith("~  B  PASSWORD changed\n    old.direct:3 -> b.direct:1\n")
    (folder / "b.direct").unlink()
    lost = dirtool("diff", "old.direct", "index.direct", folder=folder)
    assert (lost.code, lost.out) == (2, "")
    assert "LOAD names B DIRECT" in lost.err


def test_json_obeys_its_contract(folder: Path) -> None:
    document = json.loads(dirtool("diff", "old.direct", "new.direct", "--format", "json", folder=folder).out)
    assert_obeys(document, DIFF)
    assert (document["old"], document["new"]) == ("old.direct", "new.direct")


def test_markdown_stays_below_a_number_of_bytes(folder: Path) -> None:
    (folder / "many.direct").write_text("".join(f"USER L{at} NOLOG\n" for at in range(500)))
    ran = dirtool("diff", "old.direct", "many.direct", "--format", "markdown", "--max-bytes", "2000", folder=folder)
    assert len(ran.out.encode()) < 2000
    assert "more rows left out: the limit is 2,000 bytes" in ran.out


def test_entries_can_be_chosen(folder: Path) -> None:
    ran = dirtool("diff", "old.direct", "new.direct", "--entry", "b", folder=folder)
    assert ran.out.startswith("~  B  PASSWORD changed\n")
    assert "ACCOUNT" not in ran.out
    unknown = dirtool("diff", "old.direct", "new.direct", "--entry", "C", folder=folder)
    assert unknown == (2, "", "dirtool: --entry C: in neither directory\n")
    both = dirtool("diff", "old.direct", "new.direct", "--entry", "a,b", folder=folder)
    assert both.out == dirtool("diff", "old.direct", "new.direct", "--entry", "A", "--entry", "B", folder=folder).out
    assert "ACCOUNT" in both.out
    nothing = dirtool("diff", "old.direct", "new.direct", "--entry", "", folder=folder)
    assert nothing == (2, "", "dirtool: --entry: a name is missing\n")


@pytest.mark.parametrize(
    ("options", "goes_with"),
    [
        (("--max-bytes", "2000"), "--max-bytes goes with --format markdown, not text"),
        (("--max-bytes", "2000", "--format", "json"), "--max-bytes goes with --format markdown, not json"),
        (("--all", "--format", "markdown"), "--all goes with --format text, not markdown"),
    ],
)
def test_an_option_that_a_format_knows_nothing_of_is_refused(
    folder: Path, options: tuple[str, ...], goes_with: str
) -> None:
    assert dirtool("diff", "old.direct", "new.direct", *options, folder=folder) == (2, "", f"dirtool: {goes_with}\n")


def test_the_answer_goes_to_a_file_but_to_none_of_the_two(folder: Path) -> None:
    assert dirtool("diff", "old.direct", "new.direct", "-o", "answer.txt", folder=folder) == (0, "", "")
    assert "ACCOUNT number 1 -> 2" in (folder / "answer.txt").read_text()
    ran = dirtool("diff", "old.direct", "new.direct", "-o", "new.direct", folder=folder)
    assert ran.code == 2
    assert "the answer would overwrite" in ran.err


@pytest.mark.parametrize("files", [["old.direct"], ["old.direct", "new.direct", "old.direct"]])
def test_two_files_are_wanted(folder: Path, files: list[str]) -> None:
    ran = dirtool("diff", *files, folder=folder)
    assert (ran.code, ran.out) == (2, "")
    assert f"two directories are wanted, and {len(files)} given" in ran.err


def test_what_is_no_directory_is_refused(folder: Path) -> None:
    ran = dirtool("diff", "samples/linux-farm.direct", "samples/linux-farm.extents")
    assert ran.code == 2
    assert "samples/linux-farm.extents: this is EXTENT CONTROL, not a directory" in ran.err


def test_colour_is_for_terminals(folder: Path) -> None:
    words = ("diff", folder / "old.direct", folder / "new.direct")
    assert "\x1b[" in on_terminal(*command(*words)).out
    assert "\x1b[" not in on_terminal(*command(*words), extra={"NO_COLOR": "1"}).out
    assert "\x1b[" in dirtool(*words, "--color", "always").out


# ---- git


class Repository:
    """A repository in which dirtool is the diff driver of directories."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self("init", "-q")
        for key, value in {"user.name": "A", "user.email": "a@example.com", "commit.gpgsign": "false"}.items():
            self("config", key, value)
        self("config", "diff.directory.command", f"{shlex.quote(sys.executable)} -m dirtool diff --git")
        self.write(".gitattributes", "*.direct diff=directory\n")

    def __call__(self, *words: str, extra: dict[str, str] | None = None, code: int = 0) -> str:
        done = self.run(*words, extra=extra)
        assert done.returncode == code, done.stderr
        assert done.stderr == ""
        return done.stdout

    def run(self, *words: str, extra: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        """What git does; no settings of the user who runs the tests are read."""
        nobody = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "HOME": str(self.folder)}
        surroundings = {**environment(), **nobody, **(extra or {})}
        return subprocess.run(
            ["git", *words], cwd=self.folder, env=surroundings, capture_output=True, text=True, timeout=60
        )

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text)

    def commit(self, message: str) -> None:
        self("add", "-A")
        self("commit", "-q", "-m", message)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path)
    made.write("user.direct", OLD)
    made.commit("first")
    return made


HEAD = "diff --dirtool a/user.direct b/user.direct\n"
BY_GIT = HEAD + SHOWN.format("user.direct:2", "user.direct:3")


def test_git_diff_shows_what_changed_in_meaning_under_the_path_in_the_repository(repository: Repository) -> None:
    repository.write("user.direct", NEW)
    assert repository("diff") == BY_GIT
    repository("add", "-A")
    assert repository("diff", "--cached") == BY_GIT


def test_git_log_and_git_show_do_so_too_if_asked(repository: Repository) -> None:
    repository.write("user.direct", NEW)
    repository.commit("second")
    for words in (("log", "-1", "-p", "--ext-diff", "--format=%s"), ("show", "--ext-diff", "--format=%s")):
        assert repository(*words) == f"second\n\n{BY_GIT}"


def test_a_commit_of_layout_says_so(repository: Repository) -> None:
    repository.write("user.direct", f"* one more comment\n{OLD.lower()}")
    assert repository("diff") == f"{HEAD}No difference in meaning.\n"


def test_new_deleted_and_renamed_files_are_shown(repository: Repository) -> None:
    repository("mv", "user.direct", "prod.direct")
    repository.write("prod.direct", NEW.replace("GEHEIM2", "GEHEIM1"))
    repository.write("test.direct", "USER C NOLOG\n")
    repository("add", "-A")
    shown = repository("diff", "--cached", "-M20%")
    assert (
        "diff --dirtool a/user.direct b/prod.direct\n~  A  ACCOUNT number 1 -> 2\n    user.direct:2 -> prod.direct:2\n"
        in shown
    )
    assert "diff --dirtool a/test.direct b/test.direct\nnew file\n+  C  USER\n    test.direct:1\n" in shown
    repository.commit("second")
    repository("rm", "-q", "test.direct")
    shown = repository("diff", "--cached")
    assert shown.startswith("diff --dirtool a/test.direct b/test.direct\ndeleted file\n-  C  USER\n    test.direct:1\n")


def test_a_version_that_is_no_directory_does_not_stop_git(repository: Repository) -> None:
    (repository.folder / "user.direct").write_bytes(b"\x1f\x8b\x08 packed")
    repository.write("a.direct", OLD)
    repository("add", "-A")
    shown = repository("diff", "--cached")
    assert f"{HEAD}cannot be compared: user.direct: this is a gzip file, not a directory\n" in shown
    assert "a/a.direct" in shown


def test_an_index_file_tells_that_its_parts_are_compared_each_by_itself(repository: Repository) -> None:
    repository.write("user.direct", "LOAD A DIRECT\n")
    assert "cannot be compared: user.direct: an index of files can only be read from a file" in repository("diff")


def test_an_unmerged_file_is_named(repository: Repository) -> None:
    repository("checkout", "-q", "-b", "other")
    repository.write("user.direct", NEW)
    repository.commit("theirs")
    repository("checkout", "-q", "-")
    repository.write("user.direct", OLD.replace("ACCOUNT 1", "ACCOUNT 3"))
    repository.commit("ours")
    assert repository.run("merge", "other").returncode == 1
    assert repository("diff", "--base").startswith("* Unmerged path user.direct\n")
    assert dirtool("diff", "--git", "user.direct").out == "* Unmerged path user.direct\n"


def test_a_mode_that_changed_is_told(folder: Path) -> None:
    words = ("user.direct", "old.direct", "0" * 40, "100644", "old.direct", "0" * 40, "100755")
    told = "diff --dirtool a/user.direct b/user.direct\nold mode 100644\nnew mode 100755\nNo difference in meaning.\n"
    assert dirtool("diff", "--git", *words, folder=folder) == (0, told, "")


def test_git_colours_what_goes_to_its_pager(repository: Repository) -> None:
    repository.write("user.direct", NEW)
    in_pager = {"GIT_PAGER_IN_USE": "true", "TERM": "xterm"}
    assert repository("diff", extra=in_pager).startswith("\x1b[1mdiff --dirtool")
    assert repository("diff", extra={**in_pager, "NO_COLOR": "1"}) == BY_GIT
    assert repository("diff", extra={**in_pager, "TERM": "dumb"}) == BY_GIT


def test_an_exit_code_is_for_a_git_that_trusts_it(folder: Path) -> None:
    words = ("user.direct", "old.direct", "0" * 40, "100644", "new.direct", "0" * 40, "100644")
    assert dirtool("diff", "--git", *words, folder=folder).code == 0
    assert dirtool("diff", "--git", "--exit-code", *words, folder=folder).code == 1
    of_another = dirtool("diff", "--git", "--exit-code", "--entry", "C", *words, folder=folder)
    assert of_another.code == 0
    assert "No difference in meaning." in of_another.out
    ran = dirtool("diff", "--git", "old.direct", "new.direct", folder=folder)
    assert (ran.code, ran.out) == (2, "")
    assert "2 words; git hands over 7, or 9 for a renamed file" in ran.err
