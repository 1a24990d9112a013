"""A DMSSICNF COPY to start from."""

from hypothesis import given
from hypothesis import strategies as st

from dirtool.model.copy_file import Dialect, copy_configuration_of
from dirtool.report.starter_copy import SECTIONS, starter_copy, starter_keys, starter_values
from tests.model.made import records_of

TEXT = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E, exclude_characters='"*'), max_size=40)
VALUES = st.dictionaries(st.sampled_from([key.name for key in starter_keys()]), TEXT)


def test_a_key_stands_below_what_it_means() -> None:
    assert list(starter_copy({"Parm_Disk_Owner": "PMAINT", "XCAT_iso": "NONE", "XCAT_User": "XCAT"})) == [
        "/* DMSSICNF COPY: the configuration of the SMAPI servers, the xCAT   */",
        "/* management node and the ZHCP agent.                               */",
        "/* NONE stands for no gateway, no real device, no VLAN and no        */",
        "/* volumes.                                                          */",
        "",
        "/* ---- the SMAPI servers, and the system configuration file ------- */",
        "/* the owner of the parm disk                                        */",
        'Parm_Disk_Owner = "PMAINT"',
        "",
        "/* ---- the xCAT management node ----------------------------------- */",
        "/* the userid of the management node                                 */",
        'XCAT_User = "XCAT"',
        "/* volumes for the repository of images                              */",
        'XCAT_iso  = "NONE"',
    ]


def test_a_key_that_is_not_given_a_value_has_the_one_that_is_shipped() -> None:
    values = starter_values({"XCAT_User": "MNODE"})
    assert (values["XCAT_User"], values["ZHCP_User"], values["Parm_Disk_Number"]) == ("MNODE", "ZHCP", "CF0")


def test_a_key_without_any_value_is_left_out() -> None:
    assert {key.name for key in starter_keys()} - {*starter_values({})} == {
        "XCAT_Domain",
        "XCAT_zvmsysid",
        "XCAT_MN_Addr",
        "ZHCP_Domain",
    }


def test_the_policy_of_later_releases_is_no_key_of_it() -> None:
    assert "Authorization_Policy" not in {key.name for key in starter_keys()}


def test_every_section_has_keys() -> None:
    lines = "\n".join(starter_copy(starter_values({})))
    assert [title for title in SECTIONS.values() if f"---- {title} -" not in lines] == []


@given(VALUES)
def test_both_readers_of_the_file_understand_it_alike(values: dict[str, str]) -> None:
    lines = list(starter_copy(values))
    copy = copy_configuration_of(records_of("\n".join(lines)))
    for dialect in Dialect:
        assert {setting.name: setting.stated.text for setting in copy.settings_of(dialect)} == values
    assert all(len(line) <= 71 for line in lines)
