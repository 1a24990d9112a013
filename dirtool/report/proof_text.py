"""The proof of a plan for people: what holds and by what, where the plan goes wrong, and the outcome."""

from __future__ import annotations

from collections.abc import Iterator

from dirtool.report.change_lines import wrapped
from dirtool.report.claims import claim_lines, claim_status
from dirtool.report.style import Style, harmless
from dirtool.verify.plan.proof import Proof
from dirtool.wording import plural

_INDENT = "  "


def proof_full(proof: Proof, style: Style) -> Iterator[str]:
    """Every claim with what it was found out by, the command at which the plan goes wrong, and the outcome."""
    yield from claim_lines(proof.claims, style)
    for name, text in _defect(proof):
        yield from wrapped(harmless(f"{name}: {text}"), style.width, others=_INDENT)
    yield ""
    yield _outcome(proof, style)


def proof_concise(proof: Proof, style: Style) -> Iterator[str]:
    """One line a claim that does not hold, one for what is stale, and the outcome."""
    for claim in proof.claims:
        if not claim.holds:
            yield f"{claim_status(claim, style)}{harmless(claim.claim)}: {harmless(claim.by)}"
    yield _outcome(proof, style)


def _defect(proof: Proof) -> Iterator[tuple[str, str]]:
    if proof.defect is not None:
        told = {"action": proof.defect.action, "command": proof.defect.command, "why": proof.defect.why}
        yield from ((name, text) for name, text in told.items() if text)


def _outcome(proof: Proof, style: Style) -> str:
    if proof.stale:
        return f"{style.paint('warning', 'Stale')}: the plan was made for another state; make it anew."
    failing = sum(not claim.holds for claim in proof.claims)
    if failing:
        return f"{style.paint('error', 'Not proved')}: {failing} of {plural(len(proof.claims), 'claim')} do not hold."
    return f"{style.paint('good', 'Proved')}: {plural(len(proof.claims), 'claim')} hold."
