"""Findings as a Code Quality report of GitLab."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dirtool.lint.diagnostic import Diagnostic, Severity
from dirtool.lint.engine import Report
from dirtool.report.findings_gitlab import findings_gitlab
from tests.report.judged import directory, judged, report_on
from tests.report.strange import finding, report_of, strange_findings

GUEST = "USER LINUX1 LBYONLY 2G 4G G\n"


def issues(report: Report) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads("\n".join(findings_gitlab(report)))
    return read


def test_a_report_in_full() -> None:
    report, _ = judged(GUEST + " MACHINE ESAA 2\n")
    [issue] = issues(report)
    assert issue.pop("fingerprint")
    assert issue == {
        "description": "SYN003 invalid-operand: ESAA is no operand of MACHINE at this place; did you mean ESA?",
        "check_name": "SYN003",
        "severity": "critical",
        "location": {"path": "USER DIRECT", "lines": {"begin": 2, "end": 2}},
    }


def test_severities_are_those_of_gitlab() -> None:
    report = report_of(*(finding(severity=severity) for severity in Severity))
    assert [issue["severity"] for issue in issues(report)] == ["critical", "minor", "info"]


def test_a_path_has_no_dot_in_front() -> None:
    assert issues(report_of(finding(path="./dirs/USER.DIRECT")))[0]["location"]["path"] == "dirs/USER.DIRECT"


def test_equal_findings_of_two_directories_have_fingerprints_of_their_own() -> None:
    report = report_on(*(directory(GUEST + " QUACK\n QUACK\n", path) for path in ("A", "B")))
    assert len({issue["fingerprint"] for issue in issues(report)}) == 4
    assert len({found.fingerprint for found in report.diagnostics}) == 2


def test_no_findings_are_an_empty_array() -> None:
    assert issues(report_of()) == []


@given(st.lists(strange_findings(), max_size=3))
def test_whatever_the_texts_it_is_json_of_printable_text(found: list[Diagnostic]) -> None:
    document = "\n".join(findings_gitlab(report_of(*found)))
    assert document.isascii()
    assert len(json.loads(document)) == len(found)
    for issue in json.loads(document):
        assert issue["description"].isprintable()
        assert issue["location"]["path"].isprintable()
