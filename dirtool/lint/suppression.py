"""Comments in a directory that silence findings, and the check that each of them still does.

    *DIRTOOL: IGNORE EXT001 shared full pack, agreed 2025-11        the next statement, and what stands before it
    *DIRTOOL: IGNORE-ENTRY REF003, REF004 owners are elsewhere      the entry that holds the comment
    *DIRTOOL: IGNORE-FILE REC numbered by hand                      the file

A rule is named by its code, its name, or the beginning of its code (at least the family); the first word that is none of
these begins the reason. A family without digits is read as one in first place, behind a comma or behind another family only:
in "EXT001 dev system" the word is a part of the reason. A finding is silenced where it is or where any of its related
places is, and counts for the narrowest comment that covers it, of equals for the first.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from dirtool.lint.context import Context
from dirtool.lint.diagnostic import Diagnostic, Fix, Related, Severity, Span, fingerprint
from dirtool.lint.faults import errors_of
from dirtool.lint.options import Options
from dirtool.lint.registry import FAMILIES, RULES
from dirtool.lint.rules.suppression import (
    never_silenced,
    no_directive,
    no_rule,
    no_rule_named,
    suppression_without_reason,
    unused_suppression,
)
from dirtool.model.directory import Directory
from dirtool.spec.statement import nearest
from dirtool.syntax.masking import shown_record
from dirtool.syntax.source import Source
from dirtool.syntax.words import fold
from dirtool.text.columns import CODE_END
from dirtool.text.edit import Edit

IGNORE, IGNORE_ENTRY, IGNORE_FILE = DIRECTIVES = ("IGNORE", "IGNORE-ENTRY", "IGNORE-FILE")

_TAG = re.compile(r"\*DIRTOOL:", re.ASCII | re.IGNORECASE)
_WORD = re.compile(r"[^\s,]+")
_CODE = re.compile(r"[A-Z]{3}[0-9]{3}")
_BEGUN_CODE = re.compile(r"[A-Z]{3}[0-9]{0,2}")
_FAMILY_LETTERS = 3
_SHOWN_AT_MOST = 40
_NEVER_SILENCED = ("INT", "SUP")
_TRUE_OF_A_PART = ("REC", "SYN", "VAL")  # families whose findings depend on no other entry,
_NEEDS_PROFILE = "VAL008"  # but for this one
_FOUND_IF_TOLD = {  # rules that find less, or nothing, where an option says nothing
    "EXT003": "volumes",
    "EXT004": "volumes",
    "EXT008": "volumes",
    "REL001": "releases",
    "REL002": "releases",
    "SEC001": "restricted_passwords",
}


class Kept(NamedTuple):
    """The findings that no comment silences, those about the comments themselves, and how many were silenced."""

    diagnostics: list[Diagnostic]
    suppressed: int


def suppress(
    found: Iterable[Diagnostic], directory: Directory, options: Options, severities: Mapping[str, Severity]
) -> Kept:
    """What is left of the findings on a directory."""
    found = list(found)
    directives = [
        _read(source, line, options) for source in directory.sources for line in _lines_with_directives(source)
    ]
    if not directives:
        return Kept(found, 0)
    index = _Index(directory, directives)
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
    check = _Check(directory, severities, missed, is_part=Context(directory, options).is_fragment)
    return Kept([*kept, *check.diagnostics(directives)], len(found) - len(kept))


@lru_cache(maxsize=4096)
def codes_of(selector: str) -> tuple[str, ...]:
    """The codes of the rules that a selector in upper case names: a code, a name, or a code's beginning; () for none."""
    if selector in RULES:
        return (selector,)
    if _BEGUN_CODE.fullmatch(selector):
        return tuple(code for code in RULES if code.startswith(selector))
    return tuple(rule.code for rule in RULES.values() if rule.name.upper() == selector)


def _is_found_if_there(code: str, options: Options) -> bool:
    """Whether a rule is told all that it takes to find what it looks for."""
    return code not in _FOUND_IF_TOLD or bool(getattr(options, _FOUND_IF_TOLD[code]))


# ---- reading


@dataclass(slots=True, eq=False)
class _Selector:
    """A word of a directive that names rules, its place (0-based, half-open), and what became of it."""

    text: str
    start: int
    stop: int
    codes: tuple[str, ...]  # that it may silence
    is_rule: bool
    first: int = 0  # the record from which on it silences
    used: bool = False
    earlier: tuple[_Directive, _Selector] | None = None  # that silences the same


@dataclass(slots=True, eq=False)
class _Directive:
    """A comment that is to silence findings. `word` is what it does, in upper case."""

    source: Source
    line: int
    start: int  # of the tag; 0-based
    stop: int  # behind the last selector
    word: str
    selectors: list[_Selector] = field(default_factory=list)
    has_reason: bool = False

    @property
    def shown(self) -> str:
        """The directive without tag and reason."""
        return " ".join([self.word, ", ".join(selector.text for selector in self.selectors)])


def _lines_with_directives(source: Source) -> list[int]:
    """The records that hold a directive; most files have none, which one search in all of it tells."""
    if _TAG.search(source.joined) is None:
        return []
    texts = enumerate(source.records.texts, 1)
    return [line for line, text in texts if ":" in text and _TAG.match(text[:CODE_END].lstrip())]


def _read(source: Source, line: int, options: Options) -> _Directive:
    """The directive in a record."""
    text = source.code(line)
    tag = _TAG.search(text)
    assert tag is not None
    start, behind_tag = tag.span()
    match = _WORD.search(text, behind_tag)
    if match is None:
        return _Directive(source, line, start, behind_tag, "")
    directive = _Directive(source, line, start, match.end(), fold(match.group()))
    if directive.word in DIRECTIVES:
        directive.selectors = list(_selectors(text, match.end(), options))
        directive.stop = directive.selectors[-1].stop if directive.selectors else match.end()
        directive.has_reason = any(map(str.isalnum, text[directive.stop :]))
    return directive


def _selectors(text: str, start: int, options: Options) -> Iterator[_Selector]:
    """The words behind a directive up to its reason; the first one is always taken for a selector."""
    end = start
    behind_family = True
    for match in _WORD.finditer(text, start):
        word = fold(match.group())
        named = codes_of(word)
        listed = end == start or "," in text[end : match.start()]
        if not (named or (_CODE.fullmatch(word) and (listed or word[:_FAMILY_LETTERS] in FAMILIES)) or end == start):
            return
        if word in FAMILIES and not (listed or behind_family):
            return
        codes = tuple(code for code in named if not _is_never_silenced(code, options))
        yield _Selector(match.group()[:_SHOWN_AT_MOST], *match.span(), codes, bool(named))
        end, behind_family = match.end(), word in FAMILIES


def _is_never_silenced(code: str, options: Options) -> bool:
    return code.startswith(_NEVER_SILENCED) or code in options.not_suppressible


# ---- where directives hold

_ByCode = dict[str, tuple["_Directive", _Selector]]
_NOWHERE: _ByCode = {}


class _Index:
    """Which directive holds where. Of several that silence the same code in the same place only the first is kept."""

    def __init__(self, directory: Directory, directives: list[_Directive]) -> None:
        self._directory = directory
        self._sources = {source.path: source for source in directory.sources}
        self._in_file: dict[str, _ByCode] = {}
        self._in_entry: dict[tuple[str, int], _ByCode] = {}
        self._at_statement: dict[str, tuple[list[int], list[_ByCode]]] = {}  # the last record of each, in order
        for directive in directives:
            self._add(directive)

    def covering(self, found: Diagnostic) -> _Selector | None:
        """The selector that silences a finding."""
        spans = [found.span, *(other.span for other in found.related)]
        for scope in (self._of_statement, self._of_entry, self._of_file):
            for span in spans:
                covering = scope(span).get(found.code)
                if covering is not None and covering[1].first <= span.end_line:
                    return covering[1]
        return None

    def _add(self, directive: _Directive) -> None:
        by_code, first = _NOWHERE, 0
        if directive.word == IGNORE_FILE:
            by_code = self._in_file.setdefault(directive.source.path, {})
        elif directive.word == IGNORE_ENTRY:
            by_code = self._in_entry.setdefault(self._entry_at(directive.source, directive.line), {})
        elif directive.word == IGNORE:
            first, last = _next_statement(directive.source, directive.line)
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
        if not self._in_entry or span.path not in self._sources:
            return _NOWHERE
        return self._in_entry.get(self._entry_at(self._sources[span.path], span.line), _NOWHERE)

    def _of_statement(self, span: Span) -> _ByCode:
        if span.path not in self._at_statement:
            return _NOWHERE
        lasts, statements = self._at_statement[span.path]
        at = bisect_left(lasts, span.line)
        return statements[at] if at < len(lasts) else _NOWHERE

    def _entry_at(self, source: Source, line: int) -> tuple[str, int]:
        holder = self._directory.holder_of_line(source, line)
        return source.path, -1 if holder is None else holder.start


def _next_statement(source: Source, line: int) -> tuple[int, int]:
    """First and last record of what a comment in record `line` speaks of.

    That is all from the comment to the end of the next statement, or the statement that goes on around the comment.
    """
    before = source.position_before(line)
    if before is not None and source.lines_of(before)[-1] > line:
        return source.lines[before], source.lines_of(before)[-1]
    after = 0 if before is None else before + 1
    return line, source.lines_of(after)[-1] if after < len(source.lines) else len(source.records.texts)


# ---- what is wrong with directives


class _Trouble(NamedTuple):
    """Why a selector is of no use, whether that is certain, and whether it may be taken out."""

    selector: _Selector
    message: str
    is_certain: bool = True
    removable: bool = True


class _Check:
    """Finds the directives that silence nothing, cannot be understood, or give no reason."""

    def __init__(
        self, directory: Directory, severities: Mapping[str, Severity], missed: set[str], *, is_part: bool
    ) -> None:
        self._directory = directory
        self._severities = severities
        self._missed = missed  # the codes whose findings would be there
        self._is_part = is_part
        self._broken: dict[str, list[int]] = {}  # the statements with errors of their own, by file
        self._times_seen: Counter[tuple[str, str, str]] = Counter()

    def diagnostics(self, directives: list[_Directive]) -> Iterator[Diagnostic]:
        """The findings about the directives, as far as their rules are chosen."""
        for directive in directives:
            found = list(self._unused(directive)) if "SUP001" in self._severities else []
            yield from found
            is_useless = bool(found) and found[0].span == _span(directive, directive.start, directive.stop)
            if "SUP002" in self._severities and directive.selectors and not (directive.has_reason or is_useless):
                message = suppression_without_reason(directive.shown)
                yield self._diagnostic("SUP002", directive, directive.start, directive.stop, message)

    def _unused(self, directive: _Directive) -> Iterator[Diagnostic]:
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

    def _misunderstood(self, directive: _Directive) -> Diagnostic:
        """The finding about a directive that there is not, or that names no rule."""
        if directive.word in DIRECTIVES:
            message = no_rule_named(directive.word)
        else:
            message = no_directive(directive.word[:_SHOWN_AT_MOST], nearest(directive.word, DIRECTIVES), DIRECTIVES)
        start = directive.stop - len(directive.word) if directive.word else directive.start
        return self._diagnostic("SUP001", directive, start, directive.stop, message)

    def _wholly_unused(self, directive: _Directive, troubles: list[_Trouble]) -> Diagnostic:
        message = troubles[0].message if len(troubles) == 1 else self._silences_nothing(directive, directive.shown)
        fix = _fix("remove the comment", (Edit(directive.line, 1, directive.line + 1, 1, ""),), troubles)
        return self._diagnostic("SUP001", directive, directive.start, directive.stop, message, troubles, fix)

    def _trouble(self, directive: _Directive, selector: _Selector) -> _Trouble | None:
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
        return _Trouble(selector, message, stands_alone or not self._is_part)

    def _holds_for_broken_statement(self, directive: _Directive) -> bool:
        """Whether a directive holds where an error keeps other rules from saying anything."""
        source = directive.source
        if source.path not in self._broken:
            self._broken[source.path] = [at for at in sorted(source.faults) if any(errors_of(source, at))]
        start, stop = self._positions(directive)
        broken = self._broken[source.path]
        at = bisect_left(broken, start)
        return at < len(broken) and broken[at] < stop

    def _positions(self, directive: _Directive) -> tuple[int, int]:
        """The statements that a directive holds for, half-open."""
        source = directive.source
        if directive.word == IGNORE_FILE:
            return 0, len(source.statements)
        if directive.word == IGNORE_ENTRY:
            holder = self._directory.holder_of_line(source, directive.line)
            return (holder.start, holder.stop) if holder else (0, 0)
        first, last = _next_statement(source, directive.line)
        return bisect_left(source.lines, first), bisect_left(source.lines, last + 1)

    def _silences_nothing(self, directive: _Directive, what: str) -> str:
        where = {IGNORE: "in the next statement", IGNORE_FILE: "in this file"}.get(directive.word)
        return unused_suppression(what, where or f"in {self._subject(directive) or 'the records before any entry'}")

    def _subject(self, directive: _Directive) -> str:
        holder = self._directory.holder_of_line(directive.source, directive.line)
        return holder.shown_name if holder else ""

    def _diagnostic(
        self,
        code: str,
        directive: _Directive,
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


def _span(directive: _Directive, start: int, stop: int) -> Span:
    return Span(directive.source.path, directive.line, start + 1, directive.line, stop + 1)


def _silenced_by(selector: _Selector) -> tuple[Related, ...]:
    """The selector that silences what another one would."""
    if selector.earlier is None or not selector.earlier[1].used:
        return ()
    other, earlier = selector.earlier
    return (Related(_span(other, earlier.start, earlier.stop), "", "silences it already"),)


def _without_selector(directive: _Directive, selector: _Selector, removed: list[_Selector]) -> tuple[Edit, ...]:
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
