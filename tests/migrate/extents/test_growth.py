"""Twice the volumes, or twice as much on one volume, take about twice the time."""

from collections.abc import Callable

import pytest

from dirtool.lint.engine import lint, severities_of
from dirtool.lint.options import Options
from dirtool.lint.registry import Profile
from dirtool.migrate.extents.proposal import propose_control
from dirtool.migrate.options import GroupBy, MigrateOptions
from dirtool.space.volumes.mapping import map_volumes
from dirtool.syntax.parser import collector_off
from tests.growth import assert_grows, seconds_for
from tests.model.made import directory_of


def many_volumes(size: int) -> str:
    """Volumes with a user, an owner of the label and a full pack each; all groups are of one volume."""
    rows = [
        (
            f"USER U{at} LBYONLY\n MDISK 100 3390 1 10 V{at:05} MR\n",
            f"USER $A{at} NOLOG\n MDISK 100 3390 0 1 V{at:05} MR\n",
            f"USER P{at} NOLOG\n MDISK 100 3390 0 END V{at:05} MR\n",
        )
        for at in range(size)
    ]
    return "".join(text for row in rows for text in row)


def one_volume(size: int) -> str:
    """A volume that is full of minidisks, owners of areas, and overlays over both."""
    return "".join(
        f"USER U{at} LBYONLY\n MDISK 100 9336 {at * 90 + 100} 10 V00001 MR\n"
        f"USER $A{at} NOLOG\n MDISK 100 9336 {at * 90 + 120} 10 V00001 MR\n"
        f"USER OV{at} LBYONLY\n MDISK 100 9336 {at * 90 + 95} 60 V00001 MR\n"
        for at in range(size)
    )


def one_cluster(size: int) -> str:
    """IDENTITYs of two members with minidisks on volumes of their own."""
    return "".join(
        f"IDENTITY I{at} LBYONLY\n BUILD ON A USING SUBCONFIG I{at}-1\n BUILD ON B USING SUBCONFIG I{at}-2\n"
        f"SUBCONFIG I{at}-1\n MDISK 100 3390 1 10 A{at:05} MR\nSUBCONFIG I{at}-2\n MDISK 100 3390 1 10 B{at:05} MR\n"
        for at in range(size)
    )


@pytest.mark.parametrize("made", [many_volumes, one_volume, one_cluster])
def test_twice_as_much_takes_twice_the_time(made: Callable[[int], str]) -> None:
    once, twice = made(400), made(800)
    assert_grows(lambda: seconds(once), lambda: seconds(twice))


def seconds(text: str) -> float:
    """The processor's time for a proposal, and for what lint says of a directory beside it."""
    directory = directory_of(f"DIRECTORY 123 3390 M01RES\n{text}")
    volume_map = map_volumes(directory)
    options = MigrateOptions(group_by=GroupBy.USER, overlays=("OV*",))

    def work() -> None:
        proposal = propose_control(directory, volume_map, options)
        rules = {
            code: one for code, one in severities_of(Profile.DIRMAINT).items() if code in ("DRM004", "DRM005", "DRM007")
        }
        lint(directory, options=Options(rules, extents=proposal.control))

    with collector_off():
        return seconds_for(work)
