"""DEV: real devices that several users want."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.lint.diagnostic import Diagnostic, Severity
from dirtool.lint.engine import lint
from dirtool.lint.options import Options
from tests.model.made import directory_of

ONLY = Options(severities={"DEV001": Severity.WARNING})
U = "USER {} AUTOONLY 1G 2G G\n"


def found(text: str) -> list[Diagnostic]:
    return lint(directory_of(text), options=ONLY).diagnostics


def told(text: str) -> list[tuple[int, str]]:
    """Record and message."""
    return [(one.span.line, one.message) for one in found(text)]


def pair(first: str, second: str) -> str:
    return U.format("A") + f" {first}\n" + U.format("B") + f" {second}\n"


def test_a_device_of_two_users() -> None:
    [one] = found(pair("DEDICATE 150 04A1", "DEDICATE 160 4a1"))
    assert (one.span.line, one.span.column, one.span.end_column) == (4, 15, 18)
    assert one.message == "real device 04A1 is dedicated to A/0150 and B/0160"
    assert (one.subject, one.severity) == ("A/0150 B/0160", "warning")
    assert [(other.span.line, other.span.column, other.subject, other.message) for other in one.related] == [
        (2, 15, "A/0150", "the same device is dedicated here")
    ]


def test_a_volume_of_two_users() -> None:
    assert told(pair("DEDICATE 150 VOLID TAPE01", "DEDICATE 160 tape01 R/O")) == [
        (4, "volume TAPE01 is dedicated to A/0150 and B/0160")
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("DEDICATE 150 4A1", "DEDICATE 150 4A2"),
        ("DEDICATE 150 4A1 MULTIUSER", "DEDICATE 150 4A1 MULTI"),
        ("DEDICATE 150 4A1 MULTIUSER", "DEDICATE 150 4A1"),
        ("DEDICATE 150 4A1", "MDISK 150 3390 DEVNO 4A1 MR"),
        ("DEDICATE 150 4A1", "DEDICATE 150 VOLID 4A1"),
        ("DEDICATE 150 PACK", "DEDICATE 150 PACK"),  # no device number
        ("DEDICATE 150 NETWORK 4A1", "DEDICATE 150 NETWORK 4A1"),
        ("DEDICATE 150 4A1\n DEDICATE 151 4A1", "DEDICATE 150 4A2"),  # one user alone
    ],
)
def test_what_is_no_device_of_two_users(first: str, second: str) -> None:
    assert told(pair(first, second)) == []


def test_a_device_is_reported_once_with_ten_others_at_most() -> None:
    text = "".join(U.format(f"U{number:02}") + " DEDICATE 150 4A1\n" for number in range(40))
    [one] = found(text)
    assert one.span.line == 4
    assert one.message == "real device 04A1 is dedicated to 40 users, such as U00/0150 and U01/0150"
    assert len(one.related) == 10


PROFILE = "PROFILE P\n DEDICATE 150 4A1\n"


def test_all_who_include_a_profile_have_its_devices() -> None:
    assert told(PROFILE) == []
    assert told(PROFILE + U.format("A") + " INCLUDE P\n") == []
    [one] = found(PROFILE + U.format("A") + " INCLUDE P\n" + U.format("B") + " INCLUDE P\n")
    assert (one.span.line, one.message) == (2, "real device 04A1 is dedicated to A/0150 and B/0150")
    assert [(other.span.line, other.message) for other in one.related] == [
        (3, "it has the device from this profile"),
        (5, "it has the device from this profile"),
    ]
    own = " INCLUDE P\n DEDICATE 150 4A2\n"  # goes before the profile's
    assert told(PROFILE + U.format("A") + " INCLUDE P\n" + U.format("B") + own) == []
    assert told(PROFILE + U.format("A") + " INCLUDE P\n" + U.format("B") + " DEDICATE 151 4A1\n") == [
        (6, "real device 04A1 is dedicated to A/0150 and B/0151")
    ]


def test_the_first_of_two_profiles_counts() -> None:
    users = U.format("A") + " INCLUDE P\n" + U.format("B") + " INCLUDE P\n"
    assert told("PROFILE P\n" + PROFILE + users) == []


def test_an_include_where_none_belongs_gives_nobody_the_profile() -> None:
    assert told(PROFILE + U.format("A") + " INCLUDE P\nSUBCONFIG B-1\n INCLUDE P\n") == []


def test_very_many_who_include_a_profile_are_not_counted() -> None:
    users = "".join(U.format(f"U{number:03}") + " INCLUDE P\n" for number in range(80))
    assert told(PROFILE + users) == [
        (2, "real device 04A1 is dedicated to at least 50 users, such as U000/0150 and U001/0150")
    ]


CLUSTER = """\
IDENTITY {0} AUTOONLY 1G 2G G
 BUILD ON ONE USING SUBCONFIG {0}-1
 BUILD ON TWO USING SUBCONFIG {0}-2
SUBCONFIG {0}-1
 DEDICATE 150 {1}
SUBCONFIG {0}-2
 DEDICATE 150 {2}
"""


def test_each_member_of_a_cluster_has_its_own_devices() -> None:
    assert told(CLUSTER.format("A", "4A1", "4A1")) == []
    assert told(CLUSTER.format("A", "4A1", "4A2") + CLUSTER.format("B", "4A2", "4A1")) == []
    assert told(CLUSTER.format("A", "4A1", "4A1") + CLUSTER.format("B", "4A1", "4A1")) == [
        (12, "real device 04A1 is dedicated to A-1/0150 and B-1/0150"),
        (14, "real device 04A1 is dedicated to A-2/0150 and B-2/0150"),
    ]


def test_a_user_may_meet_every_member() -> None:
    assert told(CLUSTER.format("B", "4A1", "4A2") + U.format("A") + " DEDICATE 150 4A1\n") == [
        (9, "real device 04A1 is dedicated to A/0150 and B-1/0150")
    ]


def test_a_subconfiguration_for_any_member_meets_every_one() -> None:
    anywhere = "IDENTITY B NOLOG\n BUILD ON * USING SUBCONFIG B-1\nSUBCONFIG B-1\n DEDICATE 150 4A1\n"
    assert told(CLUSTER.format("A", "4A1", "4A2") + anywhere) == [
        (11, "real device 04A1 is dedicated to A-1/0150 and B-1/0150")
    ]


def test_a_subconfiguration_whose_identity_is_not_there_is_a_user_too() -> None:
    assert told(U.format("A") + " DEDICATE 150 4A1\nSUBCONFIG B-1\n DEDICATE 150 4A1\n") == [
        (4, "real device 04A1 is dedicated to A/0150 and B-1/0150")
    ]


def test_an_identity_and_its_subconfigurations_are_one_user() -> None:
    text = CLUSTER.format("A", "4A1", "4A1").replace("\nSUBCONFIG A-1", "\n DEDICATE 151 4A1\nSUBCONFIG A-1")
    assert told(text) == []


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=12))
def test_devices_of_several_users_are_those_that_a_simple_count_finds(wanted: list[tuple[int, int]]) -> None:
    users: dict[int, set[int]] = {}
    lines: dict[int, list[str]] = {}
    for number, (user, device) in enumerate(wanted):
        users.setdefault(device, set()).add(user)
        lines.setdefault(user, []).append(f" DEDICATE {0x100 + number:X} 4A{device}\n")
    entries = [U.format(f"U{user}") + "".join(own) for user, own in lines.items()]
    one_way, other_way = found("".join(entries) or "*"), found("".join(reversed(entries)) or "*")
    expected = sorted(f"04A{device}" for device, some in users.items() if len(some) > 1)
    assert sorted(one.message.split()[2] for one in one_way) == expected
    assert {one.fingerprint for one in one_way} == {one.fingerprint for one in other_way}


def test_the_order_of_entries_changes_the_place_only() -> None:
    entries: Sequence[str] = [U.format(name) + " DEDICATE 150 4A1\n" for name in "CAB"]
    [one], [other] = found("".join(entries)), found("".join(reversed(entries)))
    assert (one.subject, one.fingerprint, one.message) == (other.subject, other.fingerprint, other.message)
    assert (one.span.line, other.span.line) == (4, 4)
