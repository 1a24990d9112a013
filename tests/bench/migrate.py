"""How fast `dirtool migrate` and `dirtool mine` are, as ratios of whole-process times measured in one run.

    python -m tests.bench.migrate

Directories of some 10,000 entries, numbered in columns 73-80 as those that are kept by hand, are linted; that is the unit.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.measure import Candidate, Measured, measure
from tests.bench.plan import goal

ENTRIES = 10_000
LINTS = {"migrate": 4, "migrate -o": 4, "mine": 10}  # at most so many times lint
RECORDS_PER_ENTRY = {"linux": 13.7, "ssi": 15.5}


def main() -> None:
    """The command line."""
    options = argparse.ArgumentParser(prog="python -m tests.bench.migrate", description=__doc__.partition("\n")[0])
    options.add_argument("--entries", type=int, default=ENTRIES, help="of each directory")
    options.add_argument("--rounds", type=int, default=3, help="how often each process is timed")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = [one for kind in RECORDS_PER_ENTRY for one in candidates(Path(folder), kind, given.entries)]
        print(*table(measure(found, given.rounds)), sep="\n")


def candidates(folder: Path, kind: str, entries: int) -> list[Candidate]:
    """The processes to time for one kind of directory."""
    file = folder / f"{kind}.direct"
    records = str(round(entries * RECORDS_PER_ENTRY[kind]))
    with file.open("wb") as out:
        generator = [sys.executable, "-m", "tests.generator", kind, "--records", records, "--columns", "numbered"]
        subprocess.run(generator, stdout=out, check=True)
    commands = {
        "lint": ["lint", "--format", "json"],
        "migrate": ["migrate", "--format", "json"],
        "migrate -o": ["migrate", "-o", str(folder / kind), "--overwrite"],
        "mine": ["mine", "--format", "json"],
    }
    return [
        Candidate(f"{name} {kind}", ["-m", "dirtool", *arguments, str(file)]) for name, arguments in commands.items()
    ]


def table(measured: dict[str, Measured]) -> Iterator[str]:
    """What each process takes, and whether the goals are reached."""
    yield f"{'whole process':24}{'seconds':>10}{'lints':>8}{'peak MB':>10}"
    for kind in RECORDS_PER_ENTRY:
        unit = measured[f"lint {kind}"].seconds
        for name in ("lint", *LINTS):
            seconds, megabytes = measured[f"{name} {kind}"]
            yield f"{f'{name} {kind}':24}{seconds:10.2f}{seconds / unit:8.2f}{megabytes:10.0f}"
    for kind in RECORDS_PER_ENTRY:
        for name, wanted in LINTS.items():
            ratio = measured[f"{name} {kind}"].seconds / measured[f"lint {kind}"].seconds
            yield goal(f"{name} {kind}: lints", ratio, wanted)


if __name__ == "__main__":
    main()
