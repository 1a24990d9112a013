"""Make the checks of an installation, and tell of each whether it passed, failed, or could not be made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from dirtool.lint.diagnostic import Diagnostic, Severity, Span, fingerprint
from dirtool.lint.engine import Report
from dirtool.lint.registry import RULES, Finding, Rule
from dirtool.lint.rules.internal import failure_message
from dirtool.lint.selection import ALWAYS, Choice, Layer, resolved
from dirtool.model.recognition import Kind
from dirtool.verify import checks as _registers_all_checks  # noqa: F401
from dirtool.verify.installation import Host, Installation
from dirtool.verify.registry import CHECKS, Check, NotCompared, all_checks
from dirtool.wording import some_of


class Status(StrEnum):
    """What became of a check."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"


class Outcome(NamedTuple):
    """A check on a host ("" for the only one, or for all of them together), with the severity that it has in this run.

    A check failed if it found an error or a warning. `why` tells why one was skipped, or what one that failed could not look
    at besides. `without` are the kinds of files that a check could have looked at besides those that it needs.
    """

    check: Check
    severity: Severity
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
        """The findings as lint would report them; what is found on several hosts in a file that they share, only once."""
        sources = self.installation.sources
        found = (found for outcome in self.outcomes for found in outcome.findings)
        once = {(one.place, one.related): one for one in found}
        return Report(
            sorted(once.values(), key=lambda found: found.place),
            len(sources),
            sum(len(source.records.texts) for source in sources.values()),
            0,
            0,
            0,
            {},
            rules={outcome.check.code: outcome.check.rule for outcome in self.outcomes} | {ALWAYS: RULES[ALWAYS]},
        )


def choice_of_checks() -> Choice:
    """What words select checks from."""
    return Choice({check.code: check.rule for check in all_checks()}, "check", "VFY006")


def severities_of(layer: Layer) -> dict[str, Severity]:
    """The checks to make, by code in the order in which they are made, each with its severity; all if nothing is selected."""
    return resolved({check.code: check.rule.severity for check in all_checks()}, frozenset(CHECKS), [layer])


def verify(installation: Installation, severities: Mapping[str, Severity] | None = None) -> Verification:
    """Make the checks that `severities` names (None: all), each with the severity that it gives."""
    levels = severities_of(Layer()) if severities is None else severities
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
    missing = _missing(check, hosts)
    if missing != [frozenset()]:
        return Outcome(check, level, name, Status.SKIPPED, why=_absence(missing))
    there = frozenset().union(*(host.kinds for host in hosts))
    without = _in_order(check.uses.difference(there, *check.needs))
    try:
        told = list(answers())
    except Exception as error:
        source = next(source for host in hosts for _, source in host.files)
        failure = Finding(Span(source.path, 1, 1, 1, 2), failure_message(check.rule, error), "", type(error).__name__)
        return Outcome(
            check, level, name, Status.FAILED, (_diagnostic(RULES[ALWAYS], failure, Severity.ERROR, (), seen),)
        )
    found = tuple(_diagnostic(check.rule, one, level, check.ivp, seen) for one in told if isinstance(one, Finding))
    why = _why(one for one in told if isinstance(one, NotCompared))
    if any(one.severity is not Severity.INFO for one in found):
        return Outcome(check, level, name, Status.FAILED, found, why, without)
    return Outcome(check, level, name, Status.SKIPPED if why else Status.PASSED, found, why, without)


def _why(reasons: Iterable[NotCompared]) -> str:
    """The reasons as one text, each once, with all that it is about."""
    about: dict[str, list[str]] = {}
    for one in reasons:
        about.setdefault(one.why, []).append(one.what)
    found = ((why, [*filter(None, dict.fromkeys(whats))]) for why, whats in about.items())
    return "; ".join(f"{why} {some_of(whats)}" if whats else why for why, whats in found)


def _missing(check: Check, hosts: Iterable[Host]) -> list[frozenset[Kind]]:
    """What is missing for the check to be made: each way to have it made for which the fewest kinds of files are missing.

    That is one way with nothing in it if the check can be made.
    """
    ways = list(dict.fromkeys(row - host.kinds for host in hosts for row in check.needs))
    fewest = min(map(len, ways))
    return [way for way in ways if len(way) == fewest]


def _absence(ways: list[frozenset[Kind]]) -> str:
    """That files are missing, in words: those that each way lacks, and then those of which one or some would do."""
    in_all = ways[0].intersection(*ways)
    others = [way - in_all for way in ways if way - in_all]
    any_of = _in_order(frozenset().union(*others))
    words = [f"no {kind}" for kind in _in_order(in_all)]
    if any_of:
        words.append(f"no {' or '.join(any_of)}" if len(others[0]) == 1 else f"too few of {', '.join(any_of)}")
    return " and ".join(words)


def _in_order(kinds: frozenset[Kind]) -> tuple[Kind, ...]:
    return tuple(kind for kind in Kind if kind in kinds)


def _diagnostic(
    rule: Rule, finding: Finding, level: Severity, ivp: tuple[str, ...], seen: Counter[tuple[str, ...]]
) -> Diagnostic:
    """A finding with all that users see of it; of the messages of the verification in `ivp` it stands for an only one."""
    subject = finding.subject or ""
    identity = (rule.code, subject, finding.message if finding.detail is None else finding.detail)
    seen[identity] += 1
    return Diagnostic(
        code=rule.code,
        name=rule.name,
        severity=level if finding.severity is None else level.at_most(finding.severity),
        message=finding.message,
        span=finding.span,
        subject=subject,
        directxa=None,
        fingerprint=fingerprint(*identity, seen[identity]),
        related=finding.related,
        ivp=finding.ivp or (ivp if len(ivp) == 1 else ()),
    )
