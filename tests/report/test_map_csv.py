"""The map as CSV, and the gaps as a file of fixed columns."""

import csv

from dirtool.report.map_csv import gap_file, map_csv
from dirtool.space.volumes.volume_map import VolumeMap
from tests.report.mapped import area, disk, pack, realistic, volume

MAP = VolumeMap(
    [
        volume(
            "VM0042", 10017, area("LABEL", 0, 0), pack("PACK/0A42", 10016),
            disk("A/0191", 1, 3439), disk("B-1/0191", 3400, 4299),
        ),
        volume("FB0001", 2147483640, disk("C/0200", 0, 1073741823), devtype="FB-512"),
        volume("@OPEN", None, disk("=D/0191", 5, None)),
    ],
    [],
    [],
)  # fmt: skip


def test_a_line_for_each_extent_and_gap() -> None:
    assert list(map_csv(MAP)) == [
        "volid,devtype,first,last,size,unit,kind,subject,flags",
        "VM0042,3390,0,0,1,cylinder,system,.LABEL.,",
        "VM0042,3390,0,10016,10017,cylinder,full-pack,PACK/0A42,OVERLAY",
        "VM0042,3390,1,3439,3439,cylinder,minidisk,A/0191,OVERLAP",
        "VM0042,3390,3400,4299,900,cylinder,minidisk,B-1/0191,OVERLAP",
        "VM0042,3390,4300,10016,5717,cylinder,gap,,",
        "FB0001,FB-512,0,1073741823,1073741824,block,minidisk,C/0200,",
        "FB0001,FB-512,1073741824,2147483639,1073741816,block,gap,,",
        "'@OPEN,3390,0,4,5,cylinder,gap,,",
        "'@OPEN,3390,5,,,cylinder,minidisk,'=D/0191,",
    ]


def test_the_lines_are_read_back_as_they_were() -> None:
    volume_map = realistic()
    rows = list(csv.DictReader(map_csv(volume_map)))
    assert len(rows) == sum(len(one.extents) + len(one.gaps) for one in volume_map.volumes)
    assert {row["subject"] for row in rows} == {
        "",
        *(one.subject for each in volume_map.volumes for one in each.extents),
    }


def test_the_gaps_stand_in_fixed_columns() -> None:
    assert list(gap_file(MAP)) == [
        "VM0042 3390         4300      10016       5717",
        "FB0001 FB-512 1073741824 2147483639 1073741816",
        "@OPEN  3390            0          4          5",
    ]
