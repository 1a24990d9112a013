"""Silence the findings that comments in a file accept, and check that each comment still does.

A finding is silenced where it is or where any of its related places is, and counts for the narrowest comment that covers it,
of equals for the first.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from dirtool.lint.diagnostic import Diagnostic, Fix, Related, Severity, Span, fingerprint
from dirtool.lint.directive import DIRECTIVES, SHOWN_AT_MOST, Directive, Selector, directives_in
from dirtool.lint.options import Options
from dirtool.lint.registry import RULES
from dirtool.lint.rules.suppression import (
    never_silenced,
    no_directive,
    no_rule,
    no_rule_named,
    suppression_without_reason,
    unused_suppression,
)
from dirtool.lint.scope import Scopes
from dirtool.model.comments import IGNORE, IGNORE_ENTRY, IGNORE_FILE
from dirtool.spec.statement import nearest
from dirtool.syntax.masking import shown_record
from dirtool.syntax.words import fold
from dirtool.text.columns import CODE_END
from dirtool.text.edit import Edit

_TRUE_OF_A_PART = ("REC", "SYN", "VAL")  # families whose findings depend on no other entry,
_NEEDS_PROFILE = "VAL008"  # but for this one
_FOUND_IF_TOLD = {  # rules that find less, or nothing, where none of some options says anything
    "AUT003": ("current",),
    "CMO004": ("extents",),
    "CNF028": ("releases",),
    "EXT003": ("volumes",),
    "EXT004": ("volumes",),
    "EXT008": ("volumes", "extents"),
    "REL001": ("releases",),
    "REL002": ("releases",),
    "SEC001": ("restricted_passwords",),
    "XCT005": ("volumes",),
    "XCT010": ("current",),
}


class Kept(NamedTuple):
    """The findings that no comment silences, those about the comments themselves, and how many were silenced."""

    diagnostics: list[Diagnostic]
    suppressed: int


def suppress(found: Iterable[Diagnostic], scopes: Scopes, options: Options, severities: Mapping[str, Severity]) -> Kept:
    """What is left of the findings on some files."""
    found = list(found)
    directives = [directive for source in scopes.sources for directive in directives_in(source, options)]
    if not directives:
        return Kept(found, 0)
    index = _Index(scopes, directives)
    kept = []
    for diagnostic in found:
        selector = index.covering(diagnostic)
        if selector is None:
            kept.append(diagnostic)
        else:
            selector.used = True
    missed = {code for code in severities if _is_found_if_there(code, options)}
    if any(diagnostic.code == "INT001" for diagnostic in found):
        missed.clear()  # what the rule that failed would have found, nobody knows
    check = _Check(scopes, severities, missed)
    return Kept([*kept, *check.diagnostics(directives)], len(found) - len(kept))


def _is_found_if_there(code: str, options: Options) -> bool:
    """Whether a rule is told all that it takes to find what it looks for."""
    return code not in _FOUND_IF_TOLD or any(getattr(options, name) for name in _FOUND_IF_TOLD[code])


# ---- where directives hold

_ByCode = dict[str, tuple[Directive, Selector]]
_NOWHERE: _ByCode = {}


class _Index:
    """Which directive holds where. Of several that silence the same code in the same place only the first is kept."""

    def __init__(self, scopes: Scopes, directives: list[Directive]) -> None:
        self._scopes = scopes
        self._paths = {source.path for source in scopes.sources}
        self._in_file: dict[str, _ByCode] = {}
        self._in_entry: dict[tuple[str, int], _ByCode] = {}
        self._at_statement: dict[str, tuple[list[int], list[_ByCode]]] = {}  # the last record of each, in order
        for directive in directives:
            self._add(directive)

    def covering(self, found: Diagnostic) -> Selector | None:
        """The selector that silences a finding."""
        spans = [found.span, *(other.span for other in found.related)]
        for scope in (self._of_statement, self._of_entry, self._of_file):
            for span in spans:
                covering = scope(span).get(found.code)
                if covering is not None and covering[1].first <= span.end_line:
                    return covering[1]
        return None

    def _add(self, directive: Directive) -> None:
        by_code, first = _NOWHERE, 0
        if directive.word == IGNORE_FILE:
            by_code = self._in_file.setdefault(directive.source.path, {})
        elif directive.word == IGNORE_ENTRY:
            by_code = self._in_entry.setdefault(self._entry_at(directive.source.path, directive.line), {})
        elif directive.word == IGNORE:
            first, last = self._scopes.next_statement(directive.source.path, directive.line)
            lasts, statements = self._at_statement.setdefault(directive.source.path, ([], []))
            if not lasts or lasts[-1] != last:
                lasts.append(last)
                statements.append({})
            by_code = statements[-1]
        for selector in directive.selectors:
            selector.first = first
            for code in selector.codes:
                earlier = by_code.setdefault(code, (directive, selector))
                if earlier[1] is not selector:
                    selector.earlier = earlier

    def _of_file(self, span: Span) -> _ByCode:
        return self._in_file.get(span.path, _NOWHERE)

    def _of_entry(self, span: Span) -> _ByCode:
        if not self._in_entry or span.path not in self._paths:
            return _NOWHERE
        return self._in_entry.get(self._entry_at(span.path, span.line), _NOWHERE)

    def _of_statement(self, span: Span) -> _ByCode:
        if span.path not in self._at_statement:
            return _NOWHERE
        lasts, statements = self._at_statement[span.path]
        at = bisect_left(lasts, span.line)
        return statements[at] if at < len(lasts) else _NOWHERE

    def _entry_at(self, path: str, line: int) -> tuple[str, int]:
        first, _ = self._scopes.entry(path, line)
        return path, first


# ---- what is wrong with directives


class _Trouble(NamedTuple):
    """Why a selector is of no use, whether that is certain, and whether it may be taken out."""

    selector: Selector
    message: str
    is_certain: bool = True
    removable: bool = True


class _Check:
    """Finds the directives that silence nothing, cannot be understood, or give no reason."""

    def __init__(self, scopes: Scopes, severities: Mapping[str, Severity], missed: set[str]) -> None:
        self._scopes = scopes
        self._severities = severities
        self._missed = missed  # the codes whose findings would be there
        self._broken: dict[str, list[int]] = {}  # the records where statements with errors of their own begin, by file
        self._times_seen: Counter[tuple[str, str, str]] = Counter()

    def diagnostics(self, directives: list[Directive]) -> Iterator[Diagnostic]:
        """The findings about the directives, as far as their rules are chosen."""
        for directive in directives:
            found = list(self._unused(directive)) if "SUP001" in self._severities else []
            yield from found
            is_useless = bool(found) and found[0].span == _span(directive, directive.start, directive.stop)
            if "SUP002" in self._severities and directive.selectors and not (directive.has_reason or is_useless):
                message = suppression_without_reason(directive.shown)
                yield self._diagnostic("SUP002", directive, directive.start, directive.stop, message)

    def _unused(self, directive: Directive) -> Iterator[Diagnostic]:
        if not directive.selectors:
            yield self._misunderstood(directive)
            return
        troubles = [one for one in (self._trouble(directive, selector) for selector in directive.selectors) if one]
        if len(troubles) == len(directive.selectors) and all(trouble.removable for trouble in troubles):
            yield self._wholly_unused(directive, troubles)
            return
        removed = [trouble.selector for trouble in troubles if trouble.removable]
        for trouble in troubles:
            start, stop = trouble.selector.start, trouble.selector.stop
            fix = None
            if trouble.removable:
                fix = _fix("remove the code", _without_selector(directive, trouble.selector, removed), [trouble])
            yield self._diagnostic("SUP001", directive, start, stop, trouble.message, [trouble], fix)

    def _misunderstood(self, directive: Directive) -> Diagnostic:
        """The finding about a directive that there is not, or that names no rule."""
        if directive.word in DIRECTIVES:
            message = no_rule_named(directive.word)
        else:
            message = no_directive(directive.word[:SHOWN_AT_MOST], nearest(directive.word, DIRECTIVES), DIRECTIVES)
        start = directive.stop - len(directive.word) if directive.word else directive.start
        return self._diagnostic("SUP001", directive, start, directive.stop, message)

    def _wholly_unused(self, directive: Directive, troubles: list[_Trouble]) -> Diagnostic:
        message = troubles[0].message if len(troubles) == 1 else self._silences_nothing(directive, directive.shown)
        fix = _fix("remove the comment", (Edit(directive.line, 1, directive.line + 1, 1, ""),), troubles)
        return self._diagnostic("SUP001", directive, directive.start, directive.stop, message, troubles, fix)

    def _trouble(self, directive: Directive, selector: Selector) -> _Trouble | None:
        """Why a selector is of no use, if it is."""
        if not selector.is_rule:
            near = _nearest_rules(fold(selector.text))
            return _Trouble(selector, no_rule(selector.text, near), removable=not near)
        if not selector.codes:
            return _Trouble(selector, never_silenced(selector.text))
        if selector.used or not self._missed.issuperset(selector.codes):
            return None
        stands_alone = all(map(_is_true_of_a_part, selector.codes))
        if not stands_alone and self._holds_for_broken_statement(directive):
            return None
        message = self._silences_nothing(directive, f"{directive.word} {selector.text}")
        return _Trouble(selector, message, stands_alone or not self._scopes.is_part)

    def _holds_for_broken_statement(self, directive: Directive) -> bool:
        """Whether a directive holds where an error keeps other rules from saying anything."""
        path = directive.source.path
        if path not in self._broken:
            self._broken[path] = self._scopes.broken_records(path)
        first, last = self._records(directive)
        broken = self._broken[path]
        at = bisect_left(broken, first)
        return at < len(broken) and broken[at] <= last

    def _records(self, directive: Directive) -> tuple[int, int]:
        """The records that a directive holds for, from the first to the last."""
        source = directive.source
        if directive.word == IGNORE_FILE:
            return 1, len(source.records.texts)
        scope = self._scopes.entry if directive.word == IGNORE_ENTRY else self._scopes.next_statement
        return scope(source.path, directive.line)

    def _silences_nothing(self, directive: Directive, what: str) -> str:
        where = {IGNORE: "in the next statement", IGNORE_FILE: "in this file"}.get(directive.word)
        return unused_suppression(what, where or f"in {self._subject(directive) or 'the records before any entry'}")

    def _subject(self, directive: Directive) -> str:
        return self._scopes.entry_name(directive.source.path, directive.line)

    def _diagnostic(
        self,
        code: str,
        directive: Directive,
        start: int,
        stop: int,
        message: str,
        troubles: Sequence[_Trouble] = (),
        fix: Fix | None = None,
    ) -> Diagnostic:
        severity = self._severities[code]
        subject = self._subject(directive)
        written = shown_record(directive.source, directive.line).text.strip()
        identity = (code, subject, f"{message} {written}")
        self._times_seen[identity] += 1
        return Diagnostic(
            code=code,
            name=RULES[code].name,
            severity=severity if _are_certain(troubles) else severity.at_most(Severity.INFO),
            message=message,
            span=_span(directive, start, stop),
            subject=subject,
            directxa=None,
            fingerprint=fingerprint(*identity, self._times_seen[identity]),
            related=tuple(other for trouble in troubles for other in _silenced_by(trouble.selector)),
            fix=fix,
        )


@lru_cache(maxsize=4096)
def _nearest_rules(word: str) -> tuple[str, ...]:
    return nearest(word, (*RULES, *(rule.name.upper() for rule in RULES.values())))


def _is_true_of_a_part(code: str) -> bool:
    """Whether what a rule says of a part of a directory is what it would say of it in the whole."""
    return code.startswith(_TRUE_OF_A_PART) and code != _NEEDS_PROFILE


def _are_certain(troubles: Sequence[_Trouble]) -> bool:
    return all(trouble.is_certain for trouble in troubles)


def _fix(title: str, edits: tuple[Edit, ...], troubles: Sequence[_Trouble]) -> Fix:
    return Fix(title, "safe" if _are_certain(troubles) else "unsafe", edits)


def _span(directive: Directive, start: int, stop: int) -> Span:
    return Span(directive.source.path, directive.line, start + 1, directive.line, stop + 1)


def _silenced_by(selector: Selector) -> tuple[Related, ...]:
    """The selector that silences what another one would."""
    if selector.earlier is None or not selector.earlier[1].used:
        return ()
    other, earlier = selector.earlier
    return (Related(_span(other, earlier.start, earlier.stop), "", "silences it already"),)


def _without_selector(directive: Directive, selector: Selector, removed: list[Selector]) -> tuple[Edit, ...]:
    """The edits that take a selector out of a list of which at least one stays; what is behind column 71 stays in place."""
    selectors = directive.selectors
    at = selectors.index(selector)
    stays = next(index for index, other in enumerate(selectors) if other not in removed)
    if at < stays:
        start, stop = selector.start, selectors[at + 1].start
    else:
        start, stop = selectors[at - 1].stop, selector.stop
    line = directive.line
    edits = [Edit(line, start + 1, line, stop + 1, "")]
    if len(directive.source.records.texts[line - 1]) > CODE_END:
        edits.append(Edit(line, CODE_END + 1, line, CODE_END + 1, " " * (stop - start)))
    return tuple(edits)
