"""Verifications made by hand, for the tests of the reports."""

from collections.abc import Sequence

from dirtool.lint.diagnostic import Diagnostic, Related, Severity, Span
from dirtool.lint.registry import Rule
from dirtool.model.recognition import Kind
from dirtool.verify.installation import Host, Installation
from dirtool.verify.registry import Check, any_of
from dirtool.verify.run import Outcome, Status, Verification
from tests.verify.made import host_of

NOVA = "[DEFAULT]\nhost = ZVM1\nzvm_xcat_password = SECRET01\n"
PASSED, FAILED, SKIPPED = Status


def check(code: str, name: str, *ivp: str, severity: Severity = Severity.ERROR) -> Check:
    """A check that is registered nowhere."""
    rule = Rule(code, name, severity, None, (), None, "It is wrong.\n\nWhy: it is.", check)
    needs = any_of(Kind.NOVA)
    return Check(rule, needs, needs[0], True, ivp, lambda host, installation: iter(()))


def outcome(
    code: str,
    status: Status,
    *findings: Diagnostic,
    host: str = "",
    why: str = "",
    without: tuple[Kind, ...] = (),
) -> Outcome:
    """What became of a check, which is called like its code."""
    made = check(code, f"check-{code.lower()}")
    return Outcome(made, made.rule.severity, host, status, findings, why, without)


def finding(
    code: str = "VFY901",
    message: str = "it is wrong",
    severity: Severity = Severity.ERROR,
    path: str = "nova",
    line: int = 2,
    *,
    related: tuple[Related, ...] = (),
    ivp: tuple[str, ...] = (),
) -> Diagnostic:
    """A finding about columns 1 to 4 of a record."""
    span = Span(path, line, 1, line, 5)
    return Diagnostic(code, f"check-{code.lower()}", severity, message, span, "ZVM1", None, "f" * 16, related, ivp=ivp)


def beside(path: str = "nova", line: int = 3, message: str = "is here") -> Related:
    """A second place."""
    return Related(Span(path, line, 1, line, 4), "ZVM1", message)


def verification_of(
    *outcomes: Outcome, hosts: Sequence[Host] | None = None, unrecognised: tuple[str, ...] = ()
) -> Verification:
    """A verification of some hosts, or of an only one with a nova.conf."""
    installation = Installation(tuple(hosts or [host_of(nova=NOVA)]), unrecognised)
    return Verification(installation, list(outcomes))
