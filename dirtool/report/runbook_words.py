"""What both forms of the runbook say in the same words."""

from __future__ import annotations

from collections.abc import Iterator

from dirtool.migrate.steps.step import Phase, Step

HOW_TO_USE = (
    "Do the steps in this order, and tick off each one when what it expects has come. If it does not come, stop: every phase "
    "has its way back. What stands in angle brackets, no file tells: put your own value in its place. Passwords are never "
    "shown here; type them only when you are asked for them. IBM's manuals for your level hold over this runbook."
)
GIVEN = "Names that the commands use, and where they come from"
MISSING = "What the directory lacks for DirMaint"


def title_of(source: str) -> str:
    """What the document is about."""
    return f"{source} to DirMaint"


def end_of(phase: Phase) -> str:
    """When a phase is over."""
    return f"At its end {phase.end}."


def way_back(number: int) -> str:
    """The title of the steps that lead back from a phase."""
    return f"The way back from phase {number}"


def notes_of(step: Step) -> Iterator[tuple[str, str]]:
    """What is told of a step beside its commands: what kind of note, and the note."""
    yield "Expected", f"{step.expect}."
    if step.otherwise:
        yield "If not", f"{step.otherwise}."
    yield from (("Mind", pitfall) for pitfall in step.pitfalls)
    if step.check:
        yield "Check in your manual", f"{step.check}."
