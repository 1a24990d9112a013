"""Passwords by reference, and texts without passwords."""

import pytest

from dirtool.dirmaint.passwords import PasswordFinder, without_passwords
from dirtool.dirmaint.simulate import Simulator
from dirtool.errors import InputError
from dirtool.syntax.command import command_text
from tests.dirmaint.desk import COMMANDS, change, entry_in, said
from tests.model.made import PARSER, directory_of, records_of

DIRECTORY = "USER MAINT SECRET1 1G\nMDISK 0191 3390 200 50 LNX001 MR\nUSER WEB01 NOLOG 1G\n"
PASSWORDS = {
    "env:Web_Pw": "hush1",
    "file:/etc/pw.txt": "HUSH2",
    "prompt": "HUSH3",
    "env:LONG": "HUSHHUSH9",
    "env:TWO": "A B",
}


def found(reference: str) -> str:
    if reference not in PASSWORDS:
        raise InputError(f"{{{reference}}}: the environment has no variable {reference.partition(':')[2]}")
    return PASSWORDS[reference]


def simulator(passwords: PasswordFinder | None = found) -> Simulator:
    prototypes = {"LINUX": records_of("USER LINUX NOLOG 1G\n")}
    return Simulator(directory_of(DIRECTORY), passwords=passwords, prototypes=prototypes)


WRITTEN = [
    ("FOR WEB01 SETPW {env:Web_Pw}", "+USER WEB01 HUSH1 1G"),
    ("FOR WEB01 PW {env:Web_Pw} VPW {env:Web_Pw}", "+USER WEB01 HUSH1 1G"),
    (
        "FOR MAINT MDISK 0191 MR {env:Web_Pw} {file:/etc/pw.txt} {prompt}",
        "+MDISK 0191 3390 200 50 LNX001 MR HUSH1 HUSH2 HUSH3",
    ),
    ("FOR MAINT MDPW 0191 ALL {prompt}", "+MDISK 0191 3390 200 50 LNX001 MR ALL HUSH3"),
    ("FOR WEB01 AMDISK 0192 3390 500 5 LNX001 MR PWS {prompt}", "+MDISK 0192 3390 500 5 LNX001 MR HUSH3"),
    ("FOR MAINT TMDISK 0191 WEB01 0191 PWS {prompt}", "+MDISK 0191 3390 200 50 LNX001 MR HUSH3"),
    ("ADD NEW01 LIKE LINUX PW {file:/etc/pw.txt} VPW {file:/etc/pw.txt}", "+USER NEW01 HUSH2 1G"),
]


@pytest.mark.parametrize(("command", "record"), WRITTEN, ids=[one[0] for one in WRITTEN])
def test_a_reference_is_resolved_when_the_statement_is_written(command: str, record: str) -> None:
    desk = simulator()
    assert [line for line in change(desk, command) if line[0] == "+"] == [record]
    assert desk.events[0].shown == command  # type: ignore[union-attr]
    assert "HUSH" not in repr(desk.events)


def test_the_work_unit_of_a_command_shows_no_password() -> None:
    desk = Simulator(directory_of(DIRECTORY), passwords=found)
    desk.run("FOR WEB01 AMDISK 0192 3390 500 5 LNX001 MR LABEL WEB192 PWS {prompt}")
    desk.wait()
    assert "HUSH" not in repr(desk.events)
    assert entry_in(desk, "WEB01")[1:] == ["MDISK 0192 3390 500 5 LNX001 MR HUSH3"]


def test_a_password_that_is_tested_may_be_a_reference() -> None:
    desk = simulator(lambda reference: "secret1")
    assert said(desk.run("FOR MAINT TESTPW {prompt}")) == "RC 0"


REFUSED = [
    ("FOR WEB01 SETPW {env:NONE}", "There is no password: {env:NONE}: the environment has no variable NONE."),
    ("FOR WEB01 SETPW {env:LONG}", "What {env:LONG} leads to cannot be a password; allowed: at most 8 characters."),
    ("FOR WEB01 SETPW {env:TWO}", "What {env:TWO} leads to cannot be a password; allowed: one word."),
    ("FOR WEB01 APPCPASS GW LU OPS1 {prompt}", "A reference cannot stand for a password in the statement of APPCPASS."),
]


@pytest.mark.parametrize(("command", "why"), REFUSED, ids=[one[0] for one in REFUSED])
def test_a_reference_that_leads_to_no_password_is_refused(command: str, why: str) -> None:
    assert change(simulator(), command) == [f"RC 9027 / 9027 {why}"]


def test_without_somebody_to_ask_a_reference_is_refused() -> None:
    assert change(simulator(None), "FOR WEB01 SETPW {prompt}") == [
        "RC 9027 / 9027 Nobody can be asked for the password {prompt}."
    ]


def test_a_reference_is_asked_for_once_in_a_request() -> None:
    asked: list[str] = []

    def ask(reference: str) -> str:
        asked.append(reference)
        return "HUSH4"

    desk = simulator(ask)
    desk.run("ADD NEW01 LIKE LINUX PW {prompt} VPW {prompt}")
    desk.run("FOR NEW01 STORAGE 2G")
    assert asked == ["prompt"]


def test_what_a_reference_leads_to_is_no_reference() -> None:
    desk = simulator(lambda reference: "{prompt}")
    assert change(desk, "FOR WEB01 SETPW {env:X}")[1] == "+USER WEB01 {PROMPT} 1G"


@pytest.mark.parametrize("word", ["{env:}", "{env:A", "{other:A}", "{prompt:}", "env:A"])
def test_what_is_no_reference_is_a_password(word: str) -> None:
    desk = simulator()
    reply = desk.run(f"FOR WEB01 SETPW {word}")
    assert reply.shown == "FOR WEB01 SETPW ********"


def test_records_are_shown_without_their_passwords() -> None:
    texts = ["USER A SECRET1 1G", " LINK B 0191 0191 RR", " MDISK 0191 3390 1 1 V MR RSECRET"]
    assert without_passwords(texts, "ascii", PARSER) == (
        "USER A ******** 1G",
        " LINK B 0191 0191 RR",
        " MDISK 0191 3390 1 1 V MR ********",
    )


def test_a_reference_comes_back_from_the_text_of_its_command_as_it_was_and_is_no_secret() -> None:
    text = "FORUSER MAINT MDISK 0191 MR ALL {env:Web_Pw} {file:/etc/Pw.txt}"
    parsed = COMMANDS.parse(text)
    assert parsed is not None
    assert parsed.command is not None
    assert (command_text(parsed.command), parsed.secrets, parsed.command.holds_secret) == (text, frozenset(), False)


def test_what_the_code_page_lacks_of_a_password_is_not_told() -> None:
    umlaut = Simulator(directory_of(DIRECTORY), passwords=lambda reference: "HUSH\xc4")
    assert said(umlaut.run("FOR WEB01 SETPW {prompt}")) == (
        "RC 9001 / 9001 The directory's code page (ascii) lacks a character of the statement."
    )
