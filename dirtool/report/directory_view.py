"""A directory as JSON (schema dirtool.directory/1) or as text; an effective entry (schema dirtool.effective/1) likewise."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from itertools import islice
from typing import Any

from dirtool.model.directory import ANY_MEMBER, Directory, Entry, Placed
from dirtool.model.effective import Effective, Origin, subject_of
from dirtool.model.extent import extent_of
from dirtool.model.links import Chain, LinkResolver
from dirtool.report.json_lines import object_lines
from dirtool.report.style import Style, filled, harmless
from dirtool.syntax.masking import shown_keyword, shown_operands, shown_text
from dirtool.syntax.source import Source
from dirtool.syntax.statement import Unparsed
from dirtool.syntax.statements import Link
from dirtool.wording import plural

DIRECTORY_SCHEMA = "dirtool.directory/1"
EFFECTIVE_SCHEMA = "dirtool.effective/1"

_STEPS_SHOWN = 5  # of a chain of links, before the last one
_TEXT_WIDTH = 44  # of a statement, in front of its place


def directory_json(directory: Directory) -> Iterator[str]:
    """The lines of the JSON document; one entry a line."""
    yield f'{{"schema": "{DIRECTORY_SCHEMA}", "entries": ['
    several = len(directory.sources) > 1
    yield from object_lines(directory.entries, lambda entry: _entry(entry, several))
    yield "]}"


def directory_text(directory: Directory, style: Style) -> Iterator[str]:
    """The entries, and below each its statements with their operands by name."""
    for entry in directory.entries:
        head = f"{entry.kind} {entry.shown_name}".rstrip()
        place = f"{entry.source.path}:{entry.line}"
        size = plural(len(entry), "statement")
        yield f"{style.paint('bold', harmless(head))}  {style.paint('dim', harmless(place))}  {size}"
        for placed in entry:
            yield from _operands_lines(placed, style)


def effective_json(machines: list[Effective], resolver: LinkResolver) -> Iterator[str]:
    """The JSON document of an entry as it logs on, once for every member on which it differs."""
    yield json.dumps(
        {
            "schema": EFFECTIVE_SCHEMA,
            "name": machines[0].userid,
            "kind": machines[0].entry.kind,
            "members": [_effective(machine, resolver) for machine in machines],
        },
        indent=2,
    )


def effective_text(machines: list[Effective], resolver: LinkResolver, style: Style) -> Iterator[str]:
    """The statements in effect, each with the place that it comes from, and what is overridden."""
    for machine in machines:
        on = f" on member {machine.member}" if machine.member else ""
        yield style.paint("bold", harmless(f"{machine.userid}{on}"))
        home = machine.entry.source
        for origin in machine.statements:
            yield from _origin_lines(origin, home, style)
            for part, rival in origin.overridden:
                yield from _remark(f"but {part} by {_place(rival, home)}", style)
            for members, chain in _leads_to(origin, machine, resolver):
                where = f"on {', '.join(members)} " if members else ""
                yield from _remark(f"{where}leads to {chain_text(chain)}", style)
        if machine.overridden:
            yield style.paint("bold", "Overridden")
            for origin in machine.overridden:
                yield from _origin_lines(origin, home, style)
                if origin.overridden_by is not None:
                    yield from _remark(f"by {_place(origin.overridden_by, home)}", style)
        for kind, name in machine.missing:
            said = f"{kind.upper()} {name} is named, but it is not in this directory"
            yield style.paint("warning", harmless(said))


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


def _operands_lines(placed: Placed, style: Style) -> Iterator[str]:
    source, position = placed.source, placed.position
    head = f"  {placed.line:>6}  {harmless(shown_keyword(source, position)):<10}  "
    if isinstance(placed.statement, Unparsed):
        pieces = [harmless(shown_text(source, position))]
    else:
        pieces = [harmless(f"{name}={_value(value)}") for name, value in shown_operands(source, position).items()]
    kind = "error" if isinstance(placed.statement, Unparsed) else "plain"
    for number, line in enumerate(filled(pieces, style.width - len(head))):
        yield f"{head if number == 0 else ' ' * len(head)}{style.paint(kind, line)}".rstrip()


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return " ".join("-" if one is None else str(one) for one in value)
    return str(value)


def _effective(machine: Effective, resolver: LinkResolver) -> dict[str, Any]:
    return {
        "member": machine.member,
        "statements": [
            {**_with_origin(origin), **_details(origin, machine, resolver)} for origin in machine.statements
        ],
        "overridden": [
            {**_with_origin(origin), "by": _origin(origin.overridden_by)}
            for origin in machine.overridden
            if origin.overridden_by is not None
        ],
        "missing": [{"kind": kind, "name": name} for kind, name in machine.missing],
    }


def _with_origin(origin: Origin) -> dict[str, Any]:
    return {**_statement(origin.placed), "origin": _origin(origin)}


def _origin(origin: Origin) -> dict[str, Any]:
    entry = origin.entry
    return {"kind": entry.kind, "name": entry.shown_name, "path": origin.placed.path, "line": origin.placed.line}


def _details(origin: Origin, machine: Effective, resolver: LinkResolver) -> dict[str, Any]:
    """What is overridden of a statement, and where a LINK leads; each only where there is something to say."""
    parts = {part: _origin(rival) for part, rival in origin.overridden}
    ways = [{"members": members, **_way(chain)} for members, chain in _leads_to(origin, machine, resolver)]
    return {**({"overridden_parts": parts} if parts else {}), **({"leads_to": ways} if ways else {})}


def _way(chain: Chain) -> dict[str, Any]:
    extent = None if chain.last is None else extent_of(chain.last.entry, chain.last.placed)
    return {
        "outcome": chain.outcome,
        "steps": [subject_of(step.entry, step.placed) for step in islice(chain.steps, _STEPS_SHOWN)],
        "length": chain.length,
        "end": None if chain.last is None else subject_of(chain.last.entry, chain.last.placed),
        "extent": None if extent is None else {"volid": extent.volid, "first": extent.first, "last": extent.last},
    }


def _leads_to(origin: Origin, machine: Effective, resolver: LinkResolver) -> Iterator[tuple[list[str], Chain]]:
    """Where a LINK leads, and on which members of the cluster; on none in particular if it is the same on all."""
    link = origin.placed.statement
    if not isinstance(link, Link):
        return
    if machine.member in (None, ANY_MEMBER):
        ways: dict[str, tuple[list[str], Chain]] = {}
        for member, chain in resolver.follow_everywhere(machine.userid, link).items():
            ways.setdefault(chain_text(chain), ([], chain))[0].extend([member] if member else [])
        yield from ways.values()
    else:
        yield [], resolver.follow(machine.userid, link, machine.member)


def chain_text(chain: Chain) -> str:
    """The devices on the way of a link, and the extent at its end: MAINT/0190 > PMAINT/0190 on M01RES 50-156."""
    subjects = [subject_of(step.entry, step.placed) for step in islice(chain.steps, _STEPS_SHOWN)]
    if chain.length > len(subjects) and chain.last is not None:
        subjects += [
            f"({chain.length - len(subjects) - 1} more)",
            subject_of(chain.last.entry, chain.last.placed),
        ]
    steps = " > ".join(subjects)
    if chain.outcome != "device" or chain.last is None:
        reason = {
            "no-owner": f"nowhere: there is no user {chain.owner}",
            "no-device": f"nowhere: {chain.owner} has no device {chain.vdev}",
            "cycle": f"{chain.owner}/{chain.vdev} again: a circle",
        }.get(chain.outcome, "")
        return f"{steps} > {reason}" if steps else reason
    extent = extent_of(chain.last.entry, chain.last.placed)
    if extent is None:
        return steps
    if extent.size == 0:
        return f"{steps} on {extent.volid} {extent.first}, of size 0"
    return f"{steps} on {extent.volid} {extent.first}-{'END' if extent.last is None else extent.last}"


def _origin_lines(origin: Origin, home: Source, style: Style) -> Iterator[str]:
    text = harmless(shown_text(origin.placed.source, origin.placed.position).replace("\n", " "))
    place = _place(origin, home)
    if 2 + max(len(text), _TEXT_WIDTH) + 2 + len(place) <= style.width:
        yield f"  {text:<{_TEXT_WIDTH}}  {style.paint('dim', place)}".rstrip()
    else:
        yield f"  {text}"
        yield from _remark(f"from {place}", style)


def _place(origin: Origin, home: Source) -> str:
    """The entry and the line that a statement comes from, and the file if that is another one than its home."""
    entry = origin.entry
    file = "" if entry.source is home else f" {entry.source.path}"
    return harmless(f"{entry.kind} {entry.shown_name}{file} line {origin.placed.line}")


def _remark(text: str, style: Style) -> list[str]:
    lines = textwrap.wrap(
        harmless(text),
        style.width,
        initial_indent=" " * 6,
        subsequent_indent=" " * 8,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [style.paint("dim", line) for line in lines]
