"""What is claimed to be proved: how much of it holds, as text, and as markup for a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dirtool.report.change_lines import wrapped
from dirtool.report.style import Style, harmless, markup
from dirtool.verify.plan.document import Claim
from dirtool.wording import plural

_STATUS_WIDTH = 9
_INDENT = "  "


def holding(claims: Sequence[Claim], but_for: str = "") -> str:
    """How many of the claims hold. `but_for` is what stands in the way of the others, where that is no defect."""
    if not claims:
        return "Not proved: no claim was examined"
    hold = sum(claim.holds for claim in claims)
    if hold == len(claims):
        return f"Proved: {hold} of {plural(len(claims), 'claim')}"
    if but_for:
        return f"Proved but for {but_for}: {hold} of {plural(len(claims), 'claim')}"
    return f"Not proved: only {hold} of {plural(len(claims), 'claim')} hold"


def claim_lines(claims: Iterable[Claim], style: Style) -> Iterator[str]:
    """Every claim with what it was found out by."""
    for claim in claims:
        told = harmless(f"{claim.claim}: {claim.by}")
        first, *others = wrapped(told, style.width - _STATUS_WIDTH, others=_INDENT)
        yield f"{claim_status(claim, style)}{first}"
        yield from (f"{'':{_STATUS_WIDTH}}{line}" for line in others)


def claim_status(claim: Claim, style: Style) -> str:
    """Whether a claim holds, as the start of a line."""
    word, colour = ("holds", "good") if claim.holds else ("fails", "error")
    return f"{style.paint(colour, word)}{'':{_STATUS_WIDTH - len(word)}}"


def claims_markup(claims: Sequence[Claim], summary: str) -> Iterator[str]:
    """All claims below their summary; open where something is not proved."""
    holds = bool(claims) and all(claim.holds for claim in claims)
    looks = "proof" if holds else "proof wrong"
    yield f'<details class="{looks}"{"" if holds else " open"}><summary>{markup(summary)}</summary><ul>'
    for claim in claims:
        word, looks = ("holds", "holds") if claim.holds else ("does not hold", "wrong")
        yield f'<li class="{looks}"><b>{word}</b> {markup(claim.claim)} <span>{markup(claim.by)}</span></li>'
    yield "</ul></details>"
