"""Passwords that are named by reference."""

import sys
from pathlib import Path

import pytest

from dirtool.cli import password_source
from dirtool.cli.password_source import password_from
from dirtool.errors import InputError

OPTION = "--password-from"


def refused(source: str) -> str:
    """Why a source is refused."""
    with pytest.raises(InputError) as caught:
        password_from(source, OPTION)
    return caught.value.message


def test_a_variable_of_the_environment_holds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MN_PASSWORD", "Quince7Harbor")
    assert password_from("env:MN_PASSWORD", OPTION) == "Quince7Harbor"
    monkeypatch.delenv("MN_PASSWORD")
    assert refused("env:MN_PASSWORD") == "--password-from: the environment has no variable MN_PASSWORD"


@pytest.mark.parametrize("content", [b"Quince7Harbor", b"Quince7Harbor\nmore", b"Quince7Harbor\r\n"])
def test_the_first_line_of_a_file_is_it(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "password").write_bytes(content)
    assert password_from(f"file:{tmp_path / 'password'}", OPTION) == "Quince7Harbor"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "the password is empty"),
        (b"\nQuince", "the password is empty"),
        (b"\xff", "UTF-8"),
        (b"Q" * 1001, "too long for a password"),
    ],
)
def test_a_file_without_a_password_is_refused(tmp_path: Path, content: bytes, why: str) -> None:
    (tmp_path / "password").write_bytes(content)
    assert why in refused(f"file:{tmp_path / 'password'}")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "No such file" in refused(f"file:{tmp_path / 'none'}")


def test_who_is_at_the_terminal_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(password_source, "getpass", lambda prompt: "Quince7Harbor")
    assert password_from("prompt", OPTION) == "Quince7Harbor"


def test_who_types_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(password_source, "getpass", nothing)
    assert refused("prompt") == "--password-from: no password was typed"


def test_nobody_is_asked_where_standard_input_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False)
    assert refused("prompt").startswith("--password-from: nobody can be asked")


@pytest.mark.parametrize("source", ["Quince7Harbor", "env:", "file:", "", "Env:X", "prompt:"])
def test_what_is_no_reference_is_refused_and_not_shown(source: str) -> None:
    assert refused(source) == "--password-from: no reference to a password; allowed: env:NAME, file:PATH or prompt"
