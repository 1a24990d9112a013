"""The files of an installation: what counts, what is there, and who describes the management node."""

import pytest

from dirtool.model.recognition import Kind
from dirtool.verify.installation import Installation, place_of
from tests.verify.made import host_of

MANAGEMENT = 'XCAT_MN_Addr = "10.1.1.1"'
AGENT = 'ZHCP_Addr = "10.10.10.20"'


def test_of_several_values_the_last_one_of_the_last_file_counts() -> None:
    host = host_of(nova="--- a.conf\n[DEFAULT]\nhost = A\nhost = B\n--- b.conf\n[x]\nhost = C\n[DEFAULT]\nhost = D\n")
    assert host.nova is not None
    assert [one.text for one in host.nova.values("host")] == ["A", "B", "D"]
    stated = host.nova.stated("host")
    assert stated is not None
    assert (stated.text, stated.path, stated.line) == ("D", "b.conf", 4)
    assert host.nova.stated("my_ip") is None


@pytest.mark.parametrize(
    ("value", "text", "is_known"),
    [
        ("$zvm_host", "ZVM1", True),
        ("${zvm_host}", "ZVM1", True),
        ("a-$agent.node-$zvm_host", "a-zhcp-ZVM1", True),
        ("$$zvm_host", "$zvm_host", True),
        ("$nothing", "$nothing", False),
        ("$zvm_host-$nothing", "$zvm_host-$nothing", False),
        ("$host", "$host", False),
        ("$chained", "$chained", False),
    ],
)
def test_the_values_of_other_options_are_put_into_a_value(value: str, text: str, is_known: bool) -> None:
    others = "--- b.conf\n[DEFAULT]\nzvm_host = ZVM1\nchained = $zvm_host\n[agent]\nnode = zhcp\n"
    host = host_of(nova=f"--- a.conf\n[DEFAULT]\nhost = {value}\n{others}")
    assert host.nova is not None
    stated = host.nova.stated("host")
    assert stated is not None
    assert (stated.text, stated.is_known) == (text, is_known)


def test_a_secret_is_put_into_a_secret_only() -> None:
    options = "host = x$admin_password\nzvm_xcat_password = $admin_password\nadmin_password = hunter2\n"
    host = host_of(nova=f"[DEFAULT]\n{options}")
    assert host.nova is not None
    stated, secret = host.nova.stated("host"), host.nova.stated("zvm_xcat_password")
    assert stated is not None
    assert secret is not None
    assert (stated.text, stated.is_secret, stated.is_known) == ("x$admin_password", False, False)
    assert (secret.text, secret.is_secret, secret.is_known) == ("hunter2", True, True)


def test_the_elements_of_the_value_that_counts_have_their_own_places() -> None:
    host = host_of(
        neutron="--- a.ini\n[ml2]\nnets = C\n--- b.ini\n[ML2]\nnets = A,\n  B\n--- c.ini\n[agent]\nnets = D\n"
    )
    assert host.neutron is not None
    found = host.neutron.elements("nets", "ml2")
    assert [(one.text, one.path, one.line, one.column) for one in found] == [
        ("A", "b.ini", 2, 8),
        ("B", "b.ini", 3, 3),
    ]


@pytest.mark.parametrize(
    ("value", "elements"),
    [("$other, C,", [("A", 2), ("B", 2), ("C", 2)]), ("$missing,C", []), ("C", [("C", 2)]), (",", [])],
)
def test_elements_that_others_tell_have_the_place_of_the_whole(value: str, elements: list[tuple[str, int]]) -> None:
    host = host_of(neutron=f"[ml2]\nnets = {value}\n[DEFAULT]\nother = A,\n  B\n")
    assert host.neutron is not None
    assert [(one.text, one.line) for one in host.neutron.elements("nets", "ml2")] == elements


def test_a_host_tells_the_kinds_of_its_files_and_the_files() -> None:
    host = host_of("ZVMA", nova="--- a\n[x]\n--- b\n[x]\n", dmssicnf=AGENT, system_config="", deployment='{"a": "b"}')
    assert host.kinds == {Kind.NOVA, Kind.DMSSICNF, Kind.SYSTEM_CONFIG, Kind.DEPLOYMENT}
    assert [(kind, file.path) for kind, file in host.files] == [
        (Kind.DMSSICNF, "ZVMA/dmssicnf"),
        (Kind.SYSTEM_CONFIG, "ZVMA/system_config"),
        (Kind.NOVA, "ZVMA/a"),
        (Kind.NOVA, "ZVMA/b"),
        (Kind.DEPLOYMENT, "ZVMA/deployment"),
    ]
    assert list(Installation((host, host)).sources) == [file.path for _, file in host.files]


def test_the_management_node_is_described_by_the_host_s_own_file_or_the_only_one_that_does() -> None:
    managing, agent, other = (
        host_of("A", dmssicnf=MANAGEMENT),
        host_of("B", dmssicnf=AGENT),
        host_of("C", dmssicnf=MANAGEMENT),
    )
    both = Installation((managing, agent))
    assert both.management_of(managing) is managing.dmssicnf
    assert both.management_of(agent) is managing.dmssicnf
    assert Installation((managing, agent, other)).management_of(other) is other.dmssicnf
    assert Installation((managing, agent, other)).management_of(agent) is None
    assert Installation((agent,)).management_of(agent) is None


def test_the_span_of_a_value_is_its_place() -> None:
    host = host_of(nova="[DEFAULT]\nhost = ZVMA\n")
    assert host.nova is not None
    stated = host.nova.stated("host")
    assert stated is not None
    assert place_of(stated) == ("nova", 2, 8, 2, 12)
