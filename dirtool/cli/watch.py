"""Do something again whenever a file has changed."""

import os
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import typer

from dirtool.cli.common import tell
from dirtool.wording import plural

LOOK_EVERY_SECONDS = 0.5


def watch(files: Iterable[Path], run: Callable[[], Iterable[Path]]) -> None:
    """Run, and run again when one of `files` or of those that the run names has changed.

    This ends when the user interrupts it, or nobody reads standard output any more.
    """
    named = set(files)
    at_start = _standard_output()
    while True:
        if sys.stdout is not None and sys.stdout.isatty():
            typer.echo("\x1b[2J\x1b[H", nl=False)
        before = _stamps(named)  # a change while it runs counts
        parts = set(run()) - named
        before |= _stamps(parts)
        if _standard_output() != at_start:  # its reader has closed the pipe
            return
        tell(f"Watching {plural(len(before), 'file')}; Ctrl-C ends it.")
        while _stamps(before) == before:
            time.sleep(LOOK_EVERY_SECONDS)


def _standard_output() -> tuple[int, int] | None:
    """What file standard output is; None if it is none."""
    try:
        status = os.fstat(sys.stdout.fileno())
    except (AttributeError, OSError):
        return None
    return status.st_dev, status.st_ino


def _stamps(files: Iterable[Path]) -> dict[Path, tuple[int, int] | None]:
    """When each file was changed and how long it is; None for one that is not there."""
    return {path: _stamp(path) for path in files}


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
