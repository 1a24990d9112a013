"""How the findings of a run are written: formats, several at once, and annotations in the log of a CI job."""

import os
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from time import perf_counter

from dirtool.cli.common import Colour, answer, is_standard_output, style_for, tell
from dirtool.errors import InputError
from dirtool.lint.engine import Report
from dirtool.report.style import Style
from dirtool.syntax.masking import SourceFile


class Format(StrEnum):
    """How findings are written."""

    FULL = "full"
    CONCISE = "concise"
    JSON = "json"
    JSONL = "jsonl"
    SARIF = "sarif"
    GITHUB = "github"
    GITLAB = "gitlab"
    JUNIT = "junit"

    @property
    def is_text(self) -> bool:
        """Whether it is for people."""
        return self in (Format.FULL, Format.CONCISE)


class Target:
    """A format and the file that it goes to; None is standard output."""

    def __init__(self, format_: Format, path: Path | None) -> None:
        self.format = format_
        self.path = None if is_standard_output(path) else path

    def write(
        self, report: Report, sources: Mapping[str, SourceFile], colour: Colour, *, fold: bool, statistics: bool
    ) -> None:
        """Write the findings. Raises InputError if that cannot be done."""
        style = style_for(colour, self.path)
        if statistics and self.format.is_text:
            lines = _counted(report, style)
        else:
            lines = lines_of(report, sources, self.format, style, fold=fold)
        if self.path is None and self.format.is_text and os.environ.get("GITHUB_ACTIONS") == "true":
            lines = _annotated(lines, report)
        answer(lines, self.path)


class Clock:
    """Where the time of a run goes."""

    def __init__(self) -> None:
        self._phases: dict[str, float] = {}
        self._started = perf_counter()

    def lap(self, phase: str) -> None:
        """Everything since the lap before was this phase."""
        now = perf_counter()
        self._phases[phase] = now - self._started
        self._started = now

    def tell(self, report: Report) -> None:
        """Write on stderr what each phase, each family of rules and the slowest rules took."""
        from dirtool.report.statistics import timing

        rules = sum(report.seconds.values())
        phases = {**self._phases, "judging": max(0.0, self._phases["judging"] - rules)}
        tell(*timing(report, phases, Style()))


def targets(format_: Format, output_file: Path | None, reports: Iterable[str]) -> list[Target]:
    """Where the findings go: the main one, and one for each FORMAT=FILE of `reports`. Raises InputError for a wrong one."""
    found = [Target(format_, output_file)]
    for report in reports:
        name, equals, file = report.partition("=")
        if not equals or not file or name.lower() not in list(Format):
            raise InputError(f"--report {report}: allowed: FORMAT=FILE, with a format of {', '.join(Format)}")
        found.append(Target(Format(name.lower()), Path(file)))
    return found


def refuse_to_write_twice(paths: Iterable[Path | None]) -> None:
    """Raise InputError if two answers would go to one place; None is standard output."""
    names: dict[str | None, str] = {}
    for path in paths:
        name = "standard output" if path is None else str(path)
        place = None if path is None else os.path.realpath(path)
        if place in names:
            raise InputError(f"{name}: two answers cannot go to one place")
        names[place] = name


def lines_of(
    report: Report, sources: Mapping[str, SourceFile], format_: Format, style: Style, *, fold: bool
) -> Iterator[str]:
    """The lines of the findings in some format; what writes it is imported only when it is asked for."""
    match format_:
        case Format.FULL | Format.CONCISE:
            from dirtool.report.findings_text import concise, full, summary

            yield from full(report, sources, style, fold=fold) if format_ is Format.FULL else concise(report, style)
            yield from summary(report, style)
        case Format.JSON:
            from dirtool.report.findings_json import findings_json

            yield from findings_json(report, sources)
        case Format.JSONL:
            from dirtool.report.findings_jsonl import findings_jsonl

            yield from findings_jsonl(report, sources)
        case Format.SARIF:
            from dirtool.report.findings_sarif import findings_sarif

            yield from findings_sarif(report, sources)
        case Format.GITHUB:
            from dirtool.report.findings_github import findings_github

            yield from findings_github(report)
        case Format.GITLAB:
            from dirtool.report.findings_gitlab import findings_gitlab

            yield from findings_gitlab(report)
        case Format.JUNIT:
            from dirtool.report.findings_junit import findings_junit

            yield from findings_junit(report, sources)


def _counted(report: Report, style: Style) -> Iterator[str]:
    from dirtool.report.findings_text import summary
    from dirtool.report.statistics import statistics

    if report.diagnostics:
        yield from statistics(report, style)
    yield from summary(report, style)


def _annotated(lines: Iterable[str], report: Report) -> Iterator[str]:
    """Text for the log of a GitHub job, and the same findings as annotations."""
    from dirtool.report.findings_github import findings_github, unheeded

    yield from unheeded(lines, os.urandom(16).hex())
    yield from findings_github(report)
