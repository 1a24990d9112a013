"""A move to DirMaint as one page: the verdict, what to do next, what each check found, all changes, and the proposed regions.

Long lists are drawn by the script, a part at a time, so that a page with many thousands of changes opens at once. Without
script the page has the first rows of each list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from dirtool.migrate.migration import EXTENT_CONTROL, USER_INPUT, Migration
from dirtool.migrate.readiness.shortfall import Shortfall, State
from dirtool.migrate.user_input.change import Change
from dirtool.report.claims import claims_markup, holding
from dirtool.report.next_steps import next_steps
from dirtool.report.page import fact, page, script_data
from dirtool.report.proposal_html import proposal_markup
from dirtool.report.readiness_words import (
    STATE_WORDS,
    VERDICT_LOOKS,
    Found,
    changes_by_kind,
    found_by,
    place_of,
    told,
    verdict,
    verdict_counts,
)
from dirtool.report.style import markup, printable
from dirtool.wording import plural

_WITHOUT_SCRIPT = 100  # rows of each list
_STATE_NAMES = {State.OPEN: "open", State.CHECK: "to look at", State.MENDED: "mended", State.NOTE: "notes"}


def readiness_html(migration: Migration, folder: str | None = None) -> Iterator[str]:
    """The lines of the page. `folder` is where the files are; None if they were not written."""
    found = found_by(migration.readiness)
    blocks = {
        "${summary}": lambda: _summary(migration, found, folder),
        "${states}": lambda: _states(migration),
        "${asked}": lambda: _asked(found),
        "${checks}": lambda: _checks(found),
        "${shortfalls}": lambda: _shortfalls(found),
        "${changes}": lambda: _changes(migration),
        "${extents}": lambda: proposal_markup(migration.proposal, EXTENT_CONTROL),
        "${files}": lambda: _files(migration),
        "${data}": lambda: _data(migration, found),
    }
    return page("readiness", "Move to DirMaint", migration.directory.sources[0].path, "checks", blocks)


# -- the header


def _summary(migration: Migration, found: list[Found], folder: str | None) -> Iterator[str]:
    readiness = migration.readiness
    looks = VERDICT_LOOKS[readiness.verdict]
    yield f'<p class="verdict {looks}"><strong>{verdict(readiness)}</strong>'
    yield f"<span>{markup(verdict_counts(readiness))}</span></p>"
    counts = Counter(one.state for one in readiness.shortfalls)
    right = sum(not one.shortfalls for one in found)
    yield '<dl class="facts">'
    yield fact("Checks all right", f"{right:,}", f"of {len(found):,}")
    for state, name in _STATE_NAMES.items():
        yield fact(name.capitalize(), f"{counts[state]:,}", is_wrong=state is State.OPEN and counts[state] > 0)
    yield fact("Changes", f"{len(migration.user_input.changes):,}", "in USER INPUT")
    yield "</dl>"
    yield from claims_markup(migration.claims, holding(migration.claims))
    yield '<details open><summary>What to do next</summary><ol class="next">'
    yield from (f"<li>{markup(step)}</li>" for step in next_steps(migration, folder))
    yield "</ol></details>"


# -- the checks and what they found


def _states(migration: Migration) -> Iterator[str]:
    """What can be chosen to be shown: whatever states there are."""
    states = {one.state for one in migration.readiness.shortfalls}
    yield '<option value="">all</option>'
    yield from (f'<option value="{state}">{name}</option>' for state, name in _STATE_NAMES.items() if state in states)


def _asked(found: list[Found]) -> Iterator[str]:
    yield '<option value="">all</option>'
    for check, shortfalls, _ in found:
        if shortfalls:
            yield f'<option value="{check.code}">{check.code} {markup(check.title)}</option>'


def _checks(found: list[Found]) -> Iterator[str]:
    """How many shortfalls of each state a check found; one that found none is all right."""
    heads = "".join(f'<th scope="col" class="number">{name.capitalize()}</th>' for name in _STATE_NAMES.values())
    yield f'<table><thead><tr><th scope="col">Check</th><th scope="col">Asks</th>{heads}</tr></thead><tbody>'
    for check, shortfalls, _ in found:
        counts = Counter(one.state for one in shortfalls)
        code = f'<a href="#{check.code}">{check.code}</a>' if shortfalls else check.code
        if shortfalls:
            cells = "".join(
                f'<td class="number {state}">{f"{counts[state]:,}" if counts[state] else ""}</td>'
                for state in _STATE_NAMES
            )
        else:
            cells = f'<td class="number mended" colspan="{len(_STATE_NAMES)}">all right</td>'
        yield f'<tr><td class="code">{code}</td><td>{markup(check.title)}</td>{cells}</tr>'
    yield "</tbody></table>"


def _shortfalls(found: list[Found]) -> Iterator[str]:
    """A section for each check that found something; the script fills it."""
    if not any(one.shortfalls for one in found):
        yield '<p class="fine">Nothing.</p>'
    for one in found:
        if one.shortfalls:
            yield f'<section class="asked" id="{one.check.code}">'
            yield f'<h3><span class="code">{one.check.code}</span> {markup(one.check.title)}</h3>'
            yield f'<p class="why">{markup(one.check.why)}</p>'
            if one.action:
                yield f'<p class="do"><b>Do:</b> {markup(one.action)}</p>'
            yield '<div class="found"></div>'
            yield from _without_script(_plain_shortfalls(one), len(one.shortfalls))
            yield "</section>"


def _plain_shortfalls(found: Found) -> Iterator[str]:
    for one in found.shortfalls:
        action = found.own_action(one)
        yield f"{STATE_WORDS[one.state]}: {told(one)}{f' Do: {action}' if action else ''}"


def _without_script(rows: Iterable[str], count: int) -> Iterator[str]:
    """The first rows of a list, for a browser that runs no script; one that does never builds them."""
    yield "<noscript><ul>"
    for _, row in zip(range(_WITHOUT_SCRIPT), rows, strict=False):
        yield f"<li>{markup(row)}</li>"
    if count > _WITHOUT_SCRIPT:
        yield f"<li>and {count - _WITHOUT_SCRIPT:,} more</li>"
    yield "</ul></noscript>"


# -- what was made


def _changes(migration: Migration) -> Iterator[str]:
    """How many changes of each kind there are, and all of them folded away; the script fills the list."""
    changes = migration.user_input.changes
    yield f'<section id="changes"><h2>Changes in {USER_INPUT}</h2>'
    if not changes:
        yield '<p class="fine">None: it is what the directory is.</p></section>'
        return
    counts = changes_by_kind(changes)
    yield "<table><tbody>"
    yield from (f'<tr><td class="number">{count:,}</td><td>{kind.words}</td></tr>' for kind, count in counts.items())
    yield f"</tbody></table><details><summary>{plural(len(changes), 'change')}, one by one</summary>"
    yield '<label class="field how"><span>Kind</span><select id="kind"><option value="">all</option>'
    yield from (f'<option value="{kind}">{kind.words}</option>' for kind in counts)
    yield '</select></label><div class="found"></div>'
    yield from _without_script(map(_plain_change, changes), len(changes))
    yield "</details></section>"


def _plain_change(change: Change) -> str:
    return ": ".join(filter(None, (place_of(change.span), change.subject, change.what)))


def _files(migration: Migration) -> Iterator[str]:
    yield '<section id="files"><h2>Files for DirMaint</h2><table><tbody>'
    for name, records in migration.files.items():
        about = "It holds the passwords: for its owner alone." if name == USER_INPUT else ""
        yield f'<tr><td class="subject">{markup(name)}</td><td>{plural(len(records.texts), "record")}</td>'
        yield f'<td class="fine">{about}</td></tr>'
    yield "</tbody></table></section>"


# -- what the script draws


def _data(migration: Migration, found: list[Found]) -> Iterator[str]:
    """The shortfalls by their checks and the changes, a row a line, as JSON that no tag of the page can end."""
    changes = migration.user_input.changes
    states = {state.value: word for state, word in STATE_WORDS.items()}
    yield f'{{"states": {script_data(states)}, "shortfalls": {{'
    between = ""
    for one in found:
        yield f'{between}"{one.check.code}": ['
        yield from _rows(_shortfall_row(shortfall, one.own_action(shortfall)) for shortfall in one.shortfalls)
        yield "]"
        between = ", "
    yield '}, "changes": ['
    yield from _rows([change.kind.value, place_of(change.span), change.subject, change.what] for change in changes)
    yield "]}"


def _shortfall_row(one: Shortfall, action: str) -> list[Any]:
    related = [told(other) for other in one.related]
    return [one.state.value, one.rule, place_of(one.span), one.subject, one.message, action, related]


def _rows(rows: Iterable[list[Any]]) -> Iterator[str]:
    between = ""
    for row in rows:
        yield between + script_data(_printable(row))
        between = ","


def _printable(value: Any) -> Any:
    """A value whose texts have every character spelt out that cannot be printed."""
    if isinstance(value, list):
        return [_printable(one) for one in value]
    return printable(value) if isinstance(value, str) else value
