"""What map and allocate read beside the directory: the volumes of the site, EXTENT CONTROL, and what CP and DIRMAP tell."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from dirtool.cli.common import STDIN, input_records, make_parser, refuse_to_overwrite, tell
from dirtool.cli.lint_output import Format as FindingsFormat
from dirtool.cli.settings import read_settings
from dirtool.cli.site import extents_in_force, volumes_in_force
from dirtool.errors import InputError
from dirtool.model.directory import Directory
from dirtool.model.extent import Models
from dirtool.model.extent_control import ExtentControl
from dirtool.model.recognition import NAMES, recognised
from dirtool.model.volume_list import KnownVolume
from dirtool.space.allocation.policy import DirmaintSettings
from dirtool.space.reports.allocation_map import read_allocation_map
from dirtool.space.reports.dirmap_files import read_full_packs
from dirtool.space.reports.rows import recognise
from dirtool.space.reports.state import State, read_state
from dirtool.space.volumes.mapping import map_volumes
from dirtool.space.volumes.unreadable import unreadable_disks
from dirtool.space.volumes.volume_map import VolumeMap
from dirtool.spec.devices import MODEL_SIZES
from dirtool.syntax.parser import Parser
from dirtool.syntax.statement import Unparsed
from dirtool.syntax.words import fold
from dirtool.text.records import Records

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


class Fit(StrEnum):
    """DirMaint's DASD_ALLOCATE=."""

    FIRST_FIT = "FIRST_FIT"
    EXACT_FF = "EXACT_FF"


class Within(StrEnum):
    """Where DirMaint looks for an exact fit before it takes the first one."""

    GROUP = "group"
    REGION = "region"


FitOption = Annotated[
    Fit | None,
    typer.Option(case_sensitive=False, help="With policy dirmaint: its DASD_ALLOCATE=.", show_default=False),
]
WithinOption = Annotated[
    Within | None,
    typer.Option(
        case_sensitive=False,
        help="With EXACT_FF: look for an exact fit in all of a group, or in each region.",
        show_default=False,
    ),
]
LastUsedOption = Annotated[
    list[str] | None,
    typer.Option(metavar="GROUP=REGION", help="With policy dirmaint: the region used last.", show_default=False),
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

    @property
    def files(self) -> list[Path]:
        """All of them."""
        named = (self.volumes, self.extents, *self.allocation_maps, self.full_packs, self.config)
        return [path for path in named if path is not None]


class Space(NamedTuple):
    """The directory, the map of its volumes, and the EXTENT CONTROL, if there is one."""

    directory: Directory
    volume_map: VolumeMap
    extents: ExtentControl | None


def read_space(
    name: str,
    beside: Beside,
    output_file: Path | None,
    encoding: str | None,
    *,
    plain: bool = False,
    others: Iterable[Path] = (),
) -> Space:
    """What the file `name` (`-`: standard input), a directory or a report of one, and the files beside it tell of volumes.

    `others` are files of which the answer may not take the place either. Raises InputError for a file that cannot be read or
    is none of these.
    """
    settings = read_settings(beside.config, no_config=beside.no_config, formats=tuple(FindingsFormat))
    extents = extents_in_force(settings.values, beside.extents)
    known = volumes_in_force(settings.values, beside.volumes)
    records = input_records(name, encoding)
    parser = make_parser(plain=plain)
    state = _read_report(records, parser, known)
    directory = _read_directory(records, name, parser, encoding) if state is None else state.directory
    read: list[Directory | ExtentControl] = [one for one in (directory, extents) if one is not None]
    refuse_to_overwrite(output_file, read, stdin=name == STDIN, beside=[*beside.files, *others])
    volumes = known if state is None else state.volumes
    if extents is None and state is not None:
        extents = state.extents
    if beside.allocation_maps:
        known = with_areas(known, beside.allocation_maps, map_volumes(directory, volumes, extents))
        volumes = known if state is None else read_state(records, parser, known).volumes
    tell_of_lost_records(extents)
    return Space(directory, map_volumes(directory, volumes, extents, _models(beside.full_packs)), extents)


def _read_report(records: Records, parser: Parser, known: Mapping[str, KnownVolume]) -> State | None:
    """What a report tells, with a remark if its layout is experimental; None if the records are none."""
    if recognise(records) is None:
        return None
    state = read_state(records, parser, known)
    if state.experimental:
        tell(
            f"dirtool: {records.path}: reading {state.layout} is experimental: look at the answer before you rely on it"
        )
    return state


def _read_directory(records: Records, name: str, parser: Parser, encoding: str | None) -> Directory:
    found = recognised(records, parser, None if name == STDIN else Path(name).parent, encoding)
    if not isinstance(found, Directory):
        hint = "name it with --extents" if isinstance(found, ExtentControl) else None
        raise InputError(f"{records.path}: this is {NAMES[type(found)]}, not a directory", hint)
    if found.failures:
        raise found.failures[0]
    if not any(kind is not Unparsed for source in found.sources for kind in source.positions_by_type):
        what = "no record of it is a statement, nor is it a report of space"
        raise InputError(
            f"{records.path}: this is no directory: {what}", "docs/reports.md tells which reports are read"
        )
    return found


def tell_of_lost_records(extents: ExtentControl | None) -> None:
    """Say which records of EXTENT CONTROL cannot be read: nothing goes by them."""
    if extents is not None and extents.file.faults:
        first, *others = sorted(extents.file.faults)
        more = f" and {len(others):,} more" if others else ""
        tell(
            f"dirtool: {extents.path}:{first}: this record{more} cannot be read, and nothing goes by it; dirtool lint tells why"
        )


def lost_disks(directory: Directory) -> InputError | None:
    """An error that names the minidisks whose place cannot be read; None if there are none."""
    disks = unreadable_disks(directory)
    if not disks:
        return None
    first, *others = disks
    more = f" and of {len(others):,} more" if others else ""
    return InputError(
        f"{first.path}:{first.line}: the place of this minidisk{more} cannot be read",
        "its space seems free; dirtool lint tells what is wrong with it",
    )


def with_areas(
    known: Mapping[str, KnownVolume], allocation_maps: Sequence[Path], volume_map: VolumeMap
) -> dict[str, KnownVolume]:
    """What is known of volumes, with the areas that CP tells of in the place of those that are known.

    `volume_map` tells which are fixed-block volumes: of these CP counts pages.
    """
    found = dict(known)
    in_blocks = [one.volid for one in volume_map.volumes if one.unit == "block"]
    for path in allocation_maps:
        for volid, areas in read_allocation_map(path, fixed_block=in_blocks).items():
            found[volid] = found.get(volid, KnownVolume())._replace(areas=areas)
    return found


def _models(full_packs: Path | None) -> Models:
    """The sizes of device types, with those that FULLPACK DEFINES names."""
    if full_packs is None:
        return MODEL_SIZES
    more: Mapping[str, Sequence[int]] = read_full_packs(full_packs)
    types = dict.fromkeys([*MODEL_SIZES, *more])
    return {devtype: sorted({*MODEL_SIZES.get(devtype, ()), *more.get(devtype, ())}) for devtype in types}


def dirmaint_settings(
    fit: Fit | None, within: Within | None, last_used: Sequence[str] | None, *, is_used: bool, by: str
) -> DirmaintSettings:
    """How DirMaint allocates. Raises InputError for options that are of no use; `by` is what they go with."""
    options = {"--dasd-allocate": fit, "--exact-within": within, "--last-used": last_used}
    for option, value in options.items():
        if value and not is_used:
            raise InputError(f"{option} goes with {by}")
    if within is not None and fit is not Fit.EXACT_FF:
        raise InputError("--exact-within goes with --dasd-allocate EXACT_FF")
    return DirmaintSettings(fit is Fit.EXACT_FF, (within or Within.GROUP).value, last_used_in(last_used))


def last_used_in(typed: Sequence[str] | None) -> dict[str, str]:
    """The region that each ROTATING group used last, of --last-used. Raises InputError."""
    found = {}
    for word in typed or ():
        group, _, region = fold(word).partition("=")
        if not group or not region:
            raise InputError(f"--last-used {word}: allowed: GROUP=REGION, such as LINUX=LX0003")
        found[group] = region
    return found
