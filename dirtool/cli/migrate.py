"""dirtool migrate."""

import json
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dirtool.cli.common import (
    STDIN,
    Colour,
    ColourOption,
    EncodingOption,
    PlainOption,
    answer,
    command,
    make_parser,
    progress,
    read,
    refuse_to_overwrite,
    style_for,
    tell,
)
from dirtool.cli.lint_options import ConfigOption, NoConfigOption
from dirtool.cli.lint_output import Format as FindingsFormat
from dirtool.cli.settings import read_settings
from dirtool.cli.space_input import AllocationMapOption, VolumesOption
from dirtool.errors import ANSWER_IS_NO, DONE, InputError
from dirtool.migrate.options import GroupBy
from dirtool.report.style import Style
from dirtool.text.codepage import PAGES
from dirtool.text.output import write_folder

if TYPE_CHECKING:
    from dirtool.migrate.migration import Migration
    from dirtool.model.volume_list import KnownVolume


class Format(StrEnum):
    """How the answer is written."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


class Allocate(StrEnum):
    """How DirMaint goes through the regions of a group."""

    LINEAR = "LINEAR"
    ROTATING = "ROTATING"


def _many(option: str, metavar: str, help_: str) -> object:
    """An option that may be given several times, with commas between words."""
    return typer.Option(option, metavar=metavar, help=f"{help_}; commas between, or repeatable.", show_default=False)


@command
def migrate(
    file: Annotated[
        str | None,
        typer.Argument(help="The directory that is kept by hand; - is standard input.", show_default=False),
    ] = None,
    output_folder: Annotated[
        Path | None,
        typer.Option(
            "--output-folder", "-o", metavar="FOLDER", help="Write all that the move needs here.", show_default=False
        ),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace files of their names in a folder that is not empty.")
    ] = False,
    check: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Compare what was made in this folder with what DirMaint gives back instead; needs --against.",
            show_default=False,
        ),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="With --check: the answer to DIRM USER WITHPASS; - is standard input.",
            show_default=False,
        ),
    ] = None,
    zvm: Annotated[
        str | None,
        typer.Option(metavar="RELEASE", help="The release of z/VM, such as 7.3.", show_default=False),
    ] = None,
    admin: Annotated[list[str] | None, _many("--admin", "USERID", "Who may have DirMaint do everything")] = None,
    smapi: Annotated[list[str] | None, _many("--smapi", "USERID", "Through whom SMAPI works")] = None,
    group: Annotated[
        list[str] | None,
        typer.Option(
            metavar="GROUP=VOLIDS",
            help="A group and its volumes, which may be patterns, with commas between. Repeatable.",
            show_default=False,
        ),
    ] = None,
    group_by: Annotated[
        GroupBy | None,
        typer.Option(
            case_sensitive=False, help="What the groups of the other volumes go by (volume).", show_default=False
        ),
    ] = None,
    allocate: Annotated[
        Allocate | None,
        typer.Option(
            case_sensitive=False,
            help="How DirMaint goes through the regions of a group (LINEAR).",
            show_default=False,
        ),
    ] = None,
    overlay: Annotated[
        list[str] | None, _many("--overlay", "SUBJECT", "Minidisks that lie over others on purpose")
    ] = None,
    code_page: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="The encoding of the files for DirMaint, such as 1047; without it that of FILE.",
            show_default=False,
        ),
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Repair in USER INPUT what can be repaired safely.")] = False,
    format_: Annotated[Format, typer.Option("--format", case_sensitive=False, help="How to report.")] = Format.TEXT,
    all_: Annotated[bool, typer.Option("--all", help="Show all that is found; else ten of each check.")] = False,
    volumes: VolumesOption = None,
    allocation_map: AllocationMapOption = None,
    config: ConfigOption = None,
    no_config: NoConfigOption = False,
    encoding: EncodingOption = None,
    color: ColourOption = Colour.AUTO,
    plain: PlainOption = False,
) -> int:
    """Prepare the move of a directory from files that are kept by hand to DirMaint.

    Tells what is in the way, record by record (the checks C1 to C20), and with -o writes what the move needs: USER.INPUT,
    the cleaned directory; EXTENT.CONTROL, AUTHFOR.CONTROL and CONFIGA.DATADVH; the report; the list of all that USER INPUT
    has differently; the runbook; and the baseline for the proof. The files are proved before they are written. USER.INPUT
    holds passwords: the folder is for its owner alone.

    After the move, --check compares what DirMaint gives back with what went in, and tells what is lost.

    Exit code 1: the directory is not ready, or something is lost; 2: a file cannot be read or written, or an option is wrong.
    """
    making: dict[str, object] = {
        "FILE": file,
        "-o": output_folder,
        "--overwrite": overwrite,
        "--zvm": zvm,
        "--admin": admin,
        "--smapi": smapi,
        "--group": group,
        "--group-by": group_by,
        "--allocate": allocate,
        "--overlay": overlay,
        "--code-page": code_page,
        "--fix": fix,
        "--volumes": volumes,
        "--alloc-map": allocation_map,
        "--config": config,
    }
    style = style_for(color, None)
    if check is not None or against is not None:
        _refuse_beside_check(making, format_)
        return _check(check, against, format_, style, encoding, color, plain=plain, all_=all_)
    if file is None:
        raise InputError("migrate: which directory?", "name its file; --check compares what DirMaint gives back")
    if overwrite and output_folder is None:
        raise InputError("--overwrite goes with -o")
    from dirtool.cli.migrate_input import Told, options_of
    from dirtool.cli.plan_input import read_directory
    from dirtool.migrate.migration import migrate as make_migration

    told = Told(
        zvm=zvm,
        volumes=volumes,
        allocation_maps=allocation_map or (),
        administrators=admin or (),
        smapi_servers=smapi or (),
        groups=group or (),
        group_by=group_by,
        allocate=None if allocate is None else allocate.value,
        overlays=overlay or (),
        code_page=code_page,
        fix=fix,
    )
    settings = read_settings(config, no_config=no_config, formats=tuple(FindingsFormat))
    with progress("preparing the move", color):
        directory = read_directory(file, make_parser(plain=plain), encoding)
        if directory.failures:
            raise directory.failures[0]
        options = options_of(settings, told, directory)
        migration = make_migration(directory, options)
    folder = None if output_folder is None or not migration.holds else str(output_folder)
    if folder is not None:
        read_beside = [path for path in (volumes, *(allocation_map or ())) if path is not None]
        files = _files(migration, options.volumes, folder)
        for name in files:
            refuse_to_overwrite(Path(folder, name), [directory], stdin=file == STDIN, beside=read_beside)
        hint = "name a new one; or with --overwrite files of these names are replaced"
        write_folder(Path(folder), files, private=True, overwrite=overwrite, hint=hint)
    answer(_report(migration, format_, style, all_=all_, folder=folder), None)
    if not migration.holds:
        tell("dirtool: a proof fails, which is a defect of dirtool: nothing was written")
    return DONE if migration.holds and migration.is_ready else ANSWER_IS_NO


def _refuse_beside_check(making: Mapping[str, object], format_: Format) -> None:
    """Raise InputError for what only goes without --check."""
    for option, value in making.items():
        if value:
            raise InputError(f"{option} does not go with --check, which makes nothing")
    if format_ is Format.HTML:
        raise InputError("--check goes with --format text or json, not html")


def _report(migration: "Migration", format_: Format, style: Style, *, all_: bool, folder: str | None) -> Iterator[str]:
    """What is said of a move; `folder` is where its files are."""
    match format_:
        case Format.TEXT:
            from dirtool.report.readiness_text import readiness_text

            return readiness_text(migration, style, show_all=all_, folder=folder)
        case Format.JSON:
            from dirtool.report.readiness_json import readiness_json

            return readiness_json(migration)
        case Format.HTML:
            from dirtool.report.readiness_html import readiness_html

            return readiness_html(migration, folder)


def _files(migration: "Migration", volumes: Mapping[str, "KnownVolume"], folder: str) -> dict[str, bytes]:
    """All files of a folder: those for DirMaint, and what is said of the move."""
    from dirtool.migrate.baseline import FILE_NAME as BASELINE
    from dirtool.migrate.baseline import baseline_of
    from dirtool.report.changes_text import changes_text
    from dirtool.report.readiness_html import readiness_html
    from dirtool.report.readiness_json import readiness_json
    from dirtool.report.readiness_text import readiness_text
    from dirtool.report.runbook_html import runbook_html
    from dirtool.report.runbook_markdown import runbook_markdown

    baseline = baseline_of(
        migration.directory, migration.moved, migration.proposal.control, migration.files, volumes=volumes
    )
    said: dict[str, Iterable[str]] = {
        "readiness.txt": readiness_text(migration, Style(), show_all=True, folder=folder),
        "readiness.json": readiness_json(migration),
        "readiness.html": readiness_html(migration, folder),
        "changes.txt": changes_text(migration.user_input.changes),
        "runbook.md": runbook_markdown(migration.runbook),
        "runbook.html": runbook_html(migration.runbook),
        BASELINE: [json.dumps(baseline, indent=1)],
    }
    return {
        **{name: records.to_bytes() for name, records in migration.files.items()},
        **{
            name: "".join(f"{line}\n" for line in lines).encode("utf-8", errors="backslashreplace")
            for name, lines in said.items()
        },
    }


def _check(
    folder: Path | None,
    against: str | None,
    format_: Format,
    style: Style,
    encoding: str | None,
    color: Colour,
    *,
    plain: bool,
    all_: bool,
) -> int:
    """Compare what DirMaint gives back with what went in."""
    if folder is None or against is None:
        missing = "--check FOLDER" if folder is None else "--against FILE"
        raise InputError(f"{missing} is missing: --check FOLDER --against FILE go together")
    from dirtool.migrate.baseline import FILE_NAME as BASELINE
    from dirtool.migrate.baseline import check_folder, read_baseline
    from dirtool.migrate.returned.comparison import compare_returned
    from dirtool.report.returned_json import returned_json
    from dirtool.report.returned_text import returned_text

    with progress("comparing", color):
        parser = make_parser(plain=plain)
        baseline = read_baseline(folder / BASELINE)
        for deviation in check_folder(folder, baseline, parser):
            tell(f"dirtool: {deviation.message}")
        made = baseline.files[baseline.user_input].encoding
        page = made if made in PAGES else None  # else the content tells
        given = read(str(folder / baseline.user_input), parser, page)
        returned = compare_returned(given, read(against, parser, encoding or page))
    lines = returned_json(returned) if format_ is Format.JSON else returned_text(returned, style, show_all=all_)
    answer(lines, None)
    return ANSWER_IS_NO if returned.is_lost else DONE
