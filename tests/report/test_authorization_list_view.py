"""An authorisation list of SMAPI as JSON and as text."""

import json

from dirtool.report.authorization_list_view import authorization_list_json, authorization_list_text
from dirtool.report.style import Style
from dirtool.syntax.authorization_list import MARKER, AuthorizationList, authority_row
from tests.model.made import records_of

MADE = AuthorizationList(
    records_of("\n".join([authority_row(MARKER, MARKER, MARKER), authority_row("zhcp"), "", "XCAT  ALL", "* no row"]))
)


def test_every_row_is_in_the_document() -> None:
    assert json.loads("\n".join(authorization_list_json(MADE))) == {
        "schema": "dirtool.authlist/1",
        "markers": [{"requester": MARKER, "target": MARKER, "function": MARKER, "aligned": True, "line": 1}],
        "rows": [
            {"requester": "ZHCP", "target": "ALL", "function": "ALL", "aligned": True, "line": 2},
            {"requester": "XCAT", "target": "ALL", "function": None, "aligned": False, "line": 4},
        ],
    }


def test_the_text_tells_what_is_wrong_with_the_columns() -> None:
    assert list(authorization_list_text(MADE, Style())) == [
        "markers (1)",
        "       1  DO.NOT.REMOVE  DO.NOT.REMOVE  DO.NOT.REMOVE",
        "rows (2)",
        "       2  ZHCP  ALL  ALL",
        "       4  XCAT  ALL  -",
        "          target ALL begins in column 7, and must begin in column 66",
        "          there is no function, which must begin in column 131",
    ]


def test_an_empty_list_has_both_lists_and_no_text() -> None:
    empty = AuthorizationList(records_of(""))
    assert json.loads("\n".join(authorization_list_json(empty))) == {
        "schema": "dirtool.authlist/1",
        "markers": [],
        "rows": [],
    }
    assert list(authorization_list_text(empty, Style())) == []


def test_control_characters_are_not_shown() -> None:
    made = AuthorizationList(records_of("A\x1b[2J  ALL\x07  ALL"))
    assert all(line.isprintable() for line in authorization_list_text(made, Style()))
