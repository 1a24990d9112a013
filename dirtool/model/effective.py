"""What an entry becomes at logon: its own statements, its profile's, and those of a subconfiguration, with their origin.

Source: z/VM CP Planning and Administration, INCLUDE, BUILD, MDISK, NICDEF, IPL and CPU statements: a statement that may
stand once is replaced as a whole, a device by its number, LOADDEV, the POSIX statements and the values of OPTION operand by
operand; the subconfiguration goes before the entry, the entry's statements before its header, all of them before its
profile; all else adds up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dirtool.model.devices import EXTENSIONS, device_number, is_device
from dirtool.model.directory import ANY_MEMBER, Directory, Entry, EntryKind, Placed
from dirtool.spec.statement import Section
from dirtool.syntax.masking import shown_operands
from dirtool.syntax.statement import MASK, Statement, Unparsed
from dirtool.syntax.statements import (
    Cpu,
    Crypto,
    Identity,
    Loaddev,
    Option,
    Posixinfo,
    Posixopt,
    Screen,
    Share,
    User,
    Xconfig,
)

Key = tuple[str, ...]

_BY_OPERAND = (Loaddev, Posixinfo, Posixopt)

STATEMENT_OF_OPERAND = {"storage": "STORAGE", "max_storage": "MAXSTORAGE", "class": "CLASS"}
"""The operands of a header that a statement may say instead, which comes before them then."""


class Origin(NamedTuple):
    """A statement and the entry it comes from.

    `overridden_by` is what takes the place of the whole statement, `overridden` what takes the place of a part of it, by the
    part's name.
    """

    placed: Placed
    entry: Entry
    overridden_by: Origin | None = None
    overridden: tuple[tuple[str, Origin], ...] = ()


class Effective(NamedTuple):
    """A virtual machine as it logs on: on `member` of an SSI cluster, or anywhere (None)."""

    userid: str
    entry: Entry
    member: str | None
    statements: list[Origin]
    overridden: list[Origin]
    missing: list[tuple[EntryKind, str]]  # profiles and subconfigurations that are named and not there


def subject_of(entry: Entry, placed: Placed) -> str:
    """USERID/VDEV for a device statement, else the name of the entry; what may be a secret in it is masked."""
    vdev = device_number(placed.statement)
    if vdev is not None and placed.position in placed.source.faults:
        vdev = vdev if vdev in shown_operands(placed.source, placed.position).values() else MASK
    name = entry.shown_name
    return f"{name}/{vdev}" if vdev is not None and name else name


def mode_of(placed: Placed) -> str:
    """The access mode of an MDISK or a LINK, empty without one; masked where it may be a password."""
    if placed.position in placed.source.faults:
        return str(shown_operands(placed.source, placed.position).get("mode") or "")
    return getattr(placed.statement, "mode", None) or ""


class Layers:
    """The entries that make up a virtual machine; remembers what it has found out about each."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._statements: dict[int, list[Placed]] = {}

    def members(self, entry: Entry) -> list[str | None]:
        """The members on which an entry differs: those of its BUILD statements; [None] when there are none."""
        return [*self._directory.subconfigs_of(entry)] or [None]

    def of(self, entry: Entry, member: str | None) -> tuple[list[Entry], list[tuple[EntryKind, str]]]:
        """The entries that make up a virtual machine on `member` (None: on any), and kind and name of those missing.

        The one that wins comes first: subconfigurations, the entry, its profile.
        """
        directory = self._directory
        subconfigs = directory.subconfigs_of(entry)
        if member in (None, ANY_MEMBER):
            names = [name for some in subconfigs.values() for name in some]
        else:
            names = subconfigs.get(member or "", []) + subconfigs.get(ANY_MEMBER, [])
        names = [*dict.fromkeys(names)]  # a SUBCONFIG that is built twice is one
        found = [directory.subconfigs[name] for name in names if name in directory.subconfigs]
        missing: list[tuple[EntryKind, str]] = [
            ("subconfig", name) for name in names if name not in directory.subconfigs
        ]
        found.append(entry)
        profile = directory.profile_name(entry)
        if profile in directory.profiles:
            found.append(directory.profiles[profile])
        elif profile is not None:
            missing.append(("profile", profile))
        return found, missing

    def statements(self, entry: Entry) -> list[Placed]:
        """The statements of an entry, but for those that only hold the parts together."""
        found = self._statements.get(id(entry))
        if found is None:
            found = self._statements[id(entry)] = [placed for placed in entry if not _is_frame(placed.statement)]
        return found


def effective(layers: Layers, entry: Entry, member: str | None = None, userid: str | None = None) -> Effective:
    """The entry as it logs on to `member`; the header first, then general statements, then devices, each with its origin.

    `userid` is its own, where the entry is a POOL of many.
    """
    parts, missing = layers.of(entry, member)
    kept: list[Origin] = []
    overridden: list[Origin] = []
    above: dict[Key, Origin] = {}
    header = Origin(entry.header, entry)
    for part in parts:
        own: dict[Key, Origin] = {}
        for origin, keys in _judged(layers.statements(part), part, above):
            (kept if origin.overridden_by is None else overridden).append(origin)
            own.update(dict.fromkeys(keys, origin))
        if part is entry:
            keys_of_header = _header_keys(entry.header.statement)
            header = _under(header, keys_of_header, {**own, **above})
            own = {**dict.fromkeys(keys_of_header, header), **own}
        for key, origin in own.items():
            above.setdefault(key, origin)
    return Effective(userid or entry.name, entry, member, [header, *sorted(kept, key=_is_device)], overridden, missing)


def _judged(statements: list[Placed], part: Entry, above: dict[Key, Origin]) -> Iterator[tuple[Origin, dict[Key, str]]]:
    """The statements of one layer, each with what overrides it, and what it says to lower layers."""
    device_rival: Origin | None = None
    for placed in statements:
        statement = placed.statement
        origin = Origin(placed, part)
        if isinstance(statement, EXTENSIONS):  # they share the fate of their device
            yield origin._replace(overridden_by=device_rival), {}
            continue
        keys = keys_of(statement, part)
        origin = _under(origin, keys, above)
        device_rival = origin.overridden_by
        yield origin, keys


def _under(origin: Origin, keys: dict[Key, str], above: dict[Key, Origin]) -> Origin:
    """A statement with what a higher layer says in its place: all of it, or some named parts."""
    rivals = {key: above[key] for key in keys if key in above}
    whole = next((rival for key, rival in rivals.items() if not keys[key]), None)
    if whole is not None:
        return origin._replace(overridden_by=whole)
    if rivals and len(rivals) == len(keys) and _says_no_more(origin.placed.statement, keys.values()):
        return origin._replace(overridden_by=next(iter(rivals.values())))
    return origin._replace(overridden=tuple((keys[key], rival) for key, rival in rivals.items()))


def _says_no_more(statement: Statement, parts: Iterable[str]) -> bool:
    """Whether the named parts are all that a statement says."""
    if isinstance(statement, User | Identity):
        return False
    return isinstance(statement, Screen) or set(statement.operands()) <= {*parts, "alternate_portname", "alternate_lun"}


def _is_frame(statement: Statement) -> bool:
    """Whether a statement only holds the parts together: headers, INCLUDE, BUILD."""
    definition = statement.known_definition
    return definition is not None and definition.section is Section.HEADER and statement.keyword != "POOL"


def _is_device(origin: Origin) -> bool:
    return is_device(origin.placed.statement)


def _header_keys(header: Statement) -> dict[Key, str]:
    """What the header's operands say where they are no placeholder, as the statements that say the same."""
    if not isinstance(header, User | Identity):
        return {}
    operands = header.operands()
    said = {name: keyword for name, keyword in STATEMENT_OF_OPERAND.items() if operands.get(name) not in (None, "*")}
    return {(keyword,): name for name, keyword in said.items()}


def keys_of(statement: Statement, layer: Entry) -> dict[Key, str]:
    """What no lower layer may say again when this statement says it: "" for all of it, else the part's name."""
    definition = statement.known_definition
    if definition is None or isinstance(statement, Unparsed):
        return {}
    if (vdev := device_number(statement)) is not None:
        keys: list[Key] = [("device", vdev)]
        if not definition.repeatable:  # there is one console, whatever its number
            keys.append((statement.keyword,))
        return dict.fromkeys(keys, "")
    match statement:
        case Cpu():
            return {("CPU", statement.cpuaddr): ""}
        case Xconfig():
            return {("XCONFIG", statement.kind): ""}
        case Share():
            return {("SHARE", statement.cputype or ""): ""}
        case Crypto():
            replaces_all = layer.kind == "subconfig"
            lists = [("CRYPTO", "list")] if replaces_all or not statement.apvirtual else []
            virtual = [("CRYPTO", "APVIRTUAL")] if replaces_all or statement.apvirtual else []
            return dict.fromkeys([*lists, *virtual], "")
        case Option():
            values = [name for name in statement.operands() if name.endswith("_value")]
            return {("OPTION", name): name for name in values}
        case Screen():
            return {("SCREEN", area): area for area in statement.area}
        case _ if isinstance(statement, _BY_OPERAND):
            return {key: name for name in statement.operands() for key in _operand_keys(statement, name)}
        case _ if not definition.repeatable:
            return {(statement.keyword,): ""}
    return {}


def _operand_keys(statement: Statement, operand: str) -> list[Key]:
    """The keys of one operand: of ALTERNATE one a device, since several of them add up."""
    if operand in ("alternate_portname", "alternate_lun"):
        return []
    if operand == "alternate":
        return [(statement.keyword, operand, vdev) for vdev in statement.operands()[operand]]
    return [(statement.keyword, operand)]
