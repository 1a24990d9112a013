"""The mined file keeps every record that does not move, and its style."""

import pytest

from dirtool.migrate.mine.mining import mine
from dirtool.model.directory import Directory
from dirtool.model.reading import records_of
from dirtool.syntax.parser import Parser
from dirtool.syntax.source import Source
from dirtool.text import codepage

PARSER = Parser()
BODY = [" IPL CMS", " MACHINE ESA 4", " CONSOLE 009 3215 T", " SPOOL 00E 1403 A"]
START = ["DIRECTORY 123 3390 RES001"]


def guests(body: list[str], count: int = 3, indent: str = "") -> list[str]:
    return [text for number in range(count) for text in (f"{indent}USER U{number} NOLOG", *body)]


def mined(data: bytes) -> bytes:
    records = records_of(data, "user.direct")
    return mine(Directory([Source(records, PARSER)])).records.to_bytes()


def lines(texts: list[str]) -> bytes:
    return "".join(f"{text}\n" for text in texts).encode()


def test_line_ends_are_those_of_the_file() -> None:
    data = lines([*START, *guests(BODY)]).replace(b"\n", b"\r\n")
    assert mined(data).splitlines(keepends=True)[:3] == [
        b"DIRECTORY 123 3390 RES001\r\n",
        b"PROFILE SHRDFLT\r\n",
        b" IPL CMS\r\n",
    ]


def test_blocks_stay_blocks_of_80_bytes_in_ebcdic() -> None:
    data = codepage.encode("".join(f"{text:80}" for text in [*START, *guests(BODY)]), "1047")
    after = mined(data)
    assert len(after) % 80 == 0
    assert codepage.decode(after[80:160], "1047") == f"{'PROFILE SHRDFLT':80}"


def test_sequence_numbers_stay_where_they_were_and_new_records_have_none() -> None:
    texts = [f"{text:72}{number:08}" for number, text in enumerate([*START, *guests(BODY)], 1)]
    after = mined(lines(texts)).decode().split("\n")
    assert after[0] == texts[0]
    assert after[1:3] == [f"{'PROFILE SHRDFLT':80}", f"{' IPL CMS':80}"]
    assert after[6:8] == [texts[1], f"{' INCLUDE SHRDFLT':80}"]


def test_indent_and_case_are_those_of_the_file() -> None:
    texts = [*START, *guests([f"    {text.strip().lower()}" for text in BODY], indent="  ")]
    after = mined(lines([text.lower() for text in texts])).decode().split("\n")
    assert after[1:3] == ["  profile shrdflt", "    ipl cms"]
    assert after[6:8] == ["  user u0 nolog", "    include shrdflt"]


def test_an_include_is_written_as_others_are_and_in_their_place() -> None:
    texts = [*START, "PROFILE P", " SPOOL 00D 2540 PUNCH", "USER O NOLOG", "   INCLUDE P  * a remark"]
    body = ["   INCLUDE P  * a remark", *BODY]
    after = mined(lines([*texts, *guests(body, 6)])).decode().split("\n")
    assert after.count("   INCLUDE P  * a remark") == 1
    assert after.count("   INCLUDE P2  * a remark") == 6
    later = mined(lines([*texts, *guests([*BODY, " LINK MAINT 190"])])).decode().split("\n")
    assert [text.rstrip() for text in later].count("   INCLUDE SHRDFLT") == 3


def test_the_usual_spelling_goes_into_the_profile() -> None:
    one, other = [*BODY, " LINK MAINT 0190 0190 RR"], [*BODY, " LINK MAINT 190 190 RR"]
    after = mined(lines([*START, "USER V NOLOG", *one, *guests(other)])).decode().split("\n")
    assert after[6] == " LINK MAINT 190 190 RR"


def test_comments_stay_in_their_entries_and_continued_statements_move_whole() -> None:
    body = ["* the first", " POSIXGLIST GIDS 1,", "* between", "   2", *BODY, "* the last", "*DVHOPT LNK0"]
    after = mined(lines([*START, *guests(body), "USER V NOLOG"])).decode().split("\n")
    assert after[1:4] == ["PROFILE SHRDFLT", " POSIXGLIST GIDS 1,", "   2"]
    kept = [" INCLUDE SHRDFLT", "* the first", "* between", "* the last", "*DVHOPT LNK0"]
    assert after[8:] == [*guests(kept), "USER V NOLOG", ""]


def test_a_profile_stands_behind_the_last_one_before_its_comments() -> None:
    texts = ["* of the site", *START, "GLOBALDEFS", " POSIXGROUP staff 1", "*", "* users"]
    after = mined(lines([*texts, *guests(BODY)])).decode().split("\n")
    assert after[4] == "PROFILE SHRDFLT"
    assert after[9:11] == ["*", "* users"]


@pytest.mark.parametrize("data", [b"DIRECTORY 123 3390 A", b"", b"\x00\xff\n", b"USER A NOLOG\n\n\n"])
def test_where_nothing_is_proposed_the_bytes_are_those_of_the_file(data: bytes) -> None:
    assert mined(data) == data
