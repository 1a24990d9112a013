"""The errors that lint finds in profiles: none may come with a new one, as a copy of one that is there already would bring."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter

from dirtool.lint.diagnostic import Diagnostic, Severity
from dirtool.lint.engine import lint, severities_of
from dirtool.lint.options import Options
from dirtool.lint.registry import Profile
from dirtool.model.directory import Directory


class Errors:
    """The errors of a directory in one file."""

    def __init__(self, directory: Directory) -> None:
        rules = {
            code: severity
            for code, severity in severities_of(Profile.RECOMMENDED).items()
            if severity is Severity.ERROR
        }
        found = lint(directory, options=Options(severities=rules)).diagnostics
        self._errors = [one for one in found if one.severity is Severity.ERROR]
        self._entries = directory.entries
        self._starts = [entry.line for entry in directory.entries]
        self.counts = Counter(one.code for one in self._errors)

    def more_than(self, before: Errors) -> dict[str, str]:
        """The codes of which there are more than before, by the profiles in which they are; "" for those of other entries."""
        more = self.counts - before.counts
        return {self._profile_of(one): one.code for one in self._errors if one.code in more}

    def _profile_of(self, error: Diagnostic) -> str:
        at = bisect_right(self._starts, error.span.line) - 1
        entry = self._entries[max(0, at)]
        return entry.name if entry.kind == "profile" else ""
