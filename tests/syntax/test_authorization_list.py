"""The authorisation list of SMAPI: rows in columns, the marker, and the writer of a row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.errors import InputError
from dirtool.syntax.authorization_list import AuthorizationList, authority_row, is_authorization_list
from tests.model.made import records_of

MARKER = authority_row("DO.NOT.REMOVE", "DO.NOT.REMOVE", "DO.NOT.REMOVE")
names = st.text("".join(map(chr, [*range(33, 97), *range(123, 127)])), min_size=1, max_size=64).filter(
    lambda text: not text.startswith("*")
)


def list_of(*records: str) -> AuthorizationList:
    return AuthorizationList(records_of("\n".join(records), "authlist"))


def faults_of(record: str) -> list[str]:
    return [fault.said for fault in list_of(record).rows[0].faults]


def test_a_row_has_its_fields_in_columns_1_66_and_131() -> None:
    row = authority_row("ZHCP")
    assert (row.index("ZHCP"), row.index("ALL"), row.rindex("ALL"), len(row)) == (0, 65, 130, 133)


@given(names, names, names)
def test_a_row_that_was_written_reads_the_same(requester: str, target: str, function: str) -> None:
    (row,) = [*(found := list_of(authority_row(requester, target, function))).rows, *found.markers]
    assert (row.requester, row.target, row.function) == (requester, target, function)
    assert row.faults == ()


@pytest.mark.parametrize("word", ["", "TWO WORDS", "N" * 65, "TAB\t", "*", "NUL\0"])
def test_what_can_be_no_field_is_refused(word: str) -> None:
    with pytest.raises(InputError, match=r"target .*: allowed: one word of up to 64 characters"):
        authority_row("ZHCP", word)


def test_a_field_of_64_characters_fits() -> None:
    assert faults_of(authority_row("N" * 64, "T" * 64, "F" * 64)) == []


def test_three_words_are_the_fields_wherever_they_stand() -> None:
    row = list_of(" zhcp  all  image_query_dm").rows[0]
    assert (row.requester, row.target, row.function) == ("ZHCP", "ALL", "IMAGE_QUERY_DM")
    assert faults_of(" zhcp  all  image_query_dm") == [
        "requester ZHCP begins in column 2, and must begin in column 1",
        "target ALL begins in column 8, and must begin in column 66",
        "function IMAGE_QUERY_DM begins in column 13, and must begin in column 131",
    ]


@pytest.mark.parametrize(
    ("record", "faults"),
    [
        ("ZHCP", ["there is no target, which must begin in column 66", "there is no function, which must begin in column 131"]),
        (f"{'ZHCP':130}ALL", ["there is no target, which must begin in column 66"]),
        (f"{'':65}{'ALL':65}ALL", ["there is no requester, which must begin in column 1"]),
        (
            f"{'':65}{'ALL':30}ALL",
            [
                "there is no requester, which must begin in column 1",
                "function ALL begins in column 96, and must begin in column 131",
            ],
        ),
        (f"{authority_row('ZHCP')} remark", ["REMARK in column 135 is none of requester, target and function"]),
        (f"{'ZHCP X':65}{'ALL':65}ALL", ["X in column 6 is none of requester, target and function"]),
        (
            f"ZHCP\tALL\t{'ALL':9}and more of it",
            [
                "target ALL begins in column 6, and must begin in column 66",
                "function ALL begins in column 10, and must begin in column 131",
                "AND in column 19 is none of requester, target and function",
            ],
        ),
        (authority_row("A", "B", "F" * 64) + "F", [f"function {'F' * 40}... has 65 characters; allowed: up to 64"]),
    ],
)  # fmt: skip
def test_a_fault_tells_where_a_field_stands_and_where_it_must(record: str, faults: list[str]) -> None:
    assert faults_of(record) == faults


def test_the_marker_is_no_row_wherever_its_words_stand() -> None:
    found = list_of(MARKER, "do.not.remove DO.NOT.REMOVE DO.NOT.REMOVE", authority_row("MAINT"))
    assert [row.line for row in found.markers] == [1, 2]
    assert [row.requester for row in found.rows] == ["MAINT"]


def test_blank_records_and_those_with_an_asterisk_are_passed_over() -> None:
    found = list_of(MARKER, "", "*DIRTOOL: IGNORE AUT005 our own", authority_row("MAINT"), "   ")
    assert [row.line for row in found.rows] == [4]


@pytest.mark.parametrize(
    "text",
    [
        MARKER,
        "DO.NOT.REMOVE",
        f"ZHCP ALL ALL\n{authority_row('MAINT')}",
        "ZHCP ALL ALL\nMAINT LINUX1 image_query_dm\nX Y IMAGE_CPUS",
        f"\n\n{authority_row('A', 'B', 'C')}",
    ],
)
def test_a_list_is_known_by_its_marker_its_columns_or_its_third_words(text: str) -> None:
    assert is_authorization_list(records_of(text))


@pytest.mark.parametrize("text", ["", "USER A NOLOG\n IUCV ANY ALL", "ZHCP ALL ALL\nhello", "A B C", "* DO.NOT.REMOVE"])
def test_other_files_are_no_such_list(text: str) -> None:
    assert not is_authorization_list(records_of(text))


@given(st.text(alphabet=" \tAB*\0é", max_size=200))
def test_any_text_is_read(text: str) -> None:
    for row in list_of(text).rows:
        assert row.faults or (row.requester and row.target and row.function)


@pytest.mark.parametrize(
    ("records", "shown"),
    [
        (["USER MAINT SECRET01 64M 1G G"], [["USER", "MAINT", "********"]]),
        (["user maint secret01"], [["USER", "MAINT", "********"]]),
        (["USR MAINT SECRET01"], [["USR", "MAINT", "********"]]),
        (["USER MAINT,", " SECRET01 64M"], [["USER", "MAINT,"], ["********", "********"]]),
        ([" MDISK 191 3390 1 5 VOL001 MR SECRET01"], [["MDISK", "191", "********"]]),
        ([f"{authority_row('ZHCP')} USER MAINT SECRET01"], [["ZHCP", "ALL", "ALL", "USER", "MAINT", "********"]]),
        (["USER1 ALL ALL"], [["USER1", "ALL", "ALL"]]),
        (["ZHCP ALL MYLIST"], [["ZHCP", "ALL", "MYLIST"]]),
        ([authority_row("USER", "MAINT", "MYLIST")], [["USER", "MAINT", "MYLIST"]]),
    ],
)
def test_a_statement_of_a_directory_is_hidden_behind_its_second_word(
    records: list[str], shown: list[list[str]]
) -> None:
    found = list_of(MARKER, authority_row("XCAT"), *records)
    rows = found.rows[1:]
    assert [[word.shown for word in row.words][: len(words)] for row, words in zip(rows, shown, strict=True)] == shown
    assert all("SECRET" not in fault.said for row in rows for fault in row.faults)
    for line in range(3, 3 + len(records)):
        text = found.records.texts[line - 1]
        hidden = [text[start:stop].upper() for start, stop in found.secrets_in(line)]
        assert ("SECRET01" in " ".join(hidden)) == ("SECRET01" in text.upper())
