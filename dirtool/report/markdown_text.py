"""Text that may come from a file, for Markdown."""

from __future__ import annotations

import re

from dirtool.report.style import printable

_MEANS_SOMETHING = re.compile(r"[\\`*_{}\[\]<|~&#@]|://|\bwww(?=\.)", re.IGNORECASE)
_NOTHING_SEEN = "&#8203;"  # a space without width: GitHub finds people, numbers and addresses behind any other spelling


def literal(text: str) -> str:
    """Text with nothing in it that Markdown would take for markup, or GitHub for a link, in a paragraph or a cell."""
    return _MEANS_SOMETHING.sub(_spelt, printable(text))


def _spelt(match: re.Match[str]) -> str:
    found = match.group()
    if found in "<&|":
        return f"&#{ord(found)};"
    return f"\\{found}" if len(found) == 1 and found not in "@#" else f"{found[0]}{_NOTHING_SEEN}{found[1:]}"
