"""The table of DirMaint's messages is whole, and its rows are made alike."""

import re

import pytest

from dirtool.spec.dirmaint_messages import FIRST_NUMBER, MESSAGES, RANGES, DirmaintMessage, range_of
from dirtool.spec.statement import Mark

NUMBERS = [
    1001, 1002, 1172, 1190, 1191, 2119, 2140, 2141, 2180, 2283, 2285, 2288, 2289, 2290, 3207, 3212, 3213, 3389, 3423, 3424,
    3425, 3428, 3430, 3431, 3450, 3451, 3541, 3543, 3558, 3561, 3562, 3563, 3564, 3601, 3602, 3658, 3821, 3891, 6213, 6831,
]  # fmt: skip


def test_every_number_is_there() -> None:
    assert list(MESSAGES) == NUMBERS


@pytest.mark.parametrize("message", MESSAGES.values(), ids=lambda message: message.id)
def test_a_row_is_made_like_the_others(message: DirmaintMessage) -> None:
    assert MESSAGES[message.number] is message
    assert re.fullmatch("[A-Z]{3}|", message.routine)
    assert re.fullmatch("[IWESTAR]|IE", message.severity)
    assert re.fullmatch(r"[A-Za-z][^.]*", message.name)
    assert not message.meaning.endswith(".")
    assert message.advice.endswith(".")
    assert message.cause == "" or message.cause.endswith(".")
    assert message.severity == "I" or message.cause, "what is no mere information has a cause"


@pytest.mark.parametrize(
    ("number", "routine", "severity", "mark"),
    [
        (1191, "XMT", "I", Mark.DOC),
        (2288, "REQ", "I", Mark.DOC),
        (2289, "REQ", "IE", Mark.DOC),
        (3212, "ADD", "E", Mark.DOC),
        (3213, "STO", "E", Mark.DOC),
        (3541, "SCU", "I", Mark.DOC),
        (3558, "DSD", "W", Mark.DOC),
        (3601, "LOC", "E", Mark.DOC),
        (3891, "RLA", "I", Mark.DOC),
        (6213, "BXX", "E", Mark.DOC),
        (1001, "", "T", Mark.DOC),
        (1172, "", "E", Mark.UNSURE),
        (3431, "SHN", "E", Mark.UNSURE),
    ],
)
def test_routine_severity_and_mark(number: int, routine: str, severity: str, mark: Mark) -> None:
    message = MESSAGES[number]
    assert (message.routine, message.severity, message.mark) == (routine, severity, mark)


def test_the_id_has_no_letter_where_the_severity_varies() -> None:
    assert (MESSAGES[3601].id, MESSAGES[2289].id) == ("DVH3601E", "DVH2289")


@pytest.mark.parametrize(
    ("number", "source"),
    [
        (28, "CMS, or the user's half of DirMaint: a file was not found"),
        (99, "the user's half of DirMaint: syntax, a missing file, an error of CMS"),
        (3999, "the commands, and the management of disk space"),
        (0, None),
        (100, None),
        (5000, None),
    ],
)
def test_a_number_that_is_not_known_may_be_in_a_range(number: int, source: str | None) -> None:
    found = range_of(number)
    assert (found.source if found else None) == source


def test_every_message_is_in_a_range() -> None:
    assert all(range_of(number) in RANGES for number in MESSAGES)
    assert min(MESSAGES) > FIRST_NUMBER
