"""A difference as text."""

from dirtool.compare.diff.comparison import compare
from dirtool.report.diff_text import diff_text
from dirtool.report.style import Style
from tests.model.made import directory_of

OLD = """\
PROFILE P
 MACHINE ESA 16
USER DBTEST PW 1G 2G G
 MDISK 0200 3390 12001 3338 LX0041 MR
 NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1
USER GONE NOLOG
 MDISK 0191 3390 500 50 LX0002 MR
 MDISK 0192 3390 600 50 LX0002 MR
USER KEEP GEHEIM 1G 2G G
 INCLUDE P
 MDISK 0191 3390 100 50 LX0002 MR A B C
 MDISK 0192 3390 200 50 LX0002 MR
"""
NEW = """\
PROFILE P
 MACHINE ESA 32
USER LNX7 PW 1G 2G G
 MDISK 0200 3390 12001 3338 LX0041 MR
 NICDEF 0700 TYPE QDIO LAN SYSTEM VSW1
USER KEEP GEHEIM2 1G 2G BG
 INCLUDE P
 ACCOUNT 1
 MDISK 0191 3390 100 60 LX0002 MW A B D
 MDISK 0192 3390 300 50 LX0002 MR
USER FRESH NOLOG
 ACCOUNT 7
 MDISK 0191 3390 510 20 LX0002 MR
"""


def lines(old: str, new: str, width: int = 80, *, fold: bool = True, colour: bool = False) -> list[str]:
    return list(diff_text(compare(directory_of(old), directory_of(new)), Style(colour, width), fold=fold))


def test_each_change_has_a_sign_and_says_what_becomes_of_the_data_and_where_it_stands() -> None:
    assert lines(OLD, NEW) == [
        "~  P  MACHINE mcpu 16 -> 32",
        "    changes 1 virtual machine; part0:2",
        "",
        ">  LNX7  USER, was DBTEST                                data kept on 1 minidisk",
        "    part0:3",
        ">  LNX7/0700  NICDEF",
        "    was DBTEST/0600; part0:5",
        "",
        "~  KEEP  PASSWORD changed",
        "    part0:9 -> 6",
        "~  KEEP  CLASS G -> BG",
        "    part0:9 -> 6",
        "+  KEEP  ACCOUNT 1",
        "    part0:8",
        "~  KEEP/0191  MDISK LX0002 100-149 -> 100-159; mode MR -> MW; multi password",
        "      changed                                       data kept; 10 cylinders more",
        "    part0:11 -> 9",
        "=> KEEP/0192  MDISK LX0002 200-249 -> 300-349",
        "                       data elsewhere: there only if copied; old extent orphaned",
        "    part0:12 -> 10",
        "",
        "+  FRESH  USER with 2 statements",
        "    part0:11",
        "+  FRESH/0191  MDISK 20 cylinders on LX0002 510-529",
        "                                                data stale: last owner GONE/0191",
        "    part0:13",
        "",
        "-  GONE  USER with 2 statements",
        "    part0:6",
        "-! GONE/0191  MDISK 50 cylinders on LX0002 500-549",
        "                                        data overwritten: FRESH/0191 has 510-529",
        "    part0:7",
        "-  GONE/0192  MDISK 50 cylinders on LX0002 600-649                 data orphaned",
        "    part0:8",
        "",
        "5 entries (1 added, 1 removed, 2 changed, 1 renamed);",
        "7 changes inside (1 added, 5 changed, 1 moved);",
        "data: 1 overwritten, 1 orphaned, 1 elsewhere, 1 stale",
    ]


def test_no_line_is_wider_than_asked_for() -> None:
    for width in (40, 60, 80, 120):
        assert max(map(len, lines(OLD, NEW, width))) <= width


def test_nothing_but_colour_is_added_in_colour() -> None:
    coloured = lines(OLD, NEW, colour=True)
    assert coloured[0] == "\x1b[1;33m~\x1b[0m  \x1b[1mP\x1b[0m  MACHINE mcpu 16 -> 32"
    import re

    assert [re.sub(r"\x1b\[[\d;]*m", "", line) for line in coloured] == lines(OLD, NEW)


def test_two_directories_that_mean_the_same_have_one_line() -> None:
    assert lines(OLD, OLD.lower()) == ["No difference in meaning."]


def farm(users: int, switch: str) -> str:
    return "\n".join(f"USER L{at} NOLOG\n NICDEF 600 LAN SYSTEM {switch}" for at in range(users))


def test_the_same_change_of_many_entries_is_told_once() -> None:
    old, new = farm(12, "VSW1"), farm(12, "VSW2")
    assert lines(old, new)[:4] == [
        "~  L0/0600  NICDEF lan SYSTEM VSW1 -> SYSTEM VSW2",
        "    part0:2",
        "    the same for 11 more entries: L1/0600, L2/0600, L3/0600, L4/0600, L5/0600,",
        "    L6/0600, and 5 more",
    ]
    assert len(lines(old, new)) == 6
    assert sum(line.startswith("~") for line in lines(old, new, fold=False)) == 12


def test_of_a_long_list_in_one_entry_the_end_is_counted_but_for_what_stands_out() -> None:
    old = "USER A NOLOG"
    many = "".join(f"\n NAMESAVE SEG{at:02}" for at in range(20))
    new = f"{old}{many}\n OPTION LNKNOPAS\n MDISK 191 3390 1 5 VOL001"
    told = lines(old, new)
    assert sum("NAMESAVE" in line for line in told) == 12
    assert "    and 8 more changes of A (--all)" in told
    assert "+  A  OPTION LNKNOPAS" in told
    assert sum("NAMESAVE" in line for line in lines(old, new, fold=False)) == 20


def test_what_is_told_for_others_too_is_in_no_part_that_is_only_counted() -> None:
    many = "".join(f"\n NAMESAVE SEG{at:02}" for at in range(20))
    told = lines("USER A NOLOG\nUSER B NOLOG", f"USER A NOLOG{many}\n NAMESAVE Z\nUSER B NOLOG\n NAMESAVE Z")
    assert told[-6:-2] == [
        "+  A  NAMESAVE Z",
        "    part0:22",
        "    the same for 1 more entry: B",
        "    and 8 more changes of A (--all)",
    ]


def test_what_a_file_holds_is_made_harmless() -> None:
    told = "\n".join(lines("USER A NOLOG", "USER A NOLOG\n COMMAND \x1b[2J"))
    assert "\x1b" not in told
    assert "\\x1b[2J" in told
