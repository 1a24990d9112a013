"""The checks of an installation: what each needs, and how it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from inspect import cleandoc
from typing import NamedTuple

from dirtool.lint.diagnostic import Severity
from dirtool.lint.registry import Finding, Rule
from dirtool.model.recognition import Kind
from dirtool.verify.installation import Host, Installation


class NotCompared(NamedTuple):
    """What a check says of files that are there, but do not tell what it is about.

    `what` ends the sentence where the same is to be said of several: it is told once, with all of them.
    """

    why: str
    what: str = ""


Answers = Iterator[Finding | NotCompared]
HostCheck = Callable[[Host, Installation], Answers]
InstallationCheck = Callable[[Installation], Answers]


class Check(NamedTuple):
    """One check.

    It can be made where all files of at least one row of `needs` are there; `uses` are all that it looks at. `on_host` tells
    that it is made for each host. `ivp` are the messages under which the installation verification tells the same.
    """

    rule: Rule
    needs: tuple[frozenset[Kind], ...]
    uses: frozenset[Kind]
    on_host: bool
    ivp: tuple[str, ...]
    answers: Callable[..., Answers]

    @property
    def code(self) -> str:
        return self.rule.code


CHECKS: dict[str, Check] = {}


def all_checks() -> list[Check]:
    """Every check, in the order of their codes, those of the keys of DMSSICNF first."""
    return [CHECKS[code] for code in sorted(CHECKS)]


def host_check(
    code: str,
    name: str,
    severity: Severity,
    *ivp: str,
    needs: tuple[frozenset[Kind], ...],
    also: frozenset[Kind] = frozenset(),
) -> Callable[[HostCheck], HostCheck]:
    """Register a check of one host; `also` are the files that it looks at where they are there."""

    def register(function: HostCheck) -> HostCheck:
        _add(code, name, severity, ivp, needs, also, function, on_host=True)
        return function

    return register


def installation_check(
    code: str,
    name: str,
    severity: Severity,
    *ivp: str,
    needs: tuple[frozenset[Kind], ...],
    also: frozenset[Kind] = frozenset(),
) -> Callable[[InstallationCheck], InstallationCheck]:
    """Register a check of all hosts together; its needs are met where any of them has the files."""

    def register(function: InstallationCheck) -> InstallationCheck:
        _add(code, name, severity, ivp, needs, also, function, on_host=False)
        return function

    return register


def any_of(*kinds: Kind) -> tuple[frozenset[Kind], ...]:
    """Needs that one file of any of some kinds meets."""
    return tuple(frozenset({kind}) for kind in kinds)


def all_of(*kinds: Kind) -> tuple[frozenset[Kind], ...]:
    """Needs that files of all of some kinds meet."""
    return (frozenset(kinds),)


def _add(
    code: str,
    name: str,
    severity: Severity,
    ivp: tuple[str, ...],
    needs: tuple[frozenset[Kind], ...],
    also: frozenset[Kind],
    function: Callable[..., Answers],
    *,
    on_host: bool,
) -> None:
    if code in CHECKS:
        raise ValueError(f"check {code} is registered twice")
    rule = Rule(code, name, severity, None, (), None, cleandoc(function.__doc__ or ""), function)
    CHECKS[code] = Check(rule, needs, also.union(*needs), on_host, ivp, function)
