"""How fast diff, export, the reader of desired.yaml and the simulator are, as ratios to parsing, each measured in one run.

    python -m tests.bench.states

A directory of some 10,000 entries is parsed; that is the unit. It is compared with a copy in which one entry in ten has
changed, exported, and read back; 10,000 commands of many kinds are simulated on it, read and worked off. The same follows for
ten times as many entries.
"""

from __future__ import annotations

import argparse
import gc
import random
from collections.abc import Callable, Iterator
from time import process_time

from dirtool.compare.desired.export import export
from dirtool.compare.desired.reading import desired_of
from dirtool.compare.desired.text import desired_text
from dirtool.compare.diff.comparison import compare
from dirtool.dirmaint.simulate import Simulator
from dirtool.model.directory import Directory
from dirtool.model.extent_control import ExtentControl, extent_control_of
from dirtool.syntax.parser import Parser
from dirtool.syntax.source import Source
from dirtool.text.records import Records, read_records
from tests.generator import encode, generate

RECORDS_OF_AN_ENTRY = 13


def main() -> None:
    """The command line."""
    options = argparse.ArgumentParser(prog="python -m tests.bench.states", description=__doc__.partition("\n")[0])
    options.add_argument("--entries", type=int, default=10_000)
    options.add_argument("--rounds", type=int, default=3, help="how often each is timed; the best counts")
    given = options.parse_args()
    gc.disable()
    for entries in (given.entries, 10 * given.entries):
        for line in table(entries, given.rounds):
            print(line, flush=True)


def table(entries: int, rounds: int) -> Iterator[str]:
    """The ratios for a directory of about so many entries."""
    texts = generate("linux", records=entries * RECORDS_OF_AN_ENTRY, seed=5)
    records = read_records(encode(texts), "old.direct")
    changed = read_records(encode(changes(texts)), "new.direct")
    parser = Parser()
    unit = best(rounds, lambda: parsed(records))
    directory, other = parsed(records, parser), parsed(changed, parser)
    count = len(directory.entries)
    yield f"{count:,} entries in {len(texts):,} records; parsing them takes {unit * 1000:.0f} ms"
    control = extents()
    commands = commands_for(directory, 10_000)
    text = list(desired_text(export(directory).desired))
    desired = Records("desired.yaml", text, "utf-8")
    for name, measured in (
        ("diff", lambda: compare(directory, other)),
        ("export", lambda: list(desired_text(export(directory).desired))),
        ("10,000 commands", lambda: simulated(directory, control, commands)),
        ("desired.yaml read", lambda: desired_of(desired)),
    ):
        yield f"  {name:20}{best(rounds, measured) / unit:6.2f} times that"


def best(rounds: int, work: Callable[[], object]) -> float:
    """The best time of some rounds, in seconds of the processor."""
    times = []
    for _ in range(rounds):
        started = process_time()
        work()
        times.append(process_time() - started)
    return min(times)


def parsed(records: Records, parser: Parser | None = None) -> Directory:
    return Directory([Source(records, parser or Parser())])


def changes(texts: list[str]) -> list[str]:
    """The same records, one MACHINE, MDISK or header in ten another one."""
    chance = random.Random(1)
    return [text.replace(" MR", " RR", 1) if " MDISK" in text and chance.random() < 0.1 else text for text in texts]


def extents() -> ExtentControl:
    """An EXTENT CONTROL with a group of a hundred empty volumes."""
    regions = [f"NEW{number:03}" for number in range(100)]
    rows = [":REGIONS.", *(f"{name} {name} 1 END 3390-54" for name in regions), ":END.", ":GROUPS."]
    return extent_control_of(Records("extents", [*rows, *(f"POOL {name}" for name in regions), ":END."], "ascii"))


def commands_for(directory: Directory, count: int) -> list[str]:
    """Commands of many kinds for the machines of a directory."""
    chance = random.Random(2)
    machines = [entry.name for entry in directory.entries if entry.kind == "user"]
    made = (
        lambda name: f"FOR {name} STORAGE {chance.randint(1, 8)}G",
        lambda name: (
            f"FOR {name} AMDISK {chance.randint(0x400, 0xFFF):04X} 3390 AUTOG {chance.randint(1, 200)} POOL MR"
        ),
        lambda name: f"FOR {name} DMDISK {chance.randint(0x400, 0xFFF):04X}",
        lambda name: f"FOR {name} LINK MAINT 0190 {chance.randint(0x1000, 0x1FFF):04X} RR",
        lambda name: f"FOR {name} SHARE RELATIVE {chance.randint(1, 500)}",
        lambda name: f"FOR {name} SETOPTN ADD MAXCONN {chance.randint(4, 500)}",
        lambda name: f"FOR {name} NICDEF 0A00 TYPE QDIO LAN SYSTEM VSW{chance.randint(1, 9)}",
        lambda name: f"FOR {name} CPU {chance.randint(0, 3):02}",
    )
    return [chance.choice(made)(chance.choice(machines)) for _ in range(count)]


def simulated(directory: Directory, control: ExtentControl, commands: list[str]) -> Records:
    simulator = Simulator(directory, extents=control)
    for command in commands:
        simulator.run(command)
    simulator.wait()
    return simulator.records


if __name__ == "__main__":
    main()
