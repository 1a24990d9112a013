"""Twice the records, at most about twice the time for a comparison; and next to reading, a comparison takes little."""

import random
from collections.abc import Callable

import pytest

from dirtool.compare.diff.comparison import compare
from dirtool.model.directory import Directory
from dirtool.model.reading import directory_of
from dirtool.report.directory_view import directory_json
from dirtool.syntax.parser import Parser, collector_off
from dirtool.text.records import read_records
from tests.generator import encode, entries, generate
from tests.growth import assert_grows, seconds_for

Pair = tuple[list[str], list[str]]


def of_large_directories(size: int) -> Pair:
    """All entries in another order, one statement of each changed."""
    old = generate("shares", 20 * size)
    parts = list(entries(old))
    random.Random(size).shuffle(parts)
    return old, [record.replace(" MR", " MW", 1) for part in parts for record in part]


def users(number: int, *statements: str, name: str = "L") -> list[str]:
    return [record.format(at) for at in range(number) for record in (f"USER {name}{{0}} AUTOONLY 2G 4G G", *statements)]


def of_a_profile_for_all(size: int) -> Pair:
    """A profile of many statements, each of which every user of it has too."""
    profile = ["PROFILE P", *(f" NAMESAVE SEG{at}" for at in range(20))]
    own = users(size, " INCLUDE P", " NAMESAVE SEG7", " IPL 200")
    return [*profile, " IPL CMS", *own], [*profile[:-9], " IPL 190", *own]


def of_renamed_entries(size: int) -> Pair:
    """Users of whom all have other names, with disks that are theirs and links that all have."""
    own = [" LINK MAINT 190 190 RR", " MDISK 0191 3390 {0} 1 LX0001 MR"]
    return users(size, *own), users(size, *own, name="M")


def of_renamed_entries_that_are_alike(size: int) -> Pair:
    """The same, and nothing tells them apart."""
    return users(size, " LINK MAINT 190 190 RR", " ACCOUNT 1"), users(
        size, " LINK MAINT 190 190 RR", " ACCOUNT 1", name="M"
    )


def of_moving_disks(size: int) -> Pair:
    """Disks of one volume each of which goes to another owner, and others on cylinders that were given up."""
    old = users(size, " MDISK 0191 3390 {0} 1 LX0001 MR", " MDISK 0192 3390 {0} 9 LX0002 MR")
    new = users(size, " MDISK 0192 3390 {0} 7 LX0002 MR") + users(size, " MDISK 0191 3390 {0} 1 LX0001 MR", name="M")
    return old, new


def of_one_number(size: int) -> Pair:
    """Devices of one number, and statements that may stand once, by the thousand."""
    own = [f" MDISK 0191 3390 {at} 1 LX0001 MR" for at in range(size)] + [f" IPL {at}" for at in range(size)]
    return ["USER A NOLOG", *own], ["USER A NOLOG", *reversed(own)]


def of_commands(size: int) -> Pair:
    """Commands in another order."""
    own = [f" COMMAND SET SECUSER L{at}" for at in range(4 * size)]
    return ["USER A NOLOG", *own], ["USER A NOLOG", *reversed(own)]


@pytest.mark.parametrize(
    "pair_of",
    [
        of_large_directories,
        of_a_profile_for_all,
        of_renamed_entries,
        of_renamed_entries_that_are_alike,
        of_moving_disks,
        of_one_number,
        of_commands,
    ],
)
def test_twice_the_records_take_twice_the_time(pair_of: Callable[[int], Pair]) -> None:
    once, twice = pair_of(400), pair_of(800)
    assert_grows(lambda: seconds(once), lambda: seconds(twice))


def test_a_comparison_takes_no_more_than_showing_one_of_the_two() -> None:
    """With the reading of both it is far below four times what `dirtool parse` takes."""
    old = generate("shares", 30_000)
    parts = list(entries(old))
    random.Random(1).shuffle(parts)
    new = [record for part in parts for record in part]
    new[::100] = [record.replace(" MR", " MW", 1) for record in new[::100]]

    def compared() -> float:
        directories = read_both((old, new))  # anew: a directory remembers what it was asked
        with collector_off():
            return seconds_for(lambda: compare(*directories))

    shown, _ = read_both((old, new))
    with collector_off():
        assert_grows(lambda: seconds_for(lambda: list(directory_json(shown))), compared, at_most=1)


def seconds(pair: Pair) -> float:
    """The processor's time for a comparison."""
    old, new = read_both(pair)
    with collector_off():  # as in the commands
        return seconds_for(lambda: compare(old, new))


def read_both(pair: Pair) -> list[Directory]:
    return [directory_of(read_records(encode(records)), Parser()) for records in pair]
