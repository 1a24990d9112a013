"""dirtool export."""

import json
from pathlib import Path

import pytest

from dirtool.compare.desired.reading import read_desired
from dirtool.compare.desired.schema import desired_schema
from tests.cli.run import dirtool, process

FARM = "samples/linux-farm.direct"
DIRECTORY = "USER A NOLOG\n IPL CMS\nUSER B SESAME 1G\n MDISK 191 3390 1 50 LX0001 MR\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "user.direct"
    path.write_text(DIRECTORY)
    return path


def test_a_directory_becomes_a_desired_yaml(file: Path) -> None:
    ran = dirtool("export", "user.direct", folder=file.parent)
    assert ran.code == 0
    assert (
        ran.out
        == """\
# Exported by dirtool from user.direct.
# What is not said here stays as it is. Left out: passwords, comments, and what stands before the first entry.
version: 1
current: user.direct
volumes:
  LX0001: {devtype: 3390}
entries:
  A:
    password: NOLOG
    statements:
      - IPL CMS
  B:
    # left out: 1 password
    storage: 1G
    minidisks:
      "0191": {volume: LX0001, start: 1, size: 50, mode: MR}
"""
    )
    assert ran.err == "dirtool: left out: 1 password\n"


def test_standard_input_is_no_path_to_name() -> None:
    ran = process("export", "-", stdin=DIRECTORY.encode())
    assert ran.code == 0
    assert "current" not in ran.out
    assert ran.out.startswith("# Exported by dirtool from <stdin>.\n")


def test_some_entries_by_their_names_in_any_case(file: Path) -> None:
    ran = dirtool("export", file, "--entry", "b")
    assert ran.code == 0
    assert "  B:\n" in ran.out
    assert "  A:\n" not in ran.out
    assert dirtool("export", file, "--entry", "b, a").out == dirtool("export", file).out
    assert dirtool("export", file, "--entry", ",") == (2, "", "dirtool: --entry: a name is missing\n")


def test_an_entry_that_is_not_there() -> None:
    ran = dirtool("export", FARM, "--entry", "app0")
    assert ran == (2, "", f"dirtool: {FARM}: no entry APP0\n  hint: did you mean APP01, APP02 or APP03?\n")


def test_the_directory_is_named_as_it_is_found_from_the_file(file: Path) -> None:
    (file.parent / "wanted").mkdir()
    ran = dirtool("export", "user.direct", "-o", "wanted/desired.yaml", folder=file.parent)
    assert (ran.code, ran.out) == (0, "")
    desired = read_desired(file.parent / "wanted" / "desired.yaml")
    assert desired.current == "../user.direct"
    assert list(desired.entries) == ["A", "B"]


@pytest.mark.parametrize("name", ["new\nline", "tab\tbed", "\x1bred", "\u2028", "'q\" # x: y", "*a", "1E3"])
def test_a_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(DIRECTORY)
    assert dirtool("export", tmp_path / name, "-o", tmp_path / "desired.yaml").code == 0
    assert read_desired(tmp_path / "desired.yaml").current == str(tmp_path / name)


def test_a_path_from_the_root_stays_one(file: Path) -> None:
    dirtool("export", file, "-o", file.parent / "desired.yaml")
    assert read_desired(file.parent / "desired.yaml").current == str(file)


def test_a_statement_that_cannot_be_said_is_an_answer_of_no(file: Path) -> None:
    file.write_text(f"{DIRECTORY} SHARE NOSUCH\n")
    ran = dirtool("export", "user.direct", folder=file.parent)
    assert ran.code == 1
    assert ran.err == (
        "dirtool: user.direct:5: SHARE NOSUCH: not exported: there is an error in it\ndirtool: left out: 1 password\n"
    )
    assert "    # not exported, line 5: SHARE NOSUCH: there is an error in it\n" in ran.out


def test_sections_that_are_no_entries_are_told_and_no_failure() -> None:
    ran = dirtool("export", FARM)
    assert ran.code == 0
    assert f"dirtool: {FARM}:9: DIRECTORY 123 3390 LXPRES: not exported: only entries are\n" in ran.err


def test_the_schema() -> None:
    ran = dirtool("export", "--schema")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out) == desired_schema()


def test_the_answer_does_not_overwrite_the_directory(file: Path) -> None:
    ran = dirtool("export", file, "-o", file)
    assert ran.code == 2
    assert file.read_text() == DIRECTORY


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "dirtool: FILE is missing\n  hint: name a directory file, or - for standard input\n"),
        (("--schema", FARM), "dirtool: --schema goes without FILE and --entry\n"),
        (("--schema", "--entry", "A"), "dirtool: --schema goes without FILE and --entry\n"),
        (("none.direct",), "dirtool: none.direct: No such file or directory\n"),
        (
            ("samples/linux-farm.extents",),
            "dirtool: samples/linux-farm.extents: this is EXTENT CONTROL, not a directory\n",
        ),
    ],
)
def test_what_cannot_be_done(arguments: tuple[str, ...], message: str) -> None:
    assert dirtool("export", *arguments) == (2, "", message)
