"""What a site says of its move to DirMaint, beside its directory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from dirtool.lint.options import Options
from dirtool.model.extent_control import Method
from dirtool.model.volume_list import KnownVolume
from dirtool.spec.releases import CURRENT, Release


class GroupBy(StrEnum):
    """By what regions are put into groups: the name of the volume, the names of those who have minidisks there, or the
    profile that most of these include.
    """

    VOLUME = "volume"
    USER = "user"
    PROFILE = "profile"


@dataclass(frozen=True, slots=True)
class MigrateOptions:
    """How to move.

    `release` is that of z/VM to which the directory moves. `volumes` are those that the site has (empty: not told), with their
    sizes and the areas that CP uses. `administrators` are the userids that may do everything, `smapi_servers` those through
    which SMAPI works (None for both: those that the directory has by their usual names). `groups` are given groups with the
    patterns of volids that belong to each, before what `group_by` proposes for the others. `overlays` are subjects, USERID or
    USERID/VDEV with patterns, whose minidisks lie over others on purpose. `code_page` is that of USER INPUT, one of the
    encodings of `text.records` (None: that of the directory). `fix` applies the safe repairs of lint, too. `lint` is what lint
    is told of the site beside that.
    """

    release: Release = CURRENT
    volumes: Mapping[str, KnownVolume] = field(default_factory=dict)
    administrators: tuple[str, ...] | None = None
    smapi_servers: tuple[str, ...] | None = None
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    group_by: GroupBy = GroupBy.VOLUME
    method: Method = "LINEAR"
    overlays: tuple[str, ...] = ()
    code_page: str | None = None
    fix: bool = False
    lint: Options = field(default_factory=Options)
