"""A simulated session as JSON."""

import json

from dirtool.report.simulation_json import simulation_json
from tests.report.simulated import RUN

LINES = list(simulation_json(RUN, "user.direct"))
DOCUMENT = json.loads("\n".join(LINES))
SENT = {
    "id": "DVHXMT1191I",
    "number": 1191,
    "severity": "I",
    "text": "It is sent.",
    "from_server": False,
}


def test_the_head_tells_what_came_of_all() -> None:
    assert {key: value for key, value in DOCUMENT.items() if key != "events"} == {
        "schema": "dirtool.simulation/1",
        "commands": "a.dirm",
        "current": "user.direct",
        "summary": {"commands": 5, "done": 3, "failed": 2, "work_units_done": 0, "work_units_failed": 1},
    }
    assert len(LINES) == len(RUN.steps) + 3


def test_a_reply_has_its_messages_and_files_with_passwords_no_lines() -> None:
    first, second = DOCUMENT["events"][:2]
    assert first["messages"][0] == SENT
    assert {key: value for key, value in first.items() if key != "messages"} == {
        "kind": "reply",
        "line": 1,
        "number": 1,
        "command": "FOR A REVIEW",
        "verb": "REVIEW",
        "target": "A",
        "node": "*",
        "rc": 0,
        "why": None,
        "work_unit": None,
        "sent": None,
        "files": [{"name": "A DIRECT", "records": 2, "lines": ["USER A NOLOG", " IPL CMS"]}],
    }
    assert second["files"] == [{"name": "A DIRECT", "records": 1, "lines": None}]


def test_what_is_no_command_has_neither_verb_nor_target() -> None:
    assert [DOCUMENT["events"][3][key] for key in ("verb", "target", "rc")] == [None, None, 9001]


def test_the_end_of_a_work_unit_is_an_event_of_its_own() -> None:
    *_, formatted, ended = DOCUMENT["events"]
    assert formatted["work_unit"] == ended["work_unit"] == "01080005"
    assert {key: value for key, value in ended.items() if key != "messages"} == {
        "kind": "work-unit",
        "line": None,
        "work_unit": "01080005",
        "verb": "AMDISK",
        "subject": "A/0191",
        "state": "failed",
    }
