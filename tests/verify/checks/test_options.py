"""VFY001, VFY002, VFY003, VFY026, VFY027 and VFY039: options of the services."""

import pytest

from dirtool.verify.installation import Installation
from dirtool.verify.registry import CHECKS
from dirtool.verify.run import Outcome, verify
from tests.verify.made import Told, found_by, host_of, outcome_of

NOVA = """[DEFAULT]
compute_driver = nova.virt.zvm.ZVMDriver
force_config_drive = True
host = ZVMSYS1
instance_name_template = inst%04x
zvm_diskpool = LINUX
zvm_host = ZVMSYS1
zvm_xcat_master = xcat
zvm_xcat_server = 192.0.2.10
zvm_xcat_username = mnadmin
zvm_xcat_password = sekrit01
"""
NEUTRON = """--- neutron.conf
[DEFAULT]
core_plugin = ml2
--- ml2_conf.ini
[ml2]
mechanism_drivers = zvm
--- neutron_zvm_plugin.ini
[AGENT]
zvm_xcat_server = 192.0.2.10
zvm_host = ZVMSYS1
"""
CINDER = """[DEFAULT]
volume_driver = cinder.volume.drivers.ibm.storwize_svc.StorwizeSVCDriver
storwize_svc_connection_protocol = FC
san_ip = 192.0.2.30
san_private_key = /etc/cinder/key
"""
CEILOMETER = """[DEFAULT]
host = ZVMSYS1
hypervisor_inspector = zvm
[zvm]
zvm_host = ZVMSYS1
zvm_xcat_master = xcat
zvm_xcat_server = 192.0.2.10
zvm_xcat_username = mnadmin
zvm_xcat_password = sekrit01
"""
ZVMSDK = """[zvm]
user_profile = OSDFLT
disk_pool = ECKD:LINUX
[network]
my_ip = 192.0.2.40
"""


def outcome_in(release: str, code: str, **texts: str) -> Outcome:
    """What becomes of a check where the release of OpenStack is known."""
    installation = Installation((host_of(**texts),), release=release)
    return verify(installation, {code: CHECKS[code].rule.severity}).outcomes[0]


def without(text: str, *names: str) -> str:
    """A text without the options of some names."""
    return "\n".join(line for line in text.split("\n") if line.split(" = ")[0] not in names)


def test_all_options_that_are_needed_are_there() -> None:
    assert found_by("VFY001", nova=NOVA, neutron=NEUTRON, cinder=CINDER, ceilometer=CEILOMETER) == []


def test_a_missing_option_is_told_where_its_section_begins() -> None:
    assert found_by(
        "VFY001",
        nova=without(NOVA, "zvm_diskpool"),
        neutron=without(NEUTRON, "core_plugin", "zvm_xcat_server") + "[DEFAULT]\nverbose = 1\n",
        cinder=without(CINDER, "san_private_key"),
        ceilometer=without(CEILOMETER, "hypervisor_inspector", "zvm_xcat_master"),
    ) == [
        Told("error", "nova:1", "[DEFAULT] zvm_diskpool is missing"),
        Told("error", "neutron.conf:1", "[DEFAULT] core_plugin is missing"),
        Told("error", "neutron_zvm_plugin.ini:1", "[agent] zvm_xcat_server is missing"),
        Told("error", "cinder:1", "[DEFAULT] san_private_key and [DEFAULT] san_password are missing"),
        Told("error", "ceilometer:1", "[DEFAULT] hypervisor_inspector is missing"),
        Told("error", "ceilometer:3", "[zvm] zvm_xcat_master is missing"),
    ]


def test_an_option_without_a_value_is_as_good_as_missing() -> None:
    nova = NOVA.replace("zvm_diskpool = LINUX", "zvm_diskpool =").replace("= sekrit01", "=")
    assert found_by("VFY001", nova=nova) == [
        Told("error", "nova:6", "[DEFAULT] zvm_diskpool is empty"),
        Told("error", "nova:11", "[DEFAULT] zvm_xcat_password is empty"),
    ]


def test_files_of_neutron_that_are_not_there_are_not_judged() -> None:
    outcome = outcome_of("VFY001", neutron="[ml2]\nmechanism_drivers = zvm\n")
    assert (outcome.status, outcome.why) == (
        "skipped",
        "no file of neutron has a section DEFAULT; no file of neutron has an option of xCAT's agent",
    )


def test_cinder_without_any_driver_lacks_one() -> None:
    outcome = outcome_of("VFY001", cinder="[DEFAULT]\nverbose = 1\n")
    assert [(found.severity, found.message, found.ivp) for found in outcome.findings] == [
        ("warning", "[DEFAULT] volume_driver is missing", ("MISS05",))
    ]


@pytest.mark.parametrize(
    ("release", "missing"),
    [
        ("juno", ["[DEFAULT] config_drive_format is missing", "[DEFAULT] zvm_user_profile is missing"]),
        ("liberty", ["[ml2_type_flat] flat_networks is missing"]),
        ("newton", ["[ml2_type_flat] flat_networks and [ml2_type_vlan] network_vlan_ranges are missing"]),
        ("mitaka", []),
    ],
)
def test_some_options_are_needed_by_some_releases(release: str, missing: list[str]) -> None:
    outcome = outcome_in(release, "VFY001", nova=NOVA, neutron=NEUTRON)
    assert [found.message for found in outcome.findings] == missing


FEILONG = "[DEFAULT]\ncompute_driver = zvm.driver.ZVMDriver\n[zvm]\ncloud_connector_url = http://192.0.2.40:8080\n"


def test_nova_with_feilong_needs_no_option_of_xcat() -> None:
    nova = FEILONG.replace("[zvm]", "instance_name_template = inst%04x\n[zvm]")
    assert found_by("VFY001", nova=nova) == []
    assert found_by("VFY001", nova=FEILONG) == [Told("error", "nova:1", "[DEFAULT] instance_name_template is missing")]


def test_neutron_with_feilong_needs_no_option_of_xcat() -> None:
    neutron = "[DEFAULT]\ncore_plugin = ml2\n[ml2]\nmechanism_drivers = zvm\n[AGENT]\npolling_interval = 2\n"
    assert [told.message for told in found_by("VFY001", neutron=neutron)] == ["[agent] zvm_xcat_server is missing"]
    assert found_by("VFY001", neutron=neutron + "cloud_connector_url = http://192.0.2.40:8080\n") == []


def test_the_section_of_all_agents_is_not_that_of_xcats_agent() -> None:
    outcome = outcome_of("VFY001", neutron="[DEFAULT]\ncore_plugin = ml2\n[agent]\nroot_helper = sudo\n")
    assert (outcome.status, outcome.why) == (
        "skipped",
        "no file of neutron has a section ml2; no file of neutron has an option of xCAT's agent",
    )


def test_without_a_conf_file_no_option_is_missing() -> None:
    assert outcome_of("VFY001", zvmsdk=ZVMSDK).status == "skipped"


def test_services_that_share_options_agree_on_them() -> None:
    assert found_by("VFY002", nova=NOVA, neutron=NEUTRON, ceilometer=CEILOMETER) == []


def test_shared_options_with_different_values_are_told_with_both_places() -> None:
    ceilometer = CEILOMETER.replace("xcat\n", "mn\n").replace("sekrit01", "sekrit02").replace("= mnadmin", "= MNADMIN")
    neutron = NEUTRON.replace("192.0.2.10", "192.0.2.11").replace("ml2\n", "ml2\nhost = ZVMSYS2\n", 1)
    assert found_by("VFY002", nova=NOVA, neutron=neutron, ceilometer=ceilometer) == [
        Told("error", "neutron.conf:3", "host is ZVMSYS2, but zvm_host is ZVMSYS1", ("nova:7",)),
        Told("error", "ceilometer:6", "zvm_xcat_master is mn, but that of nova is xcat", ("nova:8",)),
        Told(
            "error",
            "neutron_zvm_plugin.ini:2",
            "zvm_xcat_server is 192.0.2.11, but that of nova is 192.0.2.10",
            ("nova:9",),
        ),
        Told("error", "ceilometer:8", "zvm_xcat_username is MNADMIN, but that of nova is mnadmin", ("nova:10",)),
        Told("error", "ceilometer:9", "zvm_xcat_password is not what that of nova is", ("nova:11",)),
    ]


def test_passwords_that_differ_in_their_case_only_are_different() -> None:
    ceilometer = "[zvm]\nzvm_xcat_password = SEKRIT01\n"
    assert [told.severity for told in found_by("VFY002", nova=NOVA, ceilometer=ceilometer)] == ["error"]


def test_services_that_share_no_option_are_not_compared() -> None:
    assert outcome_of("VFY002", nova=NOVA).why == "no neutron files or ceilometer.conf"
    outcome = outcome_of("VFY002", nova=NOVA, neutron="[ml2]\nmechanism_drivers = zvm\n")
    assert outcome.why == "no option that services share stands in the files of two of them"


def test_of_several_values_the_last_one_counts() -> None:
    assert found_by("VFY003", nova="[DEFAULT]\nhost = OTHER\nhost = ZVMSYS1\nzvm_host = ZVMSYS1\n") == []


def test_the_host_of_nova_is_its_zvm_host() -> None:
    assert found_by("VFY003", nova="[DEFAULT]\nhost = node1\nzvm_host = ZVMSYS1\n") == [
        Told("error", "nova:2", "host is node1, but zvm_host is ZVMSYS1", ("nova:3",))
    ]
    assert outcome_of("VFY003", nova="[DEFAULT]\nhost = node1\n").why == "nova.conf does not say zvm_host"
    assert outcome_of("VFY003", nova="[DEFAULT]\nzvm_host = node1\n").why == "nova.conf does not say host"


def test_a_storwize_driver_of_any_release_will_do_where_none_is_told() -> None:
    assert found_by("VFY026", cinder=CINDER) == []
    assert outcome_in("juno", "VFY026", cinder=CINDER).status == "passed"


def test_a_storwize_driver_of_another_release_is_told() -> None:
    outcome = outcome_in("newton", "VFY026", cinder=CINDER)
    assert [found.message for found in outcome.findings] == [
        "volume_driver cinder.volume.drivers.ibm.storwize_svc.StorwizeSVCDriver is not the driver for z/VM; allowed: "
        "cinder.volume.drivers.ibm.storwize_svc.storwize_svc_fc.StorwizeSVCFCDriver"
    ]


def test_neutron_files_without_an_option_that_is_judged_are_not_judged() -> None:
    plugin = "[agent]\nzvm_xcat_server = 192.0.2.10\n"
    outcome = outcome_of("VFY027", neutron=plugin)
    assert (outcome.status, outcome.why) == ("skipped", "the neutron files state no option that is judged")
    assert found_by("VFY027", neutron=plugin + "polling_interval = 3\n") == []
    assert found_by("VFY027", neutron="[ml2]\nmechanism_drivers = zvm\n") == []


def test_storwize_needs_fibre_channel_in_every_backend() -> None:
    cinder = CINDER.replace("= FC", "= iSCSI") + (
        "[b]\nvolume_driver = cinder.volume.drivers.ibm.storwize_svc.StorwizeSVCDriver\n"
        "[c]\nvolume_driver = cinder.volume.drivers.ibm.storwize_svc.storwize_svc_fc.StorwizeSVCFCDriver\n"
    )
    assert found_by("VFY026", cinder=cinder) == [
        Told("error", "cinder:3", "storwize_svc_connection_protocol iSCSI; z/VM needs FC"),
        Told(
            "warning",
            "cinder:7",
            "storwize_svc_connection_protocol is missing; z/VM needs FC, which is not the default",
        ),
    ]


def test_a_backend_that_is_not_enabled_does_not_count() -> None:
    old = "[old]\nvolume_driver = cinder.volume.drivers.ibm.storwize_svc.StorwizeSVCDriver\n"
    text = "[DEFAULT]\nenabled_backends = new, other\n[new]\nvolume_driver = lvm\n" + old
    assert outcome_of("VFY026", cinder=text).why == "cinder.conf names no Storwize driver"
    assert found_by("VFY001", cinder=text) == []
    assert len(found_by("VFY026", cinder=text.replace("other", "OLD"))) == 1


def test_cinder_counts_for_storwize_and_for_a_controller_only() -> None:
    assert outcome_of("VFY026", cinder="[DEFAULT]\nvolume_driver = lvm\n").why == "cinder.conf names no Storwize driver"
    role = 'openstack_system_role = "COMPUTE"\n'
    assert outcome_of("VFY026", cinder=CINDER, dmssicmo=role).why == (
        "the appliance is COMPUTE; cinder counts for a CONTROLLER only"
    )
    assert found_by("VFY026", cinder=CINDER, dmssicmo=role.replace("COMPUTE", "controller")) == []


SAFE = NOVA + (
    "zvm_user_default_password = LBYONLY\nzvm_image_default_password = sekrit02\nrpc_response_timeout = 180\n"
)


def test_values_that_options_take_are_not_told() -> None:
    nova = SAFE + "zvm_user_root_vdev = 100\nzvm_image_compression_level = 9\n"
    assert found_by("VFY027", nova=nova, neutron=NEUTRON) == []


def test_values_that_options_do_not_take_are_told() -> None:
    nova = SAFE.replace("nova.virt.zvm.ZVMDriver", "libvirt.LibvirtDriver") + (
        "zvm_user_root_vdev = 10000\n"
        "zvm_image_compression_level = 10\n"
        "zvm_reachable_timeout = 5m\n"
        "zvm_diskpool_type = SCSI\n"
        "rpc_response_timeout = 179\n"
    )
    neutron = "[DEFAULT]\ncore_plugin = neutron.plugins.ml2.plugin.Ml2Plugin\n[ml2]\nmechanism_drivers = openvswitch\n"
    assert found_by("VFY027", nova=nova, neutron=neutron) == [
        Told("error", "nova:18", "zvm_diskpool_type SCSI; allowed: ECKD or FBA"),
        Told("error", "nova:15", "zvm_user_root_vdev 10000; allowed: a device number of 1 to 4 hexadecimal digits"),
        Told("error", "nova:16", "zvm_image_compression_level 10; allowed: a whole number from 0 to 9"),
        Told("error", "nova:17", "zvm_reachable_timeout 5m; allowed: a whole number of at least 0"),
        Told(
            "error",
            "nova:2",
            "compute_driver libvirt.LibvirtDriver is not the driver for z/VM; allowed: "
            "nova.virt.zvm.ZVMDriver or zvm.ZVMDriver",
        ),
        Told("warning", "nova:19", "rpc_response_timeout 179 is less than the 180 seconds that z/VM may need"),
        Told("warning", "neutron:2", "core_plugin neutron.plugins.ml2.plugin.Ml2Plugin is an old way to write ml2"),
        Told("error", "neutron:4", "mechanism_drivers openvswitch does not name zvm"),
    ]
    assert [
        found.message for found in outcome_of("VFY027", neutron="[DEFAULT]\ncore_plugin = linuxbridge\n").findings
    ] == ["core_plugin linuxbridge is not ml2"]


def test_each_finding_has_the_message_of_the_verification_that_tells_the_same() -> None:
    nova = SAFE.replace("nova.virt.zvm", "libvirt") + "rpc_response_timeout = 1\nzvm_xcat_group = some\n"
    found = outcome_of("VFY027", nova=nova).findings
    assert [(one.subject, one.ivp) for one in found] == [
        ("zvm_xcat_group", ()),
        ("compute_driver", ("PROP05",)),
        ("rpc_response_timeout", ("PROP06",)),
    ]


def test_well_known_passwords_are_told_and_not_shown() -> None:
    assert found_by("VFY027", nova=NOVA + "zvm_image_default_password = rootpass\nrpc_response_timeout = 180\n") == [
        Told(
            "warning", "nova:1", "zvm_user_default_password is missing, so that it is the default that everybody knows"
        ),
        Told("warning", "nova:12", "zvm_image_default_password is still the default that everybody knows"),
    ]


def test_a_password_of_nine_characters_is_too_long() -> None:
    nova = SAFE.replace("LBYONLY", "sekrit003")
    assert found_by("VFY027", nova=nova) == [
        Told("error", "nova:12", "zvm_user_default_password is longer than 8 characters")
    ]


def test_a_time_that_is_not_stated_is_too_short() -> None:
    nova = SAFE.replace("rpc_response_timeout = 180\n", "")
    (found,) = outcome_of("VFY027", nova=nova).findings
    message = "rpc_response_timeout 60, the default, is less than the 180 seconds that z/VM may need"
    assert (found.severity, found.message, found.ivp) == ("warning", message, ("MISS02",))


def test_the_driver_takes_the_type_of_a_pool_in_capitals_only() -> None:
    assert found_by("VFY027", nova=SAFE + "zvm_diskpool_type = FBA\n") == []
    assert found_by("VFY027", nova=SAFE + "zvm_diskpool_type = fba\n") == [
        Told("error", "nova:15", "zvm_diskpool_type fba; allowed: ECKD or FBA")
    ]


def test_nova_with_feilong_has_no_default_passwords_and_its_own_path_of_the_driver() -> None:
    assert found_by("VFY027", nova=FEILONG) == []
    assert found_by("VFY027", nova=FEILONG.replace("zvm.driver.", "zvm.")) == []
    without_connector = "[DEFAULT]\ncompute_driver = zvm.driver.ZVMDriver\ninstance_name_template = abc%05x\n"
    assert [told.message for told in found_by("VFY001", nova=without_connector)] == [
        "[zvm] cloud_connector_url is missing"
    ]
    assert outcome_of("VFY027", zvmsdk=ZVMSDK).status == "skipped"


def test_zvmsdk_has_what_feilong_needs() -> None:
    assert found_by("VFY039", zvmsdk=ZVMSDK) == []
    assert found_by("VFY039", zvmsdk=ZVMSDK.replace("ECKD:LINUX", "ECKD:LINUX,FBA:POOL2")) == []
    assert found_by("VFY039", zvmsdk=ZVMSDK + "[monitor]\ncache_interval = -1\n") == []  # no cache
    assert outcome_of("VFY039", nova=NOVA).why == "no zvmsdk.conf"


def test_options_of_zvmsdk_that_are_missing_or_wrong_are_told() -> None:
    zvmsdk = "[zvm]\ndisk_pool = ECKD:$POOL\nuser_default_max_cpu = 65\nuser_default_max_memory = 1.5G\nnamelist = \n"
    assert found_by("VFY039", zvmsdk=zvmsdk) == [
        Told("error", "zvmsdk:1", "[zvm] user_profile is missing"),
        Told("error", "zvmsdk:1", "[network] my_ip is missing"),
        Told(
            "error",
            "zvmsdk:2",
            "disk_pool ECKD:$POOL; allowed: ECKD or FBA, a colon, and the name of a group without $",
        ),
        Told("error", "zvmsdk:3", "user_default_max_cpu 65; allowed: a whole number from 1 to 64"),
        Told("error", "zvmsdk:4", "user_default_max_memory 1.5G; allowed: 1 to 4 digits and M or G"),
        Told("error", "zvmsdk:5", "namelist ''; allowed: 1 to 64 characters"),
    ]


def test_an_option_that_names_another_one_is_compared_by_what_that_says() -> None:
    assert found_by("VFY003", nova="[DEFAULT]\nhost = $zvm_host\nzvm_host = ZVM1\n") == []
    outcome = outcome_of("VFY003", nova="[DEFAULT]\nhost = $elsewhere\nzvm_host = ZVM1\n")
    assert (outcome.status, outcome.why) == ("skipped", "host is put together of options that are not here")
