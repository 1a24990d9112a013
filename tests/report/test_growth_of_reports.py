"""Twice the findings, at most about twice the time, in every format."""

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
from tests.growth import assert_grows, seconds_for
from tests.report.strange import many, sources_of

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
    lines_of = FORMATS[name]
    assert_grows(
        lambda: seconds_for(lambda: deque(lines_of(once), maxlen=0)),
        lambda: seconds_for(lambda: deque(lines_of(twice), maxlen=0)),
    )
