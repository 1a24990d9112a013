"""What is done about steps that wait for each other: one of them is made in two, so that the ring opens.

A link between two new entries comes behind both; a minidisk that changes its number or its owner goes by way of a number that
nobody has; one that goes from an entry to another of the same name goes along with their files; one that gives its place to
the one whose place it gets goes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

from dirtool.errors import InputError
from dirtool.plan.order.graph import rings
from dirtool.plan.order.rules import edges_between
from dirtool.plan.steps.adapters import free_first
from dirtool.plan.steps.build import Build, disk_thing, line_edit, with_number
from dirtool.plan.steps.comparison import EntryWork
from dirtool.plan.steps.disks.gone import drop_first
from dirtool.plan.steps.drafts import draft
from dirtool.plan.steps.links import take_links_out, unlink_before
from dirtool.plan.steps.orders import order
from dirtool.plan.steps.step import LineEdit, Room, Step
from dirtool.syntax import verbs
from dirtool.verify.plan.document import Data, Kind

_ROUNDS = 50
_SHOWN = 6


def open_rings(build: Build) -> None:
    """Change the steps until none wait for each other.

    Raises InputError that names the members of a ring that cannot be opened.
    """
    for number in range(_ROUNDS):
        found = rings(build.steps, edges_between(build.steps))
        if not found:
            return
        for members in found:
            if not _opened(build, members, 2**number):
                raise _error(members)
    raise _error(found[0])


def _opened(build: Build, members: list[Step], most: int) -> bool:
    """Open a ring; of new entries, at most some lose links, so that no more do than have to."""
    ordered = sorted(members, key=lambda step: (step.subject, step.actions[0].kind))
    if _take_links_out(build, ordered, most) or _unlink_before(build, ordered, most):
        return True
    return any(way(build, ordered) for way in (_let_go_along, _by_way_of, _free_address, _remove_first))


def _error(members: list[Step]) -> InputError:
    names = sorted({f"{step.actions[0].kind.replace('-', ' ')} {step.subject}" for step in members})
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return InputError(
        f"these wait for each other: {', '.join(names[:_SHOWN])}{more}", "make two plans, one after the other"
    )


# ---- links between new entries


def _take_links_out(build: Build, members: list[Step], most: int) -> bool:
    """Links out of the files of new entries, of some at most, which come behind them."""
    made = {thing for step in members for thing in step.makes if thing.kind == "device"}
    works = _works(build, build.adds, members)
    return _some(most, (take_links_out(build, work, made) for work in works))


def _unlink_before(build: Build, members: list[Step], most: int) -> bool:
    """Links of entries that go, of some at most, which go before them."""
    ended = {thing for step in members for thing in step.ends if thing.kind == "device"}
    works = _works(build, build.removals, members)
    return _some(most, (unlink_before(build, work, ended) for work in works))


def _some(most: int, opened: Iterable[bool]) -> bool:
    """Go on until so many were opened; whether any was."""
    return bool(list(islice(filter(None, opened), most)))


def _works(build: Build, steps: Mapping[int, Step], members: list[Step]) -> list[EntryWork]:
    """The entries that some of the members add or remove."""
    numbers = [step.number for step in members if step.number is not None and steps.get(step.number) is step]
    return sorted((build.comparison.works[number] for number in numbers), key=lambda work: work.name)


# ---- minidisks between an entry that goes and one that comes


def _let_go_along(build: Build, members: list[Step]) -> bool:
    """Minidisks that the file of a new entry has as they were, since the entry that had them goes first."""
    adds, removals = (
        {work.name: (work, steps[work.number]) for work in _works(build, steps, members)}
        for steps in (build.adds, build.removals)
    )
    is_opened = False
    for step in members:
        moved = step.commands[0].order if step.commands else None
        if isinstance(moved, verbs.Tmdisk) and moved.new_owner in adds and step.entry in removals:
            _go_along(build, step, moved, removals[step.entry], adds[moved.new_owner])
            is_opened = True
    return is_opened


def _go_along(
    build: Build, step: Step, transfer: verbs.Tmdisk, gone: tuple[EntryWork, Step], come: tuple[EntryWork, Step]
) -> None:
    (source, removal), (dest, add) = gone, come
    action = step.actions[0]._replace(data_words="kept: the entry before is removed without cleaning")
    add.actions.append(action)
    source.going.discard(transfer.vdev)
    dest.coming.discard(transfer.new_vdev)
    if action.new_extent is not None:
        room = Room(*action.new_extent[:3], action.subject)
        removal.gives.append(room)
        add.fills.append(room)
    removal.ends |= step.ends
    add.makes |= step.makes
    build.steps.remove(step)


# ---- numbers and owners


def _by_way_of(build: Build, members: list[Step]) -> bool:
    """The first minidisk that moves gets a number between."""
    freed = {slot for step in members for slot in step.frees}
    for step in members:
        if not step.commands or step.actions[0].kind is not Kind.MOVE_DISK:
            continue
        moved = step.commands[0].order
        if isinstance(moved, verbs.Chvaddr | verbs.Tmdisk) and step.takes & freed:
            _split(build, step)
            return True
    return False


def _split(build: Build, step: Step) -> None:
    """A move in two: to a number that nobody has, and from there to where it belongs."""
    first, *others = step.commands
    (taken,) = step.takes
    work = build.comparison.by_name[taken.entry]
    between = build.free_number(work, taken.vdev)
    action = step.actions[0]
    number = "new" if isinstance(first.order, verbs.Chvaddr) else "new_vdev"
    step.commands = [first._replace(order=first.order.with_operands(**{number: between}))]
    placed = next(edit for edit in step.edits if edit.vdev == taken.vdev and edit.statements)
    step.edits = [
        *(edit for edit in step.edits if edit is not placed),
        LineEdit(taken.entry, between, with_number(placed.statements, between)),
    ]
    step.actions[0] = action._replace(
        subject=f"{taken.entry}/{between}", reason=f"on the way to {action.subject}: {action.reason}", changes=()
    )
    work.coming.add(between)
    there = disk_thing(work, between)
    last = draft(
        Kind.MOVE_DISK,
        action.subject,
        action.title,
        action.reason,
        Data.KEPT,
        "kept",
        was=f"{taken.entry}/{between}",
        old_extent=action.new_extent,
        new_extent=action.new_extent,
        changes=action.changes,
    )
    build.steps.append(
        Step(
            taken.entry,
            [last],
            [order(verbs.Chvaddr, taken.entry, old=between, new=taken.vdev), *others],
            makes=step.makes,
            needs={there},
            takes=step.takes,
            edits=[line_edit(work, between), LineEdit(taken.entry, taken.vdev, placed.statements)],
            number=work.number,
        )
    )
    step.makes, step.takes = {there}, set()


def _free_address(build: Build, members: list[Step]) -> bool:
    """The first adapter goes for a while whose MAC address another one gets."""
    wanted = {slot for step in members for slot in step.takes}
    return any(free_first(build, step, wanted & step.frees) for step in members)


# ---- places


def _remove_first(build: Build, members: list[Step]) -> bool:
    """The record of a minidisk goes, and comes back with its new place."""
    for step in members:
        if step.actions[0].kind is Kind.REPLACE_ENTRY and step.gives and step.fills:
            return drop_first(build, step)
    return False
