"""A MAC address is that of one adapter at a time."""

from __future__ import annotations

import pytest

from tests.plan.test_order import A, B, commands_of, edges_of, whole

ADDRESS = "0A0B0C"


def adapter(vdev: str, macid: str | None = ADDRESS) -> str:
    return f" NICDEF {vdev} TYPE QDIO" + (f" MACID {macid}" if macid else "")


def test_an_adapter_loses_its_address_before_one_of_another_guest_gets_it() -> None:
    plan = whole([A, B, adapter("0600")], [A, adapter("0600"), B, adapter("0600", "0A0B0D")])
    assert commands_of(plan) == [
        "B NICDEF 0600 DELETE",
        "B NICDEF 0600 TYPE QDIO MACID 0A0B0D",
        f"A NICDEF 0600 TYPE QDIO MACID {ADDRESS}",
    ]
    assert edges_of(plan) == ["add-statement A/0600 after change-statement B/0600: O21"]


@pytest.mark.parametrize(
    ("current", "wanted", "commands"),
    [
        pytest.param(
            [A, B, adapter("0600")],
            [A, adapter("0600")],
            ["B PURGE NOCLEAN", f"A NICDEF 0600 TYPE QDIO MACID {ADDRESS}"],
            id="that of an entry that goes",
        ),
        pytest.param(
            [A, adapter("0600")], [A, B, adapter("0600")], ["A NICDEF 0600 DELETE", "ADD B"], id="that of a new entry"
        ),
        pytest.param(
            [A, adapter("0600")],
            [A, adapter("0700")],
            ["A NICDEF 0600 DELETE", f"A NICDEF 0700 TYPE QDIO MACID {ADDRESS}"],
            id="within an entry",
        ),
        pytest.param(
            [A, B, adapter("0600")],
            [A, adapter("0600"), B, *(f" {word}" for word in ("ACCOUNT 1", "ACIGROUP G", "IPL CMS", "MACHINE ESA"))],
            ["B GET LOCK", "B REPLACE", f"A NICDEF 0600 TYPE QDIO MACID {ADDRESS}"],
            id="that of an entry that is replaced",
        ),
    ],
)
def test_whoever_has_an_address_gives_it_up_first(current: list[str], wanted: list[str], commands: list[str]) -> None:
    assert commands_of(whole(current, wanted)) == commands


def test_an_address_that_nobody_else_gets_makes_no_order() -> None:
    plan = whole([A, B, adapter("0600")], [A, adapter("0600", "0A0B0E"), B, adapter("0600", "0A0B0D")])
    assert commands_of(plan)[0] == "A NICDEF 0600 TYPE QDIO MACID 0A0B0E"
    assert edges_of(plan) == []
