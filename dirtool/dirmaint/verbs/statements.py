"""Verbs that write one statement of an entry.

Source: z/VM DirMaint Commands Reference, the commands that are called as directory statements.
"""

from __future__ import annotations

from dirtool.dirmaint.answer import Refused
from dirtool.dirmaint.judgement import check_holder
from dirtool.dirmaint.server import Request
from dirtool.dirmaint.verbs.edits import carry_out, changes, removals
from dirtool.dirmaint.verbs.own_statements import OWN_STATEMENTS
from dirtool.dirmaint.verbs.queries import tell
from dirtool.syntax import statements as typed
from dirtool.syntax.statement import Statement


def write_statement(request: Request) -> None:
    """Work off a verb that writes a statement: a query, a removal, or a change."""
    verb, order = request.verb, request.order
    action = getattr(order, "action", None)
    if not verb.holders:
        raise Refused(9018, f"{verb.name} changes what stands before all entries, which is not simulated.")
    entry = request.entry(to_read=action == "?")
    kind = _type_of(verb.statement)
    special = OWN_STATEMENTS.get(verb.name)
    if kind is not None and (special is None or action is not None):
        check_holder(entry.kind, kind.definition)
    if action == "?":
        tell(request, entry, kind)
    elif special is not None:
        special(request, entry)
    else:
        assert kind is not None
        edits = removals(request, entry, kind) if action in ("DELETE", "OFF") else changes(request, entry, kind)
        carry_out(request, entry, edits)
    if action != "?":
        request.updated(entry)


def _type_of(name: str | None) -> type[Statement] | None:
    found: type[Statement] | None = None if name is None else getattr(typed, name.capitalize())
    return found
