"""The source directory while commands change it: entries, each with its statements; what no command touches keeps its bytes.

Source: z/VM CP Planning and Administration, the order of entries and statements; z/VM DirMaint Tailoring and Administration
Guide, the source directory files.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, pairwise

from dirtool.dirmaint.source_entry import DEVICE, Line, SourceEntry
from dirtool.dirmaint.space.volumes import UsedSpace
from dirtool.errors import InputError
from dirtool.model.devices import numbers_taken
from dirtool.model.directory import Directory, EntryKind
from dirtool.syntax.source import Source
from dirtool.syntax.statement import Statement
from dirtool.syntax.statements import (
    Build,
    Identity,
    Include,
    Link,
    Mdisk,
    Nicdef,
    Pool,
    Profile,
    Subconfig,
    User,
)
from dirtool.syntax.to_text import statement_records
from dirtool.text.columns import CODE_END
from dirtool.text.edit import Edit, apply_edits
from dirtool.text.records import Records, encode_text
from dirtool.wording import some_of

_KINDS = ("user", "identity", "subconfig", "profile")
_TRACKED = (Mdisk, Link, Include, Pool, Build, Nicdef)
_POOL_DIGITS = 5


def only_source(directory: Directory) -> Source:
    """The file that a directory is in. Raises InputError for a directory in several files, since DirMaint's is one."""
    if len(directory.sources) != 1:
        paths = some_of([source.path for source in directory.sources])
        raise InputError(f"{paths}: the directory is in {len(directory.sources)} files; allowed: one file")
    return directory.sources[0]


class SourceDirectory:
    """All entries by name and in order, who includes, builds and links whom, and the space that their minidisks take.

    `space` gets every minidisk with a fixed place but those that `is_excluded` names by entry and device number. Raises
    InputError for a directory in several files, since DirMaint's is one.
    """

    def __init__(self, directory: Directory, space: UsedSpace, is_excluded: Callable[[str, str], bool]) -> None:
        source = only_source(directory)
        self.records = source.records
        self._parser = source.parser
        self.entries: dict[int, SourceEntry] = {}
        self.space = space
        self._is_excluded = is_excluded
        self._machines: dict[str, list[SourceEntry]] = {}
        self._profiles: dict[str, list[SourceEntry]] = {}
        self.users: dict[str, dict[int, SourceEntry]] = {}  # of a profile, by their numbers
        self._inclusions: Counter[tuple[str, int]] = Counter()  # how many statements of an entry name a profile
        self.builders: dict[str, list[SourceEntry]] = {}  # of a subconfiguration
        # of an owner's devices (of LINK * in an entry: under * and its name)
        self._linkers: dict[str, dict[str, Counter[int]]] = defaultdict(lambda: defaultdict(Counter))
        self._linked_members: dict[str, dict[str, None]] = {}  # by what is before the number of a pool's member
        self.macids: Counter[str] = Counter()
        self.devtypes: dict[str, Counter[str]] = defaultdict(Counter)  # by volume, of its minidisks
        self.touched: set[int] = set()  # the numbers of entries that have changed, for who asks, and clears
        self._undo: list[Callable[[], None]] | None = None
        self._thinned: dict[int, SourceEntry] = {}  # the entries of which lines have gone, by their numbers
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

    def pool_of(self, userid: str) -> SourceEntry | None:
        """The entry with a POOL statement that a userid is a member of."""
        number = userid[-_POOL_DIGITS:]
        entry = self.machine(userid[:-_POOL_DIGITS]) if number.isascii() and number.isdigit() else None
        pools = () if entry is None else (line.statement for line in entry.of(Pool))
        is_member = any(isinstance(pool, Pool) and pool.low <= int(number) <= pool.high for pool in pools)
        return entry if is_member else None

    def links_to(
        self, owner: SourceEntry, vdevs: Iterable[str] | None = None, *, by_name: bool = False
    ) -> Iterator[tuple[str, str, list[SourceEntry]]]:
        """What LINK statements name of an owner, or of a member of the pool that it is: name, device, and who links.

        `vdevs` are the devices that matter (None: all). LINK * in the parts of the owner does not count if links shall be
        `by_name`.
        """
        for name in self._names_of(owner) if by_name else self._linked_names(owner):
            devices = self._linkers.get(name, {})
            for vdev in list(devices) if vdevs is None else vdevs:
                linkers = [self.entries[number] for number, count in devices.get(vdev, {}).items() if count > 0]
                if linkers:
                    yield owner.name if name.startswith("*") else name, vdev, linkers

    def _linked_names(self, owner: SourceEntry) -> list[str]:
        parts = [owner, *chain.from_iterable(self.subconfigs(owner).values())]
        profile = self.profile(owner.profile or "")
        return [*self._names_of(owner), *(f"*{part.name}" for part in (*parts, profile) if part is not None)]

    def _names_of(self, owner: SourceEntry) -> list[str]:
        members = self._linked_members.get(owner.name, ())
        return [owner.name, *(name for name in members if self.machine(name) is None and self.pool_of(name) is owner)]

    # -- changes

    def new_line(self, statement: Statement) -> Line:
        """A statement with its records. Raises ValueError where they do not fit, or where the encoding lacks a character."""
        records = statement_records(statement)
        for record in records:
            encode_text(record, self.encoding)  # a UnicodeEncodeError is a ValueError
        return Line(records, statement)

    def new_lines(self, statement: Statement) -> list[Line]:
        """The same, but one line for each statement where it takes several to say it."""
        line = self.new_line(statement)
        if len(line.texts) == 1:
            return [line]
        source = Source(Records(self.records.path, line.texts, self.encoding), self._parser)
        texts = [[line.texts[number - 1] for number in source.lines_of(at)] for at in range(len(source.statements))]
        return [Line(own, one) for own, one in zip(texts, source.statements, strict=True)]

    def new_comment(self, text: str) -> Line:
        """A comment. Raises ValueError where it does not fit into a record, or where the encoding lacks a character."""
        if len(encode_text(text, self.encoding)) > CODE_END:
            raise ValueError(f"a comment does not fit into {CODE_END} columns")
        return Line([text], None)

    def add_entry(self, lines: list[Line]) -> SourceEntry:
        """Take in a new entry, whose first line is its header."""
        kind, name = _identity(lines[0].statement)
        entry = SourceEntry(kind, name, self._next, None, lines)
        self._next += 1
        self._put_back(entry)
        self.note(lambda: self.remove_entry(entry))
        return entry

    def remove_entry(self, entry: SourceEntry) -> None:
        """Take an entry out."""
        self._track_all(entry, -1)
        self.touched.add(entry.number)
        del self.entries[entry.number]
        self._names(entry.kind)[entry.name].remove(entry)
        self.note(lambda: self._put_back(entry))

    def replace_entry(self, entry: SourceEntry, lines: list[Line]) -> None:
        """Put other lines in the place of all that an entry has."""
        old = entry.lines
        self.note(lambda: self.replace_entry(entry, old))
        self._track_all(entry, -1)
        entry.replace_lines(lines)
        self._mark(entry)
        self._track_all(entry, 1)

    def rename_entry(self, entry: SourceEntry, header: Statement) -> None:
        """Give an entry another header, and with it another name."""
        self._rename(entry, self.new_line(header))

    def add(self, entry: SourceEntry, statement: Statement) -> Line:
        """Put a statement where it belongs in an entry: behind those of its section. Raises ValueError as `new_line`."""
        lines = self.new_lines(statement)
        for line in lines:
            self.insert(entry, line)
        return lines[0]

    def insert(self, entry: SourceEntry, line: Line, at: int | None = None) -> None:
        """Put a line where it belongs in an entry, or at a place, which a comment needs."""
        if line.statement is not None:
            self._track(entry, line.statement, 1)
        if at is None:
            assert line.statement is not None
            entry.lines.insert(entry.place_for(line.statement), line)
            entry.note_general(line)
        else:
            entry.lines.insert(at, line)
            entry.forget_general()
        entry.note_device(line)
        self._mark(entry)
        self.note(lambda: self.remove(entry, line))

    def put(self, entry: SourceEntry, line: Line, statement: Statement) -> None:
        """Put a statement in the place of another one, whose DASDOPT and MINIOPT stay. Raises ValueError as `new_line`."""
        new, *others = self.new_lines(statement)
        self._put(entry, line, new)
        for at, other in enumerate(others, entry.lines.index(line) + 1 if others else 0):
            self.insert(entry, other, at)

    def remove(self, entry: SourceEntry, line: Line) -> None:
        """Take a statement out, with what belongs to it, or a comment."""
        if line.statement is not None:
            self._track(entry, line.statement, -1)
        entry.forget_device(line)
        line.gone = True
        entry.gone += 1
        if line.rank == DEVICE:  # general statements end with the first device that is there
            entry.forget_general()
        self._thinned[entry.number] = entry
        self._mark(entry)
        self.note(lambda: self._bring_back(entry, line))

    def extend(self, entry: SourceEntry, device: Line, statement: Statement) -> None:
        """Put a DASDOPT or MINIOPT behind its device, in the place of one that is there. Raises ValueError as `new_line`."""
        line = self.new_line(statement)
        self.cut_extension(entry, device, type(statement))
        device.extensions.append(line)

    def cut_extension(self, entry: SourceEntry, device: Line, kind: type[Statement]) -> None:
        """Take a device's DASDOPT or MINIOPT away, if it has one."""
        old = device.extensions
        self.note(lambda: setattr(device, "extensions", old))
        device.extensions = [one for one in old if not isinstance(one.statement, kind)]
        self._mark(entry)

    @contextmanager
    def undone(self, *, unless_done: bool = False) -> Iterator[None]:
        """Take back at the end what is changed within; `unless_done`: only if that ends with an exception."""
        undo = self._undo = []
        is_kept = False
        try:
            yield
            is_kept = unless_done
        finally:
            self._undo = None
            for step in () if is_kept else reversed(undo):
                step()
            for entry in self._thinned.values():
                entry.leave_out_gone()
            self._thinned.clear()

    def note(self, step: Callable[[], None]) -> None:
        """Say how something that has to do with a change is taken back, if the change is."""
        if self._undo is not None:
            self._undo.append(step)

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

    def _mark(self, entry: SourceEntry) -> None:
        entry.is_changed = True
        self.touched.add(entry.number)

    def _put_back(self, entry: SourceEntry) -> None:
        self._take(entry)
        self.touched.add(entry.number)
        self._track_all(entry, 1)

    def _bring_back(self, entry: SourceEntry, line: Line) -> None:
        self.touched.add(entry.number)
        line.gone = False
        entry.gone -= 1
        if line.rank == DEVICE:
            entry.forget_general()
        entry.note_device(line)
        if line.statement is not None:
            self._track(entry, line.statement, 1)

    def _rename(self, entry: SourceEntry, new: Line) -> None:
        header = entry.header
        old = Line(header.texts, header.statement, header.origin)
        self.note(lambda: self._rename(entry, old))
        self._track_all(entry, -1)
        self._names(entry.kind)[entry.name].remove(entry)
        header.statement, header.texts, header.origin = new.statement, new.texts, new.origin
        _, entry.name = _identity(header.statement)
        self._mark(entry)
        self._take(entry)
        self._track_all(entry, 1)

    def _put(self, entry: SourceEntry, line: Line, new: Line) -> None:
        old = Line(line.texts, line.statement, line.origin)
        self.note(lambda: self._put(entry, line, old))
        assert old.statement is not None
        assert new.statement is not None
        keeps_number = numbers_taken(old.statement) == numbers_taken(new.statement)
        self._track(entry, old.statement, -1)
        if not keeps_number:
            entry.forget_device(line)
        line.statement, line.texts, line.origin = new.statement, new.texts, new.origin
        if not keeps_number:
            entry.note_device(line)
        if old.statement.keyword != new.statement.keyword:
            entry.forget_general()
        self._mark(entry)
        self._track(entry, new.statement, 1)

    def _names(self, kind: EntryKind) -> dict[str, list[SourceEntry]]:
        return self._profiles if kind == "profile" else self._machines

    def _take(self, entry: SourceEntry) -> None:
        self.entries[entry.number] = entry
        if entry.kind in _KINDS:
            insort(self._names(entry.kind).setdefault(entry.name, []), entry, key=_number_of)

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
                owner = f"*{entry.name}" if statement.userid == "*" else statement.userid
                if owner[-_POOL_DIGITS:].isdigit():
                    self._linked_members.setdefault(owner[:-_POOL_DIGITS], {})[owner] = None
                self._linkers[owner][statement.vdev1][entry.number] += sign
            case Include() | Pool():
                key = statement.profile, entry.number
                self._inclusions[key] += sign
                users = self.users.setdefault(statement.profile, {})
                if self._inclusions[key] > 0:
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
            self.devtypes[extent[0]][disk.devtype] += sign
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
        new = [entry for number, entry in sorted(self.entries.items()) if number not in self._spans]
        edits += _insertion([entry for entry in new if entry.kind == "profile"], first_user)
        edits += _insertion([entry for entry in new if entry.kind != "profile"], len(self.records.texts))
        return edits

    def _record_spans(self) -> dict[int, tuple[int, int]]:
        """The records of each entry that was read, 0-based and half-open; comments before a header are the entry's above."""
        starts = [entry.line - 1 for entry in self._spans.values()]
        ends = pairwise([*starts, len(self.records.texts)])
        return dict(zip(self._spans, ends, strict=True))


def extent_of(disk: Mdisk) -> tuple[str, int, int | None] | None:
    """Volume, first and last cylinder or block of a minidisk (None: up to the end of the volume), if it has a fixed place."""
    if disk.form != "extent" or disk.volid is None or not isinstance(disk.start, int):
        return None
    if isinstance(disk.size, int):
        return disk.volid, disk.start, disk.start + disk.size - 1
    return (disk.volid, disk.start, None) if disk.size == "END" else None


def _number_of(entry: SourceEntry) -> int:
    return entry.number


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
