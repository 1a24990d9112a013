"""Steps for minidisks that are new.

Source: z/VM DirMaint Commands Reference, AMDISK and CLONEDISK.
"""

from __future__ import annotations

from typing import Any

from dirtool.plan.order.within_step import o17_format, o19_logged_off
from dirtool.plan.steps.areas import LOADED
from dirtool.plan.steps.build import Build, disk_thing, holds_secret
from dirtool.plan.steps.disks.disk import Disk
from dirtool.plan.steps.disks.operands import options_behind
from dirtool.plan.steps.drafts import DATA, asked_for, draft
from dirtool.plan.steps.orders import order
from dirtool.plan.steps.step import Step, Thing
from dirtool.plan.target.target import Automatic, Wish
from dirtool.syntax import verbs
from dirtool.syntax.command import Command
from dirtool.verify.plan.document import Action, Data, Kind

_DEFAULT_BLKSIZE = "4096"


def add_disk(build: Build, disk: Disk) -> None:
    """A minidisk comes: with the file of its entry where one is sent, or by a command of its own."""
    work = disk.work
    effect = None if disk.span is None else build.comparison.fate.of_added(disk.span)
    action = draft(
        Kind.ADD_DISK,
        disk.subject,
        disk.place_words,
        asked_for(build.target, disk.subject),
        Data.NONE if effect is None else DATA[effect.data],
        "" if effect is None else effect.words,
        new_extent=disk.extent,
    )
    wish = build.target.wishes.get(disk.subject)
    if wish is not None and wish.clone is not None:
        step = _clone(build, disk, wish, wish.clone, action)
    elif wish is not None and (wish.format is not None or wish.automatic is not None):
        step = _allocate(build, disk, wish, action)
    elif work.old is None:
        step = build.adds[work.number]
        step.actions.append(action)
    elif holds_secret(disk.fact):
        step = build.replacement(work, "a command would show the passwords of a minidisk")
        step.actions.append(action)
        step.takes.add(disk.slot)
        work.final.add(disk.vdev)
    else:
        step = _allocate(build, disk, None, action)
    step.fills += disk.rooms
    step.makes |= build.new_things(work, disk.vdev)


def _allocate(build: Build, disk: Disk, wish: Wish | None, action: Action) -> Step:
    """The step of an AMDISK."""
    statement = disk.statement
    made = order(
        verbs.Amdisk,
        disk.work.name,
        vdev=disk.vdev,
        devtype=statement.devtype,
        rdev=statement.rdev,
        mode=statement.mode,
        **o17_format(statement.form, format_operands(wish)),
        **_place(disk, wish),
    )
    return _alone(build, disk, wish, action, made)


def _clone(build: Build, disk: Disk, wish: Wish, source: str, action: Action) -> Step:
    """The step of a CLONEDISK: behind all that changes its source, which is copied as it will be."""
    comparison = build.comparison
    userid, _, vdev = source.partition("/")
    holders = comparison.holders(userid, vdev)
    copied = action._replace(
        kind=Kind.CLONE_DISK,
        data=Data.COPIED,
        data_words=f"copied from {source}",
        before=o19_logged_off(comparison.writers([userid], vdev)),
    )
    made = order(
        verbs.Clonedisk,
        disk.work.name,
        vdev=disk.vdev,
        source_user=userid,
        source_vdev=vdev,
        mode=disk.statement.mode,
        **_place(disk, wish),
    )
    step = _alone(build, disk, wish, copied, made)
    step.needs |= {Thing("entry", userid), Thing("device", userid, vdev)}
    step.needs |= {Thing("disk", holder, vdev) for holder in holders}
    step.works_on |= {(holder, vdev) for holder in (userid, *holders)}
    return step


def _alone(build: Build, disk: Disk, wish: Wish | None, action: Action, made: Command) -> Step:
    """The step of a command by which a minidisk comes."""
    work = disk.work
    work.coming.add(disk.vdev)
    is_automatic = wish is not None and wish.automatic is not None
    step = build.add(
        work,
        Step(
            work.name,
            [action],
            [made],
            needs={LOADED} if is_automatic else set(),
            makes={disk_thing(work, disk.vdev)},
            takes={disk.slot},
            edits=[disk.there],
            is_work_unit=wish is not None and (wish.clone is not None or wish.format is not None),
            is_automatic=is_automatic,
        ),
    )
    options_behind(build, step, disk)
    return step


def _place(disk: Disk, wish: Wish | None) -> dict[str, Any]:
    """The operands for the place of a minidisk, which DirMaint may have to choose."""
    automatic = None if wish is None else wish.automatic
    return disk.place if automatic is None else _chosen_by_dirmaint(automatic)


def _chosen_by_dirmaint(how: Automatic) -> dict[str, Any]:
    return {"form": how.form, "size": how.size, "volid" if how.form == "AUTOV" else "area": how.area}


def format_operands(wish: Wish | None) -> dict[str, str]:
    """The operands of AMDISK and RMDISK for a format; none if there shall be none."""
    if wish is None or wish.format is None:
        return {}
    blksize = None if wish.format.blksize is None else str(wish.format.blksize)
    given = {"label": wish.format.label, "blksize": blksize}
    return {name: value for name, value in given.items() if value is not None} or {"blksize": _DEFAULT_BLKSIZE}
