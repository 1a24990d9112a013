"""Twice the records, at most about twice the time: nothing that reads, judges or shows a directory may grow faster."""

import random
import time
from collections import deque
from collections.abc import Callable

import pytest

from dirtool.lint.engine import lint
from dirtool.model.effective import Layers, effective
from dirtool.model.links import LinkResolver
from dirtool.model.reading import directory_of
from dirtool.report.directory_view import directory_json, effective_text
from dirtool.report.findings_json import findings_json
from dirtool.report.findings_text import full
from dirtool.report.style import Style
from dirtool.spec.statements import STATEMENTS
from dirtool.syntax.parser import Parser, collector_off
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


def one_statement_of_faults(size: int) -> list[str]:
    """A statement that is wrong in all of its records, each with something behind column 71."""
    return [
        "USER LINUX1 LBYONLY 2G 4G G",
        " POSIXGLIST GNAMES,",
        *([f"{' TOOLONGNAME,':<72}too far"] * (2 * size)),
        "  last",
    ]


def links_in_a_row(size: int) -> list[str]:
    """A user of whose links each leads to the next one, to a disk that the last one leads to."""
    links = [f" LINK * {number + 1:04X} {number:04X} RR" for number in range(8 * size)]
    return ["USER LINUX1 LBYONLY 2G 4G G", *links, f" MDISK {8 * size:04X} 3390 1 1 LX0001 MR"]


def members_by_the_thousand(size: int) -> list[str]:
    """An identity that is built for more members than there can be."""
    builds = [f" BUILD ON M{number} USING SUBCONFIG S{number}" for number in range(2 * size)]
    return ["IDENTITY LINUX1 LBYONLY 2G 4G G", *builds]


@pytest.mark.parametrize(
    "records_of",
    [
        shares,
        random_words,
        one_long_statement,
        long_statements,
        one_statement_of_faults,
        links_in_a_row,
        members_by_the_thousand,
    ],
)
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
    """The processor's time for all that can be done with a file."""
    parser = Parser()
    parser.parse("USER LINUX1 NOLOG")  # Lark builds its tables
    with collector_off():  # as in the commands
        started = time.process_time()
        directory = directory_of(read_records(data), parser)
        report = lint(directory)
        sources = {source.path: source for source in directory.sources}
        shown = [full(report, sources, Style(), fold=False), findings_json(report, sources), directory_json(directory)]
        for entry in list(directory.machines.values())[:1]:
            layers = Layers(directory)
            machines = [effective(layers, entry, member) for member in layers.members(entry)]
            shown.append(effective_text(machines, LinkResolver(directory, layers), Style()))
        for lines in shown:
            deque(lines, maxlen=0)
        return time.process_time() - started
