"""VFY019: FCP devices."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.verify.made import Told, found_by, outcome_of

DIRECTORY = """DIRECTORY 123 3390 M01RES
USER INST0001 NOLOG
 DEDICATE 1F01 1F01
USER ZHCP NOLOG
 DEDICATE 1F10 1F10
USER OTHER NOLOG
 DEDICATE 1F02 1F02
 DEDICATE 1F1F 1F1F
 DEDICATE 1F30 1F30
"""
COPY = 'ZHCP_User = "ZHCP"\n'


def nova(instances: str = "1F00-1F0F;1F20", agent: str = "1f10-1f1f") -> str:
    return f"zvm_fcp_list = {instances}\nzvm_zhcp_fcp_list = {agent}\ninstance_name_template = inst%04x\n"


@pytest.mark.parametrize("piece", ["1G", "1F0F-1F00", "1FFFF", "''", "1F00 1F01"])
def test_a_list_is_ranges_with_semicolons_between_them(piece: str) -> None:
    text = nova(f"1F00;{piece}" if piece != "''" else "1F00;")
    message = f"zvm_fcp_list: {piece} is no range of real devices, such as 1F00-1F0F or 1F20"
    assert found_by("VFY019", nova=text) == [Told("error", "nova:1", message)]


def test_an_empty_list_has_no_devices() -> None:
    assert found_by("VFY019", nova=nova("", "")) == []


def test_lists_that_are_apart_are_as_they_should_be() -> None:
    assert found_by("VFY019", nova=nova()) == []
    assert found_by("VFY019", nova=nova("0000-1EFF ; 1F01", "1F00;1F02-FFFF")) == []


def test_a_device_may_stand_in_one_list_only() -> None:
    assert found_by("VFY019", nova=nova(agent="1F0E-1F1F")) == [
        Told("error", "nova:2", "devices 1F0E-1F0F are in zvm_fcp_list and in zvm_zhcp_fcp_list", ("nova:1",))
    ]


@pytest.mark.parametrize(
    ("there", "missing"), [("zvm_fcp_list", "zvm_zhcp_fcp_list"), ("zvm_zhcp_fcp_list", "zvm_fcp_list")]
)
def test_both_lists_are_needed_or_none(there: str, missing: str) -> None:
    (found,) = outcome_of("VFY019", nova=f"{there} = 1F00").findings
    assert found.message == f"{there} is there, but {missing} is not: both are needed, or none"
    assert found.ivp == ("PROP07",)


def test_without_lists_nothing_is_compared() -> None:
    outcome = outcome_of("VFY019", nova="host = A")
    assert (outcome.status, outcome.why) == ("skipped", "nova.conf says neither zvm_fcp_list nor zvm_zhcp_fcp_list")


def test_devices_of_the_lists_belong_to_instances_and_to_the_zhcp() -> None:
    assert found_by("VFY019", nova=nova(), directory=DIRECTORY, dmssicnf=COPY) == [
        Told("error", "nova:1", "zvm_fcp_list has device 1F02, which is dedicated to OTHER", ("part0:7",)),
        Told("error", "nova:2", "zvm_zhcp_fcp_list has device 1F1F, which is dedicated to OTHER", ("part0:8",)),
    ]


def test_the_appliance_takes_the_place_of_the_zhcp() -> None:
    role = 'openstack_system_role = "COMPUTE"\n'
    directory = "USER OPNCLOUD NOLOG\n DEDICATE 1F10 1F10\nUSER ZHCP NOLOG\n DEDICATE 1F11 1F11\n"
    assert [told.place for told in found_by("VFY019", nova=nova(), directory=directory, dmssicmo=role)] == ["nova:2"]


def test_who_may_have_a_device_may_not_be_known() -> None:
    outcome = outcome_of("VFY019", nova=nova().rpartition("instance")[0], directory=DIRECTORY)
    assert (outcome.status, outcome.why) == (
        "skipped",
        "instance_name_template does not tell who may have devices of zvm_fcp_list; "
        "no file tells who is the ZHCP, which may have devices of zvm_zhcp_fcp_list",
    )


NUMBERS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 8)), max_size=6)


def listed(ranges: list[tuple[int, int]]) -> str:
    return ";".join(f"{first:X}-{first + more:X}" for first, more in ranges)


@given(NUMBERS.filter(bool), NUMBERS.filter(bool))
def test_two_lists_clash_if_they_have_a_device_in_common(
    one: list[tuple[int, int]], other: list[tuple[int, int]]
) -> None:
    devices = [{at for first, more in ranges for at in range(first, first + more + 1)} for ranges in (one, other)]
    assert bool(found_by("VFY019", nova=nova(listed(one), listed(other)))) == bool(devices[0] & devices[1])
