"""Where requests go and why, as JSON: the contract dirtool.allocation/1."""

import json
from typing import Any

from dirtool.report.allocation_json import allocation_json
from dirtool.space.allocation.placement import Allocation
from tests.report.allocated import allocation, placed, unplaced
from tests.report.contract import ALLOCATION, assert_obeys


def parsed(shown: Allocation) -> dict[str, Any]:
    found: dict[str, Any] = json.loads("\n".join(allocation_json(shown)))
    assert_obeys(found, ALLOCATION)
    return found


def test_all_fields() -> None:
    shown = allocation(placed(group="LINUX", region="LX0001A"), unplaced(), policy="pack", optimality="proved", bound=3)
    assert parsed(shown) == {
        "schema": "dirtool.allocation/1",
        "policy": "pack",
        "placements": [
            {
                "subject": "LNX1/0200",
                "volid": "LX0001",
                "devtype": "3390",
                "first": 101,
                "last": 10116,
                "size": 10016,
                "unit": "cylinder",
                "region": "LX0001A",
                "group": "LINUX",
                "reason": "the smallest of 8 gaps in group LINUX that holds it",
            }
        ],
        "unplaced": [
            {
                "subject": "LNX1/0201",
                "size": 50000,
                "unit": "cylinder",
                "reason": "no gap of 50,000 cylinders",
                "largest_gap": 15026,
                "advice": "no move would make room",
            }
        ],
        "summary": {"placed": 1, "unplaced": 1, "volumes_touched": 1, "optimality": "proved", "bound": 3},
    }


def test_what_is_not_known_is_null() -> None:
    found = parsed(allocation(placed(), unplaced(size=None, unit=None)))
    assert (found["placements"][0]["region"], found["placements"][0]["group"]) == (None, None)
    assert (found["unplaced"][0]["size"], found["unplaced"][0]["unit"]) == (None, None)
    assert found["summary"] == {
        "placed": 1, "unplaced": 1, "volumes_touched": 1, "optimality": "none", "bound": None
    }  # fmt: skip


def test_an_answer_to_nothing() -> None:
    assert parsed(allocation())["placements"] == []


def test_a_request_a_line() -> None:
    lines = list(allocation_json(allocation(placed("A/0200"), placed("B/0200"), unplaced("C/0200"))))
    assert [line[:24] for line in lines] == [
        '{"schema": "dirtool.allo', '{"subject": "A/0200", "v', '{"subject": "B/0200", "v', '], "unplaced": [',
        '{"subject": "C/0200", "s', '], "summary": {"placed":',
    ]  # fmt: skip


def test_volumes_are_counted_once() -> None:
    shown = allocation(placed("A/0200"), placed("A/0201"), placed("A/0202", "LX0002"))
    assert parsed(shown)["summary"]["volumes_touched"] == 2


def test_any_characters_are_escaped() -> None:
    assert parsed(allocation(placed('\x1b"\\', reason="\u2028")))["placements"][0]["subject"] == '\x1b"\\'
