"""Entries that xCAT or Feilong reads wrongly, and how dirtool reads them: a test for each of their bugs."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from dirtool.lint.engine import lint
from dirtool.lint.options import Options
from dirtool.model.devices import devices_of
from dirtool.model.directory import Directory
from dirtool.model.effective import Layers, effective
from dirtool.model.extent import volumes
from dirtool.model.links import LinkResolver
from dirtool.report.directory_view import directory_json
from tests.model.made import directory_of, entry_of

HEADER = "USER GUEST01 AUTOONLY 2G 4G G\n"
PART = Options(fragment=True)
DVHOPT = "*DVHOPT LNK0 LOG1 RCM1 SMS0 NPW1 LNGAMENG PWC20260101 CRC\xf3:\n"


def parsed(directory: Directory, *keywords: str) -> list[dict[str, Any]]:
    """The operands of all statements with these keywords, as `dirtool parse` shows them."""
    document = json.loads("\n".join(directory_json(directory)))
    statements = (statement for entry in document["entries"] for statement in entry["statements"])
    return [statement["operands"] for statement in statements if statement["keyword"] in keywords]


def keywords(directory: Directory) -> list[str]:
    """The statements of the last entry, by their names."""
    return [statement.keyword for statement in directory.entries[-1].statements]


def as_it_logs_on(directory: Directory) -> Iterator[tuple[str, str]]:
    """The statements of the last entry in effect, each with the entry that it comes from."""
    for origin in effective(Layers(directory), directory.entries[-1]).statements:
        yield origin.placed.statement.keyword, origin.entry.name


# ---- xCAT


def test_p1_a_word_in_a_comment_or_in_another_word_makes_no_statement() -> None:
    directory = directory_of(
        f"{HEADER}* MDISK 0201 has gone to GUEST02\n*NICDEF 0700 TYPE QDIO\n COMMAND SET VCONFIG MODE LINUX\n"
        " CPU 00 NODEDICATE\n ACCOUNT MDISKS\n MDISK 0200 3390 0100 0050 LX0001 MR\n"
    )
    assert keywords(directory) == ["USER", "COMMAND", "CPU", "ACCOUNT", "MDISK"]
    assert list(devices_of(directory.entries[0])) == ["0200"]
    assert parsed(directory, "CPU") == [{"cpuaddr": "00", "dedicate": "NODEDICATE"}]


def test_p1_the_options_of_a_minidisk_go_with_it() -> None:
    directory = directory_of(
        "PROFILE GUESTS\n SPOOL 000C 2540 READER A\n DEDICATE 0200 4A12\n DASDOPT NOCTL\n"
        f"{HEADER} INCLUDE GUESTS\n MDISK 0200 3390 0100 0050 LX0001 MR\n MINIOPT NOMDC\n"
    )
    assert list(as_it_logs_on(directory)) == [
        ("USER", "GUEST01"), ("MDISK", "GUEST01"), ("MINIOPT", "GUEST01"), ("SPOOL", "GUESTS"),
    ]  # fmt: skip


def test_p2_a_userid_is_a_whole_word() -> None:
    directory = directory_of(
        "USER LNX AUTOONLY 2G 4G G\n LINK LNXMAINT 0192 0191 RR\n MDISK 0192 3390 0100 0050 LX0001 MR\n"
        "USER LNXMAINT AUTOONLY 2G 4G G\n MDISK 0192 3390 0200 0050 LX0001 MR\n"
    )
    [followed] = LinkResolver(directory).followed
    assert followed.owner == "LNXMAINT"
    [step] = followed.anywhere.steps
    assert (step.entry.name, step.placed.line) == ("LNXMAINT", 5)


def test_p3_a_macid_is_what_stands_behind_macid() -> None:
    directory = directory_of(
        f"{HEADER} LOADDEV LUN 4010020001000000\n NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1 MACID 020001\n"
        " NICDEF 0700 TYPE QDIO LAN SYSTEM VSW2 MACID 020002\n"
    )
    assert [nic["macid"] for nic in parsed(directory, "NICDEF")] == ["020001", "020002"]
    assert parsed(directory, "LOADDEV") == [{"lun": "4010020001000000"}]


@pytest.mark.parametrize(
    "form",
    ["3390 0100 0050 LX0001", "3390 0 END LX0001", "3390 DEVNO 4A12", "3390 T-DISK 0100", "FB-512 V-DISK 200000"],
)
def test_p4_the_mode_of_a_minidisk_stands_behind_its_place_whatever_the_form(form: str) -> None:
    directory = directory_of(f"{HEADER} MDISK 0200 {form} MW LUPIN17\n")
    [disk] = parsed(directory, "MDISK")
    assert (disk["mode"], disk["read_password"]) == ("MW", "********")


def test_p5_a_minidisk_on_an_fba_disk_is_in_blocks() -> None:
    found = volumes(directory_of(f"{HEADER} MDISK 0200 9336 32 200000 LXF001 MR\n"))
    [extent] = found["LXF001"].extents
    assert (extent.unit, extent.first, extent.last, extent.size) == ("block", 32, 200031, 200000)


def test_p6_every_statement_with_a_number_defines_a_device_and_short_numbers_have_four_digits() -> None:
    directory = directory_of(
        f"{HEADER} CONSOLE 009 3215 T\n SPOOL 00C 2540 READER A\n SPECIAL 1 3270\n LINK MAINT 190 0002 RR\n"
        " LINK MAINT 19D 19D RR\n DEDICATE 0003 4A12\n MDISK 191 3390 0100 0050 LX0001 MR\n NICDEF 600 TYPE QDIO\n"
    )
    assert sorted(devices_of(directory.entries[0])) == [
        *("0001", "0002", "0003", "0009", "000C", "0191", "019D", "0600")
    ]


def test_p7_what_a_profile_gives_is_a_part_of_the_guest() -> None:
    directory = directory_of(
        "PROFILE OTHER\n SPECIAL 0300 3270\nPROFILE GUESTS\n MACHINE ESA 4\n NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1\n"
        f"{HEADER} INCLUDE GUESTS\n MDISK 0191 3390 0100 0050 LX0001 MR\n"
    )
    assert list(as_it_logs_on(directory)) == [
        ("USER", "GUEST01"), ("MACHINE", "GUESTS"), ("MDISK", "GUEST01"), ("NICDEF", "GUESTS"),
    ]  # fmt: skip


def test_p8_a_guest_may_have_a_cpu_08_and_each_cpu_once() -> None:
    numbers = [f"{number:02X}" for number in range(12)]
    directory = directory_of(
        f"{HEADER} MACHINE ESA 12\n{''.join(f' CPU {at}' + chr(10) for at in numbers)} CONSOLE 0009 3215 T\n"
    )
    assert [cpu["cpuaddr"] for cpu in parsed(directory, "CPU")] == [
        *("00", "01", "02", "03", "04", "05", "06", "07", "08", "09", "0A", "0B")
    ]
    assert lint(directory, options=PART).diagnostics == []


# ---- Feilong


@pytest.mark.parametrize(
    "header",
    [
        *("USER GUEST01 AUTOONLY 2G 4G G", "USER GUEST01 AUTOONLY 2G 4G G 64", "  USER GUEST01 AUTOONLY 2G 4G G"),
        *("USER GUEST01  AUTOONLY   2G 4G  G", "user guest01 autoonly 2g 4g g", "IDENTITY GUEST01 AUTOONLY 2G 4G G"),
        f"{'USER GUEST01 AUTOONLY 2G 4G G':72}00000100",
    ],
)
def test_p12_a_header_is_read_in_any_layout(header: str) -> None:
    directory = directory_of(f"{header}\n CONSOLE 0009 3215 T\n")
    [operands] = parsed(directory, "USER", "IDENTITY")
    assert [operands[name] for name in ("userid", "password", "storage", "max_storage", "class")] == [
        *("GUEST01", "AUTOONLY", "2G", "4G", "G")
    ]


@pytest.mark.parametrize(
    "command",
    ["DEF STOR RESERVED 2G", "DEFINE STORAGE RESERVED 2G", "CP DEFI STORA RES 2G", "def stor 1g standby 0 reserved 2g"],
)
def test_p13_a_command_is_kept_as_it_is_in_any_spelling(command: str) -> None:
    directory = directory_of(f"{HEADER} COMMAND {command}\n CONSOLE 0009 3215 T\n")
    assert parsed(directory, "COMMAND") == [{"text": command}]
    assert lint(directory, options=PART).diagnostics == []


@pytest.mark.parametrize(("low", "high"), [("FFF", "1000"), ("9", "10"), ("191", "0200"), ("0aff", "0B00")])
def test_p14_device_numbers_are_compared_as_numbers(low: str, high: str) -> None:
    directory = directory_of(f"{HEADER} MDISK {high} 3390 0100 0050 LX0001 MR\n MDISK {low} 3390 0150 0050 LX0001 MR\n")
    written = sorted(devices_of(directory.entries[0]))
    assert [int(number, 16) for number in written] == [int(low, 16), int(high, 16)]
    assert {len(number) for number in written} == {4}


@pytest.mark.parametrize(
    "nic",
    [
        *(
            "0600 TYPE QDIO LAN SYSTEM VSW1 DEVICES 3 MACID 020001",
            "600 TYPE QDIO DEVICES 3 LAN SYSTEM VSW1 MACID 020001",
        ),
        "0600 MACID 020001 LAN SYSTEM VSW1 DEVICES 3 TYPE QDIO",
    ],
)
def test_p15_an_adapter_is_the_same_in_any_order_and_with_any_digits(nic: str) -> None:
    assert parsed(directory_of(f"{HEADER} NICDEF {nic}\n"), "NICDEF") == [
        {"vdev": "0600", "type": "QDIO", "devices": 3, "lan": "SYSTEM VSW1", "macid": "020001"}
    ]


def test_p16_processors_are_cpu_statements() -> None:
    directory = directory_of(f"{HEADER}* CPU 02 is spare\n COMMAND SET CPU 03 ON\n CPU 00 BASE\n CPU 01\n")
    assert parsed(directory, "CPU") == [{"cpuaddr": "00", "base": True}, {"cpuaddr": "01"}]


@pytest.mark.parametrize("mode", ["ESA", "XA", "XC", "Z"])
def test_p16_every_mode_of_machine_has_a_maximum(mode: str) -> None:
    assert parsed(directory_of(f"{HEADER} MACHINE {mode} 4\n"), "MACHINE") == [{"mode": mode, "mcpu": 4}]


# ---- both


@pytest.mark.parametrize("end", [DVHOPT, "", f"{DVHOPT}* kept by the Linux group\n", f"\n{DVHOPT}\n"])
def test_p20_the_last_statement_is_kept_with_and_without_dvhopt(end: str) -> None:
    directory = directory_of(
        f"{HEADER} IPL 0200\n MDISK 0200 3390 0100 0050 LX0001 MR\n{end}USER GUEST02 AUTOONLY 2G 4G G\n IPL CMS\n"
    )
    assert [statement.keyword for statement in entry_of(directory, "GUEST01").statements] == ["USER", "IPL", "MDISK"]
    assert keywords(directory) == ["USER", "IPL"]


def test_p20_statements_behind_dvhopt_are_read() -> None:
    assert keywords(directory_of(f"{HEADER}{DVHOPT} IPL CMS\n CONSOLE 0009 3215 T\n")) == ["USER", "IPL", "CONSOLE"]
