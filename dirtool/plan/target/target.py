"""What a plan leads to: the directory that is wanted, and what its text cannot say of how it comes about."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from dirtool.compare.desired.state import Format, Grow
from dirtool.model.directory import Directory
from dirtool.text.records import Records
from dirtool.verify.plan.document import PlannedPlacement

AutomaticForm = Literal["AUTOG", "AUTOR", "AUTOV"]


class Automatic(NamedTuple):
    """A place that DirMaint shall choose, as AMDISK says it: AUTOG with a group, AUTOR with a region, AUTOV with a volume."""

    form: AutomaticForm
    size: int
    area: str


class Wish(NamedTuple):
    """How a minidisk shall come about, or change: formatted, as a copy of another one, in which way it grows.

    `asked_at` is where it was asked for (desired.yaml:31).
    """

    asked_at: str
    format: Format | None = None
    clone: str | None = None
    grow: Grow | None = None
    automatic: Automatic | None = None


class NewRegion(NamedTuple):
    """A region that EXTENT CONTROL shall have. `devtype` with its model, such as 3390-09; `size` None: up to the end."""

    name: str
    volid: str
    devtype: str
    start: int
    size: int | None
    asked_at: str


class NewGroup(NamedTuple):
    """Regions that a group of EXTENT CONTROL shall have besides those that it has; `is_new`: there is no such group."""

    name: str
    regions: tuple[str, ...]
    is_rotating: bool
    is_new: bool
    asked_at: str


class Target(NamedTuple):
    """The state that is wanted, which the file `path` tells.

    `records` are the whole directory that is wanted, `directory` is what they say. `wishes` are by subject (USERID/VDEV).
    `passwords` are references such as {env:NAME}, by entry, where the password of `records` is a placeholder. `removals` are
    the subjects that are removed by name (an entry, a device, `USERID KEYWORD`), with where that is asked for; `asked_at`
    tells where an entry or a device was asked for, and `follows` what changes along with a removal, and why.
    """

    path: str
    records: Records
    directory: Directory
    wishes: Mapping[str, Wish]
    placements: tuple[PlannedPlacement, ...]
    passwords: Mapping[str, str]
    removals: Mapping[str, str]
    asked_at: Mapping[str, str]
    areas: tuple[NewRegion | NewGroup, ...] = ()
    remarks: tuple[str, ...] = ()
    follows: Mapping[str, str] = MappingProxyType({})
