"""Steps for minidisks that go.

Source: z/VM DirMaint Commands Reference, DMDISK.
"""

from __future__ import annotations

from dirtool.compare.diff.differences import Difference
from dirtool.plan.steps.build import Build
from dirtool.plan.steps.disks.disk import Disk, effect_without, logged_off, things_before
from dirtool.plan.steps.drafts import DATA, draft, removed_at
from dirtool.plan.steps.orders import order
from dirtool.plan.steps.step import Step
from dirtool.syntax import verbs
from dirtool.verify.plan.document import Action, Data, Effective, Kind


def remove_disk(build: Build, disk: Disk) -> None:
    """A minidisk goes: with its entry, or by a command of its own."""
    work, span = disk.work, disk.span
    effect = effect_without(build, disk)
    action = draft(
        Kind.REMOVE_DISK,
        disk.subject,
        disk.place_words,
        removed_at(build.target, disk.subject),
        DATA[effect.data],
        effect.words,
        was=work.before(disk.vdev),
        old_extent=disk.extent,
    )
    can_clean = build.options.clean and span is not None and span.first > 0 and action.data is Data.ORPHANED
    if work.new is None and not can_clean:  # a PURGE that cleans would clean all, also what others take over
        step = build.removals[work.number]
        step.actions.append(action)
        step.ends |= things_before(build, disk)
    else:
        step = drop(build, disk, _erased(build, disk, action) if can_clean else action, clean=can_clean)
    step.gives += disk.rooms


def drop(build: Build, disk: Disk, action: Action, *, clean: bool = False) -> Step:
    """The step of a DMDISK; `clean`: what is on the minidisk is overwritten first."""
    work = disk.work
    work.going.add(disk.vdev)
    return build.add(
        work,
        Step(
            work.name,
            [action],
            [order(verbs.Dmdisk, work.name, vdev=disk.vdev, cleaning="CLEAN" if clean else "NOCLEAN")],
            ends=things_before(build, disk),
            frees={disk.slot},
            edits=[disk.gone],
            is_work_unit=clean,
            is_destructive=True,
        ),
    )


def _erased(build: Build, disk: Disk, action: Action) -> Action:
    """The action by which a minidisk is overwritten before its place is free."""
    before = logged_off(build, disk)
    return action._replace(data=Data.ERASED, data_words="erased", before=before, effective=Effective.LOGOFF)


def drop_first(build: Build, replacement: Step) -> bool:
    """Take the first minidisk out whose record a REPLACE changes, so that it comes back with it; whether there is one."""
    comparison, number = build.comparison, replacement.number
    assert number is not None
    work = comparison.works[number]
    for difference in sorted(comparison.in_place.get(number, ()), key=_vdev_of):
        if difference.old is None:
            continue
        disk = Disk(work, difference.old, comparison.spans(number, difference)[0])
        left = [room for room in replacement.gives if room in disk.rooms]
        if not left:
            continue
        action = next(one for one in replacement.actions if one.subject == disk.subject)
        first = action._replace(
            kind=Kind.REMOVE_DISK,
            title=disk.place_words,
            reason=f"for a while, so that its place is free; {action.reason}",
            new_extent=None,
            changes=(),
        )
        step = drop(build, disk, first)
        step.gives += left
        replacement.gives = [room for room in replacement.gives if room not in left]
        replacement.takes.add(disk.slot)
        replacement.makes |= build.new_things(work, disk.vdev)
        work.final.add(disk.vdev)
        assert build.interruptions is not None
        build.interruptions.around(set(step.ends), made=build.new_things(work, disk.vdev))
        return True
    return False


def _vdev_of(difference: Difference) -> str:
    fact = difference.new or difference.old
    return "" if fact is None else fact.vdev or ""
