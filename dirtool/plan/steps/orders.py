"""Commands as typed objects."""

from __future__ import annotations

from typing import Any

from dirtool.syntax import verbs
from dirtool.syntax.command import Command
from dirtool.syntax.statement import Statement


def order(
    kind: type[Statement], foruser: str | None = None, written: Statement | None = None, /, **operands: Any
) -> Command:
    """The command of a verb with some operands, for an entry (None: for nobody). `written` is the statement that it writes.

    Raises TypeError for an operand that the verb has not.
    """
    unknown = operands.keys() - set(kind.__slots__)
    if unknown:
        raise TypeError(f"{kind.keyword} has no operand {min(unknown)}")
    made = kind(*[operands.get(slot) for slot in kind.__slots__])
    prefixes = verbs.Dirmaint(
        foruser=foruser,
        atnode=None,
        tosys=None,
        asuser=None,
        byuser=None,
        prompt=None,
        multiuser=None,
        request=None,
        cmdlevel=None,
        command=kind.keyword,
    )
    return Command(prefixes, made, written)
