"""Findings as workflow commands, which GitHub Actions turns into annotations beside the records.

GitHub shows ten errors, ten warnings and ten notices of a step, and drops the others without a word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import PurePath

from dirtool.lint.diagnostic import Diagnostic, Severity
from dirtool.lint.engine import Report
from dirtool.report.style import printable
from dirtool.wording import plural

MOST_OF_A_KIND = 10

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def findings_github(report: Report) -> Iterator[str]:
    """As many annotations as are shown, the worst first; if that is not all, the last notice tells how many are left out."""
    counts = Counter(found.severity for found in report.diagnostics)
    room = dict.fromkeys(Severity, MOST_OF_A_KIND)
    if any(count > MOST_OF_A_KIND for count in counts.values()):
        room[Severity.INFO] -= 1
    for severity in Severity:
        of_this = (found for found in report.diagnostics if found.severity is severity)
        yield from map(_annotation, islice(of_this, room[severity]))
    left_out = sum(max(0, counts[severity] - room[severity]) for severity in Severity)
    if left_out:
        yield f"::notice title=dirtool::{plural(left_out, 'more finding')}: GitHub shows {MOST_OF_A_KIND} of a kind in a step"


def unheeded(lines: Iterable[str], token: str) -> Iterator[str]:
    """Lines for the log of GitHub Actions, out of which it takes no command, whatever text of a file is in them.

    `token` is what turns commands on again: a word that nobody can foresee.
    """
    yield f"::stop-commands::{token}"
    yield from lines
    yield f"::{token}::"


def _annotation(found: Diagnostic) -> str:
    span = found.span
    properties = {"file": PurePath(span.path).as_posix(), "line": span.line, "endLine": span.end_line}
    if span.line == span.end_line:  # columns of two lines are refused
        properties |= {"col": span.column, "endColumn": span.end_column}
    properties["title"] = f"{found.code} {found.name}"
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_COMMANDS[found.severity]} {written}::{_data(found.message)}"


def _data(text: str) -> str:
    return printable(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
