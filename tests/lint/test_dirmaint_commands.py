"""DIR: what is found in files of commands to DirMaint, each with near misses."""

import pytest
from hypothesis import given, settings

from dirtool.lint.engine import lint, severities_of
from dirtool.lint.options import Options
from dirtool.lint.registry import Profile
from dirtool.report.commands_view import commands_json, commands_text
from dirtool.report.style import Style
from dirtool.spec.dirmaint_capabilities import Capabilities
from dirtool.syntax.command import CommandParser
from dirtool.syntax.command_file import CommandFile
from tests.model.made import PARSER, judged_of, records_of
from tests.syntax.test_command_file import PASSWORDS, one_mistake


def found_in(
    *records: str, profile: Profile = Profile.RECOMMENDED, capabilities: Capabilities | None = None
) -> list[tuple[str, str, int, int, int, str]]:
    """Code, severity, record, columns (both inclusive) and message of each finding."""
    options = Options(severities=severities_of(profile), capabilities=capabilities or Capabilities())
    return [
        (one.code, one.severity.value, one.span.line, one.span.column, one.span.end_column - 1, one.message)
        for one in lint(judged_of("\n".join(records), "commands"), options=options).diagnostics
    ]


def codes_in(*records: str, profile: Profile = Profile.RECOMMENDED) -> list[tuple[str, int]]:
    """Code and record of each finding."""
    return [(code, line) for code, _, line, *_ in found_in(*records, profile=profile)]


# ---- one command by itself


@pytest.mark.parametrize(
    ("record", "finding"),
    [
        (
            "FOR LINUX1 AMDSK 0191 3390 AUTOG 50 LINUX MR",
            ("DIR001", "error", 12, 16, "AMDSK is no verb of DirMaint; did you mean AMDISK, MDISK or TMDISK?"),
        ),
        ("FOR LINUX1 FROB 1 2", ("DIR001", "error", 12, 15, "FROB is no verb of DirMaint")),
        ("FOR LINUX1 GEHEIM", ("DIR001", "error", 12, 17, "******** is no verb of DirMaint")),
        (
            "FOR LINUX1 AMDISK 0191 3390 AUTOX 50 LINUX",
            (
                "DIR002", "error", 29, 33,
                "AUTOX is no operand of AMDISK at this place; did you mean AUTOV, AUTOR or AUTOG?",
            ),
        ),
        ("FOR LINUX1 AMDISK 0191 3390 AUTOG 50", ("DIR002", "error", 37, 37, "AMDISK lacks its area")),
        ("FOR LINUX1 PURGE NOW", ("DIR002", "error", 18, 20, "NOW is no cleaning of PURGE: CLEAN or NOCLEAN expected")),
        ("FOR LINUX1 REVIEW ALL", ("DIR002", "error", 19, 21, "ALL is one word too many: REVIEW takes no more words")),
        ("FOR LINUX1 INCLUDE A B", ("DIR002", "warning", 22, 22, "B is too much: INCLUDE takes no more words")),
        ("FOR LINUX1 NICDEF 0600 TYPE QDIA", ("DIR002", "error", 29, 32, "QDIA is no TYPE of NICDEF; did you mean QDIO?")),
        ("FOR A FOR B STORAGE 2G", ("DIR002", "error", 7, 11, "FOR stands twice in one DIRMAINT command")),
        ("DIRM FOR", ("DIR002", "error", 9, 9, "FORUSER of DIRMAINT lacks its value")),
        (
            "FOR LINUX1 AMDISK 019G 3390 AUTOG 50 LINUX",
            (
                "DIR003", "error", 19, 22,
                "019G is no device number (vdev of AMDISK); allowed: 1 to 4 hexadecimal digits",
            ),
        ),
        (
            "FOR LINUX1 STORAGE 2X",
            (
                "DIR003", "error", 20, 21,
                "2X is no size of storage (size of STORAGE); allowed: 1 to 7 digits and one of the units K M G T P E",
            ),
        ),
        (
            "FOR LINUX1 AMDISK 0191 3390 AUTOG 0 LINUX",
            ("DIR003", "error", 35, 35, "0 is out of range (size of AMDISK); allowed: 1 or more"),
        ),
        (
            "FOR LINUX1 CMDISK 0191 3390 1 0 LX0001",
            ("DIR003", "error", 31, 31, "0 is out of range (size of CMDISK); allowed: 1 or more"),
        ),
        ("DASD QUERY REGION LX000-0001", None),
        ("FOR TOOLONGNAME STORAGE 2G", (
            "DIR003", "error", 5, 15,
            "TOOLONGNAME is no userid (FORUSER of DIRMAINT); allowed: 1 to 8 of A-Z 0-9 @ # $ _ -",
        )),
        ("FOR LINUX1 AUTHFOR MAINT CMDLEVEL 160A", (
            "DIR002", "error", 35, 38, "160A is no CMDLEVEL of AUTHFOR; did you mean 150A or 140A?",
        )),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_command_is_told_at_the_word(
    record: str, finding: tuple[str, str, int, int, str] | None
) -> None:
    assert finding is not None or len(found_in(record)) == 1
    if finding is not None:
        code, severity, first, last, said = finding
        assert found_in(record) == [(code, severity, 1, first, last, said)]


def test_a_value_that_is_no_name_of_an_area_is_found() -> None:
    assert found_in("DASD QUERY REGION LX000000001") == [
        ("DIR003", "error", 1, 19, 29, "LX000000001 cannot be names of DASD; allowed: 1 to 8 of A-Z 0-9 # @ $ : - +")
    ]
    assert found_in("DASD QUERY REGION LX0001") == []


def test_several_faults_of_a_command_are_all_told_and_hide_no_other() -> None:
    assert codes_in(
        "FOR LINUX1 NICDEF 06G0 TYPE QDIO PORTTYPE ACCES",
        "FOR LINUX1 FROB 1 2",
        "STORAGE 2X",
        "FOR LINUX1 GET",
    ) == [("DIR003", 1), ("DIR002", 1), ("DIR001", 2), ("DIR003", 3), ("DIR011", 4)]


@pytest.mark.parametrize(("length", "severity"), [(240, None), (241, "warning"), (255, "warning"), (256, "error")])
def test_a_long_command_is_found(length: int, severity: str | None) -> None:
    record = "CMS " + "X" * (length - 4)
    found = [(code, how, said) for code, how, *_, said in found_in("RLDEXTN", record)]
    said = f"the command has {length} characters; allowed: 240"
    assert found == ([] if severity is None else [("DIR004", severity, said)])


@pytest.mark.parametrize("character", '#@"¢')
def test_a_line_edit_character_is_found_but_not_in_a_password(character: str) -> None:
    said = f'{character} is a line-edit character of CP: typed at a terminal, it is "{character}'
    assert found_in(f"FOR LINUX1 COMMAND ADD 1 SAY A{character}B") == [("DIR005", "info", 1, 30, 32, said)]
    assert codes_in(f"FOR LINUX1 SETPW A{character}BC") in ([], [("DIR003", 1)])


@pytest.mark.parametrize(
    ("record", "is_found"),
    [
        ("ADD LINUX1", True),
        ("ADD LINUX1-1 BUILD ON MEMBER1 IN LINUX1", True),
        ("ADD LINUX1 LIKE LINDFLT PW LBYONLY", False),
        ("FILE LINDFLT PROTODIR", True),
        ("DIRM BATCH MORE", True),
        ("FOR LINUX1 REPLACE", True),
        ("SEND LINDFLT PROTODIR", False),
    ],
)
def test_what_sends_a_file_is_found(record: str, is_found: bool) -> None:
    assert (("DIR006", 1) in codes_in(record)) is is_found


@pytest.mark.parametrize(
    ("operands", "is_found"),
    [
        ("FB-512 V-DISK 64000 MR LABEL SWAP", True),
        ("3390 T-DISK 10 MR BLKSIZE 4096", True),
        ("3390 TBLK4096 10 MR BLKSIZE 4096", True),
        ("3390 DEVNO 0A00 MR LABEL A", True),
        ("FB-512 V-DISK 64000 MR", False),
        ("3390 AUTOG 10 LINUX MR LABEL A BLKSIZE 4096", False),
    ],
)
def test_formatting_what_cannot_be_formatted_is_found(operands: str, is_found: bool) -> None:
    assert (codes_in(f"FOR LINUX1 AMDISK 0292 {operands}") == [("DIR009", 1)]) is is_found


@pytest.mark.parametrize(
    ("record", "forms"),
    [
        ("FOR LINUX1 IPL DELETE", ["IPL DELETE"]),
        ("FOR LINUX1 DLINK MAINT 0190", ["DLINK"]),
        ("FOR LINUX1 CRYPTO DOMAIN 5", ["CRYPTO"]),
        ("FOR LINUX1 IPL CMS", []),
        ("FOR LINUX1 DLINK MAINT 019G", None),
    ],
)
def test_what_is_not_certain_is_told(record: str, forms: list[str] | None) -> None:
    told = [said for code, *_, said in found_in(record) if code == "DIR012"]
    assert told == [f"it is not certain that DirMaint knows {form}" for form in forms or []]


def test_what_a_site_has_settled_is_not_told() -> None:
    record = "FOR LINUX1 SETOPTN DELETE QUICKDSP"
    assert [code for code, *_ in found_in(record)] == ["DIR012"]
    assert found_in(record, capabilities=Capabilities(delete_word_option="DELETE")) == []


def test_a_password_is_told_in_the_profile_security_only() -> None:
    record = "FOR LINUX1 AMDISK 0191 3390 AUTOG 5 LINUX MR PWS ALL GEHEIM"
    said = "a password stands in a command (AMDISK)"
    assert found_in(record, profile=Profile.SECURITY) == [("DIR013", "info", 1, 54, 59, said)]
    assert found_in(record) == []
    assert found_in("FOR LINUX1 AMDISK 0191 3390 AUTOG 5 LINUX MR PWS ALL", profile=Profile.SECURITY) == []
    assert found_in("ADD LINUX1 LIKE LINDFLT PW LBYONLY", profile=Profile.SECURITY) == []


@pytest.mark.parametrize(
    ("records", "found"),
    [
        (["MAXSTORE 4G"], [("DIR014", 1)]),
        (["FOR LINUX1 MAXSTORE 8G", "STORAGE 4G"], [("DIR014", 2)]),
        (["STORAGE 4G"], []),
        (["MULTIUSER LNX* MAXSTORE 4G"], []),
        (["MAXSTORE ?"], []),
        (["PW RANDOM", "FOR LINUX1 MAXSTORE 8G"], []),
        (["REVIEW", "FOR LINUX1 MAXSTORE 8G"], []),
        (["CHNGID A B"], [("DIR012", 1)]),
    ],
)
def test_a_change_of_no_named_entry_is_found(records: list[str], found: list[tuple[str, int]]) -> None:
    assert codes_in(*records, "RLDEXTN") == found


# ---- one command after another


DISK = "FOR LINUX1 AMDISK 0191 3390 AUTOG 50 LINUX MR"


@pytest.mark.parametrize(
    ("records", "found"),
    [
        ([DISK, "FOR LINUX1 MINIOPT 0191 NOMDC"], [("DIR007", 2)]),
        ([DISK, "* DIRTOOL: WAIT", "FOR LINUX1 MINIOPT 0191 NOMDC"], []),
        ([DISK, "FOR LINUX1 MINIOPT 0192 NOMDC"], []),
        ([DISK, "FOR LINUX2 MINIOPT 0191 NOMDC"], []),
        ([DISK, "FOR LINUX2 LINK LINUX1 0191 0291 RR"], [("DIR007", 2)]),
        ([DISK, "FOR LINUX2 CLONEDISK 0191 LINUX1 0191"], [("DIR007", 2)]),
        (["FOR LINUX1 MINIOPT 0191 NOMDC", DISK], []),
        (["ADD LINUX1 LIKE P PW LBYONLY", "FOR LINUX1 STORAGE 4G", "FOR LINUX1 MAXSTORE 8G"], [("DIR007", 2)]),
        (["ADD LINUX1 LIKE P PW LBYONLY", "FOR LINUX2 STORAGE 4G"], []),
        (["DASD ADD REGION R1 VOL1 3390-09", "DASD ADD GROUP G1 R1", "RLDEXTN"], [("DIR007", 2)]),
        (["DASD ADD GROUP LINUX R1", "RLDEXTN", DISK], [("DIR007", 3)]),
        (["DASD ADD GROUP OTHER R1", "RLDEXTN", DISK], []),
        (["DASD ADD VOLUME VOL1 3390-09", "RLDEXTN", "FOR LINUX1 AMDISK 0191 3390 AUTOR 50 VOL1"], [("DIR007", 3)]),
        (["FOR A TMDISK 0191 LINUX1 0200", "FOR LINUX1 DMDISK 0200 NOCLEAN"], [("DIR007", 2)]),
        (["ADD LINUX1 LIKE P PW LBYONLY", "FOR A TMDISK 0191 LINUX1 0200"], [("DIR007", 2)]),
        (["ADD LNXDFLT LIKE P", "FOR LINUX1 INCLUDE LNXDFLT"], [("DIR007", 2)]),
        (["ADD LNXDFLT LIKE P", "FOR LINUX1 INCLUDE OTHER"], []),
        (["ADD TCPIP LIKE P", "ADD TCPIP-1 LIKE Q BUILD ON VMA IN TCPIP"], [("DIR007", 2)]),
        ([DISK, "FOR LINUX1 CHVADDR 0191 0192"], [("DIR007", 2)]),
        ([DISK, "FOR LINUX1 CHVADDR 0192 TO 0193"], []),
        (["FOR LINUX1 CHVADDR 0192 0191", "FOR LINUX1 MINIOPT 0191 NOMDC"], [("DIR007", 2)]),
    ],
)
def test_a_command_that_needs_what_an_earlier_one_makes_is_found(
    records: list[str], found: list[tuple[str, int]]
) -> None:
    assert codes_in(*records) == found


def test_it_is_told_once_for_each_command_that_others_depend_on() -> None:
    found = found_in(
        "ADD LINUX1 LIKE P PW LBYONLY", DISK, "FOR LINUX1 MINIOPT 0191 NOMDC", "FOR LINUX1 CPU 01", "FOR LINUX1 CPU 02"
    )
    assert [(code, line, said) for code, _, line, _, _, said in found] == [
        ("DIR007", 2, "AMDISK needs entry LINUX1, and runs even if ADD fails, as do 2 more commands"),
        ("DIR007", 3, "MINIOPT needs device LINUX1/0191, and runs even if AMDISK fails"),
    ]


FORMATTED = f"{DISK} LABEL LNX191"


@pytest.mark.parametrize(
    ("records", "found"),
    [
        ([FORMATTED, "FOR LINUX1 MINIOPT 0191 NOMDC"], [("DIR008", 2)]),
        ([FORMATTED, "* DIRTOOL: WAIT", "FOR LINUX1 MINIOPT 0191 NOMDC"], []),
        ([FORMATTED, "FOR LINUX1 REVIEW"], []),
        ([FORMATTED, "FOR LINUX1 STORAGE 4G"], []),
        ([FORMATTED, "FOR LINUX1 UNLOCK 0191"], []),
        (["FOR LINUX1 DMDISK 0191 CLEAN", DISK], [("DIR008", 2)]),
        (["FOR LINUX1 DMDISK 0191 CLEAN", "FOR LINUX1 CHVADDR 0192 0191"], [("DIR008", 2)]),
        ([FORMATTED, "FOR LINUX1 CHVADDR 0191 0192"], [("DIR008", 2)]),
        (["FOR LINUX1 DMDISK 0191 NOCLEAN", DISK], []),
        (["FOR LINUX1 DMDISK 0191", DISK], []),
        (["FOR LINUX1 DMDISK 0191 CLEAN", "FOR LINUX2 AMDISK 0191 3390 AUTOG 50 LINUX MR"], []),
        (["FOR LINUX1 CMDISK 0191 3390 AUTOG 99 LINUX", "FOR LINUX1 DMDISK 0191 NOCLEAN"], [("DIR008", 2)]),
        (["FOR LINUX1 PURGE CLEAN", "ADD LINUX1 LIKE P PW LBYONLY"], [("DIR008", 2)]),
        (["FOR LINUX1 PURGE NOCLEAN", "ADD LINUX1 LIKE P PW LBYONLY"], []),
        (["FOR LINUX1 RMDISK 0191 3390 AUTOG 50 LINUX", "FOR LINUX1 MINIOPT 0191 NOMDC"], []),
    ],
)
def test_a_work_unit_that_is_not_awaited_is_found(records: list[str], found: list[tuple[str, int]]) -> None:
    assert codes_in(*records) == found


@pytest.mark.parametrize(
    ("records", "said"),
    [
        (["MAXSTORE 4G", "STORAGE 8G"], "STORAGE 8G is more than MAXSTORE 4G: STORAGE fails"),
        (["STORAGE 8G", "MAXSTORE 4096M"], "STORAGE 8G is more than MAXSTORE 4096M: MAXSTORE fails"),
        (["STORAGE 8G", "MAXSTORE 8G"], None),
        (["MAXSTORE 8192M", "STORAGE 8G"], None),
        (["MAXSTORE 4G", "STORAGE ?"], None),
    ],
)
def test_storage_above_its_maximum_is_found(records: list[str], said: str | None) -> None:
    found = [message for *_, message in found_in(*(f"FOR LINUX1 {record}" for record in records))]
    assert found == ([] if said is None else [said])


def test_storage_of_another_entry_or_member_is_its_own() -> None:
    assert found_in("FOR LINUX1 MAXSTORE 4G", "FOR LINUX2 STORAGE 8G", "FOR LINUX1 AT M1 STORAGE 8G") == []


@pytest.mark.parametrize(
    ("records", "found"),
    [
        (["FOR LINUX1 GET"], [("DIR011", 1)]),
        (["FOR LINUX1 GET LOCK"], [("DIR011", 1)]),
        (["FOR LINUX1 LOCK 0191"], [("DIR011", 1)]),
        (["FOR LINUX1 GET NOLOCK"], []),
        (["FOR LINUX1 GET", "FOR LINUX1 UNLOCK"], []),
        (["FOR LINUX1 GET", "FOR LINUX1 REPLACE"], [("DIR006", 2)]),
        (["FOR LINUX1 GET", "FOR LINUX2 UNLOCK"], [("DIR011", 1)]),
        (["FOR LINUX1 LOCK 0191", "FOR LINUX1 UNLOCK 191"], []),
        (["FOR LINUX1 UNLOCK", "FOR LINUX1 LOCK"], [("DIR011", 2)]),
    ],
)
def test_an_entry_that_is_left_locked_is_found(records: list[str], found: list[tuple[str, int]]) -> None:
    assert codes_in(*records) == found


@pytest.mark.parametrize(
    ("records", "found"),
    [
        (["DASD ADD REGION R1 VOL1 3390-09"], [("DIR015", 1)]),
        (["DASD DELETE GROUP G *", "DASD DELETE REGION R"], [("DIR015", 2)]),
        (["RLDEXTN", "DASD DELETE REGION R"], [("DIR015", 2)]),
        (["DASD DELETE REGION R", "RLDEXTN"], []),
        (["DASD QUERY REGION *"], []),
    ],
)
def test_changed_regions_that_are_not_reloaded_are_found(records: list[str], found: list[tuple[str, int]]) -> None:
    assert codes_in(*records) == found


COPY = "FOR LINUX2 CLONEDISK 0191 LINUX1 0191 AUTOG 50 LINUX MR"


@pytest.mark.parametrize(
    ("records", "found"),
    [
        ([COPY, "* DIRTOOL: WAIT", "FOR LINUX1 DMDISK 0191"], [("DIR016", 3)]),
        ([COPY, "* DIRTOOL: WAIT", "FOR LINUX1 PURGE"], [("DIR016", 3)]),
        ([COPY, "* DIRTOOL: WAIT", "FOR LINUX1 DMDISK 0192"], []),
        ([COPY, "* DIRTOOL: WAIT", "FOR LINUX2 DMDISK 0191"], []),
        (["FOR LINUX1 DMDISK 0191", COPY], []),
    ],
)
def test_a_source_that_is_removed_behind_its_copy_is_found(records: list[str], found: list[tuple[str, int]]) -> None:
    assert codes_in(*records) == found


@pytest.mark.parametrize(
    ("records", "found"),
    [
        (["FOR LINUX1 STORAGE 2G", "FOR LINUX1 STORAGE 4G"], [("DIR017", 2)]),
        (["FOR LINUX1 MACHINE ESA", "FOR LINUX1 SETMACH Z"], [("DIR017", 2)]),
        ([DISK, DISK], [("DIR017", 2)]),
        (["FOR LINUX1 STORAGE 2G", "FOR LINUX2 STORAGE 4G"], []),
        (["FOR LINUX1 AT M1 STORAGE 2G", "FOR LINUX1 AT M2 STORAGE 4G"], []),
        (["FOR LINUX1 NICDEF 0600 TYPE QDIO", "FOR LINUX1 NICDEF 0600 VLAN 5"], []),
        (["FOR LINUX1 LOADDEV PORT AB", "FOR LINUX1 LOADDEV LUN CD"], []),
        (["FOR LINUX1 COMMAND ADD 1 SET RUN ON", "FOR LINUX1 COMMAND ADD 2 SET RUN ON"], []),
        (["FOR LINUX1 STORAGE ?", "FOR LINUX1 STORAGE 4G"], []),
        ([DISK, "FOR LINUX1 DMDISK 0191 NOCLEAN", DISK], [("DIR007", 2)]),
    ],
)
def test_what_is_set_twice_is_found(records: list[str], found: list[tuple[str, int]]) -> None:
    assert codes_in(*records) == found


# ---- with the rest of lint


@pytest.mark.parametrize("comment", ["*", "* ", "/* ", "-- "])
def test_a_comment_silences_the_next_command(comment: str) -> None:
    silenced = f"{comment}DIRTOOL: IGNORE DIR011 somebody unlocks it"
    assert found_in(silenced, "FOR LINUX1 GET,", "  LOCK") == []
    assert codes_in(silenced, "FOR LINUX2 REVIEW", "FOR LINUX1 GET") == [("SUP001", 1), ("DIR011", 3)]


def test_a_comment_that_waits_is_no_wrong_directive() -> None:
    assert found_in("* DIRTOOL: WAIT", "RLDEXTN") == []
    assert codes_in("* DIRTOOL: WIAT", "RLDEXTN") == [("SUP001", 1)]


def test_no_finding_can_be_repaired_and_the_fingerprint_does_not_tell_the_place() -> None:
    first, second = (
        lint(judged_of("\n".join([*before, "FOR LINUX1 GET"]))).diagnostics for before in ([], ["RLDEXTN"])
    )
    assert [one.fix for one in (*first, *second)] == [None, None]
    assert first[0].fingerprint == second[0].fingerprint


@settings(max_examples=300, deadline=None)
@given(one_mistake())
def test_no_message_and_no_view_shows_a_password_whatever_small_mistake_was_made(records: list[str]) -> None:
    file = CommandFile(records_of("\n".join(records), "commands"), CommandParser(PARSER))
    options = Options(severities=severities_of(Profile.SECURITY))
    said = [
        (one.message, one.subject, *(other.message for other in one.related))
        for one in lint(file, options=options).diagnostics
    ]
    text = "\n".join([str(said), *commands_json(file), *commands_text(file, Style())])
    assert not any(password in text for password in PASSWORDS), text
