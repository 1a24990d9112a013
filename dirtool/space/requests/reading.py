"""Reads what the allocator is asked: from YAML, from CSV, and from words of the command line.

All three come to the same: the words of a request by key, each with its place. What a word means, `values` says.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from dirtool.errors import InputError
from dirtool.model.names import pool_of
from dirtool.model.reading import refuse_directory
from dirtool.model.volume_list import volid_of
from dirtool.space.requests.request import Asked, Headroom, Request
from dirtool.space.requests.values import POOL_READER, READERS, headroom_of
from dirtool.syntax.yaml_words import Word, known_word, list_of, mapping_of, utf8_records, value_of, word_of
from dirtool.text.input import read_bytes
from dirtool.text.records import Records
from dirtool.text.yaml_tree import Place, YamlList, YamlNode, yaml_tree
from dirtool.wording import listed, shown

_STDIN = "-"
_STDIN_NAME = "<stdin>"
_YAML_SUFFIXES = (".yaml", ".yml")
_CSV_SUFFIX = ".csv"

_FORM = "[COUNTx][SUBJECT:]SIZE[@POOL[:START]], such as LNX1/0200:10016@LINUX"
_HEADER = "a header such as subject,size,group, and a line for each request"
_REQUEST = "a mapping, such as {subject: LNX1/0200, size: 10016, group: LINUX}"
_KINDS_OF_POOL = ("volume", "region", "group")
_SECTIONS = ("requests", "headroom", "never")

_COUNT = re.compile(r"([0-9]+)X([^/].*)", re.IGNORECASE | re.DOTALL)
_OTHER_SEPARATORS = ";\t"  # of CSV that is no CSV
_CSV_FIELD = re.compile(r' *("(?:[^"]|"")*"|[^,]*)(?:,|$)')


def read_requests(words_or_paths: Sequence[str], stdin: Callable[[], bytes]) -> Asked:
    """All that some arguments ask for, in their order.

    An argument is a file if it is `-` (what `stdin` returns), if its name ends in .yaml, .yml or .csv, or if there is such a
    file; else it is a request itself. The content of a file of another name tells whether it is CSV or YAML. Raises
    InputError, with file, line and column, or with the argument.
    """
    reader = _Reader()
    for argument in words_or_paths:
        if argument == _STDIN:
            if words_or_paths.count(_STDIN) > 1:
                raise InputError(f"{_STDIN} stands twice; allowed: standard input once")
            reader.read_file(utf8_records(stdin(), _STDIN_NAME))
        elif _is_file(argument):
            reader.read_file(utf8_records(read_bytes(Path(argument)), argument))
        else:
            reader.read_word(argument)
    return Asked(reader.requests, reader.headroom, frozenset(reader.never))


class _Reader:
    """Gathers what is asked."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.headroom: dict[str, Headroom] = {}
        self.never: set[str] = set()
        self._asked_at: dict[str, Place | str] = {}  # by subject
        self._headroom_at: dict[str, Place] = {}  # by name of the pool
        self._nameless = 0

    def read_file(self, records: Records) -> None:
        """Take what a file asks for."""
        refuse_directory(records, "requests")
        suffix = Path(records.path).suffix.lower()
        if suffix == _CSV_SUFFIX or (suffix not in _YAML_SUFFIXES and _looks_like_csv(records)):
            self._read_csv(records)
        else:
            self._read_yaml(yaml_tree(records))

    def read_word(self, argument: str) -> None:
        """Take what an argument asks for."""
        self._add(_parts(argument), shown(argument))

    def _read_csv(self, records: Records) -> None:
        rows = _csv_rows(records)
        header = next(rows, None)
        if header is None:
            raise InputError(f"{records.path}: there is nothing in it; allowed: {_HEADER}")
        keys: list[str] = []
        for word in header:
            if word.text.lower() not in READERS and _names_a_key(word.text, _OTHER_SEPARATORS):
                raise InputError(
                    f"{word.place}: {shown(word.text)} is no column; allowed: columns with commas between them"
                )
            key = known_word(word._replace(text=word.text.lower()), tuple(READERS), "column")
            if key in keys:
                raise InputError(f"{word.place}: column {key} stands twice")
            keys.append(key)
        for row in rows:
            if len(row) > len(keys):
                raise InputError(f"{row[-1].place}: {shown(row[-1].text)} stands behind the last column, {keys[-1]}")
            words = {key: word for key, word in zip(keys, row, strict=False) if word.text}
            self._add(words, row[0].place)

    def _read_yaml(self, root: YamlNode) -> None:
        if isinstance(root, YamlList):
            self._add_all(root)
            return
        document = mapping_of(root, "the document", f"a list of requests, or a mapping of {listed(_SECTIONS, 'and')}")
        for section, node in document.values.items():
            key = known_word(Word(section, document.key_places[section]), _SECTIONS, "key")
            if key == "requests":
                self._add_all(list_of(node, key, "a list of requests"))
            elif key == "headroom":
                self._add_headroom(node)
            else:
                volids = list_of(node, key, "a list of volids").elements
                self.never.update(value_of(word_of(volid, "the volid"), "volid", volid_of) for volid in volids)

    def _add_all(self, requests: YamlList) -> None:
        for node in requests.elements:
            request = mapping_of(node, "the request", _REQUEST)
            words = {
                known_word(Word(key, request.key_places[key]), tuple(READERS), "key"): word_of(value, key)
                for key, value in request.values.items()
            }
            self._add(words, node.place)

    def _add_headroom(self, node: YamlNode) -> None:
        pools = mapping_of(node, "headroom", "a mapping of pools, such as {LINUX: 10%}")
        for key, value in pools.values.items():
            place = pools.key_places[key]
            pool = value_of(Word(key, place), "name of a pool", named_pool_of)
            if pool in self.headroom:
                raise InputError(
                    f"{place}: headroom of {pool} stands twice; it is at {self._headroom_at[pool]} already"
                )
            self._headroom_at[pool] = place
            self.headroom[pool] = value_of(word_of(value, key), "headroom", headroom_of)

    def _add(self, words: Mapping[str, Word], place: Place | str) -> None:
        """Take one request, or a series of them."""
        if "size" not in words:
            raise InputError(f"{place}: the request has no size")
        _check_where(words)
        values = {key: value_of(word, *READERS.get(key, POOL_READER)) for key, word in words.items()}
        count, subject = values.pop("count", None), values.pop("subject", None)
        asked_at = place.in_file if isinstance(place, Place) else place
        if subject is None:
            for _ in range(1 if count is None else count):
                self._nameless += 1
                self.requests.append(Request(f"#{self._nameless}", **values, place=asked_at))
            return
        if count is not None:
            raise InputError(
                f"{words['count'].place}: count {count} stands beside subject {subject}; allowed: one of them"
            )
        if subject in self._asked_at:
            raise InputError(
                f"{words['subject'].place}: {subject} stands twice; it is at {self._asked_at[subject]} already"
            )
        self._asked_at[subject] = words["subject"].place
        self.requests.append(Request(subject, **values, place=asked_at))


def _is_file(argument: str) -> bool:
    """Whether an argument names a file: by the end of its name, or because there is one."""
    if argument.lower().endswith((*_YAML_SUFFIXES, _CSV_SUFFIX)):
        return True
    return os.path.exists(argument) and not os.path.isdir(argument)


# -- words of the command line


def _parts(argument: str) -> dict[str, Word]:
    """The words of a request by key: [COUNTx][SUBJECT:]SIZE[@POOL[:START]]."""
    words: dict[str, str] = {}
    rest = argument
    if match := _COUNT.fullmatch(rest):
        words["count"], rest = match[1], match[2]
    head, colon, behind = rest.partition(":")
    if colon and ("/" in head or "@" not in head):
        words["subject"], rest = head, behind
    words["size"], at, pool = rest.partition("@")
    if at:
        words |= _pool_parts(pool)
    if list(words) == ["size"] and not re.match("[0-9]", argument):
        raise InputError(f"{shown(argument)}: no file of this name, and no request; allowed: {_FORM}")
    return {key: Word(word, shown(argument)) for key, word in words.items()}


def _pool_parts(text: str) -> dict[str, str]:
    """The words of [KIND:]POOL[:START]; a pool with a start can be but a volume."""
    kind, colon, behind = text.partition(":")
    if colon and kind.lower() in _KINDS_OF_POOL:
        kind, text = kind.lower(), behind
    else:
        kind = "pool"
    name, colon, start = text.partition(":")
    if not colon:
        return {kind: name}
    return {"volume" if kind == "pool" else kind: name, "start": start}


# -- CSV


def _csv_rows(records: Records) -> Iterator[list[Word]]:
    """The fields of the lines that are no comment and not blank, without empty fields at the end."""
    for line, text in enumerate(records.texts, 1):
        if _is_comment(text):
            continue
        try:
            fields = next(csv.reader([text], skipinitialspace=True, strict=True))
        except csv.Error as error:
            raise InputError(f"{Place(records.path, line, 1)}: no CSV: {error}") from None
        columns = (match.start(1) + 1 for match in _CSV_FIELD.finditer(text))
        row = [
            Word(field.strip(), Place(records.path, line, column))
            for field, column in zip(fields, columns, strict=False)
        ]
        while row and not row[-1].text:
            row.pop()
        if row:
            yield row


def _is_comment(text: str) -> bool:
    """Whether a line is a comment, or blank."""
    return not text.strip() or text.lstrip().startswith("#")


def _looks_like_csv(records: Records) -> bool:
    """Whether the first line is a header of CSV, if perhaps with other separators: one of its fields is a key of requests."""
    first = next((text.strip() for text in records.texts if not _is_comment(text)), "")
    is_flow = first.startswith(("[", "{"))
    return not is_flow and _names_a_key(first, f",{_OTHER_SEPARATORS}")


def _names_a_key(text: str, separators: str) -> bool:
    """Whether one of the fields of a text is a key of requests; any of some characters separates them."""
    return any(field.strip(' "').lower() in READERS for field in re.split(f"[{separators}]", text))


# -- words to values


def named_pool_of(word: str) -> str:
    """A word as the name of a pool, with the kind of pool before it if it tells that: LINUX, or group:LINUX.

    Raises ValueError that says what is allowed.
    """
    kind, colon, name = word.partition(":")
    if colon and kind.lower() in _KINDS_OF_POOL:
        _, read = READERS[kind.lower()]
        return f"{kind.lower()}:{read(name)}"
    return pool_of(word)


def _check_where(words: Mapping[str, Word]) -> None:
    """Raise InputError for a request of two places, and for a start without its volume."""
    named = [kind for kind in _KINDS_OF_POOL if kind in words]
    if len(named) > 1:
        place = words[named[1]].place
        raise InputError(f"{place}: {listed(named, 'and')} exclude each other; allowed: one of them")
    if "start" in words and "volume" not in words:
        start = words["start"]
        raise InputError(f"{start.place}: start {shown(start.text)} has no volume; allowed: start together with volume")
