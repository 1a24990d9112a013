"""A directory as JSON (schema dirtool.directory/1) or as text; an effective entry (schema dirtool.effective/1) likewise."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from dirtool.model.directory import Directory, Entry, Placed
from dirtool.model.effective import Effective, Origin
from dirtool.model.extent import extent_of
from dirtool.model.links import Chain, LinkResolver
from dirtool.report.style import Style, harmless, plural
from dirtool.syntax.masking import shown_keyword, shown_operands, shown_text
from dirtool.syntax.source import Source
from dirtool.syntax.statement import Unparsed
from dirtool.syntax.statements import Link

DIRECTORY_SCHEMA = "dirtool.directory/1"
EFFECTIVE_SCHEMA = "dirtool.effective/1"


def directory_json(directory: Directory) -> Iterator[str]:
    """The lines of the JSON document; one entry a line."""
    yield f'{{"schema": "{DIRECTORY_SCHEMA}", "entries": ['
    several = len(directory.sources) > 1
    last = len(directory.entries) - 1
    for index, entry in enumerate(directory.entries):
        yield json.dumps(_entry(entry, several)) + ("," if index < last else "")
    yield "]}"


def directory_text(directory: Directory, style: Style) -> Iterator[str]:
    """The entries, and below each its statements with their operands by name."""
    for entry in directory.entries:
        head = f"{entry.kind} {entry.shown_name}".rstrip()
        place = f"{entry.source.path}:{entry.line}"
        size = plural(len(entry), "statement")
        yield f"{style.paint('bold', harmless(head))}  {style.paint('dim', harmless(place))}  {size}"
        for placed in entry:
            yield from _operands_line(placed, style)


def effective_json(machines: list[Effective], resolver: LinkResolver) -> Iterator[str]:
    """The JSON document of an entry as it logs on, once for every member on which it differs."""
    yield json.dumps(
        {
            "schema": EFFECTIVE_SCHEMA,
            "name": machines[0].entry.name,
            "kind": machines[0].entry.kind,
            "members": [_effective(machine, resolver) for machine in machines],
        },
        indent=2,
    )


def effective_text(machines: list[Effective], resolver: LinkResolver, style: Style) -> Iterator[str]:
    """The statements in effect, each with the place that it comes from, and what is overridden."""
    for machine in machines:
        on = f" on member {machine.member}" if machine.member else ""
        yield style.paint("bold", harmless(f"{machine.entry.name}{on}"))
        for origin in machine.statements:
            yield from _origin_lines(origin, machine.entry.source, style, _leads_to(origin, machine, resolver))
        if machine.overridden:
            yield style.paint("bold", "Overridden")
            for origin in machine.overridden:
                by = origin.overridden_by
                yield from _origin_lines(origin, machine.entry.source, style, f"by line {by.line}" if by else "")
        for name in machine.missing:
            yield style.paint("warning", harmless(f"{name} is named, but it is not in this directory"))


def _entry(entry: Entry, with_path: bool) -> dict[str, Any]:
    path = {"path": entry.source.path} if with_path else {}
    return {
        "kind": entry.kind,
        "name": entry.shown_name,
        "line": entry.line,
        **path,
        "statements": [_statement(placed) for placed in entry],
    }


def _statement(placed: Placed) -> dict[str, Any]:
    source, position = placed.source, placed.position
    shown = {
        "keyword": shown_keyword(source, position),
        "line": placed.line,
        "text": shown_text(source, position),
        "operands": shown_operands(source, position),
    }
    return {**shown, "error": source.faults[position][0].rule} if isinstance(placed.statement, Unparsed) else shown


def _operands_line(placed: Placed, style: Style) -> Iterator[str]:
    source, position = placed.source, placed.position
    if isinstance(placed.statement, Unparsed):
        shown = style.paint("error", harmless(shown_text(source, position)))
    else:
        operands = shown_operands(source, position)
        shown = harmless("  ".join(f"{name}={_value(value)}" for name, value in operands.items()))
    yield f"  {placed.line:>6}  {harmless(shown_keyword(source, position)):<10}  {shown}".rstrip()


def _value(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _effective(machine: Effective, resolver: LinkResolver) -> dict[str, Any]:
    return {
        "member": machine.member,
        "statements": [_with_origin(origin, _leads_to(origin, machine, resolver)) for origin in machine.statements],
        "overridden": [
            {**_with_origin(origin, ""), "by": {"path": by.path, "line": by.line}}
            for origin in machine.overridden
            if (by := origin.overridden_by) is not None
        ],
        "missing": machine.missing,
    }


def _with_origin(origin: Origin, leads_to: str) -> dict[str, Any]:
    entry = origin.entry
    place = {"kind": entry.kind, "name": entry.name, "path": origin.placed.path, "line": origin.placed.line}
    return {**_statement(origin.placed), "origin": place, **({"leads_to": leads_to} if leads_to else {})}


def _leads_to(origin: Origin, machine: Effective, resolver: LinkResolver) -> str:
    link = origin.placed.statement
    if not isinstance(link, Link):
        return ""
    return chain_text(resolver.follow(machine.entry.name, link, machine.member))


def chain_text(chain: Chain) -> str:
    """The devices on the way of a link, and the extent at its end: MAINT/0190 > PMAINT/0190 on M01RES 50-156."""
    steps = " > ".join(_step_subject(step.entry, step.placed) for step in chain.steps)
    if chain.outcome != "device":
        reason = {
            "no-owner": f"nowhere: there is no user {chain.owner}",
            "no-device": f"nowhere: {chain.owner} has no device {chain.vdev}",
            "cycle": f"{chain.owner}/{chain.vdev} again: a circle",
        }[chain.outcome]
        return f"{steps} > {reason}" if steps else reason
    end = chain.steps[-1]
    extent = extent_of(end.entry, end.placed)
    if extent is None:
        return steps
    last = "END" if extent.last is None else extent.last
    return f"{steps} on {extent.volid} {extent.first}-{last}"


def _step_subject(entry: Entry, placed: Placed) -> str:
    link = placed.statement
    number = (link.vdev2 or link.vdev1) if isinstance(link, Link) else getattr(link, "vdev", "")
    return f"{entry.name}/{number}"


def _origin_lines(origin: Origin, home: Source, style: Style, remark: str) -> Iterator[str]:
    text = harmless(shown_text(origin.placed.source, origin.placed.position).replace("\n", " "))
    entry = origin.entry
    file = "" if entry.source is home else f" {entry.source.path}"
    place = f"{entry.kind} {entry.name}{file} line {origin.placed.line}"
    yield f"  {text:<44}  {style.paint('dim', harmless(place))}".rstrip()
    if remark:
        yield style.paint("dim", f"      = {harmless(remark)}")
