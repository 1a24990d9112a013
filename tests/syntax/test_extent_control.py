"""EXTENT CONTROL as rows: sections, comments, columns, faults; the fast way against plain Lark; any bytes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.spec.extent_control import TAGS
from dirtool.syntax.extent_control import (
    AutoBlock,
    ControlFile,
    DefaultGroup,
    DefaultSize,
    Exclusion,
    GroupRecord,
    Region,
    Row,
    SsiVolume,
    is_extent_control,
)
from dirtool.syntax.fault import Fault
from dirtool.text.codepage import encode
from dirtool.text.records import read_records
from tests.model.made import records_of

WHOLE = """\
* A comment
:REGIONS.
  *RegionId  VolSer    RegStart      RegEnd  Dev-Type  Comments
  LX0001     LX0001           1       10016  3390-09   first  of all
  lx0002     LX0002          +1         END  3390-27

:END.
:GROUPS.
  LINUX      (ALLOCATE ROTATING)
  LINUX      LX0001 LX0002
  OTHER      LX0002 ( allocate linear )
:END.
:SSI_VOLUMES.
  RES        TIDE1    TD1RES
:END.
:DEFAULT_GROUPS.
  LINUX      TIDE1
:END.
:EXCLUDE.
  MAINT-*    01ff
  PACKSAVE
:END.
:AUTOBLOCK.
  9336       4096  1  8  FBA
  3390       4096  180  CYL  CKD
:END.
:DEFAULTS.
  3390-27    30051
:END.
"""
ROWS = [
    Region("LX0001", "LX0001", 1, 10016, "3390-09", "first  of all", 4),
    GroupRecord("LINUX", "ROTATING", (), 9),
    GroupRecord("LINUX", None, ("LX0001", "LX0002"), 10),
    GroupRecord("OTHER", "LINEAR", ("LX0002",), 11),
    SsiVolume("RES", "TIDE1", "TD1RES", 14),
    DefaultGroup("LINUX", "TIDE1", 17),
    Exclusion("MAINT-*", "01FF", 20),
    Exclusion("PACKSAVE", None, 21),
    AutoBlock("9336", 4096, 1, 8, "FBA", 24),
    AutoBlock("3390", 4096, 180, 1, "CKD", 25),
    DefaultSize("3390-27", 30051, 28),
]


def read(text: str, *, plain: bool = False) -> ControlFile:
    return ControlFile(records_of(text), plain=plain)


def rows(*records: str) -> list[Row]:
    return read("\n".join(records)).rows


def test_every_section_is_read_and_a_bad_record_hides_nothing() -> None:
    found = read(WHOLE)
    assert found.rows == ROWS
    assert found.faults == {
        5: (Fault("bad-record", 2, 2, "first", "the number of a cylinder or block, of at most 10 digits"),)
    }
    assert len(found.lines) == 12 + 7 * 2


@pytest.mark.parametrize("how", ["lines", "fixed", "EBCDIC", "EBCDIC lines"])
def test_bytes_come_back_whatever_the_layout_and_the_rows_are_the_same(how: str) -> None:
    texts = WHOLE.removesuffix("\n").split("\n")
    fixed = "".join(f"{text:80}" for text in texts)
    data = {
        "lines": WHOLE.encode(),
        "fixed": fixed.encode(),
        "EBCDIC": encode(fixed, "1047"),
        "EBCDIC lines": encode("".join(f"{text}\x85" for text in texts), "1047"),
    }[how]
    records = read_records(data)
    assert ControlFile(records).rows == ROWS
    assert records.to_bytes() == data


def test_sections_stand_in_any_order_and_comments_and_blank_records_anywhere() -> None:
    assert rows(
        "  :exclude.  ",
        "",
        "\t* x",
        "A\t0190",
        "/ in column 1",
        ":END.",
        ":REGIONS.",
        "* :END.",
        "L L 1 2 3390",
        ":END.",
    ) == [Exclusion("A", "0190", 4), Region("L", "L", 1, 2, "3390", "", 9)]


def test_a_slash_further_on_is_no_comment() -> None:
    assert list(read(":EXCLUDE.\n / x\n:END.").faults) == [2]


# ---- sections


def parts(*records: str) -> list[tuple[str, bool, int, int, bool]]:
    found = read("\n".join(records))
    return [(part.tag, part.section is not None, part.line, part.last, part.is_closed) for part in found.parts]


def test_a_section_ends_at_its_end_or_where_another_begins() -> None:
    assert parts(":REGIONS.", ":GROUPS.", ":END.", ":WHAT.", ":END.", ":defaults.", "*") == [
        (":REGIONS.", True, 1, 1, False),
        (":GROUPS.", True, 2, 3, True),
        (":WHAT.", False, 4, 5, True),
        (":DEFAULTS.", True, 6, 7, False),
    ]


def test_an_end_that_closes_nothing_is_kept_as_such() -> None:
    found = read(":END.\n:EXCLUDE.\n:END.\n  :end.")
    assert found.stray_ends == [1, 4]


def test_records_of_an_unknown_section_are_not_judged_those_of_a_section_left_open_are() -> None:
    found = read(":WHAT.\nA B C D E F\n:END.\n:EXCLUDE.\nA\n:DEFAULTS.\n3390-A 5")
    assert found.faults == {}
    assert found.rows == [Exclusion("A", None, 5), DefaultSize("3390-A", 5, 7)]


def test_a_record_outside_of_all_sections_is_at_fault() -> None:
    assert read("A B\n:EXCLUDE.\n:END.\nC").faults == {
        1: (Fault("bad-record", 0, 1),),
        4: (Fault("bad-record", 0, 0),),
    }


@pytest.mark.parametrize(("text", "is_tag"), [(":LX1 A 1 2 3390", False), (":LX1", True), (":LX1. A 1 2 3390", True)])
def test_a_region_may_begin_with_a_colon_but_not_look_like_a_tag(text: str, is_tag: bool) -> None:
    found = read(f":REGIONS.\n{text}\n:END.")
    assert (len(found.parts) == 2) is is_tag
    assert found.rows == ([] if is_tag else [Region(":LX1", "A", 1, 2, "3390", "", 2)])


def test_words_behind_a_tag_are_at_fault_and_the_section_begins_all_the_same() -> None:
    found = read(":EXCLUDE. x y\nA\n:END. z")
    assert found.faults == {1: (Fault("bad-record", 1, 2),), 3: (Fault("bad-record", 1, 1),)}
    assert found.rows == [Exclusion("A", None, 2)]
    assert (found.parts[0].last, found.parts[0].is_closed) == (3, True)


# ---- records at fault


@pytest.mark.parametrize(
    ("section", "text", "faults"),
    [
        ("REGIONS", "L", [Fault("bad-record", 1, 1, expected=("volid",))]),
        ("REGIONS", "L L 1 2", [Fault("bad-record", 4, 4, expected=("devtype",))]),
        ("REGIONS", "L L 5 4 3390", [Fault("bad-record", 3, 3, "last", "5 or more")]),
        ("GROUPS", "L", [Fault("bad-record", 1, 1, allowed=("(",), expected=("regions",))]),
        ("GROUPS", "L (ALLOCATE", [Fault("bad-record", 3, 3, expected=("method",))]),
        ("GROUPS", "L (ALLOCATE LINEAR", [Fault("bad-record", 4, 4, allowed=(")",))]),
        ("GROUPS", "L (ALLOCATE LINEAR A", [Fault("bad-record", 4, 4, allowed=(")",))]),
        ("GROUPS", "L (ALLOC LINEAR)", [Fault("bad-record", 2, 2, allowed=("ALLOCATE",))]),
        ("GROUPS", "L A) B", [Fault("bad-record", 2, 2, "regions", "1 to 8 of A-Z 0-9 # @ $ : - +")]),
        ("GROUPS", "L A (ALLOCATE LINEAR) B", [Fault("bad-record", 6, 6)]),
        ("EXCLUDE", "A 0190 B C", [Fault("bad-record", 2, 3)]),
        ("EXCLUDE", "A 190", [Fault("unpadded-device-number", 1, 1, "vdev", "4 hexadecimal digits")]),
        ("EXCLUDE", "A 019G", [Fault("bad-record", 1, 1, "vdev", "4 hexadecimal digits")]),
        (
            "REGIONS",
            "L L 1 99999999999 3390",
            [Fault("bad-record", 3, 3, "last", "the number of a cylinder or block, of at most 10 digits, or END")],
        ),
        (
            "AUTOBLOCK",
            "3390 800 1 1 CKD",
            [Fault("bad-record", 1, 1, "block_size", "512, 1024, 2048 or 4096")],
        ),
        (
            "AUTOBLOCK",
            "3390 04096 1 99999999999 CKD",
            [Fault("bad-record", 3, 3, "units", "a number, 1 or more, of at most 10 digits")],
        ),
        (
            "DEFAULTS",
            "X 0",
            [
                Fault("bad-record", 0, 0, "devtype"),
                Fault("bad-record", 1, 1, "size", "a number, 1 or more, of at most 10 digits"),
            ],
        ),
    ],
)
def test_a_fault_tells_the_words_and_what_would_fit(section: str, text: str, faults: list[Fault]) -> None:
    found = read(f":{section}.\n{text}\n:END.")
    assert found.rows == []
    told = [fault._replace(wanted="", allowed=()) if fault.operand == "devtype" else fault for fault in found.faults[2]]
    assert told == faults


def test_words_have_their_places_and_parentheses_are_words_in_groups_only() -> None:
    found = read(":GROUPS.\n A (B)\n:END.\n:EXCLUDE.\n  A(B)  C\n:END.")
    assert [word[:] for word in found.words(2)] == [("A", 2, 2, 3), ("(", 2, 4, 5), ("B", 2, 5, 6), (")", 2, 6, 7)]
    assert [word[:] for word in found.words(5)] == [("A(B)", 5, 3, 7), ("C", 5, 9, 10)]


# ---- sequence fields


def numbered(texts: list[str]) -> str:
    return "\n".join(f"{text:72}{number:08}" for number, text in enumerate(texts, 1))


def test_sequence_fields_of_a_numbered_file_are_no_part_of_its_records() -> None:
    found = read(numbered([":EXCLUDE.", "A 0190", "B", ":END."]))
    assert (found.rows, found.faults) == ([Exclusion("A", "0190", 2), Exclusion("B", None, 3)], {})
    assert found.records.texts[1].endswith("00000002")


def test_in_a_numbered_file_a_sequence_field_is_one_though_the_text_reaches_up_to_it() -> None:
    region = "LX0001 LX0001 1 END 3390-09 the first of those that are shared by two po"
    assert len(region) == 72
    found = read(numbered([":REGIONS.", region, "LX0002 LX0002 1 END 3390-09", ":END."]))
    assert found.texts[1] == region
    assert [row.comment for row in found.rows if isinstance(row, Region)] == [region[28:], ""]


def test_a_number_that_stands_one_column_early_is_no_sequence_field() -> None:
    texts = numbered([":EXCLUDE.", "A 0190", "B 0191", ":END."]).split("\n")
    texts[2] = f"{'B 0191':71}00000003"
    assert read("\n".join(texts)).texts[2] == texts[2]


def test_what_stands_in_columns_73_to_80_of_a_file_without_numbers_belongs_to_the_record() -> None:
    names = [f"LNXR000{number}" for number in range(1, 9)]
    found = read(f":GROUPS.\n{' '.join(['GROUPNAM', *names])}\n:END.")
    assert found.texts[1][72:] == "LNXR0008"
    assert found.rows == [GroupRecord("GROUPNAM", None, tuple(names), 2)]


# ---- recognition


@pytest.mark.parametrize(
    ("text", "is_control"),
    [
        (":REGIONS.", True),
        ("* x\nwhat is this\n  :groups.", True),
        (":WHAT.\n:END.", True),
        (":REGION.", False),
        ("", False),
        ("USER A NOLOG\n:REGIONS.", False),
        (":END.\nUSER A NOLOG\n INCLUDE P\nX", False),
        (":GROUPS.\nUSER A\nMDISK A\nX\nY\n:END.", True),
        ("* :REGIONS.\nA :REGIONS.", False),
    ],
)
def test_a_tag_tells_extent_control_from_a_directory(text: str, is_control: bool) -> None:
    assert is_extent_control(records_of(text)) is is_control


# ---- properties

words = st.one_of(
    st.sampled_from("LX0001 LX0002 1 10016 END 3390-09 LINUX MAINT-* 0122 122 ( ) (ALLOCATE ROTATING) LINEAR".split()),
    st.sampled_from("REGIONS GROUPS EXCLUDE TAG ALLOCATE 4096 180 * / : :END. 'a é ٣ ﬁ".split()),
    st.text(max_size=9),
)
made_records = st.one_of(st.lists(words, max_size=8).map(" ".join), st.sampled_from(TAGS))


@settings(max_examples=300, deadline=None)
@given(st.lists(made_records, max_size=20))
def test_plain_lark_finds_the_same(made: list[str]) -> None:
    fast, plain = read("\n".join(made)), read("\n".join(made), plain=True)
    assert (fast.rows, fast.faults, fast.parts) == (plain.rows, plain.faults, plain.parts)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(made_records.map(str.encode), st.binary(max_size=30)), max_size=20))
def test_any_bytes_are_read_and_each_record_is_a_row_a_fault_a_tag_or_none(made: list[bytes]) -> None:
    found = ControlFile(read_records(b"\n".join(made)))
    assert found.records.to_bytes() == b"\n".join(made)
    lines = [row.line for row in found.rows]
    assert not set(lines) & set(found.faults)
    for line, faults in found.faults.items():
        assert all(0 <= fault.first <= len(found.words(line)) for fault in faults)
