"""The state of volumes as a report tells it, where there is no directory at hand: what is used, what is free.

A report becomes what a directory gives: the minidisks that it names stand in an invented directory, so that the map and the
allocator need not know where they come from. Whatever a report that lists free places does not tell of is no free place.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dirtool.errors import InputError
from dirtool.model.directory import ANY_MEMBER, Directory
from dirtool.model.extent_control import ExtentControl, extent_control_of
from dirtool.model.reading import directory_of
from dirtool.model.volume_list import UNKNOWN_AREA, USED_AREA, KnownVolume, SystemArea
from dirtool.space.reports.allocation_map import AREA_KINDS
from dirtool.space.reports.rows import Layout, Row, recognise, rows_of
from dirtool.spec.devices import LABEL_SIZES, model_size, type_and_model, unit_of
from dirtool.syntax.parser import Parser, collector_off
from dirtool.text.records import Records
from dirtool.wording import some_of

_PASSWORD = "LBYONLY"  # a keyword, which no secret is; NOLOG would say that nobody ever uses the disks
_AREA_PASSWORD = "NOLOG"
_AREA_OWNERS = "$"
_END = sys.maxsize  # of what reaches to the end of a volume
_NOTHING_KNOWN: Mapping[str, KnownVolume] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class State:
    """What a report tells, in the shape that a directory and a list of volumes have.

    `directory` holds a USER for every owner (an IDENTITY and a SUBCONFIG where the report names both) and an MDISK for every
    minidisk; its records are invented, and only their path is that of the report. `volumes` has every volume of the report
    and of what is known beside it; the areas of kind UNKN and USED must not be given out either. `extents` holds the regions
    and groups that the report names, as far as it shows them with a free place; None if it names none. What an experimental
    layout tells has to be looked at before it is relied on.
    """

    directory: Directory
    volumes: dict[str, KnownVolume]
    layout: str
    experimental: bool
    extents: ExtentControl | None


def read_state(records: Records, parser: Parser, known: Mapping[str, KnownVolume] = _NOTHING_KNOWN) -> State:
    """The state that a report tells. What is `known` of a volume, such as its device type and its size, counts more.

    The size of a volume is the known one, or that of its model (3390-09). Else it is taken to end where the report does, if
    that lists its free places, and of a report that lists all minidisks if a gap comes last; else its size is not known.

    Raises InputError for what is none of the reports, for a row with a wrong word, and for volumes without a device type.
    """
    layout = recognise(records)
    if layout is None:
        hint = "expected a directory, or a report such as MDISKMAP, USEDEXT and FREEXT, or an xCAT disk pool"
        raise InputError(f"{records.path}: this is no report of volumes", hint)
    with collector_off():
        return _state(records.path, layout, list(rows_of(records, layout)), parser, known)


def _state(path: str, layout: Layout, rows: list[Row], parser: Parser, known: Mapping[str, KnownVolume]) -> State:
    distinct = _distinct(rows)
    by_volume: dict[str, list[Row]] = {}
    for row in distinct:
        by_volume.setdefault(row.volid, []).append(row)
    volumes = dict(known)
    for volid, own in by_volume.items():
        volumes[volid] = _volume(own, layout, known.get(volid, KnownVolume()))
    _require_types(path, [volid for volid in by_volume if volumes[volid].devtype is None])
    texts = _directory_texts([row for row in distinct if _is_disk(row)], volumes)
    directory = directory_of(Records(path, texts, "ascii"), parser)
    return State(directory, volumes, layout.name, layout.experimental, _extents(path, rows, volumes))


def _distinct(rows: list[Row]) -> list[Row]:
    """The rows without those that say again what another one said: of a region that is in two groups, all come twice."""
    first: dict[tuple[object, ...], Row] = {}
    for row in rows:
        first.setdefault((row.volid, row.first, row.last, row.is_free, row.owner, row.vdev, row.subconfig), row)
    return list(first.values())


def _require_types(path: str, volids: list[str]) -> None:
    """Raises InputError for volumes whose device type is not known: it would have to be guessed what a place is counted in."""
    if volids:
        hint = f"name it in a list of volumes, one a line: {volids[0]} DEVTYPE"
        raise InputError(f"{path}: the device type is not told of {some_of(volids)}", hint)


def _is_disk(row: Row) -> bool:
    return bool(row.owner) and not row.owner.startswith(".")


# -- volumes


def _volume(rows: list[Row], layout: Layout, known: KnownVolume) -> KnownVolume:
    """What is known of a volume from its rows, and beside them."""
    words = sorted({row.devtype for row in rows if row.devtype})
    devtype = known.devtype or (type_and_model(words[0])[0] if words else None)
    free = [row for row in rows if row.is_free]
    size = known.size or _size(rows, free, words, layout)
    areas = list(dict.fromkeys([*known.areas, *_areas(rows, size)]))
    if free and size is not None and devtype is not None:
        areas += _untold(rows, areas, size, LABEL_SIZES[unit_of(devtype)])
    return KnownVolume(devtype, size, tuple(areas))


def _size(rows: list[Row], free: list[Row], devtypes: list[str], layout: Layout) -> int | None:
    """The size of a volume as its model has it, or where the report ends; None if neither tells."""
    reached = _reached(rows)
    model = next((size for word in devtypes if (size := model_size(word)) is not None), 0)
    if model >= reached:
        return model
    ends_there = _reached(free) == reached if layout.is_whole else bool(free)
    return reached if ends_there else None


def _reached(rows: list[Row]) -> int:
    """How many cylinders or blocks there are at least, if these rows are right."""
    return max((row.first if row.last is None else row.last for row in rows), default=-1) + 1


def _areas(rows: list[Row], size: int | None) -> Iterator[SystemArea]:
    """The areas that CP uses, and those of which no owner is told."""
    for row in rows:
        if row.is_free or _is_disk(row):
            continue
        name = row.owner.strip(".")
        last = row.last if row.last is not None else max(row.first, (size or 0) - 1)
        yield SystemArea(AREA_KINDS.get(name, name) or USED_AREA, row.first, last)


def _untold(rows: list[Row], areas: Iterable[SystemArea], size: int, label: int) -> Iterator[SystemArea]:
    """What is neither used nor free nor the label of a volume of a size. A full pack does not make used what lies under it."""
    reached = max(_last(row) for row in rows)
    told = [(row.first, _last(row)) for row in rows if row.is_free or row.first or _last(row) < reached]
    at = label
    for first, last in sorted([*told, *((area.first, area.last) for area in areas), (size, size)]):
        if first > at:
            yield SystemArea(UNKNOWN_AREA, at, first - 1)
        at = max(at, last + 1)
        if at >= size:
            return


def _last(row: Row) -> int:
    return _END if row.last is None else row.last


def _extents(path: str, rows: list[Row], volumes: Mapping[str, KnownVolume]) -> ExtentControl | None:
    """An EXTENT CONTROL with the regions of a report, each from the first to the last place in it that is free or used.

    Of a region without a free place it is not known where it ends.
    """
    ends: dict[str, tuple[str, int, int]] = {}
    groups: dict[tuple[str, str], None] = {}
    known = {row.region for row in rows if row.is_free and row.region}
    for row in rows:
        if row.region in known:
            last = row.first if row.last is None else row.last
            volid, first_before, last_before = ends.get(row.region, (row.volid, row.first, last))
            ends[row.region] = volid, min(first_before, row.first), max(last_before, last)
            if row.group:
                groups[row.group, row.region] = None
    if not ends:
        return None
    regions = [f"{name} {volid} {first} {last} {volumes[volid].devtype}" for name, (volid, first, last) in ends.items()]
    members = [f"{group} {region}" for group, region in groups]
    texts = [":REGIONS.", *regions, ":END.", ":GROUPS.", *members, ":END."]
    return extent_control_of(Records(path, texts, "ascii"))


# -- the invented directory


def _directory_texts(rows: list[Row], volumes: Mapping[str, KnownVolume]) -> list[str]:
    """The records of a directory with these minidisks, the entries in order of appearance."""
    identities = {row.owner for row in rows if row.subconfig}
    built: set[tuple[str, str]] = set()
    entries: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        header = "IDENTITY" if row.owner in identities else "USER"
        holder = entries.setdefault((header, row.owner), [f"{header} {row.owner} {_password(row.owner)}"])
        if row.subconfig:
            if (row.owner, row.subconfig) not in built:
                holder.append(f"BUILD ON {ANY_MEMBER} USING SUBCONFIG {row.subconfig}")
                built.add((row.owner, row.subconfig))
            holder = entries.setdefault(("SUBCONFIG", row.subconfig), [f"SUBCONFIG {row.subconfig}"])
        holder.append(_disk_text(row, volumes[row.volid].devtype))
    return [text for texts in entries.values() for text in texts]


def _password(owner: str) -> str:
    return _AREA_PASSWORD if owner.startswith(_AREA_OWNERS) else _PASSWORD


def _disk_text(row: Row, devtype: str | None) -> str:
    size = "END" if row.last is None else row.last - row.first + 1
    return f"MDISK {row.vdev} {devtype} {row.first} {size} {row.volid} {row.mode}".rstrip()
