"""What an entry becomes at logon: which statement wins, and where each comes from."""

import pytest

from dirtool.model.devices import device_number
from dirtool.model.effective import Effective, Layers, effective
from tests.model.made import PARSER, directory_of, entry_of


def merged(text: str, name: str = "A", member: str | None = None) -> Effective:
    directory = directory_of(text)
    return effective(Layers(directory), entry_of(directory, name), member)


def texts(found: Effective) -> list[str]:
    """The statements in effect behind the header, as written, in order."""
    return [origin.placed.source.text(origin.placed.position) for origin in found.statements[1:]]


def lost(found: Effective) -> list[tuple[str, str, str]]:
    """The statements not in effect, the entry of each, and what overrides it."""
    return [
        (
            origin.placed.source.text(origin.placed.position),
            origin.entry.name,
            by.placed.source.text(by.placed.position) if (by := origin.overridden_by) else "",
        )
        for origin in found.overridden
    ]


def of_profile(profile: str, own: str, header: str = "USER A LBYONLY") -> Effective:
    """USER A with a profile; the statements of both are separated by semicolons."""
    lines = ["PROFILE P", *profile.split(";"), header, "INCLUDE P", *filter(None, own.split(";"))]
    return merged("\n".join(lines))


def test_everything_has_an_origin() -> None:
    found = of_profile("IPL CMS;CONSOLE 009 3215", "MACHINE ESA;MDISK 191 3390 1 1 V")
    assert found.statements[0].placed.statement.keyword == "USER"
    assert [(origin.placed.statement.keyword, origin.entry.name) for origin in found.statements] == [
        ("USER", "A"),
        ("MACHINE", "A"),
        ("IPL", "P"),
        ("MDISK", "A"),
        ("CONSOLE", "P"),
    ]
    assert all(origin.overridden_by is None for origin in found.statements)
    assert (found.overridden, found.missing, found.member) == ([], [], None)


@pytest.mark.parametrize(
    ("profile", "own", "in_effect"),
    [
        # a statement that may stand once replaces the profile's as a whole
        ("IPL CMS PARM AUTOCR", "IPL 200", ["IPL 200"]),
        ("MACHINE ESA 4", "MACHINE ESA", ["MACHINE ESA"]),
        ("ACCOUNT 1 PROF", "ACCOUNT 2", ["ACCOUNT 2"]),
        ("CLASS G", "CLASS BG", ["CLASS BG"]),
        ("STORAGE 1G", "STORAGE 2G", ["STORAGE 2G"]),
        ("D8ONECMD FAIL", "D8ONECMD OFF", ["D8ONECMD OFF"]),
        ("SHARE REL 100", "SHARE ABS 5%", ["SHARE ABS 5%"]),
        ("STDEVOPT LIBRARY CTL", "STDEVOPT DASDSYS CONCOPY", ["STDEVOPT DASDSYS CONCOPY"]),
        ("IPL CMS", "", ["IPL CMS"]),
        # a share of another type of processor is another share
        ("SHARE IFL REL 100", "SHARE CP REL 200", ["SHARE CP REL 200", "SHARE IFL REL 100"]),
        # what may stand several times adds up
        ("OPTION ACCT", "OPTION ACCT LNKS", ["OPTION ACCT LNKS", "OPTION ACCT"]),
        ("IUCV ANY", "IUCV ALLOW", ["IUCV ALLOW", "IUCV ANY"]),
        ("LOGONBY X", "LOGONBY Y", ["LOGONBY Y", "LOGONBY X"]),
        ("COMMAND SET A ON", "COMMAND SET A OFF", ["COMMAND SET A OFF", "COMMAND SET A ON"]),
        ("NAMESAVE GCS", "NAMESAVE VTAM", ["NAMESAVE VTAM", "NAMESAVE GCS"]),
        # processors by their address
        ("CPU 00 BASE;CPU 01", "CPU 1 DEDICATE;CPU 02", ["CPU 1 DEDICATE", "CPU 02", "CPU 00 BASE"]),
        # operands of LOADDEV and of the POSIX statements one by one
        ("LOADDEV LUN 1;LOADDEV BOOT 2", "LOADDEV LUN 3", ["LOADDEV LUN 3", "LOADDEV BOOT 2"]),
        ("POSIXINFO UID 1;POSIXINFO GID 2", "POSIXINFO UID 3", ["POSIXINFO UID 3", "POSIXINFO GID 2"]),
        ("POSIXINFO UID 1 GID 2", "POSIXINFO UID 3 GID 4 IWDIR /", ["POSIXINFO UID 3 GID 4 IWDIR /"]),
        ("POSIXOPT SETIDS ALLOW", "POSIXOPT QUERYDB ALLOW", ["POSIXOPT QUERYDB ALLOW", "POSIXOPT SETIDS ALLOW"]),
        # devices by their number
        ("LINK M 190 190 RR", "MDISK 0190 3390 1 1 V", ["MDISK 0190 3390 1 1 V"]),
        ("LINK M 190 290 RR", "MDISK 0190 3390 1 1 V", ["MDISK 0190 3390 1 1 V", "LINK M 190 290 RR"]),
        ("LINK M 190", "LINK N 290 190", ["LINK N 290 190"]),
        ("SPOOL 00C 2540 READER *", "SPOOL 000C 3505 A", ["SPOOL 000C 3505 A"]),
        ("DEDICATE 181 581", "SPECIAL 181 CTCA", ["SPECIAL 181 CTCA"]),
        # there is one console, whatever its number
        ("CONSOLE 009 3215 T", "CONSOLE 01F 3270", ["CONSOLE 01F 3270"]),
        # an adapter of the entry replaces that of the profile with all its records
        (
            "NICDEF 600 TYPE QDIO;NICDEF 600 VLAN 5",
            "NICDEF 0600 TYPE HIPERS;NICDEF 600 LAN SYSTEM L",
            ["NICDEF 0600 TYPE HIPERS", "NICDEF 600 LAN SYSTEM L"],
        ),
        # what extends a device goes with it
        (
            "LINK M 190 190 RR;DASDOPT WRKALLEG;LINK M 19E 19E RR;DASDOPT NOWRKALLEG",
            "MDISK 190 3390 1 1 V;MINIOPT NOMDC",
            ["MDISK 190 3390 1 1 V", "MINIOPT NOMDC", "LINK M 19E 19E RR", "DASDOPT NOWRKALLEG"],
        ),
        # cryptography: the profile's APVIRTUAL only where the entry says nothing of the kind
        ("CRYPTO APVIRT", "CRYPTO APVIRTUAL", ["CRYPTO APVIRTUAL"]),
        ("CRYPTO APVIRT", "", ["CRYPTO APVIRT"]),
        # a broken statement overrides nothing
        ("IPL CMS", "IPL", ["IPL", "IPL CMS"]),
    ],
)
def test_the_entry_wins_over_its_profile(profile: str, own: str, in_effect: list[str]) -> None:
    assert texts(of_profile(profile, own)) == in_effect


def test_what_loses_is_kept_with_what_overrides_it() -> None:
    found = of_profile("IPL CMS;LINK M 190 190 RR;DASDOPT WRKALLEG", "IPL 200;MDISK 190 3390 1 1 V")
    assert lost(found) == [
        ("IPL CMS", "P", "IPL 200"),
        ("LINK M 190 190 RR", "P", "MDISK 190 3390 1 1 V"),
        ("DASDOPT WRKALLEG", "P", "MDISK 190 3390 1 1 V"),
    ]


@pytest.mark.parametrize(
    ("header", "own", "in_effect"),
    [
        ("USER A LBYONLY 1G", "", ["MAXSTORAGE 8G", "CLASS G"]),
        ("USER A LBYONLY 1G 2G BG", "", []),
        ("USER A LBYONLY * * *", "", ["STORAGE 4G", "MAXSTORAGE 8G", "CLASS G"]),
        ("USER A LBYONLY", "", ["STORAGE 4G", "MAXSTORAGE 8G", "CLASS G"]),
        ("USER A LBYONLY * 2G", "STORAGE 512M", ["STORAGE 512M", "CLASS G"]),
        ("IDENTITY A LBYONLY 1G 2G BG", "STORAGE 512M", ["STORAGE 512M"]),
    ],
)
def test_the_header_wins_over_the_profile_and_the_entry_over_its_header(
    header: str, own: str, in_effect: list[str]
) -> None:
    assert texts(of_profile("STORAGE 4G;MAXSTORAGE 8G;CLASS G", own, header)) == in_effect


def test_what_the_header_overrides_names_the_header() -> None:
    found = of_profile("STORAGE 4G", "", "USER A LBYONLY 1G")
    assert lost(found) == [("STORAGE 4G", "P", "USER A LBYONLY 1G")]


# ---- SSI

SSI = """\
PROFILE P
 IPL CMS
 LINK M 190 190 RR
IDENTITY A LBYONLY 1G 2G G
 INCLUDE P
 BUILD ON ONE USING SUBCONFIG A-1
 BUILD ON TWO USING SUBCONFIG A-2
 IPL 200
 CRYPTO DOMAIN 1
 CRYPTO APVIRTUAL
 MDISK 191 3390 1 1 SHARED
SUBCONFIG A-1
 IPL 300
 STORAGE 512M
 MDISK 192 3390 1 1 ONE001
 LINK M 19E 190 RR
SUBCONFIG A-2
 CRYPTO DOMAIN 2
 MDISK 191 3390 1 1 TWO001
"""


def test_a_subconfiguration_wins_over_the_identity_and_the_identity_over_the_profile() -> None:
    one = merged(SSI, member="ONE")
    assert one.member == "ONE"
    assert texts(one) == [
        "IPL 300",
        "STORAGE 512M",
        "CRYPTO DOMAIN 1",
        "CRYPTO APVIRTUAL",
        "MDISK 192 3390 1 1 ONE001",
        "LINK M 19E 190 RR",
        "MDISK 191 3390 1 1 SHARED",
    ]
    assert lost(one) == [
        ("IPL 200", "A", "IPL 300"),
        ("IPL CMS", "P", "IPL 300"),
        ("LINK M 190 190 RR", "P", "LINK M 19E 190 RR"),
    ]


def test_cryptography_of_a_subconfiguration_replaces_all_of_the_identity() -> None:
    assert texts(merged(SSI, member="TWO")) == [
        "CRYPTO DOMAIN 2",
        "IPL 200",
        "MDISK 191 3390 1 1 TWO001",
        "LINK M 190 190 RR",
    ]


def test_members_are_those_of_the_builds() -> None:
    directory = directory_of(SSI)
    layers = Layers(directory)
    entry = entry_of(directory, "A")
    assert layers.members(entry) == ["ONE", "TWO"]
    assert [part.name for part in layers.of(entry, "TWO")[0]] == ["A-2", "A", "P"]
    assert [part.name for part in layers.of(entry, None)[0]] == ["A-1", "A-2", "A", "P"]
    assert directory.profile_name(entry) == "P"
    plain = entry_of(directory, "A-1")
    assert (layers.members(plain), directory.profile_name(plain)) == ([None], None)


def test_a_member_that_is_built_twice_is_one_member() -> None:
    directory = directory_of("IDENTITY A NOLOG\n BUILD ON ONE USING SUBCONFIG B\n BUILD ON ONE USING SUBCONFIG C\n")
    assert Layers(directory).members(entry_of(directory, "A")) == ["ONE"]


def test_a_pool_has_the_profile_that_it_names() -> None:
    pool = merged("PROFILE P\n IPL CMS\nUSER A NOLOG\n POOL LOW 1 HIGH 5 PROFILE P\n")
    assert texts(pool) == ["POOL LOW 1 HIGH 5 PROFILE P", "IPL CMS"]
    assert merged("USER A NOLOG\n POOL LOW 1 HIGH 5 PROFILE NOPE\n").missing == [("profile", "NOPE")]


# ---- parts of a statement


def replaced(found: Effective) -> list[tuple[str, str, str]]:
    """The statements in effect of which a part is overridden: the part, and what overrides it."""
    return [
        (origin.placed.source.text(origin.placed.position), part, by.placed.source.text(by.placed.position))
        for origin in found.statements
        for part, by in origin.overridden
    ]


@pytest.mark.parametrize(
    ("profile", "own", "parts"),
    [
        ("POSIXINFO UID 1 GID 2", "POSIXINFO UID 3", [("POSIXINFO UID 1 GID 2", "uid", "POSIXINFO UID 3")]),
        ("LOADDEV LUN 1 BOOT 2", "LOADDEV LUN 3", [("LOADDEV LUN 1 BOOT 2", "lun", "LOADDEV LUN 3")]),
        (
            "LOADDEV ALT 1B00 LUN 1 ALT 1C00",
            "LOADDEV ALT 1B00",
            [("LOADDEV ALT 1B00 LUN 1 ALT 1C00", "alternate", "LOADDEV ALT 1B00")],
        ),
        ("LOADDEV ALT 1B00", "LOADDEV ALT 1C00", []),
        (
            "OPTION ACCT MAXCONN 64",
            "OPTION MAXCONN 128",
            [("OPTION ACCT MAXCONN 64", "maxconn_value", "OPTION MAXCONN 128")],
        ),
        ("SCREEN INA RED CPO BLUE", "SCREEN INA BLUE", [("SCREEN INA RED CPO BLUE", "INAREA", "SCREEN INA BLUE")]),
    ],
)
def test_a_part_of_a_statement_may_be_overridden(profile: str, own: str, parts: list[tuple[str, str, str]]) -> None:
    assert replaced(of_profile(profile, own)) == parts


def test_all_parts_make_the_whole() -> None:
    found = of_profile("LOADDEV ALT 1B00 LUN 1;SCREEN INA RED", "LOADDEV ALT 1B00;SCREEN INA BLUE")
    assert [text for text, *_ in lost(found)] == ["LOADDEV ALT 1B00 LUN 1", "SCREEN INA RED"]


def test_a_statement_overrides_an_operand_of_the_header() -> None:
    found = of_profile("CLASS G", "STORAGE 1G;CLASS BG", "USER A LBYONLY 2G 4G EG")
    header = "USER A LBYONLY 2G 4G EG"
    assert replaced(found) == [(header, "storage", "STORAGE 1G"), (header, "class", "CLASS BG")]
    assert lost(found) == [("CLASS G", "P", "CLASS BG")]


def test_a_build_for_any_member_counts_on_each() -> None:
    text = "IDENTITY A LBYONLY\n BUILD ON * USING SUBCONFIG A-1\nSUBCONFIG A-1\n IPL 300\n"
    assert texts(merged(text, member="*")) == ["IPL 300"]
    assert texts(merged(text, member="ONE")) == ["IPL 300"]


def test_a_member_without_a_build_gets_no_subconfiguration() -> None:
    found = texts(merged(SSI, member="THREE"))
    assert [text for text in found if text.startswith("MDISK")] == ["MDISK 191 3390 1 1 SHARED"]


def test_parts_that_do_not_exist_are_named() -> None:
    text = "IDENTITY A LBYONLY\n INCLUDE NOBODY\n BUILD ON ONE USING SUBCONFIG A-9\n IPL CMS\n"
    found = merged(text, member="ONE")
    assert found.missing == [("subconfig", "A-9"), ("profile", "NOBODY")]
    assert texts(found) == ["IPL CMS"]


def test_headers_builds_and_includes_are_no_statements_in_effect() -> None:
    keywords = {origin.placed.statement.keyword for origin in merged(SSI, member="ONE").statements}
    assert not keywords & {"BUILD", "INCLUDE", "SUBCONFIG", "PROFILE"}


# ---- device numbers


@pytest.mark.parametrize(
    ("text", "vdev"),
    [
        ("MDISK 191 3390 1 1 V", "0191"),
        ("LINK A 190 290 RR", "0290"),
        ("LINK A 190", "0190"),
        ("NICDEF 600 TYPE QDIO", "0600"),
        ("CONSOLE 9 3215", "0009"),
        ("DEDICATE 150 1234", "0150"),
        ("DASDOPT WRKALLEG", None),
        ("MINIOPT NOMDC", None),
        ("IPL 190", None),
        ("DIRECTORY 123 3390 V", None),
        ("MDISK 191", None),
        ("NOTHING 191", None),
    ],
)
def test_the_number_of_a_device(text: str, vdev: str | None) -> None:
    parsed = PARSER.parse(text)
    assert parsed is not None
    assert device_number(parsed.statement) == vdev
