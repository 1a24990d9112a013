"""The proof of a plan for people: what holds and by what, where the plan goes wrong, and the outcome."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from dirtool.report.style import Style, harmless
from dirtool.verify.plan.document import Claim
from dirtool.verify.plan.proof import Proof
from dirtool.wording import plural

_STATUS_WIDTH = 9
_INDENT = "  "


def proof_full(proof: Proof, style: Style) -> Iterator[str]:
    """Every claim with what it was found out by, the command at which the plan goes wrong, and the outcome."""
    for claim in proof.claims:
        first, *others = _wrapped(f"{claim.claim}: {claim.by}", style.width - _STATUS_WIDTH)
        yield f"{_status(claim, style)}{first}"
        yield from (f"{'':{_STATUS_WIDTH}}{line}" for line in others)
    for name, text in _defect(proof):
        yield from _wrapped(f"{name}: {text}", style.width)
    yield ""
    yield _outcome(proof, style)


def proof_concise(proof: Proof, style: Style) -> Iterator[str]:
    """One line a claim that does not hold, one for what is stale, and the outcome."""
    for claim in proof.claims:
        if not claim.holds:
            yield f"{_status(claim, style)}{harmless(claim.claim)}: {harmless(claim.by)}"
    yield _outcome(proof, style)


def _status(claim: Claim, style: Style) -> str:
    word, colour = ("holds", "good") if claim.holds else ("fails", "error")
    return f"{style.paint(colour, word)}{'':{_STATUS_WIDTH - len(word)}}"


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


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(
        harmless(text), width, subsequent_indent=_INDENT, break_long_words=False, break_on_hyphens=False
    )
