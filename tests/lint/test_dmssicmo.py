"""The rules about DMSSICMO COPY: severities, second places, and what another file tells."""

import pytest

from dirtool.lint.diagnostic import Diagnostic, Severity
from dirtool.lint.engine import lint
from dirtool.lint.options import Options
from tests.model.made import control_of, copy_of

ERROR, WARNING, INFO = Severity
REGIONS = control_of(":REGIONS.\nR1 LX0001 1 END 3390-09\n:END.\n:GROUPS.\nG R1\n:END.")

WHOLE = """\
/* DMSSICMO COPY of the appliance on LABVM */
/* DIRTOOL: IGNORE CMO005 the disk is linked by nobody else */
cmo_admin_password           = "S3CR3T"
cmo_data_disk                = "LAB003 LAB004"
openstack_system_role        = "COMPUTE_MN"
openstack_controller_address = "192.0.2.50"
openstack_zvm_diskpool       = "POOL1"
"""


def judged(text: str, options: Options | None = None) -> list[Diagnostic]:
    return lint(copy_of(text, "dmssicmo.copy"), options=options).diagnostics


def told(text: str, options: Options | None = None) -> list[tuple[str, str, Severity]]:
    return [(one.code, one.subject, one.severity) for one in judged(text, options)]


def test_in_a_file_that_is_right_nothing_is_found() -> None:
    assert told(WHOLE) == []


@pytest.mark.parametrize("role", ["CONTROLLER", "controller", "Compute", "COMPUTE_mn", "mn", "ZHCP"])
def test_a_role_is_taken_in_any_case(role: str) -> None:
    assert "CMO001" not in [code for code, _, _ in told(f'openstack_system_role = "{role}"')]


@pytest.mark.parametrize(
    ("role", "said"),
    [
        ("COMPUTEMN", "openstack_system_role is COMPUTEMN, which is no role; did you mean COMPUTE_MN or COMPUTE?"),
        (
            "BOSS",
            "openstack_system_role is BOSS, which is no role; allowed: CONTROLLER, COMPUTE, COMPUTE_MN, MN or ZHCP",
        ),
        ("", "openstack_system_role is empty; allowed: CONTROLLER, COMPUTE, COMPUTE_MN, MN or ZHCP"),
    ],
)
def test_of_an_unknown_role_the_right_ones_are_told(role: str, said: str) -> None:
    [found] = judged(f'openstack_system_role = "{role}"')
    assert (found.code, found.severity, found.message) == ("CMO001", ERROR, said)


def test_a_controller_that_is_missing_may_be_in_another_part_of_the_file() -> None:
    role = 'openstack_system_role = "COMPUTE"\n'
    assert told(role) == [("CMO002", "openstack_controller_address", ERROR)]
    assert told(role, Options(fragment=True)) == []
    assert told(f'{role}openstack_controller_address = ""', Options(fragment=True)) == told(role)


def test_none_is_no_address_of_a_controller() -> None:
    address = 'openstack_controller_address = "None"\n'
    [found] = judged(f'openstack_system_role = "COMPUTE"\n{address}')
    said = "openstack_controller_address is None, but the role COMPUTE needs it"
    assert (found.code, found.span.line, found.span.column, found.message) == ("CMO002", 2, 32, said)
    for role in ("CONTROLLER", "MN"):
        assert told(f'openstack_system_role = "{role}"\n{address}openstack_san_ip = ""') == []


def test_a_controller_in_a_broken_clause_is_not_missed() -> None:
    found = told('openstack_system_role = "COMPUTE"\nopenstack_controller_address = "192.0.2.50')
    assert found == [("CNF001", "openstack_controller_address", ERROR)]


def test_the_role_is_the_second_place() -> None:
    texts = {
        "CMO002": 'openstack_system_role = "COMPUTE"\nopenstack_controller_address = ""',
        "CMO003": 'openstack_system_role = "CONTROLLER"\nopenstack_controller_address = "192.0.2.50"',
        "CMO006": 'openstack_system_role = "MN"\nopenstack_san_ip = "192.0.2.9"',
    }
    for code, text in texts.items():
        [found] = judged(text)
        assert (found.code, [(one.subject, one.span.line) for one in found.related]) == (
            code,
            [("openstack_system_role", 1)],
        )


def test_volumes_of_extent_control_are_told_where_it_is_given() -> None:
    text = '/* DIRTOOL: IGNORE CMO004 agreed */\ncmo_data_disk = "LAB001 lx0001"'
    assert told(text) == []
    assert told(text, Options(extents=REGIONS)) == []
    [found] = judged(text.split("\n")[1], Options(extents=REGIONS))
    assert found.message == "cmo_data_disk names lx0001, of which EXTENT CONTROL gives out space as region R1"
    assert (found.span.column, found.span.end_column) == (25, 31)


def test_options_of_openstack_that_are_not_known_are_an_information() -> None:
    text = 'openstack_system_role = "CONTROLLER"\nopenstack_neutron_colour = "blue"\ncmo_size = 8'
    assert told(text) == [("CNF006", "openstack_neutron_colour", INFO), ("CNF006", "cmo_size", INFO)]


def test_rules_about_the_values_of_the_one_file_leave_the_other_alone() -> None:
    cma = 'openstack_system_role = "MN"\ncmo_data_disk = "A"\ncmo_admin_password = ""\n'
    assert {code for code, _, _ in told(cma + 'XCAT_vlan = "9999"\nXCAT_Addr = "x"')} == {"CNF006"}
    cnf = 'ZHCP_User = "ZHCP"\nZHCP_Host = "zhcp"\nParm_Disk_Owner = "PMAINT"\n'
    assert {code for code, _, _ in told(cnf + 'openstack_system_role = "BOSS"\ncmo_data_disk = "LONGER1"')} == {
        "CNF006"
    }
