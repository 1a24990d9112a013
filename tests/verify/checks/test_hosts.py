"""VFY043 and VFY044: several hosts under one management node."""

import pytest

from dirtool.verify.installation import Host
from tests.verify.made import Told, found_by, host_of, outcome_of

MANAGEMENT = """XCAT_User = "XCAT"
XCAT_Host = "xcat"
XCAT_Addr = "10.10.10.10"
XCAT_MN_Addr = "192.0.2.10"
"""


def host(name: str, system: str, agent: str, address: str, *, node: str | None = None, nova: str | None = None) -> Host:
    copy = (
        f'{MANAGEMENT}XCAT_zvmsysid = "{system}"\nZHCP_User = "ZHCP"\nZHCP_Host = "{agent}"\nZHCP_Addr = "{address}"\n'
    )
    texts = {
        "dmssicnf": copy,
        "neutron": f"[agent]\nxcat_zhcp_nodename = {node or agent}\n",
        "nova": f"host = {nova or system.lower()}\n",
    }
    return host_of(name, **texts)


FIRST = host("A", "SYS1", "zhcp1", "10.10.10.21")
SECOND = host("B", "SYS2", "zhcp2", "10.10.10.22")


@pytest.mark.parametrize("code", ["VFY043", "VFY044"])
def test_hosts_that_describe_one_management_node_alike_are_as_they_should_be(code: str) -> None:
    assert found_by(code, FIRST, SECOND) == []


def test_names_and_addresses_are_those_of_one_host() -> None:
    assert found_by("VFY043", FIRST, host("B", "sys1", "ZHCP1", "10.10.10.21")) == [
        Told(
            "error", "B/dmssicnf:7", "the node name ZHCP1 of ZHCP_Host is also ZHCP_Host of host A", ("A/dmssicnf:7",)
        ),
        Told(
            "error",
            "B/dmssicnf:5",
            "the node name sys1 of XCAT_zvmsysid is also XCAT_zvmsysid of host A",
            ("A/dmssicnf:5",),
        ),
        Told(
            "error",
            "B/dmssicnf:8",
            "the address 10.10.10.21 of ZHCP_Addr is also ZHCP_Addr of host A",
            ("A/dmssicnf:8",),
        ),
    ]


def test_names_of_different_nodes_may_not_be_equal_either() -> None:
    assert found_by("VFY043", FIRST, host("B", "SYS2", "xcat", "10.10.10.10")) == [
        Told("error", "B/dmssicnf:7", "the node name xcat of ZHCP_Host is also XCAT_Host of host A", ("A/dmssicnf:2",)),
        Told(
            "error",
            "B/dmssicnf:8",
            "the address 10.10.10.10 of ZHCP_Addr is also XCAT_Addr of host A",
            ("A/dmssicnf:3",),
        ),
    ]


def test_what_one_file_says_twice_is_not_told_here() -> None:
    assert found_by("VFY043", host("A", "SYS1", "xcat", "10.10.10.10"), SECOND) == []


def test_one_host_has_nothing_to_be_compared_with() -> None:
    assert outcome_of("VFY043", FIRST).why == "only one host has a DMSSICNF COPY"
    assert outcome_of("VFY043", FIRST, host_of("B", nova="host = b")).status == "skipped"
    assert outcome_of("VFY044", FIRST).why == "there is only one host"


def test_an_agent_and_a_compute_service_work_for_one_host() -> None:
    assert found_by("VFY044", FIRST, host("B", "SYS2", "zhcp2", "10.10.10.22", node="zhcp1", nova="sys1")) == [
        Told(
            "error",
            "B/neutron:2",
            "xcat_zhcp_nodename zhcp1 is also what host A has; each host needs a ZHCP of its own",
            ("A/neutron:2",),
        ),
        Told(
            "error",
            "B/nova:1",
            "host sys1 is also what host A has; each host needs a compute service of its own",
            ("A/nova:1",),
        ),
    ]


def test_agents_that_both_name_no_zhcp_mean_the_same() -> None:
    texts = [host_of(name, neutron="[AGENT]\npolling_interval = 2\n") for name in "AB"]
    assert [told.message for told in found_by("VFY044", *texts)] == [
        "xcat_zhcp_nodename zhcp is also what host A has; each host needs a ZHCP of its own"
    ]
    assert found_by("VFY044", *(host_of(name, neutron="core_plugin = ml2\n") for name in "AB")) == []


def test_one_zhcp_may_not_be_described_twice() -> None:
    assert found_by("VFY044", FIRST, host("B", "SYS1", "zhcp2", "10.10.10.22", nova="sys2")) == [
        Told(
            "error",
            "B/dmssicnf:6",
            "ZHCP_User ZHCP is also what host A has; each host needs a system and a ZHCP of its own",
            ("A/dmssicnf:6",),
        )
    ]


def test_each_host_needs_a_zhcp() -> None:
    message = "DMSSICNF COPY of host B names no ZHCP; each host needs a ZHCP of its own"
    without = host_of("B", dmssicnf='XCAT_zvmsysid = "SYS2"\n')
    assert found_by("VFY044", FIRST, without) == [Told("error", "B/dmssicnf:1", message, ("A/dmssicnf:6",))]
    assert found_by("VFY044", FIRST, host_of("B", dmssicnf='ZHCP_Host = "zhcp2"\n')) == []
    assert found_by("VFY044", host_of("A", dmssicnf='XCAT_zvmsysid = "SYS1"\n'), without) == []


def test_there_is_one_management_node() -> None:
    other = host_of("B", dmssicnf='XCAT_Host = "xcat2"\nXCAT_MN_Addr = "192.0.2.11"\nZHCP_User = "ZHCP"\n')
    assert found_by("VFY044", FIRST, other) == [
        Told(
            "error",
            "B/dmssicnf:1",
            "host B has another management node: XCAT_Host is xcat2, not xcat",
            ("A/dmssicnf:2",),
        )
    ]


def test_two_files_of_nova_that_name_one_host_are_told() -> None:
    nova = "--- nova-a.conf\n[DEFAULT]\nhost = ZVM1\n--- nova-b.conf\n[DEFAULT]\nhost = zvm1\n"
    second = host_of("b", nova="[DEFAULT]\nhost = ZVM2\n")
    message = "host zvm1 is also what nova-a.conf has; each host has a file of its own"
    assert found_by("VFY044", host_of("a", nova=nova), second) == [
        Told("warning", "a/nova-b.conf:2", message, ("a/nova-a.conf:2",))
    ]
    assert found_by("VFY044", host_of("a", nova=nova.replace("host = zvm1", "my_ip = 192.0.2.1")), second) == []


def test_hosts_with_feilong_need_no_zhcp_and_name_none() -> None:
    first = host_of("a", dmssicnf='XCAT_MN_Addr = "192.0.2.10"\nZHCP_User = "ZHCP"\nZHCP_Host = "zhcp"\n')
    smapi = 'Parm_Disk_Owner = "PMAINT"\n'
    assert [told.place for told in found_by("VFY044", first, host_of("b", dmssicnf=smapi))] == ["b/dmssicnf:1"]
    assert found_by("VFY044", first, host_of("b", dmssicnf=smapi, zvmsdk="[zvm]\nuser_profile = X\n")) == []
    plugin = "[AGENT]\ncloud_connector_url = http://192.0.2.40:8080\n"
    assert found_by("VFY044", host_of("a", neutron=plugin), host_of("b", neutron=plugin)) == []
