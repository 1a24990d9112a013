"""dirtool simulate."""

import os
from collections.abc import Iterator, Mapping, Sequence
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
    completions,
    input_records,
    is_standard_output,
    make_parser,
    names_in,
    progress,
    read,
    refuse_to_overwrite,
    style_for,
)
from dirtool.cli.lint_options import ConfigOption, NoConfigOption
from dirtool.cli.lint_output import Format as FindingsFormat
from dirtool.cli.password_source import password_from
from dirtool.cli.sender_files import files_in, prototypes_in
from dirtool.cli.settings import read_settings
from dirtool.cli.site import extents_in_force, volumes_in_force
from dirtool.cli.space_input import ExtentsOption, VolumesOption, last_used_in
from dirtool.errors import ANSWER_IS_NO, DONE, InputError
from dirtool.spec.statement import nearest
from dirtool.syntax.statement import MASK
from dirtool.text.output import write_file
from dirtool.wording import did_you_mean, listed

if TYPE_CHECKING:
    from dirtool.dirmaint.run import Run
    from dirtool.dirmaint.settings import Settings
    from dirtool.model.directory import Directory
    from dirtool.model.extent_control import ExtentControl
    from dirtool.report.style import Style
    from dirtool.syntax.command_file import CommandFile
    from dirtool.syntax.parser import Parser


class Format(StrEnum):
    """How a simulated session is written."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"


def _complete_switch(incomplete: str) -> list[str]:
    from dirtool.dirmaint.settings import SWITCHES

    return completions([f"{name}=" for name in SWITCHES], incomplete)


@command
def simulate(
    commands: Annotated[
        str, typer.Argument(help="A file of DirMaint commands, one a line; - is standard input.", show_default=False)
    ],
    current: Annotated[str, typer.Option(help="The directory to begin with.", show_default=False)],
    extents: ExtentsOption = None,
    output_file: Annotated[
        Path | None,
        typer.Option(
            "--output-file",
            "-o",
            help="Write the directory as it is in the end to this file, for its owner alone.",
            show_default=False,
        ),
    ] = None,
    extents_output: Annotated[
        Path | None, typer.Option(help="Write EXTENT CONTROL as it is in the end to this file.", show_default=False)
    ] = None,
    format_: Annotated[Format, typer.Option("--format", case_sensitive=False, help="How to write it.")] = Format.TEXT,
    stop: Annotated[bool, typer.Option("--stop", help="Leave out what stands behind the first failure.")] = False,
    fail_work_unit: Annotated[
        list[int] | None,
        typer.Option(metavar="N", min=1, help="Let the nth work unit fail.", show_default=False),
    ] = None,
    lock: Annotated[
        list[str] | None,
        typer.Option(metavar="ENTRY", help="Let somebody else have locked this entry.", show_default=False),
    ] = None,
    full_group: Annotated[
        list[str] | None, typer.Option(metavar="GROUP", help="Let this group have no room.", show_default=False)
    ] = None,
    files: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Where the sender's files are (ADD, REPLACE, FILE). Without this option: beside the commands.",
            show_default=False,
        ),
    ] = None,
    prototype: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="A prototype that the server has: NAME.PROTODIR.", show_default=False),
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="NAME=VALUE",
            help="How the server is set up, and what is not certain of it; see the documentation.",
            show_default=False,
            autocompletion=_complete_switch,
        ),
    ] = None,
    last_used: Annotated[
        list[str] | None,
        typer.Option(metavar="GROUP=REGION", help="The region that a ROTATING group used last.", show_default=False),
    ] = None,
    volumes: VolumesOption = None,
    config: ConfigOption = None,
    no_config: NoConfigOption = False,
    encoding: EncodingOption = None,
    color: ColourOption = Colour.AUTO,
    plain: PlainOption = False,
) -> int:
    """Tell what DirMaint would do with these commands, and what the directory would be.

    Nothing but the files named with -o and --extents-output is written. A comment `* DIRTOOL: WAIT` waits for all work units.
    Exit code 1: a command or a work unit fails; 2: a file cannot be read, or an option is wrong.
    """
    from dirtool.dirmaint.run import run_file
    from dirtool.dirmaint.settings import Faults
    from dirtool.dirmaint.simulate import Simulator

    if commands == STDIN and current == STDIN:
        raise InputError("standard input can be the commands or the directory, not both")
    settings_file = read_settings(config, no_config=no_config, formats=tuple(FindingsFormat))
    settings = _settings(set_ or [], last_used)
    style = style_for(color, None)
    parser = make_parser(plain=plain)
    with progress("simulating", color):
        directory = read(current, parser, encoding)
        beside = _beside(commands, extents, volumes, *prototype or ())
        _check_outputs(output_file, extents_output)
        refuse_to_overwrite(output_file, [directory], stdin=current == STDIN, beside=beside)
        refuse_to_overwrite(extents_output, [directory], stdin=current == STDIN, beside=beside)
        file = _read_commands(commands, parser)
        control = extents_in_force(settings_file.values, extents)
        _check_last_used(settings.last_used, control)
        simulator = Simulator(
            directory,
            extents=control,
            settings=settings,
            faults=Faults(
                frozenset(fail_work_unit or ()), _entries(lock, directory), _groups("--full-group", full_group, control)
            ),
            files=files_in(files or (Path() if commands == STDIN else Path(commands).parent)),
            prototypes=prototypes_in(prototype or []),
            volumes=volumes_in_force(settings_file.values, volumes),
            passwords=_masked if output_file is None else _password,
            parser=parser,
        )
        run = run_file(simulator, file, stop_at_failure=stop)
    if output_file is not None:
        write_file(output_file, simulator.records.to_bytes(), private=True)
    if extents_output is not None:
        write_file(extents_output, simulator.extents.to_bytes())
    answer(_lines(run, format_, current, style), None)
    return ANSWER_IS_NO if run.failed else DONE


def _password(reference: str) -> str:
    """The password that a command names by reference."""
    return password_from(reference, f"{{{reference}}}")


def _masked(reference: str) -> str:
    """What stands for a password where the directory is not written."""
    return MASK


def _beside(commands: str, *options: Path | None) -> list[Path]:
    """The files that are read beside the directory."""
    return [*([] if commands == STDIN else [Path(commands)]), *(path for path in options if path is not None)]


def _check_outputs(*files: Path | None) -> None:
    """Raise InputError if one of two files would take the place of the other, or the place of the transcript."""
    named = [path for path in files if path is not None]
    for path in named:
        if is_standard_output(path):
            raise InputError(f"{path}: the transcript goes to standard output", "name a file")
    if len({os.path.abspath(path) for path in named}) < len(named):
        raise InputError(f"{named[0]}: -o and --extents-output name the same file")


def _lines(run: "Run", format_: Format, current: str, style: "Style") -> Iterator[str]:
    """The session in a format."""
    match format_:
        case Format.TEXT:
            from dirtool.report.simulation_text import simulation_text

            return simulation_text(run, style)
        case Format.CONCISE:
            from dirtool.report.simulation_text import simulation_concise

            return simulation_concise(run, style)
        case Format.JSON:
            from dirtool.report.simulation_json import simulation_json

            return simulation_json(run, current)


# ---- what the command line names


def _read_commands(name: str, parser: "Parser") -> "CommandFile":
    """The commands of a file, or of standard input. Raises InputError, also for a directory and for EXTENT CONTROL."""
    from dirtool.syntax.command import CommandParser
    from dirtool.syntax.command_file import CommandFile, may_be_command_file
    from dirtool.syntax.extent_control import is_extent_control

    records = input_records(name, None)
    if is_extent_control(records):
        raise InputError(f"{records.path}: this is EXTENT CONTROL, not a file of commands")
    if not may_be_command_file(records):
        raise InputError(
            f"{records.path}: this is a directory, not a file of commands", "--current names the directory"
        )
    return CommandFile(records, CommandParser(parser))


def _entries(typed: list[str] | None, directory: "Directory") -> frozenset[str]:
    """The entries that --lock names. Raises InputError for one that is not there."""
    entries = [one for one in directory.entries if one.kind not in ("directory", "global")]
    known = tuple(dict.fromkeys(one.name for one in entries if one.shown_name == one.name))
    for name in names_in(typed):
        if name not in known:
            raise InputError(f"--lock {name}: {name} is not in the directory", did_you_mean(nearest(name, known)))
    return frozenset(names_in(typed))


def _groups(option: str, typed: list[str] | None, control: "ExtentControl | None") -> frozenset[str]:
    """The groups that an option names. Raises InputError for one that is not there."""
    known = () if control is None else tuple(control.groups)
    for name in names_in(typed):
        if name not in known:
            hint = did_you_mean(nearest(name, known)) or ("--extents names the file" if control is None else None)
            raise InputError(f"{option} {name}: {name} is no group of EXTENT CONTROL", hint)
    return frozenset(names_in(typed))


def _check_last_used(last_used: Mapping[str, str], control: "ExtentControl | None") -> None:
    """Raise InputError for a group that is not there, or a region that is not in it."""
    for group, region in last_used.items():
        _groups("--last-used", [group], control)
        known = () if control is None else control.groups[group].regions
        if region not in known:
            hint = did_you_mean(nearest(region, known))
            raise InputError(f"--last-used {group}={region}: {region} is no region of group {group}", hint)


# ---- how the server is set up


def _settings(typed: Sequence[str], last_used: Sequence[str] | None) -> "Settings":
    """The settings that the command line names. Raises InputError for a name or a value that there is not."""
    from dirtool.dirmaint.settings import SWITCHES, Settings

    found = {}
    for word in typed:
        name, equals, value = word.partition("=")
        switch = SWITCHES.get(name.lower().replace("-", "_"))
        if not equals or switch is None:
            hint = did_you_mean(nearest(name.lower(), tuple(SWITCHES)))
            raise InputError(f"--set {word}: allowed: NAME=VALUE, where NAME is {listed([*SWITCHES], 'or')}", hint)
        try:
            found[switch.name] = switch.read(value)
        except ValueError as error:
            raise InputError(f"--set {word}: allowed: {error}") from None
    return Settings(last_used=last_used_in(last_used)).with_switches(found)
