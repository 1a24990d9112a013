"""The physical networks of neutron, and the real devices of their switches."""

from dirtool.verify.physical_networks import device_lists, networks_of
from tests.verify.made import host_of

FLAT = "[ml2_type_flat]\nflat_networks = vsw1, *,VSW1 ,\n  VSW2\n"
RANGES = "[ml2_type_vlan]\nnetwork_vlan_ranges = VSW3:1:9,VSW1,:5\n"


def test_the_networks_are_the_flat_ones_and_those_with_vlans_each_once_and_in_upper_case() -> None:
    found = networks_of(host_of(neutron=FLAT + RANGES).neutron)
    assert [(network.name, network.has_vlans, network.stated.line) for network in found] == [
        ("VSW1", False, 2),
        ("VSW2", False, 3),
        ("VSW3", True, 5),
        ("VSW1", True, 5),
    ]


def test_an_option_that_another_one_must_tell_names_no_network() -> None:
    files = "[DEFAULT]\nadmin_password = hunter2\n[ml2_type_flat]\nflat_networks = "
    assert [
        networks_of(host_of(neutron=f"{files}{value}\n").neutron) for value in ("$elsewhere", "$admin_password")
    ] == [
        [],
        [],
    ]
    assert networks_of(None) == []


def test_of_several_device_lists_of_a_switch_the_last_one_counts() -> None:
    conf = host_of(
        neutron="--- a\n[vsw1]\nrdev_list = 1E00\n--- b\n[VSW1]\nrdev_list = 1F00\n[VSW2]\nrdev_list = 2E00\n"
    )
    found = device_lists(conf.neutron)
    assert [(name, stated.text, stated.path) for name, stated in found] == [
        ("VSW1", "1F00", "b"),
        ("VSW2", "2E00", "b"),
    ]
    assert device_lists(None) == []
