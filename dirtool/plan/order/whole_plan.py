"""Order rules for the plan as a whole: what comes before everything, and what behind."""

from __future__ import annotations

from dirtool.plan.options import PlanOptions
from dirtool.plan.steps.drafts import draft
from dirtool.plan.steps.orders import order
from dirtool.syntax import verbs
from dirtool.syntax.command import Command, command_text
from dirtool.verify.plan.document import Action, Effective, Kind, PlannedCommand

_SUBJECT = "DIRMAINT"


def o1_nobody_at_work() -> tuple[Command, str]:
    """O1: before anything, nobody else works on what the plan touches: no work unit is under way.

    The command that asks, and what has to be looked at. What somebody else has locked shows itself: GET LOCK is refused.
    """
    return order(verbs.Query, what="DATAMOVE", words=("*",)), "go on only if all DATAMOVE machines are idle"


def o2_backup() -> Command:
    """O2: a backup before the first change: nothing else undoes what is done."""
    return order(verbs.Backup)


def o22_into_force(options: PlanOptions) -> Command | None:
    """O22: where changes do not go into the object directory by themselves, DIRECT brings them there at the end."""
    return None if options.online == "IMMED" else order(verbs.Direct)


def o23_read_again() -> Command:
    """O23: the directory is read again at the end, for work units and other administrators were at work meanwhile."""
    return order(verbs.User, what="WITHPASS")


def prepare() -> Action:
    """The action before all others, by O1 and O2."""
    ask, before = o1_nobody_at_work()
    return draft(
        Kind.PREPARE,
        _SUBJECT,
        "asked whether it is idle, and backed up",
        "before the first change",
        effective=Effective.NOW,
        before=before,
        rules=("O1", "O2"),
        commands=tuple(PlannedCommand(command_text(one)) for one in (ask, o2_backup())),
    )


def finish(options: PlanOptions) -> Action:
    """The action behind all others, by O22 and O23."""
    commands = [one for one in (o22_into_force(options), o23_read_again()) if one is not None]
    return draft(
        Kind.FINISH,
        _SUBJECT,
        "the directory read again, to be compared",
        "dirtool verify tells whether all is as it shall be",
        effective=Effective.NOW,
        rules=("O22", "O23") if len(commands) > 1 else ("O23",),
        commands=tuple(PlannedCommand(command_text(one)) for one in commands),
    )
