"""A directory as people think of it: entries with disks, links and statements that can be changed, and written as records.

    world = farm(chance, entries=20)
    world.records()

Whatever a method of `World` does, the directory stays valid: no two disks share a cylinder, links follow or go, names follow.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from tests.generator import entries as entries_of
from tests.generator import generate

MACHINES = ("user", "identity")
SYSTEM = frozenset(("MAINT", "LNXADMIN"))  # their disks lie on a volume with a full-pack minidisk
RECORDS_OF_A_GUEST = 13
RECORDS_BEFORE = 95
CYLINDERS = 30051
_DEVICES = ("CONSOLE", "SPOOL", "SPECIAL", "DEDICATE", "NICDEF")
_EXTENSIONS = ("MINIOPT", "DASDOPT")


@dataclass
class Disk:
    """A minidisk with a fixed place. `end`: it goes up to the end of its volume."""

    vdev: str
    volid: str
    start: int
    size: int
    mode: str = "MR"
    passwords: str = ""
    extensions: list[str] = field(default_factory=list)
    end: bool = False

    @property
    def extent(self) -> tuple[str, int, int]:
        """Volume, first and last cylinder."""
        return self.volid, self.start, self.start + self.size - 1

    @property
    def texts(self) -> list[str]:
        """Its records."""
        size = "END" if self.end else str(self.size)
        words = f"MDISK {self.vdev} 3390 {self.start} {size} {self.volid} {self.mode} {self.passwords}"
        return [words.rstrip(), *self.extensions]


@dataclass
class Link:
    """A link to the disk `disk` of `owner`."""

    vdev: str
    owner: str
    disk: str
    mode: str = "RR"

    @property
    def texts(self) -> list[str]:
        """Its record."""
        return [f"LINK {self.owner} {self.disk} {self.vdev} {self.mode}"]


@dataclass
class Other:
    """A device of another kind, as it is written, `{}` in the place of its number; a comment has none."""

    vdev: str
    forms: list[str]

    @property
    def texts(self) -> list[str]:
        """Its records."""
        return [form.replace("{}", self.vdev, 1) for form in self.forms]

    @property
    def keyword(self) -> str:
        """What it begins with."""
        return self.forms[0].split()[0]


Device = Disk | Link | Other


@dataclass
class Entry:
    """An entry. `was` is its name in the directory that is (None: it is new). `head` are the words behind the name."""

    kind: str
    name: str
    head: list[str]
    was: str | None = None
    include: str | None = None
    builds: dict[str, str] = field(default_factory=dict)
    general: list[str] = field(default_factory=list)
    devices: list[Device] = field(default_factory=list)
    identity: str | None = None  # of a subconfig

    @property
    def disks(self) -> list[Disk]:
        """Its minidisks with a place."""
        return [device for device in self.devices if isinstance(device, Disk)]

    @property
    def links(self) -> list[Link]:
        """Its links."""
        return [device for device in self.devices if isinstance(device, Link)]

    def device(self, vdev: str) -> Device | None:
        """The device with a number."""
        return next((one for one in self.devices if one.vdev == vdev), None)

    def disk(self, vdev: str) -> Disk | None:
        """The minidisk with a number."""
        return next((one for one in self.disks if one.vdev == vdev), None)

    def said(self, keyword: str) -> list[str]:
        """Its general statements of a kind."""
        return [text for text in self.general if text.split()[0] == keyword]

    def texts(self) -> Iterator[str]:
        """Its records."""
        yield " ".join([self.kind.upper(), self.name, *self.head])
        if self.include is not None:
            yield f" INCLUDE {self.include}"
        for member, name in self.builds.items():
            yield f" BUILD ON {member} USING SUBCONFIG {name}"
        yield from (f" {text}" for text in self.general)
        for device in self.devices:
            yield from (text if text.startswith("*") else f" {text}" for text in device.texts)


class World:
    """A directory. `entries` are by name; a profile has a name of its own, as in these directories nobody shares one."""

    def __init__(self, before: list[str], entries: list[Entry]) -> None:
        self.before = before
        self.entries = {entry.name: entry for entry in entries}
        self._mentions: dict[str, list[Entry]] = {}
        self._linkers: dict[str, list[Entry]] = {}
        for entry in entries:
            self.note(entry)

    def copy(self) -> World:
        """Another one that is the same."""
        for entry in self.entries.values():
            entry.was = entry.name
        return copy.deepcopy(self)

    def of(self, *kinds: str) -> list[Entry]:
        """The entries of some kinds."""
        return [entry for entry in self.entries.values() if entry.kind in kinds]

    def records(self, chance: Random | None = None) -> list[str]:
        """The directory; profiles stand first, the others in any order if there is `chance`."""
        profiles, others = self.of("profile"), self.of("user", "identity", "subconfig")
        if chance is not None:
            chance.shuffle(profiles)
            chance.shuffle(others)
        return [*self.before, *(text for entry in (*profiles, *others) for text in entry.texts())]

    # -- who has to do with whom

    def note(self, entry: Entry) -> None:
        """Take account of an entry that is new, or that says something new."""
        for link in entry.links:
            self._note_link(entry, link)
        for text in (*entry.general, *(text for one in entry.devices if isinstance(one, Other) for text in one.forms)):
            for word in text.split()[1:]:
                self._mentions.setdefault(word, []).append(entry)

    def _note_link(self, entry: Entry, link: Link) -> None:
        self._linkers.setdefault(link.owner, []).append(entry)

    def machine_of(self, entry: Entry) -> str:
        """The name under which others link to the disks of an entry."""
        return entry.identity or entry.name

    def linkers(self, owner: str, vdev: str | None = None) -> list[tuple[Entry, Link]]:
        """The links to a machine, or to one of its devices."""
        known = {id(entry): entry for entry in self._linkers.get(owner, ()) if self.has(entry)}
        return [
            (entry, link)
            for entry in known.values()
            for link in entry.links
            if link.owner == owner and vdev in (None, link.disk)
        ]

    def has(self, entry: Entry) -> bool:
        """Whether an entry is there."""
        return self.entries.get(entry.name) is entry

    def mentioning(self, name: str) -> list[Entry]:
        """The entries with a statement that names another one."""
        return list({id(entry): entry for entry in self._mentions.get(name, ()) if self.has(entry)}.values())

    # -- changes

    def add(self, entry: Entry) -> Entry:
        """A new entry."""
        assert entry.name not in self.entries, entry.name
        self.entries[entry.name] = entry
        self.note(entry)
        return entry

    def say(self, entry: Entry, text: str) -> None:
        """A new general statement."""
        entry.general.append(text)
        for word in text.split()[1:]:
            self._mentions.setdefault(word, []).append(entry)

    def put(self, entry: Entry, device: Device) -> None:
        """A new device."""
        assert entry.device(device.vdev) is None or device.vdev == "", (entry.name, device)
        entry.devices.append(device)
        if isinstance(device, Link):
            self._note_link(entry, device)

    def point(self, entry: Entry, link: Link, owner: str, disk: str) -> None:
        """A link leads to another disk."""
        link.owner, link.disk = owner, disk
        self._note_link(entry, link)

    def take_out(self, entry: Entry, device: Device) -> None:
        """A device goes, and the links to it where nobody else of the machine has one with the number."""
        entry.devices.remove(device)
        self._drop_dangling(self.machine_of(entry), device.vdev)

    def _drop_dangling(self, machine: str, vdev: str) -> None:
        if machine not in self.entries or not self.has_device(machine, vdev):
            for linker, link in self.linkers(machine, vdev):
                self.take_out(linker, link)

    def has_device(self, machine: str, vdev: str) -> bool:
        """Whether some part of a machine has a device."""
        owner = self.entries[machine]
        parts = [owner, *(self.entries[name] for name in owner.builds.values() if name in self.entries)]
        return any(part.device(vdev) is not None for part in parts)

    def move(self, disk: Disk, giver: Entry, taker: Entry, vdev: str, *, links_follow: bool) -> None:
        """A disk goes to another entry, or gets another number; the links to it follow, or look for themselves."""
        old = self.machine_of(giver), disk.vdev
        giver.devices.remove(disk)
        disk.vdev = vdev
        assert taker.device(vdev) is None
        taker.devices.append(disk)
        if links_follow:
            self.follow(old, (self.machine_of(taker), vdev))
        else:
            self._drop_dangling(*old)

    def follow(self, old: tuple[str, str], new: tuple[str, str]) -> None:
        """Links to a device lead to another one; a machine does not link to itself."""
        for linker, link in self.linkers(*old):
            if self.machine_of(linker) == new[0]:
                self.take_out(linker, link)
            else:
                self.point(linker, link, *new)

    def remove(self, entry: Entry) -> None:
        """An entry goes, and with it the links to it and its name in other entries; of an identity also its subconfigs."""
        for name in list(entry.builds.values()):
            self.remove_subconfig(self.entries[name])
        del self.entries[entry.name]
        for linker, link in self.linkers(entry.name):
            self.take_out(linker, link)
        for other in self.mentioning(entry.name):
            other.general[:] = [text for text in (_without(text, entry.name) for text in other.general) if text]
            other.devices[:] = [
                device for device in other.devices if not (isinstance(device, Other) and _names(device, entry.name))
            ]

    def remove_subconfig(self, entry: Entry) -> None:
        """A subconfig goes."""
        identity = self.entries[entry.identity or ""]
        identity.builds = {member: name for member, name in identity.builds.items() if name != entry.name}
        del self.entries[entry.name]
        for disk in entry.disks:
            self._drop_dangling(identity.name, disk.vdev)

    def rename(self, entry: Entry, name: str) -> None:
        """An entry has another name, which all others use that used the old one."""
        assert name not in self.entries, name
        old, linkers, mentioning = entry.name, self.linkers(entry.name), self.mentioning(entry.name)
        entry.name = name
        self.entries[name] = self.entries.pop(old)
        for linker, link in linkers:
            self.point(linker, link, name, link.disk)
        for part in entry.builds.values():
            self.entries[part].identity = name
        for other in mentioning:
            other.general[:] = [_renamed(text, old, name) for text in other.general]
            for device in other.devices:
                if isinstance(device, Other):
                    device.forms[:] = [_renamed(text, old, name) for text in device.forms]
            self.note(other)


def _without(text: str, name: str) -> str:
    """A statement without a name; empty if nothing is left."""
    keyword, *words = text.split()
    if name not in words:
        return text
    left = [word for word in words if word != name]
    return " ".join([keyword, *left]) if left and keyword in ("LOGONBY", "XAUTOLOG", "AUTOLOG") else ""


def _names(device: Other, name: str) -> bool:
    return any(name in form.split() for form in device.forms)


def _renamed(text: str, old: str, new: str) -> str:
    keyword, *words = text.split()
    return " ".join([keyword, *(new if word == old else word for word in words)]) if old in words else text


# ---- a directory to begin with


def farm(chance: Random, entries: int) -> World:
    """A farm of Linux guests on a cluster: about so many entries, some of them identities for two members."""
    made = generate("linux", max(0, entries - 14) * RECORDS_OF_A_GUEST + RECORDS_BEFORE, seed=chance.randrange(50))
    before, *others = entries_of(made)
    at = next(number for number, text in enumerate(before) if text.startswith("DIRECTORY"))
    before = [*before[:at], "DIRECTORY SSI 0123 3390 LXPRES LXQRES"]
    world = World(before, [read_entry(records) for records in others])
    for number in range(2):
        _plant_identity(world, f"SYSM{number}", 1 + 400 * number)
    _plant_links(world, chance)
    return world


def read_entry(records: list[str]) -> Entry:
    """An entry out of its records."""
    keyword, name, *head = records[0].split()
    entry = Entry(keyword.lower(), name, head)
    for record in records[1:]:
        words = record.split()
        match words[0]:
            case "INCLUDE":
                entry.include = words[1]
            case "MDISK" if len(words) > 5 and words[3].isdigit():
                is_end = words[4] == "END"
                size = CYLINDERS if is_end else int(words[4])
                passwords = " ".join(words[7:])
                entry.devices.append(Disk(words[1], words[5], int(words[3]), size, words[6], passwords, end=is_end))
            case "LINK":
                entry.devices.append(Link(words[3], words[1], words[2], words[4]))
            case keyword if keyword in _DEVICES or keyword == "MDISK":
                form = " ".join([keyword, "{}", *words[2:]])
                same = entry.device(words[1])
                if isinstance(same, Other):
                    same.forms.append(form)
                else:
                    entry.devices.append(Other(words[1], [form]))
            case _ if record.startswith("*"):
                entry.devices.append(Other("", [record]))
            case _:
                entry.general.append(record.strip())
    return entry


def _plant_identity(world: World, name: str, start: int) -> None:
    builds = {f"LXP{number}": f"{name}-{number}" for number in (1, 2)}
    general = ["ACCOUNT SYSTEMS", "IPL CMS", "MACHINE ESA 4"]
    world.add(Entry("identity", name, ["NOLOG", "64M", "256M", "BG"], builds=builds, general=general))
    for number, part in enumerate(builds.values()):
        disks: list[Device] = [
            Disk("0191", "LXSYSM", start + 100 * number, 20),
            Disk("0192", "LXSYSM", start + 100 * number + 20, 30, "MR", "ALL WRITE2 MULTI2"),
        ]
        world.add(Entry("subconfig", part, [], general=["COMMAND SET RUN ON"], devices=disks, identity=name))


def _plant_links(world: World, chance: Random) -> None:
    """Some guests read the disks of others, and log on by others."""
    guests = [entry for entry in world.of("user") if entry.disks and not entry.name.startswith("$")]
    for number, guest in enumerate(guests):
        owner = guests[chance.randrange(len(guests))]
        if owner is not guest and owner.disks:
            world.put(guest, Link(f"0F{number % 16:X}0", owner.name, chance.choice(owner.disks).vdev))
        if chance.random() < 0.3 and owner is not guest:
            world.say(
                guest, chance.choice(["XAUTOLOG {}", "IUCV {} MSGLIMIT 20", "LOGONBY {} MAINT"]).format(owner.name)
            )
