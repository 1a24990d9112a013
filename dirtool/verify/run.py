"""Make the checks of an installation, and tell of each whether it passed, failed, or could not be made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from dirtool.lint.diagnostic import Diagnostic, Severity, fingerprint
from dirtool.lint.engine import Report
from dirtool.lint.registry import Finding
from dirtool.verify import checks as _registers_all_checks  # noqa: F401
from dirtool.verify.installation import Host, Installation, Kind
from dirtool.verify.registry import Check, NotCompared, all_checks


class Status(StrEnum):
    """What became of a check."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"


class Outcome(NamedTuple):
    """A check on a host ("" for the only one, or for all of them together).

    A check failed if it found an error or a warning. `why` tells why one was skipped. `without` are the kinds of files that a
    check that was made could have looked at too.
    """

    check: Check
    host: str
    status: Status
    findings: tuple[Diagnostic, ...] = ()
    why: str = ""
    without: tuple[Kind, ...] = ()


class Verification(NamedTuple):
    """All outcomes, in the order of the checks' codes and of the hosts."""

    installation: Installation
    outcomes: list[Outcome]

    @property
    def counts(self) -> Counter[Status]:
        """How many checks there are of each status."""
        return Counter(outcome.status for outcome in self.outcomes)

    @property
    def report(self) -> Report:
        """The findings as lint would report them."""
        sources = self.installation.sources
        return Report(
            sorted((found for outcome in self.outcomes for found in outcome.findings), key=lambda found: found.place),
            len(sources),
            sum(len(source.records.texts) for source in sources.values()),
            0,
            0,
            0,
            {},
            rules={outcome.check.code: outcome.check.rule for outcome in self.outcomes},
        )


def verify(installation: Installation, severities: Mapping[str, Severity] | None = None) -> Verification:
    """Make the checks that `severities` names (None: all), each with the severity that it gives."""
    levels = {check.code: check.rule.severity for check in all_checks()} if severities is None else severities
    outcomes: list[Outcome] = []
    seen: Counter[tuple[str, ...]] = Counter()
    for check in all_checks():
        if check.code not in levels:
            continue
        if check.on_host:
            for host in installation.hosts:
                answers = partial(check.answers, host, installation)
                outcomes.append(_outcome(check, levels[check.code], host.name, [host], answers, seen))
        else:
            answers = partial(check.answers, installation)
            outcomes.append(_outcome(check, levels[check.code], "", installation.hosts, answers, seen))
    return Verification(installation, outcomes)


def _outcome(
    check: Check,
    level: Severity,
    name: str,
    hosts: Sequence[Host],
    answers: Callable[[], Iterable[Finding | NotCompared]],
    seen: Counter[tuple[str, ...]],
) -> Outcome:
    missing = min((_missing(check, host) for host in hosts), key=len)
    if missing:
        return Outcome(check, name, Status.SKIPPED, why=f"no {' and no '.join(missing)}")
    told = list(answers())
    found = tuple(_diagnostic(check, one, level, seen) for one in told if isinstance(one, Finding))
    there = frozenset().union(*(host.kinds for host in hosts))
    without = tuple(kind for kind in Kind if kind in check.uses - there)
    if any(one.severity is not Severity.INFO for one in found):
        return Outcome(check, name, Status.FAILED, found, without=without)
    reasons = dict.fromkeys(one.why for one in told if isinstance(one, NotCompared))
    status = Status.SKIPPED if reasons else Status.PASSED
    return Outcome(check, name, status, found, "; ".join(reasons), without)


def _missing(check: Check, host: Host) -> list[Kind]:
    """The fewest kinds of files of a host that the check can still not be made without."""
    return min(([kind for kind in Kind if kind in row - host.kinds] for row in check.needs), key=len)


def _diagnostic(check: Check, finding: Finding, level: Severity, seen: Counter[tuple[str, ...]]) -> Diagnostic:
    """A finding with all that users see of it."""
    subject = finding.subject or ""
    identity = (check.code, subject, finding.message if finding.detail is None else finding.detail)
    seen[identity] += 1
    return Diagnostic(
        code=check.code,
        name=check.rule.name,
        severity=level if finding.severity is None else level.at_most(finding.severity),
        message=finding.message,
        span=finding.span,
        subject=subject,
        directxa=None,
        fingerprint=fingerprint(*identity, seen[identity]),
        related=finding.related,
        ivp=finding.ivp or check.ivp[:1],
    )
