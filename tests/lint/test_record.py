"""REC: what is said of the layout of records, and what is not."""

import pytest

from dirtool.lint.diagnostic import Diagnostic
from dirtool.lint.engine import lint
from dirtool.model.directory import Directory
from dirtool.syntax.source import Source
from dirtool.text.edit import apply_edits
from dirtool.text.records import Records, read_records
from tests.model.made import PARSER, findings, places, records_of

H = "USER A NOLOG\n"
Place = tuple[str, int, int, int]


def at(column: int, text: str, before: str = " LINK B 190 190 RR") -> str:
    """A record with something at a column."""
    return f"{before:<{column - 1}}{text}"


def judged(records: Records) -> list[Diagnostic]:
    """What this family finds in some records."""
    found = lint(Directory([Source(records, PARSER)])).diagnostics
    return [one for one in found if one.code.startswith("REC")]


def repaired(text: str) -> list[str]:
    """The records after all repairs that this family offers."""
    records = records_of(text)
    edits = [edit for one in judged(records) if one.fix for edit in one.fix.edits]
    return apply_edits(records, edits).texts


# ---- REC001 and REC002: behind column 71


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (at(72, "X"), [("REC001", 2, 72, 73)]),
        (at(73, "REMARK"), [("REC001", 2, 73, 79)]),
        (at(73, "A REMARK"), [("REC001", 2, 73, 81)]),
        (at(73, "ABCDEFGH"), [("REC001", 2, 73, 81)]),  # letters alone are no sequence field
        (at(73, "0000001"), [("REC001", 2, 73, 80)]),  # seven characters
        (at(72, "X00010000"), [("REC001", 2, 72, 81)]),
        (at(73, "00010000"), []),
        (at(73, "MNT00010"), []),
        (at(73, "        "), []),
        (" LINK B 190 190 RR" + " " * 80, []),
        (at(73, "REMARK", "* comment"), []),
        (at(73, "REMARK", ""), []),
        (at(70, "RRX", " LINK B 190 190"), [("VAL012", 2, 70, 72), ("REC002", 2, 70, 73)]),
        (at(68, "RR12345678901", " LINK B 190 190"), [("REC004", 2, 81, 81), ("REC002", 2, 68, 81)][1:]),
        (at(64, "COMMENT-IS-LONG", "*"), []),
        (at(72, "RR", " LINK B 190 190"), [("REC001", 2, 72, 74)]),
        (at(70, "RR", " LINK B 190 190"), []),
    ],
)
def test_behind_column_71(record: str, expected: list[Place]) -> None:
    found = [place for place in places(H + record) if place[0][:3] == "REC" or place[0] == "VAL012"]
    wanted = [place for place in expected if place[0] != "VAL012"]
    assert sorted(place for place in found if place[0] != "VAL012") == sorted(wanted)


def test_a_word_that_is_cut_says_how_much_is_left() -> None:
    (found,) = findings(H + at(68, "VOLUME7", " MDISK 191 3390 1 1"), "REC")
    assert found.message == "a word of 7 characters runs across column 71: DIRECTXA sees its first 4"


def test_a_remark_that_runs_across_column_71_is_no_cut_word() -> None:
    remark = " LINK MAINT 190 190 RR * the disk that holds the system, see the operating instructions"
    assert [place[0] for place in places(H + remark)] == ["SYN008", "REC004"]
    ignored = " LINK MAINT 190 190 RR the disk that holds the system, see the operating instructions"
    assert [place[0] for place in places(H + ignored)] == ["SYN004", "REC004"]
    in_lists = "  LOGONBY " + "USERNAME " * 6 + "USERNAME"
    assert "REC002" in [place[0] for place in places(H + in_lists)]


def test_the_parts_of_a_continued_statement_are_records_of_statements() -> None:
    text = H + at(73, "XX", " POSIXINFO UID 5,") + "\n" + at(73, "YY", " GID 6") + "\n"
    assert places(text) == [("REC001", 2, 73, 75), ("REC001", 3, 73, 75)]


# ---- REC003: tabs


def test_a_tab_is_found_and_repaired() -> None:
    text = H + "\tMDISK\t0191 3390 1 1 V\n"
    assert places(text) == [("REC003", 2, 1, 2)]
    assert repaired(text) == ["USER A NOLOG", "        MDISK   0191 3390 1 1 V"]
    assert findings(H + "\t* comment\twith tabs\n* and\tmore\n") == []
    assert findings(H + "\t\n") == []


def test_a_tab_in_a_text_is_repaired_only_where_that_is_allowed_to_change_it() -> None:
    whole = " COMMAND SET\tRUN ON"
    safe, unsafe, quoted = findings(
        f"{H}\tCOMMAND SET RUN ON\n{whole}\n LOADDEV SCPDATA 'root=/dev/dasda1',\n\t'ro'\n", "REC003"
    )
    assert [one.fix and one.fix.safety for one in (safe, unsafe, quoted)] == ["safe", "unsafe", "unsafe"]


def test_tabs_that_would_push_words_out_are_not_repaired() -> None:
    (found,) = findings(H + "\tLOGONBY\t" + "A" * 8 + "\t" + " ".join(["B" * 8] * 5))
    assert (found.code, found.fix) == ("REC003", None)


def test_a_tab_behind_column_71_is_no_part_of_the_statement() -> None:
    assert "REC003" not in [place[0] for place in places(H + at(73, "\tX"))]


# ---- REC004: length


@pytest.mark.parametrize("before", ["* comment", " LINK B 190 190 RR", ""])
def test_records_end_at_column_80(before: str) -> None:
    assert ("REC004", 2, 81, 82) in places(H + at(81, "X", before))
    assert "REC004" not in [place[0] for place in places(H + at(80, "X", before))]
    assert "REC004" not in [place[0] for place in places(H + before + " " * 90)]


# ---- REC005: characters


@pytest.mark.parametrize("character", ["\x00", "\x01", "\x07", "\x1b", "\x7f", "\x85", "\u2013", "\u0130"])
def test_a_character_that_has_no_place_in_a_statement(character: str) -> None:
    found = findings(f"{H} ACCOUNT A{character}\n", "REC")
    assert [(one.code, one.span.column, one.span.end_column) for one in found] == [("REC005", 11, 12)]
    assert f"U+{ord(character):04X}" in found[0].message
    assert character not in found[0].message


@pytest.mark.parametrize("character", ["é", "¢", "\xa7", "$", "~"])
def test_characters_of_a_code_page_are_fine(character: str) -> None:
    assert findings(f"{H} ACCOUNT A{character}\n", "REC") == []


def test_comments_may_hold_any_character() -> None:
    assert findings(H + "*DVHOPT LNK0 LOG1 CRC\x01\xf3\n  * \x00\n") == []


def test_one_finding_a_record_and_none_behind_column_71() -> None:
    assert places(H + " ACCOUNT A\x01B\x02\n", "REC") == [("REC005", 2, 11, 12)]
    assert "REC005" not in [place[0] for place in places(H + at(74, "\x01"), "REC")]


def test_bytes_above_7f_in_a_single_byte_file() -> None:
    records = read_records(b"USER A NOLOG\n ACCOUNT A\x9f\n*DVHOPT \xf3\x01\n", "x")
    found = judged(records)
    assert [(one.code, one.span.line, one.span.column) for one in found] == [("REC005", 2, 11)]


# ---- REC006: the order of sequence numbers


def numbered(*numbers: str) -> str:
    return "\n".join(at(73, number) for number in numbers)


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (("00010000", "00020000", "00030000"), []),
        (("00010000", "00030000", "00020000"), [("REC006", 3, 73, 81)]),
        (("00010000", "00010000"), [("REC006", 2, 73, 81)]),
        (("00030000", "00020000", "00010000"), [("REC006", 2, 73, 81)]),  # once a file
        (("00010000", "        ", "00020000"), []),
        (("MNT00030", "MNT00020"), []),  # labels are no numbers
        (("00010000", "MNT00020", "00020000"), []),
    ],
)
def test_sequence_numbers_ascend(numbers: tuple[str, ...], expected: list[Place]) -> None:
    assert places(numbered(*numbers), "REC") == expected


def test_the_number_before_is_shown_beside_it() -> None:
    (found,) = findings(numbered("00030000", "00020000"), "REC")
    assert found.message == "sequence number 00020000 follows 00030000"
    assert [related.span.line for related in found.related] == [1]
    assert str(found.severity) == "info"


def test_comments_and_blank_records_are_numbered_too() -> None:
    text = "\n".join([at(73, "00020000", "USER A NOLOG"), at(73, "00010000", "* x")])
    assert places(text, "REC") == [("REC006", 2, 73, 81)]


# ---- REC007: a number alone


def test_a_number_pushed_onto_its_own_record() -> None:
    text = H + "00010000\n IPL CMS\n00020000  \n"
    assert places(text) == [("REC007", 2, 1, 9), ("REC007", 4, 1, 9)]
    assert repaired(text) == ["USER A NOLOG", " IPL CMS"]


@pytest.mark.parametrize("record", [at(73, "00010000", ""), "* 00010000", " IPL 00010000", "", "        "])
def test_a_blank_record_with_a_number_is_blank(record: str) -> None:
    assert findings(H + record, "REC") == []


@pytest.mark.parametrize("record", ["0001000", "000100000", " 00010000", "0001000A"])
def test_other_words_that_stand_alone_are_unknown_statements(record: str) -> None:
    assert [place[0] for place in places(H + record)] == ["SYN001"]


# ---- REC008: a field one column early

SHIFTED = [
    at(72, "00010000", "USER A NOLOG"),
    at(72, "00020000", " LINK B 190 190 RR"),
    at(72, "00030000", " IPL CMS"),
]


def test_shifted_fields_are_reported_once() -> None:
    text = "\n".join(SHIFTED)
    assert places(text) == [("REC008", 1, 72, 80)]
    (found,) = findings(text)
    assert found.message == "3 records have their sequence field in columns 72-79 instead of 73-80"
    assert found.fix is not None
    assert found.fix.safety == "unsafe"
    assert repaired(text) == [at(73, record[71:], record[:71].rstrip()) for record in SHIFTED]
    assert findings("\n".join(repaired(text))) == []


def test_two_shifted_fields_may_be_an_accident() -> None:
    assert [place[0] for place in places("\n".join(SHIFTED[:2]))] == ["REC001", "REC001"]


def test_shifted_records_are_read_without_their_field() -> None:
    source = Source(records_of("\n".join(SHIFTED)), PARSER)
    assert source.statements[1].operands() == {"userid": "B", "vdev1": "0190", "vdev2": "0190", "mode": "RR"}


def test_other_records_beside_shifted_ones_are_still_judged() -> None:
    text = "\n".join([*SHIFTED, at(72, "X"), at(73, "REMARK"), at(70, "WORD", " ACCOUNT A")])
    assert places(text, "REC") == [
        ("REC008", 1, 72, 80),
        ("REC001", 4, 72, 73),
        ("REC001", 5, 73, 79),
        ("REC002", 6, 70, 74),
    ]


def test_labels_may_be_shifted_too() -> None:
    text = "\n".join(at(72, f"MNT0{number}000") for number in range(1, 5))
    assert [place[0] for place in places(text, "REC")] == ["REC008"]


# ---- encodings


def test_a_wide_character_is_found_in_utf_8_only() -> None:
    wide = Records("x", ["USER A NOLOG", " ACCOUNT A\u2013"], "utf-8")
    assert [one.code for one in judged(wide)] == ["REC005"]
