"""The form of a plan as JSON: one table of fields, the document's own, for what is written and for what is read.

A field with a default may be missing in a file, since fields are only ever added; a field that is not known is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from dirtool.verify.plan.document import SCHEMA, PlanDocument
from dirtool.wording import listed, shown

MOST = 10**15
"""Numbers are below this one."""

_CURRENT = ("path", "digest")  # fields of the document that stand together, under this name
_SURROGATE = re.compile("[\ud800-\udfff]")


class Number(NamedTuple):
    """A number of a file that is none of ours: with a fraction, or far too large."""

    text: str


class Twice(NamedTuple):
    """An object of a file in which a key stands twice."""

    key: str


class Wrong(Exception):
    """A value that is wrong: where it stands (`actions[3].data`), the value, and what is allowed there."""

    def __init__(self, place: str, value: Any, allowed: str) -> None:
        super().__init__(f"{place}: allowed: {allowed}")
        self.place = place
        self.value = value
        self.allowed = allowed


class Form(NamedTuple):
    """How values of a type are written as plain data, and read from it with the place where they stand."""

    write: Callable[[Any], Any]
    read: Callable[[Any, str], Any]


def as_json(document: PlanDocument) -> dict[str, Any]:
    """A plan as plain data: texts, whole numbers, truth values, None, lists and dictionaries."""
    fields: dict[str, Any] = form_of(PlanDocument).write(document)
    current = {name: fields.pop(name) for name in _CURRENT}
    return {"schema": SCHEMA, "current": current, **fields}


def from_json(data: Any) -> PlanDocument:
    """The plan in plain data. Raises Wrong where a value has another type, where one is missing or is not allowed."""
    fields = object_of(data, "")
    if fields.get("schema") != SCHEMA:
        raise Wrong("schema", fields.get("schema"), SCHEMA)
    current = object_of(fields.get("current"), "current")
    told = {name: _text(current.get(name), f"current.{name}") for name in _CURRENT}
    document: PlanDocument = form_of(PlanDocument).read({**fields, **told}, "")
    return document


def in_object(place: str, key: str) -> str:
    """The place of a value in an object."""
    if not key.isidentifier():
        return f"{place}[{shown(key)!r}]"
    return f"{place}.{key}" if place else key


def object_of(value: Any, place: str) -> dict[str, Any]:
    """The fields of an object. Raises Wrong for another value, and where a key stands twice."""
    if isinstance(value, Twice):
        raise Wrong(in_object(place, value.key), value.key, "each key once")
    if not isinstance(value, dict):
        raise Wrong(place, value, "an object")
    return value


@cache
def form_of(kind: Any) -> Form:
    """The form of a type: of named tuples, of lists and mappings of them, of texts, numbers, truth values and words."""
    arguments = get_args(kind)
    if get_origin(kind) is UnionType:
        return _optional(form_of(next(one for one in arguments if one is not NoneType)))
    if get_origin(kind) is Literal:
        return Form(_same, lambda value, place: _word(value, place, arguments))
    if get_origin(kind) is tuple:
        return _list(form_of(arguments[0]))
    if get_origin(kind) is Mapping:
        return _mapping(form_of(arguments[1]))
    if issubclass(kind, StrEnum):
        words = tuple(one.value for one in kind)
        return Form(lambda value: value.value, lambda value, place: kind(_word(value, place, words)))
    return _SIMPLE[kind] if kind in _SIMPLE else _record(kind)


def _same(value: Any) -> Any:
    return value


def _text(value: Any, place: str) -> str:
    if not isinstance(value, str) or _SURROGATE.search(value):
        raise Wrong(place, value, "a text")
    return value


def _number(value: Any, place: str) -> int:
    if type(value) is not int or not 0 <= value < MOST:
        raise Wrong(place, value, f"a whole number from 0 to {MOST - 1}")
    return value


def _truth(value: Any, place: str) -> bool:
    if not isinstance(value, bool):
        raise Wrong(place, value, "true or false")
    return value


def _word(value: Any, place: str, words: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in words:
        raise Wrong(place, value, listed(words, "or"))
    return value


_SIMPLE = {str: Form(_same, _text), int: Form(_same, _number), bool: Form(_same, _truth)}


def _optional(form: Form) -> Form:
    def read(value: Any, place: str) -> Any:
        try:
            return None if value is None else form.read(value, place)
        except Wrong as wrong:
            if wrong.place != place:
                raise
            raise Wrong(place, value, f"{wrong.allowed}, or null") from None

    return Form(lambda value: None if value is None else form.write(value), read)


def _list(form: Form) -> Form:
    def read(value: Any, place: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise Wrong(place, value, "a list")
        return tuple(form.read(one, f"{place}[{at}]") for at, one in enumerate(value))

    return Form(lambda value: [form.write(one) for one in value], read)


def _mapping(form: Form) -> Form:
    def read(value: Any, place: str) -> dict[str, Any]:
        found = object_of(value, place)
        return {_text(key, place): form.read(one, in_object(place, key)) for key, one in found.items()}

    return Form(lambda value: {key: form.write(one) for key, one in value.items()}, read)


def _record(kind: Any) -> Form:
    forms = {name: form_of(hint) for name, hint in get_type_hints(kind).items()}
    defaults: Mapping[str, Any] = kind._field_defaults

    def write(value: Any) -> dict[str, Any]:
        return {name: form.write(getattr(value, name)) for name, form in forms.items()}

    def read(value: Any, place: str) -> Any:
        given = object_of(value, place)
        there = [name for name in forms if name in given or name not in defaults]  # what is missing is read as null
        return kind(**{name: forms[name].read(given.get(name), in_object(place, name)) for name in there})

    return Form(write, read)
