"""Steps for whole entries: they are added, renamed and removed."""

from __future__ import annotations

from dirtool.model.devices import device_number
from dirtool.model.directory import Directory, Entry, EntryKind
from dirtool.plan.steps.build import DIRECT, Build, entry_thing
from dirtool.plan.steps.builds import build_of, member_line
from dirtool.plan.steps.comparison import KINDS, EntryWork, machines_with
from dirtool.plan.steps.drafts import asked_for, draft, removed_at
from dirtool.plan.steps.orders import order
from dirtool.plan.steps.step import LineEdit, Slot, Step, Thing
from dirtool.syntax import statements as typed
from dirtool.syntax import verbs
from dirtool.syntax.statement import Statement
from dirtool.verify.plan.document import Kind

_WORDS = {"user": "user", "identity": "identity", "subconfig": "subconfiguration", "profile": "profile"}


def add_entry_steps(build: Build) -> None:
    """The steps that add, rename and remove entries, without their minidisks."""
    for work in build.comparison.works:
        if work.entry.kind not in KINDS:
            continue
        if work.old is None:
            build.adds[work.number] = _add(build, work)
        elif work.new is None:
            build.removals[work.number] = _remove(build, work)
        elif work.is_renamed:
            _rename(build, work)


def _add(build: Build, work: EntryWork) -> Step:
    entry, wanted = work.entry, build.comparison.wanted
    action = draft(Kind.ADD_ENTRY, work.name, f"new {_WORDS[entry.kind]}", asked_for(build.target, work.name))
    step = Step(work.name, [action], file=f"{work.name} {DIRECT}", number=work.number)
    built = build_of(wanted, work.name) if entry.kind == "subconfig" else None
    if built is None:
        step.commands.append(order(verbs.Add, entry=work.name))
    else:
        identity, member = built
        step.commands.append(order(verbs.Add, entry=work.name, member=member, identity=identity))
        step.needs.add(Thing("identity", identity))
        step.edits.append(LineEdit(identity, member_line(member), (typed.Build(member, work.name),)))
    reference = build.target.passwords.get(work.name)
    if reference is not None:
        step.commands.append(order(verbs.Setpw, work.name, password=reference))
    step.makes |= _entry_things(entry.kind, work.name)
    step.takes.add(_name_of(entry.kind == "profile", work.name))
    step.needs |= profiles_of(entry)
    for placed in entry.of(typed.Link):
        step.needs |= link_things(wanted, entry, placed.statement)
        step.makes |= build.new_things(work, device_number(placed.statement) or "")
    build.steps.append(step)
    return step


def _remove(build: Build, work: EntryWork) -> Step:
    entry, current = work.entry, build.comparison.current
    reason = removed_at(build.target, work.name)
    action = draft(Kind.REMOVE_ENTRY, work.name, f"{_WORDS[entry.kind]} removed", reason)
    command = order(verbs.Purge, work.name, cleaning="NOCLEAN")
    step = Step(work.name, [action], [command], is_destructive=True, number=work.number)
    step.ends |= _entry_things(entry.kind, work.name)
    step.frees.add(_name_of(entry.kind == "profile", work.name))
    step.leaves |= profiles_of(entry)
    for placed in entry.of(typed.Link):
        step.leaves |= link_things(current, entry, placed.statement)
        step.ends |= build.old_things(work, device_number(placed.statement) or "")
    if entry.kind == "subconfig":
        for one in current.builds.get(work.name, ()):
            step.leaves.add(Thing("identity", one.entry.name))
            step.edits.append(LineEdit(one.entry.name, member_line(one.member)))
    build.steps.append(step)
    return step


def _rename(build: Build, work: EntryWork) -> None:
    before = work.name_before
    where = asked_for(build.target, work.name)
    action = draft(Kind.RENAME_ENTRY, work.name, f"{before} is renamed", where, was=before)
    step = Step(work.name, [action], [order(verbs.Chngid, old=before, new=work.name)], number=work.number)
    step.ends |= _entry_things(work.entry.kind, before)
    step.makes |= _entry_things(work.entry.kind, work.name)
    step.frees.add(Slot(before))
    step.takes.add(Slot(work.name))
    build.steps.append(step)


def link_things(directory: Directory, entry: Entry, link: Statement) -> set[Thing]:
    """The device that a LINK names; LINK * is to a device of each machine that its entry is a part of."""
    assert isinstance(link, typed.Link)
    owners = machines_with(directory, entry) if link.userid == "*" else (link.userid,)
    return {Thing("device", owner, link.vdev1) for owner in owners}


def profiles_of(entry: Entry) -> set[Thing]:
    """The profiles that an entry includes, or that its POOL names."""
    return {
        Thing("profile", placed.statement.profile)
        for placed in (*entry.of(typed.Include), *entry.of(typed.Pool))
        if isinstance(placed.statement, typed.Include | typed.Pool)
    }


def _entry_things(kind: EntryKind, name: str) -> set[Thing]:
    """An entry for all who need it; an identity also for its subconfigurations."""
    return {entry_thing(kind, name), *([Thing("identity", name)] if kind == "identity" else [])}


def _name_of(is_profile: bool, name: str) -> Slot:
    return Slot(f"PROFILE {name}" if is_profile else name)
