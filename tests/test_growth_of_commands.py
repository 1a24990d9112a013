"""The time for files of commands grows in proportion to their size."""

from collections.abc import Callable

import pytest

from dirtool.lint.engine import lint, severities_of
from dirtool.lint.options import Options
from dirtool.lint.registry import Profile
from dirtool.syntax.command import CommandParser
from dirtool.syntax.command_file import CommandFile
from dirtool.syntax.masking import shown_record
from dirtool.syntax.parser import collector_off
from dirtool.text.records import Records
from tests.growth import assert_grows, seconds_for
from tests.model.made import PARSER

SIZE = 400
PARSE = CommandParser(PARSER)


def new_guests(size: int) -> list[str]:
    return [
        record
        for at in range(size)
        for record in (
            f"ADD L{at} LIKE LNX PW SECRET",
            f"FOR L{at} AMDISK 0191 3390 AUTOG {at + 1} LINUX MR LABEL L{at}",
            f"FOR L{at} MINIOPT 0191 NOMDC",
        )
    ]


def of_one_entry(size: int) -> list[str]:
    """Everything depends on one command, and everything is set again."""
    return [
        "ADD L LIKE LNX PW SECRET",
        *(f"FOR L {word}" for at in range(size) for word in ("STORAGE 2G", f"CPU {at % 64:02X}")),
    ]


def broken(size: int) -> list[str]:
    return [
        record for at in range(size) for record in (f"FOR L{at} AMDSK 191", f"FOR L{at} LINK MAINT 19G 190 RR S{at}")
    ]


def copies(size: int) -> list[str]:
    return [
        f"FOR L{at} {verb}" for at in range(size) for verb in (f"CLONEDISK 0191 L{at + 1} 0191", "DMDISK 0191 CLEAN")
    ]


def continued(size: int) -> list[str]:
    return ["DASD ADD GROUP LINUX,", *(f"  LX{at:04}," for at in range(size)), "  LXLAST"]


@pytest.mark.parametrize("make", [new_guests, of_one_entry, broken, copies, continued])
def test_reading_judging_and_showing_commands_grows_with_them(make: Callable[[int], list[str]]) -> None:
    how = Options(severities=severities_of(Profile.SECURITY))

    def seconds(size: int) -> float:
        records = Records("commands", make(size), "ascii")

        def work() -> None:
            file = CommandFile(records, PARSE)
            lint(file, options=how)
            for line in range(1, len(records.texts) + 1):
                shown_record(file, line)

        with collector_off():
            return seconds_for(work)

    assert_grows(lambda: seconds(SIZE), lambda: seconds(2 * SIZE))
