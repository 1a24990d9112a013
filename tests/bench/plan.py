"""How fast `dirtool plan` is, as ratios of whole-process times measured in one run.

    python -m tests.bench.plan

A directory of some 10,000 entries is linted; that is the unit. It is planned with 500 changes, as desired.yaml says them and
as a whole directory does. The same follows for ten times as many entries and changes.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.bench.measure import Candidate, Measured, measure
from tests.plan.desires import desire
from tests.plan.pairs import pair

LINTS = 4  # at most so many times lint
GROWTH = 12  # at most so many times the time for a tenth of it
TIMES = 10
SEED = 5


class Files(NamedTuple):
    """The files of one size."""

    current: Path
    wanted: Path
    before: Path  # that of desired.yaml
    extents: Path
    desired: Path


def main() -> None:
    """The command line."""
    options = argparse.ArgumentParser(prog="python -m tests.bench.plan", description=__doc__.partition("\n")[0])
    options.add_argument("--entries", type=int, default=10_000, help="of the smaller directory")
    options.add_argument("--changes", type=int, default=500, help="to the smaller directory")
    options.add_argument("--rounds", type=int, default=3, help="how often each process is timed")
    options.add_argument("--small", action="store_true", help="only the smaller directory")
    options.add_argument("--write", type=Path, help=argparse.SUPPRESS)  # the files, by a process of their own
    given = options.parse_args()
    if given.write is not None:
        write(given.write, given.entries, given.changes)
        return
    sizes = [(given.entries, given.changes)]
    if not given.small:
        sizes.append((TIMES * given.entries, TIMES * given.changes))
    with tempfile.TemporaryDirectory() as folder:
        found = [candidate for size in sizes for candidate in candidates(Path(folder), *size)]
        print(*table(measure(found, given.rounds), sizes), sep="\n")


def candidates(folder: Path, entries: int, changes: int) -> list[Candidate]:
    """The processes to time for one size."""
    own = folder / str(entries)
    own.mkdir()
    arguments = ["--entries", str(entries), "--changes", str(changes), "--write", str(own)]
    subprocess.run([sys.executable, "-m", "tests.bench.plan", *arguments], check=True)
    files = files_in(own)
    whole = ["plan", str(files.wanted), "--current", str(files.current), "--whole"]
    desired = ["plan", str(files.desired), "--current", str(files.before), "--extents", str(files.extents)]
    return [
        Candidate(f"lint {entries}", ["-m", "dirtool", "lint", "--format", "json", str(files.current)]),
        Candidate(f"plan --whole {entries}", ["-m", "dirtool", *whole]),
        Candidate(f"plan desired.yaml {entries}", ["-m", "dirtool", *desired]),
    ]


def files_in(folder: Path) -> Files:
    """The names of the files of one size."""
    return Files(
        *(folder / name for name in ("old.direct", "new.direct", "user.direct", "extent.control", "desired.yaml"))
    )


def write(folder: Path, entries: int, changes: int) -> None:
    """Make the files of one size."""
    files = files_in(folder)
    two = pair(SEED, entries=entries, changes=changes)
    one = desire(SEED, entries=entries, wishes=changes)
    for path, records in (
        (files.current, two.current),
        (files.wanted, two.wanted),
        (files.before, one.current),
        (files.extents, one.extents),
        (files.desired, one.text.splitlines()),
    ):
        path.write_text("".join(f"{record}\n" for record in records), encoding="utf-8")


def table(measured: dict[str, Measured], sizes: list[tuple[int, int]]) -> Iterator[str]:
    """What each process takes, and whether the goals are reached."""
    yield f"{'whole process':24}{'entries':>10}{'changes':>10}{'seconds':>10}{'lints':>8}{'peak MB':>10}"
    for entries, changes in sizes:
        unit = measured[f"lint {entries}"].seconds
        for name in ("lint", "plan --whole", "plan desired.yaml"):
            seconds, megabytes = measured[f"{name} {entries}"]
            yield f"{name:24}{entries:10,}{changes:10,}{seconds:10.2f}{seconds / unit:8.2f}{megabytes:10.0f}"
    (entries, _), *larger = sizes
    for name in ("plan --whole", "plan desired.yaml"):
        seconds = measured[f"{name} {entries}"].seconds
        yield goal(f"{name}: lints", seconds / measured[f"lint {entries}"].seconds, LINTS)
        for more, _ in larger:
            yield goal(f"{name}: {TIMES} times as much", measured[f"{name} {more}"].seconds / seconds, GROWTH)


def goal(title: str, value: float, wanted: float) -> str:
    """A line about one goal."""
    return f"{title:44}{value:8.2f}  <={wanted:3}{'' if value <= wanted else '  missed'}"


if __name__ == "__main__":
    main()
