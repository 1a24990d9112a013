import random
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.dirmaint.settings import Settings
from dirtool.dirmaint.simulate import Ended, Simulator
from dirtool.model.directory import Directory
from dirtool.model.effective import subject_of
from dirtool.model.extent import volumes
from dirtool.model.links import LinkResolver
from dirtool.verify.plan.watch import Damage, Watch
from tests.dirmaint.commands_made import CONTROL, TEXTS, work_off, world_of
from tests.dirmaint.desk import COMMANDS, desk
from tests.growth import assert_grows, seconds_for
from tests.model.made import control_of, directory_of

DIRECTORY = """\
PROFILE LNXDFLT
 LINK MAINT 0190 0190 RR
 LINK * 0191 0291 RR
USER MAINT NOLOG
 MDISK 0190 3390 101 50 RES001 RR
 MDISK 0123 3390 0 END LX0001 RR
USER WEB01 NOLOG
 INCLUDE LNXDFLT
 MDISK 0191 3390 1 50 LX0001 MR
 MDISK 0200 3390 101 1000 LX0001 MR
USER WEB02 NOLOG
 INCLUDE LNXDFLT
 LINK WEB01 0291 0391 RR
 MDISK 0191 3390 2001 50 LX0001 MR
 MDISK 0192 3390 1001 200 LX0001 MR
"""

_RECKLESS: dict[str, Any] = {"strict": False, "extent_check": False, "links_of_removed": "leave"}
"""A DirMaint that lets nearly everything pass, so that it is the watch that tells."""


def watched(
    text: str,
    *commands: str,
    extents: str | None = None,
    files: Mapping[str, str] | None = None,
    sizes: Mapping[str, int] | None = None,
    **options: Any,
) -> list[str]:
    """What a watch tells of commands that a reckless DirMaint takes."""
    control = None if extents is None else control_of(extents)
    simulator = desk(text, extents=extents, files=files, **_RECKLESS, **options)
    is_excluded: Callable[[str, str], bool] = (lambda _, __: False) if control is None else control.excludes
    watch = Watch(directory_of(text), is_excluded, sizes or {})
    told: list[str] = []
    for command in commands:
        before = len(simulator.events)
        if command == "WAIT":
            simulator.wait()
        else:
            reply = simulator.run(command)
            assert reply.rc == 0, reply
        ended = [one for one in simulator.events[before:] if isinstance(one, Ended)]
        damage = watch.changed(simulator.take_changes(), ended)
        told += [*damage.overlaps, *damage.dangling]
    return told


# ---- space


def test_a_minidisk_on_the_place_of_another_one_is_told() -> None:
    told = watched(DIRECTORY, "FOR WEB02 AMDISK 0300 3390 40 20 LX0001 MR")
    assert told == ["WEB02/0300 shares LX0001 40-50 with WEB01/0191"]


def test_one_that_takes_the_place_that_another_one_has_just_left_is_not() -> None:
    assert watched(DIRECTORY, "FOR WEB02 DMDISK 0192", "FOR WEB02 AMDISK 0300 3390 1101 50 LX0001 MR") == []


def test_what_a_work_unit_holds_counts() -> None:
    free = "FOR WEB02 AMDISK 0300 3390 3001 50 LX0001 MR LABEL X"
    assert watched(DIRECTORY, free, "WAIT") == []
    assert watched(DIRECTORY, free, "FOR WEB01 AMDISK 0301 3390 3050 50 LX0001 MR") == [
        "WEB01/0301 shares LX0001 3050-3050 with the work unit for WEB02/0300"
    ]
    cleaned = "FOR WEB02 DMDISK 0192 CLEAN"
    assert watched(DIRECTORY, cleaned, "WAIT", "FOR WEB01 AMDISK 0301 3390 1101 50 LX0001 MR") == []
    assert watched(DIRECTORY, cleaned, "FOR WEB01 AMDISK 0301 3390 1101 50 LX0001 MR") == [
        "WEB01/0301 shares LX0001 1101-1150 with the work unit for WEB02/0192"
    ]


def test_space_that_is_cleaned_while_everything_waits_is_free_then() -> None:
    copied = "FOR WEB02 CMDISK 0191 3390 3001 50 LX0001"
    there = "FOR WEB02 AMDISK 0300 3390 2001 50 LX0001 MR"
    assert watched(DIRECTORY, copied, "WAIT", there, disk_cleanup=True) == []


def test_an_overlap_that_was_there_goes_along_with_its_minidisks() -> None:
    assert watched(DIRECTORY, "FOR WEB02 TMDISK 0192 MAINT 0400", "FOR MAINT CHVADDR 0400 0401") == []
    replaced = (
        "USER WEB02 NOLOG\n INCLUDE LNXDFLT\n MDISK 0191 3390 2001 50 LX0001 MR\n MDISK 0192 3390 1050 200 LX0001 MR"
    )
    assert watched(DIRECTORY, "FOR WEB02 GET", "FOR WEB02 REPLACE", files={"WEB02 DIRECT": replaced}) == []
    other = "FOR WEB02 AMDISK 0500 3390 1001 200 LX0001 MR"
    assert watched(DIRECTORY, "FOR WEB02 DMDISK 0192", other) == ["WEB02/0500 shares LX0001 1001-1100 with WEB01/0200"]


def test_full_packs_excluded_minidisks_and_other_units_do_not_count() -> None:
    assert watched(DIRECTORY, "FOR WEB02 AMDISK 0300 3390 0 3339 LX0001 MR") == []
    excluded = ":EXCLUDE.\n WEB02 0300\n:END."
    inside = "FOR WEB02 AMDISK 0300 3390 40 20 LX0001 MR"
    assert watched(DIRECTORY, inside, extents=excluded) == []
    assert watched(DIRECTORY, "FOR WEB02 AMDISK 0300 9336 40 20 LX0001 MR") == []
    over = "FOR WEB02 AMDISK 0300 3390 0 2000 LX0001 MR"
    assert len(watched(DIRECTORY.replace(" MDISK 0123 3390 0 END LX0001 RR\n", ""), over, sizes={"LX0001": 10017})) == 3


def test_several_slices_of_a_pack_in_its_own_entry_are_none() -> None:
    text = "USER A NOLOG\n MDISK 0100 3390 1 3338 LX0001\n MDISK 0101 3390 1 10 LX0001\n MDISK 0102 3390 11 10 LX0001\n"
    assert watched(text, "FOR A AMDISK 0103 3390 21 10 LX0001 MR") == []
    other = watched(f"{text}USER B NOLOG\n", "FOR B AMDISK 0103 3390 21 10 LX0001 MR")
    assert other == ["B/0103 shares LX0001 21-30 with A/0100"]


# ---- links


def test_links_that_lead_to_nothing_are_told_with_those_that_lead_to_them() -> None:
    told = watched(DIRECTORY, "FOR WEB01 DMDISK 0191")
    assert told == [
        "the link LNXDFLT/0291 to WEB01/0191 leads to nothing",
        "the link WEB02/0391 to WEB01/0291 leads to nothing",
    ]


def test_a_link_of_a_profile_counts_for_those_who_include_it() -> None:
    assert watched(DIRECTORY, "FOR MAINT DMDISK 0190") == ["the link LNXDFLT/0190 to MAINT/0190 leads to nothing"]
    assert watched(DIRECTORY, "FOR WEB01 INCLUDE DELETE") == ["the link WEB02/0391 to WEB01/0291 leads to nothing"]
    new = {"NEW DIRECT": "USER NEW NOLOG\n INCLUDE LNXDFLT\n MDISK 0191 3390 3001 5 LX0001"}
    assert watched(DIRECTORY, "ADD NEW", files=new) == []


def test_links_to_an_entry_that_gets_another_name_are_told_and_its_own_are_not() -> None:
    assert watched(DIRECTORY, "FOR WEB02 DLINK WEB01 0291", "CHNGID WEB01 WEB09") == []


@pytest.mark.parametrize("removed", ["FOR MAINT-1 DMDISK 0191", "FOR MAINT-1 PURGE"])
def test_a_minidisk_of_any_subconfiguration_will_do(removed: str) -> None:
    text = """\
IDENTITY MAINT NOLOG
 BUILD ON M1 USING SUBCONFIG MAINT-1
 BUILD ON M2 USING SUBCONFIG MAINT-2
SUBCONFIG MAINT-1
 MDISK 0191 3390 1 10 M1W001
SUBCONFIG MAINT-2
 MDISK 0191 3390 1 10 M2W001
USER A NOLOG
 LINK MAINT 0191 0191 RR
"""
    assert watched(text, removed) == []
    assert watched(text, removed, "FOR MAINT-2 DMDISK 0191") == ["the link A/0191 to MAINT/0191 leads to nothing"]


def test_what_led_to_nothing_before_may_go_on_so() -> None:
    text = "USER A NOLOG\n LINK NOBODY 0191 0191 RR\n LINK A 0300 0301 RR\n MDISK 0300 3390 1 5 LX0001\n"
    assert watched(text, "FOR A SHARE RELATIVE 200") == []
    assert watched(text, "FOR A DMDISK 0300") == ["the link A/0301 to A/0300 leads to nothing"]


# ---- the judge against a look at everything


def overlaps_of(directory: Directory) -> dict[frozenset[str], tuple[tuple[int, int], ...]]:
    """The pairs that lint tells of, with their places."""
    pairs = {}
    for volume in volumes(directory).values():
        for one, other in [*((each.earlier, each.later) for each in volume.overlaps), *volume.identical]:
            pairs[frozenset((one.subject, other.subject))] = tuple(
                sorted(((one.first, one.last or 0), (other.first, other.last or 0)))
            )
    return pairs


def broken_of(directory: Directory) -> set[str]:
    """The links that lead to nothing, as a watch tells them."""
    return {
        f"the link {subject_of(entry, placed)} to {followed.owner}/{followed.link.vdev1} leads to nothing"
        for followed in LinkResolver(directory).followed
        if followed.anywhere.outcome != "device"
        for entry, placed in followed.places
    }


@given(st.sampled_from(["farm", "cluster", "pools"]), st.lists(st.integers(0, 2**32 - 1), min_size=1, max_size=25))
@settings(max_examples=40, deadline=None)
def test_the_watch_finds_what_a_look_at_the_whole_directory_finds(name: str, seeds: list[int]) -> None:
    reckless = Settings(strict=False, extent_check=False, links_of_removed="leave", add_checks_extents=False)
    world = world_of(random.Random(1), "\n".join([*TEXTS[name].splitlines(), ""]).encode(), CONTROL, reckless)
    first = world.directory()
    watch = Watch(first, lambda _, __: False, {})
    begun, broken_then = overlaps_of(first), broken_of(first)
    pairs, broken = begun, broken_then
    for seed in seeds:
        before = len(world.simulator.events)
        work_off(world, seed)
        ended = [one for one in world.simulator.events[before:] if isinstance(one, Ended)]
        damage = watch.changed(world.simulator.take_changes(), ended)
        now = world.directory()
        pairs_now, broken_now = overlaps_of(now), broken_of(now)
        told = {frozenset((text.split()[0], text.split()[-1])) for text in damage.overlaps if "work unit" not in text}
        was_moved = {place for pair, place in pairs.items() if pair not in pairs_now}
        new = {
            pair
            for pair, place in pairs_now.items()
            if pair not in pairs and pair not in begun and place not in was_moved
        }
        assert new <= told, (world.commands, new, told)
        dangling = {text for text in damage.dangling if text.startswith("the link")}
        assert dangling <= broken_now, (world.commands, dangling - broken_now)
        assert broken_now - broken - broken_then <= dangling, (world.commands, broken_now - broken - dangling)
        pairs, broken = pairs_now, broken_now


# ---- data


def lost(text: str, *commands: str, files: Mapping[str, str] | None = None) -> list[str]:
    """The minidisks whose data are lost by some commands."""
    simulator = desk(text, files=files, **_RECKLESS)
    watch = Watch(directory_of(text), lambda _, __: False, {})
    for command in commands:
        before = len(simulator.events)
        parsed = COMMANDS.parse(command)
        reply = None if command == "WAIT" else simulator.run_parsed(command, parsed)
        if reply is None:
            simulator.wait()
        assert reply is None or reply.rc == 0, reply
        cloned = parsed.command if reply is not None and parsed is not None and reply.verb == "CLONEDISK" else None
        ended = [one for one in simulator.events[before:] if isinstance(one, Ended)]
        watch.changed(simulator.take_changes(), ended, cloned)
    return [one.subject for one in watch.lost(directory_of("\n".join(simulator.records.texts)))]


TWO = "USER A NOLOG\n MDISK 0100 3390 1 100 LX0001\nUSER B NOLOG\n MDISK 0200 3390 201 100 LX0001\n"


@pytest.mark.parametrize(
    ("commands", "subjects"),
    [
        (["FOR A DMDISK 0100"], ["A/0100"]),
        (["FOR A DMDISK 0100 CLEAN", "WAIT"], ["A/0100"]),
        (["FOR A TMDISK 0100 B 0100"], []),
        (["FOR A CHVADDR 0100 0101"], []),
        (["CHNGID A C"], []),
        (["FOR A PURGE"], ["A/0100"]),
        (["FOR A PURGE", "ADD C"], []),
        (["FOR A PURGE CLEAN", "WAIT", "ADD C"], ["A/0100"]),
        (["FOR A CMDISK 0100 3390 301 100 LX0001", "WAIT"], []),
        (["FOR A CMDISK 0100 3390 301 99 LX0001", "WAIT"], ["A/0100"]),
        (["FOR A CMDISK 0100 3390 301 100 LX0001", "WAIT", "FOR A DMDISK 0100"], ["A/0100"]),
        (["FOR A CMDISK 0100 3390 301 100 LX0001", "WAIT", "FOR B AMDISK 0300 3390 1 100 LX0001 LABEL X", "WAIT"], []),
        (["FOR A RMDISK 0100 3390 301 100 LX0001"], ["A/0100"]),
        (["FOR B CLONEDISK 0200 A 0100", "WAIT"], ["B/0200"]),
        (["FOR B CLONEDISK 0300 A 0100 401 100 LX0001", "WAIT"], []),
        (["FOR A DMDISK 0100", "FOR B AMDISK 0300 3390 1 100 LX0001"], []),
        (["FOR A DMDISK 0100", "FOR B AMDISK 0300 3390 50 100 LX0001"], ["A/0100"]),
        (["FOR A DMDISK 0100", "FOR B AMDISK 0300 3390 1 100 LX0001 LABEL X", "WAIT"], ["A/0100"]),
        (["FOR B AMDISK 0300 3390 250 100 LX0001 LABEL X", "WAIT"], ["B/0200"]),
    ],
)
def test_whose_data_are_lost_is_found_out_from_the_extents(commands: list[str], subjects: list[str]) -> None:
    again = {"C DIRECT": "USER C NOLOG\n MDISK 0100 3390 1 100 LX0001"}
    assert lost(TWO, *commands, files=again) == subjects


def test_the_time_grows_with_the_commands_and_not_with_their_square() -> None:
    def seconds(count: int) -> float:
        rows = [
            f"USER U{number:05} NOLOG\n MDISK 0191 3390 {number * 10 + 1} 10 LX0001 MR\n" for number in range(count)
        ]
        text = "USER MAINT NOLOG\n MDISK 0190 3390 1 50 LX0002\n" + "".join(
            f"{row} LINK MAINT 0190 0190 RR\n" for row in rows
        )
        directory = directory_of(text)
        simulator = Simulator(directory)
        changes = []
        for number in range(count // 4):
            simulator.run_parsed("", COMMANDS.parse(f"FOR U{number:05} TMDISK 0191 U{number + count // 2:05} 0200"))
            simulator.run_parsed(
                "", COMMANDS.parse(f"FOR U{number:05} AMDISK 0300 3390 {number + 1} 1 LX0003 MR LABEL X")
            )
            changes.append(simulator.take_changes())
        watch = Watch(directory, lambda _, __: False, {})

        def work() -> list[Damage]:
            return [watch.changed(one, []) for one in changes]

        return seconds_for(work)

    assert_grows(lambda: seconds(1000), lambda: seconds(4000), at_most=5.5)
