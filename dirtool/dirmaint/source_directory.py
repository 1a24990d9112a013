"""The source directory while commands change it: entries, each with its statements; what no command touches keeps its bytes.

Source: z/VM CP Planning and Administration, the order of entries and statements; z/VM DirMaint Tailoring and Administration
Guide, the source directory files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain, islice

from dirtool.dirmaint.volume_space import UsedSpace
from dirtool.errors import InputError
from dirtool.model.devices import device_number
from dirtool.model.directory import Directory, Entry, EntryKind, Placed
from dirtool.spec.statement import Section
from dirtool.syntax.statement import Statement
from dirtool.syntax.statements import (
    Build,
    Dasdopt,
    Identity,
    Include,
    Link,
    Mdisk,
    Miniopt,
    Nicdef,
    Pool,
    Profile,
    Special,
    Subconfig,
    User,
)
from dirtool.syntax.to_text import statement_records
from dirtool.text.edit import Edit, apply_edits
from dirtool.text.records import Records, encode_text
from dirtool.wording import some_of

_EXTENSIONS = (Dasdopt, Miniopt)
_KINDS = ("user", "identity", "subconfig", "profile")
_TRACKED = (Mdisk, Link, Include, Pool, Build, Nicdef)
_DEVICE = 5  # the rank of devices, which stand last


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
        self._read = read
        self._lines = lines
        self._devices: dict[str, list[Line]] | None = None
        self._adapters: list[Line] = []

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

    def general(self) -> Iterator[Line]:
        """The statements before the devices, without the header."""
        for line in islice(self.lines, 1, None):
            if line.statement is not None and not line.gone:
                if _rank(line.statement) == _DEVICE:
                    return
                yield line

    def of(self, kind: type[Statement]) -> list[Line]:
        """The general statements of a type, in order."""
        return [line for line in self.general() if isinstance(line.statement, kind)]

    @property
    def devices(self) -> dict[str, list[Line]]:
        """The statements that define devices, by number."""
        if self._devices is None:
            self._devices = {}
            for line in self.lines:
                if not line.gone:
                    self.note_device(line)
        return self._devices

    @property
    def adapters(self) -> list[Line]:
        """The NICDEF and SPECIAL statements, which may take several numbers."""
        return self._adapters if self.devices else []

    def device(self, vdev: str) -> Line | None:
        """The first statement that defines a device."""
        return next(iter(self.devices.get(vdev, ())), None)

    @property
    def profile(self) -> str | None:
        """The name of the profile that it includes, or that its POOL names."""
        if self._lines is None and self._read is not None:
            placed = min([*self._read.of(Include), *self._read.of(Pool)], key=_position, default=None)
            return None if placed is None else _profile_in(placed.statement)
        return next((name for line in self.general() if (name := _profile_in(line.statement)) is not None), None)

    def replace_lines(self, lines: list[Line]) -> None:
        """Put other lines in the place of all."""
        self._lines, self._devices, self._adapters = lines, None, []

    def note_device(self, line: Line) -> None:
        """A statement has come in."""
        vdev = None if line.statement is None else device_number(line.statement)
        if vdev is not None and self._devices is not None:
            self._devices.setdefault(vdev, []).append(line)
            if isinstance(line.statement, Nicdef | Special):
                self._adapters.append(line)

    def forget_device(self, line: Line) -> None:
        """A statement goes."""
        vdev = None if line.statement is None else device_number(line.statement)
        if vdev is not None and line in self.devices.get(vdev, ()):
            self.devices[vdev].remove(line)
            if not self.devices[vdev]:
                del self.devices[vdev]
            if line in self._adapters:
                self._adapters.remove(line)

    def place_for(self, statement: Statement) -> int:
        """The index at which a statement comes to stand: behind the last one that may stand before it."""
        rank = _rank(statement)
        lines = self.lines
        if rank < _DEVICE:
            at = 1
            for index in range(1, len(lines)):
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


class SourceDirectory:
    """All entries by name and in order, who includes, builds and links whom, and the space that their minidisks take.

    `space` gets every minidisk with a fixed place but those that `is_excluded` names by entry and device number. Raises
    InputError for a directory in several files, since DirMaint's is one.
    """

    def __init__(self, directory: Directory, space: UsedSpace, is_excluded: Callable[[str, str], bool]) -> None:
        if len(directory.sources) != 1:
            paths = some_of([source.path for source in directory.sources])
            raise InputError(f"{paths}: the directory is in {len(directory.sources)} files; allowed: one file")
        source = directory.sources[0]
        self.records = source.records
        self.entries: dict[int, SourceEntry] = {}
        self.space = space
        self._is_excluded = is_excluded
        self._machines: dict[str, list[SourceEntry]] = {}
        self._profiles: dict[str, list[SourceEntry]] = {}
        self.users: dict[str, dict[int, SourceEntry]] = {}  # of a profile, by their numbers
        self.builders: dict[str, list[SourceEntry]] = {}  # of a subconfiguration
        self._linkers: dict[str, dict[str, Counter[int]]] = {}  # of an owner's devices: the numbers of entries
        self.macids: Counter[str] = Counter()
        self.devtypes: dict[str, Counter[str]] = {}  # by volume, of its minidisks
        self._spans = dict(enumerate(directory.entries))
        by_read = {}
        for number, entry in self._spans.items():
            by_read[id(entry)] = one = SourceEntry(entry.kind, entry.name, number, entry)
            self._take(one)
        self._next = len(self._spans)
        for kind in _TRACKED:
            for entry, placed in directory.placed(kind):
                self._track(by_read[id(entry)], placed.statement, 1)

    @property
    def encoding(self) -> str:
        """The encoding that all records must have."""
        return self.records.encoding

    def entry(self, name: str) -> SourceEntry | None:
        """The USER, IDENTITY or SUBCONFIG of a name, or else the PROFILE; the first of two."""
        return self.machine(name) or self.profile(name)

    def machine(self, name: str) -> SourceEntry | None:
        """The USER, IDENTITY or SUBCONFIG of a name; the first of two."""
        return next(iter(self._machines.get(name, ())), None)

    def profile(self, name: str) -> SourceEntry | None:
        """The PROFILE of a name; the first of two."""
        return next(iter(self._profiles.get(name, ())), None)

    def subconfigs(self, identity: SourceEntry) -> dict[str, list[SourceEntry]]:
        """The subconfigurations of an identity by the member that they are for."""
        found: dict[str, list[SourceEntry]] = {}
        for line in identity.of(Build):
            build = line.statement
            assert isinstance(build, Build)
            entry = self.machine(build.subconfig_id)
            if entry is not None and entry.kind == "subconfig":
                found.setdefault(build.member, []).append(entry)
        return found

    def linkers(self, owner: str, vdev: str) -> list[SourceEntry]:
        """The entries with a LINK to a device of an owner."""
        numbers = self._linkers.get(owner, {}).get(vdev, Counter())
        return [self.entries[number] for number, count in numbers.items() if count > 0]

    def linked_devices(self, owner: str) -> list[str]:
        """The devices of an owner to which anybody links."""
        return [vdev for vdev, numbers in self._linkers.get(owner, {}).items() if any(numbers.values())]

    # -- changes

    def new_line(self, statement: Statement) -> Line:
        """A statement with its records. Raises ValueError where they do not fit, or where the encoding lacks a character."""
        records = statement_records(statement)
        for record in records:
            encode_text(record, self.encoding)  # a UnicodeEncodeError is a ValueError
        return Line(records, statement)

    def add_entry(self, lines: list[Line]) -> SourceEntry:
        """Take in a new entry, whose first line is its header."""
        kind, name = _identity(lines[0].statement)
        entry = SourceEntry(kind, name, self._next, None, lines)
        self._next += 1
        self._take(entry)
        self._track_all(entry, 1)
        return entry

    def remove_entry(self, entry: SourceEntry) -> None:
        """Take an entry out."""
        self._track_all(entry, -1)
        del self.entries[entry.number]
        self._names(entry.kind)[entry.name].remove(entry)

    def replace_entry(self, entry: SourceEntry, lines: list[Line]) -> None:
        """Put other lines in the place of all that an entry has."""
        self._track_all(entry, -1)
        entry.replace_lines(lines)
        entry.is_changed = True
        self._track_all(entry, 1)

    def rename_entry(self, entry: SourceEntry, header: Statement) -> None:
        """Give an entry another header, and with it another name."""
        line = self.new_line(header)
        self._track_all(entry, -1)
        self._names(entry.kind)[entry.name].remove(entry)
        entry.header.statement, entry.header.texts, entry.header.origin = header, line.texts, None
        _, entry.name = _identity(header)
        entry.is_changed = True
        self._names(entry.kind).setdefault(entry.name, []).append(entry)
        self._track_all(entry, 1)

    def add(self, entry: SourceEntry, statement: Statement) -> Line:
        """Put a statement where it belongs in an entry: behind those of its section. Raises ValueError as `new_line`."""
        line = self.new_line(statement)
        self.insert(entry, line)
        return line

    def insert(self, entry: SourceEntry, line: Line, at: int | None = None) -> None:
        """Put a line where it belongs in an entry, or at a place."""
        assert line.statement is not None
        entry.lines.insert(entry.place_for(line.statement) if at is None else at, line)
        entry.note_device(line)
        entry.is_changed = True
        self._track(entry, line.statement, 1)

    def put(self, entry: SourceEntry, line: Line, statement: Statement) -> None:
        """Put a statement in the place of another one, whose DASDOPT and MINIOPT stay. Raises ValueError as `new_line`."""
        texts = self.new_line(statement).texts
        assert line.statement is not None
        self._track(entry, line.statement, -1)
        entry.forget_device(line)
        line.statement, line.texts, line.origin = statement, texts, None
        entry.note_device(line)
        entry.is_changed = True
        self._track(entry, statement, 1)

    def remove(self, entry: SourceEntry, line: Line) -> None:
        """Take a statement out, with what belongs to it."""
        assert line.statement is not None
        self._track(entry, line.statement, -1)
        entry.forget_device(line)
        line.gone = True
        entry.is_changed = True

    def extend(self, entry: SourceEntry, device: Line, statement: Statement) -> None:
        """Put a DASDOPT or MINIOPT behind its device, in the place of one that is there. Raises ValueError as `new_line`."""
        line = self.new_line(statement)
        self.cut_extension(entry, device, type(statement))
        device.extensions.append(line)

    def cut_extension(self, entry: SourceEntry, device: Line, kind: type[Statement]) -> None:
        """Take a device's DASDOPT or MINIOPT away, if it has one."""
        device.extensions = [one for one in device.extensions if not isinstance(one.statement, kind)]
        entry.is_changed = True

    @contextmanager
    def new_exclusions(self) -> Iterator[None]:
        """While EXTENT CONTROL changes what it excludes: all minidisks are counted anew behind it."""
        disks = [
            (entry, line.statement)
            for entry in self.entries.values()
            for line in entry.statements
            if isinstance(line.statement, Mdisk)
        ]
        for entry, disk in disks:
            self._track_space(entry, disk, -1)
        yield
        for entry, disk in disks:
            self._track_space(entry, disk, 1)

    def changed(self) -> Records:
        """The file as it is now: edits of the records that were read. New profiles stand before all users."""
        return apply_edits(self.records, self._edits())

    # -- inside

    def _names(self, kind: EntryKind) -> dict[str, list[SourceEntry]]:
        return self._profiles if kind == "profile" else self._machines

    def _take(self, entry: SourceEntry) -> None:
        self.entries[entry.number] = entry
        if entry.kind in _KINDS:
            self._names(entry.kind).setdefault(entry.name, []).append(entry)

    def _track_all(self, entry: SourceEntry, sign: int) -> None:
        for line in entry.statements:
            assert line.statement is not None
            self._track(entry, line.statement, sign)

    def _track(self, entry: SourceEntry, statement: Statement, sign: int) -> None:
        """A statement has come (1) or goes (-1)."""
        match statement:
            case Mdisk():
                self._track_space(entry, statement, sign)
            case Link():
                owner = entry.name if statement.userid == "*" else statement.userid
                self._linkers.setdefault(owner, {}).setdefault(statement.vdev1, Counter())[entry.number] += sign
            case Include() | Pool():
                users = self.users.setdefault(statement.profile, {})
                if sign > 0:
                    users[entry.number] = entry
                else:
                    users.pop(entry.number, None)
            case Build():
                builders = self.builders.setdefault(statement.subconfig_id, [])
                if sign > 0:
                    builders.append(entry)
                else:
                    builders.remove(entry)
            case Nicdef() if statement.macid is not None:
                self.macids[statement.macid] += sign

    def _track_space(self, entry: SourceEntry, disk: Mdisk, sign: int) -> None:
        extent = extent_of(disk)
        if extent is not None:
            self.devtypes.setdefault(extent[0], Counter())[disk.devtype] += sign
        if extent is None or self._is_excluded(entry.name, disk.vdev):
            return
        change = self.space.add if sign > 0 else self.space.remove
        change(*extent, f"{entry.name}/{disk.vdev}")

    def _edits(self) -> list[Edit]:
        edits: list[Edit] = []
        first_user = len(self.records.texts)
        for number, (start, stop) in self._record_spans().items():
            entry = self.entries.get(number)
            if self._spans[number].kind in ("user", "identity", "subconfig"):
                first_user = min(first_user, start)
            if entry is None:
                edits.append(Edit(start + 1, 1, stop + 1, 1, ""))
            elif entry.is_changed:
                edits += _edits_within(entry, start, stop)
        new = [entry for number, entry in self.entries.items() if number not in self._spans]
        edits += _insertion([entry for entry in new if entry.kind == "profile"], first_user)
        edits += _insertion([entry for entry in new if entry.kind != "profile"], len(self.records.texts))
        return edits

    def _record_spans(self) -> dict[int, tuple[int, int]]:
        """The records of each entry that was read, 0-based and half-open; comments before a header are the entry's above."""
        starts = [entry.line - 1 for entry in self._spans.values()]
        stops = [*starts[1:], len(self.records.texts)]
        return dict(zip(self._spans, zip(starts, stops, strict=True), strict=True))


def extent_of(disk: Mdisk) -> tuple[str, int, int | None] | None:
    """Volume, first and last cylinder or block of a minidisk (None: up to the end of the volume), if it has a fixed place."""
    if disk.form != "extent" or disk.volid is None or not isinstance(disk.start, int):
        return None
    if isinstance(disk.size, int):
        return disk.volid, disk.start, disk.start + disk.size - 1
    return (disk.volid, disk.start, None) if disk.size == "END" else None


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
        if device is not None and isinstance(statement, _EXTENSIONS):
            device.extensions += [*between, line]
        else:
            lines += [*between, line]
            device = line if device_number(statement) is not None else None
        between = []
    return [*lines, *between, *(Line([texts[index]], None, index) for index in range(at, stop))]


def _rank(statement: Statement | None) -> int:
    """Where in an entry a statement stands: header, prefix, INCLUDE and BUILD, general, devices."""
    definition = None if statement is None else statement.known_definition
    if isinstance(statement, Include):
        return 2
    if isinstance(statement, Build | Pool):
        return 3
    return {Section.HEADER: 0, Section.PREFIX: 1, Section.GENERAL: 4, Section.DEVICE: _DEVICE}[
        Section.GENERAL if definition is None else definition.section
    ]


def _profile_in(statement: Statement | None) -> str | None:
    return statement.profile if isinstance(statement, Include | Pool) else None


def _position(placed: Placed) -> int:
    return placed.position


def _identity(header: Statement | None) -> tuple[EntryKind, str]:
    match header:
        case User():
            return "user", header.userid
        case Identity():
            return "identity", header.userid
        case Subconfig():
            return "subconfig", header.id
        case Profile():
            return "profile", header.profile
    raise ValueError("an entry begins with USER, IDENTITY, SUBCONFIG or PROFILE")


def _edits_within(entry: SourceEntry, start: int, stop: int) -> Iterator[Edit]:
    """The edits that make of the records `start` to `stop` those of an entry; records that stayed are not touched."""
    at = start
    new: list[str] = []
    for line in entry.all_lines():
        if line.origin is None or line.origin < at:
            new += line.texts
            continue
        yield from _edit(at, line.origin, new)
        new = []
        at = line.origin + len(line.texts)
    yield from _edit(at, stop, new)


def _edit(start: int, stop: int, texts: list[str]) -> Iterator[Edit]:
    if start != stop or texts:
        yield Edit(start + 1, 1, stop + 1, 1, "".join(f"{text}\n" for text in texts))


def _insertion(entries: list[SourceEntry], place: int) -> Iterator[Edit]:
    texts = list(chain.from_iterable(line.texts for entry in entries for line in entry.all_lines()))
    return _edit(place, place, texts)
