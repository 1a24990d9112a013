"""What the checks of a move to DirMaint found, for people."""

from __future__ import annotations

from collections.abc import Iterator

from dirtool.migrate.readiness.shortfall import Readiness, Shortfall, State
from dirtool.report.change_lines import behind, labelled, wrapped
from dirtool.report.readiness_words import (
    STATE_WORDS,
    VERDICT_LOOKS,
    Found,
    counts_of,
    found_by,
    told,
    verdict,
    verdict_counts,
)
from dirtool.report.style import Style, filled, harmless
from dirtool.wording import plural

_FOLD_AFTER = 10  # shortfalls of one check; the others are counted
_RELATED_AT_MOST = 3  # second places of one shortfall
_CODE_WIDTH = 5
_INDENT = "  "
_LABEL_WIDTH = 8
_MARGIN = f"{_INDENT}{'':{_LABEL_WIDTH}}"
_COLOURS = {State.OPEN: "error", State.MENDED: "good", State.CHECK: "warning", State.NOTE: "info"}


def checks_text(readiness: Readiness, style: Style, *, show_all: bool) -> Iterator[str]:
    """The verdict, the checks that found something with what they found, then those that are all right.

    Without `show_all`, only the first ten shortfalls of a check, those that ask most, and why a check is made is not told.
    """
    word = verdict(readiness)
    first, *others = behind(f"{word}: ", verdict_counts(readiness), style.width)
    yield f"{style.paint(VERDICT_LOOKS[readiness.verdict], word)}{first[len(word) :]}"
    yield from others
    found = found_by(readiness)
    for one in found:
        if one.shortfalls:
            yield ""
            yield from _check(one, style, show_all=show_all)
    right = [one for one in found if not one.shortfalls]
    if right:
        yield ""
        yield from _right(right, style, show_all=show_all)


def _check(found: Found, style: Style, *, show_all: bool) -> Iterator[str]:
    yield from _heading(found, style)
    if show_all:
        yield from (style.paint("dim", line) for line in wrapped(found.check.why, style.width, _INDENT, _INDENT))
    shown = found.shortfalls if show_all else found.shortfalls[:_FOLD_AFTER]
    actions = [*map(found.own_action, shown), ""]
    for one, action, following in zip(shown, actions, actions[1:], strict=False):
        yield from _shortfall(one, style, show_all=show_all)
        if action and action != following:
            yield from _labelled("", "", f"do: {action}", style)
    more = found.shortfalls[len(shown) :]
    if more:
        text = f"and {len(more):,} more: {', '.join(counts_of(more))} (--all shows them)"
        yield from _labelled("", "", text, style)
    if found.action:
        yield from _labelled("do", "bold", found.action, style)


def _heading(found: Found, style: Style) -> Iterator[str]:
    """Code and title, and at the end how many there are of each state, or below where there is no room."""
    code, title = found.check.code, found.check.title
    counts = ", ".join(counts_of(found.shortfalls))
    first, *others = behind(f"{code:<{_CODE_WIDTH}}", title, style.width)
    lines = [f"{style.paint('bold', code)}{style.paint('bold', first[len(code) :])}", *others]
    room = style.width - len((first, *others)[-1]) - len(counts)
    if room < len(_INDENT):
        yield from lines
        yield f"{counts:>{style.width}}"
    else:
        yield from lines[:-1]
        yield f"{lines[-1]}{'':{room}}{counts}"


def _shortfall(one: Shortfall, style: Style, *, show_all: bool) -> Iterator[str]:
    yield from _labelled(STATE_WORDS[one.state], _COLOURS[one.state], told(one), style)
    margin = f"{_MARGIN}{_INDENT}"
    if one.state is State.MENDED and not show_all:
        return  # nobody has to go and look at the other places
    related = one.related if show_all else one.related[:_RELATED_AT_MOST]
    for other in related:
        yield from (
            style.paint("dim", line)
            for line in wrapped(harmless(told(other)), style.width, margin, f"{margin}{_INDENT}")
        )
    if len(related) < len(one.related):
        yield f"{margin}and {plural(len(one.related) - len(related), 'more place')}"


def _labelled(label: str, colour: str, text: str, style: Style) -> Iterator[str]:
    yield from labelled(label, colour, text, style, margin=_INDENT, width=_LABEL_WIDTH)


def _right(right: list[Found], style: Style, *, show_all: bool) -> Iterator[str]:
    """The checks that found nothing: their codes together, or each with its title."""
    if show_all:
        for one in right:
            yield from behind(f"{one.check.code:<{_CODE_WIDTH}}", f"{one.check.title}: all right", style.width)
        return
    *front, last = (one.check.code for one in right)
    yield from filled(["All right:", *(f"{code}," for code in front), last], style.width, " ")
