"""A desired state as the text of desired.yaml: one line for a device, and words that YAML would read otherwise in quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from dirtool.compare.desired.keys import VERSION
from dirtool.compare.desired.state import (
    Clone,
    Dedicate,
    Desired,
    DesiredEntry,
    FixedPlace,
    Link,
    Minidisk,
    Nic,
    RealDevice,
    Removal,
    Secret,
    Temporary,
    Within,
)
from dirtool.syntax.to_text import items_of

_WIDTH = 120
_STEP = "  "

_PLAIN = re.compile(r"(?:\.{1,2}/)*[A-Za-z/$][A-Za-z0-9_./+$@%*=()-]*(?: [A-Za-z0-9_./+$@%*=()-]+)*")
_PLAIN_SIZE = re.compile(r"[1-9][0-9]*(?:[KMGTP]|MiB|GiB|cyl|blk[0-9]*)")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,14}")
_OTHERWISE = frozenset("y yes n no on off true false null".split())  # words that are no texts in some version of YAML
_ESCAPES = {'"': '\\"', "\\": "\\\\"}

Written = str
"""The text of a scalar, in quotes where it needs them."""

Keys = dict[str, Written | Sequence[Written] | None]
"""What stands behind the keys of a mapping; what is None is not written."""


class Comments(NamedTuple):
    """Lines of comment: at the head, before an entry ("": behind the last one), and inside an entry."""

    head: Sequence[str] = ()
    before: Mapping[str, Sequence[str]] = {}
    inside: Mapping[str, Sequence[str]] = {}


_NO_COMMENTS = Comments()


def desired_text(desired: Desired, comments: Comments = _NO_COMMENTS) -> Iterator[str]:
    """The lines of desired.yaml, of at most 120 columns where that can be."""
    yield from _comment("", comments.head)
    yield f"version: {VERSION}"
    for key, path in (("current", desired.current), ("extents", desired.extents)):
        if path is not None:
            yield f"{key}: {_word(path)}"
    if desired.volumes:
        yield "volumes:"
        for volid, facts in desired.volumes.items():
            sizes: Keys = {"devtype": _number(facts.devtype), "size": _number(facts.size)}
            yield from _mapping(_STEP, _word(volid), sizes)
    yield from _areas(desired)
    behind = comments.before.get("", ())
    if desired.entries or behind:
        yield "entries:" if desired.entries else "entries: {}"
        for name, entry in desired.entries.items():
            yield from _comment(_STEP, comments.before.get(name, ()))
            yield f"{_STEP}{_word(name)}:"
            yield from _comment(_STEP * 2, comments.inside.get(name, ()))
            yield from _entry(entry)
        yield from _comment(_STEP, behind)
    if desired.remove:
        yield "remove:"
        for removal in desired.remove:
            yield f"{_STEP}- {_removal(removal)}"


def _areas(desired: Desired) -> Iterator[str]:
    """The regions and groups that EXTENT CONTROL shall have."""
    if desired.regions:
        yield "regions:"
    for name, region in desired.regions.items():
        size = "END" if region.size is None else str(region.size)
        keys: Keys = {"volume": _word(region.volid), "devtype": _word(region.devtype), "start": str(region.start)}
        yield from _mapping(_STEP, _word(name), keys | {"size": size})
    if desired.groups:
        yield "groups:"
    for name, group in desired.groups.items():
        keys = {"regions": [*map(_word, group.regions)], "rotating": "true" if group.rotating else None}
        yield from _mapping(_STEP, _word(name), keys)


def _comment(indent: str, lines: Iterable[str]) -> Iterator[str]:
    return (f"{indent}# {line}".rstrip() for line in lines)


def _removal(removal: Removal) -> str:
    if removal.keyword is not None:
        return f"{{entry: {_word(removal.entry)}, keyword: {removal.keyword}}}"
    return _word(removal.entry if removal.vdev is None else f"{removal.entry}/{removal.vdev}")


# ---- entries


def _entry(entry: DesiredEntry) -> Iterator[str]:
    indent = _STEP * 2
    keys = {
        "kind": None if entry.kind == "user" and _says_anything(entry) else entry.kind,
        "like": _optional(entry.like),
        "include": _optional(entry.include),
        "password": _password(entry.password),
        "storage": _optional(entry.storage),
        "max_storage": _optional(entry.max_storage),
        "class": _optional(entry.class_),
        **{name: _value(value) for name, value in entry.header.items()},
    }
    yield from (f"{indent}{key}: {value}" for key, value in keys.items() if value is not None)
    if entry.logonby is not None:
        yield from _list(indent, "logonby", map(_word, entry.logonby))
    if entry.options is not None:
        options = items_of(entry.options, "option") if entry.options else []
        yield from _list(indent, "options", map(_word, options))
    yield from _section("minidisks", {vdev: _minidisk(disk) for vdev, disk in entry.minidisks.items()})
    yield from _section("nics", {vdev: _operands(nic) for vdev, nic in entry.nics.items()})
    yield from _section("links", {vdev: _link(link) for vdev, link in entry.links.items()})
    yield from _section("dedicate", {vdev: _operands(one) | _dasdopt(one) for vdev, one in entry.dedicate.items()})
    if entry.statements:
        yield f"{indent}statements:"
        yield from (f"{indent}{_STEP}- {_word(wanted.text)}" for wanted in entry.statements)


def _says_anything(entry: DesiredEntry) -> bool:
    """Whether there is any key but `kind`."""
    said = (entry.like, entry.include, entry.password, entry.storage, entry.max_storage, entry.class_)
    lists = (entry.logonby, entry.options)
    others = (entry.header, entry.minidisks, entry.nics, entry.links, entry.dedicate, entry.statements)
    return any(said) or any(one is not None for one in lists) or any(others)


def _section(key: str, devices: Mapping[str, Keys]) -> Iterator[str]:
    if devices:
        yield f"{_STEP * 2}{key}:"
        for vdev, keys in devices.items():
            yield from _mapping(_STEP * 3, f'"{vdev}"', keys)


def _password(password: str | Secret | None) -> Written | None:
    if not isinstance(password, Secret):
        return password
    return f"{{{password.source}: {_word(password.name) if password.name else 'true'}}}"


def _minidisk(disk: Minidisk) -> Keys:
    keys: Keys = {}
    devtype = _number(disk.devtype)
    match disk.where:
        case FixedPlace(volid, start, size):
            keys = {"volume": _word(volid), "start": str(start), "size": "END" if size is None else str(size)}
        case Within(kind, name, size):
            keys = {"size": _word(str(size)) if size.unit else str(size), **_pool(kind, name)}
        case Clone(subject, kind, name):
            keys = {"clone": _word(subject), **_pool(kind, name)}
        case Temporary("V-DISK", blocks):
            keys, devtype = {"vdisk": str(blocks)}, None
        case Temporary("T-DISK", size):
            keys = {"tdisk": str(size)}
        case RealDevice(rdev):
            keys = {"devno": f'"{rdev}"'}
    return keys | {
        "devtype": devtype,
        "mode": _optional(disk.mode),
        "format": None
        if disk.format is None
        else _flow({"label": _optional(disk.format.label), "blksize": _number(disk.format.blksize)}),
        "grow": disk.grow,
        "miniopt": [*map(_word, disk.miniopt)] or None,
        **_dasdopt(disk),
    }


def _pool(kind: str, name: str) -> Keys:
    return {kind: _word(name)} if kind else {}


def _link(link: Link) -> Keys:
    keys: Keys = {"userid": _word(link.userid), "vdev": f'"{link.owner_vdev}"', "mode": _optional(link.mode)}
    return keys | _dasdopt(link)


def _operands(device: Nic | Dedicate) -> Keys:
    return {name: _number(value) if name == "vlan" else _value(value) for name, value in device.operands.items()}


def _dasdopt(device: Minidisk | Link | Dedicate) -> Keys:
    return {"dasdopt": [*map(_word, device.dasdopt)] or None}


# ---- YAML


def _mapping(indent: str, key: str, keys: Keys) -> Iterator[str]:
    """A mapping in one line, or with a line for each key where it is too long."""
    line = f"{indent}{key}: {_flow(keys)}"
    if len(line) <= _WIDTH:
        yield line
        return
    yield f"{indent}{key}:"
    for name, value in keys.items():
        if isinstance(value, str):
            yield f"{indent}{_STEP}{name}: {value}"
        elif value is not None:
            yield from _list(f"{indent}{_STEP}", name, value)


def _flow(keys: Keys) -> str:
    told = (
        f"{name}: {value if isinstance(value, str) else _flow_list(value)}"
        for name, value in keys.items()
        if value is not None
    )
    return f"{{{', '.join(told)}}}"


def _list(indent: str, key: str, values: Iterable[Written]) -> Iterator[str]:
    """A list in one line, or with a line for each value where it is too long."""
    values = list(values)
    line = f"{indent}{key}: {_flow_list(values)}"
    if len(line) <= _WIDTH:
        yield line
    else:
        yield f"{indent}{key}:"
        yield from (f"{indent}{_STEP}- {value}" for value in values)


def _flow_list(values: Iterable[Written]) -> str:
    return f"[{', '.join(values)}]"


def _optional(text: str | None) -> Written | None:
    return None if text is None else _word(text)


def _value(value: object) -> Written:
    """A typed value: numbers as they are, flags as true."""
    if value is True:
        return "true"
    return str(value) if isinstance(value, int) else _word(str(value))


def _number(value: object) -> Written | None:
    """What may stand without quotes though it is a number."""
    text = str(value)
    return None if value is None else text if _NUMBER.fullmatch(text) else _word(text)


@lru_cache(maxsize=65536)
def _word(text: str) -> Written:
    """A text, in quotes where YAML would read something else without them."""
    if (_PLAIN.fullmatch(text) and text.lower() not in _OTHERWISE) or _PLAIN_SIZE.fullmatch(text):
        return text
    if '"' in text and "'" not in text and text.isprintable():
        return f"'{text}'"
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(character: str) -> str:
    if character in _ESCAPES or character.isprintable():
        return _ESCAPES.get(character, character)
    code = ord(character)
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
