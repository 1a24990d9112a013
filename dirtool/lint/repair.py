"""Repair a directory by the fixes of its findings, and undo every fix that would make a new one.

All fixes that do not stand in each other's way are applied at once, and the result is judged again. If it shows what was not
there before, the fixes to blame are found by halves and left out. This goes on until nothing is left to do: a second repair
finds nothing that the first could have done.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from dirtool.errors import DirtoolError
from dirtool.lint.diagnostic import Diagnostic
from dirtool.lint.engine import Report, lint
from dirtool.lint.faults import errors_of
from dirtool.lint.options import Options
from dirtool.model.directory import Directory
from dirtool.syntax.masking import shown_keyword
from dirtool.syntax.parser import collector_off
from dirtool.syntax.source import Source
from dirtool.syntax.statement import MASK
from dirtool.text.edit import Edit, apply_edits
from dirtool.text.records import Records

_PASSES = 100  # each leaves fewer findings, so no file needs as many
_UNUSED_SUPPRESSION = "SUP001"  # of a comment about a finding that went away together with another one
_SYNTAX = "SYN"


class Undone(NamedTuple):
    """A finding that stays because its fix does harm, or none good; `makes` are the codes of what it would make."""

    diagnostic: Diagnostic
    makes: tuple[str, ...]
    reason: str


class Repaired(NamedTuple):
    """What has become of a directory.

    `records` are those of the files that have changed, by path. `passes` are the findings that are gone, pass by pass, each
    with the place it had then, which counts in the file as earlier passes had left it. `skipped` are findings in statements
    that cannot be understood. `report` judges `directory`, which is the directory as it is now.
    """

    directory: Directory
    report: Report
    records: dict[str, Records]
    passes: list[list[Diagnostic]]
    undone: list[Undone]
    skipped: list[Diagnostic]

    @property
    def fixed(self) -> list[Diagnostic]:
        """The findings that are gone."""
        return list(chain.from_iterable(self.passes))


def repair(directory: Directory, report: Report, options: Options, *, unsafe: bool) -> Repaired:
    """Apply the fixes of the findings on one directory: those that are safe, or all of them. Nothing is written.

    `report` is what lint says of this directory alone, with the same options.
    """
    before = {source.path: source.records for source in directory.sources}
    passes: list[list[Diagnostic]] = []
    undone: dict[tuple[str, ...], Undone] = {}
    is_stale = False  # whether something has changed since a fix was undone
    skipped: list[Diagnostic] = []
    for _ in range(_PASSES):
        fixable = [found for found in report.diagnostics if found.fix and (unsafe or found.fix.safety == "safe")]
        understood, skipped = _without_broken_statements(fixable, directory)
        chosen = _without_conflicts([found for found in understood if _identity(found) not in undone])
        if not chosen and not is_stale:
            break
        if not chosen:
            undone.clear()
            is_stale = False
            continue
        trial = _Trial(directory, report, options)
        trial.sift(chosen)
        undone |= {_identity(one.diagnostic): one for one in trial.undone}
        if trial.good:
            passes.append(trial.good)
            directory, report = trial.directory, trial.report
            is_stale = bool(undone)
    changed = [source for source in directory.sources if source.records is not before[source.path]]
    records = {source.path: source.records for source in changed}
    return Repaired(directory, report, records, passes, list(undone.values()), skipped)


def _identity(found: Diagnostic) -> tuple[str, ...]:
    """What a finding is recognised by in the next pass."""
    return found.span.path, found.code, found.fingerprint


# ---- which fixes to apply


def _without_broken_statements(
    found: Iterable[Diagnostic], directory: Directory
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """The findings whose fixes touch no statement that is broken in some other way, and the others."""
    sources = {source.path: source for source in directory.sources}
    understood: list[Diagnostic] = []
    skipped: list[Diagnostic] = []
    for one in found:
        source = sources[one.span.path]
        broken = any(_is_broken(source, position, one.code) for position in _touched(source, _edits(one)))
        (skipped if broken else understood).append(one)
    return understood, skipped


def _touched(source: Source, edits: Iterable[Edit]) -> Iterator[int]:
    """The indexes of the statements that edits change."""
    for edit in edits:
        for line in _lines(edit):
            position = source.position_at(line)
            if position is not None and not (_is_between_records(edit) and line == source.lines[position]):
                yield position


def _is_broken(source: Source, position: int, but_for: str) -> bool:
    """Whether a statement has an error of syntax, but for those of one code, or may go on in what stands behind it."""
    if position + 1 < len(source.statements) and shown_keyword(source, position + 1) == MASK:
        return True  # apart from it, what may be the rest of its secrets would be taken for something else
    return any(rule.family == _SYNTAX and rule.code != but_for for rule in errors_of(source, position))


def _without_conflicts(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings whose fixes can be applied together: of two that change one place the first."""
    chosen: list[Diagnostic] = []
    taken: dict[tuple[str, int], set[_Stretch]] = {}  # any number of fixes may put something at one place
    for one in found:
        path, edits = one.span.path, _edits(one)
        if any(
            _overlap((edit.start, edit.end), other)
            for edit in edits
            for line in _lines(edit)
            for other in taken.get((path, line), ())
        ):
            continue
        chosen.append(one)
        for edit in edits:
            for line in _lines(edit):
                taken.setdefault((path, line), set()).add((edit.start, edit.end))
    return chosen


def _edits(found: Diagnostic) -> tuple[Edit, ...]:
    assert found.fix is not None
    return found.fix.edits


def _lines(edit: Edit) -> range:
    """The records that an edit changes, or before which it puts something."""
    ends_before_record = edit.end_column == 1 and edit.end_line > edit.line
    return range(edit.line, edit.end_line + (not ends_before_record))


def _is_between_records(edit: Edit) -> bool:
    """Whether an edit only puts new records before another."""
    return edit.start == edit.end and edit.column == 1 and edit.text.endswith("\n")


_Stretch = tuple[tuple[int, int], tuple[int, int]]  # start and end of an edit


def _overlap(one: _Stretch, other: _Stretch) -> bool:
    (_, first_end), (second_start, _) = sorted((one, other))
    return second_start < first_end


# ---- applying them


class _Harm(NamedTuple):
    """What some fixes would do: code and subject of the findings that they would make, or would leave although they were to
    go; or why they cannot be applied.
    """

    made: list[tuple[str, str]]
    applied: Counter[tuple[str, str]]
    error: str = ""

    def by_entry(self) -> dict[str, _Harm]:
        """What is done in each entry that a finding names."""
        found: dict[str, _Harm] = {}
        for one in self.made:
            for owner in _owners(one[1]):
                found.setdefault(owner, _Harm([], self.applied)).made.append(one)
        return found

    def undoes(self, found: Diagnostic) -> Undone:
        """What is told of a fix that does this."""
        codes = tuple(dict.fromkeys(code for code, _ in self.made))
        return Undone(found, codes, self.error or _told(self.made, self.applied))


class _Trial:
    """Finds out which of some fixes do no harm: `good` ones, with what they make of the directory, and `undone` ones."""

    def __init__(self, directory: Directory, report: Report, options: Options) -> None:
        self._before = directory
        self._options = options
        self._findings_before = _counted(report.diagnostics)
        self.directory = directory
        self.report = report
        self.good: list[Diagnostic] = []
        self.undone: list[Undone] = []

    def sift(self, fixable: list[Diagnostic]) -> None:
        """Add to the good ones as many as do no harm."""
        if not self._sift_by_entry(fixable):
            good = set(map(id, self.good))
            self._sift_by_halves([one for one in fixable if id(one) not in good])

    def _sift_by_entry(self, fixable: list[Diagnostic]) -> bool:
        """Try the fixes of all entries together; where harm is done in an entry, one half of its own after the other.

        All entries take their halves at the same time, so that many with a bad fix cost no more runs than one. False, and
        none is told to be bad, where harm is done in entries of which no fix is tried.
        """
        waiting: dict[str, list[list[int]]] = {}
        for at, one in enumerate(fixable):
            waiting.setdefault(_owners(one.subject)[0], [[]])[0].append(at)
        undone: list[Undone] = []
        while waiting:
            tried = sorted(chain.from_iterable(parts[-1] for parts in waiting.values()))
            harm = self._try([fixable[at] for at in tried])
            harm_in = harm.by_entry() if harm else {}
            concerned = [owner for owner in waiting if harm is None or owner in harm_in]
            if not concerned:
                return False
            for owner in concerned:
                part = waiting[owner].pop()
                half = len(part) // 2
                if harm and half:
                    waiting[owner] += [part[half:], part[:half]]
                elif harm:
                    undone.append(harm_in[owner].undoes(fixable[part[0]]))
                if not waiting[owner]:
                    del waiting[owner]
        self.undone += undone
        return True

    def _sift_by_halves(self, fixable: list[Diagnostic], harm: _Harm | None = None) -> None:
        """Try one half after the other; `harm` is what all of these do on top of the good ones, where known."""
        harm = harm or self._try(fixable)
        if harm is None:
            return
        if len(fixable) == 1:
            self.undone.append(harm.undoes(fixable[0]))
            return
        half = len(fixable) // 2
        undone_before = len(self.undone)
        self._sift_by_halves(fixable[:half])
        first_half_is_good = len(self.undone) == undone_before
        self._sift_by_halves(fixable[half:], harm if first_half_is_good else None)

    def _try(self, fixable: list[Diagnostic]) -> _Harm | None:
        """Add all of them to the good ones, or tell what harm that does."""
        together = self.good + fixable
        applied = _counted(together)
        try:
            directory = _fixed(self._before, together)
        except (DirtoolError, ValueError) as error:
            return _Harm([], applied, str(error))
        report = lint(directory, options=self._options)
        new = _counted(report.diagnostics) - (self._findings_before - applied)
        made = sorted(one for one in new if one[0] != _UNUSED_SUPPRESSION or one in applied)
        if made:
            return _Harm(made, applied)
        self.good, self.directory, self.report = together, directory, report
        return None


def _owners(subject: str) -> list[str]:
    """The entries that a subject names, or the volume."""
    return [word.partition("/")[0] for word in subject.split(" ")]


def _told(made: list[tuple[str, str]], applied: Counter[tuple[str, str]]) -> str:
    code, subject = made[0]
    what = f"{code} of {subject}" if subject else code
    more = f" and {len(made) - 1} more" if len(made) > 1 else ""
    return f"it would leave {what}{more}" if made[0] in applied else f"it would make {what}{more}"


def _counted(found: Iterable[Diagnostic]) -> Counter[tuple[str, str]]:
    return Counter((one.code, one.subject) for one in found)


def _fixed(directory: Directory, found: Iterable[Diagnostic]) -> Directory:
    """The directory after the fixes of some findings, read again where it has changed."""
    edits: dict[str, list[Edit]] = {}
    for one in found:
        edits.setdefault(one.span.path, []).extend(_edits(one))
    with collector_off():
        return Directory(
            [
                Source(apply_edits(source.records, edits[source.path]), source.parser, [source])
                if source.path in edits
                else source
                for source in directory.sources
            ],
            directory.failures,
        )
