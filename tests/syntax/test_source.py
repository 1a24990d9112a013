"""The statements of a file: continuation, columns, sequence fields, and what is shown of secrets."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.syntax.source import Source, Word
from dirtool.syntax.statement import Unparsed
from dirtool.text.records import read_records
from tests.model.made import PARSER, findings, places, source_of

H = "USER LINUX1 LBYONLY 2G 4G G\n"


def only_operands(text: str) -> dict[str, object]:
    """The operands of the one statement behind the header."""
    source = source_of(H + text)
    assert len(source.statements) == 2
    return source.statements[1].operands()


# ---- records


def test_lines_are_those_of_the_statements() -> None:
    source = source_of("* comment\nUSER A NOLOG\n\n  * another\n LINK B 191 291\n00010000\n IPL CMS\n")
    assert source.lines == [2, 5, 7]
    assert [statement.keyword for statement in source.statements] == ["USER", "LINK", "IPL"]
    assert source.text(1) == "LINK B 191 291"
    assert source.lines_of(1) == [5]


_ALIKE = (
    "USER A NOLOG",
    " LINK B 191,",
    " 191 RR",
    "POSIXGLIST GIDS 1,",
    " 5",
    "* remark",
    "",
    " NICDEF 600 TYPE,",
    " MDISK 191 3390 1 1 V1 MR",
    " MDISK 191 3390 1 1 V1 MR EXTRA WORDS BEHIND THEM",
    " SHARE",
    "XSTRANGE 1",
    " IPL CMS",
    " ipl cms",
    f"{' IPL CMS':<72}00010000",
    f"{' IPL CMS':<71}X",
    "00010000",
)


@given(*[st.lists(st.sampled_from(_ALIKE), max_size=12).map("\n".join)] * 3)
@settings(max_examples=150, deadline=None)
def test_a_file_that_is_like_others_is_read_as_if_they_were_not_there(text: str, one: str, other: str) -> None:
    alone = source_of(text)
    like = Source(alone.records, PARSER, [source_of(one), source_of(other)])
    assert (like.statements, like.lines, like.faults) == (alone.statements, alone.lines, alone.faults)
    assert [*map(like.lines_of, range(len(like.lines)))] == [*map(alone.lines_of, range(len(like.lines)))]


def test_files_that_are_alike_share_statements_whatever_their_columns_73_to_80() -> None:
    goes_on = "POSIXGLIST GIDS 1,\n 5"
    one = source_of(f"{'USER A NOLOG':<80}\n IPL CMS\n*\n SHARE 1 2 3\n{goes_on}")
    moved = source_of(f"* moved\n{'USER A NOLOG':<72}00010000\n SHARE 1 2 3\n{goes_on}").records
    like = Source(moved, PARSER, [one])
    assert [any(statement is other for other in one.statements) for statement in like.statements] == [True, True, False]
    assert like.statements == [one.statements[at] for at in (0, 2, 3)]
    assert like.faults == {1: one.faults[2]}


def test_records_with_text_past_column_71_are_known_and_blanks_are_no_text() -> None:
    source = source_of("\n".join(("A" * 71, "A" * 72, f"{'A':<80}", f"{'A':<79}B", f"{'':<75}B", f"{'A':<71}\t", "")))
    assert source.past_code == [2, 4, 5]


def test_an_empty_file() -> None:
    source = source_of("")
    assert (source.lines, source.statements, source.faults) == ([], [], {})
    assert findings("") == []
    assert Source(read_records(b"", "empty"), PARSER).statements == []


def test_a_file_of_comments_only() -> None:
    assert source_of("*\n\n   \n* x\n").statements == []


@pytest.mark.parametrize("field", ["00010000", "MNT00010", "        "])
def test_columns_73_to_80_are_no_operands(field: str) -> None:
    source = source_of(f"{'USER A NOLOG':<72}{field}\n{' LINK B 191 291':<72}{field}\n{'':<72}{field}\n")
    assert [statement.operands() for statement in source.statements] == [
        {"userid": "A", "password": "NOLOG"},
        {"userid": "B", "vdev1": "0191", "vdev2": "0291"},
    ]
    assert source.faults == {}


def test_column_71_is_the_last_one() -> None:
    source = source_of(f"{'USER A NOLOG 1G 2G G 64 ON ON ON':<70}7X\n")
    assert source.statements[0].operands()["escape"] == "7"
    assert source.words(0)[-1] == Word("7", 1, 71, 72)
    assert source.text(0).endswith(" 7")


def test_a_record_of_any_length_is_cut() -> None:
    source = source_of("USER A NOLOG " + "1G " * 50_000)
    assert source.text(0) == ("USER A NOLOG " + "1G " * 50_000)[:71].strip()
    assert max(word.end_column for word in source.words(0)) <= 72


def test_fixed_blocks_and_lines_are_read_alike() -> None:
    texts = ["USER A NOLOG", " LINK B 191 291", "* remark", " IPL CMS"]
    blocks = "".join(f"{text:<80}" for text in texts).encode()
    lines = "\n".join(texts).encode()
    first, second = (Source(read_records(data, "x"), PARSER) for data in (blocks, lines))
    assert first.records.blocks
    assert first.statements == second.statements
    assert first.lines == second.lines == [1, 2, 4]


def test_a_tab_separates_words() -> None:
    source = source_of("USER A NOLOG\n\tLINK\tB 191\t291\n")
    assert source.statements[1].operands() == {"userid": "B", "vdev1": "0191", "vdev2": "0291"}
    assert [(word.column, word.end_column) for word in source.words(1)] == [(2, 6), (7, 8), (9, 12), (13, 16)]


def test_an_orphan_sequence_field_is_no_statement() -> None:
    source = source_of("USER A NOLOG\n00010000\n12345678\n 1234567\n")
    assert source.lines == [1, 4]
    assert isinstance(source.statements[1], Unparsed)


# ---- continuation


@pytest.mark.parametrize(
    "text",
    [
        " POSIXINFO UID 5,\n   GID 6\n",
        " POSIXINFO UID 5 ,\n   GID 6\n",
        " POSIXINFO UID 5,\n* a comment\n\n   * another\n   GID 6\n",
        " POSIXINFO ,\n UID 5 GID,\n 6\n",
        " posixinfo uid 5,   \n   gid 6\n",
        f"{' POSIXINFO UID 5,':<72}00010000\n{'   GID 6':<72}00020000\n",
        " POSIXINFO UID 5,\n00010000\n GID 6\n",
    ],
)
def test_a_comma_at_the_end_goes_on_in_the_next_record(text: str) -> None:
    assert only_operands(text) == {"uid": 5, "gid": 6}
    assert [place for place in places(H + text) if place[0] != "REC007"] == []


def test_a_continued_statement_has_all_its_records() -> None:
    source = source_of(H + " POSIXINFO UID 5,\n* comment\n   GID 6,\n GNAME x\n IPL CMS\n")
    assert source.lines == [1, 2, 6]
    assert source.lines_of(1) == [2, 4, 5]
    assert source.text(1) == "POSIXINFO UID 5,\nGID 6,\nGNAME x"
    assert source.words(1) == [
        Word("POSIXINFO", 2, 2, 11),
        Word("UID", 2, 12, 15),
        Word("5", 2, 16, 17),
        Word("GID", 4, 4, 7),
        Word("6", 4, 8, 9),
        Word("GNAME", 5, 2, 7),
        Word("x", 5, 8, 9),
    ]


def test_a_fault_in_a_later_record_is_found_there() -> None:
    assert places(H + " POSIXINFO UID 5,\n* c\n   GID 4294967296\n") == [("VAL001", 4, 8, 18)]
    assert places(H + " POSIXINFO UID 5,\n   UID 6\n") == [("SYN007", 3, 4, 9)]
    assert places(H + " LOADDEV LUN 1,\n BOOTPROG 31\n") == [("VAL001", 3, 11, 13)]


def test_a_statement_is_found_at_all_its_records() -> None:
    source = source_of(H + " POSIXINFO UID 5,\n* c\n   UID 6\n IPL\n")
    assert [source.position_at(line) for line in (1, 2, 3, 4, 5, 6, 99)] == [0, 1, None, 1, 2, None, None]
    assert [source.position_before(line) for line in (1, 2, 4, 5, 99)] == [None, 0, 1, 1, 2]
    assert [[fault.rule for fault in source.faults[index]] for index in (1, 2)] == [
        ["conflicting-operands"],
        ["missing-operand"],
    ]


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("logonby maint, ", ["LOGONBY", "MAINT"]),
        ("LOGONBY MAINT ,", ["LOGONBY", "MAINT"]),
        ("IPL CMS,", ["IPL", "CMS"]),
        ("IPL CMS PARM A,", ["IPL", "CMS", "PARM", "A,"]),
        ("COMMAND SET A,", ["COMMAND", "SET", "A,"]),
        ("QUACK A,", ["QUACK", "A,"]),
    ],
)
def test_a_comma_at_the_end_is_no_part_of_the_last_operand(statement: str, words: list[str]) -> None:
    assert source_of(H + statement).folded_words(1) == words


def test_quoted_pieces_over_several_records_are_one_value() -> None:
    text = " LOADDEV SCPDATA 'root=/dev/dasda1  ',\n   'Quiet' ,\n   \"it's\"\n"
    assert only_operands(text) == {"scpdata": "root=/dev/dasda1  Quietit's"}
    path = " POSIXINFO IWDIR '/home/',\n '/my dir',\n UID 7\n"
    assert only_operands(path) == {"uid": 7, "iwdir": "/home//my dir"}


def test_hex_digits_over_several_records() -> None:
    assert only_operands(" LOADDEV SCPDATA HEX '0A' ,\n '1b'\n") == {"scpdata": "HEX 0A1B"}


def test_a_continued_command_keeps_its_blanks() -> None:
    source = source_of(H + " COMMAND SET   RUN,\n ON\n")
    text = source.statements[1].operands()["text"]
    assert text.split() == ["SET", "RUN", "ON"]
    assert "SET   RUN" in text


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (" POSIXINFO UID 5,\n", ("SYN006", 2, 16, 18)),
        (" POSIXINFO UID 5 ,\n", ("SYN006", 2, 18, 19)),
        (" POSIXINFO UID 5,\n* only comments\n\n", ("SYN006", 2, 16, 18)),
        (" POSIXINFO UID 5,\nUSER OTHER NOLOG\n", ("SYN006", 2, 16, 18)),
        (" POSIXINFO UID 5,\nPROFILE OTHER\n", ("SYN006", 2, 16, 18)),
        (" POSIXINFO UID 5,\n GID 6,\nUSER OTHER NOLOG\n", ("SYN006", 3, 6, 8)),
        (" POSIXINFO UID ,\n", ("SYN006", 2, 16, 17)),
        (" LOADDEV SCPDATA 'a b c',\n", ("SYN006", 2, 25, 26)),
        (" POSIXINFO IWDIR 'a b' ,\n", ("SYN006", 2, 24, 25)),
    ],
)
def test_a_statement_that_the_entry_or_the_file_ends(text: str, place: tuple[str, int, int, int]) -> None:
    assert places(H + text) == [place]


def test_the_entry_behind_an_unfinished_statement_is_its_own() -> None:
    source = source_of(H + " POSIXINFO UID 5,\nUSER OTHER NOLOG\n IPL CMS\n")
    assert [statement.keyword for statement in source.statements] == ["USER", "POSIXINFO", "USER", "IPL"]
    assert source.statements[1].operands() == {"uid": 5}


def test_equal_first_records_may_go_on_differently() -> None:
    source = source_of(H + " POSIXINFO UID 5,\n  GID 1\nUSER B NOLOG\n POSIXINFO UID 5,\n  GID 2\n")
    assert [statement.operands().get("gid") for statement in source.statements] == [None, 1, None, 2]


@pytest.mark.parametrize(
    "text", [" LOGONBY MAINT,\n", " MDISK 191 3390 1 1 VOL001 MR,\n", " OPTION ACCT ,\n", " IUCV ANY,\n"]
)
def test_other_statements_do_not_go_on(text: str) -> None:
    source = source_of(f"{H}{text} IPL CMS\n")
    assert [statement.keyword for statement in source.statements][2:] == ["IPL"]
    comma = text.rstrip("\n").rindex(",") + 1
    assert places(H + text)[0][:2] == ("SYN005", 2)
    assert places(H + text)[0][3] == comma + 1


def test_a_comma_inside_a_text_is_part_of_it() -> None:
    assert only_operands(" IPL CMS PARM A,B\n")["parm"] == "A,B"
    assert only_operands(" IPL CMS PARM A,\n")["parm"] == "A,"


def test_a_quoted_string_with_no_end() -> None:
    assert places(H + " LOADDEV SCPDATA 'a b\n") == [("SYN006", 2, 18, 22)]
    assert places(H + ' IPL CMS LOADPARM "a b\n IPL CMS\n') == [("SYN006", 2, 19, 23)]


@pytest.mark.parametrize(
    ("first", "second", "keywords"),
    [
        ("COMMAND MSG OP HELLO,", "MD 191 3390 1 1 VOL001 MR A B", ["COMMAND", "MDISK"]),
        ("COMMAND MSG OP HELLO,", "MD 191 3390 T-DISK", ["COMMAND", "MDISK"]),
        ("COMMAND MSG OP HELLO,", "THERE", ["COMMAND"]),
        ("POSIXINFO UID 5,", "L MAINT 190 190 RR", ["POSIXINFO", "LINK"]),
        ("POSIXINFO UID 5,", "LINK MAINT", ["POSIXINFO", "LINK"]),
        ("POSIXINFO UID 5,", "L MAINT 190 190 RR * base disk", ["POSIXINFO", "LINK"]),
        ("POSIXINFO UID 5,", "L MAINT 190 190 QQ", ["POSIXINFO"]),
        ("POSIXINFO UID 5,", "U", ["POSIXINFO", "USER"]),
        ("POSIXGLIST GNAMES a,", "comm b,\n c", ["POSIXGLIST"]),
        ("POSIXINFO UID 5,", "GID 6", ["POSIXINFO"]),
        ("POSIXGLIST GNAMES staff,", "s mail", ["POSIXGLIST"]),  # which is no good SPOOL
        ("POSIXGROUP staff,", "1", ["POSIXGROUP"]),
    ],
)
def test_a_good_statement_behind_a_comma_is_not_swallowed(first: str, second: str, keywords: list[str]) -> None:
    source = source_of(f"{H} {first}\n {second}\n")
    assert [statement.keyword for statement in source.statements][1:] == keywords


def test_a_statement_is_no_continuation_of_a_command_that_ends_with_a_comma() -> None:
    source = source_of("USER A NOLOG\n COMMAND MSG OP HELLO,\n MDISK 191 3390 1 1 VOL001 MR\n")
    assert [statement.keyword for statement in source.statements] == ["USER", "COMMAND", "MDISK"]
    assert [(fault.rule, fault.certainty) for fault in source.faults[1]] == [("unfinished-statement", "warning")]


def test_a_damaged_word_is_found_once() -> None:
    cut = f"USER A NOLOG\n{' LINK MAINT 190 190':70}XRR\n"
    assert [found.code for found in findings(cut)] == ["REC002"]
    assert [found.code for found in findings("USER A NOLOG\n LINK MAINT 190 190 R\x07\n")] == ["REC005"]
