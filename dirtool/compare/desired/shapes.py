"""What stands in a file of keys: words, lists and mappings, each with what it takes, and the way from YAML to their values.

The reader of desired.yaml and its JSON Schema both follow these shapes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, get_args

from dirtool.compare.desired.state import DesiredKind, holders_of
from dirtool.errors import InputError
from dirtool.syntax.yaml_words import Word, known_word, list_of, mapping_of, value_of, word_of, wrong_kind
from dirtool.text.yaml_tree import Place, YamlMapping, YamlNode, YamlText
from dirtool.wording import listed


@dataclass(frozen=True, slots=True)
class Scalar:
    """A word. `read` gives its value or raises ValueError that says what is allowed; all that it takes matches `pattern`.

    `words` are those to offer, where there is a list. `low` and `high` bound a number.
    """

    noun: str
    read: Callable[[str], Any]
    pattern: str = ""
    words: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `noun` is what an element is."""

    noun: str
    element: Shape
    example: str


@dataclass(frozen=True, slots=True)
class Keyed:
    """A mapping with keys of its own.

    Of each pair of `excludes` one key may stand; a key of `needs` stands with one of some others at least; of each tuple of
    `required` one key is there at least.
    """

    noun: str
    keys: Mapping[str, Key]
    example: str
    excludes: tuple[tuple[str, str], ...] = ()
    needs: tuple[tuple[str, tuple[str, ...]], ...] = ()
    required: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A mapping by names that the file gives."""

    name: Scalar
    value: Keyed
    example: str


@dataclass(frozen=True, slots=True)
class Either:
    """A word or a mapping. Of what is `secret` no message shows anything."""

    word: Scalar
    mapping: Keyed
    allowed: str
    secret: bool = False


Shape = Scalar | Items | Keyed | Named | Either


@dataclass(frozen=True, slots=True)
class Key:
    """A key: its value, what it means, and the statement that it stands for (which tells the kinds of entry that have it)."""

    shape: Shape
    means: str
    statement: str | None = field(default=None, kw_only=True)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of entry that may have it; where it is not certain, they may."""
        kinds: tuple[str, ...] = get_args(DesiredKind)
        return kinds if self.statement is None else holders_of(self.statement)


# -- values


class Found(NamedTuple):
    """A value with the places where its key stands and where it begins itself; of an element both are the same."""

    value: Any
    key: Place
    at: Place


Values = Mapping[str, Found]


def read_shape(shape: Shape, node: YamlNode, name: str) -> Any:
    """The value of a node, which messages call `name`: of a list a tuple of `Found`, of a mapping a dictionary of them.

    Raises InputError, with the place and what is allowed, for a node that has another shape.
    """
    match shape:
        case Scalar():
            return value_of(word_of(node, name), shape.noun, shape.read)
        case Items():
            elements = list_of(node, name, shape.example).elements
            return tuple(
                Found(read_shape(shape.element, one, f"the {shape.noun}"), one.place, one.place) for one in elements
            )
        case Named():
            return _named(shape, mapping_of(node, name, shape.example))
        case Keyed():
            return _keyed(shape, mapping_of(node, name, shape.example))
        case Either():
            return _either(shape, node, name)


def _named(shape: Named, node: YamlMapping) -> dict[str, Found]:
    found: dict[str, Found] = {}
    for key, value in node.values.items():
        place = node.key_places[key]
        name = value_of(Word(key, place), shape.name.noun, shape.name.read)
        if name in found:
            raise InputError(f"{place}: {shape.name.noun} {name} stands twice; it is at {found[name].key} already")
        found[name] = Found(read_shape(shape.value, value, f"{shape.value.noun} {name}"), place, value.place)
    return found


def _keyed(shape: Keyed, node: YamlMapping) -> dict[str, Found]:
    found: dict[str, Found] = {}
    for key, value in node.values.items():
        place = node.key_places[key]
        known_word(Word(key, place), tuple(shape.keys), f"key of {_an(shape.noun)}")
        found[key] = Found(read_shape(shape.keys[key].shape, value, key), place, value.place)
    _check_keys(shape, found, node.place)
    return found


def _check_keys(shape: Keyed, found: Values, place: Place) -> None:
    """Raise InputError for keys that exclude each other, and for those that are missing."""
    for alternatives in shape.required:
        if found.keys().isdisjoint(alternatives):
            missing = listed(alternatives, "or")
            raise InputError(f"{place}: the {shape.noun} has no key {missing}; allowed: {shape.example}")
    for pair in shape.excludes:
        if pair[0] in found and pair[1] in found:
            later = max(found[one].key for one in pair)
            raise InputError(f"{later}: {listed(pair, 'and')} exclude each other; allowed: one of them")
    for key, others in shape.needs:
        if key in found and found.keys().isdisjoint(others):
            raise InputError(f"{found[key].key}: {key} stands alone; allowed: together with {listed(others, 'or')}")


def _either(shape: Either, node: YamlNode, name: str) -> Any:
    try:
        if isinstance(node, YamlText):
            return read_shape(shape.word, node, name)
        if isinstance(node, YamlMapping):
            return _keyed(shape.mapping, node)
    except InputError:
        if not shape.secret:
            raise
    if shape.secret:
        raise InputError(f"{node.place}: {name} cannot be that (it is not shown here); allowed: {shape.allowed}")
    raise wrong_kind(node, name, shape.allowed)


def _an(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiouN' else 'a'} {noun}"
