"""Steps for minidisks that get another place, and another size with it, as `grow` says.

Source: z/VM DirMaint Commands Reference, CMDISK, RMDISK, AMDISK and CHVADDR.
"""

from __future__ import annotations

from dirtool.plan.order.within_step import o17_format
from dirtool.plan.steps.build import Build, disk_thing, line_edit
from dirtool.plan.steps.disks.disk import Disk, effect_without, logged_off, things_after
from dirtool.plan.steps.disks.gone import drop
from dirtool.plan.steps.disks.new import format_operands
from dirtool.plan.steps.disks.operands import change_behind, options_behind
from dirtool.plan.steps.drafts import DATA, draft
from dirtool.plan.steps.orders import order
from dirtool.plan.steps.step import Step, Thing
from dirtool.plan.target.target import Wish
from dirtool.syntax import verbs
from dirtool.syntax.command import Command
from dirtool.verify.plan.document import Action, Data, Effective, Kind


def grow_disk(build: Build, old: Disk, new: Disk, wish: Wish, action: Action) -> None:
    """A minidisk gets another place: DirMaint copies what is on it, its guest does, or nobody."""
    match wish.grow:
        case "guest":
            _by_guest(build, old, new, wish, action)
        case "cmdisk":
            _copy(build, old, new, action)
        case _:
            _recreate(build, old, new, wish, action)


def _copy(build: Build, old: Disk, new: Disk, action: Action) -> None:
    """CMDISK: DirMaint copies the data to the new place, and gives the old one up; a smaller place may not hold them all."""
    data, words = Data.COPIED, "copied by DirMaint"
    if _reach(new) < _reach(old):
        data, words = Data.ORPHANED, "copied by DirMaint as far as they fit"
    if DATA[effect_without(build, old).data] is Data.OVERWRITTEN:
        data = Data.OVERWRITTEN
    copied = action._replace(
        kind=Kind.COPY_DISK,
        data=data,
        data_words=f"{words}; {old.where} is given up",
    )
    made = order(verbs.Cmdisk, new.work.name, vdev=new.vdev, devtype=new.statement.devtype, **new.place)
    _replace(build, old, new, copied, made, is_work_unit=True)


def _reach(disk: Disk) -> int:
    assert disk.span is not None
    return disk.span.last - disk.span.first


def _recreate(build: Build, old: Disk, new: Disk, wish: Wish, action: Action) -> None:
    """RMDISK: the new place is empty, and what was on the old one is lost."""
    left = effect_without(build, old)
    lost = action._replace(kind=Kind.RECREATE_DISK, data=DATA[left.data], data_words=f"lost: {left.words}")
    disk = new.statement
    formatted = o17_format(disk.form, format_operands(wish))
    made = order(verbs.Rmdisk, new.work.name, vdev=new.vdev, devtype=disk.devtype, **new.place, **formatted)
    # RMDISK has no work unit where nothing is formatted, unless DISK_CLEANUP= is YES
    _replace(build, old, new, lost, made, is_work_unit=True, is_destructive=True)


def _replace(
    build: Build,
    old: Disk,
    new: Disk,
    action: Action,
    made: Command,
    *,
    is_work_unit: bool,
    is_destructive: bool = False,
) -> None:
    """The step of one command that takes a minidisk from one place to another, with what else changes behind it."""
    work = new.work
    work.going.add(new.vdev)
    work.coming.add(new.vdev)
    before = logged_off(build, new)
    step = build.add(
        work,
        Step(
            work.name,
            [action._replace(before=before, effective=Effective.LOGOFF)],
            [made],
            makes={disk_thing(work, new.vdev)},
            gives=old.rooms,
            fills=new.rooms,
            edits=[new.there],
            is_work_unit=is_work_unit,
            is_destructive=is_destructive,
        ),
    )
    change_behind(build, step, old, new)


def _by_guest(build: Build, old: Disk, new: Disk, wish: Wish, action: Action) -> None:
    """A new minidisk beside the old one; the guest copies; the old one goes, and the new one takes its number."""
    work, vdev = new.work, new.vdev
    beside = build.free_number(work, vdev)
    work.coming |= {vdev, beside}
    _add_beside(build, new, wish, beside, action)
    copied = Thing("copied", work.name, vdev)
    what = f"copy all that is on {vdev} to {beside} (in the guest), then {logged_off(build, new)}"
    by_hand = draft(
        Kind.MANUAL, action.subject, "the guest copies", action.reason, Data.COPIED, "copied by the guest", before=what
    )
    build.add(work, Step(work.name, [by_hand], needs={disk_thing(work, beside)}, makes={copied}, is_work_unit=True))
    left = effect_without(build, old)
    gone = action._replace(
        kind=Kind.REMOVE_DISK,
        title=old.place_words,
        reason=f"its copy takes its place; {action.reason}",
        data=DATA[left.data],
        data_words=left.words,
        new_extent=None,
        changes=(),
    )
    step = drop(build, old, gone)
    step.needs.add(copied)
    step.gives += old.rooms
    last = _take_number(build, new, beside, action)
    last.needs.add(copied)


def _add_beside(build: Build, new: Disk, wish: Wish, beside: str, action: Action) -> None:
    """The step of an AMDISK under a number that nobody has."""
    work, disk = new.work, new.statement
    formatted = o17_format(disk.form, format_operands(wish))
    place = {"vdev": beside, "devtype": disk.devtype, "mode": disk.mode, **new.place}
    added = action._replace(
        kind=Kind.ADD_DISK,
        subject=f"{work.name}/{beside}",
        title=new.place_words,
        reason=f"for what is on {action.subject}; {action.reason}",
        data=Data.NONE,
        data_words="none there before",
        old_extent=None,
        changes=(),
    )
    build.add(
        work,
        Step(
            work.name,
            [added],
            [order(verbs.Amdisk, work.name, **place, **formatted)],
            fills=new.rooms,
            makes={disk_thing(work, beside)},
            edits=[line_edit(work, beside, new.fact)],
            is_work_unit=bool(formatted),
        ),
    )


def _take_number(build: Build, new: Disk, beside: str, action: Action) -> Step:
    """The step of a CHVADDR by which the new minidisk gets the number of the old one."""
    work = new.work
    moved = action._replace(
        kind=Kind.MOVE_DISK,
        title=new.place_words,
        data=Data.KEPT,
        data_words="kept",
        was=f"{work.name}/{beside}",
        old_extent=action.new_extent,
        changes=(),
    )
    step = build.add(
        work,
        Step(
            work.name,
            [moved],
            [order(verbs.Chvaddr, work.name, old=beside, new=new.vdev)],
            takes={new.slot},
            makes=things_after(build, new),
            edits=[line_edit(work, beside), new.there],
        ),
    )
    options_behind(build, step, new)
    return step
