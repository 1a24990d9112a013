"""One entry of the source directory while commands change it: its lines, and indexes of what it holds.

Source: z/VM CP Planning and Administration, the order of statements in an entry.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from dirtool.model.devices import EXTENSIONS, device_number, numbers_taken
from dirtool.model.directory import Entry, EntryKind, Placed
from dirtool.spec.statement import Section
from dirtool.spec.statements import STATEMENTS
from dirtool.spec.values import HIGHEST_DEVICE_NUMBER
from dirtool.syntax.statement import Statement
from dirtool.syntax.statements import (
    Include,
    Pool,
)

_GENERAL = 4  # the rank of most statements
DEVICE = 5  # the rank of devices, which stand last
_SECTIONS = {Section.HEADER: 0, Section.PREFIX: 1, Section.GENERAL: _GENERAL, Section.DEVICE: DEVICE}
_RANKS = {kind.name: _SECTIONS[kind.section] for kind in STATEMENTS} | {"INCLUDE": 2, "BUILD": 3, "POOL": 3}


class Line:
    """A statement with its records, or a comment (`statement` None).

    `origin` is the 0-based index of its first record in the file that was read, None if it is not as it was there.
    `extensions` are the DASDOPT and MINIOPT of a device, and comments before them.
    """

    __slots__ = ("extensions", "gone", "origin", "statement", "texts")

    def __init__(self, texts: list[str], statement: Statement | None, origin: int | None = None) -> None:
        self.texts = texts
        self.statement = statement
        self.origin = origin
        self.extensions: list[Line] = []
        self.gone = False

    @property
    def rank(self) -> int:
        """Where in an entry it stands: header, prefix, INCLUDE, BUILD, general, devices."""
        return _rank(self.statement)


class SourceEntry:
    """One entry. Its lines are looked at when somebody asks for them: most entries no command touches.

    Only `SourceDirectory` changes it, which keeps account of what entries have to do with each other.
    """

    def __init__(
        self, kind: EntryKind, name: str, number: int, read: Entry | None, lines: list[Line] | None = None
    ) -> None:
        self.kind = kind
        self.name = name
        self.number = number  # grows along the directory
        self.is_changed = read is None
        self.gone = 0  # of the lines
        self._read = read
        self._lines = lines
        self._devices: dict[str, list[Line]] | None = None
        self._general: dict[str, list[Line]] | None = None  # by keyword, also those that are gone
        self._takers: dict[str, list[Line]] = {}

    @property
    def header(self) -> Line:
        """The statement that opens the entry."""
        return self.lines[0]

    @property
    def lines(self) -> list[Line]:
        """The statements and comments in order; those that are `gone` do not count."""
        if self._lines is None:
            assert self._read is not None
            self._lines = lines_of(self._read)
        return self._lines

    @property
    def statements(self) -> Iterator[Line]:
        """The statements in order, DASDOPT and MINIOPT behind their devices."""
        return (line for line in self.all_lines() if line.statement is not None)

    def all_lines(self) -> Iterator[Line]:
        """The statements and comments that are there, extensions behind their devices."""
        for line in self.lines:
            if not line.gone:
                yield line
                yield from line.extensions

    @property
    def general(self) -> dict[str, list[Line]]:
        """The statements before the devices, without the header, by keyword; those that are `gone` do not count."""
        if self._general is None:
            self._general = {}
            for line in islice(self.lines, 1, None):
                if line.statement is not None:
                    if line.rank == DEVICE and not line.gone:
                        break
                    self._general.setdefault(line.statement.keyword, []).append(line)
        return self._general

    def of(self, kind: type[Statement]) -> list[Line]:
        """The general statements of a type, in order."""
        lines = self.general.get(kind.keyword, ())
        return [line for line in lines if not line.gone and isinstance(line.statement, kind)]

    @property
    def devices(self) -> dict[str, list[Line]]:
        """The statements that define devices, by number."""
        if self._devices is None:
            self._devices = {}
            for line in self.lines:
                vdev = None if line.statement is None or line.gone else device_number(line.statement)
                if vdev is not None:
                    self._devices.setdefault(vdev, []).append(line)
                    self._note_taken(line)
        return self._devices

    def taker(self, vdev: str) -> list[Line]:
        """The statements that take a number besides their own."""
        return self._takers.get(vdev, []) if self.devices else []

    def device(self, vdev: str) -> Line | None:
        """The first statement that defines a device."""
        return next(iter(self.devices.get(vdev, ())), None)

    @property
    def profile(self) -> str | None:
        """The name of the profile that it includes, or that its POOL names."""
        if self._lines is None and self._read is not None:
            placed = min([*self._read.of(Include), *self._read.of(Pool)], key=_position, default=None)
            return None if placed is None else _profile_in(placed.statement)
        first = min([*self.of(Include), *self.of(Pool)], key=self.lines.index, default=None)
        return None if first is None else _profile_in(first.statement)

    def replace_lines(self, lines: list[Line]) -> None:
        """Put other lines in the place of all."""
        self._lines = lines
        self.gone = sum(line.gone for line in lines)
        self._general = None
        self._forget_devices()

    def leave_out_gone(self) -> None:
        """Forget the lines that are gone, where they are more than the others: each is passed by whoever looks for a place."""
        if 2 * self.gone > len(self.lines):
            self._lines = [line for line in self.lines if not line.gone]
            self.gone = 0
            self._general = None

    def _forget_devices(self) -> None:
        self._devices, self._takers = None, {}

    def forget_general(self) -> None:
        """The general statements have to be looked up anew."""
        self._general = None

    def note_general(self, line: Line) -> None:
        """A statement has come in at the place that is for it: behind those of its keyword, if it is a general one."""
        if self._general is None or line.statement is None or line.rank == DEVICE:
            return
        if line.rank == _GENERAL:
            self._general.setdefault(line.statement.keyword, []).append(line)
        else:
            self.forget_general()

    def note_device(self, line: Line) -> None:
        """A statement has come in."""
        vdev = None if line.statement is None else device_number(line.statement)
        if vdev is not None and self._devices is not None:
            if vdev in self._devices:  # all of a number stand in the order of the entry, which is looked up anew
                self._forget_devices()
                return
            self._devices[vdev] = [line]
            self._note_taken(line)

    def _note_taken(self, line: Line) -> None:
        for vdev in _others_taken(line.statement):
            self._takers.setdefault(vdev, []).append(line)

    def forget_device(self, line: Line) -> None:
        """A statement goes."""
        vdev = None if line.statement is None else device_number(line.statement)
        if vdev is not None and line in self.devices.get(vdev, ()):
            self.devices[vdev].remove(line)
            if not self.devices[vdev]:
                del self.devices[vdev]
            for taken in _others_taken(line.statement):
                self._takers[taken].remove(line)

    def place_for(self, statement: Statement) -> int:
        """The index at which a statement comes to stand: behind the last one that may stand before it."""
        rank = _rank(statement)
        lines = self.lines
        if rank < DEVICE:
            alike = self.general.get(statement.keyword, ()) if rank == _GENERAL else ()
            last = next((line for line in reversed(alike) if not line.gone), None)
            at = 1 if last is None else lines.index(last) + 1  # no device stands before that
            for index in range(at, len(lines)):
                other = lines[index].statement
                if other is not None and not lines[index].gone:
                    if _rank(other) > rank:
                        break
                    at = index + 1
            return at
        at = len(lines)
        while at > 1 and (lines[at - 1].gone or lines[at - 1].statement is None):
            at -= 1
        return at


def lines_of(entry: Entry) -> list[Line]:
    """The lines of an entry as they were read."""
    source, texts = entry.source, entry.source.records.texts
    stop = source.lines[entry.stop] - 1 if entry.stop < len(source.lines) else len(texts)
    lines: list[Line] = []
    device: Line | None = None
    between: list[Line] = []
    at = entry.line - 1
    for position in range(entry.start, entry.stop):
        numbers = source.lines_of(position)
        between += [Line([texts[index]], None, index) for index in range(at, numbers[0] - 1)]
        at = numbers[-1]
        statement = source.statements[position]
        line = Line(texts[numbers[0] - 1 : at], statement, numbers[0] - 1)
        if device is not None and isinstance(statement, EXTENSIONS):
            device.extensions += [*between, line]
        else:
            lines += [*between, line]
            device = line if device_number(statement) is not None else None
        between = []
    return [*lines, *between, *(Line([texts[index]], None, index) for index in range(at, stop))]


def _rank(statement: Statement | None) -> int:
    """Where in an entry a statement stands: header, prefix, INCLUDE and BUILD, general, devices."""
    definition = None if statement is None else statement.known_definition
    return _GENERAL if definition is None else _RANKS[definition.name]


def _profile_in(statement: Statement | None) -> str | None:
    return statement.profile if isinstance(statement, Include | Pool) else None


def _position(placed: Placed) -> int:
    return placed.position


def _others_taken(statement: Statement | None) -> Iterator[str]:
    """The numbers that a statement takes behind its own."""
    for number in () if statement is None else numbers_taken(statement)[1:]:
        if number <= HIGHEST_DEVICE_NUMBER:
            yield f"{number:04X}"
