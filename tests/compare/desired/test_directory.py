"""The records of a desired state."""

import pytest

from dirtool.compare.desired.directory import directory_records
from dirtool.compare.desired.reading import desired_of
from dirtool.compare.desired.state import DesiredEntry, Secret
from tests.model.made import records_of


def records(text: str) -> list[str]:
    return directory_records(desired_of(records_of(f"version: 1\n{text}")), lambda entry: f"P{entry.name}")


def test_an_entry_with_all_that_there_is() -> None:
    assert records(
        """
volumes: {LX0001: {devtype: 3390}}
entries:
  WEB01:
    include: LNXDFLT
    password: {env: WEB01}
    storage: 4G
    max_storage: 16G
    class: G
    logonby: [MAINT, OPS]
    options: [APPLMON, MAXCONN 64]
    minidisks:
      "0191": {volume: LX0001, start: 1, size: 50, mode: MR, miniopt: [NOCACHE], dasdopt: [WRKALLEG]}
      "0192": {volume: LX0001, start: 51, size: END, devtype: 3380}
      "0193": {vdisk: 1000, mode: MR}
      "0194": {tdisk: 10, devtype: 3390}
      "0195": {devno: 0A00, devtype: 3390}
    nics:
      "0600": {type: QDIO, lan: SYSTEM VSW1}
    links:
      "0190": {userid: MAINT, vdev: 0290, mode: RR, dasdopt: [NOCTL]}
    dedicate:
      "1000": {rdev: "2000", ro: true, dasdopt: [DEVCTL]}
    statements: [SPOOL 00C 2540 READER *, SHARE REL 200, CONSOLE 9 3215 T, "COMMAND SET  RUN ON"]
"""
    ) == [
        "USER WEB01 PWEB01 4G 16G G",
        "INCLUDE LNXDFLT",
        "LOGONBY MAINT OPS",
        "OPTION APPLMON MAXCONN 64",
        "SHARE RELATIVE 200",
        "COMMAND SET  RUN ON",
        "SPOOL 000C 2540 READER *",
        "CONSOLE 0009 3215 T",
        "MDISK 0191 3390 1 50 LX0001 MR",
        "MINIOPT NOCACHE",
        "DASDOPT WRKALLEG",
        "MDISK 0192 3380 51 END LX0001",
        "MDISK 0193 FB-512 V-DISK 1000 MR",
        "MDISK 0194 3390 T-DISK 10",
        "MDISK 0195 3390 DEVNO 0A00",
        "NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1",
        "LINK MAINT 0290 0190 RR",
        "DASDOPT NOCTL",
        "DEDICATE 1000 2000 R/O",
        "DASDOPT DEVCTL",
    ]


@pytest.mark.parametrize(
    ("keys", "header"),
    [
        ("password: LBYONLY", "USER A LBYONLY"),
        ("password: NOLOG, storage: 1G", "USER A NOLOG 1G"),
        ("password: NOLOG, max_storage: 1G", "USER A NOLOG * 1G"),
        ("password: NOLOG, class: G", "USER A NOLOG * * G"),
        ("kind: identity, class: G, priority: 50", "IDENTITY A PA * * G 50"),
        ('line_end: "#"', "USER A PA * * * #"),
        ('line_end: "64"', "USER A PA * * * 64 64"),
        ("escape: OFF", "USER A PA * * * ON ON ON OFF"),
    ],
)
def test_a_header_has_placeholders_for_what_is_not_said(keys: str, header: str) -> None:
    assert records(f"entries:\n  A: {{{keys}}}\n") == [header]


def test_other_kinds_of_entries() -> None:
    assert records(
        """
entries:
  P: {kind: profile, statements: [STORAGE 1G]}
  I: {kind: identity, include: P, statements: [BUILD ON M1 USING SUBCONFIG I-1, IPL CMS]}
  I-1: {kind: subconfig, links: {"0190": {userid: MAINT}}}
  POOLED: {password: NOLOG, statements: [POOL LOW 1 HIGH 5 PROFILE P]}
"""
    ) == [
        "PROFILE P",
        "STORAGE 1G",
        "IDENTITY I PI",
        "INCLUDE P",
        "BUILD ON M1 USING SUBCONFIG I-1",
        "IPL CMS",
        "SUBCONFIG I-1",
        "LINK MAINT 0190 0190",
        "USER POOLED NOLOG",
        "POOL LOW 1 HIGH 5 PROFILE P",
    ]


def test_a_password_is_asked_for_with_the_entry_that_tells_where_it_is() -> None:
    asked: list[DesiredEntry] = []

    def password(entry: DesiredEntry) -> str:
        asked.append(entry)
        return "SESAME"

    desired = desired_of(records_of("version: 1\nentries: {A: {password: {prompt: true}}, B: {password: NOLOG}}"))
    assert directory_records(desired, password) == ["USER A SESAME", "USER B NOLOG"]
    assert [entry.password for entry in asked] == [Secret("prompt")]


@pytest.mark.parametrize(
    ("disk", "message"),
    [
        ("{size: 10, group: LINUX}", "A/0191: its place is not said"),
        ("{mode: MR}", "A/0191: its place is not said"),
        ("{volume: LX0001, start: 1, size: 10}", "A/0191: its device type is not said"),
        ("{tdisk: 10}", "A/0191: its device type is not said"),
    ],
)
def test_a_minidisk_that_is_not_resolved_is_refused(disk: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        records(f'entries: {{A: {{minidisks: {{"0191": {disk}}}}}}}')
