"""Networks: what neutron calls them, the virtual switches behind them, and the addresses of their adapters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import IPv4Network
from typing import NamedTuple

from dirtool.lint.diagnostic import Related, Severity
from dirtool.lint.neighbours import Neighbours
from dirtool.lint.place import span_of
from dirtool.lint.registry import Finding
from dirtool.lint.rules.network import duplicate_mac
from dirtool.model.copy_file import CopyConfiguration
from dirtool.model.directory import Entry, Placed
from dirtool.model.effective import subject_of
from dirtool.model.ip_networks import INTERFACES, address_of, network_of, prefix_of
from dirtool.model.recognition import Kind
from dirtool.spec.values import LONGEST_NAME
from dirtool.syntax.conf_file import DEFAULT
from dirtool.syntax.statements import Nicdef
from dirtool.syntax.system_config import Switch, SystemConfig
from dirtool.syntax.text_file import Stated
from dirtool.syntax.words import fold
from dirtool.verify.comparing import chosen, has_section, is_here, not_said, option, said
from dirtool.verify.guests import context_of
from dirtool.verify.installation import Host, Installation, place_of
from dirtool.verify.physical_networks import device_lists, networks_of
from dirtool.verify.registry import Answers, NotCompared, all_of, any_of, host_check
from dirtool.wording import listed, near, shown

_AGENT = "agent"
_SYSTEM = "SYSTEM"  # the owner of virtual switches on NICDEF statements
_DEVICE = re.compile(r"[0-9A-Fa-f]+")
_LONGEST_DEVICE = 4
_PIECES = re.compile(r"[\s,]+")
_MAC = re.compile(r"(?:[0-9A-F]{2}:){5}[0-9A-F]{2}")
_MULTICAST = 1  # in the first byte of an address


@host_check(
    "VFY020",
    "network-without-switch",
    Severity.ERROR,
    "VN01",
    needs=all_of(Kind.NEUTRON, Kind.SYSTEM_CONFIG)
    + all_of(Kind.NEUTRON, Kind.DMSSICNF)
    + all_of(Kind.NEUTRON, Kind.DIRECTORY),
)
def network_without_switch(host: Host, installation: Installation) -> Answers:
    """A physical network of neutron has the name of no virtual switch, or one that is too long for one.

    Switches are known from SYSTEM CONFIG, from the keys of DMSSICNF COPY, from the adapters in the directory, and from the
    sections with an rdev_list, for which the agent makes them. Only SYSTEM CONFIG tells that there are no others: without it
    a name is told if it resembles that of a switch, as a warning.

    Why: the agent couples the adapters of instances to a switch of that name.
    Fix: give the network the name of the switch, in any case.
    Source: Enabling z/VM for OpenStack, flat_networks and network_vlan_ranges
    """
    networks = networks_of(host.neutron)
    if not networks:
        yield NotCompared("neither flat_networks nor network_vlan_ranges names a network")
        return
    known = _known_switches(host)
    neighbours = Neighbours(known)
    for network in networks:
        said_ = f"the network {shown(network.name)}"
        if len(network.name) > LONGEST_NAME:
            message = f"{said_} has more than the {LONGEST_NAME} characters of a virtual switch"
            yield Finding(place_of(network.stated), message, network.name, "long")
        elif network.name not in known:
            meant = neighbours.of(network.name)
            if host.system_config is None and not meant:
                yield NotCompared(f"no {Kind.SYSTEM_CONFIG} tells whether {shown(network.name)} is a virtual switch")
            else:
                severity = Severity.WARNING if host.system_config is None else None
                message = f"{said_} has the name of no virtual switch{near(meant)}"
                related = tuple(known[name] for name in meant[:1])
                yield Finding(place_of(network.stated), message, network.name, "unknown", severity, related=related)


@host_check("VFY021", "network-vlans", Severity.ERROR, "VN02", needs=all_of(Kind.NEUTRON, Kind.SYSTEM_CONFIG))
def network_vlans(host: Host, installation: Installation) -> Answers:
    """A flat network is on a virtual switch that is aware of VLANs, or one with VLANs on a switch that is not.

    A flat network on a switch with a default VLAN of its own is a warning: the driver takes it, but the installation
    verification does not.

    Why: frames with a tag do not pass a switch that is unaware of VLANs; one that is aware puts those without into its default
    VLAN.
    Fix: define the switch with VLAN for network_vlan_ranges, without for flat_networks.
    Source: z/VM CP Planning and Administration, DEFINE VSWITCH; Enabling z/VM for OpenStack, network_vlan_ranges
    """
    switches = _switches(host)
    for network in networks_of(host.neutron):
        switch = switches.get(network.name)
        if switch is None:
            yield NotCompared(f"{Kind.SYSTEM_CONFIG} does not define", shown(network.name))
        elif switch.is_aware != network.has_vlans:
            has, aware = ("with VLANs", "unaware") if network.has_vlans else ("flat", "aware")
            message = f"the network {shown(network.name)} is {has}, but its virtual switch is {aware} of VLANs"
            has_default = not network.has_vlans and switch.vlan is not None and switch.vlan.text.isdecimal()
            severity = Severity.WARNING if has_default else None
            related = is_here(switch.vlan or switch.name)
            yield Finding(place_of(network.stated), message, network.name, aware, severity, related=(related,))
    if not networks_of(host.neutron):
        yield NotCompared("neither flat_networks nor network_vlan_ranges names a network")


@host_check(
    "VFY022",
    "network-devices",
    Severity.ERROR,
    *("PROP09", "PROP10", "PROP11", "PROP12", "VVO02"),
    needs=any_of(Kind.NEUTRON),
    also=frozenset({Kind.DMSSICNF, Kind.SYSTEM_CONFIG}),
)
def network_devices(host: Host, installation: Installation) -> Answers:
    """The rdev_list of a network is empty, or no list of real devices, or names others than its virtual switch has.

    Several devices are a warning: the driver takes them, the first one and those that stand in for it, but the installation
    verification does not.

    Why: the agent makes the switch with these devices where it does not find one, and the verification compares them.
    Fix: name the RDEV of the switch, 1 to 4 hexadecimal digits.
    Source: Enabling z/VM for OpenStack, rdev_list; z/VM CP Planning and Administration, DEFINE VSWITCH
    """
    lists = device_lists(host.neutron)
    if not lists:
        yield NotCompared(f"no rdev_list is in the {Kind.NEUTRON}")
    for name, stated in lists:
        said_ = f"the rdev_list of {shown(name)}"
        devices = [word for word in _PIECES.split(stated.text.strip()) if word]
        found = list(_bad_devices(said_, name, stated, devices))
        yield from found
        if not found:
            yield from _other_devices(said_, name, stated, devices, host)
        if len(devices) > 1:
            message = f"{said_} has {len(devices)} devices, of which the installation verification takes one only"
            ivp = "PROP10" if len(stated.text.split()) > 1 else "PROP11"  # commas separate nothing there
            yield Finding(place_of(stated), message, name, "several", Severity.WARNING, ivp=(ivp,))


@host_check(
    "VFY023",
    "management-subnet",
    Severity.ERROR,
    "VMNI01",
    "VMNI03",
    needs=any_of(Kind.NEUTRON),
    also=frozenset({Kind.DMSSICNF}),
)
def management_subnet(host: Host, installation: Installation) -> Answers:
    """The network of xcat_mgt_ip and xcat_mgt_mask is not stated as a whole, is none, or meets another one of the appliance.

    Why: it is a network of its own, on a third adapter of the management node. Of two networks that overlap, the system sends
    the frames of both to one adapter.
    Fix: give both options or none, with a subnet apart from those of XCAT_Addr, XCAT_MN_Addr and ZHCP_Addr.
    Source: Enabling z/VM for OpenStack, xcat_mgt_ip and xcat_mgt_mask
    """
    address, mask = (option(host.neutron, name, _AGENT) for name in ("xcat_mgt_ip", "xcat_mgt_mask"))
    if address is None and mask is None:
        yield NotCompared(f"the {Kind.NEUTRON} say neither xcat_mgt_ip nor xcat_mgt_mask")
    elif address is None or mask is None:
        there, missing = (address, "xcat_mgt_mask") if address is not None else (mask, "xcat_mgt_ip")
        assert there is not None
        message = f"{said(there)} is there, but {missing} is not: both are needed, or none"
        yield Finding(place_of(there), message, there.name, "alone", ivp=("VMNI03",) if there is address else ())
    elif (network := _network(address, mask.text)) is None:
        message = f"{said(address)} and {said(mask)} are no IPv4 address and its mask"
        ivp = "VMNI01" if address_of(address.text.strip()) is None else "VMNI03"
        yield Finding(place_of(address), message, address.name, "network", related=(is_here(mask),), ivp=(ivp,))
    else:
        copies = (host.dmssicnf, installation.management_of(host))
        for other, subnet in dict(found for copy in copies if copy is not None for found in _subnets(copy)).items():
            if network.overlaps(subnet):
                message = f"{said(address)} is in {network}, which overlaps the subnet {subnet} of {said(other)}"
                yield Finding(
                    place_of(address), message, address.name, f"{network} {subnet}", related=(is_here(other),)
                )


@host_check("VFY024", "mac-prefix", Severity.ERROR, "VMUP01", needs=all_of(Kind.NEUTRON, Kind.SYSTEM_CONFIG))
def mac_prefix(host: Host, installation: Installation) -> Answers:
    """The first three bytes of base_mac are not the USERPREFIX of VMLAN, or its MACPREFIX where there is no USERPREFIX.

    Why: neutron makes the addresses of adapters with one prefix, z/VM with the other, and neither knows those of the other.
    Fix: set USERPREFIX to the first six digits of base_mac; base_mac is fa:16:3e:00:00:00 where it is not stated.
    Source: z/VM CP Planning and Administration, VMLAN; Enabling z/VM for OpenStack, base_mac
    """
    assert host.system_config is not None
    base = chosen(host.neutron, "base_mac")
    prefix = host.system_config.user_prefix or host.system_config.mac_prefix
    if base is None or prefix is None:
        yield not_said(Kind.NEUTRON, "base_mac") if base is None else not_said(Kind.SYSTEM_CONFIG, "USERPREFIX")
    elif base.is_default and not has_section(host.neutron, DEFAULT):
        yield NotCompared(f"no file of neutron has a section {DEFAULT}, which may state base_mac")
    elif not _MAC.fullmatch(fold(base.text)):
        message = f"{base.said} is no MAC address; allowed: six bytes such as fa:16:3e:00:00:00"
        yield Finding(place_of(base.stated), message, "base_mac", "format", related=(is_here(prefix),))
    elif fold(base.text).replace(":", "")[:6] != prefix.text:
        message = f"{base.said} begins otherwise than {prefix.name} {shown(prefix.text)}"
        yield Finding(place_of(base.stated), message, "base_mac", "prefix", related=(is_here(prefix),))


@host_check(
    "VFY025", "mac-addresses", Severity.WARNING, needs=any_of(Kind.DIRECTORY), also=frozenset({Kind.SYSTEM_CONFIG})
)
def mac_addresses(host: Host, installation: Installation) -> Answers:
    """Two adapters have one MACID, or one that VMLAN does not leave to them, or a prefix that makes addresses of groups.

    The MACIDs of NICDEF statements are those of MACIDRANGE USER, where that is stated; not if USERPREFIX and MACPREFIX differ,
    since then no address that CP makes can be the same.

    Why: the frames of one adapter reach the other, or the virtual switch refuses the second. An address whose first byte is
    odd is that of a group, and no adapter can have it.
    Fix: change the MACID of one of the adapters; take a prefix such as 020000.
    Source: z/VM CP Planning and Administration, NICDEF and VMLAN statements; IEEE 802, MAC addresses
    """
    yield from duplicate_mac(context_of(host))
    config = host.system_config
    prefixes = [] if config is None else [one for one in (config.user_prefix, config.mac_prefix) if one is not None]
    if not prefixes and not any(True for _ in _with_macid(host)):
        yield NotCompared("no NICDEF has a MACID")
    for prefix in prefixes:
        if _DEVICE.fullmatch(prefix.text[:2]) and int(prefix.text[:2], 16) & _MULTICAST:
            message = f"{said(prefix)} makes addresses of groups: its first byte is odd"
            yield Finding(place_of(prefix), message, prefix.name, prefix.text)
    if config is not None and config.user_macids is not None and not _has_own_prefix(config):
        yield from _outside(config.user_macids, host)


def _has_own_prefix(config: SystemConfig) -> bool:
    """Whether the adapters of NICDEF statements have another prefix than those that CP makes."""
    return config.user_prefix is not None and (
        config.mac_prefix is None or config.user_prefix.text != config.mac_prefix.text
    )


def _with_macid(host: Host) -> Iterator[tuple[Entry, Placed]]:
    """The adapters whose MACID a statement gives, each with its entry."""
    assert host.directory is not None
    return host.directory.placed(Nicdef, where=lambda nic: nic.macid is not None)


def _outside(macids: Stated, host: Host) -> Iterator[Finding]:
    """The adapters whose MACID is not among those that VMLAN leaves to NICDEF statements."""
    first, last = macids.text.split("-")
    for entry, placed in _with_macid(host):
        assert isinstance(placed.statement, Nicdef)
        macid = placed.statement.macid or ""
        if placed.position not in placed.source.faults and not first <= macid <= last:
            subject = subject_of(entry, placed)
            message = f"{subject} has MACID {macid}, but VMLAN leaves {macids.text} to NICDEF statements"
            yield Finding(span_of(placed, "macid"), message, subject, "range", related=(is_here(macids),))


# ---- the virtual switches, and their devices


def _known_switches(host: Host) -> dict[str, Related]:
    """The virtual switches that any file of a host tells of, by name, each with the place that does."""
    found = {name: is_here(switch.name) for name, switch in _switches(host).items()}
    for keys in INTERFACES:
        stated = None if host.dmssicnf is None else host.dmssicnf.stated(keys.switch)
        if stated is not None:
            found.setdefault(fold(stated.text.strip()), is_here(stated))
    for section, stated in device_lists(host.neutron):
        found.setdefault(section, is_here(stated))
    for _, placed in [] if host.directory is None else host.directory.placed(Nicdef):
        assert isinstance(placed.statement, Nicdef)
        owner, _, name = (placed.statement.lan or "").partition(" ")
        if owner == _SYSTEM and name not in found:
            found[name] = Related(span_of(placed, "lan"), name, "an adapter is coupled to it here")
    return found


def _bad_devices(said_: str, name: str, stated: Stated, devices: list[str]) -> Iterator[Finding]:
    if not devices:
        yield Finding(place_of(stated), f"{said_} is empty", name, "empty", ivp=("PROP09",))
    for device in devices:
        if not _DEVICE.fullmatch(device):
            message = f"{said_}: {shown(device)} is not hexadecimal"
            yield Finding(place_of(stated), message, name, device, ivp=("PROP11",))
        elif len(device) > _LONGEST_DEVICE:
            message = f"{said_}: {shown(device)} has more than {_LONGEST_DEVICE} digits"
            yield Finding(place_of(stated), message, name, device, ivp=("PROP12",))


def _other_devices(said_: str, name: str, stated: Stated, devices: list[str], host: Host) -> Answers:
    """Where the devices of a list are not among those of the switch that SYSTEM CONFIG or DMSSICNF tells of."""
    told = list(_devices_of(name, host))
    if not told:
        yield NotCompared("no file tells the real devices of", shown(name))
    for device in devices:
        others = [one for one in told if _number(device) not in {_number(stated.text) for stated in one.devices}]
        if others:
            message = f"{said_} has device {fold(device)}, but {listed([one.said for one in others], 'and')}"
            related = tuple(is_here(one.devices[0]) for one in others)
            yield Finding(place_of(stated), message, name, device, related=related, ivp=("VVO02",))


class _Told(NamedTuple):
    """Who tells the real devices of a switch, and which ones, at least one; NONE may be among them."""

    whose: str
    devices: tuple[Stated, ...]

    @property
    def said(self) -> str:
        """The same as a part of a sentence."""
        return f"{self.whose} has {' and '.join(dict.fromkeys(shown(device.text) for device in self.devices))}"


def _devices_of(name: str, host: Host) -> Iterator[_Told]:
    """All who tell the real devices of a virtual switch."""
    switch = _switches(host).get(name)
    if switch is not None:
        yield _Told(f"{Kind.SYSTEM_CONFIG} {name}", switch.rdevs or (switch.name._replace(text="no RDEV"),))
    for keys in INTERFACES:
        both = (keys.switch, keys.device)
        stated, device = (None if host.dmssicnf is None else host.dmssicnf.stated(key) for key in both)
        if stated is not None and device is not None and fold(stated.text.strip()) == name and device.text.strip():
            words = tuple(device._replace(text=word) for word in fold(device.text).split())
            yield _Told(device.name, words)


def _number(device: str) -> str:
    """A real device without leading zeros and without the port behind it."""
    return fold(device).partition(".")[0].lstrip("0")


def _switches(host: Host) -> dict[str, Switch]:
    return {} if host.system_config is None else host.system_config.switches


def _subnets(copy: CopyConfiguration) -> Iterator[tuple[Stated, IPv4Network]]:
    """The subnets of the appliance, each with the address that is in it; those that cannot be told are left out."""
    for keys in INTERFACES:
        address, mask = copy.stated(keys.address), copy.value(keys.mask)
        network = None if address is None or mask is None else _network(address, mask)
        if address is not None and network is not None:
            yield address, network


def _network(address: Stated, mask: str) -> IPv4Network | None:
    """The network of an address with a dotted mask; None if they are none."""
    return network_of(address_of(address.text.strip()), prefix_of(mask.strip()))
