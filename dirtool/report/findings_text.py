"""Findings for people: one line each (`concise`), or with the record, what is wrong in it, and what DIRECTXA does (`full`)."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from dirtool.lint.diagnostic import Diagnostic, Severity, Span
from dirtool.lint.engine import Report
from dirtool.lint.registry import RULES
from dirtool.report.scale import drawn_scale
from dirtool.report.statistics import worst_by_code
from dirtool.report.style import Style, harmless
from dirtool.spec.ivp_messages import IVP_MESSAGES
from dirtool.syntax.masking import SourceFile, shown_record
from dirtool.wording import plural

FOLD_AFTER = 10  # findings of one code in one file; the others are counted
EXPLAINED = 3  # codes that `full` points out at its end


def concise(report: Report, style: Style) -> Iterator[str]:
    """One line a finding, for editors and for grep: path:line:column: severity CODE name: message."""
    for found in report.diagnostics:
        yield f"{_place(found.span, style)}: {_label(found, style)}: {harmless(found.message)}"


def full(report: Report, sources: Mapping[str, SourceFile], style: Style, *, fold: bool) -> Iterator[str]:
    """Every finding with its records, then how to learn more of the codes that are found most.

    With `fold`, only the first ten of one code in one file.
    """
    shown: Counter[tuple[str, str]] = Counter()
    for found in report.diagnostics:
        key = (found.span.path, found.code)
        shown[key] += 1
        if not fold or shown[key] <= FOLD_AFTER:
            yield from _block(found, sources, style)
            yield ""
    for (path, code), count in shown.items():
        if fold and count > FOLD_AFTER:
            yield f"{harmless(path)}: and {count - FOLD_AFTER:,} more of {code} {report.rules[code].name} (--all shows them)"
            yield ""
    if report.diagnostics:
        yield style.paint("dim", f"more: dirtool explain {' '.join(_most_found(report))}")
        yield ""


def _most_found(report: Report) -> list[str]:
    """The codes that are found most; of those found as often, the worse ones."""
    counts = Counter(found.code for found in report.diagnostics)
    worst = worst_by_code(report)
    return sorted(counts, key=lambda code: (-counts[code], worst[code].rank, code))[:EXPLAINED]


def summary(report: Report, style: Style) -> Iterator[str]:
    """The last lines: how many findings of which severity, in how much, how many are silenced, and how many can be repaired."""
    counts = Counter(found.severity for found in report.diagnostics)
    named = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}
    found = ", ".join(
        style.paint(severity.value, plural(counts[severity], noun))
        for severity, noun in named.items()
        if counts[severity]
    )
    looked_at = f"{plural(report.records, 'record')} in {plural(report.files, 'file')}"
    parts = [f"{found or style.paint('good', 'No findings')} in {looked_at}"]
    if report.suppressed:
        parts.append(f"{report.suppressed:,} suppressed")
    if report.known:
        parts.append(f"{report.known:,} known")
    if report.left_out:
        parts.append(f"{report.left_out:,} left out by --only")
    yield f"{'; '.join(parts)}."
    if repairs := _repairs(report):
        yield f"{repairs}."


def _repairs(report: Report) -> str:
    """How many findings can be repaired, and by which options; empty where none can."""
    counts = Counter(found.fix.safety for found in report.diagnostics if found.fix is not None)
    safe, unsafe = counts["safe"], counts["unsafe"]
    if safe and unsafe:
        return f"{safe:,} fixable with --fix, {unsafe:,} more with --unsafe-fixes"
    if safe:
        return f"{safe:,} fixable with --fix"
    return f"{unsafe:,} fixable with --unsafe-fixes" if unsafe else ""


def _block(found: Diagnostic, sources: Mapping[str, SourceFile], style: Style) -> Iterator[str]:
    yield f"{_place(found.span, style)}: {_label(found, style)}"
    yield from _wrapped(f"{harmless(found.message)}{_unnamed(found)}", style.width)
    yield from _excerpts(found, sources, style)
    if found.scale is not None:
        yield from drawn_scale(found.scale, style.width)
    if found.directxa is not None:
        numbers = RULES[found.code].messages
        said = f" ({', '.join(numbers)})" if numbers else ""
        yield f"  DIRECTXA: {found.directxa.effect}{said}"
    for number in found.ivp:
        yield from _wrapped(f"IVP: {number}, {IVP_MESSAGES[number].meaning}", style.width)
    if found.fix is not None:
        yield f"  repair ({found.fix.safety}): {harmless(found.fix.title)}"


def _place(span: Span, style: Style) -> str:
    return style.paint("place", f"{harmless(span.path)}:{span.line}:{span.column}")


def _label(found: Diagnostic, style: Style) -> str:
    return f"{style.paint(found.severity.value, found.severity.value)} {found.code} {found.name}"


def _unnamed(found: Diagnostic) -> str:
    """The subject, where the message does not name it."""
    words = [word.strip(",;:()") for word in found.message.split()]
    named = {*words, *(word.partition("/")[0] for word in words)}
    return "" if named.issuperset(found.subject.split()) else f" ({harmless(found.subject)})"


def _wrapped(text: str, width: int) -> list[str]:
    indent = "  "
    return textwrap.wrap(
        text, width, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


class _Mark(NamedTuple):
    """A place to mark: with carets or dashes, in what colour, and what is written beside them."""

    span: Span
    sign: str
    kind: str
    label: str


def _excerpts(found: Diagnostic, sources: Mapping[str, SourceFile], style: Style) -> Iterator[str]:
    """The record with carets under the words that are wrong, then each second place with dashes, file by file."""
    by_path = {found.span.path: [_Mark(found.span, "^", found.severity.value, "")]}
    for other in found.related:
        by_path.setdefault(other.span.path, []).append(_Mark(other.span, "-", "info", harmless(other.message)))
    for path, marks in by_path.items():
        source = sources.get(path)
        if source is None or not source.records.texts:
            continue
        if path != found.span.path:
            yield f"  {_place(marks[0].span, style)}"
        yield from _excerpt(marks, source, style)


def _excerpt(marks: list[_Mark], source: SourceFile, style: Style) -> Iterator[str]:
    gutter = len(str(max(mark.span.line for mark in marks)))
    margin = style.paint("dim", f"{'':{gutter}} |")
    yield margin
    width = style.width - gutter - 3
    shown_before = (0, "")
    for span, sign, kind, label in marks:
        record, column, length = _window(source, span, width)
        if (span.line, record) != shown_before:
            yield f"{style.paint('dim', f'{span.line:>{gutter}} |')} {record}"
        for start, text in _underline(column, sign * length, label, width):
            yield f"{margin} {' ' * start}{style.paint(kind, text)}"
        shown_before = span.line, record


def _underline(column: int, marks: str, label: str, width: int) -> list[tuple[int, str]]:
    """The marks with the label behind them, else before them, else below them; each piece with its 0-based column."""
    if not label:
        return [(column, marks)]
    if column + len(marks) + 1 + len(label) <= width:
        return [(column, f"{marks} {label}")]
    if column > len(label):
        return [(column - len(label) - 1, f"{label} {marks}")]
    return [(column, marks), (max(0, min(column, width - len(label))), label)]


def _window(source: SourceFile, span: Span, width: int) -> tuple[str, int, int]:
    """A record cut to `width` around the words of `span`, the 0-based column of the words in it, and their length."""
    shown = shown_record(source, span.line)
    start = shown.column(span.column) - 1
    behind_statement = len(source.code(span.line).rstrip()) + 1
    end_column = span.end_column if span.end_line == span.line else behind_statement
    stop = max(shown.column(end_column) - 1, start + 1)
    # no more than could be shown is looked at: a record may be as long as its file, and have a finding at every word
    before = harmless(shown.text[max(0, start - width) : start])
    inside = harmless(shown.text[start : min(stop, start + width)])
    behind = harmless(shown.text[stop : stop + width].rstrip()) if stop <= start + width else ""
    text = (before + inside + behind).rstrip()
    column, length = len(before), max(len(inside.rstrip()), 1)
    more_before, more_behind = start > width, bool(shown.text[stop + width :].strip()) or stop > start + width
    if len(text) <= width and not more_before and not more_behind:
        return text, column, length
    length = min(length, width - 6)
    left = max(0, min(column - (width - length) // 2, len(text) - width))
    cut = text[left : left + width]
    if left or more_before:
        cut = "..." + cut[3:]
    if left + width < len(text) or more_behind:
        cut = cut[: width - 3] + "..." if len(cut) >= width else cut + "..."
    return cut[:width], column - left, length
