"""A small site to make plans for, and how they are made."""

from pathlib import Path

from tests.cli.run import Ran, dirtool

DIRECTORY = """\
DIRECTORY 0123 3390 RES001
PROFILE DFLT
 MACHINE ESA
USER MAINT SESAME01 128M 1G ABCDEFG
 MDISK 0190 3390 101 100 LX0001 RR ALL SESAME02
USER LINUX1 SESAME03 1G 2G G
 INCLUDE DFLT
 MDISK 0200 3390 301 100 LX0001 MR
USER LINUX2 LBYONLY 1G 2G G
 INCLUDE DFLT
 MDISK 0200 3390 401 100 LX0001 MR SESAME04
"""
WITHOUT_LINUX2 = DIRECTORY[: DIRECTORY.index("USER LINUX2")]
CONTROL = """\
:REGIONS.
  LX0001     LX0001           1        1000  3390-03
:END.
:GROUPS.
  LINUX      LX0001
:END.
"""
DESIRED = """\
version: 1
current: user.direct
extents: extent.control
entries:
  LINUX1: {max_storage: 4G, storage: 4G}
"""
NEW = """\
  LINUX3:
    include: DFLT
    password: {env: NEW_PASSWORD}
    storage: 1G
    minidisks:
      "0191": {size: 10, group: LINUX, mode: MR}
"""
REMOVE = "remove: [LINUX2]\n"


def write_site(folder: Path) -> Path:
    """Put the files into a folder."""
    (folder / "user.direct").write_text(DIRECTORY)
    (folder / "extent.control").write_text(CONTROL)
    (folder / "desired.yaml").write_text(DESIRED)
    return folder


def planned(site: Path, *options: str | Path, text: str = DESIRED, environment: dict[str, str] | None = None) -> Ran:
    """What comes of a desired state."""
    (site / "desired.yaml").write_text(text)
    return dirtool("plan", "desired.yaml", *options, folder=site, extra=environment)


def whole(site: Path, *options: str, wanted: str) -> Ran:
    """What comes of a directory that is all that is wanted."""
    (site / "wanted.direct").write_text(wanted)
    asked = ("--whole", "--current", "user.direct", "--extents", "extent.control")
    return dirtool("plan", "wanted.direct", *asked, *options, folder=site)


def commands_in(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.startswith("*")]
