"""What of a directory and its site tells whose a volume is: who holds areas, who has a volume for himself, what CP lives on.

Source: z/VM CP Planning and Administration, DIRECTORY, DEDICATE and MDISK statements.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from dirtool.migrate.extents.patterns import any_of
from dirtool.migrate.options import MigrateOptions
from dirtool.model.directory import Directory
from dirtool.model.effective import subject_of
from dirtool.model.extent import SYSTEM_RESIDENCE, Extent, extent_of
from dirtool.model.system_area import holders_of_areas
from dirtool.model.volume_list import KnownVolume, SystemArea
from dirtool.space.volumes.volume_map import MappedVolume
from dirtool.syntax.statements import Dedicate, Mdisk
from dirtool.syntax.statements import Directory as DirectoryStatement
from dirtool.syntax.words import fold


class Surroundings:
    """What a proposal must know beside the map; everything is found out once."""

    def __init__(self, directory: Directory, options: MigrateOptions) -> None:
        self._directory = directory
        self._options = options

    @property
    def volumes(self) -> Mapping[str, KnownVolume]:
        """The volumes of the site; none if it does not tell."""
        return self._options.volumes

    def areas(self, volid: str) -> tuple[SystemArea, ...]:
        """The areas that the site tells of a volume."""
        known = self._options.volumes.get(volid)
        return () if known is None else known.areas

    @cached_property
    def markers(self) -> frozenset[str]:
        """The names of the entries that exist to hold areas of volumes."""
        return holders_of_areas(self._directory)

    @cached_property
    def residences(self) -> frozenset[str]:
        """The volumes that the DIRECTORY statement names; a word behind the first one may be a device number as well."""
        found: set[str] = set()
        for _, placed in self._directory.placed(DirectoryStatement):
            statement = placed.statement
            assert isinstance(statement, DirectoryStatement)
            found.update((statement.volid or "", *(statement.tail or ())))
        return frozenset(found)

    @cached_property
    def on_residence(self) -> list[Extent]:
        """The minidisks on &SYSRES, whatever volume that is."""
        placed = self._directory.placed(Mdisk, where=lambda disk: disk.volid == SYSTEM_RESIDENCE)
        return [extent for entry, disk in placed if (extent := extent_of(entry, disk)) is not None]

    @cached_property
    def dedicated(self) -> dict[str, str]:
        """The volumes that guests have for themselves, with the subject of the first DEDICATE of each."""
        found: dict[str, str] = {}
        for entry, placed in self._directory.placed(Dedicate, where=lambda statement: statement.volid is not None):
            statement = placed.statement
            assert isinstance(statement, Dedicate)
            found.setdefault(statement.volid or "", subject_of(entry, placed))
        return found

    @property
    def groups_given(self) -> list[str]:
        """The groups that the site has named."""
        return list(self._groups)

    def group_given(self, volid: str) -> str | None:
        """The group to which the site assigns a volume; the first one of several."""
        return next((name for name, pattern in self._groups.items() if pattern.match(volid)), None)

    @cached_property
    def _groups(self) -> dict[str, re.Pattern[str]]:
        return {fold(name): any_of(patterns) for name, patterns in self._options.groups.items()}

    def is_marker(self, entry: str) -> bool:
        """Whether an entry exists to hold areas of volumes."""
        return entry in self.markers

    def profile_of(self, userid: str) -> str:
        """The PROFILE that a user includes; empty without one."""
        entry = self._directory.machines.get(userid)
        return "" if entry is None else self._directory.profile_name(entry) or ""

    def member_of(self, volume: MappedVolume) -> str:
        """The member of an SSI cluster that alone has minidisks on a volume, overlays and markers apart; empty if none is."""
        members: set[str] = set()
        for extent in volume.extents:
            if extent.kind == "system" or self.is_marker(extent.entry):
                continue
            member = self.member_of_entry(extent.entry)
            if member:
                members.add(member)
            elif extent.counts:
                return ""
        return members.pop() if len(members) == 1 else ""

    def member_of_entry(self, name: str) -> str:
        """The one member that a SUBCONFIG is built for; empty for all other entries."""
        entry = self._directory.subconfigs.get(name)
        members = () if entry is None else self._directory.built_for(entry)
        return members[0] if len(members) == 1 and members[0] != "*" else ""
