"""Colour, width, and how text from a file is made harmless before anybody sees it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

PLAIN_WIDTH = 80

_CODES = {
    "bold": "1",
    "dim": "2",
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "place": "34",
    "good": "32",
}


@dataclass(frozen=True, slots=True)
class Style:
    """How a report is drawn: with colour or without, in how many columns."""

    colour: bool = False
    width: int = PLAIN_WIDTH

    def paint(self, kind: str, text: str) -> str:
        """`text` in the colour of its kind, or as it is where the kind has none."""
        return f"\x1b[{_CODES[kind]}m{text}\x1b[0m" if self.colour and text and kind in _CODES else text


def harmless(text: str) -> str:
    """`text` with every character spelt out (\\x1b) that a terminal would act upon, or draw in more or less than one cell."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(one if _is_one_cell(one) else _spelt(one) for one in text)


def printable(text: str) -> str:
    """`text` with every character spelt out (\\x1b) that cannot be printed, for documents in which nothing is aligned."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else _spelt(one) for one in text)


def markup(text: str) -> str:
    """`text` for HTML and XML, in ASCII: what is printable, with nothing that a browser would take for markup."""
    return escape(printable(text)).encode("ascii", "xmlcharrefreplace").decode("ascii")


def _is_one_cell(character: str) -> bool:
    if not character.isprintable() or unicodedata.combining(character):
        return False
    return unicodedata.east_asian_width(character) not in ("W", "F")


def _spelt(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def filled(pieces: Iterable[str], width: int, between: str = "  ") -> list[str]:
    """The lines of pieces with blanks between, as many on a line as there is room for, at least one; at least one line."""
    lines = [""]
    for piece in pieces:
        if lines[-1] and len(lines[-1]) + len(between) + len(piece) > width:
            lines.append("")
        lines[-1] += f"{between if lines[-1] else ''}{piece}"
    return lines
