"""Run every rule over a directory and collect what they find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from dirtool.lint import rules as _registers_all_rules  # noqa: F401
from dirtool.lint.diagnostic import Diagnostic, Related, Severity, fingerprint
from dirtool.lint.registry import DIRECTORY_RULES, FAULT_RULES, SOURCE_RULES, Case, Finding, Rule
from dirtool.model.directory import Directory, Placed
from dirtool.model.effective import subject_of
from dirtool.syntax.fault import ABOUT_DROPPED_WORDS
from dirtool.syntax.masking import shown_record
from dirtool.syntax.source import Source, Word
from dirtool.text.columns import CODE_END, is_cut, is_foreign

_TRUE_OF_DAMAGED_WORDS = ("bad-password", *ABOUT_DROPPED_WORDS)


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
    sources = {source.path: source for source in directory.sources}
    for rule, finding in _findings(directory):
        source, line = sources[finding.span.path], finding.span.line
        subject, detail = finding.subject, finding.detail
        if subject is None:
            holder = directory.holder_of_line(source, line)
            subject = holder.shown_name if holder else ""
        if detail is None:
            detail = shown_record(source, line).text.strip()
        identity = (rule.code, subject, detail)
        times_seen[identity] += 1
        yield Diagnostic(
            code=rule.code,
            name=rule.name,
            severity=finding.severity or rule.severity,
            message=finding.message,
            span=finding.span,
            subject=subject,
            directxa=rule.directxa if finding.severity in (None, rule.severity) else None,
            fingerprint=fingerprint(*identity, times_seen[identity]),
            related=finding.related,
            fix=finding.fix,
        )


def _findings(directory: Directory) -> Iterator[tuple[Rule, Finding]]:
    for source in directory.sources:
        for rule, check_source in SOURCE_RULES:
            for finding in check_source(source):
                yield rule, finding
        for case in _cases(directory, source):
            rule, word_message = FAULT_RULES[case.fault.rule]
            yield rule, _finding_of(case, rule.severity, word_message(case))
    for rule, check_directory in DIRECTORY_RULES:
        for finding in check_directory(directory):
            yield rule, finding


def _cases(directory: Directory, source: Source) -> Iterator[Case]:
    """What is wrong with the statements of a file by themselves, but for words that are damaged, which says it all."""
    for position, faults in source.faults.items():
        placed = Placed(source.statements[position], source, position)
        entry = directory.holder(source, position)
        words = placed.words
        for fault in faults:
            damaged = any(_is_damaged(word, source) for word in words[fault.first : fault.last + 1])
            if not damaged or fault.rule in _TRUE_OF_DAMAGED_WORDS:
                yield Case(fault, entry, placed, words, subject_of(entry, placed))


def _is_damaged(word: Word, source: Source) -> bool:
    """Whether a word is not what was meant: it holds a foreign character (REC005) or is cut at column 71 (REC002)."""
    if any(map(is_foreign, word.text)):
        return True
    return word.end_column == CODE_END + 1 and is_cut(source.records.texts[word.line - 1])


def _finding_of(case: Case, severity: Severity, message: str) -> Finding:
    fault = case.fault
    related = () if fault.other is None else (_other_word(case, fault.other),)
    dropped = fault.rule in ABOUT_DROPPED_WORDS
    return Finding(
        case.span_of(fault.first, fault.last),
        message,
        case.subject,
        f"{case.keyword}#{fault.operand or ''} {'' if dropped else case.shown}",
        severity.at_most(Severity(fault.certainty)),
        related,
    )


def _other_word(case: Case, index: int) -> Related:
    return Related(case.span_of(index, index), case.subject, "the first of the two is here")
