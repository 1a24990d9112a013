"""Order rules for the statements of one entry: which of its changes comes before which.

Each rule gives pairs of indexes: the first one's commands are run before those of the second one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heapify, heappop, heappush
from itertools import pairwise
from typing import NamedTuple

from dirtool.model.storage import storage_bytes
from dirtool.plan.steps.statement_change import StatementChange
from dirtool.syntax import statements as typed
from dirtool.syntax import verbs
from dirtool.syntax.command import Command
from dirtool.verify.plan.document import Kind

Pair = tuple[int, int]


class _Written(NamedTuple):
    """A change with its first command."""

    at: int
    change: StatementChange
    command: Command


def in_order(changes: Sequence[StatementChange]) -> list[StatementChange]:
    """The changes in an order that all rules of this module allow; what none of them tells apart stays as it is."""
    after: dict[int, list[int]] = {}
    waits = [0] * len(changes)
    for first, then in {*o9_storage(changes), *o10_processors(changes), *freed_before_taken(changes)}:
        after.setdefault(first, []).append(then)
        waits[then] += 1
    ready = [index for index, count in enumerate(waits) if not count]
    heapify(ready)
    found = []
    while ready:
        index = heappop(ready)
        found.append(changes[index])
        for then in after.get(index, ()):
            waits[then] -= 1
            if not waits[then]:
                heappush(ready, then)
    assert len(found) == len(changes)
    return found


def o9_storage(changes: Sequence[StatementChange]) -> Iterator[Pair]:
    """O9: MAXSTORE before a STORAGE that is raised, behind one that is lowered; the storage is never above its maximum.

    Source: z/VM DirMaint Commands Reference, STORAGE (message 3213); DIRECTXA's message HCPDIR1776E.
    """
    by_verb = {type(one.command.order): one for one in _written(changes)}
    usual, most = by_verb.get(verbs.Storage), by_verb.get(verbs.Maxstore)
    if usual is not None and most is not None:
        yield (usual.at, most.at) if _is_lowered(usual.change) else (most.at, usual.at)


def _is_lowered(change: StatementChange) -> bool:
    old, new = (storage_bytes(size) if size is not None else None for size in _sizes(change))
    return old is not None and new is not None and new < old


def _sizes(change: StatementChange) -> tuple[str | None, str | None]:
    return next(((one.old, one.new) for one in change.changes), (None, None))


def o10_processors(changes: Sequence[StatementChange]) -> Iterator[Pair]:
    """O10: CPUs go first, then MACHINE says how many there may be, then CPUs come; the one that becomes BASE comes last.

    So there are never more CPUs than MACHINE allows, whether it is raised or lowered, and never two that are BASE.

    Source: z/VM CP Planning and Administration, CPU and MACHINE statements; SMAPI's reason codes 520/24, 28 and 32.
    """
    ranked = ((_rank_of_processor(one), one.at) for one in _written(changes))
    yield from pairwise(index for _, index in sorted((rank, index) for rank, index in ranked if rank is not None))


def _rank_of_processor(one: _Written) -> int | None:
    if isinstance(one.command.order, verbs.Machine):
        return 2
    if not isinstance(one.command.order, verbs.Cpu):
        return None
    if one.change.kind is Kind.REMOVE_STATEMENT:
        return 0
    cpu = one.command.statement
    if isinstance(cpu, typed.Cpu) and cpu.base:
        return 4
    return 1 if one.change.kind is Kind.CHANGE_STATEMENT else 3


def freed_before_taken(changes: Sequence[StatementChange]) -> Iterator[Pair]:
    """What gives up a device number, or an adapter that goes and had a MACID, comes before what takes it.

    Source: z/VM DirMaint Commands Reference: a device number that is there already is refused (SMAPI 404/4); z/VM CP Planning
    and Administration, NICDEF: a MACID is that of one adapter.
    """
    frees = {number: at for at, change in enumerate(changes) for number in change.frees}
    macids = {change.frees_macid: at for at, change in enumerate(changes) if change.kind is Kind.REMOVE_STATEMENT}
    for at, change in enumerate(changes):
        found = {frees[number] for number in change.takes if number in frees}
        if change.takes_macid in macids and change.takes_macid is not None:
            found.add(macids[change.takes_macid])
        yield from ((other, at) for other in sorted(found - {at}))


def _written(changes: Sequence[StatementChange]) -> Iterator[_Written]:
    for index, change in enumerate(changes):
        for command in (change.commands or ())[:1]:
            yield _Written(index, change, command)
