"""Who reaches a device by LINK, as text and JSON."""

import json

from dirtool.report.reach import links_json, links_text
from dirtool.report.style import Style
from dirtool.space.volumes.reach import Reached, reached
from tests.model.made import directory_of
from tests.report.contract import LINKS, assert_obeys

CLUSTER = """\
PROFILE P
 LINK MAINT 0190 0190 RR
USER A NOLOG
 INCLUDE P
USER B NOLOG
 INCLUDE P
 LINK A 0190 0290 RR
IDENTITY MAINT NOLOG
 BUILD ON M1 USING SUBCONFIG MAINT-1
 BUILD ON M2 USING SUBCONFIG MAINT-2
SUBCONFIG MAINT-1
 MDISK 0190 3390 100 50 M1RES MR
SUBCONFIG MAINT-2
 MDISK 0190 3390 200 END M2RES MR
SUBCONFIG LOST-1
 LINK MAINT 0190 0190
"""


def found(text: str, userid: str, vdev: str) -> Reached:
    return reached(directory_of(text), userid, vdev)


def test_every_link_is_told_with_its_line_and_who_has_it() -> None:
    assert list(links_text(found(CLUSTER, "MAINT", "0190"), Style())) == [
        "MAINT/0190 on M1RES 100-149, M2RES 200-END",
        "  P/0190       RR   line 2, profile of 2 users, on M1: MAINT-1/0190",
        "  P/0190       RR   line 2, profile of 2 users, on M2: MAINT-2/0190",
        "  B/0290       RR   line 7, on M1: P/0190 > MAINT-1/0190",
        "  B/0290       RR   line 7, on M2: P/0190 > MAINT-2/0190",
        "  LOST-1/0190  -    line 16, of nobody, on M1: MAINT-1/0190",
        "  LOST-1/0190  -    line 16, of nobody, on M2: MAINT-2/0190",
        "3 links, 2 users.",
    ]


def test_on_a_narrow_terminal_it_goes_below() -> None:
    assert list(links_text(found(CLUSTER, "MAINT-2", "0190"), Style(width=40))) == [
        "MAINT-2/0190 on M2RES 200-END",
        "  P/0190       RR   line 2,",
        "                    profile of 2 users,",
        "                    on M2",
        "  B/0290       RR   line 7, on M2:",
        "                    P/0190 >",
        "                    MAINT-2/0190",
        "  LOST-1/0190  -    line 16, of nobody,",
        "                    on M2",
        "3 links, 2 users.",
    ]


def test_a_device_that_nobody_links_to() -> None:
    text = "USER A NOLOG\n MDISK 0191 3390 1 5 LX0001 MR\n SPOOL 00C 2540 READER *\n"
    assert list(links_text(found(text, "A", "0191"), Style())) == ["A/0191 on LX0001 1-5", "0 links, 0 users."]
    assert list(links_text(found(text, "A", "000C"), Style())) == ["A/000C", "0 links, 0 users."]


def test_a_long_way_is_told_by_its_first_devices_and_the_last() -> None:
    links = "".join(f"USER U{n} NOLOG\n LINK U{n - 1} 0191 0191 RR\n" for n in range(1, 12))
    shown = found(f"USER U0 NOLOG\n MDISK 0191 3390 1 5 LX0001 MR\n{links}", "U0", "0191")
    lines = list(links_text(shown, Style()))
    assert lines[5] == "  U5/0191   RR   line 12: U4/0191 > U3/0191 > U2/0191 > U1/0191 > U0/0191"
    assert lines[-3:] == [
        "  U11/0191  RR   line 24: U10/0191 > U9/0191 > U8/0191 > U7/0191 > U6/0191 >",
        "                 U5/0191 > (4 more) > U0/0191",
        "11 links, 11 users.",
    ]


def test_json_obeys_its_contract() -> None:
    document = json.loads("\n".join(links_json(found(CLUSTER, "MAINT", "0190"))))
    assert_obeys(document, LINKS)
    assert document["extents"] == [
        {"volid": "M1RES", "first": 100, "last": 149, "subject": "MAINT-1/0190"},
        {"volid": "M2RES", "first": 200, "last": None, "subject": "MAINT-2/0190"},
    ]
    assert document["links"][2] == {
        "subject": "B/0290",
        "kind": "user",
        "users": ["B"],
        "mode": "RR",
        "members": ["M1"],
        "way": ["P/0190", "MAINT-1/0190"],
        "steps": 2,
        "path": "part0",
        "line": 7,
    }
    assert document["links"][-1]["mode"] is None


def test_colour_changes_no_word() -> None:
    shown = found(CLUSTER, "MAINT", "0190")
    assert next(links_text(shown, Style(colour=True))) == "\x1b[1mMAINT/0190\x1b[0m on M1RES 100-149, M2RES 200-END"


def test_names_are_made_harmless() -> None:
    text = "USER A NOLOG\n MDISK 0191 3390 1 5 LX0001 MR\nUSER B\x1b NOLOG\n LINK A 0191 0191 RR\n"
    shown = found(text, "A", "0191")
    assert all(line.isprintable() for line in links_text(shown, Style()))
