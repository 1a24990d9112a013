"""Who reaches a device by LINK: as text, and as JSON (schema dirtool.links/1)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from dirtool.model.effective import subject_of
from dirtool.model.extent import Extent
from dirtool.report.style import Style, filled, harmless
from dirtool.space.volumes.reach import Reach, Reached
from dirtool.wording import plural

SCHEMA = "dirtool.links/1"


def links_text(found: Reached, style: Style) -> Iterator[str]:
    """The device and where it is, then every LINK that leads to it: who has it, mode, line, and the devices on its way."""
    where = harmless(", ".join(map(_place, found.extents)))
    yield style.paint("bold", harmless(found.subject)) + (f" on {where}" if where else "")
    subjects = [harmless(_linker(reach)) for reach in found.reaches]
    width = max(map(len, subjects), default=0)
    for subject, reach in zip(subjects, found.reaches, strict=True):
        head = f"  {subject:<{width}}  {harmless(reach.mode) or '-':<3}  "
        lines = filled(map(harmless, _told(reach, found.subject)), style.width - len(head), " ")
        yield head + lines[0]
        yield from (f"{'':{len(head)}}{line}" for line in lines[1:])
    users = {user for reach in found.reaches for user in reach.users}
    links = {(id(reach.placed.source), reach.placed.position) for reach in found.reaches}
    yield f"{plural(len(links), 'link')}, {plural(len(users), 'user')}."


def links_json(found: Reached) -> Iterator[str]:
    """The JSON document."""
    yield json.dumps(
        {
            "schema": SCHEMA,
            "subject": found.subject,
            "extents": [
                {"volid": extent.volid, "first": extent.first, "last": extent.last, "subject": extent.subject}
                for extent in found.extents
            ],
            "links": [_link(reach) for reach in found.reaches],
        },
        indent=2,
    )


def _link(reach: Reach) -> dict[str, Any]:
    return {
        "subject": _linker(reach),
        "kind": reach.entry.kind,
        "users": reach.users,
        "mode": reach.mode or None,
        "members": list(reach.members),
        "way": list(reach.way),
        "steps": reach.steps,
        "path": reach.placed.path,
        "line": reach.placed.line,
    }


def _linker(reach: Reach) -> str:
    return subject_of(reach.entry, reach.placed)


def _place(extent: Extent) -> str:
    return f"{extent.volid} {extent.first}-{'END' if extent.last is None else extent.last}"


def _told(reach: Reach, subject: str) -> Iterator[str]:
    """Where a LINK stands and who has it, and the devices on its way where they tell more than the subject of all."""
    way = [] if reach.way == (subject,) else _way(reach)
    *front, last = _remarks(reach)
    yield from (f"{remark}," for remark in front)
    yield f"{last}:" if way else last
    yield from way


def _way(reach: Reach) -> list[str]:
    """The devices on the way of a LINK; of a long way the first ones and the last."""
    *between, end = reach.way
    left_out = reach.steps - len(reach.way)
    if left_out:
        between.append(f"({left_out:,} more)")
    return [*(f"{device} >" for device in between), end]


def _remarks(reach: Reach) -> list[str]:
    """Where a LINK stands, and who has it."""
    remarks = [f"line {reach.placed.line}"]
    if reach.entry.kind == "profile":
        remarks.append(f"profile of {plural(len(reach.users), 'user')}")
    elif reach.entry.kind == "subconfig":
        remarks.append(f"of {', '.join(reach.users) or 'nobody'}")
    if reach.members:
        remarks.append(f"on {', '.join(reach.members)}")
    return remarks
