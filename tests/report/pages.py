"""Reading pages, for the tests of what a browser gets."""

from __future__ import annotations

from collections.abc import Iterable
from html.parser import HTMLParser


class Reader(HTMLParser):
    """The tags of a page, and its text by the tag that it stands in."""

    def __init__(self, lines: Iterable[str]) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[dict[str, str | None]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed("\n".join(lines))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.append(dict(attrs))

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self.tags[-1], data.strip()))

    def texts_in(self, *tags: str) -> list[str]:
        return [text for tag, text in self.texts if tag in tags]
