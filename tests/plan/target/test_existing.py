"""What is wanted of an entry that is there becomes edits of its statements, and nothing else changes."""

import pytest

from dirtool.errors import InputError
from tests.plan.target.made import CURRENT, changed, of_entries, target_of


@pytest.mark.parametrize(
    ("wanted", "old", "new"),
    [
        ("storage: 2048M, class: g", [], []),
        ("storage: 4G", ["USER WEB01 SESAME 2G 8G G"], ["USER WEB01 SESAME 4G 8G G"]),
        ('line_end: "#"', ["USER WEB01 SESAME 2G 8G G"], ["USER WEB01 SESAME 2G 8G G #"]),
        ("password: LBYONLY", ["USER WEB01 SESAME 2G 8G G"], ["USER WEB01 LBYONLY 2G 8G G"]),
        ("password: {env: X}", [], []),
        ("include: OTHER", [" INCLUDE LNXDFLT"], ["INCLUDE OTHER"]),
        ("logonby: [OPS2, ops1]", [], []),
        ("logonby: [OPS3]", [" LOGONBY OPS1 OPS2"], ["LOGONBY OPS3"]),
        ("logonby: []", [" LOGONBY OPS1 OPS2"], []),
        ("options: [APPLMON]", [], []),
        ("options: [APPLMON, MAXCONN 64]", [" OPTION APPLMON"], ["OPTION APPLMON MAXCONN 64"]),
        ("options: []", [" OPTION APPLMON"], []),
        ("statements: [SHARE REL 100, IPL 0200]", [], []),
        ("statements: [SHARE REL 200]", [" SHARE RELATIVE 100"], ["SHARE RELATIVE 200"]),
        ("statements: [MACHINE ESA]", [], ["MACHINE ESA"]),
        ("statements: [CPU 0, CPU 1]", [], ["CPU 00", "CPU 01"]),
        ("nics: {'0600': {lan: SYSTEM VSW1}}", [], []),
        (
            "nics: {'0600': {vlan: 100}}",
            [" NICDEF 0600 TYPE QDIO DEVICES 3 LAN SYSTEM VSW1"],
            ["NICDEF 0600 TYPE QDIO DEVICES 3 LAN SYSTEM VSW1 VLAN 100"],
        ),
        ("nics: {'0700': {type: QDIO}}", [], ["NICDEF 0700 TYPE QDIO"]),
        ("links: {'0190': {userid: MAINT}}", [], []),
        ("links: {'0190': {userid: MAINT, mode: MR}}", [" LINK MAINT 0190 0190 RR"], ["LINK MAINT 0190 0190 MR"]),
        ("links: {'0190': {userid: OTHER}}", [" LINK MAINT 0190 0190 RR"], ["LINK OTHER 0190 0190"]),
        ("links: {'1000': {userid: MAINT, vdev: '190'}}", [" DEDICATE 1000 2000"], ["LINK MAINT 0190 1000"]),
        ("dedicate: {'1000': {rdev: '2000'}}", [], []),
        ("dedicate: {'1000': {volid: LX0009, ro: true}}", [" DEDICATE 1000 2000"], ["DEDICATE 1000 VOLID LX0009 R/O"]),
        ("minidisks: {'0191': {mode: MR}}", [], []),
        (
            "minidisks: {'0191': {mode: M}}",
            [" MDISK 0191 3390 0001 0050 LX0001 MR READPW WRITEPW"],
            ["MDISK 0191 3390 1 50 LX0001 M READPW WRITEPW"],
        ),
        ("minidisks: {'0191': {miniopt: [NOMDC]}}", [], []),
        ("minidisks: {'0191': {miniopt: [NOCACHE]}}", [" MINIOPT NOMDC"], ["MINIOPT NOCACHE"]),
        ("minidisks: {'0200': {dasdopt: [WRKALLEG]}}", [], ["DASDOPT WRKALLEG"]),
        ("minidisks: {'0300': {vdisk: 1000}}", [], ["MDISK 0300 FB-512 V-DISK 1000"]),
    ],
)
def test_what_differs_is_edited(wanted: str, old: list[str], new: list[str]) -> None:
    target = of_entries(f"WEB01: {{{wanted}}}")
    assert changed(target) == (old, new)
    again = of_entries(f"WEB01: {{{wanted}}}", "\n".join(target.records.texts))
    assert again.records.texts == target.records.texts


@pytest.mark.parametrize(
    ("before", "wanted", "old", "new"),
    [
        (["STORAGE 1G"], "storage: 2G", [" STORAGE 1G"], ["STORAGE 2G"]),
        (["STORAGE 1Q"], "storage: 64M", [], []),
        (["STORAGE 1G"], "storage: '*'", ["USER A NOLOG 64M"], ["USER A NOLOG *"]),
        (["STORAGE 1G"], "storage: 1G, statements: [STORAGE 3G]", ["USER A NOLOG 64M", " STORAGE 1G"], None),
        (["CLASS ABC"], "class: CBA", [], []),
        (["MAXSTORAGE 1G", "STORAGE 1G"], "max_storage: 2G", [" MAXSTORAGE 1G"], ["MAXSTORAGE 2G"]),
        (["OPTION APPLMON", "OPTION LNKNOPAS"], "options: [LNKNOPAS, APPLMON]", [], []),
        (["OPTION APPLMON", "OPTION LNKNOPAS"], "options: [LNKNOPAS]", [" OPTION APPLMON", " OPTION LNKNOPAS"], None),
        (["CPU 00 CPUID 111111", "CPU 01"], "statements: [CPU 00 CPUID 222222]", [" CPU 00 CPUID 111111"], None),
        (["POSIXINFO UID 5 GNAME A"], "statements: [POSIXINFO UID 6]", [" POSIXINFO UID 5 GNAME A"], None),
        (["POSIXINFO UID 5 GNAME A"], "statements: [POSIXINFO UID 5]", [], []),
        (["COMMAND SET RUN ON"], "statements: [COMMAND SET RUN ON, COMMAND SET RUN OFF]", [], ["COMMAND SET RUN OFF"]),
        (["SPOOL 00C 2540 READER *"], "statements: [SPOOL 00C 2540 READER A]", [" SPOOL 00C 2540 READER *"], None),
        (["MACHINE ESAA"], "statements: [MACHINE ESA]", [" MACHINE ESAA"], ["MACHINE ESA"]),
        (["NICDEF 600 TYPE QDIO", "NICDEF 600 VLAN 5"], "nics: {'600': {vlan: 6}}", [" NICDEF 600 VLAN 5"], None),
        (["MDISK 191 3390 T-DISK 5"], "minidisks: {'191': {tdisk: 9}}", [" MDISK 191 3390 T-DISK 5"], None),
    ],
)
def test_of_other_entries(before: list[str], wanted: str, old: list[str], new: list[str] | None) -> None:
    current = "\n".join(["USER A NOLOG 64M", *(f" {text}" for text in before)])
    target = of_entries(f"A: {{{wanted}}}", current)
    gone, come = changed(target, current)
    assert gone == old
    assert new is None or [one for one in come if not one.startswith("?")] == new
    again = of_entries(f"A: {{{wanted}}}", "\n".join(target.records.texts))
    assert again.records.texts == target.records.texts


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("WEB01: {kind: profile}", "d.yaml:2:11: WEB01 is of kind user, not profile; allowed: kind: user"),
        (
            "WEB01: {links: {'0601': {userid: MAINT}}}",
            "d.yaml:2:11: WEB01/0601 takes number 0601, which WEB01/0600 has already; allowed: another number",
        ),
        (
            "WEB01: {links: {'0191': {userid: MAINT}}}",
            "d.yaml:2:27: WEB01/0191 is a minidisk with data, and another kind of device is wanted; allowed: another "
            "number, or to remove it first, in a plan of its own",
        ),
        (
            "NEW: {class: G}",
            "d.yaml:2:11: NEW is new and has no password; allowed: password: NOLOG, NOPASS, AUTOONLY or LBYONLY, or where "
            "it comes from",
        ),
    ],
)
def test_what_cannot_be_is_refused(wanted: str, message: str) -> None:
    with pytest.raises(InputError) as raised:
        of_entries(wanted)
    assert raised.value.message == message


@pytest.mark.parametrize(
    ("line", "wanted", "message"),
    [
        ("USER A:B NOLOG", "'A:B': {class: G}", None),
        ("USER A NOLOG 12X", "A: {class: G}", "the header of A is wrong in the directory (part0:1)"),
        (
            "USER A NOLOG\n MDISK 191 3390 AUTOG 5 LINUX",
            "A: {minidisks: {'191': {mode: MR}}}",
            "A/0191 is there in a form that this file cannot say (part0:2: AUTOG leaves its place to DirMaint)",
        ),
        (
            "USER A NOLOG\n SYSAFFIN MVS1\n SHARE REL 5",
            "A: {statements: [MACHINE ESA]}",
            "A has statements for some systems alone (SYSAFFIN), which MACHINE would be one of",
        ),
    ],
)
def test_what_is_not_understood_is_not_changed(line: str, wanted: str, message: str | None) -> None:
    with pytest.raises(InputError) as raised:
        of_entries(wanted, line)
    assert message is None or message in raised.value.message


def test_new_entries_stand_at_the_end_and_profiles_before_all_users() -> None:
    target = of_entries("NEW: {include: P2, password: {file: secrets/new}}, P2: {kind: profile, statements: [IPL CMS]}")
    texts = target.records.texts
    assert texts[-2:] == ["USER NEW NOLOG", "INCLUDE P2"]
    assert texts[texts.index("USER WEB01 SESAME 2G 8G G") - 2 :][:2] == ["PROFILE P2", "IPL CMS"]
    assert target.passwords == {"NEW": "{file:secrets/new}"}
    assert target.asked_at == {"NEW": "d.yaml:2", "P2": "d.yaml:2"}
    assert changed(target)[0] == []


def test_what_is_copied_from_the_directory_is_asked_for_where_like_is() -> None:
    target = of_entries("NEW: {like: WEB01, password: NOLOG}")
    own = {name: where for name, where in target.asked_at.items() if name.startswith("NEW/")}
    assert own
    assert set(own.values()) == {"d.yaml:2"}


@pytest.mark.parametrize("path", ["a b", "a{b", "a\\x1Bb", "a\\u0085b"])
def test_a_path_of_a_password_that_no_command_could_hold_is_refused(path: str) -> None:
    with pytest.raises(InputError, match="the path of the password cannot stand in a command"):
        of_entries(f'NEW: {{password: {{file: "{path}"}}}}')


def test_a_password_is_set_where_there_is_none_and_left_alone_where_there_is_one() -> None:
    target = of_entries("WEB01: {password: {prompt: true}}, DB01: {password: {env: DB01}}")
    assert target.passwords == {"DB01": "{env:DB01}"}
    assert target.records.texts == CURRENT.splitlines()


def test_like_takes_no_password_away() -> None:
    target = of_entries("WEB01: {like: DB01}")
    assert "USER WEB01 SESAME 2G 8G G" in target.records.texts


def test_like_copies_an_entry_of_the_directory() -> None:
    target = of_entries("WEB02: {like: WEB01, password: NOLOG, minidisks: {'0200': {size: 10, group: LINUX}}}")
    assert changed(target) == (
        [],
        [
            "USER WEB02 NOLOG 2G 8G G",
            "INCLUDE LNXDFLT",
            "LOGONBY OPS1 OPS2",
            "OPTION APPLMON",
            "IPL 0200",
            "SHARE RELATIVE 100",
            "MDISK 0200 3390 51 10 LX0001",
            "NICDEF 0600 TYPE QDIO DEVICES 3 LAN SYSTEM VSW1",
            "LINK MAINT 0190 0190 RR",
        ],
    )


def test_a_directory_that_is_as_wanted_is_the_one_that_was_read() -> None:
    target = target_of("entries: {WEB01: {class: G}}")
    assert target.records.texts == CURRENT.splitlines()
    assert (target.wishes, target.placements, target.removals, target.areas) == ({}, (), {}, ())
