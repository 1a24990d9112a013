"""What becomes of each record in one pass."""

import pytest

from dirtool.migrate.user_input.cleaning import ChangeKind, make_user_input
from dirtool.syntax.masking import shown_record
from tests.migrate.user_input.cleaned import PLAIN, H, texts, told
from tests.model.made import directory_of as made


def test_records_are_padded_and_nothing_else_happens_to_a_clean_directory() -> None:
    records = ["* The directory", "DIRECTORY 123 3390 M01RES", "", H.format("A"), " * inside", "\tIPL  cms", "*"]
    assert texts("\n".join(records)) == records
    assert told("\n".join(records)) == []


def test_what_stands_behind_column_71_of_a_blank_record_goes_for_it_may_look_like_a_sequence_field() -> None:
    for far in (f"{'':72}00000300{'':26}x", f"{'':73}00001880", f"{'':72}REMARK"):
        assert texts(f"{H.format('A')}\n{far}\n IPL CMS") == [H.format("A"), "", " IPL CMS"]
        assert [row[0] for row in told(f"{H.format('A')}\n{far}\n IPL CMS")] == ["ignored"]


@pytest.mark.parametrize("columns", [71, 72])
def test_a_long_comment_does_not_come_to_end_in_a_sequence_field(columns: int) -> None:
    comments = [f"* {name:-<{columns - 3}} {'':3}0000{number}000" for number, name in enumerate("abc", 1)]
    found = texts("\n".join([H.format("A"), *comments, " IPL CMS"]))
    assert found[1:-1] == [one for at in range(3) for one in (comments[at][: columns - 1], f"* 0000{at + 1}000")]


def test_a_heading_goes_below_its_header_with_its_origin() -> None:
    found = make_user_input(made(f"{H.format('A')}\n IPL CMS\n*\n* web\n* server\n{H.format('B')}\n IPL CMS"), PLAIN)
    assert [line for _, line in found.origins] == [1, 2, 3, 6, 4, 5, 7]
    (change,) = found.changes
    assert (change.kind, change.span[:4], change.subject) == (ChangeKind.MOVED, ("part0", 4, 1, 5), "B")
    assert change.what == "moved below the header of B: * web and 1 more record"


def test_a_box_is_told_by_the_text_in_it() -> None:
    records = [H.format("A"), " IPL CMS", "*****", "* web     *", "*****", H.format("B"), " IPL CMS"]
    numbered = "\n".join(f"{text:72}{number:08}" for number, text in enumerate(records, 10000000))
    assert told(numbered)[1] == ("moved", 3, "B", "moved below the header of B: * web * and 2 more records")


def test_sequence_fields_are_told_once_a_file() -> None:
    numbered = [f"{text:72}{number:08}" for number, text in enumerate([H.format("A"), "* a", " IPL CMS"], 10000000)]
    assert texts("\n".join(numbered)) == [H.format("A"), "* a", " IPL CMS"]
    assert told("\n".join(numbered)) == [("sequence", 1, "", "blanked the sequence fields of 3 records")]
    shifted = [f"{text:71}{number:08}" for number, text in enumerate([H.format("A"), "* a", " IPL CMS"], 10000000)]
    assert texts("\n".join(shifted)) == [H.format("A"), "* a", " IPL CMS"]


def test_a_date_at_the_end_of_a_remark_stays() -> None:
    remark = f"{'* the disks of the web server, as they have been since':72}20190101"
    assert texts(f"{H.format('A')}\n{remark}\n{remark}\n{remark}\n IPL CMS")[1] == remark


def test_control_comments_and_lonely_sequence_fields_are_dropped() -> None:
    text = f"{H.format('A')}\n*PW00= 0123456789ABCDEF\n*OWNER: lab\n00010000\n IPL CMS\n*DVHOPT LNK0 LOG1"
    assert texts(text) == [H.format("A"), "*OWNER: lab", " IPL CMS"]
    assert told(text) == [
        ("control", 2, "A", "dropped: *PW00="),
        ("orphan", 4, "A", "dropped: a record of eight digits"),
        ("control", 6, "A", "dropped: *DVHOPT"),
    ]


def test_a_remark_before_a_control_comment_stays_with_its_entry() -> None:
    text = f"{H.format('A')}\n IPL CMS\n* 193 is gone\n*DVHOPT LNK0 LOG1\n{H.format('B')}\n IPL CMS"
    assert texts(text) == [H.format("A"), "* 193 is gone", " IPL CMS", H.format("B"), " IPL CMS"]
    assert make_user_input(made("\n".join(texts(text))), PLAIN).changes == []


def test_a_lonely_sequence_field_parts_nothing() -> None:
    text = f"{H.format('A')}\n IPL CMS\n* of B\n00010000\n{H.format('B')}\n IPL CMS"
    assert texts(text) == [H.format("A"), " IPL CMS", H.format("B"), "* of B", " IPL CMS"]


def test_what_directxa_ignores_is_dropped_and_told() -> None:
    text = f"{H.format('A')}\n{' SPOOL 00E 1403 A':72}* shared\n{' IPL CMS':90}far away"
    assert texts(text) == [H.format("A"), " SPOOL 00E 1403 A", " IPL CMS"]
    assert told(text) == [
        ("ignored", 2, "A", "dropped what DIRECTXA ignores: * shared"),
        ("ignored", 3, "A", "dropped what DIRECTXA ignores: far away"),
    ]


def test_a_word_that_crosses_column_71_stays_for_somebody_to_look_at_it() -> None:
    cut = f"{' COMMAND DEFINE NIC 0600 TYPE QDIO':66}DEVICES 3"
    assert texts(f"{H.format('A')}\n{cut}") == [H.format("A"), cut]
    assert texts(f"{H.format('A')}\n{cut:85}end") == [H.format("A"), cut]


def test_a_long_comment_goes_on_in_further_records() -> None:
    long = f"* {'word ' * 20}end"
    assert texts(f"{H.format('A')}\n{long}\n IPL CMS")[1:3] == [f"*{' word' * 14}", f"*{' word' * 6} end"]
    assert told(f"{H.format('A')}\n{long}\n IPL CMS") == [
        ("continued", 2, "A", "a comment of 105 columns is 2 records now")
    ]


def test_blanks_go_before_a_comment_is_parted() -> None:
    away = f"{'*MDISK 193 3390 1 5 LX0001 MR':90}SECRET"
    assert texts(f"{H.format('A')}\n IPL CMS\n{away}\n{H.format('B')}\n IPL CMS")[2:4] == [
        "*MDISK 193 3390 1 5 LX0001 MR SECRET", H.format("B")
    ]  # fmt: skip


def test_what_goes_on_behind_a_secret_is_secret() -> None:
    away = f"*MDISK 193 3390 1 5 LX0001 MR ALL SECRET * and {'very ' * 7}long remarks"
    found = made("\n".join(texts(f"{H.format('A')}\n IPL CMS\n{away}\n{H.format('B')}\n IPL CMS"))).sources[0]
    assert found.records.texts[2:5] == [
        f"*MDISK 193 3390 1 5 LX0001 MR ALL SECRET * and{' very' * 4} ,",
        "* very very very long remarks",
        H.format("B"),
    ]
    assert shown_record(found, 4).text == f"* {' '.join(['********'] * 5)}"


def test_a_directive_that_seems_to_go_on_with_a_password_is_moved_and_not_shown() -> None:
    away = "* MDISK 0191 3390 1 2 LX0001 MR READ WRITE MULTI MORE,"
    above = f"{H.format('A')}\n IPL CMS\n{away}\n*DIRTOOL: IGNORE ENT001\n*DIRTOOL: IGNORE-ENTRY\n"
    directory = f"{above}{H.format('B')}\n IPL CMS"
    assert "*DIRTOOL: IGNORE-ENTRY ENT001" in texts(directory)
    assert told(directory) == [("moved", 4, "B", "moved below the header of B: ********* ******** ********")]
