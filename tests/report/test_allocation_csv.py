"""Where requests go and why, as CSV."""

import csv

from dirtool.report.allocation_csv import allocation_csv
from tests.report.allocated import allocation, placed, unplaced


def test_a_line_for_each_request() -> None:
    shown = allocation(placed(group="LINUX", region="LX0001A"), unplaced(), unplaced("#1", None, None))
    assert list(allocation_csv(shown)) == [
        "subject,volid,devtype,first,last,size,unit,region,group,reason",
        "LNX1/0200,LX0001,3390,101,10116,10016,cylinder,LX0001A,LINUX,"
        "the smallest of 8 gaps in group LINUX that holds it",
        'LNX1/0201,,,,,50000,cylinder,,,"no gap of 50,000 cylinders; no move would make room"',
        '#1,,,,,,,,,"no gap of 50,000 cylinders; no move would make room"',
    ]


def test_nothing_is_a_header() -> None:
    assert list(allocation_csv(allocation())) == ["subject,volid,devtype,first,last,size,unit,region,group,reason"]


def test_what_a_spreadsheet_would_compute_is_inert() -> None:
    lines = list(allocation_csv(allocation(placed("=A/0200", "@X\x1b", group="+G"))))
    [_, cells] = csv.reader(lines)
    assert (cells[0], cells[1], cells[8]) == ("'=A/0200", "'@X\\x1b", "'+G")
