"""VFY020 to VFY025: networks, virtual switches, subnets and MAC addresses."""

import pytest

from tests.verify.made import Told, found_by, outcome_of

CONFIG = """SYSTEM_IDENTIFIER 3906 000123 ZVMSYS1
DEFINE VSWITCH XCATVSW2 RDEV 1E00 CONNECT
DEFINE VSWITCH DATAVSW RDEV 1E10 VLAN AWARE
VMLAN USERPREFIX FA163E
"""
COPY = """XCAT_vswitch = "XCATVSW1"
XCAT_OSAdev = "NONE"
XCAT_MN_vswitch = "XCATVSW2"
XCAT_MN_OSAdev = "1E00"
XCAT_Addr = "10.10.10.10"
XCAT_netmask = "255.255.255.0"
XCAT_MN_Addr = "192.0.2.10"
ZHCP_Addr = "10.10.10.20"
"""
NICS = """USER A NOLOG
 NICDEF 0600 TYPE QDIO LAN SYSTEM NET5 MACID 020001
USER B NOLOG
 NICDEF 0600 TYPE QDIO LAN SYSTEM NET5 MACID 020002
"""


def networks(flat: str, vlans: str = "datavsw:1:100") -> str:
    return f"[ml2_type_flat]\nflat_networks = {flat}\n[ml2_type_vlan]\nnetwork_vlan_ranges = {vlans}\n"


def agent(*options: str) -> str:
    return "\n".join(["[AGENT]", *options])


def test_networks_have_the_names_of_switches_in_any_case() -> None:
    assert found_by("VFY020", neutron=networks("xcatvsw2"), system_config=CONFIG) == []


def test_a_network_without_a_switch_is_told() -> None:
    assert found_by("VFY020", neutron=networks("xcatvsw3, xcatvsw123"), system_config=CONFIG) == [
        Told(
            "error",
            "neutron:2",
            "the network XCATVSW3 has the name of no virtual switch; did you mean XCATVSW2?",
            ("system_config:2",),
        ),
        Told("error", "neutron:2", "the network XCATVSW123 has more than the 8 characters of a virtual switch"),
    ]


def test_without_system_config_a_name_must_resemble_that_of_a_switch() -> None:
    outcome = outcome_of("VFY020", neutron=networks("xcatvsw3"), dmssicnf=COPY)
    assert [(found.severity, found.message) for found in outcome.findings] == [
        ("warning", "the network XCATVSW3 has the name of no virtual switch; did you mean XCATVSW2 or XCATVSW1?")
    ]
    assert outcome.why == "no SYSTEM CONFIG tells whether DATAVSW is a virtual switch"
    assert outcome_of("VFY020", neutron=networks("xcatvsw2"), dmssicnf=COPY).status == "skipped"


def test_switches_are_also_those_of_adapters_and_those_that_the_agent_makes() -> None:
    assert found_by("VFY020", neutron=networks("net5", ""), directory=NICS) == []
    made = networks("xcatvsw2", "net5:1:100") + "[NET5]\nrdev_list = 1e10\n"
    assert found_by("VFY020", neutron=made, dmssicnf=COPY) == []


def test_without_networks_nothing_is_compared() -> None:
    for code in ("VFY020", "VFY021"):
        outcome = outcome_of(code, neutron=networks("*", ""), system_config=CONFIG)
        assert outcome.why == "neither flat_networks nor network_vlan_ranges names a network"


def test_flat_networks_are_on_switches_without_vlans_and_the_others_on_those_with_them() -> None:
    assert found_by("VFY021", neutron=networks("xcatvsw2"), system_config=CONFIG) == []
    assert found_by("VFY021", neutron=networks("datavsw", "xcatvsw2"), system_config=CONFIG) == [
        Told(
            "error",
            "neutron:2",
            "the network DATAVSW is flat, but its virtual switch is aware of VLANs",
            ("system_config:3",),
        ),
        Told(
            "error",
            "neutron:4",
            "the network XCATVSW2 is with VLANs, but its virtual switch is unaware of VLANs",
            ("system_config:2",),
        ),
    ]


def test_a_switch_with_a_default_vlan_takes_a_flat_network_too() -> None:
    config = CONFIG.replace("VLAN AWARE", "VLAN 0010")
    assert [told.severity for told in found_by("VFY021", neutron=networks("datavsw"), system_config=config)] == [
        "warning"
    ]


def test_a_switch_that_is_not_defined_is_not_compared() -> None:
    outcome = outcome_of("VFY021", neutron=networks("other", ""), system_config=CONFIG)
    assert (outcome.status, outcome.why) == ("skipped", "SYSTEM CONFIG does not define OTHER")


@pytest.mark.parametrize(
    ("devices", "message", "ivp"),
    [
        ("", "the rdev_list of XCATVSW2 is empty", "PROP09"),
        ("1E0G", "the rdev_list of XCATVSW2: 1E0G is not hexadecimal", "PROP11"),
        ("01E00", "the rdev_list of XCATVSW2: 01E00 has more than 4 digits", "PROP12"),
    ],
)
def test_real_devices_are_hexadecimal(devices: str, message: str, ivp: str) -> None:
    (found,) = outcome_of("VFY022", neutron=f"[xcatvsw2]\nrdev_list = {devices}").findings
    assert (found.severity, found.message, found.ivp) == ("error", message, (ivp,))


def test_real_devices_are_those_of_the_switch() -> None:
    text = "[xcatvsw2]\nrdev_list = 1e00\n"
    assert found_by("VFY022", neutron=text, system_config=CONFIG, dmssicnf=COPY) == []
    assert found_by("VFY022", neutron=text.replace("1e00", "1e10"), system_config=CONFIG, dmssicnf=COPY) == [
        Told(
            "error",
            "neutron:2",
            "the rdev_list of XCATVSW2 has device 1E10, but SYSTEM CONFIG XCATVSW2 has 1E00 and XCAT_MN_OSAdev has 1E00",
            ("system_config:2", "dmssicnf:4"),
        )
    ]
    assert found_by("VFY022", neutron=text.replace("2", "1"), dmssicnf=COPY) == [
        Told(
            "error", "neutron:2", "the rdev_list of XCATVSW1 has device 1E00, but XCAT_OSAdev has NONE", ("dmssicnf:2",)
        )
    ]


def test_an_empty_key_tells_no_devices() -> None:
    copy = COPY.replace('"1E00"', '" "')
    assert outcome_of("VFY022", neutron="[xcatvsw2]\nrdev_list = 1e00\n", dmssicnf=copy).status == "skipped"


def test_a_switch_without_real_devices_has_none_of_the_list() -> None:
    isolated = CONFIG.replace("RDEV 1E00 ", "")
    (told,) = found_by("VFY022", neutron="[xcatvsw2]\nrdev_list = 1e00\n", system_config=isolated)
    assert told.message == "the rdev_list of XCATVSW2 has device 1E00, but SYSTEM CONFIG XCATVSW2 has no RDEV"


@pytest.mark.parametrize(("devices", "ivp"), [("1e00, 1e04", "PROP10"), ("1e00,1e04", "PROP11")])
def test_several_real_devices_are_a_warning(devices: str, ivp: str) -> None:
    both = CONFIG.replace("1E00", "1E00 1E04")
    (found,) = outcome_of("VFY022", neutron=f"[xcatvsw2]\nrdev_list = {devices}\n", system_config=both).findings
    assert (found.severity, found.ivp) == ("warning", (ivp,))
    assert found.message == (
        "the rdev_list of XCATVSW2 has 2 devices, of which the installation verification takes one only"
    )


def test_real_devices_need_something_to_be_compared_with() -> None:
    outcome = outcome_of("VFY022", neutron="[xcatvsw2]\nrdev_list = 1e00\n")
    assert (outcome.status, outcome.why) == ("skipped", "no file tells the real devices of XCATVSW2")
    assert outcome_of("VFY022", neutron=agent()).why == "no rdev_list is in the neutron files"


def test_the_third_network_is_apart_from_the_others() -> None:
    own = agent("xcat_mgt_ip = 10.1.0.1", "xcat_mgt_mask = 255.255.0.0")
    assert found_by("VFY023", neutron=own, dmssicnf=COPY) == []
    wide = own.replace("255.255.0.0", "255.0.0.0")
    address = "xcat_mgt_ip 10.1.0.1 is in 10.0.0.0/8, which overlaps the subnet 10.10.10.0/24 of"
    assert found_by("VFY023", neutron=wide, dmssicnf=COPY) == [
        Told("error", "neutron:2", f"{address} XCAT_Addr 10.10.10.10", ("dmssicnf:5",)),
        Told("error", "neutron:2", f"{address} ZHCP_Addr 10.10.10.20", ("dmssicnf:8",)),
    ]


@pytest.mark.parametrize(
    ("options", "message", "ivp"),
    [
        (["xcat_mgt_ip = 10.1.0.1"], "xcat_mgt_ip 10.1.0.1 is there, but xcat_mgt_mask is not", ("VMNI03",)),
        (["xcat_mgt_mask = 255.0.0.0"], "xcat_mgt_mask 255.0.0.0 is there, but xcat_mgt_ip is not", ()),
    ],
)
def test_address_and_mask_are_both_needed_or_none(options: list[str], message: str, ivp: tuple[str, ...]) -> None:
    (found,) = outcome_of("VFY023", neutron=agent(*options)).findings
    assert (found.message, found.ivp) == (f"{message}: both are needed, or none", ivp)


@pytest.mark.parametrize(
    ("address", "mask"),
    [("10.1.0.1", "255.0.255.0"), ("10.1.0.1", "16"), ("10.1.0.1", "0.0.255.255"), ("::1", "255.0.0.0")],
)
def test_address_and_mask_are_of_ipv4(address: str, mask: str) -> None:
    text = agent(f"xcat_mgt_ip = {address}", f"xcat_mgt_mask = {mask}")
    message = f"xcat_mgt_ip {address} and xcat_mgt_mask {mask} are no IPv4 address and its mask"
    assert found_by("VFY023", neutron=text) == [Told("error", "neutron:2", message, ("neutron:3",))]
    (found,) = outcome_of("VFY023", neutron=text).findings
    assert found.ivp == ("VMNI01" if address == "::1" else "VMNI03",)


def test_without_a_third_network_nothing_is_compared() -> None:
    outcome = outcome_of("VFY023", neutron=agent(), dmssicnf=COPY)
    assert outcome.why == "the neutron files say neither xcat_mgt_ip nor xcat_mgt_mask"


def test_neutron_and_zvm_make_addresses_with_one_prefix() -> None:
    assert found_by("VFY024", neutron="base_mac = fa:16:3e:00:00:00", system_config=CONFIG) == []
    assert found_by("VFY024", neutron="base_mac = fa:16:3f:00:00:00", system_config=CONFIG) == [
        Told(
            "error",
            "neutron:1",
            "base_mac fa:16:3f:00:00:00 begins otherwise than USERPREFIX FA163E",
            ("system_config:4",),
        )
    ]


def test_the_default_prefix_of_neutron_counts_too() -> None:
    assert found_by("VFY024", neutron="core_plugin = ml2", system_config=CONFIG) == []
    assert found_by("VFY024", neutron="core_plugin = ml2", system_config=CONFIG.replace("FA163E", "020000")) == [
        Told(
            "error",
            "neutron:1",
            "base_mac fa:16:3e:00:00:00, the default, begins otherwise than USERPREFIX 020000",
            ("system_config:4",),
        )
    ]


def test_the_default_prefix_counts_only_where_neutron_conf_is_there() -> None:
    outcome = outcome_of(
        "VFY024", neutron="[ml2]\nmechanism_drivers = zvm\n", system_config=CONFIG.replace("FA163E", "02")
    )
    assert (outcome.status, outcome.why) == (
        "skipped",
        "no file of neutron has a section DEFAULT, which may state base_mac",
    )


def test_a_prefix_must_be_one() -> None:
    (told,) = found_by("VFY024", neutron="base_mac = fa163e", system_config=CONFIG)
    assert told.message == "base_mac fa163e is no MAC address; allowed: six bytes such as fa:16:3e:00:00:00"
    outcome = outcome_of("VFY024", neutron="base_mac = fa:16:3e:00:00:00", system_config="SYSTEM_IDENTIFIER 1 2 A")
    assert (outcome.status, outcome.why) == ("skipped", "SYSTEM CONFIG does not say USERPREFIX")


def test_a_macid_is_that_of_one_adapter() -> None:
    assert found_by("VFY025", directory=NICS, system_config=CONFIG) == []
    assert found_by("VFY025", directory=NICS.replace("020002", "020001")) == [
        Told("warning", "part0:4", "MACID 020001 is given to A/0600 and to B/0600", ("part0:2",))
    ]


def test_a_prefix_makes_no_addresses_of_groups() -> None:
    assert found_by("VFY025", directory=NICS, system_config=CONFIG.replace("FA", "FB")) == [
        Told("warning", "system_config:4", "USERPREFIX FB163E makes addresses of groups: its first byte is odd")
    ]


def test_macids_are_those_that_vmlan_leaves_to_them() -> None:
    vmlan = "VMLAN MACPREFIX 020000\nVMLAN MACIDRANGE SYSTEM 000001-02FFFF USER 020000-{}\n"
    assert found_by("VFY025", directory=NICS, system_config=vmlan.format("02FFFF")) == []
    message = "B/0600 has MACID 020002, but VMLAN leaves 020000-020001 to NICDEF statements"
    assert found_by("VFY025", directory=NICS, system_config=vmlan.format("020001")) == [
        Told("warning", "part0:4", message, ("system_config:2",))
    ]
    assert found_by("VFY025", directory=NICS, system_config=vmlan.format("020001") + "VMLAN USERPREFIX FA163E\n") == []


def test_mac_addresses_need_a_directory() -> None:
    assert outcome_of("VFY025", system_config=CONFIG).why == "no USER DIRECT"


def test_without_a_macid_and_a_prefix_no_mac_address_is_compared() -> None:
    without = NICS.replace("MACID 020001", "").replace("MACID 020002", "")
    outcome = outcome_of("VFY025", directory=without)
    assert (outcome.status, outcome.why) == ("skipped", "no NICDEF has a MACID")
    assert found_by("VFY025", directory=without, system_config=CONFIG) == []


def test_without_a_userprefix_the_macprefix_counts() -> None:
    neutron = "[DEFAULT]\nbase_mac = 02:00:05:00:00:00\n"
    assert found_by("VFY024", neutron=neutron, system_config="VMLAN MACPREFIX 020005\n") == []
    assert [told.message for told in found_by("VFY024", neutron=neutron, system_config="VMLAN MACPREFIX 020006\n")] == [
        "base_mac 02:00:05:00:00:00 begins otherwise than MACPREFIX 020006"
    ]


def test_the_place_of_a_default_is_the_section_that_lacks_it() -> None:
    neutron = (
        "--- ml2_conf.ini\n[ml2]\nmechanism_drivers = zvm\n--- neutron.conf\n# none\n[DEFAULT]\ncore_plugin = ml2\n"
    )
    (told,) = found_by("VFY024", neutron=neutron, system_config="VMLAN USERPREFIX 020006\n")
    assert told.place == "neutron.conf:2"
