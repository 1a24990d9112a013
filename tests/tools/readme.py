"""Runs the commands that README.md shows and puts their output below them: python -m tests.tools.readme

A block of the language `console` holds commands behind `$ `, each followed by its output. A line `…` stands for lines left
out; as many lines as stand before and behind it are kept.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
LEFT_OUT = "…"

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FENCED = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PROMPT = "$ "
_EXIT_CODE = "echo $?"
_CHANGES_OUTPUT = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "DIRTOOL_DEBUG")


class Shown(NamedTuple):
    """A command and the output shown below it."""

    command: str
    output: list[str]


def set_up() -> list[str]:
    """The lines of the first fenced block: install and lint, install and test."""
    found = _FENCED.search(README.read_text(encoding="utf-8"))
    assert found is not None
    return found[1].splitlines()


def blocks() -> list[str]:
    """The console blocks of README.md."""
    return _BLOCK.findall(README.read_text(encoding="utf-8"))


def refreshed(block: str) -> str:
    """A console block with the output that its commands have today."""
    lines: list[str] = []
    code = 0
    with tempfile.TemporaryDirectory() as cache:
        for shown in _commands(block):
            if shown.command == _EXIT_CODE:
                output = [str(code)]
            else:
                output, code = _run(shown.command, cache)
            lines += [f"{_PROMPT}{shown.command}", *_shortened(output, shown.output)]
    return "".join(f"{line}\n" for line in lines)


def _commands(block: str) -> Iterator[Shown]:
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, *output = part.splitlines()
        yield Shown(command, output)


def _shortened(output: list[str], like: list[str]) -> list[str]:
    if LEFT_OUT not in like:
        return output
    first = like.index(LEFT_OUT)
    last = len(like) - first - 1
    if len(output) <= first + last:
        return output
    return [*output[:first], LEFT_OUT, *output[len(output) - last :]]


def _run(command: str, cache: str) -> tuple[list[str], int]:
    """The output of a command of the shell, both streams, and its exit code; knows pipes and `<` of a file."""
    environment = {name: value for name, value in os.environ.items() if name not in _CHANGES_OUTPUT}
    environment |= {"XDG_CACHE_HOME": cache, "PYTHONUTF8": "1"}
    data = b""
    code = 0
    for stage in command.split(" | "):
        stage, _, file = stage.partition(" < ")
        program, *words = shlex.split(stage)
        start = {"dirtool": ["-m", "dirtool"], "python": []}[program]
        done = subprocess.run(
            [sys.executable, *start, *words],
            input=(ROOT / file).read_bytes() if file else data,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=ROOT,
            env=environment,
            check=False,
        )
        data, code = done.stdout, done.returncode
    text = data.decode("utf-8").replace("samples\\", "samples/")
    return text.splitlines(), code


def write() -> None:
    """Refresh all console blocks of README.md."""
    text = _BLOCK.sub(
        lambda found: f"```console\n{refreshed(found[1])}```",
        README.read_text(encoding="utf-8"),
    )
    README.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
