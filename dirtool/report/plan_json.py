"""A plan as JSON, which is plan.json: schema dirtool.plan/1."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from dirtool.report.json_lines import object_lines
from dirtool.verify.plan.document import PlanDocument
from dirtool.verify.plan.json_form import as_json


def json_text(document: PlanDocument) -> Iterator[str]:
    """The lines of the JSON document: a field a line, of a list of objects and of digests one element a line."""
    fields = as_json(document)
    last = [*fields][-1]
    yield "{"
    for name, value in fields.items():
        first, *others = _value_lines(value)
        *front, end = [f"{json.dumps(name)}: {first}", *others]
        yield from front
        yield end if name == last else f"{end},"
    yield "}"


def _value_lines(value: Any) -> Iterator[str]:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        yield "["
        yield from object_lines(value, dict)
        yield "]"
    else:
        yield json.dumps(value)
