"""The keys of a settings file: what each one means, what it takes, and what is said of a value that it does not take."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, get_args

from dirtool.cli.toml_lines import Key
from dirtool.errors import InputError
from dirtool.lint.diagnostic import Severity
from dirtool.lint.selection import RULES_OF_LINT, Selector, UnknownSelector, selector
from dirtool.migrate.options import GroupBy
from dirtool.model.names import pool_of, subject_pattern_of, userid_of, volid_pattern_of
from dirtool.model.volume_list import SystemArea, devtype_of, volid_of
from dirtool.plan.options import REPLACE_THRESHOLD, Online
from dirtool.spec.dirmaint_capabilities import SWITCHES
from dirtool.spec.extent_control import METHODS
from dirtool.spec.releases import RELEASES
from dirtool.spec.statement import nearest
from dirtool.spec.statements import BY_NAME
from dirtool.spec.values import BadValue
from dirtool.syntax.words import fold
from dirtool.wording import did_you_mean, listed

OFF = "off"
"""The level of a rule that does not run."""

EVERYTHING = "ALL"
"""The word in an allow list that stands for all."""

NO_ESM = "none"
"""The name of the external security manager of a system that has none."""

LEVELS = (*Severity, OFF)
RELEASE_WORDS = tuple(map(str, RELEASES))

_AREAS = ("PAGE", "SPOL", "TDSK", "DRCT", "PARM")
_OPTIONS = BY_NAME["OPTION"].by_name["option"]
_CLASSES = BY_NAME["CLASS"].by_name["class"]
_LONGEST_SHOWN = 40

Name = tuple[str, ...]
"""A setting's name: the keys that lead to it."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value comes from. `kind` is "default", "settings", "user" (the user's own file) or "command-line"."""

    kind: str
    path: str | None = None
    line: int | None = None

    def __str__(self) -> str:
        if self.path is None:
            return self.kind.replace("-", " ")
        return f"{self.path}:{self.line}{' (user)' if self.kind == 'user' else ''}"


class Setting(NamedTuple):
    """A value, and where it comes from."""

    value: Any
    origin: Origin


@dataclass(frozen=True, slots=True)
class File:
    """A settings file: its path as it is shown, the folder that its own paths start from, and the lines of its keys.

    `table` are the keys that lead to the settings in it. `formats` are the names of the formats of findings.
    """

    path: str
    folder: Path
    kind: str
    table: Key
    lines: Mapping[Key, int]
    formats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A value in a settings file; `name` is the setting that it belongs to."""

    file: File
    key: Key
    value: Any
    name: Name = field(default=())

    @property
    def line(self) -> int:
        """The line in which its key stands, or the element of a list itself."""
        return self.file.lines.get((*self.file.table, *self.key), 1)

    @property
    def place(self) -> str:
        """What messages begin with."""
        where = f"{self.file.path}:{self.line}"
        return f"{where}: {dotted(self.name)}" if self.name else where

    def members(self) -> "Iterator[tuple[str, Node]]":
        """The keys of a table with their values. Raises InputError if this is no table."""
        if not isinstance(self.value, dict):
            raise self.wrong("a table")
        for key, value in self.value.items():
            yield key, Node(self.file, (*self.key, key), value, (*self.name, key))

    def elements(self, wanted: str) -> "Iterator[Node]":
        """The elements of a list. Raises InputError if this is no list."""
        if not isinstance(self.value, list):
            raise self.wrong(wanted)
        for index, value in enumerate(self.value):
            yield Node(self.file, (*self.key, index), value, self.name)

    def wrong(self, allowed: str, meant: tuple[str, ...] = ()) -> InputError:
        """The value is none that the key takes; `meant` are the words that were most likely meant."""
        return InputError(f"{self.place}: {_shown(self.value)} is not allowed; allowed: {allowed}", did_you_mean(meant))


Reader = Callable[[Node], Iterator[tuple[Node, Any]]]
"""The settings that the value of a key makes: one, or one for each key of a table. Raises InputError."""


@dataclass(frozen=True, slots=True)
class Known:
    """A key that there is. `default` is in force where nobody says anything; `absent` says in words what None means."""

    meaning: str
    read: Reader
    default: Any = None
    absent: str = "none"
    is_table: bool = False


def dotted(name: tuple[str, ...]) -> str:
    """A setting's name as TOML has it, with quotes where they are needed."""
    return ".".join(one if re.fullmatch("[A-Za-z0-9_-]+", one) else json.dumps(one, ensure_ascii=False) for one in name)


def settings_in(node: Node) -> dict[Name, Setting]:
    """The settings in a table and the tables in it. Raises InputError for what is no setting, or has no good value."""
    found: dict[Name, Setting] = {}
    allowed = tuple(dict.fromkeys(name[len(node.name)] for name in KEYS if name[: len(node.name)] == node.name))
    for key, child in node.members():
        if key not in allowed:
            raise _unknown(child, allowed, key)
        if child.name not in KEYS:
            found |= settings_in(child)
            continue
        for one, value in KEYS[child.name].read(child):
            if one.name in found:
                before = found[one.name].origin.line
                raise InputError(f"{one.place} is the same as what line {before} sets", "leave one of them out")
            found[one.name] = Setting(value, Origin(one.file.kind, one.file.path, one.line))
    return found


def _unknown(node: Node, keys: tuple[str, ...], key: str) -> InputError:
    """There is no such key; those there are, nearest first."""
    meant = nearest_word(key, keys)
    allowed = listed(list(dict.fromkeys([*meant, *keys])), "or")
    elsewhere = tuple(dotted(name) for name in KEYS if name[-1] == key)
    return InputError(f"{node.place}: no such setting; allowed: {allowed}", did_you_mean(meant or elsewhere))


def nearest_word(word: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """The words that a word was most likely meant to be, whatever its case, best first."""
    spelt = {one.upper().replace("_", "-"): one for one in words}
    return tuple(spelt[one] for one in nearest(word.upper().replace("_", "-"), tuple(spelt)))


def _shown(value: object) -> str:
    """A value as the file has it. What is in lists and tables is not shown: in the wrong place it may be a secret."""
    match value:
        case dict():
            return "a table"
        case list():
            return "a list"
        case bool():
            return str(value).lower()
        case str():
            return json.dumps(
                value if len(value) <= _LONGEST_SHOWN else f"{value[:_LONGEST_SHOWN]}...", ensure_ascii=False
            )
    return str(value)


# -- what keys take


def _one(read: Callable[[Node], Any]) -> Reader:
    """A key that makes one setting."""

    def rows(node: Node) -> Iterator[tuple[Node, Any]]:
        yield node, read(node)

    return rows


def _text(node: Node, allowed: str) -> str:
    if not isinstance(node.value, str) or not node.value.strip():
        raise node.wrong(allowed)
    return node.value


def _word(node: Node, words: tuple[str, ...]) -> str:
    """One of some words, in any case."""
    allowed = listed(words, "or")
    text = _text(node, allowed)
    spelt = {word.upper(): word for word in words}
    if text.upper() not in spelt:
        raise node.wrong(allowed, nearest_word(text, words))
    return spelt[text.upper()]


def _severity(node: Node) -> Severity:
    return Severity(_word(node, tuple(Severity)))


def _level(node: Node) -> str:
    word = _word(node, LEVELS)
    return word if word == OFF else Severity(word)


def _flag(node: Node) -> bool:
    if not isinstance(node.value, bool):
        raise node.wrong("true or false")
    return node.value


def _path(node: Node) -> Path:
    if not isinstance(node.value, str) or not node.value.strip() or "\0" in node.value:
        raise InputError(
            f"{node.place}: allowed: a path in quotes"
        )  # the value may be a word that should be in that file
    return node.file.folder / node.value


def _format(node: Node) -> str:
    return _word(node, node.file.formats)


def _esm(node: Node) -> str:
    return _text(node, f'the name of an external security manager, such as "racf", or "{NO_ESM}"').lower()


def _selectors(node: Node) -> tuple[Selector, ...]:
    elements = node.elements(f"a list; of each element: {RULES_OF_LINT.wanted}")
    return tuple(_selector(element, element.value) for element in elements)


def _selector(node: Node, word: object) -> Selector:
    if not isinstance(word, str):
        raise node.wrong(RULES_OF_LINT.wanted)
    try:
        return selector(word)
    except UnknownSelector as unknown:
        message = f"{node.place}: {_shown(word)} selects no rule; allowed: {unknown.wanted}"
        raise InputError(message, did_you_mean(unknown.nearest)) from None


def _releases(node: Node) -> tuple[str, ...]:
    return tuple(map(_release, node.elements('a list of releases, such as ["7.3"]')))


def _release(node: Node) -> str:
    if not isinstance(node.value, str) or node.value not in RELEASE_WORDS:
        raise node.wrong(f"{listed(RELEASE_WORDS, 'or')}, in quotes")
    return node.value


def _levels(node: Node) -> Iterator[tuple[Node, Any]]:
    for key, child in node.members():
        chosen = _selector(child, key)
        yield replace(child, name=(*node.name, chosen.spelling)), _level(child)


def _for_patterns(read: Callable[[Node], Any]) -> Reader:
    """A table whose keys are patterns of userids."""

    def rows(node: Node) -> Iterator[tuple[Node, Any]]:
        for key, child in node.members():
            pattern = fold(key)
            if not re.fullmatch(r"[A-Z0-9@#$_*?\[\]!-]+", pattern):
                raise InputError(f"{child.place}: no pattern of userids; allowed: A-Z 0-9 @ # $ _ - and * ? [ ]")
            yield replace(child, name=(*node.name, pattern)), read(child)

    return rows


def _subject_patterns(node: Node) -> tuple[str, ...]:
    """Patterns of subjects."""
    allowed = 'a list of patterns of subjects, such as ["MAINT*", "DB01/0200"]'
    return tuple(_subject_pattern(element, allowed) for element in node.elements(allowed))


def _subject_pattern(node: Node, allowed: str) -> str:
    try:
        return subject_pattern_of(_text(node, allowed))
    except ValueError as error:
        raise node.wrong(str(error)) from None


def _userids(node: Node) -> tuple[str, ...]:
    """A list of userids."""
    return tuple(map(_userid, node.elements('a list of userids, such as ["MAINT"]')))


def _userid(node: Node) -> str:
    try:
        return userid_of(_text(node, "a userid"))
    except ValueError as error:
        raise node.wrong(str(error)) from None


def _groups(node: Node) -> Iterator[tuple[Node, Any]]:
    """GROUP = [VOLIDS]: names of groups, and patterns of the volids of each."""
    for key, child in node.members():
        try:
            name = pool_of(key)
        except ValueError as error:
            raise InputError(f"{child.place}: {_shown(key)} is no name of a group; allowed: {error}") from None
        elements = child.elements('a list of volids, or patterns of them, such as ["LX*"]')
        yield replace(child, name=(*node.name, name)), tuple(map(_volid_pattern, elements))


def _volid_pattern(node: Node) -> str:
    try:
        return volid_pattern_of(_text(node, "a volid, or a pattern of volids"))
    except ValueError as error:
        raise node.wrong(str(error)) from None


def _allowed_options(node: Node) -> frozenset[str]:
    return frozenset(map(_option, node.elements(f'a list of OPTION words, such as ["LNKNOPAS"], or ["{EVERYTHING}"]')))


def _option(node: Node) -> str:
    text = fold(_text(node, f"a word of the OPTION statement, or {EVERYTHING}"))
    if text == EVERYTHING:
        return text
    if text not in _OPTIONS.vocabulary:
        words = (*_OPTIONS.words, EVERYTHING)
        meant = nearest(text, words)
        raise node.wrong(f"{EVERYTHING}, or a word of the OPTION statement (dirtool explain OPTION lists them)", meant)
    return _OPTIONS.vocabulary[text]


def _allowed_classes(node: Node) -> str:
    allowed = f'letters A to Z and digits 1 to 6, such as "BG", or "{EVERYTHING}"'
    text = fold(_text(node, allowed))
    try:
        return str(_CLASSES.read(text))
    except BadValue:
        raise node.wrong(allowed) from None


def _volumes(node: Node) -> Iterator[tuple[Node, Any]]:
    """VOLID = {devtype = …, size = …, areas = […]}; VOLID = 10017 is the size alone."""
    for key, child in node.members():
        try:
            child = replace(child, name=(*node.name, volid_of(key)))
        except ValueError as error:
            raise InputError(f"{child.place}: {_shown(key)} is no volid; allowed: {error}") from None
        yield child, {}
        if isinstance(child.value, dict):
            yield from _volume(child)
        else:
            allowed = "a size, 1 or more, or a table with devtype, size and areas"
            yield replace(child, name=(*child.name, "size")), _number(child, 1, allowed)


def _volume(node: Node) -> Iterator[tuple[Node, Any]]:
    readers: dict[str, Callable[[Node], Any]] = {
        "devtype": _devtype,
        "size": lambda child: _number(child, 1, "the number of cylinders or blocks, 1 or more"),
        "areas": lambda child: tuple(map(_area, child.elements("a list of {kind, first, last}"))),
    }
    for key, child in node.members():
        if key not in readers:
            raise _unknown(child, tuple(readers), key)
        yield child, readers[key](child)


def _devtype(node: Node) -> str:
    if isinstance(node.value, bool) or not isinstance(node.value, str | int):
        raise node.wrong('a device type, such as "3390"')
    try:
        return devtype_of(str(node.value))
    except ValueError as error:
        raise node.wrong(str(error)) from None


def _area(node: Node) -> SystemArea:
    members = dict(node.members())
    keys = SystemArea._fields
    for key in members:
        if key not in keys:
            raise _unknown(members[key], keys, key)
    for key in keys:
        if key not in members:
            raise InputError(f"{node.place}: the area has no {key}; wanted: {listed(keys, 'and')}")
    kind = _word(members["kind"], _AREAS)
    first = _number(members["first"], 0, "a cylinder or block, 0 or more")
    last = _number(members["last"], first, f"a cylinder or block not before the first, {first}")
    return SystemArea(kind, first, last)


def _number(node: Node, low: int, allowed: str) -> int:
    if isinstance(node.value, bool) or not isinstance(node.value, int) or node.value < low:
        raise node.wrong(allowed)
    return node.value


_KEYS = {
    "extend": Known(
        "a settings file to build upon; what this file says takes the place of what that one says", _one(_path)
    ),
    "volumes-file": Known("a file that lists the volumes of the site, one a line: VOLID [DEVTYPE [SIZE]]", _one(_path)),
    "volumes": Known(
        "the volumes of the site: VOLID = {devtype, size, areas}, or VOLID = size", _volumes, is_table=True
    ),
    "extents": Known("the EXTENT CONTROL of DirMaint that is beside the directory", _one(_path)),
    "lint.select": Known("the rules to run", _one(_selectors), (selector("recommended"),)),
    "lint.ignore": Known("rules not to run", _one(_selectors), ()),
    "lint.severity": Known('how severe rules are: RULES = "error", "warning", "info" or "off"', _levels, is_table=True),
    "lint.fail-on": Known("the severity from which on the exit code is 1", _one(_severity), Severity.ERROR),
    "lint.format": Known("how findings are written", _one(_format), "full"),
    "lint.baseline": Known("a file of findings that are known and not reported", _one(_path)),
    "lint.zvm": Known("the z/VM releases that the directory is for", _one(_releases), ()),
    "lint.fragment": Known("whether the files are parts of a directory", _one(_flag), absent="as recognised"),
    "lint.esm": Known('the external security manager, "none" if there is none', _one(_esm), absent="not told"),
    "lint.not-suppressible": Known("rules that no comment silences", _one(_selectors), ()),
    "lint.restricted-passwords": Known("a file of words that nobody may use as a password, one a line", _one(_path)),
    "lint.allow-options": Known(
        "OPTION words that are no danger: USERIDS = [WORDS]", _for_patterns(_allowed_options), is_table=True
    ),
    "lint.allow-classes": Known(
        'classes that are no danger: USERIDS = "CLASSES"', _for_patterns(_allowed_classes), is_table=True
    ),
    **{
        switch.key: Known(switch.meaning, _one(partial(_word, words=switch.words)), switch.default)
        for switch in SWITCHES
    },
    "plan.protect": Known(
        "subjects of which a plan may never lose data or a definition, as patterns", _one(_subject_patterns), ()
    ),
    "plan.clean": Known("whether a plan has DirMaint overwrite minidisks that are removed (CLEAN)", _one(_flag), False),
    "plan.replace-threshold": Known(
        "commands for the statements of one entry; where there would be more, the entry is replaced as a whole",
        _one(partial(_number, low=0, allowed="a whole number, 0 or more")),
        REPLACE_THRESHOLD,
    ),
    "plan.online": Known(
        "DirMaint's ONLINE=: when the object directory follows",
        _one(partial(_word, words=get_args(Online))),
        get_args(Online)[0],
    ),
    "migrate.administrators": Known(
        "the userids that may have DirMaint do everything", _one(_userids), absent="as the directory has them"
    ),
    "migrate.smapi-servers": Known(
        "the userids through which SMAPI works", _one(_userids), absent="as the directory has them"
    ),
    "migrate.groups": Known(
        "groups of EXTENT CONTROL: GROUP = [VOLIDS], which may be patterns", _groups, is_table=True
    ),
    "migrate.group-by": Known(
        "what the groups of the other volumes go by", _one(partial(_word, words=tuple(GroupBy))), GroupBy.VOLUME.value
    ),
    "migrate.allocate": Known(
        "how DirMaint goes through the regions of a group", _one(partial(_word, words=METHODS)), METHODS[0]
    ),
    "migrate.overlays": Known(
        "subjects whose minidisks lie over others on purpose, as patterns", _one(_subject_patterns), ()
    ),
}

KEYS: dict[Name, Known] = {tuple(key.split(".")): known for key, known in _KEYS.items()}
"""Every key, in the order in which they are listed."""
