"""What came back from DirMaint, as JSON."""

import json

from hypothesis import given

from dirtool.migrate.returned.difference import DifferenceClass, EntryCount, Finding, Returned
from dirtool.report.returned_json import returned_json
from tests.report.came_back import KNOWN, LOST, SAME, difference, many
from tests.report.contract import RETURNED, assert_obeys
from tests.report.strange import texts


def document(returned: Returned) -> object:
    return json.loads("\n".join(returned_json(returned)))


def test_all_is_in_the_document() -> None:
    assert document(LOST) == {
        "schema": "dirtool.migration-check/1",
        "lost": True,
        "given": "USER.INPUT",
        "returned": "USER.WITHPASS",
        "remarks": ["USER.WITHPASS seems to be cut off behind record 1,200."],
        "entries": [
            {"kind": "user", "given": 45, "returned": 44},
            {"kind": "profile", "given": 3, "returned": 3},
        ],
        "expected": [
            {
                "kind": "dvhopt",
                "words": "*DVHOPT control records, which DirMaint keeps in each entry",
                "unit": "record",
                "count": 44,
            }
        ],
        "differences": [
            {
                "class": "loss",
                "finding": "statement-missing",
                "subject": "LNX1/0191",
                "message": "a minidisk is gone",
                "given": {"text": "MDISK 0191 3390 101 50 LX0001 MR", "path": "USER.INPUT", "line": 12},
                "returned": None,
            },
            {
                "class": "loss",
                "finding": "statement-changed",
                "subject": "LNX1/0200",
                "message": "the operand mode is MW and was MR, so that another guest may write to the minidisk at the "
                "same time",
                "given": {
                    "text": "MDISK 0200 3390 201 50 LX0001 MR ******** ******** ********",
                    "path": "USER.INPUT",
                    "line": 14,
                },
                "returned": {
                    "text": "MDISK 0200 3390 0201 0050 LX0001 MW ******** ******** ********",
                    "path": "USER.WITHPASS",
                    "line": 14,
                },
            },
            {
                "class": "harmless",
                "finding": "comment-new",
                "subject": "LNX2",
                "message": "a comment is new",
                "given": None,
                "returned": {"text": "* TAKEN IN BY DIRMAINT", "path": "USER.WITHPASS", "line": 3},
            },
        ],
        "summary": {"loss": 2, "harmless": 1, "expected": 44},
    }


def test_every_document_obeys_the_contract() -> None:
    for returned in (SAME, KNOWN, LOST, many(12)):
        assert_obeys(document(returned), RETURNED)


def test_a_difference_has_a_line_of_its_own() -> None:
    assert len(list(returned_json(many(50)))) == len(list(returned_json(many(40)))) + 10


@given(texts, texts, texts)
def test_any_text_is_told_in_ascii(subject: str, message: str, text: str) -> None:
    one = difference(DifferenceClass.LOSS, Finding.REMARK, message, text, subject, subject=subject)
    returned = Returned(text, message, (EntryCount(text, 1, 1),), {}, (one,), (message,))
    assert all(line.isascii() and line.isprintable() for line in returned_json(returned))
    assert_obeys(document(returned), RETURNED)
