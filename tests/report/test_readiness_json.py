"""A move to DirMaint, as JSON."""

import json
from typing import Any

from hypothesis import given

from dirtool.lint.diagnostic import Related
from dirtool.migrate.migration import Migration
from dirtool.migrate.readiness.shortfall import Readiness, State
from dirtool.migrate.user_input.change import Change, ChangeKind
from dirtool.report.readiness_json import readiness_json
from tests.report.contract import MIGRATION, assert_obeys
from tests.report.moved import (
    CHECKS,
    COMMENTS,
    FAILING,
    MENDED,
    NOTHING_PROPOSED,
    READY,
    at,
    comments,
    migration,
    shortfall,
)
from tests.report.strange import texts


def document(made: Migration) -> Any:
    return json.loads("\n".join(readiness_json(made)))


def test_every_document_obeys_the_contract() -> None:
    for made in (migration(), migration(READY, proposal=NOTHING_PROPOSED), migration(MENDED), FAILING):
        assert_obeys(document(made), MIGRATION)


def test_the_verdict_is_told_and_each_check_with_its_worst_state() -> None:
    told = document(migration())
    assert list(told)[:3] == ["schema", "verdict", "path"]
    assert (told["verdict"], told["path"]) == ("not ready", "USER.DIRECT")
    assert {one["code"]: one["state"] for one in told["checks"]} == {
        "C1": "right",
        "C2": "right",
        "C4": "mended",
        "C7": "open",
        "C12": "note",
        "C20": "note",
    }
    assert told["checks"][2] == {
        "code": "C4",
        "title": "Comments stand in their entry",
        "state": "mended",
        "open": 0,
        "mended": 1,
        "check": 1,
        "note": 0,
        "why": "DirMaint counts a comment above USER to the entry before it.",
        "action": "move the comment below USER",
    }


def test_a_shortfall_has_its_place_what_to_do_and_its_second_places() -> None:
    told = document(migration())["shortfalls"]
    assert told[2] == {
        "code": "C7",
        "rule": "EXT001",
        "state": "open",
        "subject": "LNX2/0191",
        "message": "shares cylinders 149-149 of LX0001 with LNX1/0191, and nothing says that this is on purpose",
        "path": "USER.DIRECT",
        "line": 21,
        "column": 1,
        "end_line": 21,
        "end_column": 9,
        "action": "separate the two, or name one of them an overlay (--overlay)",
        "related": [
            {
                "path": "USER.DIRECT",
                "line": 14,
                "column": 1,
                "end_line": 14,
                "end_column": 9,
                "subject": "LNX1/0191",
                "message": "already has them",
            }
        ],
    }
    assert [one["action"] for one in told[:2]] == ["move the comment below USER", "see to which entry it belongs"]
    assert told[4]["path"] is told[4]["line"] is told[4]["rule"] is None


def test_what_was_made_is_told() -> None:
    told = document(migration())
    assert told["changes"][1] == {
        "kind": "moved",
        "subject": "LNX1",
        "what": "the comment stands below USER now",
        "path": "USER.DIRECT",
        "line": 11,
        "column": 1,
        "end_line": 11,
        "end_column": 9,
    }
    assert told["files"] == [
        {"name": "USER.INPUT", "records": 2, "private": True},
        {"name": "EXTENT.CONTROL", "records": 13, "private": False},
        {"name": "AUTHFOR.CONTROL", "records": 1, "private": False},
    ]
    assert told["groups"] == [
        {"name": "LINUX", "method": "ROTATING", "regions": ["LX0001", "LX0002"]},
        {"name": "SPARE", "method": None, "regions": []},
        {"name": "USER", "method": "LINEAR", "regions": ["USER01"]},
    ]
    assert told["regions"][1] == {
        "name": "LX0002",
        "volid": "LX0002",
        "first": 1,
        "last": None,
        "devtype": "3390-03",
        "comment": "",
    }
    assert told["excludes"] == [{"entry": "MAINT", "vdev": "0123", "why": "full packs that lie over what others have"}]
    assert told["guessed"] == [{"volid": "LX0001", "devtype": "3390", "size": 10017}]
    assert told["left_out"][0] == {
        "volid": "USER01",
        "unit": "cylinder",
        "size": 51,
        "gaps": [{"first": 1, "last": 50, "size": 50}, {"first": 90, "last": 90, "size": 1}],
        "why": "CP uses it: .PAGE.",
    }
    assert told["left_out"][3]["size"] is None


def test_the_summary_counts() -> None:
    assert document(migration())["summary"] == {
        "open": 1,
        "mended": 1,
        "check": 1,
        "note": 2,
        "changes": 4,
        "regions": 3,
        "groups": 2,
        "excludes": 1,
        "claims": 2,
        "holding": 2,
    }
    assert document(FAILING)["summary"]["holding"] == 2
    assert document(FAILING)["claims"][2] == {
        "claim": "DirMaint loads both files",
        "holds": False,
        "by": "dirtool simulate",
    }


def test_a_shortfall_has_a_line_of_its_own() -> None:
    few, many = (len(list(readiness_json(migration(comments(count))))) for count in (40, 50))
    assert many == few + 10


@given(texts, texts)
def test_any_text_is_told_in_ascii(subject: str, message: str) -> None:
    one = shortfall(
        COMMENTS, State.OPEN, message, 1, subject, action=subject, related=(Related(at(1, subject), subject, message),)
    )
    made = migration(Readiness(CHECKS, (one,)), path=subject)
    changes = [Change(ChangeKind.MOVED, at(1, message), subject, message)]
    made = made._replace(user_input=made.user_input._replace(changes=changes))
    assert all(line.isascii() and line.isprintable() for line in readiness_json(made))
    assert_obeys(document(made), MIGRATION)
