"""Commands to DirMaint: from text to objects, and back."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.spec.dirmaint_capabilities import FORMS, NONE, SWITCHES, Capabilities
from dirtool.spec.dirmaint_verbs import LONGEST_COMMAND, VERB_BY_NAME, VERBS
from dirtool.spec.statement import Mark, Operand
from dirtool.syntax.command import (
    Command,
    CommandParser,
    ParsedCommand,
    as_typed,
    command_text,
    from_typed,
    uncertain_forms,
)
from tests.syntax.made import HOSTILE, WORDS
from tests.syntax.made_commands import bare_commands, command_parser, good_commands, mutated_commands, names, prefixes

PARSER = command_parser()
PLAIN = command_parser(plain=True)

CANONICAL = [
    ("add lnx1", "ADD LNX1"),
    ("add lnx1 like proto pw secret", "ADD LNX1 LIKE PROTO PW SECRET"),
    (
        "dirm add lnx1 like proto pw secret vpw secret acct a1 acigroup g1",
        "ADD LNX1 LIKE PROTO PW SECRET VPW SECRET ACCT A1 ACIGROUP G1",
    ),
    ("add sub1 build on m1 in id1", "ADD SUB1 BUILD ON M1 IN ID1"),
    ("add sub1 like proto build on m1 in id1", "ADD SUB1 LIKE PROTO BUILD ON M1 IN ID1"),
    ("for x get", "FORUSER X GET"),
    ("for x get nolock", "FORUSER X GET NOLOCK"),
    ("for x rev", "FORUSER X REVIEW"),
    ("for x purge clean", "FORUSER X PURGE CLEAN"),
    ("chngid a b", "CHNGID A B"),
    ("for x lock 191 some reason", "FORUSER X LOCK 0191 SOME REASON"),
    ("for x unlock 191", "FORUSER X UNLOCK 0191"),
    ("acct a b", "ACCOUNT A B"),
    ("account delete a", "ACCOUNT DELETE A"),
    ("account add a b", "ACCOUNT ADD A B"),
    ("for x acigroup grp", "FORUSER X ACIGROUP GRP"),
    ("for x acigroup delete", "FORUSER X ACIGROUP DELETE"),
    ("for x appcpass lu user pw", "FORUSER X APPCPASS LU USER PW"),
    ("for x autolog add a b", "FORUSER X AUTOLOG ADD A B"),
    ("for x autolog delete a", "FORUSER X AUTOLOG DELETE A"),
    ("for x cl abg", "FORUSER X CLASS ABG"),
    ("for x command add 1 set run on", "FORUSER X COMMAND ADD 1 set run on"),
    ("for x command ? 1", "FORUSER X COMMAND ? 1"),
    ("for x command delete *", "FORUSER X COMMAND DELETE *"),
    ("for x command replace 2 Foo  Bar", "FORUSER X COMMAND REPLACE 2 Foo  Bar"),
    ("for x con 9 3215 t", "FORUSER X CONSOLE 0009 3215 T"),
    ("for x cpu 00 base", "FORUSER X CPU 00 BASE"),
    ("for x cpu 01", "FORUSER X CPU 01"),
    ("for x cpu 01 delete", "FORUSER X CPU 01 DELETE"),
    ("for x cpu ?", "FORUSER X CPU ?"),
    ("for x cry domain 5 apdedicated 1", "FORUSER X CRYPTO DOMAIN 5 APDEDICATED 1"),
    ("for x crypto domain 5 delete", "FORUSER X CRYPTO DOMAIN 5 DELETE"),
    ("for x dasdopt 191 devctl", "FORUSER X DASDOPT 0191 DEVCTL"),
    ("for x dasdopt 191 delete", "FORUSER X DASDOPT 0191 DELETE"),
    ("for x dateform isodate", "FORUSER X DATEFORM ISODATE"),
    ("for x ded 1000 2000", "FORUSER X DEDICATE 1000 2000"),
    ("for x dedicate 1000 delete", "FORUSER X DEDICATE 1000 DELETE"),
    ("directory 123 3390 vol1", "DIRECTORY 0123 3390 VOL1"),
    ("directory ?", "DIRECTORY ?"),
    ("for x distrib abc", "FORUSER X DISTRIB ABC"),
    ("for x dsecuser op1", "FORUSER X DSECUSER OP1"),
    ("for x dsecuser off", "FORUSER X DSECUSER OFF"),
    ("for x include prof", "FORUSER X INCLUDE PROF"),
    ("for x iopri relative 1 5", "FORUSER X IOPRIORITY RELATIVE 1 5"),
    ("for x ipl cms parm AutoCR", "FORUSER X IPL CMS PARM AutoCR"),
    ("for x ipl delete", "FORUSER X IPL DELETE"),
    ("for x iucv any", "FORUSER X IUCV ANY"),
    ("for x iucv any delete", "FORUSER X IUCV ANY DELETE"),
    ("for x link maint 190 190 rr", "FORUSER X LINK MAINT 0190 0190 RR"),
    ("for x link maint 190 190 rr pw", "FORUSER X LINK MAINT 0190 0190 RR PW"),
    ("for x dlink maint 190 190", "FORUSER X DLINK MAINT 0190 0190"),
    ("links a 191", "LINKS A 191"),
    ("for x loaddev port 00000001 00000002", "FORUSER X LOADDEV PORTNAME 0000000100000002"),
    ("for x loaddev port delete", "FORUSER X LOADDEV PORTNAME DELETE"),
    ("for x loaddev lun 1", "FORUSER X LOADDEV LUN 1"),
    ("for x logonby add a b", "FORUSER X LOGONBY ADD A B"),
    ("for x mach esa 4", "FORUSER X MACHINE ESA 4"),
    ("for x setmach z", "FORUSER X SETMACH Z"),
    ("for x maxstore 4G", "FORUSER X MAXSTORE 4G"),
    ("for x mdisk 191 mr a b c", "FORUSER X MDISK 0191 MR A B C"),
    ("for x mdisk ?", "FORUSER X MDISK ?"),
    ("for x mdpw 191 a b", "FORUSER X MDPW 0191 A B"),
    ("for x miniopt 191 nocache", "FORUSER X MINIOPT 0191 NOCACHE"),
    ("for x namesave a", "FORUSER X NAMESAVE A"),
    ("for x namesave delete a", "FORUSER X NAMESAVE DELETE A"),
    ("for x nicdef 600 type qdio lan system vsw1", "FORUSER X NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1"),
    ("for x nicdef 600 delete", "FORUSER X NICDEF 0600 DELETE"),
    ("for x nopdata", "FORUSER X NOPDATA"),
    ("for x nopdata delete", "FORUSER X NOPDATA DELETE"),
    ("for x notape", "FORUSER X NOTAPE"),
    ("for x option quickdsp", "FORUSER X OPTION QUICKDSP"),
    ("for x option delete", "FORUSER X OPTION DELETE"),
    ("for x setoptn add maxconn 128", "FORUSER X SETOPTN ADD MAXCONN 128"),
    ("for x setoptn remove quickdsp", "FORUSER X SETOPTN REMOVE QUICKDSP"),
    ("for x pool low 1 high 9 profile p", "FORUSER X POOL LOW 1 HIGH 9 PROFILE P"),
    ("for x posixglist gids 1 2", "FORUSER X POSIXGLIST GIDS 1 2"),
    ("posixgroup staff 5", "POSIXGROUP staff 5"),
    ("for x posixinfo uid 5", "FORUSER X POSIXINFO UID 5"),
    ("for x posixiupgm /bin/sh", "FORUSER X POSIXIUPGM /bin/sh"),
    ("for x posixiwdir /home", "FORUSER X POSIXIWDIR /home"),
    ("for x posixfsroot /x", "FORUSER X POSIXFSROOT /x"),
    ("for x posixopt querydb allow", "FORUSER X POSIXOPT QUERYDB ALLOW"),
    ("for x privclass g", "FORUSER X PRIVCLASS G"),
    ("for x screen all blue", "FORUSER X SCREEN ALL BLUE"),
    ("for x share relative 200", "FORUSER X SHARE RELATIVE 200"),
    ("for x special 500 qdio 3 system lan1", "FORUSER X SPECIAL 0500 QDIO 3 SYSTEM LAN1"),
    ("for x spool c 2540 reader a", "FORUSER X SPOOL 000C 2540 READER A"),
    ("for x stag tag: value  x", "FORUSER X STAG TAG: value  x"),
    ("for x stag ?", "FORUSER X STAG ?"),
    ("for x stag tag: delete", "FORUSER X STAG TAG: DELETE"),
    ("for x stdevopt library ctl", "FORUSER X STDEVOPT LIBRARY CTL"),
    ("for x storage 2g", "FORUSER X STORAGE 2G"),
    ("for x storage ?", "FORUSER X STORAGE ?"),
    ("for x vmrelo on", "FORUSER X VMRELOCATE ON"),
    ("for x vmrelocate delete", "FORUSER X VMRELOCATE DELETE"),
    ("for x xautolog add a", "FORUSER X XAUTOLOG ADD A"),
    ("for x xconfig addrspace delete", "FORUSER X XCONFIG ADDRSPACE DELETE"),
    ("for x xstore all", "FORUSER X XSTORE ALL"),
    ("pw secret vpw secret", "PW SECRET VPW SECRET"),
    ("pw random 8", "PW RANDOM 8"),
    ("for x setpw secret 30", "FORUSER X SETPW SECRET 30"),
    ("for x testpw secret", "FORUSER X TESTPW SECRET"),
    (
        "for x amd 191 3390 autog 5 linux9 mr label vmt191 pws r w m",
        "FORUSER X AMDISK 0191 3390 AUTOG 5 LINUX9 MR LABEL VMT191 PWS R W M",
    ),
    ("for x amdisk 191 3390 1 10 vol1", "FORUSER X AMDISK 0191 3390 1 10 VOL1"),
    ("for x amdisk 191 fb-512 v-disk 1000", "FORUSER X AMDISK 0191 FB-512 V-DISK 1000"),
    ("for x amdisk 191 3390 gblk4096 10 grp", "FORUSER X AMDISK 0191 3390 GBLK4096 10 GRP"),
    (
        "for x cmd 191 3390 autog 5 g blksize 4096 label x",
        "FORUSER X CMDISK 0191 3390 AUTOG 5 G BLKSIZE 4096 LABEL X",
    ),
    ("for x rmdisk 191 3390 t-disk 5", "FORUSER X RMDISK 0191 3390 T-DISK 5"),
    ("for x clonedisk 191 src 191", "FORUSER X CLONEDISK 0191 SRC 0191"),
    ("for x cloned 191 src 191 autog 5 g mr pws r", "FORUSER X CLONEDISK 0191 SRC 0191 AUTOG 5 G MR PWS R"),
    ("for x tmd 191 to y 192 mr pws r w", "FORUSER X TMDISK 0191 Y 0192 MR PWS R W"),
    ("for x dmd 191 clean", "FORUSER X DMDISK 0191 CLEAN"),
    ("q datamove *", "QUERY DATAMOVE *"),
    ("query datamove dm1", "QUERY DATAMOVE DM1"),
    ("status locked", "STATUS LOCKED"),
    ("workunit cancel 12345678", "WORKUNIT CANCEL 12345678"),
    ("cleanup x", "CLEANUP X"),
    ("dasd add group g (linear) r1 r2", "DASD ADD GROUP G (LINEAR) R1 R2"),
    ("dasd a g g r1", "DASD ADD GROUP G R1"),
    ("dasd add region r v1 3390-09 100 start", "DASD ADD REGION R V1 3390-09 100 START"),
    ("dasd add region r v1 3390-09 end 1 a comment", "DASD ADD REGION R V1 3390-09 END 1 a comment"),
    ("dasd add volume v1 3390-09", "DASD ADD VOLUME V1 3390-09"),
    ("dasd d group g *", "DASD DELETE GROUP G *"),
    ("dasd delete volume v1 v2", "DASD DELETE VOLUME V1 V2"),
    ("dasd query volume *", "DASD QUERY VOLUME *"),
    ("dasd usedext group g", "DASD USEDEXT GROUP G"),
    ("dasd freext region *", "DASD FREEXT REGION *"),
    ("rlde", "RLDEXTN"),
    ("free g grp", "FREEXT GROUP GRP"),
    ("freext", "FREEXT"),
    ("freext v=vol", "FREEXT V=VOL"),
    ("usede r *", "USEDEXT REGION *"),
    ("user withpass", "USER WITHPASS"),
    ("scan foo", "SCAN FOO"),
    ("send extent control", "SEND EXTENT CONTROL"),
    ("file x protodir", "FILE X PROTODIR"),
    ("online", "ONLINE"),
    ("authfor maint from * cmdl 150a cmds adgh", "AUTHFOR MAINT FROM * CMDLEVEL 150A CMDSET ADGH"),
    ("for all authfor maint cmdlevel 140a cmdset adg", "FORUSER ALL AUTHFOR MAINT CMDLEVEL 140A CMDSET ADG"),
    ("dropfor maint", "DROPFOR MAINT"),
    ("needpass no", "NEEDPASS NO"),
    ("? dasd", "HELP DASD"),
    ("help dasd", "HELP DASD"),
    ("dirm for x at * amdisk 191 3390 autog 5 g", "FORUSER X ATNODE * AMDISK 0191 3390 AUTOG 5 G"),
    (
        "tosys n asuser a byuser b prompt multiuser l* request 12 cmdlevel 140a for x storage 2g",
        "FORUSER X TOSYS N ASUSER A BYUSER B PROMPT MULTIUSER L* REQUEST 12 CMDLEVEL 140A STORAGE 2G",
    ),
    ("at * for x amdisk 191 3390 autov 10 vol001 r", "FORUSER X ATNODE * AMDISK 0191 3390 AUTOV 10 VOL001 R"),
    ("for x replace", "FORUSER X REPLACE"),
    ("ssi vol1 vol2", "SSI VOL1 VOL2"),
    ("undossi vol1", "UNDOSSI VOL1"),
    ("for x chvaddr 191 to 192", "FORUSER X CHVADDR 0191 0192"),
    ("for x chvaddr 191 192", "FORUSER X CHVADDR 0191 0192"),
    ("for x distrib bin", "FORUSER X DISTRIB BIN"),
    ("crypto ?", "CRYPTO ?"),
    ("for x d8onecmd fail lock", "FORUSER X D8ONECMD FAIL LOCK"),
    ("globalopts machine xa", "GLOBALOPTS MACHINE XA"),
    ("for x setcpu 2 cpuid 1a2b3c", "FORUSER X SETCPU 02 CPUID 1A2B3C"),
    ("for x xconfig accesslist alsize 5", "FORUSER X XCONFIG ACCESSLIST ALSIZE 5"),
    ("for x xstore 5 all", "FORUSER X XSTORE 5 ALL"),
    ("dirmap", "DIRMAP"),
    ("check", "CHECK"),
    ("mail a", "MAIL A"),
    ("history", "HISTORY"),
    ("agelist", "AGELIST"),
    ("pwmon a", "PWMON A"),
    ("mdaudit x", "MDAUDIT X"),
    ("extnchk", "EXTNCHK"),
    ("ivp", "IVP"),
    ("datamove ivp", "DATAMOVE IVP"),
    ("language ameng", "LANGUAGE AMENG"),
    ("defaults tosys x", "DEFAULTS TOSYS X"),
    ("globalv x", "GLOBALV X"),
    ("file x protodir a", "FILE X PROTODIR A"),
    ("batch cmds", "BATCH CMDS"),
    ("batch cmds file a1", "BATCH CMDS FILE A1"),
    ("online immed", "ONLINE IMMED"),
    ("offline", "OFFLINE"),
    ("direct", "DIRECT"),
    ("backup", "BACKUP"),
    ("rldd", "RLDDATA"),
    ("rldc", "RLDCODE"),
    ("shutdown", "SHUTDOWN"),
    ("cms query disk", "CMS QUERY DISK"),
    ("cp query names", "CP QUERY NAMES"),
    ("edit x", "EDIT X"),
    ("execl", "EXECLOAD"),
    ("execd", "EXECDROP"),
    ("pwgen x", "PWGEN X"),
    ("setptokn x", "SETPTOKN X"),
    ("subscribe x", "SUBSCRIBE X"),
    ("dsatctl x", "DSATCTL X"),
    ("dmvctl x", "DMVCTL X"),
    ("prioset x", "PRIOSET X"),
    ("globaldefs x", "GLOBALDEFS X"),
    ("vconfig x", "VCONFIG X"),
    ("term x", "TERM X"),
    ("sysaffin add x", "SYSAFFIN ADD X"),
    ("authdasd x", "AUTHDASD X"),
    ("dropdasd x", "DROPDASD X"),
    ("qrydasd x", "QRYDASD X"),
    ("links maint 191", "LINKS MAINT 191"),
    ("freext v=lx0001", "FREEXT V=LX0001"),
    ("for x maxstore 16g", "FORUSER X MAXSTORE 16G"),
    ("dasd qu g *", "DASD QUERY GROUP *"),
    ("dasd free v a b", "DASD FREEXT VOLUME A B"),
    ("for x spoolfile maxspool 50", "FORUSER X SPOOLFILE MAXSPOOL 50"),
    ("for x spoolfile maximum 50", "FORUSER X SPOOLFILE MAXSPOOL 50"),
    ("for x command add 1 ADD  it", "FORUSER X COMMAND ADD 1 ADD  it"),
    ("for x ipl 190 parm delete", "FORUSER X IPL 0190 PARM delete"),
    ("for x command add 1 say delete", "FORUSER X COMMAND ADD 1 say delete"),
    ("for x amdisk 191 3390 gblk512 10 grp", "FORUSER X AMDISK 0191 3390 GBLK0512 10 GRP"),
    ("for x amdisk 191 fb-512 vdisk 10", "FORUSER X AMDISK 0191 FB-512 V-DISK 10"),
    ("for x namesave a delete", "FORUSER X NAMESAVE A DELETE"),
    ("posixgroup Staff delete", "POSIXGROUP Staff DELETE"),
]  # fmt: skip


def parsed(text: str, parser: CommandParser = PARSER) -> ParsedCommand:
    found = parser.parse(text)
    assert found is not None
    return found


def command_of(text: str) -> Command:
    found = parsed(text)
    assert found.command is not None
    assert found.faults == ()
    return found.command


@pytest.mark.parametrize(("text", "canonical"), CANONICAL)
def test_the_canonical_text(text: str, canonical: str) -> None:
    command = command_of(text)
    assert command_text(command, None) == canonical
    assert command_text(command, None, named=True) == f"DIRM {canonical}"
    assert command_of(canonical) == command_of(f"dirmaint {canonical}") == command


def test_there_is_an_example_of_every_verb() -> None:
    assert {command_of(text).verb.name for text, _ in CANONICAL} == {verb.name for verb in VERBS}


# ---- text to objects to text


def check(text: str) -> None:
    """The canonical text of a command gives that command, and is its own canonical text."""
    command = parsed(text).command
    if command is None:
        return
    try:
        written = command_text(command, None)
    except ValueError:
        assert len(text) > LONGEST_COMMAND // 2 or re.search(
            r",(\s|$)|['\"]", text
        )  # quotes of both kinds in one string
        return
    again = parsed(written).command
    assert again == command, written
    assert command_text(again, None) == written


@pytest.mark.parametrize("verb", [verb.name for verb in VERBS])
def test_a_command_of_any_verb_comes_back_from_its_text(verb: str) -> None:
    @settings(max_examples=8, deadline=None)
    @given(good_commands(verb))
    def run(text: str) -> None:
        check(text)

    run()


@settings(max_examples=600, deadline=None)
@given(mutated_commands())
def test_a_command_with_anything_wrong_in_it_comes_back_from_its_text(text: str) -> None:
    check(text)


@settings(max_examples=200, deadline=None)
@given(bare_commands(), names, prefixes(), st.data())
def test_prefixes_stand_in_any_order_and_change_no_verb(
    words: list[str], name: list[str], before: list[str], data: st.DataObject
) -> None:
    bare = parsed(" ".join(words)).command
    one = parsed(" ".join([*name, *before, *words])).command
    other = parsed(" ".join([*data.draw(names), *data.draw(st.permutations(before)), *words])).command
    assert one == other
    if bare is not None and one is not None:
        assert bare[1:] == one[1:]


# ---- fast and plain


def agree(text: str, fast: CommandParser = PARSER) -> None:
    """Parse once per shape and with Lark alone, and compare."""
    found, plain = fast.parse(text), PLAIN.parse(text)
    assert (found is None) == (plain is None)
    if found is not None and plain is not None:
        assert found.command == plain.command
        assert (found.verb, found.faults, found.secrets) == (plain.verb, plain.faults, plain.secrets)


@settings(max_examples=500, deadline=None)
@given(good_commands() | mutated_commands())
def test_both_ways_of_parsing_agree(text: str) -> None:
    agree(text)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([verb.name for verb in VERBS]), st.lists(st.sampled_from([*WORDS, *HOSTILE]), max_size=6))
def test_both_ways_agree_on_any_words_behind_a_verb(verb: str, words: list[str]) -> None:
    agree(" ".join([verb, *words]))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_noise_is_a_command_with_faults_or_none(text: str) -> None:
    found = PARSER.parse(text)
    assert (found is None) == (not text.split())
    agree(text)


# ---- secrets, faults and places


@pytest.mark.parametrize(
    ("text", "verb", "faults"),
    [
        ("FOR X FROB 191", None, [("unknown-verb", 2)]),
        ("DIRM FOR X AMDISC 191", None, [("unknown-verb", 3)]),
        ("FOR X AMDISK 191 3390 AUTOG 5", "AMDISK", [("missing-operand", 7)]),
        ("FOR X AMDISK 19G 3390 AUTOG 5 GRP", "AMDISK", [("bad-device-number", 3)]),
        ("FOR X NICDEF 19G TYPE QDIO", "NICDEF", [("bad-device-number", 3)]),
        ("FOR X NICDEF 600 TYPE QDIA", "NICDEF", [("invalid-operand", 5)]),
        ("FOR X DASDOPT 191 DEVCTL FOO", "DASDOPT", [("invalid-operand", 5)]),
        ("FOR X POSIXIWDIR 'a b", "POSIXIWDIR", [("unfinished-statement", 3)]),
        ("FOR X LOADDEV SCPDATA 'a b c' LUNN 5", "LOADDEV", [("invalid-operand", 7)]),
        ("FOR X LOADDEV SCPDATA 'a b c' LUN", "LOADDEV", [("missing-operand", 8)]),
        ("FOR X LOADDEV SCPDATA 'a b c' LUN ZZ", "LOADDEV", [("invalid-operand", 8)]),
        ("FOR X SETOPTN REMOVE QUICKDPS", "SETOPTN", [("invalid-operand", 4)]),
        ("FOR X LOADDEV PORT DELETE", "LOADDEV", []),
        ("FOR X STORAGE 2X", "STORAGE", [("bad-storage-size", 3)]),
        ("FOR X", None, [("missing-operand", 2)]),
        ("DIRM", None, [("missing-operand", 1)]),
        ("FOR X FOR Y STORAGE 2G", "STORAGE", [("conflicting-operands", 2)]),
        ("CMDL 160A STORAGE 2G", "STORAGE", [("invalid-operand", 1)]),
        ("FREEXT X=LX0001", "FREEXT", [("invalid-operand", 1)]),
    ],
)
def test_what_is_wrong_is_told_by_the_word(text: str, verb: str | None, faults: list[tuple[str, int]]) -> None:
    found = parsed(text)
    assert (found.verb and found.verb.name) == verb
    assert [(fault.rule, fault.first) for fault in found.faults] == faults


@settings(max_examples=300, deadline=None)
@given(mutated_commands())
def test_faults_and_secrets_point_at_words(text: str) -> None:
    found = parsed(text)
    assert [word.group() for word in found.words] == text.split()
    assert all(0 <= at < len(found.words) for at in found.secrets)
    for fault in found.faults:
        assert 0 <= fault.first <= fault.last <= len(found.words)
        assert fault.other is None or 0 <= fault.other < len(found.words)


@pytest.mark.parametrize(
    ("text", "secrets"),
    [
        ("ADD X LIKE P PW ONE VPW TWO", {5, 7}),
        ("ADD X LIKE P PW LBYONLY", set()),
        ("DIRM FOR X SETPW ONE 30", {4}),
        ("FOR X TESTPW ONE", {3}),
        ("PW ONE VPW TWO", {1, 3}),
        ("PW RANDOM 8", set()),
        ("FOR X LINK MAINT 190 190 RR ONE", {7}),
        ("FOR X MDISK 191 MR ONE TWO THREE", {5, 6, 7}),
        ("FOR X MDPW 191 ONE", {4}),
        ("FOR X AMDISK 191 3390 AUTOG 5 G MR LABEL L PWS ONE TWO", {12, 13}),
        ("FOR X APPCPASS LU TP USER ONE", {6}),
        ("FOR X APPCPASS LU TP USERID ONE DELETE", {6}),
        ("FOR X FROB ONE TWO", {3, 4}),
        ("FOR X ONE", {2}),
        ("FOR X STORAGE 2G", set()),
        ("USER WITHPASS", set()),
        ("USER X ONE 64M 1G G", {2}),
    ],
)
def test_passwords_are_known(text: str, secrets: set[int]) -> None:
    found = parsed(text)
    assert found.secrets == secrets


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("ADD X LIKE P PW ONE", True),
        ("ADD X LIKE P PW LBYONLY", False),
        ("ADD X", False),
        ("FOR X APPCPASS LU TP USER ONE", True),
        ("FOR X AMDISK 191 3390 AUTOG 5 G MR PWS ALL", False),
        ("FOR X AMDISK 191 3390 AUTOG 5 G MR PWS ALL ONE", True),
    ],
)
def test_a_command_knows_whether_it_holds_a_password(text: str, holds: bool) -> None:
    assert command_of(text).holds_secret is holds


# ---- what is typed


@given(st.text(st.characters(exclude_characters="\n\r")))
def test_what_is_typed_comes_in_as_it_was_meant(text: str) -> None:
    assert from_typed(as_typed(text)) == text
    assert len(as_typed(text)) - len(text) == sum(text.count(one) for one in '#@"¢')


def test_line_edit_characters_are_typed_behind_an_escape_character() -> None:
    assert as_typed('COMMAND ADD 1 SAY #1@"¢') == 'COMMAND ADD 1 SAY "#1"@"""¢'
    assert from_typed('A "#B') == "A #B"


# ---- what may be sent


def test_a_command_that_is_too_long_has_no_text() -> None:
    longest = f"CMS {'X' * (LONGEST_COMMAND - 4)}"
    assert command_text(command_of(longest)) == longest
    with pytest.raises(ValueError, match="CMS: the command has 241 characters; allowed: 240"):
        command_text(command_of(f"{longest}x"))


def test_a_command_that_ends_with_a_comma_has_no_text() -> None:
    with pytest.raises(ValueError, match="COMMAND: a comma at the end continues the command"):
        command_text(command_of("COMMAND ADD 1 SAY A,"))


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("FOR X IPL DELETE", ["IPL DELETE"]),
        ("FOR X IPL CMS PARM DELETE", []),
        ("FOR X SETOPTN REMOVE QUICKDSP", ["SETOPTN REMOVE"]),
        ("FOR X SETOPTN ADD QUICKDSP", []),
        ("FOR X SETOPTN ADD NOPDATA", ["SETOPTN NOPDATA"]),
        ("FOR X DLINK MAINT 190", ["DLINK"]),
        ("FOR X ACCOUNT ADD A", ["ACCOUNT ADD"]),
        ("FOR X CRYPTO DOMAIN 5", ["CRYPTO"]),
        ("FOR X LOCK 191 FOR A WHILE", ["LOCK reason"]),
        ("FOR X LOCK 191", []),
        ("FOR X LOADDEV ALT 1 PORT AB LUN CD", ["LOADDEV ALTERNATE"]),
        ("FOR X LOADDEV PORT AB LUN CD", []),
        ("CHNGID A B", ["CHNGID"]),
    ],
)
def test_what_is_not_certain_of_a_command(text: str, forms: list[str]) -> None:
    command = parsed(text).command
    assert command is not None
    assert uncertain_forms(command) == forms


@pytest.mark.parametrize(
    ("text", "capabilities", "refusal"),
    [
        ("FOR X IPL DELETE", {}, None),
        ("FOR X IPL DELETE", {"delete_word_ipl": NONE}, "IPL DELETE: the setting dirmaint.delete-word-ipl says"),
        ("FOR X SETOPTN REMOVE QUICKDSP", {}, None),
        ("FOR X SETOPTN DELETE QUICKDSP", {}, "SETOPTN DELETE: the setting dirmaint.delete-word-option says"),
        ("FOR X SETOPTN DELETE QUICKDSP", {"delete_word_option": "DELETE"}, None),
        ("FOR X DLINK MAINT 190", {}, None),
        ("FOR X DLINK MAINT 190", {"dlink": NONE}, "DLINK: the setting dirmaint.dlink says"),
        ("FOR X LOADDEV ALT 1 PORT AB LUN CD", {}, "LOADDEV ALTERNATE: the setting dirmaint.loaddev-alternate says"),
        ("FOR X LOADDEV ALT 1 PORT AB LUN CD", {"loaddev_alternate": "yes"}, None),
        ("FOR X CRYPTO DOMAIN 5", {}, "CRYPTO: it is not certain that DirMaint knows this"),
        ("FOR X LOCK 191 MINE", {}, "LOCK reason: it is not certain"),
    ],
)
def test_what_is_not_certain_is_written_only_where_a_capability_says_so(
    text: str, capabilities: dict[str, str], refusal: str | None
) -> None:
    command = command_of(text)
    if refusal is None:
        assert command_text(command, Capabilities(**capabilities))
    else:
        with pytest.raises(ValueError, match=re.escape(refusal)):
            command_text(command, Capabilities(**capabilities))
    assert command_text(command, None)


@pytest.mark.parametrize("verb", [verb.name for verb in VERBS])
def test_all_that_is_written_is_certain_or_in_the_table_of_capabilities(verb: str) -> None:
    everything = Capabilities(loaddev_alternate="yes")
    allowed = {
        value for switch in SWITCHES for word, value in switch.forms.items() if getattr(everything, switch.name) == word
    }

    @settings(max_examples=6, deadline=None)
    @given(good_commands(verb))
    def run(text: str) -> None:
        command = parsed(text).command
        if command is None:
            return
        try:
            command_text(command, everything)
        except ValueError:
            return
        assert VERB_BY_NAME[verb].mark is not Mark.UNSURE or verb in allowed
        for row, words in _operands(command):
            assert row.mark is not Mark.UNSURE
            for word in words:
                assert word not in row.uncertain
                is_text = row.name == "statement"
                assert is_text or word not in VERB_BY_NAME[verb].unsure_words or f"{verb} {word}" in allowed

    run()


def _operands(command: Command) -> Iterator[tuple[Operand, list[str]]]:
    """Every operand that is present, with its words and its keyword."""
    for part in (command.order, command.statement):
        for name, value in part.operands().items() if part is not None else ():
            row = part.definition.by_name[name] if part is not None else None
            assert row is not None
            words = list(map(str, value)) if row.many else [str(value)]
            yield row, [*words, *([row.keyword.upper()] if row.keyword and not row.type.is_text else [])]


def test_every_uncertain_form_of_a_capability_is_one() -> None:
    for form in FORMS:
        name, _, word = form.partition(" ")
        verb = VERB_BY_NAME[name]
        assert word in verb.unsure_words if word else verb.mark is Mark.UNSURE
