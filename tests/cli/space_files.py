"""A small system for the tests of map and allocate: its directory, its EXTENT CONTROL, and what else may be named."""

from pathlib import Path

DIRECTORY = """\
DIRECTORY 123 3390 M01RES
USER MAINT NOLOG
 MDISK 0123 3390 0 END M01RES MR
 MDISK 0190 3390 21 100 M01RES RR
USER LNX1 LBYONLY
 MDISK 0100 3390 1 5000 LX0001 MR
 MDISK 0200 FB-512 V-DISK 1000 MR
USER LNX2 LBYONLY
 MDISK 0100 3390 5001 2000 LX0001 MR
 LINK LNX1 0100 0300 RR
IDENTITY LNX3 LBYONLY
 BUILD ON * USING SUBCONFIG LNX3-1
SUBCONFIG LNX3-1
 MDISK 0100 3390 1 3338 LX0002 MR
 LINK LNX2 0300 0300 RR
"""
OVERLAPPING = f"{DIRECTORY} MDISK 0101 3390 4991 20 LX0001 MR\n"
EXTENTS = """\
:REGIONS.
 LX0001  LX0001    1   END 3390-09
 LX0002A LX0002    1  5000 3390-09
 LX0002B LX0002 5001   END 3390-09
:END.
:GROUPS.
 LINUX (ALLOCATE ROTATING)
 LINUX LX0001 LX0002A
 SPARE LX0002B
:END.
"""
VOLUMES = "M01RES 3390 10017\nLX0001 3390 10017\nLX0002 3390 10017\nLX0003 3390 10017\nFB0001 9336 920115\n"
ALLOCATION_MAP = """\
                EXTENT     EXTENT  TOTAL IN USE   HIGH    %
VOLID  RDEV      START        END                      USED TYPE
------ ---- ---------- ---------- ------ ------ ------ ---- -------------
M01RES 0A40          1         20     20      1      1   5% DRCT ACTIVE
FB0001 0B00        100        199    100      0      0   0% PAGE
"""
FULL_PACKS = "* our own model\n3390 10999\n"
USED = """\
GROUP REGION VOLUME START END SIZE OWNER ADDR SYSAFFIN
LINUX REG01 LX0042 1 100 100 LNX42 0100 *
"""

FILES = {
    "user.direct": DIRECTORY,
    "overlapping.direct": OVERLAPPING,
    "extent.control": EXTENTS,
    "volumes.txt": VOLUMES,
    "alloc.map": ALLOCATION_MAP,
    "fullpack.defines": FULL_PACKS,
    "used.txt": USED,
}


def site_in(folder: Path) -> Path:
    """The folder, with all these files in it."""
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="ascii")
    return folder
