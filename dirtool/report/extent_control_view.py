"""An EXTENT CONTROL as JSON (schema dirtool.extent-control/1) or as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from dirtool.model.extent_control import ExtentControl
from dirtool.report.json_lines import document_lines
from dirtool.report.style import Style, filled, harmless
from dirtool.syntax.masking import shown_record

SCHEMA = "dirtool.extent-control/1"


def extent_control_json(control: ExtentControl) -> Iterator[str]:
    """The lines of the JSON document; one row a line."""
    return document_lines({"schema": SCHEMA}, _tables(control))


def extent_control_text(control: ExtentControl, style: Style) -> Iterator[str]:
    """The rows of each kind, with their fields by name; kinds without a row are left out."""
    for table, rows in _tables(control).items():
        if rows:
            yield f"{style.paint('bold', table)} ({len(rows):,})"
        for row in rows:
            yield from _row_lines(row, "error" if table == "errors" else "plain", style)


def _tables(control: ExtentControl) -> dict[str, Sequence[dict[str, Any]]]:
    """The rows of each kind, in the order of the file."""
    lines = {record.name: record.line for record in reversed(control.group_records)}
    return {
        "regions": list(map(asdict, control.regions.values())),
        "duplicates": [asdict(region) for region, _ in control.duplicates],
        "groups": [{**asdict(group), "line": lines[group.name]} for group in control.groups.values()],
        "ssi_volumes": list(map(asdict, control.ssi_volumes)),
        "default_groups": list(map(asdict, control.default_groups)),
        "excludes": list(map(asdict, control.exclusions)),
        "autoblocks": list(map(asdict, control.autoblocks)),
        "defaults": list(map(asdict, control.defaults)),
        "errors": list(_errors(control)),
    }


def _errors(control: ExtentControl) -> Iterator[dict[str, Any]]:
    """The records that are no row of any section, each with the name of the rule that it breaks."""
    file = control.file
    rules = dict.fromkeys(
        [part.line for part in file.parts if part.section is None] + file.stray_ends, "unknown-section"
    )
    rules |= {line: faults[0].rule for line, faults in file.faults.items()}
    for line in sorted(rules):
        yield {"text": shown_record(file, line).text.strip(), "error": rules[line], "line": line}


def _row_lines(row: Mapping[str, Any], kind: str, style: Style) -> Iterator[str]:
    head = f"  {row['line']:>6}  "
    pieces = [
        harmless(f"{name}={_shown(name, value)}") for name, value in row.items() if name != "line" and value != ""
    ]
    for number, line in enumerate(filled(pieces, style.width - len(head))):
        yield f"{head if number == 0 else ' ' * len(head)}{style.paint(kind, line)}".rstrip()


def _shown(name: str, value: Any) -> str:
    if value is None:
        return "END" if name == "last" else "all"
    return " ".join(value) if isinstance(value, tuple) else str(value)
