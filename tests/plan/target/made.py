"""Targets out of texts."""

import difflib
from typing import Any

from dirtool.model.volume_list import KnownVolume
from dirtool.plan.target.target import Target
from dirtool.plan.target.wanted import make_target
from tests.compare.desired.made import desired_in
from tests.model.made import control_of, directory_of

CURRENT = """\
DIRECTORY 0123 3390 VMRES
PROFILE LNXDFLT
 COMMAND SET RUN ON
 CONSOLE 0009 3215 T
* the web server
USER WEB01 SESAME 2G 8G G
 INCLUDE LNXDFLT
 IPL 200
 LOGONBY OPS1 OPS2
 OPTION APPLMON
 SHARE RELATIVE 100
* its disks
 MDISK 0191 3390 0001 0050 LX0001 MR READPW WRITEPW
 MINIOPT NOMDC
 MDISK 0200 3390 101 100 LX0001 MR
 NICDEF 0600 TYPE QDIO DEVICES 3 LAN SYSTEM VSW1
 LINK MAINT 0190 0190 RR
 DEDICATE 1000 2000
USER MAINT NOLOG 64M 256M BG
 MDISK 0190 3390 1 100 LX0002 RR
USER DB01 LBYONLY 2G 8G G
 LINK WEB01 0200 0300 RR
"""

CONTROL = """\
:REGIONS.
LNX001 LX0001 1 1000 3390-09
LNX003 LX0003 1 1000 3390-09
:END.
:GROUPS.
LINUX LNX001
LINUX LNX003
:END.
"""

KNOWN = {"LX0001": KnownVolume("3390", 10017), "LX0002": KnownVolume("3390", 10017)}


def target_of(text: str, current: str = CURRENT, control: str | None = CONTROL, **options: Any) -> Target:
    """The target of a desired state, of which `text` is what stands behind `version: 1`."""
    extents = None if control is None else control_of(control)
    return make_target(directory_of(current), desired_in(f"version: 1\n{text}"), extents, KNOWN, **options)


def of_entries(text: str, current: str = CURRENT, **options: Any) -> Target:
    """The same; `text` is what stands below the key entries, in flow style."""
    return target_of(f"entries: {{{text}}}", current, **options)


def changed(target: Target, current: str = CURRENT) -> tuple[list[str], list[str]]:
    """The records that are gone, and those that are new."""
    lines = list(difflib.ndiff(current.splitlines(), target.records.texts))
    return [line[2:] for line in lines if line[0] == "-"], [line[2:] for line in lines if line[0] == "+"]
