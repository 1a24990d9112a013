"""The commands for what extends a device that has data: MINIOPT and DASDOPT behind a minidisk.

Source: z/VM DirMaint Commands Reference, MINIOPT and DASDOPT.
"""

from __future__ import annotations

from collections.abc import Mapping

from dirtool.compare.diff.facts import Fact
from dirtool.plan.steps.build import statements_of
from dirtool.plan.steps.orders import order
from dirtool.syntax import verbs
from dirtool.syntax.command import Command
from dirtool.syntax.statement import Statement
from dirtool.syntax.statements import Dasdopt, Miniopt
from dirtool.syntax.to_text import statement_text

EXTENSION_VERBS: Mapping[type[Statement], type[Statement]] = {Miniopt: verbs.Miniopt, Dasdopt: verbs.Dasdopt}
"""The verb for each statement that extends a device."""


def extension_commands(name: str, old: Fact | None, new: Fact) -> list[Command]:
    """The commands for what extends a device of an entry, which has nothing of it yet if `old` is None."""
    before, after = ({} if fact is None else {type(one): one for one in statements_of(fact)[1:]} for fact in (old, new))
    commands = []
    for kind, verb in EXTENSION_VERBS.items():
        one = after.get(kind)
        if one is None and kind in before:
            commands.append(order(verb, name, vdev=new.vdev, action="DELETE"))
        elif one is not None and one != before.get(kind):
            words = statement_text(one).partition(" ")[2]
            commands.append(order(verb, name, one, vdev=new.vdev, statement=words))
    return commands
