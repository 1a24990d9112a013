"""Steps for minidisks that get another number, or another owner.

Source: z/VM DirMaint Commands Reference, CHVADDR and TMDISK: both keep data, passwords and options.
"""

from __future__ import annotations

from dirtool.plan.steps.build import Build
from dirtool.plan.steps.disks.changed import record_changed
from dirtool.plan.steps.disks.disk import Disk, logged_off, things_after, things_before
from dirtool.plan.steps.disks.operands import PLACE, change_behind, operand_commands
from dirtool.plan.steps.drafts import asked_for, changed_operands, draft
from dirtool.plan.steps.orders import order
from dirtool.plan.steps.step import Step, Thing
from dirtool.syntax import verbs
from dirtool.verify.plan.document import Action, Data, Kind


def move_disk(build: Build, before: Disk, after: Disk) -> None:
    """A minidisk moves: by a command, or in the files of its entries where no command does."""
    source, dest = before.work, after.work
    action = draft(
        Kind.MOVE_DISK,
        after.subject,
        after.place_words,
        f"same extent; {asked_for(build.target, after.subject)}",
        Data.KEPT,
        "kept",
        was=f"{source.name_before}/{before.vdev}",
        old_extent=before.extent,
        new_extent=after.extent,
        changes=changed_operands(before.fact, after.fact, but=PLACE),
        before=None if source is dest else logged_off(build, before),  # who is logged on may go on writing
    )
    if before.span is not None and after.span is not None and before.span.place != after.span.place:
        leaving = arriving = _in_record(build, before, after, action)
    elif source is dest:
        leaving = arriving = _renumber(build, before, after, action)
    elif dest.old is None and operand_commands(before, after, has_mode=True) is None:
        leaving, arriving = _hand_over(build, before, after, action), build.adds[dest.number]
    else:
        leaving = arriving = _transfer(build, before, after, action)
    leaving.ends |= things_before(build, before)
    arriving.makes |= things_after(build, after)


def _in_record(build: Build, before: Disk, after: Disk, action: Action) -> Step:
    """The REPLACE that gives a minidisk another number and another size."""
    step = build.replacement(after.work, "a minidisk gets another number and another size")
    step.actions.append(record_changed(build, before, after, action))
    step.gives += before.rooms
    step.fills += after.rooms
    step.frees.add(before.slot)
    step.takes.add(after.slot)
    after.work.final.add(after.vdev)
    return step


def _renumber(build: Build, before: Disk, after: Disk, action: Action) -> Step:
    """The step of a CHVADDR, with what else changes of the minidisk behind it."""
    work = after.work
    work.going.add(before.vdev)
    work.coming.add(after.vdev)
    step = build.add(
        work,
        Step(
            work.name,
            [action],
            [order(verbs.Chvaddr, work.name, old=before.vdev, new=after.vdev)],
            frees={before.slot},
            takes={after.slot},
            edits=[before.gone, after.there],
        ),
    )
    change_behind(build, step, before, after)
    return step


def _hand_over(build: Build, before: Disk, after: Disk, action: Action) -> Step:
    """The step by which a minidisk goes, to come with the file of a new entry, which can say passwords."""
    source = before.work
    source.going.add(before.vdev)
    build.adds[after.work.number].fills += after.rooms
    given = action._replace(data_words="kept: given up without cleaning, and there again with the new entry")
    return build.add(
        source,
        Step(
            source.name,
            [given],
            [order(verbs.Dmdisk, source.name, vdev=before.vdev, cleaning="NOCLEAN")],
            frees={before.slot},
            gives=before.rooms,
            edits=[before.gone],
        ),
    )


def _transfer(build: Build, before: Disk, after: Disk, action: Action) -> Step:
    """The step of a TMDISK, with what else changes of the minidisk behind it."""
    source, dest = before.work, after.work
    source.going.add(before.vdev)
    dest.coming.add(after.vdev)
    mode = after.fact.said.get("mode")
    new_mode = mode if mode != before.fact.said.get("mode") else None
    made = order(verbs.Tmdisk, source.name, vdev=before.vdev, new_owner=dest.name, new_vdev=after.vdev, mode=new_mode)
    step = build.add(
        source,
        Step(
            source.name,
            [action],
            [made],
            frees={before.slot},
            takes={after.slot},
            edits=[before.gone, after.there],
        ),
    )
    if dest.old is None or dest.is_renamed:
        step.needs.add(Thing("entry", dest.name))
    change_behind(build, step, before, after, has_mode=new_mode is not None)
    return step
