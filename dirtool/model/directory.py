"""Directory and Entry: the statements of one or several files, grouped as the compiler groups them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, compress, count, repeat
from typing import Any, Literal, NamedTuple

from dirtool.errors import InputError
from dirtool.syntax.fault import refused
from dirtool.syntax.secrets import hides_name
from dirtool.syntax.source import Source, Word
from dirtool.syntax.statement import MASK, Statement, Unparsed
from dirtool.syntax.statements import Build, Globaldefs, Identity, Include, Pool, Profile, Subconfig, User
from dirtool.syntax.statements import Directory as DirectoryStatement
from dirtool.syntax.words import fold

EntryKind = Literal["directory", "global", "profile", "user", "identity", "subconfig"]

KIND_BY_HEADER: dict[str, EntryKind] = {
    "DIRECTORY": "directory",
    "GLOBALDEFS": "global",
    "PROFILE": "profile",
    "USER": "user",
    "IDENTITY": "identity",
    "SUBCONFIG": "subconfig",
}


ANY_MEMBER = "*"  # on BUILD: whichever system uses the directory

_POOL_DIGITS = 5  # behind the prefix, in the ids that a POOL makes
_HEADER_TYPES = frozenset({DirectoryStatement, Globaldefs, Identity, Profile, Subconfig, Unparsed, User})


class Placed(NamedTuple):
    """One statement of an entry, with its place."""

    statement: Statement
    source: Source
    position: int

    @property
    def path(self) -> str:
        return self.source.path

    @property
    def line(self) -> int:
        """1-based number of the record in which the statement starts."""
        return self.source.lines[self.position]

    @property
    def words(self) -> list[Word]:
        return self.source.words(self.position)

    @property
    def is_broken(self) -> bool:
        """Whether DIRECTXA refuses the statement, so that nothing but its words is certain."""
        return refused(self.source.faults.get(self.position, ()))


class Built(NamedTuple):
    """A BUILD statement: the IDENTITY that holds it, and the member that it is for ("*": any)."""

    entry: Entry
    placed: Placed
    member: str


class Entry:
    """A header statement and what follows it up to the next one.

    Statements before the first header of a file belong to an entry of kind "directory" whose name is empty.
    """

    __slots__ = ("_shown_name", "kind", "name", "source", "start", "stop")

    def __init__(self, kind: EntryKind, name: str, source: Source, start: int, stop: int) -> None:
        self.kind = kind
        self.name = name
        self.source = source
        self.start = start
        self.stop = stop
        self._shown_name: str | None = None

    @property
    def line(self) -> int:
        """1-based number of the record in which the entry starts."""
        return self.source.lines[self.start]

    @property
    def texts(self) -> list[str]:
        """Its records from the header on, comments and all, up to the header of the next entry."""
        texts, lines = self.source.records.texts, self.source.lines
        return texts[self.line - 1 : lines[self.stop] - 1 if self.stop < len(lines) else None]

    def __iter__(self) -> Iterator[Placed]:
        return map(self.at, range(self.start, self.stop))

    def at(self, position: int) -> Placed:
        """The statement at a position of the source."""
        return Placed(self.source.statements[position], self.source, position)

    def of(self, kind: type[Statement]) -> list[Placed]:
        """The statements of a type, in order; they are found without a look at the others."""
        positions = self.source.positions_by_type.get(kind, ())
        first, behind = bisect_left(positions, self.start), bisect_left(positions, self.stop)
        return [self.at(position) for position in positions[first:behind]]

    def __len__(self) -> int:
        return self.stop - self.start

    @property
    def shown_name(self) -> str:
        """The name, masked where the header is such that it may be the password."""
        if self._shown_name is None:
            hidden = self.kind in ("user", "identity") and hides_name(self.source.folded_words(self.start))
            self._shown_name = MASK if hidden else self.name
        return self._shown_name

    @property
    def header(self) -> Placed:
        """The statement that opens the entry."""
        return self.at(self.start)

    @property
    def statements(self) -> list[Statement]:
        return self.source.statements[self.start : self.stop]

    def __repr__(self) -> str:
        return f"Entry({self.kind} {self.shown_name}, {self.source.path}:{self.line})"


class Directory:
    """The entries of a directory, which may be kept in several files, in the order in which they are read.

    `failures` tell of the parts that could not be read: what is said of the directory does not hold for them. `remembered` is
    for those who ask the same of a directory again and again.
    """

    def __init__(self, sources: list[Source], failures: Sequence[InputError] = ()) -> None:
        self.sources = sources
        self.failures = failures
        self.remembered: dict[object, Any] = {}
        by_source = self._by_source = {id(source): _entries_of(source) for source in sources}
        self._numbers = {id(source): number for number, source in enumerate(sources)}
        self.entries = [entry for entries in by_source.values() for entry in entries]
        self._holders = {
            key: list(chain.from_iterable(map(repeat, entries, map(len, entries))))
            for key, entries in by_source.items()
        }

    def entries_of(self, source: Source) -> list[Entry]:
        """The entries of one of the sources, in order."""
        return self._by_source[id(source)]

    def holder(self, source: Source, position: int) -> Entry:
        """The entry that holds the statement at a position of one of the sources."""
        return self._holders[id(source)][position]

    def placed(
        self, *types: type[Statement], where: Callable[[Any], bool] | None = None
    ) -> Iterator[tuple[Entry, Placed]]:
        """Every statement of some types with the entry that holds it, type by type, in order.

        `where` lets only some of them through; most of the time of those that it keeps back is saved.
        """
        for source in self.sources:
            holders, statements = self._holders[id(source)], source.statements
            for kind in types:
                positions: Iterable[int] = source.positions_by_type.get(kind, ())
                if where is not None:
                    positions = [position for position in positions if where(statements[position])]
                for position in positions:
                    yield holders[position], Placed(statements[position], source, position)

    def holder_of_line(self, source: Source, line: int) -> Entry | None:
        """The entry that record `line` is part of; comments before a header belong to the entry before it."""
        position = source.position_before(line + 1)
        return None if position is None else self.holder(source, position)

    @cached_property
    def machines(self) -> dict[str, Entry]:
        """USER and IDENTITY entries by name; of two, the one that holds more than a POOL, else the first."""
        found: dict[str, Entry] = {}
        for entry in self.entries:
            if entry.kind in ("user", "identity") and (entry.name not in found or only_holds_pool(found[entry.name])):
                found[entry.name] = entry
        return found

    def machine(self, userid: str) -> Entry | None:
        """The USER or IDENTITY entry of a userid; for an id that a POOL makes (prefix and five digits), that of the POOL."""
        found = self.machines.get(userid)
        number = userid[-_POOL_DIGITS:]
        if found is not None or not (number.isascii() and number.isdigit()):
            return found
        for entry, pool in self._pools.get(userid[:-_POOL_DIGITS], []):
            if pool.low <= int(number) <= pool.high:
                return entry
        return None

    @cached_property
    def _pools(self) -> dict[str, list[tuple[Entry, Pool]]]:
        """Entries that are a POOL, by the prefix of its ids."""
        found: dict[str, list[tuple[Entry, Pool]]] = {}
        for entry in self.entries:
            if entry.kind in ("user", "identity") and len(entry) > 1:
                statement = entry.source.statements[entry.start + 1]
                if isinstance(statement, Pool):
                    found.setdefault(entry.name, []).append((entry, statement))
        return found

    @cached_property
    def builds(self) -> dict[str, list[Built]]:
        """The BUILD statements that name a subconfiguration, by its name."""
        found: dict[str, list[Built]] = {}
        for entry, placed in self.placed(Build):
            statement = placed.statement
            assert isinstance(statement, Build)
            found.setdefault(statement.subconfig_id, []).append(Built(entry, placed, statement.member))
        return found

    def built_for(self, entry: Entry) -> tuple[str, ...]:
        """The members for which a SUBCONFIG is built ("*": any), by name; none for other entries."""
        return self._members_by_subconfig.get(entry.name, ()) if entry.kind == "subconfig" else ()

    @cached_property
    def _members_by_subconfig(self) -> dict[str, tuple[str, ...]]:
        return {name: tuple(sorted({built.member for built in some})) for name, some in self.builds.items()}

    @cached_property
    def _subconfigs_by_member(self) -> dict[int, dict[str, list[str]]]:
        found: dict[int, dict[str, list[str]]] = {}
        for entry, placed in self.placed(Build):
            statement = placed.statement
            assert isinstance(statement, Build)
            found.setdefault(id(entry), {}).setdefault(statement.member, []).append(statement.subconfig_id)
        return found

    def subconfigs_of(self, entry: Entry) -> dict[str, list[str]]:
        """The names of the subconfigurations of an entry, by the member that they are for."""
        return self._subconfigs_by_member.get(id(entry), {})

    @cached_property
    def members(self) -> list[str]:
        """The members of the SSI cluster: all that some BUILD names, in order of appearance."""
        named = (built.member for some in self.builds.values() for built in some)
        return [member for member in dict.fromkeys(named) if member != ANY_MEMBER]

    def machines_of(self, entry: Entry) -> list[Entry]:
        """The USER and IDENTITY entries whose virtual machine an entry is a part of, in order: itself, those that BUILD a
        SUBCONFIG, those that include a PROFILE; none of a second PROFILE of one name.
        """
        holders: Iterable[Entry] = (entry,)
        if entry.kind == "subconfig":
            holders = (built.entry for built in self.builds.get(entry.name, ()))
        elif entry.kind == "profile":
            is_first = self.profiles.get(entry.name) is entry
            holders = (user for user, _ in self.included_by.get(entry.name, ()) if is_first)
        return [holder for holder in dict.fromkeys(holders) if holder.kind in ("user", "identity")]

    def users_of(self, entry: Entry) -> list[str]:
        """The userids whose virtual machine an entry is, or is a part of: those that BUILD a SUBCONFIG; not of a PROFILE."""
        return [] if entry.kind == "profile" else [machine.name for machine in self.machines_of(entry)]

    def order(self, placed: Placed) -> tuple[int, int]:
        """What statements are sorted by to have them in the order in which they are read."""
        return self._numbers[id(placed.source)], placed.position

    def profile_name(self, entry: Entry) -> str | None:
        """The profile that an entry includes, or that its POOL names; the first of two."""
        return self._profile_names.get(id(entry))

    @cached_property
    def _profile_names(self) -> dict[int, str]:
        found: dict[int, tuple[int, str]] = {}
        for name, users in self.included_by.items():
            for entry, placed in users:
                found[id(entry)] = min((placed.position, name), found.get(id(entry), (placed.position, name)))
        return {entry: name for entry, (_, name) in found.items()}

    @cached_property
    def included_by(self) -> dict[str, list[tuple[Entry, Placed]]]:
        """The INCLUDE and POOL statements that name a profile, by its name."""
        found: dict[str, list[tuple[Entry, Placed]]] = {}
        for entry, placed in self.placed(Include, Pool):
            statement = placed.statement
            assert isinstance(statement, Include | Pool)
            found.setdefault(statement.profile, []).append((entry, placed))
        return found

    @cached_property
    def profiles(self) -> dict[str, Entry]:
        """PROFILE entries by name; the first of two."""
        return _first_by_name(entry for entry in self.entries if entry.kind == "profile")

    @cached_property
    def subconfigs(self) -> dict[str, Entry]:
        """SUBCONFIG entries by name; the first of two."""
        return _first_by_name(entry for entry in self.entries if entry.kind == "subconfig")


def _entries_of(source: Source) -> list[Entry]:
    if not source.statements:
        return []
    statements = source.statements
    candidates = compress(count(), map(_HEADER_TYPES.__contains__, map(type, statements)))
    starts = [index for index in candidates if statements[index].keyword in KIND_BY_HEADER]
    if not starts or starts[0] != 0:
        starts.insert(0, 0)
    stops = [*starts[1:], len(statements)]
    return [
        Entry(kind, name, source, start, stop)
        for start, stop in zip(starts, stops, strict=True)
        for kind, name in [_identity(source, start)]
    ]


def _identity(source: Source, index: int) -> tuple[EntryKind, str]:
    """Kind and name of the entry that starts with a statement, also when that statement is broken."""
    statement = source.statements[index]
    kind = KIND_BY_HEADER.get(statement.keyword)
    match statement:
        case User() | Identity():
            return ("user" if isinstance(statement, User) else "identity"), statement.userid
        case Subconfig():
            return "subconfig", statement.id
        case Profile():
            return "profile", statement.profile
        case Unparsed() if kind is not None:
            words = source.words(index)
            return kind, fold(words[1].text) if len(words) > 1 else ""
    return (kind, statement.keyword) if kind is not None else ("directory", "")


def only_holds_pool(entry: Entry) -> bool:
    """Whether an entry is there for a POOL alone: it may have the name of another one."""
    return [statement.keyword for statement in entry.statements[1:]] == ["POOL"]


def _first_by_name(entries: Iterator[Entry]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for entry in entries:
        found.setdefault(entry.name, entry)
    return found
