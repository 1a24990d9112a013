"""Messages are read out of the lines of a log, however these are wrapped and whatever stands before them."""

import itertools
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.dirmaint.console.messages import (
    ConsoleMessage,
    MessageId,
    Remark,
    ReturnCode,
    Seen,
    SmapiPair,
    messages_in,
)
from tests.dirmaint.logs import wrapped


def seen(text: str) -> list[Seen]:
    return list(messages_in(text.split("\n")))


def messages(text: str) -> list[ConsoleMessage]:
    return [one for one in seen(text) if isinstance(one, ConsoleMessage)]


def facts(text: str) -> list[tuple[str, dict[str, str]]]:
    return [(one.id.text, one.facts) for one in messages(text)]


ENDED = ("DVHREQ2289E", {"verb": "AMDISK", "target": "HARBOR1", "rc": "3212"})


@pytest.mark.parametrize(
    "log",
    [
        "DVHREQ2289E Your AMDISK request for HARBOR1 at * has failed; with RC = 3212.",
        " DVHREQ2289E Your AMDISK request for HARBOR1 at * has failed; with RC =\n DVHREQ2289E 3212.",
        "DVHREQ2289E Your AMDISK request for\nDVHREQ2289E HARBOR1 at * has failed;\nDVHREQ2289E with RC\nDVHREQ2289E = 3212.",
        "DVHREQ2289E: Your AMDISK request for HARBOR1 at * has failed; with RC = 3212.",
        "09:14:55 DVHREQ2289E Your AMDISK request for HARBOR1 at * has failed; with RC = 3212.",
        "zhost: DVHREQ2289E Your AMDISK request for HARBOR1 at * has\nzhost: DVHREQ2289E failed; with RC = 3212.",
        "    2026-01-02T10:11:12Z DVHREQ2289E  Your AMDISK request for HARBOR1 at * has failed; with RC = 3212.  ",
        "DVHREQ2289E Your AMDISK request for HARBOR1 at * has failed; with RC =\n     3212.",
        "DVHREQ2289E Your AMDISK request for HARBOR1 at * has failed; with RC =\n3212.",
        '"DVHREQ2289E Your AMDISK request for HARBOR1 at * has failed; with RC =",\n"DVHREQ2289E 3212.",',
        r"msg: 'DVHREQ2289E Your AMDISK request for HARBOR1 at * has failed; with RC =\n DVHREQ2289E 3212.\n'",
        "['DVHREQ2289E Your AMDISK request for HARBOR1 at * has failed; with RC =', 'DVHREQ2289E 3212.']",
        "\x1b[31mDVHREQ2289E\x1b[0m Your AMDISK request for HARBOR1 at * has failed; with RC = 3212.\r",
    ],
)
def test_a_message_is_read_however_it_was_pasted(log: str) -> None:
    assert facts(log) == [ENDED]
    assert Remark.NOT_READ not in seen(log)


RAW = ("DVHREQ2289E", {"request": "4711", "verb": "AMDISK", "target": "HARBOR1", "rc": "3212"})


@pytest.mark.parametrize(
    "log",
    [
        "DVHREQ2289E REQUEST=4711 RTN=DVHREQ MSG=2289 FMT=02 SUBS= 3212 AMDISK HARBOR1 *",
        "10:00:00 DVHREQ2289E REQUEST=4711 RTN=DVHREQ MSG=2289 FMT=02 SUBS= 3212,\n10:00:00 DVHREQ2289E CONT= AMDISK HARBOR1 *",
        "DVHREQ2289E REQUEST=4711 RTN=DVHREQ MSG=2289 FMT=02 SUBS= 32,\n"
        "DVHREQ2289E CONT=12 AMDI,\n"
        "DVHREQ2289E CONT=SK HARBOR1 *",
    ],
)
def test_the_form_of_the_servers_consoles_is_cut_anywhere(log: str) -> None:
    assert facts(log) == [RAW]


def test_an_id_of_directxa_that_is_cut_is_found_in_the_message_around_it() -> None:
    (message,) = messages(
        "DVHBXX6213E REQUEST=1 RTN=DVHBXX MSG=6213 FMT=01 SUBS= 1 2  HCPDIR75,\nDVHBXX6213E CONT=1E OPERAND"
    )
    assert message.within == [MessageId("HCPDIR751E", None, "E")]


def test_messages_of_one_number_stay_apart() -> None:
    assert facts(
        "DVHSHN3541I Processing work unit 20000001 as OPER from NODE1, notifying OPER\n"
        "DVHSHN3541I at NODE1, request 7 for HARBOR1 sysaffin *; to: DMDISK 0200\n"
        "DVHSHN3541I Processing work\n"
        "DVHSHN3541I unit 20000002 as OPER from NODE1, notifying OPER\n"
        "DVHSHN3541I at NODE1, request 8 for HARBOR2 sysaffin *; to: DMDISK\n"
        "DVHSHN3541I 0201\n"
        "DVHQRY3389I DATAMOVE MOVER1 at NODE1 Status: ACTIVE WUCF:20000001\n"
        "DVHQRY3389I Pending: 1 Autologs: 0\n"
        "DVHQRY3389I DATAMOVE MOVER2 at NODE1 Status: INACTIVE\n"
        "DVHQRY3389I WUCF:NONE Pending: 0 Autologs: 0\n"
    ) == [
        ("DVHSHN3541I", {"unit": "20000001", "request": "7", "target": "HARBOR1", "verb": "DMDISK", "vdev": "0200"}),
        ("DVHSHN3541I", {"unit": "20000002", "request": "8", "target": "HARBOR2", "verb": "DMDISK", "vdev": "0201"}),
        ("DVHQRY3389I", {"machine": "MOVER1", "status": "ACTIVE", "unit": "20000001", "pending": "1"}),
        ("DVHQRY3389I", {"machine": "MOVER2", "status": "INACTIVE", "unit": "NONE", "pending": "0"}),
    ]


def test_of_a_sentence_in_another_language_the_return_code_is_kept() -> None:
    assert facts("DVHREQ2289E Ihre Anforderung ADD ist fehlgeschlagen; RC = 3658.") == [("DVHREQ2289E", {"rc": "3658"})]


@pytest.mark.parametrize(
    "log",
    [
        "smcli failed: return code 596 reason code 3601",
        "rc: 596 rs: 3601",
        "RC=596, RS=3601",
        "{'overallRC': 8, 'rc': 596, 'rs': 3601, 'errno': 0}",
        '{"rc": 596, "rs": "3601"}',
        "  Return Code: 596\n  Reason Code: 3601\n  Description: failed",
        "ReturnCode = 596 ReasonCode = 3601",
        "return_code=596 reason_code=3601",
        "the return code is 596 and the reason code is 3601",
        "zhcp: return code 596\nzhcp: a line between\nzhcp: reason code 3601",
    ],
)
def test_codes_of_smapi_are_found_in_what_clients_write(log: str) -> None:
    assert SmapiPair(596, 3601) in seen(log)


@pytest.mark.parametrize(
    "log",
    [
        "rc: 8",
        "rs: 8",
        "reason code 4\nreturn code 8",
        "rc 1\n\n\n\nrs 2",
        "src: 8 hrs: 4",
        "overallRC: 8 rs: 4",
        "rc=x rs=4",
    ],
)
def test_a_code_alone_is_none_of_smapi(log: str) -> None:
    assert not any(isinstance(one, SmapiPair) for one in seen(log))


def test_a_prompt_of_cms_tells_a_return_code_unless_it_is_0() -> None:
    assert seen("Ready; T=0.01/0.01 10:00:00\nReady(00028); T=0.01/0.01 10:00:01\nReady(00000);") == [ReturnCode(28)]


@pytest.mark.parametrize(
    "line",
    [
        "dirm for harbor1 amdisk 0200 3390 autog 50 pool1 mr pws aaa bbb ccc",
        "DIRMAINT ADD HARBOR1",
        "PUN FILE 0012 SENT TO   DIRMAINT RDR AS  0034 RECS 0013 CPY  001 0 NOHOLD NOKEEP",
        "z/VM USER DIRECTORY CREATION PROGRAM - VERSION 7 RELEASE 3.0",
        "EOJ DIRECTORY UPDATED AND ON LINE",
        "10:00:06 DIRMAINT NODE1. - 2026/01/02; T=0.01/0.01 10:00:06",
        "          RUNNING   NODE1",
        "",
        "   \t ",
    ],
)
def test_lines_around_the_messages_are_understood(line: str) -> None:
    assert seen(line) == []


@pytest.mark.parametrize(
    "line", ["USER HARBOR1 SECRET 1G 2G G", "Query names", "directory", "DVH", "DVHLOC", "XDVHLOC3601E", "HCPDIR"]
)
def test_other_lines_are_not_read(line: str) -> None:
    assert seen(line) == [Remark.NOT_READ]


def test_the_rest_of_a_message_of_cp_is_indented() -> None:
    assert seen("HCPDIR666E SUBCONFIG HARBOR-1 IS NOT SPECIFIED ON ANY BUILD\n           STATEMENTS") == [
        ConsoleMessage(MessageId("HCPDIR666E", None, "E"), 1, {}, [], [])
    ]


@pytest.mark.parametrize(
    "before",
    [
        "DVHREQ2289E Your AMDISK request\ndirm for harbor1 get",
        "DVHREQ2289E REQUEST=1 RTN=DVHREQ MSG=2289 FMT=02 SUBS= 3212",
        "DVHREQ2288I Your AMDISK request for HARBOR1 at * has been accepted.",
    ],
)
def test_a_line_without_an_id_is_no_rest_of_what_is_whole_or_far_away(before: str) -> None:
    assert Remark.NOT_READ in seen(f"{before}\nUSER HARBOR1")


def test_only_some_lines_may_go_on_a_message_without_its_id() -> None:
    told = seen("DVHREQ2289E Your AMDISK request\n" + "USER X\n" * 5)
    assert told.count(Remark.NOT_READ) == 2


def test_that_nothing_was_changed_is_found_in_a_line_and_in_a_message() -> None:
    assert seen("EOJ DIRECTORY NOT UPDATED") == [Remark.NOT_UPDATED]
    assert Remark.NOT_UPDATED in seen(
        "DVHBXX6213E REQUEST=1 RTN=DVHBXX MSG=6213 FMT=01 SUBS= 1  EOJ DIRECTORY NOT UP,\nDVHBXX6213E CONT=DATED"
    )


SENTENCES = (
    ("DVHXMT1191I", "Your AMDISK request has been sent for processing to DIRMAINT at NODE1 via DIRMSAT7."),
    ("DVHREQ2288I", "Your AMDISK request for HARBOR1 at * has been accepted."),
    ("DVHREQ2289I", "Your AMDISK request for HARBOR1 at * has completed; with RC = 0."),
    ("DVHREQ2289E", "Your CLONEDISK request for HARBOR2 at NODE2 has failed; with RC = 3212."),
    ("DVHSCU3541I", "Work unit 20000001 has been built and queued for processing."),
    (
        "DVHSHN3541I",
        "Processing work unit 20000002 as OPER from NODE1, notifying OPER at NODE1, request 565 for HARBOR1 sysaffin *; "
        "to: AMDISK 0200 XXXX AUTOG 50 POOL1 MR LABEL HAR200 PWS X X X",
    ),
    ("DVHSHN3430I", "AMDISK operation for HARBOR1 address 0200 has finished (WUCF 20000001)."),
    ("DVHQRY3389I", "DATAMOVE DATAMOVE at NODE1 Status: ACTIVE WUCF:20000001 Pending: 1 Autologs: 0"),
    ("DVHLOC3601E", "Directory entry HARBOR1 is already unlocked."),
    ("DVHBIU3450I", "The source for directory entry HARBOR1 has been updated."),
)


def told(messages: list[ConsoleMessage]) -> list[tuple[object, ...]]:
    return [(one.id, one.facts, one.units, one.within) for one in messages]


@given(st.lists(st.tuples(st.sampled_from(SENTENCES), st.integers(20, 130)), max_size=6))
def test_wrapping_changes_nothing(parts: list[tuple[tuple[str, str], int]]) -> None:
    whole = "\n".join(f"{name} {text}" for (name, text), _ in parts)
    lines = "\n".join(line for (name, text), width in parts for line in wrapped(name, text, width))
    assert told(messages(lines)) == told(messages(whole))
    assert len(messages(whole)) == len(parts)


@given(st.sampled_from(SENTENCES), st.integers(40, 130))
def test_wrapping_by_a_mail_changes_nothing_if_it_is_in_two(sentence: tuple[str, str], width: int) -> None:
    name, text = sentence
    lines = textwrap.wrap(f"{name} {text}", max(width, len(text) * 2 // 3))
    assert told(messages("\n".join(lines))) == told(messages(f"{name} {text}"))


@given(st.lists(st.integers(0, 80), max_size=5), st.booleans())
def test_cutting_a_message_of_a_servers_console_changes_nothing(columns: list[int], timed: bool) -> None:
    substitutions = " 3212 AMDISK HARBOR1 * HCPDIR751E, DVHLOC and more words that follow it"
    start = "REQUEST=4711 RTN=DVHREQ MSG=2289 FMT=02 SUBS="
    cuts = sorted({0, *(column for column in columns if column < len(substitutions)), len(substitutions)})
    pieces = [substitutions[first:last] for first, last in itertools.pairwise(cuts)]
    time = "10:00:01 " if timed else ""
    lines = [
        f"{time}DVHREQ2289E {start if not at else 'CONT='}{piece}{',' if at < len(pieces) - 1 else ''}"
        for at, piece in enumerate(pieces)
    ]
    assert told(messages("\n".join(lines))) == told(messages(f"DVHREQ2289E {start}{substitutions}"))


@given(
    st.text()
    | st.lists(st.sampled_from([*"\n\\ ,=.'\"", "DVHREQ2289E ", "CONT=", "REQUEST=", "rc:", "8", "rs "])).map("".join)
)
def test_any_text_is_read(text: str) -> None:
    assert len(seen(text)) <= len(text) + 1


def test_no_line_is_too_long_to_be_read() -> None:
    hard = [
        "rc" + " " * 50_000,
        "DVHREQ2289E " + "Your " * 20_000,
        "DVHSHN3541I " + "12345678 request " * 9_000,
        "'" * 90_000,
    ]
    hard += ["DVHSHN3430I " + "A for X for 0000 " * 5_000] + ["DVHSHN3430I A for X 0"] * 20_000
    assert seen("\n".join(hard))
