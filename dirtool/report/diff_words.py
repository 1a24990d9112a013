"""What the reports of a difference say in words, and its signs.

They are `+` new, `-` gone, `~` changed, `>` moved, `=>` on another extent, `-!` gone and overwritten.
"""

from __future__ import annotations

from collections.abc import Iterator

from dirtool.compare.diff.change import Action, Change, Diff, EntryChange, Place
from dirtool.compare.diff.disks import Data, begin_alike
from dirtool.compare.diff.facts import FLAG_SET
from dirtool.wording import plural

NOTHING = "No difference in meaning."

_SIGNS = {Action.ADDED: "+", Action.REMOVED: "-", Action.CHANGED: "~", Action.MOVED: ">"}
_SAID_OF_ENTRIES = {
    Action.ADDED: "added",
    Action.REMOVED: "removed",
    Action.MOVED: "renamed",
    Action.CHANGED: "changed",
}
_WORST_FIRST = (Data.OVERWRITTEN, Data.ORPHANED, Data.ELSEWHERE, Data.STALE)
_PLACE_OPERANDS = frozenset(("start", "size", "volid"))


def sign_of(change: Change | EntryChange) -> str:
    """One or two characters that say what happened."""
    if isinstance(change, Change) and change.effect is not None:
        if change.action is Action.REMOVED and change.effect.data is Data.OVERWRITTEN:
            return "-!"
        before, after = change.old_extent, change.new_extent
        if change.action is Action.CHANGED and before and after and not begin_alike(before, after):
            return "=>"
    return _SIGNS[change.action]


def what_changed(change: Change) -> str:
    """The statement that is new or gone, or the operands that are not as they were."""
    if change.old_extent is not None or change.new_extent is not None:
        return "; ".join((f"MDISK {_extents(change)}", *_operands(change)))
    if change.action in (Action.ADDED, Action.REMOVED):
        return change.new_text or change.old_text or ""
    told = "; ".join(_operands(change))
    if not told and change.note:
        return change.note
    name = "size" if change.keyword.endswith("STORAGE") else change.keyword.lower()
    return f"{change.keyword} {told.removeprefix(f'{name} ')}".rstrip()


def what_of_entry(entry: EntryChange) -> str:
    """What happened to an entry as a whole."""
    kind = entry.kind.upper()
    if entry.kind == "directory" and entry.changes:
        return what_changed(entry.changes[0])
    if entry.action is Action.MOVED:
        return f"{kind}, was {entry.was}"
    return f"{kind} with {plural(entry.statements, 'statement')}" if entry.statements else kind


def data_of_entry(entry: EntryChange) -> str:
    """What becomes of the data of an entry that has another name now."""
    return f"kept on {plural(entry.disks_kept, 'minidisk')}" if entry.disks_kept else ""


def notes_on(change: Change) -> Iterator[str]:
    """What else is to be said of a change: where it was, by whom it is said now, how many machines change by it."""
    if change.was is not None:
        yield f"was {change.was}"
    if change.note and change.note != what_changed(change):
        yield change.note
    if change.machines is not None:
        yield machines_in(change.machines)


def machines_in(count: int) -> str:
    """How many virtual machines change by a profile."""
    return f"changes {plural(count, 'virtual machine')}" if count else "changes no virtual machine"


def places_of(old: tuple[Place, ...], new: tuple[Place, ...]) -> str:
    """`old.direct:12 -> new.direct:14`; of several records of a side the first one."""
    sides = [some[0] for some in (old, new) if some]
    if len(sides) == 2 and sides[0][0] == sides[1][0]:
        path, line = sides[0]
        return f"{path}:{line}" if line == sides[1][1] else f"{path}:{line} -> {sides[1][1]}"
    return " -> ".join(f"{path}:{line}" for path, line in sides)


def places_of_entry(entry: EntryChange) -> str:
    """As `places_of`, of the entry as a whole."""
    old, new = ((place,) if place else () for place in (entry.old_place, entry.new_place))
    return places_of(old, new)


def summary(diff: Diff) -> list[str]:
    """How much of what there is, in pieces."""
    counts = diff.counts
    if not diff.entries:
        return [NOTHING]
    entries = [(number, _SAID_OF_ENTRIES[Action(action)]) for action, number in counts["entries"].items() if number]
    inside = [(number, action) for action, number in counts["changes"].items() if number]
    data = [f"{counts['data'][one]:,} {one}" for one in _WORST_FIRST if counts["data"][one]]
    pieces = [_counted(entries, ("entry", "entries")), _counted(inside, ("change inside", "changes inside"))]
    if data:
        pieces.append(f"data: {', '.join(data)}")
    return [piece for piece in pieces if piece]


def _counted(counts: list[tuple[int, str]], nouns: tuple[str, str]) -> str:
    """`Entries: 1 added, 3 changed`."""
    if not counts:
        return ""
    total = sum(number for number, _ in counts)
    return f"{total:,} {nouns[total != 1]} ({', '.join(f'{number:,} {word}' for number, word in counts)})"


def _extents(change: Change) -> str:
    """The place of a minidisk, or both places where they differ."""
    old, new = change.old_extent, change.new_extent
    if old is None or new is None or (old.volid, old.first, old.last) == (new.volid, new.first, new.last):
        span = new or old
        assert span is not None
        return f"{span.size} on {span.volid} {span.shown}" if span.size else f"{span.volid} {span.shown}"
    volid = "" if old.volid == new.volid else f"{new.volid} "
    return f"{old.volid} {old.shown} -> {volid}{new.shown}"


def _operands(change: Change) -> Iterator[str]:
    """The operands that are not as they were, apart from the place of a minidisk and the number of what moved."""
    has_place = change.old_extent is not None and change.new_extent is not None
    for name, old, new, is_secret in change.operands:
        if (has_place and name in _PLACE_OPERANDS) or (name == "vdev" and change.action is Action.MOVED):
            continue
        title = name.replace("_", " ")
        if is_secret and old == new:
            yield f"{title} changed"
        elif old is None or new is None:
            value = new if old is None else old
            fate = "added" if old is None else "removed"
            yield f"{title} {fate}" if value == FLAG_SET else f"{title} {value} {fate}"
        else:
            yield f"{title} {old} -> {new}"
