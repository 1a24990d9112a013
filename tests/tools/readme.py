"""Runs the commands that README.md and the pages in docs/ show, and puts their output below them: python -m tests.tools.readme

A block of the language `console` holds commands behind `$ `, each followed by its output. A line `…` stands for lines left
out; as many lines as stand before and behind it are kept. A comment `<!-- file: NAME -->` above a block of any other language
says that the block is the content of that file.

The commands of a page run one after another in a folder of their own, which holds the samples and the page's files. So they
may write files, and what one of them writes is there for the next.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.tools.docs import DOCS, FOLDERS

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
LEFT_OUT = "…"

_BLOCK = re.compile(
    r"^(?:<!-- file: (?P<file>[\w.-]+) -->\n)?```(?P<language>\w*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
_CONSOLE = "console"
_PROMPT = "$ "
_EXIT_CODE = "echo $?"
_CHANGES_OUTPUT = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "DIRTOOL_DEBUG", "GITHUB_ACTIONS")


class Shown(NamedTuple):
    """A command and the output shown below it."""

    command: str
    output: list[str]


def pages() -> list[Path]:
    """README.md, and every written page of the documentation that shows a command."""
    written = [page for page in sorted(DOCS.rglob("*.md")) if page.parent.name not in FOLDERS]
    return [README, *(page for page in written if f"```{_CONSOLE}\n" in page.read_text(encoding="utf-8"))]


def set_up() -> list[str]:
    """The lines of the first fenced block of README.md: install and lint, install and test."""
    found = _BLOCK.search(README.read_text(encoding="utf-8"))
    assert found is not None
    return found["body"].splitlines()


def commands(text: str) -> list[str]:
    """The commands in the console blocks of a page."""
    blocks = [found["body"] for found in _BLOCK.finditer(text) if found["language"] == _CONSOLE]
    return [shown.command for block in blocks for shown in _shown(block)]


def refreshed(text: str) -> str:
    """A page with the output that its commands have today."""
    with tempfile.TemporaryDirectory() as place:
        shell = _Shell(Path(place))

        def run(found: re.Match[str]) -> str:
            if found["language"] == _CONSOLE:
                return f"```{_CONSOLE}\n{shell.refreshed(found['body'])}```"
            if found["file"]:
                (shell.folder / found["file"]).write_text(found["body"], encoding="utf-8", newline="\n")
            return found[0]

        return _BLOCK.sub(run, text)


class _Shell:
    """Runs commands in a folder of its own; knows pipes, `<` of a file, `cat` and `echo $?`."""

    def __init__(self, place: Path) -> None:
        self.folder = place / "work"
        shutil.copytree(ROOT / "samples", self.folder / "samples")
        self._environment = {name: value for name, value in os.environ.items() if name not in _CHANGES_OUTPUT}
        self._environment |= {
            "XDG_CACHE_HOME": str(place / "cache"),
            "XDG_CONFIG_HOME": str(place / "config"),
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
        }
        self._code = 0

    def refreshed(self, block: str) -> str:
        """A console block with the output that its commands have now."""
        lines: list[str] = []
        for shown in _shown(block):
            lines += [f"{_PROMPT}{shown.command}", *_shortened(self._output(shown.command), shown.output)]
        return "".join(f"{line}\n" for line in lines)

    def _output(self, command: str) -> list[str]:
        """The output of a command, both streams, without blanks at the end of a line."""
        if command == _EXIT_CODE:
            return [str(self._code)]
        data = b""
        for stage in command.split(" | "):
            data = self._run(stage, data)
        lines = data.decode("utf-8").replace("samples\\", "samples/").splitlines()
        return [line.rstrip() for line in lines]

    def _run(self, stage: str, data: bytes) -> bytes:
        stage, _, file = stage.partition(" < ")
        program, *words = shlex.split(stage)
        if program == "cat":
            return b"".join((self.folder / word).read_bytes() for word in words)
        start = {"dirtool": ["-m", "dirtool"], "python": []}[program]
        done = subprocess.run(
            [sys.executable, *start, *words],
            input=(self.folder / shlex.split(file)[0]).read_bytes() if file else data,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=self.folder,
            env=self._environment,
            check=False,
        )
        if b"internal error" in done.stdout:
            raise RuntimeError(f"{stage}: {done.stdout.decode()}")
        self._code = done.returncode
        return done.stdout


def _shown(block: str) -> Iterator[Shown]:
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


def write() -> None:
    """Refresh the outputs on all pages."""
    for page in pages():
        page.write_text(refreshed(page.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
