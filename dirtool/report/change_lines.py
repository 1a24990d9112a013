"""The lines that tell people of one change: its sign, its subject, what it is, and what becomes of data."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from dirtool.report.style import Style, harmless

INDENT = "    "
_HANGING = f"{INDENT}  "
_BETWEEN = "  "
_COLOURS = {"+": "good", "-": "error", "-!": "error", "~": "warning", "=>": "warning", ">": "info", "*": "warning"}


def head(sign: str, subject: str, what: str, style: Style, data: str = "", colour: str = "") -> Iterator[str]:
    """The first line of a change: sign, subject, what it is, and at its end what becomes of data, if there is room."""
    subject, data = harmless(subject), harmless(data)
    before = f"{sign:<2} {subject}"
    told = f"{style.paint(_COLOURS.get(sign, 'dim'), sign)}{'':{3 - len(sign)}}{style.paint('bold', subject)}"
    first, *others = behind(f"{before}{_BETWEEN if subject else ''}", harmless(what), style.width)
    end = len(others[-1] if others else first)
    room = style.width - end - len(data)
    lines = [f"{told}{first[len(before) :]}", *others]
    if data and room >= len(_BETWEEN):
        lines[-1] += f"{'':{room}}{style.paint(colour, data)}"
    yield from lines
    if data and room < len(_BETWEEN):
        first, *others = wrapped(data, style.width, INDENT, _HANGING)
        margin = "" if others else f"{'':{max(0, style.width - len(first))}}"
        yield from (style.paint(colour, line) for line in (f"{margin}{first}", *others))


def behind(before: str, what: str, width: int) -> list[str]:
    """The lines of what is said behind a subject, or below it where not even one word has room beside it; at least one line."""
    if not what.strip():
        return [before.rstrip()]
    if len(before) + len(what.split(maxsplit=1)[0]) > width:
        return [before.rstrip(), *wrapped(what, width, _HANGING, _HANGING)]
    return wrapped(what, width, before, _HANGING)


def labelled(label: str, colour: str, text: str, style: Style, *, margin: str, width: int) -> Iterator[str]:
    """The lines of a text beside a word that tells what it is, and takes `width` columns behind a margin."""
    room = f"{margin}{'':{width}}"
    first, *others = wrapped(harmless(text), style.width - len(room), others=_BETWEEN) or [""]
    yield f"{margin}{style.paint(colour, label)}{'':{width - len(label)}}{first}".rstrip()
    yield from (f"{room}{line}" for line in others)


def wrapped(text: str, width: int, first: str = "", others: str = "") -> list[str]:
    """The lines of a text, no word broken: `first` before the first one, `others` before those below it."""
    if len(first) + len(text) <= width and text.isprintable() and text[-1:].strip():
        return [f"{first}{text}"]  # what textwrap would find, too, in twenty times as long
    return textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=others, break_long_words=False, break_on_hyphens=False
    )
