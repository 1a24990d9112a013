"""Actions before they have a number: how they are worded."""

from __future__ import annotations

from collections.abc import Container

from dirtool.compare.diff.disks import Data as Told
from dirtool.compare.diff.disks import Span
from dirtool.compare.diff.facts import Fact
from dirtool.plan.target.target import Target
from dirtool.spec.devices import Unit
from dirtool.verify.plan.document import Action, Data, Effective, Extent, Kind, OperandChange, PlannedCommand

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
    *,
    was: str | None = None,
    before: str | None = None,
    old_extent: Extent | None = None,
    new_extent: Extent | None = None,
    changes: tuple[OperandChange, ...] = (),
    text: str | None = None,
    rules: tuple[str, ...] = (),
    commands: tuple[PlannedCommand, ...] = (),
) -> Action:
    """An action without a number and a stage."""
    return Action(
        id="",
        kind=kind,
        subject=subject,
        title=title,
        reason=reason,
        data=data,
        data_words=data_words,
        effective=effective,
        stage=0,
        was=was,
        rules=rules,
        before=before,
        old_extent=old_extent,
        new_extent=new_extent,
        changes=changes,
        text=text,
        commands=commands,
    )


def changed_names(old: Fact, new: Fact, *, but: Container[str] = ()) -> list[str]:
    """The operands that differ, but for some of them; those that are said now come first."""
    return [name for name in {**new.said, **old.said} if name not in but and old.said.get(name) != new.said.get(name)]


def changed_operands(old: Fact, new: Fact, *, but: Container[str] = ()) -> tuple[OperandChange, ...]:
    """The same, each before and after as it may be told."""
    return tuple(OperandChange(name, old.shown(name), new.shown(name)) for name in changed_names(old, new, but=but))


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
    """Where the removal of a subject, or of a statement of an entry, was asked for; else why it goes, or where it was last."""
    entry = subject.partition("/")[0]
    where = next(
        (target.removals[one] for one in (subject, f"{entry} {keyword}", entry) if one in target.removals), None
    )
    if where is not None:
        return f"listed under remove: in {where}"
    if "/" in subject and subject in target.asked_at:
        return f"another device has its number; {target.asked_at[subject]}"
    return target.follows.get(subject) or f"no more in {target.path}"
