"""Prototypes for DIRM ADD ... LIKE: a NOLOG entry with what the members of a group share.

Source: z/VM DirMaint Commands Reference, ADD and FILE; z/VM DirMaint Tailoring and Administration Guide, EXTENT CONTROL. A
minidisk is asked for by its size and a group of regions (AUTOG); which group is told by EXTENT CONTROL alone. What is not
certain is left out, and a comment tells of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from dirtool.compare.diff.meaning import meaning_of
from dirtool.migrate.mine.mined import Lack, Prototype
from dirtool.model.devices import EXTENSIONS, device_number, is_device
from dirtool.model.directory import Directory, Entry, Placed
from dirtool.model.extent_control import ExtentControl
from dirtool.spec.devices import unit_of
from dirtool.syntax.masking import secret_words
from dirtool.syntax.statement import Statement
from dirtool.syntax.statements import Include, Mdisk, Nicdef, User
from dirtool.syntax.to_text import statement_records
from dirtool.text.columns import CODE_END
from dirtool.wording import plural

_INDENT = " "
_ANYTHING = "*"  # on a header: the system's default, or a statement, decides
_NAME_AND_PASSWORD = 2  # the first operands of a header
_MAY_BE_ANYTHING = ("storage", "max_storage")  # operands of a header that take the placeholder
_SHOWN_AT_MOST = 2
_PASSWORDS = ("read_password", "write_password", "multi_password")
_WITHOUT_PLACE = ("V-DISK", "T-DISK")

_Body = dict[str, list[Placed]]
"""The statements of an entry by what they are compared with: a device number, else a keyword."""


class Prototypes:
    """Makes the prototypes of one directory. `after` is the directory with its new profiles."""

    def __init__(self, after: Directory, control: ExtentControl | None) -> None:
        self._after = after
        self._control = control

    def of(self, profile: str, members: Sequence[str]) -> Prototype | None:
        """The prototype of a group, under the name of its profile; None where the members are not all USERs."""
        entries = [self._after.machines[name] for name in members]
        if any(not isinstance(entry.header.statement, User) for entry in entries):
            return None
        made = _Made(profile, entries, self._control)
        return Prototype(f"{profile} PROTODIR", tuple(made.texts), tuple(made.lacks))


class _Made:
    """One prototype while it is made. No statement of a member is broken: such entries are in no group."""

    def __init__(self, name: str, entries: Sequence[Entry], control: ExtentControl | None) -> None:
        self._control = control
        self.lacks: list[Lack] = []
        header = self._header(name, [entry.header.statement for entry in entries])
        bodies = [_body(entry) for entry in entries]
        general: list[str] = []
        devices: list[str] = []
        for key, first in bodies[0].items():
            members = [body[key] for body in bodies if key in body]
            if len(members) == len(bodies):
                (devices if is_device(first[0].statement) else general).extend(self._shared(members))
        comments = (f"* {lack.what}: {lack.why}"[:CODE_END] for lack in self.lacks)
        body = map(_indented, (f"INCLUDE {name}", *general, *devices))
        self.texts = [*statement_records(header), *body, *comments]

    def _header(self, name: str, headers: Sequence[Statement]) -> Statement:
        """The header: what all members say on theirs, up to the first operand of which that is not so."""
        kept: dict[str, Any] = {}
        slots = zip(headers[0].__slots__, headers[0].definition.operands, strict=True)
        for slot, operand in [*slots][_NAME_AND_PASSWORD:]:
            said = Counter(getattr(header, slot) for header in headers)
            value = next(iter(said)) if len(said) == 1 else _ANYTHING
            if value == _ANYTHING and len(said) > 1:
                self._lack(f"{operand.title} on USER", f"the members have {_values(said)}")
            if value is None or (value == _ANYTHING and operand.name not in _MAY_BE_ANYTHING):
                break
            kept[slot] = value
        while kept and [*kept.values()][-1] == _ANYTHING:
            kept.popitem()
        operands = dict.fromkeys(headers[0].__slots__) | {"userid": name, "password": "NOLOG"} | kept
        return headers[0].with_operands(**operands)

    def _shared(self, members: Sequence[list[Placed]]) -> list[str]:
        """The records of one device, or of the statements of one kind, as far as all members have the same."""
        first = members[0]
        if isinstance(first[0].statement, Mdisk):
            disk = self._disk(members)
            return [*disk, *_extensions(members)] if disk else []
        if any(map(_is_odd, members)):
            self._lack(_title(first), "it stays with the members")
        elif _are_alike(members):
            return [text for placed in first for text in _texts(placed)]
        elif _are_adapters(members) and _are_alike(members, "macid"):
            self._lack(f"MACID of {_title(first)}", "each member has its own; else CP gives one")
            return [text for placed in first for text in _without_macid(placed.statement)]
        else:
            self._lack(_title(first), "each member has its own")
        return []

    def _disk(self, members: Sequence[list[Placed]]) -> list[str]:
        """A minidisk that DirMaint gives a place: where all members have one of the same size, and all lie in one group."""
        title = _title(members[0])
        disks = [some[0].statement for some in members]
        first = disks[0]
        kinds = {(one.form, one.devtype, one.mode) for one in disks if isinstance(one, Mdisk)}
        sizes = Counter(one.size for one in disks if isinstance(one, Mdisk))
        if not isinstance(first, Mdisk) or sizes.total() < len(disks) or len(kinds) > 1:
            self._lack(title, "the members differ in type or mode")
        elif len(sizes) > 1:
            self._lack(title, f"the members have {_values(sizes)}")
        elif first.form in _WITHOUT_PLACE:
            return self._unlocked(title, first, disks)
        elif first.form != "extent" or not isinstance(first.size, int):
            self._lack(title, "each member has a place of its own")
        else:
            groups = {self._group(one) for one in disks if isinstance(one, Mdisk)}
            group = next(iter(groups)) if len(groups) == 1 else None
            if group is not None:
                return self._unlocked(
                    title, first.with_operands(form="AUTOG", start=None, volid=None, area=group), disks
                )
            why = "no EXTENT CONTROL tells a group" if self._control is None else "they are not in one group"
            self._lack(title, f"{first.devtype}, {plural(first.size, unit_of(first.devtype))}; {why}")
        return []

    def _unlocked(self, title: str, disk: Statement, disks: Sequence[Statement]) -> list[str]:
        """A minidisk without passwords."""
        if any(getattr(one, name) is not None for one in disks for name in _PASSWORDS):
            self._lack(f"password of {title}", "the members have their own")
        return statement_records(disk.with_operands(**dict.fromkeys(_PASSWORDS)))

    def _group(self, disk: Mdisk) -> str | None:
        """The one group of EXTENT CONTROL that a minidisk lies in; None if there is none, or more than one."""
        control = self._control
        if control is None or disk.volid is None or disk.start is None or not isinstance(disk.size, int):
            return None
        last = disk.start + disk.size - 1
        groups = {
            group
            for region in control.regions_on(disk.volid)
            if region.first <= disk.start and last <= (control.end_of(region) or -1)
            for group in control.groups_of(region.name)
        }
        return next(iter(groups)) if len(groups) == 1 else None

    def _lack(self, what: str, why: str) -> None:
        self.lacks.append(Lack(what, why))


def _body(entry: Entry) -> _Body:
    """The statements of an entry behind its header and its INCLUDE."""
    found: _Body = {}
    last: list[Placed] = []
    for position in range(entry.start + 1, entry.stop):
        placed = entry.at(position)
        statement = placed.statement
        if isinstance(statement, Include):
            continue
        if not isinstance(statement, EXTENSIONS):
            last = found.setdefault(device_number(statement) or statement.keyword, [])
        last.append(placed)
    return found


def _are_alike(members: Sequence[list[Placed]], but_for: str = "") -> bool:
    """Whether all members say the same, but for one operand."""
    said = ([{**meaning_of(placed), but_for: None} for placed in some] for some in members)
    first = next(said)
    return all(one == first for one in said)


def _are_adapters(members: Sequence[list[Placed]]) -> bool:
    return all(isinstance(placed.statement, Nicdef) for some in members for placed in some)


def _extensions(members: Sequence[list[Placed]]) -> list[str]:
    """The records that say more of a device, where all members have the same."""
    some = [[placed for placed in one if isinstance(placed.statement, EXTENSIONS)] for one in members]
    return [text for placed in some[0] for text in _texts(placed)] if _are_alike(some) else []


def _indented(text: str) -> str:
    return f"{_INDENT}{text}" if len(text) < CODE_END else text


def _texts(placed: Placed) -> list[str]:
    source = placed.source
    return [source.code(line).strip() for line in source.lines_of(placed.position)]


def _is_odd(some: Sequence[Placed]) -> bool:
    """Whether a prototype is better without: what lint finds something in, and what may be a secret."""
    return any(
        placed.position in placed.source.faults or secret_words(placed.source, placed.position) for placed in some
    )


def _without_macid(statement: Statement) -> list[str]:
    """The records of a NICDEF without its MACID; none if it says nothing else."""
    kept = statement.with_operands(macid=None)
    return statement_records(kept) if set(kept.operands()) != {"vdev"} else []


def _title(some: Sequence[Placed]) -> str:
    """What a device or a kind of statements is called."""
    statement = some[0].statement
    return " ".join(filter(None, (statement.keyword, device_number(statement))))


def _values(said: Counter[Any]) -> str:
    """The values that members have, the most frequent first, each with their number."""
    ordered = sorted(said.items(), key=lambda pair: (-pair[1], str(pair[0])))
    told = [f"{'none' if value is None else value} ({count:,})" for value, count in ordered[:_SHOWN_AT_MOST]]
    more = len(ordered) - len(told)
    return ", ".join([*told, *([plural(more, "other")] if more else [])])
