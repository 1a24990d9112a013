"""Runs of dirtool for the tests: in this process, in one of their own, and on a terminal."""

import fcntl
import functools
import gc
import os
import pty
import struct
import subprocess
import sys
import tempfile
import termios
from collections.abc import Mapping
from contextlib import ExitStack, chdir
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from typer.testing import CliRunner

from dirtool.cli.app import app
from dirtool.cli.common import make_parser

ROOT = Path(__file__).resolve().parent.parent.parent

# Lark's tables are kept here, and in no folder of the user who runs the tests; nor are settings of that user read.
_CACHE = tempfile.TemporaryDirectory(prefix="dirtool-tests-")
_ENVIRONMENT = {
    "XDG_CACHE_HOME": _CACHE.name,
    "XDG_CONFIG_HOME": _CACHE.name,
    "COLUMNS": "80",
    "TERM": "xterm-256color",
}
_UNSET = ("NO_COLOR", "FORCE_COLOR", "DIRTOOL_DEBUG", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "PYTHONUTF8")


_WITH_PARSER = "diff export lint migrate mine parse plan show simulate space_input verify".split()

# The runs of this process share a parser: each would spend most of its time on loading the same tables.
_shared_parser = functools.cache(make_parser)


class Ran(NamedTuple):
    """What a run left behind."""

    code: int
    out: str
    err: str


def dirtool(
    *arguments: str | Path, stdin: bytes | None = None, extra: Mapping[str, str] | None = None, folder: Path = ROOT
) -> Ran:
    """Run the command line in this process, from the repository's folder; off a terminal, 80 columns, no colour."""
    wanted: dict[str, str | None] = {**dict.fromkeys(_UNSET), **_ENVIRONMENT, **(extra or {})}
    shared = (patch(f"dirtool.cli.{name}.make_parser", _shared_parser) for name in _WITH_PARSER)
    with chdir(folder), ExitStack() as patches:
        for one in shared:
            patches.enter_context(one)
        result = CliRunner().invoke(
            app, list(map(str, arguments)), input=stdin, env=wanted, prog_name="dirtool", catch_exceptions=False
        )
    gc.unfreeze()  # what one run keeps for good, the next need not look through
    return Ran(result.exit_code, result.stdout_bytes.decode(), result.stderr_bytes.decode())


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a process of its own."""
    kept = {name: value for name, value in os.environ.items() if name not in _UNSET}
    return {**kept, **_ENVIRONMENT, "PYTHONPATH": str(ROOT), **(extra or {})}


def command(*arguments: str | Path) -> list[str]:
    """The command line of a process of its own."""
    return [sys.executable, "-m", "dirtool", *map(str, arguments)]


def process(*arguments: str | Path, stdin: bytes = b"", extra: Mapping[str, str] | None = None) -> Ran:
    """Run dirtool in a process of its own, its streams in pipes."""
    done = subprocess.run(
        command(*arguments), input=stdin, capture_output=True, cwd=ROOT, env=environment(extra), timeout=60
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def python(code: str, *arguments: str, extra: Mapping[str, str] | None = None, folder: Path = ROOT) -> str:
    """The standard output of a small program in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        cwd=folder,
        env=environment(extra),
        timeout=60,
        check=True,
    )
    return done.stdout.decode()


def on_terminal(
    *command_line: str, columns: int = 80, stream: str = "stdout", extra: Mapping[str, str] | None = None
) -> Ran:
    """Run a command with one of its streams on a pseudo-terminal of some width; what came there is that stream's text."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    changed = environment(extra)
    del changed["COLUMNS"]
    running = subprocess.Popen(
        command_line,
        stdin=subprocess.DEVNULL,
        stdout=theirs if stream == "stdout" else subprocess.PIPE,
        stderr=theirs if stream == "stderr" else subprocess.PIPE,
        cwd=ROOT,
        env=changed,
    )
    os.close(theirs)
    drawn = _all_from(ours)
    out, err = running.communicate(timeout=60)
    shown = drawn.decode().replace("\r\n", "\n")
    if stream == "stdout":
        return Ran(running.returncode, shown, err.decode())
    return Ran(running.returncode, out.decode(), shown)


def _all_from(terminal: int) -> bytes:
    pieces = []
    try:
        while piece := os.read(terminal, 65536):
            pieces.append(piece)
    except OSError:  # nobody writes to it any more
        pass
    os.close(terminal)
    return b"".join(pieces)
