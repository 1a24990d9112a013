"""Findings as JSON lines: every line is a finding that stands alone."""

import json

from hypothesis import given
from hypothesis import strategies as st

from dirtool.lint.diagnostic import Diagnostic
from dirtool.report.findings_json import findings_json
from dirtool.report.findings_jsonl import findings_jsonl
from tests.report.judged import judged
from tests.report.strange import report_of, sources_of, strange_findings

GUEST = "USER LINUX1 LBYONLY 2G 4G G\n"


def test_a_line_is_a_finding_of_the_json_document_with_a_schema_of_its_own_first() -> None:
    report, read = judged(GUEST + " QUACK\n MACHINE\tESAA\n ACCOUNT 123456789\n")
    sources = {source.path: source for source in read.sources}
    lines = [json.loads(line) for line in findings_jsonl(report, sources)]
    assert len(lines) == 4
    assert {next(iter(line.items())) for line in lines} == {("schema", "dirtool.finding/1")}
    found = json.loads("\n".join(findings_json(report, sources)))["diagnostics"]
    assert lines == [{"schema": "dirtool.finding/1", **one} for one in found]
    assert [list(line)[1:] for line in lines] == [list(one) for one in found]


def test_no_findings_are_no_lines() -> None:
    report, _ = judged(GUEST)
    assert list(findings_jsonl(report, {})) == []


@given(st.lists(strange_findings(), max_size=3))
def test_a_line_is_one_line_of_ascii_whatever_the_texts(found: list[Diagnostic]) -> None:
    lines = list(findings_jsonl(report_of(*found), sources_of(*(one.span.path for one in found))))
    assert [json.loads(line)["message"] for line in lines] == [one.message for one in found]
    assert all(line.isascii() and line.isprintable() for line in lines)
