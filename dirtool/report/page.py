"""The frame of a page of HTML: what all pages have, from their policy to the button for light and dark.

A page needs nothing from elsewhere, and its Content-Security-Policy allows nothing from elsewhere: its only script and its
only style are known to it by their digests. Everything is ASCII, whatever encoding it is written in. What a page has of its
own are three files: `map.html` is put into the frame, `map.css` and `map.js` follow those of the frame.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.resources import files
from string import Template

from dirtool.report.style import markup

_PAGES = files("dirtool.report") / "pages"
_POLICY = "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; script-src {}; style-src {}"
_COMPACT = json.JSONEncoder(separators=(",", ":"))

Blocks = Mapping[str, Callable[[], Iterable[str]]]
"""The lines of markup that take the place of a line such as `${summary}`."""


def page(name: str, kind: str, title: str, first: str, blocks: Blocks) -> Iterator[str]:
    """The lines of the page whose files have this name.

    `kind` tells what it shows, and `title` of what. `first` is the id of what comes behind its controls. Among the blocks is
    `${summary}`, what the header has below the title; lines of blocks are markup already.
    """
    style, script = ([*_asset(f"frame.{suffix}"), *_asset(f"{name}.{suffix}")] for suffix in ("css", "js"))
    policy = _POLICY.format(_digest(script), _digest(style))
    words = {"title": markup(title), "kind": kind, "what": kind.lower(), "first": first, "policy": policy}
    own: Blocks = {
        "${style}": lambda: ["<style>", *style, "</style>"],
        "${script}": lambda: ["<script>", *script, "</script>"],
        "${body}": lambda: _filled(f"{name}.html", blocks, {}),
    }
    return _filled("frame.html", {**blocks, **own}, words)


def fact(name: str, value: str, *more: str, is_wrong: bool = False) -> str:
    """A number of the summary, and lines of markup that tell more of it."""
    looks = ' class="wrong"' if is_wrong else ""
    lines = "".join(f'<dd class="more">{line}</dd>' for line in more)
    return f'<div{looks}><dt>{name}</dt><dd class="value">{markup(value)}</dd>{lines}</div>'


def script_data(value: object) -> str:
    """A value as JSON for a script of the page: in one line, and with nothing in it that a browser would take for a tag."""
    return _COMPACT.encode(value).replace("<", "\\u003c")


def _filled(name: str, blocks: Blocks, words: Mapping[str, str]) -> Iterator[str]:
    for line in _asset(name):
        if line in blocks:
            yield from blocks[line]()
        else:
            yield Template(line).substitute(words)


def _asset(name: str) -> list[str]:
    return (_PAGES / name).read_text(encoding="ascii").splitlines()


def _digest(lines: list[str]) -> str:
    """What the policy knows a script or a style by: a digest of all between its tags."""
    text = "".join(f"\n{line}" for line in [*lines, ""])
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
