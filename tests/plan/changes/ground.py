"""Where changes are planted: the directory that is and the one that is wanted, with free numbers and free space."""

from __future__ import annotations

import copy
from collections.abc import Callable
from random import Random
from typing import TypeVar

from tests.generator.dice import Dice
from tests.generator.disks import Shelf
from tests.plan.worlds import CYLINDERS, SYSTEM, Device, Disk, Entry, Link, Other, World

AnyDevice = TypeVar("AnyDevice", bound=Device)

SLACK = 20  # cylinders behind a new disk that nobody has


class Ground:
    """The directory that is (`old`) and the one that is wanted (`new`), while changes are planted.

    `mixing` is how often a change takes an entry that another one has changed already.
    """

    def __init__(self, chance: Random, old: World, mixing: float) -> None:
        self.chance = chance
        self.old = old
        self.new = old.copy()
        self.shelf = Shelf(Dice(chance.randrange(1 << 30)), "PL", CYLINDERS)
        self._mixing = mixing
        self._touched: set[int] = set()
        self._count = 0
        self._by_kind: dict[str, list[Entry]] = {}
        for entry in self.new.entries.values():
            self._by_kind.setdefault(entry.kind, []).append(entry)

    # -- what there is

    def guest(self, *kinds: str) -> Entry:
        """An entry of both directories, mostly one that no change has touched."""
        known = [entry for kind in kinds or ("user",) for entry in self._by_kind.get(kind, ())]
        for _ in range(60):
            entry = self.chance.choice(known)
            fresh = id(entry) not in self._touched
            if self._is_usable(entry) and (fresh or self.chance.random() < self._mixing):
                self._touched.add(id(entry))
                return entry
        return self.both(self.made(kinds[0] if kinds else "user"))

    def guests(self, count: int, *kinds: str) -> list[Entry]:
        """Several of them, no two the same."""
        found: list[Entry] = []
        while len(found) < count:
            entry = self.guest(*kinds)
            if all(entry is not other for other in found):
                found.append(entry)
        return found

    def _is_usable(self, entry: Entry) -> bool:
        is_there = self.new.has(entry) and entry.was in self.old.entries
        return is_there and entry.name not in SYSTEM and not entry.name.startswith("$") and self._kept(entry)

    def _kept(self, entry: Entry) -> bool:
        return self.old.entries[entry.was or ""].kind == entry.kind

    def made(self, kind: str) -> Entry:
        """An entry that is in no directory yet."""
        name = self.name()
        if kind == "profile":
            return Entry(kind, name, [], general=["MACHINE ESA 16"], devices=[Other("0009", ["CONSOLE {} 3215 T"])])
        if kind == "identity":
            return Entry(kind, name, ["NOLOG", "64M", "256M", "BG"])
        if kind == "subconfig":
            raise ValueError("a subconfig is planted by its identity")
        return Entry(kind, name, ["LBYONLY", "1G", "2G", "G"], include="LNXECKD")

    def both(self, entry: Entry) -> Entry:
        """An entry that is put into both directories; the one of the wanted directory."""
        self.old.add(entry)
        entry.was = entry.name
        twin = self.new.add(copy.deepcopy(entry))
        self._by_kind.setdefault(entry.kind, []).append(twin)
        self._touched.add(id(twin))
        return twin

    def twin(self, entry: Entry) -> Entry | None:
        """The entry in the directory that is."""
        return None if entry.was is None else self.old.entries.get(entry.was)

    def new_guest(self, kind: str = "user") -> Entry:
        """A new entry, in the directory that is wanted alone."""
        return self.new.add(self.made(kind))

    def name(self) -> str:
        """A name that nobody has."""
        self._count += 1
        return f"P{self._count:04}"

    def part_name(self, identity: Entry) -> str:
        """A name for a subconfig that nobody has."""
        names = (f"{identity.name[:5]}-{number}" for number in range(1, 100))
        return next(name for name in names if name not in self.new.entries and name not in self.old.entries)

    # -- numbers and space

    def vdev(self, entry: Entry) -> str:
        """A number that is free in an entry of either directory, and in what it is a part of."""
        parts = [entry, self.twin(entry)]
        if entry.identity is not None:
            parts += [world.entries.get(entry.identity) for world in (self.old, self.new)]
        for name in entry.builds.values():
            parts += [world.entries.get(name) for world in (self.old, self.new)]
        while True:
            vdev = f"{self.chance.randrange(0x110, 0x1A0):03X}0"
            if all(part is None or part.device(vdev) is None for part in parts):
                return vdev

    def is_free(self, entry: Entry, vdev: str) -> bool:
        """Whether a number is free in an entry that is wanted."""
        parts = [entry, self.new.entries.get(entry.identity or "")]
        parts += [self.new.entries.get(name) for name in entry.builds.values()]
        return all(part is None or part.device(vdev) is None for part in parts)

    def place(self, size: int | None = None) -> tuple[str, int, int]:
        """Volume, first cylinder and number of cylinders that nobody has, with slack behind."""
        size = size or self.chance.randint(1, 40)
        volid, start = self.shelf.take(size + SLACK)
        return volid, start, size

    def new_disk(self, entry: Entry, vdev: str | None = None, size: int | None = None) -> Disk:
        """A new disk on free space, in the directory that is wanted alone."""
        disk = Disk(vdev or self.vdev(entry), *self.place(size), mode=self.chance.choice(["MR", "MR", "RR", "W"]))
        self.new.put(entry, disk)
        return disk

    def disk(self, entry: Entry, size: int | None = None) -> Disk:
        """A disk of both directories that nothing has moved yet: one that the entry has, or a planted one."""
        twin = self.twin(entry)
        assert twin is not None
        mine = [disk for disk in entry.disks if (one := twin.disk(disk.vdev)) and one.extent == disk.extent]
        if mine and size is None and self.chance.random() < 0.7:
            return self.chance.choice(mine)
        return self.plant(entry, Disk(self.vdev(entry), *self.place(size)))

    def disks(self, entry: Entry, count: int) -> list[Disk]:
        """Several of them."""
        found: list[Disk] = []
        while len(found) < count:
            disk = self.disk(entry)
            if all(disk is not one for one in found):
                found.append(disk)
        return found

    def plant(self, entry: Entry, device: AnyDevice) -> AnyDevice:
        """A device that is put into both directories."""
        twin = self.twin(entry)
        assert twin is not None
        self.old.put(twin, copy.deepcopy(device))
        self.new.put(entry, device)
        return device

    def linker(self, owner: Entry, disk: Disk) -> Entry:
        """An entry of both directories that links to a disk of another one."""
        while True:
            linker = self.guest()
            if linker is not owner:
                break
        machine, was = self.new.machine_of(owner), self.old.machine_of(self.twin(owner) or owner)
        vdev = self.vdev(linker)
        twin = self.twin(linker)
        assert twin is not None
        self.old.put(twin, Link(vdev, was, disk.vdev))
        self.new.put(linker, Link(vdev, machine, disk.vdev))
        return linker

    def maybe_linked(self, owner: Entry, disk: Disk) -> None:
        """Perhaps somebody links to it."""
        if self.chance.random() < 0.5:
            self.linker(owner, disk)


Change = Callable[[Ground], None]
"""Plants a change."""
