"""A log is read as requests with their ends, work units with theirs, and everything else once."""

import pytest

from dirtool.dirmaint.console.log import ConsoleLog, Datamove, Request, State, WorkUnit, read_console_log
from dirtool.dirmaint.console.messages import MessageId
from tests.dirmaint.logs import DISK_IS_THERE, FORMATTED, QUERY_DATAMOVE, REFUSED_ADD, UNLOCK
from tests.growth import assert_grows, seconds_for


def log_of(*texts: str) -> ConsoleLog:
    return read_console_log("".join(texts).split("\n"))


def problem(text: str) -> MessageId:
    return MessageId(text, int(text[6:10]), text[10]) if text.startswith("DVH") else MessageId(text, None, text[-1])


def test_a_request_fails_with_the_message_that_decided() -> None:
    log = log_of(UNLOCK)
    assert log.requests == [
        Request(2, State.FAILED, "UNLOCK", "HARBOR1", rc=3601, problems=[problem("DVHLOC3601E")]),
    ]
    assert [one.text for one in log.messages] == ["DVHXMT1191I", "DVHREQ2288I", "DVHLOC3601E", "DVHREQ2289E"]
    assert (log.units, log.return_codes, log.smapi, log.datamove, log.not_read) == ({}, [], [], [], 0)


def test_the_console_of_a_server_tells_the_number_of_a_request_and_what_directxa_said() -> None:
    log = log_of(REFUSED_ADD)
    problems = [problem("DVHBXX6213E"), problem("HCPDIR1776E"), problem("DVHADD3212E")]
    assert log.requests == [
        Request(3, State.FAILED, "ADD", "HARBOR2", "4711", 3212, problems, not_updated=True),
    ]
    assert log.not_read == 0


def test_a_work_unit_belongs_to_the_request_that_began_it() -> None:
    log = log_of(FORMATTED)
    unit = WorkUnit("20000001", State.RUNNING, "AMDISK", "HARBOR3", "0200")
    assert log.requests == [Request(2, State.COMPLETED, "AMDISK", "HARBOR3", rc=0, units=[unit])]
    assert log.units == {"20000001": unit}


def test_a_work_unit_that_is_built_only_is_queued() -> None:
    log = log_of("DVHSCU3541I Work unit 20000001 has been built and queued for processing.")
    assert log.units == {"20000001": WorkUnit("20000001", State.QUEUED)}


def test_a_work_unit_is_done_when_its_end_is_told() -> None:
    log = log_of(FORMATTED, DISK_IS_THERE)
    assert log.requests[0].units == [WorkUnit("20000001", State.DONE, "AMDISK", "HARBOR3", "0200")]


def test_the_end_of_a_work_unit_is_enough_to_know_it() -> None:
    log = log_of("DVHSHN3430I DMDISK operation for HARBOR3 address 0201 has finished (WUCF 20000009).")
    assert log.units == {"20000009": WorkUnit("20000009", State.DONE, "DMDISK", "HARBOR3", "0201")}


def test_a_userid_of_digits_is_no_work_unit() -> None:
    log = log_of("DVHSHN3430I DMDISK operation for 12345678 address 0201 has finished (WUCF 20000009).")
    assert log.units == {"20000009": WorkUnit("20000009", State.DONE, "DMDISK", "12345678", "0201")}


def test_an_error_that_names_a_work_unit_ends_it() -> None:
    log = log_of(FORMATTED, "DVHSHN3431E AMDISK operation for HARBOR3 address 0200 has failed (WUCF 20000001).")
    assert log.requests[0].units == [WorkUnit("20000001", State.FAILED, "AMDISK", "HARBOR3", "0200")]


IDLE = QUERY_DATAMOVE.replace("ACTIVE WUCF:20000001", "INACTIVE WUCF:NONE").replace("Pending: 1", "Pending: 0")
SECOND_IS_BUSY = IDLE.replace(
    "Autologs: 0",
    "Autologs: 0\n DVHQRY3389I DATAMOVE MOVER2 at NODE1 Status: ACTIVE WUCF:20000001 Pending: 0 Autologs: 0",
)


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (QUERY_DATAMOVE, State.RUNNING),
        (IDLE, State.GONE),
        (QUERY_DATAMOVE + IDLE, State.GONE),
        (IDLE.replace("Pending: 0", "Pending: 1"), State.RUNNING),
        (SECOND_IS_BUSY, State.RUNNING),
        (IDLE + DISK_IS_THERE, State.DONE),
        (IDLE + "\n".join(DISK_IS_THERE.split("\n")[:3]), State.RUNNING),
        (DISK_IS_THERE + IDLE, State.DONE),
    ],
)
def test_when_no_machine_has_work_no_work_unit_is_pending(answer: str, state: State) -> None:
    assert [unit.state for unit in log_of(FORMATTED, answer).units.values()] == [state]


def test_query_datamove_tells_the_last_state_of_a_machine() -> None:
    assert log_of(QUERY_DATAMOVE).datamove == [Datamove("DATAMOVE", "ACTIVE", "20000001", 1)]
    assert log_of(QUERY_DATAMOVE, IDLE).datamove == [Datamove("DATAMOVE", "INACTIVE", "", 0)]


SENT = "DVHXMT1191I Your {} request has been sent for processing to DIRMAINT at NODE1.\n"
ACCEPTED = "DVHREQ2288I Your {} request for {} at * has been accepted.\n"
COMPLETED = "DVHREQ2289I Your {} request for {} at * has completed; with RC = 0.\n"
FAILED = "DVHREQ2289E Your {} request for {} at * has failed; with RC = {}.\n"


def states(*texts: str) -> list[tuple[str, str, State, int | None]]:
    return [(one.verb, one.target, one.state, one.rc) for one in log_of(*texts).requests]


def test_requests_are_followed_by_verb_and_target() -> None:
    assert states(
        SENT.format("ADD"),
        SENT.format("LOCK"),
        SENT.format("ADD"),
        ACCEPTED.format("ADD", "A1"),
        ACCEPTED.format("LOCK", "A1"),
        ACCEPTED.format("ADD", "A2"),
        FAILED.format("ADD", "A2", 3658),
        COMPLETED.format("LOCK", "A1"),
    ) == [
        ("ADD", "A1", State.ACCEPTED, None),
        ("LOCK", "A1", State.COMPLETED, 0),
        ("ADD", "A2", State.FAILED, 3658),
    ]


def test_one_command_given_twice_is_two_requests() -> None:
    once = SENT.format("STORAGE") + ACCEPTED.format("STORAGE", "A1")
    assert states(once, COMPLETED.format("STORAGE", "A1"), once, FAILED.format("STORAGE", "A1", 3213)) == [
        ("STORAGE", "A1", State.COMPLETED, 0),
        ("STORAGE", "A1", State.FAILED, 3213),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SENT.format("ADD"), ("ADD", "", State.SENT, None)),
        (ACCEPTED.format("ADD", "A1"), ("ADD", "A1", State.ACCEPTED, None)),
        (COMPLETED.format("ADD", "A1"), ("ADD", "A1", State.COMPLETED, 0)),
        (SENT.format("ADD") + COMPLETED.format("ADD", "A1"), ("ADD", "A1", State.COMPLETED, 0)),
        ("DVHREQ2289E Ihre Anforderung ist fehlgeschlagen; RC = 3658.", ("", "", State.FAILED, 3658)),
        ("DVHREQ2289E Ihre Anforderung ist fehlgeschlagen", ("", "", State.FAILED, None)),
        ("DVH2289 Your ADD request for A1 at * has failed; with RC = 4.", ("ADD", "A1", State.FAILED, 4)),
    ],
)
def test_a_log_may_begin_and_end_anywhere(text: str, expected: tuple[str, str, State, int | None]) -> None:
    assert states(text) == [expected]


def test_in_another_language_the_request_that_runs_is_ended() -> None:
    assert states(ACCEPTED.format("ADD", "A1"), "DVHREQ2289E Ihre Anforderung ist fehlgeschlagen; RC = 3658.") == [
        ("ADD", "A1", State.FAILED, 3658)
    ]


def test_a_request_that_has_a_number_is_ended_by_it() -> None:
    raw = "DVHREQ{0} REQUEST={1} RTN=DVHREQ MSG={2} FMT=01 SUBS= {3}\n"
    log = log_of(
        raw.format("2288I", 1, 2288, "LOCK A1 *"),
        raw.format("2288I", 2, 2288, "LOCK A2 *"),
        raw.format("2289I", 1, 2289, "1"),
    )
    assert [(one.number, one.state) for one in log.requests] == [("1", State.COMPLETED), ("2", State.ACCEPTED)]


def test_the_rest_of_a_message_that_was_torn_apart_is_no_request() -> None:
    torn = "DVHREQ2289I Your ADD request for A1 at * has completed; with\nDVHBIU3450I A.\nDVHREQ2289I RC = 0.\n"
    assert states(ACCEPTED.format("ADD", "A1"), torn) == [("ADD", "A1", State.COMPLETED, None)]


def test_a_problem_belongs_to_the_request_with_its_number() -> None:
    raw = "DVHREQ{0} REQUEST={1} RTN=DVHREQ MSG={2} FMT=01 SUBS= {3}\n"
    log = log_of(
        raw.format("2288I", 1, 2288, "LOCK A1 *"),
        raw.format("2288I", 2, 2288, "LOCK A2 *"),
        "DVHLOC3602E REQUEST=1 RTN=DVHLOC MSG=3602 FMT=01 SUBS= A1\n",
    )
    assert [(one.number, one.problems) for one in log.requests] == [("1", [problem("DVHLOC3602E")]), ("2", [])]


def test_warnings_are_problems_and_information_is_not() -> None:
    log = log_of(
        ACCEPTED.format("DASD", "A1"), "DVHDSD3558W Region X.\nDVHDSD3561I G.\n", COMPLETED.format("DASD", "A1")
    )
    assert log.requests[0].problems == [problem("DVHDSD3558W")]


def test_messages_and_codes_are_kept_once_in_their_order() -> None:
    log = log_of(
        "rc: 8 rs: 3002\nDVHLOC3601E A.\nReady(00028);\nrc: 400 rs: 8\nrc: 8 rs: 3002\nDVHLOC3601E B.\nReady(00028);"
    )
    assert log.smapi == [(8, 3002), (400, 8)]
    assert [one.text for one in log.messages] == ["DVHLOC3601E"]
    assert log.return_codes == [28]


def test_a_run_of_directxa_outside_of_requests_is_of_the_log() -> None:
    assert log_of("EOJ DIRECTORY NOT UPDATED").not_updated


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("", False),
        ("USER HARBOR1 SECRET", False),
        ("DVHABC9999E What is this.", False),
        ("rc: 7 rs: 1", False),
        ("DMSABC123E Something", False),
        ("DVHLOC3601E Unlocked.", True),
        ("HCPDIR751E INVALID OPERAND", True),
        ("rc: 400 rs: 8", True),
        ("Ready(00028);", True),
    ],
)
def test_a_log_is_known_if_something_in_it_can_be_explained(text: str, known: bool) -> None:
    assert log_of(text).is_known is known


def test_only_ids_and_names_are_kept() -> None:
    kept = repr(log_of(FORMATTED, DISK_IS_THERE, "USER HARBOR1 TOPSECRT\n  MORE OF IT\n")).upper()
    assert "SECR" not in kept
    assert "POOL1" not in kept


@pytest.mark.parametrize(
    "lines",
    [
        [SENT.format("ADD"), ACCEPTED.format("ADD", "A1"), COMPLETED.format("ADD", "A1")],
        ["DVHSCU3541I Work unit 2{number:07} has been built.", "DVHLOC3602E Work unit 2{number:07}."],
        ["DVHSHN3430I AMDISK operation for A1 for A1 0000"],
        ["DVHXMT1191I Your ADD request", "  that goes on"],
        ["rc: 8", "rs: {number}"],
        ["DVHSCU3541I Work unit 2{number:07} has been built.", *IDLE.split("\n")],
        ["DVHREQ2289E Ihre Anforderung {number} ist fehlgeschlagen; RC = 3658."],
    ],
    ids=["requests", "work units", "one message", "rests", "codes", "queries", "another language"],
)
def test_reading_takes_time_in_proportion_to_the_log(lines: list[str]) -> None:
    def logs(count: int) -> list[str]:
        return [line.format(number=number).strip() for number in range(count) for line in lines]

    less, more = logs(2_000), logs(4_000)
    assert_grows(
        lambda: seconds_for(lambda: read_console_log(less)), lambda: seconds_for(lambda: read_console_log(more))
    )
