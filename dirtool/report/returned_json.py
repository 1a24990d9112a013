"""How what DirMaint gives back differs from what went in, as JSON, schema dirtool.migration-check/1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from dirtool.migrate.returned.difference import Difference, DifferenceClass, Returned, Side
from dirtool.report.json_lines import document_lines

SCHEMA = "dirtool.migration-check/1"


def returned_json(returned: Returned) -> Iterator[str]:
    """The lines of the JSON document; one difference a line, so that it can be read and compared."""
    counts = Counter(one.kind for one in returned.differences)
    head = {
        "schema": SCHEMA,
        "lost": returned.is_lost,
        "given": returned.given_path,
        "returned": returned.returned_path,
        "remarks": list(returned.remarks),
    }
    tables = {
        "entries": [one._asdict() for one in returned.entries],
        "expected": [
            {"kind": kind.value, "words": kind.words, "unit": kind.unit, "count": count}
            for kind, count in returned.expected.items()
        ],
        "differences": map(_difference, returned.differences),
    }
    summary = {
        "loss": counts[DifferenceClass.LOSS],
        "harmless": counts[DifferenceClass.HARMLESS],
        "expected": sum(returned.expected.values()),
    }
    return document_lines(head, tables, {"summary": summary})


def _difference(one: Difference) -> dict[str, Any]:
    return {
        "class": one.kind.value,
        "finding": one.finding.value,
        "subject": one.subject,
        "message": one.message,
        "given": _side(one.given),
        "returned": _side(one.returned),
    }


def _side(side: Side | None) -> dict[str, Any] | None:
    return None if side is None else {"text": side.text, "path": side.place[0], "line": side.place[1]}
