"""A move to DirMaint for people: the verdict, what each check found, what was made, what is proved, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator

from dirtool.migrate.migration import EXTENT_CONTROL, USER_INPUT, Migration
from dirtool.report.change_lines import behind, wrapped
from dirtool.report.changes_text import change_counts
from dirtool.report.claims import claim_lines, holding
from dirtool.report.next_steps import next_steps
from dirtool.report.proposal_text import proposal_lines
from dirtool.report.proposal_words import contents
from dirtool.report.shortfalls_text import checks_text
from dirtool.report.style import Style, harmless
from dirtool.wording import plural

_INDENT = "  "


def readiness_text(migration: Migration, style: Style, *, show_all: bool, folder: str | None = None) -> Iterator[str]:
    """All that is said of a move. `folder` is where the files are; None if they were not written.

    Without `show_all`, only the first ten shortfalls of a check, and of long lists some.
    """
    yield from checks_text(migration.readiness, style, show_all=show_all)
    yield ""
    yield from _files(migration, style)
    yield ""
    yield from change_counts(migration.user_input.changes, style)
    yield ""
    yield from proposal_lines(migration.proposal, style, show_all=show_all)
    yield ""
    yield style.paint("good" if migration.holds else "error", holding(migration.claims))
    yield from (f"{_INDENT}{line}" for line in claim_lines(migration.claims, Style(style.colour, style.width - 2)))
    yield ""
    yield style.paint("bold", "What to do next")
    for number, step in enumerate(next_steps(migration, folder), 1):
        yield from wrapped(f"{number}. {harmless(step)}", style.width, _INDENT, f"{_INDENT}   ")


def _files(migration: Migration, style: Style) -> Iterator[str]:
    """What was made for DirMaint: each file, its records, and what is to be said of it."""
    yield style.paint("bold", "Files for DirMaint")
    width = max(map(len, migration.files))
    about = {USER_INPUT: "; it holds the passwords", EXTENT_CONTROL: f": {contents(migration.proposal.control)}"}
    for name, records in migration.files.items():
        told = f"{plural(len(records.texts), 'record')}{about.get(name, '')}"
        yield from behind(f"{_INDENT}{name:<{width}}  ", told, style.width)
