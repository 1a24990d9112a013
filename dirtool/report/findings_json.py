"""Findings as JSON, schema dirtool.lint/1."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from dirtool.lint.diagnostic import Diagnostic, Fix, Related, Severity
from dirtool.lint.engine import Report
from dirtool.report.json_lines import object_lines
from dirtool.syntax.masking import SourceFile, shown_record
from dirtool.text.edit import Edit

SCHEMA = "dirtool.lint/1"


def findings_json(report: Report, sources: Mapping[str, SourceFile]) -> Iterator[str]:
    """The lines of the JSON document; one finding a line, so that it can be read and compared."""
    yield f'{{"schema": "{SCHEMA}", "diagnostics": ['
    yield from object_lines(report.diagnostics, lambda found: finding_object(found, sources))
    yield f'], "summary": {json.dumps(_summary(report))}}}'


def finding_object(found: Diagnostic, sources: Mapping[str, SourceFile]) -> dict[str, Any]:
    """One finding, with the fields of the contract in its order."""
    return {
        "code": found.code,
        "name": found.name,
        "severity": found.severity.value,
        "message": found.message,
        **found.span._asdict(),
        "subject": found.subject,
        "related": [related_object(other) for other in found.related],
        "fix": None if found.fix is None else _fix(found.fix, sources[found.span.path]),
        "directxa": None if found.directxa is None else found.directxa.value,
        "fingerprint": found.fingerprint,
    }


def shown_edits(fix: Fix, source: SourceFile) -> tuple[Edit, ...]:
    """The edits of a repair; none of them where one writes a secret of the records that they touch."""
    written = [edit.text for edit in fix.edits if not edit.text.isspace()]
    if not any(written):
        return fix.edits
    last = len(source.records.texts)
    touched = {line for edit in fix.edits for line in range(edit.line, min(edit.end_line, last) + 1)}
    secrets = [secret for line in touched for secret in _secrets_in(source, line)]
    return () if any(secret in text for secret in secrets for text in written) else fix.edits


def _secrets_in(source: SourceFile, line: int) -> Iterator[str]:
    record = source.records.texts[line - 1]
    for start, stop in shown_record(source, line).secrets:
        yield from record[start:stop].split()


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


def related_object(other: Related) -> dict[str, Any]:
    """A second place, with the fields of the contract in its order."""
    return {**other.span._asdict(), "subject": other.subject, "message": other.message}


def _fix(fix: Fix, source: SourceFile) -> dict[str, Any]:
    edits = [
        {
            "line": edit.line,
            "column": edit.column,
            "end_line": edit.end_line,
            "end_column": edit.end_column,
            "text": edit.text,
        }
        for edit in shown_edits(fix, source)
    ]
    return {"title": fix.title, "safety": fix.safety, "edits": edits}
