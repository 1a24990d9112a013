"""What an entry says in meaning."""

import pytest

from dirtool.compare.diff.facts import Fact, Key, facts_of, print_of, says_the_same
from tests.model.made import directory_of


def facts(*statements: str, header: str = "USER A PW") -> dict[Key, Fact]:
    return facts_of(directory_of("\n".join((header, *statements))).entries[0])


def said(*statements: str, header: str = "USER A NOLOG") -> dict[Key, dict[str, object]]:
    """Keys and what they say, without the password and the kind of the entry."""
    found = facts(*statements, header=header)
    return {key: fact.said for key, fact in found.items() if key not in (("PASSWORD",), ("KIND",))}


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        (["OPTION MAXCONN 64 QUICKD"], {("OPTION", "MAXCONN"): {"maxconn_value": 64}, ("OPTION", "QUICKDSP"): {}}),
        (["LOGONBY B C"], {("LOGONBY", "B"): {"userid": "B"}, ("LOGONBY", "C"): {"userid": "C"}}),
        (
            ["LINK MAINT 190", "MDISK 191 3390 1 5 VOL001 W"],
            {
                ("DEVICE", "0190"): {"userid": "MAINT", "vdev1": "0190"},
                ("DEVICE", "0191"): {"devtype": "3390", "form": "extent", "start": 1, "size": 5, "volid": "VOL001"},
            },
        ),
        (["NICDEF 600 DEV 3", "NICDEF 600 VLAN 2 1"], {("DEVICE", "0600"): {"vlan": ("1-2",)}}),
        (["NICDEF 600 DEV 6", "NICDEF 600 DEV 3"], {("DEVICE", "0600"): {}}),
        (["CONSOLE 9 3215 T"], {("CONSOLE",): {"vdev": "0009", "devtype": "3215"}}),
        (["IPL CMS", "IPL 190"], {("IPL",): {"target": "CMS"}, ("IPL", "again", 2): {"target": "0190"}}),
        (["FOO bar"], {("?", "FOO", "BAR"): {}}),
        (
            ["XCONFIG ADDR MAXNUMBER 5 TOTSIZE 2048M"],
            {("XCONFIG", "ADDRSPACE"): {"kind": "ADDRSPACE", "maxnumber": 5, "totsize": "2G"}},
        ),
        (
            ["LOADDEV PORT 5005076800AA0001", "LOADDEV ALT 1B00 LUN 1"],
            {
                ("LOADDEV", "portname"): {"portname": "5005076800AA0001"},
                ("LOADDEV", "alternate", "1B00"): {"alternate": "1B00", "alternate_lun": "1"},
            },
        ),
        (["POSIXGLIST GIDS 2 1"], {("POSIXGLIST", "gids", 2): {"gids": 2}, ("POSIXGLIST", "gids", 1): {"gids": 1}}),
        (["ACCOUNT 1 A 3", "ACCOUNT 2"], {("ACCOUNT",): {"number": "1", "more_numbers": ("2", "3")}}),
        (["ACCOUNT 1"], {("ACCOUNT",): {"number": "1"}}),
        (["ACCOUNT 1", "ACCOUNT 2"], {("ACCOUNT",): {"number": "1", "more_numbers": ("2",)}}),
        (
            ["ACCOUNT 1", "ACCOUNT 2 ROOM7"],
            {("ACCOUNT",): {"number": "1", "more_numbers": ("2",), "distribution": "ROOM7"}},
        ),
        (["CPU 1 BASE"], {("CPU", "01"): {"cpuaddr": "01", "base": True}}),
    ],
)
def test_statements_become_facts(statements: list[str], expected: dict[Key, dict[str, object]]) -> None:
    assert said(*statements) == expected


def test_a_header_says_what_no_statement_of_the_entry_says() -> None:
    assert said("STORAGE 3G", header="USER A PW 1G 4096M BGB 64 ON OFF") == {
        ("STORAGE",): {"size": "3G"},
        ("MAXSTORAGE",): {"size": "4G"},
        ("CLASS",): {"class": "BG"},
        ("SYMBOLS",): {"line_delete": "OFF"},
    }
    assert said(header="USER A PW * * *") == {}


def test_what_extends_a_device_is_part_of_it() -> None:
    disk = "MDISK 191 3390 1 5 VOL001"
    found = facts(disk, "MINIOPT NOMDC", "DASDOPT DEVCTL WRKALLEG", "OPTION APPLMON", "MINIOPT NOCACHE")
    assert found["DEVICE", "0191"].said["mdc"] == "NOMDC"
    assert found["DEVICE", "0191"].said["wrkalleg"] == "WRKALLEG"
    assert "control" not in found["DEVICE", "0191"].said
    assert found[("MINIOPT",)].said == {"cache": "NOCACHE"}


def test_what_extends_a_broken_device_extends_no_other_one() -> None:
    found = facts("MDISK 191 3390 1 5 VOL001", "MDISK 19X 3390 7 5 VOL001", "MINIOPT NOMDC")
    assert "mdc" not in found["DEVICE", "0191"].said


def test_aliases_with_a_count_are_those_of_a_range() -> None:
    disk = "MDISK 191 3390 1 5 VOL001"
    assert facts(disk, "DASDOPT PAVALIAS 201.3")["DEVICE", "0191"].said["pavalias"] == ("0201-0203",)


def test_a_fact_tells_its_text_with_one_blank_and_the_keyword_in_full() -> None:
    found = facts("M  191  3390 1 5 VOL001", "OPT QUICKD", "NICDEF 600 TYPE QDIO", "NICDEF 600 VLAN 5")
    assert found["DEVICE", "0191"].text == "MDISK 191 3390 1 5 VOL001"
    assert found["OPTION", "QUICKDSP"].text == "OPTION QUICKDSP"
    assert found["DEVICE", "0600"].text == "NICDEF 600 TYPE QDIO; NICDEF 600 VLAN 5"


def test_an_operand_is_told_with_its_default_and_a_secret_masked() -> None:
    disk = facts("MDISK 191 3390 1 5 VOL001 MR ALL GEHEIM")["DEVICE", "0191"]
    assert [disk.shown(name) for name in ("mode", "read_password", "write_password", "multi_password")] == [
        "MR",
        "ALL",
        "********",
        None,
    ]
    assert facts("MDISK 191 3390 1 5 VOL001")["DEVICE", "0191"].shown("mode") == "W"
    assert facts("LINK B 191")["DEVICE", "0191"].shown("mode") == "R"


def test_a_secret_that_has_slipped_into_a_list_is_not_told() -> None:
    found = facts("NAMESAVE GCS USER X GEHEIM")
    assert all("GEHEIM" not in fact.text for fact in found.values())
    assert all("GEHEIM" not in (fact.shown("name") or "") for fact in found.values())


def test_the_print_of_an_entry_has_nothing_of_its_header() -> None:
    assert print_of(facts("ACCOUNT 1", header="USER A PW 1G")) == print_of(
        facts("ACCOUNT 1", header="IDENTITY B PX 2G")
    )
    assert print_of(facts("ACCOUNT 1")) != print_of(facts("ACCOUNT 2"))


def test_a_quick_look_tells_entries_that_are_equal_statement_by_statement() -> None:
    one = directory_of(
        "USER A PW\n ACCOUNT 1\n* end\nUSER B PW\n MDISK 191 3390 0 A\nUSER C PW\n MDISK 191 3390 0 A"
    ).entries
    other = directory_of(
        "user a pw\n account 1\nuser b pw\n mdisk 191 3390 0 B\nUSER C PW\n MDISK 191 3390 0 A"
    ).entries
    assert [says_the_same(*pair) for pair in zip(one, other, strict=True)] == [True, False, True]
