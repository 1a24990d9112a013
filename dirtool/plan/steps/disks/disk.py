"""A minidisk with data, and what steps have to do with it."""

from __future__ import annotations

from typing import Any, NamedTuple

from dirtool.compare.diff.disks import Data as Told
from dirtool.compare.diff.disks import Effect, Span
from dirtool.compare.diff.facts import Fact
from dirtool.model.extent import SYSTEM_RESIDENCE
from dirtool.plan.order.within_step import o19_logged_off
from dirtool.plan.steps.build import Build, disk_thing, line_edit, slot
from dirtool.plan.steps.comparison import EntryWork
from dirtool.plan.steps.drafts import extent_of_span, place_words
from dirtool.plan.steps.step import LineEdit, Room, Slot, Thing
from dirtool.syntax.statements import Mdisk
from dirtool.verify.plan.document import Extent


class Disk(NamedTuple):
    """A minidisk as it is, or as it shall be; `span` is None where it is on a real device, or its place is not known."""

    work: EntryWork
    fact: Fact
    span: Span | None

    @property
    def vdev(self) -> str:
        """Its number."""
        return self.fact.vdev or ""

    @property
    def subject(self) -> str:
        """Its entry, under the name under which commands change that, and its number."""
        return f"{self.work.name}/{self.vdev}"

    @property
    def statement(self) -> Mdisk:
        """Its MDISK."""
        statement = self.fact.places[0].statement
        assert isinstance(statement, Mdisk)
        return statement

    @property
    def place(self) -> dict[str, Any]:
        """The operands of commands for a place on a volume."""
        disk = self.statement
        return {"form": disk.form, "start": disk.start, "size": disk.size, "volid": disk.volid}

    @property
    def place_words(self) -> str:
        """Its size and its place."""
        return place_words(self.span, self.fact)

    @property
    def where(self) -> str:
        """Its volume, with the first and the last cylinder or block."""
        return "" if self.span is None else f"{self.span.volid} {self.span.shown}"

    @property
    def extent(self) -> Extent | None:
        """Its extent, if it is known where that ends."""
        return extent_of_span(self.span)

    @property
    def rooms(self) -> list[Room]:
        """Its space; none where it is not known on which volume it is."""
        span = self.span
        if span is None or span.volid == SYSTEM_RESIDENCE:
            return []
        return [Room(span.volid, span.first, span.last, span.subject)]

    @property
    def slot(self) -> Slot:
        """Its number in its entry."""
        return slot(self.work, self.vdev)

    @property
    def gone(self) -> LineEdit:
        """That it is there no more."""
        return line_edit(self.work, self.vdev)

    @property
    def there(self) -> LineEdit:
        """That it is there."""
        return line_edit(self.work, self.vdev, self.fact)


def is_disk(fact: Fact | None) -> bool:
    """Whether a fact is a minidisk with data, and one that is understood."""
    return fact is not None and fact.vdev is not None and fact.data is not None


def things_before(build: Build, disk: Disk) -> set[Thing]:
    """A minidisk as it is, for those who link to it."""
    return build.old_things(disk.work, disk.vdev)


def things_after(build: Build, disk: Disk) -> set[Thing]:
    """A minidisk as it shall be, for those who link to it and for commands about itself."""
    return {disk_thing(disk.work, disk.vdev), *build.new_things(disk.work, disk.vdev)}


def effect_without(build: Build, disk: Disk) -> Effect:
    """What becomes of the data of a minidisk when its place is given up."""
    if disk.span is None:
        return Effect(Told.KEPT, "on the real device")
    return build.comparison.fate.of_removed(disk.span)


def logged_off(build: Build, disk: Disk) -> str:
    """Who is logged off before a minidisk is copied or gone; of a part of no virtual machine, the entry itself is told."""
    comparison = build.comparison
    return o19_logged_off(comparison.writers(comparison.guests_of(disk.work) or [disk.work.name], disk.vdev))
