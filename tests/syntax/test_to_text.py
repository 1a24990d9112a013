"""Typed statements as text, and back."""

import re
from itertools import chain

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dirtool.spec.statements import STATEMENTS
from dirtool.syntax.statement import Statement, Unparsed
from dirtool.syntax.to_text import items_of, statement_records, statement_text
from tests.model.made import source_of
from tests.syntax.made import GENERATED, good, mutated, parser_with_the_grammar

PARSER = parser_with_the_grammar()
thorough = settings(max_examples=400, deadline=None)


def parsed(text: str) -> Statement:
    found = PARSER.parse(text)
    assert found is not None
    return found.statement


def check(text: str) -> None:
    """The canonical text of a statement gives that statement, and is its own canonical text."""
    statement = parsed(text)
    if isinstance(statement, Unparsed):
        return
    try:
        written = statement_text(statement)
    except ValueError:
        assert re.search(r",\s|['\"]", text)  # a comma that comes to the end, or quotes of both kinds
        return
    assert parsed(written) == statement, written
    assert statement_text(parsed(written)) == written


@pytest.mark.parametrize("kind", [kind.name for kind in STATEMENTS])
def test_a_statement_of_any_kind_comes_back_from_its_text(kind: str) -> None:
    @settings(max_examples=20, deadline=None, derandomize=True)
    @given(good(kind))
    def run(text: str) -> None:
        check(text)

    run()


@thorough
@given(good() | mutated() | st.sampled_from(GENERATED))
@example("MDISK 191 3390 1 1 VOL1 MR * A B")
def test_a_statement_with_anything_wrong_in_it_comes_back_from_its_text(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("u web1 lbyonly 2g 4g g 64 on off 1A on", "USER WEB1 LBYONLY 2G 4G G 64 ON OFF 1A ON"),
        ("m 191 3390 0101 050 lnx001 mr", "MDISK 0191 3390 101 50 LNX001 MR"),
        ("md 191 3390 0 end lnx001", "MDISK 0191 3390 0 END LNX001"),
        ("mdisk 191 3390 devno 0a00 mr", "MDISK 0191 3390 DEVNO 0A00 MR"),
        ("mdisk 291 fb-512 vdisk 64000", "MDISK 0291 FB-512 V-DISK 64000"),
        ("mdisk 291 3390 t-disk 5", "MDISK 0291 3390 T-DISK 5"),
        ("amdisk 191 xxxx autog 10 pool mr a b", "AMDISK 0191 XXXX AUTOG 10 POOL MR PWS A B"),
        ("amdisk 191 3390 autog 10 pool mr label w191 blksize 4096",
         "AMDISK 0191 3390 AUTOG 10 POOL MR BLKSIZE 4096 LABEL W191"),
        ("amdisk 191 3390 autog 10 pool mr pws ra wa ma", "AMDISK 0191 3390 AUTOG 10 POOL MR PWS RA WA MA"),
        ("amdisk 191 3390 gblk4096 10 pool", "AMDISK 0191 3390 GBLK4096 10 POOL"),
        ("ded 1000 2000 noqio", "DEDICATE 1000 2000 NOQIOASSIST"),
        ("dedicate 150 lnx001 r/o", "DEDICATE 0150 VOLID LNX001 R/O"),
        ("dedicate 150 3330v vol1 r/o", "DEDICATE 0150 3330V VOL1 R/O"),
        ("dedicate 150 network 0a0 multiuser", "DEDICATE 0150 NETWORK 00A0 MULTIUSER"),
        ("option apple cpuid 1a2b3c quickd maxconn 0064", "OPTION APPLE CPUID 1A2B3C QUICKDSP MAXCONN 64"),
        ("scr all blu vmo red rev", "SCREEN ALL BLUE VMOUT RED REVVIDEO"),
        ("crypto apded 4 5 domain 1 3-7 csu *", "CRYPTO DOMAIN 1 3-7 APDEDICATED 4 5 CSU *"),
        ("iucv any msglimit 10 p", "IUCV ANY PRIORITY MSGLIMIT 10"),
        ("iucv *ident resany global revoke", "IUCV *IDENT RESANY GLOBAL REVOKE"),
        ("iucv *ident gateany gateway node", "IUCV *IDENT GATEANY GATEWAY NODE"),
        ("nicdef 600 lan system vsw1 type qdio vlan 5 - 7 9", "NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1 VLAN 5-7 9"),
        ("share ifl abs 5 abs 010% limith", "SHARE IFL ABSOLUTE 5% ABSOLUTE 10% LIMITHARD"),
        ("pool prof p high 9 low 1", "POOL LOW 1 HIGH 9 PROFILE P"),
        ("build on sys1 using subconfig a-1", "BUILD ON SYS1 USING SUBCONFIG A-1"),
        ("xconfig addr totsize 8g maxnumber 5 share", "XCONFIG ADDRSPACE MAXNUMBER 5 TOTSIZE 8G SHARE"),
        ("console 9 3215 t maint obs", "CONSOLE 0009 3215 T MAINT OBSERVER"),
        ("spe 500 qdio 3 system lan1", "SPECIAL 0500 QDIO 3 SYSTEM LAN1"),
        ("ipl 190 loadp 'a b' parm AutoCR  'x'", "IPL 0190 LOADPARM 'A B' PARM AutoCR  'x'"),
        ("ipl cms loadparm 'parm'", "IPL CMS LOADPARM 'PARM'"),
        ("command   Set  Run   On", "COMMAND Set  Run   On"),
        ("loaddev lun 1 port 00000001 00000002", "LOADDEV PORTNAME 0000000100000002 LUN 1"),
        ("loaddev alt 1 port ab lun cd alt 2 dev 3",
         "LOADDEV DEVICE 0003 ALTERNATE 0001 PORTNAME AB LUN CD ALTERNATE 0002"),
        ("loaddev scp 'root=x' \" it's\"", "LOADDEV SCPDATA 'root=x it' \"'s\""),
        ("loaddev scp hex 'ab' 'CD'", "LOADDEV SCPDATA HEX ABCD"),
        ("posixinfo iwdir '/home/a' fsroot \"/My Dir\" gname Staff",
         "POSIXINFO GNAME Staff IWDIR /home/a FSROOT '/My Dir'"),
        ("posixglist gnames Staff sys", "POSIXGLIST GNAMES Staff sys"),
    ],
)  # fmt: skip
def test_the_canonical_text(text: str, canonical: str) -> None:
    assert statement_text(parsed(text)) == canonical


def test_a_statement_that_was_not_understood_has_no_text() -> None:
    with pytest.raises(ValueError, match="NOSUCH: a statement that was not understood"):
        statement_text(parsed("NOSUCH 1"))


def test_a_last_value_that_ends_with_a_comma_has_no_text() -> None:
    with pytest.raises(ValueError, match="NICDEF: a comma"):
        statement_text(parsed("NICDEF 600 LAN SYSTEM A, TYPE QDIO"))


def test_the_values_of_a_list_stand_with_what_is_behind_them() -> None:
    option = parsed("OPTION ACCT MAXCONN 64 CPUID 1A2B3C")
    assert items_of(option, "option") == ["ACCT", "MAXCONN 64", "CPUID 1A2B3C"]


# ---- records


LONG = " ".join(f"LINUX{number:03}" for number in range(20))
STRING = "".join(f"{number:04}-" for number in range(40))


@pytest.mark.parametrize(
    ("text", "records"),
    [
        ("LINK MAINT 190 190 RR", ["LINK MAINT 0190 0190 RR"]),
        (
            "LOGONBY LINUX001 LINUX002 LINUX003 LINUX004 LINUX005 LINUX006 LINUX007 LINUX008",
            [
                "LOGONBY LINUX001 LINUX002 LINUX003 LINUX004 LINUX005 LINUX006 LINUX007",
                "LOGONBY LINUX008",
            ],
        ),
        (
            f"CRYPTO APVIRT DOMAIN {' '.join(map(str, range(100, 120)))}",
            [
                "CRYPTO DOMAIN 100 101 102 103 104 105 106 107 108 109 110 111 112 113",
                "CRYPTO DOMAIN 114 115 116 117 118 119 APVIRTUAL",
            ],
        ),
        (
            "NICDEF 600 TYPE QDIO DEV 3 LAN SYSTEM VSWITCH1 CHPID F1 MACID 0A0B0C PORTNUM 2048 PORTT ACCESS VLAN 5 PRO",
            [
                "NICDEF 0600 TYPE QDIO DEVICES 3 LAN SYSTEM VSWITCH1 CHPID F1",
                "NICDEF 0600 MACID 0A0B0C PORTNUMBER 2048 PORTTYPE ACCESS VLAN 5",
                "NICDEF 0600 PROMISCUOUS",
            ],
        ),
        (
            f"LOADDEV SCPDATA '{STRING}'",
            [
                "LOADDEV SCPDATA,",
                f"'{STRING[:60]}',",
                f"'{STRING[60:120]}',",
                f"'{STRING[120:180]}',",
                f"'{STRING[180:]}'",
            ],
        ),
        (
            f"LOADDEV SCPDATA HEX {'0A' * 64}",
            ["LOADDEV SCPDATA HEX,", f"'{'0A' * 30}',", f"'{'0A' * 30}',", f"'{'0A' * 4}'"],
        ),
        (
            "COMMAND DEFINE NIC 0600 TYPE QDIO DEVICES 3  CHPID F1 COUPLE MACID  SYSTEM USER NAME",
            ["COMMAND DEFINE NIC 0600 TYPE QDIO DEVICES 3  CHPID F1 COUPLE,", "MACID  SYSTEM USER NAME"],
        ),
        (
            "IPL 190 PARM AUTOCR  ABCDEFGHIJKLMNOPQRSTUVWXYZ ABCDEFGHIJKLMNOPQRSTUVWX",
            ["I 190 PARM AUTOCR  ABCDEFGHIJKLMNOPQRSTUVWXYZ ABCDEFGHIJKLMNOPQRSTUVWX"],
        ),
    ],
)
def test_a_long_statement_in_records(text: str, records: list[str]) -> None:
    assert statement_records(parsed(text)) == records


@pytest.mark.parametrize(
    "text",
    [f"ACCOUNT {LONG}", f"COMMAND {'X' * 80}", f"LOGONBY {'X' * 80}", "COMMAND A,", f"LOADDEV ALT {'X' * 80} DEV 1"],
)
def test_what_does_not_fit_into_records_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text.split()[0]):
        statement_records(parsed(text))


def merged(statements: list[Statement]) -> dict[str, object]:
    """The operands of some statements as those of one, their lists behind each other."""
    found: dict[str, object] = {}
    for row in statements[0].definition.operands:
        values = [one.operands().get(row.name) for one in statements]
        if any(value is not None for value in values):
            if row.beside is not None:
                values = [
                    value or (None,) * len(one.operands()[row.beside])
                    for value, one in zip(values, statements, strict=True)
                ]
            lists = [value for value in values if value is not None]
            found[row.name] = tuple(chain(*lists)) if row.many else lists[-1]
    return found


@st.composite
def long_ones(draw: st.DrawFn) -> str:
    kind = draw(
        st.sampled_from(["LOADDEV", "COMMAND", "POSIXINFO", "POSIXGLIST", "LOGONBY", "OPTION", "SCREEN", "NICDEF"])
    )
    texts = draw(st.lists(good(kind), min_size=1, max_size=12))
    return " ".join([texts[0], *(" ".join(text.split(" ")[1:]) for text in texts[1:])])


@thorough
@given(good() | long_ones())
def test_the_records_of_a_statement_mean_the_statement(text: str) -> None:
    statement = parsed(text)
    if isinstance(statement, Unparsed):
        return
    try:
        records = statement_records(statement)
    except ValueError:
        return
    assert all(len(record) <= 71 for record in records)
    if "FILE" in statement.definition.holders:
        return
    found = source_of("\n".join(["USER A NOLOG", *records, "NOPDATA"])).statements[1:-1]
    assert {type(one) for one in found} == {type(statement)}
    assert merged(found) == statement.operands(), records
    assert len(found) == 1 or statement.definition.continuable is None
