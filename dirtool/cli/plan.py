"""dirtool plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dirtool.cli.common import (
    STDIN,
    STDIN_NAME,
    Colour,
    ColourOption,
    EncodingOption,
    PlainOption,
    answer,
    command,
    fail,
    make_parser,
    names_in,
    progress,
    read,
    refuse_to_overwrite,
    standard_input,
    tell,
)
from dirtool.cli.lint_options import ConfigOption, NoConfigOption
from dirtool.cli.lint_output import Format as FindingsFormat
from dirtool.cli.password_source import password_from
from dirtool.cli.plan_output import (
    Emit,
    Format,
    FormatOption,
    MaxBytesOption,
    Output,
    TypedOption,
    VerboseOption,
    broken_claims,
    emit_commands,
    refuse,
    show_plan,
)
from dirtool.cli.settings import Settings, read_settings
from dirtool.cli.settings_keys import KEYS
from dirtool.cli.site import capabilities_in_force, extents_in_force, volumes_in_force
from dirtool.cli.space_input import (
    AllocationMapOption,
    ExtentsOption,
    FitOption,
    LastUsedOption,
    VolumesOption,
    WithinOption,
    dirmaint_settings,
    lost_disks,
    tell_of_lost_records,
    with_areas,
)
from dirtool.errors import ANSWER_IS_NO, DONE, InputError
from dirtool.space.allocation.policy import DirmaintSettings, Policy
from dirtool.spec.statement import nearest
from dirtool.text.output import write_file
from dirtool.wording import did_you_mean

if TYPE_CHECKING:
    from dirtool.compare.desired.state import Desired
    from dirtool.model.directory import Directory
    from dirtool.model.extent_control import ExtentControl
    from dirtool.model.volume_list import KnownVolume
    from dirtool.plan.options import PlanOptions
    from dirtool.plan.plan import Plan
    from dirtool.plan.target.target import Target
    from dirtool.syntax.parser import Parser


class By(StrEnum):
    """Who chooses the places of minidisks."""

    DIRTOOL = "dirtool"
    DIRMAINT = "dirmaint"


@command
def plan(
    desired: Annotated[
        str,
        typer.Argument(
            help="A desired.yaml, or with --whole a directory file; - is standard input.", show_default=False
        ),
    ],
    current: Annotated[
        str | None,
        typer.Option(
            help="The directory as it is, instead of what `current:` names; - is standard input.", show_default=False
        ),
    ] = None,
    whole: Annotated[
        bool,
        typer.Option(
            "--whole", help="DESIRED is a directory file, and all of what is wanted: what is not in it is removed."
        ),
    ] = False,
    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SUBJECT", help="Only these: USERID or USERID/VDEV; commas between, or repeatable.", show_default=False
        ),
    ] = None,
    allow_remove: Annotated[
        list[str] | None,
        typer.Option(metavar="SUBJECT", help="This one may be removed: USERID or USERID/VDEV.", show_default=False),
    ] = None,
    allow_overwrite: Annotated[
        list[str] | None,
        typer.Option(metavar="SUBJECT", help="The data of this one may be overwritten.", show_default=False),
    ] = None,
    format_: FormatOption = None,
    verbose: VerboseOption = False,
    max_bytes: MaxBytesOption = None,
    output_file: Annotated[
        str | None,
        typer.Option(
            "--output-file",
            "-o",
            metavar="PLACE",
            help="Write the plan to this file: as --format says; without that as JSON, and the text is shown. With --emit: "
            "the file or FOLDER/ for what is emitted.",
            show_default=False,
        ),
    ] = None,
    emit: Annotated[
        list[Emit] | None,
        typer.Option(
            case_sensitive=False,
            help="Write what is run: the commands (dirm), the files that ADD and REPLACE send (entry), or the whole new "
            "directory (direct). Repeatable.",
            show_default=False,
        ),
    ] = None,
    typed: TypedOption = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 if there is anything to do.")] = False,
    policy: Annotated[Policy, typer.Option(case_sensitive=False, help="How to choose between gaps.")] = Policy.BEST_FIT,
    extents_by: Annotated[
        By,
        typer.Option(
            case_sensitive=False, help="Who chooses the places in groups and regions; those of dirmaint are predicted."
        ),
    ] = By.DIRTOOL,
    dasd_allocate: FitOption = None,
    exact_within: WithinOption = None,
    last_used: LastUsedOption = None,
    clean: Annotated[
        bool | None,
        typer.Option(
            "--clean/--no-clean",
            help="Have DirMaint overwrite what is removed, or not, instead of what the settings say.",
            show_default=False,
        ),
    ] = None,
    extents: ExtentsOption = None,
    volumes: VolumesOption = None,
    allocation_map: AllocationMapOption = None,
    config: ConfigOption = None,
    no_config: NoConfigOption = False,
    encoding: EncodingOption = None,
    color: ColourOption = Colour.AUTO,
    plain: PlainOption = False,
) -> int:
    """Plan the way from the directory that is to the one that is wanted.

    Says what has to be done, in which order, and what becomes of the data; chooses places for minidisks; and proves by
    simulation that the commands lead there. Nothing is changed. What DESIRED does not mention stays as it is, but with
    --whole.

    Whatever loses data or a definition needs consent for that subject: `remove:` in desired.yaml, --allow-remove,
    --allow-overwrite. Without it the plan is shown and refused, and nothing is emitted. `protect` in the settings names
    subjects for which no consent counts.

    Commands hold no password: where one is wanted stands {env:NAME}, {file:PATH} or {prompt}. The files of --emit entry and
    --emit direct do, and are for their owner alone. A folder gets one file for each stage; one with something in it is
    refused.

    Exit code 1: there is something to do, with --exit-code, or the proof fails, which is a defect; 2: a file cannot be read,
    or what is wanted cannot be; 3: the plan is refused.
    """
    output = Output(format_, verbose, max_bytes, color, output_file, tuple(dict.fromkeys(emit or ())), typed)
    by_dirmaint = extents_by is By.DIRMAINT
    if whole and (by_dirmaint or policy is not Policy.BEST_FIT):
        raise InputError("--whole chooses no places: --policy and --extents-by go without it")
    dirmaint = dirmaint_settings(
        dasd_allocate,
        exact_within,
        last_used,
        is_used=by_dirmaint or policy is Policy.DIRMAINT,
        by="--policy dirmaint or --extents-by dirmaint",
    )
    if STDIN == desired == current:
        raise InputError("standard input can be the desired state or the directory, not both")
    settings = read_settings(config, no_config=no_config, formats=tuple(FindingsFormat))
    with progress("planning", color):
        parser = make_parser(plain=plain)
        wanted = _read_wanted(desired, parser, encoding, whole=whole)
        now = _current(wanted, desired, current)
        there = read(now, parser, encoding)
        beside = [path for path in (extents, volumes, config, *allocation_map or ()) if path is not None]
        _check_place(output, [there], [*beside, *_read_for(desired, wanted)], stdin=STDIN in (desired, now))
        failures = [*there.failures, *(wanted.failures if isinstance(wanted, Directory) else ())]
        if failures:
            return fail(*failures)
        site = _site(wanted, there, settings, extents, volumes, allocation_map or ())
        places = _Places(policy, dirmaint, by_dirmaint=by_dirmaint)
        target = _target(there, wanted, site, _subjects(only), places)
        options = _options(settings, _subjects(allow_remove), _subjects(allow_overwrite), clean)
        made = make_plan(
            there,
            target,
            mode="whole" if whole else "desired",
            desired=STDIN_NAME if desired == STDIN else desired,
            extents=site.extents,
            volumes=site.volumes,
            only=_subjects(only),
            options=options,
        )
    document = made.document
    _tell_of_unused(options, document)
    if broken_claims(document):
        tell(*defect_text(document, made.proof.defect if made.proof else None, Style()))
        return ANSWER_IS_NO
    if document.is_refused:
        return refuse(document, output)
    _write(made, there, output)
    return ANSWER_IS_NO if exit_code and document.actions else DONE


# ---- what is read


class _Site(NamedTuple):
    """What stands beside the directory."""

    extents: "ExtentControl | None"
    volumes: "Mapping[str, KnownVolume]"


def _read_wanted(name: str, parser: "Parser", encoding: str | None, *, whole: bool) -> "Desired | Directory":
    """What is wanted: a desired state, or a whole directory. Raises InputError."""
    from dirtool.compare.desired.reading import desired_of
    from dirtool.syntax.yaml_words import utf8_records

    if whole:
        return read(name, parser, encoding)
    data = standard_input() if name == STDIN else read_bytes(Path(name))
    return desired_of(utf8_records(data, STDIN_NAME if name == STDIN else name), parser)


def _current(wanted: "Desired | Directory", desired: str, current: str | None) -> str:
    """The name of the directory as it is. Raises InputError if nothing tells it."""
    if current is not None:
        return current
    if isinstance(wanted, Directory):
        raise InputError("--whole needs the directory as it is", "name it with --current FILE")
    if wanted.current is None:
        raise InputError(
            f"{wanted.path}: nothing names the directory as it is", "name it with --current FILE, or with `current:`"
        )
    return _beside(desired, wanted.current)


def _beside(desired: str, path: str) -> str:
    """A path that a desired state names relative to itself."""
    return path if desired == STDIN else str(Path(desired).parent / path)


def _read_for(desired: str, wanted: "Desired | Directory") -> list[Path]:
    """The files of what is wanted."""
    if isinstance(wanted, Directory):
        return [Path(source.path) for source in wanted.sources]
    names = [] if desired == STDIN else [desired]
    return [Path(name) for name in (*names, *([_beside(desired, wanted.extents)] if wanted.extents else []))]


def _site(
    wanted: "Desired | Directory",
    there: Directory,
    settings: Settings,
    extents: Path | None,
    volumes: Path | None,
    allocation_maps: Sequence[Path],
) -> _Site:
    """EXTENT CONTROL and volumes: what the command line names counts before desired.yaml, and that before the settings."""
    from dirtool.plan.target.wanted import with_facts
    from dirtool.space.volumes.mapping import map_volumes

    if extents is None and isinstance(wanted, Desired) and wanted.extents is not None:
        extents = Path(_beside(wanted.path, wanted.extents))
