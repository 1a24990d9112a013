"""An authorisation list of SMAPI as JSON (schema dirtool.authlist/1) or as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dirtool.report.json_lines import document_lines
from dirtool.report.style import Style, harmless
from dirtool.syntax.authorization_list import FIELDS, AuthorityRow, AuthorizationList
from dirtool.syntax.statement import MASK

SCHEMA = "dirtool.authlist/1"

_WIDEST_FIELD = 20


def authorization_list_json(authorities: AuthorizationList) -> Iterator[str]:
    """The lines of the JSON document; one row a line."""
    tables = {"markers": map(_row, authorities.markers), "rows": map(_row, authorities.rows)}
    return document_lines({"schema": SCHEMA}, tables)


def authorization_list_text(authorities: AuthorizationList, style: Style) -> Iterator[str]:
    """The markers and the rows, their fields one below the other, and what is wrong with the columns."""
    for name, rows in (("markers", authorities.markers), ("rows", authorities.rows)):
        if rows:
            yield style.paint("bold", f"{name} ({len(rows):,})")
            yield from _row_lines(rows, style)


def _row(row: AuthorityRow) -> dict[str, Any]:
    return {**{name: _field(row, name) for name in FIELDS}, "aligned": not row.faults, "line": row.line}


def _field(row: AuthorityRow, name: str) -> str | None:
    """A field of a row; masked if it may be a secret, None if it is missing."""
    word = row.fields.get(name)
    return word and (MASK if word.is_secret else word.text)


def _row_lines(rows: Sequence[AuthorityRow], style: Style) -> Iterator[str]:
    shown = [[harmless(_field(row, name) or "-") for name in FIELDS] for row in rows]
    widths = [min(_WIDEST_FIELD, max(map(len, column))) for column in zip(*shown, strict=True)]
    for row, texts in zip(rows, shown, strict=True):
        columns = "  ".join(f"{text:<{width}}" for text, width in zip(texts, widths, strict=True))
        yield f"  {row.line:>6}  {style.paint('error' if row.faults else 'plain', columns.rstrip())}"
        for fault in row.faults:
            yield f"          {style.paint('error', harmless(fault.said))}"
