"""SYSTEM CONFIG: the names of the system, its virtual switches, and the prefixes of their addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.syntax.system_config import SystemConfig, is_system_config
from tests.model.made import records_of


def config(*records: str) -> SystemConfig:
    return SystemConfig(records_of("\n".join(records), "system.config"))


def rdevs(found: SystemConfig, name: str) -> list[str]:
    return [one.text for one in found.switches[name].rdevs]


def test_the_system_has_the_last_word_of_each_identifier_for_a_name() -> None:
    found = config(
        "System_Identifier 2097 %1234 zvma", "System_Identifier LPAR LP2 ZVMB", "SYSTEM_IDENTIFIER_DEFAULT ZVMX"
    )
    assert [(one.text, one.line, one.column, one.end_column) for one in found.identifiers] == [
        ("ZVMA", 1, 30, 34),
        ("ZVMB", 2, 28, 32),
        ("ZVMX", 3, 27, 31),
    ]


def test_an_identifier_without_operands_names_nothing() -> None:
    assert config("System_Identifier").identifiers == []


def test_a_switch_has_the_real_devices_behind_rdev() -> None:
    found = config("DEFINE VSWITCH XCATVSW2 RDEV 1f00 1F03.P01 2F00 VLAN UNAWARE")
    switch = found.switches["XCATVSW2"]
    assert [(one.text, one.column) for one in switch.rdevs] == [("1F00", 30), ("1F03.P01", 35), ("2F00", 44)]
    assert (switch.name.text, switch.name.column, switch.is_aware) == ("XCATVSW2", 16, False)


@pytest.mark.parametrize(
    ("operands", "devices", "is_aware"),
    [
        ("", [], False),
        ("RDEV NONE", ["NONE"], False),
        ("VLAN AWARE RDEV 1F00", ["1F00"], True),
        ("ETHERNET VLAN 100 PORTTYPE TRUNK NATIVE 1 RDEV 1F00 DISCONNECT", ["1F00"], True),
        ("RDEV 1F00 2F00 3F00 4F00", ["1F00", "2F00", "3F00"], False),
        ("GROUP RDEVGRP VLAN UNAWARE", [], False),
        ("BRIDGEPORT RDEV 4F00 UPLINK RDEV 1F00", ["1F00"], False),
        ("BRIDGEport rdev 4f00", [], False),
        ("CONTR DTCVSW1 IP NON RDEV 1F00 PORT ETH1", ["1F00"], False),
        ("RDEV", [], False),
        ("VLAN", [], False),
    ],
)
def test_operands_stand_in_any_order(operands: str, devices: list[str], is_aware: bool) -> None:
    found = config(f"def vswitch vsw1 {operands}")
    assert (rdevs(found, "VSW1"), found.switches["VSW1"].is_aware) == (devices, is_aware)


def test_a_statement_goes_on_behind_a_comma_and_comments_are_left_out() -> None:
    found = config(
        "DEFINE VSWITCH VSW1 /* the first */ RDEV, /* of two */",
        "",
        "  1F00 2F00 /* not 3F00,",
        "  nor 4F00 */, ",
        "  VLAN 7",
        "RDEV 5F00",
    )
    assert rdevs(found, "VSW1") == ["1F00", "2F00"]
    assert found.switches["VSW1"].is_aware


def test_a_sequence_field_is_no_part_of_a_statement_and_what_is_none_is() -> None:
    assert rdevs(config(f"{'DEFINE VSWITCH VSW1 RDEV 1F00':72}00010000"), "VSW1") == ["1F00"]
    assert rdevs(config(f"{'DEFINE VSWITCH VSW1 RDEV 1F00':72}2F00"), "VSW1") == ["1F00", "2F00"]


def test_the_first_of_two_definitions_counts() -> None:
    assert rdevs(config("DEFINE VSWITCH VSW1 RDEV 1F00", "DEFINE VSWITCH VSW1 RDEV 2F00"), "VSW1") == ["1F00"]


@pytest.mark.parametrize(
    "records",
    [
        ["ZVMA: DEFINE VSWITCH VSW1 RDEV 1F00", "ZVMB:DEFINE VSWITCH VSW1 RDEV 2F00"],
        ["zvma: zvmc: begin", "DEFINE VSWITCH VSW1 RDEV 1F00", "ZVMA: END", "ZVMB: DEFINE VSWITCH VSW1 RDEV 2F00"],
        ["ZVMA: BEGIN", "DEFINE VSWITCH VSW1 RDEV 1F00", "ZVMA: END", "ZVMB: BEGIN", "DEFINE VSWITCH VSW1 RDEV 2F00"],
    ],
)
def test_a_switch_of_several_systems_has_the_devices_of_all(records: list[str]) -> None:
    assert rdevs(config(*records), "VSW1") == ["1F00", "2F00"]


def test_behind_the_end_of_a_block_the_first_definition_counts_again() -> None:
    records = ("ZVMA: BEGIN", "DEFINE VSWITCH VSW1 RDEV 1F00", "ZVMA: END", "DEFINE VSWITCH VSW1 RDEV 2F00")
    assert rdevs(config(*records), "VSW1") == ["1F00"]


def test_prefixes_are_those_of_vmlan() -> None:
    found = config("VMLAN MACPREFIX 020000 USERPREFIX 02abcd", "ZVMB: VMLAN LIMIT PERSISTENT 5")
    assert (found.mac_prefix, found.user_prefix) != (None, None)
    assert [one.text for one in (found.mac_prefix, found.user_prefix) if one is not None] == ["020000", "02ABCD"]


@pytest.mark.parametrize(
    "text",
    [
        "/* x */\nSystem_Identifier_Default ZVMA",
        "CP_Owned Slot 1 M01RES",
        "ZVMA: System_Residence,\n Checkpoint Volid M01RES",
    ],
)
def test_system_config_is_known_by_its_statements(text: str) -> None:
    assert is_system_config(records_of(text))


@pytest.mark.parametrize("text", ["", "/* System_Identifier ZVMA", "USER CP_OWNED", "DEFINE VSWITCH A"])
def test_other_files_are_none(text: str) -> None:
    assert not is_system_config(records_of(text))


words = "DEFINE VSWITCH A RDEV 1F00 VLAN VMLAN USERPREFIX : , /* */ ZVMA: BEGIN\n \n\x00 é".split(" ")


@given(st.lists(st.sampled_from(words)))
def test_any_words_are_read(words: list[str]) -> None:
    text = " ".join(words)
    found = config(*text.split("\n"))
    assert is_system_config(records_of(text)) in (True, False)
    for switch in found.switches.values():
        assert all(1 <= one.line <= len(found.texts) for one in (switch.name, *switch.rdevs))


def test_vmlan_leaves_some_macids_to_nicdef_statements() -> None:
    found = config("VMLAN MACIDRANGE SYSTEM 000001-02FFFF,", " USER 020000-0200ff", "VMLAN USER 0200-0300").user_macids
    assert found is not None
    assert (found.name, found.text, found.line, found.column) == ("MACIDRANGE", "020000-0200FF", 2, 7)
