"""Turns of phrase that messages share."""

from __future__ import annotations

from collections.abc import Sequence

from dirtool.spec.statement import nearest

_SHOWN_AT_MOST = 6


def listed(words: Sequence[str], last: str) -> str:
    """The words as a list in prose, with `last` ("and", "or") before the last one."""
    *front, end = words
    return f"{', '.join(front)} {last} {end}" if front else end


def near(allowed: tuple[str, ...], word: str | None = None) -> str:
    """A clause that offers the nearest of the allowed words, or all where they are few; empty when there are none.

    Without `word`, `allowed` is already the list of the nearest.
    """
    closest = allowed if word is None else nearest(word.upper(), allowed)
    if closest:
        return f"; did you mean {listed(closest, 'or')}?"
    if not allowed:
        return ""
    if len(allowed) <= _SHOWN_AT_MOST:
        return f": {listed(allowed, 'or')} expected"
    return f": one of {len(allowed)} words expected, such as {listed(allowed[:3], 'or')}"
