from itertools import permutations

import pytest

from dirtool.plan.order.within_entry import freed_before_taken, in_order, o9_storage, o10_processors
from dirtool.plan.steps.statement_change import StatementChange
from dirtool.plan.steps.statements import statement_changes
from dirtool.spec.dirmaint_capabilities import DEFAULT
from dirtool.syntax.command import command_text
from tests.dirmaint.desk import desk
from tests.model.made import directory_of


def changes_of(old: str, new: str) -> list[StatementChange]:
    """The changes from one text of an entry to another one."""
    before, after = (directory_of(text).entries[-1] for text in (old, new))
    return statement_changes("A", before, after, (), DEFAULT)


def commands(changes: list[StatementChange]) -> list[str]:
    """What is run, without whom it is for."""
    return [command_text(one).removeprefix("FORUSER A ") for change in changes for one in change.commands or ()]


def is_taken(old: str, changes: list[StatementChange]) -> bool:
    """Whether a simulated DirMaint takes all of them."""
    simulator = desk(old)
    return all(simulator.run(f"FOR A {command}").rc == 0 for command in commands(changes))


CASES = [
    ("USER A NOLOG 1G 2G\n", "USER A NOLOG 4G 8G\n", ["MAXSTORE 8G", "STORAGE 4G"]),
    ("USER A NOLOG 4G 8G\n", "USER A NOLOG 1G 2G\n", ["STORAGE 1G", "MAXSTORE 2G"]),
    (
        "USER A NOLOG\nMACHINE ESA 1\nCPU 00\n",
        "USER A NOLOG\nMACHINE ESA 2\nCPU 00\nCPU 01\n",
        ["MACHINE ESA 2", "CPU 01"],
    ),
    (
        "USER A NOLOG\nMACHINE ESA 2\nCPU 00\nCPU 01\n",
        "USER A NOLOG\nMACHINE ESA 1\nCPU 00\n",
        ["CPU 01 DELETE", "MACHINE ESA 1"],
    ),
    (
        "USER A NOLOG\nMACHINE ESA 2\nCPU 00\nCPU 02\n",
        "USER A NOLOG\nMACHINE ESA 2\nCPU 00\nCPU 01\n",
        ["CPU 02 DELETE", "CPU 01"],
    ),
    ("USER A NOLOG\nCPU 00\nCPU 01 BASE\n", "USER A NOLOG\nCPU 00 BASE\nCPU 01\n", ["CPU 01", "CPU 00 BASE"]),
    (
        "USER A NOLOG\nNICDEF 0600 TYPE QDIO\nSPECIAL 0603 CTCA\n",
        "USER A NOLOG\nNICDEF 0600 TYPE QDIO DEVICES 4\n",
        ["SPECIAL 0603 DELETE", "NICDEF 0600 DELETE", "NICDEF 0600 TYPE QDIO DEVICES 4"],
    ),
    (
        "USER A NOLOG\nNICDEF 0700 TYPE QDIO MACID 0A0B0C\n",
        "USER A NOLOG\nNICDEF 0600 TYPE QDIO MACID 0A0B0C\n",
        ["NICDEF 0700 DELETE", "NICDEF 0600 TYPE QDIO MACID 0A0B0C"],
    ),
    (
        "USER A NOLOG\nCONSOLE 001F 3215\nSPECIAL 0020 CTCA\n",
        "USER A NOLOG\nCONSOLE 0020 3215\nSPECIAL 001F CTCA\n",
        ["SPECIAL 0020 DELETE", "CONSOLE 0020 3215", "SPECIAL 001F CTCA"],
    ),
]


@pytest.mark.parametrize(("old", "new", "expected"), CASES, ids=[one[1] for one in CASES])
def test_no_command_comes_before_one_that_it_needs(old: str, new: str, expected: list[str]) -> None:
    changes = changes_of(old, new)
    assert commands(changes) == expected
    assert is_taken(old, changes)


@pytest.mark.parametrize(("old", "new", "expected"), CASES, ids=[one[1] for one in CASES])
def test_the_rules_need_no_help_from_the_order_that_they_are_given(old: str, new: str, expected: list[str]) -> None:
    changes = changes_of(old, new)
    for other in permutations(changes):
        assert commands(in_order(other)) == expected


@pytest.mark.parametrize(("old", "new", "expected"), CASES, ids=[one[1] for one in CASES])
def test_in_the_opposite_order_dirmaint_would_refuse_a_command(old: str, new: str, expected: list[str]) -> None:
    assert not is_taken(old, [*reversed(changes_of(old, new))])


def test_what_no_rule_tells_apart_stays_in_its_order() -> None:
    changes = changes_of("USER A NOLOG\n", "USER A NOLOG\nSHARE REL 1\nIPL CMS\nSPECIAL 0700 CTCA\nOPTION ACCT\n")
    assert commands(changes) == ["IPL CMS", "SETOPTN ADD ACCT", "SHARE RELATIVE 1", "SPECIAL 0700 CTCA"]
    assert in_order([*reversed(changes)]) == [*reversed(changes)]
    assert not [*o9_storage(changes), *o10_processors(changes), *freed_before_taken(changes)]


def test_a_change_without_commands_is_told_in_its_place() -> None:
    changes = changes_of("USER A NOLOG 1G 2G\n", "USER A NOLOG 2G\n")
    assert [change.title for change in changes] == ["STORAGE 1G -> 2G", "MAXSTORAGE 2G"]
    assert not [*o9_storage(changes)]
