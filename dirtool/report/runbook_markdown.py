"""The runbook as Markdown: a list to tick off, as GitHub shows it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dirtool.migrate.runbook import Runbook
from dirtool.migrate.steps.step import Phase, Step
from dirtool.report.markdown_text import literal
from dirtool.report.runbook_words import GIVEN, HOW_TO_USE, MISSING, end_of, notes_of, title_of, way_back
from dirtool.report.style import printable

_LEAST_FENCE = 3


def runbook_markdown(runbook: Runbook) -> Iterator[str]:
    """The lines of the document: what is taken for given, then a heading for each phase, an item for each step."""
    yield f"# Runbook: {literal(title_of(runbook.source))}"
    yield ""
    yield HOW_TO_USE
    yield from _given(runbook)
    for number, phase in enumerate(runbook.phases, 1):
        yield from _phase(number, phase)


def _given(runbook: Runbook) -> Iterator[str]:
    if runbook.missing:
        yield ""
        yield f"## {MISSING}"
        yield ""
        yield from (f"- {literal(lack)}" for lack in runbook.missing)
    yield ""
    yield f"## {GIVEN}"
    yield ""
    yield "| What | Name | From |"
    yield "|---|---|---|"
    yield from (f"| {' | '.join(map(literal, fact))} |" for fact in runbook.facts)


def _phase(number: int, phase: Phase) -> Iterator[str]:
    yield ""
    yield f"## {number}. {phase.title}"
    yield ""
    yield literal(end_of(phase))
    for place, step in enumerate(phase.steps, 1):
        yield from _item(f"{number}.{place}", step)
    yield ""
    yield f"### {way_back(number)}"
    for place, step in enumerate(phase.back, 1):
        yield from _item(f"{number}.B{place}", step)


def _item(name: str, step: Step) -> Iterator[str]:
    yield ""
    yield f"- [ ] **{name}** {literal(step.task)}"
    yield ""
    yield f"  **Where**: {literal(step.where)}"
    if step.commands:
        commands = [printable(command) for command in step.commands]
        fence = _fence(commands)
        yield ""
        yield f"  {fence}text"
        yield from (f"  {command}" for command in commands)
        yield f"  {fence}"
    for kind, note in notes_of(step):
        yield ""
        yield f"  **{kind}**: {literal(note)}"


def _fence(lines: Iterable[str]) -> str:
    """A fence that none of the lines can end."""
    runs = [len(run) for line in lines for run in re.findall("`+", line)]
    return "`" * max([_LEAST_FENCE, *(run + 1 for run in runs)])
