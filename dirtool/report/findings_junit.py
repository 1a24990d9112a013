"""Findings as JUnit XML: a test suite a file, a failed test case a finding.

Everything is ASCII, so that it is what its first line says in whatever encoding it is printed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from dirtool.lint.diagnostic import Diagnostic, Span
from dirtool.lint.engine import Report
from dirtool.report.style import printable
from dirtool.spec.ivp_messages import IVP_MESSAGES


def findings_junit(report: Report, paths: Iterable[str]) -> Iterator[str]:
    """The lines of the XML document; a file of `paths` without a finding has one test case, which passes."""
    by_path: dict[str, list[Diagnostic]] = {path: [] for path in paths}
    for found in report.diagnostics:
        by_path[found.span.path].append(found)
    failures = len(report.diagnostics)
    tests = sum(max(1, len(findings)) for findings in by_path.values())
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield f'<testsuites name="dirtool lint" tests="{tests}" failures="{failures}" errors="0">'
    for path, findings in by_path.items():
        yield from _suite(path, findings)
    yield "</testsuites>"


def _suite(path: str, findings: list[Diagnostic]) -> Iterator[str]:
    tests = max(1, len(findings))
    yield f'<testsuite name={quoted(path)} tests="{tests}" failures="{len(findings)}" errors="0" skipped="0">'
    if not findings:
        yield f'<testcase name="no findings" classname={quoted(path)}/>'
    times_seen: Counter[str] = Counter()
    for found in findings:
        name = f"{found.code} {found.name} {found.subject}".rstrip()
        times_seen[name] += 1
        again = f" ({times_seen[name]})" if times_seen[name] > 1 else ""  # of two equal names one would be lost
        yield f"<testcase name={quoted(name + again)} classname={quoted(path)}>"
        yield f'<failure type="{found.severity.value}" message={quoted(found.message)}>{details(found)}</failure>'
        yield "</testcase>"
    yield "</testsuite>"


def details(found: Diagnostic) -> str:
    """What the failure's text tells: where it is, what it is, what else takes part, what DIRECTXA and the IVP do."""
    lines = [f"{_place(found.span)}: {found.severity.value} {found.code} {found.name}: {found.message}"]
    lines += [f"{_place(other.span)}: {other.message}" for other in found.related]
    if found.directxa is not None:
        lines.append(f"DIRECTXA {found.directxa.effect}")
    lines += [f"IVP {number}: {IVP_MESSAGES[number].meaning}" for number in found.ivp]
    return "\n".join(_ascii(escape(printable(line))) for line in lines)


def _place(span: Span) -> str:
    return f"{span.path}:{span.line}:{span.column}"


def quoted(text: str) -> str:
    """`text` as the value of an attribute, in quotes."""
    return _ascii(quoteattr(printable(text)))


def _ascii(markup: str) -> str:
    return markup.encode("ascii", "xmlcharrefreplace").decode("ascii")
