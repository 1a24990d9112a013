"""SYN: what is said of the shape of a statement."""

import pytest

from tests.model.made import findings, source_of

H = "USER A NOLOG\n"


def said(statement: str) -> list[tuple[str, str, str]]:
    """Code, severity and message of what is found in a statement of an entry."""
    return [(found.code, str(found.severity), found.message) for found in findings(f"{H} {statement}\n")]


def message(statement: str) -> str:
    (found,) = said(statement)
    return found[2]


# ---- SYN001


@pytest.mark.parametrize(
    ("statement", "near_by"),
    [
        ("MDSIK 191", ("MDISK",)),
        ("LINKK B", ("LINK",)),
        ("MACHIN3 ESA", ("MACHINE",)),
        ("LOGON MAINT", ("LOGONBY",)),
        ("SPOLL 00C", ("SPOOL",)),
    ],
)
def test_an_unknown_statement_offers_its_neighbours(statement: str, near_by: tuple[str, ...]) -> None:
    (found,) = said(statement)
    assert found[:2] == ("SYN001", "error")
    assert found[2].startswith(f"{statement.split()[0]} is no directory statement; did you mean ")
    assert all(word in found[2] for word in near_by)


def test_an_unknown_statement_with_no_neighbour() -> None:
    assert message("QQQQ 191") == "QQQQ is no directory statement"


@pytest.mark.parametrize(
    "keyword", ["MEMORY", "TERM", "SETVAR", "FILESERVER", "PCIFUNCTION", "NVME", "DISTRIBUTION", "MDOPT"]
)
def test_names_that_are_no_statements(keyword: str) -> None:
    assert [code for code, *_ in said(f"{keyword} X")] == ["SYN001"]


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("MAXSTORE 8G", "MAXSTORAGE"),
        ("AUTO MAINT", "AUTOLOG"),
        ("COMM SET RUN ON", "COMMAND"),
        ("acig PAYROLL", "ACIGROUP"),
    ],
)
def test_a_spelling_that_some_release_may_take_is_an_information(statement: str, name: str) -> None:
    (found,) = findings(f"{H} {statement}\n")
    assert (found.code, found.severity, found.directxa) == ("SYN001", "info", None)
    word = statement.split()[0]
    assert found.message == f"{word} may be {name}, but it is not certain that DIRECTXA takes this spelling"
    assert [one.keyword for one in source_of(f"{H} {statement}\n").statements][1] == name


def test_every_use_of_such_a_spelling_is_told() -> None:
    found = findings("USER A NOLOG\n MAXSTORE 8G\nUSER B NOLOG\n MAXSTORE 8G\n")
    assert [(one.code, one.span.line) for one in found] == [("SYN001", 2), ("SYN001", 4)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("SYSAFFIN\n", "SYN002"),
        ("SYSAFFIN TOOLONGSYS\n", "VAL011"),
        ("LOAD USERS\n", "SYN002"),
        ("LOAD A TOOLONGTYPE\n", "VAL011"),
    ],
)
def test_a_statement_of_which_little_is_certain_makes_no_error(text: str, code: str) -> None:
    assert [(found.code, found.severity, found.directxa) for found in findings(text)] == [(code, "warning", None)]


@pytest.mark.parametrize(
    ("statement", "said_of_it"),
    [
        ("SPOOL 00C", "SPOOL lacks its devtype"),
        ("OPTION", "OPTION lacks its option"),
        ("MDISK 191 3390", "MDISK lacks its start, DEVNO, T-DISK or V-DISK"),
        ("CRYPTO", "CRYPTO lacks its APDEDICATED, APVIRTUAL or DOMAIN"),
        ("NICDEF 600", "NICDEF lacks an operand: one of 11 words expected, such as CHPID, DEVICES or LAN"),
    ],
)
def test_what_is_missing_is_said_in_full(statement: str, said_of_it: str) -> None:
    assert message(statement) == said_of_it


# ---- SYN002


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("MDISK 191 3390 T-DISK", "size"),
        ("LINK MAINT", "vdev1"),
        ("ACCOUNT", "number"),
        ("POOL LOW 1 HIGH 5", "PROFILE"),
        ("SPOOL 00C 2540", "PUNCH or READER"),
        ("OPTION MAXCONN", "MAXCONN of OPTION lacks its value"),
        ("XCONFIG ADDRSPACE MAXNUMBER 5", "TOTSIZE"),
        ("POSIXGROUP staff", "gid"),
        ("SHARE", "ABSOLUTE or RELATIVE"),
        ("LOADDEV LUN", "LUN of LOADDEV lacks its value"),
        ("NICDEF 600 VLAN", "VLAN of NICDEF lacks its value"),
        ("NICDEF 600 LAN SYSTEM", "LAN of NICDEF lacks its value"),
        ("POSIXINFO IWDIR", "IWDIR of POSIXINFO lacks its value"),
    ],
)
def test_a_missing_operand_is_named(statement: str, named: str) -> None:
    (found,) = said(statement)
    assert found[:2] == ("SYN002", "error")
    assert named in found[2]


def test_the_words_that_may_stand_there_are_named() -> None:
    assert "PUNCH or READER" in message("SPOOL 00C 2540")


# ---- SYN003


@pytest.mark.parametrize(
    ("statement", "severity", "part"),
    [
        ("OPTION QUICKDISP", "error", "did you mean QUICKDSP?"),
        ("OPTION XYZZY", "warning", "XYZZY is no option of OPTION"),
        ("OPTION NOPDATA", "info", "NOPDATA"),
        ("IUCV *NOSUCH", "info", "*NOSUCH is no target of IUCV"),
        ("IUCV *MGS", "info", "*MGS"),
        ("GLOBALOPTS WHATEVER", "info", "WHATEVER"),
        ("NICDEF 600 TYPE IEDN", "info", "IEDN"),
        ("NICDEF 600 TYPE ETHER", "info", "HIPERSOCKETS or QDIO"),
        ("NICDEF 600 TYPE QDOI", "error", "did you mean QDIO?"),
        ("LOADDEV BR_CHR FOO", "info", "FOO"),
        ("DATEFORMAT VMDATE", "info", "VMDATE"),
        ("POSIXOPT SETIDS SYSDEFAULT", "info", "SYSDEFAULT"),
        ("AUTOLOG A B C D E F G H I", "warning", "at most 8"),
        ("LOADDEV ALT 1 ALT 2 ALT 3 ALT 4", "error", "at most 3 for ALTERNATE"),
        ("BUILD ON A USING TCPIP-1", "error", "TCPIP-1 is no operand of BUILD at this place: SUBCONFIG expected"),
        ("MDISK 191 3390 TEN 5 V MR", "error", "at this place: start, DEVNO, T-DISK or V-DISK expected"),
        ("AMDISK 191 3390 AUTOQ 5 G", "error", "did you mean AUTOV, AUTOR or AUTOG?"),
        ("MDISK 191 FB-512 V-DISK END", "error", "only an extent goes to the END of its volume"),
        ("NICDEF 600 VLAN 5 -", "error", "ranges of two with - between them"),
        ("SHARE REL 100 LIMITSOFT", "error", "ABSOLUTE, NOLIMIT or RELATIVE expected"),
        ("SHARE REL 100 ABS 10% NOLIMIT", "error", "LIMITHARD or LIMITSOFT expected"),
        ("LOADDEV LUN 1 2", "error", "one group of digits, or two of 8"),
        ("POSIXINFO GNAME 'sys'", "error", "a name without quotes"),
        ("DASDOPT PAVALIAS WRKALLEG", "error", "WRKALLEG is no PAVALIAS of DASDOPT"),
        ("DASDOPT PAVALIAS 151 NOWRKALEG", "error", "did you mean NOWRKALLEG"),
        ("CRYPTO DOMAINS 5", "error", "did you mean DOMAIN?"),
        ("SPECIAL 700 2701 FOO", "error", "IBM or TELE expected"),
        ("SPECIAL 600 QDIO ABC", "error", "ABC is no operand of SPECIAL"),
        ("MACHINE ESA +4", "error", "+4 is no mcpu of MACHINE; expected: number"),
        ("MDISK 191 3390 100 5O LX0001 MR", "error", "5O is no size of MDISK; expected: number or END"),
        ("MACHINE ESAA 2", "error", "did you mean ESA"),
        ("DATEFORMAT YYYYMMDD", "error", "SHORTDATE, FULLDATE, ISODATE or SYSDEFAULT"),
        ("LOGONBY A B C D E F G H I", "error", "at most 8"),
        ("SUBCONFIG A-1 G", "error", "refuses every word behind its operands"),
        ("SCREEN INAREA ORANGE", "error", "ORANGE"),
        ("LOADDEV SCPDATA HEX 0A1", "error", "pairs of hexadecimal digits"),
        ("LOADDEV LUN 0XYZ", "error", "0XYZ is no LUN of LOADDEV; expected: hexadecimal digits"),
        ("NICDEF 600 VLAN DEFAULT", "error", "DEFAULT is no VLAN of NICDEF; expected: VLAN numbers"),
    ],
)
def test_a_word_that_does_not_fit(statement: str, severity: str, part: str) -> None:
    (found,) = said(statement)
    assert found[:2] == ("SYN003", severity)
    assert part in found[2]


@pytest.mark.parametrize(
    "statement",
    [
        "OPTION REALTIMER ECMODE ISAM BMX VIRT=REAL VIRT=FIXED V=R V=F",
        "OPTION STFIRST AFFINITY 3 VMSAVE",
        "OPTION VCUNOSHR SVCOFF SVCACCL NOVF 370E XRFPROC DEDICATE",
        "MACHINE 370",
        "MACHINE XB",
        "CPU 00 CRYPTO",
        "CPU 00 VECTOR",
        "CRYPTO KEYENTRY",
        "CRYPTO MODIFY SPECIAL",
        "DEDICATE 150 NETWORK 1234",
        "DEDICATE 150 3330V ABC",
        "CONSOLE 009 3066",
        "SPECIAL 600 2955",
        *(
            f"MDISK 191 {devtype} 1 1 VOL001"
            for devtype in "3375 3350 3340 3330 2305 2311 2314 2319 3310 3370 9313".split()
        ),
        *(f"MDISK 191 {devtype} 1 1 VOL001" for devtype in "9332 9335 0671".split()),
        "XSTORE ALL",
    ],
)
def test_words_of_another_era_give_nothing(statement: str) -> None:
    assert said(statement) == []


# ---- SYN004 and SYN008


def test_words_behind_the_operands_are_a_warning_and_never_an_error() -> None:
    for statement in (
        "LINK B 190 190 RR MORE",
        "NOPDATA ON",
        "SPOOL 00E 1403 A MORE",
        "INCLUDE P MORE",
        "CLASS G MORE",
    ):
        assert [found[:2] for found in said(statement)] == [("SYN004", "warning")], statement


def test_a_remark_behind_a_lone_asterisk_is_an_information() -> None:
    for statement in ("LINK B 190 190 RR * MORE", "SPOOL 00E 1403 A * MORE", "INCLUDE P * MORE"):
        assert [found[:2] for found in said(statement)] == [("SYN008", "info")], statement


@pytest.mark.parametrize(
    ("remark", "passwords"),
    [
        ("*", "takes its words as the read password"),
        ("* DISK", "takes its words as the read and write passwords"),
        ("* WORK DISK", "takes its words as the read, write and multiple passwords"),
        ("* 1800 4K BLOCKS LABEL WORK", "takes its words as the read, write and multiple passwords"),
    ],
)
def test_a_remark_on_a_minidisk_becomes_its_passwords(remark: str, passwords: str) -> None:
    (found,) = said(f"MDISK 191 3390 1 1 VOL001 MR {remark}")
    assert found[:2] == ("SYN008", "info")
    assert found[2].endswith(passwords)


def test_the_words_of_a_remark_are_not_judged_as_passwords() -> None:
    assert [code for code, *_ in said("MDISK 191 3390 1 1 VOL001 MR * DOCUMENTATION OF THE SYSTEM")] == ["SYN008"]
    assert [code for code, *_ in said("MDISK 191 3390 1 1 VOL001 MR DOCUMENTATION")] == ["VAL013"]


def test_a_remark_with_no_mode_before_it_is_a_wrong_mode() -> None:
    assert [code for code, *_ in said("LINK MAINT 190 190 * base")] == ["VAL012", "SYN004"]
    assert [code for code, *_ in said("MDISK 191 3390 1 1 VOL001 * base")] == ["VAL012"]


# ---- SYN005, SYN006, SYN007


def test_a_comma_where_no_statement_goes_on() -> None:
    assert said("LOGONBY MAINT,") == [
        ("SYN005", "warning", "LOGONBY cannot be continued: the comma is taken for an operand")
    ]
    assert [code for code, *_ in said("IPL CMS PARM A,")] == []
    assert [code for code, *_ in said("COMMAND SET RUN ON")] == []


def test_what_cuts_a_statement_off_is_said() -> None:
    assert message("POSIXINFO UID 5,") == "POSIXINFO ends with a comma, but no record follows that continues it"
    assert message("LOADDEV SCPDATA 'a") == "LOADDEV holds a quoted string without its closing '"
    assert message('IPL CMS LOADPARM "a') == 'IPL holds a quoted string without its closing "'


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("MINIOPT MDC NOMDC", "NOMDC and MDC exclude each other in one MINIOPT statement"),
        ("MINIOPT MDC MDC", "MDC stands twice in one MINIOPT statement"),
        ("POSIXINFO UID 1 UID 2", "UID stands twice in one POSIXINFO statement"),
        ("CRYPTO APVIRT APDED 1", "APDED and APVIRT exclude each other in one CRYPTO statement"),
        ("POSIXGLIST GNAMES a GIDS 1", "GIDS and GNAMES exclude each other in one POSIXGLIST statement"),
        ("SCREEN INA RED ALL BLUE", "ALL and INA exclude each other in one SCREEN statement"),
        ("DASDOPT WRKAL NOWRKAL", "NOWRKAL and WRKAL exclude each other in one DASDOPT statement"),
    ],
)
def test_two_words_that_cannot_stand_together(statement: str, expected: str) -> None:
    assert said(statement) == [("SYN007", "error", expected)]


@pytest.mark.parametrize(
    "statement",
    [
        "OPTION ACCT ACCT",
        "CRYPTO DOMAIN 1 DOMAIN 2",
        "GLOBALOPTS MACHINE ESA CHPIDV ONE",
        "MINIOPT NOMDC NOCACHE",
        "SCREEN INA RED OUT",
    ],
)
def test_what_may_stand_together(statement: str) -> None:
    assert "SYN007" not in [code for code, *_ in said(statement)]
