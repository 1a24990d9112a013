"""What map and allocate read beside the directory: the volumes of the site, EXTENT CONTROL, and what CP and DIRMAP tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from dirtool.cli.common import STDIN, input_records, make_parser, recognised, refuse_to_overwrite, tell
from dirtool.cli.lint_output import Format as FindingsFormat
from dirtool.cli.settings import read_settings
from dirtool.cli.site import extents_in_force, volumes_in_force
from dirtool.errors import InputError
from dirtool.model.directory import Directory
from dirtool.model.extent import Models
from dirtool.model.extent_control import ExtentControl
from dirtool.model.volume_list import KnownVolume
from dirtool.space.mapping import map_volumes
from dirtool.space.volume_map import VolumeMap
from dirtool.spec.devices import MODEL_SIZES, unit_of

VolumesOption = Annotated[
    Path | None,
    typer.Option(help="A list of all volumes: volid, device type, size; one a line.", show_default=False),
]
ExtentsOption = Annotated[
    Path | None, typer.Option(help="DirMaint's EXTENT CONTROL: regions, groups, exclusions.", show_default=False)
]
AllocationMapOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--alloc-map", help="A captured answer of CP QUERY ALLOC MAP: the areas that CP uses.", show_default=False
    ),
]
FullPacksOption = Annotated[
    Path | None,
    typer.Option("--full-packs", help="DIRMAP's FULLPACK DEFINES: more sizes of full packs.", show_default=False),
]


@dataclass(frozen=True, slots=True)
class Beside:
    """What the command line names beside the directory."""

    volumes: Path | None
    extents: Path | None
    allocation_maps: Sequence[Path]
    full_packs: Path | None
    config: Path | None
    no_config: bool


class Space(NamedTuple):
    """The directory, the map of its volumes, and the EXTENT CONTROL, if there is one."""

    directory: Directory
    volume_map: VolumeMap
    extents: ExtentControl | None


def read_space(
    name: str, beside: Beside, output_file: Path | None, encoding: str | None, *, plain: bool = False
) -> Space:
    """What the file `name` (`-`: standard input), a directory or a report of one, and the files beside it tell of volumes.

    Raises InputError for a file that cannot be read or is none of these.
    """
    settings = read_settings(beside.config, no_config=beside.no_config, formats=tuple(FindingsFormat))
    extents = extents_in_force(settings.values, beside.extents)
    known = _with_areas(volumes_in_force(settings.values, beside.volumes), beside.allocation_maps)
    directory, known = _read_current(name, known, encoding, plain=plain)
    refuse_to_overwrite(output_file, [directory], stdin=name == STDIN)
    return Space(directory, map_volumes(directory, known, extents, _models(beside.full_packs)), extents)


def _read_current(
    name: str, known: dict[str, KnownVolume], encoding: str | None, *, plain: bool
) -> tuple[Directory, dict[str, KnownVolume]]:
    """The directory that a file is, or tells of as a report; with what it tells of volumes."""
    from dirtool.space.report_rows import recognise

    records = input_records(name, encoding)
    parser = make_parser(plain=plain)
    if recognise(records) is not None:
        from dirtool.space.reported import read_state

        state = read_state(records, parser, known)
        if state.experimental:
            tell(
                f"dirtool: {records.path}: reading {state.layout} is experimental: look at the answer before you rely on it"
            )
        return state.directory, state.volumes
    found = recognised(records, name, parser, encoding)
    if isinstance(found, ExtentControl):
        raise InputError(f"{found.path}: this is EXTENT CONTROL, not a directory", "name it with --extents")
    if found.failures:
        raise found.failures[0]
    return found, known


def _with_areas(known: dict[str, KnownVolume], allocation_maps: Sequence[Path]) -> dict[str, KnownVolume]:
    """What is known of volumes, with the areas that CP tells of in the place of those that are known."""
    from dirtool.space.allocation_map import read_allocation_map

    fixed_block = [volid for volid, one in known.items() if one.devtype is not None and unit_of(one.devtype) == "block"]
    found = dict(known)
    for path in allocation_maps:
        for volid, areas in read_allocation_map(path, fixed_block=fixed_block).items():
            found[volid] = found.get(volid, KnownVolume())._replace(areas=areas)
    return found


def _models(full_packs: Path | None) -> Models:
    """The sizes of device types, with those that FULLPACK DEFINES names."""
    if full_packs is None:
        return MODEL_SIZES
    from dirtool.space.dirmap_files import read_full_packs

    more: Mapping[str, Sequence[int]] = read_full_packs(full_packs)
    types = dict.fromkeys([*MODEL_SIZES, *more])
    return {devtype: sorted({*MODEL_SIZES.get(devtype, ()), *more.get(devtype, ())}) for devtype in types}
