"""Steps for links: those that change, and those that have to be away for a while because what they lead to is.

Source: z/VM DirMaint Commands Reference, LINK and DLINK.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from dirtool.compare.diff.facts import Fact, Key, facts_of
from dirtool.errors import InputError
from dirtool.model.devices import device_number
from dirtool.model.directory import Directory, Entry, Placed
from dirtool.model.links import LinkResolver
from dirtool.plan.steps.build import Build, holds_secret, line_edit, slot, statements_of
from dirtool.plan.steps.comparison import EntryWork
from dirtool.plan.steps.drafts import asked_for, changed_operands, draft, removed_at
from dirtool.plan.steps.entries import link_things
from dirtool.plan.steps.orders import order
from dirtool.plan.steps.step import Step, Thing
from dirtool.syntax import statements as typed
from dirtool.syntax import verbs
from dirtool.verify.plan.document import Action, Effective, Kind

_NO_COMMAND = "a command would show the password of a link, or DASDOPT is not certain behind it"


@dataclass(slots=True)
class LinkChange:
    """A link that is not as it shall be.

    `is_alone`: it needs steps of its own, since what it leads to changes, too. `is_apart`: it goes, and comes again.
    """

    work: EntryWork
    old: Fact | None
    new: Fact | None
    leaves: set[Thing]
    needs: set[Thing]
    is_alone: bool = False
    is_apart: bool = False

    @property
    def vdev(self) -> str:
        """The own number."""
        fact = self.new or self.old
        assert fact is not None
        return fact.vdev or ""

    @property
    def needs_file(self) -> bool:
        """Whether no command can say it."""
        is_extended = self.old is not None and _is_extended(self.old)
        return self.new is not None and (is_extended or _needs_file(self.new))


def _needs_file(link: Fact) -> bool:
    """Whether no command can say a link: it has a password, or something stands behind it."""
    return holds_secret(link) or _is_extended(link)


def _is_extended(link: Fact) -> bool:
    return len(statements_of(link)) > 1


class Moving(NamedTuple):
    """The devices that steps make, and those that they end."""

    made: set[Thing]
    ended: set[Thing]


def link_changes(build: Build) -> list[LinkChange]:
    """The links of entries that stay and are not as they shall be."""
    found = []
    for work in build.comparison.works:
        if not work.stays:
            continue
        for difference in work.differences:
            old, new = _as_link(difference.old), _as_link(difference.new)
            if old is not None or new is not None:
                leaves = set() if old is None else _things(build, work, old, is_new=False)
                needs = set() if new is None else _things(build, work, new, is_new=True)
                found.append(LinkChange(work, old, new, leaves, needs))
    return found


def note_moving(build: Build, changes: list[LinkChange]) -> Moving:
    """Which devices come and go, whatever the links do; tells each change whether it needs steps of its own.

    A link may lead to a link, so that one that changes makes others need steps of their own.
    """
    _note_renamed(build)
    made = {thing for step in build.steps for thing in step.makes if thing.kind == "device"}
    ended = {thing for step in build.steps for thing in step.ends if thing.kind == "device"}
    for change in changes:
        _note(build, change, made, ended)
    moving = made | ended
    for change in changes:
        change.is_alone = bool((change.leaves | change.needs) & moving)
        leads_elsewhere = change.leaves != change.needs or bool(change.leaves & ended)
        change.is_apart = change.old is not None and change.new is not None and leads_elsewhere
    return Moving(made, ended)


def _note(build: Build, change: LinkChange, made: set[Thing], ended: set[Thing]) -> None:
    """A device that is a link for others comes, goes, or leads elsewhere."""
    if change.old is None or change.new is None or change.leaves != change.needs:
        if change.old is not None:
            ended |= build.old_things(change.work, change.vdev)
        if change.new is not None:
            made |= build.new_things(change.work, change.vdev)


def _note_renamed(build: Build) -> None:
    """A machine with another name ends all that others link to under the old one."""
    renamed = {work.name_before: work for work in build.comparison.works if work.is_renamed}
    if not renamed:
        return
    steps = {step.subject: step for step in build.steps if step.actions[0].kind is Kind.RENAME_ENTRY}
    for directory, is_new in ((build.comparison.current, False), (build.comparison.wanted, True)):
        names = {(work.name if is_new else name): steps[work.name] for name, work in renamed.items()}
        for entry, placed in directory.placed(typed.Link):
            for thing in link_things(directory, entry, placed.statement):
                step = names.get(thing.name)
                if step is not None:
                    (step.makes if is_new else step.ends).add(thing)


def add_link_steps(build: Build, changes: list[LinkChange]) -> None:
    """The steps for links that change: in the REPLACE of their entry where that does, else by LINK and DLINK."""
    for change in changes:
        work = change.work
        action = _action(build, change)
        is_replaced = work.number in build.replacements
        if change.needs_file and change.is_alone and change.is_apart and change.old is not None:
            _unlink(build, work, change.old, change.leaves, _apart(action))
            _come_back(build, work, change.vdev, change.needs, action)
        elif change.needs_file or (is_replaced and not change.is_alone):
            step = build.replacement(work, _NO_COMMAND)
            step.actions.append(action)
            _bind(build, step, change)
        else:
            _alone(build, change, action)


def _come_back(build: Build, work: EntryWork, vdev: str, needs: set[Thing], action: Action) -> None:
    """A link that no command can say comes back with the whole entry."""
    step = build.replacement(work, _NO_COMMAND)
    step.actions.append(action)
    step.needs |= needs
    step.takes.add(slot(work, vdev))
    step.makes |= build.new_things(work, vdev)
    work.final.add(vdev)


def _bind(build: Build, step: Step, change: LinkChange) -> None:
    work, vdev = change.work, change.vdev
    step.leaves |= change.leaves
    step.needs |= change.needs
    if change.old is None:
        work.final.add(vdev)
        step.takes.add(slot(work, vdev))
        step.makes |= build.new_things(work, vdev)
    elif change.new is None:
        step.frees.add(slot(work, vdev))
        step.ends |= build.old_things(work, vdev)


def _alone(build: Build, change: LinkChange, action: Action) -> None:
    """LINK, DLINK, or both, one after the other, where a link leads elsewhere."""
    work, old, new = change.work, change.old, change.new
    if old is not None and (new is None or change.is_apart):
        kind = action._replace(kind=Kind.UNLINK) if new is None else _apart(action)
        _unlink(build, work, old, change.leaves, kind)
        if new is not None:
            _link(build, work, new, change.needs, action)
    elif new is not None:
        _link(build, work, new, change.needs, action, is_there=old is not None)


def _apart(action: Action) -> Action:
    return action._replace(kind=Kind.UNLINK, title=f"no link for a while: {action.title}", changes=())


def _unlink(build: Build, work: EntryWork, old: Fact, leaves: set[Thing], action: Action) -> None:
    """The step of a DLINK; that of an entry with another name goes before it is renamed."""
    link = _link_in(old)
    vdev = old.vdev or ""
    work.going.add(vdev)
    made = order(verbs.Dlink, work.name_before, owner=link.userid, owner_vdev=link.vdev1, vdev=vdev)
    step = build.add(work, Step(work.name, [action], [made], frees={slot(work, vdev)}, edits=[line_edit(work, vdev)]))
    step.leaves |= leaves
    step.ends |= build.old_things(work, vdev)
    if work.is_renamed:
        step.entry = work.name_before
        step.needs.discard(Thing("entry", work.name))
        step.leaves.add(Thing("entry", work.name_before))


def _link(
    build: Build, work: EntryWork, new: Fact, needs: set[Thing], action: Action, *, is_there: bool = False
) -> None:
    link = _link_in(new)
    vdev = new.vdev or ""
    work.coming.add(vdev)
    made = order(verbs.Link, work.name, owner=link.userid, owner_vdev=link.vdev1, vdev=vdev, mode=link.mode)
    step = build.add(work, Step(work.name, [action], [made], edits=[line_edit(work, vdev, new)]))
    step.needs |= needs
    if not is_there:
        step.takes.add(slot(work, vdev))
        step.makes |= build.new_things(work, vdev)


# ---- links that stay, while what they lead to goes and comes again


class Interruptions:
    """DLINK and LINK around the steps that take away, for a while, what an unchanged link leads to; each link once.

    `changes` are the links that change, `made` the devices that come again.
    """

    def __init__(self, build: Build, changes: list[LinkChange], made: set[Thing]) -> None:
        comparison = build.comparison
        self._build = build
        self._made = set(made)
        self._works = {id(work.old): work for work in comparison.works if work.old is not None}
        self._wanted = {(entry.kind, entry.name): entry for entry in reversed(comparison.wanted.entries)}
        self._resolver = LinkResolver(comparison.wanted)
        self._settled = {(id(change.work.old), change.vdev) for change in changes}

    def around(self, ended: set[Thing], made: Iterable[Thing] = ()) -> None:
        """Take away the links to devices that end, and those to these links. `made`: further devices that come again.

        Raises InputError for a link that would lead to nothing in the state that is wanted.
        """
        self._made |= set(made)
        while ended:
            ended = self._of(ended)

    @cached_property
    def _links(self) -> dict[Thing, list[tuple[Entry, Placed]]]:
        return _links_by_thing(self._build.comparison.current)

    def _of(self, ended: Iterable[Thing]) -> set[Thing]:
        """What ends with the links to devices that end."""
        found = [(entry, placed, thing) for thing in sorted(ended) for entry, placed in self._links.get(thing, ())]
        return {more for entry, placed, thing in found for more in self._away(entry, placed, thing)}

    def _away(self, entry: Entry, placed: Placed, thing: Thing) -> set[Thing]:
        vdev = device_number(placed.statement) or ""
        work = self._works.get(id(entry))
        if (id(entry), vdev) in self._settled or (work is not None and not work.stays):
            return set()
        if thing not in self._made:
            if self._resolver.definitions(thing.name, thing.vdev):
                return set()  # another subconfiguration has it still
            raise InputError(
                f"{placed.source.path}:{placed.line}: {entry.name}/{vdev} links to {thing.name}/{thing.vdev}, "
                "which shall be there no more",
                "remove the link as well",
            )
        self._settled.add((id(entry), vdev))
        work = work or self._unchanged(entry)
        _interrupt(self._build, work, vdev, link_things(self._build.comparison.current, entry, placed.statement))
        return self._build.old_things(work, vdev)

    def _unchanged(self, entry: Entry) -> EntryWork:
        """An entry in which nothing changes but that links are away for a while."""
        works = self._build.comparison.works
        work = self._works[id(entry)] = EntryWork(len(works), entry, self._wanted[entry.kind, entry.name], [])
        works.append(work)
        return work


def _links_by_thing(directory: Directory) -> dict[Thing, list[tuple[Entry, Placed]]]:
    found: dict[Thing, list[tuple[Entry, Placed]]] = {}
    for entry, placed in directory.placed(typed.Link):
        for thing in link_things(directory, entry, placed.statement):
            found.setdefault(thing, []).append((entry, placed))
    return found


def _interrupt(build: Build, work: EntryWork, vdev: str, things: set[Thing]) -> None:
    key: Key = ("DEVICE", vdev)
    old, new = (facts_of(entry)[key] for entry in work.both)
    reason = "what it leads to is not there for a while"
    away = draft(Kind.UNLINK, f"{work.name}/{vdev}", f"no link for a while: {old.text}", reason)
    _unlink(build, work, old, things, away)
    needs = _things(build, work, new, is_new=True)
    back = draft(Kind.LINK, f"{work.name}/{vdev}", new.text, reason, effective=Effective.NEXT_LOGON)
    if _needs_file(new):
        _come_back(build, work, vdev, needs, back)
    else:
        _link(build, work, new, needs, back)


# ---- links between new entries


def take_links_out(build: Build, work: EntryWork, made: set[Thing]) -> bool:
    """Let the links of a new entry to some devices come behind it, not with its file; whether there are any."""
    add = build.adds[work.number]
    is_found = False
    for difference in work.differences:
        new = _as_link(difference.new)
        if new is None or (new.vdev or "") in work.coming or _needs_file(new):
            continue
        needs = _things(build, work, new, is_new=True)
        if needs & made:
            subject = f"{work.name}/{new.vdev}"
            _link(build, work, new, needs, draft(Kind.LINK, subject, new.text, asked_for(build.target, subject)))
            add.makes -= build.new_things(work, new.vdev or "")
            is_found = True
    if is_found:
        stay = (
            _link_in(one)
            for difference in work.differences
            if (one := _as_link(difference.new)) is not None and (one.vdev or "") not in work.coming
        )
        left = {thing for link in stay for thing in link_things(build.comparison.wanted, work.entry, link)}
        add.needs = {thing for thing in add.needs if thing.kind != "device" or thing in left}
    return is_found


def unlink_before(build: Build, work: EntryWork, ended: set[Thing]) -> bool:
    """Let the links of an entry that goes to some devices go before it; whether there are any."""
    removal = build.removals[work.number]
    left = removal.leaves & ended
    for difference in work.differences:
        old = _as_link(difference.old)
        leaves = set() if old is None else _things(build, work, old, is_new=False) & left
        if old is None or not leaves:
            continue
        reason = "before the entries go that link to each other"
        _unlink(build, work, old, leaves, draft(Kind.UNLINK, f"{work.name}/{old.vdev}", old.text, reason))
        removal.leaves -= leaves
        removal.ends -= build.old_things(work, old.vdev or "")
    return removal.leaves & ended != left


# ---- words


def _action(build: Build, change: LinkChange) -> Action:
    work, old, new = change.work, change.old, change.new
    subject = f"{work.name}/{change.vdev}"
    if new is None:
        assert old is not None
        return draft(Kind.UNLINK, subject, old.text, removed_at(build.target, subject))
    changes = () if old is None else changed_operands(old, new)
    return draft(Kind.LINK, subject, new.text, asked_for(build.target, subject), changes=changes)


def _link_in(fact: Fact) -> typed.Link:
    """The LINK of a link."""
    link = fact.places[0].statement
    assert isinstance(link, typed.Link)
    return link


def _as_link(fact: Fact | None) -> Fact | None:
    is_link = fact is not None and fact.keyword == "LINK" and fact.vdev is not None  # one without a number is broken
    return fact if is_link else None


def _things(build: Build, work: EntryWork, fact: Fact, *, is_new: bool) -> set[Thing]:
    directory = build.comparison.wanted if is_new else build.comparison.current
    entry = work.new if is_new else work.old
    assert entry is not None
    return link_things(directory, entry, _link_in(fact))
