"""The mode, the passwords and the options of minidisks.

Source: z/VM DirMaint Commands Reference, MDISK, MINIOPT and DASDOPT.
"""

from __future__ import annotations

from collections.abc import Iterable

from dirtool.plan.steps.build import Build, disk_thing, holds_secret
from dirtool.plan.steps.disks.disk import Disk
from dirtool.plan.steps.drafts import changed_names, draft
from dirtool.plan.steps.extensions import EXTENSION_VERBS, extension_commands
from dirtool.plan.steps.orders import order
from dirtool.plan.steps.step import Step
from dirtool.syntax import verbs
from dirtool.syntax.command import Command
from dirtool.verify.plan.document import Action, Data, Kind

PLACE = ("form", "start", "size", "volid", "rdev", "area")
"""The operands of MDISK that tell where a minidisk is."""

_OPTIONS = frozenset(name for kind in EXTENSION_VERBS for name in kind.definition.by_name)
_NO_COMMAND = "a command would show or lose passwords of a minidisk, or cannot say what changes"


def operand_commands(old: Disk, new: Disk, *, has_mode: bool) -> list[Command] | None:
    """The commands for mode and options; None where they do not do: for passwords, or a mode that is no more.

    `has_mode`: the mode is right already.
    """
    changed = set(changed_names(old.fact, new.fact, but=PLACE)) - ({"mode"} if has_mode else set())
    if changed - {"mode"} - _OPTIONS:
        return None
    name, mode = new.work.name, new.fact.said.get("mode")
    options = extension_commands(name, old.fact, new.fact)
    if "mode" not in changed:
        return options
    if holds_secret(old.fact) or mode is None:
        return None
    return [order(verbs.Mdisk, name, vdev=new.vdev, mode=mode), *options]


def change_alone(build: Build, old: Disk, new: Disk, action: Action) -> None:
    """The step for the operands of a minidisk that stays where it is."""
    work = new.work
    commands = operand_commands(old, new, has_mode=False)
    if commands is None:
        build.replacement(work, _NO_COMMAND).actions.append(action)
        return
    work.going.add(new.vdev)
    work.coming.add(new.vdev)
    build.add(work, Step(work.name, [action], commands, edits=[new.there]))


def change_behind(build: Build, step: Step, old: Disk, new: Disk, *, has_mode: bool = False) -> None:
    """What else changes of a minidisk, behind the step that gives it its place."""
    commands = operand_commands(old, new, has_mode=has_mode)
    if commands is None:
        _replace_behind(build, new)
    else:
        _behind(build, step, new, commands, "its operands")


def options_behind(build: Build, step: Step, new: Disk) -> None:
    """What else a minidisk has that is new: MINIOPT and DASDOPT, and passwords, which no command may show."""
    if holds_secret(new.fact):
        _replace_behind(build, new)
        return
    _behind(build, step, new, extension_commands(new.work.name, None, new.fact), "its options")


def _replace_behind(build: Build, new: Disk) -> None:
    """The file of its entry says all of a minidisk, when that is in its place."""
    build.replacement(new.work, _NO_COMMAND).needs.add(disk_thing(new.work, new.vdev))
    new.work.final.add(new.vdev)


def _behind(build: Build, step: Step, new: Disk, commands: Iterable[Command], title: str) -> None:
    """Commands behind the one that gives a minidisk its place: when its work unit has ended, if it has one."""
    work, commands = new.work, list(commands)
    if commands and step.is_work_unit:
        action = draft(Kind.CHANGE_DISK, new.subject, title, step.actions[0].reason, Data.KEPT, "kept")
        needs = {disk_thing(work, new.vdev)}
        build.add(work, Step(work.name, [action], commands, needs=needs, edits=[new.there]))
    else:
        step.commands += commands
