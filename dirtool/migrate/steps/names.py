"""The site's names as they are typed, and the commands that many steps have in common."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from dirtool.migrate.site import BACKUP_DISK, PRIMARY_DISK, SERVER, Server, Site
from dirtool.model.extent_control import ExtentControl
from dirtool.spec.devices import type_and_model
from dirtool.syntax.command import as_typed
from dirtool.text.codepage import PAGES
from dirtool.text.columns import RECORD_LENGTH
from dirtool.text.records import Records

WORKSTATION = "Your workstation, in this folder"
MODE = "Z"
PRODUCT_DISK = "<mode of the product's disk>"
_CMS_BLOCK = 4096
_GROUPS_AT_MOST = 6


class Names:
    """What the commands for a site are made of. `records` is the number of records of USER INPUT."""

    def __init__(self, site: Site, user_input: Records, control: ExtentControl) -> None:
        self.site = site
        self.control = control
        self.records = len(user_input.texts)
        self.is_ebcdic = user_input.encoding in PAGES
        self.has_blocks = user_input.blocks
        self.server = SERVER
        self.administrators = [as_typed(one.name) for one in site.administrators] or ["<administrator>"]
        self.administrator = self.administrators[0]
        self.install_id = as_typed(site.install_id.name)
        self.maintenance_id = as_typed(site.maintenance_id.name)
        self.starter = "<who starts servers>" if site.starter is None else site.starter.name
        self.guest = as_typed(site.new_guest.name)
        self.vdev = site.residence_vdev or "<vdev of the object directory>"
        self.residence = [one.name for one in site.residence] or ["<residence volume>"]

    @property
    def console(self) -> str:
        """Where the server is started and watched."""
        return f"{self.server}, at its console"

    @property
    def room(self) -> int:
        """The CMS blocks of 4K that two copies of the source directory take."""
        return 2 * ceil(self.records * RECORD_LENGTH / _CMS_BLOCK)

    @property
    def helpers(self) -> list[str]:
        """The servers beside DIRMAINT."""
        return [as_typed(one.name) for one in self._helpers]

    @property
    def _helpers(self) -> tuple[Server, ...]:
        return (*self.site.datamoves, *self.site.satellites)

    def of_servers(self, command: str) -> tuple[str, ...]:
        """A CP command for each server, on every member of the cluster on which it may run."""
        return (
            *self.everywhere(f"{command} {self.server}", self.site.members),
            *self.of_helpers(command),
        )

    def of_helpers(self, command: str) -> tuple[str, ...]:
        """A CP command for each server beside DIRMAINT, on the members for which it is built."""
        return tuple(
            line
            for helper in self._helpers
            for line in self.everywhere(f"{command} {as_typed(helper.name)}", helper.members or self.site.members)
        )

    def everywhere(self, command: str, members: Iterable[str]) -> tuple[str, ...]:
        """A CP command on each of these members; as it is where there is no cluster."""
        return tuple(f"AT {as_typed(member)} CMD {command}" for member in members) or (command,)

    def with_source(self, *commands: str, writes: bool = False) -> tuple[str, ...]:
        """Commands of the administrator for the disk with USER DIRECT, which they have as mode Z."""
        disk = self.site.source_disk
        if disk is None:
            return (f"ACCESS <vdev of the disk with USER DIRECT> {MODE}", *commands, f"RELEASE {MODE}")
        if disk.owner == self.administrator:
            return (f"ACCESS {disk.vdev} {MODE}", *commands, f"RELEASE {MODE}")
        return self._linked(disk.owner, disk.vdev, *commands, writes=writes)

    def with_primary_disk(self, *commands: str, writes: bool = False) -> tuple[str, ...]:
        """Commands for the disk of DIRMAINT with the source directory, which they have as mode Z."""
        return self._linked(self.server, PRIMARY_DISK, *commands, writes=writes)

    def with_backup_disk(self, *commands: str) -> tuple[str, ...]:
        """Commands for the disk of DIRMAINT with the backups, which they have as mode Z."""
        return self._linked(self.server, BACKUP_DISK, *commands)

    def with_disk_of(self, owner: str, *commands: str) -> tuple[str, ...]:
        """Commands for the A-disk of another one, which they have as mode Z, to write on it."""
        return self._linked(owner, "0191", *commands, writes=True)

    def _linked(self, owner: str, vdev: str, *commands: str, writes: bool = False) -> tuple[str, ...]:
        own = f"F{vdev[1:]}"
        link = f"LINK {owner} {vdev} {own} {'MR' if writes else 'RR'}"
        return (link, f"ACCESS {own} {MODE}", *commands, f"RELEASE {MODE} (DETACH")

    @property
    def groups(self) -> list[str]:
        """The groups of EXTENT CONTROL that commands are given for: some of them, if there are many."""
        return [as_typed(name) for name in self.control.groups][:_GROUPS_AT_MOST]

    @property
    def untold_groups(self) -> int:
        """How many groups of EXTENT CONTROL are not among these."""
        return max(0, len(self.control.groups) - _GROUPS_AT_MOST)

    @property
    def area(self) -> tuple[str, str, str] | None:
        """Where a minidisk can be tried: the device type, AUTOG or AUTOR, and the name; None without any region."""
        regions = self.control.regions
        for group in self.control.groups.values():
            for name in group.regions:
                if name in regions:
                    return _type_of(regions[name].devtype), "AUTOG", as_typed(group.name)
        for region in regions.values():
            return _type_of(region.devtype), "AUTOR", as_typed(region.name)
        return None


def _type_of(devtype: str) -> str:
    return type_and_model(devtype)[0]
