"""The directory with its new profiles: edits of records, all others as they are.

A new record is written as the file writes such records: one of the members gives its text, without its sequence field.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from dirtool.migrate.mine.lookalikes import Look, Team
from dirtool.migrate.mine.units import Unit
from dirtool.model.devices import is_device
from dirtool.model.directory import Directory, Entry
from dirtool.syntax.statements import Include, Profile
from dirtool.text.columns import CODE_END, code
from dirtool.text.edit import Edit, apply_edits, replace_code
from dirtool.text.records import Records

_INDENT = " "


class Written(NamedTuple):
    """What a team does to the records: those that leave the members, and how many go, come and are taken over."""

    moves: tuple[str, ...]
    taken_over: int
    removed: int
    added: int


class Writer:
    """Collects what all teams change."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._source = directory.sources[0]
        self._texts = self._source.records.texts
        self._gone: set[int] = set()  # 1-based records
        self._edits: list[Edit] = []
        self._new: list[str] = []
        self._usual: dict[tuple[int, Hashable], tuple[str, ...]] = {}

    def take(self, team: Team, name: str) -> Written:
        """Change the members of a team, and its profile, whose name is given."""
        removed = sum(self._leave(look, team, name) for look in team.members)
        fee = len(team.members) if team.old is None else 0
        general, devices = self._spelt(team, is_device=False), self._spelt(team, is_device=True)
        moves = tuple(text for unit in team.core for text in self.spelling(unit.says, team))
        added = len(general) + len(devices)
        if team.is_given:
            return Written(moves, 0, removed, fee)
        if team.target is not None:
            replaced = self._change(team.target, team.replaced, general, devices)
            return Written(moves, 0, removed, added - replaced)
        before, behind = self._body(team)
        header = _like(self._model_of_header(team), f"PROFILE {name}")
        self._new += [header, *before, *general, *behind, *devices]
        taken_over = len(before) + len(behind)
        return Written(moves, taken_over, removed, 1 + taken_over + added + fee)

    def finish(self) -> Records:
        """The records with all changes. Raises InputError if the file's encoding cannot hold them."""
        if self._new:
            self._insert(self._line_for_profiles(), self._new)
        deletions = (Edit(first, 1, last + 1, 1, "") for first, last in _runs(sorted(self._gone)))
        return apply_edits(self._source.records, [*self._edits, *deletions])

    # ---- members

    def _leave(self, look: Look, team: Team, name: str) -> int:
        """Take what moves out of a member, and let it include the profile; the number of records that go."""
        lines = [
            line for unit in team.core for at in look.units[unit.says].positions for line in self._source.lines_of(at)
        ]
        self._gone.update(lines)
        if team.old is None:
            self._insert(look.entry.line + 1, [self._include(look.entry, name)])
        elif team.target is None:
            self._include_instead(look.entry, name)
        return len(lines)

    def _include(self, entry: Entry, name: str) -> str:
        """A new INCLUDE record, as others of the file are, or else as the statements of the entry."""
        others = self._source.positions_by_type.get(Include)
        if others:
            return _like(self._record(others[0]), f"INCLUDE {name}")
        header = self._record(entry.start)
        model = self._record(entry.start + 1) if len(entry) > 1 else header
        indent = model[: len(model) - len(model.lstrip())] if len(entry) > 1 else _INDENT
        return _like(header, f"INCLUDE {name}", indent)

    def _include_instead(self, entry: Entry, name: str) -> None:
        """Another name on the INCLUDE of an entry."""
        placed = entry.of(Include)[0]
        word = placed.words[1]
        text = self._texts[word.line - 1]
        old = code(text)
        name = _in_case_of(old, name)
        behind = old[word.end_column - 1 :].rstrip()
        new = replace_code(text, f"{old[: word.column - 1]}{name}{behind}"[:CODE_END])
        self._edits.append(Edit(word.line, 1, word.line, len(text) + 1, new))

    # ---- profiles

    def _spelt(self, team: Team, *, is_device: bool) -> list[str]:
        """The records that the profile gets, in the order of the first member."""
        some = [unit for unit in team.adds if unit.is_device is is_device]
        return [text for unit in some for text in self._usual_spelling(unit.says, team)]

    def spelling(self, says: Hashable, team: Team) -> tuple[str, ...]:
        """The records of a unit of a team, to be shown."""
        return tuple(code(text).strip() for text in self._usual_spelling(says, team))

    def _usual_spelling(self, says: Hashable, team: Team) -> tuple[str, ...]:
        """The records of a unit as most of the members have them, the shorter ones first where some have it twice."""
        key = id(team), says
        if key not in self._usual:
            spellings = Counter(tuple(self._records(look.units[says])) for look in team.members)
            fewest = min(map(len, spellings))
            usual = max((some for some in spellings if len(some) == fewest), key=lambda some: spellings[some])
            self._usual[key] = tuple(map(_bare, usual))
        return self._usual[key]

    def _records(self, unit: Unit) -> Iterator[str]:
        return (self._texts[line - 1] for at in unit.positions for line in self._source.lines_of(at))

    def _body(self, team: Team) -> tuple[list[str], list[str]]:
        """What a new profile takes over: the records up to the last general statement, and those behind it."""
        if team.old is None:
            return [], []
        first, middle, last = self._bounds(team.old)
        gone = self._lines(team.replaced)
        before = [_bare(self._texts[line - 1]) for line in range(first, middle) if line not in gone]
        return before, [_bare(self._texts[line - 1]) for line in range(middle, last) if line not in gone]

    def _change(self, profile: Entry, replaced: Iterable[int], general: Sequence[str], devices: Sequence[str]) -> int:
        """Add records to a profile that is there; the number of those whose place they take."""
        _, middle, last = self._bounds(profile)
        gone = self._lines(replaced)
        self._gone |= gone
        if middle == last:
            general, devices = [*general, *devices], []
        for line, texts in ((middle, general), (last, devices)):
            if texts:
                self._insert(line, texts)
        return len(gone)

    def _bounds(self, profile: Entry) -> tuple[int, int, int]:
        """Records of a profile: the first behind its header, the one behind its last general statement, and behind it all."""
        first = middle = self._source.lines_of(profile.start)[-1] + 1
        for position in range(profile.start + 1, profile.stop):
            if not is_device(self._source.statements[position]):
                middle = self._source.lines_of(position)[-1] + 1
        return first, middle, self._source.lines_of(profile.stop - 1)[-1] + 1

    def _lines(self, positions: Iterable[int]) -> set[int]:
        return {line for at in positions for line in self._source.lines_of(at)}

    def _line_for_profiles(self) -> int:
        """Where new profiles stand: behind the last statement before the first entry of a virtual machine."""
        entries = self._directory.entries
        first = next(at for at, one in enumerate(entries) if one.kind in ("user", "identity", "subconfig"))
        return self._source.lines_of(entries[first - 1].stop - 1)[-1] + 1 if first else 1

    def _model_of_header(self, team: Team) -> str:
        profiles = self._source.positions_by_type.get(Profile)
        return self._record(profiles[0] if profiles else team.members[0].entry.start)

    def _record(self, position: int) -> str:
        return self._texts[self._source.lines[position] - 1]

    def _insert(self, line: int, texts: Iterable[str]) -> None:
        self._edits.append(Edit(line, 1, line, 1, "".join(f"{text}\n" for text in texts)))


def _bare(text: str) -> str:
    """A record without what stands behind column 71, as long as it was."""
    return code(text).ljust(len(text)) if len(text) > CODE_END else text


def _like(model: str, new: str, indent: str | None = None) -> str:
    """A new record with the indent, the case and the length of another one."""
    margin = model[: len(model) - len(model.lstrip())] if indent is None else indent
    text = f"{margin}{_in_case_of(code(model), new)}"
    return text.ljust(len(model)) if len(model) > CODE_END or model[-1:] == " " else text


def _in_case_of(model: str, new: str) -> str:
    """Words in lower case if those of another record are."""
    return new.lower() if model == model.lower() != model.upper() else new


def _runs(lines: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Numbers in a row, as the first and the last one."""
    for _, some in groupby(enumerate(lines), key=lambda pair: pair[1] - pair[0]):
        numbers = [line for _, line in some]
        yield numbers[0], numbers[-1]
