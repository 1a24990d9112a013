"""The part of a map that somebody wants to see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from dirtool.errors import InputError
from dirtool.space.volumes.volume_map import MappedVolume, Shared, Unlocated, VolumeMap
from dirtool.spec.statement import nearest
from dirtool.wording import did_you_mean


@dataclass(frozen=True, slots=True)
class Selection:
    """What to show, by names in which `*` and `?` stand for other characters; nothing for all.

    Of the volumes those that every list lets through; of users only their minidisks, and the gaps beside.
    """

    volumes: Sequence[str] = ()
    users: Sequence[str] = ()
    regions: Sequence[str] = ()
    groups: Sequence[str] = ()
    devtypes: Sequence[str] = ()
    include: frozenset[str] | None = None
    exclude: frozenset[str] = frozenset()


def selected(volume_map: VolumeMap, selection: Selection) -> VolumeMap:
    """The part of a map. Raises InputError for a name that nothing has."""
    volumes = [
        volume
        for volume in volume_map.volumes
        if volume.volid not in selection.exclude and (selection.include is None or volume.volid in selection.include)
    ]
    for noun, patterns, names_of in (
        ("volume", selection.volumes, _volid),
        ("region", selection.regions, _regions),
        ("group", selection.groups, _groups),
        ("device type", selection.devtypes, _types),
    ):
        volumes = _with_names(volumes, noun, patterns, names_of)
    if not selection.users:
        is_whole = volumes == volume_map.volumes
        return volume_map if is_whole else VolumeMap(volumes, [], [])
    of_users = _with_names(volumes, "user with a minidisk", selection.users, _users, volume_map.unlocated)
    return VolumeMap(
        [_only(volume, selection.users) for volume in of_users],
        [one for one in volume_map.unlocated if _fits(_owner(one.subject), selection.users)],
        [one for one in volume_map.residence_overlaps if _is_of(one, selection.users)],
    )


def _with_names(
    volumes: list[MappedVolume],
    noun: str,
    patterns: Sequence[str],
    names_of: Callable[[MappedVolume], Iterable[str]],
    unlocated: Sequence[Unlocated] = (),
) -> list[MappedVolume]:
    """The volumes that have a name that fits any pattern. Raises InputError for a pattern that fits none."""
    if not patterns:
        return volumes
    names = {id(volume): set(names_of(volume)) for volume in volumes}
    all_names = set().union(*names.values(), (_owner(one.subject) for one in unlocated))
    for pattern in patterns:
        if not any(fnmatchcase(name, pattern) for name in all_names):
            raise InputError(
                f"{pattern} is no {noun} of the map", did_you_mean(nearest(pattern, tuple(sorted(all_names))))
            )
    return [volume for volume in volumes if any(_fits(name, patterns) for name in names[id(volume)])]


def _only(volume: MappedVolume, users: Sequence[str]) -> MappedVolume:
    """A volume with nothing but the minidisks of some users, and the gaps; its numbers stay those of the whole."""
    extents = [extent for extent in volume.extents if _fits(extent.userid, users) or _fits(extent.entry, users)]
    subjects = {extent.subject for extent in extents}
    return replace(
        volume,
        extents=extents,
        overlaps=[one for one in volume.overlaps if not subjects.isdisjoint(one.subjects)],
        identical=[one for one in volume.identical if not subjects.isdisjoint(one.subjects)],
    )


def _fits(name: str, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def _is_of(shared: Shared, users: Sequence[str]) -> bool:
    return any(_fits(_owner(subject), users) for subject in shared.subjects)


def _owner(subject: str) -> str:
    return subject.partition("/")[0]


def _volid(volume: MappedVolume) -> tuple[str, ...]:
    return (volume.volid,)


def _regions(volume: MappedVolume) -> tuple[str, ...]:
    return volume.regions


def _groups(volume: MappedVolume) -> tuple[str, ...]:
    return volume.groups


def _types(volume: MappedVolume) -> tuple[str, ...]:
    return (volume.devtype, volume.model) if volume.model else (volume.devtype,)


def _users(volume: MappedVolume) -> set[str]:
    return {name for extent in volume.extents for name in (extent.userid, extent.entry) if name}
