"""What is wanted of an entry that is there: edits of its statements. What is as wanted already does not change a byte."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any

from dirtool.compare.desired.checks import numbers_of
from dirtool.compare.desired.directory import device_records, without_gaps
from dirtool.compare.desired.export import Told, Unsaid
from dirtool.compare.desired.state import (
    Dedicate,
    DesiredEntry,
    FixedPlace,
    Link,
    Minidisk,
    Nic,
    RealDevice,
    Temporary,
    Wanted,
)
from dirtool.compare.diff.meaning import meaning
from dirtool.dirmaint.source_directory import SourceDirectory
from dirtool.dirmaint.source_entry import Line, SourceEntry
from dirtool.errors import InputError
from dirtool.model.devices import device_number, numbers_taken
from dirtool.plan.target.said import BY_OPERAND, key_of, lines_saying, means_the_same, slot_of
from dirtool.syntax import statements as typed
from dirtool.syntax.parser import Parser
from dirtool.syntax.source import Source
from dirtool.syntax.statement import Statement
from dirtool.text.records import Records
from dirtool.text.yaml_tree import Place

_HEADERS = (typed.User, typed.Identity)
_PLACEHOLDER = "*"
_SIZE_OF_MDISK = {"V-DISK": "FB-512"}


class Existing:
    """Edits one entry; `told` is what it says, and `now` its state as desired.yaml would say it."""

    def __init__(self, source: SourceDirectory, entry: SourceEntry, told: Told, parser: Parser) -> None:
        self._source = source
        self._entry = entry
        self.now = told.entry
        self._unsaid: dict[int, Unsaid] = {one.line - 1: one for one in told.unsaid}
        self._first_affinity = None if told.affinity is None else told.affinity - 1
        self._parser = parser
        self._new: list[Line] = []

    def become(self, wanted: DesiredEntry) -> None:
        """Change what is not as wanted. Raises InputError, and ValueError for statements that cannot be written."""
        self._header(wanted)
        self._include(wanted)
        self._complete(wanted)
        self._statements(wanted)
        self._devices(wanted)
        self._check_numbers(wanted)

    def check_sayable(self, wanted: DesiredEntry) -> None:
        """Raise InputError for a device that is wanted and is there in a form that desired.yaml cannot say."""
        for vdev, place in numbers_of(wanted).items():
            lines = self._entry.devices.get(vdev, ())
            if lines and all(map(self._is_unsaid, lines)):
                unsaid = self._unsaid[lines[0].origin or 0]
                raise InputError(
                    f"{place}: {self._entry.name}/{vdev} is there in a form that this file cannot say ({unsaid.path}:"
                    f"{unsaid.line}: {unsaid.why}); allowed: to correct it in the directory, or to remove it in a plan of "
                    "its own"
                )

    # -- lines

    def _is_unsaid(self, line: Line) -> bool:
        return line.origin is not None and line.origin in self._unsaid

    def _general(self, keyword: str) -> list[Line]:
        """The statements of a keyword, but for those that hold for some systems alone."""
        lines = lines_saying(self._entry, keyword)
        first = self._first_affinity
        return lines if first is None else [line for line in lines if (line.origin or 0) < first]

    def _put(self, line: Line, statement: Statement) -> None:
        """Put a statement in the place of another one, if it is not written there already."""
        if line.statement is not None and means_the_same(line.statement, statement):
            return
        self._source.put(self._entry, line, statement)
        self._new.append(line)

    def _add(self, statement: Statement, place: Place) -> Line:
        if self._first_affinity is not None:
            raise InputError(
                f"{place}: {self._entry.name} has statements for some systems alone (SYSAFFIN), which {statement.keyword} "
                "would be one of; allowed: to write it into the directory by hand"
            )
        line = self._source.add(self._entry, statement)
        self._new.append(line)
        return line

    def _parsed(self, records: Iterable[str]) -> list[Statement]:
        return Source(Records(self.now.place.path, list(records), "utf-8"), self._parser).statements

    # -- the header

    def _header(self, wanted: DesiredEntry) -> None:
        line = self._entry.header
        header = line.statement
        if not isinstance(header, _HEADERS):
            return
        own = {one.statement.keyword for one in wanted.statements}
        operands: dict[str, Any] = dict(wanted.header)
        if isinstance(wanted.password, str):
            operands["password"] = wanted.password
        for operand, value, kind, size in _said_by_statements(wanted):
            said = self._general(kind.keyword) if kind.keyword not in own and value != _PLACEHOLDER else []
            said = [one for one in said if isinstance(one.statement, kind) and not self._is_unsaid(one)]
            if value is not None and said:
                assert said[0].statement is not None
                self._put(said[0], said[0].statement.with_operands(**{size: value}))
            elif value is not None:
                operands[operand] = value
        if not operands:
            return
        changed = header.with_operands(**operands)
        if means_the_same(header, changed):
            return
        whole = without_gaps(changed.operands())
        self._put(line, changed.with_operands(**{_attribute(name): value for name, value in whole.items()}))

    def _include(self, wanted: DesiredEntry) -> None:
        if wanted.include is None or wanted.include == self.now.include:
            return
        lines = self._general(typed.Include.keyword)
        self._replace(lines, typed.Include(wanted.include), wanted.place)

    def _replace(self, lines: list[Line], statement: Statement | None, place: Place) -> None:
        """Put a statement in the place of several, or none."""
        if statement is None:
            first, others = None, lines
        elif lines:
            first, *others = lines
            self._put(first, statement)
        else:
            others = []
            self._add(statement, place)
        for line in others:
            self._source.remove(self._entry, line)

    def _complete(self, wanted: DesiredEntry) -> None:
        """LOGONBY and OPTION, of which all is said."""
        if wanted.logonby is not None:
            lines = self._general(typed.Logonby.keyword)
            is_said = set(wanted.logonby) == set(self.now.logonby or ())
            if not is_said or any(map(self._is_unsaid, lines)):
                self._replace(lines, typed.Logonby(wanted.logonby) if wanted.logonby else None, wanted.place)
        if wanted.options is not None:
            lines = self._general(typed.Option.keyword)
            is_said = _option_says(wanted.options) == _option_says(self.now.options or ())
            if not is_said or any(map(self._is_unsaid, lines)):
                self._replace(lines, wanted.options or None, wanted.place)

    # -- statements

    def _statements(self, wanted: DesiredEntry) -> None:
        general: dict[str, list[Wanted]] = {}
        for one in wanted.statements:
            vdev = device_number(one.statement)
            if vdev is None:
                general.setdefault(one.statement.keyword, []).append(one)
            else:
                self._device_statement(vdev, one)
        for keyword, some in general.items():
            self._general_statements(keyword, some)

    def _general_statements(self, keyword: str, some: list[Wanted]) -> None:
        lines = self._general(keyword)
        there = {key_of(line.statement) for line in lines if line.statement is not None}
        wanted_keys: set[Hashable] = set()
        parts: list[tuple[Wanted, Statement]] = []
        for one in some:
            for line in self._source.new_lines(one.statement):
                assert line.statement is not None
                wanted_keys.add(key_of(line.statement))
                parts.append((one, line.statement))
        rivals: dict[Hashable, list[Line]] = {}
        for line in lines:
            if line.statement is not None and key_of(line.statement) not in wanted_keys:
                slot = slot_of(line.statement)
                if slot is not None:
                    rivals.setdefault(slot, []).append(line)
        for one, statement in parts:
            key = key_of(statement)
            if key in there:
                continue
            there.add(key)
            if isinstance(statement, BY_OPERAND):
                self._by_operand(one, statement)
                continue
            slot = slot_of(statement)
            self._replace(rivals.pop(slot, []) if slot is not None else [], statement, one.place)

    def _by_operand(self, wanted: Wanted, statement: Statement) -> None:
        """What a statement says takes the place of what others of its kind say, operand by operand."""
        left = statement.operands()
        for line in self._general(statement.keyword):
            old = line.statement
            if old is None or type(old) is not type(statement):
                continue
            shared = {_attribute(name): left.pop(name) for name in list(left) if name in old.operands()}
            if shared:
                self._put(line, old.with_operands(**shared))
        if left:
            others = {slot: None for slot in statement.__slots__ if slot not in map(_attribute, left)}
            self._add(statement.with_operands(**others), wanted.place)

    # -- devices

    def _line_at(
        self, vdev: str, place: Place, kind: type[Statement], fits: Callable[[Statement], bool] = lambda one: True
    ) -> Line | None:
        """The statement of a kind that defines a device. Anything else there that may go, goes.

        Raises InputError for a minidisk with data.
        """
        lines = list(self._entry.devices.get(vdev, ()))
        line = next((line for line in lines if not self._is_unsaid(line)), None)
        if line is None:
            return None
        subject = f"{self._entry.name}/{vdev}"
        statement = line.statement
        assert statement is not None
        if isinstance(statement, kind) and fits(statement):
            return line
        if isinstance(statement, typed.Mdisk) and statement.form not in ("V-DISK", "T-DISK", "DEVNO"):
            raise InputError(
                f"{place}: {subject} is a minidisk with data, and another kind of device is wanted; allowed: another number, "
                "or to remove it first, in a plan of its own"
            )
        for one in lines:
            self._source.remove(self._entry, one)
        return None

    def _device_statement(self, vdev: str, wanted: Wanted) -> None:
        line = self._line_at(vdev, wanted.place, type(wanted.statement))
        if line is None:
            self._add(wanted.statement, wanted.place)
        else:
            self._put(line, wanted.statement)

    def _devices(self, wanted: DesiredEntry) -> None:
        for disk in wanted.minidisks.values():
            self._minidisk(disk)
        for nic in wanted.nics.values():
            self._nic(nic)
        for link in wanted.links.values():
            self._link(link)
        for dedicate in wanted.dedicate.values():
            self._dedicate(dedicate)

    def _new_device(self, place: Place, **device: Any) -> None:
        """Add a device with what stands behind it."""
        entry = DesiredEntry(self._entry.name, place, **device)
        first, *behind = self._parsed(device_records(entry, {}))
        line = self._add(first, place)
        for statement in behind:
            if isinstance(statement, type(first)):
                self._add(statement, place)
            else:
                self._source.extend(self._entry, line, statement)

    def _minidisk(self, disk: Minidisk) -> None:
        line = self._line_at(disk.vdev, disk.place, typed.Mdisk)
        now = self.now.minidisks.get(disk.vdev)
        if line is None or now is None:
            self._new_device(disk.place, minidisks={disk.vdev: disk})
            return
        old = line.statement
        assert old is not None
        operands: dict[str, Any] = {}
        if disk.where is not None and disk.where != now.where:
            operands = _place_operands(disk)
        if disk.devtype is not None:
            operands["devtype"] = disk.devtype
        if disk.mode is not None:
            operands["mode"] = disk.mode
        self._put(line, old.with_operands(**operands))
        self._extend(line, typed.Miniopt, disk.miniopt, now.miniopt)
        self._extend(line, typed.Dasdopt, disk.dasdopt, now.dasdopt)

    def _extend(self, line: Line, kind: type[Statement], words: tuple[str, ...], now: tuple[str, ...]) -> None:
        """The words of what stands behind a device, all of them, where some are wanted."""
        if words and words != now:
            (statement,) = self._parsed([" ".join([kind.keyword, *words])])
            self._source.extend(self._entry, line, statement)

    def _nic(self, nic: Nic) -> None:
        line = self._line_at(nic.vdev, nic.place, typed.Nicdef)
        if line is None:
            self._new_device(nic.place, nics={nic.vdev: nic})
            return
        lines = [one for one in self._entry.devices[nic.vdev] if isinstance(one.statement, typed.Nicdef)]
        for name, value in nic.operands.items():
            having = [one for one in lines if one.statement is not None and name in one.statement.operands()]
            self._change(having[-1] if having else lines[-1], {name: value})

    def _change(self, line: Line, operands: Mapping[str, Any]) -> None:
        assert line.statement is not None
        self._put(line, line.statement.with_operands(**{_attribute(name): value for name, value in operands.items()}))

    def _link(self, link: Link) -> None:
        line = self._line_at(link.vdev, link.place, typed.Link)
        if line is None:
            self._new_device(link.place, links={link.vdev: link})
            return
        old = line.statement
        assert isinstance(old, typed.Link)
        mode = link.mode
        if mode is None and (old.userid, old.vdev1) == (link.userid, link.owner_vdev):
            mode = old.mode
        vdev2 = old.vdev2 if (old.vdev2 or link.owner_vdev) == link.vdev else link.vdev
        self._put(line, old.with_operands(userid=link.userid, vdev1=link.owner_vdev, vdev2=vdev2, mode=mode))
        self._extend(line, typed.Dasdopt, link.dasdopt, self.now.links[link.vdev].dasdopt)

    def _dedicate(self, dedicate: Dedicate) -> None:
        line = self._line_at(
            dedicate.vdev,
            dedicate.place,
            typed.Dedicate,
            lambda one: isinstance(one, typed.Dedicate) and one.obsolete is None,
        )
        if line is None:
            self._new_device(dedicate.place, dedicate={dedicate.vdev: dedicate})
            return
        operands = dict(dedicate.operands)
        operands |= {other: None for one, other in (("rdev", "volid"), ("volid", "rdev")) if one in operands}
        self._change(line, operands)
        self._extend(line, typed.Dasdopt, dedicate.dasdopt, self.now.dedicate[dedicate.vdev].dasdopt)

    def _check_numbers(self, wanted: DesiredEntry) -> None:
        """Raise InputError where what is new takes a number that another device of the entry has."""
        for line in self._new:
            vdev = None if line.statement is None or line.gone else device_number(line.statement)
            if vdev is None or line.statement is None:
                continue
            for number in numbers_taken(line.statement):
                taken = f"{number:04X}"
                for other in (*self._entry.devices.get(taken, ()), *self._entry.taker(taken)):
                    if other.statement is not None and device_number(other.statement) != vdev:
                        raise InputError(
                            f"{wanted.place}: {self._entry.name}/{vdev} takes number {taken}, which "
                            f"{self._entry.name}/{device_number(other.statement)} has already; allowed: another number"
                        )


def _said_by_statements(wanted: DesiredEntry) -> Iterator[tuple[str, str | None, type[Statement], str]]:
    """Operands of the header that a statement may say instead: what is wanted, the statement, and its operand."""
    yield "storage", wanted.storage, typed.Storage, "size"
    yield "max_storage", wanted.max_storage, typed.Maxstorage, "size"
    yield "class_", wanted.class_, typed.Class, "class_"


def _place_operands(disk: Minidisk) -> dict[str, Any]:
    """The operands of MDISK that tell a place."""
    operands: dict[str, Any] = dict.fromkeys(("form", "start", "size", "volid", "rdev", "block_size"))
    match disk.where:
        case FixedPlace(volid, start, size):
            operands |= {"form": "extent", "start": start, "size": "END" if size is None else size, "volid": volid}
        case Temporary(form, size):
            operands |= {"form": form, "size": size}
            if form in _SIZE_OF_MDISK:
                operands["devtype"] = _SIZE_OF_MDISK[form]
        case RealDevice(rdev):
            operands |= {"form": "DEVNO", "rdev": rdev}
    return operands


def _option_says(option: Statement | tuple[()]) -> tuple[Hashable, Hashable]:
    """What an OPTION says, whatever the order of its words."""
    if not option:
        return frozenset(), ""
    said = meaning(option)
    return frozenset(said.pop("option", ())), repr(sorted(said.items()))


def _attribute(operand: str) -> str:
    return "class_" if operand == "class" else operand
