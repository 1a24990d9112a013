"""Turns of phrase that messages share."""

from __future__ import annotations

from collections.abc import Sequence

SHOWN_AT_MOST = 6
LONGEST_SHOWN = 40


def plural(count: int, noun: str) -> str:
    """`1 record`, `1,505 records`."""
    plural_noun = f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2] not in "aeiou" else f"{noun}s"
    return f"{count:,} {noun if count == 1 else plural_noun}"


def listed(words: Sequence[str], last: str) -> str:
    """The words as a list in prose, with `last` ("and", "or") before the last one."""
    *front, end = words
    return f"{', '.join(front)} {last} {end}" if front else end


def some_of(words: Sequence[str], at_most: int = SHOWN_AT_MOST) -> str:
    """The first of the words as a list in prose, and how many more there are."""
    more = len(words) - at_most
    return listed([*words[:at_most], f"{more:,} more"] if more > 0 else words, "and")


def shown(word: str, longest: int = LONGEST_SHOWN) -> str:
    """A word that somebody wrote, as messages have it: short, and in quotes where it would not be seen as it is."""
    short = word if len(word) <= longest else f"{word[:longest]}..."
    return short if short.isprintable() and short.strip() else repr(short)


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
