"""Maps of invented volumes, for the tests of what is drawn of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from dirtool.model.extent import Gap
from dirtool.space.volumes.volume_map import MappedExtent, MappedVolume, Shared, SizeSource, Unlocated, VolumeMap
from dirtool.spec.devices import unit_of


def disk(subject: str, first: int, last: int | None, mode: str = "MR", userid: str = "") -> MappedExtent:
    """A minidisk."""
    entry, _, vdev = subject.partition("/")
    return MappedExtent(first, last, subject, "minidisk", userid or entry, entry, vdev, mode)


def pack(subject: str, last: int | None, *, counts: bool = False) -> MappedExtent:
    """A full pack, an overlay unless it counts."""
    return disk(subject, 0, last)._replace(kind="full-pack", counts=counts)


def area(kind: str, first: int, last: int) -> MappedExtent:
    """A system area."""
    return MappedExtent(first, last, f".{kind}.", "system")


def volume(
    volid: str,
    size: int | None,
    *extents: MappedExtent,
    devtype: str = "3390",
    source: SizeSource = "given",
    model: str = "",
    groups: tuple[str, ...] = (),
    members: tuple[str, ...] = (),
) -> MappedVolume:
    """A volume with these extents, compared pair by pair; what is free is counted place by place from their ends."""
    ordered = sorted(extents, key=lambda extent: (extent.first, extent.last is None, extent.last or 0))
    placed = [extent for extent in ordered if extent.counts]
    pairs = [pair for pair in combinations(placed, 2) if not _are_apart(*pair)]
    gaps = list(_gaps(placed, size))
    used = sum(last - first + 1 for first, last in _covered(placed, size))
    return MappedVolume(
        volid,
        devtype,
        members,
        unit_of(devtype),
        size,
        "unknown" if size is None else source,
        used,
        None if size is None else sum(gap.size for gap in gaps),
        ordered,
        gaps,
        [_shared(one, other) for one, other in pairs if one[:2] != other[:2]],
        [_shared(one, other) for one, other in pairs if one[:2] == other[:2]],
        model=model,
        groups=groups,
        regions=tuple(f"{group[:3]}{volid[-3:]}" for group in groups),
    )


def realistic() -> VolumeMap:
    """A small installation in which everything occurs that a map can show."""
    return VolumeMap(sorted([*_system_volumes(), *_linux_volumes()], key=lambda one: one.volid), _UNLOCATED, [])


def many(volumes: int, extents: int, users: int = 1000) -> VolumeMap:
    """That many volumes of a 3390 model 54 with that many extents each, now and then a gap, on every hundredth an overlap."""
    return VolumeMap([_one_of_many(number, extents, users) for number in range(volumes)], [], [])


def _are_apart(one: MappedExtent, other: MappedExtent) -> bool:
    return (one.last is not None and one.last < other.first) or (other.last is not None and other.last < one.first)


def _shared(one: MappedExtent, other: MappedExtent) -> Shared:
    ends = [last for last in (one.last, other.last) if last is not None]
    first, second = sorted((one.subject, other.subject))
    return Shared(max(one.first, other.first), min(ends, default=None), (first, second))


def _covered(placed: Iterable[MappedExtent], size: int | None) -> Iterator[tuple[int, int]]:
    """What extents sorted by their places cover, each place once."""
    done = -1
    for extent in placed:
        last = extent.last if extent.last is not None else extent.first if size is None else size - 1
        if last > done:
            yield max(extent.first, done + 1), last
            done = last


def _gaps(placed: Iterable[MappedExtent], size: int | None) -> Iterator[Gap]:
    free = 0
    for first, last in _covered(placed, size):
        if first > free:
            yield Gap(free, first - 1)
        free = last + 1
    if size is not None and free < size:
        yield Gap(free, size - 1)


def _row(start: int, *sizes: tuple[str, int]) -> Iterator[MappedExtent]:
    """Minidisks one behind the other; a subject that is empty leaves a gap."""
    for subject, size in sizes:
        if subject:
            yield disk(subject, start, start + size - 1)
        start += size


def _system_volumes() -> Iterator[MappedVolume]:
    maint = [
        ("MAINT/0190", 214), ("MAINT/0193", 167), ("MAINT/019D", 292), ("MAINT/019E", 500), ("MAINT/0191", 175),
        ("MAINT/0CF1", 120), ("", 60), ("PMAINT/0191", 175), ("PMAINT/0551", 40), ("PMAINT/0CF0", 120),
        ("OPERATOR/0191", 10), ("OPERATNS/0191", 5), ("AUTOLOG1/0191", 5), ("AUTOLOG2/0191", 5), ("EREP/0191", 8),
        ("DISKACNT/0191", 150), ("", 22), ("TCPIP/0191", 5), ("TCPMAINT/0591", 88), ("TCPMAINT/0592", 70),
        ("DTCVSW1/0191", 5), ("DTCVSW2/0191", 5), ("FTPSERVE/0191", 9), ("LOGN/0191", 9), ("GCS/0191", 5),
        ("DIRMAINT/0155", 9), ("DIRMAINT/01DF", 9), ("DIRMAINT/01FA", 9), ("DATAMOVE/0155", 9), ("DIRMSAT/0155", 9),
        ("RSCS/0191", 2), ("VMSERVS/0191", 2), ("VMSERVS/0301", 200), ("VMSERVR/0191", 2), ("", 300),
        ("MAINT720/0490", 214), ("MAINT720/0493", 240), ("MAINT720/049E", 500), ("MAINT720/0122", 1000),
        ("BACKUP01/0200", 1669),
    ]  # fmt: skip
    yield volume(
        "720RES", 10017, area("LABEL", 0, 0), area("DRCT", 1, 20), *_row(21, *maint),
        pack("MAINT/0123", 10016), pack("DDRSERV/0720", 10016), source="full-pack", members=("ZVMA",),
    )  # fmt: skip
    yield volume("720P01", 30051, area("LABEL", 0, 0), area("PAGE", 1, 30050))
    yield volume("720S01", 10017, area("LABEL", 0, 0), area("SPOL", 1, 10016))
    yield volume("720T01", 3339, area("LABEL", 0, 0), area("TDSK", 1, 2000), source="extent-control")
    yield volume(
        "USER01", 10017, area("LABEL", 0, 0), *_row(1, ("CMSU01/0191", 50), ("CMSU02/0191", 50), ("CMSU03/0191", 50)),
        disk("CMSU04/0191", 140, 199), *_row(220, ("CMSU05/0191", 100), ("", 40), ("CMSU06/0191", 1000)),
        disk("DB2SRV/0200", 4000, 7338), disk("DB2TEST/0200", 6500, 8200),
    )  # fmt: skip
    yield volume(
        "SCRATCH", None, *_row(1, ("TESTER/0200", 1500), ("", 400), ("TESTER/0201", 1500)), disk("X/0300", 4000, None)
    )
    yield volume("OLD380", 2655, disk("ARCHIVE/0300", 1, 1200), devtype="3380", source="model", model="3380-K")
    yield volume("BEYOND", 3339, disk("LATE/0200", 1, 2000), disk("LATE/0201", 3000, 3600))


def _linux_volumes() -> Iterator[MappedVolume]:
    for number in range(1, 17):
        first, second = f"LNX{2 * number:03d}", f"LNX{2 * number + 1:03d}"
        hole = 137 * number % 900
        sizes = [(f"{first}/0100", 5008), (f"{first}/0101", 10016), ("", hole), (f"{second}/0100", 5008)]
        more = [(f"{second}/0101", 3338), ("", 2 * hole), (f"{second}/0102", 1669)] if number % 3 else []
        yield volume(
            f"LX{number:04d}", 32760, area("LABEL", 0, 0), *_row(1, *sizes, *more), pack(f"LNXPACK/A{number:03d}", 32759),
            source="full-pack", groups=("LINUX",),
        )  # fmt: skip
    for number in (1, 2):
        yield volume(
            f"FB000{number}", 1672881 * 10, area("LABEL", 0, 15),
            *_row(208, (f"ZDB{number}/0200", 6291456), ("", 65536), (f"ZDB{number}/0201", 4194304)),
            devtype="9336", groups=("FBA",),
        )  # fmt: skip
    yield volume(
        "LXDUP1", 10017, disk("MIRRORA/0200", 1, 3338), disk("MIRRORB/0200", 1, 3338), source="model", model="3390-09"
    )
    yield volume("LXWHOLE", 10017, pack("ORACLE/0300", 10016, counts=True), source="full-pack")
    yield volume("LXEAV1", 262668, *_row(1, ("BIGDB/0400", 65519), ("", 40000), ("BIGDB/0401", 60000)))


_UNLOCATED = [
    Unlocated("LNX002/0300", "vdisk", 524288),
    Unlocated("LNX003/0300", "vdisk", 262144),
    Unlocated("CMSU01/0195", "tdisk", 20),
    Unlocated("MAINT/0124", "devno", None),
    Unlocated("LNX040/0102", "auto", 3338),
    Unlocated("DDRSERV/0123", "sysres", 10017),
]


def _one_of_many(number: int, extents: int, users: int) -> MappedVolume:
    size, step = 60102, 60100 // extents
    rows = [
        disk(f"U{(number * extents + at) % users:05d}/{at % 0xFFFF:04X}", 1 + at * step, (at + 1) * step - at % 3)
        for at in range(extents)
    ]
    if number % 100 == 50:
        rows[0] = rows[0]._replace(last=rows[0].first + step)
    gaps = list(_gaps(rows, size))
    free = sum(gap.size for gap in gaps)
    overlaps = [_shared(rows[0], rows[1])] if number % 100 == 50 else []
    return MappedVolume(
        f"V{number:05d}", "3390", (), "cylinder", size, "given", size - free, free, rows, gaps, overlaps, []
    )  # fmt: skip
