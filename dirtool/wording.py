"""Turns of phrase that messages share."""

from __future__ import annotations

from collections.abc import Sequence

SHOWN_AT_MOST = 6


def listed(words: Sequence[str], last: str) -> str:
    """The words as a list in prose, with `last` ("and", "or") before the last one."""
    *front, end = words
    return f"{', '.join(front)} {last} {end}" if front else end


def near(words: Sequence[str]) -> str:
    """A clause that offers the words that were most likely meant; empty when there are none."""
    return f"; {did_you_mean(words)}" if words else ""


def did_you_mean(words: Sequence[str]) -> str | None:
    """A question for the words that were most likely meant; None when there are none."""
    return f"did you mean {listed(words, 'or')}?" if words else None


def expected(options: Sequence[str]) -> str:
    """A clause that lists what would fit, or some of it where that is much; empty when nothing would."""
    if not options:
        return ""
    if len(options) <= SHOWN_AT_MOST:
        return f": {listed(options, 'or')} expected"
    return f": one of {len(options)} words expected, such as {listed(options[:3], 'or')}"
