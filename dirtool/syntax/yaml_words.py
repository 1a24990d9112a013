"""What files of keys and values share: their words with their places, and the messages about those that are wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from dirtool.errors import InputError
from dirtool.spec.statement import nearest
from dirtool.syntax.secrets import pasted_secrets
from dirtool.syntax.statement import MASK
from dirtool.text.records import Records, read_records
from dirtool.text.yaml_tree import Place, YamlList, YamlMapping, YamlNode, YamlText
from dirtool.wording import did_you_mean, listed, shown

Value = TypeVar("Value")

_NUMBER = re.compile(r"[0-9]{1,10}")
_BEFORE_PASSWORD = re.compile(r"(?<!\S)(?:PASSWORD|PW|RR?|WR?|M[RW]?|S[RWM]|E[RW])[\s:=]+(?=\S)", re.IGNORECASE)


class Word(NamedTuple):
    """A word as it was written, and where: in a file, or on the command line (all of the argument)."""

    text: str
    place: Place | str


def utf8_records(data: bytes, path: str) -> Records:
    """The records of a file. It is UTF-8 if it can be: comments in another alphabet may look like EBCDIC."""
    try:
        return read_records(data, path, "utf-8")
    except InputError:
        return read_records(data, path)


def word_of(node: YamlNode, name: str) -> Word:
    """A scalar, which messages call `name`. Raises InputError for another kind of value."""
    if not isinstance(node, YamlText):
        raise wrong_kind(node, name, "a single word")
    return Word(node.text, node.place)


def list_of(node: YamlNode, name: str, allowed: str) -> YamlList:
    """A list. Raises InputError that says what is `allowed` for another kind of value."""
    if not isinstance(node, YamlList):
        raise wrong_kind(node, name, allowed)
    return node


def mapping_of(node: YamlNode, name: str, allowed: str) -> YamlMapping:
    """A mapping. Raises InputError that says what is `allowed` for another kind of value."""
    if not isinstance(node, YamlMapping):
        raise wrong_kind(node, name, allowed)
    return node


def wrong_kind(node: YamlNode, name: str, allowed: str) -> InputError:
    """The value is of another kind."""
    match node:
        case YamlText():
            kind = shown_safely(node.text)
        case YamlList():
            kind = "a list"
        case YamlMapping():
            kind = "a mapping"
    return InputError(f"{node.place}: {name} is {kind}; allowed: {allowed}")


def known_word(word: Word, words: Sequence[str], noun: str) -> str:
    """A word as one of some words. Raises InputError that lists them, the nearest first."""
    if word.text in words:
        return word.text
    meant = nearest(word.text.lower(), tuple(words))
    allowed = listed(list(dict.fromkeys([*meant, *words])), "or")
    raise InputError(f"{word.place}: {shown(word.text)} is no {noun}; allowed: {allowed}", did_you_mean(meant))


def number(low: int, high: int, meaning: str) -> Callable[[str], int]:
    """A reader of whole numbers from `low` to `high`, of ten digits at most; its ValueError says what is allowed."""

    def read(word: str) -> int:
        if not _NUMBER.fullmatch(word) or not low <= int(word) <= high:
            raise ValueError(f"{meaning}, {low} to {high}")
        return int(word)

    return read


def value_of(word: Word, noun: str, read: Callable[[str], Value]) -> Value:
    """The value of a word. Raises InputError that says what is allowed, as the ValueError of `read` has it."""
    try:
        return read(word.text)
    except ValueError as error:
        raise InputError(f"{word.place}: {shown_safely(word.text)} is no {noun}; allowed: {error}") from None


def shown_safely(text: str) -> str:
    """What messages show of a text: nothing behind an access mode, or where else in a directory a password may stand."""
    places = [pasted_secrets(text), *(match.end() for match in [_BEFORE_PASSWORD.search(text)] if match)]
    start = min((place for place in places if place is not None), default=None)
    return shown(text) if start is None else shown(f"{text[:start]}{MASK}")
