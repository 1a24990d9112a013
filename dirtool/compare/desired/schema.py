"""The JSON Schema of desired.yaml, for editors: from the keys that its reader has.

It takes all that the reader takes. What it cannot tell (numbers that stand twice, statements, names that do not exist), the
reader does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from dirtool.compare.desired.keys import DOCUMENT, ENTRY, VERSION
from dirtool.compare.desired.shapes import Either, Items, Key, Keyed, Named, Scalar, Shape
from dirtool.compare.desired.state import DesiredKind
from dirtool.compare.desired.words import any_case

Schema = dict[str, Any]

_SCALARS = ["string", "integer", "number", "boolean"]  # what an editor takes a word for: 0191, 1E5, TRUE


def desired_schema() -> Schema:
    """The schema, draft 2020-12, as JSON has it."""
    definitions: dict[str, Schema] = {}
    document = _keyed(DOCUMENT, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"desired.yaml of dirtool, version {VERSION}",
        **document,
        "$defs": dict(sorted(definitions.items())),
    }


def _schema(shape: Shape, definitions: dict[str, Schema]) -> Schema:
    match shape:
        case Scalar():
            return _scalar(shape)
        case Items():
            return {"type": "array", "items": _schema(shape.element, definitions)}
        case Named():
            names = {"pattern": _whole(shape.name.pattern)} if shape.name.pattern else True
            return {
                "type": "object",
                "propertyNames": names,
                "additionalProperties": _reference(shape.value, definitions),
            }
        case Keyed():
            return _reference(shape, definitions)
        case Either():
            return {"anyOf": [_scalar(shape.word), _reference(shape.mapping, definitions)]}


def _scalar(shape: Scalar) -> Schema:
    """A word: one of those that an editor offers, or any that matches."""
    schema: Schema = {"type": _SCALARS}
    if shape.low is not None or shape.high is not None:
        schema["type"] = ["string", "integer"]
        schema |= {key: bound for key, bound in (("minimum", shape.low), ("maximum", shape.high)) if bound is not None}
    if shape.pattern:
        schema["pattern"] = _whole(shape.pattern)
    return {"anyOf": [{"enum": list(shape.words)}, schema]} if shape.words else schema


def _whole(pattern: str) -> str:
    return f"^(?:{pattern})$"


def _reference(shape: Keyed, definitions: dict[str, Schema]) -> Schema:
    """A reference to the definition of a mapping, which is made the first time."""
    name = shape.noun.replace(" ", "-").lower()
    if name not in definitions:
        definitions[name] = {}
        definitions[name] = _keyed(shape, definitions)
    return {"$ref": f"#/$defs/{name}"}


def _keyed(shape: Keyed, definitions: dict[str, Schema]) -> Schema:
    rules = [*_required(shape.required), *_exclusions(shape.excludes)]
    if shape is ENTRY:
        rules += _kinds(shape.keys)
    schema: Schema = {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            name: {"description": key.means.replace("`", ""), **_schema(key.shape, definitions)}
            for name, key in shape.keys.items()
        },
    }
    if shape.needs:
        schema["dependentSchemas"] = {key: _any_of(others) for key, others in shape.needs}
    if rules:
        schema["allOf"] = rules
    return schema


def _any_of(keys: Iterable[str]) -> Schema:
    return {"anyOf": [{"required": [key]} for key in keys]}


def _required(alternatives: Iterable[tuple[str, ...]]) -> list[Schema]:
    return [_any_of(keys) for keys in alternatives]


def _exclusions(pairs: Iterable[tuple[str, str]]) -> list[Schema]:
    return [{"not": {"required": list(pair)}} for pair in pairs]


def _kinds(keys: Mapping[str, Key]) -> list[Schema]:
    """The keys that the kinds of entry do not have."""
    rules: list[Schema] = []
    for kind in get_args(DesiredKind):
        others = {name: False for name, key in keys.items() if kind not in key.kinds}
        if others:
            is_kind = {"properties": {"kind": {"pattern": _whole(any_case([kind]))}}, "required": ["kind"]}
            rules.append({"if": is_kind, "then": {"properties": others}})
    return rules
