"""What an installation holds. A wheel is built and installed by .ci/run, since that needs a package index."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import distribution, entry_points
from pathlib import Path

import pytest
from packaging.version import Version

import dirtool
from dirtool.cli.app import app

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SAMPLE = ROOT / "samples" / "vm370.direct"
COMMANDS = {info.callback.__name__ for info in app.registered_commands if info.callback is not None}


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """python -m dirtool with `words`; a value in `environment` of "" takes the variable away."""
    merged = {name: value for name, value in (os.environ | environment).items() if value}
    return subprocess.run(
        [sys.executable, "-m", "dirtool", *words], capture_output=True, encoding="utf-8", env=merged, check=False
    )


def test_the_version_is_one_that_installers_understand() -> None:
    assert str(Version(dirtool.__version__)) == dirtool.__version__


def test_the_installed_version_is_that_of_the_package() -> None:
    assert distribution("dirtool").version == dirtool.__version__


def test_version_is_printed() -> None:
    assert run("--version").stdout == f"dirtool {dirtool.__version__}\n"


def test_the_console_script_is_the_command_line() -> None:
    (script,) = entry_points(group="console_scripts", name="dirtool")
    from dirtool.__main__ import main

    assert script.load() is main


def test_the_licence_is_shipped() -> None:
    (name,) = PROJECT["project"]["license-files"]
    text = (ROOT / name).read_text(encoding="utf-8")
    assert PROJECT["project"]["license"] == "Apache-2.0"
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_a_wheel_takes_the_grammars_along() -> None:
    included = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert included == {"grammars": "dirtool/grammars"}


def test_the_grammars_are_found_beside_the_package(tmp_path: Path) -> None:
    """The layout of a checkout, and so of an editable install."""
    shutil.copytree(ROOT / "dirtool", tmp_path / "dirtool", ignore=shutil.ignore_patterns("grammars", "__pycache__"))
    shutil.copytree(ROOT / "grammars", tmp_path / "grammars")
    assert lints(tmp_path)


def test_the_grammars_are_found_inside_the_package(tmp_path: Path) -> None:
    """The layout of an installed wheel."""
    shutil.copytree(ROOT / "dirtool", tmp_path / "dirtool", ignore=shutil.ignore_patterns("grammars", "__pycache__"))
    shutil.copytree(ROOT / "grammars", tmp_path / "dirtool" / "grammars")
    assert lints(tmp_path)


def test_without_its_grammars_nothing_is_linted(tmp_path: Path) -> None:
    """The two tests above would notice a missing grammar."""
    shutil.copytree(ROOT / "dirtool", tmp_path / "dirtool", ignore=shutil.ignore_patterns("grammars", "__pycache__"))
    assert not lints(tmp_path)


def lints(folder: Path) -> bool:
    """Whether the package in `folder`, with a cache of its own, lints a sample."""
    code = (
        f"import sys; sys.path.insert(0, {str(folder)!r}); import dirtool.__main__; "
        f"assert dirtool.__file__.startswith({str(folder)!r}); dirtool.__main__.main()"
    )
    words = [sys.executable, "-c", code, "lint", "--format", "json", str(SAMPLE)]
    environment = os.environ | {"XDG_CACHE_HOME": str(folder / "cache"), "LOCALAPPDATA": str(folder / "cache")}
    done = subprocess.run(words, capture_output=True, encoding="utf-8", env=environment, cwd=folder, check=False)
    return done.returncode == 0 and json.loads(done.stdout)["summary"]["statements"] > 0


def test_the_hook_of_pre_commit_calls_a_command_that_exists() -> None:
    program, command = hook("entry").split()
    assert program in PROJECT["project"]["scripts"]
    assert command in COMMANDS


@pytest.mark.parametrize(
    "name",
    ["USER DIRECT", "user.direct", "etc/USER_DIRECT", "user-direct.txt", "USERDIRECT", "zvm/lab.direct", "A.DIRECT"],
)
def test_the_hook_takes_directories(name: str) -> None:
    assert re.search(hook("files").strip("'"), name)


@pytest.mark.parametrize("name", ["direct.py", "user.txt", "redirect", "superuser.directory", "docs/user-direction.md"])
def test_the_hook_leaves_other_files_alone(name: str) -> None:
    assert not re.search(hook("files").strip("'"), name)


def hook(key: str) -> str:
    """A value of the hook's definition."""
    text = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    found = re.search(rf"^(?:- |  ){key}: (.*)$", text, re.MULTILINE)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell", "pwsh"])
def test_completion_is_there_for(shell: str) -> None:
    done = run("--show-completion", shell, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert "_DIRTOOL_COMPLETE" in done.stdout, done.stderr


def test_bash_completes_a_command() -> None:
    done = run(_DIRTOOL_COMPLETE="complete_bash", COMP_WORDS="dirtool exp", COMP_CWORD="1")
    assert done.stdout.split() == ["export", "explain"]


def test_zsh_completes_a_code() -> None:
    done = run(_DIRTOOL_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS="dirtool explain REC00")
    assert "REC001" in done.stdout
    assert "SYN001" not in done.stdout


def test_the_checks_run_from_a_fresh_checkout() -> None:
    script = ROOT / ".ci" / "run"
    assert script.read_text(encoding="utf-8").startswith("#!/usr/bin/env bash\n")
    assert os.name == "nt" or os.access(script, os.X_OK)
