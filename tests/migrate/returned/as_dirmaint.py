"""A directory as DirMaint gives it back: what `DIRM USER WITHPASS` sends, which the simulator does not imitate.

    from tests.migrate.returned.as_dirmaint import as_dirmaint
    records = as_dirmaint(records)

What changes: entries by kind and name, statements of an entry by their kind, with devices by number if told so; four digits
of device numbers, upper case, one blank between words; comments at the end of their entry, then a *DVHOPT record; no
sequence fields, no blank records, blanks up to column 80.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dirtool.model.devices import EXTENSIONS, device_number
from dirtool.model.directory import Directory, Entry, Placed
from dirtool.spec.statement import Section
from dirtool.spec.values import DEVICE_NUMBER
from dirtool.syntax.statement import Unparsed
from dirtool.syntax.statements import Sysaffin
from tests.model.made import directory_of

CONTROL = "*DVHOPT LNK0 LOG1 RCM1 SMS0 NPW1 LNGAMENG PWC20240229 CRC{}"
_SECTIONS = {Section.HEADER: 0, Section.PREFIX: 1, Section.GENERAL: 2, Section.DEVICE: 3}
_ENTRIES = {"profile": 1, "user": 2, "identity": 2, "subconfig": 2}


class _Unit(NamedTuple):
    """A device with what extends it, or another statement."""

    rank: tuple[int, str]
    placed: list[Placed]


def as_dirmaint(records: Sequence[str], *, sorts: bool = True, sorts_devices: bool = False) -> list[str]:
    """The records that DirMaint would send; with `sorts` off, all stays in its order."""
    directory = directory_of("\n".join(records))
    found = _head(directory)
    entries = sorted(directory.entries, key=_place) if sorts else directory.entries
    for entry in entries:
        found += _entry(entry, sorts=sorts, sorts_devices=sorts_devices)
    return [f"{record[:71]:80}" if len(record) < 72 or record[71:].strip() else record for record in found]


def _place(entry: Entry) -> tuple[int, str]:
    rank = _ENTRIES.get(entry.kind, 0)
    return rank, entry.name if rank else ""


def _head(directory: Directory) -> list[str]:
    source = directory.sources[0]
    first = source.lines[0] if source.lines else len(source.records.texts) + 1
    return [text[:71] for text in source.records.texts[: first - 1] if text.strip()]


def _entry(entry: Entry, *, sorts: bool, sorts_devices: bool) -> Iterator[str]:
    units = list(_units(entry, sorts_devices=sorts_devices))
    if sorts and not entry.of(Sysaffin) and not any(placed.is_broken for placed in entry):
        units[1:] = sorted(units[1:], key=lambda unit: unit.rank)
    for unit in units:
        for placed in unit.placed:
            yield from _statement(placed)
    statements = {line for placed in entry for line in placed.source.lines_of(placed.position)}
    for line, text in enumerate(entry.texts, entry.line):
        if line not in statements and text.strip() and not text.startswith("*DVHOPT"):
            yield text[:71].rstrip()
    if entry.kind in _ENTRIES:
        yield CONTROL.format("\u00c5\u00df" if len(entry.name) % 2 else "4$")


def _units(entry: Entry, *, sorts_devices: bool) -> Iterator[_Unit]:
    unit: _Unit | None = None
    for placed in entry:
        if isinstance(placed.statement, EXTENSIONS) and unit is not None:
            unit.placed.append(placed)
            continue
        kind = placed.statement.known_definition
        section = _SECTIONS[kind.section] if kind is not None else 2
        is_device = section == 3
        number = (device_number(placed.statement) or "") if is_device and sorts_devices else ""
        if unit is not None:
            yield unit
        unit = _Unit((section, number), [placed])
    if unit is not None:
        yield unit


def _statement(placed: Placed) -> list[str]:
    """The records of a statement, each of its words as DirMaint keeps it."""
    source, statement = placed.source, placed.statement
    kind = statement.known_definition
    lines = source.lines_of(placed.position)
    is_special = kind is None or isinstance(statement, Unparsed) or placed.position in source.faults or len(lines) > 1
    if is_special or kind is None or any(one.type.keeps_case or one.type.takes_quotes for one in kind.operands):
        return [source.code(line).rstrip() for line in lines]
    words = source.folded_words(placed.position)
    slots = source.parser.dissect(kind, words).slots
    for name, places in slots.items():
        if name in kind.by_name and kind.by_name[name].type is DEVICE_NUMBER:
            for at in places:
                words[at] = words[at].zfill(4)
    text = " ".join(words)
    return [text] if len(text) <= 71 else [source.code(lines[0]).rstrip()]
