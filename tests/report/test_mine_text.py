"""Profiles that are proposed, as text."""

from dirtool.migrate.mine.mining import mine
from dirtool.report.mine_text import mine_text
from dirtool.report.style import Style
from tests.migrate.mine.farm import farm
from tests.model.made import directory_of

SHARED = " IPL CMS\n MACHINE ESA 4\n CONSOLE 009 3215 T\n SPOOL 00C 2540 READER *\n"
FOUR = "".join(f"USER WEB{number} NOLOG 1G 2G G\n{SHARED}" for number in range(1, 5))
TEXT = f"""\
DIRECTORY 123 3390 RES001
PROFILE P
 SPOOL 00E 1403 A
{FOUR}USER ODD NOLOG
 IPL CMS
 MACHINE ESA 2
 CONSOLE 009 3215 T
 SPOOL 00C 2540 READER *
USER A1 NOLOG
 INCLUDE P
 IPL 190
USER A2 NOLOG
 INCLUDE P
 IPL 190
IDENTITY A3 NOLOG
 INCLUDE P
 BUILD ON ONE USING SUBCONFIG A3-1
 BUILD ON TWO USING SUBCONFIG A3-2
 IPL 190
SUBCONFIG A3-1
SUBCONFIG A3-2
USER LONE NOLOG
 SYSAFFIN ONE
USER POO NOLOG
 POOL LOW 1 HIGH 3 PROFILE Q
"""


def lines(text: str, width: int = 80, *, fold: bool = True, colour: bool = False) -> list[str]:
    return list(mine_text(mine(directory_of(text)), Style(colour, width), fold=fold))


def test_a_profile_is_told_with_its_members_what_moves_and_what_that_saves() -> None:
    assert lines(TEXT) == [
        "+  WEBDFLT  new PROFILE for 4 entries                            saves 7 records",
        "    WEB1, WEB2, WEB3 and WEB4",
        "      IPL CMS",
        "      MACHINE ESA 4",
        "      CONSOLE 009 3215 T",
        "      SPOOL 00C 2540 READER *",
        "    16 records go, 9 come",
        "    nearly the same: ODD lacks MACHINE ESA 4",
        "    WEBDFLT PROTODIR has all that they have",
        "",
        "~  P  PROFILE gets what all 3 entries share                      saves 2 records",
        "    A1, A2 and A3",
        "      IPL 190",
        "    3 records go, one comes",
        "    no PROTODIR file: not all of them are USERs",
        "",
        "left as they are, since SYSAFFIN in them limits what stands behind it: LONE",
        "",
        "2 profiles save 9 records: 45 now, 36 then, 20 % fewer",
        "proved: 11 virtual machines of 10 entries and 3 ids of pools are what they were,",
        "    statement by statement",
    ]


def test_a_derived_profile_tells_what_it_comes_from() -> None:
    users = "".join(f"USER U{number} NOLOG\n INCLUDE P\n{SHARED}" for number in range(1, 8))
    told = lines(f"DIRECTORY 123 3390 RES001\nPROFILE P\n SPOOL 00E 1403 A\nUSER O NOLOG\n INCLUDE P\n{users}")
    assert told[0] == "+  P2  new PROFILE for 7 entries in place of P                  saves 22 records"
    assert told[6] == "    28 records go, 6 come, 1 of them from P"


def test_a_profile_that_is_there_may_serve_more_entries() -> None:
    told = lines(f"DIRECTORY 123 3390 RES001\nPROFILE P\n{SHARED}USER O NOLOG\n INCLUDE P\n{FOUR}")
    assert told[0] == ">  P  PROFILE says what 4 entries say                           saves 12 records"


def test_long_lists_and_many_profiles_are_shortened_unless_all_is_wanted() -> None:
    records = ["DIRECTORY 123 3390 RES001"]
    for kind in range(12):
        for number in range(10):
            records.append(f"USER {chr(65 + kind) * 3}{number} NOLOG")
            records += [f" LINK OWN{kind} {vdev:04X} {vdev:04X} RR" for vdev in range(16)]
    text = "\n".join(records)
    short, long = lines(text), lines(text, fold=False)
    assert short[1] == "    AAA0, AAA1, AAA2, AAA3, AAA4, AAA5, AAA6, AAA7 and 2 more"
    assert short[16] == "      and 2 more records"
    assert "and 2 more profiles that save 266 records (--all)" in short
    assert long[1] == "    AAA0, AAA1, AAA2, AAA3, AAA4, AAA5, AAA6, AAA7, AAA8 and AAA9"
    assert sum(line.startswith("+") for line in long) == 12


def test_every_line_fits_and_colour_says_nothing_more() -> None:
    text = "\n".join(farm(60))
    for width in (50, 80):
        assert all(len(line) <= width for line in lines(text, width))
    plain, coloured = lines(text), lines(text, colour=True)
    assert plain != coloured
    assert [line.replace("\x1b[0m", "") for line in plain] == plain


def test_nothing_to_propose_is_said() -> None:
    assert lines("USER A NOLOG") == [
        "left as they are, since nothing tells that the directory is for z/VM, and older",
        "    systems have no PROFILE: A",
        "",
        "no profile would make the file smaller",
    ]
    assert lines("DIRECTORY 123 3390 RES001\n") == ["no profile would make the file smaller"]
