"""Lines of CSV that neither a spreadsheet takes for formulas nor a terminal for commands."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence

from dirtool.report.style import printable

_FORMULA = ("=", "+", "-", "@")


class _Line:
    """A file that gives back what is written, which makes the line of a row the answer of the writer."""

    def write(self, text: str) -> str:
        return text


def csv_lines(rows: Iterable[Sequence[str | int | float | None]]) -> Iterator[str]:
    """The line of each row; a text that a spreadsheet would compute gets an apostrophe before it, None is empty."""
    writer = csv.writer(_Line(), lineterminator="")
    for row in rows:
        yield str(writer.writerow([_inert(cell) if isinstance(cell, str) else cell for cell in row]))


def _inert(text: str) -> str:
    shown = printable(text)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown
