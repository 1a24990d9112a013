"""Verbs for regions and groups, and the reports of space."""

import pytest

from dirtool.dirmaint.simulate import Simulator
from tests.dirmaint.desk import change, desk, said

DIRECTORY = """\
USER DB01 NOLOG 1G
MDISK 0100 3390 51 100 LNX002 MR
"""
EXTENTS = """\
:REGIONS.
LNX001 LNX001 1 END 3390-09
LNX002 LNX002 1 200 3390-09 half
:END.
:GROUPS.
LINUX LNX001 LNX002
:END.
"""


def farm() -> Simulator:
    return desk(DIRECTORY, extents=EXTENTS)


CHANGES = [
    ("DASD ADD REGION LNX003 LNX003 3390-09", ["LNX003 LNX003 1 END 3390-09"], []),
    ("DASD ADD REGION LNX003 LNX003 3390-09 100 20 spare", ["LNX003 LNX003 20 119 3390-09 spare"], []),
    ("DASD ADD VOLUME LNX003 3390-09", ["LNX003 LNX003 1 END 3390-09"], []),
    ("DASD ADD GROUP OTHER LNX001", ["OTHER LNX001"], []),
    ("DASD DELETE GROUP LINUX *", [], ["LINUX LNX001 LNX002"]),
    ("DASD DELETE GROUP LINUX LNX001", ["LINUX LNX002"], ["LINUX LNX001 LNX002"]),
    ("DASD DELETE VOLUME LNX001", ["LINUX LNX002"], ["LNX001 LNX001 1 END 3390-09", "LINUX LNX001 LNX002"]),
]


@pytest.mark.parametrize(("command", "come", "gone"), CHANGES, ids=[one[0] for one in CHANGES])
def test_dasd_changes_extent_control(command: str, come: list[str], gone: list[str]) -> None:
    simulator = farm()
    before = [" ".join(text.split()) for text in simulator.extents.texts]
    assert said(simulator.run(command)) == "RC 0"
    after = [" ".join(text.split()) for text in simulator.extents.texts]
    assert [text for text in after if text not in before] == come
    assert [text for text in before if text not in after] == gone


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("DASD ADD REGION LNX001 LNX003 3390-09", "9025 There is a region LNX001 already (SMAPI 420/4)."),
        ("DASD ADD REGION LNX003 LNX003 3390", "9009 Nobody knows where a 3390 ends: its model is needed, or a size."),
        ("DASD ADD GROUP LINUX LNX001", "9025 Region LNX001 is in group LINUX already (SMAPI 420/4)."),
        (
            "DASD ADD GROUP LINUX (ROTATING) LNX009",
            "9009 Group LINUX exists, and the method ROTATING is only for a new one.",
        ),
        ("DASD ADD GROUP LINUX LNX009", "9012 There is no region LNX009 (SMAPI 420/8)."),
        ("DASD DELETE GROUP OTHER *", "9012 There is no group OTHER (SMAPI 420/8)."),
        ("DASD DELETE GROUP LINUX LNX009", "9012 Region LNX009 is not in group LINUX (SMAPI 420/12)."),
        ("DASD DELETE REGION LNX009", "9012 There is no region LNX009 (SMAPI 420/8)."),
        ("DASD DELETE VOLUME LNX009", "9012 There is no volume LNX009 (SMAPI 420/8)."),
        ("USEDEXT REGION LNX009", "9012 There is no region LNX009 (SMAPI 420/8)."),
        ("DASD FREEXT GROUP OTHER", "9012 There is no group OTHER (SMAPI 420/8)."),
    ],
)
def test_what_dasd_refuses_leaves_extent_control_as_it_is(command: str, answer: str) -> None:
    simulator = farm()
    assert said(simulator.run(command)) == f"RC {answer[:4]} / {answer}"
    assert simulator.extents.texts == EXTENTS.splitlines()


def test_a_new_region_is_used_at_once() -> None:
    simulator = farm()
    simulator.run("DASD ADD REGION LNX003 LNX003 3390-09")
    simulator.run("DASD ADD GROUP LINUX LNX003")
    assert change(simulator, "FOR DB01 AMDISK 0200 3390 AUTOR 10 LNX003 MR") == ["+MDISK 0200 3390 1 10 LNX003 MR"]


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (
            "DASD QUERY REGION LNX002 LNX009",
            [
                "3563 REGION   VOLUME      START       SIZE        END DEV-TYPE COMMENTS",
                "3564 LNX002   LNX002          1        200        200 3390-09  half",
                "3558 There is no region LNX009 (SMAPI 420/8).",
            ],
        ),
        (
            "DASD QUERY GROUP *",
            ["3561 GROUP=LINUX ALLOCATE=(LINEAR) REGIONS=2", "3562 GROUP=LINUX REGIONS=LNX001   LNX002"],
        ),
        ("DASD QUERY GROUP OTHER", ["3558 There is no group OTHER (SMAPI 420/8)."]),
    ],
)
def test_dasd_query_tells_of_each_name(command: str, told: list[str]) -> None:
    assert said(farm().run(command)) == " / ".join(["RC 0", *told])


FREE = "GROUP    REGION   VOLUME   START      SIZE       END        DEVTYPE"
GAPS = [
    "LINUX    LNX002   LNX002            1         50         50 3390-09",
    "LINUX    LNX002   LNX002          151         50        200 3390-09",
]


@pytest.mark.parametrize("command", ["DASD FREEXT REGION LNX002", "FREEXT REGION LNX002", "FREEXT R=LNX002"])
def test_free_space_is_sent_as_a_file(command: str) -> None:
    (file,) = farm().run(command).files
    assert file == ("FREEXT REPORT", (FREE, *GAPS), False)


def test_used_space_is_sent_as_a_file() -> None:
    (file,) = farm().run("USEDEXT GROUP LINUX").files
    assert file.lines[1:] == ("LINUX    LNX002   LNX002           51        100        150 DB01     0100 *",)
