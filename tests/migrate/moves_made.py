"""Sites and runbooks out of texts and samples."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from dirtool.migrate.options import MigrateOptions
from dirtool.migrate.runbook import Runbook, runbook
from dirtool.migrate.site import Site, site_of
from dirtool.migrate.steps.step import Step
from dirtool.model.extent_control import read_extent_control
from dirtool.model.reading import read_directory, read_file
from tests.model.made import control_of, directory_of, records_of

SSI = Path("samples/ssi-system.direct"), Path("samples/ssi-system.extents")
FEILONG = Path("samples/feilong/USER.DIRECT"), Path("samples/feilong/EXTENT.CONTROL")
FARM = Path("samples/linux-farm.direct"), Path("samples/linux-farm.extents")
SMALL = "DIRECTORY 123 3390 M01RES\nUSER MAINT NOLOG\n"
ONE_REGION = ":REGIONS.\nLX0001 LX0001 1 10016 3390-09\n:END.\n:GROUPS.\nLINUX (ALLOCATE LINEAR)\nLINUX LX0001\n:END.\n"


def site(text: str = SMALL, **options: Any) -> Site:
    """The site of a directory."""
    return site_of(directory_of(text), MigrateOptions(**options))


_read = cache(read_directory)


def site_of_sample(paths: tuple[Path, Path], **options: Any) -> Site:
    """The site of a sample."""
    return site_of(_read(paths[0]), MigrateOptions(**options))


def book(
    text: str = SMALL, extents: str = ONE_REGION, *, encoding: str = "ascii", blocks: bool = False, **options: Any
) -> Runbook:
    """The runbook of a directory."""
    records = replace(records_of(text, "USER INPUT"), encoding=encoding, blocks=blocks)
    return runbook(site(text, **options), records, control_of(extents))


def book_of_sample(paths: tuple[Path, Path], **options: Any) -> Runbook:
    """The runbook of a sample, the directory of which stands for its USER INPUT."""
    return runbook(site_of_sample(paths, **options), read_file(paths[0]), read_extent_control(paths[1]))


def steps(made: Runbook) -> list[Step]:
    """All steps, and those of all ways back."""
    return [step for phase in made.phases for step in (*phase.steps, *phase.back)]


def step(made: Runbook, task: str) -> Step:
    """The first step whose task begins so."""
    return next(one for one in steps(made) if one.task.startswith(task))


def typed(made: Runbook) -> list[str]:
    """All that is to be typed."""
    return [command for one in steps(made) for command in one.commands]
