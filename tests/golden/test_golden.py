"""dirtool prints what the golden files hold; `python -m tests.golden` renews them."""

import pytest

from tests.golden import FILES, FOLDER, Golden, path_of, printed


@pytest.mark.parametrize("golden", FILES, ids=lambda golden: golden.name)
def test_the_answer_is_the_golden_file(golden: Golden) -> None:
    assert printed(golden).decode().splitlines() == path_of(golden).read_bytes().decode().splitlines()
    assert printed(golden) == path_of(golden).read_bytes()


def test_every_golden_file_is_compared() -> None:
    compared = {golden.name for golden in FILES}
    there = {path.name for path in FOLDER.iterdir() if path.suffix in (".txt", ".json", ".yaml")}
    assert there == compared


def test_every_command_has_its_help_among_them() -> None:
    from dirtool.cli.app import app

    helped = {golden.arguments[0] for golden in FILES if golden.arguments[1:] == ("--help",)}
    names = {command.name or getattr(command.callback, "__name__", "") for command in app.registered_commands}
    assert helped == names | {group.name for group in app.registered_groups}
