"""Whole processes, timed in turn: every candidate once a round, so that what disturbs the machine disturbs all alike."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

FINE = (0, 1, 3)  # lint answers 1 where it finds errors, plan 3 where something lacks consent


class Candidate(NamedTuple):
    """A Python process to time; a `cold` one finds its cache folder empty every time."""

    name: str
    arguments: list[str]
    cold: bool = False


class Measured(NamedTuple):
    """The best round in seconds (what disturbs a machine only makes times longer), and the most memory of any round."""

    seconds: float
    peak_megabytes: float


def measure(candidates: list[Candidate], rounds: int) -> dict[str, Measured]:
    """Every candidate by its name; a round ahead of the others fills caches and is not counted."""
    times: dict[str, list[float]] = {candidate.name: [] for candidate in candidates}
    peaks = dict.fromkeys(times, 0.0)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds + 1):
            for candidate in candidates:
                cache = Path(folder, f"cold-{number}-{candidate.name}" if candidate.cold else "warm")
                seconds, megabytes = _run(candidate.arguments, cache)
                if number:
                    times[candidate.name].append(seconds)
                    peaks[candidate.name] = max(peaks[candidate.name], megabytes)
    return {name: Measured(min(times[name]), peaks[name]) for name in times}


def _run(arguments: list[str], cache: Path) -> tuple[float, float]:
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in FINE:
        raise subprocess.CalledProcessError(process.returncode, arguments)
    return seconds, usage.ru_maxrss / 1024
