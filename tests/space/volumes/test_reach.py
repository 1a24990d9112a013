"""Who reaches a minidisk by LINK, directly or by links to links."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.errors import InputError
from dirtool.model.effective import Layers
from dirtool.model.links import LinkResolver
from dirtool.space.volumes.reach import definitions, reached
from tests.model.made import directory_of

CHAIN = """\
USER A NOLOG
 MDISK 0191 3390 1 5 LX0001 MR
USER B NOLOG
 LINK A 0191 0291 RR
USER C NOLOG
 LINK B 0291 0391 MW
 LINK A 0191 0392 RR
 LINK A 0192 0393 RR
"""
CLUSTER = """\
PROFILE P
 LINK MAINT 0190 0190 RR
USER A NOLOG
 INCLUDE P
USER B NOLOG
 INCLUDE P
IDENTITY MAINT NOLOG
 BUILD ON M1 USING SUBCONFIG MAINT-1
 BUILD ON M2 USING SUBCONFIG MAINT-2
SUBCONFIG MAINT-1
 MDISK 0190 3390 100 50 M1RES MR
SUBCONFIG MAINT-2
 MDISK 0190 3390 200 END M2RES MR
"""


def ways(text: str, userid: str, vdev: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """The entry and the mode of each LINK, and its way."""
    return [(one.entry.name, one.mode, one.way) for one in reached(directory_of(text), userid, vdev).reaches]


def test_links_to_links_reach_the_device_in_the_order_of_the_directory() -> None:
    assert ways(CHAIN, "A", "0191") == [
        ("B", "RR", ("A/0191",)),
        ("C", "MW", ("B/0291", "A/0191")),
        ("C", "RR", ("A/0191",)),
    ]


def test_a_link_is_a_device_that_others_reach() -> None:
    assert ways(CHAIN, "B", "0291") == [("C", "MW", ("B/0291",))]
    assert reached(directory_of(CHAIN), "B", "0291").extents == []


def test_the_place_of_a_minidisk_is_told() -> None:
    found = reached(directory_of(CHAIN), "A", "0191")
    assert (found.subject, [(one.volid, one.first, one.last) for one in found.extents]) == (
        "A/0191", [("LX0001", 1, 5)]
    )  # fmt: skip


def test_a_link_of_a_profile_is_that_of_all_who_include_it_on_each_member() -> None:
    found = reached(directory_of(CLUSTER), "MAINT", "0190")
    assert [(one.entry.name, one.users, one.members, one.way, one.steps) for one in found.reaches] == [
        ("P", ["A", "B"], ("M1",), ("MAINT-1/0190",), 1),
        ("P", ["A", "B"], ("M2",), ("MAINT-2/0190",), 1),
    ]
    assert [(one.volid, one.last) for one in found.extents] == [("M1RES", 149), ("M2RES", None)]


OVERRIDDEN = """\
PROFILE P
 LINK MAINT 0190 0190 RR
USER A NOLOG
 INCLUDE P
USER Z NOLOG
 INCLUDE P
 MDISK 0190 3390 1 5 LX0001 MR
IDENTITY HALF NOLOG
 INCLUDE P
 BUILD ON M1 USING SUBCONFIG HALF-1
 BUILD ON M2 USING SUBCONFIG HALF-2
SUBCONFIG HALF-1
 MDISK 0190 3390 6 5 LX0001 MR
SUBCONFIG HALF-2
IDENTITY NONE NOLOG
 INCLUDE P
 BUILD ON * USING SUBCONFIG NONE-1
SUBCONFIG NONE-1
 LINK A 0191 0190 RR
"""


def test_who_has_another_device_of_the_number_does_not_have_the_link_of_a_profile() -> None:
    one_place = f"{OVERRIDDEN}USER MAINT NOLOG\n MDISK 0190 3390 100 50 MRES MR\n"
    [found] = reached(directory_of(one_place), "MAINT", "0190").reaches
    assert (found.users, found.members) == (["A", "HALF"], ())
    by_member = OVERRIDDEN + CLUSTER[CLUSTER.index("IDENTITY") :]
    assert [(one.users, one.members) for one in reached(directory_of(by_member), "MAINT", "0190").reaches] == [
        (["A"], ("M1",)),
        (["A", "HALF"], ("M2",)),
    ]


def test_a_link_that_all_have_another_device_for_is_left_out() -> None:
    maint = "USER MAINT NOLOG\n MDISK 0190 3390 100 50 MRES MR\n"
    z = OVERRIDDEN[OVERRIDDEN.index("USER Z") : OVERRIDDEN.index("IDENTITY HALF")]
    profile = OVERRIDDEN[: OVERRIDDEN.index("USER A")]
    assert reached(directory_of(profile + z + maint), "MAINT", "0190").reaches == []
    [unused] = reached(directory_of(profile + maint), "MAINT", "0190").reaches
    assert unused.users == []


def test_the_link_of_a_subconfig_is_there_on_its_member_only() -> None:
    text = CLUSTER[CLUSTER.index("IDENTITY") :] + (
        "IDENTITY ONE NOLOG\n BUILD ON M1 USING SUBCONFIG ONE-1\nSUBCONFIG ONE-1\n LINK MAINT 0190 0190 RR\n"
    )
    found = reached(directory_of(text), "MAINT", "0190").reaches
    assert [(one.users, one.members, one.way) for one in found] == [(["ONE"], ("M1",), ("MAINT-1/0190",))]


def test_a_link_of_a_profile_to_a_device_of_its_user_is_that_of_this_user_only() -> None:
    users = "".join(f"USER {name} NOLOG\n INCLUDE P\n MDISK 0191 3390 1 5 {name}00001 MR\n" for name in "AB")
    [found] = reached(directory_of(f"PROFILE P\n LINK * 0191 0291 RR\n{users}"), "A", "0191").reaches
    assert found.users == ["A"]


def test_a_pool_of_users_has_the_link_of_its_profile() -> None:
    text = (
        "PROFILE P\n LINK MAINT 0190 0190 RR\nUSER LNX NOLOG\n POOL LOW 1 HIGH 5 PROFILE P\n"
        "USER MAINT NOLOG\n MDISK 0190 3390 100 50 MRES MR\n"
    )
    [found] = reached(directory_of(text), "MAINT", "0190").reaches
    assert len(found.users) == 1


def test_the_device_of_a_subconfig_is_reached_on_its_member_only() -> None:
    assert [(one.members, one.way) for one in reached(directory_of(CLUSTER), "MAINT-2", "0190").reaches] == [
        (("M2",), ("MAINT-2/0190",))
    ]


def test_a_circle_of_links_ends() -> None:
    text = "USER A NOLOG\n LINK B 0191 0191 RR\nUSER B NOLOG\n LINK A 0191 0191 RR\n"
    assert {name for name, _, _ in ways(text, "A", "0191")} >= {"B"}


def test_a_long_way_has_its_first_devices_and_the_last() -> None:
    links = "".join(f"USER U{n} NOLOG\n LINK U{n - 1} 0191 0191 RR\n" for n in range(1, 12))
    last = reached(directory_of(f"USER U0 NOLOG\n MDISK 0191 3390 1 5 LX0001 MR\n{links}"), "U0", "0191").reaches[-1]
    assert last.way == ("U10/0191", "U9/0191", "U8/0191", "U7/0191", "U6/0191", "U5/0191", "U0/0191")
    assert last.steps == 11


@pytest.mark.parametrize(
    ("userid", "vdev", "message", "hint"),
    [
        ("D", "0191", "part0: no USER or IDENTITY D", None),
        ("A", "0192", "part0: A has no device 0192", "it has 0191"),
        ("C", "0191", "part0: C has no device 0191", "it has 0391, 0392 and 0393"),
    ],
)
def test_what_is_not_there_is_an_error(userid: str, vdev: str, message: str, hint: str | None) -> None:
    with pytest.raises(InputError) as raised:
        reached(directory_of(CHAIN), userid, vdev)
    assert (raised.value.message, raised.value.hint) == (message, hint)


def test_a_user_without_devices_says_so() -> None:
    with pytest.raises(InputError) as raised:
        reached(directory_of("USER A NOLOG\n"), "A", "0191")
    assert raised.value.hint == "it has none"


@pytest.mark.parametrize(
    ("userid", "vdev", "entries"),
    [
        ("MAINT", "0190", ["MAINT-1", "MAINT-2"]),
        ("MAINT-2", "0190", ["MAINT-2"]),
        ("A", "0190", ["P"]),
        ("MAINT-2", "0191", []),
        ("NOBODY", "0190", []),
    ],
)
def test_the_statements_that_define_a_device(userid: str, vdev: str, entries: list[str]) -> None:
    directory = directory_of(CLUSTER)
    steps = definitions(directory, LinkResolver(directory, Layers(directory)), userid, vdev)
    assert [step.entry.name for step in steps] == entries


links_between = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=6, unique_by=lambda link: link[0])


@given(links_between)
def test_who_reaches_a_disk_are_those_whose_links_lead_there_one_after_another(links: list[tuple[int, int]]) -> None:
    """User n has disk 0191, and at most one link 0200, to the 0200 of another one if that has one, else to its 0191."""
    to = dict(links)
    text = "".join(
        f"USER U{n} NOLOG\n MDISK 0191 3390 {n + 1} 1 LX0001 MR\n"
        + (f" LINK U{to[n]} {'0200' if to[n] in to else '0191'} 0200 RR\n" if n in to else "")
        for n in range(6)
    )

    def end(user: int) -> int | None:
        for _ in range(7):
            if to[user] not in to:
                return to[user]
            user = to[user]
        return None

    for owner in range(6):
        found = {int(one.entry.name[1:]) for one in reached(directory_of(text), f"U{owner}", "0191").reaches}
        assert found == {user for user in to if end(user) == owner}
