"""CNF: the addresses, networks, virtual switches and real devices in DMSSICNF COPY."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dirtool.lint.context import CopyContext
from dirtool.lint.copy_settings import (
    finding_at_value,
    judged,
    name_of,
    related,
    value_of,
    wrong_value,
)
from dirtool.lint.diagnostic import Related, Severity
from dirtool.lint.registry import Finding, copy_rule
from dirtool.model.ip_networks import (
    AGENT,
    HIGHEST_VLAN,
    Interface,
    address_of,
    devices_of,
    end_of_network,
    in_one_machine,
    interfaces_of,
    prefix_of,
    vlan_of,
)
from dirtool.spec.copy_keys import DMSSICNF, NONE, Domain
from dirtool.wording import listed

_DEFAULT_VLAN = 1
_DEVICES_IN_GROUP = 3
_SIZES_OF_OSA = (16, 256)  # where an OSA begins: a number that ends in 0, or in 00
_PHRASES = {
    Domain.ADDRESS: "no IPv4 address",
    Domain.MASK: "no network mask (ones, then zeros)",
    Domain.GATEWAY: f"neither an IPv4 address nor {NONE}",
}


@copy_rule("CNF010", "bad-address", Severity.ERROR)
def bad_address(context: CopyContext) -> Iterator[Finding]:
    """A value is not the IPv4 address or the network mask that it must be.

    Why: the network of the management node or of the agent does not come up, and nothing reaches it. A mask is a row of ones
    and then of zeros: 255.255.0.255 is none. An empty value is a warning.
    Bad:
        ZHCP_netmask = "255.255.0.255"
    Good:
        ZHCP_netmask = "255.255.255.0"
    Source: Enabling z/VM for OpenStack, the settings of the xCAT management node and of the ZHCP agent
    """
    for setting, text in judged(context, DMSSICNF, *_PHRASES):
        assert setting.key is not None
        domain = setting.key.domain
        if domain is Domain.GATEWAY and text.upper() == NONE:
            continue
        read = prefix_of if domain is Domain.MASK else address_of
        if read(text) is None:
            yield from wrong_value(setting, text, _PHRASES[domain])


@copy_rule("CNF011", "gateway-out-of-reach", Severity.ERROR)
def gateway_out_of_reach(context: CopyContext) -> Iterator[Finding]:
    """A gateway lies outside of the network of its interface, or is an address that no gateway can have.

    Why: what is not in the network of the interface is reached through the gateway, which must itself be in it, and must be
    another machine.
    Bad:
        ZHCP_Addr    = "192.0.2.20"
        ZHCP_netmask = "255.255.255.0"
        ZHCP_gateway = "198.51.100.1"
    Good:
        ZHCP_Addr    = "192.0.2.20"
        ZHCP_netmask = "255.255.255.0"
        ZHCP_gateway = "192.0.2.1"
    Source: Enabling z/VM for OpenStack, the settings of the xCAT management node and of the ZHCP agent
    """
    for one in _interfaces(context):
        gateway, network = one.gateway, one.network
        if gateway is None or network is None:
            continue
        end = end_of_network(gateway, network)
        if gateway not in network:
            said = f"is not in {network}, the network of {one.keys.address}"
        elif gateway == one.address:
            said = f"is {one.keys.address} itself"
        elif end is not None:
            said = f"is the {end} of {network}"
        else:
            continue
        message = f"{one.keys.gateway} {gateway} {said}"
        yield finding_at_value(one.setting(one.keys.gateway), message, _others(one, one.keys.address, one.keys.mask))


@copy_rule("CNF012", "address-of-whole-network", Severity.ERROR)
def address_of_whole_network(context: CopyContext) -> Iterator[Finding]:
    """An address stands for its whole network: it is the first one in it, or the last.

    Why: the first address of a network names the network, the last one reaches all that is in it. No interface can have them.
    Bad:
        ZHCP_Addr    = "192.0.2.63"
        ZHCP_netmask = "255.255.255.192"
    Good:
        ZHCP_Addr    = "192.0.2.62"
        ZHCP_netmask = "255.255.255.192"
    Source: RFC 1122, section 3.2.1.3
    """
    for one in _interfaces(context):
        if one.address is not None and one.network is not None:
            end = end_of_network(one.address, one.network)
            if end is not None:
                message = f"{one.keys.address} {one.address} is the {end} of {one.network}"
                yield finding_at_value(one.setting(one.keys.address), message, _others(one, one.keys.mask))


@copy_rule("CNF013", "address-given-twice", Severity.ERROR)
def address_given_twice(context: CopyContext) -> Iterator[Finding]:
    """Two interfaces have one address.

    Why: only one of them can be reached, and which one it is may change from day to day. Where XCAT_User and ZHCP_User are one
    virtual machine, ZHCP_Addr may be an address of the management node.
    Bad:
        XCAT_Addr = "192.0.2.10"
        ZHCP_Addr = "192.0.2.10"
    Good:
        XCAT_Addr = "192.0.2.10"
        ZHCP_Addr = "192.0.2.20"
    Source: Enabling z/VM for OpenStack, the settings of the xCAT management node and of the ZHCP agent
    """
    first_of: dict[object, Interface] = {}
    for one in _interfaces(context):
        if one.address is not None and (first := first_of.setdefault(one.address, one)) is not one:
            if one.keys == AGENT and in_one_machine(context.copy):
                continue
            message = f"{one.keys.address} is {one.address}, and so is {first.keys.address}"
            yield finding_at_value(one.setting(one.keys.address), message, _others(first, first.keys.address))


@copy_rule("CNF014", "one-switch-two-settings", Severity.WARNING)
def one_switch_two_settings(context: CopyContext) -> Iterator[Finding]:
    """The management node and the agent are on one virtual switch, but differ in mask, VLAN or real device.

    Why: a switch has one network, one real device and, for those who talk to each other, one VLAN. One of the two is a slip.
    Bad:
        XCAT_vswitch = "XCATVSW1"
        XCAT_vlan    = "NONE"
        ZHCP_vswitch = "XCATVSW1"
        ZHCP_vlan    = "100"
    Good:
        XCAT_vswitch = "XCATVSW1"
        XCAT_vlan    = "100"
        ZHCP_vswitch = "XCATVSW1"
        ZHCP_vlan    = "100"
    Source: Enabling z/VM for OpenStack, the settings of the xCAT management node and of the ZHCP agent
    """
    for node, agent in _on_one_switch(context):
        for name, other, value, other_value in (
            (agent.keys.mask, node.keys.mask, agent.prefix, node.prefix),
            (agent.keys.vlan, node.keys.vlan, agent.vlan, node.vlan),
            (agent.keys.device, node.keys.device, agent.devices, node.devices),
        ):
            setting, second = agent.setting(name), node.setting(other)
            if value is None or other_value is None or value == other_value or setting is None or second is None:
                continue
            message = (
                f"{name} is {value_of(setting)} and {other} is {value_of(second)}, but both are on switch {node.switch}"
            )
            yield finding_at_value(setting, message, _others(node, other, node.keys.switch))


@copy_rule("CNF015", "one-switch-two-networks", Severity.WARNING)
def one_switch_two_networks(context: CopyContext) -> Iterator[Finding]:
    """The management node and the agent are on one virtual switch, but in two networks without a gateway between them.

    Why: the management node does not reach the agent, and no virtual machine can be made. Both need a gateway, or one network.
    Bad:
        XCAT_vswitch = "XCATVSW1"
        XCAT_Addr    = "192.0.2.10"
        XCAT_netmask = "255.255.255.0"
        ZHCP_vswitch = "XCATVSW1"
        ZHCP_Addr    = "198.51.100.20"
        ZHCP_netmask = "255.255.255.0"
    Good:
        XCAT_vswitch = "XCATVSW1"
        XCAT_Addr    = "192.0.2.10"
        XCAT_netmask = "255.255.255.0"
        ZHCP_vswitch = "XCATVSW1"
        ZHCP_Addr    = "192.0.2.20"
        ZHCP_netmask = "255.255.255.0"
    Source: Enabling z/VM for OpenStack, the settings of the xCAT management node and of the ZHCP agent
    """
    for node, agent in _on_one_switch(context):
        if node.address is None or node.network is None or agent.address is None or agent.network is None:
            continue
        without = [one for one in (node, agent) if one.is_without_gateway]
        if without and node.address not in agent.network and agent.address not in node.network:
            names = [one.keys.gateway for one in without]
            message = (
                f"{agent.keys.address} is in {agent.network} and {node.keys.address} in {node.network}, both on switch "
                f"{node.switch}, and {listed(names, 'and')} {'names' if len(names) == 1 else 'name'} no gateway"
            )
            places = _others(node, node.keys.address) + tuple(
                place for one in without for place in _others(one, one.keys.gateway)
            )
            yield finding_at_value(agent.setting(agent.keys.address), message, places)


@copy_rule("CNF016", "management-address-in-inner-network", Severity.WARNING)
def management_address_in_inner_network(context: CopyContext) -> Iterator[Finding]:
    """XCAT_MN_Addr lies in the network between management node and agents.

    Why: the management node then has two interfaces in one network. What comes in through the one is answered through the
    other, and OpenStack does not get the answer.
    Bad:
        XCAT_Addr    = "192.0.2.10"
        XCAT_netmask = "255.255.255.0"
        XCAT_MN_Addr = "192.0.2.11"
    Good:
        XCAT_Addr    = "192.0.2.10"
        XCAT_netmask = "255.255.255.0"
        XCAT_MN_Addr = "198.51.100.10"
    Source: Enabling z/VM for OpenStack, the networks of the xCAT management node
    """
    for node, management, agent in _all_interfaces(context):
        address = management.address
        if address is None or node.network is None or address in (node.address, agent.address):
            continue  # an address that is given twice says it all
        if address in node.network:
            message = (
                f"{management.keys.address} {address} is in {node.network}, the network of {node.keys.address}: two "
                "interfaces in one network"
            )
            yield finding_at_value(
                management.setting(management.keys.address), message, _others(node, node.keys.address, node.keys.mask)
            )


@copy_rule("CNF017", "one-switch-for-both-networks", Severity.WARNING)
def one_switch_for_both_networks(context: CopyContext) -> Iterator[Finding]:
    """XCAT_vswitch and XCAT_MN_vswitch are one virtual switch.

    Why: the network between management node and agents is then open to all that the management network is open to.
    Bad:
        XCAT_vswitch    = "XCATVSW1"
        XCAT_MN_vswitch = "XCATVSW1"
    Good:
        XCAT_vswitch    = "XCATVSW1"
        XCAT_MN_vswitch = "XCATVSW2"
    Source: Enabling z/VM for OpenStack, the networks of the xCAT management node
    """
    for node, management, _ in _all_interfaces(context):
        if node.switch is not None and node.switch == management.switch:
            message = f"{management.keys.switch} is {management.switch}, and so is {node.keys.switch}"
            yield finding_at_value(management.setting(management.keys.switch), message, _others(node, node.keys.switch))


@copy_rule("CNF018", "bad-vlan", Severity.ERROR)
def bad_vlan(context: CopyContext) -> Iterator[Finding]:
    """A VLAN is neither a number of 1 to 4094 nor NONE.

    Why: no other VLAN exists. VLAN 1 is a warning: it is the one that most switches send without a tag. So is an empty value.
    Bad:
        ZHCP_vlan = "4095"
    Good:
        ZHCP_vlan = "4094"
    Source: IEEE 802.1Q; Enabling z/VM for OpenStack, the settings of the ZHCP agent
    """
    for setting, text in judged(context, DMSSICNF, Domain.VLAN):
        vlan = vlan_of(text)
        if vlan is None or not text:
            yield from wrong_value(setting, text, f"neither a VLAN of 1 to {HIGHEST_VLAN} nor {NONE}")
        elif vlan == _DEFAULT_VLAN:
            message = f"{name_of(setting)} is {vlan}, the VLAN that most switches send without a tag"
            yield finding_at_value(setting, message, severity=Severity.WARNING)


@copy_rule("CNF019", "bad-osa-device", Severity.ERROR)
def bad_osa_device(context: CopyContext) -> Iterator[Finding]:
    """A real device for a virtual switch cannot be one, or is that of another switch.

    Why: without its device a switch connects nobody to the network outside. Warnings are one device for two switches, of which
    the second does not get it; a device with an odd number at which no group of three devices of an OSA begins; and an empty
    value. Several devices are an information, since not every level takes a list.
    Bad:
        ZHCP_OSAdev = "1E00G"
    Good:
        ZHCP_OSAdev = "1E00"
    Source: z/VM Connectivity, the devices of a virtual switch; Enabling z/VM for OpenStack
    """
    for setting, text in judged(context, DMSSICNF, Domain.OSA):
        devices = devices_of(text)
        name = name_of(setting)
        if devices is None or not text:
            yield from wrong_value(setting, text, f"neither a device of 1 to 4 hexadecimal digits nor {NONE}")
        elif len(devices) > 1:
            message = f"{name} is {value_of(setting)}: not every level takes more than one device"
            yield finding_at_value(setting, message, severity=Severity.INFO)
        elif any(map(_begins_no_group, devices)):
            message = f"{name} is {value_of(setting)}, which begins no group of three devices"
            yield finding_at_value(setting, message, severity=Severity.WARNING)
    first_of: dict[int, Interface] = {}
    for one in _interfaces(context):
        for device in one.devices or ():
            first = first_of.setdefault(device, one)
            if first.switch and one.switch and first.switch != one.switch:
                message = (
                    f"{one.keys.device} is {device:04X} for switch {one.switch}, and {first.keys.device} for switch "
                    f"{first.switch}"
                )
                places = _others(first, first.keys.device, first.keys.switch)
                yield finding_at_value(one.setting(one.keys.device), message, places, Severity.WARNING)


# ---- what rules share


def _interfaces(context: CopyContext) -> Iterable[Interface]:
    return interfaces_of(context.copy) if context.copy.kind == DMSSICNF else ()


def _all_interfaces(context: CopyContext) -> Iterable[tuple[Interface, Interface, Interface]]:
    """The three interfaces, of a file that has them."""
    return [interfaces_of(context.copy)] if context.copy.kind == DMSSICNF else []


def _on_one_switch(context: CopyContext) -> Iterator[tuple[Interface, Interface]]:
    """The management node and the agent, if they are on one switch."""
    for node, _, agent in _all_interfaces(context):
        if node.switch is not None and node.switch == agent.switch:
            yield node, agent


def _others(one: Interface, *names: str) -> tuple[Related, ...]:
    """Keys of an interface as second places."""
    settings = [one.setting(name) for name in names]
    return tuple(related(setting, f"{name_of(setting)} is here") for setting in settings if setting is not None)


def _begins_no_group(device: int) -> bool:
    """Whether a device has an odd number, and is not a whole number of groups behind any at which an OSA may begin."""
    return device % 2 == 1 and all(device % size % _DEVICES_IN_GROUP for size in _SIZES_OF_OSA)
