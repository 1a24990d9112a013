"""Strict YAML: one document as a tree of texts, lists and mappings, each with its place in the file.

Every scalar is a text, as it was written: 0191 is no number, and NO is no truth value. Errors are a key that stands twice, a
key or an element without a value (also the plain words null and ~), tags, merge keys (<<), keys that are no texts, a second
document, and nesting beyond DEEPEST. An alias stands for the value that its anchor names, whole, up to MOST_ALIASED.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from dirtool.errors import InputError
from dirtool.text.records import Records
from dirtool.wording import shown

if TYPE_CHECKING:
    import yaml

DEEPEST = 32
"""How deep lists and mappings may be nested, aliases included."""

MOST_ALIASED = 100_000
"""How many texts, lists and mappings all aliases of a file may stand for."""

_NO_VALUE = ("", "~", "null", "Null", "NULL")
_MERGE = "<<"
_READ_DIFFERENTLY = re.compile(r"[\t\ufeff?]|[|>]\S*#")  # by libyaml and by PyYAML's own parser


class Place(NamedTuple):
    """A place in a file; line and column count from 1."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"

    @property
    def in_file(self) -> str:
        """File and line."""
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class YamlText:
    """A scalar, quoted or not."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class YamlList:
    """A list; `place` is where it begins."""

    elements: tuple[YamlNode, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class YamlMapping:
    """A mapping in the order of the file; `key_places` tells where the keys stand, `place` where it begins."""

    values: dict[str, YamlNode]
    key_places: dict[str, Place]
    place: Place


YamlNode = YamlText | YamlList | YamlMapping


def yaml_tree(records: Records, *, is_json: bool = False) -> YamlNode:
    """The document that the records of a file hold. With `is_json` it is to be JSON, in which null is an empty text.

    Raises InputError, with file, line and column, for what is no YAML, and for what this module's first lines refuse.
    """
    import yaml

    text = text_of(records)
    places = _Places(records.path, text)
    compiled: Any = getattr(yaml, "CBaseLoader", None)  # where PyYAML has libyaml: 1.5 s, not 11 s, for 200,000 lines
    if compiled is not None and not is_json and _READ_DIFFERENTLY.search(text) is None:
        with suppress(InputError, yaml.YAMLError, ValueError):  # what is wrong is told below, always in the same words
            return _Composer(places, compiled(text).get_event).document()
    language = "JSON" if is_json else "YAML"
    return _Composer(places, _Events(places, text, language).next, language).document()


def text_of(records: Records) -> str:
    """The text of a file. What JSON writes is one long line, and may look like records of 80 without line ends."""
    text = "".join(records.texts) if records.blocks else ""
    return text if text.lstrip().startswith(("[", "{")) else "\n".join(records.texts)


class _Anchored(NamedTuple):
    """The value that an anchor names, how many nodes it has, and how many levels there are below it."""

    node: YamlNode
    nodes: int
    height: int


class _Places:
    """The places of a text's characters in its file, which count from 0."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self._line_starts = [0, *itertools.accumulate(len(line) + 1 for line in text.split("\n"))]

    def at(self, index: int) -> Place:
        line = bisect_right(self._line_starts, index)
        return Place(self.path, line, index - self._line_starts[line - 1] + 1)

    def of(self, event: yaml.Event) -> Place:
        assert event.start_mark is not None
        return self.at(event.start_mark.index)


class _Events:
    """The events of PyYAML's own parser, which are all that is used of it. Raises InputError for what is none."""

    def __init__(self, places: _Places, text: str, language: str) -> None:
        import yaml

        self._places = places
        self._language = language
        try:
            self._loader: Any = yaml.BaseLoader(text)  # untyped, but for its events
        except yaml.reader.ReaderError as error:
            place = places.at(error.position)
            raise InputError(
                f"{place}: character U+{ord(text[error.position]):04X} is not allowed in {language}"
            ) from None

    def next(self) -> yaml.Event:
        """The next one."""
        import yaml

        try:
            event: yaml.Event = self._loader.get_event()
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = self._places.at(self._loader.index if mark is None else mark.index)
            what = ": ".join(one for one in (error.context, error.problem) if one)
            raise InputError(f"{place}: no {self._language}: {what}") from None
        except (ValueError, OverflowError):  # of an escape such as "\UFFFFFFFF", or a version of thousands of digits
            place = self._places.at(self._loader.index)
            raise InputError(f"{place}: no {self._language}: a number is too large") from None
        return event


class _Composer:
    """Makes the tree from the events of a parser."""

    def __init__(self, places: _Places, next_event: Callable[[], yaml.Event], language: str = "YAML") -> None:
        self._places = places
        self._next = next_event
        self._language = language
        self._anchors: dict[str, _Anchored] = {}
        self._nodes = 0
        self._aliased = 0
        self._deepest = 0

    def document(self) -> YamlNode:
        """All of it."""
        import yaml

        self._next()  # the start of the stream
        if isinstance(self._next(), yaml.StreamEndEvent):
            raise InputError(f"{self._places.path}: there is nothing in it")
        root = self._node(self._next(), 1, "the document")
        self._next()  # the end of the document
        following = self._next()
        if not isinstance(following, yaml.StreamEndEvent):
            raise InputError(f"{self._places.of(following)}: a second document begins; allowed: one in a file")
        return root

    def _node(self, event: yaml.Event, depth: int, name: str) -> YamlNode:
        """The value that begins with an event, which messages call `name`."""
        import yaml

        place = self._places.of(event)
        if isinstance(event, yaml.AliasEvent):
            if self._language == "JSON":
                raise InputError(f"{place}: no JSON: {name} is neither in quotes nor a number")
            return self._named(str(event.anchor), depth, place)
        assert isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent)
        if event.tag is not None:
            raise InputError(f"{place}: {name} has a tag; allowed: values without tags")
        above, self._deepest = self._deepest, depth
        self._check_depth(depth, place)
        nodes = self._nodes
        self._nodes += 1
        node: YamlNode
        if isinstance(event, yaml.ScalarEvent):
            node = self._text(event, name, place)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = self._list(depth, place)
        else:
            node = self._mapping(depth, place)
        if event.anchor is not None:
            self._anchors[event.anchor] = _Anchored(node, self._nodes - nodes, self._deepest - depth)
        self._deepest = max(above, self._deepest)
        return node

    def _check_depth(self, depth: int, place: Place) -> None:
        if depth > DEEPEST:
            raise InputError(f"{place}: nested too deep; allowed: {DEEPEST} levels")

    def _named(self, anchor: str, depth: int, place: Place) -> YamlNode:
        """The value that an alias stands for."""
        if anchor not in self._anchors:
            raise InputError(
                f"{place}: *{shown(anchor)} stands for nothing; allowed: the name of an anchor (&) before it"
            )
        node, nodes, height = self._anchors[anchor]
        self._check_depth(depth + height, place)
        self._deepest = max(self._deepest, depth + height)
        self._nodes += nodes
        self._aliased += nodes
        if self._aliased > MOST_ALIASED:
            raise InputError(f"{place}: the aliases up to here stand for more than {MOST_ALIASED} values")
        return node

    def _text(self, event: yaml.ScalarEvent, name: str, place: Place) -> YamlText:
        is_plain = event.implicit[0]
        if is_plain and event.value in _NO_VALUE:
            if self._language == "JSON":
                return YamlText("", place)
            hint = f'the word itself is written "{event.value}", in quotes' if event.value else None
            raise InputError(f"{place}: {name} has no value", hint)
        return YamlText(event.value, place)

    def _list(self, depth: int, place: Place) -> YamlList:
        import yaml

        elements = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            elements.append(self._node(event, depth + 1, "an element of the list"))
        return YamlList(tuple(elements), place)

    def _mapping(self, depth: int, place: Place) -> YamlMapping:
        import yaml

        mapping = YamlMapping({}, {}, place)
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key, key_place = self._key(event), self._places.of(event)
            if key in mapping.values:
                raise InputError(
                    f"{key_place}: key {shown(key)} stands twice; it is in line {mapping.key_places[key].line} already"
                )
            mapping.key_places[key] = key_place
            mapping.values[key] = self._node(self._next(), depth + 1, shown(key))
        return mapping

    def _key(self, event: yaml.Event) -> str:
        import yaml

        if not isinstance(event, yaml.ScalarEvent) or event.tag is not None or not event.value:
            place = self._places.of(event)
            raise InputError(f"{place}: the key is no word; allowed: a word, in quotes or not, with a colon behind it")
        if event.value == _MERGE and event.implicit[0]:
            place = self._places.of(event)
            raise InputError(f"{place}: {_MERGE} merges nothing here; allowed: an alias in the place of a whole value")
        return event.value
