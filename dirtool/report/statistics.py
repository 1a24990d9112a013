"""Tables about a run: the findings by rule, and the seconds by family and by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from dirtool.lint.diagnostic import Severity
from dirtool.lint.engine import Report
from dirtool.lint.registry import FAMILIES, RULES
from dirtool.report.style import Style

SLOWEST = 10


def statistics(report: Report, style: Style) -> Iterator[str]:
    """A line for every rule that found something: how much, how bad at worst, how much is fixable; the most first."""
    counts = Counter(found.code for found in report.diagnostics)
    fixable = Counter(found.code for found in report.diagnostics if found.fix is not None)
    worst = worst_by_code(report)
    width = max([len("count"), *(len(f"{count:,}") for count in counts.values())])
    yield style.paint("bold", f"{'count':>{width}}  fixable  severity  code    name")
    for code, count in sorted(counts.items(), key=lambda one: (-one[1], worst[one[0]].rank, one[0])):
        severity = style.paint(worst[code].value, f"{worst[code].value:<8}")
        repairs = f"{fixable[code]:,}" if fixable[code] else "-"
        yield f"{count:>{width},}  {repairs:>7}  {severity}  {code}  {report.rules[code].name}"


def worst_by_code(report: Report) -> dict[str, Severity]:
    """The severity of the worst finding of each code."""
    mildest_first = sorted(report.diagnostics, key=lambda found: -found.severity.rank)
    return {found.code: found.severity for found in mildest_first}


def timing(report: Report, phases: Mapping[str, float], style: Style) -> Iterator[str]:
    """Where the time went: the phases of the run and the rules, the families of rules, and the slowest rules.

    `phases` has the seconds of all that is no rule by its name. A share is one of all this time.
    """
    by_family = dict.fromkeys(FAMILIES, 0.0)
    for code, seconds in report.seconds.items():
        by_family[RULES[code].family] += seconds
    whole = sum(phases.values()) + sum(by_family.values())
    slowest = sorted(report.seconds.items(), key=lambda one: (-one[1], one[0]))[:SLOWEST]
    tables = {
        "phase": {**phases, "rules": sum(by_family.values())},
        "family of rules": {f"{code}  {FAMILIES[code]}": seconds for code, seconds in by_family.items() if seconds},
        "slowest rules": {f"{code}  {RULES[code].name}": seconds for code, seconds in slowest if seconds},
    }
    for head, rows in tables.items():
        yield style.paint("bold", f"seconds  share  {head}")
        for name, seconds in rows.items():
            yield f"{seconds:7.3f}  {seconds / whole if whole else 0:5.0%}  {name}"
        yield ""
