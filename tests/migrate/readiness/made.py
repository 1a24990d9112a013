"""What the checks say of texts, with the cleaning that a test wants and a real EXTENT CONTROL."""

import re
from dataclasses import replace

from dirtool.lint.engine import lint
from dirtool.migrate.extents.proposal import propose_control
from dirtool.migrate.options import MigrateOptions
from dirtool.migrate.readiness.judge import judge
from dirtool.migrate.readiness.shortfall import Readiness, Shortfall
from dirtool.migrate.runs_of_lint import lint_options
from dirtool.model.directory import Directory
from dirtool.space.volumes.mapping import map_volumes
from tests.model.made import source_of

HEAD = "DIRECTORY 0123 3390 M01RES\n"
NO_OPTIONS = MigrateOptions()
ABOUT_CP = re.compile("nobody (holds the|tells where CP)")  # small directories have none of its areas


def readiness_of(
    text: str, cleaned: str | None = None, options: MigrateOptions = NO_OPTIONS, *, about_cp: bool = False
) -> Readiness:
    """What is said of a directory whose cleaning gives `cleaned` (None: the same); of areas that CP may have on demand."""
    readiness = readiness_of_directory(Directory([source_of(text, "USER.DIRECT")]), cleaned, options)
    kept = (one for one in readiness.shortfalls if about_cp or not ABOUT_CP.match(one.message))
    return readiness._replace(shortfalls=tuple(kept))


def readiness_of_directory(
    directory: Directory, cleaned: str | None = None, options: MigrateOptions = NO_OPTIONS
) -> Readiness:
    """The same of a directory that is read."""
    told = lint_options(options)
    clean = directory if cleaned is None else Directory([source_of(cleaned, "USER INPUT")])
    volume_map = map_volumes(clean, options.volumes)
    proposal = propose_control(clean, volume_map, options)
    before, after = lint(directory, options=told), lint(clean, options=replace(told, extents=proposal.control))
    return judge(directory, before, after, volume_map, proposal, options)


def told(readiness: Readiness, *numbers: int) -> list[tuple[str, str, int, str, str]]:
    """Code, state, record (0: none), subject and message of what some checks say (none named: all)."""
    return [row(one) for one in readiness.shortfalls if not numbers or one.check.number in numbers]


def row(one: Shortfall) -> tuple[str, str, int, str, str]:
    return (one.check.code, one.state.value, one.span.line if one.span else 0, one.subject, one.message)
