"""VFY009 to VFY011: the name of the z/VM system, and the names of instances."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.verify.checks.names import instance_pattern
from tests.verify.made import Told, found_by, outcome_of

COPY = 'XCAT_zvmsysid = "ZVMSYS1"\n'
SYSTEM = "SYSTEM_IDENTIFIER 2964 0ABCDE ZVMSYS1\n"
DIRECTORY = """DIRECTORY 1000 3390 LX0001
PROFILE OSDFLT
 IPL CMS
"""


def nova_with(host: str) -> str:
    return f"[DEFAULT]\nzvm_host = {host}\n"


def template(text: str) -> str:
    return f"[DEFAULT]\ninstance_name_template = {text}\n"


def test_a_system_has_one_name_in_any_case() -> None:
    assert found_by("VFY009", nova=nova_with("zvmsys1"), dmssicnf=COPY, system_config=SYSTEM) == []
    assert found_by("VFY009", nova=nova_with("zvmsys1"), dmssicnf=COPY) == []
    assert len(found_by("VFY009", neutron="[AGENT]\nzvm_host = OTHER\n", system_config=SYSTEM)) == 1
    assert len(found_by("VFY009", ceilometer="[zvm]\nzvm_host = OTHER\n", dmssicnf=COPY)) == 1
    assert found_by("VFY009", ceilometer="[zvm]\nzvm_host = OTHER\n", dmssicnf=COPY, system_config=SYSTEM) == [
        Told("error", "ceilometer:2", "zvm_host is OTHER, but SYSTEM CONFIG names ZVMSYS1", ("system_config:1",))
    ]


def test_another_name_is_told_once_for_each_file_that_has_it() -> None:
    assert found_by("VFY009", nova=nova_with("ZVMSYS2"), dmssicnf=COPY) == [
        Told("error", "nova:2", "zvm_host is ZVMSYS2, but XCAT_zvmsysid is ZVMSYS1", ("dmssicnf:1",))
    ]
    other = SYSTEM.replace("ZVMSYS1", "ZVMSYS3")
    assert found_by("VFY009", nova=nova_with("ZVMSYS2"), dmssicnf=COPY, system_config=other) == [
        Told("error", "nova:2", "zvm_host is ZVMSYS2, but SYSTEM CONFIG names ZVMSYS3", ("system_config:1",)),
        Told("error", "dmssicnf:1", "XCAT_zvmsysid is ZVMSYS1, but SYSTEM CONFIG names ZVMSYS3", ("system_config:1",)),
    ]


def test_a_system_config_of_several_systems_names_the_one() -> None:
    cluster = SYSTEM + "SYSTEM_IDENTIFIER 2964 0ABCDF ZVMSYS2\n"
    assert found_by("VFY009", nova=nova_with("ZVMSYS1"), dmssicnf=COPY, system_config=cluster) == []
    assert found_by("VFY009", nova=nova_with("ZVMSYS2"), dmssicnf=COPY, system_config=cluster) == [
        Told("error", "nova:2", "zvm_host is ZVMSYS2, but XCAT_zvmsysid is ZVMSYS1", ("dmssicnf:1",))
    ]
    assert found_by("VFY009", nova=nova_with("ZVMSYS3"), system_config=cluster) == [
        Told(
            "error",
            "nova:2",
            "zvm_host is ZVMSYS3, but SYSTEM CONFIG names ZVMSYS1 and ZVMSYS2",
            ("system_config:1", "system_config:2"),
        )
    ]


def test_a_name_that_system_config_gives_twice_is_told_once() -> None:
    twice = SYSTEM + "SYSTEM_IDENTIFIER_DEFAULT ZVMSYS1\n"
    (told,) = found_by("VFY009", nova=nova_with("ZVMSYS2"), system_config=twice)
    assert told.message == "zvm_host is ZVMSYS2, but SYSTEM CONFIG names ZVMSYS1"
    assert told.related == ("system_config:1", "system_config:2")


def test_one_name_alone_is_not_compared() -> None:
    assert outcome_of("VFY009", nova=nova_with("A")).status == "skipped"
    outcome = outcome_of("VFY009", nova=nova_with("A"), dmssicnf='XCAT_Host = "x"\n')
    assert (outcome.status, outcome.why) == ("skipped", "less than two files name the z/VM system")
    variable = outcome_of("VFY009", nova=nova_with("A"), system_config="SYSTEM_IDENTIFIER LPAR LP1 &LPARNAME\n")
    assert (variable.status, variable.why) == ("skipped", "SYSTEM CONFIG leaves the name of the system to a variable")


@pytest.mark.parametrize("text", ["inst%04x", "i%(id)07d", "%08x", "os%06d", "a%s", "a%x$"])
def test_a_template_that_makes_userids_is_not_told(text: str) -> None:
    assert found_by("VFY010", nova=template(text)) == []


@pytest.mark.parametrize(
    ("text", "why", "message"),
    [
        ("inst%05x", "its names, such as inst00001, are longer than 8 characters", "PROP01"),
        ("i%(uuid)s", "its names may be longer than 8 characters", "PROP01"),
        ("inst", "it has no part that varies, such as %04x", "PROP02"),
        ("a%%b", "it has no part that varies, such as %04x", "PROP02"),
        ("a%02x%02x", "it has not exactly one number in it, such as %04x", "PROP02"),
        ("a%999999999d", "it has not exactly one number in it, such as %04x", "PROP02"),
        ("a%", "it has not exactly one number in it, such as %04x", "PROP02"),
        ("vm.%03x", "its names, such as vm.001, are no userids; allowed: 1 to 8 of A-Z 0-9 @ # $ _ -", "PROP02"),
        ("a%%%03x", "its names, such as a%001, are no userids; allowed: 1 to 8 of A-Z 0-9 @ # $ _ -", "PROP02"),
        ("my vm%02x", "it is more than one word", "PROP03"),
        ("vm%4x", "its names, such as vm   1, are more than one word", "PROP03"),
        ("RSZ%04x", "names that begin with rsz are for instances that are being resized", "PROP04"),
    ],
)
def test_a_template_that_makes_no_userids_is_told(text: str, why: str, message: str) -> None:
    found = outcome_of("VFY010", nova=template(text)).findings
    assert [(one.message, one.ivp) for one in found] == [(f"instance_name_template {text}: {why}", (message,))]


def test_without_a_template_names_are_not_judged() -> None:
    assert outcome_of("VFY010", nova="[DEFAULT]\n").why == "nova.conf does not say instance_name_template"
    assert outcome_of("VFY011", nova="[DEFAULT]\n", directory=DIRECTORY).why == (
        "nova.conf does not say instance_name_template"
    )
    assert outcome_of("VFY011", nova=template("a%")).why == "no USER DIRECT"
    assert (
        outcome_of("VFY011", nova=template("a%"), directory=DIRECTORY).why == "instance_name_template a% makes no names"
    )


def test_userids_that_the_template_does_not_make_are_not_told() -> None:
    directory = (
        DIRECTORY + "USER INST001 X 1G 1G G\nUSER INSTABCG X 1G 1G G\nUSER XINST001 X 1G 1G G\nUSER INST X 1G 1G G\n"
    )
    assert found_by("VFY011", nova=template("inst%04x"), directory=directory) == []


def test_userids_that_the_template_will_make_are_told_those_of_the_cloud_apart() -> None:
    directory = DIRECTORY + "".join(f"USER INST00{number:02X} X 1G 1G G\n" for number in range(12))
    directory += "USER INSTBEEF X 1G 1G G\n INCLUDE OSDFLT\n"
    assert found_by("VFY011", nova=template("inst%04x"), directory=directory) == [
        Told(
            "error",
            "nova:2",
            "instance_name_template inst%04x makes 12 names that other userids have already: "
            "INST0000, INST0001, INST0002, INST0003, INST0004, INST0005 and 6 more",
            tuple(f"part0:{line}" for line in range(4, 14)),
        ),
        Told(
            "info",
            "nova:2",
            "instance_name_template inst%04x makes 1 name that instances with the profile OSDFLT have already: INSTBEEF",
            ("part0:16",),
        ),
    ]


@given(
    before=st.text("AB%", max_size=3),
    behind=st.text("XY", max_size=2),
    conversion=st.sampled_from(["%x", "%04x", "%02d", "%d", "%03o", "%(id)02X", "%.3d"]),
    number=st.integers(0, 70_000),
)
def test_the_pattern_of_a_template_matches_every_name_that_it_makes(
    before: str, behind: str, conversion: str, number: int
) -> None:
    text = before.replace("%", "%%") + conversion + behind
    pattern = instance_pattern(text)
    assert pattern is not None
    assert pattern.fullmatch((text % ({"id": number} if "(id)" in text else number)).upper())


def test_a_number_is_not_written_with_more_zeros_than_the_template_asks_for() -> None:
    pattern = instance_pattern("a%02d")
    assert pattern is not None
    assert [bool(re.fullmatch(pattern, name)) for name in ("A07", "A007", "A107", "A7")] == [True, False, True, False]
