"""Findings as JSON lines, schema dirtool.finding/1.

Every line is one finding, and stands alone: `schema`, then the fields that a finding has in dirtool.lint/1. There is no
line for anything else, so that nothing comes out where nothing is found, and as many lines as there are findings.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from dirtool.lint.engine import Report
from dirtool.report.findings_json import finding_object
from dirtool.syntax.masking import SourceFile

SCHEMA = "dirtool.finding/1"


def findings_jsonl(report: Report, sources: Mapping[str, SourceFile]) -> Iterator[str]:
    """One JSON object a finding, in the order of the report."""
    for found in report.diagnostics:
        yield json.dumps({"schema": SCHEMA, **finding_object(found, sources)})
