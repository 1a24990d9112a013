"""DEV: real devices."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from dirtool.lint.context import Context
from dirtool.lint.diagnostic import Directxa, Related, Severity
from dirtool.lint.machines import RELATED_AT_MOST, Machines, Use, is_cut, meeting
from dirtool.lint.place import name_span, span_of
from dirtool.lint.registry import Finding, directory_rule
from dirtool.syntax.statements import Dedicate
from dirtool.wording import listed


@directory_rule("DEV001", "real-device-dedicated-twice", Severity.WARNING, Directxa.SILENT)
def real_device_dedicated_twice(context: Context) -> Iterator[Finding]:
    """Two entries dedicate one real device.

    Why: the first to log on has it, the other does without. It is all right for guests that never run together. Reported once
    a device; not for tapes that are shared by MULTIUSER, nor for the same device number on two members of a cluster, where it
    is another device.
    Bad:
        USER LINUX1 AUTOONLY 2G 4G G
         DEDICATE 1B00 4002
        USER LINUX2 AUTOONLY 2G 4G G
         DEDICATE 1B00 4002
    Good:
        USER LINUX1 AUTOONLY 2G 4G G
         DEDICATE 1B00 4002
        USER LINUX2 AUTOONLY 2G 4G G
         DEDICATE 1B00 4003
    Source: z/VM CP Planning and Administration, DEDICATE statement; z/VM DirMaint Commands Reference, DEDICATE
    """
    machines = Machines(context)
    by_device: dict[tuple[str, str], list[Use]] = {}
    for entry, placed in context.directory.placed(Dedicate):
        statement = placed.statement
        assert isinstance(statement, Dedicate)
        if statement.users == "MULTIUSER" or statement.obsolete or placed.position in placed.source.faults:
            continue
        device = ("rdev", statement.rdev) if statement.rdev else ("volid", statement.volid or "")
        by_device.setdefault(device, []).extend(machines.uses(entry, placed))
    for (operand, name), uses in by_device.items():
        if len(uses) > 1:
            for group in meeting(uses):
                yield from _judged(operand, name, sorted(group, key=lambda use: use.order))


def _judged(operand: str, name: str, uses: list[Use]) -> Iterator[Finding]:
    """The finding about one real device, if more than one virtual machine uses it."""
    second = next((use for use in uses if use.machine.userid != uses[0].machine.userid), None)
    if second is None:
        return
    by_userid: dict[str, str] = {}
    for use in sorted(uses, key=lambda use: use.subject):
        by_userid.setdefault(use.machine.userid, use.subject)
    pair = sorted(by_userid.values())[:2]
    count = len(by_userid)
    what = f"real device {name}" if operand == "rdev" else f"volume {name}"
    at_least = "at least " if is_cut(uses) else ""
    whom = listed(pair, "and") if count == len(pair) else f"{at_least}{count} users, such as {listed(pair, 'and')}"
    related = islice(_others(operand, uses, second), RELATED_AT_MOST)
    message = f"{what} is dedicated to {whom}"
    yield Finding(span_of(second.placed, operand), message, " ".join(pair), f"{operand} {name}", related=tuple(related))


def _others(operand: str, uses: list[Use], reported: Use) -> Iterator[Related]:
    """The other statements that dedicate the device, and those who have it from the reported one's profile."""
    before: Use | None = None
    for use in uses:
        if use.order == reported.order:
            if use.entry.kind == "profile":
                yield Related(name_span(use.machine.entry), use.subject, "it has the device from this profile")
        elif before is None or use.order != before.order:
            yield Related(span_of(use.placed, operand), use.subject, "the same device is dedicated here")
        before = use
