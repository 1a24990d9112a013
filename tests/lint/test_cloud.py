"""XCP: what xCAT and Feilong would read wrongly.

More cases, each with a near miss, are in tests/cases/rules/cloud.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.lint.diagnostic import Diagnostic, Severity
from dirtool.lint.engine import lint, severities_of
from dirtool.lint.options import Options
from dirtool.lint.registry import RULES, Profile
from tests.model.made import directory_of

CLOUD = {code: rule.severity for code, rule in RULES.items() if rule.family == "XCP"}
U = "USER {} AUTOONLY 1G 2G G\n"
CONSOLE = " CONSOLE 0009 3215 T\n"
DVHOPT = "*DVHOPT LNK0 LOG1 RCM1 SMS0 NPW1 LNGAMENG PWC20260101 CRCAB\n"


def found(*texts: str) -> list[Diagnostic]:
    """What the family finds in a directory."""
    return lint(directory_of(*texts), options=Options(severities=CLOUD)).diagnostics


def told(*texts: str) -> list[tuple[str, str, int, int, int, str]]:
    """Code, severity, record, first column, end and message of what is found."""
    return [
        (one.code, one.severity.value, one.span.line, one.span.column, one.span.end_column, one.message)
        for one in found(*texts)
    ]


def places(code: str, *texts: str) -> list[tuple[int, str]]:
    """Record and subject of what one rule finds."""
    return [(one.span.line, one.subject) for one in found(*texts) if one.code == code]


# ---- the profile


def test_the_profile_holds_the_recommended_rules_and_the_family() -> None:
    assert severities_of(Profile.CLOUD) == severities_of(Profile.RECOMMENDED) | CLOUD
    assert len(CLOUD) == 18


@pytest.mark.parametrize("profile", [Profile.SYNTAX, Profile.RECOMMENDED, Profile.STRICT, Profile.SECURITY])
def test_no_other_profile_holds_the_family(profile: Profile) -> None:
    assert severities_of(profile).keys().isdisjoint(CLOUD)


def test_what_changes_a_guest_is_a_warning_and_what_hides_something_is_an_information() -> None:
    informations = {code for code, severity in CLOUD.items() if severity is Severity.INFO}
    assert informations == {"XCP010", "XCP012", "XCP013", "XCP014", "XCP015", "XCP016", "XCP017"}
    assert {CLOUD[code] for code in CLOUD.keys() - informations} == {Severity.WARNING}


def test_an_entry_as_feilong_writes_it_shows_nothing_but_its_virtual_disk() -> None:
    text = (
        "USER T9000001 LBYONLY 2048m 64G G\nINCLUDE CLDDFLT\nCOMMAND SET VCONFIG MODE LINUX\n"
        "COMMAND DEFINE CPU 00 TYPE IFL\nCOMMAND DEFINE CPU 01 TYPE IFL\nCOMMAND DEF STOR RESERVED 63488M\nIPL 0100\n"
        "LOGONBY MAINT\nMACHINE ESA 32\nNICDEF 1000 TYPE QDIO LAN SYSTEM VSWOPN DEVICES 3 MACID 0A0001\n"
        "NICDEF 1000 VLAN 8\nMDISK 0100 3390 48697 5500 LX0001 MR\nMDISK 0101 FB-512 V-DISK 524288 MWV\n" + DVHOPT
    )
    assert told(text) == [
        (
            *("XCP006", "info", 13, 1, 6),
            "1 minidisk of form V-DISK (T9000001): xCAT looks for the mode in the seventh word, where it is not",
        )
    ]


# ---- XCP001, XCP002


def test_the_words_are_found_in_comments_and_in_other_statements() -> None:
    text = U.format("ZA") + (
        "* MDISK 0201 has gone to GUEST02\n*  nicdef by hand\nCOMMAND SET VCONFIG MODE LINUX\nCOMMAND DEFINE MDISK\n"
        "CPU 00 BASE NODEDICATE\n MDISK 0200 3390 0100 0050 LX0001 MR\n* minidisk, NIC DEF, dedicated\n"
    )
    left_out = "xCAT takes this record for MDISK, and leaves it out of a clone"
    assert told(text) == [
        ("XCP001", "warning", 2, 3, 8, left_out),
        ("XCP001", "info", 3, 4, 10, "xCAT takes this record for NICDEF"),
        ("XCP001", "warning", 5, 16, 21, left_out),
        ("XCP001", "info", 6, 15, 23, "xCAT takes this record for DEDICATE"),
        ("XCP001", "info", 8, 22, 30, "xCAT takes this record for DEDICATE"),
    ]


def test_the_name_of_the_statement_may_stand_in_it_again() -> None:
    assert found(U.format("ZA") + " MDISK 0200 3390 0100 0050 MDISK1 MR\n") == []


def test_the_words_matter_in_user_entries_only() -> None:
    text = f"* MDISK\nPROFILE P\n* MDISK\n{CONSOLE}IDENTITY I NOLOG\n* MDISK\n{CONSOLE}SUBCONFIG S\n* MDISK\n"
    assert places("XCP001", text) == []


def test_a_record_with_several_words_is_reported_once() -> None:
    [one] = found(U.format("ZA") + "* NICDEF and MDISK\n" + CONSOLE)
    assert one.message == "xCAT takes this record for NICDEF and MDISK, and leaves it out of a clone"
    assert one.severity is Severity.WARNING


def test_options_of_minidisks_are_left_behind_and_those_of_other_devices_are_not() -> None:
    text = U.format("ZA") + (
        " MDISK 0191 3390 0200 0050 LX0001 MR\n MINIOPT NOMDC\n DEDICATE 0300 4A12\n DASDOPT NOCTL\n"
        " MDISK 0192 3390 0300 0050 LX0001 MR\n DASDOPT WRKALLEG\n MINIOPT NOMDC\n"
        "SUBCONFIG S\n MDISK 0191 3390 0400 0050 LX0001 MR\n MINIOPT NOMDC\n"
    )
    assert told(text) == [
        ("XCP002", "warning", 3, 2, 9, "xCAT clones the entry without the MDISK of ZA/0191 and with its MINIOPT"),
        ("XCP002", "warning", 7, 2, 9, "xCAT clones the entry without the MDISK of ZA/0192 and with its DASDOPT"),
        ("XCP002", "warning", 8, 2, 9, "xCAT clones the entry without the MDISK of ZA/0192 and with its MINIOPT"),
    ]
    assert [(other.span.line, other.subject) for other in found(text)[1].related] == [(6, "ZA/0192")]


# ---- XCP003


@pytest.mark.parametrize("word", ["LNXDFLT", "ALNX", "LNX-ADM", "LNX_1", "$LNX", "ADM-LNX", "1LNX2"])
def test_a_userid_is_found_inside_a_word(word: str) -> None:
    assert places("XCP003", f"{U.format('LNX')} ACCOUNT {word}\n{CONSOLE}") == [(2, "LNX")]


@pytest.mark.parametrize("word", ["LNX", "LINUX", "lnxdflt", "L-N-X"])
def test_a_userid_as_a_word_of_its_own_is_no_part_of_one(word: str) -> None:
    assert places("XCP003", f"{U.format('LNX')} ACCOUNT {word}\n{CONSOLE}") == []


# ---- secrets

SECRETS = ("LNXPW1", "MDISKPW2", "XMDISK3", "LNXPW4", "LNX020A5", "CPUPW6")


def test_no_message_shows_a_password_and_none_makes_a_finding() -> None:
    text = (
        "USER LNX LNXPW1 1G 2G G\n LINK OTHER 0191 0192 MR LNXPW4\n COMMAND LINK OTHER 192 193 MR LNX020A5\n"
        " NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1 MACID 020A05\n MDISK 0191 3390 0100 0050 LX0001 MR MDISKPW2 XMDISK3\n"
        "*LINK OTHER 0194 0195 MR MDISKPW2\n*MDISK 0200 3390 0001 0050 LX0001 MR XMDISK3 CPUPW6\n"
    )
    diagnostics = found(text)
    assert [one.code for one in diagnostics] == ["XCP017", "XCP001"]
    assert not any(secret in repr(one) for one in diagnostics for secret in SECRETS)


# ---- XCP011, XCP012, XCP013


def test_processors_are_counted() -> None:
    text = (
        f"{U.format('ZA')}MACHINE ESA 16\nCPU 00 BASE\nCPU 8\n"
        f"{U.format('ZB')}MACHINE ESA 16\nCPU 00 BASE\n{''.join(f'CPU 0{at}' + chr(10) for at in range(1, 8))}CPU 0A\n"
        f"{U.format('ZC')}MACHINE ESA 8\nCPU 00 BASE\nCPU 0A\nCOMMAND DEFINE CPU 01 TYPE IFL\n"
    )
    nine = "9 processors: xCAT has no CPU 08, and 09 twice, when it sets their number"
    eight = f"{U.format('ZD')}MACHINE ESA 16\nCPU 00 BASE\n{''.join(f'CPU 0{at}' + chr(10) for at in range(1, 8))}"
    assert told(text + eight) == [
        ("XCP011", "warning", 4, 5, 6, "xCAT knows no CPU 08 when it sets the number of processors"),
        ("XCP011", "warning", 15, 1, 4, nine),
    ]


def test_cpu_is_found_elsewhere() -> None:
    text = f"{U.format('ZA')}* the last cpu is spare\nCOMMAND DEFINE CPU 01 TYPE IFL\nCOMMAND DEF CPU 02\nCPU 00 BASE\n"
    nothing = f"* processors, CPU-bound, the CPU\n{CONSOLE}IDENTITY B NOLOG\n* a CPU more\n"
    said = "Feilong counts this record as a processor of the guest"
    assert told(text + nothing) == [("XCP012", "info", 2, 12, 15, said), ("XCP012", "info", 4, 13, 16, said)]


@pytest.mark.parametrize("machine", ["MACH ESA 2", "MACHINE XA 2", "MACHINE XC 2", "MACHINE Z 2", "MACHINE  ESA 2"])
def test_another_spelling_of_machine_hides_the_maximum(machine: str) -> None:
    assert places("XCP013", f"{U.format('ZA')}{machine}\n") == [(2, "ZA")]


@pytest.mark.parametrize(
    "text", [f"{U.format('ZA')}MACHINE XC\n", f"{U.format('ZA')}MACHINE ESA 2\n", "PROFILE A\nMACH XA 2\n"]
)
def test_without_a_maximum_or_with_the_usual_words_nothing_is_hidden(text: str) -> None:
    assert places("XCP013", text) == []


# ---- XCP015, XCP016, XCP017


@pytest.mark.parametrize(
    "command",
    [
        *("DEFINE STORAGE 1G STANDBY 0 RESERVED 1G", "CP DEF STOR RES 1G", "DEFI STORA RESERV 1G"),
        *("DEF  STOR RESERVED 1G", "def stor reserved 1g"),
    ],
)
def test_a_spelling_of_reserved_storage_is_not_known(command: str) -> None:
    [one] = found(f"{U.format('ZA')}COMMAND {command}\n")
    assert (one.code, one.severity, one.span.line) == ("XCP015", Severity.INFO, 2)
    assert one.message == "Feilong may not know this spelling of COMMAND DEF STOR RESERVED, which is not certain"


@pytest.mark.parametrize(
    "command",
    [
        *("DEF STOR RESERVED 1G", "DEFINE STORAGE RES 1G", "DEF STOR INITIAL STANDBY REMAINDER", "DEF STOR 1G"),
        *("DEF", "CP", "SET RESERVED A 1", "DE STOR RESERVED 1G", "DEF STO RESERVED 1G", "DEF STOR RE 1G"),
    ],
)
def test_a_command_is_known_or_reserves_nothing(command: str) -> None:
    assert found(f"{U.format('ZA')}COMMAND {command}\n") == []


def test_adapters_are_looked_for_in_one_form() -> None:
    text = U.format("ZA") + (
        " NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1 DEVICES 3\n NICDEF 0600 VLAN 100\n NICDEF 700 TYPE QDIO LAN SYSTEM VSW2\n"
        " NICDEF 0800 TYPE QDIO DEVICES 3 LAN SYSTEM VSW3\n NICDEF 0900 TYPE HIPERS DEVICES 3 LAN SYSTEM HSI1\n"
        " NICDEF 0A00 TYPE QDIO DEVICES 3 LAN ZA LAN1\n NICDEF 0B00 TYPE QDIO DEVICES 3 LAN SYSTEM VSW4\n"
    )
    order = "2 adapters in another form than NICDEF vdev TYPE QDIO LAN SYSTEM name (ZA): Feilong and xCAT do not find the name"
    digits = (
        "1 adapter number of fewer than four digits (ZA): Feilong looks for all four, and does not find the adapter"
    )
    assert [one for one in told(text) if one[0] == "XCP016"] == [
        ("XCP016", "info", 4, 9, 12, digits),
        ("XCP016", "info", 5, 38, 49, f"{order} of the switch"),
    ]


def test_statements_are_looked_for_by_their_names_at_the_beginning() -> None:
    text = (
        f"{U.format('ZC')} CPU 00 BASE\nmdisk 0191 3390 0100 0050 LX0001 MR\nconsole 0009 3215 T\n"
        f"{U.format('ZB')} COMMAND SET RUN ON\n LOGONBY ZA\n MD 0192 3390 0150 0050 LX0001 MR\n"
        f"SUBCONFIG S\n MD 0192 3390 0150 0050 LX0002 MR\n{U.format('ZD')} DEDICATE 0300 4A12\n"
    )
    blanks = "2 statements beginning with blanks (ZC and ZB): not found by Feilong where SMAPI hands out the blanks"
    names = "2 statements with a name in lower case or not in full (ZC and ZB): not found by xCAT and Feilong"
    assert told(text) == [("XCP017", "info", 2, 2, 5, blanks), ("XCP017", "info", 3, 1, 6, names)]


# ---- what is told once a directory


def test_many_alike_are_told_once_with_the_first_six_names() -> None:
    text = "".join(f"USER G{at}  AUTOONLY 1G 2G G\n{CONSOLE}" for at in range(8))
    said = "8 headers with several blanks in a row (G0, G1, G2, G3, G4, G5 and 2 more)"
    assert told(text) == [("XCP014", "info", 1, 1, 5, f"{said}: Feilong does not find the storage of the guest")]


def test_a_directory_in_several_files_is_told_once() -> None:
    [one] = found(f"USER B  AUTOONLY 1G 2G G\n{CONSOLE}", f"USER A  AUTOONLY 1G 2G G\n{CONSOLE}")
    assert (one.span.path, one.subject) == ("part0", "B")
    assert one.message.startswith("2 headers with several blanks in a row (B and A): ")


def test_a_name_that_may_be_a_password_is_masked() -> None:
    assert "(********)" in found(" USER  SECRET1 1G 2G\n")[0].message


# ---- oracles: what the other programs do, done as they do it


def storage_as_feilong_reads_it(record: str) -> list[str] | None:
    """The third and the fourth operand of a header, by Feilong's way of splitting it."""
    words = record.split(" ")
    return words[3:5] if record.startswith("USER ") and len(words) > 5 else None


@given(
    *[st.integers(0, 2)] * 2, *[st.integers(1, 3)] * 4, st.sampled_from(["USER", "user", "IDENTITY"]), st.integers(0, 3)
)
def test_a_header_is_reported_when_splitting_it_goes_wrong(
    indent: int, end: int, one: int, two: int, three: int, four: int, keyword: str, dropped: int
) -> None:
    words = ["GUEST", "AUTOONLY", "1G", "2G", "G"][: 5 - (dropped == 3)]
    gaps = [" " * gap for gap in (one, two, three, four, 1)]
    record = " " * indent + keyword + "".join(gap + word for gap, word in zip(gaps, words, strict=False)) + " " * end
    is_read = storage_as_feilong_reads_it(record.rstrip()) == ["1G", "2G"]
    assert bool(places("XCP014", f"{record}\n{CONSOLE}")) == (not is_read)


def numbers() -> st.SearchStrategy[str]:
    """A device number as people write it."""
    values = st.integers(1, 0xFFFF) | st.sampled_from([0x191, 0x200, 0xFFF, 0x9, 0x10])
    formats = st.sampled_from(["{:X}", "{:x}", "{:04X}", "{:04x}"])
    return st.builds(str.format, formats, values)


@given(st.lists(numbers(), min_size=1, max_size=4, unique_by=lambda number: int(number, 16)))
def test_the_highest_disk_is_reported_when_comparing_text_finds_another(written: list[str]) -> None:
    disks = "".join(f" MDISK {number} 3390 {at * 100 + 1} 50 LX0001 MR\n" for at, number in enumerate(written))
    is_found = int(max(written), 16) == max(int(number, 16) for number in written)
    assert bool(places("XCP009", U.format("ZA") + disks)) == (not is_found)


WORDS = ("MACID", "020001", "0200010", "5002000102000199", "020002", "LNX020001")


@given(st.lists(st.sampled_from(WORDS), max_size=4))
def test_a_macid_is_reported_when_replacing_it_changes_another_word(words: list[str]) -> None:
    records = [f" ACCOUNT {word[:8]}" for word in words]
    text = "".join(f"{record}\n" for record in records)
    changed = any(record.replace("020001", "02000A") != record for record in records)
    nic = " NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1 MACID 020001\n"
    assert bool(places("XCP004", U.format("ZA") + text + nic)) == changed
