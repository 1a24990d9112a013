"""What CP has on its volumes, and whether anybody tells where: an owner that exists to hold it, or CP's own map.

Sources: z/VM CP Planning and Administration, SYSTEM_RESIDENCE statement, for the checkpoint and the warm start area, which lie
on any volume that the system configuration file names; z/VM CP Commands and Utilities Reference, QUERY ALLOC, which does not
show these two; the conventional owners of areas ($SYSCKP$, $SYSWRM$ and others), whose names vary with the site.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from dirtool.model.directory import Directory
from dirtool.model.extent import SYSTEM_RESIDENCE, Extent, extent_of
from dirtool.model.volume_list import KnownVolume
from dirtool.spec.devices import LABEL_SIZES
from dirtool.syntax.statements import Mdisk


class Use(NamedTuple):
    """For what CP has an area: the usual owner of it, what the names of all its owners have, and its kind in CP's map."""

    name: str
    owner: str
    pattern: re.Pattern[str]
    kind: str = ""  # where CP's map does not show it


_CHECKPOINT = Use("checkpoint", "$SYSCKP$", re.compile("CKP|CHK|CHECK"))
_WARM_START = Use("warm start", "$SYSWRM$", re.compile("WRM|WARM"))
_DIRECTORY = Use("the object directory", "$DIRECT$", re.compile("DIR|DRCT"), "DRCT")
_PAGING = Use("paging", "$PAGE$", re.compile("PAG"), "PAGE")
_SPOOLING = Use("spool files", "$SPOOL$", re.compile("SPO"), "SPOL")
_TEMPORARY = Use("temporary disks", "$TDISK$", re.compile("TDISK|TDSK|TEMP"), "TDSK")

_HIDDEN = (_CHECKPOINT, _WARM_START)
_SHOWN = (_DIRECTORY, _PAGING, _SPOOLING, _TEMPORARY)
_ON_EVERY_RESIDENCE = (*_HIDDEN, _DIRECTORY)


class AreasOfCp:
    """Who tells of the areas that CP has.

    `markers` are the names of the entries that exist to hold areas, `residences` the volumes that DIRECTORY names, and
    `volumes` those of the site with what CP's map tells of them.
    """

    def __init__(
        self,
        directory: Directory,
        markers: Collection[str],
        residences: Collection[str],
        volumes: Mapping[str, KnownVolume],
    ) -> None:
        self._volumes = volumes
        held = [extent_of(entry, placed) for entry, placed in directory.placed(Mdisk) if entry.name in markers]
        self._holders = _holders(filter(None, held))
        on_them = directory.placed(Mdisk, where=lambda disk: disk.volid in residences)
        carrying = {placed.statement.volid for _, placed in on_them if isinstance(placed.statement, Mdisk)}
        self._residences = {volid for volid in residences if volid in carrying or volid in volumes}
        self._has_temporary = any(directory.placed(Mdisk, where=lambda disk: disk.form == "T-DISK"))

    @property
    def is_map_told(self) -> bool:
        """Whether the site tells what QUERY ALLOC MAP says."""
        return any(volume.areas for volume in self._volumes.values())

    def untold_on(self, volid: str) -> list[Use]:
        """Of what CP has on every residence volume, that which may be anywhere on this one."""
        return [use for use in _ON_EVERY_RESIDENCE if not self._is_told(use, volid)]

    @property
    def hidden_and_untold(self) -> list[Use]:
        """The areas that no map of CP shows and nobody holds, of any residence volume."""
        volids = self._residences or {""}
        return [use for use in _HIDDEN if not all(self._is_told(use, volid) for volid in volids)]

    @property
    def shown_and_untold(self) -> list[Use]:
        """The areas that CP's map would show, but the site does not tell it, and nobody holds any."""
        if self.is_map_told:
            return []
        return [use for use in _SHOWN if not self._holders[use] and (use is not _TEMPORARY or self._has_temporary)]

    def _is_told(self, use: Use, volid: str) -> bool:
        """Whether somebody holds an area on a volume or, where there is one residence volume only, on any."""
        holders = self._holders[use]
        known = self._volumes.get(volid)
        if use.kind and known is not None and known.areas:
            return True
        is_anywhere = bool(holders) and len(self._residences) <= 1
        return is_anywhere or not holders.isdisjoint((volid, SYSTEM_RESIDENCE))


def _holders(extents: Iterable[Extent]) -> dict[Use, set[str]]:
    """The volumes on which each area is held, by more than the label of the volume."""
    found: dict[Use, set[str]] = {use: set() for use in (*_HIDDEN, *_SHOWN)}
    for extent in extents:
        if extent.last is None or extent.last >= LABEL_SIZES[extent.unit]:
            for use, volids in found.items():
                if use.pattern.search(extent.entry.name):
                    volids.add(extent.volid)
    return found
