"""Who runs what, and what an entry is when it logs on."""

import pytest

from dirtool.syntax.statements import Option
from dirtool.verify.guests import Guest, agent_of, guest_of, manager_of, system_names, where
from dirtool.verify.registry import NotCompared
from tests.verify.made import host_of

COPY = 'XCAT_User = "xcat"\nZHCP_User = "ZHCP "\nXCAT_zvmsysid = "sys1"\n'
CLUSTER = """DIRECTORY 123 3390 M01RES
IDENTITY ZHCP NOLOG
 BUILD ON SYS1 USING SUBCONFIG ZHCP-1
 BUILD ON SYS2 USING SUBCONFIG ZHCP-2
SUBCONFIG ZHCP-1
 OPTION LNKNOPAS
SUBCONFIG ZHCP-2
"""


@pytest.mark.parametrize(
    ("role", "manager", "agent"),
    [
        ("CONTROLLER", "OPNCLOUD", "OPNCLOUD"),
        ("compute_mn", "OPNCLOUD", "OPNCLOUD"),
        ("MN", "OPNCLOUD", "OPNCLOUD"),
        ("COMPUTE", None, "OPNCLOUD"),
        ("ZHCP", None, "OPNCLOUD"),
        ("WRONG", "XCAT", "ZHCP"),
    ],
)
def test_the_role_of_the_appliance_tells_who_runs_what(role: str, manager: str | None, agent: str) -> None:
    host = host_of(dmssicnf=COPY, dmssicmo=f'openstack_system_role = "{role}"\n')
    runners = manager_of(host), agent_of(host)
    assert [runner and runner.userid for runner in runners] == [manager, agent]


def test_without_a_role_the_keys_tell() -> None:
    host = host_of(dmssicnf=COPY)
    manager, agent = manager_of(host), agent_of(host)
    assert manager is not None
    assert (manager.userid, manager.stated.name) == ("XCAT", "XCAT_User")
    assert agent is not None
    assert (agent.userid, agent.stated.line) == ("ZHCP", 2)
    assert (manager_of(host_of()), agent_of(host_of(dmssicnf='ZHCP_User = "NONE"\n'))) == (None, None)


def test_the_manager_may_be_in_the_directory_of_another_host() -> None:
    host = host_of("A", dmssicnf=COPY, directory="USER ZHCP NOLOG\n")
    assert manager_of(host, [host]) is not None
    assert manager_of(host, [host, host_of("B", directory="USER XCAT NOLOG\n")]) is None
    assert manager_of(host, [host, host_of("B", directory="USER LINUX1 NOLOG\n")]) is not None


def test_the_names_of_the_system() -> None:
    assert system_names(host_of(dmssicnf=COPY, system_config="SYSTEM_IDENTIFIER 3906 1 ZVMA\n")) == {"SYS1", "ZVMA"}
    assert system_names(host_of(system_config="SYSTEM_IDENTIFIER 1 1 A\nSYSTEM_IDENTIFIER 2 2 B\n")) == set()


def test_an_entry_logs_on_to_the_member_that_the_host_is() -> None:
    guest = guest_of(host_of(dmssicnf=COPY, directory=CLUSTER), "ZHCP")
    assert isinstance(guest, Guest)
    assert [logon.member for logon in guest.logons] == ["SYS1"]
    assert guest.lacks(Option, lambda _, option: "LNKNOPAS" in option.option) is None


def test_an_entry_logs_on_to_all_members_where_none_is_known() -> None:
    guest = guest_of(host_of(directory=CLUSTER), "ZHCP")
    assert isinstance(guest, Guest)
    lacking = guest.lacks(Option, lambda _, option: "LNKNOPAS" in option.option)
    assert not isinstance(lacking, NotCompared)
    assert lacking is not None
    assert where(lacking) == " on SYS2"
    assert [option.option for _, option in guest.of(Option)] == [("LNKNOPAS",)]


def test_an_entry_may_not_be_there_or_elsewhere() -> None:
    assert guest_of(host_of(directory=CLUSTER), "OTHER") is None
    part = CLUSTER.partition("\n")[2]
    assert guest_of(host_of(directory=part), "OTHER") == NotCompared(
        "the directory is a part of one, and has no entry", "OTHER"
    )
