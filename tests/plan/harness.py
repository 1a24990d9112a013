"""Runs emitted commands on the simulator and looks at the whole directory after each of them, with nothing of the planner.

    run = run_commands(current, lines, files)
    assert run.problems == []
    assert run.differences(wanted) == []
    run.fates["WEB01/0100"].fate

`current` and `wanted` are records; `lines` are commands with `* DIRTOOL: WAIT` between stages; `files` are those that go with
them, by name and type.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TypeVar

from dirtool.compare.diff.comparison import compare
from dirtool.dirmaint.settings import Settings
from dirtool.dirmaint.simulate import Ended, Reply, Simulator
from dirtool.dirmaint.work_units import State
from dirtool.model.devices import device_number
from dirtool.model.directory import Directory, Entry
from dirtool.model.extent_control import extent_control_of
from dirtool.syntax import verbs
from dirtool.syntax.command import CommandParser
from dirtool.syntax.command_file import CommandFile
from dirtool.syntax.source import Source
from dirtool.syntax.statement import Statement
from dirtool.syntax.statements import Build, Console, Include, Link, Mdisk, Nicdef, Special, Spool
from dirtool.text.records import Records
from tests.model.made import PARSER
from tests.plan.surface import CLEANED, FORMATTED, Extent, Outcome, Surface, outcomes

PASSWORD = "SESAME1"
"""What every reference to a password leads to."""

AnyStatement = TypeVar("AnyStatement", bound=Statement)

_NO_DISKS = (Console, Nicdef, Special, Spool)
_COMMANDS = CommandParser(PARSER)


def read(records: Sequence[str], path: str = "user.direct") -> Directory:
    """The directory that records hold."""
    encoding = "ascii" if all(map(str.isascii, records)) else "utf-8"
    return Directory([Source(Records(path, list(records), encoding), PARSER)])


@dataclass
class Run:
    """What came of some commands: the directory and EXTENT CONTROL at the `end`.

    `problems` are what was wrong on the way, each with the command behind which it was seen. `fates` tell what became of the
    data of each minidisk that there was; `unowned` are those that nobody had for a while and that somebody has at the end.
    """

    end: Records
    extents: Records
    replies: list[Reply] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    fates: dict[str, Outcome] = field(default_factory=dict)
    unowned: set[str] = field(default_factory=set)

    def differences(self, wanted: Sequence[str], by_reference: Iterable[str] = ()) -> list[str]:
        """What the end says differently from what is wanted, but for the passwords of some entries."""
        found = compare(Directory([Source(self.end, PARSER)]), read(wanted, "wanted.direct"))
        apart = set(by_reference)
        told = []
        for entry in found.entries:
            changes = [c for c in entry.changes if not (c.keyword == "PASSWORD" and entry.name in apart)]
            if entry.action.value != "changed" or changes:
                what = [f"{c.action.value} {c.subject} {c.keyword}: {c.old_text} -> {c.new_text}" for c in changes]
                told.append(f"{entry.action.value} {entry.name} (was {entry.was}): {what}")
        return told


def run_commands(
    current: Sequence[str],
    lines: Sequence[str],
    files: Mapping[str, Sequence[str]],
    *,
    extents: Sequence[str] | None = None,
    settings: Settings | None = None,
) -> Run:
    """Run commands one by one and look at everything behind each."""
    sent = {name: Records(name, list(records), "utf-8") for name, records in files.items()}
    simulator = Simulator(
        read(current),
        extents=None if extents is None else extent_control_of(Records("extent.control", list(extents), "ascii")),
        settings=settings,
        files=lambda name, filetype: sent.get(f"{name} {filetype}"),
        passwords=lambda reference: PASSWORD,
        parser=PARSER,
    )
    watch = _Watch(simulator)
    file = CommandFile(Records("plan.dirm", list(lines), "utf-8"), _COMMANDS)
    waits = iter([*file.waits, len(file.texts) + 1])
    wait = next(waits)
    for command in file.commands:
        while wait < command.line:
            watch.wait()
            wait = next(waits)
        watch.command(command.text)
    watch.wait()
    return watch.result()


# ---- one look at a directory


@dataclass
class Look:
    """What can be wrong with a directory, and where the minidisks are. Each problem is told so that it can be recognised."""

    problems: set[str]
    disks: dict[str, Extent]


def look_at(directory: Directory) -> Look:
    """Look at a whole directory, pair by pair where it takes that."""
    disks: dict[str, Extent] = {}
    spaces: list[tuple[Extent, str]] = []
    for entry in directory.entries:
        for disk in of(entry, Mdisk):
            extent = _extent_of(disk)
            if extent is not None:
                disks[f"{entry.name}/{disk.vdev}"] = extent
                spaces.append((extent, f"{entry.name}/{disk.vdev}"))
    problems = {*_overlaps(spaces), *_wrong_references(directory), *_wrong_links(directory), *_twice(directory)}
    return Look(problems, disks)


def of(entry: Entry, kind: type[AnyStatement]) -> list[AnyStatement]:
    """The statements of a type in an entry."""
    return [statement for statement in entry.statements if isinstance(statement, kind)]


def _extent_of(disk: Mdisk) -> Extent | None:
    """Where a minidisk lies; None for temporary ones and for those that hold whole volumes or their labels."""
    if disk.form != "extent" or not isinstance(disk.start, int) or not isinstance(disk.size, int) or disk.start == 0:
        return None
    assert disk.volid is not None
    return disk.volid, disk.start, disk.start + disk.size - 1


def _overlaps(spaces: list[tuple[Extent, str]]) -> Iterator[str]:
    by_volume: dict[str, list[tuple[Extent, str]]] = {}
    for extent, subject in spaces:
        by_volume.setdefault(extent[0], []).append((extent, subject))
    for some in by_volume.values():
        for (one, first), (other, second) in combinations(some, 2):
            if one[1] <= other[2] and other[1] <= one[2]:
                yield f"{first} and {second} overlap on {one[0]}"


def _machines(directory: Directory) -> dict[str, list[Entry]]:
    """The parts of each virtual machine by its name."""
    own = {entry.name: entry for entry in directory.entries if entry.kind in ("user", "identity")}
    profiles = {entry.name: entry for entry in directory.entries if entry.kind == "profile"}
    parts = {entry.name: entry for entry in directory.entries if entry.kind == "subconfig"}
    found = {}
    for name, entry in own.items():
        named = [build.subconfig_id for build in of(entry, Build)]
        included = [include.profile for include in of(entry, Include)]
        found[name] = [
            entry,
            *(parts[one] for one in named if one in parts),
            *(profiles[one] for one in included if one in profiles),
        ]
    return found


def _wrong_references(directory: Directory) -> Iterator[str]:
    names = {(entry.kind, entry.name) for entry in directory.entries}
    built: list[str] = []
    for entry in directory.entries:
        for include in of(entry, Include):
            if ("profile", include.profile) not in names:
                yield f"{entry.name} includes {include.profile}, which is not there"
        for build in of(entry, Build):
            built.append(build.subconfig_id)
            if ("subconfig", build.subconfig_id) not in names:
                yield f"{entry.name} builds {build.subconfig_id}, which is not there"
    for kind, name in names:
        if kind == "subconfig" and built.count(name) != 1:
            yield f"{name} is built {built.count(name)} times"


def _wrong_links(directory: Directory) -> Iterator[str]:
    machines = _machines(directory)
    devices = {
        name: [
            (vdev, placed.statement) for part in parts for placed in part if (vdev := device_number(placed.statement))
        ]
        for name, parts in machines.items()
    }
    for entry in directory.entries:
        for link in of(entry, Link):
            if link.userid == "*":
                continue
            there = [one for vdev, one in devices.get(link.userid, ()) if vdev == link.vdev1]
            if not any(not isinstance(one, _NO_DISKS) for one in there):
                yield f"{entry.name} links {link.userid}/{link.vdev1}, which is not there"


def _twice(directory: Directory) -> Iterator[str]:
    seen: set[tuple[str, str]] = set()
    for entry in directory.entries:
        kind = "profile" if entry.kind == "profile" else "machine"
        if (kind, entry.name) in seen:
            yield f"there are two {entry.name}"
        seen.add((kind, entry.name))
        numbers: dict[str, object] = {}
        for placed in entry:
            vdev = device_number(placed.statement)
            if vdev is not None and not isinstance(placed.statement, Nicdef):
                if vdev in numbers:
                    yield f"{entry.name}/{vdev} stands twice"
                numbers[vdev] = placed


# ---- the way


class _Watch:
    """Runs commands and keeps account of problems and of what is written on the volumes."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator
        self._now = self._first = self._look()
        self._surface = Surface(self._first.disks)
        self._pending: dict[tuple[str, str, str], list[_Write]] = {}
        self._run = Run(simulator.records, simulator.extents)
        self._away: set[Extent] = set()

    def command(self, text: str) -> None:
        """Run one command, and look."""
        before = len(self._simulator.events)
        parsed = _COMMANDS.parse(text)
        assert parsed is not None
        old = self._now.disks
        reply = self._simulator.run_parsed(text, parsed)
        self._run.replies.append(reply)
        if reply.rc:
            self._run.problems.append(f"{reply.shown}: RC {reply.rc}: {reply.why}")
        elif parsed.command is not None:
            self._note(parsed.command.order, reply, old)
        for event in self._simulator.events[before:]:
            if isinstance(event, Ended):
                self._ended(event)
        self._see(reply.shown)

    def wait(self) -> None:
        """Let all work units end, and look."""
        for event in self._simulator.wait():
            self._ended(event)
        self._see("WAIT")

    def result(self) -> Run:
        """What came of it."""
        self._run.end, self._run.extents = self._simulator.records, self._simulator.extents
        self._run.fates = outcomes(self._first.disks, self._now.disks, self._surface)
        held = set(self._now.disks.values())
        self._run.unowned = {
            subject for subject, extent in self._first.disks.items() if extent in self._away and extent in held
        }
        return self._run

    def _look(self) -> Look:
        return look_at(Directory([Source(self._simulator.records, PARSER)]))

    def _see(self, behind: str) -> None:
        self._now = self._look()
        new = sorted(self._now.problems - self._first.problems)
        self._run.problems += [f"behind {behind}: {problem}" for problem in new]
        held = set(self._now.disks.values())
        self._away |= {extent for extent in self._first.disks.values() if extent not in held}

    def _note(self, order: object, reply: Reply, old: Mapping[str, Extent]) -> None:
        """Take account of what a command is going to write when its work unit ends."""
        userid = reply.target
        match order:
            case verbs.Amdisk() | verbs.Rmdisk() if order.label is not None or order.blksize is not None:
                self._expect(reply, order.vdev, _Write(None, FORMATTED))
            case verbs.Cmdisk():
                self._expect(reply, order.vdev, _Write(old[f"{userid}/{order.vdev}"], None))
            case verbs.Clonedisk():
                self._expect(reply, order.vdev, _Write(self._source(order, old), None))
            case verbs.Dmdisk() if order.cleaning == "CLEAN" and f"{userid}/{order.vdev}" in old:
                self._expect(reply, order.vdev, _Write(None, CLEANED, old[f"{userid}/{order.vdev}"]))
            case verbs.Purge() if order.cleaning == "CLEAN":
                for subject, extent in old.items():
                    owner, _, vdev = subject.partition("/")
                    if owner == userid:
                        self._expect(reply, vdev, _Write(None, CLEANED, extent))

    def _source(self, order: verbs.Clonedisk, old: Mapping[str, Extent]) -> Extent:
        """The minidisk that is copied; that of an identity is held by one of its subconfigs."""
        parts = _machines(Directory([Source(self._simulator.records, PARSER)]))[order.source_user]
        subjects = (f"{part.name}/{order.source_vdev}" for part in parts)
        return next(old[subject] for subject in subjects if subject in old)

    def _expect(self, reply: Reply, vdev: str, write: _Write) -> None:
        self._pending.setdefault((reply.verb, reply.target, vdev), []).append(write)

    def _ended(self, event: Ended) -> None:
        """A work unit has written."""
        if event.state is not State.DONE:
            self._run.problems.append(f"work unit of {event.verb} {event.userid}/{event.vdev} has failed")
            return
        waiting = self._pending.get((event.verb, event.userid, event.vdev))
        if not waiting:
            self._run.problems.append(f"{event.verb} {event.userid}/{event.vdev} has an unforeseen work unit")
            return
        write = waiting.pop(0)
        target = write.target or self._look().disks.get(f"{event.userid}/{event.vdev}")
        if target is None:
            self._run.problems.append(f"{event.verb} has written {event.userid}/{event.vdev}, which is not there")
        elif write.what is not None:
            self._surface.wipe(target, write.what)
        elif write.source is not None:
            self._surface.copy(write.source, target)


@dataclass
class _Write:
    """What a work unit writes: a copy of `source`, or `what` on all cylinders; on `target`, or where its minidisk is."""

    source: Extent | None
    what: str | None
    target: Extent | None = None
