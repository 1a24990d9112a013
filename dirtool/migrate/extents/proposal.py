"""A proposal of EXTENT CONTROL for a directory that had none: regions, groups, exclusions and sizes, from the map of volumes.

What is not certain is told, and what may hold data is left alone: an automatic allocation meets no minidisk, no area of CP and
no label, as far as the directory and the site tell of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from dirtool.errors import InputError
from dirtool.migrate.extents.areas_of_cp import Use
from dirtool.migrate.extents.control_text import GUESSED, Contents, ProposedRegion, control_text
from dirtool.migrate.extents.device_types import DeviceTypes, device_types
from dirtool.migrate.extents.exclusions import ProposedExclusion, proposed_exclusions
from dirtool.migrate.extents.grouping import groups_of
from dirtool.migrate.extents.ssi_volumes import ssi_volumes
from dirtool.migrate.extents.surroundings import Surroundings
from dirtool.migrate.extents.unique_names import UniqueNames
from dirtool.migrate.extents.usable_space import LeftOut, Usable, usable
from dirtool.migrate.options import MigrateOptions
from dirtool.model.directory import Directory
from dirtool.model.extent_control import ExtentControl, extent_control_of
from dirtool.space.volumes.volume_map import MappedVolume, VolumeMap
from dirtool.spec.extent_control import SECTIONS
from dirtool.spec.values import BadValue
from dirtool.syntax.words import fold
from dirtool.text.records import Records

FILE_NAME = "EXTENT CONTROL"

_GROUP_FIELD = SECTIONS["GROUPS"].fields[0]


class GuessedSize(NamedTuple):
    """A volume with regions whose size nobody tells: it is taken for the smallest model that holds its minidisks."""

    volid: str
    devtype: str
    size: int


class ControlProposal(NamedTuple):
    """EXTENT CONTROL as text and as it is understood, and what there is to say of it.

    `left_out` is the free space of the map that no region has. `groups` are the regions of each group; one that the site
    has named and that no volume is in has none, and is not in the file. `hidden` are the areas of CP that its own map does not
    show and nobody holds, `untold` those that it would show if the site told it: a region may have them.
    """

    records: Records
    control: ExtentControl
    left_out: tuple[LeftOut, ...]
    guessed: tuple[GuessedSize, ...]
    exclusions: tuple[ProposedExclusion, ...]
    groups: Mapping[str, tuple[str, ...]]
    hidden: tuple[Use, ...] = ()
    untold: tuple[Use, ...] = ()


def propose_control(directory: Directory, volume_map: VolumeMap, options: MigrateOptions) -> ControlProposal:
    """The EXTENT CONTROL that goes with a directory. `volume_map` is its map with what `options` tell of volumes.

    Raises InputError for a group in `options` that has no name for EXTENT CONTROL.
    """
    _check_groups(options)
    volumes = volume_map.volumes
    around = Surroundings(directory, [volume.volid for volume in volumes], options)
    exclusions = proposed_exclusions(volumes, around)
    excluded = {(one.entry, one.vdev) for one in exclusions}
    found = {volume.volid: usable(volume, around, excluded) for volume in volumes}
    with_regions = [volume for volume in volumes if found[volume.volid].spans]
    types = device_types((volume.devtype, volume.size or 0) for volume in with_regions)
    regions = _regions(with_regions, found, types, around)
    groups: dict[str, list[str]] = {name: [] for name in around.groups_given}
    group_of = groups_of(with_regions, around, options.group_by)
    for region in regions:
        groups.setdefault(group_of[region.volid], []).append(region.name)
    families = ssi_volumes(volumes, around)
    hidden = tuple(around.areas_of_cp.hidden_and_untold if regions else ())
    untold = tuple(around.areas_of_cp.shown_and_untold if regions else ())
    warnings = [use.name for use in (*hidden, *untold)]
    contents = Contents(regions, groups, options.method, families, exclusions, types.defaults, warnings)
    records = Records(FILE_NAME, list(control_text(contents)), "ascii")
    return ControlProposal(
        records,
        extent_control_of(records),
        tuple(left for volume in volumes for left in found[volume.volid].left_out),
        tuple(
            GuessedSize(volume.volid, volume.devtype, volume.size or 0) for volume in with_regions if _is_guess(volume)
        ),
        tuple(exclusions),
        {name: tuple(own) for name, own in groups.items()},
        hidden,
        untold,
    )


def _check_groups(options: MigrateOptions) -> None:
    for name in options.groups:
        try:
            _GROUP_FIELD.read(fold(name))
        except BadValue as bad:
            raise InputError(f"{name} is no name of a group; allowed: {bad.wanted}") from None


def _regions(
    volumes: list[MappedVolume], found: Mapping[str, Usable], types: DeviceTypes, around: Surroundings
) -> list[ProposedRegion]:
    """A region for each span: named like its volume where it is the only one, else with a letter behind."""
    names = UniqueNames(volume.volid for volume in volumes)
    regions = []
    for volume in volumes:
        spans = found[volume.volid].spans
        devtype = types.names[volume.devtype, volume.size or 0]
        of_volume = (*([GUESSED] if _is_guess(volume) else []), *filter(None, [around.member_of(volume)]))
        for first, last, behind, before in spans:
            name = volume.volid if len(spans) == 1 else names.lettered(volume.volid)
            borders = [f"{side} {what}" for side, what in (("behind", behind), ("before", before)) if what]
            regions.append(ProposedRegion(name, volume.volid, first, last, devtype, (*of_volume, *borders)))
    return regions


def _is_guess(volume: MappedVolume) -> bool:
    return volume.size_source == "model"
