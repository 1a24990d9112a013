"""Where links lead."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.model.directory import Directory
from dirtool.model.links import Chain, LinkResolver
from dirtool.syntax.statements import Link
from tests.model.made import directory_of, entry_of


def follow(directory: Directory, holder: str, member: str | None = None, line: int = 0) -> Chain:
    """The way of the first link (or the one in record `line`) of an entry."""
    for placed in entry_of(directory, holder):
        if isinstance(placed.statement, Link) and line in (0, placed.line):
            return LinkResolver(directory).follow(holder, placed.statement, member)
    raise AssertionError("no link")


def way(chain: Chain) -> list[tuple[str, int]]:
    return [(step.entry.name, step.placed.line) for step in chain.steps]


DISK = " MDISK 190 3390 1 1 V\n"


@pytest.mark.parametrize(
    ("text", "outcome", "steps"),
    [
        ("USER A NOLOG\n LINK B 190 290\nUSER B NOLOG\n" + DISK, "device", [("B", 4)]),
        ("USER A NOLOG\n LINK B 0190\nUSER B NOLOG\n" + DISK, "device", [("B", 4)]),
        # from link to link
        (
            "USER A NOLOG\n LINK B 291\nUSER B NOLOG\n LINK C 391 291\nUSER C NOLOG\n MDISK 391 3390 1 1 V\n",
            "device",
            [("B", 4), ("C", 6)],
        ),
        # through the owner's profile
        ("PROFILE P\n LINK C 190\nUSER A NOLOG\n LINK B 190\nUSER B NOLOG\n INCLUDE P\nUSER C NOLOG\n" + DISK, "device",
         [("P", 2), ("C", 8)]),
        # the owner's own device wins over its profile's
        ("PROFILE P\n LINK C 190\nUSER A NOLOG\n LINK B 190\nUSER B NOLOG\n INCLUDE P\n" + DISK, "device", [("B", 7)]),
        # in a subconfiguration
        ("USER A NOLOG\n LINK B 190\nIDENTITY B NOLOG\n BUILD ON X USING SUBCONFIG B-1\nSUBCONFIG B-1\n" + DISK, "device",
         [("B-1", 6)]),
        # an asterisk is the user itself, also further on
        ("USER A NOLOG\n LINK * 190 290\n" + DISK, "device", [("A", 3)]),
        ("USER A NOLOG\n LINK B 290\nUSER B NOLOG\n LINK * 190 290\n" + DISK, "device", [("B", 4), ("B", 5)]),
        ("PROFILE P\n LINK * 190 290\nUSER A NOLOG\n LINK B 290\nUSER B NOLOG\n INCLUDE P\n" + DISK, "device",
         [("P", 2), ("B", 7)]),
        # nowhere
        ("USER A NOLOG\n LINK B 190\n", "no-owner", []),
        ("USER A NOLOG\n LINK B 190\nUSER B NOLOG\n", "no-device", []),
        ("USER A NOLOG\n LINK B 190\nUSER B NOLOG\n LINK C 191 190\n", "no-owner", [("B", 4)]),
        ("USER A NOLOG\n LINK B 190\nUSER B NOLOG\n LINK C 191 190\nUSER C NOLOG\n" + DISK, "no-device", [("B", 4)]),
        ("USER A NOLOG\n LINK B-1 190\nSUBCONFIG B-1\n" + DISK, "no-owner", []),
        ("USER A NOLOG\n LINK B 190\nPROFILE B\n" + DISK, "no-owner", []),
        # in a circle
        ("USER A NOLOG\n LINK * 190 190\n", "cycle", [("A", 2)]),
        ("USER A NOLOG\n LINK B 190\nUSER B NOLOG\n LINK A 190\n", "cycle", [("B", 4), ("A", 2)]),
    ],
)  # fmt: skip
def test_a_link_leads(text: str, outcome: str, steps: list[tuple[str, int]]) -> None:
    chain = follow(directory_of(text), "A")
    assert (chain.outcome, way(chain)) == (outcome, steps)


TWO = """\
USER A NOLOG
 LINK B 190
IDENTITY B NOLOG
 BUILD ON ONE USING SUBCONFIG B-1
 BUILD ON TWO USING SUBCONFIG B-2
SUBCONFIG B-1
 LINK C 190
SUBCONFIG B-2
 MDISK 190 3390 1 1 V
IDENTITY C NOLOG
 BUILD ON ONE USING SUBCONFIG C-1
SUBCONFIG C-1
 MDISK 190 3390 1 1 W
"""


@pytest.mark.parametrize(
    ("member", "outcome", "steps"),
    [
        ("ONE", "device", [("B-1", 7), ("C-1", 13)]),
        ("TWO", "device", [("B-2", 9)]),
        ("THREE", "no-device", []),
        (None, "device", [("B-1", 7), ("C-1", 13)]),
    ],
)
def test_a_link_leads_elsewhere_on_each_member(member: str | None, outcome: str, steps: list[tuple[str, int]]) -> None:
    chain = follow(directory_of(TWO), "A", member)
    assert (chain.outcome, way(chain)) == (outcome, steps)


def test_any_device_ends_the_way() -> None:
    chain = follow(directory_of("USER A NOLOG\n LINK B 9\nUSER B NOLOG\n CONSOLE 009 3215\n"), "A")
    assert (chain.outcome, way(chain)) == ("device", [("B", 4)])


def test_the_first_definition_of_a_number_counts() -> None:
    chain = follow(directory_of("USER A NOLOG\n LINK B 190\nUSER B NOLOG\n" + DISK + DISK), "A")
    assert way(chain) == [("B", 4)]


def test_one_resolver_may_be_asked_many_times() -> None:
    directory = directory_of(TWO)
    resolver = LinkResolver(directory)
    link = entry_of(directory, "A").statements[1]
    assert isinstance(link, Link)
    found = [resolver.follow("A", link, member) for member in ("ONE", "TWO", "ONE", None, "TWO")]
    assert [way(chain)[0] for chain in found] == [("B-1", 7), ("B-2", 9), ("B-1", 7), ("B-1", 7), ("B-2", 9)]


def everywhere(text: str) -> dict[str | None, list[str]]:
    """Where the first link of A leads, by member: the entries on the way, and the outcome if that is no device."""
    directory = directory_of(text)
    link = next(one for one in entry_of(directory, "A").statements if isinstance(one, Link))
    found = LinkResolver(directory).follow_everywhere("A", link)
    return {
        member: [step.entry.name for step in chain.steps] + ([] if chain.outcome == "device" else [chain.outcome])
        for member, chain in found.items()
    }


def test_a_link_that_leads_elsewhere_on_each_member_is_told_for_each() -> None:
    assert everywhere(TWO) == {"ONE": ["B-1", "C-1"], "TWO": ["B-2"]}
    assert everywhere("USER A NOLOG\n LINK D 190\nUSER D NOLOG\n" + DISK + TWO.replace("USER A", "USER Z")) == {
        None: ["D"]
    }
    assert everywhere("USER A NOLOG\n LINK D 190\nUSER D NOLOG\n" + DISK) == {None: ["D"]}
    gone = TWO.replace(" MDISK 190 3390 1 1 V\n", "")
    assert everywhere(gone) == {"ONE": ["B-1", "C-1"], "TWO": ["no-device"]}


def test_ways_that_end_for_different_reasons_are_different() -> None:
    text = TWO.replace(" LINK C 190\n", " LINK X 190\n").replace(" MDISK 190 3390 1 1 V\n", " LINK Y 190\n")
    found = LinkResolver(directory := directory_of(text)).follow_everywhere("A", link_of(directory, "A"))
    assert {member: (chain.outcome, chain.owner) for member, chain in found.items()} == {
        "ONE": ("no-owner", "X"),
        "TWO": ("no-owner", "Y"),
    }


def link_of(directory: Directory, holder: str) -> Link:
    """The first link of an entry."""
    return next(one for one in entry_of(directory, holder).statements if isinstance(one, Link))


def test_a_build_for_any_member_stands_for_all() -> None:
    text = TWO.replace("USER A NOLOG\n", "IDENTITY A NOLOG\n BUILD ON * USING SUBCONFIG A-1\nSUBCONFIG A-1\n")
    directory = directory_of(text)
    link = entry_of(directory, "A-1").statements[1]
    assert isinstance(link, Link)
    assert way(LinkResolver(directory).follow("A", link, "*")) == [("B-1", 9), ("C-1", 15)]


def test_an_id_of_a_pool_has_the_devices_of_its_profile() -> None:
    text = "USER A NOLOG\n LINK PO00002 190\nPROFILE P\n LINK C 190\nUSER PO NOLOG\n POOL LOW 1 HIGH 5 PROFILE P\n"
    text += "USER C NOLOG\n"
    assert way(follow(directory_of(text + DISK), "A")) == [("P", 4), ("C", 8)]
    assert follow(directory_of((text + DISK).replace("00002", "00001")), "A").outcome == "device"
    assert follow(directory_of((text + DISK).replace("00002", "00005")), "A").outcome == "device"
    assert follow(directory_of((text + DISK).replace("00002", "00006")), "A").outcome == "no-owner"
    assert directory_of("USER X NOLOG\n").machine("X00001") is None
    assert follow(directory_of((text + DISK).replace("00002", "2")), "A").outcome == "no-owner"


# ---- against an oracle that knows only dictionaries

users = st.sampled_from(["A", "B", "C", "D"])
numbers = st.sampled_from(["0190", "0191", "0192"])
device = st.tuples(users | st.just("*"), numbers) | st.none()  # a link to somebody's device, or a disk
graphs = st.dictionaries(users, st.dictionaries(numbers, device, max_size=3), max_size=4)


def oracle(
    graph: dict[str, dict[str, tuple[str, str] | None]], owner: str, vdev: str
) -> tuple[str, list[tuple[str, str]]]:
    went: list[tuple[str, str]] = []
    while (owner, vdev) not in went:
        if owner not in graph:
            return "no-owner", went
        if vdev not in graph[owner]:
            return "no-device", went
        went.append((owner, vdev))
        target = graph[owner][vdev]
        if target is None:
            return "device", went
        owner, vdev = (owner if target[0] == "*" else target[0]), target[1]
    return "cycle", went


@settings(max_examples=200, deadline=None)
@given(graphs, users, numbers)
def test_ways_are_those_of_the_oracle(
    graph: dict[str, dict[str, tuple[str, str] | None]], owner: str, vdev: str
) -> None:
    lines = ["USER START NOLOG", f" LINK {owner} {vdev} 999"]
    for name, devices in graph.items():
        lines.append(f"USER {name} NOLOG")
        for number, target in devices.items():
            lines.append(f" LINK {target[0]} {target[1]} {number}" if target else f" MDISK {number} 3390 1 1 V")
    chain = follow(directory_of("\n".join(lines)), "START")
    outcome, went = oracle(graph, owner, vdev)
    assert chain.outcome == outcome
    assert [step.entry.name for step in chain.steps] == [name for name, _ in went]


@settings(max_examples=200, deadline=None)
@given(graphs, st.lists(st.tuples(users, numbers), min_size=2, max_size=8))
def test_what_a_resolver_remembers_is_right(
    graph: dict[str, dict[str, tuple[str, str] | None]], places: list[tuple[str, str]]
) -> None:
    lines = ["USER START NOLOG", *(f" LINK {owner} {vdev} {number:04}" for number, (owner, vdev) in enumerate(places))]
    for name, devices in graph.items():
        lines.append(f"USER {name} NOLOG")
        for number, target in devices.items():
            lines.append(f" LINK {target[0]} {target[1]} {number}" if target else f" MDISK {number} 3390 1 1 V")
    directory = directory_of("\n".join(lines))
    resolver = LinkResolver(directory)
    for (owner, vdev), link in zip(places, entry_of(directory, "START").statements[1:], strict=True):
        assert isinstance(link, Link)
        chain = resolver.follow("START", link)
        outcome, went = oracle(graph, owner, vdev)
        assert chain.outcome == outcome
        names = [step.entry.name for step in chain.steps]
        assert chain.length == len(names)
        if outcome != "cycle":  # of which some may be known from another place on
            assert names == [name for name, _ in went]


# ---- every LINK of a directory


def followed(text: str) -> list[tuple[str, str, list[int]]]:
    """Owner, device number and records of every LINK."""
    resolver = LinkResolver(directory_of(text))
    return [(one.owner, one.link.vdev1, [placed.line for _, placed in one.places]) for one in resolver.followed]


def test_equal_links_are_followed_once() -> None:
    text = "USER A NOLOG\n LINK B 190\nUSER B NOLOG\n LINK B 190\n LINK B 191\n"
    assert followed(text) == [("B", "0190", [2, 4]), ("B", "0191", [5])]


def test_a_link_to_an_asterisk_is_another_one_for_each_user() -> None:
    text = "PROFILE P\n LINK * 190\nUSER A NOLOG\n INCLUDE P\nUSER PO NOLOG\n POOL LOW 7 HIGH 9 PROFILE P\n"
    assert followed(text) == [("A", "0190", [2]), ("PO00007", "0190", [2])]
    text = "IDENTITY A NOLOG\n BUILD ON X USING SUBCONFIG A-1\n LINK * 190\nSUBCONFIG A-1\n LINK * 190\nUSER B NOLOG\n"
    assert followed(text + " LINK * 190\n") == [("A", "0190", [3, 5]), ("B", "0190", [7])]
    assert followed("SUBCONFIG A-1\n LINK * 190\nPROFILE P\n LINK * 190\nPROFILE Q\n INCLUDE P\n") == []


def test_a_followed_link_knows_where_it_leads() -> None:
    one = LinkResolver(directory_of(TWO)).followed[0]
    assert way(one.anywhere) == way(one.on("ONE")) == [("B-1", 7), ("C-1", 13)]
    assert one.anywhere.is_local
    assert {member: way(chain) for member, chain in one.by_member.items()} == {
        "ONE": [("B-1", 7), ("C-1", 13)],
        "TWO": [("B-2", 9)],
    }


def test_all_definitions_of_a_device_are_found_and_the_one_that_counts() -> None:
    profile = "PROFILE P\n LINK C 190\n"
    resolver = LinkResolver(
        directory_of(profile + TWO.replace("SUBCONFIG B-2\nSUB", f"SUBCONFIG B-2\n INCLUDE P\n{DISK}SUB"))
    )
    names = [step.entry.name for step in resolver.definitions("B", "0190")]
    assert names == ["B-1", "B-2", "B", "P"]
    assert [part.name for part in resolver.parts("B", "TWO")] == ["B-2", "B", "P"]
    counts = [resolver.find("B", "0190", member) for member in (None, "ONE", "TWO", "THREE")]
    assert [step and step.entry.name for step in counts] == ["B-1", "B-1", "B-2", "B"]
    assert not resolver.definitions("NOBODY", "0190")
    assert not resolver.parts("NOBODY")
    assert resolver.find("B", "0191") is None


# ---- rings


def rings(text: str) -> list[list[tuple[str, int]]]:
    found = LinkResolver(directory_of(text)).rings
    return [[(step.entry.name, step.placed.line) for step in ring] for ring in found]


def test_every_ring_is_found_once_and_starts_with_its_first_subject() -> None:
    text = "USER B NOLOG\n LINK A 190\nUSER A NOLOG\n LINK B 190\n LINK * 191\nUSER C NOLOG\n LINK A 190\n LINK A 191\n"
    assert sorted(rings(text)) == [[("A", 4), ("B", 2)], [("A", 5)]]


def test_a_ring_on_one_member_is_found_from_wherever_its_links_start() -> None:
    text = "IDENTITY A NOLOG\n BUILD ON TWO USING SUBCONFIG A-2\n BUILD ON ONE USING SUBCONFIG A-1\n"
    text += "SUBCONFIG A-1\n LINK B 190\nSUBCONFIG A-2\n" + DISK
    users = ["USER B NOLOG\n LINK C 190\n", "USER C NOLOG\n LINK A 190\n", "USER Z NOLOG\n LINK C 190\n"]
    for order in (users, users[::-1]):
        assert [[name for name, _ in ring] for ring in rings(text + "".join(order))] == [["A-1", "B", "C"]]
        assert [[name for name, _ in ring] for ring in rings("".join(order) + text)] == [["A-1", "B", "C"]]
    resolver = LinkResolver(directory_of("".join(users) + text))
    outcomes = [{member: chain.outcome for member, chain in one.by_member.items()} for one in resolver.followed]
    assert outcomes == [{"TWO": "device", "ONE": "cycle"}] * 3  # of C, A and B; equal links are one
    builds = text.split("\n")[1:3]
    text = text.replace("\n".join(builds), "\n".join(reversed(builds)))
    resolver = LinkResolver(directory_of("".join(users) + text))
    assert [{member: chain.outcome for member, chain in one.by_member.items()} for one in resolver.followed] == outcomes


def test_a_way_that_is_a_ring_on_no_member_is_none() -> None:
    text = TWO.replace("USER A NOLOG\n LINK B 190\n", "")
    text = text.replace("SUBCONFIG C-1\n MDISK 190 3390 1 1 W\n", "SUBCONFIG C-1\n LINK B 190\n")
    assert rings(text) == [[("B-1", 5), ("C-1", 11)]]
    assert rings(text.replace("BUILD ON ONE USING SUBCONFIG C-1", "BUILD ON TWO USING SUBCONFIG C-1")) == []
