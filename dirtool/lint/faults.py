"""What is wrong with single statements, for those who must know which ones can be relied upon."""

from __future__ import annotations

from collections.abc import Iterator

from dirtool.lint.diagnostic import Severity
from dirtool.lint.registry import FAULT_RULES, Rule
from dirtool.syntax.source import Source


def errors_of(source: Source, position: int) -> Iterator[Rule]:
    """The rules under which a statement by itself has an error, whatever severity they are given in a run."""
    for fault in source.faults.get(position, ()):
        rule, _ = FAULT_RULES[fault.rule]
        if rule.severity.at_most(Severity(fault.certainty)) is Severity.ERROR:
            yield rule
