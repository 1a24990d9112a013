"""How fast dirtool is, as ratios of whole-process times measured in one run.

    python -m tests.bench --records 1000000 --rounds 5

The floor is a process that reads the file, decodes it, splits it into lines and every line into words, and drops them.
Lark's one parse of the largest file takes half a minute a round.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.measure import Candidate, Measured, measure

SMALL = 500


def main() -> None:
    """The command line."""
    options = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__.partition("\n")[0])
    options.add_argument("--records", type=int, default=1_000_000, help="size of the largest file")
    options.add_argument("--rounds", type=int, default=5, help="how often each process is timed")
    given = options.parse_args()
    sizes = (given.records // 10, given.records // 2, given.records)
    with tempfile.TemporaryDirectory() as folder:
        measured = measure(candidates(Path(folder), sizes), given.rounds)
    print(*start_up_table(measured), "", *size_table(measured, sizes), "", *goals(measured, sizes), sep="\n")


def candidates(folder: Path, sizes: tuple[int, ...]) -> list[Candidate]:
    """All processes to time; their files are written into `folder`."""
    small = generated(folder, SMALL)
    found = [
        Candidate("bare", ["-c", "pass"]),
        Candidate("version", ["-m", "dirtool", "--version"]),
        Candidate("lint small", lint(small)),
        Candidate("lint small, no cache", lint(small), cold=True),
    ]
    for size in sizes:
        file = generated(folder, size)
        found += [
            Candidate(f"floor {size}", ["-m", "tests.bench.floor", str(file)]),
            Candidate(f"parse {size}", ["-m", "tests.bench.parse", str(file)]),
            Candidate(f"lint {size}", lint(file)),
        ]
    whole = folder / "whole"
    spell_out = ["-m", "tests.bench.lark_whole", str(generated(folder, sizes[-1])), str(whole)]
    subprocess.run([sys.executable, *spell_out], check=True)
    return [*found, Candidate("lark", ["-m", "tests.bench.lark_whole", str(whole)])]


def lint(file: Path) -> list[str]:
    """The command as a user types it."""
    return ["-m", "dirtool", "lint", "--format", "json", str(file)]


def generated(folder: Path, records: int) -> Path:
    """A synthetic file. Another process makes it: Linux counts the memory of this one into the peak of those it starts."""
    file = folder / f"{records}.direct"
    if not file.exists():
        with file.open("wb") as stream:
            arguments = [sys.executable, "-m", "tests.generator", "shares", "--records", str(records)]
            subprocess.run(arguments, stdout=stream, check=True)
    return file


def start_up_table(measured: dict[str, Measured]) -> Iterator[str]:
    """What a user waits for when the file is small."""
    bare = measured["bare"].seconds
    yield f"{'start-up':44}{'ms':>10}{'more than bare':>18}"
    for title, name in (
        ("python -c pass (bare)", "bare"),
        ("dirtool --version", "version"),
        (f"dirtool lint, {SMALL} records", "lint small"),
        (f"dirtool lint, {SMALL} records, cache empty", "lint small, no cache"),
    ):
        seconds = measured[name].seconds
        yield f"{title:44}{seconds * 1000:10.0f}{(seconds - bare) * 1000:18.0f}"


def size_table(measured: dict[str, Measured], sizes: tuple[int, ...]) -> Iterator[str]:
    """What large files take."""
    yield f"{'whole process':20}{'records':>12}{'seconds':>10}{'floors':>10}{'records/s':>14}{'peak MB':>10}"
    for size in sizes:
        for name in ("floor", "parse", "lint"):
            seconds, megabytes = measured[f"{name} {size}"]
            floors = seconds / measured[f"floor {size}"].seconds
            yield f"{name:20}{size:12,}{seconds:10.3f}{floors:10.2f}{size / seconds:14,.0f}{megabytes:10.0f}"
    seconds, megabytes = measured["lark"]
    floors = seconds / measured[f"floor {sizes[-1]}"].seconds
    yield f"{'Lark, whole file':20}{sizes[-1]:12,}{seconds:10.3f}{floors:10.2f}{sizes[-1] / seconds:14,.0f}{megabytes:10.0f}"


def goals(measured: dict[str, Measured], sizes: tuple[int, ...]) -> Iterator[str]:
    """Each goal, what came out, and whether it is reached."""
    half, most = sizes[-2:]
    seconds = {name: value.seconds for name, value in measured.items()}
    yield f"{'goal':50}{'measured':>10}{'wanted':>12}"
    yield goal("parse, floors", seconds[f"parse {most}"] / seconds[f"floor {most}"], 8)
    yield goal("lint, floors", seconds[f"lint {most}"] / seconds[f"floor {most}"], 20)
    yield goal("lint, peak memory in MB", measured[f"lint {most}"].peak_megabytes, 1000)
    yield goal("parse, time of twice the records", seconds[f"parse {most}"] / seconds[f"parse {half}"], 2.2)
    yield goal("lint, time of twice the records", seconds[f"lint {most}"] / seconds[f"lint {half}"], 2.2)
    yield goal("Lark's time for the same file / ours", seconds["lark"] / seconds[f"parse {most}"], 15, at_least=True)
    yield goal("--version, ms more than bare", (seconds["version"] - seconds["bare"]) * 1000, 60)
    yield goal(f"lint of {SMALL}, ms more than bare", (seconds["lint small"] - seconds["bare"]) * 1000, 250)


def goal(title: str, value: float, wanted: float, *, at_least: bool = False) -> str:
    """A line about one goal."""
    reached = value >= wanted if at_least else value <= wanted
    return f"{title:50}{value:10.2f}{'>=' if at_least else '<=':>5}{wanted:7g}{'' if reached else '  missed'}"


if __name__ == "__main__":
    main()
