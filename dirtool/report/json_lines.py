"""JSON arrays with one value a line, so that documents can be read and compared line by line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

FRACTION_DIGITS = 4

One = TypeVar("One")


def object_lines(values: Iterable[One], object_of: Callable[[One], dict[str, Any]]) -> Iterator[str]:
    """The lines between the brackets of an array: the object of each value, with a comma behind all but the last one."""
    waiting = ""
    for value in values:
        if waiting:
            yield f"{waiting},"
        waiting = json.dumps(object_of(value))
    if waiting:
        yield waiting


def document_lines(
    head: Mapping[str, Any], tables: Mapping[str, Iterable[dict[str, Any]]], tail: Mapping[str, Any] | None = None
) -> Iterator[str]:
    """The lines of a document of tables: one with the fields of `head`, then each table with a row a line, then `tail`."""
    yield f"{json.dumps(head)[:-1]},"
    last = [*tables][-1]
    for name, rows in tables.items():
        yield f'"{name}": ['
        yield from object_lines(rows, lambda row: row)
        if name != last:
            yield "],"
    yield f"], {json.dumps(tail)[1:]}" if tail else "]}"
