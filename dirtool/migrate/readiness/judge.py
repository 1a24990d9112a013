"""Whether a directory can move to DirMaint: what lint finds before and after its cleaning, heard by the checks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dirtool.lint.diagnostic import Diagnostic, Severity
from dirtool.lint.engine import Report, lint
from dirtool.lint.registry import RULES
from dirtool.migrate.extents.proposal import ControlProposal
from dirtool.migrate.options import MigrateOptions
from dirtool.migrate.readiness import beyond_lint
from dirtool.migrate.readiness.checks import (
    ABOUT_CONTROL,
    CHECK_OF_RULE,
    CHECKS,
    COSTS_DATA,
    check_number,
    code_and_subject,
    state_of,
)
from dirtool.migrate.readiness.shortfall import Check, Readiness, Shortfall, State
from dirtool.migrate.runs_of_lint import lint_options
from dirtool.model.directory import Directory
from dirtool.space.volumes.volume_map import VolumeMap
from dirtool.syntax.statement import Statement
from dirtool.syntax.statements import Include, Mdisk
from dirtool.wording import listed, plural

_OVERLAPS = ("EXT001", "EXT002")


def judge(
    directory: Directory,
    before: Report,
    after: Report,
    volume_map: VolumeMap,
    proposal: ControlProposal,
    options: MigrateOptions,
) -> Readiness:
    """What all checks find. `before` is what lint says of the directory, `after` what it says of USER INPUT beside the proposed
    EXTENT CONTROL, both with `lint_options`.

    What is found before and not after is mended. What is found only after is open, since the cleaning has made it, but
    for an information. What comments silence stays so, but for what may cost data.
    """
    findings = _Findings(directory, proposal)
    found = [
        *findings.heard(before, after),
        *_silenced(findings, directory, before, options),
        *_others(before),
        *beyond_lint.names_and_statements(directory, before),
        *beyond_lint.unknown_places_of_disks(directory, volume_map),
        *beyond_lint.areas_of_cp_in_doubt(directory, proposal),
        *beyond_lint.volumes_without_name(directory, proposal),
        *beyond_lint.volumes_in_doubt(directory, volume_map, proposal, before),
        *beyond_lint.characters(directory, options),
        *beyond_lint.continued_and_variable(directory),
        *beyond_lint.systems(directory),
        *beyond_lint.size_of_directory(directory),
    ]
    return Readiness(CHECKS, tuple(sorted(found, key=_place)))


def _place(one: Shortfall) -> tuple[int, str, int, int, str, str]:
    """By check, and by place; what has none comes first."""
    path, line, column = one.span[:3] if one.span else ("", 0, 0)
    return one.check.number, path, line, column, one.rule, one.message


class _Findings:
    """What checks make of findings of lint."""

    def __init__(self, directory: Directory, proposal: ControlProposal) -> None:
        self._sources = {source.path: source for source in directory.sources}
        self._excluded = {one.subject for one in proposal.exclusions}
        self._left_out = {one.volid for one in proposal.left_out}

    def heard(self, before: Report, after: Report) -> Iterator[Shortfall]:
        """The shortfalls that both reports tell of."""
        left, made = _matched(before.diagnostics, after.diagnostics)
        for found in before.diagnostics:
            if found.code not in CHECK_OF_RULE:
                continue
            if id(found) in left:
                yield self.left(found)
            else:
                yield _shortfall(found, self._check(found), State.MENDED)
        for found in made:
            if found.code in ABOUT_CONTROL:
                if not self._is_without_regions(found):
                    yield _shortfall(found, CHECK_OF_RULE[found.code], state_of(found))
            elif found.severity is Severity.INFO and found.code in CHECK_OF_RULE:
                yield _shortfall(found, CHECK_OF_RULE[found.code], State.NOTE)
            elif found.severity is not Severity.INFO:
                yield _shortfall(found, check_number(1), State.OPEN, "This is a defect of dirtool: please report it.")

    def left(self, found: Diagnostic) -> Shortfall:
        """The shortfall of a finding that nothing has mended."""
        check, state = self._check(found), state_of(found)
        if self._is_declared(found):
            return _shortfall(found, check, State.NOTE, "Nothing: EXTENT CONTROL excludes one of the two.")
        if state is State.OPEN and self._is_on_placeholder(found):
            return _shortfall(found, check, State.CHECK, "See that no volume has this name; then nothing can happen.")
        if found.code == "ENT010":
            return _shortfall(found, check, state, "Give the whole directory, which begins with DIRECTORY.")
        return _shortfall(found, check, state, "" if found.fix is None else _sentence(found.fix.title))

    def _is_without_regions(self, found: Diagnostic) -> bool:
        """Whether a finding only says of a volume that the proposal has no region there, which tells why itself."""
        return found.code == "EXT008" or (found.code == "DRM007" and found.subject in self._left_out)

    def _is_declared(self, found: Diagnostic) -> bool:
        """Whether EXTENT CONTROL excludes one of two minidisks that share something."""
        return found.code in _OVERLAPS and not self._excluded.isdisjoint(found.subject.split())

    def _check(self, found: Diagnostic) -> Check:
        """The check that hears a finding: a second INCLUDE has another one than other statements that stand twice."""
        if found.code == "ENT004" and isinstance(self._statement(found), Include):
            return check_number(11)
        return CHECK_OF_RULE[found.code]

    def _is_on_placeholder(self, found: Diagnostic) -> bool:
        """Whether it is about minidisks on a volume that is none, such as $$$$$$."""
        disk = self._statement(found) if found.code in _OVERLAPS else None
        return isinstance(disk, Mdisk) and not any(map(str.isalnum, disk.volid or "?"))

    def _statement(self, found: Diagnostic) -> Statement | None:
        """The statement at the place of a finding."""
        source = self._sources[found.span.path]
        position = source.position_at(found.span.line)
        return None if position is None else source.statements[position]


def _matched(before: list[Diagnostic], after: list[Diagnostic]) -> tuple[set[int], list[Diagnostic]]:
    """Which findings of a first report are still in a second one (their ids), and which are in the second one only.

    What says the same of the same subject is the same; else as many are as there are of one code and subject.
    """
    left: set[int] = set()
    for identity in (_words, code_and_subject):
        waiting: dict[tuple[str, ...], list[Diagnostic]] = {}
        for found in reversed(after):
            waiting.setdefault(identity(found), []).append(found)
        for found in before:
            if id(found) not in left and waiting.get(identity(found)):
                waiting[identity(found)].pop()
                left.add(id(found))
        after = [found for some in waiting.values() for found in some]
    return left, after


def _silenced(
    findings: _Findings, directory: Directory, before: Report, options: MigrateOptions
) -> Iterator[Shortfall]:
    """What may cost data, and a comment in the directory silences: it is looked at, since automatic allocation reads none."""
    if not before.suppressed:
        return
    told = lint_options(options)
    severities = {code: RULES[code].severity for code in COSTS_DATA}
    every = lint(directory, options=replace(told, severities=severities, not_suppressible=frozenset(COSTS_DATA)))
    _, silenced = _matched(before.diagnostics, every.diagnostics)
    for found in silenced:
        if found.code in COSTS_DATA:
            shortfall = findings.left(found)
            state = State.NOTE if shortfall.state is State.NOTE else State.CHECK
            yield shortfall._replace(state=state, message=f"{found.message}; a comment says that it is meant")


def _others(before: Report) -> Iterator[Shortfall]:
    """How many errors and warnings there are that no check hears."""
    codes = sorted(
        found.code
        for found in before.diagnostics
        if found.code not in CHECK_OF_RULE and found.severity is not Severity.INFO
    )
    if codes:
        more = f"{plural(len(codes), 'more finding')} of lint, of no concern to a move"
        said = f"{more}: {listed(list(dict.fromkeys(codes)), 'and')}"
        yield Shortfall(check_number(1), State.NOTE, None, "", said, action="Look at them with dirtool lint.")


def _shortfall(found: Diagnostic, check: Check, state: State, action: str = "") -> Shortfall:
    return Shortfall(check, state, found.span, found.subject, found.message, found.code, action, found.related)


def _sentence(title: str) -> str:
    return f"{title[:1].upper()}{title[1:]}."


def _words(found: Diagnostic) -> tuple[str, ...]:
    return found.code, found.subject, found.message
