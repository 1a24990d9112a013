"""What an entry becomes at logon: its own statements, its profile's, and those of a subconfiguration, with their origin.

Source: z/VM CP Planning and Administration, INCLUDE, BUILD, MDISK, NICDEF, IPL and CPU statements: a statement that may
stand once is replaced as a whole, a device by its number; the subconfiguration goes before the entry, the entry before
its profile; all else adds up.
"""

from __future__ import annotations

from typing import NamedTuple

from dirtool.model.directory import Directory, Entry, Placed
from dirtool.spec.statement import Section
from dirtool.syntax.statement import Statement, Unparsed
from dirtool.syntax.statements import (
    Build,
    Cpu,
    Crypto,
    Dasdopt,
    Identity,
    Include,
    Link,
    Loaddev,
    Miniopt,
    Posixinfo,
    Posixopt,
    Share,
    User,
    Xconfig,
)

Key = tuple[str, ...]

ANY_MEMBER = "*"  # on BUILD: whichever system uses the directory

_EXTENSIONS = (Dasdopt, Miniopt)
_BY_OPERAND = (Loaddev, Posixinfo, Posixopt)
_HEADER_WINS = {"STORAGE": "storage", "MAXSTORAGE": "max_storage", "CLASS": "class_"}


class Origin(NamedTuple):
    """A statement in effect (or not, where something overrides it), and the entry it comes from."""

    placed: Placed
    entry: Entry
    overridden_by: Placed | None = None


class Effective(NamedTuple):
    """A virtual machine as it logs on: on `member` of an SSI cluster, or anywhere (None)."""

    entry: Entry
    member: str | None
    statements: list[Origin]
    overridden: list[Origin]
    missing: list[str]  # profiles and subconfigurations that are named and not there


def device_number(statement: Statement) -> str | None:
    """The virtual device number that a device statement defines in its own entry, or None."""
    if isinstance(statement, Link):
        return statement.vdev2 or statement.vdev1
    definition = statement.known_definition
    if definition is None or definition.section is not Section.DEVICE:
        return None
    return getattr(statement, "vdev", None)


def builds(entry: Entry) -> list[tuple[str, str]]:
    """The members of an IDENTITY and the subconfiguration of each, in order."""
    return [(s.member, s.subconfig_id) for s in entry.statements if isinstance(s, Build)]


def profile_name(entry: Entry) -> str | None:
    """The profile that an entry includes."""
    return next((s.profile for s in entry.statements if isinstance(s, Include)), None)


def members(entry: Entry) -> list[str | None]:
    """The members on which an entry differs: those of its BUILD statements; [None] when there are none."""
    return [member for member, _ in builds(entry)] or [None]


def effective(directory: Directory, entry: Entry, member: str | None = None) -> Effective:
    """The entry as it logs on to `member`; general statements first, then devices, each with its origin."""
    parts, missing = layers(directory, entry, member)
    kept: list[Origin] = []
    overridden: list[Origin] = []
    above: dict[Key, Placed] = {}
    for layer in parts:
        own: dict[Key, Placed] = {}
        device_rival: Placed | None = None
        for placed in layer:
            statement = placed.statement
            if _is_frame(statement):
                continue
            keys = _keys(statement, layer)
            if isinstance(statement, _EXTENSIONS):
                rival = device_rival  # DASDOPT and MINIOPT share the fate of their device
            else:
                rival = device_rival = _rival(statement, keys, above)
            own.update(dict.fromkeys(keys, placed))
            if rival is None:
                kept.append(Origin(placed, layer))
            else:
                overridden.append(Origin(placed, layer, rival))
        above = {**own, **above}
        if layer is entry:
            above = {**_said_by_header(entry), **above}
    header = [Origin(entry.header, entry)]
    return Effective(entry, member, header + sorted(kept, key=_is_device), overridden, missing)


def layers(directory: Directory, entry: Entry, member: str | None) -> tuple[list[Entry], list[str]]:
    """The entries that make up a virtual machine on `member` (None: on any), and the names of those that do not exist.

    The one that wins comes first: subconfigurations, the entry, its profile.
    """
    subconfigs = [name for built_for, name in builds(entry) if member is None or built_for in (member, ANY_MEMBER)]
    profile = profile_name(entry)
    parts = [(f"SUBCONFIG {name}", directory.subconfigs.get(name)) for name in subconfigs]
    parts.append((entry.name, entry))
    if profile is not None:
        parts.append((f"PROFILE {profile}", directory.profiles.get(profile)))
    return [part for _, part in parts if part is not None], [name for name, part in parts if part is None]


def _is_frame(statement: Statement) -> bool:
    """Whether a statement only holds the parts together: headers, INCLUDE, BUILD."""
    definition = statement.known_definition
    return definition is not None and definition.section is Section.HEADER and statement.keyword != "POOL"


def _is_device(origin: Origin) -> bool:
    definition = origin.placed.statement.known_definition
    return definition is not None and definition.section is Section.DEVICE


def _said_by_header(entry: Entry) -> dict[Key, Placed]:
    """What the header's operands take from the profile: its storage and class, where they are no placeholder."""
    header = entry.header
    if not isinstance(header.statement, User | Identity):
        return {}
    said = (key for key, slot in _HEADER_WINS.items() if getattr(header.statement, slot) not in (None, "*"))
    return {(keyword,): header for keyword in said}


def _keys(statement: Statement, layer: Entry) -> list[Key]:
    """What no lower layer may say again when this statement says it."""
    definition = statement.known_definition
    if definition is None or isinstance(statement, Unparsed):
        return []
    keys: list[Key] = []
    if (vdev := device_number(statement)) is not None:
        keys.append(("device", vdev))
    match statement:
        case Cpu():
            keys.append(("CPU", statement.cpuaddr))
        case Xconfig():
            keys.append(("XCONFIG", statement.kind))
        case Share():
            keys.append(("SHARE", statement.cputype or ""))
        case Crypto():
            replaces_all = layer.kind == "subconfig"
            keys += [("CRYPTO", "list")] if replaces_all or not statement.apvirtual else []
            keys += [("CRYPTO", "APVIRTUAL")] if replaces_all or statement.apvirtual else []
        case _ if isinstance(statement, _BY_OPERAND):
            keys += [(statement.keyword, operand) for operand in statement.operands()]
        case _ if not definition.repeatable:
            keys.append((statement.keyword,))
    return keys


def _rival(statement: Statement, keys: list[Key], above: dict[Key, Placed]) -> Placed | None:
    """The statement of a higher layer that takes this one's place, or None."""
    if isinstance(statement, _BY_OPERAND):
        rivals = [above.get(key) for key in keys]
        return rivals[0] if rivals and all(rivals) else None
    return next((above[key] for key in keys if key in above), None)
