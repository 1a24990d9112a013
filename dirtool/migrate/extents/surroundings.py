"""What of a directory and its site tells whose a volume is: who holds areas, who has a volume for himself, what CP lives on.

Source: z/VM CP Planning and Administration, DIRECTORY, DEDICATE and MDISK statements.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from fnmatch import translate
from functools import cached_property

from dirtool.migrate.extents.areas_of_cp import AreasOfCp
from dirtool.migrate.extents.unknown_places import UnknownPlace, unknown_places
from dirtool.migrate.options import MigrateOptions
from dirtool.model.devices import device_numbers
from dirtool.model.directory import Directory
from dirtool.model.effective import subject_of
from dirtool.model.extent import SYSTEM_RESIDENCE, Extent, extent_of
from dirtool.model.system_area import holders_of_areas, logs_on
from dirtool.model.volume_list import KnownVolume, SystemArea
from dirtool.space.volumes.volume_map import MappedExtent, MappedVolume
from dirtool.spec.devices import Unit, unit_of
from dirtool.syntax.statements import Dedicate, Mdisk
from dirtool.syntax.statements import Directory as DirectoryStatement
from dirtool.syntax.words import fold

_OWNERS_OF_PACKS = re.compile(r"MAINT(\d{3})?|PMAINT|SYSDMP|DIRMAINT|DATAMOV\w")  # of z/VM as it is shipped
_NOTHING = "(?!)"


class Surroundings:
    """What a proposal must know beside the map; everything is found out once. `volids` are the volumes of the map."""

    def __init__(self, directory: Directory, volids: Collection[str], options: MigrateOptions) -> None:
        self._directory = directory
        self._volids = frozenset(volids)
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
    def areas_of_cp(self) -> AreasOfCp:
        """Who tells of the areas that CP has."""
        return AreasOfCp(self._directory, self.markers, self.residences, self.volumes)

    @cached_property
    def unknown_places(self) -> list[UnknownPlace]:
        """The minidisks of which nobody can tell where they are."""
        return unknown_places(self._directory, self._volids)

    @cached_property
    def with_unknown_places(self) -> dict[str, str]:
        """The volumes on which such minidisks may be, with the subject of the first one of each."""
        found: dict[str, str] = {}
        for one in self.unknown_places:
            for volid in one.volids:
                found.setdefault(volid, one.subject)
        return found

    @cached_property
    def units(self) -> dict[str, set[Unit]]:
        """What the minidisks on each volume are counted in; both, if some have a device type that cannot be right."""
        found: dict[str, set[Unit]] = {}
        for _, placed in self._directory.placed(Mdisk, where=lambda disk: disk.form == "extent"):
            disk = placed.statement
            assert isinstance(disk, Mdisk)
            found.setdefault(disk.volid or "", set()).add(unit_of(disk.devtype))
        return found

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
        return {fold(name): _any_of(patterns) for name, patterns in self._options.groups.items()}

    def is_named_overlay(self, extent: MappedExtent) -> bool:
        """Whether the site names a minidisk as an overlay, by the entry that holds it or by the user whose it is."""
        return any(self._overlays.match(f"{name}/{extent.vdev}") for name in (extent.entry, extent.userid))

    @cached_property
    def _overlays(self) -> re.Pattern[str]:
        return _any_of(one if "/" in one else f"{one}/*" for one in self._options.overlays)

    def is_marker(self, entry: str) -> bool:
        """Whether an entry exists to hold areas of volumes."""
        return entry in self.markers

    @cached_property
    def of_no_machine(self) -> frozenset[tuple[str, str]]:
        """The minidisks of entries that are no virtual machine and no part of one, such as a PROFILE: entry, device number."""
        return frozenset(
            (entry.name, number)
            for entry in self._directory.entries
            if entry.kind not in ("user", "identity", "subconfig")
            for placed in entry.of(Mdisk)
            if (number := device_numbers(entry.source)[placed.position]) is not None
        )

    def is_surely_overlay(self, pack: MappedExtent) -> bool:
        """Whether a full pack that others have minidisks under holds no data of its own.

        Nobody writes on it, or its owner is one that z/VM ships with such packs. Any other one may be that of a guest, of which
        somebody else has a slice to look at it.
        """
        owner = self._directory.machines.get(pack.userid)
        is_read = pack.mode.startswith("R")
        return (
            is_read or _OWNERS_OF_PACKS.fullmatch(pack.userid) is not None or (owner is not None and not logs_on(owner))
        )

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


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """What matches every name in upper case that any of some patterns, with * and ?, stands for."""
    return re.compile("|".join(translate(fold(one)) for one in patterns) or _NOTHING)
