"""Twice the defects, about twice the time to judge them; the judgement itself, without lint before and after."""

from collections.abc import Callable
from dataclasses import replace

from dirtool.lint.engine import lint
from dirtool.migrate.extents.proposal import propose_control
from dirtool.migrate.readiness.judge import judge
from dirtool.migrate.runs_of_lint import lint_options
from dirtool.space.volumes.mapping import map_volumes
from tests.growth import assert_grows, seconds_for
from tests.migrate.readiness.made import HEAD, NO_OPTIONS
from tests.model.made import directory_of

GUEST = (
    "USER L{at} NOLOG\n MASCHINE ESA\n COMMAND SET,\n RUN ON\n machine esa\n MDISK 0191 3390 0001 0050 V{at} MR\n"
    "*DIRTOOL: IGNORE EXT001 known\n MDISK 0192 3390 0040 0050 V{at} MR\n MDISK 0193 3390 0080 0050 &SYSRES MR\n"
    "PROFILE L{at}\n LINK NOBODY 0190 0190 RR\n* caf\u00e9 \u2013\n"
)


def judgement_of(guests: int) -> Callable[[], float]:
    """The time to judge a directory of so many guests with many defects each, half of which the cleaning mends."""
    parts = [GUEST.format(at=at) for at in range(guests)]
    directory = directory_of(HEAD + "".join(parts))
    clean = directory_of(HEAD + "".join(parts[: guests // 2]))
    told, volume_map = lint_options(NO_OPTIONS), map_volumes(clean)
    proposal = propose_control(clean, volume_map, NO_OPTIONS)
    before, after = lint(directory, options=told), lint(clean, options=replace(told, extents=proposal.control))
    return lambda: seconds_for(lambda: judge(directory, before, after, volume_map, proposal, NO_OPTIONS))


def test_the_time_to_judge_grows_with_the_defects() -> None:
    assert_grows(judgement_of(300), judgement_of(600))
