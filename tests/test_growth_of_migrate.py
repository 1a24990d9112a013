"""Twice the directory, at most about twice the time: for a move to DirMaint, whatever there is much of."""

from collections.abc import Callable

import pytest

from dirtool.migrate.baseline import baseline_of
from dirtool.migrate.migration import migrate
from dirtool.migrate.options import MigrateOptions
from dirtool.report.changes_text import changes_text
from dirtool.report.readiness_html import readiness_html
from dirtool.report.readiness_json import readiness_json
from dirtool.report.readiness_text import readiness_text
from dirtool.report.style import Style
from dirtool.syntax.parser import collector_off
from tests.generator import generate
from tests.growth import assert_grows, seconds_for
from tests.model.made import PARSER, directory_of

SIZE = 500
AS_IT_IS, REPAIRED = MigrateOptions(), MigrateOptions(fix=True)


def ordinary(size: int) -> list[str]:
    return [f"{record:<72}{number:08}" for number, record in enumerate(generate("linux", size * 3, 1))]


def comments(size: int) -> list[str]:
    """Headings, remarks, statements that are put away, control comments and long comments, before each header and in one."""
    kinds = (
        "* LX{0} is a guest",
        "*MDISK 0191 3390 {0} 10 LX0001 MR",
        "*",
        "*PW00= {0}",
        "*AC= {0}",
        f"* {{0}} {'goes on ' * 12}",
    )
    return [
        *(record for at in range(size) for record in (f"USER U{at} NOLOG", " IPL CMS", kinds[at % 6].format(at))),
        *(kinds[at % 6].format(at) for at in range(size)),
        "USER LAST NOLOG",
    ]


def remarks_that_only_a_control_comment_ends(size: int) -> list[str]:
    remarks = (f"* remark {at}" for at in range(size * 5))
    return ["USER A NOLOG", " IPL CMS", *remarks, "*AC= LAB", "USER B NOLOG"]


def volumes(size: int) -> list[str]:
    """Of some a full pack of somebody lies over the disk."""
    return [
        "USER MAINT NOLOG",
        *(f" MDISK {at:04X} 3390 0 END V{at:05}" for at in range(0, size, 3)),
        "USER A NOLOG",
        *(f" MDISK {at:04X} 3390 {at} 5 V{at:05}" for at in range(size)),
    ]


def minidisks_of_one_entry(size: int) -> list[str]:
    return ["USER A NOLOG", *(f" MDISK {at:04X} 3390 {at * 3} 2 V00001" for at in range(size))]


def links(size: int) -> list[str]:
    """From one entry to one disk, from one entry to many, and from many to one."""
    return [
        "USER A NOLOG",
        " MDISK 0191 3390 1 1 V00001",
        *(f" MDISK {at + 0x1000:04X} 3390 {at + 2} 1 V00001" for at in range(size)),
        "USER B NOLOG",
        *(f" LINK A {at + 0x1000:04X} {at + 0x1000:04X} RR" for at in range(size)),
        *(record for at in range(size) for record in (f"USER U{at} NOLOG", " LINK A 0191 0190 RR")),
    ]


def users_of_one_profile(size: int) -> list[str]:
    users = (record for at in range(size) for record in (f"USER U{at} NOLOG", " INCLUDE P"))
    return ["PROFILE P", " IPL CMS", " LINK U1 0191 0190 RR", *users]


def lower_case(size: int) -> list[str]:
    return [record for at in range(size) for record in (f"user u{at} nolog", " ipl cms parm Autocr", f" account a{at}")]


def faults(size: int) -> list[str]:
    return [
        record
        for at in range(size // 5)
        for record in (f"USER U{at % 9} NOLOG", f" MDISK 191 3390 1 {at} V{at % 9}", f" SHARE {at}", f"{'x':>75}{at}")
    ]


@pytest.mark.parametrize(
    ("records_of", "options"),
    [
        *((records_of, AS_IT_IS) for records_of in (ordinary, comments, remarks_that_only_a_control_comment_ends)),
        *((records_of, AS_IT_IS) for records_of in (volumes, minidisks_of_one_entry, links, users_of_one_profile)),
        *((records_of, REPAIRED) for records_of in (ordinary, comments, volumes, lower_case, faults)),
    ],
)
def test_twice_as_much_takes_twice_the_time(records_of: Callable[[int], list[str]], options: MigrateOptions) -> None:
    def seconds(size: int) -> float:
        PARSER.remembered.clear()
        directory = directory_of("\n".join(records_of(size)))

        def work() -> None:
            made = migrate(directory, options)
            assert made.holds
            baseline_of(made.directory, made.moved, made.proposal.control, made.files)
            lines = [
                *readiness_text(made, Style(), show_all=True, folder="move"),
                *readiness_json(made),
                *readiness_html(made, "move"),
                *changes_text(made.user_input.changes),
            ]
            assert lines

        with collector_off():
            return seconds_for(work)

    assert_grows(lambda: seconds(SIZE), lambda: seconds(2 * SIZE))
