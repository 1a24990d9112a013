"""The checklist: the site's names where files tell them, and nothing in them that a shell or CP would act upon."""

import re
import shlex
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.spec.ivp_messages import IVP_MESSAGES
from dirtool.verify.checklist import Station, Step, checklist
from dirtool.verify.installation import Host, Installation
from tests.report.strange import texts
from tests.verify.made import host_of

DMSSICNF = """\
XCAT_User       = "XCAT"
XCAT_Host       = "xcatmn"
XCAT_zvmsysid   = "zvm1"
XCAT_vswitch    = "XCATVSW1"
XCAT_MN_vswitch = "XCATVSW2"
XCAT_MN_Addr    = "192.0.2.10"
XCAT_MN_Mask    = "255.255.255.0"
XCAT_MN_admin   = "mnadmin"
XCAT_MN_pw      = "SECRET01"
ZHCP_User       = "ZHCP"
ZHCP_Host       = "zhcp1"
ZHCP_Addr       = "172.16.5.21"
ZHCP_vswitch    = "XCATVSW1"
"""
NOVA = """\
[DEFAULT]
host = ZVM1
zvm_host = ZVM1
my_ip = 192.0.2.31
zvm_diskpool = LINUX1
zvm_user_profile = OSDFLT
zvm_xcat_password = SECRET02
"""
NEUTRON = """\
--- neutron.conf
[DEFAULT]
base_mac = 02:0a:1c:00:00:00
--- ml2.ini
[ml2_type_flat]
flat_networks = xcatvsw2
[ml2_type_vlan]
network_vlan_ranges = guestsw:10:20, otherSW
[guestsw]
rdev_list = 2e00
"""
ZVMSDK = "[zvm]\ndisk_pool = ECKD:POOL1\nuser_profile = OSDFLT\n[network]\nmy_ip = 192.0.2.41\n"


def one_host(name: str = "", **files: str) -> Host:
    return host_of(name, **({"dmssicnf": DMSSICNF, "nova": NOVA, "neutron": NEUTRON} | files))


def stations(*hosts: Host) -> list[Station]:
    return checklist(Installation(hosts))


def steps(*hosts: Host) -> Iterator[Step]:
    return (step for station in stations(*hosts) for step in station.steps)


def commands(*hosts: Host) -> list[str]:
    return [command for step in steps(*hosts) for command in step.commands]


def expected(task: str, *hosts: Host) -> str:
    """What the first step of a name expects."""
    return next(step.expect for step in steps(*hosts) if step.task == task)


# -- stations


def test_who_starts_below_gets_to_the_cloud_last() -> None:
    assert [station[:2] for station in stations(one_host())] == [
        ("z/VM console, as MAINT", ""),
        ("Management node, as root", ""),
        ("Management node, as root: the host and its ZHCP", ""),
        ("ZHCP, as root", ""),
        ("Compute node, as root", ""),
        ("Controller, with the environment of an administrator", ""),
    ]


def test_several_hosts_have_stations_of_their_own_and_one_management_node() -> None:
    second = host_of("ZVM2", dmssicnf='ZHCP_Host = "zhcp2"\n')
    assert [station[:2] for station in stations(one_host("ZVM1"), second)] == [
        ("z/VM console, as MAINT", "ZVM1"),
        ("z/VM console, as MAINT", "ZVM2"),
        ("Management node, as root", ""),
        ("Management node, as root: the host and its ZHCP", "ZVM1"),
        ("ZHCP, as root", "ZVM1"),
        ("Management node, as root: the host and its ZHCP", "ZVM2"),
        ("ZHCP, as root", "ZVM2"),
        ("Compute node, as root", "ZVM1"),
        ("Controller, with the environment of an administrator", ""),
    ]
    assert "lsdef zhcp2" in commands(one_host("ZVM1"), second)


def test_the_management_node_is_that_of_the_host_which_describes_it() -> None:
    first = host_of("A", dmssicnf='ZHCP_Host = "zhcp2"\n')
    assert "lsdef xcatmn" in commands(first, one_host("ZVM1"))


def test_where_feilong_drives_the_host_its_linux_is_asked() -> None:
    for files in ({}, {"dmssicnf": 'Parm_Disk_Owner = "PMAINT"\n'}):
        found = stations(host_of(zvmsdk=ZVMSDK, **files))
        assert [station.where for station in found] == ["z/VM console, as MAINT", "Feilong's Linux, as root"]
    typed = commands(host_of(zvmsdk=ZVMSDK))
    assert "DIRM FREEXT GROUP POOL1" in typed
    assert "/opt/zthin/bin/smcli Image_Query_DM -T OSDFLT" in typed


def test_a_host_of_feilong_beside_one_of_xcat_has_no_zhcp() -> None:
    found = stations(one_host("ZVM1"), host_of("ZVM2", zvmsdk=ZVMSDK))
    assert [station.where for station in found if station.host == "ZVM2"] == [
        "z/VM console, as MAINT",
        "Feilong's Linux, as root",
    ]


# -- names


def test_the_names_of_the_site_stand_in_the_commands() -> None:
    found = commands(one_host())
    for command in (
        "QUERY USER XCAT",
        "QUERY USER ZHCP",
        "QUERY VSWITCH XCATVSW1",
        "QUERY VSWITCH GUESTSW ACCESSLIST",
        "DIRM FOR OSDFLT REVIEW",
        "DIRM FREEXT GROUP LINUX1",
        "ip addr show to 192.0.2.10",
        "lsdef xcatmn",
        "gettab name=mnadmin policy.rule",
        "curl -k 'https://192.0.2.10/xcatws/nodes/xcatmn?userName=mnadmin&password=<XCAT_MN_pw>&format=json'",
        "lsdef ZVM1",
        "pping zhcp1",
        "ssh -o NumberOfPasswordPrompts=0 zhcp1 hostname",
        "lsvm zhcp1 --diskpool LINUX1 free",
        "chhypervisor ZVM1 --smcli 'Image_Query_DM -T OSDFLT'",
        "ssh -o NumberOfPasswordPrompts=0 nova@192.0.2.31 pwd",
        "ping -c 3 192.0.2.10",
    ):
        assert command in found


def test_the_names_of_the_site_stand_in_what_is_expected() -> None:
    host = one_host()
    assert expected("The name of the system", host) == "the word behind AT is ZVM1"
    assert expected("Its address", host) == "an interface that has it, with the mask 255.255.255.0"
    assert expected("The node of the ZHCP", host) == "attributes, of which ip is 172.16.5.21"
    assert (
        expected("The MAC prefix of users", host)
        == "the user prefix is 020A1C, the first three bytes of base_mac of neutron"
    )
    assert expected("The virtual switches, their real devices, and who is granted to them", host) == (
        "each is there and ready; VLAN unaware: XCATVSW2; VLAN aware: GUESTSW, OTHERSW; the real device of GUESTSW: 2e00"
    )


def test_what_no_file_tells_has_a_word_in_its_place() -> None:
    found = commands(host_of(directory="DIRECTORY 123 3390 X\n"))
    assert "lsdef '<XCAT_Host>'" in found
    assert "DIRM FOR <zvm_user_profile> REVIEW" in found
    assert "gettab 'name=<XCAT_MN_admin>' policy.rule" in found
    assert not [command for command in found if "GUESTSW" in command]


def test_nova_and_crowbar_tell_what_dmssicnf_does_not() -> None:
    nova = NOVA + "zvm_xcat_server = 192.0.2.99\nzvm_xcat_master = mn9\nzvm_xcat_username = admin9\n"
    found = commands(host_of(nova=nova))
    assert "ping -c 3 192.0.2.99" in found
    assert "lsdef mn9" in found
    assert "gettab name=admin9 policy.rule" in found
    told = commands(host_of(deployment='{"zvm": {"zvm_xcat_server": "192.0.2.98", "zvm_xcat_zhcp_nodename": "zhcp9"}}'))
    assert "ping -c 3 192.0.2.98" in told
    assert "lsdef zhcp9" in told


def test_system_config_tells_what_the_clouds_files_do_not() -> None:
    config = "SYSTEM_IDENTIFIER 3906 000123 ZVM7\nSYSTEM_IDENTIFIER_DEFAULT ZVM7\nVMLAN USERPREFIX 020A1C\n"
    host = host_of(system_config=config)
    assert expected("The name of the system", host) == "the word behind AT is ZVM7"
    assert expected("The MAC prefix of users", host).startswith("the user prefix is 020A1C, ")
    assert "lsdef ZVM7" in commands(host)
    several = host_of(system_config=config.replace("_DEFAULT ZVM7", "_DEFAULT ZVM8"))
    assert expected("The name of the system", several) == "the word behind AT is <zvm_host>"


def test_the_storage_is_asked_for_where_the_appliance_runs() -> None:
    assert "vmcp query virtual storage" not in commands(one_host())
    assert "vmcp query virtual storage" in commands(one_host(dmssicmo='openstack_system_role = "CONTROLLER"\n'))


def test_none_is_no_name() -> None:
    found = commands(one_host(dmssicnf=DMSSICNF.replace('"XCATVSW1"', '"NONE"').replace('"zhcp1"', '"none"')))
    assert not [command for command in found if "NONE" in command.upper()]


def test_every_message_of_the_verification_is_known() -> None:
    assert {number for step in steps(one_host(dmssicmo='cmo_data_disk = "X"\n')) for number in step.ivp} <= {
        *IVP_MESSAGES
    }


# -- nothing else


def test_no_password_is_shown() -> None:
    nova = NOVA.replace("my_ip = 192.0.2.31", "my_ip = x://a:SECRET03@b")
    for host in (one_host(), one_host(nova=nova)):
        assert "SECRET" not in repr(stations(host))


def test_a_value_that_another_one_is_put_into_is_not_known() -> None:
    found = commands(one_host(nova=NOVA.replace("my_ip = 192.0.2.31", "my_ip = $other")))
    assert "ssh -o NumberOfPasswordPrompts=0 'nova@<my_ip>' pwd" in found


NASTY = (
    "$(reboot)",
    "`reboot`",
    "a; reboot",
    "-oProxyCommand=x",
    "a\nb",
    "#CP LOGOFF",
    '"x"',
    "'x'",
    "two words",
    "x|y",
    "x&y",
    "```",
)


@pytest.mark.parametrize("value", NASTY)
def test_what_a_shell_or_cp_would_act_upon_is_not_typed(value: str) -> None:
    quoted = value.replace('"', '""').replace("\n", " ")
    names = re.findall(r"\w+", " ".join(DMSSICNF.split('"')[::2]))
    dmssicnf = "".join(f'{name} = "{quoted}"\n' for name in dict.fromkeys(names))
    conf = quoted.replace("\n", " ")
    nova = f"[DEFAULT]\nhost = {conf}\nmy_ip = {conf}\nzvm_diskpool = {conf}\nzvm_user_profile = {conf}\n"
    neutron = f"[DEFAULT]\nbase_mac = {conf}\n[ml2_type_flat]\nflat_networks = {conf}\n[{conf}]\nrdev_list = {conf}\n"
    assert value not in " ".join(commands(one_host(dmssicnf=dmssicnf, nova=nova, neutron=neutron)))


def test_what_edits_a_line_of_cp_is_not_typed_there() -> None:
    host = one_host(nova=NOVA.replace("OSDFLT", "OS#DFLT").replace("LINUX1", "LI@UX"), dmssicnf='ZHCP_User = "ZH#CP"\n')
    found = commands(host)
    assert "DIRM FOR <zvm_user_profile> REVIEW" in found
    assert "DIRM FREEXT GROUP <zvm_diskpool>" in found
    assert "QUERY USER <ZHCP_User>" in found
    assert "QUERY USER <XCAT_User>" in commands(one_host(dmssicnf='XCAT_User = "XC#AT"\nZHCP_User = "ZHCP"\n'))
    assert "chhypervisor ZVM1 --smcli 'Image_Query_DM -T OS#DFLT'" in found


@given(values=st.lists(texts, min_size=6, max_size=6))
def test_of_whatever_files_hold_a_shell_sees_words_only(values: list[str]) -> None:
    mn, zhcp, pool, profile, address, network = (" ".join(value.split("\n")) for value in values)
    dmssicnf = f'XCAT_Host = "{mn}"\nZHCP_Host = "{zhcp}"\nXCAT_MN_Addr = "{address}"\nZHCP_User = "{zhcp}"\n'
    nova = f"[DEFAULT]\nhost = {mn}\nzvm_diskpool = {pool}\nzvm_user_profile = {profile}\nmy_ip = {address}\n"
    neutron = f"[ml2_type_flat]\nflat_networks = {network}\n[{network}]\nrdev_list = {pool}\n"
    for station in stations(host_of(dmssicnf=dmssicnf, nova=nova, neutron=neutron)):
        for step in station.steps:
            assert step.expect.isprintable()
            for command in step.commands:
                assert command.isascii()
                assert command.isprintable()
                if station.where.startswith("z/VM"):
                    assert re.fullmatch(r"[A-Z0-9_$.:%+,/ -]+|.*<\w+>.*", command)
                elif "$(hostname)" not in command:
                    bare = " ".join(word for word in shlex.split(command) if shlex.quote(word) == word)
                    assert not set(bare) & set("|&;<>()$`\\\"'#*?[]!\n")
