"""dirtool lint."""

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from dirtool.cli.common import (
    STDIN,
    STDIN_NAME,
    Colour,
    ColourOption,
    EncodingOption,
    OutputOption,
    PlainOption,
    command,
    fail,
    make_parser,
    progress,
    read,
    read_any,
    refuse_to_overwrite,
)
from dirtool.cli.lint_options import (
    ConfigOption,
    Given,
    IgnoreOption,
    NoConfigOption,
    Run,
    SelectOption,
    SeverityOption,
    run_of,
)
from dirtool.cli.lint_output import Clock, Format, refuse_to_write_twice, targets
from dirtool.cli.settings import read_settings
from dirtool.errors import ANSWER_IS_NO, DONE, DirtoolError, InputError
from dirtool.lint.diagnostic import Directxa, Severity
from dirtool.lint.engine import Report, merged
from dirtool.lint.engine import lint as judge
from dirtool.lint.options import Options
from dirtool.lint.selection import ALWAYS
from dirtool.model.copy_file import CopyConfiguration, Dialect
from dirtool.model.directory import Directory
from dirtool.model.extent_control import ExtentControl
from dirtool.model.recognition import AnyFile
from dirtool.syntax.authorization_list import AuthorizationList

if TYPE_CHECKING:
    from dirtool.cli.lint_repair import Repair


@command
def lint(
    files: Annotated[
        list[str],
        typer.Argument(
            help="Directory files, EXTENT CONTROL, COPY files, AUTHLIST, or DirMaint commands; - is standard input.",
            show_default=False,
        ),
    ],
    format_: Annotated[
        Format | None,
        typer.Option(
            "--format",
            case_sensitive=False,
            help="How to write the findings: full, unless the settings say otherwise.",
            show_default=False,
        ),
    ] = None,
    output_file: OutputOption = None,
    report: Annotated[
        list[str] | None,
        typer.Option(metavar="FORMAT=FILE", help="Write the findings to this file too.", show_default=False),
    ] = None,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    severity: SeverityOption = None,
    fail_on: Annotated[
        Severity | None,
        typer.Option(
            case_sensitive=False,
            help="Exit with 1 from this severity on: error, unless the settings say otherwise.",
            show_default=False,
        ),
    ] = None,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit with 0 whatever is found.")] = False,
    only: Annotated[
        Directxa | None,
        typer.Option(
            case_sensitive=False,
            help="Show only what DIRECTXA refuses, ignores without a word, or accepts in silence.",
            show_default=False,
        ),
    ] = None,
    zvm: Annotated[
        list[str] | None,
        typer.Option(metavar="RELEASE", help="A z/VM release that the directory is for.", show_default=False),
    ] = None,
    fragment: Annotated[
        bool | None,
        typer.Option(
            "--fragment/--complete",
            help="The files are parts of directories, or whole ones; else a DIRECTORY statement tells.",
            show_default=False,
        ),
    ] = None,
    volumes: Annotated[
        Path | None,
        typer.Option(help="A list of all volumes: volid, device type, size; one a line.", show_default=False),
    ] = None,
    extents: Annotated[
        Path | None,
        typer.Option(help="The EXTENT CONTROL beside the directories; it is not judged.", show_default=False),
    ] = None,
    current: Annotated[
        Path | None,
        typer.Option(
            help="The directory beside an EXTENT CONTROL or an AUTHLIST; it is not judged.", show_default=False
        ),
    ] = None,
    dialect: Annotated[
        Dialect | None,
        typer.Option(
            case_sensitive=False,
            help="Judge the settings of COPY files as REXX reads them, or the IVP scripts; else as REXX does.",
            show_default=False,
        ),
    ] = None,
    baseline: Annotated[
        Path | None, typer.Option(help="Show only what this baseline does not know.", show_default=False)
    ] = None,
    write_baseline: Annotated[
        Path | None, typer.Option(help="Make all that is found now a baseline.", show_default=False)
    ] = None,
    prune_baseline: Annotated[
        bool, typer.Option("--prune-baseline", help="Take out of the baseline what is found no longer.")
    ] = False,
    fix: Annotated[bool, typer.Option("--fix", help="Repair what can be repaired, and show what is left.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would change, and change nothing.")] = False,
    unsafe_fixes: Annotated[
        bool, typer.Option("--unsafe-fixes", help="Repair also where the object directory may change.")
    ] = False,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Show the number of findings of each rule instead of the findings.")
    ] = False,
    timing: Annotated[bool, typer.Option("--timing", help="Tell where the time went, on standard error.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Run again whenever a file has changed.")] = False,
    all_: Annotated[bool, typer.Option("--all", help="Show every finding; else ten of one code in a file.")] = False,
    config: ConfigOption = None,
    no_config: NoConfigOption = False,
    encoding: EncodingOption = None,
    stdin_filename: Annotated[str, typer.Option(help="The name to show for standard input.")] = STDIN_NAME,
    color: ColourOption = Colour.AUTO,
    plain: PlainOption = False,
) -> int:
    """Find what is wrong in user directories, in DirMaint's EXTENT CONTROL and commands, and in files of SMAPI.

    What a file is, its content tells. Each directory is judged alone. Exit code 0: nothing at or above --fail-on; 1:
    findings, or with --diff something to change; 2: a file cannot be read, or an option is wrong.

    RULES are codes (EXT001), beginnings of codes (EXT), names (overlapping-extents), profiles (syntax, recommended, strict,
    security, cloud, dirmaint) or ALL. The command line goes before the settings, which are in dirtool.toml or pyproject.toml.
    """
    _refuse(fix and diff, "--fix and --diff exclude each other")
    _refuse(unsafe_fixes and not (fix or diff), "--unsafe-fixes goes with --fix or --diff")
    _refuse(write_baseline is not None and baseline is not None, "--baseline and --write-baseline exclude each other")
    _refuse(write_baseline is not None and prune_baseline, "--prune-baseline and --write-baseline exclude each other")
    for option, is_given in {
        "--format": format_ is not None,
        "--report": bool(report),
        "--statistics": statistics,
        "--write-baseline": write_baseline is not None,
        "--prune-baseline": prune_baseline,
    }.items():
        _refuse(diff and is_given, f"--diff shows changes and no findings; {option} does not go with it")
    _refuse(watch and (fix or diff), "--watch repairs nothing")
    _refuse(watch and STDIN in files, "--watch: standard input cannot change")
    _refuse(fix and STDIN in files, "--fix: standard input cannot be repaired in its place", "--diff shows the changes")
    _refuse(files.count(STDIN) > 1, "standard input (-) can be read only once")
    if STDIN in files and stdin_filename in files:
        raise InputError(f"--stdin-filename {stdin_filename}: this is also one of the files")
    given = Given(
        select=select,
        ignore=ignore,
        severity=severity,
        fail_on=fail_on,
        format=format_,
        baseline=baseline,
        zvm=zvm,
        fragment=fragment,
        volumes=volumes,
        extents=extents,
    )

    request = _Request(
        files=files,
        given=given,
        current=current,
        dialect=dialect,
        config=config,
        no_config=no_config,
        output_file=output_file,
        reports=report or [],
        exit_zero=exit_zero,
        only=only,
        write_baseline=write_baseline,
        prune_baseline=prune_baseline,
        fix=fix,
        diff=diff,
        unsafe_fixes=unsafe_fixes,
        statistics=statistics,
        timing=timing,
        all=all_,
        encoding=encoding,
        stdin_filename=stdin_filename,
        colour=color,
        plain=plain,
    )
    if watch:
        from dirtool.cli.watch import watch as watch_files

        beside = [path for path in (current, extents) if path is not None]
        watch_files([*map(Path, files), *beside], lambda: _watched(request))
        return DONE
    return _run(request).code


@dataclass(frozen=True, slots=True)
class _Request:
    """What the command line asks for."""

    files: list[str]
    given: Given
    current: Path | None
    dialect: Dialect | None
    config: Path | None
    no_config: bool
    output_file: Path | None
    reports: list[str]
    exit_zero: bool
    only: Directxa | None
    write_baseline: Path | None
    prune_baseline: bool
    fix: bool
    diff: bool
    unsafe_fixes: bool
    statistics: bool
    timing: bool
    all: bool
    encoding: str | None
    stdin_filename: str
    colour: Colour
    plain: bool


class _Done(NamedTuple):
    """The exit code of a run, and the files that it has read."""

    code: int
    paths: list[Path]


def _watched(request: _Request) -> list[Path]:
    """Run once, and return the files that were read; what fails is told and may be mended until the next time."""
    try:
        return _run(request).paths
    except DirtoolError as failure:
        fail(failure)
        return []


def _run(request: _Request) -> _Done:
    run = run_of(
        read_settings(request.config, no_config=request.no_config, formats=tuple(Format)),
        request.given,
    )
    wanted = targets(Format(run.format), request.output_file, request.reports)
    baseline = request.write_baseline or run.baseline
    _refuse(request.statistics and not wanted[0].format.is_text, "--statistics goes with the formats full and concise")
    _refuse(request.prune_baseline and baseline is None, "--prune-baseline goes with --baseline, or a setting of it")
    outputs = [target.path for target in wanted]
    refuse_to_write_twice([*outputs, baseline] if baseline else outputs)
    clock = Clock()
    with progress("reading and judging", request.colour):
        files, options, failures = _read_all(request, run.options)
        paths = [Path(source.path) for file in files for source in file.sources]
        named = (request.given.volumes, request.given.extents, request.current, request.config)
        beside = [path for path in named if path is not None]
        for path in (*outputs, baseline):
            refuse_to_overwrite(path, files, stdin=STDIN in request.files, beside=beside)
        clock.lap("reading")
        repair = _repair(files, options, request)
        if repair is None:
            report = merged(judge(file, options=options) for file in files)
        else:
            others = [file for file in files if not isinstance(file, Directory)]
            files = [*repair.directories, *others]
            report = merged([*repair.reports, judge(*others, options=options)])
        clock.lap("judging")
    if repair is not None and request.diff:
        is_bad = repair.show(request.output_file, request.colour)
    else:
        if repair is not None:
            repair.write()
        report = _to_be_told(report, run, request, whole=not failures)
        is_bad = any(found.severity.rank <= run.fail_on.rank for found in report.diagnostics)
        sources = {source.path: source for file in files for source in file.sources}
        for target in wanted:
            if sources and not (failures and target.path):  # a file would be taken for the whole answer
                target.write(report, sources, request.colour, fold=not request.all, statistics=request.statistics)
    clock.lap("reporting")
    if request.timing:
        clock.tell(report)
    return _Done(fail(*failures) or (ANSWER_IS_NO if is_bad and not request.exit_zero else DONE), paths)


class _Read(NamedTuple):
    """What could be read of the files, the options with the directory beside them, and why the rest cannot be read."""

    files: list[AnyFile]
    options: Options
    failures: list[InputError]


def _read_all(request: _Request, options: Options) -> _Read:
    parser = make_parser(plain=request.plain)
    files: list[AnyFile] = []
    failures: list[InputError] = []
    for name in _each_once(request.files):
        try:
            file = read_any(name, parser, request.encoding, request.stdin_filename)
        except InputError as failure:
            failures.append(failure)
        else:
            files.append(file)
            failures += file.failures if isinstance(file, Directory) else []
    if request.dialect is not None:
        copies = [file for file in files if isinstance(file, CopyConfiguration)]
        _refuse(not copies and not failures, "--dialect goes with DMSSICNF or DMSSICMO COPY, and no file is one")
        for copy in copies:
            copy.dialect = request.dialect
    if request.current is not None:
        is_needed = failures or any(isinstance(file, ExtentControl | AuthorizationList) for file in files)
        _refuse(not is_needed, "--current goes with an EXTENT CONTROL or an authorisation list, and no file is one")
        options = replace(options, current=read(str(request.current), parser, request.encoding))
        failures += options.current.failures if options.current is not None else []
    return _Read(files, options, failures)


def _each_once(names: list[str]) -> list[str]:
    """The files by the first of their names: one that has two is read once."""
    by_place: dict[str, str] = {}
    for name in names:
        by_place.setdefault(name if name == STDIN else os.path.realpath(name), name)
    return list(by_place.values())


def _repair(files: list[AnyFile], options: Options, request: _Request) -> "Repair | None":
    """What repairing the directories would do, if that is asked for; in other files nothing is repaired."""
    if not (request.fix or request.diff):
        return None
    from dirtool.cli.lint_repair import Repair

    directories = [file for file in files if isinstance(file, Directory)]
    return Repair(directories, options, unsafe=request.unsafe_fixes)


def _to_be_told(report: Report, run: Run, request: _Request, *, whole: bool) -> Report:
    """What a baseline does not know and --only wants of a report; a rule that failed is always told.

    If the report is not `whole`, the baseline stays as it is.
    """
    if request.write_baseline is not None or run.baseline is not None:
        report = _against_baseline(report, run, request, whole=whole)
    if request.only is None:
        return report
    told = [one for one in report.diagnostics if one.directxa is request.only or one.code == ALWAYS]
    return report._replace(diagnostics=told, left_out=len(report.diagnostics) - len(told))


def _against_baseline(report: Report, run: Run, request: _Request, *, whole: bool) -> Report:
    from dirtool.cli.lint_baseline import match_baseline, write_baseline

    if request.write_baseline is not None:
        return write_baseline(report, request.write_baseline) if whole else report
    assert run.baseline is not None
    judged = set(run.options.severities or ()) if whole else set()  # what could not be read may hold what seems gone
    return match_baseline(report, run.baseline, judged, pruning=request.prune_baseline)


def _refuse(wrong: bool, message: str, hint: str | None = None) -> None:
    if wrong:
        raise InputError(message, hint)
