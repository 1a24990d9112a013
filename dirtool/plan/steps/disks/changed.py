"""Steps for minidisks that keep their numbers and change: their mode, passwords and options, or their record alone."""

from __future__ import annotations

from dirtool.compare.diff.disks import begin_alike
from dirtool.plan.steps.build import Build
from dirtool.plan.steps.disks.disk import Disk
from dirtool.plan.steps.disks.grown import grow_disk
from dirtool.plan.steps.disks.operands import PLACE, change_alone
from dirtool.plan.steps.drafts import DATA, asked_for, changed_operands, draft
from dirtool.verify.plan.document import Action, Data, Kind


def change_disk(build: Build, old: Disk, new: Disk) -> None:
    """A minidisk changes: its operands, its place as it is wanted, or its record."""
    work = new.work
    stays = all(old.fact.said.get(name) == new.fact.said.get(name) for name in (*PLACE, "devtype"))
    action = draft(
        Kind.CHANGE_DISK,
        new.subject,
        new.place_words if stays else f"{old.place_words} -> {new.place_words}",
        asked_for(build.target, new.subject),
        Data.KEPT,
        "kept",
        was=work.before(new.vdev),
        old_extent=old.extent,
        new_extent=new.extent,
        changes=changed_operands(old.fact, new.fact, but=PLACE),
    )
    wish = build.target.wishes.get(new.subject)
    if stays:
        change_alone(build, old, new, action)
    elif wish is not None and wish.grow is not None and old.span is not None and new.span is not None:
        grow_disk(build, old, new, wish, action)
    else:
        step = build.replacement(work, "the record of a minidisk changes, and no data are moved")
        step.actions.append(record_changed(build, old, new, action))
        step.gives += old.rooms
        step.fills += new.rooms


def record_changed(build: Build, old: Disk, new: Disk, action: Action) -> Action:
    """A change of the record alone: what becomes of the data that it no longer names."""
    fate, before, after = build.comparison.fate, old.span, new.span
    if before is not None and after is not None:
        is_tail = begin_alike(before, after)
        found = fate.of_resized(before, after) if is_tail else fate.of_elsewhere(before, after)
    elif before is not None:
        found = fate.of_removed(before)
    elif after is not None:
        found = fate.of_added(after)
    else:
        return action
    return action._replace(data=DATA[found.data], data_words=found.words)
