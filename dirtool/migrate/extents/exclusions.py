"""EXCLUDE records: the minidisks that lie over others on purpose, so that DirMaint sees what is free beneath them.

Source: z/VM DirMaint Tailoring and Administration Guide, EXTENT CONTROL: what an EXCLUDE record names does not count as used,
and is not protected. So a disk that may hold data of its own gets none.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from dirtool.migrate.extents.surroundings import Surroundings
from dirtool.space.volumes.overlays import overlays
from dirtool.space.volumes.volume_map import MappedVolume
from dirtool.spec.extent_control import SECTIONS
from dirtool.spec.values import BadValue

_ANY = "*"  # in a name that is masked; it would stand for others
_FIELDS = SECTIONS["EXCLUDE"].fields


class Reason(StrEnum):
    """Why a minidisk is excluded."""

    OVERLAY = "full packs that lie over what others have"
    NAMED = "overlays that the site names"


class ProposedExclusion(NamedTuple):
    """One record: the entry that holds the minidisk (of an IDENTITY the SUBCONFIG), its device number of 4 digits, and why."""

    entry: str
    vdev: str
    why: Reason

    @property
    def subject(self) -> str:
        """The minidisk."""
        return f"{self.entry}/{self.vdev}"


def proposed_exclusions(volumes: Iterable[MappedVolume], around: Surroundings) -> list[ProposedExclusion]:
    """The records for full packs over what others have, and for minidisks that the site names as overlays.

    A full pack that counts as data gets none, nor does one that may be data, unless it is named or CP has areas under it;
    nor does what exists to hold areas, nor what is in an entry that no record can name.
    """
    found: dict[tuple[str, str], Reason] = {}
    kept: set[tuple[str, str]] = set()  # also from a record for another minidisk of this name and number
    for volume in volumes:
        over_others = set(map(id, overlays(volume)))
        is_of_cp = any(area.is_of_cp for area in around.areas(volume.volid))
        for extent in volume.extents:
            if extent.kind == "system":
                continue
            key = extent.entry, extent.vdev
            if (
                around.is_marker(extent.entry)
                or key in around.of_no_machine
                or (extent.kind == "full-pack" and extent.counts)
            ):
                kept.add(key)
            elif id(extent) in over_others and (is_of_cp or around.is_surely_overlay(extent)):
                found[key] = Reason.OVERLAY
            elif around.is_named_overlay(extent):
                found.setdefault(key, Reason.NAMED)
            elif id(extent) in over_others:
                kept.add(key)
    return sorted(
        ProposedExclusion(*key, why) for key, why in found.items() if key not in kept and _can_be_written(*key)
    )


def _can_be_written(entry: str, vdev: str) -> bool:
    if _ANY in entry:
        return False
    try:
        return all(field.read(word) for field, word in zip(_FIELDS, (entry, vdev), strict=True))
    except BadValue:
        return False
