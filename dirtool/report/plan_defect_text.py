"""A plan whose proof fails: no plan, but a defect of dirtool, with the step at which it goes wrong."""

from __future__ import annotations

from collections.abc import Iterator

from dirtool.report.change_lines import INDENT, head, wrapped
from dirtool.report.plan_words import sign_of, what_of
from dirtool.report.style import Style, harmless
from dirtool.verify.plan.document import PlanDocument
from dirtool.verify.plan.proof import Defect


def defect_text(document: PlanDocument, defect: Defect | None, style: Style) -> Iterator[str]:
    """What does not hold of the plan, the action and the command at which it goes wrong, if there is one, and why."""
    what = "Defect in dirtool: the plan that it made does not lead where it should. Nothing of it may be run."
    yield from (style.paint("error", line) for line in wrapped(what, style.width))
    if defect is not None:
        for action in document.actions:
            if action.id == defect.action:
                yield from head(sign_of(action), action.subject, what_of(action), style)
        for line in filter(None, (f"| {defect.command}" if defect.command else "", defect.why)):
            yield from _below(line, style)
    for claim in document.claims:
        if not claim.holds:
            yield from _below(f"does not hold: {claim.claim} ({claim.by})", style)
    what = "Please report it, with the directory and what was wanted as far as they may be seen."
    yield from wrapped(what, style.width)


def _below(text: str, style: Style) -> Iterator[str]:
    yield from wrapped(harmless(text), style.width, INDENT, f"{INDENT}  ")
