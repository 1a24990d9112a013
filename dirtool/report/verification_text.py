"""What a verification found, for people: the findings, the files, what became of each check, and the totals."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import NamedTuple

from dirtool.lint.diagnostic import Severity
from dirtool.model.recognition import Kind
from dirtool.report.findings_text import concise, full
from dirtool.report.style import Style, filled, harmless
from dirtool.verify.run import Outcome, Status, Verification
from dirtool.wording import plural, some_of

_COLOURS = {Status.PASSED: "good", Status.FAILED: "error", Status.SKIPPED: "dim"}
_ORDER = (Status.PASSED, Status.SKIPPED, Status.FAILED)  # what is to be done is read last, beside the totals
_NOUNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "remark"}
_STATUS_WIDTH = 9
_NOTE_AT_LEAST = 20  # columns for what is said of a check; with less it goes to lines of its own
_INDENT = "  "
_HOSTS = 6  # that are named in one note; the others are counted


def verification_full(verification: Verification, style: Style, *, fold: bool) -> Iterator[str]:
    """Every finding with its records, the files by what they were taken for, the checks by what became of them, the totals.

    With `fold`, only the first ten findings of one code in one file, the kinds of the files without their paths, and the checks
    that did not fail together by what is to be said of them.
    """
    yield from full(verification.report, verification.installation.sources, style, fold=fold)
    yield from _files(verification, style, fold=fold)
    yield ""
    yield from _checks(verification, style, fold=fold)
    yield ""
    yield _totals(verification, style)


def verification_concise(verification: Verification, style: Style) -> Iterator[str]:
    """One line a finding, and the totals."""
    yield from concise(verification.report, style)
    yield _totals(verification, style)


def _totals(verification: Verification, style: Style) -> str:
    counts = verification.counts
    told = (
        style.paint(_COLOURS[status] if counts[status] else "", f"{counts[status]:,} {status}") for status in Status
    )
    return f"{', '.join(told)}."


# -- the files


def _files(verification: Verification, style: Style, *, fold: bool) -> Iterator[str]:
    """Which kinds of files were found, host by host; without `fold`, which file was taken for what."""
    for host in verification.installation.hosts:
        by_kind: dict[Kind, list[str]] = {}
        for kind, file in host.files:
            by_kind.setdefault(kind, []).append(harmless(file.path))
        yield style.paint("bold", f"Files of {harmless(host.name)}" if host.name else "Files")
        if fold:
            counted = (f"{kind} ({len(paths):,})" if len(paths) > 1 else kind for kind, paths in by_kind.items())
            kinds = [f"{one}," for one in counted]
            yield from (f"  {line}" for line in filled([*kinds[:-1], kinds[-1][:-1]], style.width - 2, " "))
        else:
            yield from _paths(by_kind)
    if verification.installation.unrecognised:
        yield style.paint("bold", "Not recognised, and not looked at")
        yield from (f"  {harmless(path)}" for path in verification.installation.unrecognised)


def _paths(by_kind: Mapping[Kind, list[str]]) -> Iterator[str]:
    """The files of each kind, which is told once."""
    width = max(map(len, Kind))
    for kind, paths in by_kind.items():
        yield from (f"  {told:<{width}}  {path}" for told, path in zip_longest([kind], paths, fillvalue=""))


# -- the checks


class _Row(NamedTuple):
    """A line of the table: a check, and what is said of it; without a check it is said of several."""

    status: Status
    check: str
    note: str


def _checks(verification: Verification, style: Style, *, fold: bool) -> Iterator[str]:
    rows = [row for status in _ORDER for row in _rows(verification, status, fold=fold)]
    width = max((len(row.check) for row in rows), default=0)
    yield style.paint("bold", "Checks")
    for row in rows:
        first, *others = _lines(row, width, style.width - _STATUS_WIDTH)
        yield f"{style.paint(_COLOURS[row.status], row.status)}{'':{_STATUS_WIDTH - len(row.status)}}{first}"
        yield from (f"{'':{_STATUS_WIDTH}}{line}" for line in others)


def _rows(verification: Verification, status: Status, *, fold: bool) -> Iterator[_Row]:
    """The rows of one status: the hosts of which the same is to be said of a check are told together.

    With `fold`, checks that did not fail are told together too, by what is said of them.
    """
    hosts: dict[tuple[str, str, str, str], list[str]] = {}
    for outcome in verification.outcomes:
        if outcome.status is status:
            rule = outcome.check.rule
            hosts.setdefault((rule.code, rule.name, _found(outcome), _note(outcome)), []).append(outcome.host)
    all_hosts = [host.name for host in verification.installation.hosts]
    together: dict[str, list[str]] = {}
    for (code, name, found, note), on in hosts.items():
        where = "" if on in ([""], all_hosts) else some_of([*map(harmless, on)], _HOSTS if fold else len(on))
        each = f"{found} each" if found and len(on) > 1 else found
        said = ": ".join(filter(None, (where, "; ".join(filter(None, (each, note))))))
        if fold and status is not Status.FAILED:
            together.setdefault(said, []).append(code)
        else:
            yield _Row(status, f"{code} {name}", said)
    for said, codes in together.items():
        yield _Row(status, "", ": ".join(filter(None, (said, ", ".join(codes)))))


def _found(outcome: Outcome) -> str:
    """How many findings of which severity a check has."""
    counts = Counter(found.severity for found in outcome.findings)
    return ", ".join(plural(counts[severity], noun) for severity, noun in _NOUNS.items() if counts[severity])


def _note(outcome: Outcome) -> str:
    """What else is said of a check besides its status."""
    without = f"without {', '.join(outcome.without)}" if outcome.without else ""
    return "; ".join(filter(None, (harmless(outcome.why), without)))


def _lines(row: _Row, check_width: int, width: int) -> list[str]:
    """The lines of a row behind its status: the note beside the check, or below it where there is no room."""
    if not row.check:
        return _wrapped(row.note, width, _INDENT)
    room = width - check_width - len(_INDENT)
    if not row.note or room < _NOTE_AT_LEAST:
        return [row.check, *(f"{_INDENT}{line}" for line in _wrapped(row.note, width - len(_INDENT)))]
    first, *others = _wrapped(row.note, room)
    margin = check_width + len(_INDENT)
    return [f"{row.check:<{margin}}{first}", *(f"{'':{margin}}{line}" for line in others)]


def _wrapped(text: str, width: int, hanging: str = "") -> list[str]:
    return textwrap.wrap(text, width, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False)
