"""USER INPUT while it is made: records, where each of them comes from, and what was changed so far."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dirtool.lint.diagnostic import Span
from dirtool.migrate.user_input.change import Change
from dirtool.model.directory import Directory
from dirtool.syntax.parser import collector_off
from dirtool.syntax.source import Source
from dirtool.text.records import Records

PATH = "USER INPUT"

Origin = tuple[str, int]
"""Path and 1-based number of a record of the directory."""


class Draft(NamedTuple):
    """The records as far as they are; `origins` holds where each comes from."""

    texts: list[str]
    origins: list[Origin]
    changes: list[Change]

    def directory(self, before: Directory) -> Directory:
        """The directory that the records are; most of them are those of the one `before`."""
        with collector_off():
            return Directory([Source(Records(PATH, self.texts, "utf-8"), before.sources[0].parser, before.sources)])

    def then(self, later: Draft) -> Draft:
        """What becomes of it by a pass that took these records for a directory."""
        changes = [change._replace(span=self._span(change.span)) for change in later.changes]
        return Draft(later.texts, [self.origins[line - 1] for _, line in later.origins], self.changes + changes)

    def _span(self, span: Span) -> Span:
        """The place in the directory of one in these records."""
        path, line = self.origins[span.line - 1]
        last_path, last = self.origins[min(span.end_line, len(self.origins)) - 1]
        return span._replace(path=path, line=line, end_line=last if last_path == path and last >= line else line)


def in_order(changes: Sequence[Change], paths: Sequence[str]) -> list[Change]:
    """Changes by their places, in the order of the files."""
    rank = {path: number for number, path in enumerate(paths)}
    return sorted(changes, key=lambda change: (rank[change.span.path], change.span.line, change.span.column))
