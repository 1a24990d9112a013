"""JSON arrays with one value a line, so that documents can be read and compared line by line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
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
