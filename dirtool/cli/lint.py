"""dirtool lint."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, NamedTuple

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
    refuse_to_overwrite,
)
from dirtool.cli.lint_baseline import match_baseline
from dirtool.cli.lint_baseline import write_baseline as write_baseline_of
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
from dirtool.cli.lint_output import Clock, Format, targets
from dirtool.cli.lint_repair import Repair
from dirtool.cli.settings import read_settings
from dirtool.errors import ANSWER_IS_NO, DONE, DirtoolError, InputError
from dirtool.lint.diagnostic import Directxa, Severity
from dirtool.lint.engine import Report, merged
from dirtool.lint.engine import lint as judge
from dirtool.model.directory import Directory


@command
def lint(
    files: Annotated[list[str], typer.Argument(help="Directory files; - is standard input.", show_default=False)],
    format_: Annotated[
        Format | None,
        typer.Option(
            "--format",
            case_sensitive=False,
            help="How to write the findings; full if nothing tells.",
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
            case_sensitive=False, help="Exit with 1 from this severity on; error if nothing tells.", show_default=False
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
    """Find what is wrong in user directories.

    Each directory is judged alone. Exit code 0: nothing at or above --fail-on; 1: findings, or with --diff something to
    change; 2: a file cannot be read, or an option is wrong.

    RULES are codes (EXT001), beginnings of codes (EXT), names (overlapping-extents), profiles (syntax, recommended, strict,
    security) or ALL. The command line goes before the settings, which are in dirtool.toml or pyproject.toml.
    """
    _refuse(fix and diff, "--fix and --diff exclude each other")
    _refuse(unsafe_fixes and not (fix or diff), "--unsafe-fixes goes with --fix or --diff")
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
    )

    request = _Request(
        files=list(dict.fromkeys(files)),
        given=given,
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

        watch_files(map(Path, files), lambda: _watched(request))
    return _run(request).code


@dataclass(frozen=True, slots=True)
class _Request:
    """What the command line asks for."""

    files: list[str]
    given: Given
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
    _refuse(request.statistics and not wanted[0].format.is_text, "--statistics goes with the formats full and concise")
    clock = Clock()
    with progress("reading and judging", request.colour):
        directories, failures = _read_all(request)
        paths = [Path(source.path) for directory in directories for source in directory.sources]
        for path in (*(target.path for target in wanted), request.write_baseline, run.baseline):
            refuse_to_overwrite(path, directories, stdin=STDIN in request.files)
        clock.lap("reading")
        if request.fix or request.diff:
            repair = Repair(directories, run.options, unsafe=request.unsafe_fixes)
            directories, reports = repair.directories, repair.reports
        else:
            reports = [judge(directory, options=run.options) for directory in directories]
        clock.lap("judging")
    if request.diff:
        differs = repair.show(request.output_file, request.colour)
        return _Done(fail(*failures) or (ANSWER_IS_NO if differs and not request.exit_zero else DONE), paths)
    if request.fix:
        repair.write()
    report = _against_baseline(merged(reports), run, request)
    if request.only is not None:
        report = report._replace(diagnostics=[one for one in report.diagnostics if one.directxa is request.only])
    if directories:
        sources = {source.path: source for directory in directories for source in directory.sources}
        for target in wanted:
            if not (failures and target.path):  # a file would be taken for the whole answer
                target.write(report, sources, request.colour, fold=not request.all, statistics=request.statistics)
    clock.lap("reporting")
    if request.timing:
        clock.tell(report, request.colour)
    failing = any(found.severity.rank <= run.fail_on.rank for found in report.diagnostics)
    return _Done(fail(*failures) or (ANSWER_IS_NO if failing and not request.exit_zero else DONE), paths)


def _read_all(request: _Request) -> tuple[list[Directory], list[InputError]]:
    """What can be read of the files, and why the rest of them cannot."""
    parser = make_parser(plain=request.plain)
    directories: list[Directory] = []
    failures: list[InputError] = []
    for name in request.files:
        try:
            directory = read(name, parser, request.encoding, request.stdin_filename)
        except InputError as failure:
            failures.append(failure)
        else:
            directories.append(directory)
            failures += directory.failures
    return directories, failures


def _against_baseline(report: Report, run: Run, request: _Request) -> Report:
    """What is new to the baseline, if there is one."""
    if request.write_baseline is not None:
        return write_baseline_of(report, request.write_baseline)
    _refuse(
        request.prune_baseline and run.baseline is None, "--prune-baseline goes with --baseline, or a setting of it"
    )
    if run.baseline is None:
        return report
    return match_baseline(report, run.baseline, set(run.options.severities or ()), pruning=request.prune_baseline)


def _refuse(wrong: bool, message: str, hint: str | None = None) -> None:
    if wrong:
        raise InputError(message, hint)
