"""Each order rule as it is seen in the commands of a plan of small directories."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from dirtool.compare.desired.reading import desired_of
from dirtool.model.extent_control import extent_control_of
from dirtool.plan.options import PlanOptions
from dirtool.plan.order.within_step import o17_format
from dirtool.plan.plan import Plan, make_plan
from dirtool.plan.target.wanted import make_target
from dirtool.plan.target.whole import whole_target
from dirtool.text.records import Records
from dirtool.verify.plan.command_lines import WAIT, command_lines
from tests.model.made import directory_of, records_of
from tests.plan.test_convergence import with_all_consent

EXTENTS = """\
:REGIONS.
POOL1 POOL01 1 1000 3390-09
:END.
:GROUPS.
POOL POOL1
:END.
"""
CONTROL = extent_control_of(Records("extent.control", EXTENTS.splitlines(), "ascii"))


def whole(current: list[str], wanted: list[str], **more: Any) -> Plan:
    """The plan from one directory to another, with some options."""
    directory = directory_of("\n".join(current))
    target = whole_target(directory, directory_of("\n".join(wanted)))
    return make_plan(directory, target, mode="whole", options=replace(with_all_consent(directory), **more))


def desired(current: list[str], text: str, *, by_dirmaint: bool = False, **more: Any) -> Plan:
    """The plan of a desired.yaml, with some options."""
    directory = directory_of("\n".join(current))
    wanted = desired_of(records_of(f"version: 1\n{text}", "desired.yaml"))
    target = make_target(directory, wanted, CONTROL, {}, extents_by_dirmaint=by_dirmaint)
    return make_plan(directory, target, extents=CONTROL, options=replace(with_all_consent(directory), **more))


def commands_of(plan: Plan) -> list[str]:
    """The commands between the first two and the last one, and where everything waits."""
    assert [claim for claim in plan.document.claims if not claim.holds] == []
    lines = [line for line in command_lines(plan.document) if not line.startswith("*") or line == WAIT]
    assert lines[:2] == ["QUERY DATAMOVE *", "BACKUP"]
    assert lines[-1] == "USER WITHPASS"
    return [line.replace("FORUSER ", "") for line in lines[2:-1]]


def edges_of(plan: Plan) -> list[str]:
    """Which actions come behind which, and by which rules."""
    titles = {action.id: f"{action.kind} {action.subject}" for action in plan.document.actions}
    return [
        f"{titles[action.id]} after {', '.join(titles[one] for one in action.after)}: {' '.join(action.rules)}"
        for action in plan.document.actions
        if action.after
    ]


A, B = "USER A NOLOG 64M 128M G", "USER B NOLOG 64M 128M G"
P = ["PROFILE P", "MACHINE ESA"]
SSI = "DIRECTORY SSI 0123 3390 R1 R2"
IDENTITY = ["IDENTITY I NOLOG 64M 128M G", " BUILD ON M1 USING SUBCONFIG I-1"]
GROWN = "entries:\n  A: {minidisks: {'0100': {size: 20, group: POOL, grow: %s}}}\n"
CLONED = "  B: {minidisks: {'0200': {clone: A/0100, group: POOL}, '0201': {clone: A/0100, group: POOL}}}\n"
NEW_AREA = (
    "regions:\n  R9: {volume: V9, devtype: 3390-09, start: 1, size: END}\ngroups:\n  G9: {regions: [R9]}\n"
    "entries:\n  A: {minidisks: {'0200': {size: 10, group: G9}}}\n"
)
ALIKE = "entries:\n  'W{1..3}': {password: LBYONLY, storage: 1G, class: G, minidisks: {'0100': {vdisk: 1000}}}\n"
IN_THIS_ORDER = (
    "entries:\n  B: {minidisks: {'0200': {size: 10, group: POOL}}}\n"
    "  A: {minidisks: {'0200': {size: 5, group: POOL}}}\n"
)
LINKED = "  B: {links: {'0200': {userid: A, vdev: '0100'}}}\n"
FIVE = [" ACCOUNT 1", " ACIGROUP G", " IPL CMS", " MACHINE ESA", " SHARE RELATIVE 200"]


def disk(vdev: str, start: int) -> str:
    return f" MDISK {vdev} 3390 {start} 10 LX0001 MR"


def test_o1_o2_o23_a_plan_begins_with_a_look_and_a_backup_and_ends_by_reading_again() -> None:
    actions = whole([A], [A, " ACCOUNT 1"]).document.actions
    assert [[command.text for command in action.commands] for action in actions] == [
        ["QUERY DATAMOVE *", "BACKUP"],
        ["FORUSER A ACCOUNT 1"],
        ["USER WITHPASS"],
    ]
    assert (actions[0].rules, actions[0].before) == (("O1", "O2"), "go on only if all DATAMOVE machines are idle")
    assert actions[-1].rules == ("O23",)


def test_o22_changes_that_do_not_go_online_by_themselves_are_brought_there_at_the_end() -> None:
    current, wanted = directory_of(A), directory_of(f"{A}\n ACCOUNT 1")
    plan = make_plan(current, whole_target(current, wanted), mode="whole", options=PlanOptions(online="SCHED"))
    assert [command.text for command in plan.document.actions[-1].commands] == ["DIRECT", "USER WITHPASS"]


@pytest.mark.parametrize(
    ("plan", "commands", "edges"),
    [
        pytest.param(
            lambda: desired([A], NEW_AREA, by_dirmaint=True),
            [
                "DASD ADD REGION R9 V9 3390-09 END 1",
                "DASD ADD GROUP G9 R9",
                "RLDEXTN",
                "A AMDISK 0200 3390 AUTOG 10 G9",
            ],
            [
                "add-group G9 after add-region R9: O3",
                "reload-extents EXTENT CONTROL after add-region R9, add-group G9: O3",
                "add-disk A/0200 after reload-extents EXTENT CONTROL: O3",
            ],
            id="o3 areas before who needs them",
        ),
        pytest.param(
            lambda: whole([A], [*P, A, " INCLUDE P"]),
            ["ADD P", "A INCLUDE P"],
            ["add-statement A after add-entry P: O4"],
            id="o4 a profile before who includes it",
        ),
        pytest.param(
            lambda: whole([*P, A, " INCLUDE P"], [A]),
            ["A INCLUDE DELETE", "P PURGE NOCLEAN"],
            ["remove-entry P after remove-statement A: O4"],
            id="o4 a profile goes last",
        ),
        pytest.param(
            lambda: whole([SSI], [SSI, "SUBCONFIG I-1", disk("0100", 1), *IDENTITY]),
            ["ADD I", "ADD I-1 BUILD ON M1 IN I"],
            ["add-entry I-1 after add-entry I: O5"],
            id="o5 an identity before its subconfigs",
        ),
        pytest.param(
            lambda: desired([A], ALIKE),
            ["FILE W1 PROTODIR", *(f"ADD W{n} LIKE W1 PW LBYONLY" for n in (1, 2, 3))],
            [f"add-entry W{n} after file-prototype W1 PROTODIR: O6" for n in (1, 2, 3)],
            id="o6 a prototype before ADD LIKE",
        ),
        pytest.param(
            lambda: whole([A, B], [A, " LINK B 0100 0200 RR", B, disk("0100", 1)]),
            ["B AMDISK 0100 3390 1 10 LX0001 MR", "A LINK B 0100 0200 RR"],
            ["link A/0200 after add-disk B/0100: O7"],
            id="o7 a disk before who links to it",
        ),
        pytest.param(
            lambda: whole([A, " LINK B 0100 0200 RR", B, disk("0100", 1)], [A, B]),
            ["A DLINK B 0100 0200", "B DMDISK 0100 NOCLEAN"],
            ["remove-disk B/0100 after unlink A/0200: O7"],
            id="o7 a link goes before its disk",
        ),
        pytest.param(
            lambda: whole(["USER A NOLOG 1G 2G G"], ["USER A NOLOG 4G 8G G"]),
            ["A MAXSTORE 8G", "A STORAGE 4G"],
            ["change-statement A after change-statement A: O9"],
            id="o9 the maximum is raised first",
        ),
        pytest.param(
            lambda: whole([A, " CPU 00 BASE", " MACHINE ESA 1"], [A, " CPU 00 BASE", " CPU 01", " MACHINE ESA 2"]),
            ["A MACHINE ESA 2", "A CPU 01"],
            ["add-statement A after change-statement A: O10"],
            id="o10 more processors are allowed before they come",
        ),
        pytest.param(
            lambda: whole([A, " CPU 00 BASE", " CPU 01", " MACHINE ESA 2"], [A, " CPU 00 BASE", " MACHINE ESA 1"]),
            ["A CPU 01 DELETE", "A MACHINE ESA 1"],
            ["change-statement A after remove-statement A: O10"],
            id="o10 processors go before fewer are allowed",
        ),
        pytest.param(
            lambda: desired([A, disk("0100", 1)], GROWN % "cmdisk, mode: RR"),
            ["A CMDISK 0100 3390 1 20 POOL01", WAIT, "A MDISK 0100 RR"],
            ["change-disk A/0100 after copy-disk A/0100: O11"],
            id="o11 a disk before its mode",
        ),
        pytest.param(
            lambda: whole([A, disk("0100", 1), B], [A, B, disk("0200", 5)]),
            ["A DMDISK 0100 NOCLEAN", "B AMDISK 0200 3390 5 10 LX0001 MR"],
            ["add-disk B/0200 after remove-disk A/0100: O12"],
            id="o12 space is given up before it is taken",
        ),
        pytest.param(
            lambda: desired([A, disk("0100", 1), B], "entries:\n" + CLONED),
            ["B CLONEDISK 0200 A 0100 1 10 POOL01", WAIT, "B CLONEDISK 0201 A 0100 11 10 POOL01", WAIT],
            [],
            id="o13 one work unit at a time for a device",
        ),
        pytest.param(
            lambda: desired([A, B], IN_THIS_ORDER, by_dirmaint=True),
            ["B AMDISK 0200 3390 AUTOG 10 POOL", "A AMDISK 0200 3390 AUTOG 5 POOL"],
            ["add-disk A/0200 after add-disk B/0200: O14"],
            id="o14 places are chosen in the order that was predicted",
        ),
        pytest.param(
            lambda: whole([A], [A, *FIVE]),
            ["A GET LOCK", "A REPLACE"],
            [],
            id="o15 GET and REPLACE stand together",
        ),
        pytest.param(
            lambda: whole([A, B], [A, disk("0100", 1), B, *FIVE]),
            ["B GET LOCK", "B REPLACE", "A AMDISK 0100 3390 1 10 LX0001 MR"],
            [],
            id="o16 files before minidisks",
        ),
        pytest.param(
            lambda: whole([A, disk("0100", 1), B], [B, disk("0100", 1), "IDENTITY A NOLOG 64M 128M G"]),
            ["A TMDISK 0100 B 0100", WAIT, "A PURGE NOCLEAN", "ADD A"],
            ["remove-entry A after move-disk B/0100: O7", "add-entry A after remove-entry A: O18"],
            id="o18 a name is free before it is given again",
        ),
        pytest.param(
            lambda: whole([A, disk("0100", 1), B], [A, B, disk("0200", 101)]),
            ["B AMDISK 0200 3390 101 10 LX0001 MR", WAIT, "A DMDISK 0100 NOCLEAN"],
            [],
            id="o20 what removes comes last and alone",
        ),
        pytest.param(
            lambda: desired(
                [A, disk("0100", 1), B], GROWN % "recreate" + "  B: {links: {'0200': {userid: A, vdev: '0100'}}}\n"
            ),
            ["B LINK A 0100 0200", WAIT, "A RMDISK 0100 3390 1 20 POOL01", WAIT],
            [],
            id="o20 what destroys comes behind what only adds",
        ),
        pytest.param(
            lambda: desired([A, disk("0100", 1)], GROWN % "guest"),
            ["A AMDISK 0101 3390 1 20 POOL01 MR", WAIT, "A DMDISK 0100 NOCLEAN", "A CHVADDR 0101 0100"],
            [
                "manual A/0100 after add-disk A/0101: O11",
                "remove-disk A/0100 after manual A/0100: O20",
                "move-disk A/0100 after manual A/0100, remove-disk A/0100: O20 O21",
            ],
            id="o20 what the guest copies goes when the copy is there",
        ),
        pytest.param(
            lambda: whole([A, disk("0100", 1), disk("0101", 11)], [A, disk("0101", 1), disk("0100", 11)]),
            ["A CHVADDR 0101 0102", "A CHVADDR 0100 0101", "A CHVADDR 0102 0100"],
            [
                "move-disk A/0101 after move-disk A/0102: O21",
                "move-disk A/0100 after move-disk A/0102, move-disk A/0101: O11 O21",
            ],
            id="o21 a number is free before it is given again",
        ),
    ],
)
def test_each_rule_is_seen_in_a_plan(plan: Callable[[], Plan], commands: list[str], edges: list[str]) -> None:
    found = plan()
    assert commands_of(found) == commands
    assert edges_of(found) == edges


@pytest.mark.parametrize("grow", ["cmdisk", "guest", "recreate"])
def test_o19_a_guest_is_logged_off_before_its_minidisk_is_copied_or_gone(grow: str) -> None:
    actions = desired([A, disk("0100", 1)], GROWN % grow).document.actions
    assert any("log A off" in (action.before or "") for action in actions)


def test_o17_what_is_temporary_is_never_formatted() -> None:
    assert o17_format("extent", {"label": "X"}) == {"label": "X"}
    assert [o17_format(form, {"label": "X"}) for form in ("T-DISK", "V-DISK", "DEVNO")] == [{}, {}, {}]
