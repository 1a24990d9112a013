"""STY: the width of device numbers, the order of devices, and the mode of a minidisk."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dirtool.lint.diagnostic import Diagnostic, Fix
from dirtool.lint.engine import lint
from dirtool.lint.options import Options
from dirtool.lint.registry import RULES
from dirtool.text.edit import apply_edits
from tests.model.made import directory_of, records_of, source_of

H = "USER A NOLOG 2G 4G G\n"
STYLE = {code: rule.severity for code, rule in RULES.items() if rule.family == "STY"}


def judged(text: str, code: str) -> list[Diagnostic]:
    return lint(directory_of(text), options=Options(severities={code: STYLE[code]})).diagnostics


def repaired(text: str, *codes: str) -> str:
    """The text after all repairs of some rules at once."""
    fixes = [found.fix for code in codes for found in judged(text, code)]
    edits = [edit for fix in fixes if fix is not None for edit in fix.edits]
    return "\n".join(apply_edits(records_of(text), edits).texts)


def test_these_rules_are_for_those_who_ask_for_them() -> None:
    assert {str(RULES[code].profile) for code in STYLE} == {"strict"}
    assert set(STYLE) == {"STY001", "STY002", "STY003"}


# ---- STY001


def test_numbers_of_two_widths_are_reported_once_an_entry() -> None:
    text = f"{H} CONSOLE 0009 3215\n LINK B 190 0290 RR\n MDISK 191 3390 1 1 V\nUSER B NOLOG\n SPOOL 00C 2540 READER\n"
    (found,) = judged(text, "STY001")
    assert (found.span.line, found.span.column, found.span.end_column) == (3, 9, 12)
    assert found.message == "2 of 4 device numbers are written with fewer than four digits"
    assert (found.subject, str(found.severity)) == ("A", "info")
    ((span, subject, said),) = found.related
    assert (span.line, span.column, span.end_column) == (2, 10, 14)
    assert (subject, said) == ("A/0009", "the first of four digits is here")


@pytest.mark.parametrize(
    "statements",
    [
        "LINK B 190 0290",
        "MDISK 191 3390 DEVNO 2150",
        "DEDICATE 5 0A80",
        "CONSOLE 009 3215\n SPOOL 000C 2540 READER",
        "LINK B 0191 191",
        "NICDEF 600 TYPE QDIO\n SPECIAL 0700 3270",
        "MDISK 191 3390 0191 1 V\n LINK B 0190 0190",
        "LOADDEV ALTERNATE 1B00 ALTERNATE b00",
        "LOADDEV ALTERNATE b00,\n LUN 1\n LOADDEV ALTERNATE 1B00",
        "LINK B 190 190 RR * remark\n LINK B 0191 0191",
    ],
)
def test_what_counts_as_a_device_number(statements: str) -> None:
    assert len(judged(f"{H} {statements}\n", "STY001")) == 1


@pytest.mark.parametrize(
    "statements",
    [
        "LINK B 190 290",
        "LINK B 0190 0290",
        "IPL 0190\n MDISK 191 3390 0191 0100 V",
        "IPL 190\n MDISK 0191 3390 191 100 V",
        "COMMAND DEFINE NIC 600 TYPE QDIO\n MDISK 0191 3390 1 1 V",
        "LINK B 190 190 RR 0190\n LINK B 191 191",
        "LINK B 190 190 RR * 0190 0191",
        "LINK 0190 190 190 RR",
        "MDISK 191 3390 1 1 0191 MR",
        "MDISK 191 3390 DEVNO 150 MR 0191 0150 9",
        "MDISK 0191 3390 1 1 V MR 191",
        "ACCOUNT 191 0191\n MDISK 191 3390 1 1 V",
        "LINK B 19G 0190 RR\n LINK B 191 191",
        "MDISK 0191 3390 1 1 VOLUME7\n LINK B 191 191",
        "CPU 00\n CPU 0A\n CONSOLE 0009 3215",
    ],
)
def test_what_is_no_device_number_or_at_fault(statements: str) -> None:
    assert judged(f"{H} {statements}\n", "STY001") == []


@pytest.mark.parametrize(
    ("record", "after"),
    [
        (" LINK B 190 0290 RR", " LINK B 0190 0290 RR"),
        (" LINK B 190  0290 RR", " LINK B 0190 0290 RR"),
        (" LINK B 0190 290  RR", " LINK B 0190 0290 RR"),
        (" LINK B 0190 290", " LINK B 0190 0290"),
        (" LINK B 0190 290   ", " LINK B 0190 0290   "),
        (" DEDICATE 5    0a80", " DEDICATE 0005 0a80"),
        (" DEDICATE 5   0a80", " DEDICATE 0005   0a80"),
        (" DEDICATE 0005 a8", " DEDICATE 0005 00a8"),
        (" LINK B 190 0290 RR".ljust(72) + "00010000", " LINK B 0190 0290 RR".ljust(72) + "00010000"),
        (" LINK B 190 0290 RR".ljust(80), " LINK B 0190 0290 RR".ljust(80)),
        (" LINK B 190 0290 RR".ljust(70) + "X", " LINK B 190 0290 RR".ljust(70) + "X"),
        (" LINK B 190 290 RR".ljust(69) + "X", " LINK B 0190 290 RR".ljust(70) + "X"),
        (" LINK B 9 0290 RR".ljust(69) + "X", " LINK B 9 0290 RR".ljust(69) + "X"),
        (" LINK B 9 0290 RR".ljust(67) + "X".ljust(5) + "00010000", " LINK B 0009 0290 RR".ljust(70) + "X 00010000"),
        (" LINK B 190  0290 RR".ljust(70) + "X", " LINK B 0190 0290 RR".ljust(70) + "X"),
    ],
)
def test_repair_keeps_columns_where_it_can_and_never_passes_column_71(record: str, after: str) -> None:
    full = " CONSOLE 0009 3215\n"  # without it, numbers of a record that are all short are no mixture
    assert repaired(f"{H}{full}{record}\n", "STY001") == H + full + after


def test_repair_is_safe_and_covers_all_of_an_entry() -> None:
    text = f"{H} CONSOLE 0009 3215\n LINK B 190 190 RR\n MDISK 191  3390 1 1 V MR SECRET1\n"
    (found,) = judged(text, "STY001")
    assert found.fix is not None
    assert (found.fix.title, found.fix.safety) == ("write four digits", "safe")
    assert "SECRET" not in repr(found)
    assert repaired(text, "STY001").split("\n")[2:] == [" LINK B 0190 0190 RR", " MDISK 0191 3390 1 1 V MR SECRET1"]


def test_a_record_without_room_has_no_repair() -> None:
    (found,) = judged(f"{H}{' LINK B 190 0290 RR'.ljust(70)}X\n", "STY001")
    assert found.fix is None


NUMBERS = st.sampled_from(["9", "0C", "190", "191", "0190", "0191", "A00", "1A00", "b0"])
BLANKS = st.sampled_from([" ", "  ", "    "])


@st.composite
def device(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A record of a device statement, and the device numbers in it as written."""
    first, second, other = draw(NUMBERS), draw(NUMBERS), draw(st.sampled_from(["9", "190", "0190", "0191"]))
    statement, numbers = draw(
        st.sampled_from(
            [
                (["LINK", "B", first, second, "RR"], [first, second]),
                (["MDISK", first, "3390", other, "1", "V", "MR", other], [first]),
                (["MDISK", first, "3390", "DEVNO", second, "MR"], [first, second]),
                (["DEDICATE", first, second, "R/O"], [first, second]),
                (["SPOOL", first, "2540", "READER", "A"], [first]),
                (["IPL", other], []),
            ]
        )
    )
    record = "".join(draw(BLANKS) + word for word in statement)
    if draw(st.booleans()):
        record = record.ljust(draw(st.sampled_from([71, 72]))).ljust(72) + "00010000"
    return record, numbers


@settings(max_examples=150)
@given(st.lists(device(), min_size=1, max_size=5))
def test_repair_changes_the_width_of_device_numbers_and_nothing_else(devices: list[tuple[str, list[str]]]) -> None:
    text = H + "\n".join(record for record, _ in devices)
    widths = {len(number) == 4 for _, numbers in devices for number in numbers}
    found = judged(text, "STY001")
    assert len(found) == (widths == {True, False})
    after = repaired(text, "STY001")
    assert judged(after, "STY001") == []
    assert source_of(after).statements == source_of(text).statements
    for (before, numbers), record in zip(devices, after.split("\n")[1:], strict=True):
        assert record[71:] == before[71:]
        if found and before[:71].split()[0] != "IPL":
            rest = Counter(before[:71].split()) - Counter(numbers)
            assert Counter(record[:71].split()) == rest + Counter(number.zfill(4) for number in numbers)


# ---- STY002

KINDS = {
    "C": "CONSOLE 0009 3215",
    "S": "SPOOL 000C 2540 READER",
    "L": "LINK B 0190 0190 RR",
    "M": "MDISK 0191 3390 1 1 V MR",
    "N": "NICDEF 0600 TYPE QDIO",
    "D": "DEDICATE 0700 0700",
    "X": "SPECIAL 0800 3270",
    "O": "MINIOPT NOMDC",
    "?": "MDISK 0191",
}


def entries(*orders: str) -> str:
    """Entries of device statements in some order, a letter for each of KINDS."""
    return "".join(
        f"USER A{number} NOLOG\n" + "".join(f" {KINDS[letter]}\n" for letter in order)
        for number, order in enumerate(orders)
    )


def unusual(*orders: str) -> list[tuple[str, str]]:
    """Subject and message of every entry that has an unusual order."""
    return [(found.subject, found.message) for found in judged(entries(*orders), "STY002")]


def test_an_entry_that_differs_from_five_others_is_reported() -> None:
    text = entries(*["CSM"] * 5, "CMMS")
    (found,) = judged(text, "STY002")
    assert found.message == "SPOOL stands behind MDISK, but before it in 5 of 5 other entries with both"
    assert (found.span.line, found.span.column, found.span.end_column) == (25, 2, 7)
    ((span, subject, said),) = found.related
    assert (span.line, span.column, span.end_column) == (23, 2, 7)
    assert (subject, said) == ("A5/0191", "in most entries this MDISK comes later")
    assert (found.subject, str(found.severity)) == ("A5", "info")


@pytest.mark.parametrize(
    ("orders", "reported"),
    [
        (["LM"] * 4 + ["ML"], 0),
        (["LM"] * 5 + ["ML"], 1),
        (["LM"] * 9 + ["ML"] * 2, 2),
        (["LM"] * 8 + ["ML"] * 2, 0),
        (["LM"] * 18 + ["ML"] * 3, 3),
        (["LM"] * 17 + ["ML"] * 3, 0),
        (["LM"] * 5 + ["MCL"], 0),  # they do not stand next to each other
        (["LCM"] * 5 + ["ML"], 0),
        (["LM"] * 5 + ["MOML"], 1),
        (["LM"] * 5 + ["M?L"], 1),
        (["LM"] * 5 + ["LML"], 1),
        (["LM"] * 4 + ["LML"], 0),
        (["LML"] * 9, 0),
        (["LM"] * 5 + ["M", "L", "", "MMM"], 0),
    ],
)
def test_how_many_entries_make_an_order(orders: list[str], reported: int) -> None:
    assert len(unusual(*orders)) == reported


def test_an_entry_is_reported_once_at_its_first_statement_out_of_order() -> None:
    text = entries(*["CSLMN"] * 5, "SCMLNC")
    (found,) = judged(text, "STY002")
    assert (found.span.line, found.message.split()[0]) == (33, "CONSOLE")


def test_order_in_the_file_does_not_matter() -> None:
    orders = ["CS"] * 5 + ["SC"]
    first, last = (judged(entries(*some), "STY002") for some in (orders, orders[::-1]))
    assert [found.message for found in first] == [found.message for found in last]


def by_hand(orders: Sequence[str]) -> int:
    """How many entries have an unusual order, entry by entry against all others."""
    pairs = [{*pairwise(kind for kind, _ in groupby(order))} for order in orders]
    found = 0
    for at, own in enumerate(pairs):
        others = pairs[:at] + pairs[at + 1 :]
        for left, right in own:
            usual = sum((right, left) in other for other in others)
            same = sum((left, right) in other for other in others)
            if usual >= 5 and usual / (usual + same) >= 0.9:
                found += 1
                break
    return found


@given(st.lists(st.sampled_from(["CS", "SC", "CSL", "CLS", "CSCL", "L", "SLC"]), max_size=4), st.integers(4, 20))
def test_orders_agree_with_a_count_by_hand(orders: list[str], usual: int) -> None:
    assert len(unusual(*["CSL"] * usual, *orders)) == by_hand(["CSL"] * usual + orders)


# ---- STY003


@pytest.mark.parametrize(
    ("statement", "column"),
    [
        ("MDISK 191 3390 1 1 V", 22),
        ("MDISK 191 3390 0 END V", 24),
        ("MDISK 191 3390 DEVNO 2150", 27),
        ("MDISK 191 3390 T-DISK 5", 25),
        ("MDISK 191 FB-512 V-DISK 5", 27),
    ],
)
def test_a_minidisk_without_a_mode(statement: str, column: int) -> None:
    (found,) = judged(f"{H} {statement}\n", "STY003")
    assert (found.span.line, found.span.column, found.span.end_column) == (2, column, column + 1)
    assert (found.message, found.subject) == ("no access mode is given, which means W", "A/0191")
    assert repaired(f"{H} {statement}\n", "STY003") == f"{H} {statement} W"


@pytest.mark.parametrize(
    "statement",
    [
        "MDISK 191 3390 1 1 V R",
        "MDISK 191 3390 1 1 V MWV ALL",
        "MDISK 191 3390 1 1 V * what it holds",
        "MDISK 191 3390 1 1 VOLUME7",
        "MDISK 191 3390 1 1",
        "MDISK 191 3390 AUTOG 5 LINUX",
        "MDISK 191 3390 GBLK4096 5 LINUX",
        "AMDISK 191 3390 1 1 V",
        "LINK B 190 190",
    ],
)
def test_a_minidisk_with_a_mode_or_none_to_judge(statement: str) -> None:
    assert judged(f"{H} {statement}\n", "STY003") == []


def fix_of(record: str) -> Fix | None:
    (found,) = judged(f"{H}{record}\n", "STY003")
    return found.fix


def test_the_mode_is_written_where_there_is_room() -> None:
    blanks = " " * 46
    record = f" MDISK 0191 3390 1 1{blanks}VOL"
    assert len(record) == 69
    assert repaired(f"{H}{record}\n", "STY003") == f"{H}{record} W"
    assert repaired(f"{H}{record}   00010000\n", "STY003") == f"{H}{record} W 00010000"
    assert fix_of(f" {record}") is None
    fix = fix_of(record)
    assert fix is not None
    assert (fix.title, fix.safety) == ("write W", "safe")


@given(st.integers(30, 71), st.sampled_from(["191", "0191"]), st.sampled_from([None, 72, 80]))
def test_both_repairs_of_a_record_together_stay_within_column_71(length: int, vdev: str, stored: int | None) -> None:
    record = f" MDISK {vdev} 3390 1 1 V"
    record = record.replace(" V", " " * (length - len(record) + 1) + "V")
    assume(len(record) == length)
    if stored is not None:
        record = record.ljust(72) + "00010000"[: stored - 72]
    text = f"{H} CONSOLE 0009 3215\n{record}\n"
    after = repaired(text, "STY001", "STY003").split("\n")[-1]
    assert after[71:] == record[71:]
    assert source_of(f"{H}{after}").statements[1].operands() | {"mode": "W"} == (
        source_of(f"{H}{record}").statements[1].operands() | {"mode": "W"}
    )
