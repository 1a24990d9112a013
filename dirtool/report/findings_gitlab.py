"""Findings as a Code Quality report of GitLab."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from dirtool.lint.diagnostic import Diagnostic, Severity, fingerprint
from dirtool.lint.engine import Report
from dirtool.report.json_lines import object_lines
from dirtool.report.style import printable

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}


def findings_gitlab(report: Report) -> Iterator[str]:
    """The lines of the JSON array; one finding a line."""
    yield "["
    yield from object_lines(report.diagnostics, _issue)
    yield "]"


def _issue(found: Diagnostic) -> dict[str, Any]:
    span = found.span
    return {
        "description": f"{found.code} {found.name}: {printable(found.message)}",
        "check_name": found.code,
        "fingerprint": fingerprint(span.path, found.fingerprint),  # two directories may have the same finding
        "severity": _SEVERITIES[found.severity],
        "location": {
            "path": printable(PurePath(span.path).as_posix()),
            "lines": {"begin": span.line, "end": span.end_line},
        },
    }
