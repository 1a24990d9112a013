"""Do something again whenever a file has changed."""

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import typer

from dirtool.report.style import plural

LOOK_EVERY_SECONDS = 0.5


def watch(files: Iterable[Path], run: Callable[[], Iterable[Path]]) -> None:
    """Run, and run again when one of `files` or of those that the run names has changed, until the user interrupts it."""
    named = set(files)
    while True:
        if sys.stdout is not None and sys.stdout.isatty():
            typer.echo("\x1b[2J\x1b[H", nl=False)
        before = _stamps(named)  # a change while it runs counts
        parts = set(run()) - named
        before |= _stamps(parts)
        typer.echo(f"Watching {plural(len(before), 'file')}; Ctrl-C ends it.", err=True)
        while _stamps(before) == before:
            time.sleep(LOOK_EVERY_SECONDS)


def _stamps(files: Iterable[Path]) -> dict[Path, tuple[int, int] | None]:
    """When each file was changed and how long it is; None for one that is not there."""
    return {path: _stamp(path) for path in files}


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
