"""Statements in desired.yaml."""

import pytest

from dirtool.compare.desired.state import DesiredKind
from dirtool.compare.desired.statements import StatementReader
from dirtool.errors import InputError
from dirtool.syntax.to_text import statement_text
from dirtool.syntax.yaml_words import Word
from dirtool.text.yaml_tree import Place
from tests.compare.desired.made import PARSER

PLACE = Place("d.yaml", 1, 4)


def wanted(text: str, kind: DesiredKind = "user") -> str:
    reader = StatementReader(PARSER, [f" - {text}"])
    return statement_text(reader.wanted(text, PLACE, kind).statement)


def refusal(text: str, kind: DesiredKind = "user") -> str:
    with pytest.raises(InputError) as raised:
        wanted(text, kind)
    return raised.value.message


@pytest.mark.parametrize(
    ("text", "kind", "canonical"),
    [
        ("share rel 200", "user", "SHARE RELATIVE 200"),
        ("STOR 4G", "profile", "STORAGE 4G"),
        ("CLASS ABCDEFG123456", "user", "CLASS ABCDEFG123456"),
        ("BUILD ON A USING SUBCONFIG B", "identity", "BUILD ON A USING SUBCONFIG B"),
        ("POOL LOW 1 HIGH 5 PROFILE P", "user", "POOL LOW 1 HIGH 5 PROFILE P"),
        ("IPL 200 PARM a LOADPARM 3", "user", "IPL 0200 PARM a LOADPARM 3"),
        ("DEDICATE 150 NETWORK 200", "user", "DEDICATE 0150 NETWORK 0200"),  # of another era: no key says it
        ("APPCPASS LUA LUB", "user", "APPCPASS LUA LUB"),
        ("ACCOUNT 1 BIN", "user", "ACCOUNT 1 BIN"),
        ("LOADDEV SCPDATA '" + "x" * 200 + "'", "user", "LOADDEV SCPDATA '" + "x" * 200 + "'"),  # may be continued
        ("SHARE CP RELATIVE 100", "subconfig", "SHARE CP RELATIVE 100"),  # not certain
    ],
)
def test_a_statement_is_read_as_in_a_directory(text: str, kind: DesiredKind, canonical: str) -> None:
    assert wanted(text, kind) == canonical


@pytest.mark.parametrize(
    "text",
    [
        "USER X HUNTER2X 4G",
        "IDENT X HUNTER2X 4G",
        "MDISK 191 3390 1 5 LX0001 MR HUNTER2X",
        "MDISK 191 3390 1 5 LX0001 MR ALL HUNTER2X HUNTER2X",
        "AMDISK 191 3390 AUTOG 5 LINUX MR PWS HUNTER2X",
        "LINK A 191 191 RR HUNTER2X",
        "APPCPASS LUA LUB ME HUNTER2X",
        "APPCPASS LUA LUB ME HUNTER2X MORE",
        "MACHINE ESA USER X HUNTER2X",
        "COMMAND X USER X HUNTER2X",
        "XAUTOLOG A USER X HUNTER2X",
    ],
)
def test_a_statement_that_holds_a_password_is_refused_and_not_shown(text: str) -> None:
    message = refusal(text)
    assert message == f"d.yaml:1:4: the statement {PARSER.parse(text).statement.keyword} holds a password, or may"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("INCLUDE P", "include"),
        ("LOGONBY A", "logonby"),
        ("OPTION APPLMON", "options"),
        ("NICDEF 600 TYPE QDIO", "nics"),
        ("LINK A 191", "links"),
        ("DEDICATE 100 200", "dedicate"),
        ("MINIOPT NOMDC", "miniopt of its minidisk"),
        ("DASDOPT NOCTL", "dasdopt of its device"),
        ("PROFILE P", "kind"),
    ],
)
def test_what_a_key_says_is_said_by_it(text: str, key: str) -> None:
    with pytest.raises(InputError) as raised:
        wanted(text)
    assert raised.value.message == f"d.yaml:1:4: {text.split()[0]} does not belong under statements"
    assert raised.value.hint == f"use the key {key}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SHARE REL 0", "1:14: 0 is no RELATIVE; allowed: 1 to 10000"),
        ("MACHINE Z 64 5", "1:17: 5 does not belong there; allowed: nothing more"),
        ("XCONFIG ADDR MAXNUMBER", "1:17: XCONFIG ends too early; allowed: MAXNUMBER (number)"),
        ("CPU 00 CPUID 12345", ""),
        ("CPU 40", "1:8: 40 is no cpuaddr; allowed: 00 to 3F"),
        ("IUCV ANY PRIORITY PRIORITY", "1:22: PRIORITY does not go with PRIORITY"),
        ("COMMAND", "1:4: COMMAND ends too early; allowed: text"),
    ],
)
def test_a_fault_is_told_at_its_word(text: str, message: str) -> None:
    if message:
        assert refusal(text) == f"d.yaml:{message}"
    else:
        assert wanted(text)  # not certain that it is one


def test_a_statement_joins_the_elements_of_a_list() -> None:
    reader = StatementReader(PARSER, ["options: [LNKN, 'MAXCONN 128']"])
    elements = [Word("LNKN", Place("d.yaml", 1, 11)), Word("MAXCONN 128", Place("d.yaml", 1, 17))]
    assert statement_text(reader.of_operands("OPTION", elements)) == "OPTION LNKNOPAS MAXCONN 128"
    with pytest.raises(InputError, match=r"^d\.yaml:1:26: 0 is no MAXCONN; allowed: 1 to 65535$"):
        StatementReader(PARSER, ["options: [LNKN, 'MAXCONN 0']"]).of_operands(
            "OPTION", [elements[0], Word("MAXCONN 0", Place("d.yaml", 1, 17))]
        )
