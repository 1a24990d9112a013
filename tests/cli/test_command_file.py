"""Files of commands to DirMaint on the command line: recognised by content, shown, judged, and no directory."""

import json
from pathlib import Path

import pytest

from dirtool.cli.lint_output import Format
from dirtool.text.codepage import encode
from tests.cli.run import dirtool

COMMANDS = "tests/golden/commands.dirm"
LEFT_LOCKED = b"FORUSER LINUX1 GET\n"


def test_it_is_shown() -> None:
    ran = dirtool("parse", "-", stdin=LEFT_LOCKED)
    assert (ran.code, ran.err, json.loads(ran.out)["schema"]) == (0, "", "dirtool.commands/1")


def test_it_is_recognised_as_it_comes_from_cms(tmp_path: Path) -> None:
    path = tmp_path / "NEW DIRM"
    path.write_bytes(encode(f"{'* new':80}{'FORUSER LINUX1 GET':72}00000200", "1047"))
    ran = dirtool("parse", path)
    assert [(row["line"], row["verb"]) for row in json.loads(ran.out)["commands"]] == [(2, "GET")]


def test_what_is_found_decides_the_exit_code() -> None:
    assert dirtool("lint", "-", stdin=LEFT_LOCKED).code == 0
    assert dirtool("lint", "--fail-on", "warning", "-", stdin=LEFT_LOCKED).code == 1
    assert dirtool("lint", "-", stdin=b"FORUSER LINUX1 FROB 1 2\n").code == 1


def test_a_baseline_knows_what_is_found(tmp_path: Path) -> None:
    path = tmp_path / "new.dirm"
    path.write_bytes(LEFT_LOCKED)
    known = tmp_path / "known.json"
    dirtool("lint", path, "--write-baseline", known)
    path.write_bytes(b"RLDEXTN\n" + LEFT_LOCKED)
    ran = dirtool("lint", path, "--baseline", known, "--format", "json")
    assert json.loads(ran.out)["diagnostics"] == []


def test_a_setting_settles_what_is_not_certain(tmp_path: Path) -> None:
    settings = tmp_path / "dirtool.toml"
    command = b"FORUSER LINUX1 SETOPTN DELETE QUICKDSP\n"
    settings.write_text('[dirmaint]\ndelete-word-option = "DELETE"')
    assert "DIR012" in dirtool("lint", "-", stdin=command).out
    assert "DIR012" not in dirtool("lint", "-", "--config", settings, stdin=command).out


@pytest.mark.parametrize("arguments", [("map", "-"), ("parse", "-", "--effective", "LINUX1")])
def test_it_is_no_directory(arguments: tuple[str, ...]) -> None:
    ran = dirtool(*arguments, stdin=LEFT_LOCKED)
    assert ran.code == 2
    assert "this is a file of commands to DirMaint" in ran.err


def test_no_password_is_shown_in_any_format() -> None:
    for how in Format:
        assert "SECRET" not in dirtool("lint", "--select", "ALL", "--format", how, COMMANDS).out
    for form in ("json", "text"):
        assert "SECRET" not in dirtool("parse", "--format", form, COMMANDS).out
