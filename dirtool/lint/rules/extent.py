"""EXT: minidisk extents."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache, partial
from itertools import chain

from dirtool.lint.context import Context
from dirtool.lint.diagnostic import Bar, Directxa, Related, Scale, Severity, Span
from dirtool.lint.neighbours import Neighbours
from dirtool.lint.place import shown, span_of
from dirtool.lint.registry import Finding, directory_rule, statement_rule, volume_rule
from dirtool.model.directory import Directory, Entry, Placed
from dirtool.model.effective import subject_of
from dirtool.model.extent import SYSTEM_RESIDENCE, Extent, Volume, directory_disks, side_of
from dirtool.model.system_area import holds_areas
from dirtool.model.volume_list import SystemArea
from dirtool.spec.devices import (
    DASD_TYPES,
    FIRST_FREE_BLOCK,
    FIXED_BLOCK_TYPES,
    LABEL_SIZES,
    LARGEST_SIZES,
    LAST_TRACK_MANAGED_CYLINDER,
    MODEL_SIZES,
    OBSOLETE_DASD_TYPES,
    PAGE_BLOCKS,
    VDISK_BLOCKS,
    unit_of,
)
from dirtool.syntax.statement import Statement
from dirtool.syntax.statements import Dedicate, Mdisk
from dirtool.syntax.statements import Directory as DirectoryStatement
from dirtool.wording import listed, near, plural

_KNOWN_TYPES = frozenset((*DASD_TYPES, *OBSOLETE_DASD_TYPES))
_ANY_FIXED_BLOCK_TYPE = "FB-512"
_USES_OF_AREAS = {
    "PAGE": "paging",
    "SPOL": "spool files",
    "TDSK": "temporary disks",
    "DRCT": "the object directory",
    "PARM": "parm disks",
}


@volume_rule("EXT001", "overlapping-extents", Severity.ERROR, Directxa.SILENT)
def overlapping_extents(volume: Volume, context: Context) -> Iterator[Finding]:
    """Two minidisks share cylinders or blocks of one volume.

    Why: neither DIRECTXA nor CP compares the places of minidisks: whoever formats or fills the one destroys what is on the
    other. Not reported: full packs, which lie over all others on purpose; a pack-sized disk with slices of it, if its entry
    has at least two of them; the `&SYSRES` of two members of a cluster, which are two volumes. Identical extents are EXT002.
    Of a minidisk that overlaps many, ten are told and the others counted. A minidisk that starts at 0 and covers all others
    of its volume is taken for a full pack, unless a list of volumes gives another size; so such a list finds more.
    Bad:
        USER LINUX1 NOLOG
         MDISK 0191 3390 0100 0050 LX0001 MR
        USER LINUX2 NOLOG
         MDISK 0191 3390 0149 0010 LX0001 MR
    Good:
        USER LINUX1 NOLOG
         MDISK 0191 3390 0100 0050 LX0001 MR
        USER LINUX2 NOLOG
         MDISK 0191 3390 0150 0010 LX0001 MR
    Source: z/VM CP Planning and Administration, MDISK statement
    """
    for overlap in volume.overlaps:
        earlier, later = overlap.earlier, overlap.later
        shared = _range(later, overlap.first, overlap.last)
        more = "".join(
            f"; {extent.subject} overlaps {plural(left, 'more minidisk')}" for extent, left in overlap.untold
        )
        yield Finding(
            _place(later),
            f"{later.subject} shares {volume.volid} {shared} with {earlier.subject}{more}",
            _pair(earlier, later),
            f"{volume.volid} {shared}",
            related=(Related(_place(earlier), earlier.subject, "already owns them here"),),
            scale=_scale(volume, _bar(earlier), _bar(later)),
        )


@volume_rule("EXT002", "identical-extents", Severity.WARNING, Directxa.SILENT)
def identical_extents(volume: Volume, context: Context) -> Iterator[Finding]:
    """Two minidisks have the same volume, start and size.

    Why: they are one disk under two names. Where that is meant, a LINK says it better; else the one destroys what is on the
    other. Full packs are not reported.
    Bad:
        USER LINUX1 NOLOG
         MDISK 0191 3390 0100 0050 LX0001 MR
        USER LINUX2 NOLOG
         MDISK 0191 3390 0100 0050 LX0001 MR
    Good:
        USER LINUX1 NOLOG
         MDISK 0191 3390 0100 0050 LX0001 MR
        USER LINUX2 NOLOG
         MDISK 0191 3390 0150 0050 LX0001 MR
    Source: z/VM CP Planning and Administration, MDISK statement
    """
    for earlier, later in volume.identical:
        shared = f"{volume.volid} {_range(later, later.first, later.last)}"
        yield Finding(
            _place(later),
            f"{later.subject} has the same extent as {earlier.subject}: {shared}",
            _pair(earlier, later),
            shared,
            related=(Related(_place(earlier), earlier.subject, "already owns it here"),),
        )


@volume_rule("EXT003", "extent-past-volume-end", Severity.ERROR, Directxa.SILENT)
def extent_past_volume_end(volume: Volume, context: Context) -> Iterator[Finding]:
    """A minidisk ends beyond the end of its volume.

    Why: DIRECTXA does not know how large a volume is; what lies beyond its end cannot be read or written. Judged only where
    the size is known: told by the list of volumes, or because a type comes in no larger one (2314, 3330, 3350, 3375).
    Bad:
        USER LINUX1 NOLOG
         MDISK 0191 3390 3300 0050 LX0001 MR
    Good:
        USER LINUX1 NOLOG
         MDISK 0191 3390 3289 0050 LX0001 MR
    Source: z/VM CP Planning and Administration, MDISK statement
    """
    sizes = {devtype: _size(volume, devtype, context) for devtype in volume.devtypes}
    known = [size for size in sizes.values() if size is not None]
    for extent in volume.touching(min(known), sys.maxsize) if known else ():
        size = sizes[extent.disk.devtype]
        if size is None or extent.last is None or extent.last < size:
            continue
        whose = volume.volid if volume.size is not None else f"a {extent.disk.devtype}"
        yield Finding(
            _place(extent),
            f"{extent.subject} ends at {extent.unit} {extent.last} of {volume.volid}, but {whose} ends at {size - 1}",
            extent.subject,
            f"{volume.volid} {extent.last}",
            scale=_scale(volume, Bar(volume.volid, 0, size - 1), _bar(extent)),
        )


@directory_rule("EXT004", "extent-on-system-area", Severity.ERROR, Directxa.SILENT)
def extent_on_system_area(context: Context) -> Iterator[Finding]:
    """A minidisk lies on cylinder 0, on the first blocks of a fixed-block volume, or on an area that CP uses.

    Why: there is the volume's label and the map of what is allocated; who formats the disk makes the volume unusable. Not
    reported: full packs; the slices of a guest that has a volume for itself; the disk that the DIRECTORY statement names; and
    owners with NOLOG that exist to hold such areas, which are those whose name begins with a dollar sign, and those that own
    nothing but single cylinders 0. On a volume of unknown size, a disk that is alone and as large as some model, or smaller
    than all models and over all other disks, may be the whole of it, and is a warning; one that starts at blocks 16 to 31, or
    lies within an area for parm disks, is an information.
    Bad:
        USER LINUX1 NOLOG
         MDISK 0191 3390 0000 0050 LX0001 MR
    Good:
        USER LINUX1 NOLOG
         MDISK 0191 3390 0001 0050 LX0001 MR
    Source: z/VM CP Planning and Administration, MDISK statement; z/VM CP Commands and Utilities Reference, CPFMTXA
    """
    directory = context.directory
    is_holder = cache(partial(holds_areas, directory))
    named = directory_disks(directory)
    known = context.options.volumes
    for volume in context.volumes.values():
        areas = known[volume.volid].areas if volume.volid in known else ()
        found = [
            (extent, finding)
            for extent, finding in chain(_on_label(volume), *(_on_area(volume, area) for area in areas))
            if (extent.disk.vdev, volume.volid) not in named
            and not is_holder(extent.entry)
            and not _is_pack(volume, extent)
        ]
        sole_user = _sole_user(volume) if found else None
        yield from (finding for extent, finding in found if extent.entry is not sole_user)


@statement_rule(
    "EXT005",
    "empty-extent",
    Severity.ERROR,
    Directxa.REFUSES,
    "HCPDIR751E",
    on=(Mdisk,),
    where=lambda disk: disk.size == 0,
)
def empty_extent(entry: Entry, placed: Placed, context: Context) -> Iterator[Finding]:
    """The size of a minidisk is zero.

    Why: DIRECTXA refuses the directory. This goes for temporary and virtual disks too.
    Bad:
        USER LINUX1 NOLOG
         MDISK 0191 3390 0100 0000 LX0001 MR
    Good:
        USER LINUX1 NOLOG
         MDISK 0191 3390 0100 0001 LX0001 MR
    Source: z/VM CP Planning and Administration, MDISK statement
    """
    yield _of_size(entry, placed, "has a size of 0; allowed: 1 or more")


@volume_rule("EXT006", "extent-above-65520", Severity.WARNING, Directxa.SILENT)
def extent_above_65520(volume: Volume, context: Context) -> Iterator[Finding]:
    """A minidisk that is no full pack goes beyond cylinder 65519.

    Why: from there on a volume is managed by whole cylinders, which CMS and CP do not use; only guests that know such volumes
    do, and they want the whole of it.
    Bad:
        USER LINUX1 NOLOG
         MDISK 0191 3390 65500 0050 LX0001 MR
    Good:
        USER LINUX1 NOLOG
         MDISK 0191 3390 65470 0050 LX0001 MR
    Source: z/VM CP Planning and Administration, extended address volumes
    """
    for extent in volume.touching(LAST_TRACK_MANAGED_CYLINDER + 1, sys.maxsize):
        reached = extent.first if extent.last is None else extent.last
        if extent.unit != "cylinder" or reached <= LAST_TRACK_MANAGED_CYLINDER or volume.is_full_pack(extent):
            continue
        yield Finding(
            _place(extent),
            f"{extent.subject} reaches cylinder {reached} of {volume.volid}; "
            f"only full packs are of use beyond {LAST_TRACK_MANAGED_CYLINDER}",
            extent.subject,
            f"{volume.volid} {reached}",
        )


@volume_rule("EXT007", "two-types-for-one-volume", Severity.ERROR, Directxa.SILENT)
def two_types_for_one_volume(volume: Volume, context: Context) -> Iterator[Finding]:
    """One volume has two device types.

    Why: a volume has one type; a disk of another one is refused at logon. The list of volumes knows the type, and so does the
    DIRECTORY statement; else the one that fewer minidisks name is most likely the wrong one. FB-512 goes with all other types
    of fixed-block volumes. Reported once a volume; not of a placeholder such as `$$$$$$`.
    Bad:
        USER LINUX1 NOLOG
         MDISK 0191 3390 0100 0050 LX0001 MR
         MDISK 0192 3380 0150 0050 LX0001 MR
    Good:
        USER LINUX1 NOLOG
         MDISK 0191 3390 0100 0050 LX0001 MR
         MDISK 0192 3390 0150 0050 LX0001 MR
    Source: z/VM CP Planning and Administration, MDISK statement
    """
    if not any(map(str.isalnum, volume.volid)):
        return
    told = _type_told(volume, context)
    if told is not None and (unlike := _types_unlike(volume, *told)) is not None:
        yield unlike
        return
    if len(volume.devtypes) == 1:
        return
    named: dict[str, Counter[str]] = {"": Counter()}
    for extent in volume.extents:
        named.setdefault(volume.side(extent), Counter())[extent.disk.devtype] += extent.disk.devtype in _KNOWN_TYPES
    for side in sorted(named):
        counts = named[side] + named[""] if side else +named[""]
        if not FIXED_BLOCK_TYPES.isdisjoint(counts.keys() - {_ANY_FIXED_BLOCK_TYPE}):
            del counts[_ANY_FIXED_BLOCK_TYPE]
        if len(counts) > 1:
            meeting = [extent for extent in volume.extents if volume.side(extent) in ("", side)]
            yield _types_differ(volume, meeting, counts)
            return


@directory_rule("EXT008", "unknown-volume", Severity.WARNING, Directxa.SILENT)
def unknown_volume(context: Context) -> Iterator[Finding]:
    """A minidisk is on a volume that the site does not have.

    Why: DIRECTXA does not know the volumes; the disk is missing at logon. Judged only where a list of all volumes or EXTENT
    CONTROL is given, and reported once a volume that neither of them names; `&SYSRES` is always there.
    Bad:
        USER LINUX1 NOLOG
         MDISK 0191 3390 0100 0050 LX0O01 MR
    Good:
        USER LINUX1 NOLOG
         MDISK 0191 3390 0100 0050 LX0001 MR
    Source: z/VM CP Planning and Administration, MDISK statement
    """
    lists = {}
    if context.options.volumes:
        lists["in the list of volumes"] = set(context.options.volumes)
    if context.options.extents is not None:
        lists["in EXTENT CONTROL"] = context.options.extents.volids
    known = set().union(*lists.values())
    if not known:
        return
    neighbours = Neighbours(known)
    for volid, volume in context.volumes.items():
        first = volume.extents[0] if volid not in known and volid != SYSTEM_RESIDENCE else None
        if first is None or _is_bad_volid(first.placed):
            continue
        carried = len(volume.extents)
        yield Finding(
            span_of(first.placed, "volid"),
            f"{volid} carries {plural(carried, 'minidisk')} and is not {listed(list(lists), 'or')}"
            f"{near(neighbours.of(volid))}",
            volid,
            "",
        )


@directory_rule("EXT009", "minidisk-on-dedicated-volume", Severity.WARNING, Directxa.SILENT)
def minidisk_on_dedicated_volume(context: Context) -> Iterator[Finding]:
    """A volume is dedicated to a guest and carries minidisks.

    Why: a device is either the guest's own or CP's: whoever comes second does without. So it is with the real device of an
    MDISK DEVNO; not with those of two members of a cluster, which are two devices.
    Bad:
        USER LINUX1 NOLOG
         MDISK 0191 3390 0100 0050 LX0001 MR
        USER LINUX2 NOLOG
         DEDICATE 0200 VOLID LX0001
    Good:
        USER LINUX1 NOLOG
         MDISK 0191 3390 0100 0050 LX0001 MR
        USER LINUX2 NOLOG
         DEDICATE 0200 VOLID LX0002
    Source: z/VM CP Planning and Administration, DEDICATE and MDISK statements
    """
    directory = context.directory
    dedicated = list(directory.placed(Dedicate))
    by_device = _disks_by_device(directory) if any(_rdev(placed.statement) for _, placed in dedicated) else {}
    for entry, placed in dedicated:
        statement = placed.statement
        assert isinstance(statement, Dedicate)
        volume = context.volumes.get(statement.volid or "")
        if volume is not None:
            carried = len(volume.extents)
            said = f"{volume.volid}, which carries {plural(carried, 'minidisk')}"
            disk = volume.extents[0]
            yield _dedicated(entry, placed, "volid", said, Related(_place(disk), disk.subject, "a minidisk on it"))
        elif (found := _disk_of_device(directory, entry, by_device.get(statement.rdev or "", {}))) is not None:
            owner, disk_placed = found
            subject = subject_of(owner, disk_placed)
            related = Related(span_of(disk_placed, "rdev"), subject, "the minidisk")
            yield _dedicated(
                entry, placed, "rdev", f"device {statement.rdev}, which is the minidisk {subject}", related
            )


@volume_rule("EXT010", "unaligned-fba-extent", Severity.INFO, Directxa.SILENT)
def unaligned_fba_extent(volume: Volume, context: Context) -> Iterator[Finding]:
    """A minidisk on a fixed-block volume does not start and end on a boundary of 8 blocks.

    Why: CP reads and writes such volumes by pages of 4096 bytes; a disk that does not start and end with one is not cached.
    Bad:
        USER LINUX1 NOLOG
         MDISK 0191 9336 1004 0800 FB0001 MR
    Good:
        USER LINUX1 NOLOG
         MDISK 0191 9336 1008 0800 FB0001 MR
    Source: z/VM CP Planning and Administration, MDISK and MINIOPT statements
    """
    if FIXED_BLOCK_TYPES.isdisjoint(volume.devtypes):
        return
    for extent in volume.unaligned(PAGE_BLOCKS):
        if extent.unit != "block" or extent.size == 0 or volume.is_full_pack(extent):
            continue
        wrong = {"start": extent.first, "size": extent.size or 0}
        wrong = {operand: value for operand, value in wrong.items() if value % PAGE_BLOCKS}
        said = " and ".join(f"a {operand} of {value}" for operand, value in wrong.items())
        yield Finding(
            span_of(extent.placed, *wrong),
            f"{extent.subject} has {said}; on {volume.volid} multiples of {PAGE_BLOCKS} blocks are better",
            extent.subject,
            f"{volume.volid} {extent.first} {extent.size}",
        )


@statement_rule(
    "EXT011",
    "vdisk-too-large",
    Severity.ERROR,
    Directxa.REFUSES,
    "HCPDIR751E",
    on=(Mdisk,),
    where=lambda disk: disk.form == "V-DISK" and isinstance(disk.size, int) and disk.size > VDISK_BLOCKS,
)
def vdisk_too_large(entry: Entry, placed: Placed, context: Context) -> Iterator[Finding]:
    """A virtual disk is larger than such a disk can be.

    Why: DIRECTXA refuses the directory: a disk in storage has at most 4194296 blocks of 512 bytes, just below 2 GiB.
    Bad:
        USER LINUX1 NOLOG
         MDISK 0102 FB-512 V-DISK 4194304 MR
    Good:
        USER LINUX1 NOLOG
         MDISK 0102 FB-512 V-DISK 4194296 MR
    Source: z/VM CP Planning and Administration, MDISK statement
    """
    size = shown(placed, "size")
    yield _of_size(entry, placed, f"is a virtual disk of {size} blocks; allowed: at most {VDISK_BLOCKS}")


def _place(extent: Extent) -> Span:
    return span_of(extent.placed, "start", "size")


def _range(extent: Extent, first: int, last: int | None) -> str:
    """Cylinders or blocks as people say them."""
    return f"{extent.unit}s {first}-{'END' if last is None else last}"


def _pair(one: Extent, other: Extent) -> str:
    return " ".join(sorted((one.subject, other.subject)))


def _bar(extent: Extent) -> Bar:
    return Bar(extent.subject, extent.first, extent.last)


def _scale(volume: Volume, *bars: Bar) -> Scale:
    """Bars from the start of the volume on, whatever the order in the directory."""
    return Scale(volume.volid, tuple(sorted(bars, key=lambda bar: (bar.first, bar.last or sys.maxsize, bar.subject))))


def _of_size(entry: Entry, placed: Placed, said: str) -> Finding:
    subject = subject_of(entry, placed)
    return Finding(span_of(placed, "size"), f"{subject} {said}", subject, "size")


def _size(volume: Volume, devtype: str, context: Context) -> int | None:
    """The size of a volume if it is of some type, as far as it is known for sure."""
    if volume.size is None:
        return LARGEST_SIZES.get(devtype)
    known = context.options.volumes[volume.volid]
    return volume.size if known.devtype is None or unit_of(known.devtype) == unit_of(devtype) else None


def _on_label(volume: Volume) -> Iterator[tuple[Extent, Finding]]:
    """The minidisks on the first cylinder or blocks, each with what is to be said of it."""
    reach = 1 if FIXED_BLOCK_TYPES.isdisjoint(volume.devtypes) else FIRST_FREE_BLOCK
    for extent in volume.touching(0, reach - 1):
        label = LABEL_SIZES[extent.unit]
        if extent.first >= label and extent.unit == "cylinder":
            continue
        severity = None
        if extent.first >= label:
            severity = Severity.INFO
            said = f"starts at block {extent.first} of {volume.volid}; blocks below {FIRST_FREE_BLOCK} are better left free"
        else:
            at = "cylinder 0" if extent.unit == "cylinder" else f"block {extent.first}"
            said = f"lies on {at} of {volume.volid}, where the label of the volume is"
            if _may_be_whole(volume, extent):
                severity = Severity.WARNING
                said += ", and is not known to be the whole volume"
        yield (
            extent,
            Finding(_place(extent), f"{extent.subject} {said}", extent.subject, f"{volume.volid} label", severity),
        )


def _may_be_whole(volume: Volume, extent: Extent) -> bool:
    """Whether a minidisk at the start of a volume of unknown size may be all of it, which nothing proves.

    What starts at 0 as well, such as the marker of the label, tells nothing of the size.
    """
    if volume.size is not None or extent.first > 0:
        return False
    if _is_smaller_than_models(volume, extent):
        return volume.is_full_pack(extent) and volume.has_inner_disks
    return len(volume.extents) == 1 and extent.disk.devtype in MODEL_SIZES


def _is_smaller_than_models(volume: Volume, extent: Extent) -> bool:
    """Whether no model of the device type is as small as a minidisk, nor its volume known to be."""
    models = MODEL_SIZES.get(extent.disk.devtype)
    return models is not None and extent.size not in (None, volume.size) and (extent.size or 0) < min(models)


def _is_pack(volume: Volume, extent: Extent) -> bool:
    """Whether a minidisk is a full pack, and not only because it covers all others though it is smaller than any volume."""
    return volume.is_full_pack(extent) and not _is_smaller_than_models(volume, extent)


def _sole_user(volume: Volume) -> Entry | None:
    """The entry that has a full pack of a volume, and all disks on it that do not start at 0: a guest with slices of it."""
    users = {id(extent.entry) for extent in volume.extents if extent.first}
    packs = (extent.entry for extent in volume.extents if id(extent.entry) in users and _is_pack(volume, extent))
    return next(packs, None) if len(users) == 1 else None


def _on_area(volume: Volume, area: SystemArea) -> Iterator[tuple[Extent, Finding]]:
    """The minidisks on an area that CP uses, each with what is to be said of it."""
    for extent in volume.touching(area.first, area.last) if area.is_of_cp else ():
        within = area.first <= extent.first and extent.last is not None and extent.last <= area.last
        last = area.last if extent.last is None else min(extent.last, area.last)
        use = _USES_OF_AREAS.get(area.kind, area.kind)
        shared = _range(extent, max(extent.first, area.first), last)
        yield (
            extent,
            Finding(
                _place(extent),
                f"{extent.subject} lies on {volume.volid} {shared}, which CP uses for {use}",
                extent.subject,
                f"{volume.volid} {area.kind} {area.first}",
                Severity.INFO if within and area.kind == "PARM" else None,
                scale=_scale(volume, Bar(area.kind, area.first, area.last), _bar(extent)),
            ),
        )


def _type_told(volume: Volume, context: Context) -> tuple[str, str, tuple[Related, ...]] | None:
    """The device type of a volume by the list of volumes or the DIRECTORY statement, which of them, and where it says so."""
    known = context.options.volumes.get(volume.volid)
    if known is not None and known.devtype is not None:
        return known.devtype, "in the list of volumes", ()
    for _, placed in context.directory.placed(DirectoryStatement, where=lambda named: named.volid == volume.volid):
        statement = placed.statement
        assert isinstance(statement, DirectoryStatement)
        if statement.devtype in _KNOWN_TYPES and volume.volid != SYSTEM_RESIDENCE:
            said = Related(span_of(placed, "devtype"), volume.volid, f"{statement.devtype} here")
            return statement.devtype, "for the DIRECTORY statement", (said,)
    return None


def _types_unlike(volume: Volume, told: str, where: str, related: tuple[Related, ...]) -> Finding | None:
    """What is said of a volume some of whose minidisks have not the type that it is told to have; None if all have."""
    allowed = {told}
    if told in FIXED_BLOCK_TYPES:
        allowed |= FIXED_BLOCK_TYPES if told == _ANY_FIXED_BLOCK_TYPE else {_ANY_FIXED_BLOCK_TYPE}
    counts = {devtype: many for devtype, many in volume.devtypes.items() if devtype in _KNOWN_TYPES - allowed}
    if not counts:
        return None
    said = " and ".join(f"a {devtype} for {plural(many, 'minidisk')}" for devtype, many in sorted(counts.items()))
    wrong = next(extent for extent in volume.extents if extent.disk.devtype in counts)
    return Finding(
        span_of(wrong.placed, "devtype"),
        f"{volume.volid} is {said}, but a {told} {where}",
        volume.volid,
        "",
        related=related,
    )


def _types_differ(volume: Volume, meeting: list[Extent], counts: Counter[str]) -> Finding:
    """What is said of a volume; `counts` has the types that minidisks name which meet."""
    usual, *_ = by_count = sorted(counts, key=lambda devtype: (-counts[devtype], devtype))
    rare = by_count[-1]
    wrong = next(extent for extent in meeting if extent.disk.devtype == rare)
    right = next(extent for extent in meeting if extent.disk.devtype == usual)
    said = [f"a {devtype} for {plural(counts[devtype], 'minidisk')}" for devtype in by_count]
    return Finding(
        span_of(wrong.placed, "devtype"),
        f"{volume.volid} is {', '.join(said[:-1])} and {said[-1]}",
        volume.volid,
        "",
        related=(Related(span_of(right.placed, "devtype"), right.subject, f"{usual} here"),),
    )


def _is_bad_volid(placed: Placed) -> bool:
    return any(fault.operand == "volid" for fault in placed.source.faults.get(placed.position, ()))


def _rdev(statement: Statement) -> str | None:
    assert isinstance(statement, Dedicate)
    return statement.rdev


def _disks_by_device(directory: Directory) -> dict[str, dict[str, tuple[Entry, Placed]]]:
    """The first MDISK DEVNO of each real device, by the member of a cluster that has it ("": all of them)."""
    found: dict[str, dict[str, tuple[Entry, Placed]]] = {}
    for entry, placed in directory.placed(Mdisk, where=lambda disk: disk.rdev is not None):
        disk = placed.statement
        assert isinstance(disk, Mdisk)
        disks = found.setdefault(disk.rdev or "", {})
        disks.setdefault(side_of(directory, entry), (entry, placed))
    return found


def _disk_of_device(
    directory: Directory, entry: Entry, disks: dict[str, tuple[Entry, Placed]]
) -> tuple[Entry, Placed] | None:
    """The minidisk out of those on a device that meets what an entry dedicates."""
    side = side_of(directory, entry)
    return disks.get("") or disks.get(side) or (None if side else next(iter(disks.values()), None))


def _dedicated(entry: Entry, placed: Placed, operand: str, said: str, related: Related) -> Finding:
    subject = subject_of(entry, placed)
    return Finding(span_of(placed, operand), f"{subject} dedicates {said}", subject, operand, related=(related,))
