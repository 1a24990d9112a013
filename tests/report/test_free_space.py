"""The free space as text, JSON and CSV."""

import json

from dirtool.report.free_space import free_csv, free_json, free_text
from dirtool.report.style import Style
from dirtool.space.volumes.free_space import FreeRow

ROWS = [
    FreeRow("LINUX", ("3390",), 12, 120204, 80000, 40204, 10016, 0.25418, "cylinder", False, 0),
    FreeRow("OLD", ("3380", "3390"), 2, 5994, 5994, 0, 0, 0.0, "cylinder", True, 0),
    FreeRow("BLIND", ("3390",), 1, None, None, None, 599, 0.4, "cylinder", False, 1),
    FreeRow("FBA", ("9336",), 1, 2147483640, 1073741824, 1073741816, 1073741816, 0.0, "block", False, 0),
]


def test_cylinders_and_blocks_have_a_table_each() -> None:
    assert list(free_text(ROWS, "group", Style())) == [
        "Free cylinders by group",
        "Group Type      Volumes   Size  Used  Free          Largest Frag",
        "LINUX 3390           12 120204 80000 40204 27.6 GiB   10016 25 %",
        "OLD   3380 3390       2   5994  5994     0                0  0 % guess",
        "BLIND 3390            1      -     -     -              599 40 % 1 size unknown",
        "",
        "Free blocks by group",
        "Group Type Volumes       Size       Used       Free            Largest Frag",
        "FBA   9336       1 2147483640 1073741824 1073741816 512 GiB 1073741816  0 %",
    ]


def test_columns_are_wide_apart_where_there_is_room() -> None:
    assert list(free_text(ROWS[:1], "volume", Style(width=132))) == [
        "Free cylinders by volume",
        "Volume  Type  Volumes    Size   Used   Free            Largest  Frag",
        "LINUX   3390       12  120204  80000  40204  27.6 GiB    10016  25 %",
    ]


def test_nothing_to_tell() -> None:
    assert list(free_text([], "region", Style())) == ["No region has a volume in the map"]


def test_json() -> None:
    lines = list(free_json(ROWS, "group"))
    assert len(lines) == len(ROWS) + 2
    found = json.loads("\n".join(lines))
    assert (found["schema"], found["by"]) == ("dirtool.free-space/1", "group")
    assert found["rows"][0] == {
        "name": "LINUX",
        "devtypes": ["3390"],
        "volumes": 12,
        "size": 120204,
        "used": 80000,
        "free": 40204,
        "largest_gap": 10016,
        "fragmentation": 0.2542,
        "unit": "cylinder",
        "guessed": False,
        "unknown": 0,
    }
    assert found["rows"][2]["free"] is None


def test_csv() -> None:
    assert list(free_csv(ROWS[:3])) == [
        "name,devtypes,volumes,size,used,free,largest_gap,fragmentation,unit,guessed,unknown",
        "LINUX,3390,12,120204,80000,40204,10016,0.2542,cylinder,false,0",
        "OLD,3380 3390,2,5994,5994,0,0,0.0,cylinder,true,0",
        "BLIND,3390,1,,,,599,0.4,cylinder,false,1",
    ]


def test_names_are_made_harmless() -> None:
    nasty = [ROWS[0]._replace(name="=A\x1b")]
    assert list(free_text(nasty, "group", Style()))[2].startswith("=A\\x1b  3390")
    assert list(free_csv(nasty))[1].startswith("'=A\\x1b,3390")
