"""EXTENT CONTROL as DirMaint uses it: regions by name, groups of regions, exclusions, and the sizes of devices.

Source: z/VM DirMaint Tailoring and Administration Guide, EXTENT CONTROL; z/VM DirMaint Commands Reference, DASD and AMDISK.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dirtool.errors import InputError
from dirtool.spec.devices import cms_blocks, model_size, type_and_model, units_holding
from dirtool.spec.extent_control import SECTIONS
from dirtool.syntax.extent_control import (
    AutoBlock,
    ControlFile,
    DefaultGroup,
    DefaultSize,
    Exclusion,
    GroupRecord,
    Method,
    Region,
    SsiVolume,
    is_extent_control,
)
from dirtool.text.input import read_bytes
from dirtool.text.records import Records, read_records
from dirtool.wording import listed

__all__ = [
    "AutoBlock",
    "DefaultGroup",
    "DefaultSize",
    "Exclusion",
    "ExtentControl",
    "Group",
    "GroupRecord",
    "Method",
    "Region",
    "SsiVolume",
    "extent_control_of",
    "read_extent_control",
]

_DEFAULT_METHOD: Method = "LINEAR"


@dataclass(frozen=True, slots=True)
class Group:
    """Regions that DirMaint takes for one, in the order of the file over all its records.

    LINEAR tries the first region first, ROTATING the one behind that which was used last.
    """

    name: str
    method: Method
    regions: tuple[str, ...]


class ExtentControl:
    """What a file says. Records at fault are left out of everything but `file`.

    `regions` and `groups` are by name in the order of the file; of two regions of one name the first counts, as for DirMaint.
    `duplicates` are the others, each with the one that counts.
    """

    def __init__(self, file: ControlFile) -> None:
        self.file = file
        self.sources = [file]  # as a directory has several
        self.path = file.path
        self.regions: dict[str, Region] = {}
        self.duplicates: list[tuple[Region, Region]] = []
        self.group_records: list[GroupRecord] = []
        self.ssi_volumes: list[SsiVolume] = []
        self.default_groups: list[DefaultGroup] = []
        self.exclusions: list[Exclusion] = []
        self.autoblocks: list[AutoBlock] = []
        self.defaults: list[DefaultSize] = []
        self._numbers_by_entry: dict[str, set[str | None]] = {}
        for row in file.rows:
            match row:
                case Region():
                    first = self.regions.setdefault(row.name, row)
                    if first is not row:
                        self.duplicates.append((row, first))
                case GroupRecord():
                    self.group_records.append(row)
                case SsiVolume():
                    self.ssi_volumes.append(row)
                case DefaultGroup():
                    self.default_groups.append(row)
                case Exclusion():
                    self.exclusions.append(row)
                case AutoBlock():
                    self.autoblocks.append(row)
                case DefaultSize():
                    self.defaults.append(row)

    @cached_property
    def groups(self) -> dict[str, Group]:
        """The groups by name, in the order of the file.

        A group has the method that its first record states; one without is LINEAR.
        """
        records: dict[str, list[GroupRecord]] = {}
        for record in self.group_records:
            records.setdefault(record.name, []).append(record)
        return {
            name: Group(name, own[0].method or _DEFAULT_METHOD, tuple(one for record in own for one in record.regions))
            for name, own in records.items()
        }

    @cached_property
    def volids(self) -> set[str]:
        """The volumes that the file names."""
        return {region.volid for region in self.regions.values()} | {volume.volid for volume in self.ssi_volumes}

    def regions_on(self, volid: str) -> list[Region]:
        """The regions on a volume, in the order of the file."""
        return self._regions_by_volid.get(volid, [])

    def groups_of(self, region_name: str) -> list[str]:
        """The names of the groups that a region belongs to, in the order of the file."""
        return self._groups_by_region.get(region_name, [])

    def excludes(self, entry_name: str, vdev: str) -> bool:
        """Whether an EXCLUDE record names a minidisk; `entry_name` is that of the entry with the MDISK, `vdev` has 4 digits."""
        return not self._excluded_numbers(entry_name).isdisjoint((vdev, None))

    def size_of(self, devtype: str) -> int | None:
        """The size of a device type with its model (3390-09), in cylinders or blocks; None if that is not known.

        A record of :DEFAULTS. comes before the usual size of the model; of two records for one type the first.
        """
        given = self._sizes.get(devtype)
        return model_size(devtype) if given is None else given

    def end_of(self, region: Region) -> int | None:
        """The last cylinder or block of a region; None for END on a device of unknown size."""
        if region.last is not None:
            return region.last
        size = self.size_of(region.devtype)
        return None if size is None else size - 1

    def units_for(self, devtype: str, blocks: int, block_size: int) -> int | None:
        """How many cylinders or blocks hold so many CMS blocks of a size in bytes; None if that is not known."""
        return units_holding(blocks, self._blocks(devtype, block_size))

    def _blocks(self, devtype: str, block_size: int) -> tuple[int, int] | None:
        """So many CMS blocks fit in so many cylinders or blocks: by :AUTOBLOCK., for the model before the type, or as usual."""
        without_model, _ = type_and_model(devtype)
        for spelling in (devtype, without_model):
            if (spelling, block_size) in self._autoblocks:
                return self._autoblocks[spelling, block_size]
        return cms_blocks(without_model, block_size)

    @cached_property
    def _regions_by_volid(self) -> dict[str, list[Region]]:
        found: dict[str, list[Region]] = {}
        for region in self.regions.values():
            found.setdefault(region.volid, []).append(region)
        return found

    @cached_property
    def _groups_by_region(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for group in self.groups.values():
            for region in dict.fromkeys(group.regions):
                found.setdefault(region, []).append(group.name)
        return found

    @cached_property
    def _sizes(self) -> dict[str, int]:
        return {default.devtype: default.size for default in reversed(self.defaults)}

    @cached_property
    def _autoblocks(self) -> dict[tuple[str, int], tuple[int, int]]:
        return {(row.devtype, row.block_size): (row.blocks, row.units) for row in reversed(self.autoblocks)}

    def _excluded_numbers(self, entry_name: str) -> set[str | None]:
        """The device numbers of an entry that EXCLUDE records name; None among them: all."""
        numbers = self._numbers_by_entry.get(entry_name)
        if numbers is None:
            numbers = self._numbers_by_entry[entry_name] = set()
            for length in range(len(entry_name) + 1):
                for pattern, excluded in self._exclusion_patterns.get(entry_name[:length], {}).items():
                    if matches(pattern, entry_name):
                        numbers |= excluded
        return numbers

    @cached_property
    def _exclusion_patterns(self) -> dict[str, dict[str, set[str | None]]]:
        """The owners that EXCLUDE records name, with the device numbers, by what stands before the first asterisk."""
        found: dict[str, dict[str, set[str | None]]] = {}
        for one in self.exclusions:
            by_owner = found.setdefault(one.owner.partition("*")[0], {})
            by_owner.setdefault(one.owner, set()).add(one.vdev)
        return found


def matches(owner: str, entry_name: str) -> bool:
    """Whether the name of an entry is one that an exclusion's owner stands for; `*` in it stands for any characters."""
    if "*" not in owner:
        return owner == entry_name
    return re.fullmatch(".*".join(map(re.escape, owner.split("*"))), entry_name, re.DOTALL) is not None


def read_extent_control(path: Path, shown: str | None = None) -> ExtentControl:
    """The EXTENT CONTROL in a file; ASCII and EBCDIC alike. `shown` is its path in messages.

    Raises InputError for a file that cannot be read, or that has no section of EXTENT CONTROL.
    """
    records = read_records(read_bytes(path, shown), shown or str(path))
    if not is_extent_control(records):
        tags = listed([section.tag for section in SECTIONS.values()], "or")
        raise InputError(f"{records.path}: this is no EXTENT CONTROL", f"it would have a section: {tags}")
    return extent_control_of(records)


def extent_control_of(records: Records, *, plain: bool = False) -> ExtentControl:
    """The EXTENT CONTROL in records. `plain` asks Lark for every record instead of once per shape."""
    return ExtentControl(ControlFile(records, plain=plain))
