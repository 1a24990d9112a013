"""What of an entry may move to a profile, in units that stay together."""

import pytest

from dirtool.migrate.mine.units import Kept, Unit, Units
from tests.model.made import directory_of


def units(body: str, header: str = "USER A NOLOG", others: str = "") -> list[Unit]:
    text = f"{header}\n{body}\n{others}"
    directory = directory_of(text)
    return Units(directory).of(directory.entries[0])


def keywords(some: list[Unit], kept: Kept | None = None) -> list[str]:
    return [unit.keyword for unit in some if unit.kept is kept]


def test_a_unit_is_a_device_all_commands_or_a_statement() -> None:
    found = units("COMMAND A\nIPL CMS\nCOMMAND B\nNICDEF 600 TYPE QDIO\nSPOOL 00E 1403\nNICDEF 600 VLAN 5")
    assert [unit.positions for unit in found] == [(1, 3), (2,), (4, 6), (5,)]
    assert [unit.is_device for unit in found] == [False, False, True, True]
    assert keywords(found) == ["COMMAND", "IPL", "NICDEF", "SPOOL"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("LINK MAINT 190 190 RR", "link maint 0190 0190 rr"),
        ("SPOOL 00E 1403", "SPOOL 000E 1403 A"),
        ("OPTION QUICKDSP APPLMON", "OPTION APPLMON QUICKD"),
        ("LOGONBY A B", "LOGONBY B A"),
        ("STORAGE 2G", "STORAGE 2048M"),
        ("CPU 0", "CPU 00"),
        ("LOADDEV LUN 1\nLOADDEV PORT 2", "LOADDEV PORT 2\nLOADDEV LUN 1"),
    ],
)
def test_spellings_of_one_thing_say_the_same(one: str, other: str) -> None:
    assert [unit.says for unit in units(one)] == [unit.says for unit in units(other)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("COMMAND A\nCOMMAND B", "COMMAND B\nCOMMAND A"),
        ("NICDEF 600 TYPE QDIO\nNICDEF 600 VLAN 5", "NICDEF 600 VLAN 5\nNICDEF 600 TYPE QDIO"),
        ("LINK MAINT 190 190 RR * a disk", "LINK MAINT 190 190 RR * another one"),
        ("LINK MAINT 190 190 RR", "LINK MAINT 190 190 RR * a disk"),
        ("IPL CMS", "IPL CMS PARM AUTOCR"),
    ],
)
def test_what_differs_in_order_or_in_a_remark_is_not_the_same(one: str, other: str) -> None:
    assert [unit.says for unit in units(one)] != [unit.says for unit in units(other)]


@pytest.mark.parametrize("statement", ["MDISK 191 3390 1 5 VOL001", "CRYPTO DOMAIN 1", "MACHNE ESA"])
def test_what_stands_in_no_profile_is_no_unit(statement: str) -> None:
    assert keywords(units(f"{statement}\nSPOOL 00E 1403")) == ["SPOOL"]


@pytest.mark.parametrize(
    ("body", "keyword", "kept"),
    [
        ("LINK MAINT 190\nDASDOPT DEVCTL", "LINK", Kept.EXTENSION),
        ("SHARE RELATIVE 0", "SHARE", Kept.FAULT),
        ("APPCPASS A B C SESAME", "APPCPASS", Kept.SECRET),
        ("COMMAND AUTOLOG OP1 SESAME", "COMMAND", Kept.SECRET),
        ("SPOOL 00E 1403\nLINK MAINT 00E", "SPOOL", Kept.REPEATED),
        ("CONSOLE 009 3215\nCONSOLE 01F 3215", "CONSOLE", Kept.REPEATED),
        ("IPL CMS\nIPL 190", "IPL", Kept.REPEATED),
        ("MDISK 190 3390 1 5 VOL001\nLINK MAINT 190", "LINK", None),
    ],
)
def test_some_units_stay_and_tell_why(body: str, keyword: str, kept: Kept | None) -> None:
    found = units(body)
    assert (keyword in keywords(found, kept)) == (kept is not None)
    assert keywords(found) == []


@pytest.mark.parametrize(
    ("header", "kept"),
    [
        ("USER A NOLOG", None),
        ("USER A NOLOG * * *", None),
        ("USER A NOLOG 1G", Kept.HEADER),
        ("USER A NOLOG * 1G", None),
        ("IDENTITY A NOLOG 1G", Kept.HEADER),
    ],
)
def test_what_a_header_says_too_stays(header: str, kept: Kept | None) -> None:
    (unit,) = units("STORAGE 2G", header)
    assert unit.kept is kept


def test_commands_stay_beside_those_of_a_subconfig() -> None:
    header = "IDENTITY A NOLOG\nBUILD ON SYS1 USING SUBCONFIG A-1"
    assert [unit.kept for unit in units("COMMAND A", header, "SUBCONFIG A-1\nCOMMAND B")] == [Kept.ORDER]
    assert [unit.kept for unit in units("COMMAND A", header, "SUBCONFIG A-1\nIPL CMS")] == [None]
