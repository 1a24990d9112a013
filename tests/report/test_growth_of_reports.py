"""Twice the findings, at most about twice the time, in every format."""

import time
from collections import deque
from collections.abc import Callable, Iterable

import pytest

from dirtool.lint.engine import Report
from dirtool.report.findings_github import findings_github
from dirtool.report.findings_gitlab import findings_gitlab
from dirtool.report.findings_json import findings_json
from dirtool.report.findings_jsonl import findings_jsonl
from dirtool.report.findings_junit import findings_junit
from dirtool.report.findings_sarif import findings_sarif
from dirtool.report.findings_text import concise, full
from dirtool.report.statistics import statistics
from dirtool.report.style import Style
from tests.report.strange import many, sources_of

AT_MOST = 2.3
TRIES = 5
SOURCES = sources_of("USER DIRECT")
FORMATS: dict[str, Callable[[Report], Iterable[str]]] = {
    "full": lambda report: full(report, SOURCES, Style(), fold=False),
    "concise": lambda report: concise(report, Style()),
    "json": lambda report: findings_json(report, SOURCES),
    "jsonl": lambda report: findings_jsonl(report, SOURCES),
    "sarif": lambda report: findings_sarif(report, SOURCES),
    "github": findings_github,
    "gitlab": findings_gitlab,
    "junit": lambda report: findings_junit(report, SOURCES),
    "statistics": lambda report: statistics(report, Style()),
}


@pytest.mark.parametrize("name", FORMATS)
def test_twice_the_findings_take_twice_the_time(name: str) -> None:
    once, twice = many(2000), many(4000)
    best_once = best_twice = float("inf")
    for _ in range(TRIES):  # whatever disturbs the machine makes times longer, never shorter
        best_once = min(best_once, seconds_for(FORMATS[name], once))
        best_twice = min(best_twice, seconds_for(FORMATS[name], twice))
        if best_twice <= AT_MOST * best_once:
            return
    pytest.fail(f"{name}: twice the findings take {best_twice / best_once:.2f} times as long")


def seconds_for(lines_of: Callable[[Report], Iterable[str]], report: Report) -> float:
    """The processor's time for all lines of a report."""
    started = time.process_time()
    deque(lines_of(report), maxlen=0)
    return time.process_time() - started
