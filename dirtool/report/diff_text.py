"""What changed between two directories, for people."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from dirtool.compare.diff.change import Action, Change, Diff, EntryChange
from dirtool.compare.diff.disks import Data
from dirtool.report.change_lines import INDENT, head, wrapped
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
from dirtool.report.style import Style, filled, harmless
from dirtool.wording import plural

_SHOWN_AT_MOST = 12  # of one entry's changes that do not stand out
_NAMES_AT_MOST = 6
_DATA_COLOURS = {
    Data.OVERWRITTEN: "error",
    Data.ORPHANED: "warning",
    Data.ELSEWHERE: "warning",
    Data.STALE: "warning",
    Data.KEPT: "good",
}


def diff_text(diff: Diff, style: Style, *, fold: bool) -> Iterator[str]:
    """Entry by entry what changed, each change with its sign, what becomes of data, and where it stands; then the counts.

    With `fold`, the same change of many entries is told once, and of a long list the end is only counted, but for what is
    about data, owners and privileges.
    """
    alike = _alike(diff) if fold else {}
    for entry in diff.entries:
        lines = list(_entry_lines(entry, style, alike, fold=fold))
        yield from lines
        if lines:
            yield ""
    *front, last = summary(diff)
    pieces = filled([*(f"{piece};" for piece in front), last], style.width, " ")
    first, *others = (line for piece in pieces for line in wrapped(piece, style.width, "", INDENT))
    yield from (style.paint("bold", first), *others)


def _alike(diff: Diff) -> dict[Hashable, list[str]]:
    """The subjects of each change that several entries have, by what it says."""
    found: dict[Hashable, list[str]] = {}
    for entry in diff.entries:
        if entry.action is Action.CHANGED:
            for change in entry.changes:
                subjects = found.setdefault(_said(change), [])
                if subjects[-1:] != [change.subject]:
                    subjects.append(change.subject)
    return {said: subjects for said, subjects in found.items() if len(subjects) > 1}


def _said(change: Change) -> Hashable:
    """What a change says, whomever it is about."""
    vdev = change.subject.partition("/")[2]
    words = None if change.effect is None else change.effect.words
    return change.action, vdev, change.was, what_changed(change), words, change.note, change.machines


def _entry_lines(entry: EntryChange, style: Style, alike: dict[Hashable, list[str]], *, fold: bool) -> Iterator[str]:
    whole = entry.action is not Action.CHANGED
    if whole:
        data = data_of_entry(entry)
        yield from head(sign_of(entry), entry.name, what_of_entry(entry), style, f"data {data}" if data else "", "good")
        notes = [] if entry.machines is None else [machines_in(entry.machines)]
        yield from _below([*notes, places_of_entry(entry)], style)
    minor = 0
    for change in entry.changes:
        same = [] if whole else alike.get(_said(change), [])
        if same and same[0] != change.subject:
            continue
        if fold and not same and _is_minor(change):
            minor += 1
            if minor > (0 if entry.is_alone else _SHOWN_AT_MOST):
                continue
        yield from _change_lines(change, same, style)
    if not entry.is_alone and minor > _SHOWN_AT_MOST:
        yield f"{INDENT}and {plural(minor - _SHOWN_AT_MOST, 'more change')} of {harmless(entry.name)} (--all)"


def _is_minor(change: Change) -> bool:
    return not change.stands_out and (change.effect is None or change.effect.data is Data.KEPT)


def _change_lines(change: Change, same: list[str], style: Style) -> Iterator[str]:
    data = "" if change.effect is None else f"data {change.effect.words}"
    colour = "" if change.effect is None else _DATA_COLOURS.get(change.effect.data, "")
    yield from head(sign_of(change), change.subject, what_changed(change), style, data, colour)
    yield from _below([*notes_on(change), places_of(change.old_places, change.new_places)], style)
    if len(same) > 1:
        names = [harmless(subject) for subject in same[1:]]
        more = f", and {len(names) - _NAMES_AT_MOST:,} more" if len(names) > _NAMES_AT_MOST else ""
        told = f"the same for {plural(len(names), 'more entry')}: {', '.join(names[:_NAMES_AT_MOST])}{more}"
        yield from wrapped(told, style.width, INDENT, INDENT)


def _below(notes: list[str], style: Style) -> Iterator[str]:
    """The line below a change: notes, and where it stands."""
    for line in filled([f"{harmless(note)};" for note in notes], style.width - len(INDENT), " "):
        yield f"{INDENT}{style.paint('dim', line.removesuffix(';'))}"
