"""The rows of FREEXT and USEDEXT."""

from dirtool.dirmaint.space.control import Area, ExtentControlState
from dirtool.dirmaint.space.rows import FREE_HEADING, USED_HEADING, FreeRow, UsedRow, free_rows, used_rows
from dirtool.dirmaint.space.volumes import UsedSpace
from tests.model.made import control_of

CONTROL = """\
:REGIONS.
LXA001 LXA001 1 END 3390-09
LXA002 LXA002 1 999 3390-09
SPARE  LXA002 1000 2000 3390-09
OLD    LXA003 1 END 3390
:END.
:GROUPS.
LINUX LXA001 LXA002 GONE
:END.
"""


def desk() -> tuple[ExtentControlState, UsedSpace]:
    used = UsedSpace()
    used.add("LXA001", 1, 1456, "LNXWEB1/0100")
    used.add("LXA002", 1, 100, ".PAGE.")
    used.add("LXA002", 990, 1009, "LNXDB1/0100")
    used.add("LXA009", 5, None, "MAINT/0123")
    return ExtentControlState(control_of(CONTROL)), used


def test_the_gaps_of_a_group_are_told_region_by_region() -> None:
    assert [FREE_HEADING, *map(str, free_rows(*desk(), Area("group", "LINUX")))] == [
        "GROUP    REGION   VOLUME   START      SIZE       END        DEVTYPE",
        "LINUX    LXA001   LXA001         1457       8560      10016 3390-09",
        "LINUX    LXA002   LXA002          101        889        989 3390-09",
    ]


def test_the_extents_of_a_group_are_told_with_their_owners() -> None:
    assert [USED_HEADING, *map(str, used_rows(*desk(), Area("group", "LINUX")))] == [
        "GROUP    REGION   VOLUME   START      SIZE       END        OWNER    ADDR SYSAFFIN",
        "LINUX    LXA001   LXA001            1       1456       1456 LNXWEB1  0100 *",
        "LINUX    LXA002   LXA002            1        100        100 .PAGE.   ---- *",
        "LINUX    LXA002   LXA002          990         20       1009 LNXDB1   0100 *",
    ]


def test_a_volume_is_told_by_its_regions_with_the_first_group_of_each() -> None:
    assert list(free_rows(*desk(), Area("volume", "LXA002"))) == [
        FreeRow("LINUX", "LXA002", "LXA002", 101, 889, 989, "3390-09"),
        FreeRow("*", "SPARE", "LXA002", 1010, 991, 2000, "3390-09"),
    ]
    assert [row.region for row in used_rows(*desk(), Area("volume", "LXA002"))] == ["LXA002", "LXA002", "SPARE"]


def test_on_a_volume_without_regions_all_that_is_used_is_told_and_nothing_is_free() -> None:
    area = Area("volume", "LXA009")
    (row,) = used_rows(*desk(), area)
    assert row == UsedRow("*", "*", "LXA009", 5, None, None, "MAINT", "0123", "*")
    assert str(row) == "*        *        LXA009            5        END        END MAINT    0123 *"
    assert list(free_rows(*desk(), area)) == []


def test_in_a_region_of_which_nobody_knows_the_end_no_gap_is_told() -> None:
    assert list(free_rows(*desk(), Area("region", "OLD"))) == []
