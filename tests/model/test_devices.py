"""The device numbers of an entry."""

import pytest

from dirtool.model.devices import device_count, device_numbers, devices_of, numbers_taken, own_numbers
from tests.model.made import PARSER, directory_of

TEXT = """\
USER A NOLOG
 IPL CMS
 CONSOLE 9 3215
 MDISK 191 3390 1 1 LX0001
 MINIOPT NOMDC
 LINK B 190 290 RR
 LINK B 19E
 LINK B 19G 19G RR
 SPOOL
 NICDEF 600 TYPE QDIO
 NICDEF 600 LAN SYSTEM VSW1
USER B NOLOG
 DEDICATE 100 2000
"""


def test_every_statement_that_defines_a_device_has_its_number() -> None:
    directory = directory_of(TEXT)
    first, second = directory.entries
    expected = [None, None, "0009", "0191", None, "0290", "019E", None, None, "0600", "0600"]
    assert own_numbers(first) == expected
    assert own_numbers(second) == [None, "0100"]
    assert device_numbers(directory.sources[0]) == [*expected, None, "0100"]


def test_of_two_statements_of_one_number_the_first_counts() -> None:
    first, second = directory_of(TEXT).entries
    assert devices_of(first) == {"0009": 2, "0191": 3, "0290": 5, "019E": 6, "0600": 9}
    assert devices_of(second) == {"0100": 12}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("NICDEF 600 TYPE QDIO", 3),
        ("NICDEF 600 DEVICES 6", 6),
        ("NICDEF 600 DEVICES 1", 3),  # no number that it takes
        ("SPECIAL 600 QDIO 9", 9),
        ("SPECIAL 600 HIPERS", 3),
        ("SPECIAL 600 CTCA", 1),
        ("CONSOLE 9 3215", 1),
    ],
)
def test_an_adapter_takes_several_numbers(text: str, count: int) -> None:
    parsed = PARSER.parse(text)
    assert parsed is not None
    assert device_count(parsed.statement) == count


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("MDISK 191 3390 1 1 V", ["0191"]),
        ("LINK B 190 290", ["0290"]),
        ("NICDEF 600 TYPE QDIO", ["0600", "0601", "0602"]),
        ("NICDEF FFFE TYPE QDIO", ["FFFE", "FFFF", "10000"]),
        ("SPOOL 00G 1403", []),
        ("NICDEF", []),
        ("IPL 190", []),
    ],
)
def test_a_statement_takes_the_numbers_of_its_device(text: str, numbers: list[str]) -> None:
    parsed = PARSER.parse(text)
    assert parsed is not None
    assert [f"{number:04X}" for number in numbers_taken(parsed.statement)] == numbers
