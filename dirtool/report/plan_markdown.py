"""A plan as Markdown, for comments on a review: what loses data first, then what is to be done by hand, then the rest."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from dirtool.report.markdown_text import literal
from dirtool.report.plan_words import (
    counts,
    data_of,
    groups,
    loses_data,
    nothing_to_do,
    pins,
    proved,
    refusal,
    same_for,
    sign_of,
    what_of,
    why,
)
from dirtool.report.style import markup
from dirtool.verify.plan.command_lines import command_lines
from dirtool.verify.plan.document import Action, Kind, PlanDocument
from dirtool.wording import plural, shown

_COLUMNS = ("", "Subject", "Change", "Data", "Why")
_ROWS_AT_MOST = 50  # of the table of changes; the others stand in the list of all of them
_ITEMS = 100  # in a line of that list
_WITH_COMMANDS = 30  # actions; of a longer plan the commands are not told
_ROOM_FOR_NOTICE = 300  # bytes


class _Part(NamedTuple):
    """Rows of which as many are shown as there is room for, each with how many of `nouns` it tells; `end` closes the part."""

    nouns: tuple[str, str]
    head: Sequence[str]
    rows: Sequence[tuple[str, int]]
    end: Sequence[str] = ()


def markdown_lines(document: PlanDocument, max_bytes: int | None = None) -> list[str]:
    """The lines of the comment: whether the plan is refused, the counts, tables of actions, and details to unfold.

    What would be more than `max_bytes` bytes is left out, what loses data or needs consent last of all; a notice tells how
    much is missing. The counts are always there: less than 2,000 bytes may be too few.
    """
    lines = list(_top(document))
    room = sys.maxsize if max_bytes is None else max_bytes - _ROOM_FOR_NOTICE - _bytes(lines)
    left_out: list[str] = []
    for part in _parts(document) if document.actions else ():
        some, missing = _fitting(part, room)
        lines += some
        room -= _bytes(some)
        if missing:
            left_out.append(f"{missing:,} {part.nouns[missing != 1]}")
            room = 0  # nothing less important instead
    if left_out:
        lines += ["", f"**Left out, since the limit is {max_bytes:,} bytes: {', '.join(left_out)}.**"]
    return lines


def _fitting(part: _Part, room: int) -> tuple[list[str], int]:
    """The lines of a part that need no more than `room` bytes, and of how many nouns nothing is told."""
    room -= _bytes([*part.head, *part.end])
    rows: list[str] = []
    missing = 0
    for row, number in part.rows:
        cost = _bytes([row])
        if cost > room:
            missing += number
        else:
            rows.append(row)
            room -= cost
    return [*part.head, *rows, *part.end] if rows else [], missing


def _bytes(lines: Iterable[str]) -> int:
    return sum(len(line.encode()) + 1 for line in lines)


def _top(document: PlanDocument) -> Iterator[str]:
    """What is always told."""
    desired = shown(document.desired)
    yield f"### Plan for {literal(shown(document.path))}, as {literal(desired)} says"
    yield ""
    if not document.actions:
        yield literal(nothing_to_do(document._replace(desired=desired)))
        return
    if document.is_refused:
        yield f"**{refusal(document)}**"
        yield ""
    stages = len(document.stages)
    waits = f"; {stages} stages, each when the one before is done" if stages > 1 else ""
    yield f"{'; '.join(counts(document))}{waits}. {proved(document)}."


def _parts(document: PlanDocument) -> Iterator[_Part]:
    """What there is to tell, the most important first."""
    critical = [action for action in document.actions if _is_critical(action)]
    critical.sort(key=lambda action: action.refused is None)
    yield _Part(
        ("change that loses data or needs consent", "changes that lose data or need consent"),
        _table("Data is lost, or consent is needed", *_COLUMNS, "Consent"),
        [(_row(action, (), _consent(action)), 1) for action in critical],
    )
    broken = [
        f"- Does not hold: {literal(f'{claim.claim} ({claim.by})')}" for claim in document.claims if not claim.holds
    ]
    yield _Part(("claim", "claims"), ("",), [(line, 1) for line in broken])
    yield _Part(("remark", "remarks"), ("",), [(f"- Note: {literal(remark)}", 1) for remark in document.remarks])
    others = [action for action in document.actions if not _is_critical(action)]
    by_hand = [action for action in others if action.kind is Kind.MANUAL]
    yield _Part(
        ("manual step", "manual steps"),
        _table("To be done by hand", *_COLUMNS),
        [(_row(action), 1) for action in by_hand],
    )
    yield from _other_changes([action for action in others if action.kind is not Kind.MANUAL])
    if len(document.actions) <= _WITH_COMMANDS:
        yield _commands(document)
    pinned = f"Pinned to: {literal('; '.join(pins(document)))}"
    yield _Part(("list of pins", "lists of pins"), ("",), [(pinned, 1)] if pins(document) else [])


def _is_critical(action: Action) -> bool:
    return loses_data(action) or action.refused is not None or action.consent is not None


def _consent(action: Action) -> str:
    """The consent that there is, or why one is needed and how it is given."""
    return literal(action.consent or "") if action.refused is None else f"**missing**: {literal(action.refused)}"


def _other_changes(actions: Sequence[Action]) -> Iterator[_Part]:
    """The table of what loses no data, the same for many entries in one row; and a list of all if the table lacks some."""
    stages: dict[int, list[Action]] = {}
    for action in actions:
        stages.setdefault(action.stage, []).append(action)
    told = [one for some in stages.values() for group in groups(some, fold=True) for one in group.told]
    rows = [(_row(one.action, one.others), 1 + len(one.others)) for one in told]
    if len(rows) > _ROWS_AT_MOST:
        rest = sum(number for _, number in rows[_ROWS_AT_MOST:])
        rows[_ROWS_AT_MOST:] = [(f"| | | and {plural(rest, 'more change')}, see below | | |", rest)]
    yield _Part(("other change", "other changes"), _table("Changes", *_COLUMNS), rows)
    if len(rows) < len(actions):
        title = f"All {plural(len(actions), 'change')} that lose no data"
        yield _Part(("item of their list", "items of their list"), *_details(title, list(_listed(actions))))


def _listed(actions: Sequence[Action]) -> Iterator[tuple[str, int]]:
    """Lines that tell of all actions, those of a kind together."""
    kinds: dict[Kind, list[str]] = {}
    for action in actions:
        data = data_of(action)
        item = f"{action.subject} {what_of(action)}{f' ({data})' if data else ''}".strip()
        kinds.setdefault(action.kind, []).append(literal(item))
    for kind, items in kinds.items():
        for start in range(0, len(items), _ITEMS):
            some = items[start : start + _ITEMS]
            yield f"- **{kind}**: {'; '.join(some)}", len(some)


def _commands(document: PlanDocument) -> _Part:
    """The commands, to unfold."""
    head, rows, end = _details("Commands", [(markup(line), 1) for line in command_lines(document)])
    return _Part(("line of commands", "lines of commands"), (*head, "<pre>"), rows, ("</pre>", *end))


def _details(title: str, rows: list[tuple[str, int]]) -> tuple[Sequence[str], list[tuple[str, int]], Sequence[str]]:
    """The head, the rows and the end of lines to unfold."""
    return ("", f"<details><summary>{title}</summary>", ""), rows, ("", "</details>")


# -- tables


def _table(title: str, *columns: str) -> Sequence[str]:
    return "", f"#### {title}", "", f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"


def _row(action: Action, others: Sequence[str] = (), *more: str) -> str:
    """A row of a table: an action, other entries for which the same is done, and cells that are Markdown already."""
    subject = f"{action.subject}, and {same_for(others, 1)}" if others else action.subject
    what = "; ".join(filter(None, (what_of(action), action.before)))
    cells = map(literal, (subject, what, action.data_words, why(action)))
    return f"| `{sign_of(action)}` | {' | '.join((*cells, *more))} |"
