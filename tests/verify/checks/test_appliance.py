"""VFY035 to VFY037: the Cloud Manager Appliance."""

import pytest

from tests.verify.made import Told, found_by, outcome_of

ROLE = 'openstack_system_role = "{}"\n'
ADDRESS = 'openstack_controller_address = "192.0.2.50"\n'
DIRECTORY = "DIRECTORY 1000 3390 LX0001\nUSER OPNCLOUD X {} 16G G\n"


@pytest.mark.parametrize("role", ["CONTROLLER", "mn", "Zhcp"])
def test_a_role_that_is_known_is_not_told(role: str) -> None:
    assert found_by("VFY035", dmssicmo=ROLE.format(role)) == []
    assert found_by("VFY035", dmssicmo=ROLE.format("COMPUTE") + ADDRESS) == []


def test_a_role_that_is_not_known_is_told() -> None:
    assert found_by("VFY035", dmssicmo=ADDRESS + ROLE.format("NETWORK")) == [
        Told(
            "error",
            "dmssicmo:2",
            "openstack_system_role NETWORK; allowed: CONTROLLER, COMPUTE, COMPUTE_MN, MN or ZHCP",
        )
    ]


def test_a_compute_node_needs_the_address_of_its_controller() -> None:
    assert found_by("VFY035", dmssicmo=ROLE.format("compute_mn")) == [
        Told("error", "dmssicmo:1", "openstack_system_role compute_mn, but openstack_controller_address is missing")
    ]
    assert found_by("VFY035", dmssicmo=ROLE.format("COMPUTE") + 'openstack_controller_address = " "\n') == [
        Told("error", "dmssicmo:2", "openstack_system_role COMPUTE, but openstack_controller_address is empty")
    ]
    assert found_by("VFY035", dmssicmo=ROLE.format("COMPUTE") + 'openstack_controller_address = "none"\n') == [
        Told("error", "dmssicmo:2", "openstack_system_role COMPUTE, but openstack_controller_address is NONE")
    ]


def test_without_a_role_there_is_nothing_to_judge() -> None:
    assert outcome_of("VFY035", dmssicmo=ADDRESS).why == "DMSSICMO COPY does not say openstack_system_role"
    assert outcome_of("VFY035", dmssicnf="XCAT_Host = x\n").why == "no DMSSICMO COPY"


def test_an_appliance_with_enough_storage_is_not_told() -> None:
    for storage in ("8G", "8192M", "1T"):
        assert found_by("VFY036", dmssicmo=ADDRESS, directory=DIRECTORY.format(storage)) == []
    assert found_by("VFY036", dmssicmo=ADDRESS, directory=DIRECTORY.format("4G") + " STORAGE 8G\n") == []


def test_an_appliance_with_less_storage_is_told() -> None:
    assert found_by("VFY036", dmssicmo=ADDRESS, directory=DIRECTORY.format("8191M")) == [
        Told("warning", "part0:2", "OPNCLOUD has 8191M of storage; the appliance needs 8G")
    ]
    assert found_by("VFY036", dmssicmo=ADDRESS, directory=DIRECTORY.format("8G") + " STORAGE 4G\n") == [
        Told("warning", "part0:3", "OPNCLOUD has 4G of storage; the appliance needs 8G")
    ]
    profile = DIRECTORY.format("*").replace("USER", "PROFILE P\n STORAGE 2G\nUSER") + " INCLUDE P\n"
    assert found_by("VFY036", dmssicmo=ADDRESS, directory=profile) == [
        Told("warning", "part0:3", "OPNCLOUD has 2G of storage; the appliance needs 8G")
    ]


def test_storage_that_is_not_known_is_not_judged() -> None:
    assert outcome_of("VFY036", dmssicmo=ADDRESS).why == "no USER DIRECT"
    outcome = outcome_of("VFY036", dmssicmo=ADDRESS, directory=DIRECTORY.replace("OPNCLOUD", "XCAT"))
    assert (outcome.status, outcome.why) == ("skipped", "the directory has no OPNCLOUD")
    outcome = outcome_of("VFY036", dmssicmo=ADDRESS, directory=DIRECTORY.format("*"))
    assert (outcome.status, outcome.why) == ("skipped", "the storage of OPNCLOUD is not known")


def test_options_that_the_appliance_writes_agree_with_its_keys() -> None:
    copy = 'openstack_zvm_diskpool = "LINUX"\nopenstack_san_ip = "192.0.2.30"\n'
    nova, cinder = "[DEFAULT]\nzvm_diskpool = LINUX\n", "[DEFAULT]\nsan_ip = 192.0.2.30\n"
    assert found_by("VFY037", dmssicmo=copy, nova=nova, cinder=cinder) == []


def test_options_that_differ_from_their_keys_are_only_told() -> None:
    copy = (
        'openstack_zvm_diskpool = "LINUX"\n'
        'openstack_xcat_mgt_ip = "10.1.0.1"\n'
        'openstack_zvm_image_default_password = "sekrit01"\n'
    )
    nova = "[DEFAULT]\nzvm_diskpool = OTHER\nzvm_image_default_password = sekrit02\n"
    neutron = "[AGENT]\nxcat_mgt_ip = 10.1.0.2\n"
    outcome = outcome_of("VFY037", dmssicmo=copy, nova=nova, neutron=neutron)
    assert outcome.status == "passed"
    assert found_by("VFY037", dmssicmo=copy, nova=nova, neutron=neutron) == [
        Told("info", "nova:2", "zvm_diskpool is OTHER, but openstack_zvm_diskpool is LINUX", ("dmssicmo:1",)),
        Told("info", "neutron:2", "xcat_mgt_ip is 10.1.0.2, but openstack_xcat_mgt_ip is 10.1.0.1", ("dmssicmo:2",)),
        Told(
            "info",
            "nova:3",
            "zvm_image_default_password is not what openstack_zvm_image_default_password is",
            ("dmssicmo:3",),
        ),
    ]


def test_an_appliance_without_such_keys_is_not_compared() -> None:
    outcome = outcome_of("VFY037", dmssicmo=ADDRESS, nova="[DEFAULT]\nzvm_diskpool = OTHER\n")
    assert (outcome.status, outcome.why) == ("skipped", "DMSSICMO COPY and the conf files have no option in common")
    assert outcome_of("VFY037", dmssicmo=ADDRESS).why == "no nova.conf or neutron files or cinder.conf"
