"""A COPY file as JSON (schema dirtool.copy/1) or as text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dirtool.model.copy_file import CopyConfiguration, Dialect, Difference, Setting, differences
from dirtool.report.json_lines import document_lines
from dirtool.report.style import Style, filled, harmless
from dirtool.spec.copy_keys import NOT_AN_ASSIGNMENT, UNCLOSED
from dirtool.syntax.copy_file import CopyFile
from dirtool.syntax.masking import shown_record
from dirtool.syntax.statement import MASK

SCHEMA = "dirtool.copy/1"

_READERS = {Dialect.REXX: "the SMAPI servers (REXX)", Dialect.IVP: "the scripts of the installation verification (IVP)"}
_WIDEST_NAME = 30
_NOTHING = '""'


def copy_json(copy: CopyConfiguration) -> Iterator[str]:
    """The lines of the JSON document; one setting a line."""
    return document_lines({"schema": SCHEMA, "kind": copy.kind, "dialect": copy.dialect}, _tables(copy))


def copy_text(copy: CopyConfiguration, style: Style) -> Iterator[str]:
    """The settings with their values and comments, what the two readers understand differently, and what is wrong."""
    tables = _tables(copy)
    lines = {"settings": _setting_lines, "differences": _difference_lines, "errors": _error_lines}
    yield style.paint("bold", f"{copy.kind} COPY, as {_READERS[copy.dialect]} read it")
    for table, rows in tables.items():
        if rows:
            yield style.paint("bold", f"{table} ({len(rows):,})")
            yield from lines[table](rows, style)


def _tables(copy: CopyConfiguration) -> dict[str, Sequence[dict[str, Any]]]:
    """The settings, the differences and the errors, each in the order of the file."""
    file = copy.file
    comments = _Comments(file)
    return {
        "settings": [_setting(setting, file, comments) for setting in copy.settings],
        "differences": list(map(_difference, differences(file))),
        "errors": sorted(_errors(file), key=lambda row: row["line"]),
    }


def _setting(setting: Setting, file: CopyFile, comments: _Comments) -> dict[str, Any]:
    clause = setting.clause
    if clause is None:
        records = range(setting.line, setting.last_line + 1)
        text = "\n".join(shown_record(file, line).text.strip() for line in records)
        end = file.offset(setting.stated.line, setting.stated.end_column)
    else:
        text, end = file.shown(clause.start, clause.stop), clause.stop
    return {
        "name": setting.name,
        "key": None if setting.key is None else setting.key.name,
        "value": _value(setting),
        "form": None if clause is None else clause.kind,
        "line": setting.line,
        "column": setting.column,
        "text": text,
        "comment": comments.behind(end),
    }


def _value(setting: Setting | None) -> str | None:
    """A value as it may be shown; None where there is none, or it is not known."""
    if setting is None or not setting.is_known:
        return None
    return MASK if setting.stated.is_secret else setting.stated.text


def _difference(difference: Difference) -> dict[str, Any]:
    causes = [
        {"cause": cause.reason, "line": cause.line, "column": cause.column, "end_column": cause.end_column}
        for cause in difference.causes
    ]
    return {
        "name": difference.name or None,
        "line": difference.line,
        "rexx": _value(difference.rexx),
        "ivp": _value(difference.ivp),
        "causes": causes,
    }


def _errors(file: CopyFile) -> Iterator[dict[str, Any]]:
    """What REXX cannot read, or would carry out, each with the name of the rule that it breaks."""
    for clause in file.clauses:
        if clause.kind is None:
            rule = NOT_AN_ASSIGNMENT if clause.open_string is None else UNCLOSED
            yield {"text": file.shown(clause.start, clause.stop), "error": rule, "line": file.line_of(clause)}
    for comment in file.comments:
        if not comment.is_closed:
            text = file.shown(comment.start, comment.stop).rstrip()
            yield {"text": text, "error": UNCLOSED, "line": file.place(comment.start)[0]}
    for line in dict.fromkeys(file.place(at)[0] for at in file.stray_ends):
        yield {"text": shown_record(file, line).text.strip(), "error": UNCLOSED, "line": line}


class _Comments:
    """The comments of a file, to be found by what they stand behind."""

    def __init__(self, file: CopyFile) -> None:
        self._file = file
        self._comments = [comment.start for comment in file.comments]
        self._clauses = [clause.start for clause in file.clauses]

    def behind(self, at: int) -> str | None:
        """The comment in the rest of the record behind a clause, if it stands before the next clause; without secrets."""
        file = self._file
        found, following = bisect_left(self._comments, at), bisect_left(self._clauses, at)
        if found == len(self._comments) or file.place(self._comments[found])[0] != file.place(at)[0]:
            return None
        if following < len(self._clauses) and self._clauses[following] < self._comments[found]:
            return None
        comment = file.comments[found]
        return " ".join(file.shown(comment.start + 2, comment.stop - 2 * comment.is_closed).split())


def _setting_lines(rows: Sequence[Mapping[str, Any]], style: Style) -> Iterator[str]:
    width = min(_WIDEST_NAME, max(len(harmless(row["name"])) for row in rows))
    for row in rows:
        comment = [f"/* {row['comment']} */"] if row["comment"] else []
        written = " ".join(row["text"].partition("=")[2].split())
        value = f"{written} (an expression)" if row["value"] is None else row["value"]
        yield from _row_lines(
            row, f"{harmless(row['name']):<{width}} = ", [value or _NOTHING, *comment], "plain", style
        )


def _difference_lines(rows: Sequence[Mapping[str, Any]], style: Style) -> Iterator[str]:
    for row in rows:
        readings = [f"{dialect} {_reading(row[dialect])}" for dialect in Dialect] if row["name"] else []
        causes = [f"{cause['cause']} at {cause['line']}:{cause['column']}" for cause in row["causes"]]
        name = f"{harmless(row['name'])}: " if row["name"] else ""
        yield from _row_lines(row, name, [*readings, *causes], "warning", style)


def _reading(value: str | None) -> str:
    return "no value" if value is None else value or _NOTHING


def _error_lines(rows: Sequence[Mapping[str, Any]], style: Style) -> Iterator[str]:
    for row in rows:
        yield from _row_lines(row, "", [row["text"], f"({row['error']})"], "error", style)


def _row_lines(row: Mapping[str, Any], name: str, pieces: Sequence[str], kind: str, style: Style) -> Iterator[str]:
    head = f"  {row['line']:>6}  {name}"
    for number, text in enumerate(filled(map(harmless, pieces), style.width - len(head))):
        yield f"{head if number == 0 else ' ' * len(head)}{style.paint(kind, text)}".rstrip()
