"""The state that is wanted, as desired.yaml says it: entries with what they shall have, and what shall be removed.

What is not mentioned stays as it is. A field that is None, or empty, is not mentioned.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from dirtool.model.size import Size
from dirtool.spec.statements import BY_NAME
from dirtool.syntax.statement import Statement
from dirtool.text.yaml_tree import Place

DesiredKind = Literal["user", "identity", "subconfig", "profile"]
Grow = Literal["cmdisk", "guest", "recreate"]
PoolKind = Literal["", "volume", "region", "group"]
SecretSource = Literal["env", "file", "prompt"]


@dataclass(frozen=True, slots=True)
class Secret:
    """Where a password comes from: the variable of the environment or the file of that name, or a question (no name)."""

    source: SecretSource
    name: str = ""


@dataclass(frozen=True, slots=True)
class Format:
    """How DirMaint formats a new minidisk for CMS. `blksize` is in bytes."""

    label: str | None = None
    blksize: int | None = None


@dataclass(frozen=True, slots=True)
class FixedPlace:
    """A place that is named: `size` cylinders or blocks from `start` on; None: up to the end of the volume."""

    volid: str
    start: int
    size: int | None


@dataclass(frozen=True, slots=True)
class Within:
    """A place that dirtool chooses: in a pool, or wherever there is room (no kind, no name)."""

    kind: PoolKind
    name: str
    size: Size


@dataclass(frozen=True, slots=True)
class Clone:
    """A copy of the minidisk `subject` (USERID/VDEV), in a pool as in `Within`."""

    subject: str
    kind: PoolKind = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Temporary:
    """Space that CP gives at logon: a V-DISK of so many blocks of 512 bytes, or a T-DISK of cylinders or blocks."""

    form: Literal["V-DISK", "T-DISK"]
    size: int


@dataclass(frozen=True, slots=True)
class RealDevice:
    """A whole real device."""

    rdev: str


@dataclass(frozen=True, slots=True)
class Minidisk:
    """A minidisk. `where` None: it keeps its place. `miniopt` and `dasdopt` are the words of these statements behind it."""

    vdev: str
    place: Place
    where: FixedPlace | Within | Clone | Temporary | RealDevice | None = None
    devtype: str | None = None
    mode: str | None = None
    format: Format | None = None
    grow: Grow | None = None
    miniopt: tuple[str, ...] = ()
    dasdopt: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Nic:
    """A NICDEF: its operands by the names of the table of statements, with their typed values."""

    vdev: str
    place: Place
    operands: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Link:
    """A LINK: `vdev` is the own number, `owner_vdev` that of the disk of `userid`; `dasdopt` as for `Dedicate`."""

    vdev: str
    place: Place
    userid: str
    owner_vdev: str
    mode: str | None = None
    dasdopt: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dedicate:
    """A DEDICATE, by its operands as in `Nic`; `dasdopt` are the words of the statement behind it."""

    vdev: str
    place: Place
    operands: Mapping[str, object] = field(default_factory=dict)
    dasdopt: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Any other statement, as it is written and as it was read."""

    text: str
    statement: Statement
    place: Place


@dataclass(frozen=True, slots=True)
class DesiredEntry:
    """What an entry shall be. `header` are further operands of USER and IDENTITY (priority, line_end …), by name.

    `password` is a word such as NOLOG, or where the password comes from. `logonby` and `options` are complete where they are
    there: an empty tuple wants none.
    """

    name: str
    place: Place
    kind: DesiredKind = "user"
    like: str | None = None
    include: str | None = None
    password: str | Secret | None = None
    storage: str | None = None
    max_storage: str | None = None
    class_: str | None = None
    header: Mapping[str, object] = field(default_factory=dict)
    logonby: tuple[str, ...] | None = None
    options: Statement | tuple[()] | None = None
    minidisks: Mapping[str, Minidisk] = field(default_factory=dict)
    nics: Mapping[str, Nic] = field(default_factory=dict)
    links: Mapping[str, Link] = field(default_factory=dict)
    dedicate: Mapping[str, Dedicate] = field(default_factory=dict)
    statements: tuple[Wanted, ...] = ()


@dataclass(frozen=True, slots=True)
class Removal:
    """What shall not be there any more: an entry, one of its devices, or one of its statements by keyword."""

    entry: str
    place: Place
    vdev: str | None = None
    keyword: str | None = None


@dataclass(frozen=True, slots=True)
class VolumeFacts:
    """What desired.yaml tells of a volume: `size` is in cylinders or blocks."""

    devtype: str | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class RegionFacts:
    """A region that EXTENT CONTROL shall have: `size` cylinders or blocks from `start` on (None: up to the end).

    `devtype` is as EXTENT CONTROL has it, with its model: 3390-09.
    """

    place: Place
    volid: str
    devtype: str
    start: int
    size: int | None


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """Regions that a group of EXTENT CONTROL shall have; `rotating` tells how a new one takes them in turn."""

    place: Place
    regions: tuple[str, ...]
    rotating: bool = False


@dataclass(frozen=True, slots=True)
class Desired:
    """All that desired.yaml says. `current` and `extents` are paths as written, relative to the file."""

    path: str
    entries: Mapping[str, DesiredEntry]
    remove: tuple[Removal, ...] = ()
    volumes: Mapping[str, VolumeFacts] = field(default_factory=dict)
    current: str | None = None
    extents: str | None = None
    regions: Mapping[str, RegionFacts] = field(default_factory=dict)
    groups: Mapping[str, GroupFacts] = field(default_factory=dict)


def holders_of(statement: str) -> tuple[str, ...]:
    """The kinds of entry that may hold a statement, or are one; where it is not certain, they may."""
    if statement in ("USER", "IDENTITY"):
        return ("user", "identity")  # they have the same operands
    kind = BY_NAME[statement]
    return tuple(one for one in get_args(DesiredKind) if one.upper() in kind.holders | kind.unsure)
