"""Findings as JSON, schema dirtool.lint/1."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from dirtool.lint.diagnostic import Diagnostic, Fix, Related, Severity, Span
from dirtool.lint.engine import Report

SCHEMA = "dirtool.lint/1"


def findings_json(report: Report) -> Iterator[str]:
    """The lines of the JSON document; one finding a line, so that it can be read and compared."""
    yield f'{{"schema": "{SCHEMA}", "diagnostics": ['
    last = len(report.diagnostics) - 1
    for index, found in enumerate(report.diagnostics):
        yield json.dumps(_diagnostic(found)) + ("," if index < last else "")
    yield f'], "summary": {json.dumps(_summary(report))}}}'


def _summary(report: Report) -> dict[str, int]:
    counts = Counter(found.severity for found in report.diagnostics)
    return {
        **{severity.value: counts[severity] for severity in Severity},
        "fixable": sum(found.fix is not None for found in report.diagnostics),
        "files": report.files,
        "records": report.records,
        "statements": report.statements,
        "entries": report.entries,
    }


def _diagnostic(found: Diagnostic) -> dict[str, Any]:
    return {
        "code": found.code,
        "name": found.name,
        "severity": found.severity.value,
        "message": found.message,
        **_span(found.span),
        "subject": found.subject,
        "related": [_related(other) for other in found.related],
        "fix": None if found.fix is None else _fix(found.fix),
        "directxa": None if found.directxa is None else found.directxa.value,
        "fingerprint": found.fingerprint,
    }


def _span(span: Span) -> dict[str, Any]:
    return span._asdict()


def _related(other: Related) -> dict[str, Any]:
    return {**_span(other.span), "subject": other.subject, "message": other.message}


def _fix(fix: Fix) -> dict[str, Any]:
    edits = [
        {
            "line": edit.line,
            "column": edit.column,
            "end_line": edit.end_line,
            "end_column": edit.end_column,
            "text": edit.text,
        }
        for edit in fix.edits
    ]
    return {"title": fix.title, "safety": fix.safety, "edits": edits}
