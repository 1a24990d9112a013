"""Minidisks keep their places unless another one is asked for; new ones get one that is free now."""

from typing import Any

import pytest

from dirtool.compare.desired.state import Desired, Format
from dirtool.errors import InputError
from dirtool.plan.target.target import Automatic, Wish
from dirtool.plan.target.wanted import make_target
from dirtool.space.allocation.policy import Policy
from tests.compare.desired.made import desired_in
from tests.growth import assert_grows, seconds_for
from tests.model.made import directory_of
from tests.plan.target.made import CONTROL, changed, of_entries, target_of


def disks(wanted: str, **options: Any) -> list[str]:
    """The MDISK records that are new when WEB01 wants some minidisks."""
    _, new = changed(of_entries(f"WEB01: {{minidisks: {{{wanted}}}}}", **options))
    return new


@pytest.mark.parametrize(
    "wanted",
    [
        "'0200': {size: 100}",
        "'0200': {size: 100cyl, group: LINUX}",
        "'0200': {size: 100, grow: cmdisk}",
        "'0200': {volume: LX0001, start: 101, size: 100}",
        "'0200': {clone: MAINT/0190}",
        "'0200': {size: 70MiB}",
    ],
)
def test_a_minidisk_that_is_as_wanted_stays(wanted: str) -> None:
    assert disks(wanted) == []


@pytest.mark.parametrize(
    ("wanted", "new"),
    [
        ("'0200': {size: 150, grow: cmdisk}", "MDISK 0200 3390 201 150 LX0001 MR"),
        ("'0200': {size: 150, region: LNX003, grow: guest}", "MDISK 0200 3390 1 150 LX0003 MR"),
        ("'0200': {volume: LX0002, start: 201, size: 100, grow: recreate}", "MDISK 0200 3390 201 100 LX0002 MR"),
    ],
)
def test_a_minidisk_grows_into_another_place(wanted: str, new: str) -> None:
    target = of_entries(f"WEB01: {{minidisks: {{{wanted}}}}}")
    assert changed(target) == ([" MDISK 0200 3390 101 100 LX0001 MR"], [new])
    assert f"grow: {target.wishes['WEB01/0200'].grow}" in wanted


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (
            "'0200': {size: 99}",
            "WEB01/0200 has 100 cylinders of a 3390, and 99 is wanted; allowed: the size and the place",
        ),
        (
            "'0200': {volume: LX0001, start: 301, size: 100}",
            "WEB01/0200 is LX0001 101-200 now, and LX0001 301-400 is wanted",
        ),
        ("'0200': {vdisk: 100}", "WEB01/0200 is a minidisk with data on LX0001, and no place on a volume is wanted"),
        ("'0200': {mode: MR, devtype: 3380}", "WEB01/0200 keeps its place on a 3390; allowed: devtype: 3390"),
        ("'0200': {size: 100, group: LINUXX}", "LINUXX is no group"),
        ("'0300': {mode: MR}", "WEB01/0300 is new, and its size is not said"),
        ("'0300': {size: 10, group: LINUXX}", "LINUXX is no group"),
        (
            "'0300': {size: 5000, group: LINUX}",
            "no room for WEB01/0300: no gap of 5,000 cylinders in group LINUX; the largest has",
        ),
        (
            "'0300': {volume: LX0001, start: 150, size: 10}",
            "WEB01/0300 at LX0001 150-159 overlaps WEB01/0200 at LX0001 101-200",
        ),
        (
            "'0300': {volume: LX0001, start: 90, size: 300}",
            "WEB01/0300 at LX0001 90-389 overlaps WEB01/0200 at LX0001 101-200",
        ),
        (
            "'0300': {volume: LX0001, start: 10000, size: 18}",
            "WEB01/0300 is behind the end of LX0001, whose last cylinder is 10016",
        ),
        ("'0300': {volume: LX0009, start: 1, size: 18}", "the device type of LX0009 is not known"),
        ("'0300': {clone: MAINT/0191}", "MAINT/0191 is no minidisk; allowed: one that is, or shall be"),
        ("'0300': {clone: WEB01/0400}, '0400': {clone: WEB01/0300}", "clone leads back to where it began"),
        ("'0300': {clone: WEB01/0400}, '0400': {vdisk: 5}", "WEB01/0400 is no minidisk on a volume"),
        ("'0300': {tdisk: 5}", "the device type of WEB01/0300 is not said"),
    ],
)
def test_what_cannot_be_placed_is_refused(wanted: str, message: str) -> None:
    with pytest.raises(InputError) as raised:
        disks(wanted)
    assert message in raised.value.message
    assert raised.value.message.startswith("d.yaml:2:")


def test_two_named_places_that_overlap_are_refused() -> None:
    wanted = "'0300': {volume: LX0003, start: 1, size: 10}, '0400': {volume: LX0003, start: 5, size: 1, devtype: 3390}"
    with pytest.raises(InputError, match="WEB01/0400 at LX0003 5-5 overlaps WEB01/0300 at LX0003 1-10"):
        disks(wanted)


def test_new_minidisks_leave_named_places_alone() -> None:
    wanted = (
        "'0300': {size: 60, region: LNX003}, '0400': {volume: LX0003, start: 1, size: 50}, '0500': {clone: WEB01/0300}"
    )
    assert disks(wanted) == [
        "MDISK 0300 3390 51 60 LX0003",
        "MDISK 0400 3390 1 50 LX0003",
        "MDISK 0500 3390 201 60 LX0001",
    ]


def test_a_clone_lies_beside_a_source_that_is_new() -> None:
    wanted = "'0300': {size: 60, region: LNX003}, '0500': {clone: WEB01/0300, region: LNX003}"
    assert disks(wanted) == ["MDISK 0300 3390 1 60 LX0003", "MDISK 0500 3390 61 60 LX0003"]


def test_space_that_is_given_up_is_not_given_out_but_may_be_named() -> None:
    grows = "WEB01: {minidisks: {'0200': {size: 150, region: LNX003, grow: cmdisk}}}, "
    target = of_entries(grows + "NEW: {password: NOLOG, minidisks: {'0100': {size: 100, region: LNX001}}}")
    assert "MDISK 0100 3390 201 100 LX0001" in target.records.texts
    target = of_entries(
        grows + "NEW: {password: NOLOG, minidisks: {'0100': {volume: LX0001, start: 101, size: 100}, "
        "'0200': {size: 5, region: LNX001}}}"
    )
    assert target.records.texts[-2:] == ["MDISK 0100 3390 101 100 LX0001", "MDISK 0200 3390 51 5 LX0001"]


def test_removed_space_is_not_given_out() -> None:
    target = target_of("entries: {DB01: {minidisks: {'0100': {size: 100, region: LNX001}}}}\nremove: [WEB01/0200]")
    assert "MDISK 0100 3390 201 100 LX0001" in target.records.texts


def test_a_clone_is_as_large_as_its_source_will_be() -> None:
    wanted = "'0200': {size: 150, grow: cmdisk, region: LNX003}, '0300': {clone: WEB01/0200, region: LNX001}"
    target = of_entries(f"WEB01: {{minidisks: {{{wanted}}}}}")
    assert "MDISK 0300 3390 201 150 LX0001" in target.records.texts
    assert target.wishes["WEB01/0300"] == Wish("d.yaml:2", clone="WEB01/0200")
    assert changed(
        of_entries(f"WEB01: {{minidisks: {{{wanted}}}}}", "\n".join(target.records.texts)),
        "\n".join(target.records.texts),
    ) == ([], [])


def test_a_minidisk_that_stays_outside_of_its_pool_is_remarked() -> None:
    target = of_entries("WEB01: {minidisks: {'0200': {size: 100, region: LNX003}}}")
    assert target.remarks == ("WEB01/0200 stays on LX0001, which is not in region LNX003 (d.yaml:2)",)
    assert target.placements == ()


def test_placements_tell_what_was_chosen() -> None:
    target = of_entries("WEB01: {minidisks: {'0300': {size: 60, group: LINUX, format: {label: ABC}}}}")
    (one,) = target.placements
    assert one[:9] == ("WEB01/0300", "LX0001", "3390", 201, 260, 60, "cylinder", "LNX001", "LINUX")
    assert "LX0001 201-1000 (740 to spare)" in one.reason
    assert target.wishes == {"WEB01/0300": Wish("d.yaml:2", Format("ABC"))}


def test_dirmaint_chooses_places_in_pools() -> None:
    wanted = "'0300': {size: 60, group: LINUX}, '0400': {size: 5}, '0500': {size: 5, region: LNX003}"
    target = of_entries(f"WEB01: {{minidisks: {{{wanted}}}}}", extents_by_dirmaint=True, policy=Policy.FIRST_FIT)
    assert {subject: wish.automatic for subject, wish in target.wishes.items()} == {
        "WEB01/0300": Automatic("AUTOG", 60, "LINUX"),
        "WEB01/0400": None,
        "WEB01/0500": Automatic("AUTOR", 5, "LNX003"),
    }
    assert "MDISK 0300 3390 201 60 LX0001" in target.records.texts


def test_new_regions_and_groups_are_there_for_minidisks() -> None:
    text = (
        "regions: {NEW1: {volume: LX0004, devtype: 3390-09, start: 1, size: 100}, "
        "LNX001: {volume: LX0001, devtype: 3390-09, start: 1, size: 1000}}\n"
        "groups: {LINUX: {regions: [LNX001, NEW1]}, FRESH: {regions: [NEW1], rotating: true}, OLD: {regions: [NEW1]}}\n"
        "entries: {WEB01: {minidisks: {'0300': {size: 60, group: FRESH}}}}"
    )
    target = target_of(text)
    assert "MDISK 0300 3390 1 60 LX0004" in target.records.texts
    assert target.areas == (
        ("NEW1", "LX0004", "3390-09", 1, 100, "d.yaml:2"),
        ("LINUX", ("NEW1",), False, False, "d.yaml:3"),
        ("FRESH", ("NEW1",), True, True, "d.yaml:3"),
        ("OLD", ("NEW1",), False, True, "d.yaml:3"),
    )
    assert len(target_of(text, only=["WEB01"]).areas) == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "regions: {LNX001: {volume: LX0001, devtype: 3390-09, start: 1, size: END}}",
            "d.yaml:2:11: region LNX001 is another one in EXTENT CONTROL; allowed: {volume: LX0001, devtype: 3390-09, "
            "start: 1, size: 1000}, or another name",
        ),
        ("groups: {LINUX: {regions: [LNX002]}}", "d.yaml:2:10: LNX002 of group LINUX is no region"),
        ("groups: {NEW: {regions: []}}", "d.yaml:2:10: the new group NEW has no region; allowed: one or more"),
        (
            "groups: {LINUX: {regions: [LNX001], rotating: true}}",
            "d.yaml:2:10: group LINUX is there already, and is not rotating; allowed: a new group",
        ),
    ],
)
def test_what_extent_control_cannot_become_is_refused(text: str, message: str) -> None:
    with pytest.raises(InputError) as raised:
        target_of(text)
    assert raised.value.message == message
    with pytest.raises(InputError, match="nobody tells what EXTENT CONTROL has"):
        target_of(text, control=None)


def test_what_extent_control_has_already_is_nothing_new() -> None:
    text = "regions: {LNX001: {volume: LX0001, devtype: 3390-09, start: 1, size: 1000}}\ngroups: {LINUX: {regions: [LNX003]}}"
    assert target_of(text).areas == ()
    assert target_of("entries: {}", control=CONTROL).areas == ()


def wanting(count: int) -> str:
    """Two new minidisks, a larger one and a statement for each of some entries, and the removal of an old one."""
    entries = "".join(
        f"  U{number}: {{statements: [MACHINE ESA], minidisks: {{'0200': {{size: 5}}, "
        f"'0201': {{size: 2, grow: cmdisk}}, '0300': {{clone: U{number}/0200}}}}}}\n"
        for number in range(count)
    )
    return f"entries:\n{entries}remove: [{', '.join(f'U{number}/0400' for number in range(count))}]"


def having(count: int) -> str:
    """A directory of so many entries."""
    return "".join(
        f"USER U{number} NOLOG\n MDISK 0201 3390 {2 * number + 1} 1 V{number % 7} MR\n"
        f" MDISK 0400 3390 {2 * number + 2} 1 V{number % 7} MR\n LINK U{number // 2} 0400 0500 RR\n"
        for number in range(count)
    )


def test_time_grows_with_what_is_wanted() -> None:
    less, more = ((directory_of(having(count)), desired_in(f"version: 1\n{wanting(count)}")) for count in (150, 300))
    assert len(make_target(*more, None, {}).placements) == 900
    assert_grows(
        lambda: seconds_for(lambda: make_target(*less, None, {})),
        lambda: seconds_for(lambda: make_target(*more, None, {})),
    )


def test_time_grows_with_one_entry() -> None:
    def wanted(count: int) -> Desired:
        devices = ", ".join(f"'{number:04X}': {{vdisk: 8}}" for number in range(0x1000, 0x1000 + count))
        commands = ", ".join(f"COMMAND SET RUN {number}" for number in range(count))
        return desired_in(f"version: 1\nentries: {{A: {{minidisks: {{{devices}}}, statements: [{commands}]}}}}")

    current, less, more = directory_of("USER A NOLOG"), wanted(400), wanted(800)
    assert_grows(
        lambda: seconds_for(lambda: make_target(current, less, None, {})),
        lambda: seconds_for(lambda: make_target(current, more, None, {})),
    )
