"""Twice the options, entries, rows or hosts, at most about twice the time, to verify an installation and to tell of it."""

from collections import deque
from collections.abc import Callable

import pytest

from dirtool.report.checklist import checklist_markdown
from dirtool.report.findings_sarif import findings_sarif
from dirtool.report.style import Style
from dirtool.report.verification_json import verification_json
from dirtool.report.verification_junit import verification_junit
from dirtool.report.verification_text import verification_full
from dirtool.syntax.parser import collector_off
from dirtool.verify.installation import Host, Installation
from dirtool.verify.run import verify
from tests.growth import assert_grows, seconds_for
from tests.verify.made import host_of
from tests.verify.test_checklist import DMSSICNF, NEUTRON, NOVA

HEADER = "DIRECTORY 123 3390 X\nPROFILE OSDFLT\n IPL CMS\n"
AGENT = "USER ZHCP NOLOG 4G 4G ABCDG\n OPTION LNKNOPAS\n IUCV ANY\n"
MARKER = f"{'DO.NOT.REMOVE':65}{'DO.NOT.REMOVE':65}DO.NOT.REMOVE\n"


def cloud(name: str = "", **files: str) -> Host:
    """A host with the usual files, some of them others."""
    return host_of(name, **({"dmssicnf": DMSSICNF, "nova": NOVA, "neutron": NEUTRON} | files))


def many_entries(size: int) -> list[Host]:
    """Users whose names the template of instances makes, with adapters of one address, devices and disks of the pool."""
    users = "".join(
        f"USER OSB{at:05X} NOLOG\n INCLUDE OSDFLT\n NICDEF 1000 TYPE QDIO LAN SYSTEM GUESTSW MACID 000001\n"
        f" DEDICATE 2000 {at:04X}\n MDISK 0100 3390 {at * 10 + 1} 10 LX0001 MR\n"
        for at in range(size)
    )
    regions = "".join(f"R{at} LX0001 {at * 10 + 1} {at * 10 + 12} 3390-A\n" for at in range(size))
    groups = "".join(f"LINUX1 R{at}\n" for at in range(size))
    nova = f"{NOVA}instance_name_template = osb%05x\nzvm_fcp_list = 0000-FFFF\nzvm_zhcp_fcp_list = 0001\n"
    extents = f":REGIONS.\n{regions}:END.\n:GROUPS.\n{groups}:END.\n"
    return [cloud(directory=HEADER + AGENT + users, extents=extents, nova=nova)]


def many_options(size: int) -> list[Host]:
    """Options that are given again and again, sections that are no networks, and keys that nobody knows."""
    options = "".join(f"zvm_host = Z{at}\nzvm_xcat_server = 10.0.0.{at}\nother_{at} = x\n" for at in range(size))
    sections = "".join(f"[sw{at}]\nrdev_list = {at:04x}\n" for at in range(size))
    flat = ",".join(f"sw{at}" for at in range(size))
    ranges = ",".join(f"vl{at}:1:{at}" for at in range(size))
    neutron = f"[ml2_type_flat]\nflat_networks = {flat}\n[ml2_type_vlan]\nnetwork_vlan_ranges = {ranges}\n{sections}"
    keys = "".join(f'XCAT_Host = "h{at}"\nXCAT_iso = "V{at} W{at}"\nUNKNOWN{at} = "x"\n' for at in range(size))
    switches = "".join(f"DEFINE VSWITCH SW{at} RDEV {at:04X} VLAN {at % 4000 + 1}\n" for at in range(size))
    system = f"SYSTEM_IDENTIFIER * * ZVM1\nVMLAN USERPREFIX 020A1C\n{switches}"
    fcp = ";".join(f"{at:04x}" for at in range(size))
    nova = f"{NOVA}{options}zvm_fcp_list = {fcp}\nzvm_zhcp_fcp_list = {fcp}\n"
    return [cloud(nova=nova, neutron=neutron, dmssicnf=DMSSICNF + keys, system_config=system, ceilometer=nova)]


def many_rows(size: int) -> list[Host]:
    """Rows of who may do what for users that are not there, lists, command sets, attributes and services of cinder."""
    rows = "".join(f"{f'U{at}':65}{f'L{at}':65}ALL\n" for at in range(size))
    lists = "".join(f":nick.L{at} :list.U{at} U{at + 1}\n" for at in range(size))
    authfor = "".join(f"ALL U{at} * 140A ADGHOPS\n" for at in range(size))
    attributes = ", ".join(f'{{"zvm_xcat_server": "10.0.0.{at}", "zvm_host": "Z{at}"}}' for at in range(size))
    cinder = "".join(f"[back{at}]\nvolume_driver = cinder.volume.drivers.ibm.storwize_svc.X\n" for at in range(size))
    return [
        cloud(
            directory=HEADER + AGENT,
            authlist=MARKER + rows,
            namelist=lists,
            authfor=authfor,
            deployment=f"[{attributes}]",
            cinder=cinder,
        )
    ]


def many_hosts(size: int) -> list[Host]:
    """Hosts with one name for all that must be unique, the templates of which make each other's names."""
    directory = f"{HEADER}{AGENT}USER OSB00001 NOLOG\n NICDEF 1000 TYPE QDIO LAN SYSTEM SW MACID 000001\n"
    nova = f"{NOVA}instance_name_template = osb%05x\n"
    return [cloud(f"ZVM{at}", directory=directory, nova=nova) for at in range(size // 10)]


def everything(hosts: list[Host]) -> None:
    """All that verifies an installation and tells of it."""
    installation = Installation(tuple(hosts))
    verification = verify(installation)
    assert not any(found.code == "INT001" for found in verification.report.diagnostics)
    for lines in (
        verification_full(verification, Style(), fold=False),
        verification_full(verification, Style(), fold=True),
        verification_json(verification),
        verification_junit(verification),
        findings_sarif(verification.report, installation.sources),
        checklist_markdown(installation),
    ):
        deque(lines, maxlen=0)


@pytest.mark.parametrize("hosts_of", [many_entries, many_options, many_rows, many_hosts])
def test_twice_as_much_takes_twice_the_time(hosts_of: Callable[[int], list[Host]]) -> None:
    once, twice = hosts_of(400), hosts_of(800)
    assert_grows(lambda: seconds(once), lambda: seconds(twice))


def seconds(hosts: list[Host]) -> float:
    """The processor's time for verifying hosts whose files have been read."""
    with collector_off():  # as in the commands
        return seconds_for(lambda: everything(hosts))
