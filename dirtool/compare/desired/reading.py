"""Reads desired.yaml, with all that is wrong with it by itself.

What the keys are and take, `keys` tells; here their values become a `Desired`, and are held against each other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

from dirtool.compare.desired.checks import check_entry, check_removals
from dirtool.compare.desired.expansion import check_shared
from dirtool.compare.desired.keys import DOCUMENT, ENTRY, FURTHER_OPERANDS, MOST_LOGONBY, NAMES, PASSWORD, POOLS
from dirtool.compare.desired.patterns import MOST_IN_ALL, is_pattern, names_of
from dirtool.compare.desired.shapes import Found, Values, read_shape
from dirtool.compare.desired.state import (
    Clone,
    Dedicate,
    Desired,
    DesiredEntry,
    DesiredKind,
    FixedPlace,
    Format,
    GroupFacts,
    Link,
    Minidisk,
    Nic,
    PoolKind,
    RealDevice,
    RegionFacts,
    Removal,
    Secret,
    SecretSource,
    Temporary,
    VolumeFacts,
    Within,
)
from dirtool.compare.desired.statements import StatementReader
from dirtool.errors import InputError
from dirtool.model.extent import SYSTEM_RESIDENCE
from dirtool.model.reading import refuse_directory
from dirtool.spec.extent_control import END_OF_VOLUME
from dirtool.spec.statement import Section
from dirtool.spec.statements import BY_NAME
from dirtool.syntax.parser import Parser, collector_off
from dirtool.syntax.statement import Statement
from dirtool.syntax.to_text import statement_text
from dirtool.syntax.yaml_words import Word, utf8_records, value_of
from dirtool.text.input import read_bytes
from dirtool.text.records import Records
from dirtool.text.yaml_tree import Place, YamlNode, text_of, yaml_tree
from dirtool.wording import listed

_PLACE = re.compile(r":([0-9]+):[0-9]+: ")


def read_desired(path: Path, shown: str | None = None) -> Desired:
    """The desired state in a file, which messages call `shown`.

    Raises InputError for a file that cannot be read, and as `desired_of`.
    """
    name = shown or str(path)
    return desired_of(utf8_records(read_bytes(path, name), name))


def desired_of(records: Records, parser: Parser | None = None) -> Desired:
    """The desired state that records hold; patterns and `like` are still there.

    Raises InputError, with file, line and column and with what is allowed, for all that is wrong with it by itself.
    """
    refuse_directory(records, "a desired state")
    with collector_off():
        return _desired(records, parser or Parser())


def _desired(records: Records, parser: Parser) -> Desired:
    document: Values = read_shape(DOCUMENT, _root(records), "the document")
    statements = StatementReader(parser, text_of(records).split("\n"))
    entries = _Entries(statements)
    for name, found in _of(document, "entries", {}).items():
        entries.add(name, found)
    remove = _removals(_of(document, "remove", ()))
    check_removals(entries.by_name, remove)
    volumes = {
        volid: VolumeFacts(_of(facts.value, "devtype"), _of(facts.value, "size"))
        for volid, facts in _of(document, "volumes", {}).items()
    }
    return Desired(
        records.path,
        entries.entries,
        remove,
        volumes,
        _of(document, "current"),
        _of(document, "extents"),
        {name: _region(found) for name, found in _of(document, "regions", {}).items()},
        {name: _group(found) for name, found in _of(document, "groups", {}).items()},
    )


def _region(found: Found) -> RegionFacts:
    values: Values = found.value
    size = values["size"].value
    return RegionFacts(
        found.key,
        values["volume"].value,
        values["devtype"].value,
        values["start"].value,
        None if size == END_OF_VOLUME else size,
    )


def _group(found: Found) -> GroupFacts:
    values: Values = found.value
    return GroupFacts(found.key, tuple(_places_of(values["regions"], "region")), "rotating" in values)


def _root(records: Records) -> YamlNode:
    """The document. A message about YAML shows nothing that stands beside a password."""
    try:
        return yaml_tree(records)
    except InputError as error:
        place = _PLACE.match(error.message.removeprefix(records.path))
        if place is None or error.message.endswith(": password has no value"):
            raise
        line = int(place[1])
        if "password" not in "".join(text_of(records).split("\n")[max(0, line - 2) : line]).lower():
            raise
        raise InputError(f"{records.path}{place[0]}no YAML, beside a password; allowed: {PASSWORD.allowed}") from None


def _of(values: Values, key: str, default: Any = None) -> Any:
    """The value of a key, if it is there."""
    found = values.get(key)
    return default if found is None else found.value


# -- entries


class _Entries:
    """Gathers the entries: as they are written, and by each name that a pattern stands for."""

    def __init__(self, statements: StatementReader) -> None:
        self.entries: dict[str, DesiredEntry] = {}
        self.by_name: dict[str, DesiredEntry] = {}
        self._statements = statements
        self._made = 0

    def add(self, name: str, found: Found) -> None:
        """Take an entry. Raises InputError also where one of its names is taken."""
        values: Values = found.value
        kind: DesiredKind = _of(values, "kind", "user")
        names = self._names(name, kind, found.key)
        for key, one in values.items():
            kinds = ENTRY.keys[key].kinds
            if kind not in kinds:
                raise InputError(
                    f"{one.key}: an entry of kind {kind} has no {key}; allowed: in a {listed(kinds, 'or')}"
                )
        entry = self._entry(name, kind, values, found.key)
        check_entry(entry)
        if is_pattern(name):
            check_shared(entry)
        self.entries[name] = entry
        for userid in names:
            before = self.by_name.setdefault(userid, entry)
            if before is not entry:
                other = f"{before.name} makes it at" if is_pattern(before.name) else "it is at"
                raise InputError(f"{found.key}: entry {userid} stands twice; {other} {before.place} already")

    def _names(self, name: str, kind: DesiredKind, place: Place) -> list[str]:
        """The names that an entry is for, each of them checked."""
        names = [name]
        if is_pattern(name):
            names = value_of(Word(name, place), "pattern of names", names_of)
            self._made += len(names)
            if self._made > MOST_IN_ALL:
                raise InputError(f"{place}: the patterns up to here stand for more than {MOST_IN_ALL:,} names")
        for one in names:
            value_of(Word(one, place), NAMES[kind].noun, NAMES[kind].read)
        return names

    def _entry(self, name: str, kind: DesiredKind, values: Values, place: Place) -> DesiredEntry:
        options, logonby = values.get("options"), values.get("logonby")
        return DesiredEntry(
            name,
            place,
            kind,
            like=_of(values, "like"),
            include=_of(values, "include"),
            password=_password(_of(values, "password")),
            storage=_of(values, "storage"),
            max_storage=_of(values, "max_storage"),
            class_=_of(values, "class"),
            header={key: values[key].value for key in FURTHER_OPERANDS if key in values},
            logonby=None if logonby is None else _userids(logonby),
            options=None if options is None else self._operands("OPTION", options) or (),
            minidisks={vdev: self._minidisk(vdev, one) for vdev, one in _of(values, "minidisks", {}).items()},
            nics={
                vdev: Nic(vdev, one.key, {key: operand.value for key, operand in one.value.items()})
                for vdev, one in _of(values, "nics", {}).items()
            },
            links={vdev: self._link(vdev, one) for vdev, one in _of(values, "links", {}).items()},
            dedicate={vdev: self._dedicate(vdev, one) for vdev, one in _of(values, "dedicate", {}).items()},
            statements=tuple(self._statements.wanted(one.value, one.at, kind) for one in _of(values, "statements", ())),
        )

    def _operands(self, keyword: str, found: Found) -> Statement | None:
        """The statement of operands that stand in a list; None of an empty one."""
        words = [Word(one.value, one.at) for one in found.value]
        return self._statements.of_operands(keyword, words) if words else None

    def _extension(self, keyword: str, values: Values) -> tuple[str, ...]:
        """The words of the statement that may stand behind a device."""
        found = values.get(keyword.lower())
        statement = None if found is None else self._operands(keyword, found)
        return () if statement is None else tuple(statement_text(statement).split()[1:])

    def _minidisk(self, vdev: str, found: Found) -> Minidisk:
        values: Values = found.value
        format_: Values | None = _of(values, "format")
        return Minidisk(
            vdev,
            found.key,
            _where(values),
            _of(values, "devtype"),
            _of(values, "mode"),
            None if format_ is None else _format(format_),
            _of(values, "grow"),
            self._extension("MINIOPT", values),
            self._extension("DASDOPT", values),
        )

    def _link(self, vdev: str, found: Found) -> Link:
        values: Values = found.value
        owner_vdev = _of(values, "vdev", vdev)
        mode = _of(values, "mode")
        return Link(vdev, found.key, values["userid"].value, owner_vdev, mode, self._extension("DASDOPT", values))

    def _dedicate(self, vdev: str, found: Found) -> Dedicate:
        operands = {key: one.value for key, one in found.value.items() if key != "dasdopt"}
        return Dedicate(vdev, found.key, operands, self._extension("DASDOPT", found.value))


def _password(value: str | Values | None) -> str | Secret | None:
    if value is None or isinstance(value, str):
        return value
    source: SecretSource = next(one for one in get_args(SecretSource) if one in value)
    return Secret(source, "" if source == "prompt" else value[source].value)


def _userids(found: Found) -> tuple[str, ...]:
    """The userids of LOGONBY, each of them once, and not more than it takes."""
    places = _places_of(found, "userid")
    for userid, place in list(places.items())[MOST_LOGONBY:]:
        raise InputError(f"{place}: {userid} is one userid too many; allowed: {MOST_LOGONBY} of them")
    return tuple(places)


def _places_of(found: Found, noun: str) -> dict[str, Place]:
    """The words of a list with where they stand. Raises InputError for one that stands twice."""
    at: dict[str, Place] = {}
    for one in found.value:
        if one.value in at:
            raise InputError(f"{one.at}: {noun} {one.value} stands twice; it is at {at[one.value]} already")
        at[one.value] = one.at
    return at


def _format(values: Values) -> Format:
    blksize = _of(values, "blksize")
    return Format(_of(values, "label"), None if blksize is None else int(blksize))


def _where(values: Values) -> FixedPlace | Within | Clone | Temporary | RealDevice | None:
    """The place of a minidisk; the keys go together already."""
    kind: PoolKind = next((kind for kind in POOLS if kind in values), "")
    name = _of(values, kind, "")
    if "start" in values:
        return FixedPlace(name, _of(values, "start"), _cells(values["size"]))
    if name == SYSTEM_RESIDENCE:
        raise InputError(f"{values[kind].at}: {name} has no start; allowed: {name} together with start")
    if "clone" in values:
        return Clone(_of(values, "clone"), kind, name)
    if "vdisk" in values or "tdisk" in values:
        return (
            Temporary("V-DISK", _of(values, "vdisk"))
            if "vdisk" in values
            else Temporary("T-DISK", _of(values, "tdisk"))
        )
    if "devno" in values:
        return RealDevice(_of(values, "devno"))
    if "size" not in values:
        return None
    size = _of(values, "size")
    if size == "END":
        raise InputError(f"{values['size'].at}: size END has no start; allowed: END together with volume and start")
    return Within(kind, name, size)


def _cells(found: Found) -> int | None:
    """A size in cylinders or blocks; None: up to the end of the volume."""
    if found.value == "END":
        return None
    if found.value.unit:
        raise InputError(
            f"{found.at}: {found.value} is no size of a place that is named; allowed: a number alone, or END"
        )
    return int(found.value.count)


# -- removals


def _removals(elements: Sequence[Found]) -> tuple[Removal, ...]:
    found: dict[tuple[str, str | None, str | None], Removal] = {}
    for one in elements:
        removal = _removal(one)
        subject = (removal.entry, removal.vdev, removal.keyword)
        before = found.setdefault(subject, removal)
        if before is not removal:
            what = " ".join(filter(None, ["/".join(filter(None, subject[:2])), removal.keyword]))
            raise InputError(f"{removal.place}: {what} stands twice; it is at {before.place} already")
    return tuple(found.values())


def _removal(found: Found) -> Removal:
    if isinstance(found.value, tuple):
        return Removal(found.value[0], found.at, found.value[1])
    entry, keyword = (found.value[key] for key in ("entry", "keyword"))
    kind = BY_NAME[keyword.value]
    if kind.section is Section.DEVICE or not kind.holders or "FILE" in kind.holders:
        hint = f"remove: [{entry.value}/0191] removes a device" if kind.section is Section.DEVICE else None
        raise InputError(
            f"{keyword.at}: {keyword.value} is not removed by keyword; allowed: a statement such as SHARE", hint
        )
    return Removal(entry.value, found.at, keyword=keyword.value)
