"""What is true of the simulator after any commands, valid or not."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.dirmaint.server import Server
from dirtool.dirmaint.settings import Settings
from dirtool.dirmaint.source_directory import SourceDirectory
from dirtool.dirmaint.source_entry import SourceEntry
from dirtool.dirmaint.space.volumes import UsedSpace
from dirtool.dirmaint.work_units import State
from dirtool.lint.diagnostic import Severity
from dirtool.lint.engine import lint
from dirtool.model.directory import Directory
from dirtool.syntax.source import Source
from dirtool.text.records import read_records
from tests.dirmaint.commands_made import CONTROL, RIGHT, World, generated_world, small_world, work_off, world_of
from tests.dirmaint.desk import desk
from tests.model.made import PARSER

SAMPLES = Path("samples")
SERIES = st.lists(st.integers(0, 2**32 - 1), min_size=1, max_size=25)


# ---- what is looked at


def state_of(server: Server) -> tuple[object, ...]:
    """All that a command may change."""
    control = server.control
    return (
        server.source.changed().to_bytes(),
        control.records.texts,
        control.pending is None,
        indexes_of(server.source),
        space_of(server.space),
        dict(server.allocation.last_used),
        dict(server.locks),
        dict(server.device_locks),
        dict(server.purging),
        dict(server.prototypes),
        server.settings,
        [(unit.identity, unit.state) for unit in server.units.all],
    )


def space_of(space: UsedSpace) -> dict[str, list[object]]:
    """All extents and gaps of every volume that has any."""
    return {
        volid: [*used, *space._volume(volid).gaps_at(0, 1 << 62)]
        for volid in sorted({*space._volumes, *space._waiting})
        if (used := space.overlapping(volid, 0, None))
    }


def indexes_of(source: SourceDirectory) -> object:
    """Who has to do with whom."""
    entries = source.entries
    names = [sorted(map(_name_of, _all(entries.values(), kind))) for kind in ("machine", "profile")]
    linkers = {
        (owner, vdev, entries[number].kind, entries[number].name): count
        for owner, devices in source._linkers.items()
        for vdev, numbers in devices.items()
        for number, count in numbers.items()
        if count
    }
    users = {name: sorted(map(_name_of, some.values())) for name, some in source.users.items() if some}
    builders = {name: sorted(map(_name_of, some)) for name, some in source.builders.items() if some}
    devtypes = {volid: +counts for volid, counts in source.devtypes.items() if +counts}
    return names, linkers, users, builders, +source.macids, devtypes


def _all(entries: Iterable[SourceEntry], kind: str) -> list[SourceEntry]:
    return [entry for entry in entries if (entry.kind == "profile") == (kind == "profile")]


def _name_of(entry: SourceEntry) -> str:
    return entry.name


def statements_of(source: SourceDirectory) -> dict[tuple[str, str], list[list[object]]]:
    """The statements of each entry, by its kind and name, in the order of the directory."""
    found: dict[tuple[str, str], list[list[object]]] = {}
    for entry in source.entries.values():
        found.setdefault((entry.kind, entry.name), []).append([line.statement for line in entry.statements])
    return found


def parts_of(source: SourceDirectory) -> dict[tuple[str, str], list[object]]:
    """What is told of each entry: its profile, its devices, and its adapters."""
    found: dict[tuple[str, str], list[object]] = {}
    for entry in source.entries.values():
        devices = {vdev: [line.statement for line in lines] for vdev, lines in entry.devices.items()}
        takers = {vdev: {repr(line.statement) for line in lines} for vdev, lines in entry._takers.items() if lines}
        found.setdefault((entry.kind, entry.name), []).append((entry.profile, devices, takers))
    return found


def errors_of(directory: Directory) -> Counter[tuple[str, str]]:
    """What lint calls an error, by its code and subject."""
    found = lint(directory).diagnostics
    return Counter((one.code, one.subject) for one in found if one.severity is Severity.ERROR)


# ---- what is true


def check_model(world: World) -> None:
    """The written directory is what the simulator has in mind, and so is what it knows of it."""
    server = world.simulator._server
    written = read_records(server.source.changed().to_bytes(), "user.direct", world.encoding)
    space = UsedSpace()
    fresh = SourceDirectory(Directory([Source(written, PARSER)]), space, server.control.excludes)
    assert statements_of(server.source) == statements_of(fresh)
    assert indexes_of(server.source) == indexes_of(fresh)
    assert parts_of(server.source) == parts_of(fresh)
    of_units = [
        (volid, one)
        for volid in sorted({*server.space._volumes, *server.space._waiting})
        for one in server.space.overlapping(volid, 0, None)
        if one.owner.startswith("DATAMOVE/")
    ]
    for volid, one in of_units:
        space.add(volid, *one)
    assert space_of(server.space) == space_of(space)
    working = [unit for unit in server.units.all if unit.state is not State.DONE]
    assert len(of_units) <= len(working)


def check_bytes(world: World, before: bytes) -> None:
    """Every record that no command has touched keeps its bytes, its line end among them."""
    server = world.simulator._server
    old = read_records(before, "user.direct", world.encoding)
    entries = [entry for _, entry in sorted(server.source.entries.items())]
    for entry in entries:
        for line in entry.all_lines() if entry.is_changed else ():
            if line.origin is not None:
                assert old.texts[line.origin : line.origin + len(line.texts)] == line.texts
    new = iter(_pieces(server.source.changed().to_bytes(), world.encoding))
    pieces = _pieces(before, world.encoding)[:-1]  # the last one may have got a line end
    for entry in entries:
        if entry.number in server.source._spans and not entry.is_changed:
            start, stop = server.source._record_spans()[entry.number]
            assert all(piece in new for piece in pieces[start:stop]), (entry.name, pieces[start:stop])


def _pieces(data: bytes, encoding: str) -> list[bytes]:
    records = read_records(data, "user.direct", encoding)
    return [text.encode() + records.end_of(index).encode() for index, text in enumerate(records.texts)]


def check_errors(before: Counter[tuple[str, str]], after: Counter[tuple[str, str]], *, was_right: bool) -> None:
    """There is no error that was not there; in a wrong directory those that are may have moved."""
    if was_right:
        assert not after - before, after - before
        return
    codes_before, codes_after = (Counter(code for code, _ in found.elements()) for found in (before, after))
    new = [key for key in after.keys() - before.keys() if codes_after[key[0]] > codes_before[key[0]]]
    assert not new, new


def play(world: World, commands: list[int], *, was_right: bool, stepwise: bool = True) -> None:
    """Work off commands, and look whether all is as it should be."""
    server = world.simulator._server
    data = server.source.changed().to_bytes()
    before = errors_of(world.directory())
    for seed in commands:
        state = state_of(server) if stepwise else ()
        ended = len(world.simulator.events)
        reply = work_off(world, seed)
        if (
            reply is not None
            and reply.rc
            and len(world.simulator.events) == ended + 1
            and reply.rc != 3543
            and stepwise
        ):
            for part, (now, then) in enumerate(zip(state_of(server), state, strict=True)):
                assert now == then, (part, now, then)
        if stepwise:
            check_model(world)
    for _ in range(2):
        check_model(world)
        check_bytes(world, data)
        check_errors(before, errors_of(world.directory()), was_right=was_right)
        world.simulator.wait()


# ---- tests


@given(st.integers(0, 2**32 - 1), SERIES)
@settings(max_examples=150, deadline=None)
def test_the_directory_is_as_right_as_it_was_after_any_commands(begin: int, commands: list[int]) -> None:
    name, world = small_world(random.Random(begin))
    play(world, commands, was_right=name in RIGHT)


@given(st.integers(0, 2**32 - 1), SERIES)
@settings(max_examples=15, deadline=None)
def test_the_same_is_true_of_generated_directories(begin: int, commands: list[int]) -> None:
    play(generated_world(random.Random(begin)), commands, was_right=False, stepwise=False)


@pytest.mark.parametrize("name", ["linux-farm", "ssi-system", "vm370", "broken"])
def test_the_same_is_true_of_the_samples(name: str) -> None:
    data = (SAMPLES / f"{name}.direct").read_bytes()
    dice = random.Random(name)
    world = world_of(dice, data, CONTROL, Settings())
    play(world, [dice.randrange(2**32) for _ in range(40)], was_right=False, stepwise=False)


@given(st.integers(0, 2**32 - 1), SERIES)
@settings(max_examples=15, deadline=None)
def test_the_same_commands_give_the_same_answers(begin: int, commands: list[int]) -> None:
    def run() -> object:
        _, world = small_world(random.Random(begin))
        for seed in commands:
            work_off(world, seed)
        world.simulator.wait()
        return world.simulator.events, world.simulator.records.to_bytes(), world.simulator.extents.texts

    assert run() == run()


def test_a_minidisk_that_goes_to_an_entry_above_takes_its_miniopt_along() -> None:
    simulator = desk("USER A NOLOG\nUSER B NOLOG\n MDISK 0191 3390 1 9 LX0001\n MINIOPT NOMDC\n")
    assert simulator.run("FOR B TMDISK 0191 A 0191").rc == 0
    assert simulator.records.texts == ["USER A NOLOG", "MDISK 0191 3390 1 9 LX0001", " MINIOPT NOMDC", "USER B NOLOG"]
