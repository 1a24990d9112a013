"""ENT: what is said of the order and make-up of entries, and what is not."""

from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.errors import InputError
from dirtool.lint.diagnostic import Diagnostic, Severity
from dirtool.lint.engine import lint
from dirtool.lint.options import Options
from dirtool.lint.registry import RULES
from dirtool.model.directory import Directory
from dirtool.spec.statement import Section
from dirtool.spec.statements import BY_NAME, STATEMENTS
from dirtool.text.edit import apply_edits
from tests.growth import assert_grows, seconds_for
from tests.model.made import directory_of, records_of, source_of

ENT = {code: rule.severity for code, rule in RULES.items() if code.startswith("ENT")}
PROFILE = "PROFILE P\n"
USER = "USER A NOLOG\n"
IDENTITY = "IDENTITY A NOLOG\n"
SUBCONFIG = "SUBCONFIG A-1\n"


def ent(*texts: str, fragment: bool | None = True) -> list[Diagnostic]:
    """What the ENT rules find in a directory of some files."""
    return lint(directory_of(*texts), options=Options(ENT, fragment=fragment)).diagnostics


def said(text: str, fragment: bool | None = True) -> list[tuple[str, int, str, str]]:
    """Code, record, severity and message of every finding."""
    found = ent(text, fragment=fragment)
    return [(one.code, one.span.line, str(one.severity), one.message) for one in found]


def codes(text: str, fragment: bool | None = True) -> list[tuple[str, int]]:
    return [(code, line) for code, line, _, _ in said(text, fragment)]


def repaired(text: str) -> str:
    """A file after all repairs of what is found in it."""
    edits = [edit for found in ent(text) if found.fix for edit in found.fix.edits]
    return "\n".join(apply_edits(records_of(text), edits).texts) + "\n"


# ---- ENT001


def test_one_name_space_for_all_entries_but_profiles() -> None:
    text = "PROFILE A\n IPL CMS\nUSER A NOLOG\nIDENTITY A NOLOG\nSUBCONFIG A\nPROFILE A\n IPL CMS\n"
    assert [found for found in said(text) if found[0] == "ENT001"] == [
        ("ENT001", 4, "error", "A is the name of two entries, USER and IDENTITY"),
        ("ENT001", 5, "error", "A is the name of two entries, USER and SUBCONFIG"),
        ("ENT001", 6, "error", "A is the name of two PROFILE entries"),
    ]


def test_a_duplicate_entry_names_the_first_one() -> None:
    (found,) = ent("USER A NOLOG\nUSER B NOLOG\n user a NOLOG\n")
    assert (found.span.line, found.span.column, found.span.end_column, found.subject) == (3, 7, 8, "A")
    assert [(one.span.line, one.span.column, one.subject) for one in found.related] == [(1, 6, "A")]


@pytest.mark.parametrize(
    "text",
    [
        "IDENTITY A NOLOG\n POOL LOW 1 HIGH 2 PROFILE P\nIDENTITY A NOLOG\n IPL CMS\n",
        "USER A NOLOG\n IPL CMS\nIDENTITY A NOLOG\n* alone\n POOL LOW 1 HIGH 2 PROFILE P\n",
        "USER\nUSER\n",
        "USER SECRET1 2G 4G G\nUSER SECRET1 2G 4G G\n",  # perhaps a password that slipped to the place of the name
        "DIRECTORY 123 3390 A\nDIRECTORY 124 3390 B\n",
    ],
)
def test_entries_that_may_share_a_name_or_whose_name_is_not_known(text: str) -> None:
    assert [found for found in codes(text) if found[0] == "ENT001"] == []


def test_a_pool_does_not_excuse_two_real_entries_nor_two_pools() -> None:
    pool, real = "USER A NOLOG\n POOL LOW 1 HIGH 2 PROFILE P\n", "USER A NOLOG\n IPL CMS\n"
    assert codes(real + pool + real) == [("ENT001", 5)]
    assert codes(pool + real + pool) == [("ENT001", 5)]


def test_an_entry_is_a_duplicate_in_another_file_too() -> None:
    (found,) = ent("USER A NOLOG\n", "USER A NOLOG\n")
    assert (found.span.path, found.related[0].span.path) == ("part1", "part0")


# ---- ENT002

HOLDERS = {"USER": USER, "IDENTITY": IDENTITY, "SUBCONFIG": SUBCONFIG, "PROFILE": PROFILE, "GLOBALDEFS": "GLOBALDEFS\n"}
EXAMPLES = {
    "ACCOUNT": "ACCOUNT LAB",
    "ACIGROUP": "ACIGROUP PAYROLL",
    "APPCPASS": "APPCPASS LUA LUB",
    "AUTOLOG": "AUTOLOG OP1",
    "BUILD": "BUILD ON SYSA USING SUBCONFIG X-1",
    "CLASS": "CLASS G",
    "COMMAND": "COMMAND SET RUN ON",
    "CONSOLE": "CONSOLE 9 3215",
    "CPU": "CPU 00",
    "CRYPTO": "CRYPTO APVIRTUAL",
    "D8ONECMD": "D8ONECMD FAIL",
    "DATEFORMAT": "DATEFORMAT ISODATE",
    "DEDICATE": "DEDICATE 150 2150",
    "GLOBALOPTS": "GLOBALOPTS MACHINE ESA",
    "INCLUDE": "INCLUDE Q",
    "IOPRIORITY": "IOPRIORITY ABS 1 2",
    "IPL": "IPL CMS",
    "IUCV": "IUCV ALLOW",
    "LINK": "LINK B 190 190 RR",
    "LOADDEV": "LOADDEV LUN 4011402900000000",
    "LOGONBY": "LOGONBY B",
    "MACHINE": "MACHINE ESA",
    "MAXSTORAGE": "MAXSTORAGE 2G",
    "MDISK": "MDISK 191 3390 1 1 VOL001",
    "NAMESAVE": "NAMESAVE GCS",
    "NICDEF": "NICDEF 600 TYPE QDIO",
    "NOPDATA": "NOPDATA",
    "OPTION": "OPTION ACCT",
    "POOL": "POOL LOW 1 HIGH 2 PROFILE Q",
    "POSIXGLIST": "POSIXGLIST GIDS 1",
    "POSIXGROUP": "POSIXGROUP staff 1",
    "POSIXINFO": "POSIXINFO UID 1",
    "POSIXOPT": "POSIXOPT SETIDS ALLOW",
    "SCREEN": "SCREEN ALL RED",
    "SHARE": "SHARE REL 100",
    "SPECIAL": "SPECIAL 500 3270",
    "SPOOL": "SPOOL C 2540 READER",
    "SPOOLFILE": "SPOOLFILE MAXSPOOL 10",
    "STDEVOPT": "STDEVOPT LIBRARY CTL",
    "STORAGE": "STORAGE 1G",
    "VMRELOCATE": "VMRELOCATE ON",
    "XAUTOLOG": "XAUTOLOG B",
    "XCONFIG": "XCONFIG ACCESSLIST ALSIZE 10",
    "XSTORE": "XSTORE ALL",
}


def test_every_statement_of_an_entry_has_an_example() -> None:
    others = {"AMDISK", "DASDOPT", "LOAD", "MINIOPT", "SYSAFFIN"}
    assert set(EXAMPLES) == {kind.name for kind in STATEMENTS if "FILE" not in kind.holders} - others


@pytest.mark.parametrize("holder", HOLDERS)
@pytest.mark.parametrize("keyword", EXAMPLES)
def test_the_table_of_statements_tells_what_an_entry_may_hold(keyword: str, holder: str) -> None:
    kind = BY_NAME[keyword]
    found = [(code, severity) for code, _, severity, _ in said(f"{HOLDERS[holder]} {EXAMPLES[keyword]}\n")]
    severity = "info" if holder in kind.unsure else None if holder in kind.holders else "error"
    assert [one for one in found if one[0] == "ENT002"] == ([("ENT002", severity)] if severity else [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            IDENTITY + " MDISK 1 FB-512 V-DISK 10\n",
            "a V-DISK may not stand in an IDENTITY, only in a USER or a SUBCONFIG",
        ),
        (PROFILE + " CRYPTO DOMAIN 1\n", "of CRYPTO, only APVIRTUAL may stand in a PROFILE"),
        (PROFILE + " CRYPTO APDED 1\n", "of CRYPTO, only APVIRTUAL may stand in a PROFILE"),
        (SUBCONFIG + " INCLUDE P\n", "INCLUDE may not stand in a SUBCONFIG, only in a USER or an IDENTITY"),
        (USER + " POSIXGROUP staff 1\n", "POSIXGROUP may not stand in a USER, only in GLOBALDEFS"),
        (USER + " LOAD USERS DIRECT A\n", "LOAD may only stand in an index of files, which holds nothing else"),
    ],
)
def test_what_is_said_of_a_misplaced_statement(text: str, message: str) -> None:
    assert said(text) == [("ENT002", 2, "error", message)]


@pytest.mark.parametrize(
    "text",
    [
        USER + " MDISK 1 FB-512 V-DISK 10\n",
        SUBCONFIG + " MDISK 1 FB-512 V-DISK 10\n",
        IDENTITY + " MDISK 1 3390 1 1 VOL001\n MDISK 2 3390 T-DISK 5\n",
        USER + " CRYPTO DOMAIN 1\n",
        PROFILE + " MDISK 191\n",  # reported as it is
        PROFILE + " AMDISK 191 3390 AUTOG 1 G\n",  # no entry holds it
        PROFILE + " LINK B 190 190 RR\n DASDOPT WRKALLEG\n",
        "LOAD A B\nLOAD C D\n",
    ],
)
def test_statements_at_home(text: str) -> None:
    assert [found for found in codes(text) if found[0] == "ENT002"] == []


def test_what_stands_beside_a_misplaced_statement_is_not_misplaced() -> None:
    text = USER + " MDISK 1 FB-512 V-DISK 10\n CRYPTO DOMAIN 1\n BUILD ON M USING SUBCONFIG A-1\n"
    assert [found for found in codes(text) if found[0] == "ENT002"] == [("ENT002", 4)]


def test_an_uncertain_place_is_an_information_only() -> None:
    (found,) = ent(SUBCONFIG + " OPTION ACCT\n")
    assert (found.severity, found.directxa) == (Severity.INFO, None)
    assert found.message == "it is not certain that OPTION may stand in a SUBCONFIG"
    assert said(IDENTITY + " SYSAFFIN SYSA\n")[0][2] == "info"


def test_an_index_of_files_holds_nothing_else() -> None:
    found = said("LOAD A B\nLOAD C D\nUSER A NOLOG\nLOAD E F\n")
    assert found == [
        ("ENT002", 3, "error", "USER may not stand in an index of files, which holds LOAD alone"),
    ]
    assert codes("LOAD A B\nLOAD C D\n IPL CMS\n", False) == [("ENT002", 3), ("ENT010", 3)]


# ---- ENT003


def test_every_general_statement_behind_the_first_device_is_reported() -> None:
    text = USER + " IPL CMS\n CONSOLE 9 3215\n MACHINE ESA\n* x\n SPOOL E 1403\n OPTION ACCT\n"
    found = ent(text)
    assert [(one.code, one.span.line, one.span.column, one.span.end_column) for one in found] == [
        ("ENT003", 4, 2, 9),
        ("ENT003", 7, 2, 8),
    ]
    assert found[0].message == "MACHINE stands behind a device, but a general statement comes before all devices"
    assert {(one.span.line, one.subject) for two in found for one in two.related} == {(3, "A/0009")}


@pytest.mark.parametrize(
    "text",
    [
        USER + " IPL CMS\n MACHINE ESA\n CONSOLE 9 3215\n MDISK 191 3390 1 1 V\n MINIOPT NOMDC\n",
        USER + "* CONSOLE 9 3215\n MACHINE ESA\n",
        USER + " CONSOLE 9 3215\nUSER B NOLOG\n IPL CMS\n",
        USER + " MDISK 191\n IPL CMS\n",
        USER + " CONSOLE 9 3215\n IPL\n",
        USER + " AMDISK 191 3390 AUTOG 1 G\n IPL CMS\n",
    ],
)
def test_statements_in_order_or_that_could_not_be_read(text: str) -> None:
    assert codes(text) == []


def test_what_may_not_stand_in_the_entry_at_all_is_no_matter_of_order() -> None:
    assert codes(SUBCONFIG + " SPOOL E 1403\n MACHINE ESA\n") == [("ENT002", 3)]


def test_repair_moves_records_behind_the_last_statement_before_the_first_device() -> None:
    numbered = f"{' IPL CMS':<72}00010000"
    text = f"{USER}* above\n CONSOLE 9 3215\n* stays\n{numbered}\n SPOOL E 1403\n"
    text += " POSIXINFO UID 5,\n* inside\n  GID 6\nUSER B NOLOG\n"
    assert repaired(text) == (
        f"{USER} IPL CMS\n POSIXINFO UID 5,\n  GID 6\n* above\n"
        " CONSOLE 9 3215\n* stays\n SPOOL E 1403\n* inside\nUSER B NOLOG\n"
    )
    assert {found.fix.safety for found in ent(text) if found.fix} == {"unsafe"}


def test_repair_keeps_what_is_no_sequence_number_behind_column_71() -> None:
    odd = f"{' IPL CMS':<72}REMARK"
    assert repaired(f"{USER} CONSOLE 9 3215\n{odd}\n") == f"{USER}{odd}\n CONSOLE 9 3215\n"


STATEMENTS_OF_AN_ENTRY = st.lists(
    st.sampled_from(
        [
            " IUCV ALLOW",
            " IUCV B",
            " OPTION ACCT",
            " NAMESAVE GCS",
            "* x",
            " COMMAND A",
            " SPOOL 1 1403",
            " SPOOL 2 1403",
        ]
    ),
    max_size=12,
)


@given(STATEMENTS_OF_AN_ENTRY)
def test_repair_keeps_all_records_and_the_order_of_each_section(records: list[str]) -> None:
    text = "\n".join(["USER A NOLOG", *records, "USER B NOLOG"])
    after = repaired(text).split("\n")[:-1]
    assert "ENT003" not in {found.code for found in ent("\n".join(after))}
    assert Counter(after) == Counter(text.split("\n"))

    def general(record: str) -> bool:
        return record[1:].split(" ")[0] in ("IUCV", "OPTION", "NAMESAVE", "COMMAND")

    def other(record: str) -> bool:
        return not general(record)

    checks: list[Callable[[str], bool]] = [general, other]
    for is_one in checks:
        assert [record for record in after if is_one(record)] == [
            record for record in text.split("\n") if is_one(record)
        ]


# ---- ENT004


@pytest.mark.parametrize(
    ("first", "second", "severity", "message"),
    [
        ("MACHINE ESA", "MACH XC", "error", "MACHINE stands twice in A"),
        ("IPL CMS", "IPL CMS", "error", "IPL stands twice in A"),
        ("CLASS G", "CLASS G", "error", "CLASS stands twice in A"),
        ("STORAGE 1G", "STORAGE 1G", "error", "STORAGE stands twice in A"),
        ("CONSOLE 9 3215", "CONSOLE 1F 3215", "error", "CONSOLE stands twice in A"),
        ("INCLUDE P", "INCLUDE Q", "error", "INCLUDE stands twice in A"),
        ("SHARE REL 1", "SHARE ABS 1%", "error", "SHARE stands twice in A"),
        ("SHARE IFL REL 1", "SHARE IFL REL 1", "info", "SHARE IFL stands twice in A"),
        ("ACCOUNT 1", "ACCOUNT 2", "info", "ACCOUNT stands twice in A"),
        ("POOL LOW 1 HIGH 2 PROF P", "POOL LOW 3 HIGH 4 PROF P", "warning", "POOL stands twice in A"),
        ("XCONFIG ACCE ALSIZE 1", "XCONFIG ACCE ALSIZE 2", "warning", "XCONFIG ACCESSLIST stands twice in A"),
        ("POSIXINFO UID 1", "POSIXINFO GID 2 UID 1", "error", "UID of POSIXINFO stands twice in A"),
        ("POSIXOPT SETIDS ALLOW", "POSIXOPT SETIDS ALLOW", "warning", "SETIDS of POSIXOPT stands twice in A"),
        ("LOADDEV LUN 1", "LOADDEV LUN 2", "warning", "LUN of LOADDEV stands twice in A"),
    ],
)
def test_what_may_stand_once_stands_twice(first: str, second: str, severity: str, message: str) -> None:
    (found,) = ent(f"{USER} {first}\n {second}\n")
    assert (found.code, found.span.line, str(found.severity), found.message) == ("ENT004", 3, severity, message)
    assert [one.span.line for one in found.related] == [2]


@pytest.mark.parametrize(
    "statements",
    [
        ("OPTION ACCT", "OPTION ACCT"),
        ("COMMAND A", "COMMAND A"),
        ("SHARE CP REL 1", "SHARE IFL REL 1"),
        ("XCONFIG ACCE ALSIZE 1", "XCONFIG ADDR MAXNUMBER 1 TOTSIZE 1G"),
        ("POSIXINFO UID 1", "POSIXINFO GID 1"),
        ("LOADDEV SCSI ALT 1B00 PORT 1", "LOADDEV SCSI ALT 1C00 PORT 1"),
        ("STORAGE 1G", "MAXSTORAGE 1G"),
        ("MACHINE ESA", "MACHINE ESAA"),
        ("MDISK 1 3390 1 1 V", "MINIOPT NOMDC", "MDISK 2 3390 1 1 V", "MINIOPT NOMDC"),
        ("MDISK 1 3390 1 1 V", "DASDOPT WRKALL", "MINIOPT NOMDC"),
        ("LOGONBY B C D E F G H I", "LOGONBY B"),
        ("LOGONBY B C D E F G H I J", "LOGONBY K"),  # SYN003 has said so
    ],
)
def test_what_may_stand_more_than_once(statements: tuple[str, ...]) -> None:
    assert codes(USER + "".join(f" {one}\n" for one in statements)) == []


def test_an_entry_may_repeat_its_profile() -> None:
    text = "PROFILE P\n IPL CMS\n MACHINE ESA\nUSER A NOLOG\n INCLUDE P\n IPL CMS\n MACHINE ESA\n"
    assert codes(text) == []


@pytest.mark.parametrize("device", ["MDISK 1 3390 1 1 V", "LINK B 1 1 RR", "DEDICATE 1 2"])
def test_one_extension_of_a_kind_for_a_device(device: str) -> None:
    text = f"{USER} {device}\n DASDOPT DEVCTL\n DASDOPT WRKALLEG\n DASDOPT WRKALLEG\n"
    assert said(text) == [
        ("ENT004", 4, "warning", "DASDOPT stands twice behind A/0001"),
        ("ENT004", 5, "warning", "DASDOPT stands twice behind A/0001"),
    ]


def test_an_extension_without_its_device_is_not_taken_for_a_second_one() -> None:
    text = f"{USER} MDISK 1 3390 1 1 V\n MINIOPT NOMDC\n MINIOPT NOMDC\n SPOOL E 1403\n MINIOPT NOMDC\n"
    assert codes(text) == [("ENT004", 4), ("ENT011", 6)]


def test_more_than_eight_ids_on_all_logonby_statements() -> None:
    (found,) = ent(USER + " LOGONBY B C D E F\n LOGONBY G H I\n LOGONBY J K\n LOGONBY L\n")
    assert (found.code, found.span.line, found.span.column, found.span.end_column) == ("ENT004", 4, 10, 13)
    assert found.message == "LOGONBY names 11 userids in A; at most 8 are allowed"
    assert [one.span.line for one in found.related] == [2]


def test_each_repetition_has_a_fingerprint_of_its_own() -> None:
    found = ent(USER + " POSIXINFO UID 1 GID 1\n POSIXINFO UID 2 GID 2\n POSIXINFO UID 3\n")
    assert len({one.fingerprint for one in found}) == len(found) == 3


# ---- ENT005


@pytest.mark.parametrize(
    ("first", "second", "by", "columns"),
    [
        ("MDISK 191 3390 1 1 V", "MDISK 0191 3390 2 1 V", "two MDISK statements", (8, 12)),
        ("MDISK 191 3390 1 1 V", "LINK B 190 191 RR", "MDISK and LINK", (13, 16)),
        ("LINK B 190", "DEDICATE 0190 2150", "LINK and DEDICATE", (11, 15)),
        ("CONSOLE 009 3215", "SPOOL 9 1403", "CONSOLE and SPOOL", (8, 9)),
        ("SPECIAL 600 3270", "SPECIAL 600 3270", "two SPECIAL statements", (10, 13)),
        ("NICDEF 600 TYPE QDIO", "SPOOL 600 1403", "NICDEF and SPOOL", (8, 11)),
        ("MDISK abc 3390 1 1 V", "LINK B ABC * a remark", "MDISK and LINK", None),
    ],
)
def test_two_devices_of_one_number(first: str, second: str, by: str, columns: tuple[int, int] | None) -> None:
    found = [one for one in ent(f"{USER} {first}\n {second}\n") if one.code == "ENT005"]
    if columns is None:  # the asterisk fills the place of the second number
        assert found == []
        return
    (one,) = found
    assert one.message == f"{one.subject} is defined twice, by {by}"
    assert (one.span.line, one.span.column, one.span.end_column) == (3, *columns)
    assert [other.span.line for other in one.related] == [2]


@pytest.mark.parametrize(
    "statements",
    [
        ("MDISK 191 3390 1 1 V", "LINK B 191 192 RR"),
        ("NICDEF 600 TYPE QDIO", "NICDEF 0600 VLAN 5"),
        ("MDISK 19G 3390 1 1 V", "MDISK 19G 3390 1 1 V"),
        ("MDISK 191", "MDISK 191 3390 1 1 V"),
        ("AMDISK 191 3390 AUTOG 1 G", "MDISK 191 3390 1 1 V"),
        ("MDISK 191 3390 1 1 V", "DASDOPT WRKALL"),
    ],
)
def test_devices_of_different_numbers_or_of_none(statements: tuple[str, ...]) -> None:
    assert [found for found in codes(USER + "".join(f" {one}\n" for one in statements)) if found[0] == "ENT005"] == []


def test_one_number_in_two_entries_is_none() -> None:
    assert codes("USER A NOLOG\n SPOOL E 1403\nUSER B NOLOG\n SPOOL E 1403\n") == []


DEVICES = st.lists(
    st.tuples(
        st.sampled_from(["MDISK {} 3390 1 1 V", "LINK B 190 {} RR", "LINK B {}", "SPOOL {} 1403", "DEDICATE {} 2000"]),
        st.integers(0, 9),
        st.sampled_from(["x", "03x", "04X", "02X"]),
    ),
    max_size=8,
)


@given(DEVICES)
def test_duplicates_are_those_that_a_table_of_numbers_shows(devices: list[tuple[str, int, str]]) -> None:
    text = USER + "".join(f" {form.format(format(number, spelling))}\n" for form, number, spelling in devices)
    numbers = [number for _, number, _ in devices]
    expected = [at + 2 for at, number in enumerate(numbers) if number in numbers[:at]]
    assert [line for code, line in codes(text) if code == "ENT005"] == expected


# ---- ENT006


@pytest.mark.parametrize(
    ("statements", "messages"),
    [
        (["NICDEF 600 TYPE QDIO", "SPOOL 602 1403"], ["A/0602 and A/0600 (0600-0602) both take 0602"]),
        (["SPOOL 602 1403", "NICDEF 600 TYPE QDIO"], ["A/0600 (0600-0602) and A/0602 both take 0602"]),
        (["NICDEF 600 TYPE QDIO DEV 6", "SPOOL 605 1403"], ["A/0605 and A/0600 (0600-0605) both take 0605"]),
        (
            ["NICDEF 600 TYPE QDIO", "NICDEF 600 DEV 6", "SPOOL 605 1403"],
            ["A/0605 and A/0600 (0600-0605) both take 0605"],
        ),
        (["SPECIAL 600 HIPER", "LINK B 190 601 RR"], ["A/0601 and A/0600 (0600-0602) both take 0601"]),
        (["SPECIAL 600 QDIO 4 * L", "SPOOL 603 1403"], ["A/0603 and A/0600 (0600-0603) both take 0603"]),
        (
            ["NICDEF 600 TYPE QDIO", "NICDEF 601 TYPE QDIO"],
            ["A/0601 (0601-0603) and A/0600 (0600-0602) both take 0601-0602"],
        ),
        (["NICDEF FFFE TYPE QDIO"], ["A/FFFE takes 3 device numbers, which go past FFFF"]),
        (["SPECIAL FFFC QDIO 5"], ["A/FFFC takes 5 device numbers, which go past FFFF"]),
        (
            ["SPECIAL FFFE QDIO", "SPOOL FFFF 1403"],
            ["A/FFFE takes 3 device numbers, which go past FFFF", "A/FFFF and A/FFFE (FFFE-10000) both take FFFF"],
        ),
        (["NICDEF 600 TYPE QDIO", "SPOOL 603 1403", "SPOOL 5FF 1403", "SPECIAL 700 3270", "SPOOL 701 1403"], []),
        (["NICDEF FFFD TYPE QDIO"], []),
        (["NICDEF 600 TYPE QDIO DEVICES 5000", "SPOOL 603 1403"], []),  # VAL001 has said so
        (["NICDEF 6G0 TYPE QDIO", "SPOOL 601 1403"], []),
    ],
)
def test_numbers_that_an_adapter_takes(statements: list[str], messages: list[str]) -> None:
    found = ent(USER + "".join(f" {one}\n" for one in statements))
    assert [one.message for one in found] == messages
    assert {(one.code, str(one.severity)) for one in found} <= {("ENT006", "error")}


def test_the_profile_counts_unless_its_adapter_is_replaced() -> None:
    profile = "PROFILE P\n NICDEF 700 TYPE QDIO\n"
    (found,) = ent(profile + "USER A NOLOG\n INCLUDE P\n SPOOL 701 1403\n")
    assert found.message == "A/0701 and P/0700 (0700-0702) both take 0701"
    assert found.subject == "A/0701 P/0700"
    assert [(one.span.line, one.subject) for one in found.related] == [(2, "P/0700")]
    replaced = profile + "USER A NOLOG\n INCLUDE P\n SPOOL 701 1403\n SPOOL 700 1403\n"
    assert codes(replaced) == [("ENT007", 6)]
    other = profile + "PROFILE Q\n IPL CMS\nUSER A NOLOG\n INCLUDE Q\n SPOOL 701 1403\n"
    assert codes(other) == []


def test_an_adapter_of_the_entry_can_hit_a_device_of_the_profile() -> None:
    text = "PROFILE P\n SPOOL 701 1403\nUSER A NOLOG\n INCLUDE P\n NICDEF 700 TYPE QDIO\n"
    assert codes(text) == [("ENT006", 5)]


def test_what_collides_inside_a_profile_is_said_once() -> None:
    text = "PROFILE P\n NICDEF 700 TYPE QDIO\n SPOOL 701 1403\n"
    users = "".join(f"USER A{number} NOLOG\n INCLUDE P\n" for number in range(5))
    assert codes(text) == codes(text + users) == [("ENT006", 3)]


def test_each_member_of_a_cluster_is_judged_by_itself() -> None:
    identity = "IDENTITY A NOLOG\n BUILD ON M1 USING SUBCONFIG A-1\n BUILD ON M2 USING SUBCONFIG A-2\n"
    apart = "SUBCONFIG A-1\n NICDEF 600 TYPE QDIO\nSUBCONFIG A-2\n SPOOL 601 1403\n"
    assert codes(identity + apart) == []
    assert codes(identity + " SPOOL 601 1403\n" + apart) == [("ENT006", 6)]
    assert codes("SUBCONFIG A-1\n NICDEF 600 TYPE QDIO\n SPOOL 601 1403\n") == [("ENT006", 3)]


CLAIMS = st.lists(
    st.tuples(st.integers(0, 14), st.sampled_from([1, 3, 4, 6])), max_size=6, unique_by=lambda claim: claim[0]
)


def _device(first: int, size: int) -> str:
    return f" SPOOL 60{first:X} 1403\n" if size == 1 else f" NICDEF 60{first:X} TYPE QDIO DEVICES {size}\n"


@given(CLAIMS, CLAIMS)
def test_collisions_are_found_where_a_number_is_taken_twice(
    of_profile: list[tuple[int, int]], of_user: list[tuple[int, int]]
) -> None:
    text = PROFILE + "".join(_device(*claim) for claim in of_profile)
    text += USER + " INCLUDE P\n" + "".join(_device(*claim) for claim in of_user)
    own = {first for first, _ in of_user}
    claims = of_user + [claim for claim in of_profile if claim[0] not in own]
    begun_inside = sum(any(a < first < a + size for a, size in claims) for first, _ in claims)
    found = [code for code, _ in codes(text) if code == "ENT006"]
    assert len(found) == begun_inside


def test_many_adapters_of_many_numbers_take_time_in_proportion() -> None:
    def seconds(count: int) -> float:
        text = USER + "".join(f" NICDEF {number:X} TYPE QDIO DEVICES 3072\n" for number in range(count))
        directory = directory_of(text)
        found = []
        taken = seconds_for(lambda: found.extend(lint(directory, options=Options(ENT, fragment=True)).diagnostics))
        assert len(found) == count - 1
        return taken

    assert_grows(lambda: seconds(150), lambda: seconds(600), at_most=7)


# ---- ENT007


def test_a_device_of_the_profile_is_replaced() -> None:
    text = "PROFILE P\n CONSOLE 009 3215\n NICDEF 600 TYPE QDIO\nUSER A NOLOG\n INCLUDE P\n"
    text += " LINK B 190 9 RR\n NICDEF 600 TYPE QDIO\n NICDEF 0600 VLAN 5\n SPOOL E 1403\n"
    assert said(text) == [
        ("ENT007", 6, "info", "A/0009 replaces CONSOLE P/0009 of the profile"),
        ("ENT007", 7, "info", "A/0600 replaces NICDEF P/0600 of the profile"),
    ]
    assert [one.span.line for found in ent(text) for one in found.related] == [2, 3]


@pytest.mark.parametrize(
    ("own", "found"),
    [
        (["NICDEF 600 LAN SYSTEM X"], []),
        (["NICDEF 0600 VLAN 5", "NICDEF 600 LAN SYSTEM X"], []),
        (["NICDEF 600 TYPE QDIO"], [("ENT007", 6)]),
        (["NICDEF 600 LAN SYSTEM X", "NICDEF 600 TYPE QDIO"], [("ENT007", 6)]),
        (["NICDEF 600 LAN SYSTEM X", "NICDEF 601 TYPE QDIO"], [("ENT006", 7)]),
        (["SPOOL 600 1403"], [("ENT007", 6)]),
    ],
)
def test_an_adapter_that_the_entry_only_adds_to_is_not_replaced(own: list[str], found: list[tuple[str, int]]) -> None:
    text = "PROFILE P\n NICDEF 600 TYPE QDIO\nPROFILE Q\nUSER A NOLOG\n INCLUDE P\n"
    assert codes(text + "".join(f" {one}\n" for one in own)) == found


def test_a_profile_that_includes_itself_replaces_nothing() -> None:
    assert codes("PROFILE P\n INCLUDE P\n SPOOL E 1403\n") == [("ENT002", 2)]


def test_a_subconfiguration_replaces_devices_of_the_profile_too() -> None:
    text = "PROFILE P\n SPOOL E 1403\nIDENTITY A NOLOG\n INCLUDE P\n BUILD ON M USING SUBCONFIG A-1\n"
    assert codes(text + "SUBCONFIG A-1\n SPOOL E 1403\n") == [("ENT007", 7)]
    assert codes(text + "SUBCONFIG A-1\n SPOOL D 2540 P\n") == []


def test_a_subconfiguration_that_is_built_twice_replaces_a_device_once() -> None:
    text = "PROFILE P\n SPOOL E 1403\nIDENTITY A NOLOG\n INCLUDE P\n"
    builds = " BUILD ON M USING SUBCONFIG A-1\n BUILD ON N USING SUBCONFIG A-1\n"
    assert codes(text + builds + "SUBCONFIG A-1\n SPOOL E 1403\n") == [("ENT007", 8)]


def test_a_profile_that_is_not_there_or_not_included_is_not_replaced() -> None:
    assert codes("PROFILE P\n SPOOL E 1403\nUSER A NOLOG\n INCLUDE Q\n SPOOL E 1403\n") == []
    assert codes("PROFILE P\n SPOOL E 1403\nUSER A NOLOG\n SPOOL E 1403\n") == []


# ---- ENT008


@pytest.mark.parametrize("before", ["ACCOUNT LAB", "SPOOL E 1403", "MACHINE ESA"])
@pytest.mark.parametrize("header", [USER, IDENTITY + " BUILD ON M USING SUBCONFIG A-1\n"])
def test_include_behind_another_statement(header: str, before: str) -> None:
    text = f"{header} {before}\n* x\n INCLUDE P\n"
    found = ent(text)
    line = text.count("\n")
    assert [(one.code, one.span.line, one.span.column, one.span.end_column) for one in found] == [
        ("ENT008", line, 2, 9)
    ]
    assert found[0].message.startswith(f"INCLUDE stands behind {before.split()[0]}, but only the header")
    assert [one.span.line for one in found[0].related] == [line - 2]
    first, rest = header.split("\n", 1)
    assert repaired(text) == f"{first}\n INCLUDE P\n{rest} {before}\n* x\n"


@pytest.mark.parametrize(
    "text",
    [
        USER + " INCLUDE P\n ACCOUNT LAB\n",
        USER + "* x\n\n INCLUDE P\n",
        IDENTITY + " INCLUDE P\n BUILD ON M USING SUBCONFIG A-1\n",
        IDENTITY + " BUILD ON M USING SUBCONFIG A-1\n INCLUDE P\n ACCOUNT LAB\n SPOOL E 1403\n",
        IDENTITY + " BUILD ON M USING SUBCONFIG A-1\n INCLUDE P\n BUILD ON N USING SUBCONFIG A-2\n",
        IDENTITY + " BULID ON M USING SUBCONFIG A-1\n INCLUDE P\n",  # perhaps a BUILD
    ],
)
def test_include_at_the_head(text: str) -> None:
    assert codes(text) == []


def test_include_in_an_entry_that_may_not_hold_it_is_no_matter_of_order() -> None:
    assert codes(SUBCONFIG + " COMMAND X\n INCLUDE P\n") == [("ENT002", 3)]


def test_a_second_include_is_a_repetition_and_no_matter_of_order() -> None:
    assert codes(USER + " INCLUDE P\n ACCOUNT LAB\n INCLUDE P\n") == [("ENT004", 4)]


# ---- ENT009 and ENT010

FIRST = "DIRECTORY 123 3390 A\n"
IN_ORDER = (
    FIRST + "GLOBALDEFS\nPROFILE P\n IPL CMS\nUSER A NOLOG\n INCLUDE P\nIDENTITY B NOLOG\nSUBCONFIG B-1\nUSER C NOLOG\n"
)


def test_entries_in_order() -> None:
    assert codes(IN_ORDER, fragment=None) == []
    assert codes("DIRECTORY 123 3390 A\n" + IN_ORDER, fragment=None) == []


@pytest.mark.parametrize("before", [USER, IDENTITY, SUBCONFIG])
def test_a_profile_behind_a_user(before: str) -> None:
    text = f"{FIRST}{before}PROFILE P\n IPL CMS\nPROFILE Q\n IPL CMS\n"
    found = ent(text, fragment=None)
    assert [(one.code, one.span.line, one.span.column, one.span.end_column) for one in found] == [
        ("ENT009", 3, 1, 8),
        ("ENT009", 5, 1, 8),
    ]
    assert found[0].message == "PROFILE P stands too late: it belongs before the first USER, IDENTITY or SUBCONFIG"
    assert {one.span.line for two in found for one in two.related} == {2}


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (
            FIRST + "PROFILE P\n IPL CMS\nGLOBALDEFS\n",
            4,
            "GLOBALDEFS stands too late: it belongs before the first PROFILE, USER, IDENTITY or SUBCONFIG",
        ),
        (FIRST + "GLOBALDEFS\nGLOBALDEFS\n", 3, "GLOBALDEFS stands twice in the directory"),
        (FIRST + "GLOBALDEFS\nUSER A NOLOG\nGLOBALDEFS\n", 4, "GLOBALDEFS stands twice in the directory"),
        (FIRST + USER + FIRST, 3, "DIRECTORY stands too late: it belongs before all entries"),
    ],
)
def test_entries_out_of_order(text: str, line: int, message: str) -> None:
    assert said(text, fragment=None) == [("ENT009", line, "error", message)]


def test_order_goes_over_all_files() -> None:
    found = ent(USER, PROFILE + " IPL CMS\n")
    assert [(one.code, one.span.path) for one in found] == [("ENT009", "part1")]


@pytest.mark.parametrize(
    ("fragment", "found"),
    [
        (None, [("ENT010", 1, "info", "there is no DIRECTORY statement: this is judged as a part of a directory")]),
        (True, []),
        (False, [("ENT010", 1, "error", "there is no DIRECTORY statement")]),
    ],
)
def test_no_directory_statement(fragment: bool | None, found: list[tuple[str, int, str, str]]) -> None:
    assert said(USER, fragment) == found


def test_a_directory_statement_that_is_not_the_first() -> None:
    text = "* x\nUSER A NOLOG\n" + FIRST + "DIRECTORY 124 3390 B\n"
    assert said(text, None) == [
        ("ENT010", 3, "error", "DIRECTORY is not the first statement"),
        ("ENT009", 4, "error", "DIRECTORY stands too late: it belongs before all entries"),
    ]
    (found, _) = ent(text, fragment=None)
    assert (found.subject, [(one.span.line, one.subject) for one in found.related]) == ("", [(2, "A")])
    assert ent("USER A NOLOG\n" + FIRST, fragment=True) == []


@pytest.mark.parametrize(
    "text",
    [
        "* x\n\n" + FIRST + USER,
        FIRST,
        "DIRECTORY 123\n" + USER,  # broken, and reported as it is
        "XYZZY\n" + FIRST,
        "* nothing\n",
        "",
    ],
)
def test_a_directory_statement_that_is_the_first_and_files_without_statements(text: str) -> None:
    assert codes(text, None) == []


def test_an_index_of_files_may_come_first() -> None:
    assert ent("LOAD A B\nLOAD C D\n", FIRST, USER, fragment=None) == []


def test_nothing_is_missed_in_a_part_that_could_not_be_read() -> None:
    directory = Directory([source_of(USER)], [InputError("part")])
    assert lint(directory, options=Options(ENT)).diagnostics == []


# ---- ENT011


@pytest.mark.parametrize(
    ("statements", "lines"),
    [
        (["MDISK 1 3390 1 1 V", "DASDOPT WRKALL", "MINIOPT NOMDC"], []),
        (["MDISK 1 3390 1 1 V", "MINIOPT NOMDC", "DASDOPT WRKALL"], []),
        (["LINK B 1 1 RR", "DASDOPT WRKALL"], []),
        (["DEDICATE 1 2", "DASDOPT WRKALL"], []),
        (["MDISK 1", "MINIOPT NOMDC"], []),
        (["MDSIK 1 3390 1 1 V", "MINIOPT NOMDC"], []),
        (["AMDISK 1 3390 AUTOG 1 G", "MINIOPT NOMDC"], []),
        (["MDISK 1 3390 1 1 V", "SPOOL E 1403", "MINIOPT NOMDC"], [4]),
        (["SPOOL E 1403", "DASDOPT WRKALL"], [3]),
        (["CONSOLE 9 3215", "DASDOPT WRKALL"], [3]),
        (["SPECIAL 1 3270", "DASDOPT WRKALL"], [3]),
        (["NICDEF 600 TYPE QDIO", "DASDOPT WRKALL"], [3]),
        (["LINK B 1 1 RR", "MINIOPT NOMDC"], [3]),
        (["DEDICATE 1 2", "MINIOPT NOMDC"], [3]),
        (["LINK B 1 1 RR", "DASDOPT WRKALL", "MINIOPT NOMDC"], [4]),
        (["DASDOPT WRKALL"], [2]),
        (["SPOOL E 1403", "DASDOPT WRKALL", "MINIOPT NOMDC", "DASDOPT WRKALL"], [3, 4]),
    ],
)
def test_extensions_follow_their_device(statements: list[str], lines: list[int]) -> None:
    text = USER + "".join(f" {one}\n" for one in statements)
    assert [line for code, line in codes(text) if code == "ENT011"] == lines


def test_an_orphan_names_what_it_stands_behind() -> None:
    (found,) = ent(USER + " SPOOL E 1403\n* x\n DASDOPT WRKALL\n")
    assert found.message == "DASDOPT stands behind SPOOL, but belongs behind MDISK, LINK or DEDICATE"
    assert [(one.span.line, one.subject) for one in found.related] == [(2, "A/000E")]


# ---- ENT012


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("USER A AUTOONLY 1G 1G *\n SPOOL E 1403\n", [("ENT012", 1)]),
        ("IDENTITY A AUTOONLY * * * 64\n SPOOL E 1403\n", [("ENT012", 1)]),
        ("PROFILE P\n IPL CMS\nUSER A AUTOONLY 1G 1G *\n INCLUDE P\n", [("ENT012", 3)]),
        ("PROFILE P\n CLASS G\nUSER A AUTOONLY 1G 1G *\n INCLUDE P\n", []),
        ("USER A AUTOONLY 1G 1G *\n INCLUDE P\n", []),  # the profile is not known
        ("PROFILE P\n IPL CMS\nPROFILE P\n CLASS G\nUSER A AUTOONLY 1G 1G *\n INCLUDE P\n", [("ENT001", 3)]),
        ("USER A AUTOONLY 1G 1G *\n CLASS G\n SPOOL E 1403\n", []),
        ("USER A AUTOONLY 1G 1G *\n CLASS G7\n SPOOL E 1403\n", []),
        ("USER A AUTOONLY 1G 1G *\n CLSAS G\n SPOOL E 1403\n", []),
        ("USER A AUTOONLY 1G 1G G\n SPOOL E 1403\n", []),
        ("USER A AUTOONLY * *\n SPOOL E 1403\n", []),
        ("USER A NOLOG * * *\n", []),
    ],
)
def test_an_asterisk_needs_a_class_statement(text: str, found: list[tuple[str, int]]) -> None:
    assert codes(text) == found


def test_the_asterisk_of_the_class_is_shown() -> None:
    (found,) = ent("USER A AUTOONLY * * * 64\n SPOOL E 1403\n")
    assert (found.span.column, found.span.end_column) == (21, 22)
    assert found.message == "A has * for its class, but no CLASS statement tells it"


# ---- ENT013

CPUS_OF_PROFILE = "PROFILE P\n MACHINE ESA 2\n CPU 00 BASE\n CPU 01\nUSER A NOLOG\n INCLUDE P\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (USER + " MACHINE ESA 1\n CPU 00\n CPU 01\n CPU 02\n", [("ENT013", 4)]),
        (USER + " CPU 00\n CPU 01\n MACHINE ESA 1\n", [("ENT013", 4)]),
        (USER + " MACHINE ESA 2\n CPU 00\n CPU 3F\n", []),
        (USER + " MACHINE ESA\n CPU 00\n CPU 01\n", []),
        (USER + " CPU 00\n CPU 01\n", []),
        (USER + " MACHINE ESA 0\n CPU 00\n", []),
        (USER + " MACHINE ESA 1\n MACHINE ESA 2\n CPU 00\n CPU 01\n", [("ENT004", 3)]),
        (USER + " MACHINE ESAA 1\n CPU 00\n CPU 01\n", []),
        (CPUS_OF_PROFILE, []),
        (CPUS_OF_PROFILE + " CPU 01\n", []),
        (CPUS_OF_PROFILE + " CPU 02\n", [("ENT013", 7)]),
        (CPUS_OF_PROFILE + " MACHINE ESA\n CPU 02\n", []),
        (CPUS_OF_PROFILE + " MACHINE ESA 3\n CPU 02\n", []),
        (CPUS_OF_PROFILE + " MACHINE ESA 1\n", [("ENT013", 7)]),
        (CPUS_OF_PROFILE + " CPU 00 BASE\n", []),
        (CPUS_OF_PROFILE + " CPU 01 BASE\n", [("ENT013", 7)]),
        (USER + " CPU 00 BASE\n CPU 01 BASE\n", [("ENT013", 3)]),
        (USER + " CPU 1\n CPU 01\n", [("ENT013", 3)]),
        (SUBCONFIG + " CPU 00\n CPU 00\n", [("ENT002", 2), ("ENT002", 3)]),
    ],
)
def test_cpus_of_a_machine(text: str, found: list[tuple[str, int]]) -> None:
    assert codes(text) == found


def test_what_is_wrong_inside_a_profile_is_said_once() -> None:
    profile = "PROFILE P\n MACHINE ESA 1\n CPU 00 BASE\n CPU 01 BASE\n"
    users = "".join(f"USER A{number} NOLOG\n INCLUDE P\n" for number in range(4))
    expected = [("ENT013", 4, "P has 2 CPUs, but MACHINE allows 1 at most")]
    expected += [("ENT013", 4, "P has two base CPUs")]
    for text in (profile, profile + users, profile + users + " CPU 02\n"):
        assert sorted((code, line, message) for code, line, _, message in said(text)) == expected


def test_a_profile_whose_users_all_have_a_larger_machine() -> None:
    text = "PROFILE P\n MACHINE ESA 1\n CPU 00\n CPU 01\nUSER A NOLOG\n INCLUDE P\n MACHINE ESA 2\n"
    assert codes(text) == []


def test_the_limit_and_the_cpu_too_many_are_named() -> None:
    (found,) = ent(CPUS_OF_PROFILE + " CPU 02\n")
    assert found.message == "A has 3 CPUs, but MACHINE allows 2 at most"
    assert [(one.span.line, one.span.column, one.subject) for one in found.related] == [(2, 14, "P")]
    (found,) = ent(CPUS_OF_PROFILE + " MACHINE ESA 1\n")
    assert [(one.span.line, one.span.column, one.subject) for one in found.related] == [(4, 6, "P")]


# ---- ENT014


@pytest.mark.parametrize(
    ("first", "second", "severity", "message"),
    [
        ("CRYPTO APVIRT", "CRYPTO APDED 3", "error", "APVIRTUAL and APDEDICATED of CRYPTO exclude each other in A"),
        (
            "CRYPTO DOMAIN 1 APDED 3",
            "CRYPTO APVIRT",
            "error",
            "APVIRTUAL and APDEDICATED of CRYPTO exclude each other in A",
        ),
        ("LOADDEV ECKD", "LOADDEV PORT 1", "error", "ECKD and PORTNAME of LOADDEV exclude each other in A"),
        ("LOADDEV SCSI", "LOADDEV ECKD", "error", "ECKD and SCSI of LOADDEV exclude each other in A"),
        ("LOADDEV SCSI", "LOADDEV BR_CHR AUTO", "info", "SCSI and BR_CHR of LOADDEV exclude each other in A"),
        ("POSIXINFO GID 1", "POSIXINFO GNAME x", "error", "GID and GNAME of POSIXINFO exclude each other in A"),
        (
            "NICDEF 600 TYPE QDIO",
            "SPECIAL 0600 QDIO",
            "error",
            "A/0600 is a NICDEF and a SPECIAL, which exclude each other",
        ),
        (
            "SPECIAL 0600 3270",
            "NICDEF 600 TYPE QDIO",
            "error",
            "A/0600 is a NICDEF and a SPECIAL, which exclude each other",
        ),
    ],
)
def test_statements_that_exclude_each_other(first: str, second: str, severity: str, message: str) -> None:
    assert said(f"{USER} {first}\n {second}\n") == [("ENT014", 3, severity, message)]
    (found,) = ent(f"{USER} {first}\n {second}\n")
    assert [one.span.line for one in found.related] == [2]


@pytest.mark.parametrize(
    "text",
    [
        USER + " CRYPTO APVIRT APDED 3\n CRYPTO DOMAIN 1\n",  # SYN007
        USER + " CRYPTO DOMAIN 1 APDED 3\n CRYPTO DOMAIN 2\n",
        "PROFILE P\n CRYPTO APVIRT\nUSER A NOLOG\n INCLUDE P\n CRYPTO DOMAIN 1 APDED 3\n",
        USER + " LOADDEV SCSI PORT 1\n LOADDEV SCSI LUN 1\n",
        USER + " NICDEF 600 TYPE QDIO\n SPECIAL 603 3270\n",
        USER + " NICDEF 6G0 TYPE QDIO\n SPECIAL 6G0 3270\n",
    ],
)
def test_statements_that_go_together(text: str) -> None:
    assert codes(text) == []


# ---- ENT015


def test_statements_before_the_first_entry() -> None:
    text = FIRST + " IPL CMS\n* x\n POSIXGROUP staff 1\n MDISK\n" + USER
    message = "stands outside of all entries; it belongs into"
    assert said(text, None) == [
        ("ENT015", 2, "error", f"IPL {message} a USER, an IDENTITY, a SUBCONFIG or a PROFILE"),
        ("ENT015", 4, "error", f"POSIXGROUP {message} GLOBALDEFS"),
    ]


def test_a_part_of_a_directory_may_begin_without_its_header() -> None:
    text = " IPL CMS\n MACHINE ESA\n" + USER
    message = "IPL belongs into an entry, but this part of a directory begins without a header"
    assert said(text, True) == [("ENT015", 1, "info", message)]
    assert [code for code, _ in codes(text, False)] == ["ENT010", "ENT015", "ENT015"]


@pytest.mark.parametrize(
    "text",
    [
        FIRST + FIRST + USER,
        FIRST + "USRE A NOLOG\n IPL CMS\n" + USER,  # the header is misspelt
        FIRST + " AMDISK 191 3390 AUTOG 1 G\n",
        "LOAD A B\nLOAD C D\n",
    ],
)
def test_what_stands_before_the_first_entry_by_right(text: str) -> None:
    assert [found for found in codes(text, False) if found[0] == "ENT015"] == []


# ---- ENT016


@pytest.mark.parametrize("header", ["USER A AUTOONLY", "IDENTITY A SECRET"])
@pytest.mark.parametrize("body", ["", "* x\n", " ACCOUNT LAB\n IPL CMS\n IUCV ALLOW\n"])
def test_an_entry_without_a_device(header: str, body: str) -> None:
    assert said(f"{header}\n{body}") == [("ENT016", 1, "warning", "A can log on, but has no device")]


@pytest.mark.parametrize(
    "text",
    [
        "USER A NOLOG\n ACCOUNT LAB\n",
        "USER A nolog\n",
        "USER A AUTOONLY\n INCLUDE P\n",
        "USER A AUTOONLY\n POOL LOW 1 HIGH 2 PROFILE P\n",
        "IDENTITY A AUTOONLY\n BUILD ON M USING SUBCONFIG A-1\n",
        "USER A AUTOONLY\n COMMAND LOGOFF\n",
        "USER A AUTOONLY\n POSIXINFO UID 1\n",
        "USER A AUTOONLY\n MDISK\n",
        "USER A AUTOONLY\n MDSIK 191\n",
        "USER A AUTOONLY\n AMDISK 191 3390 AUTOG 1 G\n",
        "USER A\n",
        "SUBCONFIG A-1\n",
        "PROFILE P\n",
        *(
            f"USER A AUTOONLY\n {EXAMPLES[kind.name]}\n"
            for kind in STATEMENTS
            if kind.name in EXAMPLES and kind.section is Section.DEVICE
        ),
    ],
)
def test_an_entry_that_is_ordinary(text: str) -> None:
    assert [found for found in codes(text) if found[0] == "ENT016"] == []


# ---- all of them

ENTRIES = [
    "USER A AUTOONLY 1G 1G *\n IPL CMS\n IPL CMS\n SPOOL E 1403\n SPOOL E 1403\n MACHINE ESA\n MINIOPT NOMDC\n",
    "USER B AUTOONLY\n LOGONBY C\n",
    "USER C NOLOG\n INCLUDE P\n SPOOL E 1403\n NICDEF 600 TYPE QDIO\n SPOOL 601 1403\n CPU 00 BASE\n",
    "USER D NOLOG\n INCLUDE P\n SPOOL 701 1403\n",
    "IDENTITY E NOLOG\n MDISK 1 FB-512 V-DISK 1\n CRYPTO APVIRT\n CRYPTO APDED 1\n",
    "SUBCONFIG F\n OPTION ACCT\n CLASS G\n",
]
HEAD = "PROFILE P\n CPU 01 BASE\n MACHINE ESA 1\n SPOOL E 1403\n NICDEF 700 TYPE QDIO\n"


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(len(ENTRIES))))
def test_the_order_of_entries_changes_no_finding(order: list[int]) -> None:
    def marks(entries: list[str]) -> Counter[tuple[str, str, str, str]]:
        found = ent(HEAD + "".join(entries))
        return Counter((one.code, one.subject, one.message, one.fingerprint) for one in found)

    before = marks(ENTRIES)
    assert marks([ENTRIES[index] for index in order]) == before
    assert len(before) == sum(before.values()) >= 14
