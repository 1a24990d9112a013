"""What changed between two directories as JSON, schema dirtool.diff/1."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from dirtool.compare.diff.change import Change, Diff, EntryChange, Place
from dirtool.compare.diff.disks import Span
from dirtool.report.json_lines import object_lines

SCHEMA = "dirtool.diff/1"


def diff_json(diff: Diff, old: str, new: str) -> Iterator[str]:
    """The lines of the JSON document, one entry a line. `old` and `new` are the paths of the two directories."""
    head = {"schema": SCHEMA, "old": old, "new": new}
    yield f'{json.dumps(head)[:-1]}, "entries": ['
    yield from object_lines(diff.entries, _entry)
    yield f'], "summary": {json.dumps(diff.counts)}}}'


def _entry(entry: EntryChange) -> dict[str, Any]:
    return {
        "action": entry.action,
        "name": entry.name,
        "was": entry.was,
        "kind": entry.kind,
        "statements": entry.statements,
        "machines": entry.machines,
        "disks_kept": entry.disks_kept,
        "old": None if entry.old_place is None else _place(entry.old_place),
        "new": None if entry.new_place is None else _place(entry.new_place),
        "changes": [_change(change) for change in entry.changes],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "action": change.action,
        "subject": change.subject,
        "was": change.was,
        "keyword": change.keyword,
        "operands": [operand._asdict() for operand in change.operands],
        "old": _side(change.old_text, change.old_extent, change.old_places),
        "new": _side(change.new_text, change.new_extent, change.new_places),
        "data": None if change.effect is None else change.effect.data,
        "data_words": None if change.effect is None else change.effect.words,
        "note": change.note,
        "machines": change.machines,
        "stands_out": change.stands_out,
    }


def _side(text: str | None, extent: Span | None, places: tuple[Place, ...]) -> dict[str, Any] | None:
    """What one of the directories says, and where; None if it says nothing."""
    if text is None:
        return None
    return {
        "text": text,
        "extent": None if extent is None else {"volid": extent.volid, "first": extent.first, "last": extent.end},
        "places": [_place(place) for place in places],
    }


def _place(place: Place) -> dict[str, Any]:
    path, line = place
    return {"path": path, "line": line}
