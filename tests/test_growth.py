"""Twice the records, at most about twice the time: nothing that reads or judges a directory may grow faster."""

import random
import time
from collections.abc import Callable

import pytest

from dirtool.lint.engine import lint
from dirtool.model.reading import directory_of
from dirtool.spec.statements import STATEMENTS
from dirtool.syntax.parser import Parser
from dirtool.text.records import read_records
from tests.generator import encode, generate

AT_MOST = 2.3
TRIES = 5


def shares(size: int) -> list[str]:
    """What large directories look like."""
    return generate("shares", 20 * size)


def random_words(size: int) -> list[str]:
    """Statements of which hardly two have the same shape."""
    chance = random.Random(size)
    words = "0191 3390 END * MR - 1-2 'a b' X'00' LONGERTHANEIGHT 00C , É PRIORITY RELATIVE TYPE LAN UID GID ON OFF 4G".split()
    return [
        " ".join([chance.choice(STATEMENTS).name, *(chance.choice(words) for _ in range(chance.randrange(12)))])
        for _ in range(size)
    ]


def one_long_statement(size: int) -> list[str]:
    """A statement that is continued to the end of the file."""
    return ["USER LINUX1 LBYONLY 2G 4G G", " POSIXGLIST GNAMES staff,", *(["  Ops1 2,"] * (4 * size)), "  last"]


def long_statements(size: int) -> list[str]:
    """Statements of three records each."""
    return ["USER LINUX1 LBYONLY 2G 4G G", *([" POSIXINFO UID 7,", "  GNAME staff,", "  IWDIR /u"] * (4 * size))]


@pytest.mark.parametrize("records_of", [shares, random_words, one_long_statement, long_statements])
def test_twice_the_records_take_twice_the_time(records_of: Callable[[int], list[str]]) -> None:
    once, twice = (encode(records_of(size)) for size in (1000, 2000))
    best_once = best_twice = float("inf")
    for _ in range(TRIES):  # whatever disturbs the machine makes times longer, never shorter
        best_once = min(best_once, seconds_for(once))
        best_twice = min(best_twice, seconds_for(twice))
        if best_twice <= AT_MOST * best_once:
            return
    pytest.fail(f"{records_of.__name__}: twice the records take {best_twice / best_once:.2f} times as long")


def seconds_for(data: bytes) -> float:
    """The processor's time for reading and judging a file."""
    parser = Parser()
    parser.parse("USER LINUX1 NOLOG")  # Lark builds its tables
    started = time.process_time()
    lint(directory_of(read_records(data), parser))
    return time.process_time() - started
