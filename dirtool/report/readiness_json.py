"""A move to DirMaint as JSON, schema dirtool.migration/1. It holds no secret."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from dirtool.lint.diagnostic import Span
from dirtool.migrate.extents.usable_space import LeftOut
from dirtool.migrate.migration import USER_INPUT, Migration
from dirtool.migrate.readiness.shortfall import Shortfall, State
from dirtool.migrate.user_input.change import Change
from dirtool.model.extent_control import Region
from dirtool.report.findings_json import related_object
from dirtool.report.json_lines import document_lines
from dirtool.report.proposal_words import groups_of
from dirtool.report.readiness_words import Found, found_by

SCHEMA = "dirtool.migration/1"
ALL_RIGHT = "right"
"""The state of a check that found nothing."""


def readiness_json(migration: Migration) -> Iterator[str]:
    """The lines of the JSON document; one shortfall and one change a line, so that it can be read and compared."""
    control, proposal = migration.proposal.control, migration.proposal
    tables = {
        "checks": map(_check, found_by(migration.readiness)),
        "shortfalls": map(_shortfall, migration.readiness.shortfalls),
        "changes": map(_change, migration.user_input.changes),
        "files": (
            {"name": name, "records": len(records.texts), "private": name == USER_INPUT}
            for name, records in migration.files.items()
        ),
        "groups": (
            {"name": name, "method": method, "regions": list(regions)} for name, method, regions in groups_of(proposal)
        ),
        "regions": map(_region, control.regions.values()),
        "excludes": ({"entry": one.entry, "vdev": one.vdev, "why": one.why.value} for one in proposal.exclusions),
        "guessed": (one._asdict() for one in proposal.guessed),
        "left_out": map(_left_out, proposal.left_out),
        "claims": (claim._asdict() for claim in migration.claims),
    }
    head = {"schema": SCHEMA, "verdict": migration.readiness.verdict.value, "path": migration.directory.sources[0].path}
    return document_lines(head, tables, {"summary": _summary(migration)})


def _check(found: Found) -> dict[str, Any]:
    check, shortfalls, _ = found
    counts = Counter(one.state for one in shortfalls)
    states = [state.value for state in State if counts[state]]
    return {
        "code": check.code,
        "title": check.title,
        "state": states[0] if states else ALL_RIGHT,
        **{state.value: counts[state] for state in State},
        "why": check.why,
        "action": check.action,
    }


def _shortfall(one: Shortfall) -> dict[str, Any]:
    return {
        "code": one.check.code,
        "rule": one.rule or None,
        "state": one.state.value,
        "subject": one.subject,
        "message": one.message,
        **_place(one.span),
        "action": one.action or one.check.action,
        "related": [related_object(other) for other in one.related],
    }


def _change(change: Change) -> dict[str, Any]:
    return {"kind": change.kind.value, "subject": change.subject, "what": change.what, **_place(change.span)}


def _region(region: Region) -> dict[str, Any]:
    return {
        "name": region.name,
        "volid": region.volid,
        "first": region.first,
        "last": region.last,
        "devtype": region.devtype,
        "comment": region.comment,
    }


def _left_out(one: LeftOut) -> dict[str, Any]:
    return {
        "volid": one.volid,
        "unit": one.unit,
        "size": one.size if one.gaps else None,
        "gaps": [{"first": gap.first, "last": gap.last, "size": gap.size} for gap in one.gaps],
        "why": one.why,
    }


def _place(span: Span | None) -> dict[str, Any]:
    return dict.fromkeys(Span._fields) if span is None else span._asdict()


def _summary(migration: Migration) -> dict[str, Any]:
    counts = Counter(one.state for one in migration.readiness.shortfalls)
    control, proposal = migration.proposal.control, migration.proposal
    return {
        **{state.value: counts[state] for state in State},
        "changes": len(migration.user_input.changes),
        "regions": len(control.regions),
        "groups": len(control.groups),
        "excludes": len(proposal.exclusions),
        "claims": len(migration.claims),
        "holding": sum(claim.holds for claim in migration.claims),
    }
