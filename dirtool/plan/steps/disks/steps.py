"""The steps for all minidisks with data."""

from __future__ import annotations

from dirtool.compare.diff.matching import Loose
from dirtool.plan.steps.build import Build
from dirtool.plan.steps.disks.changed import change_disk
from dirtool.plan.steps.disks.disk import Disk, is_disk
from dirtool.plan.steps.disks.gone import remove_disk
from dirtool.plan.steps.disks.moved import move_disk
from dirtool.plan.steps.disks.new import add_disk


def add_disk_steps(build: Build) -> None:
    """The steps for minidisks that move, go, come, and change."""
    comparison = build.comparison
    fates = comparison.fates

    def as_is(one: Loose) -> Disk:
        return Disk(comparison.works[one.number], one.fact, comparison.old_span(one))

    def as_wanted(one: Loose) -> Disk:
        return Disk(comparison.works[one.number], one.fact, comparison.new_span(one))

    for before, after in fates.moved:
        if is_disk(before.fact):
            move_disk(build, as_is(before), as_wanted(after))
    for one in fates.gone:
        if is_disk(one.fact):
            remove_disk(build, as_is(one))
    for one in fates.come:
        if is_disk(one.fact):
            add_disk(build, as_wanted(one))
    for number, difference in fates.in_place:
        old, new = difference.old, difference.new
        if old is not None and new is not None and (is_disk(old) or is_disk(new)):
            work, (old_span, new_span) = comparison.works[number], comparison.spans(number, difference)
            change_disk(build, Disk(work, old, old_span), Disk(work, new, new_span))
