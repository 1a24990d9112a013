"""Profiles that are proposed, as JSON."""

import json

from dirtool.migrate.mine.mining import mine
from dirtool.report.mine_json import mine_json
from tests.migrate.mine.farm import farm
from tests.model.made import directory_of
from tests.report.contract import MINE, assert_obeys
from tests.report.test_mine_text import TEXT


def document(text: str) -> list[str]:
    return list(mine_json(mine(directory_of(text))))


def test_the_document_obeys_its_contract() -> None:
    for text in (TEXT, "\n".join(farm(60)), "USER A NOLOG", ""):
        assert_obeys(json.loads("\n".join(document(text))), MINE)


def test_a_group_stands_on_a_line() -> None:
    head, table, *groups = document(TEXT)
    assert (head, table) == ('{"schema": "dirtool.mine/1", "path": "part0",', '"groups": [')
    assert json.loads(groups[0].rstrip(",")) == {
        "profile": "WEBDFLT",
        "action": "new",
        "instead_of": None,
        "members": ["WEB1", "WEB2", "WEB3", "WEB4"],
        "moves": ["IPL CMS", "MACHINE ESA 4", "CONSOLE 009 3215 T", "SPOOL 00C 2540 READER *"],
        "taken_over": 0,
        "removed": 16,
        "added": 9,
        "saved": 7,
        "odd": [{"entry": "ODD", "lacks": ["MACHINE ESA 4"]}],
        "prototype": {
            "name": "WEBDFLT PROTODIR",
            "records": ["USER WEBDFLT NOLOG 1G 2G G", " INCLUDE WEBDFLT"],
            "lacks": [],
        },
    }


def test_the_sum_and_the_proof_close_the_document() -> None:
    whole = json.loads("\n".join(document(TEXT)))
    assert whole["left_out"] == [
        {"what": "entries", "why": "SYSAFFIN in them limits what stands behind it", "entries": ["LONE"]}
    ]
    assert whole["proof"] == {"entries": 10, "machines": 11, "pool_ids": 3}
    assert whole["summary"] == {"records_before": 45, "records_after": 36, "saved": 9, "groups": 2, "members": 7}
