"""NET: adapters, their addresses, LANs and types."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.lint.diagnostic import Diagnostic
from dirtool.lint.engine import lint, severities_of
from dirtool.lint.options import Options
from dirtool.lint.registry import Profile
from tests.model.made import directory_of

RECOMMENDED = severities_of(Profile.RECOMMENDED)
U = "USER {} AUTOONLY 1G 2G G\n"
NIC = " NICDEF {} TYPE QDIO LAN SYSTEM VSW1 MACID {}\n"


def found(text: str, code: str, **options: object) -> list[Diagnostic]:
    """What one rule finds in one file."""
    how = Options(severities={code: RECOMMENDED[code]}, **options)  # type: ignore[arg-type]
    return lint(directory_of(text), options=how).diagnostics


def told(text: str, code: str) -> list[tuple[int, str]]:
    """Record and subject of what one rule finds."""
    return [(one.span.line, one.subject) for one in found(text, code)]


def related(one: Diagnostic) -> list[tuple[int, str, str]]:
    return [(other.span.line, other.subject, other.message) for other in one.related]


# ---- NET001


def test_one_macid_on_two_adapters() -> None:
    [one] = found(U.format("B") + NIC.format(600, "0a0001") + U.format("A") + NIC.format("0600", "0A0001"), "NET001")
    assert (one.span.line, one.span.column, one.span.end_column) == (4, 46, 52)
    assert one.message == "MACID 0A0001 is given to A/0600 and to B/0600"
    assert (one.subject, one.severity) == ("A/0600 B/0600", "error")
    assert related(one) == [(2, "B/0600", "the same MACID is given here")]


def test_two_adapters_of_one_entry() -> None:
    assert told(U.format("A") + NIC.format(600, "0A0001") + NIC.format(700, "0A0001"), "NET001") == [
        (3, "A/0600 A/0700")
    ]


def test_records_of_one_adapter_may_repeat_it() -> None:
    assert told(U.format("A") + NIC.format(600, "0A0001") + " NICDEF 600 MACID 0A0001\n", "NET001") == []


def test_each_further_adapter_is_reported_once() -> None:
    text = "".join(U.format(name) + NIC.format(600, "0A0001") for name in "CABD")
    assert told(text, "NET001") == [(4, "A/0600 C/0600"), (6, "A/0600 B/0600"), (8, "A/0600 D/0600")]


def test_a_profile_gives_its_macid_to_all_who_include_it() -> None:
    profile = "PROFILE P\n" + NIC.format(600, "0A0001")
    one_user = profile + U.format("B") + " INCLUDE P\n"
    assert told(profile, "NET001") == []
    assert told(one_user, "NET001") == []
    [one] = found(one_user + U.format("A") + " INCLUDE P\n", "NET001")
    assert (one.span.line, one.subject) == (2, "A/0600 B/0600")
    assert related(one) == [
        (5, "A/0600", "it has the MACID from this profile"),
        (3, "B/0600", "it has the MACID from this profile"),
    ]
    # one that defines the adapter itself has not
    assert told(one_user + U.format("A") + " INCLUDE P\n" + NIC.format(600, "0A0002"), "NET001") == []
    assert told(one_user + U.format("A") + NIC.format(700, "0A0001"), "NET001") == [(6, "A/0700 B/0600")]
    assert told(one_user + U.format("A") + " INCLUDE P\n" + NIC.format(700, "0A0001"), "NET001") == [
        (2, "A/0600 B/0600"),
        (7, "A/0600 A/0700"),
    ]


CLUSTER = """\
IDENTITY {0} AUTOONLY 1G 2G G
 BUILD ON ONE USING SUBCONFIG {0}-1
 BUILD ON TWO USING SUBCONFIG {0}-2
SUBCONFIG {0}-1
{1}SUBCONFIG {0}-2
{2}"""


def test_members_of_a_cluster_are_compared_each_by_itself() -> None:
    first, second = NIC.format(600, "0A0001"), NIC.format(600, "0A0002")
    assert told(CLUSTER.format("A", first, first), "NET001") == []
    assert told(CLUSTER.format("A", first, second) + CLUSTER.format("B", second, first), "NET001") == []
    assert told(CLUSTER.format("A", first, "") + CLUSTER.format("B", first, ""), "NET001") == [
        (11, "A-1/0600 B-1/0600")
    ]
    assert told(CLUSTER.format("A", first, "") + U.format("C") + first, "NET001") == [(8, "A-1/0600 C/0600")]


def test_the_records_of_an_identity_and_its_subconfiguration_are_of_one_adapter() -> None:
    text = CLUSTER.format("A", NIC.format(600, "0A0001"), "")
    assert told(text.replace("\nSUBCONFIG A-1", "\n NICDEF 600 MACID 0A0001\nSUBCONFIG A-1"), "NET001") == []


@pytest.mark.parametrize("macid", ["1234", "00A001X", "GA0001"])
def test_what_is_no_macid_is_not_compared(macid: str) -> None:
    assert told(U.format("A") + NIC.format(600, macid) + U.format("B") + NIC.format(600, macid), "NET001") == []


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(1, 4)), max_size=12))
def test_shared_macids_are_those_that_a_simple_count_finds(records: list[tuple[int, int, int]]) -> None:
    adapters: dict[str, set[tuple[int, int]]] = {}
    lines: dict[int, list[str]] = {}
    for user, nic, mac in records:
        adapters.setdefault(f"0A000{mac}", set()).add((user, nic))
        lines.setdefault(user, []).append(f" NICDEF {0x600 + nic:X} MACID 0A000{mac}\n")
    text = "".join(U.format(f"U{user}") + "".join(own) for user, own in lines.items())
    reported: dict[str, set[str]] = {}
    for one in found(text, "NET001") if text else []:
        reported.setdefault(one.message.split()[1], set()).update(one.subject.split())
    expected = {
        mac: {f"U{user}/{0x600 + nic:04X}" for user, nic in some} for mac, some in adapters.items() if len(some) > 1
    }
    assert reported == expected


# ---- NET002


@pytest.mark.parametrize(
    ("command", "is_coupled"),
    [
        ("COUPLE 0600 TO SYSTEM VSW1", True),
        ("couple 600 to system vsw1", True),
        ("CP COUPLE 600 TO SYSTEM VSW1", True),
        ("COUP 600 SYSTEM VSW1", True),
        ("COUPLE 0700 TO SYSTEM VSW1", False),
        ("SET NIC 0600 COUPLE", False),
        ("COU 600 TO SYSTEM VSW1", False),
        ("COUPLE", False),
        ("DEFINE NIC 0600 TYPE QDIO", False),
    ],
)
def test_a_command_couples(command: str, is_coupled: bool) -> None:
    text = U.format("A") + f" COMMAND {command}\n NICDEF 600 TYPE QDIO\n"
    assert told(text, "NET002") == [(3, "A/0600")] * (not is_coupled)


def test_an_adapter_without_a_lan_is_an_information_at_its_first_record() -> None:
    [one] = found(U.format("A") + " NICDEF 600 TYPE QDIO\n NICDEF 600 VLAN 10\n", "NET002")
    assert (one.span.line, one.span.column, one.span.end_column) == (2, 9, 12)
    assert one.message == "no NICDEF couples the adapter A/0600 to a LAN, and no COMMAND does"
    assert (one.subject, one.severity) == ("A/0600", "info")


def test_any_of_the_records_may_name_the_lan() -> None:
    assert told(U.format("A") + " NICDEF 600 TYPE QDIO\n NICDEF 600 LAN * LAN1\n", "NET002") == []
    assert told(U.format("A") + " NICDEF 600 TYPE QDIO\n NICDEF 700 TYPE QDIO LAN * LAN1\n", "NET002") == [
        (2, "A/0600")
    ]


INCLUDING = U.format("A") + " INCLUDE P\n"


@pytest.mark.parametrize(
    ("profile", "own", "expected"),
    [
        (" NICDEF 600 LAN SYSTEM V\n", " NICDEF 600 TYPE QDIO\n", []),
        (" COMMAND COUPLE 600 TO SYSTEM V\n", " NICDEF 600 TYPE QDIO\n", []),
        (" NICDEF 600 TYPE QDIO\n", " COMMAND COUPLE 600 TO SYSTEM V\n", []),
        (" NICDEF 600 TYPE QDIO\n", " NICDEF 600 LAN SYSTEM V\n", []),
        (" NICDEF 600 TYPE QDIO\n", "", [(2, "P/0600")]),
        (" NICDEF 700 TYPE QDIO LAN SYSTEM V\n", " NICDEF 600 TYPE QDIO\n", [(5, "A/0600")]),
    ],
)
def test_profile_and_entry_are_taken_together(profile: str, own: str, expected: list[tuple[int, str]]) -> None:
    assert told(f"PROFILE P\n{profile}{INCLUDING}{own}", "NET002") == expected


def test_an_adapter_of_a_profile_is_reported_once_for_all_who_do_not_couple_it() -> None:
    coupled = U.format("B") + " INCLUDE P\n COMMAND COUPLE 600 TO SYSTEM V\n"
    text = "PROFILE P\n NICDEF 600 TYPE QDIO\n"
    assert told(text + coupled, "NET002") == []
    assert told(text + coupled + INCLUDING + U.format("C") + " INCLUDE P\n", "NET002") == [(2, "P/0600")]


def test_an_identity_is_judged_on_each_member() -> None:
    lan = " NICDEF 600 LAN SYSTEM V\n"
    text = CLUSTER.format("A", lan, "{}").replace("\nSUBCONFIG A-1", "\n NICDEF 600 TYPE QDIO\nSUBCONFIG A-1")
    assert told(text.format(lan), "NET002") == []
    assert told(text.format(""), "NET002") == [(4, "A/0600")]


# ---- NET003


def test_an_adapter_without_a_type() -> None:
    [one] = found(U.format("A") + " NICDEF 600 LAN SYSTEM V\n NICDEF 0600 VLAN 10\n", "NET003")
    assert (one.span.line, one.span.column, one.span.end_column) == (2, 9, 12)
    assert one.message == "no NICDEF gives the adapter A/0600 a TYPE"
    assert (one.subject, one.severity) == ("A/0600", "error")


def test_an_adapter_with_two_types() -> None:
    [one] = found(U.format("A") + " NICDEF 600 TYPE QDIO LAN SYSTEM V\n NICDEF 0600 TYPE HIPERS\n", "NET003")
    assert (one.span.line, one.span.column, one.span.end_column) == (3, 19, 25)
    assert one.message == "the adapter A/0600 has a TYPE on two NICDEF records of one entry"
    assert related(one) == [(2, "A/0600", "the first of the two is here")]


def test_profile_and_entry_may_each_give_a_type() -> None:
    profile = "PROFILE P\n NICDEF 600 TYPE QDIO\n"
    assert told(f"{profile}{INCLUDING} NICDEF 600 TYPE QDIO\n", "NET003") == []
    assert told(f"{profile}{INCLUDING} NICDEF 600 VLAN 10\n", "NET003") == []
    assert told(f"PROFILE P\n NICDEF 600 VLAN 10\n{INCLUDING} NICDEF 600 TYPE QDIO\n", "NET003") == []
    assert told(f"PROFILE P\n NICDEF 600 VLAN 10\n{INCLUDING}", "NET003") == [(2, "P/0600")]
    assert told(f"{profile} NICDEF 600 TYPE QDIO\n{INCLUDING}", "NET003") == [(3, "P/0600")]


@pytest.mark.parametrize(
    "text",
    [
        f"{INCLUDING} NICDEF 600 VLAN 10\n",  # an unknown profile
        f"{U.format('A')} NICDEF 600 VLAN 10\n NICDEF 600 TPYE QDIO\n",  # what may be the type is no NICDEF
        f"{U.format('A')} NICDEF 600 TYPE QDOI\n",  # told already
        "SUBCONFIG A-1\n NICDEF 600 VLAN 10\n",  # its IDENTITY is elsewhere
        "IDENTITY A NOLOG\n BUILD ON ONE USING SUBCONFIG A-1\n NICDEF 600 VLAN 10\n",  # its SUBCONFIG is
        "PROFILE P\n NICDEF 600 VLAN 10\n",  # nobody has it yet
        f"{U.format('A')} COMMAND DEFINE NIC 600 TYPE QDIO\n",
        " NICDEF 600 TYPE QDIO\n NICDEF 600 TYPE QDIO\n",  # outside of every entry
    ],
)
def test_what_is_not_known_is_not_judged(text: str) -> None:
    assert told(text, "NET003") == []


def test_a_subconfiguration_and_its_identity_are_taken_together() -> None:
    text = CLUSTER.format("A", " NICDEF 600 TYPE QDIO\n", "").replace(
        "\nSUBCONFIG A-1", "\n NICDEF 600 VLAN 10\nSUBCONFIG A-1"
    )
    assert told(text, "NET003") == [(4, "A/0600")]  # on the second member nothing gives the type
    assert told(text + " NICDEF 600 TYPE QDIO\n", "NET003") == []


# ---- all of them

SYSTEM = (
    "USER A AUTOONLY 1G 2G G\n NICDEF 600 TYPE QDIO MACID 0A0001",
    "USER B AUTOONLY 1G 2G G\n NICDEF 600 VLAN 1 MACID 0A0001",
    "USER C AUTOONLY 1G 2G G\n INCLUDE P\n NICDEF 600 VLAN 1 MACID 0A0001",
    "USER D AUTOONLY 1G 2G G\n INCLUDE P",
    "PROFILE P\n NICDEF 700 MACID 0A0002\n NICDEF 800 TYPE QDIO\n NICDEF 800 TYPE QDIO",
)


@given(st.permutations(SYSTEM))
def test_findings_do_not_depend_on_the_order_of_entries(entries: Sequence[str]) -> None:
    def seen(order: Sequence[str]) -> list[tuple[str, str, str]]:
        report = lint(directory_of("\n".join(order)), options=Options(severities=RECOMMENDED))
        return sorted((one.code, one.subject, one.fingerprint) for one in report.diagnostics if one.code[:3] == "NET")

    assert seen(entries) == seen(SYSTEM)
    assert {code for code, _, _ in seen(SYSTEM)} == {"NET001", "NET002", "NET003"}
