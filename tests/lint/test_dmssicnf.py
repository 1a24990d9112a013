"""The rules about DMSSICNF COPY: whole files, severities, second places, masks, and networks against an oracle."""

import random
from ipaddress import AddressValueError, IPv4Address, IPv4Interface, IPv4Network
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.lint.baseline import baseline_of, match
from dirtool.lint.diagnostic import Diagnostic, Severity
from dirtool.lint.engine import lint, severities_of
from dirtool.lint.options import Options
from dirtool.lint.registry import RULES, Profile
from dirtool.model.copy_file import copy_configuration_of
from dirtool.spec.copy_keys import NEEDED_WITH_XCAT
from dirtool.text.codepage import encode
from dirtool.text.records import read_records
from tests.model.made import copy_of

ERROR, WARNING, INFO = Severity
PART = Options(fragment=True)

WHOLE = """\
/* DMSSICNF COPY of the system LABVM */

/* Who may ask for what */
AuthListFileIdAny       = "VSMWORK1 AUTHLIST"
NameListFileIdAny       = "VSMWORK1 NAMELIST"

/* Where the configuration of the system is kept */
System_Config_File_Name = "SYSTEM"
System_Config_File_Type = "CONFIG"
Parm_Disk_Owner         = "PMAINT"
Parm_Disk_Number        = "CF0"
Parm_Disk_Password      = ","          /* no password */

/* The management node */
XCAT_User       = "XCAT"
XCAT_Addr       = "10.10.10.10"        /* towards the agents */
XCAT_Host       = "xcat"
XCAT_Domain     = ".lab.example"
XCAT_vswitch    = "XCATVSW1"
XCAT_OSAdev     = "NONE"
XCAT_zvmsysid   = "LABVM"
XCAT_notify     = "OPERATOR"
XCAT_gateway    = "NONE"
XCAT_netmask    = "255.255.255.0"
XCAT_vlan       = "NONE"
XCAT_iso        = "LAB001 LAB002"
XCAT_MN_Addr    = "192.0.2.10"         /* towards OpenStack */
XCAT_MN_vswitch = "XCATVSW2"
XCAT_MN_OSAdev  = "1E00"
XCAT_MN_gateway = "192.0.2.1"
XCAT_MN_Mask    = "255.255.255.0"
XCAT_MN_vlan    = "NONE"
XCAT_MN_admin   = "mnadmin"
XCAT_MN_pw      = "NOLOG"

/* The agent */
ZHCP_User       = "ZHCP"
ZHCP_Addr       = "10.10.10.20"
ZHCP_Host       = "zhcp"
ZHCP_Domain     = ".lab.example"
ZHCP_gateway    = "NONE"
ZHCP_netmask    = "255.255.255.0"
ZHCP_vswitch    = "XCATVSW1"
ZHCP_OSAdev     = "NONE"
ZHCP_vlan       = "NONE"
"""
SHIPPED = [("CNF024", "XCAT_Addr"), ("CNF024", "ZHCP_Addr")]
NUMBERED = "\n".join(f"{line:<72}{number:08d}" for number, line in enumerate(WHOLE.split("\n"), 1))


def judged(text: str, options: Options | None = None) -> list[Diagnostic]:
    return lint(copy_of(text), options=options).diagnostics


def told(text: str, options: Options | None = None) -> list[tuple[str, str]]:
    """Code and subject of what is found."""
    return sorted((one.code, one.subject) for one in judged(text, options))


def changed(old: str, new: str) -> str:
    """The whole file with something else in one place."""
    assert WHOLE.count(old) == 1, old
    return WHOLE.replace(old, new)


def places(found: Diagnostic) -> list[tuple[str, int, str]]:
    """The second places of a finding: subject, record, message."""
    return [(one.subject, one.span.line, one.message) for one in found.related]


def only(text: str) -> Diagnostic:
    """The one finding in a part of a file."""
    [found] = judged(text, PART)
    return found


# -- whole files


def test_of_a_file_that_is_right_only_the_shipped_addresses_are_told() -> None:
    assert told(WHOLE) == SHIPPED
    assert {one.severity for one in judged(WHOLE)} == {WARNING}


@pytest.mark.parametrize(
    ("old", "new", "code", "subject"),
    [
        ('"192.0.2.1"', '"198.51.100.1"', "CNF011", "XCAT_MN_gateway"),
        ('XCAT_netmask    = "255.255.255.0"', 'XCAT_netmask    = "255.0.255.0"', "CNF010", "XCAT_netmask"),
        ('"xcat"', '"zhcp"', "CNF023", "ZHCP_Host"),
        ('"LABVM"', '"LABVM', "CNF001", "XCAT_zvmsysid"),
        ("/* The agent */", "/* The /* only */ agent */", "CNF005", ""),
        ('"1E00"', f'"1E00"  /* an OSA */{"":32}00290000', "CNF004", "XCAT_MN_OSAdev"),
        ('XCAT_vlan       = "NONE"', 'XCAT_vlan       = "4095"', "CNF018", "XCAT_vlan"),
        ('"XCATVSW2"', '"XCATVSW02"', "CNF020", "XCAT_MN_vswitch"),
        ("/* The agent */", "ERASE * * A", "CNF002", "ERASE"),
        ("XCAT_Host ", "xcat_host ", "CNF007", "XCAT_Host"),
        ("/* The agent */", 'XCAT_MN_Addr = "192.0.2.11"', "CNF003", "XCAT_MN_Addr"),
        ("XCAT_netmask ", "XCAT_netmsk ", "CNF006", "XCAT_netmsk"),
        ('"192.0.2.10" ', '"10.10.11.10"', "CNF011", "XCAT_MN_gateway"),
        ('XCAT_User       = "XCAT"\n', "", "CNF031", "XCAT_User"),
        ('"LAB001 LAB002"', '"LAB001 LAB00002"', "CNF026", "XCAT_iso"),
        ('"NOLOG"', '"S3CR3T"', "CNF025", "XCAT_MN_pw"),
        ('XCAT_Addr       = "10.10.10.10" ', 'XCAT_Addr       = "10.10.10.256"', "CNF010", "XCAT_Addr"),
    ],
)
def test_one_slip_gives_one_finding(old: str, new: str, code: str, subject: str) -> None:
    shipped = SHIPPED[1:] if subject == "XCAT_Addr" else SHIPPED
    assert told(changed(old, new)) == sorted([*shipped, (code, subject)])


@pytest.mark.parametrize("profile", Profile)
def test_only_the_profile_syntax_lacks_most_of_the_rules(profile: Profile) -> None:
    found = told(WHOLE, Options(severities=severities_of(profile)))
    assert found == ([] if profile is Profile.SYNTAX else SHIPPED)


def test_the_same_is_found_in_ebcdic_in_numbered_records_and_with_other_line_ends() -> None:
    ebcdic = encode("".join(f"{line:<80}" for line in NUMBERED.split("\n")), "037")
    others = WHOLE.replace("\n", "\r\n").replace("= ", "=\t").encode()
    for data in (ebcdic, NUMBERED.encode(), others):
        found = lint(copy_configuration_of(read_records(data))).diagnostics
        commented = [("CNF004", name) for name in ("Parm_Disk_Password", "XCAT_Addr", "XCAT_MN_Addr")]
        expected = SHIPPED if data is others else sorted([*SHIPPED, *commented])
        assert sorted((one.code, one.subject) for one in found) == expected


def test_findings_are_the_same_wherever_their_settings_stand() -> None:
    text = changed('"LABVM"', '"xcat"').replace('"CF0"', '"CF0').replace("XCAT_iso ", "XCAT_is ")
    found = judged(text)
    assert {one.code for one in found} == {"CNF001", "CNF006", "CNF023", "CNF024"}
    again = judged("\n\n/* moved */\n" + text)
    assert match(again, baseline_of(found), RULES).new == []


def test_keys_that_are_not_known_give_no_error() -> None:
    dice = random.Random(7)
    kinds = ("Trace", "Wait_Time", "Cache", "Server", "Log", "Performance", "Dump", "Exit", "Poll", "Queue")
    values = ("0", "30", '"00:05:00"', '"VMSYSU:OPERATNS."', "Trace_All", '"A B C"', "'X'", '""', "1E3", '"its"', "")
    lines = [
        f"{dice.choice(kinds)}_{dice.choice(kinds)}_{number} = {dice.choice(values)}  /* number {number} */"
        for number in range(500)
    ]
    found = judged(WHOLE + "\n".join(lines))
    assert [one for one in found if one.severity is ERROR] == []
    assert {one.code for one in found} <= {"CNF005", "CNF006", "CNF024"}
    assert sum(one.code == "CNF006" for one in found) == len(lines)
    assert {one.severity for one in found if one.code == "CNF006"} == {INFO}


# -- severities


@pytest.mark.parametrize(
    ("text", "code", "severity"),
    [
        ('Parm_Disk_Number = "CF0"\nParm_Disk_Number = "CF1"', "CNF003", ERROR),
        ("Parm_Disk_Number = \"CF0\"\nParm_Disk_Number = 'CF0'", "CNF003", WARNING),
        ('Parm_Disk_Number = "CF0"\nParm_Disk_Number = x || "1"', "CNF003", WARNING),
        ("ZHCP_netmsk = 1", "CNF006", WARNING),
        ('XCAT_User = "A"\nXCAT_Other = 1', "CNF006", WARNING),
        ('Parm_Disk_Owner = "A"\nTrace = 1', "CNF006", INFO),
        ('ZHCP_gateway = ""', "CNF010", WARNING),
        ('ZHCP_gateway = "x"', "CNF010", ERROR),
        ('ZHCP_vlan = "0"', "CNF018", ERROR),
        ('ZHCP_vlan = "1"', "CNF018", WARNING),
        ("ZHCP_vlan =", "CNF018", WARNING),
        ('ZHCP_OSAdev = "OSA1"', "CNF019", ERROR),
        ('ZHCP_OSAdev = "1E05"', "CNF019", WARNING),
        ('ZHCP_OSAdev = "1E00 1E03"', "CNF019", INFO),
        ('ZHCP_OSAdev = ""', "CNF019", WARNING),
        ('ZHCP_User = "ZHCP%"', "CNF020", ERROR),
        ('ZHCP_User = "zhcp"', "CNF020", WARNING),
        ('Parm_Disk_Password = "READ"', "CNF025", WARNING),
        ('Parm_Disk_Owner = "A"\nTrace_Passphrase = "READ"', "CNF025", INFO),
        ('XCAT_iso = "LAB0001"', "CNF026", ERROR),
        ('XCAT_iso = "LAB001 lab001"', "CNF026", WARNING),
        (
            'Parm_Disk_Owner="A"\nParm_Disk_Number="CF0"\nParm_Disk_Owner_2="A"\nParm_Disk_Number_2="CF0"',
            "CNF027",
            INFO,
        ),
    ],
)
def test_how_severe_a_finding_is(text: str, code: str, severity: Severity) -> None:
    assert [one.severity for one in judged(text, PART) if one.code == code] == [severity]


# -- second places


ONE_SWITCH = """\
XCAT_vswitch = "XCATVSW1"
ZHCP_vswitch = "xcatvsw1"
XCAT_Addr    = "192.0.2.10"
XCAT_netmask = "255.255.255.0"
ZHCP_Addr    = "198.51.100.10"
ZHCP_netmask = "255.255.255.0"
ZHCP_gateway = "NONE"
"""


@pytest.mark.parametrize(
    ("text", "code", "second"),
    [
        (
            'Parm_Disk_Owner = "A"\nParm_Disk_Owner = "B"',
            "CNF003",
            [("Parm_Disk_Owner", 1, "the one before it is here")],
        ),
        (
            'ZHCP_Addr = "192.0.2.10"\nZHCP_gateway = "192.0.3.1"\nZHCP_netmask = "255.255.255.0"',
            "CNF011",
            [("ZHCP_Addr", 1, "ZHCP_Addr is here"), ("ZHCP_netmask", 3, "ZHCP_netmask is here")],
        ),
        (
            'ZHCP_Addr = "192.0.2.0"\nZHCP_netmask = "255.255.255.0"',
            "CNF012",
            [("ZHCP_netmask", 2, "ZHCP_netmask is here")],
        ),
        ('ZHCP_Addr = "192.0.2.1"\nXCAT_Addr = "192.0.2.1"', "CNF013", [("XCAT_Addr", 2, "XCAT_Addr is here")]),
        (
            'XCAT_vswitch = "A"\nZHCP_vswitch = "A"\nXCAT_vlan = 7\nZHCP_vlan = 8',
            "CNF014",
            [("XCAT_vlan", 3, "XCAT_vlan is here"), ("XCAT_vswitch", 1, "XCAT_vswitch is here")],
        ),
        (
            ONE_SWITCH,
            "CNF015",
            [("XCAT_Addr", 3, "XCAT_Addr is here"), ("ZHCP_gateway", 7, "ZHCP_gateway is here")],
        ),
        (
            'XCAT_Addr = "192.0.2.1"\nXCAT_netmask = "255.255.255.0"\nXCAT_MN_Addr = "192.0.2.2"',
            "CNF016",
            [("XCAT_Addr", 1, "XCAT_Addr is here"), ("XCAT_netmask", 2, "XCAT_netmask is here")],
        ),
        ('XCAT_MN_vswitch = "A"\nXCAT_vswitch = "A"', "CNF017", [("XCAT_vswitch", 2, "XCAT_vswitch is here")]),
        (
            'XCAT_OSAdev = "1E00"\nXCAT_vswitch = "A"\nZHCP_OSAdev = "1E00"\nZHCP_vswitch = "B"',
            "CNF019",
            [("XCAT_OSAdev", 1, "XCAT_OSAdev is here"), ("XCAT_vswitch", 2, "XCAT_vswitch is here")],
        ),
        ('XCAT_Host = "a"\nXCAT_zvmsysid = "A"', "CNF023", [("XCAT_Host", 1, "XCAT_Host is here")]),
        ('XCAT_iso = "LAB001 lab001"', "CNF026", [("XCAT_iso", 1, "the first of the two is here")]),
    ],
)
def test_where_two_settings_are_involved_both_places_are_told(
    text: str, code: str, second: list[tuple[str, int, str]]
) -> None:
    [found] = [one for one in judged(text, PART) if one.code == code]
    assert places(found) == second


# -- one value, one finding


def test_a_bad_mask_says_nothing_about_gateway_and_address() -> None:
    network = 'ZHCP_Addr = "192.0.2.0"\nZHCP_gateway = "198.51.100.1"\nZHCP_netmask = "255.255.{}.0"'
    assert told(network.format("255"), PART) == [("CNF011", "ZHCP_gateway"), ("CNF012", "ZHCP_Addr")]
    assert told(network.format("253"), PART) == [("CNF010", "ZHCP_netmask")]


def test_a_mask_that_differs_is_told_once() -> None:
    text = ONE_SWITCH.replace("198.51.100.10", "192.0.2.20")
    assert told(text, PART) == [("CNF020", "ZHCP_vswitch")]
    assert told(text.replace('ZHCP_netmask = "255.255.255.0"', 'ZHCP_netmask = "255.255.255.240"'), PART) == [
        ("CNF014", "ZHCP_netmask"),
        ("CNF020", "ZHCP_vswitch"),
    ]


def test_an_address_that_is_given_twice_is_not_in_a_wrong_network_too() -> None:
    text = 'XCAT_Addr = "192.0.2.1"\nXCAT_netmask = "255.255.255.0"\nXCAT_MN_Addr = "192.0.2.1"'
    assert told(text, PART) == [("CNF013", "XCAT_MN_Addr")]


def test_what_is_known_only_when_the_file_is_carried_out_is_not_judged() -> None:
    text = 'ZHCP_Addr = "192.0.2." || number\nZHCP_netmask = mask()\nZHCP_vlan = 4000 + 95\nXCAT_Host = "A" || "B"'
    assert {code for code, _ in told(text, PART)} == {"CNF005"}


def test_of_several_assignments_the_last_is_judged() -> None:
    text = 'ZHCP_vlan = "4095"\nZHCP_vlan = "4094"\nZHCP_OSAdev = "1E00"\nZHCP_OSAdev = "OSA"'
    found = [("CNF003", "ZHCP_OSAdev"), ("CNF003", "ZHCP_vlan"), ("CNF019", "ZHCP_OSAdev")]
    assert told(text, PART) == found


# -- management node and agent in one virtual machine


APPLIANCE = (
    WHOLE.replace('XCAT_User       = "XCAT"', 'XCAT_User       = "OPNCLOUD"')
    .replace('ZHCP_User       = "ZHCP"', 'ZHCP_User       = "OPNCLOUD"')
    .replace('"10.10.10.20"', '"10.10.10.10"')
)


def test_in_one_virtual_machine_the_agent_may_have_the_address_of_the_management_node() -> None:
    assert told(APPLIANCE) == SHIPPED
    assert told(APPLIANCE.replace('ZHCP_User       = "OPNCLOUD"', 'ZHCP_User       = "ZHCP"')) == [
        ("CNF013", "ZHCP_Addr"),
        *SHIPPED,
    ]
    assert ("CNF013", "ZHCP_Addr") in told('ZHCP_Addr = "192.0.2.1"\nXCAT_Addr = "192.0.2.1"\nXCAT_User = ""', PART)


def test_the_two_interfaces_of_the_management_node_are_two_in_every_machine() -> None:
    text = (
        'XCAT_User = "A"\nZHCP_User = "a"\nXCAT_Addr = "192.0.2.1"\nXCAT_MN_Addr = "192.0.2.1"\nZHCP_Addr = "192.0.2.1"'
    )
    assert told(text, PART) == [("CNF013", "XCAT_MN_Addr"), ("CNF020", "ZHCP_User")]


def test_one_name_for_both_is_an_information_where_they_are_one_machine_with_one_address() -> None:
    text = APPLIANCE.replace('ZHCP_Host       = "zhcp"', 'ZHCP_Host       = "xcat"')
    [found] = [one for one in judged(text) if one.code == "CNF023"]
    assert (found.severity, found.message) == (INFO, "ZHCP_Host is xcat, and so is XCAT_Host: one node for both")
    for other in (
        text.replace('ZHCP_Addr       = "10.10.10.10"', 'ZHCP_Addr       = "10.10.10.20"'),
        text.replace('ZHCP_User       = "OPNCLOUD"', 'ZHCP_User       = "ZHCP"'),
        APPLIANCE.replace('ZHCP_Host       = "zhcp"', 'ZHCP_Host       = "labvm"'),
    ):
        assert [one.severity for one in judged(other) if one.code == "CNF023"] == [ERROR]


# -- keys that xCAT needs


def test_of_the_keys_that_may_have_been_meant_those_that_are_missing_come_first() -> None:
    text = changed("XCAT_MN_Mask    =", "XCAT_MN_netmask =")
    assert told(text) == [("CNF006", "XCAT_MN_netmask"), *SHIPPED]
    [found] = [one for one in judged(text) if one.code == "CNF006"]
    assert found.message == "XCAT_MN_netmask is no key that is known; did you mean XCAT_MN_Mask or XCAT_netmask?"


def test_a_key_in_other_case_is_all_that_is_told_of_a_constant() -> None:
    text = "Parm_Disk_Owner = A\nAUTHORIZATION_POLICY = Authorization_Policy_EsmOnly"
    assert told(text) == [("CNF007", "Authorization_Policy")]


def test_each_key_that_is_missing_or_empty_is_told() -> None:
    assert told('XCAT_notify = "OPERATOR"') == sorted(("CNF031", name) for name in NEEDED_WITH_XCAT)
    empty = "\n".join(f'{name} = ""' for name in NEEDED_WITH_XCAT)
    assert told(empty) == told(empty, PART) == sorted(("CNF031", name) for name in NEEDED_WITH_XCAT)
    assert told('XCAT_notify = "OPERATOR"', PART) == []
    assert told('ZHCP_User = "ZHCP"\nXCAT_Unknown = 1') == [("CNF006", "XCAT_Unknown")]


def test_a_release_that_has_xcat_beside_one_that_has_not_keeps_the_keys() -> None:
    for releases, found in ((("7.1", "7.4"), True), (("6.4", "7.4"), False), (("6.3",), False), ((), False)):
        codes = {code for code, _ in told(WHOLE, Options(releases=releases))}
        assert ("CNF028" in codes) == found
    [found_once] = [one for one in judged(WHOLE, Options(releases=("7.2",))) if one.code == "CNF028"]
    assert found_once.message == "XCAT_User and 28 more keys are for xCAT, which z/VM 7.2 does not have"


# -- what is silenced, and what is shown


def test_a_comment_of_the_language_silences_a_finding() -> None:
    text = changed("XCAT_MN_pw ", "/* DIRTOOL: IGNORE CNF025 only the lab */\nXCAT_MN_pw ").replace("NOLOG", "S3CR3T")
    assert told(text) == SHIPPED


def test_a_host_with_an_agent_only_needs_no_key_of_the_management_node() -> None:
    agent = 'XCAT_zvmsysid = "ZVM2"\nXCAT_notify = "OPERATOR"\nZHCP_User = "ZHCP"\n'
    assert "CNF031" not in {code for code, _ in told(agent)}
    assert ("CNF031", "XCAT_Addr") in told(agent + 'XCAT_vswitch = "XCATVSW1"\n')
    assert ("CNF031", "XCAT_Addr") in told(agent.replace("ZHCP_", "Other_"))
    assert ("CNF031", "XCAT_Addr") in told(agent + 'XCAT_User = "XCAT"\n')


def test_a_comment_behind_a_clause_silences_what_is_found_in_its_record_only() -> None:
    remark = "/* DIRTOOL: IGNORE CNF018 the switch is gone */"
    text = f'XCAT_vlan = "4095" {remark}\nZHCP_vlan = "4095"'
    assert told(text, PART) == [("CNF018", "ZHCP_vlan")]
    assert told(f'XCAT_vlan = "1000" {remark}\nZHCP_vlan = "4095"', PART) == [("CNF018", "ZHCP_vlan"), ("SUP001", "")]


def test_what_looks_like_such_a_comment_in_quotes_silences_nothing() -> None:
    text = "Trace_x = '/* DIRTOOL: IGNORE CNF018 */'\nXCAT_vlan = '4095'"
    assert "CNF018" in {code for code, _ in told(text, PART)}
    assert "SUP001" not in {code for code, _ in told(text, PART)}


def test_a_comment_that_silences_what_needs_a_release_is_of_use_without_one() -> None:
    text = '/* DIRTOOL: IGNORE CNF028 kept for later */\nXCAT_User = "XCAT"'
    assert told(text, PART) == []
    assert told(text, Options(fragment=True, releases=("6.4",))) == [("SUP001", "")]


@pytest.mark.parametrize(
    "text",
    [
        'XCAT_MN_pw = "S3CR3T"\nXCAT_MN_pw = "S3CR3T2"',
        'XCAT_MN_pw = "S3CR3T',
        'XCAT_MN_pw "S3CR3T"',
        "XCAT_MN_pw = S3CR3T GO",
        "XCAT_MN_pw = 'S3CR3T'; XCAT_User = 'X'",
        'XCAT_MN_pw = "a" "S3CR3T"',
        'XCAT_MN_pw = "S3CR3T" /* c */' + " " * 43 + "00010000",
        'XCAT_MN_pwd = "S3CR3T"',
        'Parm_Disk_Owner = "A"\n"S3CR3T" = XCAT_MN_pw',
        'XCAT_MN_pw = ,\n"S3CR3T"',
        'xcat_mn_PW = "S3CR3T"  "',
        'XCAT_MN_pw = "x" /* XCAT_MN_pw = "S3CR3T" /* a */ b */',
    ],
)
def test_no_secret_is_in_a_message(text: str) -> None:
    for found in judged(text, PART):
        assert "S3CR3T" not in f"{found.message} {found.subject} {found.related}", found


# -- networks, with the standard library's own idea of them as oracle


PREFIXES = st.sampled_from([23, 24, 24, 24, 25, 26, 30, 31, 32])
HOSTS = st.sampled_from([0, 1, 2, 3, 62, 63, 64, 127, 128, 200, 254, 255])
ADDRESSES = st.builds(lambda net, host: f"{net}.{host}", st.sampled_from(["192.0.2", "192.0.3", "198.51.100"]), HOSTS)
WRONG = st.sampled_from(["192.0.2", "192.0.2.256", "NO", "255.0.255.0", "0.0.0.255", "192.0.2.01"])
MASKS = PREFIXES.map(lambda prefix: str(IPv4Network((0, prefix)).netmask))
GATEWAYS = st.just("NONE") | ADDRESSES
SWITCHES = st.sampled_from(["XCATVSW1", "XCATVSW1", "XCATVSW2"])
KEYS_OF = {
    "XCAT": ("XCAT_Addr", "XCAT_netmask", "XCAT_gateway"),
    "MN": ("XCAT_MN_Addr", "XCAT_MN_Mask", "XCAT_MN_gateway"),
    "ZHCP": ("ZHCP_Addr", "ZHCP_netmask", "ZHCP_gateway"),
}
BY_ORACLE = ("CNF010", "CNF011", "CNF012", "CNF013", "CNF015", "CNF016")


def rarely_wrong(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.integers(0, 9).flatmap(lambda dice: WRONG if dice == 0 else values)


CONFIGURATIONS = st.fixed_dictionaries(
    {
        name: rarely_wrong(values)
        for keys in KEYS_OF.values()
        for name, values in zip(keys, (ADDRESSES, MASKS, GATEWAYS), strict=True)
    }
    | {"XCAT_vswitch": SWITCHES, "ZHCP_vswitch": SWITCHES}
)


def is_address(text: str) -> bool:
    try:
        IPv4Address(text)
    except AddressValueError:
        return False
    return True


def is_mask(text: str) -> bool:
    return text in {str(IPv4Network((0, prefix)).netmask) for prefix in range(33)}


def oracle(values: dict[str, str]) -> set[tuple[str, str]]:
    """Code and subject of all that has to be found."""
    found = set()
    known: dict[str, IPv4Interface] = {}
    for side, (address, mask, gateway) in KEYS_OF.items():
        found |= {
            ("CNF010", name) for name in (address, gateway) if not is_address(values[name]) and values[name] != "NONE"
        }
        found |= {("CNF010", mask)} - ({("CNF010", mask)} if is_mask(values[mask]) else set())
        if is_address(values[address]) and is_mask(values[mask]):
            known[side] = IPv4Interface(f"{values[address]}/{values[mask]}")
            network = known[side].network
            usable = set(network.hosts())
            if known[side].ip not in usable:
                found.add(("CNF012", address))
            if is_address(values[gateway]) and IPv4Address(values[gateway]) not in usable - {known[side].ip}:
                found.add(("CNF011", gateway))
    in_order = [keys[0] for keys in KEYS_OF.values() if is_address(values[keys[0]])]
    found |= {("CNF013", second) for first, second in combinations(in_order, 2) if values[first] == values[second]}
    if {"XCAT", "ZHCP"} <= known.keys() and values["XCAT_vswitch"] == values["ZHCP_vswitch"]:
        node, agent = known["XCAT"], known["ZHCP"]
        apart = node.ip not in agent.network and agent.ip not in node.network
        if apart and "NONE" in (values["XCAT_gateway"], values["ZHCP_gateway"]):
            found.add(("CNF015", "ZHCP_Addr"))
    management = values["XCAT_MN_Addr"]
    if "XCAT" in known and is_address(management) and management not in (values["XCAT_Addr"], values["ZHCP_Addr"]):
        found |= {("CNF016", "XCAT_MN_Addr")} if IPv4Address(management) in known["XCAT"].network else set()
    return found


@settings(max_examples=300, deadline=None)
@given(CONFIGURATIONS, st.randoms(use_true_random=False))
def test_addresses_and_networks_are_judged_as_the_standard_library_sees_them(
    values: dict[str, str], dice: random.Random
) -> None:
    lines = [f'{name} = "{value}"' for name, value in values.items()]
    dice.shuffle(lines)
    found = [(one.code, one.subject) for one in judged("\n".join(lines), PART) if one.code in BY_ORACLE]
    assert len(found) == len(set(found))
    assert set(found) == oracle(values)


# -- any text


PIECES = ["/*", "*/", '"', "'", ";", ",\n", "=", "\n", "||", "\0", "é", "9" * 99, "XCAT_MN_pw", "XCAT_iso = ", " " * 60]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE)), st.sampled_from(PIECES)), max_size=12))
def test_no_rule_fails_and_every_place_is_in_the_file(slips: list[tuple[int, str]]) -> None:
    text = WHOLE
    for at, piece in slips:
        text = text[:at] + piece + text[at:]
    last = text.count("\n") + 1
    for found in judged(text, Options(severities=severities_of(Profile.SECURITY), releases=("7.4",))):
        assert found.code != "INT001", found.message
        for span in (found.span, *(other.span for other in found.related)):
            assert (1, 1) <= (span.line, span.column) < (span.end_line, span.end_column)
            assert span.end_line <= last
