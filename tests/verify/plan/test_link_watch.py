from collections.abc import Mapping

from dirtool.verify.plan.link_watch import LinkWatch
from dirtool.verify.plan.part import Part, part_of_entry
from tests.model.made import directory_of, entry_of

CLUSTER = """\
PROFILE P
 LINK * 0191 0291 RR
IDENTITY MAINT NOLOG
 INCLUDE P
 BUILD ON M1 USING SUBCONFIG MAINT-1
SUBCONFIG MAINT-1
 MDISK 0191 3390 1 10 LX0001
USER A NOLOG
 LINK MAINT 0191 0191 RR
"""


def told(text: str, changes: Mapping[int, str]) -> list[str]:
    """What a watch tells when entries, by their numbers, become other ones; of an empty text, none."""
    return LinkWatch(directory_of(text)).change({number: _part(one) for number, one in changes.items()})


def _part(text: str) -> Part | None:
    return part_of_entry(directory_of(text).entries[0]) if text else None


def test_a_profile_that_goes_is_missed_by_those_who_include_it() -> None:
    assert told(CLUSTER, {0: ""}) == ["MAINT includes profile P, which is not there"]
    assert told(CLUSTER, {0: "PROFILE Q\n LINK * 0191 0291 RR"}) == ["MAINT includes profile P, which is not there"]
    assert told(CLUSTER, {3: "USER A NOLOG\n INCLUDE Q"}) == ["A includes profile Q, which is not there"]


def test_a_profile_that_was_missing_may_be_missing() -> None:
    assert told("USER A NOLOG\n INCLUDE Q", {0: "USER A NOLOG\n INCLUDE Q\n SHARE RELATIVE 200"}) == []


def test_a_build_that_goes_takes_the_devices_of_its_subconfiguration_along() -> None:
    assert sorted(told(CLUSTER, {1: "IDENTITY MAINT NOLOG\n INCLUDE P"})) == [
        "the link A/0191 to MAINT/0191 leads to nothing",
        "the link P/0291 to MAINT/0191 leads to nothing",
    ]


def test_a_number_that_comes_to_stand_twice_is_told_unless_it_did_before() -> None:
    twice = "USER A NOLOG\n MDISK 0191 3390 1 5 LX0001\n MDISK 0191 3390 9 5 LX0001\n"
    assert told("USER A NOLOG", {0: twice}) == ["A/0191 stands twice in the entry"]
    assert told(twice, {0: f"{twice} SHARE RELATIVE 200"}) == []
    adapter = "USER A NOLOG\n NICDEF 0600 TYPE QDIO\n NICDEF 0600 LAN SYSTEM VSW1"
    assert told("USER A NOLOG", {0: adapter}) == []


def test_a_part_knows_devices_disks_and_builds() -> None:
    part = part_of_entry(entry_of(directory_of(CLUSTER), "MAINT-1"))
    assert (part.kind, part.devices, part.builds) == ("subconfig", {"0191": (None,)}, ())
    assert [disk.place for disk in part.disks] == [("LX0001", 1, 10)]
