"""Volumes as bitmaps: one bit for each cylinder or block, found from what was generated, with nothing of dirtool's own.

A world is a small directory with what else is known of its volumes: minidisks that overlap now and then, full packs, END,
system areas, sizes given or not, regions that may overlap, groups, exclusions.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations

BLOCKS = frozenset({"9336", "FB-512", "0671"})
MODELS = {"3390": (1113, 2226, 3339, 10017, 30051, 32760, 60102, 65520), "3380": (885, 1770, 2655)}
SIZES_OF_MODELS = {"3390-01": 1113, "3390-03": 3339, "3380-A": 885}
LARGEST_MINIDISK_END = 65519
UNKNOWN_END = 10**5


@dataclass(frozen=True)
class Disk:
    """A minidisk as its record has it; `size` None: END."""

    owner: str
    vdev: str
    volid: str
    devtype: str
    start: int
    size: int | None

    @property
    def subject(self) -> str:
        return f"{self.owner}/{self.vdev}"


@dataclass(frozen=True)
class Zone:
    """A region; `last` None: END of its type."""

    name: str
    volid: str
    first: int
    last: int | None
    devtype: str


@dataclass
class World:
    """What is generated. `given` are the sizes that the site names, `types` the device types that it names."""

    disks: list[Disk] = field(default_factory=list)
    given: dict[str, int] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    areas: dict[str, list[tuple[str, int, int]]] = field(default_factory=dict)
    zones: list[Zone] = field(default_factory=list)
    groups: dict[str, list[str]] = field(default_factory=dict)
    excluded: list[str] = field(default_factory=list)  # subjects

    @property
    def directory(self) -> str:
        """The text of USER DIRECT; an owner with a dollar sign, or Z, never logs on."""
        lines = []
        for owner in dict.fromkeys(disk.owner for disk in self.disks):
            lines.append(f"USER {owner} {'NOLOG' if never_logs_on(owner) else 'LBYONLY'}")
            for disk in self.disks:
                if disk.owner == owner:
                    size = "END" if disk.size is None else disk.size
                    lines.append(f" MDISK {disk.vdev} {disk.devtype} {disk.start} {size} {disk.volid} MR")
        return "\n".join(lines or ["USER NOBODY NOLOG"]) + "\n"

    def holds_areas(self, owner: str) -> bool:
        """Whether an owner exists to hold areas: by its name, or since it has nothing but labels."""
        own = [disk for disk in self.disks if disk.owner == owner]
        labels = [not disk.start and disk.size in range(17 if disk.devtype in BLOCKS else 2) for disk in own]
        return never_logs_on(owner) and (owner.startswith("$") or all(labels))

    @property
    def control(self) -> str:
        """The text of EXTENT CONTROL."""
        regions = [
            f"{zone.name} {zone.volid} {zone.first} {'END' if zone.last is None else zone.last} {zone.devtype}"
            for zone in self.zones
        ]
        groups = [f"{name} {' '.join(names)}" for name, names in self.groups.items()]
        excluded = [subject.replace("/", " ") for subject in self.excluded]
        return "\n".join(
            [":REGIONS.", *regions, ":END.", ":GROUPS.", *groups, ":END.", ":EXCLUDE.", *excluded, ":END."]
        )

    @cached_property
    def volumes(self) -> dict[str, Bitmap]:
        """Every volume that anything names, by volid."""
        named = [*(disk.volid for disk in self.disks), *self.given, *self.types, *self.areas]
        return {volid: Bitmap(self, volid) for volid in sorted({*named, *(zone.volid for zone in self.zones)})}


def never_logs_on(owner: str) -> bool:
    return owner.startswith(("$", "Z"))


def span(first: int, last: int) -> int:
    """The bits of some cylinders or blocks."""
    return ((1 << (last + 1 - first)) - 1) << first if last >= first else 0


def runs(bits: int) -> list[tuple[int, int]]:
    """The first and the last of every run of bits, by looking at one after another."""
    found = []
    at = first = 0
    while bits >> at:
        low = (bits >> at) & -(bits >> at)
        first = at + low.bit_length() - 1
        zeros = ~(bits >> first)
        at = first + (zeros & -zeros).bit_length() - 1
        found.append((first, at - 1))
    return found


class Bitmap:
    """One volume of a world."""

    def __init__(self, world: World, volid: str) -> None:
        self.world = world
        self.volid = volid
        self.disks = [disk for disk in world.disks if disk.volid == volid and disk.size != 0]
        self.areas = world.areas.get(volid, [])
        self.zones = [zone for zone in world.zones if zone.volid == volid]
        self.devtype = self._devtype()
        self.label = 16 if self.devtype in BLOCKS else 1

    def _devtype(self) -> str:
        if self.volid in self.world.types:
            return self.world.types[self.volid]
        counts = Counter(disk.devtype for disk in self.world.disks if disk.volid == self.volid)
        if counts:
            return min(counts, key=lambda devtype: (-counts[devtype], devtype))
        return self.zones[0].devtype.partition("-0")[0].removesuffix("-A") if self.zones else ""

    @property
    def granule(self) -> int:
        return 8 if self.devtype in BLOCKS else 1

    # -- size

    @cached_property
    def size_and_source(self) -> tuple[int | None, str]:
        if self.volid in self.world.given:
            return self.world.given[self.volid], "given"
        ends = [disk.start if disk.size is None else disk.start + disk.size - 1 for disk in self.disks]
        ends += [last for _, _, last in self.areas]
        if self.told is None:
            ends += [zone.last for zone in self.zones if zone.last is not None]
        reached = max(ends, default=-1)
        packs = [disk.size for disk in self.disks if self.is_pack(disk) and disk.size]
        if packs and max(packs) > reached:
            return max(packs), "full-pack"
        if self.told is not None:
            return self.told, "extent-control"
        models = [size for size in MODELS.get(self.devtype, ()) if size > reached >= 0]
        if models:
            return min(models), "model"
        is_end_of_region = reached in [zone.last for zone in self.zones]
        return (reached + 1, "extent-control") if is_end_of_region else (None, "unknown")

    @property
    def told(self) -> int | None:
        """What EXTENT CONTROL says of the size."""
        return min([SIZES_OF_MODELS[one.devtype] for one in self.zones if one.devtype in SIZES_OF_MODELS], default=None)

    @property
    def size(self) -> int | None:
        return self.size_and_source[0]

    @property
    def end(self) -> int:
        """Behind everything: where END ends."""
        return UNKNOWN_END if self.size is None else self.size

    # -- minidisks

    def far_bits(self, disk: Disk) -> int:
        """The same where END is behind everything: what two minidisks share may lie behind the end of the volume."""
        return span(disk.start, UNKNOWN_END if disk.size is None else disk.start + disk.size - 1)

    def bits(self, disk: Disk) -> int:
        last = disk.start + disk.size - 1 if disk.size is not None else max(disk.start, self.end - 1)
        return span(disk.start, last)

    def is_pack(self, disk: Disk) -> bool:
        """Whether a minidisk is meant to be all of the volume."""
        if disk.start:
            return False
        if self.is_sure_pack(disk):
            return True
        others = [other for other in self.disks if other is not disk]
        assert disk.size is not None
        if self.known_size is not None or not others or disk.size <= self.label:
            return False
        return all(other.size is not None and other.start + other.size <= disk.size for other in others)

    def is_sure_pack(self, disk: Disk) -> bool:
        """Whether a minidisk at 0 has the size of the volume, not only one that covers all others."""
        return disk.size in (None, self.known_size, *MODELS.get(disk.devtype, ()))

    @property
    def known_size(self) -> int | None:
        """What the site gives, or EXTENT CONTROL tells by a device type."""
        given = self.world.given.get(self.volid)
        return self.told if given is None else given

    def is_overlay(self, pack: Disk) -> bool:
        """Whether a full pack lies over the minidisks of others, or over what CP uses."""
        inner = [
            disk
            for disk in self.disks
            if not self.is_pack(disk) and (disk.size is None or disk.start + disk.size > self.label)
        ]
        others = bool(self.areas) or any(disk.owner != pack.owner for disk in inner)
        return (others and self.is_sure_pack(pack)) or never_logs_on(pack.owner) or pack.subject in self.world.excluded

    @cached_property
    def taken(self) -> int:
        """What anybody has, the label apart."""
        bits = 0
        for disk in self.disks:
            if not (self.is_pack(disk) and self.is_overlay(disk)):
                bits |= self.bits(disk)
        for _, first, last in self.areas:
            bits |= span(first, last)
        return bits

    @cached_property
    def used(self) -> int:
        return self.taken | span(0, min(self.label, self.end) - 1)

    @cached_property
    def free(self) -> int:
        """What nobody has, up to the end of the volume; of unknown size, up to the last extent."""
        end = self.used.bit_length() if self.size is None else self.size
        return span(0, end - 1) & ~self.used

    @property
    def overlaps(self) -> Iterator[tuple[int, int | None, tuple[str, str]]]:
        """Of two that are no full packs, or one and an area; `None`: both reach to the END."""
        inner = [disk for disk in self.disks if not self.is_pack(disk)]
        for one, other in combinations(inner, 2):
            shared = self.far_bits(one) & self.far_bits(other)
            if None in (one.size, other.size) and self.size is not None:
                shared &= span(0, self.size - 1)
            if shared and self._ends(one) != self._ends(other):
                [(first, last)] = runs(shared)
                pair = sorted((one.subject, other.subject))
                is_open = one.size is other.size is None and self.size is None
                yield first, None if is_open else last, (pair[0], pair[1])
        for kind, first, last in self.areas:
            for disk in inner:
                bits, area = self.far_bits(disk), span(first, last)
                if disk.size is None and self.size is not None:
                    bits &= span(0, self.size - 1)
                on_purpose = self.world.holds_areas(disk.owner) or (kind == "PARM" and not bits & ~area)
                if bits & area and not on_purpose:
                    [(low, high)] = runs(bits & area)
                    pair = sorted((disk.subject, f".{kind}."))
                    yield low, high, (pair[0], pair[1])

    @property
    def identical(self) -> Iterator[tuple[str, str]]:
        """Each of some equal ones with the first by its name."""
        inner = [disk for disk in self.disks if not self.is_pack(disk)]
        for disk in inner:
            first = min(one.subject for one in inner if self._ends(one) == self._ends(disk))
            if first != disk.subject:
                yield first, disk.subject

    def _ends(self, disk: Disk) -> tuple[int, int | None]:
        return disk.start, disk.size

    # -- what may be given out

    def window(self, zone: Zone | None) -> int:
        """The bits in which minidisks may be placed: those of a region, or of all of the volume."""
        if zone is None:
            bits = span(0, self.end - 1)
        else:
            last = zone.last
            if last is None:
                last = SIZES_OF_MODELS.get(zone.devtype, self.free.bit_length() if self.size is None else self.size) - 1
            bits = span(zone.first, last)
        return bits if self.devtype in BLOCKS else bits & span(0, LARGEST_MINIDISK_END)


# -- worlds


def any_world(chance: random.Random) -> World:
    """A small directory in which everything occurs, overlaps too."""
    world = World()
    for number in range(chance.randint(1, 4)):
        volid = f"VOL{number:03}"
        devtype = chance.choice(("3390", "3390", "3380", "9336", "0671"))
        size = chance.randint(20, 60) * (8 if devtype in BLOCKS else 1)
        if chance.random() < 0.6 or devtype == "9336":  # whose models are large
            world.given[volid] = size
        if chance.random() < 0.3:
            world.types[volid] = devtype
        for _ in range(chance.choice((0, 1, 4, 9))):
            world.disks.append(_any_disk(chance, world, volid, devtype, size))
        for _ in range(chance.choice((0, 0, 1, 2))):
            first = chance.randint(0, size)
            kind = chance.choice(("PAGE", "PARM", "TDSK"))
            world.areas.setdefault(volid, []).append((kind, first, first + chance.randint(0, size // 4)))
        if chance.random() < 0.3:
            model = {"3390": "-03", "3380": "-A"}.get(devtype, "") if chance.random() < 0.4 else ""
            end = None if chance.random() < 0.3 else chance.randint(1, size)
            world.zones.append(Zone(f"R{volid}", volid, 1, end, devtype + model))
    world.excluded = [disk.subject for disk in world.disks if chance.random() < 0.1]
    return world


def _any_disk(chance: random.Random, world: World, volid: str, devtype: str, size: int) -> Disk:
    owner = chance.choice(("A", "B", "C", "$ALLOC$", "ZED"))
    vdev = f"{0x100 + len(world.disks):04X}"
    start, length = chance.randint(2, size - 1), chance.randint(1, size // 4)
    match chance.randint(0, 19):
        case 0:
            return Disk(owner, vdev, volid, devtype, 0, None)
        case 1:
            return Disk(owner, vdev, volid, devtype, 0, size)
        case 2:
            return Disk(owner, vdev, volid, devtype, 0, 16 if devtype in BLOCKS else 1)
        case 3:
            return Disk(owner, vdev, volid, devtype, start, None)
        case 4:
            return Disk(owner, vdev, volid, devtype, start, 0)
        case 5 if world.disks and world.disks[-1].volid == volid and world.disks[-1].start > 1:
            return Disk(owner, vdev, volid, devtype, world.disks[-1].start, world.disks[-1].size)
    return Disk(owner, vdev, volid, devtype, start, length)


def roomy_world(chance: random.Random, rivals: bool = True, aligned: bool = False) -> World:
    """Volumes of known size with gaps, some of them in regions, that may overlap (`rivals`), and in groups.

    `aligned`: what is counted in blocks starts and ends with a page.
    """
    world = World()
    for number in range(chance.randint(1, 5)):
        volid = f"VOL{number:03}"
        devtype = chance.choice(("3390", "3390", "3380", "9336"))
        scale = 8 if devtype == "9336" else 1
        size = chance.randint(20, 90) * scale
        base = (
            65520 - size // 2 if devtype == "3390" and chance.random() < 0.05 else 0
        )  # near the end of what CP manages
        world.given[volid], world.types[volid] = base + size, devtype
        if base:
            world.disks.append(Disk("BASE", f"{0x100 + number:04X}", volid, devtype, 1, base))
        at = base + 2 * scale
        while at < base + size:
            length = chance.randint(1, 12) * (1 if chance.random() < 0.2 and not aligned else scale)
            length = min(length, base + size - at)
            if chance.random() < 0.5:
                owner = chance.choice(("A", "B", "C"))
                vdev = f"{0x200 + len(world.disks):04X}"
                world.disks.append(Disk(owner, vdev, volid, devtype, at, length))
            at += length
        if chance.random() < 0.2:
            first = base + chance.randrange(2 * scale, size, scale if aligned else 1)
            last = first + chance.randint(1, 9) * (scale if aligned else 1) - 1
            world.areas[volid] = [("PAGE", first, min(base + size - 1, last))]
        if chance.random() < 0.6:
            for zone in _zones(chance, volid, devtype, base, base + size, rivals):
                first = zone.first + -zone.first % (scale if aligned else 1)
                if first <= (zone.last or 0):
                    world.zones.append(replace(zone, first=first))
    names = [zone.name for zone in world.zones]
    for number in range(chance.randint(0, 3) if names else 0):
        world.groups[f"GROUP{number}"] = chance.sample(names, chance.randint(1, len(names)))
    return world


def _zones(chance: random.Random, volid: str, devtype: str, base: int, end: int, rivals: bool) -> Iterable[Zone]:
    first = base
    for number in range(chance.randint(1, 3)):
        first = chance.randint(base, end - 2) if rivals else chance.randint(first, end - 1)
        last = chance.randint(first, end - 1)
        yield Zone(f"{volid}{'ABC'[number]}", volid, first, last, devtype)
        first = last + 1
        if first >= end and not rivals:
            return
