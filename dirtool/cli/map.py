"""dirtool map."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dirtool.cli.common import (
    Colour,
    ColourOption,
    EncodingOption,
    OutputOption,
    PlainOption,
    answer,
    command,
    is_terminal,
    names_in,
    progress,
    style_for,
    takes_unicode,
    tell,
)
from dirtool.cli.lint_options import ConfigOption, NoConfigOption
from dirtool.cli.space_input import (
    AllocationMapOption,
    Beside,
    ExtentsOption,
    FullPacksOption,
    Space,
    VolumesOption,
    lost_disks,
    read_space,
)
from dirtool.errors import ANSWER_IS_NO, DONE, InputError
from dirtool.report.style import Style
from dirtool.space.reports.dirmap_files import read_volsers
from dirtool.space.volumes.selection import Selection, selected
from dirtool.space.volumes.volume_map import VolumeMap
from dirtool.syntax.words import fold
from dirtool.wording import listed


class Format(StrEnum):
    """How a map is written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    GAPS = "gaps"
    SVG = "svg"
    HTML = "html"


class By(StrEnum):
    """What free space is summed up by."""

    GROUP = "group"
    REGION = "region"
    VOLUME = "volume"
    MODEL = "model"


@command
def map_(
    file: Annotated[
        str,
        typer.Argument(help="A directory file, or a report such as MDISKMAP; - is standard input.", show_default=False),
    ],
    format_: Annotated[
        Format,
        typer.Option(
            "--format",
            case_sensitive=False,
            help="How to write it; gaps: a record for each gap, as in DIRMAP's GAPFILE.",
        ),
    ] = Format.TEXT,
    output_file: OutputOption = None,
    volume: Annotated[
        list[str] | None,
        typer.Option(metavar="VOLID", help="Only these volumes; * and ? stand for others.", show_default=False),
    ] = None,
    user: Annotated[
        list[str] | None, typer.Option(metavar="USERID", help="Only the minidisks of these users.", show_default=False)
    ] = None,
    region: Annotated[
        list[str] | None, typer.Option(metavar="REGION", help="Only volumes with these regions.", show_default=False)
    ] = None,
    group: Annotated[
        list[str] | None, typer.Option(metavar="GROUP", help="Only volumes of these groups.", show_default=False)
    ] = None,
    type_: Annotated[
        list[str] | None,
        typer.Option("--type", metavar="DEVTYPE", help="Only volumes of these device types.", show_default=False),
    ] = None,
    free_by: Annotated[
        By | None, typer.Option(case_sensitive=False, help="Show how much is free instead.", show_default=False)
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(metavar="VOLID:PLACE", help="Show who has this cylinder or block instead.", show_default=False),
    ] = None,
    links: Annotated[
        str | None,
        typer.Option(metavar="USERID/VDEV", help="Show who reaches this device by links instead.", show_default=False),
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Exit with 1 if any extents overlap.")] = False,
    bars: Annotated[
        bool | None,
        typer.Option(
            "--bars/--no-bars",
            help="Draw a bar for each volume, or none; without this option, on terminals only.",
            show_default=False,
        ),
    ] = None,
    ascii_: Annotated[bool, typer.Option("--ascii", help="Draw bars in plain ASCII.")] = False,
    volumes: VolumesOption = None,
    extents: ExtentsOption = None,
    allocation_map: AllocationMapOption = None,
    full_packs: FullPacksOption = None,
    include: Annotated[
        Path | None,
        typer.Option("--include-volsers", help="DIRMAP's INCLUDE VOLSERS: the volumes to show.", show_default=False),
    ] = None,
    exclude: Annotated[
        Path | None,
        typer.Option("--exclude-volsers", help="DIRMAP's EXCLUDE VOLSERS: volumes not to show.", show_default=False),
    ] = None,
    config: ConfigOption = None,
    no_config: NoConfigOption = False,
    encoding: EncodingOption = None,
    color: ColourOption = Colour.AUTO,
    plain: PlainOption = False,
) -> int:
    """Show what is where on every volume: minidisks, gaps, overlaps.

    The size of a volume is the one that --volumes or the settings give, or else that of a full-pack minidisk, or what EXTENT
    CONTROL says; where nothing tells, it is guessed, and the map says so. Exit code 1: overlaps, with --check; 2: a file
    cannot be read, or an option is wrong.
    """
    _check_options(format_, free_by, at, links, check=check)
    _check_bars(format_, free_by or at or links, bars=bars is not None, ascii=ascii_)
    beside = Beside(volumes, extents, allocation_map or (), full_packs, config, no_config)
    let_through, excluded = _volsers(include, exclude)
    selection = Selection(
        names_in(volume), names_in(user), names_in(region), names_in(group), names_in(type_), let_through, excluded
    )
    style = style_for(color, output_file)
    with progress("reading", color):
        others = [path for path in (include, exclude) if path is not None]
        space = read_space(file, beside, output_file, encoding, plain=plain, others=others)
        lost = lost_disks(space.directory)
        if lost is not None:
            tell(f"dirtool: {lost.message}", f"  hint: {lost.hint}")
        shown = selected(space.volume_map, selection)
    draws = is_terminal(output_file) if bars is None else bars
    if at is not None:
        lines = _at(shown, at, format_, style)
    elif links is not None:
        lines = _links(space, links, format_, style)
    elif free_by is not None:
        lines = _free(space, shown, free_by, format_, style)
    else:
        lines = _lines(shown, file, format_, style, bars=draws, ascii=ascii_ or not takes_unicode(output_file))
    answer(lines, output_file)
    return ANSWER_IS_NO if check and shown.overlaps else DONE


def _check_options(format_: Format, free_by: By | None, at: str | None, links: str | None, *, check: bool) -> None:
    """Raise InputError for options that exclude each other."""
    asked = {"--free-by": free_by, "--at": at, "--links": links}
    given = [option for option, value in asked.items() if value is not None]
    if len(given) > 1:
        raise InputError(f"{listed(given, 'and')} exclude each other")
    allowed = (
        {"--free-by": (Format.TEXT, Format.JSON, Format.CSV)}.get(given[0], (Format.TEXT, Format.JSON)) if given else ()
    )
    if given and check:
        raise InputError(f"--check does not go with {given[0]}: it is about the whole map")
    if given and format_ not in allowed:
        raise InputError(f"{given[0]} goes with --format {listed(allowed, 'or')}, not {format_}")


def _check_bars(format_: Format, instead: str | None, *, bars: bool, ascii: bool) -> None:
    """Raise InputError for options about bars where none are drawn."""
    given = [option for option, is_given in (("--bars", bars), ("--ascii", ascii)) if is_given]
    if given and (format_ is not Format.TEXT or instead is not None):
        raise InputError(f"{listed(given, 'and')} {'goes' if len(given) == 1 else 'go'} with the text of the whole map")


def _volsers(include: Path | None, exclude: Path | None) -> tuple[frozenset[str] | None, frozenset[str]]:
    """The volumes that DIRMAP's files let through, and those that they do not."""
    return (
        None if include is None else read_volsers(include),
        frozenset() if exclude is None else read_volsers(exclude),
    )


def _lines(
    volume_map: VolumeMap, file: str, format_: Format, style: Style, *, bars: bool, ascii: bool
) -> Iterator[str]:
    """The map in a format."""
    match format_:
        case Format.TEXT:
            from dirtool.report.map_text import map_text

            return map_text(volume_map, style, bars=bars, ascii=ascii)
        case Format.JSON:
            from dirtool.report.map_json import map_json

            return map_json(volume_map)
        case Format.CSV:
            from dirtool.report.map_csv import map_csv

            return map_csv(volume_map)
        case Format.GAPS:
            from dirtool.report.map_csv import gap_file

            return gap_file(volume_map)
        case Format.SVG:
            from dirtool.report.map_svg import map_svg

            return map_svg(volume_map, _title(file))
        case Format.HTML:
            from dirtool.report.map_html import map_html

            return map_html(volume_map, _title(file))


def _title(file: str) -> str:
    return Path(file).name if file != "-" else "standard input"


def _at(volume_map: VolumeMap, word: str, format_: Format, style: Style) -> Iterator[str]:
    """Who has a place. Raises InputError for a volume that is not in the map, and for no place."""
    from dirtool.report.place import at_json, at_text
    from dirtool.space.volumes.place import owners_at
    from dirtool.spec.statement import nearest
    from dirtool.wording import did_you_mean

    volid, _, place = word.rpartition(":")
    if not volid or not (place.isascii() and place.isdigit()) or len(place) > 10:
        raise InputError(f"--at {word}: allowed: VOLID:PLACE, a volume and a cylinder or block, such as LX0001:4711")
    by_volid = {volume.volid: volume for volume in volume_map.volumes}
    volume = by_volid.get(fold(volid))
    if volume is None:
        raise InputError(f"--at {word}: no volume {volid}", did_you_mean(nearest(fold(volid), tuple(by_volid))))
    found = owners_at(volume, int(place))
    return at_json(found) if format_ is Format.JSON else at_text(found, style)


def _links(space: Space, word: str, format_: Format, style: Style) -> Iterator[str]:
    """Who reaches a device. Raises InputError for one that is not there."""
    from dirtool.model.names import subject_of
    from dirtool.report.reach import links_json, links_text
    from dirtool.space.volumes.reach import reached

    try:
        userid, _, vdev = subject_of(word).partition("/")
    except ValueError as error:
        raise InputError(f"--links {word}: allowed: {error}") from None
    found = reached(space.directory, userid, vdev)
    return links_json(found) if format_ is Format.JSON else links_text(found, style)


def _free(space: Space, shown: VolumeMap, by: By, format_: Format, style: Style) -> Iterator[str]:
    """How much is free."""
    from dirtool.report.free_space import free_csv, free_json, free_text
    from dirtool.space.volumes.free_space import free_by

    rows = free_by(shown, by.value, space.extents)
    if format_ is Format.JSON:
        return free_json(rows, by.value)
    return free_csv(rows) if format_ is Format.CSV else free_text(rows, by.value, style)
