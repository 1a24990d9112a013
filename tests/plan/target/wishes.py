"""Random desired states over a directory: entries that say a part of what they are, other values, and new things."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

from dirtool.compare.desired.checks import check_entry, may_stand_once, numbers_of
from dirtool.compare.desired.export import export
from dirtool.compare.desired.state import (
    Desired,
    DesiredEntry,
    FixedPlace,
    Link,
    Minidisk,
    Nic,
    Removal,
    Secret,
    Temporary,
    Wanted,
    Within,
)
from dirtool.errors import InputError
from dirtool.model.directory import Directory
from dirtool.model.size import Size
from dirtool.text.yaml_tree import Place
from tests.compare.desired.made import PARSER

PLACE = Place("d.yaml", 1, 1)
STATEMENTS = (
    "SHARE RELATIVE 300",
    "SHARE ABSOLUTE 5%",
    "MACHINE ESA 4",
    "IPL 0150",
    "CPU 02",
    "COMMAND SET RUN OFF",
    "IUCV ANY",
    "POSIXINFO UID 77",
    "XCONFIG ADDRSPACE MAXNUMBER 9 TOTSIZE 1G",
    "ACCOUNT OTHER",
)


def part_of(chance: Random, entry: DesiredEntry) -> DesiredEntry:
    """An entry that does not say all that it did."""

    def some(devices: Any) -> Any:
        return {vdev: one for vdev, one in devices.items() if chance.random() < 0.7}

    def maybe(value: Any) -> Any:
        return value if chance.random() < 0.7 else None

    return replace(
        entry,
        include=maybe(entry.include),
        password=maybe(entry.password),
        storage=maybe(entry.storage),
        max_storage=maybe(entry.max_storage),
        class_=maybe(entry.class_),
        logonby=maybe(entry.logonby),
        options=maybe(entry.options),
        header=some(entry.header),
        minidisks=some(entry.minidisks),
        nics=some(entry.nics),
        links=some(entry.links),
        dedicate=some(entry.dedicate),
        statements=tuple(one for one in entry.statements if chance.random() < 0.7),
    )


def partial(chance: Random, directory: Directory) -> Desired:
    """A part of what a directory is."""
    whole = export(directory).desired
    entries = {name: part_of(chance, entry) for name, entry in whole.entries.items() if chance.random() < 0.7}
    return replace(whole, entries=entries)


def statement(text: str) -> Wanted:
    """A statement as it is wanted."""
    parsed = PARSER.parse(text)
    assert parsed is not None
    assert not parsed.faults
    return Wanted(text, parsed.statement, PLACE)


def changed_entry(chance: Random, entry: DesiredEntry, name: str) -> DesiredEntry:
    """Other values of some things, and some new ones; what is refused by itself is left out."""
    for change in chance.sample([*_changes(chance, entry)], 3):
        try:
            changed = change(replace(entry, name=name, place=PLACE))
            check_entry(changed)
        except InputError:
            continue
        entry = changed
    return replace(entry, name=name, place=PLACE)


def _changes(chance: Random, entry: DesiredEntry) -> Iterator[Any]:
    is_machine = entry.kind in ("user", "identity")
    if is_machine:
        yield lambda one: replace(one, storage=chance.choice(["1G", "2048M", "7G"]))
        yield lambda one: replace(one, class_=chance.choice(["G", "BG", "GB"]))
        yield lambda one: replace(one, logonby=tuple(chance.sample(["OPS1", "OPS2", "MAINT"], 2)))
        yield lambda one: replace(one, password=chance.choice(["NOLOG", "LBYONLY", Secret("env", "X")]))
        yield lambda one: replace(one, header=one.header | {"line_end": "#"})
    number = f"{chance.randrange(0xA000, 0xA020):04X}"
    if entry.kind != "profile":
        disks = [
            Minidisk(number, PLACE, Within("", "", Size(chance.randrange(1, 20), "")), "3390", "MR"),
            Minidisk(number, PLACE, Temporary("T-DISK", 5), "3390"),
            Minidisk(number, PLACE, Within("", "", Size(9, "MiB")), "3390", grow="cmdisk", miniopt=("NOCACHE",)),
        ]
        disk = chance.choice(disks)
        yield lambda one: replace(one, minidisks=one.minidisks | {number: disk})
        for vdev, old in entry.minidisks.items():
            if isinstance(old.where, FixedPlace) and old.where.size and old.devtype in (None, "3390"):
                size = Size(chance.randrange(1, 30), "")
                grown = replace(old, where=Within("", "", size), grow="recreate", mode="MW")
                yield lambda one, vdev=vdev, grown=grown: replace(one, minidisks=one.minidisks | {vdev: grown})
    nic = Nic(number, PLACE, {"type": "QDIO", "lan": "SYSTEM VSW9"})
    yield lambda one: replace(one, nics=one.nics | {number: nic})
    for vdev in entry.nics:
        vlan = Nic(vdev, PLACE, {"vlan": str(chance.randrange(1, 99))})
        yield lambda one, vdev=vdev, vlan=vlan: replace(one, nics=one.nics | {vdev: vlan})
    link = Link(number, PLACE, "MAINT", "0190", chance.choice(["RR", "MR", None]))
    yield lambda one: replace(one, links=one.links | {number: link})
    for vdev in entry.links:
        other = Link(vdev, PLACE, chance.choice(["MAINT", "OTHER"]), "0193", "RR")
        yield lambda one, vdev=vdev, other=other: replace(one, links=one.links | {vdev: other})
    for text in chance.sample(STATEMENTS, 4):
        wanted = statement(text)
        if entry.kind != "subconfig" or text.split()[0] in ("COMMAND", "IPL"):
            yield lambda one, wanted=wanted: replace(one, statements=(*_without(one, wanted), wanted))


def _without(entry: DesiredEntry, wanted: Wanted) -> Iterator[Wanted]:
    """The statements of an entry but for one that may stand once and is another one now."""
    once = may_stand_once(wanted.statement)
    for one in entry.statements:
        same = one.statement.keyword == wanted.statement.keyword and wanted.statement.keyword in (
            "CPU",
            "XCONFIG",
            "POSIXINFO",
        )
        if not same and (once is None or may_stand_once(one.statement) != once):
            yield one


def random_desired(chance: Random, directory: Directory) -> Desired:
    """A part of a directory with changes, new entries and removals."""
    base = partial(chance, directory)
    entries = {}
    for name, entry in base.entries.items():
        entries[name] = changed_entry(chance, entry, name) if chance.random() < 0.5 else entry
    for number in range(2):
        model = chance.choice([one for one in export(directory).desired.entries.values() if one.kind != "subconfig"])
        name = f"NEW{number}"
        new = replace(model, minidisks={}, password="NOLOG" if model.kind != "profile" else None, statements=())
        entries[name] = changed_entry(chance, new, name)
    remove: list[Removal] = []
    for entry in export(directory).desired.entries.values():
        wanted = entries.get(entry.name)
        kept = {} if wanted is None else numbers_of(wanted)
        remove += [
            Removal(entry.name, PLACE, one) for one in numbers_of(entry) if one not in kept and chance.random() < 0.05
        ]
        if chance.random() < 0.1:
            remove.append(Removal(entry.name, PLACE, keyword=chance.choice(["SHARE", "IPL", "OPTION", "MACHINE"])))
        if wanted is None and chance.random() < 0.05 and entry.kind == "user":
            remove.append(Removal(entry.name, PLACE))
    return replace(base, entries=entries, remove=tuple(remove))
