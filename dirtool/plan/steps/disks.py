"""Steps for minidisks with data: they come, go, move, change their numbers, and get other places.

Source: z/VM DirMaint Commands Reference, AMDISK, CMDISK, RMDISK, CLONEDISK, TMDISK, DMDISK, CHVADDR, MDISK; what each does to
data and to links.
"""

from __future__ import annotations

from typing import Any

from dirtool.compare.diff.differences import Difference
from dirtool.compare.diff.disks import Effect, Span, begin_alike
from dirtool.compare.diff.facts import Fact
from dirtool.compare.diff.matching import Loose
from dirtool.plan.order.within_step import o17_format, o19_logged_off
from dirtool.plan.steps.areas import LOADED
from dirtool.plan.steps.build import Build, disk_thing, holds_secret, line_edit, rooms, slot, statements_of
from dirtool.plan.steps.comparison import EntryWork
from dirtool.plan.steps.drafts import DATA, asked_for, draft, extent_of_span, place_words, removed_at
from dirtool.plan.steps.orders import order
from dirtool.plan.steps.step import Step, Thing
from dirtool.plan.target.target import Wish
from dirtool.syntax import statements as typed
from dirtool.syntax import verbs
from dirtool.syntax.command import Command
from dirtool.syntax.to_text import statement_text
from dirtool.verify.plan.document import Action, Data, Effective, Kind, OperandChange

_PLACE = ("form", "start", "size", "volid", "rdev", "area")
_PASSWORDS = ("read_password", "write_password", "multi_password")
_OPTIONS: dict[type[Any], type[Any]] = {typed.Miniopt: verbs.Miniopt, typed.Dasdopt: verbs.Dasdopt}
_DEFAULT_BLKSIZE = "4096"


def add_disk_steps(build: Build) -> None:
    """The steps for all minidisks with data."""
    fates = build.comparison.fates
    for before, after in fates.moved:
        if before.fact.data is not None:
            _moved(build, before, after)
    for one in fates.gone:
        if one.fact.data is not None:
            _gone(build, one)
    for one in fates.come:
        if one.fact.data is not None:
            _come(build, one)
    for number, difference in fates.in_place:
        if is_disk(difference.old) or is_disk(difference.new):
            _changed(build, build.comparison.works[number], difference)


def is_disk(fact: Fact | None) -> bool:
    """Whether a fact is a minidisk with data."""
    return fact is not None and fact.data is not None


# ---- new ones


def _come(build: Build, one: Loose) -> None:
    work, fact, span = build.comparison.works[one.number], one.fact, build.comparison.new_span(one)
    vdev = fact.vdev or ""
    subject = f"{work.name}/{vdev}"
    effect = Effect(*build.comparison.fate.of_added(span)) if span is not None else None
    wish = build.target.wishes.get(subject)
    action = draft(
        Kind.ADD_DISK,
        subject,
        place_words(span, fact),
        asked_for(build.target, subject),
        Data.NONE if effect is None else DATA[effect.data],
        "" if effect is None else effect.words,
        new_extent=extent_of_span(span),
    )
    is_plain = wish is None or not (wish.clone or wish.format or wish.automatic)
    if work.old is None and is_plain:
        step = build.adds[work.number]
        step.actions.append(action)
    elif is_plain and (holds_secret(fact) or fact.data is None):
        step = build.replacement(work, "a command would show the passwords of a minidisk")
        step.actions.append(action)
        step.takes.add(slot(work, vdev))
        work.final.add(vdev)
    else:
        _add_alone(build, work, fact, span, action, wish or Wish(""))
        return
    step.fills += rooms(span)
    step.makes |= build.new_things(work, vdev)


def _add_alone(build: Build, work: EntryWork, fact: Fact, span: Span | None, action: Action, wish: Wish) -> None:
    vdev, disk = fact.vdev or "", fact.places[0].statement
    assert isinstance(disk, typed.Mdisk)
    work.coming.add(vdev)
    place = {"form": disk.form, "start": disk.start, "size": disk.size, "volid": disk.volid}
    needs = {LOADED} if wish.automatic is not None else set()
    if wish.automatic is not None:
        how = wish.automatic
        named = {"volid": how.area} if how.form == "AUTOV" else {"area": how.area}
        place = {"form": how.form, "size": how.size, **named}
    if wish.clone is not None:
        userid, _, source = wish.clone.partition("/")
        action = action._replace(
            kind=Kind.CLONE_DISK,
            data=Data.COPIED,
            data_words=f"copied from {wish.clone}",
            before=o19_logged_off(wish.clone),
        )
        made = order(
            verbs.Clonedisk, work.name, vdev=vdev, source_user=userid, source_vdev=source, mode=disk.mode, **place
        )
        needs.add(Thing("device", userid, source))
    else:
        formatted = o17_format(disk.form, _format_of(wish))
        made = order(
            verbs.Amdisk,
            work.name,
            vdev=vdev,
            devtype=disk.devtype,
            rdev=disk.rdev,
            mode=disk.mode,
            **formatted,
            **place,
        )
    step = build.step(
        work,
        [action],
        [made],
        takes={slot(work, vdev)},
        fills=rooms(span),
        edits=[line_edit(work, vdev, fact)],
        is_work_unit=wish.clone is not None or wish.format is not None,
        is_automatic=wish.automatic is not None,
    )
    if wish.clone is not None:
        step.works_on.add((userid, source))
    step.needs |= needs
    step.makes |= {disk_thing(work, vdev), *build.new_things(work, vdev)}
    _options_behind(build, work, step, None, fact)


def _format_of(wish: Wish) -> dict[str, str]:
    """The operands of AMDISK and RMDISK for a format; none if there shall be none."""
    if wish.format is None:
        return {}
    blksize = None if wish.format.blksize is None else str(wish.format.blksize)
    given = {"label": wish.format.label, "blksize": blksize}
    return {name: value for name, value in given.items() if value is not None} or {"blksize": _DEFAULT_BLKSIZE}


# ---- those that go


def _gone(build: Build, one: Loose) -> None:
    work, fact, span = build.comparison.works[one.number], one.fact, build.comparison.old_span(one)
    vdev = fact.vdev or ""
    subject = f"{work.name}/{vdev}"
    effect = build.comparison.fate.of_removed(span) if span is not None else None
    action = draft(
        Kind.REMOVE_DISK,
        subject,
        place_words(span, fact),
        removed_at(build.target, subject),
        Data.KEPT if effect is None else DATA[effect.data],
        "on the real device" if effect is None else effect.words,
        was=work.before(vdev),
        old_extent=extent_of_span(span),
    )
    can_clean = build.options.clean and span is not None and span.first > 0 and action.data is Data.ORPHANED
    if work.new is None:
        step = build.removals[work.number]
        step.actions.append(action)
        step.cleanable.append(can_clean)
    else:
        step = _remove_alone(build, work, vdev, action, clean=can_clean)
    step.gives += rooms(span)
    step.ends |= build.old_things(work, vdev)


def _remove_alone(build: Build, work: EntryWork, vdev: str, action: Action, *, clean: bool) -> Step:
    """The step of a DMDISK."""
    work.going.add(vdev)
    if clean:
        action = action._replace(data=Data.ERASED, data_words="erased", before=o19_logged_off(action.subject))
    return build.step(
        work,
        [action],
        [order(verbs.Dmdisk, work.name, vdev=vdev, cleaning="CLEAN" if clean else "NOCLEAN")],
        frees={slot(work, vdev)},
        edits=[line_edit(work, vdev)],
        is_work_unit=clean,
        is_destructive=True,
    )


# ---- those that go to another number or another entry


def _moved(build: Build, before: Loose, after: Loose) -> None:
    works = build.comparison.works
    source, dest = works[before.number], works[after.number]
    old, new = before.fact, after.fact
    vdev_before, vdev = old.vdev or "", new.vdev or ""
    span_before, span = build.comparison.old_span(before), build.comparison.new_span(after)
    source_name = source.name if source.old is None or source.new is None else source.old.name
    was = f"{source_name}/{vdev_before}"
    subject = f"{dest.name}/{vdev}"
    where = asked_for(build.target, subject)
    action = draft(
        Kind.MOVE_DISK,
        subject,
        place_words(span, new),
        f"same extent; {where}",
        Data.KEPT,
        "kept",
        was=was,
        old_extent=extent_of_span(span_before),
        new_extent=extent_of_span(span),
        changes=_operand_changes(old, new),
    )
    if span is not None and span_before is not None and span.place != span_before.place:
        action = _resized(build, span_before, span, action)
        step = build.replacement(dest, "a minidisk gets another number and another size")
        step.actions.append(action)
        step.gives += rooms(span_before)
        step.fills += rooms(span)
        step.frees.add(slot(source, vdev_before))
        step.takes.add(slot(dest, vdev))
        dest.final.add(vdev)
    elif source is dest:
        source.going.add(vdev_before)
        source.coming.add(vdev)
        step = build.step(
            dest,
            [action],
            [order(verbs.Chvaddr, dest.name, old=vdev_before, new=vdev)],
            frees={slot(source, vdev_before)},
            takes={slot(dest, vdev)},
            edits=[line_edit(source, vdev_before), line_edit(dest, vdev, new)],
        )
        _change_behind(build, dest, step, old, new)
    elif dest.old is None and _commands_for(dest, old, new, has_mode=True) is None:
        step = _hand_over(build, source, dest, old, action)
        step.gives += rooms(span_before)
        build.adds[dest.number].fills += rooms(span)
        build.adds[dest.number].makes |= {disk_thing(dest, vdev), *build.new_things(dest, vdev)}
        step.ends |= build.old_things(source, vdev_before)
        return
    else:
        step = _transfer(build, source, dest, old, new, action)
    step.ends |= build.old_things(source, vdev_before)
    step.makes |= {disk_thing(dest, vdev), *build.new_things(dest, vdev)}


def _hand_over(build: Build, source: EntryWork, dest: EntryWork, old: Fact, action: Action) -> Step:
    """The step by which a minidisk goes, to come with the file of a new entry, which can say passwords."""
    vdev = old.vdev or ""
    source.going.add(vdev)
    given = action._replace(data_words="kept: given up without cleaning, and there again with the new entry")
    return build.step(
        source,
        [given],
        [order(verbs.Dmdisk, source.name, vdev=vdev, cleaning="NOCLEAN")],
        frees={slot(source, vdev)},
        edits=[line_edit(source, vdev)],
    )


def _transfer(build: Build, source: EntryWork, dest: EntryWork, old: Fact, new: Fact, action: Action) -> Step:
    """The step of a TMDISK, with what else changes of the minidisk behind it."""
    vdev_before, vdev = old.vdev or "", new.vdev or ""
    source.going.add(vdev_before)
    dest.coming.add(vdev)
    mode = new.said.get("mode") if new.said.get("mode") != old.said.get("mode") else None
    step = build.step(
        source,
        [action],
        [order(verbs.Tmdisk, source.name, vdev=vdev_before, new_owner=dest.name, new_vdev=vdev, mode=mode)],
        frees={slot(source, vdev_before)},
        takes={slot(dest, vdev)},
        edits=[line_edit(source, vdev_before), line_edit(dest, vdev, new)],
    )
    if dest.old is None or dest.is_renamed:
        step.needs.add(Thing("entry", dest.name))
    _change_behind(build, dest, step, old, new, has_mode=mode is not None)
    return step


# ---- those that stay where they are


def _changed(build: Build, work: EntryWork, difference: Difference) -> None:
    old, new = difference.old, difference.new
    assert old is not None
    assert new is not None
    vdev = new.vdev or ""
    subject = f"{work.name}/{vdev}"
    before, after = build.comparison.spans(work.number, difference)
    is_there = _says_one_place(old, new)
    action = draft(
        Kind.CHANGE_DISK,
        subject,
        place_words(after, new) if is_there else f"{place_words(before, old)} -> {place_words(after, new)}",
        asked_for(build.target, subject),
        Data.KEPT,
        "kept",
        was=work.before(vdev),
        old_extent=extent_of_span(before),
        new_extent=extent_of_span(after),
        changes=_operand_changes(old, new),
    )
    if is_there:
        _change_alone(build, work, old, new, action)
        return
    wish = build.target.wishes.get(subject)
    grow = None if wish is None else wish.grow
    if grow is None or before is None or after is None:
        step = build.replacement(work, "the record of a minidisk changes, and no data are moved")
        step.actions.append(_resized(build, before, after, action))
    elif grow == "guest":
        _grow_by_guest(build, work, old, new, (before, after), action)
        return
    else:
        assert wish is not None
        step = _grow(build, work, old, new, (before, after), action, wish)
    step.gives += rooms(before)
    step.fills += rooms(after)


def _resized(build: Build, before: Span | None, after: Span | None, action: Action) -> Action:
    """A change of the record alone: what becomes of the data that it no longer names."""
    fate = build.comparison.fate
    if before is None or after is None:
        found = fate.of_removed(before) if before is not None else fate.of_added(after) if after is not None else None
    else:
        found = fate.of_resized(before, after) if begin_alike(before, after) else fate.of_elsewhere(before, after)
    if found is None:
        return action
    return action._replace(data=DATA[found.data], data_words=found.words)


def _grow(
    build: Build, work: EntryWork, old: Fact, new: Fact, spans: tuple[Span, Span], action: Action, wish: Wish
) -> Step:
    """A new place for a minidisk, to which DirMaint copies the data (CMDISK), or which is empty (RMDISK)."""
    vdev, disk = new.vdev or "", new.places[0].statement
    assert isinstance(disk, typed.Mdisk)
    before, _ = spans
    work.going.add(vdev)
    work.coming.add(vdev)
    place = {"devtype": disk.devtype, "form": disk.form, "start": disk.start, "size": disk.size, "volid": disk.volid}
    left = build.comparison.fate.of_removed(before)
    action = action._replace(before=o19_logged_off(action.subject), effective=Effective.LOGOFF)
    formatted: dict[str, str] = {}
    if wish.grow == "cmdisk":
        action = action._replace(
            kind=Kind.COPY_DISK,
            data=Data.OVERWRITTEN if DATA[left.data] is Data.OVERWRITTEN else Data.COPIED,
            data_words=f"copied by DirMaint; {before.volid} {before.shown} is given up",
        )
        made = order(verbs.Cmdisk, work.name, vdev=vdev, **place)
    else:
        action = action._replace(kind=Kind.RECREATE_DISK, data=DATA[left.data], data_words=f"lost: {left.words}")
        formatted = o17_format(disk.form, _format_of(wish))
        made = order(verbs.Rmdisk, work.name, vdev=vdev, **place, **formatted)
    step = build.step(
        work,
        [action],
        [made],
        makes={disk_thing(work, vdev)},
        edits=[line_edit(work, vdev, new)],
        is_work_unit=wish.grow == "cmdisk" or bool(formatted),
        is_destructive=wish.grow == "recreate",
    )
    _change_behind(build, work, step, old, new)
    return step


def _grow_by_guest(
    build: Build, work: EntryWork, old: Fact, new: Fact, spans: tuple[Span, Span], action: Action
) -> None:
    """A new minidisk beside the old one; the guest copies; the old one goes, and the new one takes its number."""
    before, after = spans
    vdev, beside = new.vdev or "", build.free_number(work, new.vdev or "")
    disk = new.places[0].statement
    assert isinstance(disk, typed.Mdisk)
    work.going.add(vdev)
    work.coming |= {vdev, beside}
    copied = Thing("copied", work.name, vdev)
    there = action._replace(
        kind=Kind.ADD_DISK,
        subject=f"{work.name}/{beside}",
        title=place_words(after, new),
        reason=f"for what is on {action.subject}; {action.reason}",
        data=Data.NONE,
        data_words="none there before",
        old_extent=None,
        changes=(),
    )
    place = {"form": disk.form, "start": disk.start, "size": disk.size, "volid": disk.volid}
    build.step(
        work,
        [there],
        [order(verbs.Amdisk, work.name, vdev=beside, devtype=disk.devtype, mode=disk.mode, **place)],
        fills=rooms(after),
        makes={disk_thing(work, beside)},
        edits=[line_edit(work, beside, new)],
    )
    what = f"copy all that is on {vdev} to {beside} (in the guest), then log {work.name} off"
    by_hand = draft(
        Kind.MANUAL, action.subject, "the guest copies", action.reason, Data.COPIED, "copied by the guest", before=what
    )
    build.step(
        work,
        [by_hand],
        (),
        needs={disk_thing(work, beside)},
        makes={copied},
        is_work_unit=True,
    )
    left = build.comparison.fate.of_removed(before)
    gone = action._replace(
        kind=Kind.REMOVE_DISK,
        title=place_words(before, old),
        reason=f"its copy takes its place; {action.reason}",
        data=DATA[left.data],
        data_words=left.words,
        new_extent=None,
        changes=(),
    )
    step = _remove_alone(build, work, vdev, gone, clean=False)
    step.needs.add(copied)
    step.gives += rooms(before)
    step.ends |= build.old_things(work, vdev)
    moved = there._replace(
        kind=Kind.MOVE_DISK,
        subject=action.subject,
        reason=action.reason,
        data=Data.KEPT,
        data_words="kept",
        was=there.subject,
        old_extent=action.new_extent,
    )
    last = build.step(
        work,
        [moved],
        [order(verbs.Chvaddr, work.name, old=beside, new=vdev)],
        needs={copied},
        takes={slot(work, vdev)},
        makes={disk_thing(work, vdev), *build.new_things(work, vdev)},
        edits=[line_edit(work, beside), line_edit(work, vdev, new)],
    )
    _options_behind(build, work, last, None, new)


# ---- mode, passwords, options


def _change_alone(build: Build, work: EntryWork, old: Fact, new: Fact, action: Action) -> None:
    """Mode, passwords and options of a minidisk that stays what it is."""
    commands = _commands_for(work, old, new, has_mode=False)
    if commands is None:
        step = build.replacement(
            work, "a command would show or lose passwords of a minidisk, or cannot say what changes"
        )
        step.actions.append(action)
        return
    vdev = new.vdev or ""
    work.going.add(vdev)
    work.coming.add(vdev)
    build.step(work, [action], commands, edits=[line_edit(work, vdev, new)])


def _change_behind(build: Build, work: EntryWork, step: Step, old: Fact, new: Fact, *, has_mode: bool = False) -> None:
    """What else changes of a minidisk, behind the step that gives it its place."""
    commands = _commands_for(work, old, new, has_mode=has_mode)
    vdev = new.vdev or ""
    if commands is None:
        last = build.replacement(
            work, "a command would show or lose passwords of a minidisk, or cannot say what changes"
        )
        last.needs.add(disk_thing(work, vdev))
        work.final.add(vdev)
    elif commands and step.is_work_unit:
        action = draft(
            Kind.CHANGE_DISK, f"{work.name}/{vdev}", "its operands", step.actions[0].reason, Data.KEPT, "kept"
        )
        build.step(
            work,
            [action],
            commands,
            needs={disk_thing(work, vdev)},
            edits=[line_edit(work, vdev, new)],
        )
    else:
        step.commands += commands


def _options_behind(build: Build, work: EntryWork, step: Step, old: Fact | None, new: Fact) -> None:
    """MINIOPT and DASDOPT of a minidisk that is new."""
    commands = _option_commands(work, old, new)
    if commands and step.is_work_unit:
        action = draft(Kind.CHANGE_DISK, step.subject, "its options", step.actions[0].reason, Data.KEPT, "kept")
        build.step(
            work,
            [action],
            commands,
            needs={disk_thing(work, new.vdev or "")},
            edits=[line_edit(work, new.vdev or "", new)],
        )
    else:
        step.commands += commands


def _commands_for(work: EntryWork, old: Fact, new: Fact, *, has_mode: bool) -> list[Command] | None:
    """The commands for mode and options; None where they do not do: for passwords, or a mode that is no more."""
    changed = {name for name in {**old.said, **new.said} if old.said.get(name) != new.said.get(name)}
    changed -= {*_PLACE, *(["mode"] if has_mode else [])}
    options = {name for kind in _OPTIONS for name in kind.definition.by_name}
    if changed - {"mode"} - options:
        return None
    commands = []
    if "mode" in changed:
        if holds_secret(old) or new.said.get("mode") is None:
            return None
        commands.append(order(verbs.Mdisk, work.name, vdev=new.vdev, mode=new.said["mode"]))
    return commands + _option_commands(work, old, new)


def _option_commands(work: EntryWork, old: Fact | None, new: Fact) -> list[Command]:
    commands = []
    before, after = ({} if fact is None else {type(one): one for one in statements_of(fact)[1:]} for fact in (old, new))
    for kind, verb in _OPTIONS.items():
        one = after.get(kind)
        if one is None and kind in before:
            commands.append(order(verb, work.name, vdev=new.vdev, action="DELETE"))
        elif one is not None and one != before.get(kind):
            words = statement_text(one).partition(" ")[2]
            commands.append(order(verb, work.name, one, vdev=new.vdev, statement=words))
    return commands


def _says_one_place(old: Fact, new: Fact) -> bool:
    return all(old.said.get(name) == new.said.get(name) for name in (*_PLACE, "devtype"))


def _operand_changes(old: Fact, new: Fact) -> tuple[OperandChange, ...]:
    """The operands that differ, but for the place, which the title tells."""
    return tuple(
        OperandChange(name, old.shown(name), new.shown(name))
        for name in {**new.said, **old.said}
        if name not in _PLACE and old.said.get(name) != new.said.get(name)
    )


# ---- out of a ring


def remove_first(build: Build, replacement: Step) -> bool:
    """Take the first minidisk out whose record a REPLACE changes, so that it comes back with it; whether there is one."""
    works = build.comparison.works
    number = next(number for number, step in build.replacements.items() if step is replacement)
    work = works[number]
    for difference in sorted((one for at, one in build.comparison.fates.in_place if at == number), key=_number_of):
        before, _ = build.comparison.spans(number, difference)
        vdev = "" if difference.old is None else difference.old.vdev or ""
        left = [room for room in replacement.gives if room in rooms(before)]
        if not left or difference.old is None:
            continue
        action = next(one for one in replacement.actions if one.subject == f"{work.name}/{vdev}")
        first = action._replace(
            kind=Kind.REMOVE_DISK,
            title=place_words(before, difference.old),
            reason=f"for a while, so that its place is free; {action.reason}",
            new_extent=None,
            changes=(),
        )
        step = _remove_alone(build, work, vdev, first, clean=False)
        step.gives += left
        step.ends |= build.old_things(work, vdev)
        replacement.gives = [room for room in replacement.gives if room not in left]
        replacement.takes.add(slot(work, vdev))
        replacement.makes |= build.new_things(work, vdev)
        work.final.add(vdev)
        return True
    return False


def _number_of(difference: Difference) -> str:
    fact = difference.new or difference.old
    return "" if fact is None else fact.vdev or ""
