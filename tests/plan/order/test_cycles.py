"""Steps that wait for each other: each way in which one of them is made in two, and what is said where there is none."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from dirtool.errors import InputError
from dirtool.plan.order.cycles import open_rings
from dirtool.plan.plan import Plan
from dirtool.verify.plan.command_lines import WAIT
from dirtool.verify.plan.document import Data
from tests.plan.order.made import step, thing
from tests.plan.test_order import A, B, P, commands_of, desired, disk, whole

C = "USER C NOLOG 64M 128M G"
IDENTITY_A = "IDENTITY A NOLOG 64M 128M G"


def link(owner: str, own: str = "0200") -> str:
    return f" LINK {owner} 0100 {own} RR"


def adapter(macid: str) -> str:
    return f" NICDEF 0600 TYPE QDIO MACID {macid}"


def extent(vdev: str, start: int, size: int) -> str:
    return f" MDISK {vdev} 3390 {start} {size} LX0001 MR"


@pytest.mark.parametrize(
    ("current", "wanted", "commands"),
    [
        pytest.param(
            P,
            [*P, A, disk("0100", 1), link("B"), B, disk("0100", 11), link("A")],
            ["ADD A", "ADD B", "A LINK B 0100 0200 RR"],
            id="new entries that link to each other: one link comes behind both",
        ),
        pytest.param(
            P,
            [*P, A, disk("0100", 1), link("B"), B, disk("0100", 11), link("C"), C, disk("0100", 21), link("A")],
            ["ADD A", "ADD C", "ADD B", "A LINK B 0100 0200 RR"],
            id="three of them: one link is enough",
        ),
        pytest.param(
            [*P, A, disk("0100", 1), link("B"), B, disk("0100", 11), link("A")],
            P,
            ["A DLINK B 0100 0200", "B PURGE NOCLEAN", "A PURGE NOCLEAN"],
            id="entries that go and link to each other: one link goes before both",
        ),
        pytest.param(
            [A, disk("0100", 1), disk("0101", 11)],
            [A, disk("0101", 1), disk("0100", 11)],
            ["A CHVADDR 0101 0102", "A CHVADDR 0100 0101", "A CHVADDR 0102 0100"],
            id="numbers that are swapped: by way of one that nobody has",
        ),
        pytest.param(
            [A, disk("0100", 1), disk("0101", 11), disk("0102", 21)],
            [A, disk("0101", 1), disk("0102", 11), disk("0100", 21)],
            ["A CHVADDR 0102 0103", "A CHVADDR 0101 0102", "A CHVADDR 0100 0101", "A CHVADDR 0103 0100"],
            id="numbers that go around: one number between is enough",
        ),
        pytest.param(
            [A, disk("0100", 1), B, disk("0100", 11)],
            [A, disk("0100", 11), B, disk("0100", 1)],
            ["B TMDISK 0100 A 0101", "A TMDISK 0100 B 0100", "A CHVADDR 0101 0100"],
            id="minidisks that swap owners: by way of a number of the first one",
        ),
        pytest.param(
            [A, adapter("0A0B0C"), B, adapter("0A0B0D")],
            [A, adapter("0A0B0D"), B, adapter("0A0B0C")],
            [
                "A NICDEF 0600 DELETE",
                "B NICDEF 0600 DELETE",
                "B NICDEF 0600 TYPE QDIO MACID 0A0B0C",
                "A NICDEF 0600 TYPE QDIO MACID 0A0B0D",
            ],
            id="addresses that are swapped: one adapter goes for a while",
        ),
        pytest.param(
            [A, extent("0100", 1, 10), B, extent("0100", 11, 20)],
            [A, extent("0100", 21, 20), B, extent("0100", 1, 20)],
            ["A DMDISK 0100 NOCLEAN", "B GET LOCK", "B REPLACE", "A GET LOCK", "A REPLACE"],
            id="records of minidisks that wait for each other's space: one goes for a while",
        ),
        pytest.param(
            [A, disk("0100", 1)],
            [IDENTITY_A, disk("0100", 1)],
            ["A PURGE NOCLEAN", "ADD A"],
            id="a minidisk of an entry that becomes another one: it goes along",
        ),
    ],
)
def test_each_ring_is_opened(current: list[str], wanted: list[str], commands: list[str]) -> None:
    assert commands_of(whole(current, wanted)) == commands


def test_a_link_that_goes_for_a_while_is_told_so() -> None:
    plan = whole([A, adapter("0A0B0C"), B, adapter("0A0B0D")], [A, adapter("0A0B0D"), B, adapter("0A0B0C")])
    first = plan.document.actions[1]
    assert (first.subject, first.title) == ("A/0600", "no adapter for a while")
    assert first.reason == "so that another adapter can have the address 0A0B0C"


def data_of(plan: Plan) -> dict[str, Data]:
    return {f"{action.kind} {action.subject}": action.data for action in plan.document.actions[1:-1]}


def test_what_goes_along_is_not_cleaned_with_the_other_minidisks() -> None:
    """PURGE CLEAN would erase the minidisk that the new entry has, too: each is cleaned for itself."""
    current = [A, disk("0100", 1), disk("0101", 11)]
    plan = whole(current, [IDENTITY_A, disk("0100", 1)], clean=True)
    assert commands_of(plan) == ["A DMDISK 0101 CLEAN", WAIT, "A PURGE NOCLEAN", "ADD A"]
    assert data_of(plan) == {
        "remove-entry A": Data.NONE,
        "remove-disk A/0101": Data.ERASED,
        "add-entry A": Data.NONE,
        "move-disk A/0100": Data.KEPT,
    }


SWAPPED = (
    "entries:\n  A: {minidisks: {'0100': {volume: LX0001, start: 20, size: 10, devtype: '3390', grow: cmdisk}}}\n"
    "  B: {minidisks: {'0100': {volume: LX0001, start: 2, size: 10, devtype: '3390', grow: cmdisk}}}\n"
)


def test_minidisks_that_dirmaint_copies_into_each_others_places_cannot_be_planned() -> None:
    said = "these wait for each other: copy disk A/0100, copy disk B/0100"
    with pytest.raises(InputError, match=f"^{re.escape(said)}$") as raised:
        desired([A, disk("0100", 1), B, disk("0100", 21)], SWAPPED)
    assert raised.value.hint == "make two plans, one after the other"


def test_of_many_members_some_are_named() -> None:
    ring = [
        step(f"A{n}/0100", makes={thing(f"disk A{n} 0100")}, needs={thing(f"disk A{(n + 1) % 9} 0100")})
        for n in range(9)
    ]
    build = SimpleNamespace(steps=ring, adds={}, removals={}, comparison=SimpleNamespace(works=[]))
    said = f"these wait for each other: {', '.join(f'add disk A{n}/0100' for n in range(6))} and 3 more"
    with pytest.raises(InputError, match=f"^{re.escape(said)}$"):
        open_rings(build)  # type: ignore[arg-type]
    assert len(ring) == 9
