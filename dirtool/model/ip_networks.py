"""The networks of the xCAT management node and of the ZHCP agent, as DMSSICNF COPY describes them, and how its values are read.

Source: Enabling z/VM for OpenStack, the settings of the xCAT management node and of the ZHCP agent.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from ipaddress import IPv4Address, IPv4Network
from typing import NamedTuple, TypeVar

from dirtool.model.copy_file import CopyConfiguration, Setting
from dirtool.spec.copy_keys import NONE

HIGHEST_VLAN = 4094

_ADDRESS_BITS = 32
_LONGEST_PREFIX_WITH_ENDS = 30  # above it no address of a network stands for all of it
_VLAN = re.compile(r"[0-9]{1,4}")
_DEVICE = re.compile(r"[0-9A-Fa-f]{1,4}")
_BETWEEN_DEVICES = re.compile(r"[\s,]+")

Read = TypeVar("Read")


class Keys(NamedTuple):
    """The keys that describe one network interface."""

    address: str
    mask: str
    gateway: str
    switch: str
    device: str
    vlan: str


MANAGEMENT = Keys(
    "XCAT_MN_Addr", "XCAT_MN_Mask", "XCAT_MN_gateway", "XCAT_MN_vswitch", "XCAT_MN_OSAdev", "XCAT_MN_vlan"
)
"""The management node towards OpenStack."""

NODE, AGENT = (
    Keys(*(f"{prefix}_{name}" for name in ("Addr", "netmask", "gateway", "vswitch", "OSAdev", "vlan")))
    for prefix in ("XCAT", "ZHCP")
)
"""The management node and the agent towards each other."""

INTERFACES = (NODE, MANAGEMENT, AGENT)
"""All three."""


class Interface:
    """One network interface; what the file does not tell, or tells wrongly, is None."""

    def __init__(self, copy: CopyConfiguration, keys: Keys) -> None:
        self.keys = keys
        self._copy = copy

    def setting(self, name: str) -> Setting | None:
        """What one of the keys is given."""
        return self._copy.get(name)

    @cached_property
    def address(self) -> IPv4Address | None:
        return self._read(self.keys.address, address_of)

    @cached_property
    def prefix(self) -> int | None:
        """The number of ones in the mask."""
        return self._read(self.keys.mask, prefix_of)

    @cached_property
    def network(self) -> IPv4Network | None:
        """The network that address and mask make."""
        return network_of(self.address, self.prefix)

    @cached_property
    def gateway(self) -> IPv4Address | None:
        return self._read(self.keys.gateway, address_of)

    @property
    def is_without_gateway(self) -> bool:
        """Whether the file gives no gateway, or says that there is none."""
        stated = self._copy.by_name.get(self.keys.gateway.upper())
        return stated is None or (stated.is_known and is_none(stated.stated.text))

    @cached_property
    def switch(self) -> str | None:
        """The virtual switch, in upper case."""
        return self._read(self.keys.switch, str.upper) or None

    @cached_property
    def devices(self) -> tuple[int, ...] | None:
        """The real devices of the switch; () if it has none."""
        return self._read(self.keys.device, devices_of)

    @cached_property
    def vlan(self) -> int | None:
        """The VLAN, 0 for none."""
        return self._read(self.keys.vlan, vlan_of)

    def _read(self, name: str, reader: Callable[[str], Read]) -> Read | None:
        setting = self.setting(name)
        return None if setting is None or setting.stated.is_secret else reader(setting.stated.text.strip())


def interfaces_of(copy: CopyConfiguration) -> tuple[Interface, Interface, Interface]:
    """The interfaces of the management node towards the agents and towards OpenStack, and that of the agent."""
    return Interface(copy, NODE), Interface(copy, MANAGEMENT), Interface(copy, AGENT)


def in_one_machine(copy: CopyConfiguration) -> bool:
    """Whether the management node and the agent run in one virtual machine, as they do in the Cloud Manager Appliance."""
    users = [copy.get(name) for name in ("XCAT_User", "ZHCP_User")]
    node, agent = ("" if user is None else user.stated.text.strip().upper() for user in users)
    return node == agent != ""


def address_of(text: str) -> IPv4Address | None:
    """The IPv4 address that a text is, if it is one."""
    try:
        return IPv4Address(text)
    except ValueError:
        return None


def prefix_of(text: str) -> int | None:
    """The number of ones that a mask begins with; None for what is no mask, or has a one behind a zero."""
    mask = address_of(text)
    if mask is None:
        return None
    zeros = int(mask) ^ (1 << _ADDRESS_BITS) - 1
    return None if zeros & zeros + 1 else _ADDRESS_BITS - zeros.bit_length()


def network_of(address: IPv4Address | None, prefix: int | None) -> IPv4Network | None:
    """The network of an address whose mask has so many ones; None if either is not known."""
    return None if address is None or prefix is None else IPv4Network((int(address), prefix), strict=False)


def vlan_of(text: str) -> int | None:
    """The number of a VLAN, 0 for NONE; None for what is neither."""
    if is_none(text):
        return 0
    number = int(text) if _VLAN.fullmatch(text) else 0
    return number if 1 <= number <= HIGHEST_VLAN else None


def devices_of(text: str) -> tuple[int, ...] | None:
    """The real devices of a list, of which there is mostly one, () for NONE; None if anything else is in it."""
    if is_none(text):
        return ()
    words = _BETWEEN_DEVICES.split(text)
    return tuple(int(word, 16) for word in words) if all(map(_DEVICE.fullmatch, words)) else None


def is_none(text: str) -> bool:
    """Whether a value says that there is no such thing."""
    return text.strip().upper() in ("", NONE)


def end_of_network(address: IPv4Address, network: IPv4Network) -> str | None:
    """What the first and the last address of a network are called; None for the others, which may be given to somebody."""
    if network.prefixlen > _LONGEST_PREFIX_WITH_ENDS:
        return None
    names = {network.network_address: "network address", network.broadcast_address: "broadcast address"}
    return names.get(address)
