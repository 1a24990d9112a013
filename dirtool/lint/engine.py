"""Run the rules over a directory, or over a file of another kind, and collect what they find.

The statements are sorted by their kind once, the entries by their shape; each rule is then given what it listens to, and
nothing else. A rule that raises becomes a finding, and the run goes on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from time import perf_counter
from typing import Any, NamedTuple, TypeVar

from dirtool.lint import rules as _registers_all_rules  # noqa: F401
from dirtool.lint.context import AuthorityContext, CommandContext, Context, ControlContext, CopyContext
from dirtool.lint.diagnostic import Diagnostic, Related, Severity, Span, fingerprint
from dirtool.lint.options import Options
from dirtool.lint.place import keyword_span
from dirtool.lint.registry import (
    AUTHORITY_RULES,
    COMMAND_RULES,
    CONTROL_RULES,
    COPY_RULES,
    DIRECTORY_RULES,
    ENTRY_RULES,
    FAULT_RULES,
    LINK_RULES,
    RULES,
    SOURCE_RULES,
    STATEMENT_RULES,
    VOLUME_RULES,
    Case,
    FaultCheck,
    Finding,
    Profile,
    Rule,
    Shape,
    ShapeTest,
    rules_of,
)
from dirtool.lint.rules.internal import failure_message
from dirtool.lint.scope import ControlScopes, DirectoryScopes, LineScopes, Scopes
from dirtool.lint.suppression import suppress
from dirtool.model.copy_file import CopyConfiguration
from dirtool.model.directory import Directory, Entry, Placed
from dirtool.model.effective import subject_of
from dirtool.model.extent import Volume
from dirtool.model.extent_control import ExtentControl
from dirtool.model.links import Followed
from dirtool.model.recognition import AnyFile
from dirtool.spec.statements import STATEMENTS
from dirtool.syntax.command_file import CommandFile
from dirtool.syntax.fault import ABOUT_DROPPED_WORDS, Fault
from dirtool.syntax.masking import shown_record
from dirtool.syntax.source import Source, Word
from dirtool.syntax.statement import Statement, Unparsed
from dirtool.text.columns import CODE_END, is_cut, is_foreign

_TRUE_OF_DAMAGED_WORDS = ("bad-password", *ABOUT_DROPPED_WORDS)
_LETTER_OF = {kind.name: letter for letter, kind in enumerate(STATEMENTS, 1)}  # of a shape; 0 is of no known kind
_NAME_OF = ("", *_LETTER_OF)

Registered = TypeVar("Registered", bound=tuple[Any, ...])


class Report(NamedTuple):
    """All findings, sorted by place, and what was looked at.

    `suppressed` counts the findings that comments silence, `known` those that a baseline knows, `left_out` those that were
    not asked for; none of them is among the findings. `seconds` is what each rule took, by its code. `rules` are those of
    which findings may be among them.
    """

    diagnostics: list[Diagnostic]
    files: int
    records: int
    statements: int
    entries: int
    suppressed: int
    seconds: dict[str, float]
    known: int = 0
    left_out: int = 0
    rules: Mapping[str, Rule] = RULES


def lint(*judged: AnyFile, options: Options | None = None) -> Report:
    """The findings of all rules on these files, each judged alone."""
    options = options or Options()
    return merged(_run_on(one, options).report for one in judged)


def _run_on(judged: AnyFile, options: Options) -> _DirectoryRun | _FileRun:
    if isinstance(judged, Directory):
        return _DirectoryRun(judged, options)
    if isinstance(judged, ExtentControl):
        file = judged.file
        return _FileRun(ControlScopes(file), options, CONTROL_RULES, ControlContext(judged, options), len(file.lines))
    if isinstance(judged, CopyConfiguration):
        lines = [judged.file.line_of(clause) for clause in judged.file.clauses]
        broken = [judged.file.line_of(clause) for clause in judged.file.clauses if clause.kind is None]
        scopes = LineScopes(judged.file, lines, broken)
        return _FileRun(scopes, options, COPY_RULES, CopyContext(judged, options), len(lines))
    if isinstance(judged, CommandFile):
        lasts = [command.lines[-1] for command in judged.commands]
        scopes = LineScopes(judged, lasts, [command.line for command in judged.faulty])
        return _FileRun(scopes, options, COMMAND_RULES, CommandContext(judged, options), len(lasts))
    lines = [row.line for row in judged.rows]
    scopes = LineScopes(judged, lines)
    return _FileRun(scopes, options, AUTHORITY_RULES, AuthorityContext(judged, options), len(lines))


def merged(reports: Iterable[Report]) -> Report:
    """One report of several files."""
    reports = list(reports)
    return Report(
        sorted((found for one in reports for found in one.diagnostics), key=lambda diagnostic: diagnostic.place),
        sum(one.files for one in reports),
        sum(one.records for one in reports),
        sum(one.statements for one in reports),
        sum(one.entries for one in reports),
        sum(one.suppressed for one in reports),
        {code: sum(one.seconds.get(code, 0.0) for one in reports) for code in RULES},
    )


def severities_of(profile: Profile) -> dict[str, Severity]:
    """The rules of a profile by their code, each with its own severity."""
    return {rule.code: rule.severity for rule in rules_of(profile)}


class _Run:
    """The rules on some files that are judged together."""

    def __init__(self, scopes: Scopes, options: Options) -> None:
        self._scopes = scopes
        self._options = options
        self._sources = {source.path: source for source in scopes.sources}
        chosen = options.severities
        self._severities = severities_of(Profile.RECOMMENDED) if chosen is None else chosen
        self._found: list[tuple[Rule, Finding]] = []
        self._seconds: dict[str, float] = {}

    def _report(self, statements: int, entries: int) -> Report:
        """What was found, but for what comments silence; `statements` and `entries` is how many there are."""
        kept = suppress(self._diagnostics(), self._scopes, self._options, self._severities)
        return Report(
            kept.diagnostics,
            len(self._sources),
            sum(len(source.records.texts) for source in self._sources.values()),
            statements,
            entries,
            kept.suppressed,
            self._seconds,
        )

    def _chosen(self, rules: list[Registered]) -> list[Registered]:
        return [registered for registered in rules if registered[0].code in self._severities]

    def _call(self, rule: Rule, check: Callable[..., Iterable[Finding]], things: Iterable[tuple[object, ...]]) -> None:
        """Let a rule look at each of some things."""
        started = perf_counter()
        found: list[Finding] = []
        try:
            for thing in things:
                try:
                    found.extend(check(*thing))
                except Exception as error:
                    self._tell_failure(rule, thing, error)
        except Exception as error:  # not of the check, but of what it was to be given
            self._tell_failure(rule, (), error)
        self._found += [(rule, finding) for finding in found]
        self._seconds[rule.code] = self._seconds.get(rule.code, 0.0) + perf_counter() - started

    def _tell_failure(self, rule: Rule, thing: tuple[object, ...], error: Exception) -> None:
        span = next(filter(None, map(_place_of, reversed(thing))), None) or _start_of(next(iter(self._sources)))
        finding = Finding(span, failure_message(rule, error), None, f"{rule.code} {type(error).__name__}")
        self._found.append((RULES["INT001"], finding))

    def _diagnostics(self) -> Iterator[Diagnostic]:
        """The findings with all that users see of them."""
        times_seen: Counter[tuple[str, str, str]] = Counter()
        for rule, finding in self._found:
            severity = self._severities.get(rule.code, rule.severity)
            if finding.severity is not None:
                severity = severity.at_most(finding.severity)
            path, line = finding.span.path, finding.span.line
            subject, detail = finding.subject, finding.detail
            if subject is None:
                subject = self._scopes.entry_name(path, line)
            if detail is None:
                detail = shown_record(self._sources[path], line).text.strip()
            identity = (rule.code, subject, detail)
            times_seen[identity] += 1
            yield Diagnostic(
                code=rule.code,
                name=rule.name,
                severity=severity,
                message=finding.message,
                span=finding.span,
                subject=subject,
                directxa=rule.directxa if finding.severity in (None, rule.severity) else None,
                fingerprint=fingerprint(*identity, times_seen[identity]),
                related=finding.related,
                fix=finding.fix,
                scale=finding.scale,
            )


class _DirectoryRun(_Run):
    """All rules on one directory."""

    def __init__(self, directory: Directory, options: Options) -> None:
        self._directory = directory
        self._context = Context(directory, options)
        super().__init__(DirectoryScopes(directory, is_part=self._context.is_fragment), options)
        self._judge()

    @property
    def report(self) -> Report:
        """What was found."""
        sources = self._directory.sources
        return self._report(sum(len(source.statements) for source in sources), len(self._directory.entries))

    def _judge(self) -> None:
        """Give every chosen rule all that it listens to."""
        directory, context = self._directory, self._context
        for source in directory.sources:
            for rule, check_source in self._chosen(SOURCE_RULES):
                self._call(rule, check_source, [(source,)])
            self._judge_faults(source)
        for rule, types, where, check_statement in self._chosen(STATEMENT_RULES):
            self._call(rule, check_statement, ((*found, context) for found in directory.placed(*types, where=where)))
        self._judge_entries()
        for rule, check_volume in self._chosen(VOLUME_RULES):
            self._call(rule, check_volume, ((volume, context) for volume in context.volumes.values()))
        for rule, check_link in self._chosen(LINK_RULES):
            self._call(rule, check_link, ((followed, context) for followed in context.links))
        for rule, check_directory in self._chosen(DIRECTORY_RULES):
            self._call(rule, check_directory, [(context,)])

    def _judge_entries(self) -> None:
        """Give every entry to the rules that its shape concerns."""
        rules = self._chosen(ENTRY_RULES)
        concerned: dict[tuple[str, bytes], list[list[Entry]]] = {}
        given: dict[str, list[Entry]] = {rule.code: [] for rule, _, _ in rules}
        for source in self._directory.sources:
            letters = _letters(source)
            for entry in self._directory.entries_of(source):
                key = entry.kind, letters[entry.start : entry.stop]
                if key not in concerned:
                    shape = Shape(entry.kind, tuple(map(_NAME_OF.__getitem__, key[1])))
                    concerned[key] = [
                        given[rule.code] for rule, where, _ in rules if self._concerns(rule, where, shape, entry)
                    ]
                for waiting in concerned[key]:
                    waiting.append(entry)
        for rule, _, check in rules:
            self._call(rule, check, ((entry, self._context) for entry in given[rule.code]))

    def _concerns(self, rule: Rule, where: ShapeTest, shape: Shape, entry: Entry) -> bool:
        try:
            return where(shape)
        except Exception as error:
            self._tell_failure(rule, (entry,), error)
            return False

    def _judge_faults(self, source: Source) -> None:
        """Word what is wrong with the statements of a file by themselves."""
        cases: dict[str, list[Case]] = {
            name: [] for name, (rule, _) in FAULT_RULES.items() if rule.code in self._severities
        }
        for position, faults in source.faults.items():
            told = [fault for fault in faults if fault.rule in cases]
            if not told:
                continue
            placed = Placed(source.statements[position], source, position)
            entry = self._directory.holder(source, position)
            words = placed.words
            for fault in told:
                if not _is_about_damaged_words(fault, words, source):
                    cases[fault.rule].append(Case(fault, entry, placed, words, subject_of(entry, placed)))
        for name, found in cases.items():
            rule, word_message = FAULT_RULES[name]
            self._call(rule, _finding_of, ((case, rule, word_message) for case in found))


class _FileRun(_Run):
    """All rules of one kind on one file that is no directory; nothing of it can be repaired, since only directories are."""

    def __init__(
        self,
        scopes: Scopes,
        options: Options,
        rules: Sequence[tuple[Rule, Callable[[Any], Iterable[Finding]]]],
        context: object,
        statements: int,
    ) -> None:
        super().__init__(scopes, options)
        self._statements = statements
        for rule, check in self._chosen(list(rules)):
            self._call(rule, check, [(context,)])

    @property
    def report(self) -> Report:
        """What was found."""
        report = self._report(self._statements, 0)
        return report._replace(diagnostics=[replace(found, fix=None) for found in report.diagnostics])


def _letters(source: Source) -> bytes:
    """One byte a statement, which tells its kind: what entries of equal shape have in common is found by comparing bytes."""
    of_type: dict[type[Statement], int] = {
        kind: 0 if kind is Unparsed else _LETTER_OF[kind.definition.name] for kind in source.positions_by_type
    }
    letters = bytearray(map(of_type.__getitem__, map(type, source.statements)))
    for position in source.positions_by_type.get(Unparsed, ()):
        letters[position] = _LETTER_OF.get(source.statements[position].keyword, 0)
    return bytes(letters)


def _place_of(thing: object) -> Span | None:
    """Where something stands that a rule was given."""
    match thing:
        case Placed():
            return keyword_span(thing)
        case Entry():
            return keyword_span(thing.header)
        case Source():
            return _start_of(thing.path)
        case Volume():
            return keyword_span(thing.extents[0].placed)
        case Followed():
            return keyword_span(thing.places[0][1])
        case Case():
            return keyword_span(thing.placed)
    return None


def _start_of(path: str) -> Span:
    return Span(path, 1, 1, 1, 1)


def _is_about_damaged_words(fault: Fault, words: list[Word], source: Source) -> bool:
    """Whether a fault comes of words that are damaged, which is reported and says it all."""
    if fault.rule in _TRUE_OF_DAMAGED_WORDS:
        return False
    return any(_is_damaged(word, source) for word in words[fault.first : fault.last + 1])


def _is_damaged(word: Word, source: Source) -> bool:
    """Whether a word is not what was meant: it holds a foreign character (REC005) or is cut at column 71 (REC002)."""
    if any(map(is_foreign, word.text)):
        return True
    return word.end_column == CODE_END + 1 and is_cut(source.records.texts[word.line - 1])


def _finding_of(case: Case, rule: Rule, word_message: FaultCheck) -> Iterator[Finding]:
    fault = case.fault
    related = () if fault.other is None else (_other_word(case, fault.other),)
    dropped = fault.rule in ABOUT_DROPPED_WORDS
    milder = rule.severity.at_most(Severity(fault.certainty))
    yield Finding(
        case.span_of(fault.first, fault.last),
        word_message(case),
        case.subject,
        f"{case.keyword}#{fault.operand or ''} {'' if dropped else case.shown}",
        None if milder is rule.severity else milder,
        related,
    )


def _other_word(case: Case, index: int) -> Related:
    return Related(case.span_of(index, index), case.subject, "the first of the two is here")
