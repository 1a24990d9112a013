"""How the values of DMSSICNF COPY that describe networks are read."""

from ipaddress import IPv4Address, IPv4Network

import pytest

from dirtool.model.ip_networks import devices_of, end_of_network, interfaces_of, prefix_of, vlan_of
from tests.model.made import copy_of


def test_every_mask_there_is_and_no_other_one_is_a_mask() -> None:
    masks = {str(IPv4Network((0, prefix)).netmask): prefix for prefix in range(33)}
    assert {mask: prefix_of(mask) for mask in masks} == masks
    strange = [str(IPv4Address(int(IPv4Address(mask)) ^ bit)) for mask in masks for bit in (1 << 3, 1 << 20)]
    assert [mask for mask in strange if mask not in masks and prefix_of(mask) is not None] == []
    assert [prefix_of(text) for text in ("", "24", "/24", "255.255.255", "0.0.0.255")] == [None] * 5


@pytest.mark.parametrize(
    ("text", "vlan"),
    [("NONE", 0), ("none", 0), ("", 0), ("1", 1), ("4094", 4094), ("0100", 100), ("0", None), ("4095", None)]
    + [(text, None) for text in ("-1", "1.0", "00001", "\N{SUPERSCRIPT TWO}", "9" * 5000, "ALL")],
)
def test_a_vlan_is_a_number_of_1_to_4094_or_none(text: str, vlan: int | None) -> None:
    assert vlan_of(text) == vlan


@pytest.mark.parametrize(
    ("text", "devices"),
    [
        ("NONE", ()),
        ("1E00", (0x1E00,)),
        ("0e00", (0xE00,)),
        ("1E00 1E03", (0x1E00, 0x1E03)),
        ("1E00, 1E03", (0x1E00, 0x1E03)),
        ("1E000", None),
        ("1E00 OSA", None),
        ("1E00,", None),
    ],
)
def test_devices_are_a_list_of_hexadecimal_numbers(text: str, devices: tuple[int, ...] | None) -> None:
    assert devices_of(text) == devices


def test_only_a_network_of_four_addresses_or_more_has_ends() -> None:
    first, second = IPv4Address("192.0.2.0"), IPv4Address("192.0.2.3")
    assert end_of_network(first, IPv4Network("192.0.2.0/30")) == "network address"
    assert end_of_network(second, IPv4Network("192.0.2.0/30")) == "broadcast address"
    assert end_of_network(second, IPv4Network("192.0.2.0/29")) is None
    assert end_of_network(first, IPv4Network("192.0.2.0/31")) is None


def test_an_interface_has_what_the_file_tells_of_it() -> None:
    node, management, agent = interfaces_of(
        copy_of(
            'XCAT_Addr = "192.0.2.10"\nXCAT_netmask = "255.255.255.0"\nXCAT_gateway = "192.0.2.1"\nXCAT_vlan = 7\n'
            'XCAT_vswitch = "xcatvsw1"\nXCAT_OSAdev = "1e00"\nXCAT_MN_Addr = "198.51.100.1"\nZHCP_gateway = "NONE"\n'
            'ZHCP_vlan = x || "1"\n'
        )
    )
    assert (node.address, node.network) == (IPv4Address("192.0.2.10"), IPv4Network("192.0.2.0/24"))
    assert (node.gateway, node.is_without_gateway) == (IPv4Address("192.0.2.1"), False)
    assert (node.switch, node.devices, node.vlan) == ("XCATVSW1", (0x1E00,), 7)
    assert (management.address, management.network) == (IPv4Address("198.51.100.1"), None)
    assert (agent.gateway, agent.is_without_gateway, agent.vlan, agent.switch) == (None, True, None, None)
