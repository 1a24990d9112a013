"""The settings of nova, neutron and cinder that go with a DMSSICNF COPY."""

from dirtool.model.copy_file import CopyConfiguration, copy_configuration_of
from dirtool.report.openstack_settings import FILES, Known, openstack_settings
from dirtool.syntax.conf_file import ConfFile
from dirtool.syntax.system_config import SystemConfig
from tests.model.made import control_of, records_of

COPY = """\
XCAT_zvmsysid   = "ZVM1"
XCAT_Host       = "xcat"
XCAT_MN_Addr    = "192.0.2.10"
XCAT_MN_vswitch = "XCATVSW2"
XCAT_MN_OSAdev  = "1E00"
XCAT_MN_admin   = "mnadmin"
XCAT_MN_pw      = "Quince7Harbor"
ZHCP_Host       = "zhcp1"
"""
EXTENTS = """\
:REGIONS.
LXR1 LX1001 1 10016 3390-09
FBR1 FB1001 32 920114 9336-10
:END.
:GROUPS.
LINUX LXR1
BLOCKS FBR1
BOTH LXR1 FBR1
:END.
"""
ONE_GROUP = EXTENTS.replace("BLOCKS FBR1\nBOTH LXR1 FBR1\n", "").replace("FBR1 FB1001 32 920114 9336-10\n", "")


def copy_of(text: str = COPY) -> CopyConfiguration:
    return copy_configuration_of(records_of(text, "DMSSICNF.COPY"))


def settings(known: Known) -> dict[str, dict[tuple[str, str], str]]:
    """All options of all files as their reader understands them."""
    files = {name: ConfFile(records_of("\n".join(lines), name)) for name, lines in openstack_settings(known).items()}
    assert [file.faults for file in files.values()] == [[]] * len(FILES)
    return {
        name: {(option.section, option.name): option.stated.text for option in file.options}
        for name, file in files.items()
    }


def test_the_files_hold_what_dmssicnf_copy_tells() -> None:
    management = {
        "zvm_xcat_server": "192.0.2.10",
        "zvm_xcat_username": "mnadmin",
        "zvm_xcat_password": "<the password of mnadmin>",
    }
    found = settings(Known(copy_of()))
    assert tuple(found) == FILES
    nova = {name: value for (_, name), value in found["nova.conf"].items()}
    assert nova == management | {
        "compute_driver": "nova.virt.zvm.ZVMDriver",
        "host": "ZVM1",
        "force_config_drive": "True",
        "config_drive_format": "iso9660",
        "rpc_response_timeout": "180",
        "zvm_host": "ZVM1",
        "zvm_xcat_master": "xcat",
        "zvm_user_default_password": "<secret>",
        "zvm_image_default_password": "<secret>",
    }
    assert found["neutron.conf"] == {("DEFAULT", "core_plugin"): "ml2", ("DEFAULT", "host"): "ZVM1"}
    assert found["ml2_conf.ini"] == {
        ("ml2", "mechanism_drivers"): "zvm",
        ("ml2", "type_drivers"): "local,flat,vlan",
        ("ml2", "tenant_network_types"): "local",
        ("ml2_type_flat", "flat_networks"): "XCATVSW2",
    }
    assert found["neutron_zvm_plugin.ini"] == {
        **{("AGENT", name): value for name, value in management.items()},
        ("AGENT", "xcat_zhcp_nodename"): "zhcp1",
        ("XCATVSW2", "rdev_list"): "1E00",
    }
    assert found["cinder.conf"] == {
        (
            "DEFAULT",
            "volume_driver",
        ): "cinder.volume.drivers.ibm.storwize_svc.storwize_svc_fc.StorwizeSVCFCDriver",
        ("DEFAULT", "storwize_svc_connection_protocol"): "FC",
    }


def test_what_the_files_do_not_tell_is_a_comment_that_says_so() -> None:
    lines = openstack_settings(Known(copy_of('XCAT_Host = "xcat"')))["nova.conf"]
    assert lines[0] == "# nova.conf, made from DMSSICNF.COPY. What stands in <> is to be filled in."
    at = lines.index("# zvm_xcat_server =")
    assert lines[at - 1] == "# zvm_xcat_server: XCAT_MN_Addr is not in DMSSICNF COPY"
    assert "zvm_xcat_password = <the password of that user>" in lines


def test_a_value_that_only_rexx_knows_is_not_told() -> None:
    lines = openstack_settings(Known(copy_of('XCAT_MN_Addr = "192.0.2." || 10')))["nova.conf"]
    assert "# zvm_xcat_server =" in lines


def test_a_switch_without_a_real_device_has_no_section() -> None:
    found = settings(Known(copy_of(COPY.replace("1E00", "none"))))
    assert {section for section, _ in found["neutron_zvm_plugin.ini"]} == {"AGENT"}


def test_the_only_group_of_extent_control_is_the_pool() -> None:
    nova = settings(Known(copy_of(), extents=control_of(ONE_GROUP)))["nova.conf"]
    assert nova["DEFAULT", "zvm_diskpool"] == "LINUX"
    assert nova["DEFAULT", "zvm_diskpool_type"] == "ECKD"


def test_of_several_groups_the_chosen_one_is_the_pool_and_its_volumes_tell_the_type() -> None:
    def pool(**chosen: str) -> list[str]:
        known = Known(copy_of(), extents=control_of(EXTENTS), chosen=chosen)
        return [line for line in openstack_settings(known)["nova.conf"] if "zvm_diskpool" in line]

    assert pool(zvm_diskpool="BLOCKS") == ["zvm_diskpool = BLOCKS", "zvm_diskpool_type = FBA"]
    assert pool(zvm_diskpool="BOTH") == [
        "zvm_diskpool = BOTH",
        "# zvm_diskpool_type: ECKD or FBA, as the volumes of the pool",
        "# zvm_diskpool_type =",
    ]
    assert pool()[:2] == [
        "# zvm_diskpool: a group of EXTENT CONTROL: LINUX, BLOCKS and BOTH",
        "# zvm_diskpool =",
    ]


def test_dmssicmo_copy_gives_options_and_its_secrets_are_placeholders() -> None:
    appliance = copy_configuration_of(
        records_of(
            'openstack_system_role = "COMPUTE_MN"\n'
            'openstack_instance_name_template = "osa%05x"\n'
            'openstack_zvm_diskpool = "LINUX"\n'
            'openstack_xcat_mgt_ip = "10.1.0.1"\n'
            'openstack_zvm_xcat_master = "xcatmn"\n'
            'openstack_san_private_key = "Medlar5Jetty"\n'
        )
    )
    found = settings(Known(copy_of(), appliance=appliance))
    assert found["nova.conf"]["DEFAULT", "instance_name_template"] == "osa%05x"
    assert found["nova.conf"]["DEFAULT", "zvm_diskpool"] == "LINUX"
    assert found["nova.conf"]["DEFAULT", "zvm_xcat_master"] == "xcatmn"
    assert found["neutron_zvm_plugin.ini"]["AGENT", "xcat_mgt_ip"] == "10.1.0.1"
    assert found["cinder.conf"]["DEFAULT", "san_private_key"] == "<secret>"


def test_a_chosen_value_is_before_that_of_dmssicmo_copy() -> None:
    appliance = copy_configuration_of(records_of('openstack_zvm_diskpool = "LINUX"'))
    found = settings(Known(copy_of(), appliance=appliance, chosen={"zvm_diskpool": "OTHER"}))
    assert found["nova.conf"]["DEFAULT", "zvm_diskpool"] == "OTHER"


def test_the_mac_addresses_begin_as_system_config_says() -> None:
    def base(text: str) -> str | None:
        config = SystemConfig(records_of(text))
        return settings(Known(copy_of(), system_config=config))["neutron.conf"].get(("DEFAULT", "base_mac"))

    assert base("VMLAN MACPREFIX 02AA01 USERPREFIX 020A1C") == "02:0a:1c:00:00:00"
    assert base("VMLAN MACPREFIX 02AA01") == "02:aa:01:00:00:00"
    assert base("VMLAN USERPREFIX 02") is None
    assert base("DEFINE VSWITCH XCATVSW2") is None


def test_characters_that_a_terminal_would_act_upon_are_spelt_out() -> None:
    lines = openstack_settings(Known(copy_of('XCAT_Host = "x\x1b[2J"')))["nova.conf"]
    assert "zvm_xcat_master = x\\x1b[2J" in lines


def test_of_a_system_without_management_node_another_one_tells_of_that() -> None:
    own = copy_of('ZHCP_Host = "zhcp2"\nXCAT_MN_OSAdev = "1E40"')
    config = SystemConfig(records_of("SYSTEM_IDENTIFIER * * ZVM2"))
    found = settings(Known(own, management=copy_of(), system_config=config))
    nova = {name: value for (_, name), value in found["nova.conf"].items()}
    assert (nova["host"], nova["zvm_host"]) == ("ZVM2", "ZVM2")
    assert (nova["zvm_xcat_server"], nova["zvm_xcat_master"]) == ("192.0.2.10", "xcat")
    assert found["neutron_zvm_plugin.ini"]["AGENT", "xcat_zhcp_nodename"] == "zhcp2"
    assert found["neutron_zvm_plugin.ini"]["XCATVSW2", "rdev_list"] == "1E40"


def test_of_several_names_of_systems_none_is_chosen() -> None:
    config = SystemConfig(records_of("SYSTEM_IDENTIFIER 2964 012345 ZVM1\nSYSTEM_IDENTIFIER_DEFAULT ZVM2"))
    known = Known(copy_of('ZHCP_Host = "zhcp2"'), management=copy_of(), system_config=config)
    assert "# zvm_host: XCAT_zvmsysid is not in DMSSICNF COPY" in openstack_settings(known)["nova.conf"]


def test_system_config_tells_the_device_of_a_switch_where_dmssicnf_copy_does_not() -> None:
    def devices(config: str) -> list[str]:
        known = Known(copy_of(""), management=copy_of(), system_config=SystemConfig(records_of(config)))
        plugin = settings(known)["neutron_zvm_plugin.ini"]
        return [value for (_, name), value in plugin.items() if name == "rdev_list"]

    assert devices("DEFINE VSWITCH XCATVSW2 RDEV 1E40 1E44") == ["1E40"]
    assert devices("DEFINE VSWITCH XCATVSW2 RDEV NONE") == []
    assert devices("DEFINE VSWITCH XCATVSW2") == []
    assert devices("DEFINE VSWITCH OTHER RDEV 1E40") == []
