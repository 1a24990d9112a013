"""Actions before they have a number: how they are worded."""

from __future__ import annotations

from typing import Any

from dirtool.compare.diff.disks import Data as Told
from dirtool.compare.diff.disks import Span
from dirtool.compare.diff.facts import Fact
from dirtool.plan.target.target import Target
from dirtool.spec.devices import Unit
from dirtool.verify.plan.document import Action, Data, Effective, Extent, Kind

DATA = {
    Told.NONE: Data.NONE,
    Told.KEPT: Data.KEPT,
    Told.ELSEWHERE: Data.ORPHANED,
    Told.ORPHANED: Data.ORPHANED,
    Told.STALE: Data.STALE,
    Told.OVERWRITTEN: Data.OVERWRITTEN,
}
"""What a comparison calls the fate of data, as a plan calls it; what lies elsewhere was copied by nobody."""

_SHORT: dict[Unit, str] = {"cylinder": "cyl", "block": "blk"}


def draft(
    kind: Kind,
    subject: str,
    title: str,
    reason: str,
    data: Data = Data.NONE,
    data_words: str = "",
    effective: Effective = Effective.NEXT_LOGON,
    **more: Any,
) -> Action:
    """An action without a number and a stage."""
    return Action("", kind, subject, title, reason, data, data_words, effective, 0, **more)


def extent_of_span(span: Span | None) -> Extent | None:
    """The extent of a minidisk; None where it goes up to the end of a volume of unknown size."""
    return None if span is None or span.end is None else Extent(span.volid, span.first, span.end, span.unit)


def place_words(span: Span | None, fact: Fact) -> str:
    """`3338 cyl on LX0041 12001-15338`, or what tells of a minidisk without an extent."""
    if span is not None:
        size = "" if span.end is None else f"{span.end - span.first + 1} {_SHORT[span.unit]} "
        return f"{size}on {span.volid} {span.shown}"
    rdev = fact.shown("rdev")
    return f"real device {rdev}" if rdev else fact.text


def asked_for(target: Target, subject: str) -> str:
    """Where a subject was asked for; its entry, if nothing is said of it alone."""
    entry = subject.partition("/")[0]
    where = target.asked_at.get(subject) or target.asked_at.get(entry)
    return f"asked for in {where}" if where else target.follows.get(entry) or f"as in {target.path}"


def removed_at(target: Target, subject: str, keyword: str = "") -> str:
    """Where the removal of a subject, or of a statement of an entry, was asked for; or where it no longer is."""
    entry = subject.partition("/")[0]
    where = next(
        (target.removals[one] for one in (subject, f"{entry} {keyword}", entry) if one in target.removals), None
    )
    if where is not None:
        return f"listed under remove: in {where}"
    return target.follows.get(subject) or f"no more in {target.path}"
