"""Twice the directory, at most about twice the time: for its export, whatever there is much of."""

from collections.abc import Callable

import pytest

from dirtool.compare.desired.export import export
from dirtool.compare.desired.export import told as entries_told
from dirtool.compare.desired.text import desired_text
from dirtool.model.directory import Directory
from dirtool.report.export_notes import comments_of, told
from tests.generator import generate
from tests.growth import assert_grows, seconds_for
from tests.model.made import directory_of

SIZE = 1500


def ordinary(size: int) -> list[str]:
    return generate("linux", size * 2, 1)


def devices(size: int) -> list[str]:
    kinds = "MDISK {0:04X} 3390 {0} 1 V1", "LINK B {0:04X}", "SPOOL {0:04X} 1403", "DEDICATE {0:04X} 1"
    return ["USER A NOLOG", *(kinds[at % 4].format(at) for at in range(size * 2))]


def extensions(size: int) -> list[str]:
    return ["USER A NOLOG", "MDISK 191 3390 1 1 V1", *(["MINIOPT NOMDC", "DASDOPT DEVCTL"] * size)]


def adapters_said_again(size: int) -> list[str]:
    return ["USER A NOLOG", *(["NICDEF 600 TYPE QDIO"] * size * 2)]


def options(size: int) -> list[str]:
    return ["USER A NOLOG", *(f"OPTION X{at}" for at in range(size))]


def much_that_cannot_be_said(size: int) -> list[str]:
    return ["USER A NOLOG", *(f"SHARE {at}" for at in range(size)), *(f"USER A P{at} 1G" for at in range(size))]


def one_long_statement(size: int) -> list[str]:
    return ["USER A NOLOG", *("POSIXGLIST GIDS 1,", *(f" {at}," for at in range(size)), " 5")]


def seconds(directory: Directory) -> float:
    def work() -> None:
        exported = export(directory)
        assert [*desired_text(exported.desired, comments_of(exported)), *told(exported)]

    return seconds_for(work)


@pytest.mark.parametrize(
    "records_of",
    [
        ordinary,
        devices,
        extensions,
        adapters_said_again,
        options,
        much_that_cannot_be_said,
        one_long_statement,
    ],
)
def test_twice_as_much_takes_twice_the_time(records_of: Callable[[int], list[str]]) -> None:
    less, more = (directory_of("\n".join(records_of(size))) for size in (SIZE, 2 * SIZE))
    assert_grows(lambda: seconds(less), lambda: seconds(more))


def test_entries_may_be_told_one_at_a_time() -> None:
    def seconds(size: int) -> float:
        entries = [entry for entry in directory_of("\n".join(ordinary(size))).entries if entry.kind == "user"]
        return seconds_for(lambda: [list(entries_told([entry])) for entry in entries])

    assert_grows(lambda: seconds(4 * SIZE), lambda: seconds(8 * SIZE))
