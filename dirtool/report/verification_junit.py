"""What a verification found, as JUnit XML: a test suite a host, a test case a check.

Everything is ASCII, so that it is what its first line says in whatever encoding it is printed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dirtool.report.findings_junit import details, quoted
from dirtool.verify.run import Outcome, Status, Verification
from dirtool.wording import plural

_ALL_HOSTS = "installation"


def verification_junit(verification: Verification) -> Iterator[str]:
    """The lines of the XML document; what concerns no host of several, or the only one, is in the suite "installation"."""
    by_host: dict[str, list[Outcome]] = {}
    for outcome in verification.outcomes:
        by_host.setdefault(outcome.host or _ALL_HOSTS, []).append(outcome)
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield f'<testsuites name="dirtool verify" {_counts(verification.outcomes)}>'
    for host, outcomes in by_host.items():
        yield f"<testsuite name={quoted(host)} {_counts(outcomes)}>"
        for outcome in outcomes:
            yield from _case(host, outcome)
        yield "</testsuite>"
    yield "</testsuites>"


def _counts(outcomes: list[Outcome]) -> str:
    counts = Counter(outcome.status for outcome in outcomes)
    failed, skipped = counts[Status.FAILED], counts[Status.SKIPPED]
    return f'tests="{len(outcomes)}" failures="{failed}" errors="0" skipped="{skipped}"'


def _case(host: str, outcome: Outcome) -> Iterator[str]:
    rule = outcome.check.rule
    case = f"<testcase name={quoted(f'{rule.code} {rule.name}')} classname={quoted(host)}"
    if outcome.status is Status.PASSED and not outcome.findings:
        yield f"{case}/>"
        return
    yield f"{case}>"
    if outcome.status is Status.SKIPPED:
        yield f"<skipped message={quoted(outcome.why)}/>"
    told = "\n".join(details(found) for found in outcome.findings)
    if outcome.status is Status.FAILED:
        worst = min(outcome.findings, key=lambda found: found.severity.rank)
        more = len(outcome.findings) - 1
        message = f"{worst.message} (and {plural(more, 'more finding')})" if more else worst.message
        yield f'<failure type="{worst.severity.value}" message={quoted(message)}>{told}</failure>'
    elif told:
        yield f"<system-out>{told}</system-out>"
    yield "</testcase>"
