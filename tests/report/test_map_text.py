"""The map as text: DIRMAP's order and columns, never more than 80 of them."""

import re

import pytest

from dirtool.report.map_text import map_text
from dirtool.report.style import Style
from dirtool.space.volumes.volume_map import Shared, Unlocated, VolumeMap
from tests.report.mapped import area, disk, many, pack, realistic, volume

SYSTEM = volume(
    "VM0042", 10017, area("LABEL", 0, 0), pack("PACKHOLD/0A42", 10016), disk("DBSRV01/0191", 1, 100),
    disk("DBSRV01/0200", 101, 3439), disk("MAINTX-1/0191", 4000, 4174, userid="MAINTX"),
    disk("WEB07/0201", 4100, 4299), disk("SPARE/0191", 4250, 4299)._replace(excluded=True),
    source="full-pack", groups=("LINUX",), members=("SYSA", "SYSB"),
)  # fmt: skip
IDENTICAL = volume(
    "VMDUP1", 3339, disk("LEFT/0200", 1, 1113), disk("RIGHT/0200", 1, 1113), source="model", model="3390-03"
)
BLOCKS = volume(
    "FB0001", 2147483640, area("LABEL", 0, 15), disk("FBSRV/0200", 208, 1073741823),
    disk("CFG-1/0300", 1073741824, 1573741823, userid="CFG"), disk("LATE/0200", 2147483000, 2147483647),
    devtype="9336", source="extent-control",
)  # fmt: skip
UNKNOWN = volume("OLDVOL", None, disk("GUEST/0191", 1, 50), disk("GUEST/0192", 60, None), devtype="3350")
EMPTY = volume("EMPTY1", None)
WITHOUT_A_PLACE = [
    Unlocated("LNX1/0300", "vdisk", 524288),
    Unlocated("MAINT/0124", "devno", None),
    Unlocated("LNX2/0300", "vdisk", 8),
    Unlocated("NEW/0191", "auto", 50),
    Unlocated("TMP/0195", "tdisk", 20),
    Unlocated("PMAINT/0141", "sysres", 45),
]
SMALL = VolumeMap(
    [SYSTEM, IDENTICAL, BLOCKS, UNKNOWN, EMPTY], WITHOUT_A_PLACE, [Shared(100, 120, ("A/0190", "B/0190"))]
)

EXPECTED = """\
        # used   + used in part   % system   . free   X overlap

VM0042  |########################+..+XXX.......................................|
Volser  Type     Userid    Addr Mode   Start     End    Size Subconfg Flags
VM0042  3390     .LABEL.                   0       0       1
                 PACKHOLD  0A42 MR         0   10016   10017          OVERLAY
                 DBSRV01   0191 MR         1     100     100
                 DBSRV01   0200 MR       101    3439    3339
                                        3440    3999     560          GAP
                 MAINTX    0191 MR      4000    4174     175 MAINTX-1 OVERLAP
                 WEB07     0201 MR      4100    4299     200          OVERLAP
                 SPARE     0191 MR      4250    4299      50          OVERLAP
                                                                      EXCLUDED
                                        4300   10016    5717          GAP
  10,017 cylinders (6.88 GiB; full pack); used 3,740; free 6,277 (4.31 GiB);
  largest gap 5,717 (3.93 GiB); fragmentation 9 %; 2 overlaps;
  members SYSA SYSB; group LINUX; region LIN042

VMDUP1  |+######################+..............................................|
Volser  Type     Userid    Addr Mode   Start     End    Size Subconfg Flags
VMDUP1  3390                               0       0       1          GAP
                 LEFT      0200 MR         1    1113    1113          DUP
                 RIGHT     0200 MR         1    1113    1113          DUP
                                        1114    3338    2225          GAP
  3,339 cylinders (2.29 GiB; a guess: the smallest 3390 that holds it);
  used 1,113; free 2,226 (1.53 GiB); largest gap 2,225 (1.53 GiB);
  fragmentation 1 %; 1 pair of identical extents

FB0001  |+##################################################+.................+|
Volser  Type     Userid    Addr Mode      Start        End       Size Flags
FB0001  9336     .LABEL.                      0         15         16
                                             16        207        192 GAP
                 FBSRV     0200 MR          208 1073741823 1073741616
                 CFG       0300 MR   1073741824 1573741823  500000000 CFG-1
                                     1573741824 2147482999  573741176 GAP
                 LATE      0200 MR   2147483000 2147483647        648 BEYOND
  2,147,483,640 blocks (1,024 GiB; EXTENT CONTROL); used 1,573,742,280;
  free 573,741,368 (274 GiB); largest gap 573,741,176 (274 GiB);
  fragmentation 1 %

OLDVOL  |.##################################################.........#>
Volser  Type     Userid    Addr Mode   Start     End    Size Subconfg Flags
OLDVOL  3350                               0       0       1          GAP
                 GUEST     0191 MR         1      50      50
                                          51      59       9          GAP
                 GUEST     0192 MR        60     END       -
  size unknown; used 51; largest gap 9; fragmentation 10 %

EMPTY1  |>
Volser  Type     Userid    Addr Mode   Start     End    Size Subconfg Flags
EMPTY1  3390
  size unknown; used 0

Minidisks without a place on a volume
  DEVNO    MAINT/0124
  T-DISK   TMP/0195 (20)
  V-DISK   LNX1/0300 (524288)  LNX2/0300 (8)
  AUTO     NEW/0191 (50)
  &SYSRES  PMAINT/0141 (45)

Overlaps on &SYSRES
  A/0190 and B/0190 share 100-120

5 volumes; 3 overlaps
  cylinders: used 4,904; free 8,503 (5.84 GiB); 1 size guessed; 2 sizes unknown
  blocks:    used 1,573,742,280 (750 GiB); free 573,741,368 (274 GiB)
"""


def text(volume_map: VolumeMap, style: Style | None = None, *, bars: bool = False) -> list[str]:
    return list(map_text(volume_map, style or Style(), bars=bars))


def test_a_small_map() -> None:
    assert text(SMALL, bars=True) == EXPECTED.splitlines()


def test_without_bars_the_rest_is_the_same() -> None:
    assert text(SMALL) == [line for line in EXPECTED.splitlines()[2:] if "  |" not in line]


def test_colour_changes_nothing_but_colour() -> None:
    coloured = text(SMALL, Style(colour=True), bars=True)
    assert [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in coloured] == EXPECTED.splitlines()
    assert any("\x1b[1;31mOVERLAP\x1b[0m" in line for line in coloured)


@pytest.mark.parametrize("volume_map", [SMALL, realistic(), many(100, 30)])
def test_no_line_is_longer_than_80_columns(volume_map: VolumeMap) -> None:
    assert max(map(len, text(volume_map, bars=True))) == 80


def test_userid_and_device_number_stand_where_programs_look_for_them() -> None:
    found = [line for line in text(realistic()) if "BIGDB" in line]
    assert [(line[17:25], line[27:31]) for line in found] == [("BIGDB   ", "0400"), ("BIGDB   ", "0401")]


def test_in_a_wider_terminal_ten_digits_leave_room_for_a_column_of_subconfigs() -> None:
    lines = text(VolumeMap([BLOCKS], [], []), Style(width=100))
    assert lines[0] == "Volser  Type     Userid    Addr Mode      Start        End       Size Subconfg Flags"
    assert lines[4] == "                 CFG       0300 MR   1073741824 1573741823  500000000 CFG-1"
    assert lines[6].endswith("2147483000 2147483647        648          BEYOND")


def test_a_subconfig_and_its_flag_stand_below_one_another_where_the_room_is_small() -> None:
    late = disk("MAINTX-1/0300", 1573741824, 2147483647, userid="MAINTX")
    lines = text(VolumeMap([volume("FB0002", 2147483640, late, devtype="9336")], [], []))
    assert lines[2:4] == [
        "                 MAINTX    0300 MR   1573741824 2147483647  573741824 MAINTX-1",
        "                                                                      BEYOND",
    ]


def test_a_full_pack_that_uses_its_volume_is_no_overlay() -> None:
    lines = text(VolumeMap([volume("LXPACK", 3339, pack("LNX1/0100", 3338, counts=True))], [], []))
    assert (
        lines[1:3]
        == [
            "LXPACK  3390     LNX1      0100 MR         0    3338    3339          FULLPACK",
            "  3,339 cylinders (2.29 GiB; given); used 3,339 (2.29 GiB); free 0",
        ]
        or lines[2] == "  3,339 cylinders (2.29 GiB; given); used 3,339; free 0"
    )


def test_a_long_list_without_a_place_is_filled_kind_by_kind() -> None:
    lines = text(VolumeMap([], [Unlocated(f"LINUX{number:03d}/0300", "vdisk", 524288) for number in range(5)], []))
    assert lines == [
        "Minidisks without a place on a volume",
        "  V-DISK   LINUX000/0300 (524288)  LINUX001/0300 (524288)",
        "           LINUX002/0300 (524288)  LINUX003/0300 (524288)",
        "           LINUX004/0300 (524288)",
        "",
        "0 volumes; 0 overlaps",
    ]


def test_overlaps_that_are_not_told_are_counted() -> None:
    crowded = volume("CROWD1", 100, disk("A/0191", 1, 50), disk("B/0191", 40, 60))
    crowded.untold_overlaps = 1234
    lines = text(VolumeMap([crowded], [], []))
    assert "1 overlap and 1,234 more" in lines[-4]
    assert lines[-2] == "1 volume; 1,235 overlaps"


def test_bytes_are_summed_up_only_where_all_types_tell_them() -> None:
    old = volume("OLDVOL", 555, disk("A/0191", 1, 50), devtype="3350")
    new = volume("NEWVOL", 3339, disk("A/0192", 1, 1669))
    assert text(VolumeMap([new, old], [], []))[-1] == "  cylinders: used 1,719; free 2,175"
    assert text(VolumeMap([new], [], []))[-1] == "  cylinders: used 1,669 (1.15 GiB); free 1,670 (1.15 GiB)"


def test_what_a_terminal_would_act_upon_is_spelt_out() -> None:
    nasty = disk("A\x1b[2J/0191", 1, 5)._replace(mode="\x07")
    drawn = "\n".join(
        text(VolumeMap([volume("V\x1b", 100, nasty)], [Unlocated("B\x1b/0300", "vdisk", 8)], []), bars=True)
    )
    assert "A\\x1b[2J" in drawn
    assert drawn.replace("\n", "").isprintable()


def test_a_very_narrow_terminal_gets_every_row() -> None:
    assert len(text(SMALL, Style(width=8), bars=True)) >= len(EXPECTED.splitlines())
