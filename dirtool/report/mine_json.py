"""The profiles that a directory has use for as JSON, schema dirtool.mine/1."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dirtool.migrate.mine.mined import Group, LeftOut, Mined, Prototype
from dirtool.report.json_lines import document_lines

SCHEMA = "dirtool.mine/1"


def mine_json(mined: Mined) -> Iterator[str]:
    """The lines of the JSON document, one group a line."""
    tables = {"groups": map(_group, mined.groups), "left_out": map(LeftOut._asdict, mined.left_out)}
    summary = {
        "records_before": mined.before,
        "records_after": mined.after,
        "saved": mined.saved,
        "groups": len(mined.groups),
        "members": sum(len(group.members) for group in mined.groups),
    }
    tail = {"proof": mined.proof._asdict(), "summary": summary}
    return document_lines({"schema": SCHEMA, "path": mined.path}, tables, tail)


def _group(group: Group) -> dict[str, Any]:
    prototype = group.prototype
    return {
        "profile": group.profile,
        "action": group.action,
        "instead_of": group.instead_of,
        "members": group.members,
        "moves": group.moves,
        "taken_over": group.taken_over,
        "removed": group.removed,
        "added": group.added,
        "saved": group.saved,
        "odd": [one._asdict() for one in group.odd],
        "prototype": None if prototype is None else _prototype(prototype),
    }


def _prototype(prototype: Prototype) -> dict[str, Any]:
    return {
        "name": prototype.name,
        "records": prototype.records,
        "lacks": [lack._asdict() for lack in prototype.lacks],
    }
