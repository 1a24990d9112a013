"""A difference as JSON."""

import json

from dirtool.compare.diff.comparison import compare
from dirtool.report.diff_json import diff_json
from tests.model.made import directory_of
from tests.report.contract import DIFF, assert_obeys
from tests.report.test_diff_text import NEW, OLD


def document(old: str, new: str) -> list[str]:
    return list(diff_json(compare(directory_of(old), directory_of(new)), "old.direct", "new.direct"))


def test_the_document_obeys_its_contract() -> None:
    assert_obeys(json.loads("\n".join(document(OLD, NEW))), DIFF)
    assert_obeys(json.loads("\n".join(document(OLD, OLD))), DIFF)


def test_an_entry_stands_on_a_line() -> None:
    first, *entries, last = document(OLD, NEW)
    assert first == '{"schema": "dirtool.diff/1", "old": "old.direct", "new": "new.direct", "entries": ['
    assert [json.loads(line.rstrip(","))["name"] for line in entries] == ["P", "LNX7", "KEEP", "FRESH", "GONE"]
    assert last.startswith('], "summary": {"entries": {"added": 1, "removed": 1, "changed": 2, "moved": 1}')


def test_a_change_says_both_sides() -> None:
    lines = document("USER A NOLOG\n MDISK 191 3390 1 5 VOL001", "USER A NOLOG\n MDISK 191 3390 1 END VOL001")
    assert json.loads(lines[1])["changes"] == [
        {
            "action": "changed",
            "subject": "A/0191",
            "was": None,
            "keyword": "MDISK",
            "operands": [{"name": "size", "old": "5", "new": "END", "masked": False}],
            "old": {
                "text": "MDISK 191 3390 1 5 VOL001",
                "extent": {"volid": "VOL001", "first": 1, "last": 5},
                "places": [{"path": "part0", "line": 2}],
            },
            "new": {
                "text": "MDISK 191 3390 1 END VOL001",
                "extent": {"volid": "VOL001", "first": 1, "last": None},
                "places": [{"path": "part0", "line": 2}],
            },
            "data": "kept",
            "data_words": "kept; all more",
            "note": "",
            "machines": None,
            "stands_out": True,
        }
    ]
