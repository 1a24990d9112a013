"""Twice the records of an EXTENT CONTROL, at most about twice the time, to read, judge and show it."""

from collections import deque
from collections.abc import Callable

import pytest

from dirtool.lint.baseline import baseline_of, match
from dirtool.lint.engine import lint, severities_of
from dirtool.lint.options import Options
from dirtool.lint.registry import RULES, Profile
from dirtool.model.extent_control import ExtentControl
from dirtool.model.volume_list import KnownVolume
from dirtool.report.extent_control_view import extent_control_json, extent_control_text
from dirtool.report.findings_json import findings_json
from dirtool.report.findings_text import full
from dirtool.report.style import Style
from dirtool.syntax.parser import collector_off
from tests.growth import assert_grows, seconds_for
from tests.model.made import control_of, directory_of

USERS = "".join(f"USER U{number} NOLOG\n MDISK 0191 3390 {number + 1} 1 LX0001 MR\n" for number in range(200))
EVERYTHING = Options(
    severities=severities_of(Profile.SECURITY),
    volumes={"LX0001": KnownVolume("3390", 10017)},
    current=directory_of(f"DIRECTORY 123 3390 M01RES\n{USERS}"),
)


def sections(regions: list[str], groups: list[str], excluded: list[str] | None = None) -> list[str]:
    return [":REGIONS.", *regions, ":END.", ":GROUPS.", *groups, ":END.", ":EXCLUDE.", *(excluded or []), ":END."]


def well_kept(size: int) -> list[str]:
    """Regions one behind the other, groups of twenty, exclusions by name and by pattern."""
    regions = [f"R{at} V{at % 97} {at * 10 + 1} {at * 10 + 10} 3390-A number {at}" for at in range(size)]
    return sections(
        regions,
        [f"G{at // 20} R{at}" for at in range(size)],
        [f"U{at}{'*' * (at % 2)} {at:04X}" for at in range(size)],
    )


def steps_of_a_staircase(size: int) -> list[str]:
    """Regions each of which shares something with twenty others before and behind it, all in one record of a group."""
    regions = [f"R{at} V {at + 1} {at + 21} 3390-A" for at in range(size)]
    return sections(regions, ["ALL " + " ".join(f"R{at}" for at in range(size))])


def one_place(size: int) -> list[str]:
    """Regions of one place beyond the end of a volume, and regions of one name."""
    return sections([f"R{at % (size // 2)} LX0001 0 20000 3390-09" for at in range(size)], ["ALL R1"])


def unknown_regions(size: int) -> list[str]:
    """Groups each of which names a region that is not there, and the method too late."""
    regions = [f"R{at} V{at} 1 END 3390-09" for at in range(size)]
    return sections(regions, [record for at in range(size) for record in (f"G R{at} X{at}", "G (ALLOCATE LINEAR)")])


def broken_records(size: int) -> list[str]:
    """Hardly two alike."""
    return sections(
        [f"R{at} {'V ' * (at % 4)}{'*' * (at % 3)}X{at} 1" for at in range(size)], [f"G{at}" for at in range(size)]
    )


def one_long_record(size: int) -> list[str]:
    """A region with a long comment, a group of unknown regions, and a record of too many words."""
    words = " ".join(f"W{at}" for at in range(4 * size))
    return sections([f"R V 1 2 3390 {words}"], [f"G {words}"], [f"A 0190 {words}"])


def many_sections(size: int) -> list[str]:
    """Sections that are not closed, unknown, or repeated."""
    return [":REGIONS.", "R V 1 2 3390", ":WHAT.", "X", ":END.", ":END."] * size


def silencing_comments(size: int) -> list[str]:
    """Comments of all kinds, some of use and some not, many in one place."""
    own = [
        "*DIRTOOL: IGNORE XCT009 it grows",
        "R{0} V{0} 1 2 3390",
        "*DIRTOOL: IGNORE XCT",
        "*DIRTOOL: IGNORE-ENTRY XCT005",
    ]
    regions = [record.format(at) for at in range(size) for record in own]
    return sections(regions, ["*DIRTOOL: IGNORE-FILE XCT002", "*DIRTOOL: IGNORE XCT007, XCT008"] * size)


def everything(control: ExtentControl) -> None:
    """All that judges and shows an EXTENT CONTROL."""
    report = lint(control, options=EVERYTHING)
    found, sources = report.diagnostics, {control.path: control.file}
    assert match(found, baseline_of(found), RULES) == ([], len(found), {})
    for lines in (
        full(report, sources, Style(), fold=False),
        findings_json(report, sources),
        extent_control_json(control),
        extent_control_text(control, Style()),
    ):
        deque(lines, maxlen=0)


@pytest.mark.parametrize(
    "records_of",
    [
        well_kept,
        steps_of_a_staircase,
        one_place,
        unknown_regions,
        broken_records,
        one_long_record,
        many_sections,
        silencing_comments,
    ],
)
def test_twice_the_records_take_twice_the_time(records_of: Callable[[int], list[str]]) -> None:
    once, twice = "\n".join(records_of(300)), "\n".join(records_of(600))
    assert_grows(lambda: seconds(once), lambda: seconds(twice))


def seconds(text: str) -> float:
    """The processor's time for reading a text, judging and showing it."""
    with collector_off():  # as in the commands
        return seconds_for(lambda: everything(control_of(text)))
