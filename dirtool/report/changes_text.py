"""All that USER INPUT has differently from the directory, one line a change, for people and for grep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dirtool.migrate.migration import USER_INPUT
from dirtool.migrate.user_input.change import Change
from dirtool.report.change_lines import behind
from dirtool.report.readiness_words import changes_by_kind, place_of
from dirtool.report.style import Style, harmless

_PLAIN = Style()
_INDENT = "  "


def changes_text(changes: Sequence[Change]) -> Iterator[str]:
    """One line a change, in their order: path:line: subject: what is different; then how many there are of each kind."""
    for change in changes:
        yield harmless(": ".join(filter(None, (place_of(change.span), change.subject, change.what))))
    if changes:
        yield ""
    yield from change_counts(changes)


def change_counts(changes: Sequence[Change], style: Style = _PLAIN) -> Iterator[str]:
    """How many changes USER INPUT has, of each kind."""
    yield style.paint("bold", f"Changes in {USER_INPUT}: {f'{len(changes):,}' if changes else 'none'}")
    counts = {kind: f"{count:,}" for kind, count in changes_by_kind(changes).items()}
    width = max(map(len, counts.values()), default=0)
    for kind, count in counts.items():
        yield from behind(f"{_INDENT}{count:>{width}}  ", kind.words, style.width)
