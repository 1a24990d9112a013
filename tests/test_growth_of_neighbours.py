"""Twice the records, at most about twice the time: for the readers of the files beside the directory."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dirtool.lint.engine import lint, severities_of
from dirtool.lint.options import Options
from dirtool.lint.registry import Profile
from dirtool.model.recognition import kind_of
from dirtool.syntax.authfor_control import AuthforControl
from dirtool.syntax.authorization_list import AuthorizationList, authority_row
from dirtool.syntax.conf_file import ConfFile
from dirtool.syntax.deployment import DeploymentFile
from dirtool.syntax.masking import SourceFile, shown_record
from dirtool.syntax.name_list import NameList
from dirtool.syntax.parser import collector_off
from dirtool.syntax.system_config import SystemConfig
from dirtool.text.records import Records
from tests.growth import assert_grows, seconds_for
from tests.model.made import directory_of

SIZE = 1500
DIRECTORY = directory_of("DIRECTORY 0123 3390 M01RES", *(f"USER U{number} NOLOG" for number in range(2000)))


def options(size: int) -> list[str]:
    return ["[DEFAULT]", *(f"zvm_password{at % 100} = $x, {at}" for at in range(size))]


def one_long_value(size: int) -> list[str]:
    return ["[DEFAULT]", "zvm_password = a", *([" x = y, z"] * size), "broken", *(["worse"] * size)]


def sections(size: int) -> list[str]:
    return [
        record for at in range(size) for record in (f"[sw{at}]", "rdev_list = 1F00, 1F01", "# password = x", "#   y")
    ]


def long_records(size: int) -> list[str]:
    return [
        "[DEFAULT]",
        f"a{' ' * 50 * size}b",
        f"[{' ' * 50 * size}",
        f"a = {', ' * 25 * size}",
        f"#{'a ' * 25 * size}",
    ]


def switches(size: int) -> list[str]:
    return [f"ZVM{at}: DEFINE VSWITCH VSW{at % 2} RDEV 1F00 /* x */" for at in range(size)]


def one_long_statement(size: int) -> list[str]:
    return ["DEFINE VSWITCH VSW1 RDEV,", *(["  1F00,"] * size), *(["/* VLAN 1 */ , ,"] * size)]


def names(size: int) -> list[str]:
    return [f":nick.LIST{at} :list.A B :C D. E" for at in range(size)]


def rows(size: int) -> list[str]:
    return [f"ALL USER{at} * 140A ADGHOPS" if at % 2 else f"USER{at} no row" for at in range(size)]


def attributes(size: int) -> list[str]:
    return ["{", *(f'"password{at}": ["a", null, {{"zvm_host": "b"}}],' for at in range(size // 8)), '"end": 1}']


def authorities(size: int) -> list[str]:
    return [authority_row(f"U{at}X", "ALL", f"Image_Qery_D{at % 9}") for at in range(size // 2)]


def misplaced(size: int) -> list[str]:
    return [f" U{at} ALL" if at % 2 else f"{'X ' * 50}" for at in range(size // 2)] + [" X" * 20 * size]


def addresses(size: int) -> list[str]:
    return ["[DEFAULT]", f"url = {'://a' * 10 * size}"]


def pasted(size: int) -> list[str]:
    entries = [f"USER M{at} P{at} 64M" if at % 2 else f"USR{chr(65 + at % 26)} M{at} P{at}" for at in range(size)]
    return [*entries, "USER A" + " " * 50 * size, "USER " * 50 * size]


READ = [
    (ConfFile, addresses),
    (AuthorizationList, pasted),
    (NameList, pasted),
    (ConfFile, options),
    (ConfFile, one_long_value),
    (ConfFile, sections),
    (ConfFile, long_records),
    (SystemConfig, switches),
    (SystemConfig, one_long_statement),
    (NameList, names),
    (AuthforControl, rows),
    (DeploymentFile, attributes),
    (AuthorizationList, authorities),
    (AuthorizationList, misplaced),
]


@pytest.mark.parametrize(("reader", "make"), READ, ids=[f"{reader.__name__} {make.__name__}" for reader, make in READ])
def test_reading_and_showing_grows_with_the_records(
    reader: Callable[[Records], SourceFile], make: Callable[[int], list[str]]
) -> None:
    def seconds(size: int) -> float:
        records = Records("file", make(size), "ascii")

        def work() -> None:
            kind_of(records)
            file = reader(records)
            for line in range(1, len(file.records.texts) + 1):
                shown_record(file, line)
            if isinstance(file, ConfFile):
                for option in file.options[:100]:
                    file.elements(option.name, option.section)

        with collector_off():
            return seconds_for(work)

    assert_grows(lambda: seconds(SIZE), lambda: seconds(2 * SIZE))


@pytest.mark.parametrize("make", [authorities, misplaced])
def test_judging_an_authorisation_list_grows_with_its_rows(make: Callable[[int], list[str]]) -> None:
    how = Options(severities=severities_of(Profile.STRICT), current=DIRECTORY, fragment=False)

    def seconds(size: int) -> float:
        file = AuthorizationList(Records(str(Path("authlist")), make(size), "ascii"))
        with collector_off():
            return seconds_for(lambda: lint(file, options=how))

    assert_grows(lambda: seconds(SIZE), lambda: seconds(2 * SIZE))
