"""What is told of an export besides the desired state: comments in it, and lines beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from dirtool.compare.desired.export import Exported, Unsaid
from dirtool.compare.desired.text import Comments
from dirtool.wording import listed, plural, shown

_WIDTH = 110  # of a path in the first line


def comments_of(exported: Exported) -> Comments:
    """The comments of the file: what it is, and at each place what it does not say."""
    inside = {
        name: [*_kept(exported.secrets.get(name, {})), *map(_not_said, exported.unsaid.get(name, ()))]
        for name in exported.desired.entries
    }
    head = [
        f"Exported by dirtool from {shown(exported.desired.path, _WIDTH)}.",
        "What is not said here stays as it is. Left out: passwords, comments, and what stands before the first entry.",
    ]
    before = {name: [*map(_not_said, some)] for name, some in exported.before.items()}
    return Comments(head, before, {name: lines for name, lines in inside.items() if lines})


def told(exported: Exported) -> Iterator[str]:
    """A line for each statement that the file does not say, and one for all that is left out as a secret."""
    for one in exported.all_unsaid:
        yield f"dirtool: {one.path}:{one.line}: {one.text}: not exported: {one.why}"
    secrets: Counter[str] = Counter()
    for some in exported.secrets.values():
        secrets += some
    yield from (f"dirtool: {line}" for line in _kept(secrets))


def _kept(secrets: Mapping[str, int]) -> Iterator[str]:
    counts = [plural(count, noun) for noun, count in secrets.items()]
    if counts:
        yield f"left out: {listed(counts, 'and')}"


def _not_said(one: Unsaid) -> str:
    return f"not exported, line {one.line}: {one.text}: {one.why}"
