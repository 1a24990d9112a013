"""The settings of nova, neutron and cinder that go with a DMSSICNF COPY.

A secret is a placeholder in angle brackets. What the files at hand do not tell is a comment that says so.

Source: Enabling z/VM for OpenStack, the configuration files; the zvm drivers of nova and neutron.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from dirtool.model.copy_file import CopyConfiguration
from dirtool.model.extent_control import ExtentControl
from dirtool.report.style import printable
from dirtool.spec.conf_options import RELEASES, SHORTEST_RPC_TIMEOUT, STORWIZE_DRIVERS
from dirtool.spec.copy_keys import DMSSICNF, NONE
from dirtool.spec.devices import Unit, unit_of_model
from dirtool.syntax.conf_file import DEFAULT
from dirtool.syntax.system_config import SystemConfig
from dirtool.wording import some_of

FILES = ("nova.conf", "neutron.conf", "ml2_conf.ini", "neutron_zvm_plugin.ini", "cinder.conf")

_SYSTEM = "XCAT_zvmsysid"
_OF_MANAGEMENT = (
    "XCAT_Host",
    "XCAT_MN_Addr",
    "XCAT_MN_admin",
    "XCAT_MN_vswitch",
)  # alike for all systems that it manages
_APPLIANCE_PREFIX = "openstack_"
_SECRET = "<secret>"  # as long as the password of a user may be
_PREFIX_DIGITS = 6  # of a MAC address
_POOL_TYPES: dict[Unit, str] = {"cylinder": "ECKD", "block": "FBA"}


class Option(NamedTuple):
    """An option with its value, or with None and what there is to say about that."""

    name: str
    value: str | None
    why: str = ""


@dataclass(frozen=True)
class Known:
    """What the settings are made from: the DMSSICNF COPY, what else is at hand, and `chosen` values by their options.

    `management` is the DMSSICNF COPY of the z/VM system that has the management node, where that is another one.
    """

    copy: CopyConfiguration
    management: CopyConfiguration | None = None
    appliance: CopyConfiguration | None = None
    extents: ExtentControl | None = None
    system_config: SystemConfig | None = None
    chosen: Mapping[str, str] = field(default_factory=dict)

    def option(self, name: str, key: str | None = None, *, otherwise: str = "") -> Option:
        """An option with the value that is chosen, that DMSSICMO COPY gives it, or that DMSSICNF COPY gives to `key`.

        `otherwise` is what to say where nothing does.
        """
        if name in self.chosen:
            return Option(name, self.chosen[name])
        if self.appliance is not None and (given := self.appliance.stated(_APPLIANCE_PREFIX + name)) is not None:
            return Option(name, _SECRET if given.is_secret else given.text)
        if key is None:
            return Option(name, None, otherwise)
        return Option(name, self.value(key), f"{key} is not in {DMSSICNF} COPY")

    def value(self, key: str) -> str | None:
        """What DMSSICNF COPY gives to a key; for one of the management node also that of another system."""
        stated = self.copy.stated(key)
        if stated is None and self.management is not None and key in _OF_MANAGEMENT:
            stated = self.management.stated(key)
        return None if stated is None else stated.text

    @property
    def system(self) -> Option:
        """The name of the z/VM system, as DMSSICNF COPY has it, or else SYSTEM CONFIG, if that has one only."""
        names = {one.text for one in self.system_config.identifiers} if self.system_config else set()
        only = names.pop() if len(names) == 1 else None
        return Option("zvm_host", self.value(_SYSTEM) or only, f"{_SYSTEM} is not in {DMSSICNF} COPY")


def openstack_settings(known: Known) -> dict[str, list[str]]:
    """The lines of each file by its name, in the order of FILES."""
    sections: tuple[dict[str, list[Option]], ...] = (
        {DEFAULT: list(_nova(known))},
        {DEFAULT: list(_neutron(known))},
        _ml2(known),
        _plugin(known),
        {DEFAULT: list(_cinder(known))},
    )
    return {name: list(_lines(name, known, found)) for name, found in zip(FILES, sections, strict=True)}


def _lines(name: str, known: Known, sections: dict[str, list[Option]]) -> Iterator[str]:
    system = known.system.value
    for_system = f" for {printable(system)}" if system is not None else ""
    yield f"# {name}{for_system}, made from {printable(Path(known.copy.path).name)}. What stands in <> is to be filled in."
    for section, options in sections.items():
        yield ""
        yield f"[{printable(section)}]"
        for option in options:
            if option.value is None:
                yield f"# {option.name}: {printable(option.why)}"
                yield f"# {option.name} ="
            else:
                yield f"{option.name} = {printable(option.value)}"


def _nova(known: Known) -> Iterator[Option]:
    yield Option("compute_driver", "nova.virt.zvm.ZVMDriver")
    yield known.system._replace(name="host")
    yield known.option("my_ip", otherwise="the address of the compute node is not in these files")
    yield known.option("instance_name_template", otherwise="names of up to 8 characters, such as osp%05x")
    yield Option("force_config_drive", "True")
    yield Option("config_drive_format", "iso9660")
    yield Option("rpc_response_timeout", str(SHORTEST_RPC_TIMEOUT))
    yield known.system
    yield from _management(known)
    yield known.option("zvm_xcat_master", "XCAT_Host")
    yield from _pool(known)
    yield known.option("zvm_user_profile", otherwise="the PROFILE in USER DIRECT that all instances include")
    for name in ("zvm_user_default_password", "zvm_image_default_password"):
        yield Option(name, _SECRET)
    yield known.option("zvm_vmrelocate_force", otherwise="only where relocations must be forced")
    for name in ("zvm_scsi_pool", "zvm_fcp_list", "zvm_zhcp_fcp_list"):
        yield known.option(name, otherwise="for volumes on FCP only; which devices is not in these files")


def _neutron(known: Known) -> Iterator[Option]:
    yield Option("core_plugin", "ml2")
    yield known.system._replace(name="host")
    config = known.system_config
    prefix = None if config is None else config.user_prefix or config.mac_prefix
    if prefix is None or len(prefix.text) != _PREFIX_DIGITS:
        yield Option("base_mac", None, "its first three bytes are the USERPREFIX of VMLAN in SYSTEM CONFIG")
    else:
        pairs = [prefix.text[at : at + 2].lower() for at in range(0, len(prefix.text), 2)]
        yield Option("base_mac", ":".join([*pairs, "00", "00", "00"]))


def _ml2(known: Known) -> dict[str, list[Option]]:
    switch = known.option("flat_networks", "XCAT_MN_vswitch")
    ranges = "the switches of the guests, aware of VLANs, as SWITCH:FIRST:LAST"
    return {
        "ml2": [
            Option("mechanism_drivers", "zvm"),
            Option("type_drivers", "local,flat,vlan"),
            Option("tenant_network_types", "local"),
        ],
        "ml2_type_flat": [switch],
        "ml2_type_vlan": [Option("network_vlan_ranges", None, ranges)],
    }


def _plugin(known: Known) -> dict[str, list[Option]]:
    third = "a network of its own for the management of guests, where there is one"
    agent = [
        *_management(known),
        known.option("xcat_zhcp_nodename", "ZHCP_Host"),
        known.option("xcat_mgt_ip", otherwise=third),
        known.option("xcat_mgt_mask", otherwise=third),
    ]
    switch = known.value("XCAT_MN_vswitch")
    device = None if switch is None else _device(known, switch)
    return (
        {"AGENT": agent}
        if switch is None or device is None
        else {"AGENT": agent, switch: [Option("rdev_list", device)]}
    )


def _device(known: Known, switch: str) -> str | None:
    """The real device of the switch of the management network; None if it has none, or nothing tells."""
    device = known.value("XCAT_MN_OSAdev")
    if device is None and known.system_config is not None and switch.upper() in known.system_config.switches:
        rdevs = known.system_config.switches[switch.upper()].rdevs
        device = rdevs[0].text if rdevs else None
    return None if device is None or device.upper() == NONE else device


def _cinder(known: Known) -> Iterator[Option]:
    yield Option("volume_driver", next(driver for driver, of in STORWIZE_DRIVERS.items() if RELEASES[-1] in of))
    yield Option("storwize_svc_connection_protocol", "FC")
    for name in ("san_ip", "san_private_key", "storwize_svc_volpool_name", "storwize_svc_vol_iogrp"):
        yield known.option(name, otherwise="of the storage controller; not in these files")


def _management(known: Known) -> Iterator[Option]:
    """How to reach the management node, which several services must know."""
    user = known.option("zvm_xcat_username", "XCAT_MN_admin")
    yield known.option("zvm_xcat_server", "XCAT_MN_Addr")
    yield user
    yield Option("zvm_xcat_password", f"<the password of {user.value or 'that user'}>")


def _pool(known: Known) -> Iterator[Option]:
    """The disk pool, which is a group of EXTENT CONTROL, and its type, where the group is chosen or the only one."""
    groups = [] if known.extents is None else list(known.extents.groups)
    pool = known.option("zvm_diskpool", otherwise="a group of EXTENT CONTROL")
    if pool.value is None and groups:
        only = groups[0] if len(groups) == 1 else None
        pool = Option("zvm_diskpool", only, f"a group of EXTENT CONTROL: {some_of(groups)}")
    types = _types(known.extents, pool.value)
    yield pool
    yield Option(
        "zvm_diskpool_type", types.pop() if len(types) == 1 else None, "ECKD or FBA, as the volumes of the pool"
    )


def _types(extents: ExtentControl | None, pool: str | None) -> set[str]:
    if extents is None or pool is None or (group := extents.groups.get(pool.upper())) is None:
        return set()
    regions = (extents.regions.get(name) for name in group.regions)
    return {_POOL_TYPES[unit_of_model(region.devtype)] for region in regions if region is not None}
