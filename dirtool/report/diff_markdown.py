"""What changed between two directories as Markdown, for comments on a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from dirtool.compare.diff.change import Action, Change, Diff, EntryChange
from dirtool.report.diff_words import (
    data_of_entry,
    machines_in,
    notes_on,
    places_of,
    places_of_entry,
    sign_of,
    summary,
    what_changed,
    what_of_entry,
)
from dirtool.report.markdown_text import literal
from dirtool.wording import plural

_HEAD = ("| | Subject | Change | Data | Where |", "|---|---|---|---|---|")
_STANDS_OUT = "Data, owners and privileges"
_MORE = "Everything else"
_ROOM_FOR_NOTICE = 200  # bytes


def diff_markdown(diff: Diff, max_bytes: int) -> Iterator[str]:
    """A heading, the counts, and two tables: what is about data, owners and privileges, and the rest.

    What would be more than `max_bytes` bytes is left out, with a notice of how many rows are missing.
    """
    rows = [row for entry in diff.entries for row in _rows(entry)]
    lines = ["### Changes in the directory", "", f"{literal('; '.join(summary(diff)))}"]
    yield from lines
    room = max_bytes - _ROOM_FOR_NOTICE - sum(len(line.encode()) + 1 for line in lines)
    left_out = 0
    for stands_out, title in ((True, _STANDS_OUT), (False, _MORE)):
        some = [row for is_one, row in rows if is_one is stands_out]
        if not some:
            continue
        head = ["", f"#### {title}", "", *_HEAD]
        cost = sum(len(line.encode()) + 1 for line in head)
        for row in some:
            cost += len(row.encode()) + 1
            if left_out or cost > room:
                left_out += 1
                continue
            yield from head
            head = []
            yield row
            room -= cost
            cost = 0
    if left_out:
        yield ""
        yield f"**{plural(left_out, 'more row')} left out: the limit is {max_bytes:,} bytes.**"


def _rows(entry: EntryChange) -> Iterator[tuple[bool, str]]:
    """The rows of an entry, each with whether it stands out."""
    if entry.action is not Action.CHANGED:
        what = what_of_entry(entry)
        if entry.machines is not None:
            what = f"{what}; {machines_in(entry.machines)}"
        yield True, _row(sign_of(entry), entry.name, what, data_of_entry(entry), places_of_entry(entry))
    for change in entry.changes:
        if change.stands_out or change.effect is not None or not entry.is_alone:
            yield change.stands_out, _change(change)


def _change(change: Change) -> str:
    what = "; ".join((what_changed(change), *notes_on(change)))
    data = "" if change.effect is None else change.effect.words
    return _row(sign_of(change), change.subject, what, data, places_of(change.old_places, change.new_places))


def _row(sign: str, *cells: str) -> str:
    return f"| `{sign}` | {' | '.join(map(literal, cells))} |"
