"""All that has to be done to come from a directory to the one that is wanted."""

from __future__ import annotations

from collections.abc import Iterator

from dirtool.compare.diff.facts import PASSWORD, facts_of
from dirtool.model.directory import Directory
from dirtool.model.extent_control import ExtentControl
from dirtool.plan.options import PlanOptions
from dirtool.plan.order.within_entry import o9_storage, o10_processors
from dirtool.plan.steps.adapters import note_addresses
from dirtool.plan.steps.areas import add_area_steps
from dirtool.plan.steps.build import Build, disk_thing, slot
from dirtool.plan.steps.builds import add_build_steps
from dirtool.plan.steps.comparison import KINDS, Comparison, EntryWork
from dirtool.plan.steps.disks.steps import add_disk_steps
from dirtool.plan.steps.drafts import asked_for, draft, removed_at
from dirtool.plan.steps.entries import add_entry_steps, profiles_of
from dirtool.plan.steps.links import Interruptions, LinkChange, add_link_steps, link_changes, note_moving
from dirtool.plan.steps.orders import order
from dirtool.plan.steps.soundness import check_wanted
from dirtool.plan.steps.statement_change import StatementChange
from dirtool.plan.steps.statements import is_for_others, needs_replace, statement_changes
from dirtool.plan.steps.step import Step
from dirtool.plan.target.target import Target
from dirtool.syntax import verbs
from dirtool.verify.plan.digests import entry_key
from dirtool.verify.plan.document import Action, Data, Effective, Kind, OperandChange


def steps_between(
    current: Directory, target: Target, options: PlanOptions, extents: ExtentControl | None = None
) -> Build:
    """The steps from a directory to the one that is wanted, without an order.

    Raises InputError where DirMaint would not take the state that is wanted.
    """
    can_rename = options.capabilities.allow("CHNGID")
    comparison = Comparison(
        current, target.directory, can_rename=can_rename, by_reference=target.passwords, apart=_apart(target)
    )
    build = Build(comparison, target, options)
    add_entry_steps(build)
    add_disk_steps(build)
    add_build_steps(build)
    links = link_changes(build)
    moving = note_moving(build, links)
    for work in list(comparison.works):
        if work.entry.kind not in KINDS:
            _by_hand(build, work)
        elif work.stays:
            _add_statements(build, work, links)
    add_link_steps(build, links)
    build.interruptions = Interruptions(build, links, moving.made)
    build.interruptions.around(moving.ended)
    _set_passwords(build)
    note_addresses(build)
    add_area_steps(build)
    _number_places(build)
    check_wanted(build, extents)
    return build


def _add_statements(build: Build, work: EntryWork, links: list[LinkChange]) -> None:
    """The steps for what an entry says besides minidisks and links: single commands, or the REPLACE of all of it."""
    (old, new), options = work.both, build.options
    cared_for = _cared_for(work) | ({"PASSWORD"} if work.name in build.target.passwords else set())
    changes = statement_changes(work.name, old, new, cared_for, options.capabilities)
    beside = sum(change.work is work and not change.is_alone for change in links)
    why = needs_replace(changes, options.replace_threshold, beside)
    if work.number in build.replacements or why is not None:
        step = build.replacement(work, why or "")
        for change in changes:
            step.actions.append(_action(build, change))
            _bind(build, work, step, change)
        _note_profiles(work, step)
        return
    steps = []
    for change in changes:
        step = build.add(work, Step(work.name, [_action(build, change)], list(change.commands or ())))
        _bind(build, work, step, change)
        _note_profiles(work, step)
        steps.append(step)
    for rule, pairs in (("O9", o9_storage(changes)), ("O10", o10_processors(changes))):
        for first, then in pairs:
            steps[then].behind.append((steps[first], rule))


def _by_hand(build: Build, work: EntryWork) -> None:
    """What no command changes for certain: the DIRECTORY statement, and what is said for all entries."""
    name = entry_key(work.entry.kind, work.entry.name)
    texts = "; ".join(
        dict.fromkeys(
            f"{'+' if fact is difference.new else '-'} {fact.text}"
            for difference in work.differences
            for fact in (difference.old, difference.new)
            if fact is not None
        )
    )
    action = draft(
        Kind.MANUAL, name, "changed by hand", asked_for(build.target, name), Data.NONE, before=f"change it: {texts}"
    )
    build.steps.append(Step("", [action]))


def _cared_for(work: EntryWork) -> set[str]:
    """The numbers of minidisks with data and of links."""
    facts = (fact for difference in work.differences for fact in (difference.old, difference.new))
    return {fact.vdev or "" for fact in facts if fact is not None and is_for_others(fact)}


def _action(build: Build, change: StatementChange) -> Action:
    target, subject = build.target, change.subject
    is_removed = change.kind is Kind.REMOVE_STATEMENT
    return draft(
        change.kind,
        change.subject,
        change.title,
        removed_at(target, subject, change.title.partition(" ")[0]) if is_removed else asked_for(target, subject),
        Data.NONE,
        "",
        Effective.NEXT_LOGON,
        changes=change.changes,
        text=change.text,
    )


def _bind(build: Build, work: EntryWork, step: Step, change: StatementChange) -> None:
    """What the devices of a change have to do with other steps."""
    for vdev in change.frees:
        step.frees.add(slot(work, vdev))
        step.ends |= build.old_things(work, vdev)
    for vdev in change.takes:
        step.takes.add(slot(work, vdev))
        step.makes |= {disk_thing(work, vdev), *build.new_things(work, vdev)}


def _note_profiles(work: EntryWork, step: Step) -> None:
    before, after = map(profiles_of, work.both)
    if before != after:
        step.leaves |= before - after
        step.needs |= after - before


def _set_passwords(build: Build) -> None:
    """The passwords that are named by reference, of entries that stay: behind the file of one, which does not have it."""
    for work in build.comparison.works:
        reference = build.target.passwords.get(work.name)
        if reference is None or not work.stays:
            continue
        before = facts_of(work.both[0])[PASSWORD].shown("password")
        action = draft(
            Kind.CHANGE_STATEMENT,
            work.name,
            f"PASSWORD {before} -> {reference}",
            asked_for(build.target, work.name),
            changes=(OperandChange("password", before, reference),),
        )
        command = order(verbs.Setpw, work.name, password=reference)
        replacement = build.replacements.get(work.number)
        if replacement is None:
            build.add(work, Step(work.name, [action], [command]))
        else:
            replacement.actions.append(action)
            replacement.commands.append(command)


def _apart(target: Target) -> Iterator[str]:
    """The minidisks of which is said how they come about: they are none of those that were there."""
    return (subject for subject, wish in target.wishes.items() if wish.grow or wish.clone or wish.format)


def _number_places(build: Build) -> None:
    """Tell each step which of the places that were chosen it takes: the last one, of several."""
    numbers = {placement.subject: number for number, placement in enumerate(build.target.placements, start=1)}
    for step in build.steps:
        step.predicted = max((numbers.get(room.subject, 0) for room in step.fills), default=0)
