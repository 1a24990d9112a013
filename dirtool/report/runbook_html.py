"""The runbook as one page: its steps are ticked off in the browser, which remembers that, or on paper."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from dirtool.migrate.runbook import Runbook
from dirtool.migrate.steps.step import Phase, Step
from dirtool.report.page import page
from dirtool.report.runbook_words import GIVEN, HOW_TO_USE, MISSING, end_of, notes_of, title_of, way_back
from dirtool.report.style import markup

_LOOKS = {"Expected": "expect", "If not": "otherwise", "Mind": "mind", "Check in your manual": "check"}
_TO_FILL_IN = re.compile(r"&lt;(?:(?!&gt;).)+&gt;")


def runbook_html(runbook: Runbook) -> Iterator[str]:
    """The lines of the page."""
    blocks = {
        "${summary}": lambda: _summary(runbook),
        "${places}": lambda: _places(runbook),
        "${phases}": lambda: _phases(runbook),
    }
    return page("runbook", "Runbook", title_of(runbook.source), "phases", blocks)


def _summary(runbook: Runbook) -> Iterator[str]:
    """How to use it, what the directory lacks, what is taken for given, and the phases."""
    yield f'<p class="how-to-use">{markup(HOW_TO_USE)}</p>'
    if runbook.missing:
        yield f'<section class="missing"><h2>{MISSING}</h2><ul>'
        yield from (f"<li>{markup(lack)}</li>" for lack in runbook.missing)
        yield "</ul></section>"
    yield f'<details class="given"><summary>{GIVEN}</summary><table><tbody>'
    for fact in runbook.facts:
        cells = "".join(f"<td>{markup(cell)}</td>" for cell in (fact.value, fact.origin))
        yield f'<tr><th scope="row">{markup(fact.name)}</th>{cells}</tr>'
    yield "</tbody></table></details>"
    yield '<nav aria-label="Phases"><ol class="contents">'
    for number, phase in enumerate(runbook.phases, 1):
        yield f'<li><a href="#phase-{number}">{phase.title}</a> <span class="tally"></span></li>'
    yield "</ol></nav>"


def _places(runbook: Runbook) -> Iterator[str]:
    """Where one can be whose steps are to be shown."""
    yield '<option value="">everywhere</option>'
    for where in dict.fromkeys(step.where for phase in runbook.phases for step in (*phase.steps, *phase.back)):
        yield f"<option>{markup(where)}</option>"


def _phases(runbook: Runbook) -> Iterator[str]:
    """All phases. What is ticked off is remembered for this very runbook."""
    digest = hashlib.sha256(repr(runbook).encode("utf-8", "surrogatepass")).hexdigest()
    yield f'<div id="steps" data-key="{digest[:16]}">'
    for number, phase in enumerate(runbook.phases, 1):
        yield from _phase(number, phase)
    yield "</div>"


def _phase(number: int, phase: Phase) -> Iterator[str]:
    yield f'<section class="phase" id="phase-{number}"><h2>{number}. {phase.title}</h2>'
    yield f'<p class="end">{markup(end_of(phase))}</p><ol>'
    yield from _steps(f"{number}.", phase.steps)
    yield f'</ol><details class="back"><summary>{way_back(number)}</summary><ol>'
    yield from _steps(f"{number}.B", phase.back)
    yield "</ol></details></section>"


def _steps(before: str, steps: Iterable[Step]) -> Iterator[str]:
    for place, step in enumerate(steps, 1):
        name = f"{before}{place}"
        yield f'<li class="step" data-where="{markup(step.where)}">'
        yield f'<label><input type="checkbox" name="{name}"><b>{name}</b> <span>{markup(step.task)}</span></label>'
        yield f'<p class="where">{_filled(step.where)}</p>'
        if step.commands:
            yield "<pre>"
            yield from map(_filled, step.commands)
            yield "</pre>"
        yield '<dl class="notes">'
        for kind, note in notes_of(step):
            yield f'<div class="{_LOOKS[kind]}"><dt>{kind}</dt><dd>{_filled(note)}</dd></div>'
        yield "</dl></li>"


def _filled(text: str) -> str:
    """A text as markup, in which it is seen what somebody has to put in."""
    return _TO_FILL_IN.sub(r"<mark>\g<0></mark>", markup(text))
