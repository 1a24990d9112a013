"""The codes of SMAPI: every pair of the manual's tables is known, and those with a rule of their own are worked out."""

import pytest

from dirtool.spec.dirmaint_messages import MESSAGES
from dirtool.spec.smapi_codes import CODES, PARAMETER_FAULTS, SmapiCode, decoded
from dirtool.spec.statement import Mark

# Return code, and its reason codes; n stands for any.
TABLE = """
0 0 8 12 16 20 24 28 32 36 100 104 108 540 610 611 620 621 630 640 710 720
4 4 5 6
8 4 18 19 20 24 28 3002 3003 3004 3006 3007 3011 3012 3013 3014 3032 n
24 n
28 0
36 0
100 0 4 8 12 16
104 0
106 0
108 0
112 0
120 0
128 0
188 n
192 n
200 4 8 12 16 24 28 32 36
204 4 8 n
208 4 8 24 28 32 n
212 4 8 40 n
216 4 8 n
300 8 10 12 14 16 18 20 22 24 28 32 34 36 38 40 42 44 46 48 50 52
396 n
400 0 4 8 12 16 20 24 40
404 4 8 12 24 28
408 4 8 12 16 24 28 32
412 4 16 28
416 0 4 8
420 4 8 12 36
424 4 8
428 4 8
432 4 8 12 16 20
436 4 40
444 0 4 8 12
448 0 4 8 12
452 4
456 4
460 4
500 0 4 8 20
504 n
520 24 28 30 32 45 2826
592 0 4 n
596 n
600 20 n
620 n
800 n
900 4 8 12 16 20 24 28 32 36 40 68 99
"""
PAIRS = [
    (int(rc), None if rs == "n" else int(rs))
    for rc, *reasons in (line.split() for line in TABLE.strip().splitlines())
    for rs in reasons
]


def meaning(rc: int, rs: int) -> str | None:
    code = decoded(rc, rs)
    return code and code.meaning


def test_every_pair_is_there() -> None:
    assert list(CODES) == PAIRS


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: f"{code.rc}/{code.rs}")
def test_a_row_is_made_like_the_others(code: SmapiCode) -> None:
    assert decoded(code.rc, 99_999 if code.rs is None else code.rs) is not None
    assert code.meaning
    assert not code.meaning.endswith(".")
    assert code.advice.endswith(".")
    assert code.cause == "" or code.cause.endswith(".")


def test_a_pair_is_found() -> None:
    code = decoded(420, 8)
    assert code is not None
    assert code.meaning == "there is no such group, region or volume"
    assert (
        code.cause
        == "The name is misspelt, or EXTENT CONTROL was not reloaded. A full or empty group answers otherwise."
    )
    assert code.advice == "List the definitions with Image_Volume_Space_Query_DM, or DIRM DASD QUERY GROUP *."


@pytest.mark.parametrize(("rc", "rs"), [(400, 99), (1, 0), (7, 1), (404, 0), (500, 3601)])
def test_what_is_not_known_is_none(rc: int, rs: int) -> None:
    assert decoded(rc, rs) is None


@pytest.mark.parametrize("fault", PARAMETER_FAULTS)
def test_the_reason_of_24_is_a_parameter_and_its_fault(fault: int) -> None:
    assert meaning(24, 300 + fault) == (
        f"parameter 3 of the call is wrong: {PARAMETER_FAULTS[fault]}; "
        "it is not certain which parameter is counted as the first"
    )


def test_a_fault_of_24_that_is_not_known_is_told_so() -> None:
    assert meaning(24, 1277) == (
        "parameter 12 of the call is wrong: reason 77, which is not known; "
        "it is not certain which parameter is counted as the first"
    )


@pytest.mark.parametrize("number", MESSAGES)
def test_the_reason_of_596_is_a_message_of_dirmaint(number: int) -> None:
    code, message = decoded(596, number), MESSAGES[number]
    assert code is not None
    assert code.meaning == f"the directory manager failed; with DirMaint, {message.id}: {message.meaning}"
    assert (code.cause, code.advice) == (message.cause, message.advice)


def test_a_message_of_596_that_is_not_known_is_not_guessed() -> None:
    assert meaning(596, 3999) == "the directory manager failed; with DirMaint, the reason is the number of its message"


@pytest.mark.parametrize(
    ("rs", "ended"),
    [
        (200_000, "NOTIFY ended with return code 0"),
        (600_012, "ADDENTRY ended with return code 12"),
        (1_100_004, "LOCK ended with return code 4"),
        (2_000_028, "QUERY ended with return code 28"),
    ],
)
def test_the_reason_of_596_may_be_a_command_of_vm_director(rs: int, ended: str) -> None:
    assert meaning(596, rs) == f"the directory manager failed; with VM:Director or VM:Secure: {ended}"


def test_the_reason_of_592_is_an_operation() -> None:
    assert meaning(592, 4711) == "started as an asynchronous operation, and not done yet; the reason is its id"


def test_single_numbers_of_running_images_are_not_certain() -> None:
    assert {code.mark for code in CODES.values() if code.rc in (204, 208, 212, 216)} == {Mark.UNSURE}
