"""dirtool config."""

import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import zip_longest
from pathlib import Path
from typing import Annotated, Any

import typer

from dirtool.cli.common import Colour, ColourOption, OutputOption, answer, command, style_for
from dirtool.cli.lint_options import (
    ConfigOption,
    Given,
    IgnoreOption,
    InForce,
    NoConfigOption,
    SelectOption,
    SeverityOption,
    in_force,
    run_of,
)
from dirtool.cli.lint_output import Format as FindingsFormat
from dirtool.cli.settings import read_settings, shown_path
from dirtool.cli.settings_keys import KEYS, Name, dotted
from dirtool.errors import DONE, InputError
from dirtool.lint.diagnostic import Severity
from dirtool.lint.selection import Selector
from dirtool.model.volume_list import SystemArea
from dirtool.report.style import Style, harmless

SCHEMA = "dirtool.config/1"

_GAP = "  "
_WIDEST_ORIGIN = 28


class Format(StrEnum):
    """How settings are written."""

    TEXT = "text"
    JSON = "json"


@command
def config(
    show: Annotated[bool, typer.Option("--show", help="Show the settings in force and where each comes from.")] = False,
    config_file: ConfigOption = None,
    no_config: NoConfigOption = False,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    severity: SeverityOption = None,
    format_: Annotated[
        Format, typer.Option("--format", case_sensitive=False, help="How to write the settings.")
    ] = Format.TEXT,
    output_file: OutputOption = None,
    color: ColourOption = Colour.AUTO,
) -> int:
    """Show the settings in force and where each of them comes from, or list what can be set.

    Without --show: every key of a settings file, with its meaning.
    """
    style = style_for(color, output_file)
    if not show:
        if config_file or no_config or select or ignore or severity or format_ is not Format.TEXT:
            raise InputError("all options but --output-file and --color go with --show")
        answer(_keys(style), output_file)
        return DONE
    settings = read_settings(config_file, no_config=no_config, formats=tuple(FindingsFormat))
    given = Given(select=select, ignore=ignore, severity=severity)
    rules = run_of(settings, given).options.severities or {}
    rows = in_force(settings, given)
    if format_ is Format.JSON:
        answer(_json(settings.files, rows, rules), output_file)
    else:
        files = settings.files or ["none (--no-config)" if no_config else "none found"]
        answer(_text(files, rows, rules, style), output_file)
    return DONE


def _keys(style: Style) -> Iterator[str]:
    """Every key with its meaning."""
    width = max(len(dotted(name)) for name in KEYS)
    for name, known in KEYS.items():
        default = f" (default {_in_words(name, known.default)})" if known.default else ""
        first, *others = textwrap.wrap(f"{known.meaning}{default}", style.width - width - len(_GAP))
        yield f"{style.paint('bold', f'{dotted(name):<{width}}')}{_GAP}{first}"
        yield from (" " * (width + len(_GAP)) + other for other in others)


def _text(files: Sequence[str], rows: list[InForce], rules: Mapping[str, Severity], style: Style) -> Iterator[str]:
    for label, path in zip_longest(["Settings file:"], files, fillvalue="it extends:"):
        yield f"{label:<15}{harmless(path)}"
    yield ""
    cells = [(dotted(row.name), _in_words(row.name, row.value), str(row.origin)) for row in rows]
    yield from _table([("Setting", "Value", "From"), *cells], style)
    yield ""
    yield f"{len(rules)} rules in force"
    for severity in Severity:
        codes = [code for code, level in rules.items() if level is severity]
        yield from textwrap.wrap(
            " ".join(codes) or "none", style.width, initial_indent=f"  {severity.value:<9}", subsequent_indent=" " * 11
        )


def _table(rows: list[tuple[str, str, str]], style: Style) -> Iterator[str]:
    """Three columns, as wide as the style says; a cell that is too long goes on in the next line."""
    rows = [tuple(map(harmless, row)) for row in rows]  # type: ignore[misc]
    last = min(_WIDEST_ORIGIN, max(len(row[2]) for row in rows))
    first = min(max(len(row[0]) for row in rows), (style.width - last) // 2)
    widths = (first, style.width - first - last - 2 * len(_GAP), last)
    for number, row in enumerate(rows):
        cells = (textwrap.wrap(cell, width, break_on_hyphens=False) for cell, width in zip(row, widths, strict=True))
        for parts in zip_longest(*cells, fillvalue=""):
            line = _GAP.join(f"{part:<{width}}" for part, width in zip(parts, widths, strict=True)).rstrip()
            yield style.paint("bold", line) if number == 0 else line


def _json(files: Sequence[str], rows: list[InForce], rules: Mapping[str, Severity]) -> Iterator[str]:
    """The lines of the JSON document; one setting a line, so that it can be read and compared."""
    yield f'{{"schema": "{SCHEMA}", "files": {json.dumps(files)}, "settings": ['
    for number, row in enumerate(rows, 1):
        origin = {"kind": row.origin.kind, "path": row.origin.path, "line": row.origin.line}
        setting = {"key": dotted(row.name), "value": _plain(row.value), "origin": origin}
        yield json.dumps(setting) + ("," if number < len(rows) else "")
    yield f'], "rules": {json.dumps(rules)}}}'


def _in_words(name: Name, value: Any) -> str:
    """A value as people read it."""
    plain = _plain(value)
    if plain == {}:
        return "known"
    if plain is None or plain == []:
        return KEYS[name].absent if name in KEYS else "none"
    if isinstance(plain, bool):
        return str(plain).lower()
    return ", ".join(map(_element, plain)) if isinstance(plain, list) else str(plain)


def _element(plain: Any) -> str:
    return "{kind} {first}-{last}".format(**plain) if isinstance(plain, dict) else str(plain)


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    match value:
        case Selector():
            return value.spelling
        case SystemArea():
            return value._asdict()
        case Path():
            return shown_path(value)
        case frozenset():
            return sorted(value)
        case tuple():
            return [_plain(one) for one in value]
    return value
