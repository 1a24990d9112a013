"""What a verification found, as JSON, schema dirtool.verify/1."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from dirtool.lint.diagnostic import Diagnostic, Severity
from dirtool.report.findings_json import finding_object
from dirtool.report.json_lines import object_lines
from dirtool.spec.ivp_messages import IVP_MESSAGES
from dirtool.syntax.masking import SourceFile
from dirtool.verify.installation import Host
from dirtool.verify.run import Outcome, Status, Verification

SCHEMA = "dirtool.verify/1"


def verification_json(verification: Verification) -> Iterator[str]:
    """The lines of the JSON document; one host and one check on a host a line, so that it can be read and compared."""
    installation = verification.installation
    sources = installation.sources
    yield f'{{"schema": "{SCHEMA}", "hosts": ['
    yield from object_lines(installation.hosts, _host)
    yield f'], "unrecognised": {json.dumps(installation.unrecognised)}, "checks": ['
    yield from object_lines(verification.outcomes, lambda outcome: _outcome(outcome, sources))
    yield f'], "summary": {json.dumps(_summary(verification))}}}'


def _host(host: Host) -> dict[str, Any]:
    return {"name": host.name, "files": [{"kind": kind.value, "path": file.path} for kind, file in host.files]}


def _outcome(outcome: Outcome, sources: Mapping[str, SourceFile]) -> dict[str, Any]:
    return {
        "code": outcome.check.code,
        "name": outcome.check.rule.name,
        "severity": outcome.severity.value,
        "host": outcome.host,
        "status": outcome.status.value,
        "why": outcome.why,
        "without": [kind.value for kind in outcome.without],
        "findings": [_finding(found, sources) for found in outcome.findings],
    }


def _finding(found: Diagnostic, sources: Mapping[str, SourceFile]) -> dict[str, Any]:
    messages = [IVP_MESSAGES[number] for number in found.ivp]
    return {**finding_object(found, sources), "ivp": [{"id": one.number, "meaning": one.meaning} for one in messages]}


def _summary(verification: Verification) -> dict[str, int]:
    found = Counter(found.severity for outcome in verification.outcomes for found in outcome.findings)
    return {
        **{status.value: verification.counts[status] for status in Status},
        **{severity.value: found[severity] for severity in Severity},
    }
