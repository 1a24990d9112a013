"""Run every rule over a directory and collect what they find."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from dirtool.lint import rules as _registers_all_rules  # noqa: F401
from dirtool.lint.diagnostic import Diagnostic, Related, Severity, fingerprint
from dirtool.lint.registry import DIRECTORY_RULES, FAULT_RULES, SOURCE_RULES, Case, Finding, Rule
from dirtool.model.directory import Directory, Entry, Placed
from dirtool.model.effective import device_number
from dirtool.syntax.source import Source, Word
from dirtool.text.columns import CODE_END

_TRUE_OF_DAMAGED_WORDS = ("bad-password", "ignored-operand", "remark-after-operands")


class Report(NamedTuple):
    """All findings, sorted by place, and what was looked at."""

    diagnostics: list[Diagnostic]
    files: int
    records: int
    statements: int
    entries: int


def lint(*directories: Directory) -> Report:
    """The findings of all rules on these directories, each judged alone."""
    found: list[Diagnostic] = []
    sources = [source for directory in directories for source in directory.sources]
    for directory in directories:
        found += _judge(directory)
    found.sort(key=lambda diagnostic: diagnostic.place)
    return Report(
        found,
        len(sources),
        sum(len(source.records.texts) for source in sources),
        sum(len(source.statements) for source in sources),
        sum(len(directory.entries) for directory in directories),
    )


def _judge(directory: Directory) -> Iterator[Diagnostic]:
    times_seen: Counter[tuple[str, str, str]] = Counter()
    owners = Owners(directory)
    for rule, finding in _findings(directory, owners):
        subject = finding.subject
        if subject is None:
            owner = owners.of(finding.span.path, finding.span.line)
            subject = owner.shown_name if owner else ""
        identity = (rule.code, subject, finding.detail)
        times_seen[identity] += 1
        yield Diagnostic(
            rule.code,
            rule.name,
            finding.severity or rule.severity,
            finding.message,
            finding.span,
            subject,
            rule.directxa if finding.severity in (None, rule.severity) else None,
            fingerprint(*identity, times_seen[identity]),
            finding.related,
            finding.fix,
        )


class Owners:
    """Finds the entry that holds a record."""

    def __init__(self, directory: Directory) -> None:
        self._entries: dict[str, list[Entry]] = {}
        for entry in directory.entries:
            self._entries.setdefault(entry.source.path, []).append(entry)
        self._first_lines = {path: [entry.line for entry in entries] for path, entries in self._entries.items()}

    def of(self, path: str, line: int) -> Entry | None:
        """The entry of a file that record `line` is part of; comments before a header belong to the entry before it."""
        place = bisect_right(self._first_lines.get(path, []), line) - 1
        return self._entries[path][place] if place >= 0 else None


def _findings(directory: Directory, owners: Owners) -> Iterator[tuple[Rule, Finding]]:
    for source in directory.sources:
        for rule, check_source in SOURCE_RULES:
            for finding in check_source(source):
                yield rule, finding
    for case in _cases(directory, owners):
        rule, word_message = FAULT_RULES[case.fault.rule]
        yield rule, _finding_of(case, rule.severity, word_message(case))
    for rule, check_directory in DIRECTORY_RULES:
        for finding in check_directory(directory):
            yield rule, finding


def _cases(directory: Directory, owners: Owners) -> Iterator[Case]:
    for source in directory.sources:
        for position, faults in source.faults.items():
            placed = Placed(source.statements[position], source, position)
            entry = owners.of(source.path, placed.line)
            assert entry is not None
            words = placed.words
            for fault in faults:
                damaged = any(_is_damaged(word, source) for word in words[fault.first : fault.last + 1])
                if not damaged or fault.rule in _TRUE_OF_DAMAGED_WORDS:
                    yield Case(fault, entry, placed, words, subject_of(entry, placed))


def _is_damaged(word: Word, source: Source) -> bool:
    """Whether a word is not what was meant: it holds a control character (REC005) or is cut at column 71 (REC002)."""
    is_cut = word.end_column == CODE_END + 1 and source.records.texts[word.line - 1][CODE_END : CODE_END + 1].strip()
    return bool(is_cut) or not word.text.isprintable()


def _finding_of(case: Case, severity: Severity, message: str) -> Finding:
    fault = case.fault
    related = () if fault.other is None else (_other_word(case, fault.other),)
    return Finding(
        case.span_of(fault.first, fault.last),
        message,
        case.subject,
        f"{case.keyword}#{fault.operand or ''}",
        severity.at_most(Severity(fault.certainty)),
        related,
    )


def _other_word(case: Case, index: int) -> Related:
    return Related(case.span_of(index, index), case.subject, "the first of the two is here")


def subject_of(entry: Entry, placed: Placed) -> str:
    """USERID/VDEV for a device statement, else the name of the entry."""
    vdev = device_number(placed.statement)
    name = entry.shown_name
    return f"{name}/{vdev}" if vdev is not None and name else name
