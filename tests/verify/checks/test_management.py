"""VFY004 to VFY008, VFY038 and VFY045: the management node and the agents. No secret in any finding."""

import pytest

from dirtool.verify.installation import Installation
from dirtool.verify.run import verify
from tests.verify.made import Told, found_by, host_of, outcome_of

NOVA = """[DEFAULT]
zvm_xcat_server = 192.0.2.10
zvm_xcat_username = mnadmin
zvm_xcat_password = sekrit01
zvm_xcat_master = xcat
zvm_host = ZVMSYS1
"""
COPY = """XCAT_Host = "xcat"
XCAT_zvmsysid = "ZVMSYS1"
XCAT_MN_Addr = "192.0.2.10"
XCAT_MN_vswitch = "XCATVSW2"
XCAT_MN_admin = "mnadmin"
XCAT_MN_pw = "sekrit01"
ZHCP_Host = "zhcp"
"""
DEPLOYMENT = """{"nova": {"zvm": {
"zvm_xcat_server": "192.0.2.10",
"zvm_xcat_username": "mnadmin",
"zvm_xcat_password": "sekrit01",
"zvm_xcat_mgt_vswitch": "xcatvsw2",
"zvm_xcat_zhcp_nodename": "zhcp",
"zvm_host": "zvmsys1"
}}}
"""

BROKEN = {
    "VFY004": (
        "192.0.2.10",
        "192.0.2.11",
        Told("error", "nova:2", "zvm_xcat_server is 192.0.2.11, but XCAT_MN_Addr is 192.0.2.10", ("dmssicnf:3",)),
    ),
    "VFY005": (
        "mnadmin",
        "admin",
        Told("error", "nova:3", "zvm_xcat_username is admin, but XCAT_MN_admin is mnadmin", ("dmssicnf:5",)),
    ),
    "VFY006": (
        "sekrit01",
        "sekrit02",
        Told("warning", "nova:4", "zvm_xcat_password is not what XCAT_MN_pw is", ("dmssicnf:6",)),
    ),
    "VFY007": (
        "xcat\n",
        "mn\n",
        Told("error", "nova:5", "zvm_xcat_master is mn, but XCAT_Host is xcat", ("dmssicnf:1",)),
    ),
}
KEYS = {"VFY004": "XCAT_MN_Addr", "VFY005": "XCAT_MN_admin", "VFY006": "XCAT_MN_pw", "VFY007": "XCAT_Host"}


@pytest.mark.parametrize("code", BROKEN)
def test_what_a_service_says_of_the_management_node_is_what_its_key_says(code: str) -> None:
    right, wrong, told = BROKEN[code]
    assert found_by(code, nova=NOVA, dmssicnf=COPY) == []
    assert found_by(code, nova=NOVA.replace(right, wrong), dmssicnf=COPY) == [told]


@pytest.mark.parametrize("code", BROKEN)
def test_what_is_not_said_is_not_compared(code: str) -> None:
    assert outcome_of(code, nova=NOVA).why == "no DMSSICNF COPY describes the management node"
    assert outcome_of(code, dmssicnf=COPY).why == "no nova.conf or neutron files or ceilometer.conf"
    without_key = "\n".join(line for line in COPY.split("\n") if not line.startswith(f"{KEYS[code]} "))
    assert outcome_of(code, nova=NOVA, dmssicnf=without_key).why == (
        "no DMSSICNF COPY describes the management node"
        if code == "VFY004"
        else f"DMSSICNF COPY does not say {KEYS[code]}"
    )
    outcome = outcome_of(code, nova="[DEFAULT]\nverbose = 1\n", dmssicnf=COPY)
    assert (outcome.status, outcome.why.partition("zvm")[0]) == ("skipped", "no service says ")


def test_without_nova_another_service_speaks_for_all() -> None:
    assert found_by("VFY004", neutron="[AGENT]\nzvm_xcat_server = 192.0.2.11\n", dmssicnf=COPY) == [
        Told("error", "neutron:2", "zvm_xcat_server is 192.0.2.11, but XCAT_MN_Addr is 192.0.2.10", ("dmssicnf:3",))
    ]
    assert found_by("VFY007", ceilometer="[zvm]\nzvm_xcat_master = xcat\n", dmssicnf=COPY) == []


def test_the_name_of_a_server_is_not_resolved() -> None:
    nova = "[DEFAULT]\nzvm_xcat_server = xcat.lab.example\n"
    outcome = outcome_of("VFY004", nova=nova, dmssicnf=COPY)
    assert (outcome.status, outcome.why) == (
        "skipped",
        "zvm_xcat_server xcat.lab.example is a name, which is not resolved",
    )


def test_a_management_node_without_a_password_is_told() -> None:
    assert found_by("VFY006", nova=NOVA, dmssicnf=COPY.replace("sekrit01", "NOLOG")) == [
        Told(
            "warning",
            "dmssicnf:6",
            "XCAT_MN_pw is NOLOG, but REST needs a password, as zvm_xcat_password gives one",
            ("nova:4",),
        )
    ]


def test_a_password_that_only_looks_like_none_is_compared_and_not_shown() -> None:
    assert [told.message for told in found_by("VFY006", nova=NOVA, dmssicnf=COPY.replace("sekrit01", "nolog"))] == [
        "zvm_xcat_password is not what XCAT_MN_pw is"
    ]


def test_a_name_that_differs_in_its_case_is_another_one() -> None:
    assert found_by("VFY007", nova=NOVA.replace("xcat\n", "XCAT\n"), dmssicnf=COPY) == [
        Told("error", "nova:5", "zvm_xcat_master is XCAT, but XCAT_Host is xcat", ("dmssicnf:1",))
    ]


def test_a_host_without_a_management_node_of_its_own_has_that_of_another_one() -> None:
    first = host_of("a", dmssicnf=COPY)
    second = host_of("b", nova=NOVA.replace("192.0.2.10", "192.0.2.11"), dmssicnf='ZHCP_Host = "zhcp2"\n')
    assert found_by("VFY004", first, second) == [
        Told("error", "b/nova:2", "zvm_xcat_server is 192.0.2.11, but XCAT_MN_Addr is 192.0.2.10", ("a/dmssicnf:3",))
    ]
    both = Installation((first, host_of("b", nova=NOVA), host_of("c", dmssicnf=COPY)))
    assert [one.why for one in verify(both).outcomes if one.check.code == "VFY004" and one.host == "b"] == [
        "no DMSSICNF COPY describes the management node"
    ]


def test_neutron_and_its_deployment_name_the_node_of_the_agent() -> None:
    neutron = "[AGENT]\nxcat_zhcp_nodename = zhcp\n"
    assert found_by("VFY008", neutron=neutron, dmssicnf=COPY, deployment=DEPLOYMENT) == []
    other = COPY.replace("zhcp", "zhcp1")
    assert found_by("VFY008", neutron=neutron, dmssicnf=other, deployment=DEPLOYMENT) == [
        Told("error", "neutron:2", "xcat_zhcp_nodename is zhcp, but ZHCP_Host is zhcp1", ("dmssicnf:7",)),
        Told("error", "deployment:6", "zvm_xcat_zhcp_nodename is zhcp, but ZHCP_Host is zhcp1", ("dmssicnf:7",)),
    ]


def test_the_default_of_the_agent_counts_where_its_file_is_there() -> None:
    plugin = "[AGENT]\npolling_interval = 2\n"
    assert found_by("VFY008", neutron=plugin, dmssicnf=COPY) == []
    assert found_by("VFY008", neutron=plugin, dmssicnf=COPY.replace("zhcp", "zhcp1")) == [
        Told(
            "error",
            "neutron:1",
            "xcat_zhcp_nodename zhcp, the default, is not ZHCP_Host, which is zhcp1",
            ("dmssicnf:7",),
        )
    ]
    for other in (
        "[ml2]\nmechanism_drivers = zvm\n",
        "[agent]\nroot_helper = sudo\n",
        plugin + "cloud_connector_url = http://192.0.2.40:8080\n",
    ):
        outcome = outcome_of("VFY008", neutron=other, dmssicnf=COPY)
        assert (outcome.status, outcome.why) == ("skipped", "nothing says xcat_zhcp_nodename")
    assert (
        outcome_of("VFY008", neutron=plugin, dmssicnf="XCAT_Host = x\n").why == "DMSSICNF COPY does not say ZHCP_Host"
    )
    assert outcome_of("VFY008", neutron=plugin).why == "no DMSSICNF COPY"


def test_a_deployment_of_several_hosts_names_the_agent_of_each() -> None:
    deployment = '[{"xcat_zhcp_nodename": "zhcp1"},\n {"xcat_zhcp_nodename": "zhcp2"}]'
    assert found_by("VFY008", deployment=deployment, dmssicnf='ZHCP_Host = "zhcp2"\n') == []
    assert found_by("VFY008", deployment=deployment, dmssicnf=COPY) == [
        Told(
            "error",
            "deployment:1",
            "no zvm_xcat_zhcp_nodename or xcat_zhcp_nodename is zhcp, which ZHCP_Host is",
            ("dmssicnf:7",),
        )
    ]


def test_a_deployment_agrees_with_the_keys() -> None:
    assert found_by("VFY038", deployment=DEPLOYMENT, dmssicnf=COPY) == []
    copy = COPY.replace("192.0.2.10", "192.0.2.11").replace("sekrit01", "sekrit02").replace("VSW2", "VSW3")
    assert found_by("VFY038", deployment=DEPLOYMENT, dmssicnf=copy.replace("ZVMSYS1", "ZVMSYS2")) == [
        Told("error", "deployment:2", "zvm_xcat_server is 192.0.2.10, but XCAT_MN_Addr is 192.0.2.11", ("dmssicnf:3",)),
        Told("warning", "deployment:4", "zvm_xcat_password is not what XCAT_MN_pw is", ("dmssicnf:6",)),
        Told(
            "error",
            "deployment:5",
            "zvm_xcat_mgt_vswitch is xcatvsw2, but XCAT_MN_vswitch is XCATVSW3",
            ("dmssicnf:4",),
        ),
        Told("error", "deployment:7", "zvm_host is zvmsys1, but XCAT_zvmsysid is ZVMSYS2", ("dmssicnf:2",)),
    ]


def test_a_deployment_that_says_nothing_of_them_is_not_compared() -> None:
    outcome = outcome_of("VFY038", deployment='{"a": "b"}', dmssicnf=COPY)
    assert (outcome.status, outcome.why) == ("skipped", "Crowbar or Chef JSON and DMSSICNF COPY have nothing in common")
    nolog = outcome_of(
        "VFY038", deployment='{"zvm_xcat_password": "sekrit01"}', dmssicnf=COPY.replace("sekrit01", "NOLOG")
    )
    assert nolog.status == "skipped"
    assert outcome_of("VFY038", dmssicnf=COPY).why == "no Crowbar or Chef JSON"


def test_addresses_of_ipv4_and_names_where_they_may_stand_are_not_told() -> None:
    assert (
        found_by(
            "VFY045",
            nova=NOVA + "my_ip = 192.0.2.40\n",
            neutron="[AGENT]\nzvm_xcat_server = xcat.lab.example\nxcat_mgt_ip = 10.1.0.1\n",
            cinder="[b]\nsan_ip = storwize\n",
            zvmsdk="[network]\nmy_ip = 192.0.2.41\n",
            dmssicnf=COPY,
            dmssicmo='openstack_controller_address = "controller"\n',
            deployment=DEPLOYMENT,
        )
        == []
    )


def test_addresses_that_are_not_ipv4_are_told() -> None:
    limits = "xCAT and the drivers know IPv4 only"
    assert found_by(
        "VFY045",
        nova="[DEFAULT]\nmy_ip = node1\nzvm_xcat_server = 2001:db8::10\n",
        neutron="[AGENT]\nxcat_mgt_ip = 10.1.0\n",
        cinder="[b]\nsan_ip = 192.0.2.300\n",
        dmssicnf='XCAT_Addr = "fe80::1"\n',
        dmssicmo='openstack_controller_address = "2001:db8::1"\nopenstack_san_ip = "2001:db8::2"\n',
        deployment='{"zvm_xcat_server":\n"::1"}',
    ) == [
        Told("error", "nova:2", f"my_ip node1 is no IPv4 address; {limits}"),
        Told("error", "nova:3", f"zvm_xcat_server 2001:db8::10 is an IPv6 address; {limits}"),
        Told("error", "neutron:2", f"xcat_mgt_ip 10.1.0 is no IPv4 address; {limits}"),
        Told("error", "cinder:2", f"san_ip 192.0.2.300 is no IPv4 address; {limits}"),
        Told("error", "deployment:2", f"zvm_xcat_server ::1 is an IPv6 address; {limits}"),
        Told("error", "dmssicnf:1", f"XCAT_Addr fe80::1 is an IPv6 address; {limits}"),
        Told("error", "dmssicmo:1", f"openstack_controller_address 2001:db8::1 is an IPv6 address; {limits}"),
        Told("info", "dmssicmo:2", f"openstack_san_ip 2001:db8::2 is an IPv6 address; {limits}"),
    ]


def test_without_addresses_there_is_nothing_to_judge() -> None:
    assert outcome_of("VFY045", nova="[DEFAULT]\nhost = a\n").why == "no file states an address"
    assert outcome_of("VFY045", directory="USER A B\n").status == "skipped"


def test_no_finding_shows_a_secret() -> None:
    secrets = [f"SeKrEt{number:02}" for number in range(9)]
    nova = (
        f"[DEFAULT]\nzvm_xcat_password = {secrets[0]}\nzvm_user_default_password = {secrets[1]}-long\n"
        f"zvm_image_default_password = {secrets[2]}\nsan_password = {secrets[3]}\n"
    )
    host = host_of(
        nova=nova,
        neutron=f"[AGENT]\nzvm_xcat_password = {secrets[4]}\n",
        ceilometer=f"[zvm]\nzvm_xcat_password = {secrets[5]}\n",
        dmssicnf=COPY.replace("sekrit01", secrets[6]),
        dmssicmo=f'openstack_zvm_image_default_password = "{secrets[7]}"\nopenstack_system_role = "MN"\n',
        deployment=f'{{"zvm_xcat_password": "{secrets[8]}"}}',
        directory=f"DIRECTORY 123 3390 VOL001\nPROFILE OSDFLT\nUSER INST0001 {secrets[0][:8]} 1G 1G G\n",
    )
    found = verify(Installation((host,))).report.diagnostics
    assert {"VFY002", "VFY006", "VFY027", "VFY037", "VFY038"} <= {one.code for one in found}
    words = [word for one in found for word in (one.message, one.subject, *(other.message for other in one.related))]
    assert not [word for word in words if "sekret" in word.lower()]
